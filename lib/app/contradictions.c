/* contradictions.c - cells of a file that contradict each other: see account.h.
 */
#include <string.h>

#include "app/account.h"
#include "app/notice.h"
#include "input/judge.h"
#include "base/word.h"
#include "input/moment.h"
#include "input/names.h"

/* Two ways to write cells, numbered as in enum cs_mark and cs_date_order. */
struct habit {
	const char *code, *cells, *option;
	struct {
		const char *words, *value;
	} ways[4];
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
	  [CS_ORDER_MDY] = { "the month first", "mdy" },
	  [CS_ORDER_YMD] = { "the year first", "ymd" } },
};

/* `shown` are the cells of each way, `taken` the way in which all are read. */
static void warn_habit(struct cs_job *job, const char *file, const char *prefix,
		       const struct habit *habit, const struct cs_shown *shown,
		       int taken)
{
	int other = 0;
	const struct cs_shown *more = &shown[taken], *less = NULL;

	for (int i = 1; i < 4 && habit->ways[i].words != NULL; i++)
		if (i != taken && shown[i].count > 0 &&
		    (less == NULL || shown[i].count > less->count))
			less = &shown[other = i];
	if (less == NULL)
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

static void note_zone(struct cs_job *job, const char *prefix,
		      const struct cs_schema *schema)
{
	if (schema->named_zone != NULL)
		cs_note(job,
			"times in %s without an offset are of the zone that "
			"the column \"%s\" names; --%sinput-tz says otherwise",
			schema->file,
			schema->header.names[schema->column[CS_ROLE_DATE]],
			prefix);
	if (schema->no_offsets)
		cs_note(job,
			"times in %s have no offset, and are taken as those of "
			"%s; --%sinput-tz says which zone they are of",
			schema->file, job->shared.zone, prefix);
}

/* Where a day begins is told by more than the date. */
static void note_moment(struct cs_job *job, const char *prefix,
			const struct cs_schema *schema)
{
	struct cs_buf names = CS_BUF_INIT, option = CS_BUF_INIT,
		      offer = CS_BUF_INIT;

	if (!schema->joined.found)
		return;
	cs_moment_add_names(schema, &names);
	cs_buf_addf(&option, "--%sdate", prefix);
	if (!cs_offer_columns(schema, option.data,
			      &schema->column[CS_ROLE_DATE], 1, &offer))
		cs_buf_addf(&offer, "%s COL", option.data);
	cs_note(job,
		"days in %s are told by %s together; %s leaves the time out",
		schema->file, names.data, offer.data);
	cs_buf_release(&names);
	cs_buf_release(&option);
	cs_buf_release(&offer);
}

/* What no single cell says, and all of them do. */
static void note_dates(struct cs_job *job, const char *prefix,
		       const struct cs_schema *schema)
{
	static const char *const words[] = {
		[CS_DATE_EPOCH] = "seconds since 1970",
		[CS_DATE_EPOCH_MS] = "milliseconds since 1970",
		[CS_DATE_SERIAL] = "a spreadsheet's day numbers",
	};
	const struct cs_date_format *format = &schema->date;

	if (schema->dates_shown.count == 0)
		return;
	cs_note(job,
		"dates in %s, such as \"%s\" in line %llu, are read as %s "
		"(--%sdate-format %s); another --%sdate-format says otherwise",
		schema->file, schema->dates_shown.example,
		(unsigned long long)schema->dates_shown.line,
		format->kind != CS_DATE_AUTO
		    ? words[format->kind]
		    : (format->order == CS_ORDER_YMD
			   ? "year, month, day: the last number varies most"
			   : "day, month, year: the first number varies most"),
		prefix, cs_date_format_name(format), prefix);
}

/* The filter that leaves out amounts with CR. */
static void add_exclude(const struct cs_schema *schema, struct cs_buf *out)
{
	struct cs_buf word = CS_BUF_INIT;

	cs_buf_addf(&word, "\"%s\"~[Cc][Rr][.]?$",
		    schema->header.names[schema->column[CS_ROLE_AMOUNT]]);
	if (!cs_add_offer(out, "--exclude", word.data))
		cs_buf_adds(out, "--exclude COLUMN~CR");
	cs_buf_release(&word);
}

/*
 * 12.00 CR is what was paid back: so banks write of a customer's account. In
 * one of sales it is what came in.
 */
static void say_credits(struct cs_job *job, const struct cs_input *input,
			const struct cs_schema *schema)
{
	const struct cs_shown *shown = &schema->credits;
	struct cs_buf said = CS_BUF_INIT, offer = CS_BUF_INIT;

	if (shown->count == 0)
		return;
	for (size_t i = 0; i < input->nexpressions; i++)
		if (cs_judge_names(&schema->judges[i],
				   schema->column[CS_ROLE_AMOUNT]))
			return; /* the user has seen to it */
	cs_buf_addf(&said,
		    "%zu of %zu amounts in the first rows end%s in CR (\"%s\" "
		    "in line %llu) and count%s as paid back",
		    shown->count, shown->count + schema->not_credits,
		    shown->count == 1 ? "s" : "", shown->example,
		    (unsigned long long)shown->line,
		    shown->count == 1 ? "s" : "");
	if (shown->count > schema->not_credits) {
		cs_warn(job, "credits", shown->count, schema->file, shown->line,
			"%s: if that is what came in, exchange CR and DR in "
			"the file",
			said.data);
	} else {
		add_exclude(schema, &offer);
		cs_note(job, "%s: %s; %s leaves them out", schema->file,
			said.data, offer.data);
	}
	cs_buf_release(&said);
	cs_buf_release(&offer);
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
		note_dates(job, prefix, schema);
		note_moment(job, prefix, schema);
		note_zone(job, prefix, schema);
		say_credits(job, input, schema);
		if (last != NULL && strcmp(schema->file, last) == 0)
			return;
	}
}
