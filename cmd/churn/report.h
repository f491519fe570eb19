/*
 * report.h - what cs-churn says of a study: the answer, tables and charts.
 *
 * Everything goes to a report, which owns it. `study` has run.
 */
#ifndef CHURN_REPORT_H
#define CHURN_REPORT_H

#include "app/run.h"
#include "app/tables.h"
#include "base/buf.h"
#include "churn/study.h"

/*
 * The sentences that text begins with. Appends the first, without its full
 * stop, to `first`, which stays as it is if there is nobody.
 */
void report_answer(const void *study, struct cs_report *report,
		   struct cs_buf *first);

/* By enum churn_table; put from a struct study and a struct tally. */
extern const struct cs_table_spec churn_tables[];

/* --- between the files of this folder ---------------------------------- */

/* Whose rows stand first: the whole, else the first group. */
const struct tally *first_part(const struct study *study);

/* A count that is null where it is not known who complained. */
void put_voiced(const struct study *study, struct cs_table *table,
		const char *column, int64_t count);

/* silent.c */
extern const struct cs_column silent_columns[];
void begin_silent(const void *study, struct cs_table *table);
void put_silent(const void *study, struct cs_table *table, const void *part);
void chart_silent(const void *study, struct cs_report *report,
		  const char *answer);

/* experience.c */
extern const struct cs_column experience_columns[];
void begin_experience(const void *study, struct cs_table *table);
void put_experience(const void *study, struct cs_table *table,
		    const void *part);
void chart_experience(const void *study, struct cs_report *report,
		      const char *answer);

/* impact.c */
extern const struct cs_column impact_columns[];
void begin_impact(const void *study, struct cs_table *table);
void put_impact(const void *study, struct cs_table *table, const void *part);

/* customers.c */
extern const struct cs_column customer_columns[];
void begin_customers(const void *study, struct cs_table *table);
void put_customers(const void *study, struct cs_table *table, const void *part);

#endif
