/*
 * report.h - what cs-customers says of a study: the answer, tables and charts.
 *
 * Everything goes to a report, which owns it. `study` has run.
 */
#ifndef CUSTOMERS_REPORT_H
#define CUSTOMERS_REPORT_H

#include "app/tables.h"
#include "base/buf.h"
#include "customers/study.h"

/* The sentences that text begins with; see struct cs_program. */
void report_answer(const void *study, struct cs_report *report,
		   struct cs_buf *first);

/* By enum customers_table; put from a struct study and a struct tally. */
extern const struct cs_table_spec customers_tables[];

/* --- between the files of this folder ---------------------------------- */

/* What is known of a tier or a segment, all together. */
struct sums {
	int64_t customers, orders;
	cs_sum revenue, last_year, largest; /* of them: by last year */
	int64_t days_silent;
	double alive, expected_revenue; /* NaN: not known */
};

/* Of the tier, or of the segment; the other is -1. */
struct sums sums_of(const struct findings *found, int tier, int segment);

/* A call or message so often: 0 where there is none. */
double contacts_a_month(int tier);

/* list.c */
extern const struct cs_column customer_columns[];
cs_table_begin begin_customers;
cs_table_put put_customers;

/* tables.c */
extern const struct cs_column tier_columns[], segment_columns[];
cs_table_begin begin_tiers, begin_segments;
cs_table_put put_tiers, put_segments;
cs_table_chart chart_tiers, chart_segments;

#endif
