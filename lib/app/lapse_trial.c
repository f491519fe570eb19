/* lapse_trial.c - the rule of lapse, tried on the past: see lapse.h. */
#include "app/lapse.h"
#include "app/notice.h"
#include "app/tables.h"
#include "report/number.h"
#include "stat/quantile.h"
#include "tally/trial.h"

enum {
	FEWEST_LAPSED = 20, /* of whom a share is worth a warning */
	FEWEST_LONGER = 50  /* ... is promised */
};
#define MOST_RETURNED (1 / 3.)
#define FEW_RETURNED .1

/* --- the trial --------------------------------------------------------- */

static struct cs_trial_rules trial_rules(const struct cs_lapse *lapse)
{
	struct cs_window past = { lapse->days.from, lapse->trial.date };

	return (struct cs_trial_rules){ past.to, cs_window_days(past), NULL };
}

static struct cs_gap_rules gap_rules(const struct cs_job *job,
				     const struct cs_lapse *lapse)
{
	return (struct cs_gap_rules){ { CS_DAY_MIN, lapse->trial.date },
				      cs_data_days(&job->data) };
}

/* Counts silences on the date, and by `standing`, unless that is NULL. */
static void count(const struct cs_job *job, const struct cs_lapse *lapse,
		  const struct cs_standing_rules *standing,
		  struct cs_trial *trial)
{
	struct cs_trial_rules rules = trial_rules(lapse);

	rules.standing = standing;
	cs_data_fold(&job->data,
		     &(struct cs_fold){ &cs_trial_tally, &rules, trial }, 1);
}

/* The gaps that had ended by the date. */
static void count_gaps(const struct cs_job *job, const struct cs_lapse *lapse,
		       struct cs_gaps *gaps)
{
	const struct cs_gap_rules rules = gap_rules(job, lapse);

	cs_data_fold(&job->data,
		     &(struct cs_fold){ &cs_gaps_tally, &rules, gaps }, 1);
}

/* Both, where the rule is of days alone: purchases go through the caches
 * once. */
static void count_both(const struct cs_job *job, const struct cs_lapse *lapse,
		       struct cs_gaps *gaps, struct cs_trial *trial)
{
	const struct cs_gap_rules of_gaps = gap_rules(job, lapse);
	const struct cs_trial_rules of_trial = trial_rules(lapse);
	const struct cs_fold folds[] = {
		{ &cs_gaps_tally, &of_gaps, gaps },
		{ &cs_trial_tally, &of_trial, trial },
	};

	cs_data_fold(&job->data, folds, 2);
}

/*
 * The rule as it would have been on the date. False: nobody could have lapsed
 * by then, or there were too few gaps to make a rule of.
 */
static bool go_back(struct cs_lapse *lapse, const struct cs_gaps *gaps)
{
	struct cs_lapse_trial *trial = &lapse->trial;

	trial->length = cs_lapse_length(lapse);
	if (lapse->kind == CS_LAPSE_USUAL) {
		if (cs_gaps_total(gaps) < CS_LAPSE_FEWEST_GAPS)
			return false;
		trial->length.days = (long)cs_histogram_quantile(
		    gaps->weights, gaps->length, CS_LAPSE_SHARE);
	}
	return cs_duration_add(lapse->days.from, trial->length) < trial->date;
}

static struct cs_trial_counts try_rule(const struct cs_job *job,
				       const struct cs_lapse *lapse,
				       const struct cs_gaps *gaps,
				       const struct cs_standing_rules *rhythm,
				       struct cs_trial *counted)
{
	struct cs_duration length = lapse->trial.length;
	struct cs_standing_rules standing = { .as_of = lapse->trial.date,
					      .lapse = lapse,
					      .gapless = true };

	if (rhythm != NULL) {
		standing.usual_gap =
		    cs_histogram_median(gaps->weights, gaps->length);
		standing.rhythm = standing.usual_gap > 0;
		standing.lapse_days = lapse->kind == CS_LAPSE_USUAL
					  ? (int32_t)length.days
					  : rhythm->lapse_days;
	}
	if (standing.rhythm || length.months != 0) {
		count(job, lapse, &standing, counted);
		return counted->standing;
	}
	if (counted->silent == NULL)
		count(job, lapse, NULL, counted);
	return cs_trial_after(counted, length.days);
}

/* --- what is said of it ------------------------------------------------ */

void cs_lapse_say_trial(const struct cs_lapse *lapse, struct cs_buf *out)
{
	const struct cs_lapse_trial *trial = &lapse->trial;
	char date[11];

	if (lapse->kind == CS_LAPSE_UNSETTLED)
		return;
	if (trial->date == CS_NO_DAY) {
		cs_buf_adds(out, "How many of those would come back cannot be "
				 "tried: the data are too short");
		return;
	}
	cs_day_format(trial->date, date);
	cs_buf_addf(out, "Half-way, on %s, the same rule would have called ",
		    date);
	if (trial->lapsed > 0)
		cs_add_count(out, trial->lapsed);
	else
		cs_buf_adds(out, "nobody");
	cs_buf_adds(out, " lapsed");
	if (lapse->kind == CS_LAPSE_USUAL) {
		cs_buf_adds(out, " (by the ");
		cs_duration_text(trial->length, out);
		cs_buf_adds(out, " it came to then)");
	}
	if (trial->lapsed == 0)
		return;
	cs_buf_adds(out, ": of these ");
	cs_add_count(out, trial->returned);
	cs_buf_adds(out, " (");
	cs_add_percent(out, cs_ratio(trial->returned, trial->lapsed));
	cs_buf_adds(out, trial->returned == 1 ? ") has bought since"
					      : ") have bought since");
}

/* With a longer silence, where one is known by which few come back. */
static void warn(struct cs_job *job, const struct cs_lapse *lapse, bool rhythm,
		 const struct cs_trial *counted)
{
	const struct cs_lapse_trial *trial = &lapse->trial;
	struct cs_duration length = cs_lapse_length(lapse);
	long days = length.days + 31 * length.months;
	struct cs_buf advice = CS_BUF_INIT, share = CS_BUF_INIT;
	char date[11];

	if (trial->lapsed < FEWEST_LAPSED ||
	    (double)trial->returned <= MOST_RETURNED * (double)trial->lapsed)
		return;
	days = cs_trial_length(counted, days, FEW_RETURNED, FEWEST_LONGER);
	if (days >= 0)
		cs_buf_addf(&advice,
			    "by a silence of more than %ld days it would be "
			    "fewer than a tenth: --lapse-after %ldd%s",
			    days, days, rhythm ? " without --rhythm" : "");
	else
		cs_buf_adds(&advice,
			    "the data show no limit by which it would be fewer "
			    "than a tenth: do not count the lapsed as lost");
	cs_add_percent(&share, cs_ratio(trial->returned, trial->lapsed));
	cs_warn(job, "short-lapse", (uint64_t)trial->returned, NULL, 0,
		"%s of those whom the lapse rule would have called lapsed on "
		"%s have bought since, %lld of %lld: it takes pauses for "
		"losses; %s",
		share.data, cs_day_format(trial->date, date),
		(long long)trial->returned, (long long)trial->lapsed,
		advice.data);
	cs_buf_release(&advice);
	cs_buf_release(&share);
}

void cs_lapse_try(struct cs_job *job, struct cs_lapse *lapse,
		  const struct cs_standing_rules *rhythm)
{
	struct cs_lapse_trial *trial = &lapse->trial;
	struct cs_gaps gaps = { 0 };
	struct cs_trial counted = { 0 };
	struct cs_trial_counts counts;

	if (lapse->kind == CS_LAPSE_UNSETTLED)
		return;
	trial->date =
	    lapse->days.from + (lapse->days.to - lapse->days.from) / 2;
	if (rhythm != NULL)
		count_gaps(job, lapse, &gaps);
	else if (lapse->kind == CS_LAPSE_USUAL)
		count_both(job, lapse, &gaps, &counted);
	if (go_back(lapse, &gaps)) {
		counts = try_rule(job, lapse, &gaps, rhythm, &counted);
		trial->lapsed = counts.lapsed;
		trial->returned = counts.returned;
		warn(job, lapse, rhythm != NULL, &counted);
	} else {
		trial->date = CS_NO_DAY;
	}
	cs_tally_release(&cs_gaps_tally, &gaps);
	cs_tally_release(&cs_trial_tally, &counted);
}
