/* lapse.c - see lapse.h. */
#include "app/lapse.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "app/notice.h"
#include "app/tables.h"
#include "tally/gaps.h"
#include "report/render.h"
#include "stat/quantile.h"

enum { FEWEST_GAPS = 20 };
#define USUAL .95

static int from_gaps(const struct cs_data *data, struct cs_lapse *lapse,
		     struct cs_err *err)
{
	size_t length;
	int64_t *counts = cs_gaps(data, &length), total = 0;

	for (size_t i = 0; i < length; i++)
		total += counts[i];
	lapse->rule = "default";
	lapse->span.days = (long)cs_histogram_quantile(counts, length, USUAL);
	free(counts);
	if (total >= FEWEST_GAPS)
		return 0;
	cs_fail_at(err, NULL, 0, 0);
	return cs_fail(err, "few-gaps",
		       "there are only %lld gaps between purchases to tell a "
		       "usual silence from a lapse: say it with --lapse-after, "
		       "as in --lapse-after 90d",
		       (long long)total);
}

int cs_lapse_settle(const struct cs_job *job, struct cs_lapse *lapse,
		    struct cs_err *err)
{
	const struct cs_shared *shared = &job->shared;

	*lapse = (struct cs_lapse){ .rule = "lapse-after" };
	if (shared->lapse_after.given) {
		lapse->span = shared->lapse_after.span;
		return 0;
	}
	if (!shared->every.given)
		return from_gaps(&job->data, lapse, err);
	lapse->rule = "every";
	lapse->span = shared->every.span;
	lapse->grace = shared->grace.span;
	return 0;
}

cs_day cs_lapse_day(const struct cs_lapse *lapse, cs_day payment)
{
	cs_day last = cs_duration_add(cs_duration_add(payment, lapse->span),
				      lapse->grace);

	return last < CS_DAY_MAX ? last + 1 : CS_DAY_MAX;
}

bool cs_lapse_between(const struct cs_lapse *lapse, cs_day payment, cs_day next)
{
	long days = lapse->span.days + lapse->grace.days;
	long months = lapse->span.months + lapse->grace.months;

	/* no month has more than 31 days: the calendar is asked about few */
	if (months == 0 || next - payment > 31 * months + days)
		return next - payment > days;
	if (next - payment <= 28 * months + days)
		return false;
	return cs_duration_add(cs_duration_add(payment, lapse->span),
			       lapse->grace) < next;
}

cs_day cs_lapse_cutoff(const struct cs_lapse *lapse, cs_day as_of)
{
	cs_day low = CS_DAY_MIN, high = as_of;

	if (!cs_lapse_between(lapse, low, as_of))
		return CS_NO_DAY;
	while (high - low > 1) { /* low has lapsed, high has not */
		cs_day middle = low + (high - low) / 2;

		if (cs_lapse_between(lapse, middle, as_of))
			low = middle;
		else
			high = middle;
	}
	return low;
}

void cs_lapse_text(const struct cs_lapse *lapse, struct cs_buf *out)
{
	struct cs_duration both = { lapse->span.days + lapse->grace.days,
				    lapse->span.months + lapse->grace.months };

	cs_duration_text(both, out);
}

void cs_lapse_fill(const struct cs_lapse *lapse, struct cs_object *parameters)
{
	struct cs_buf text = CS_BUF_INIT;

	if (lapse->span.months + lapse->grace.months == 0)
		cs_set_count(parameters, "lapse_after_days",
			     lapse->span.days + lapse->grace.days);
	else
		cs_set_null(parameters, "lapse_after_days");
	cs_lapse_text(lapse, &text);
	cs_set_text(parameters, "lapse_after", text.data);
	cs_set_text(parameters, "lapse_rule", lapse->rule);
	cs_buf_release(&text);
}

void cs_lapse_note(const struct cs_job *job, const struct cs_lapse *lapse)
{
	bool silent = cs_format_separated(&job->shared);
	struct cs_buf text = CS_BUF_INIT;

	/* the other formats say it themselves */
	if (strcmp(lapse->rule, "default") != 0 ||
	    !(silent || job->shared.verbose))
		return;
	cs_lapse_text(lapse, &text);
	cs_note(job,
		"silence of more than %s counts as a lapse, since 95 %% of the "
		"gaps between purchases are no longer; --lapse-after sets it",
		text.data);
	cs_buf_release(&text);
}
