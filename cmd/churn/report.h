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
cs_table_begin begin_silent;
cs_table_put put_silent;
cs_table_chart chart_silent;

/* experience.c */
struct experience_spec {
	const char *name;   /* "complaint_resolved" */
	const char *label;  /* for people */
	enum defined needs; /* beside COMPLAINT, for it to be known */
};

extern const struct experience_spec experiences[NEXPERIENCES];
extern const struct cs_column experience_columns[];
cs_table_begin begin_experience;
cs_table_put put_experience;
cs_table_chart chart_experience;

/* impact.c */
extern const struct cs_column impact_columns[];
cs_table_begin begin_impact;
cs_table_put put_impact;

/* customers.c */
extern const struct cs_column customer_columns[];
cs_table_begin begin_customers;
cs_table_put put_customers;

#endif
