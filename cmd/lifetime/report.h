/*
 * report.h - what cs-lifetime says of a study: the answer, tables and charts.
 *
 * Everything goes to a report, which owns it. `study` has run.
 */
#ifndef LIFETIME_REPORT_H
#define LIFETIME_REPORT_H

#include "base/buf.h"
#include "app/tables.h"
#include "lifetime/study.h"

/*
 * The sentences that text begins with. Appends the first, without its full
 * stop, to `first`, which stays as it is if there is nobody.
 */
void report_answer(const void *study, struct cs_report *report,
		   struct cs_buf *first);

/* By enum lifetime_table; put from a struct study and struct subjects. */
extern const struct cs_table_spec lifetime_tables[];

/* --- between the files of this folder ---------------------------------- */

/* payments_table.c */
extern const struct cs_column payment_columns[];
void begin_payments(const void *study, struct cs_table *table);
void put_payments(const void *study, struct cs_table *table, const void *part);
void chart_payments(const void *study, struct cs_report *report,
		    const char *answer);

/* model.c */
extern const struct cs_column sbg_columns[], projection_columns[];
void begin_sbg(const void *study, struct cs_table *table);
void put_sbg(const void *study, struct cs_table *table, const void *part);
void begin_projection(const void *study, struct cs_table *table);
void put_projection(const void *study, struct cs_table *table,
		    const void *part);
void chart_projection(const void *study, struct cs_report *report,
		      const char *answer);

/* tenure_table.c */
extern const struct cs_column tenure_columns[];
void begin_tenure(const void *study, struct cs_table *table);
void put_tenure(const void *study, struct cs_table *table, const void *part);
void chart_tenure(const void *study, struct cs_report *report,
		  const char *answer);

/* causes_table.c */
extern const struct cs_column cause_columns[], incidence_columns[];
void begin_causes(const void *study, struct cs_table *table);
void put_causes(const void *study, struct cs_table *table, const void *part);
void put_incidence(const void *study, struct cs_table *table, const void *part);
void chart_incidence(const void *study, struct cs_report *report,
		     const char *answer);

/* The subjects with every cause as an event, whichever the curve is of. */
struct ends {
	struct cs_spans spans;
	int64_t *events, *censored;
};

struct ends ends_of(const struct subjects *subjects);
void ends_release(struct ends *ends);
/* Those of one cause, [ntimes], to be freed. */
int64_t *events_of(const struct subjects *subjects, size_t cause);
const struct causes *causes_of(const struct study *study);

/* gray_table.c */
extern const struct cs_column gray_columns[];
void begin_gray(const void *study, struct cs_table *table);
void put_gray(const void *study, struct cs_table *table, const void *part);

/* tables.c: of clusters, F as chi-square, by its first degrees of freedom; and
 * a note that it is. */
void put_joint(struct cs_table *table, const struct cs_joint_test *test);
void add_joint_note(const struct study *study, struct cs_table *table);

/* Of a curve that takes other causes for censored: that it does. */
void add_causes_note(const struct study *study, struct cs_table *table);

/* "Gone by day 365, by cause: price 12.3 %, moved 4.0 %"; false: nobody. */
bool say_causes(const struct study *study, struct cs_buf *out);

/* A cs_part_size: its customers. */
int64_t subjects_size(const void *part);

/*
 * "From the 5th payment on lapses are negligible", or why the data cannot say
 * so: the answer for `subjects`. 0 if they cannot.
 */
size_t negligible_after(const struct study *study,
			const struct subjects *subjects);

#endif
