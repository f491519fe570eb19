/* doubts.c - what may be wrong with what cs-clv says, of all customers. */
#include <math.h>

#include "app/notice.h"
#include "clv/study.h"
#include "report/number.h"

static void warn_holdout(const struct study *study, struct cs_job *job,
			 const struct findings *whole)
{
	const struct cs_btyd_score *score = &whole->trial.score;
	double off = score->expected / score->actual - 1;
	char day[11];

	if (whole->tried && fabs(off) > .2)
		cs_warn(job, "holdout-error", 1, NULL, 0,
			"fitted to what was known by %s, the model expected %s "
			"purchases up to the end where there were %s: it is "
			"more than 20 %% off, and so may be what it says of "
			"the future",
			cs_day_format(study->then.end, day),
			cs_figure(score->expected, 0).text,
			cs_figure(score->actual, 0).text);
}

static void warn_few(struct cs_job *job, const struct findings *whole)
{
	int64_t n = whole->customers;

	if (n < FEWEST_CUSTOMERS)
		cs_warn(job, "few-customers", (size_t)n, NULL, 0,
			"%s %s: below %d, the intervals are "
			"too short, and what a model says rests on a few",
			n == 1 ? "this is" : "these are",
			cs_counted(n, "customer").text, FEWEST_CUSTOMERS);
}

/* The median of the gaps between purchase days; 0 without any. */
static double usual_gap(const struct cs_buyings *now)
{
	int64_t all = 0, sum = 0;
	size_t days = 0;

	for (size_t i = 0; i < now->length; i++)
		all += now->gaps[i];
	while (all > 0 && 2 * sum < all)
		sum += now->gaps[days++];
	return days > 0 ? (double)days - 1 : 0;
}

/* Have most been watched too briefly to come back? */
static void warn_brief(struct cs_job *job, const struct findings *whole,
		       double gap)
{
	const struct cs_buying_rows *now = &whole->now;
	double brief = 0;

	for (size_t i = 0; i < now->n; i++)
		if (now->rows[i].age < 2 * gap)
			brief += now->rows[i].weight;
	if (2 * brief > now->histories.customers)
		cs_warn(job, "brief", (uint64_t)brief, NULL, 0,
			"%.0f of %lld customers bought first less than two "
			"usual gaps of %.0f days ago: who will come back, and "
			"who leaves, has hardly been seen yet",
			brief, (long long)whole->customers, gap);
}

/* Gaps are a day at least, so that who buys daily looks regular. */
static void warn_daily(struct cs_job *job, const struct findings *whole)
{
	const struct cs_btyd *model = &whole->fit.model;
	double rate = model->r / model->alpha / model->k;

	if (rate > .5)
		cs_warn(job, "daily", 1, NULL, 0,
			"customers buy %s times a day on average: purchases of "
			"one day are counted as one, and the models, which "
			"know no days, are biased",
			cs_figure(rate, 2).text);
}

static void warn_first(const struct study *study, struct cs_job *job,
		       const struct findings *whole)
{
	struct cs_interval interval;
	double ratio = values_first_later(&whole->tally->now, &interval);

	if (!study->valued || study->options->outlook.values != CS_VALUES_ALL ||
	    !(ratio > 1.1 ? interval.low > 1 : ratio < .9 && interval.high < 1))
		return;
	cs_warn(job, "first-differs", 1, NULL, 0,
		"a first purchase brings %s times as much as a later one (95 "
		"%% interval %s to %s): what later ones are expected to bring "
		"is too %s; --values repeat leaves the first ones out",
		cs_figure(ratio, 2).text, cs_figure(interval.low, 2).text,
		cs_figure(interval.high, 2).text,
		ratio > 1 ? "much" : "little");
}

/* Purchase days of all a day, from `from` on. */
static double pace(const struct cs_buyings *now, size_t from, size_t days)
{
	double sum = 0;

	for (size_t i = from; i < from + days; i++)
		sum += (double)(now->days[i] + now->firsts[i]);
	return sum / (double)days;
}

/* A horizon of less than a year has a season of its own: weeks as a year ago,
 * beside all of that year. */
static void warn_season(const struct study *study, struct cs_job *job,
			const struct findings *whole)
{
	enum { YEAR = 364 };
	const struct cs_buyings *now = &whole->tally->now;
	double ratio;

	if (!(study->days < 300) || now->length < YEAR)
		return;
	ratio = pace(now, now->length - YEAR, (size_t)study->days) /
		pace(now, now->length - YEAR, YEAR);
	if (ratio > 1.2 || ratio < .8)
		cs_warn(job, "season", 1, NULL, 0,
			"in the same weeks a year before %s times as much was "
			"bought as in all of that year: these models know no "
			"season, and may expect too %s of the horizon",
			cs_figure(ratio, 2).text,
			ratio > 1 ? "little" : "much");
}

static void warn_days(const struct study *study, struct cs_job *job,
		      const struct findings *whole)
{
	double gap = usual_gap(&whole->tally->now);

	if (cs_btyd_counts(study->kind))
		return;
	warn_brief(job, whole, gap);
	warn_daily(job, whole);
	warn_first(study, job, whole);
	warn_season(study, job, whole);
}

void study_doubt(const struct study *study, struct cs_job *job)
{
	const struct findings *whole = &study->all[0];

	if (!study->dated)
		stated_warn(job);
	if (study->parts.customers == 0)
		return;
	warn_few(job, whole);
	cs_outlook_warn(job, &whole->fit);
	warn_holdout(study, job, whole);
	if (study->dated)
		warn_days(study, job, whole);
}
