/* groups.c - what --group divides customers into: see internal.h. */
#include <stdlib.h>
#include <string.h>

#include "app/internal.h"
#include "app/notice.h"
#include "app/tables.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/word.h"
#include "option/option.h"

/* --- options ----------------------------------------------------------- */

/* Of two the last would count, which whoever gives two does not mean. */
static int parse_group(const char *text, void *value, struct cs_err *err)
{
	const char **column = value;

	if (*text == '\0')
		return cs_fail(err, NULL, "wants a column");
	if (*column != NULL)
		return cs_fail(err, NULL,
			       "is given twice: --group A,B makes a group of "
			       "each pair of values");
	*column = text;
	return 0;
}

#define MAX_GROUPS                                                         \
	{                                                                  \
		0, "max-groups", CS_OPT_COUNT, CS_SHARED(max_groups), "N", \
		    "more groups are an error; default 50",                \
		    .low = 1, .high = CS_MOST_GROUPS                       \
	}
#define SORT                                                               \
	{                                                                  \
		0, "sort", CS_OPT_TEXT, CS_SHARED(sort), "COL",            \
		    "order of tables with a line for each group: by this " \
		    "column, or by "                                       \
		    "group; default: the largest first in text"            \
	}
#define GROUP_CUSTOMERS                                                      \
	{                                                                    \
		0, "group", CS_OPT_PARSED, CS_SHARED(column[CS_ROLE_GROUP]), \
		    "COL",                                                   \
		    "by this column at first purchase; A,B: by both; "       \
		    "first:year (half, quarter, month, week): by when; "     \
		    "first:COL: as COL, the 20 largest",                     \
		    .parse = parse_group, .basic = true, .aside = true       \
	}
#define TOP_GROUPS                                                         \
	{                                                                  \
		0, "top-groups", CS_OPT_COUNT, CS_SHARED(top_groups), "N", \
		    "the N groups with most customers, and the others "    \
		    "together",                                            \
		    .low = 1, .high = CS_MOST_GROUPS                       \
	}
#define MIN_CUSTOMERS                                                       \
	{                                                                   \
		0, "min-customers", CS_OPT_COUNT, CS_SHARED(min_customers), \
		    "N", "groups of fewer customers are put together",      \
		    .low = 2, .high = 1e9                                   \
	}
#define NO_TOTAL                                                       \
	{                                                              \
		0, "no-total", CS_OPT_FLAG, CS_SHARED(no_total), NULL, \
		    "groups only, without the whole"                   \
	}

const struct cs_option cs_group_options[] = {
	GROUP_CUSTOMERS,
	{ 0, "cluster", CS_OPT_TEXT, CS_SHARED(cluster), "COL",
	  "customers with one value of this column may behave alike: intervals "
	  "and tests allow for it",
	  .aside = true },
	MAX_GROUPS,
	TOP_GROUPS,
	MIN_CUSTOMERS,
	SORT,
	NO_TOTAL,
	{ 0 }
};

const struct cs_option cs_list_group_options[] = {
	GROUP_CUSTOMERS, MAX_GROUPS, TOP_GROUPS, MIN_CUSTOMERS, NO_TOTAL, { 0 }
};

const struct cs_option cs_row_group_options[] = {
	{ 0, "group", CS_OPT_PARSED, CS_SHARED(column[CS_ROLE_GROUP]), "COL",
	  "tables by this column of contacts or orders; A,B: by both",
	  .parse = parse_group, .basic = true, .aside = true },
	MAX_GROUPS,
	SORT,
	NO_TOTAL,
	{ 0 }
};

/* --- what is read ------------------------------------------------------ */

static const char first[] = "first:";

/* Groups of first:COL that stand by themselves where no option says it. */
enum { TOP_OF_FIRST = 20 };

/* What follows first: and is no time: a column, unless a time is meant. */
static int take_column(struct cs_text item, struct cs_err *err)
{
	static const char *const times[] = { "day",   "date", "decade",
					     "years", "time", NULL };
	struct cs_buf given = CS_BUF_INIT;
	char *word = cs_strndup(item.bytes, item.length);
	bool time = item.length == 0 || cs_nearest(word, cs_period_names);

	for (size_t i = 0; times[i] != NULL && !time; i++)
		time = strcmp(times[i], word) == 0;
	cs_printable(&given, item.bytes, item.length, 60);
	if (time)
		cs_fail(err, NULL,
			"--group first:%s: wants first:year, half, quarter, "
			"month or week; a column that is called so is named "
			"without first:",
			given.data);
	free(word);
	cs_buf_release(&given);
	return time ? -1 : 0;
}

/* One item of --group A,B: a time of first purchase? -1: it is no time; 0: it
 * is a column, also of first:COL, which is then without its beginning. */
static int parse_first(const struct cs_shared *shared, struct cs_text *of,
		       struct cs_by_first *by, struct cs_err *err)
{
	struct cs_text item = *of;
	size_t n = strlen(first);
	int unit = 0;

	if (item.length < n || memcmp(item.bytes, first, n) != 0)
		return 0;
	while (cs_period_names[unit] != NULL &&
	       (strlen(cs_period_names[unit]) != item.length - n ||
		memcmp(cs_period_names[unit], item.bytes + n,
		       item.length - n) != 0))
		unit++;
	if (cs_period_names[unit] == NULL) {
		*of = (struct cs_text){ item.bytes + n, item.length - n };
		return take_column(*of, err);
	}
	if (by->given)
		return cs_fail(err, NULL,
			       "--group: one time of first purchase is enough");
	by->given = true;
	by->unit = cs_period_beginning(
	    (enum cs_period)unit, shared->week_start == 1, shared->year_start);
	return 1;
}

/* The columns of a list of which one is a time; NULL: there are no others. */
static int split(struct cs_job *job, const char *text, struct cs_err *err)
{
	struct cs_by_first *by = &job->load.by_first;
	struct cs_buf columns = CS_BUF_INIT;
	size_t place = 0, items = 0;
	int found = 0;

	for (const char *p = text; *p != '\0' && found >= 0; items++) {
		struct cs_text item = { p, strcspn(p, ",") };

		const char *begin = item.bytes;

		found = parse_first(&job->shared, &item, by, err);
		job->group_first |= found == 0 && item.bytes > begin;
		if (found == 1)
			place = items;
		if (found == 0 && columns.length > 0)
			cs_buf_addc(&columns, ',');
		if (found == 0)
			cs_buf_add(&columns, item.bytes, item.length);
		p = item.bytes + item.length;
		p += *p == ',';
	}
	if (found >= 0 && place > 0 && place + 1 < items)
		found = cs_fail(err, NULL,
				"--group: the time of first purchase stands "
				"first or last");
	by->leads = place == 0;
	if (columns.length > 0)
		job->group_columns = cs_strdup(columns.data);
	cs_buf_release(&columns);
	return found < 0 ? -1 : 0;
}

static int plan_first(struct cs_job *job, struct cs_err *err)
{
	struct cs_column_rule *rule = &job->load.input.columns[CS_ROLE_GROUP];
	const char *text = rule->named;

	if (text == NULL || strstr(text, first) == NULL)
		return 0;
	if (split(job, text, err) != 0)
		return -1;
	if (!job->load.by_first.given && !job->group_first)
		return 0;
	rule->given = text;
	rule->named = job->group_columns;
	return job->program->contacts_first
		   ? cs_fail(err, NULL,
			     "--group %s is of customers: %s divides "
			     "contacts and orders",
			     text, job->command->name)
		   : 0;
}

/* Has it a line for each group? What compares groups may have one in all. */
static bool by_group(const struct cs_table_spec *spec)
{
	return cs_by_line(spec) &&
	       (!spec->across ||
		strcmp(spec->columns->name, cs_part_column.name) == 0);
}

/* Does --sort order it? Tables with a line for each group, and the list of
 * customers where it is made. */
static bool is_sorted(const struct cs_job *job,
		      const struct cs_table_spec *spec)
{
	return spec == job->program->list
		   ? cs_table_needed(job, (size_t)(spec - job->command->tables))
		   : job->ungrouped == NULL && by_group(spec);
}

/*
 * The column of this name in a table that is sorted or, where none is called
 * so, that is shown under it; NULL: there is none.
 */
static const char *find_sort(const struct cs_job *job, const char *name,
			     bool as_shown)
{
	const struct cs_table_spec *spec = job->command->tables;

	if (strcmp(name, cs_part_column.name) == 0 && job->ungrouped == NULL)
		return name;
	for (; spec->name != NULL; spec++)
		for (const struct cs_column *c = spec->columns;
		     is_sorted(job, spec) && c->name != NULL; c++)
			if (as_shown ? cs_column_shown_as(spec, c, name)
				     : strcmp(c->name, name) == 0)
				return c->name;
	return as_shown ? NULL : find_sort(job, name, true);
}

static int refuse_sort(const struct cs_job *job, const char *name,
		       struct cs_err *err)
{
	const struct cs_table_spec *spec = job->command->tables;
	struct cs_buf where = CS_BUF_INIT;
	const char *before =
	    job->ungrouped != NULL ? "; what it has: " : "; what they have: ";

	for (; spec->name != NULL; spec++)
		if (is_sorted(job, spec)) {
			cs_buf_addf(&where, "%s--help=%s", before, spec->name);
			before = ", ";
		}
	cs_refuse(err,
		  job->ungrouped != NULL
		      ? "--sort: the list has no column "
		      : "--sort: no table with a line for each group has a "
			"column ",
		  name, where.data);
	cs_buf_release(&where);
	return -1;
}

/* What it is called in tables becomes what --sort says. */
static int settle_sort(struct cs_job *job, struct cs_err *err)
{
	const struct cs_table_spec *list = job->program->list;
	const char **sort = &job->shared.sort, *given = *sort;

	if (given == NULL)
		return 0;
	if (job->ungrouped != NULL && list != NULL && !is_sorted(job, list))
		return cs_fail(err, NULL, "--sort goes with %s or -t %s",
			       job->ungrouped, list->name);
	if (job->ungrouped != NULL && list == NULL)
		return cs_fail(err, NULL, "--sort goes with %s",
			       job->ungrouped);
	*sort = find_sort(job, given, false);
	return *sort != NULL ? 0 : refuse_sort(job, given, err);
}

static int check_options(struct cs_job *job, struct cs_err *err)
{
	/* the first two are of customers only */
	static const char *const names[] = { "top-groups", "min-customers",
					     "max-groups", "no-total" };
	const struct cs_shared *shared = &job->shared;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (shared->column[CS_ROLE_GROUP] == NULL &&
		    (i < 2 || job->ungrouped != NULL) &&
		    cs_list_has(&job->values.given, names[i]))
			return cs_fail(err, NULL, "--%s goes with %s", names[i],
				       i < 2 ? "--group COL" : job->ungrouped);
	return settle_sort(job, err);
}

/* Where there are no periods, times of first purchase alone ask for a calendar.
 */
static int check_calendar(const struct cs_job *job, struct cs_err *err)
{
	const struct cs_list *given = &job->values.given;
	const char *text = job->shared.column[CS_ROLE_GROUP];
	bool group = text != NULL && job->load.by_first.given;
	bool week = group && strstr(text, "first:week") != NULL;
	bool month = group && strstr(text, "first:month") != NULL;

	if (cs_option_known(job->command, "period"))
		return 0;
	if (!week && cs_list_has(given, "week-start"))
		return cs_fail(err, NULL,
			       "--week-start goes with --group first:week");
	if ((!group || week || month) && cs_list_has(given, "year-start"))
		return cs_fail(
		    err, NULL,
		    "--year-start goes with --group first:year, half "
		    "or quarter");
	return 0;
}

int cs_plan_groups(struct cs_job *job, struct cs_err *err)
{
	struct cs_shared *shared = &job->shared;

	if (check_options(job, err) != 0 || plan_first(job, err) != 0)
		return -1;
	/* what was bought first mostly has many values */
	if (job->group_first && shared->top_groups == 0 &&
	    shared->min_customers == 0 &&
	    !cs_list_has(&job->values.given, "max-groups")) {
		shared->top_groups = TOP_OF_FIRST;
		job->group_pooled = true;
	}
	job->load.pool = (struct cs_pool){ (size_t)shared->top_groups,
					   (uint64_t)shared->min_customers };
	return check_calendar(job, err);
}

int cs_check_groups(const struct cs_job *job, struct cs_err *err)
{
	struct cs_buf given = CS_BUF_INIT;

	if (job->group_pooled && job->data.pooled)
		cs_note(job,
			"the %d largest groups stand by themselves, the "
			"others together: --top-groups N takes another "
			"number of them",
			TOP_OF_FIRST);
	if (job->data.ngroups <= (size_t)job->shared.max_groups)
		return 0;
	cs_add_given(&given, "--group", job->shared.column[CS_ROLE_GROUP]);
	cs_fail(err, "too-many-groups",
		"%s makes %zu groups, more than --max-groups %ld: is it the "
		"right column?%s",
		given.data, job->data.ngroups, job->shared.max_groups,
		job->data.by_row ? ""
				 : " --top-groups 20 takes the largest, and "
				   "the others together");
	cs_buf_release(&given);
	return -1;
}
