/* touch_read.c - see touch_read.h. */
#include "data/touch_read.h"

#include <string.h>
#include <strings.h>

#include "base/word.h"
#include "cell/span.h"
#include "words/scores.h"
#include "words/words.h"

/* --- spans -------------------------------------------------------------- */

/* Is the word one of these, or written in one with others, as
 * replytimeinminutes? Few letters may end any word: admin. */
static bool ends_with_any(const char *word, const char *words)
{
	size_t length = strlen(word);

	if (cs_word_among(word, length, words, ' '))
		return true;
	for (size_t n = 4; n < length; n++)
		if (cs_word_among(word + length - n, n, words, ' '))
			return true;
	return length > 5 && strcmp(word + length - 5, "inhrs") == 0 &&
	       cs_word_among("hrs", 3, words, ' ');
}

int64_t cs_span_unit_of(const struct cs_schema *schema, size_t column,
			int64_t otherwise)
{
	static const struct {
		const char *words;
		int64_t seconds;
	} units[] = {
		{ "minutes minute mins min minuten minutos", CS_MINUTE },
		{ "hours hour hrs hr h stunden std heures horas", CS_HOUR },
		{ "seconds second secs sec s sekunden secondes segundos", 1 },
		{ "days day tage jours dias", CS_DAY_SECONDS },
	};
	int index = schema->column[column];
	struct cs_buf plain = CS_BUF_INIT;
	char *rest, *word;

	if (index < 0)
		return otherwise;
	cs_name_plain(schema->header.names[index], &plain);
	for (rest = plain.data; (word = strsep(&rest, " ")) != NULL;)
		for (size_t i = 0; i < sizeof units / sizeof *units; i++)
			if (ends_with_any(word, units[i].words))
				otherwise = units[i].seconds;
	cs_buf_release(&plain);
	return otherwise;
}

/* When it was done that took so long from `from` on, unless that is said, and
 * can have been; CS_NO_MOMENT: it is not told. */
static int64_t end_of(int64_t from, const struct cs_value *said,
		      const struct cs_value *value, int64_t unit,
		      struct cs_span_faults *faults)
{
	int64_t seconds, at = said->moment.at;
	bool early = at != CS_NO_MOMENT && at < from;

	if (value->empty || (at != CS_NO_MOMENT && !early))
		return at;
	if (cs_span_read(value->text.bytes, value->text.length, unit,
			 &seconds)) {
		faults->early += early;
		return from + seconds;
	}
	faults->bad++;
	faults->bare += cs_span_bare(value->text.bytes, value->text.length);
	return at;
}

/* --- counts ------------------------------------------------------------- */

/* How many; a word that is no number says that there is one, unless it says
 * no. */
static int16_t count_of(const struct cs_value *value)
{
	struct cs_text text = value->text;
	long count = 0;
	size_t i = 0;

	if (value->empty)
		return -1;
	for (; i < text.length && text.bytes[i] >= '0' &&
	       text.bytes[i] <= '9' && count < INT16_MAX / 10;
	     i++)
		count = count * 10 + (text.bytes[i] - '0');
	if (i > 0)
		return (int16_t)count;
	return !(
	    (text.length == 2 && strncasecmp(text.bytes, "no", 2) == 0) ||
	    (text.length == 5 && strncasecmp(text.bytes, "false", 5) == 0));
}

/* --- scores and kinds --------------------------------------------------- */

/* Hundredths; one that is none of any scale stays so. */
static int16_t score_of(const struct cs_value *value)
{
	cs_micros hundredths = value->number / (CS_MICROS / 100);

	return value->empty		? CS_NO_SCORE
	       : hundredths < 0		? INT16_MIN + 1
	       : hundredths > INT16_MAX ? INT16_MAX
					: (int16_t)hundredths;
}

/* Tells apart what expressions need not: two contacts of a day are one only
 * where they are called the same. */
static uint32_t kind_of(const struct cs_value *value)
{
	return value->empty
		   ? 0
		   : (uint32_t)cs_hash(&cs_orderid_seed, value->text.bytes,
				       value->text.length);
}

/* --- a row -------------------------------------------------------------- */

/* What is due on a day may be done until its end. */
static int64_t last_of(const struct cs_value *due)
{
	int64_t at = due->moment.at;

	return at == CS_NO_MOMENT || due->moment.clock
		   ? at
		   : at + CS_DAY_SECONDS - 1;
}

struct cs_touch cs_touch_read(const struct cs_row *row,
			      struct cs_touch_units units,
			      struct cs_span_faults *faults)
{
	const struct cs_value *values = row->values;
	const struct cs_value *score = &values[CS_CONTACT_SCORE];
	int64_t opened = row->moment.at;
	struct cs_touch touch = {
		.opened = opened,
		.responded = end_of(opened, &values[CS_CONTACT_RESPONDED],
				    &values[CS_CONTACT_RESPONSE_TIME],
				    units.response, faults),
		.resolved = end_of(opened, &values[CS_CONTACT_RESOLVED],
				   &values[CS_CONTACT_RESOLUTION_TIME],
				   units.resolution, faults),
		.due = last_of(&values[CS_CONTACT_DUE]),
		.flags = row->flags,
		.east = row->moment.east,
		.score = score_of(score),
		.kind = kind_of(&values[CS_CONTACT_KIND]),
		.replies = count_of(&values[CS_CONTACT_REPLIES]),
		.reopens = count_of(&values[CS_CONTACT_REOPENS]),
		.clock = row->moment.clock,
		.asked = cs_score_asked(score->text),
		.tracking = !values[CS_CONTACT_TRACKING].empty,
		.told = !values[CS_CONTACT_DIRECTION].empty,
		.purchase = -1,
	};

	touch.span = touch.responded != CS_NO_MOMENT &&
		     touch.responded != values[CS_CONTACT_RESPONDED].moment.at;
	return touch;
}

/* --- in order ----------------------------------------------------------- */

#define BY(member)                                             \
	do {                                                   \
		if (x->member != y->member)                    \
			return x->member < y->member ? -1 : 1; \
	} while (0)

int cs_touch_order(const void *a, const void *b)
{
	const struct cs_touch *x = a, *y = b;
	int order;

	BY(opened);
	if ((order = cs_orderid_compare(x->ticket, y->ticket)) != 0)
		return order;
	if ((order = cs_orderid_compare(x->order, y->order)) != 0)
		return order;
	BY(flags);
	BY(channel);
	BY(kind);
	BY(responded);
	BY(resolved);
	BY(due);
	BY(score);
	BY(replies);
	BY(reopens);
	BY(tracking);
	BY(asked);
	BY(told);
	return (x->east > y->east) - (x->east < y->east);
}
