/* scores.c - see scores.h. */
#include "app/scores.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/word.h"
#include "app/internal.h"
#include "app/notice.h"
#include "input/sample.h"
#include "words/words.h"

enum {
	MOST = 10,
	/* of so many who answer from 0 to 10 some say 6 or more: fewer may all
	 * be unhappy */
	SOME = CS_SCORES_DOUBTED,
	MANY = 30, /* ... some say 8 or more, or 0 */
	/* one of so many, or fewer, above 5 may be slips; of 0 to 10 most are
	 * above: one of so many, or fewer, is doubted */
	SLIPS = 20,
	DOUBTED = 4,
	SHOWN = 5 /* words */
};

struct scores {
	const char *column;
	/* answers up to each score, and to 60; all */
	uint64_t upto[MOST + 1], upto_sixty, count;
	bool says_ten, says_five; /* the name does */
};

/* What the name says of the scale: "NPS", "How likely is it that you recommend
 * us?", "CSAT", "Stars". */
static void read_name(struct scores *scores)
{
	static const char *const of_ten[] = { " nps ",	    "promoter",
					      " recommend", "empfehl",
					      "recomend",   " recommand",
					      " 0 10 " };
	static const char *const of_five[] = { " csat ", " star ", " stars ",
					       " sterne ", " 1 5 " };
	struct cs_buf plain = CS_BUF_INIT, name = CS_BUF_INIT;

	cs_name_plain(scores->column, &plain);
	cs_buf_addf(&name, " %s ", plain.data != NULL ? plain.data : "");
	for (size_t i = 0; i < sizeof of_ten / sizeof *of_ten; i++)
		scores->says_ten |= strstr(name.data, of_ten[i]) != NULL;
	for (size_t i = 0; i < sizeof of_five / sizeof *of_five; i++)
		scores->says_five |= strstr(name.data, of_five[i]) != NULL;
	cs_buf_release(&plain);
	cs_buf_release(&name);
}

bool cs_scores_named_ten(const char *column)
{
	struct scores scores = { .column = column };

	if (column != NULL)
		read_name(&scores);
	return scores.says_ten;
}

static struct scores count(const struct cs_job *job,
			   const struct cs_definition *definition)
{
	const struct cs_input *input = &job->contacts.input;
	const struct cs_input_result *result = &job->data.contacts.input;
	struct scores scores = {
		.column = cs_contact_column(job, definition->usual_field),
	};

	for (size_t i = 0; scores.column != NULL && result->met != NULL &&
			   i < input->nexpressions;
	     i++) {
		const struct cs_expression *e = &input->expressions[i];

		if (e->flag != definition->answered)
			continue;
		scores.count = result->matches[i];
		for (size_t n = 0; n <= MOST + 1; n++)
			*(n <= MOST ? &scores.upto[n] : &scores.upto_sixty) =
			    result->met[e->slot + cs_filter_slot(e->filter, n) +
					1];
	}
	if (scores.count > 0)
		read_name(&scores);
	return scores;
}

/* Do they run from 0 to 100? Where a few are above 10, these are bad rows. */
static bool are_of_hundred(const struct scores *scores)
{
	return scores->upto[MOST] < scores->count;
}

/* Do they run from 0 to 10? Else they end at 5. */
static bool are_of_ten(const struct scores *scores)
{
	uint64_t above = scores->count - scores->upto[5];

	if (scores->says_ten)
		return above > 0 || scores->count < SOME;
	return above > 0 &&
	       (scores->count < SOME || above * SLIPS > scores->count);
}

/* --- doubt ------------------------------------------------------------- */

/* "--dissatisfied 'NPS score<=6'" */
static void offer(const struct scores *scores, const char *option, int most,
		  struct cs_buf *out)
{
	const char *quote =
	    strpbrk(scores->column, ",=<>~!'&|()") != NULL ? "\"" : "";
	struct cs_buf text = CS_BUF_INIT;

	cs_buf_addf(&text, "%s%s%s<=%d", quote, scores->column, quote, most);
	if (strchr(scores->column, '"') != NULL ||
	    !cs_add_offer(out, option, text.data))
		cs_buf_addf(out, "%s 'COLUMN<=%d'", option, most);
	cs_buf_release(&text);
}

/* What contradicts the scale, and the limits that settle it either way. */
struct contradiction {
	const char *what; /* NULL: nothing does */
	uint64_t count;	  /* answers that are so */
	int taken, other;
};

static struct contradiction contradict(const struct scores *scores, bool ten)
{
	uint64_t all = scores->count, five = scores->upto[5];

	if (all >= SOME && scores->upto[1] == all && scores->upto[0] > 0)
		return (struct contradiction){
			"0 or 1, and the scale is taken to be 1 to 5", all, 2, 0
		};
	if (all >= MANY && scores->upto[3] == all && scores->upto[0] == 0 &&
	    scores->upto[2] < all && !scores->says_five && !scores->says_ten)
		return (struct contradiction){
			"from 1 to 3, and the scale is taken to be 1 to 5", all,
			2, 1
		};
	if (scores->says_ten && !ten)
		return (struct contradiction){
			"5 or less, so the scale is taken to be 1 to 5, though "
			"the name is one of 0 to 10",
			five, 2, 6
		};
	if (scores->says_ten || five == all)
		return (struct contradiction){ 0 };
	if (!ten)
		return (struct contradiction){
			"above 5, and the scale is taken to be 1 to 5",
			all - five, 2, 6
		};
	if ((all - five) * DOUBTED <= all)
		return (struct contradiction){
			"above 5, so the scale is taken to be 0 to 10",
			all - five, 6, 2
		};
	if (scores->says_five)
		return (struct contradiction){
			"above 5, so the scale is taken to be 0 to 10, though "
			"the name is one of 1 to 5",
			all - five, 6, 2
		};
	if (all >= MANY && scores->upto[7] == all && scores->upto[0] == 0)
		return (struct contradiction){
			"from 1 to 7, and the scale is taken to be 0 to 10",
			all, 6, 3
		};
	return (struct contradiction){ 0 };
}

static void doubt_scale(struct cs_job *job,
			const struct cs_definition *definition,
			const struct scores *scores,
			const struct contradiction *found)
{
	struct cs_buf name = CS_BUF_INIT, taken = CS_BUF_INIT,
		      other = CS_BUF_INIT;

	cs_printable(&name, scores->column, strlen(scores->column), 40);
	offer(scores, definition->option, found->taken, &taken);
	offer(scores, definition->option, found->other, &other);
	cs_warn(job, "score-scale", found->count, NULL, 0,
		"%llu of %llu answers in \"%s\" %s %s: %s counts %llu of "
		"them as dissatisfied, %s %llu",
		(unsigned long long)found->count,
		(unsigned long long)scores->count, name.data,
		found->count == 1 ? "is" : "are", found->what, taken.data,
		(unsigned long long)scores->upto[found->taken], other.data,
		(unsigned long long)scores->upto[found->other]);
	cs_buf_release(&name);
	cs_buf_release(&taken);
	cs_buf_release(&other);
}

/* Up to 60 of 100 is up to 6 of 10; nobody is known to count so. */
static void doubt_hundred(struct cs_job *job,
			  const struct cs_definition *definition,
			  const struct scores *scores)
{
	uint64_t above = scores->count - scores->upto[MOST];
	struct cs_buf name = CS_BUF_INIT, advice = CS_BUF_INIT;

	cs_printable(&name, scores->column, strlen(scores->column), 40);
	offer(scores, definition->option, 60, &advice);
	cs_warn(job, "score-scale", above, NULL, 0,
		"%llu of %llu answers in \"%s\" %s above 10, so the scale is "
		"taken to be 0 to 100: %s counts %llu of them as dissatisfied; "
		"give the limit that is yours, or this one",
		(unsigned long long)above, (unsigned long long)scores->count,
		name.data, above == 1 ? "is" : "are", advice.data,
		(unsigned long long)scores->upto_sixty);
	cs_buf_release(&name);
	cs_buf_release(&advice);
}

/* Is a limit that was given for the scores one of the other scale? */
static bool is_of_other(const struct cs_judge *judge, int column, bool ten)
{
	for (size_t n = 0; n < judge->count; n++) {
		const char *text;
		double limit;
		char *end;

		if (judge->columns[n] != column ||
		    !cs_filter_orders(judge->filter, n))
			continue;
		text = cs_filter_value(judge->filter, n, 0);
		limit = strtod(text, &end);
		if (end != text && (ten ? limit <= 3 : limit > 5))
			return true;
	}
	return false;
}

/* One expression that was given, and counts `matches`. */
static void doubt_limit(struct cs_job *job,
			const struct cs_definition *definition,
			const struct scores *scores, bool ten, uint64_t matches)
{
	uint64_t five = scores->upto[5], n = ten ? scores->count - five : five;
	int limit = ten ? 6 : 2;
	struct cs_buf name = CS_BUF_INIT, advice = CS_BUF_INIT;

	cs_printable(&name, scores->column, strlen(scores->column), 40);
	offer(scores, definition->option, limit, &advice);
	cs_warn(job, "score-scale", n, NULL, 0,
		"%llu of %llu answers in \"%s\" %s %s, and what %s says is of "
		"%s: it counts %llu contact%s, %s %llu; --trust score-scale "
		"keeps it",
		(unsigned long long)n, (unsigned long long)scores->count,
		name.data, n == 1 ? "is" : "are", ten ? "above 5" : "5 or less",
		definition->option, ten ? "1 to 5" : "0 to 10",
		(unsigned long long)matches, matches == 1 ? "" : "s",
		advice.data, (unsigned long long)scores->upto[limit]);
	cs_buf_release(&name);
	cs_buf_release(&advice);
}

static void doubt_given(struct cs_job *job,
			const struct cs_definition *definition,
			const struct scores *scores, bool ten)
{
	const struct cs_input *input = &job->contacts.input;
	const struct cs_input_result *result = &job->data.contacts.input;
	const struct cs_schema *schema = &result->schemas[0];
	int column = schema->column[CS_NROLES + definition->usual_field];

	for (size_t i = 0; i < input->nexpressions; i++)
		if ((input->expressions[i].flag & definition->mask) != 0 &&
		    is_of_other(&schema->judges[i], column, ten))
			doubt_limit(job, definition, scores, ten,
				    result->matches[i]);
}

/* `scores in words, as 1 to 5: "Good" is 5, "Offered" is no answer` */
static void say_words(struct cs_job *job, const struct cs_definition *d)
{
	const struct cs_input_result *result = &job->data.contacts.input;
	const struct cs_schema *schema = &result->schemas[0];
	struct cs_buf line = CS_BUF_INIT;
	struct cs_seen_values seen = cs_sample_values(
	    schema, schema->column[CS_NROLES + d->usual_field]);
	size_t shown = 0;

	for (size_t i = 0; i < seen.count && shown < SHOWN; i++) {
		const char *text = seen.list[i].text;
		struct cs_text cell = { text, strlen(text) }, score;

		if (cs_score_numbered(cell, &score) ||
		    !cs_score_word(job->contacts.input.scores, cell, &score))
			continue;
		cs_buf_adds(&line, shown++ > 0 ? ", \"" : "\"");
		cs_printable(&line, text, cell.length, 30);
		cs_buf_addf(&line, "\" is %s",
			    score.length > 0 ? score.bytes : "no answer");
	}
	if (shown > 0)
		cs_report_scope(&job->report, "scores in words, as 1 to 5: %s",
				line.data);
	cs_seen_values_release(&seen);
	cs_buf_release(&line);
}

bool cs_scores_worded(const struct cs_job *job)
{
	const struct cs_input_result *result = &job->data.contacts.input;
	size_t words = 0, all = 0;

	for (size_t f = 0; f < result->nschemas; f++) {
		const struct cs_schema *schema = &result->schemas[f];
		int column = schema->column[CS_NROLES + CS_CONTACT_SCORE];
		bool replaced = column >= 0 && schema->replaced != NULL &&
				schema->replaced[column] != NULL;
		struct cs_seen_values seen = cs_sample_values(schema, column);

		for (size_t i = 0; i < seen.count; i++) {
			struct cs_text score,
			    cell = { seen.list[i].text,
				     strlen(seen.list[i].text) };
			bool word = cs_score_word(job->contacts.input.scores,
						  cell, &score);

			/* asked, and nobody answered */
			if (word && score.length == 0)
				continue;
			word &= !cs_score_numbered(cell, &score);
			words += word || replaced ? seen.list[i].rows : 0;
			all += seen.list[i].rows;
		}
		cs_seen_values_release(&seen);
	}
	return words * 2 > all;
}

void cs_scores_settle(struct cs_job *job, struct cs_definition *definition)
{
	struct scores scores = count(job, definition);
	struct contradiction found;
	struct cs_buf name = CS_BUF_INIT;
	bool ten;

	if (scores.count == 0)
		return;
	say_words(job, definition);
	if (are_of_hundred(&scores)) {
		if (definition->of_hundred == 0)
			return;
		doubt_hundred(job, definition, &scores);
		definition->mask = definition->of_hundred;
		definition->usual_values = CS_SCORES_OF_HUNDRED;
		return;
	}
	ten = are_of_ten(&scores);
	found = contradict(&scores, ten);
	if (definition->of_ten == 0 && found.what == NULL)
		doubt_given(job, definition, &scores, ten);
	if (definition->of_ten != 0 && found.what != NULL)
		doubt_scale(job, definition, &scores, &found);
	if (definition->of_ten == 0 || !ten)
		return;
	definition->mask = definition->of_ten;
	definition->usual_values = CS_SCORES_OF_TEN;
	cs_printable(&name, scores.column, strlen(scores.column), 40);
	cs_report_scope(&job->report,
			"scores: \"%s\" is taken to be from 0 to 10, %s: 0 to "
			"6 is dissatisfied (%s says otherwise)",
			name.data,
			scores.says_ten ? "by its name"
					: "for scores are above 5",
			definition->option);
	cs_buf_release(&name);
}
