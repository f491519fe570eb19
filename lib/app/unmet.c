/* unmet.c - see unmet.h. */
#include "app/unmet.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/word.h"
#include "app/notice.h"
#include "input/judge.h"

enum { SHOWN = 5, WIDTH = 30, NAMED = 3 };

/* --- values ------------------------------------------------------------ */

bool cs_add_meant(const char *word, const struct cs_seen_values *values,
		  bool whole, struct cs_buf *out)
{
	const char **names = cs_calloc(values->count + 1, sizeof *names);
	const char *near;
	size_t count = 0, rows = 0;

	for (size_t i = 0; i < values->count; i++)
		if (*values->list[i].text != '\0')
			names[count++] = values->list[i].text;
	near = cs_nearest(word, names);
	free(names);
	if (near == NULL)
		return false;
	for (size_t i = 0; i < values->count; i++)
		if (values->list[i].text == near)
			rows = values->list[i].rows;
	cs_buf_adds(out, "did you mean \"");
	cs_printable(out, near, strlen(near), WIDTH);
	cs_buf_addf(out, "\" (%zu %s)?", rows,
		    !whole	? "of the first rows"
		    : rows == 1 ? "row"
				: "rows");
	return true;
}

static void add_commonest(const struct cs_seen_values *values,
			  struct cs_buf *out)
{
	for (size_t i = 0; i < values->count && i < SHOWN; i++) {
		const char *text = values->list[i].text;

		cs_buf_adds(out, i > 0 ? ", \"" : "\"");
		cs_printable(out, text, strlen(text), WIDTH);
		cs_buf_addf(out, "\" (%zu)", values->list[i].rows);
	}
	if (values->count == 0)
		cs_buf_adds(out, "none");
}

void cs_add_commonest(const struct cs_input_result *input, int column,
		      struct cs_buf *out)
{
	struct cs_seen_values values = { 0 };

	if (input->nschemas > 0 && column != -1)
		values = cs_sample_values(&input->schemas[0], column);
	add_commonest(&values, out);
	cs_seen_values_release(&values);
}

/* --- an expression ----------------------------------------------------- */

/* What all places that were asked say of it together. */
struct sum {
	const struct cs_judge *judge; /* of the first that was; NULL: none */
	const struct cs_schema *schema;
	uint64_t matches;
	uint64_t *met; /* from its slot on */
	size_t nslots;
	struct cs_buf given; /* "--where country=x" */
};

static bool was_asked(const struct cs_asking *a)
{
	return a->result->nschemas > 0 &&
	       a->result->schemas[0].judges != NULL &&
	       a->result->schemas[0].judges[a->expression].filter != NULL &&
	       a->result->account.rows_read > 0;
}

static struct sum add_up(const struct cs_asking *asked, size_t n)
{
	struct sum sum = { .given = CS_BUF_INIT };

	for (size_t i = 0; i < n; i++) {
		const struct cs_asking *a = &asked[i];
		const struct cs_expression *e =
		    &a->input->expressions[a->expression];

		if (!was_asked(a))
			continue;
		if (sum.judge == NULL) {
			sum.schema = &a->result->schemas[0];
			sum.judge = &sum.schema->judges[a->expression];
			sum.nslots = cs_filter_slots(e->filter);
			sum.met = cs_calloc(sum.nslots, sizeof *sum.met);
			cs_add_given(&sum.given, e->option, e->text);
		}
		sum.matches += a->result->matches[a->expression];
		for (size_t s = 0; s < sum.nslots; s++)
			sum.met[s] += a->result->met[e->slot + s];
	}
	return sum;
}

static const uint64_t *counters(const struct sum *sum, size_t n)
{
	return sum->met + cs_filter_slot(sum->judge->filter, n);
}

/* Of a list, another spelling that was met: the list is meant to have both. */
static bool is_variant(const struct sum *sum, size_t n, size_t value)
{
	const struct cs_filter *filter = sum->judge->filter;
	const char *text = cs_filter_value(filter, n, value);

	for (size_t v = 0; v < cs_filter_values(filter, n); v++)
		if (v != value && counters(sum, n)[1 + v] > 0 &&
		    strcasecmp(cs_filter_value(filter, n, v), text) == 0)
			return true;
	return false;
}

static bool is_unmet(const struct sum *sum, size_t n, size_t value)
{
	const struct cs_filter *filter = sum->judge->filter;

	return *cs_filter_value(filter, n, value) != '\0' &&
	       counters(sum, n)[1 + value] == 0 && !is_variant(sum, n, value) &&
	       !cs_judge_repeats(sum->judge, n, value);
}

/* What is none of the values of comparison n: what else might be meant. */
static void leave_out(const struct sum *sum, size_t n,
		      struct cs_seen_values *seen)
{
	const struct cs_filter *filter = sum->judge->filter;
	size_t kept = 0;

	for (size_t i = 0; i < seen->count; i++) {
		bool listed = false;

		for (size_t v = 0; v < cs_filter_values(filter, n); v++)
			listed |= strcmp(cs_filter_value(filter, n, v),
					 seen->list[i].text) == 0;
		if (listed)
			free(seen->list[i].text);
		else
			seen->list[kept++] = seen->list[i];
	}
	seen->count = kept;
}

/* Numbers that are near one another are not meant for one another. */
static bool is_word(const char *text)
{
	for (; *text != '\0'; text++)
		if ((*text | 0x20) >= 'a' && (*text | 0x20) <= 'z')
			return true;
		else if ((unsigned char)*text >= 0x80)
			return true;
	return false;
}

/* Of a list, a cell that is all of it: its comma was meant. */
static void add_joined(const struct sum *sum, size_t n,
		       const struct cs_seen_values *seen, struct cs_buf *out)
{
	static const char *const commas[] = { ",", ", " };
	const struct cs_filter *filter = sum->judge->filter;
	size_t count = cs_filter_values(filter, n);

	for (int k = 0; count > 1 && k < 2; k++) {
		struct cs_buf joined = CS_BUF_INIT;

		for (size_t v = 0; v < count; v++)
			cs_buf_addf(&joined, "%s%s", v > 0 ? commas[k] : "",
				    cs_filter_value(filter, n, v));
		for (size_t i = 0; i < seen->count; i++)
			if (strcmp(seen->list[i].text, joined.data) == 0) {
				cs_buf_adds(out, "; if \"");
				cs_printable(out, joined.data, joined.length,
					     WIDTH);
				cs_buf_adds(out, "\" is one value, put it in "
						 "quotes");
			}
		cs_buf_release(&joined);
	}
}

/* `; did you mean ...? the commonest values are ...` of comparison n. */
static void add_others(const struct sum *sum, size_t n, size_t value,
		       struct cs_buf *out)
{
	const struct cs_filter *filter = sum->judge->filter;
	const char *text = cs_filter_value(filter, n, value);
	const char *name = cs_filter_column(filter, n);
	struct cs_seen_values seen =
	    cs_sample_values(sum->schema, sum->judge->columns[n]);
	struct cs_buf commonest = CS_BUF_INIT;

	add_commonest(&seen, &commonest);
	leave_out(sum, n, &seen);
	cs_buf_adds(out, "; ");
	if (cs_filter_equates(filter, n) && is_word(text) &&
	    cs_add_meant(text, &seen, sum->schema->whole, out))
		cs_buf_adds(out, " ");
	cs_buf_adds(out, "the commonest values ");
	if (sum->judge->count > 1) {
		cs_buf_adds(out, "of ");
		cs_printable(out, name, strlen(name), 60);
		cs_buf_addc(out, ' ');
	}
	cs_buf_addf(out, "are %s", commonest.data);
	add_joined(sum, n, &seen, out);
	cs_buf_release(&commonest);
	cs_seen_values_release(&seen);
}

/* Which comparison, and which of its values, it is that no row satisfies: the
 * first one; false: each holds of some. */
static bool find_culprit(const struct sum *sum, size_t *n, size_t *value)
{
	const struct cs_filter *filter = sum->judge->filter;

	*value = 0;
	for (*n = 0; *n < sum->judge->count; ++*n) {
		uint64_t hits = 0;
		size_t values = cs_filter_values(filter, *n);

		for (size_t v = 0; v < values; v++)
			hits += counters(sum, *n)[1 + v];
		if (hits == 0)
			return true;
	}
	*n = 0;
	return sum->judge->count == 1;
}

static void warn_whole(struct cs_job *job, const struct sum *sum,
		       const char *what)
{
	struct cs_buf others = CS_BUF_INIT;
	size_t n, value;

	if (find_culprit(sum, &n, &value))
		add_others(sum, n, value, &others);
	else
		cs_buf_adds(&others, ", though each of its comparisons by "
				     "itself holds of some");
	cs_warn(job, "no-match", 0, NULL, 0, "%s matches no %s%s",
		sum->given.data, what, others.data);
	cs_buf_release(&others);
}

/* Values of comparison n that no row has, where the whole matches some. */
static void warn_values(struct cs_job *job, const struct sum *sum, size_t n,
			const char *what)
{
	const struct cs_filter *filter = sum->judge->filter;
	struct cs_buf unmet = CS_BUF_INIT, others = CS_BUF_INIT;
	size_t count = 0, first = 0;

	for (size_t v = 0; v < cs_filter_values(filter, n); v++) {
		const char *text = cs_filter_value(filter, n, v);

		if (!is_unmet(sum, n, v))
			continue;
		if (count == 0)
			first = v;
		if (count++ >= NAMED)
			continue;
		cs_buf_adds(&unmet, count > 1 ? ", \"" : "\"");
		cs_printable(&unmet, text, strlen(text), WIDTH);
		cs_buf_adds(&unmet, "\"");
	}
	if (count > NAMED)
		cs_buf_addf(&unmet, " and %zu more", count - NAMED);
	if (count > 0) {
		add_others(sum, n, first, &others);
		cs_warn(job, "no-match", count, NULL, 0, "%s: no %s %s %s%s",
			sum->given.data, what,
			cs_filter_equates(filter, n) ? "has" : "matches",
			unmet.data, others.data);
	}
	cs_buf_release(&unmet);
	cs_buf_release(&others);
}

/* Cells that < and its like left out without having understood them. */
static void warn_unread(struct cs_job *job, const struct sum *sum, size_t n)
{
	const char *name = cs_filter_column(sum->judge->filter, n);
	uint64_t count = counters(sum, n)[0];
	struct cs_buf column = CS_BUF_INIT, example = CS_BUF_INIT;

	if (count == 0)
		return;
	cs_printable(&column, name, strlen(name), 60);
	cs_judge_add_example(sum->judge, n, sum->schema, &example);
	cs_warn(job, "not-compared", count, NULL, 0,
		"%s: in %llu row%s %s is no number or day that can be "
		"compared%s%s; such a row does not satisfy it",
		sum->given.data, (unsigned long long)count,
		count == 1 ? "" : "s", column.data,
		example.length > 0 ? ", as" : "", example.data);
	cs_buf_release(&column);
	cs_buf_release(&example);
}

void cs_warn_unmet(struct cs_job *job, const struct cs_asking *asked, size_t n,
		   const char *what)
{
	struct sum sum = add_up(asked, n);

	if (sum.judge != NULL && sum.matches == 0)
		warn_whole(job, &sum, what);
	for (size_t i = 0; sum.judge != NULL && i < sum.judge->count; i++) {
		const struct cs_filter *filter = sum.judge->filter;

		if (cs_filter_orders(filter, i))
			warn_unread(job, &sum, i);
		else if (sum.matches > 0)
			warn_values(job, &sum, i, what);
	}
	cs_buf_release(&sum.given);
	free(sum.met);
}

void cs_warn_filters(struct cs_job *job, const struct cs_input *input,
		     const struct cs_input_result *result)
{
	for (size_t i = 0; i < input->nexpressions; i++) {
		const struct cs_asking asked = { input, result, i };

		if (input->expressions[i].flag == 0)
			cs_warn_unmet(job, &asked, 1, "row");
	}
}
