/*
 * report.h - what cs-retention says of a study: the answer, tables and charts.
 *
 * Everything goes to job->report, which owns it. `study` has run.
 */
#ifndef RETENTION_REPORT_H
#define RETENTION_REPORT_H

#include "base/buf.h"
#include "app/run.h"
#include "app/tables.h"
#include "retention/study.h"

/*
 * The sentences that text begins with. Appends the first, without its full
 * stop, to `first`, which stays as it is if nobody bought.
 */
void report_answer(struct cs_job *job, const struct study *study,
		   struct cs_buf *first);

/* summary, ladder, within, cohorts and periods, as far as the study has them.
 */
void report_tables(struct cs_job *job, const struct study *study);

/*
 * compare, if there are groups and it is needed. -1 with err filled if there is
 * no group called as options->reference says.
 */
int report_compare(struct cs_job *job, const struct study *study,
		   struct cs_err *err);

/* A chart for each table. `answer` is copied; NULL: there is none. */
void report_charts(struct cs_job *job, const struct study *study,
		   const char *answer);

/* --- between the files of this folder ---------------------------------- */

/* Tables of calendar.c, empty, in the report. */
struct cs_table *cohorts_table(struct cs_job *job);
struct cs_table *periods_table(struct cs_job *job);

/* Their rows: of one group or the whole, as `part` says and `tally` holds. */
void put_cohorts(const struct study *study, struct cs_table *table,
		 struct cs_part part, const struct tally *tally);
void put_periods(const struct study *study, struct cs_table *table,
		 struct cs_part part, const struct tally *tally);

/*
 * Tables of the whole for charts, which the caller owns: the first `rungs`; the
 * curve day by day, as long as anybody is watched; the latest `cohorts`.
 */
struct cs_table *ladder_chart_table(const struct study *study, size_t rungs);
struct cs_table *within_chart_table(const struct study *study);
struct cs_table *cohorts_chart_table(const struct study *study, size_t cohorts);
struct cs_table *periods_chart_table(const struct study *study);

#endif
