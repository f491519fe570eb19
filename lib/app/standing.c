/* standing.c - see standing.h. */
#include "app/standing.h"

#include <math.h>

#include "app/keep.h"
#include "app/lapse.h"
#include "report/number.h"
#include "stat/quantile.h"

/* --- the rule ---------------------------------------------------------- */

static int refuse_at_risk(int32_t days, struct cs_err *err)
{
	return cs_fail(err, "at-risk-after",
		       "--at-risk-after is not shorter than the %s of silence "
		       "that make a lapse",
		       cs_counted(days, "day").text);
}

static int32_t at_risk_days(const struct cs_shared *shared,
			    const struct cs_gaps *gaps, int32_t lapse_days)
{
	int32_t usual;

	if (shared->at_risk_after.given)
		return cs_duration_days(shared->at_risk_after.span);
	usual = (int32_t)cs_histogram_quantile(gaps->weights, gaps->length, .8);
	return usual >= 0 && usual < lapse_days ? usual : lapse_days;
}

int cs_standing_settle(const struct cs_job *job, struct cs_lapse *lapse,
		       struct cs_standing_rules *rules, struct cs_err *err)
{
	const struct cs_shared *shared = &job->shared;
	const struct cs_gaps *gaps = &lapse->gaps;
	int32_t days;

	*rules = (struct cs_standing_rules){ .lapse = NULL };
	cs_lapse_settle(job, lapse);
	if (job->data.customers == 0)
		return 0;
	cs_gaps_count(&lapse->gaps, &job->data);
	days = cs_duration_days(cs_lapse_length(lapse));
	*rules = (struct cs_standing_rules){
		.as_of = job->data.as_of,
		.lapse = lapse,
		.at_risk_days = at_risk_days(shared, gaps, days),
		.rhythm = shared->rhythm && !cs_lapse_missing(lapse),
		.lapse_days = days,
		.usual_gap = cs_histogram_median(gaps->weights, gaps->length),
		.unit = cs_shared_period(shared),
		.days = lapse->days,
	};
	if (isnan(rules->usual_gap)) /* nobody has a gap */
		rules->rhythm = false;
	if (!cs_lapse_missing(lapse) && shared->at_risk_after.given &&
	    rules->at_risk_days >= days)
		return refuse_at_risk(days, err);
	return 0;
}

/* --- the list ---------------------------------------------------------- */

struct cs_listed cs_listed_of(const struct cs_standing *standing,
			      const struct cs_customer *customer,
			      cs_sum last_year)
{
	return (struct cs_listed){
		.last_year = last_year,
		.key = customer->key,
		.kept = customer->kept,
		.usual_gap = standing->usual_gap,
		.days_silent = standing->days_silent,
		.state = (uint8_t)standing->state,
	};
}

void cs_listed_put_customer(struct cs_table *table,
			    const struct cs_listed *listed)
{
	cs_put_bytes(table, "customer", listed->key);
}

void cs_listed_put_state(struct cs_table *table, const struct cs_listed *listed,
			 bool known)
{
	cs_put_text(table, "state",
		    known ? cs_state_names[listed->state] : NULL);
}

void cs_listed_put_silence(struct cs_table *table,
			   const struct cs_listed *listed)
{
	cs_put_count(table, "days_silent", listed->days_silent);
	cs_put_real(table, "usual_gap_days", listed->usual_gap);
}

void cs_listed_put_last_year(struct cs_table *table,
			     const struct cs_listed *listed, bool valued)
{
	cs_put_known_money(table, "revenue_last_year", valued,
			   listed->last_year);
}
