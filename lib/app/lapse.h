/*
 * lapse.h - the rule of lapse (tally/lapse.h) as options say it: --lapse-after,
 * or --every and --grace, or the 95th percentile of the gaps between purchases,
 * where those of a customer weigh one together.
 */
#ifndef CS_APP_LAPSE_H
#define CS_APP_LAPSE_H

#include "app/job.h"
#include "tally/standing.h"
#include "report/table.h"

#define CS_LAPSE_SHARE .95 /* of gaps are no longer than a default lapse */
enum { CS_LAPSE_FEWEST_GAPS = 20 };

/*
 * Settles the rule from the options, or from the gaps in job->data: their 95th
 * percentile, an observed number of days (R's type 1), and says on standard
 * error that it is a guess. The rule of no customers is CS_LAPSE_UNSETTLED, and
 * so is one for which there are fewer than 20 gaps: it is missing. By that
 * nobody ever lapses; what rests on it is not known. Release `lapse`.
 */
void cs_lapse_settle(const struct cs_job *job, struct cs_lapse *lapse);

/* Is there none, since there are too few gaps? */
bool cs_lapse_missing(const struct cs_lapse *lapse);

/* ... why, a sentence without a full stop. Nothing of one that is there. */
void cs_lapse_say_missing(const struct cs_lapse *lapse, struct cs_buf *out);

/*
 * Of a rule that is missing: warns (few-gaps) where a table rests on it in
 * part; -1 with err filled, of the same code, where all tables that are needed
 * rest wholly on it. Tables are sets of bits, 1 << index in the command's.
 */
int cs_lapse_demand(struct cs_job *job, const struct cs_lapse *lapse,
		    unsigned partly, unsigned wholly, struct cs_err *err);

/*
 * Tries a rule that is settled on the past of the data (tally/trial.h): fills
 * lapse->trial, and warns (short-lapse) where more than a third of at least 20
 * whom it would have called lapsed half-way have bought since. The warning
 * names the shortest longer silence that fewer than a tenth of at least 50 came
 * back from, if there is one. The share is of a follow-up of half the data,
 * which is longer than any silence that can be tried. `rhythm`, NULL without,
 * is the rule with one.
 */
void cs_lapse_try(struct cs_job *job, struct cs_lapse *lapse,
		  const struct cs_standing_rules *rhythm);

/* What came of that, a sentence without a full stop; nothing without a rule. */
void cs_lapse_say_trial(const struct cs_lapse *lapse, struct cs_buf *out);

/*
 * "lapse_after_days" (null where months are counted), "lapse_after",
 * "lapse_rule"; "lapse_backtest_date", "_lapsed", "_returned" and
 * "_after_days", null where it could not be tried; nothing if there is no rule.
 */
void cs_lapse_fill(const struct cs_lapse *lapse, struct cs_object *parameters);

/* "90 days", "1 month and 5 days": appends. */
void cs_lapse_text(const struct cs_lapse *lapse, struct cs_buf *out);

#endif
