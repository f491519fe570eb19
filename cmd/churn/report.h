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

/* Is nothing known of what customers told or met? `study` is one. */
bool nothing_told(const void *study);

/* --- between the files of this folder ---------------------------------- */

/* Whose rows stand first: the whole, else the first group. */
const struct tally *first_part(const struct study *study);

/* A count that is null where it is not known who complained. */
void put_voiced(const struct study *study, struct cs_table *table,
		const char *column, int64_t count);

/*
 * Appends how many are not compared and why, "3 without others like them, 40
 * after a lapse", and returns how many that are; nothing for none.
 */
int64_t say_apart(const struct comparison *comparison, struct cs_buf *out);

struct experience_spec {
	const char *name;   /* "complaint_resolved" */
	const char *label;  /* for people */
	enum defined needs; /* beside COMPLAINT, for it to be known */
};

extern const struct experience_spec experiences[NEXPERIENCES];

/* What has a file of its own: silent.c, experience.c, impact.c, customers.c. */
extern const struct cs_column silent_columns[], experience_columns[],
    impact_columns[], customer_columns[];
cs_table_begin begin_silent, begin_experience, begin_impact, begin_customers;
cs_table_put put_silent, put_experience, put_impact, put_customers;
cs_table_chart chart_silent, chart_experience;

#endif
