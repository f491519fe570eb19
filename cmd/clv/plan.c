/* plan.c - over which days cs-clv looks, back and ahead: see study.h. */
#include <math.h>

#include "app/tables.h"
#include "clv/study.h"

/* No more are looked ahead, unless for ever: 30 years of weeks. */
enum { MOST_AHEAD = 1600 };

/* The horizon where opportunities are counted. */
static int plan_opportunities(struct study *study, struct cs_err *err)
{
	struct cs_duration every = study->options->every.span;
	const struct cs_horizon *horizon = &study->options->outlook.horizon;

	study->now.every = every;
	study->length = (double)every.days + 365.25 / 12 * (double)every.months;
	study->delta *= study->length;
	if (horizon->forever)
		return 0;
	/* of a summary, the calendar of nobody */
	study->ahead =
	    study->dated ? study_ahead(study, study->now.end,
				       cs_outlook_end(&study->options->outlook,
						      study->now.end))
			 : floor(study->days / study->length + 1e-9);
	if (study->ahead >= 1 && study->ahead <= MOST_AHEAD)
		return 0;
	return cs_fail(err, NULL,
		       study->ahead < 1
			   ? "--every is longer than --horizon: there is no "
			     "opportunity to come"
			   : "--horizon holds more than %d opportunities of "
			     "--every: choose a longer --every",
		       MOST_AHEAD);
}

/* Opportunities after the calibration that everybody had. */
static double opportunities_held(const struct study *study)
{
	struct cs_duration every = study->now.every;
	double least = INFINITY;

	for (cs_day first = study->now.start; first <= study->then.end;
	     first++) {
		double before = cs_buying_spans(first, every, study->then.end);
		double all = cs_buying_spans(first, every, study->now.end);

		/* that of the first purchase is none */
		least = fmin(least, all - fmax(before, 1));
	}
	return fmax(least, 0);
}

/* The last day of the calibration; CS_NO_DAY: none. */
static cs_day calibration_end(const struct study *study)
{
	const struct holdout *holdout = &study->options->holdout;
	cs_day as_of = study->now.end;
	double days = (double)study->now.length;
	struct cs_duration back = { -holdout->span.days,
				    -holdout->span.months };

	switch (holdout->kind) {
	case HOLDOUT_AUTO: return as_of - (cs_day)(days / 3);
	case HOLDOUT_DAY: return holdout->day;
	case HOLDOUT_SPAN: return cs_duration_add(as_of, back);
	case HOLDOUT_SHARE: return as_of - (cs_day)(days * holdout->share);
	default: return CS_NO_DAY;
	}
}

static int plan_holdout(struct study *study, struct cs_err *err)
{
	cs_day end = calibration_end(study);
	char first[11], last[11];

	study->then = study->now;
	if (end == CS_NO_DAY) {
		study->unheld = "--holdout none";
		return 0;
	}
	if (end >= study->now.start && end < study->now.end) {
		study->then.end = end;
		study->held = study->held_ahead = study->now.end - end;
		if (!cs_btyd_counts(study->kind))
			return 0;
		study->held_ahead = opportunities_held(study);
		study->then.ahead = (uint32_t)study->held_ahead;
		if (study->held_ahead > 0)
			return 0;
		study->held = 0;
		study->unheld = "it is shorter than --every";
		return 0;
	}
	if (study->options->holdout.kind == HOLDOUT_AUTO) {
		study->unheld = "there are too few days";
		return 0;
	}
	return cs_fail(err, NULL,
		       "--holdout: the calibration has to end between %s, the "
		       "first date, and the day before %s, the last",
		       cs_day_format(study->now.start, first),
		       cs_day_format(study->now.end, last));
}

int study_plan(struct study *study, const struct cs_job *job,
	       struct cs_err *err)
{
	const struct clv_options *options = job->own;
	const struct cs_data *data = &job->data;

	study->job = job;
	study->options = options;
	study->dated = job->mode == MODE_ORDERS;
	study->valued = study->dated ? data->valued : options->value != NULL;
	study->kind = options->outlook.model == CS_MODEL_ALL
			  ? CS_MBG_NBD
			  : (enum cs_btyd_kind)options->outlook.model;
	study->length = 1;
	study->now = (struct cs_buying_rules){ data->as_of,
					       data->input.account.first_date,
					       cs_data_days(data),
					       .threads = data->threads };
	study->delta = cs_outlook_delta(&options->outlook);
	study->days = cs_outlook_days(&options->outlook, data->as_of);
	if (!study->dated && !options->outlook.horizon.forever)
		study->days =
		    (double)options->outlook.horizon.span.days +
		    365.25 / 12 * (double)options->outlook.horizon.span.months;
	study->ahead = study->days;
	study->k = options->regularity > 0 ? options->regularity : 1;
	if (data->customers == 0) {
		study->days = CS_NOTHING;
		study->then = study->now;
		study->unheld = "there is nobody";
		return 0;
	}
	if (cs_btyd_counts(study->kind) && plan_opportunities(study, err) != 0)
		return -1;
	if (study->dated)
		return plan_holdout(study, err);
	study->unheld = "a summary has no days to hold out";
	return 0;
}
