/*
 * report.h - what cs-retention says of a study: the answer, tables and charts.
 *
 * Everything goes to a report, which owns it. `study` has run.
 */
#ifndef RETENTION_REPORT_H
#define RETENTION_REPORT_H

#include "app/run.h"
#include "app/tables.h"
#include "base/buf.h"
#include "retention/study.h"

/*
 * The sentences that text begins with. Appends what has become of the customers
 * so far, without its full stop, to `first`, which stays as it is if nobody
 * bought.
 */
void report_answer(const void *study, struct cs_report *report,
		   struct cs_buf *first);

/* By enum retention_table; put from a struct study and a struct tally. */
extern const struct cs_table_spec retention_tables[];

/* --- between the files of this folder ---------------------------------- */

/* compare.c */
extern const struct cs_column compare_columns[];
void put_compare(const void *study, struct cs_table *table, const void *part);

/* gaps.c */
extern const struct cs_column gap_columns[];
void begin_gaps(const void *study, struct cs_table *table);
void put_gaps(const void *study, struct cs_table *table, const void *part);
void chart_gaps(const void *study, struct cs_report *report,
		const char *answer);
/* The days between purchases, in two sentences. */
void say_gaps(const struct study *study, struct cs_report *report);

/* histogram.c */
extern const struct cs_column histogram_columns[];
void begin_histogram(const void *study, struct cs_table *table);
void put_histogram(const void *study, struct cs_table *table, const void *part);
void chart_histogram(const void *study, struct cs_report *report,
		     const char *answer);

/* members.c */
extern const struct cs_column member_columns[];
void begin_members(const void *study, struct cs_table *table);
void put_members(const void *study, struct cs_table *table, const void *part);

/* calendar.c */
extern const struct cs_column cohort_columns[], period_columns[];
void begin_cohorts(const void *study, struct cs_table *table);
void put_cohorts(const void *study, struct cs_table *table, const void *part);
void chart_cohorts(const void *study, struct cs_report *report,
		   const char *answer);
void begin_periods(const void *study, struct cs_table *table);
void put_periods(const void *study, struct cs_table *table, const void *part);
void chart_periods(const void *study, struct cs_report *report,
		   const char *answer);

#endif
