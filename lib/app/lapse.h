/*
 * lapse.h - the rule of lapse (tally/lapse.h) as options say it: --lapse-after,
 * or --every and --grace, or the 95th percentile of the gaps between purchases.
 */
#ifndef CS_APP_LAPSE_H
#define CS_APP_LAPSE_H

#include "app/job.h"
#include "tally/lapse.h"
#include "report/table.h"

/*
 * Settles the rule from the options, or from the gaps in job->data: their 95th
 * percentile, an observed number of days (R's type 1), and says on standard
 * error that it is a guess. The rule of no customers is CS_LAPSE_UNSETTLED. -1
 * with err filled where there are fewer than 20 gaps. Release `lapse` in every
 * case.
 */
int cs_lapse_settle(const struct cs_job *job, struct cs_lapse *lapse,
		    struct cs_err *err);

/*
 * "lapse_after_days" (null where months are counted), "lapse_after",
 * "lapse_rule"; nothing if there is no rule.
 */
void cs_lapse_fill(const struct cs_lapse *lapse, struct cs_object *parameters);

/* "90 days", "1 month and 5 days": appends. */
void cs_lapse_text(const struct cs_lapse *lapse, struct cs_buf *out);

#endif
