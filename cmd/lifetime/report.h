/*
 * report.h - what cs-lifetime says of a study: the answer, tables and charts.
 *
 * Everything goes to job->report, which owns it. `study` has run.
 */
#ifndef LIFETIME_REPORT_H
#define LIFETIME_REPORT_H

#include "base/buf.h"
#include "app/tables.h"
#include "lifetime/study.h"

/*
 * The sentences that text begins with. Appends the first, without its full
 * stop, to `first`, which stays as it is if there is nobody.
 */
void report_answer(const struct study *study, struct cs_buf *first);

/* Every table that this mode has and that is needed. */
void report_tables(const struct study *study);

/* A chart for each of them. `answer` is copied; NULL: there is none. */
void report_charts(const struct study *study, const char *answer);

/* By enum lifetime_table. */
extern const struct cs_table_spec lifetime_tables[];

/* --- between the files of this folder ---------------------------------- */

extern const struct cs_column payment_columns[], curve_columns[],
    compare_columns[], sbg_columns[], projection_columns[], tenure_columns[];

/*
 * A table: made empty, in the report, and filled with the rows of one group or
 * the whole.
 */
struct cs_table *summary_table(const struct study *study);
void put_summary(const struct study *study, struct cs_table *table,
		 struct cs_part part, const struct subjects *subjects);
struct cs_table *payments_table(const struct study *study);
void put_payments(const struct study *study, struct cs_table *table,
		  struct cs_part part, const struct subjects *subjects);
struct cs_table *curve_table(const struct study *study);
void put_curve(const struct study *study, struct cs_table *table,
	       struct cs_part part, const struct subjects *subjects);
struct cs_table *sbg_table(const struct study *study);
void put_sbg(const struct study *study, struct cs_table *table,
	     struct cs_part part, const struct subjects *subjects);
struct cs_table *projection_table(const struct study *study);
void put_projection(const struct study *study, struct cs_table *table,
		    struct cs_part part, const struct subjects *subjects);
struct cs_table *tenure_table(const struct study *study);
void put_tenure(const struct study *study, struct cs_table *table,
		struct cs_part part, const struct subjects *subjects);
/* compare is one for all groups. */
void report_compare(const struct study *study);

/* Tables for charts, which the caller owns. */
struct cs_table *payments_chart_table(const struct study *study);
struct cs_table *curve_chart_table(const struct study *study);
struct cs_table *projection_chart_table(const struct study *study);
struct cs_table *tenure_chart_table(const struct study *study);

/*
 * Calls put() for all that a table says: the whole, unless it is not wanted,
 * then each group.
 */
typedef void put_part(const struct study *study, struct cs_table *table,
		      struct cs_part part, const struct subjects *subjects);
void put_all(const struct study *study, struct cs_table *table, put_part *put);

/*
 * "From the 5th payment on lapses are negligible", or why the data cannot say
 * so: the answer for `subjects`. 0 if they cannot.
 */
size_t negligible_after(const struct study *study,
			const struct subjects *subjects);

#endif
