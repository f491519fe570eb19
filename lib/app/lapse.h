/*
 * lapse.h - the one rule by which silence becomes a lapse: --lapse-after, or
 * --every and --grace, or the 95th percentile of the gaps between purchases.
 */
#ifndef CS_APP_LAPSE_H
#define CS_APP_LAPSE_H

#include <stdbool.h>

#include "app/job.h"
#include "option/value.h"
#include "data/data.h"
#include "report/table.h"

struct cs_lapse {
	struct cs_duration span, grace; /* silence beyond both is a lapse */
	const char *rule;		/* "lapse-after", "every", "default" */
};

/*
 * Settles the rule from the options, or from the gaps in job->data: their 95th
 * percentile, an observed number of days (R's type 1). -1 with err filled where
 * there are fewer than 20 gaps.
 */
int cs_lapse_settle(const struct cs_job *job, struct cs_lapse *lapse,
		    struct cs_err *err);

/*
 * The last day such that somebody silent since then has lapsed by `as_of`;
 * CS_NO_DAY if there is none.
 */
cs_day cs_lapse_cutoff(const struct cs_lapse *lapse, cs_day as_of);

/* The first day on which silence since `payment` is a lapse; CS_DAY_MAX: never.
 */
cs_day cs_lapse_day(const struct cs_lapse *lapse, cs_day payment);

/* Is the silence between two payments on these days a lapse? */
bool cs_lapse_between(const struct cs_lapse *lapse, cs_day payment,
		      cs_day next);

/* "lapse_after_days" (null where months are counted), "lapse_after",
 * "lapse_rule". */
void cs_lapse_fill(const struct cs_lapse *lapse, struct cs_object *parameters);

/* Says on standard error that the rule is a guess, if it is. */
void cs_lapse_note(const struct cs_job *job, const struct cs_lapse *lapse);

/* "90 days", "1 month and 5 days": appends. */
void cs_lapse_text(const struct cs_lapse *lapse, struct cs_buf *out);

#endif
