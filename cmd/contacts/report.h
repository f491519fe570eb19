/*
 * report.h - what cs-contacts says of a study: the answer and the tables.
 */
#ifndef CONTACTS_REPORT_H
#define CONTACTS_REPORT_H

#include "app/run.h"
#include "app/tables.h"
#include "base/buf.h"
#include "contacts/study.h"
#include "stat/score.h"

/* The sentences that text begins with, see struct cs_program. */
void report_answer(const void *study, struct cs_report *report,
		   struct cs_buf *first);

/* Says what was asked for and changes nothing (usage.c). */
void note_usage(const struct study *study);

/* Likewise, of what only the tallies know. */
void note_promises(const struct study *study);

/* By enum contacts_table; put from a struct study and a struct tally. */
extern const struct cs_table_spec contacts_tables[];

/* --- between the files of this folder ----------------------------------- */

/* A share and its interval, Wilson's; null where `of` is 0. */
void put_share(struct cs_table *table, const char *column, int64_t part,
	       int64_t of);

/* Minutes by which the share p is done, over `unit`, and their interval. */
void put_quantile(struct cs_table *table, const char *column,
		  const struct cs_wait_curve *curve, double p, double unit);

/* "2025-03-07 16:30", or the day alone without a clock; null of none. */
void put_moment(const struct study *study, struct cs_table *table,
		const char *column, const struct cs_matter *matter, int64_t at);

/* The same of any instant, by a clock that is so far east. */
void put_instant(const struct study *study, struct cs_table *table,
		 const char *column, int64_t at, int32_t east, bool clock);

/* Null of CS_NO_ORDER. */
void put_id(struct cs_table *table, const char *column, cs_orderid id);

/* The name of a channel; null for all of them. */
void put_channel(const struct study *study, struct cs_table *table,
		 int channel);

/* Rows by channel: all, then, of more than one, each that has a contact; of a
 * group that is a channel only the first. */
int last_channel(const struct study *study, const void *part);

/* What the scores of one row come to. */
struct answers {
	struct cs_score_sums sums;
	int64_t satisfied, promoters, detractors;
};
struct answers answers_of(const struct study *study, const struct asked *asked);

/* The scale of all scores, as was said or as they show. */
enum scale scale_of(const struct study *study);

/* How many were asked, as far as anything says; and was anybody? */
int64_t asked_of(const struct study *study, const struct asked *asked);
bool any_asked(const struct asked *asked);

/*
 * Are more of those who answer satisfied than in the period before, while by
 * more than chance fewer of the asked answer? Not under five answers in either.
 */
bool rise_is_doubtful(const struct study *study, const struct asked *before,
		      const struct asked *now);

/* The summary's columns satisfied_share and response_rate. */
void put_satisfied(const struct study *study, struct cs_table *table,
		   const struct satisfaction *satisfaction);

/* That orders have no groups, where they have none. */
void note_groups(const struct study *study, struct cs_table *table);

/* Does any contact tell which late orders were told of? */
bool notices_known(const struct study *study);

/* Can anything be said of the four contacts of orders? */
bool plan_is_known(const struct study *study);

/* Do the files say nothing of a table? Of a struct study (told.c). */
bool no_orders(const void *study), no_plan(const void *study),
    no_responses(const void *study), no_hours(const void *study),
    no_resolutions(const void *study), no_deliveries(const void *study),
    no_complaints(const void *study), no_scores(const void *study);

/* Do contacts tell who wrote and when, and nothing of what became of it? */
bool only_who_and_when(const struct study *study);

/* "1 hour", "90 minutes", "1 day". */
void add_within(int64_t seconds, struct cs_buf *out);

/*
 * "Of 5 orders that are due 2 were late", "None of 5 orders that are due was
 * late", "The only order that is due was late". Not of 0.
 */
struct said {
	const char *noun, *clause; /* "order", " that is due" or "" */
	const char *one, *many;	   /* "was late", "were late" */
	const char * not ;	   /* of the only one: "was not late" */
};
void add_part(int64_t part, int64_t of, const struct said *said,
	      struct cs_buf *out);

/* ", 40.0 % (95 % interval ...)" behind it, where it says more than that. */
void add_share(int64_t part, int64_t of, struct cs_buf *out);

/* A sentence each without its full stop, where there is something to say: what
 * stands of a table in the answer, and below the title of its chart. */
typedef void say_sentence(const struct study *study, struct cs_buf *out);
say_sentence say_plan, say_touches, say_rate, say_response, say_hours,
    say_delivery, say_complaints, say_funnel, say_satisfaction;

/*
 * Adds a chart with the sentence below its title; `say` may be NULL. It takes
 * the data. A chart that is not `worth` it, since the sentence says as much, is
 * drawn only where its table was named.
 */
void draw_chart(const struct study *study, struct cs_report *report,
		struct cs_chart chart, say_sentence *say, bool worth);

/* What has a file of its own. */
extern const struct cs_column summary_columns[], plan_columns[],
    effect_columns[], touches_columns[], rate_columns[], response_columns[],
    hours_columns[], resolution_columns[], delivery_columns[],
    complaints_columns[], funnel_columns[], satisfaction_columns[],
    register_columns[], order_columns[];
cs_table_begin begin_summary, begin_plan, begin_effect, begin_touches,
    begin_rates, begin_response, begin_hours, begin_resolution, begin_delivery,
    begin_complaints, begin_funnel, begin_satisfaction, begin_register,
    begin_order_list;
cs_table_chart chart_plan, chart_rates, chart_response, chart_hours,
    chart_delivery, chart_complaints, chart_funnel, chart_satisfaction;
cs_table_put put_summary, put_plan, put_effect, put_touches, put_rates,
    put_response, put_hours, put_resolution, put_delivery, put_complaints,
    put_funnel, put_satisfaction, put_register, put_order_list;

#endif
