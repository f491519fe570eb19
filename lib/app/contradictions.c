/* contradictions.c - cells of a file that contradict each other: see account.h.
 */
#include <string.h>

#include "app/account.h"
#include "app/notice.h"

/* Two ways to write cells, numbered as in enum cs_mark and cs_date_order. */
struct habit {
	const char *code, *cells, *option;
	struct {
		const char *words, *value;
	} ways[3];
};

static const struct habit decimal = {
	"mixed-decimal",
	"numbers",
	"decimal",
	{ [CS_MARK_DOT] = { "a decimal point", "." },
	  [CS_MARK_COMMA] = { "a decimal comma", "," } },
};

static const struct habit day_order = {
	"mixed-dates",
	"dates",
	"date-format",
	{ [CS_ORDER_DMY] = { "the day first", "dmy" },
	  [CS_ORDER_MDY] = { "the month first", "mdy" } },
};

/* `shown` are the cells of each way, `taken` the way in which all are read. */
static void warn_habit(struct cs_job *job, const char *file, const char *prefix,
		       const struct habit *habit, const struct cs_shown *shown,
		       int taken)
{
	int other = taken == 1 ? 2 : 1;
	const struct cs_shown *more = &shown[taken], *less = &shown[other];

	if (less->count == 0)
		return;
	cs_warn(job, habit->code, less->count, file, less->line,
		"%s in the first rows contradict each other: %zu with %s "
		"(\"%s\" in line %llu), %zu with %s (\"%s\" in line %llu); "
		"they are read with %s: --%s%s %s or --%s%s %s settles it",
		habit->cells, more->count, habit->ways[taken].words,
		more->example, (unsigned long long)more->line, less->count,
		habit->ways[other].words, less->example,
		(unsigned long long)less->line, habit->ways[taken].words,
		prefix, habit->option, habit->ways[taken].value, prefix,
		habit->option, habit->ways[other].value);
}

void cs_warn_habits(struct cs_job *job, const struct cs_input *input,
		    const struct cs_input_result *result, const char *last)
{
	const char *prefix = cs_input_prefix(input);

	for (size_t i = 0; i < result->nschemas; i++) {
		const struct cs_schema *schema = &result->schemas[i];

		warn_habit(job, schema->file, prefix, &decimal, schema->marks,
			   (int)schema->mark);
		warn_habit(job, schema->file, prefix, &day_order,
			   schema->orders, (int)schema->date.order);
		if (last != NULL && strcmp(schema->file, last) == 0)
			return;
	}
}
