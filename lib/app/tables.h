/*
 * tables.h - what the tables of all commands have in common: which of them are
 * made, shares, and intervals.
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

/* Does -t say "all"? */
bool cs_tables_all(const struct cs_job *job);

/* Does -t name the table with this index in job->command->tables? */
bool cs_table_named(const struct cs_job *job, size_t table);

/* Has it, by group, a line for each group? */
bool cs_by_line(const struct cs_table_spec *spec);

/*
 * For a table with `lines` rows for each group, behind one of the whole or not:
 * in text the largest come first, and the first twenty are shown; or the order
 * is as --sort says. Times stay in their order, all of them. `lines` 0: people
 * see a line for each group; the rows of files stay as they are.
 */
void cs_table_by_line(const struct cs_job *job, struct cs_table *table,
		      bool whole, size_t lines);

/*
 * Is the table with this index in job->command->tables to be made? Those that
 * -t names or, without -t, the first one and, unless the format holds but one,
 * the others; long ones apart, and in text of groups those with more than a
 * line for each. Never one that the mode, or an input without
 * groups, does not have.
 */
bool cs_table_needed(const struct cs_job *job, size_t table);

/* Does anything show the answer in sentences? */
bool cs_sentences_wanted(const struct cs_job *job);

/* -1 with err filled if -t names a table that the input does not have. */
int cs_tables_refused(const struct cs_job *job, struct cs_err *err);

/*
 * Makes the tables that are needed, in the order of the command's array: opens
 * each, puts the rows of all customers (unless --no-total) and of each group,
 * and adds the charts. `study` and the parts are handed to the functions of the
 * specifications; `answer` to those of charts.
 */
void cs_tables_report(struct cs_job *job, const void *study,
		      const struct cs_parts *parts, const char *answer);

/* How large is a part of the customers? */
typedef int64_t cs_part_size(const void *part);

/*
 * Puts into `data`, the table of `chart`, the rows of all customers or, where
 * there are groups, of those to draw: the largest first, at most
 * CS_CHART_GROUPS; of times the latest, in their order. `data` was opened by
 * group there; the chart is told how many there are, and that they are its
 * `row` or, of a heat map, its `panel`.
 */
void cs_draw_parts(const struct cs_job *job, const struct cs_parts *parts,
		   cs_part_size *size, const void *study, cs_table_put *put,
		   struct cs_table *data, struct cs_chart *chart);

/*
 * Rows of one part that may be asked for: --limit of them; without it
 * `text_limit` in formats that keep to it. 0: all there are.
 */
size_t cs_rows_wanted(const struct cs_job *job, size_t text_limit);

/*
 * Text shows the first `rows` of the table, 0: all; --limit of them where that
 * is given. What is put for each of several groups keeps to it when it is put.
 */
void cs_table_keep_short(const struct cs_job *job, struct cs_table *table,
			 size_t rows);

/* Are there rows for all customers? Not with --group and --no-total. */
bool cs_whole_wanted(const struct cs_job *job);

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
