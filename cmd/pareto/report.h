/*
 * report.h - what cs-pareto says of the values: the answer, tables and charts.
 *
 * Everything goes to job->report, which owns it.
 */
#ifndef PARETO_REPORT_H
#define PARETO_REPORT_H

#include "base/buf.h"
#include "app/job.h"
#include "app/tables.h"
#include "pareto/values.h"

enum { CHART_BARS = 20 }; /* up to so many customers have a bar each */
enum pareto_table { SUMMARY, SHARES, CLASSES, LORENZ, CUSTOMERS };
#define EVERY_GROUP SIZE_MAX

struct pareto_tables {
	const struct cs_job *job;
	const struct pareto_options *options;
	struct cs_table *summary, *shares, *classes, *lorenz, *customers;
};

/*
 * The sentences that text begins with. Appends the first, without its full
 * stop, to `line`, which stays as it is if there is nothing to share out.
 */
void report_answer(struct cs_job *job, const struct pareto_options *options,
		   const struct values *values, struct cs_buf *line);

/* By enum pareto_table. */
extern const struct cs_table_spec pareto_tables[];

/* Adds the tables, empty. `options` is borrowed for the life of the tables. */
struct pareto_tables report_tables(struct cs_job *job,
				   const struct pareto_options *options);

/*
 * Puts the rows of one group, or of the whole, into all of them; what was not
 * asked for is left out of long ones. Of `items`, which are everybody's, those
 * of data's group number `group` are taken, or EVERY_GROUP.
 */
void fill_tables(const struct pareto_tables *tables, struct cs_part part,
		 size_t group, const struct values *values,
		 const struct items *items);

/*
 * A chart each for shares and lorenz. Bars are named if `items` are all the
 * values. `answer` is copied; NULL: there is none.
 */
void report_charts(struct cs_job *job, const struct values *values,
		   const struct items *items, const char *answer);

/* --- between the files of this folder ---------------------------------- */

/* Tables of classes.c. */
extern const struct cs_column class_columns[], customer_columns[];
void put_classes(const struct pareto_tables *tables, struct cs_part part,
		 const struct values *values);
void put_customers(const struct pareto_tables *tables, struct cs_part part,
		   size_t group, const struct values *values,
		   const struct items *items);

/* The Lorenz curve at up to so many points; the caller owns the table. */
struct cs_table *lorenz_chart_table(const struct values *values, size_t points);

#endif
