/*
 * report.h - what cs-churn says of a study: the answer, tables and charts.
 *
 * Everything goes to job->report, which owns it. `study` has run.
 */
#ifndef CHURN_REPORT_H
#define CHURN_REPORT_H

#include "base/buf.h"
#include "churn/study.h"
#include "app/tables.h"

/*
 * The sentences that text begins with. Appends the first, without its full
 * stop, to `first`, which stays as it is if there is nobody.
 */
void report_answer(const struct study *study, struct cs_buf *first);
/* By enum churn_table. */
extern const struct cs_table_spec churn_tables[];
void report_tables(const struct study *study);
/* `answer` is copied; NULL: there is none. */
void report_charts(const struct study *study, const char *answer);

/* --- between the files of this folder ---------------------------------- */

/*
 * A table: made empty, in the report, and filled with the rows of one group
 * (a number below study->ngroups) or the whole (WHOLE).
 */
enum { WHOLE = -1 };

extern const struct cs_column silent_columns[], experience_columns[],
    impact_columns[], customer_columns[];
struct cs_table *summary_table(const struct study *study);
void put_summary(const struct study *study, struct cs_table *table,
		 struct cs_part part, int group);
struct cs_table *silent_table(const struct study *study);
void put_silent(const struct study *study, struct cs_table *table,
		struct cs_part part, int group);
struct cs_table *experience_table(const struct study *study);
void put_experience(const struct study *study, struct cs_table *table,
		    struct cs_part part, int group);
struct cs_table *impact_table(const struct study *study);
void put_impact(const struct study *study, struct cs_table *table,
		struct cs_part part, int group);
struct cs_table *periods_table(const struct study *study);
void put_periods(const struct study *study, struct cs_table *table,
		 struct cs_part part, int group);
struct cs_table *customers_table(const struct study *study);
void put_customers(const struct study *study, struct cs_table *table,
		   struct cs_part part, int group);

/* Counts of a group or the whole. */
const struct tally *tally_of(const struct study *study, int group);

/* --- estimates (estimates.c) --------------------------------------------- */

enum method {
	ARTICULATION,
	PROACTIVE_CONTACTS,
	TWO_LISTS,
	EXCESS_LAPSE,
	NMETHODS
};

/* "articulation"; "scenario". */
const char *method_name(enum method method);
const char *method_kind(enum method method);

/*
 * The estimate, NaN where the data have none; appends to `basis` on what it
 * rests, or what is missing.
 */
struct cs_silent estimate(const struct study *study, int group,
			  enum method method, struct cs_buf *basis);

/* Did they complain, as far as can be known? NaN-like: false where it cannot.
 */
bool knows_complaints(const struct study *study);
bool knows_asked(const struct study *study);
bool knows_revealed(const struct study *study);

/* A chart's own tables, which the caller owns. */
struct cs_table *silent_chart_table(const struct study *study);
struct cs_table *experience_chart_table(const struct study *study);
struct cs_table *periods_chart_table(const struct study *study);

#endif
