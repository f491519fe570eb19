/* drift.c - see drift.h. */
#include "app/drift.h"

#include <math.h>

#include "app/notice.h"
#include "report/number.h"

/* A chance that few shops meet who look every month, and a difference that
 * somebody would act on. */
static const double significant = .01, least = 1.1;

/* "27 % less", "1.4 times as": the ratio of hazards. */
static void add_ratio(struct cs_buf *out, double ratio)
{
	if (ratio < 1) {
		cs_add_rounded(out, 100 * (1 - ratio), 0);
		cs_buf_adds(out, " % less");
	} else {
		cs_add_rounded(out, ratio, ratio < 2 ? 2 : 1);
		cs_buf_adds(out, " times as");
	}
}

void cs_drift_warn(struct cs_job *job, const struct cs_drift *drift,
		   double p_value, cs_day from,
		   const struct cs_drift_words *words)
{
	/* of customers who come evenly, from the first to the last, and from
	 * the middle of one half to that of the other */
	double span = sqrt(12) * drift->spread, half = span / 2;
	double worse = words->good ? -drift->log_ratio : drift->log_ratio;
	bool long_enough = span >= 365;
	struct cs_buf ratio = CS_BUF_INIT;
	char later[11];

	if (!(p_value < significant) || !(worse * half >= log(least)))
		return;
	add_ratio(&ratio,
		  exp(drift->log_ratio * (long_enough ? 365.25 : 365.25 / 12)));
	cs_warn(job, "drift", (uint64_t)drift->customers, NULL, 0,
		"%s: at the same time since %s, who %s a %s later was %s %s "
		"(log-rank test of entry, p %s); figures of all are too good "
		"for new customers: --first-from %s counts the later ones",
		words->finding, words->since, words->came,
		long_enough ? "year" : "month", ratio.data, words->likely,
		p_value < .0001 ? "< .0001" : "< .01",
		cs_day_format(from + (cs_day)lround(drift->mean), later));
	cs_buf_release(&ratio);
}
