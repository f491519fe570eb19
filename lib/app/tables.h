/*
 * tables.h - what the tables of all commands have in common: which of them are
 * made, the column `group` in front, shares, and intervals.
 */
#ifndef CS_APP_TABLES_H
#define CS_APP_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/money.h"
#include "app/job.h"
#include "report/table.h"
#include "stat/proportion.h"

#define CS_LEVEL .95		     /* of all intervals: "95 % interval" */
#define CS_NOTHING __builtin_nan("") /* there is no figure */

/* Was this table, or all, asked for with -t? Long tables are only made then. */
bool cs_table_wanted(const struct cs_job *job, const char *name);

/*
 * Will this table be printed, or drawn? Without -t that holds for the first
 * table of the command and, unless the format holds but one, for the others;
 * long ones apart, which want cs_table_wanted().
 */
bool cs_table_needed(const struct cs_job *job, const char *name);

/* Will charts be drawn, or their script printed? */
bool cs_charts_needed(const struct cs_job *job);

/*
 * Adds a table to the job's report, which owns it: with cs_part_column in front
 * where the input is grouped. `columns` is as for cs_table_new().
 */
struct cs_table *cs_group_table(struct cs_job *job, const char *name,
				const char *title,
				const struct cs_column *columns);

/* Whose rows are put into a table. */
struct cs_part {
	const char *group; /* NULL: all customers */
};

#define CS_UNGROUPED ((struct cs_part){ NULL })

/* Are there rows for all customers? Not with --group and --no-total. */
bool cs_whole_wanted(const struct cs_job *job);
struct cs_part cs_part_whole(void);
/* The group data->groups[group], which lives as long as `data`. */
struct cs_part cs_part_group(const struct cs_data *data, size_t group);

/* Begins a row, of this part. */
void cs_put_part(struct cs_table *table, struct cs_part part);

/* Two cells, of the columns x_low and x_high. */
void cs_put_interval(struct cs_table *table, const char *x,
		     struct cs_interval interval);

/* part / whole; NaN where `whole` is 0. */
double cs_ratio(int64_t part, int64_t whole);

/* The same of money; NaN where `whole` is not positive. */
double cs_money_share(cs_sum part, cs_sum whole);

/* Appends a fraction as "12.3 %". */
void cs_add_percent(struct cs_buf *out, double fraction);

/* Appends " (95 % interval 10.1 to 14.5 %)", from fractions. */
void cs_add_level_interval(struct cs_buf *out, struct cs_interval interval);

#endif
