/*
 * report.h - what cs-pareto says of a study: the answer, tables and charts.
 *
 * Everything goes to a report, which owns it. `study` has run.
 */
#ifndef PARETO_REPORT_H
#define PARETO_REPORT_H

#include "app/tables.h"
#include "base/buf.h"
#include "pareto/study.h"

/*
 * The sentences that text begins with. Appends the first, without its full
 * stop, to `first`, which stays as it is if there is nothing to share out.
 */
void report_answer(const void *study, struct cs_report *report,
		   struct cs_buf *first);

/* By enum pareto_table; put from a struct study and a struct values. */
extern const struct cs_table_spec pareto_tables[];

/* --- between the files of this folder ---------------------------------- */

/* shares.c */
extern const struct cs_column share_columns[];
void begin_shares(const void *study, struct cs_table *table);
void put_shares(const void *study, struct cs_table *table, const void *part);
void chart_shares(const void *study, struct cs_report *report,
		  const char *answer);

/* classes.c */
extern const struct cs_column class_columns[], customer_columns[];
void begin_classes(const void *study, struct cs_table *table);
void put_classes(const void *study, struct cs_table *table, const void *part);
void begin_customers(const void *study, struct cs_table *table);
void put_customers(const void *study, struct cs_table *table, const void *part);

#endif
