/*
 * report.h - what cs-clv says of a study: the answer, tables and charts.
 *
 * Everything goes to a report, which owns it. `study` has run.
 */
#ifndef CLV_REPORT_H
#define CLV_REPORT_H

#include "app/tables.h"
#include "base/buf.h"
#include "clv/study.h"

/* The sentences that text begins with; see struct cs_program. */
void report_answer(const void *study, struct cs_report *report,
		   struct cs_buf *first);

/* By enum clv_table; put from a struct study and a struct tally. */
extern const struct cs_table_spec clv_tables[];

/* --- between the files of this folder ---------------------------------- */

/* summary.c */
extern const struct cs_column summary_columns[];
void begin_summary(const void *study, struct cs_table *table);
void put_summary(const void *study, struct cs_table *table, const void *part);
/* Three cells: a total with its interval; null if it is not known. */
void put_total(struct cs_table *table, const char *name,
	       const struct cs_total *total, bool known);

/* models.c */
extern const struct cs_column parameter_columns[], model_columns[];
void begin_parameters(const void *study, struct cs_table *table);
void put_parameters(const void *study, struct cs_table *table,
		    const void *part);
void begin_models(const void *study, struct cs_table *table);
void put_models(const void *study, struct cs_table *table, const void *part);

/* checks.c */
extern const struct cs_column holdout_columns[], frequency_columns[],
    tracking_columns[];
void begin_holdout(const void *study, struct cs_table *table);
void put_holdout(const void *study, struct cs_table *table, const void *part);
/* Without the row of all; `of` was tried. */
void put_holdout_classes(const struct study *study, const struct findings *of,
			 struct cs_table *table);
void put_frequency(const void *study, struct cs_table *table, const void *part);
void begin_tracking(const void *study, struct cs_table *table);
void put_tracking(const void *study, struct cs_table *table, const void *part);

/* future.c */
extern const struct cs_column forecast_columns[], new_columns[];
void begin_forecast(const void *study, struct cs_table *table);
void put_forecast(const void *study, struct cs_table *table, const void *part);
void begin_new(const void *study, struct cs_table *table);
void put_new(const void *study, struct cs_table *table, const void *part);

/* values.c */
extern const struct cs_column values_columns[];
void begin_values(const void *study, struct cs_table *table);
void put_values(const void *study, struct cs_table *table, const void *part);
/* charts.c */
cs_table_chart chart_parameters, chart_holdout, chart_frequency, chart_forecast,
    chart_tracking;

/* compare.c */
extern const struct cs_column compare_columns[];
void put_compare(const void *study, struct cs_table *table, const void *part);

#endif
