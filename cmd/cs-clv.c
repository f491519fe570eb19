/* cs-clv.c - what will these customers still buy, and what are they worth? */
#include <math.h>
#include <string.h>

#include "app/run.h"
#include "app/tables.h"
#include "clv/report.h"
#include "clv/study.h"

/* --- options ----------------------------------------------------------- */

static const struct clv_options defaults = {
	.model = CS_MBG_NBD,
	.regularity = 1,
	.horizon = { false, { 0, 12 } },
	.discount = .1,
	.margin = 1,
	.unit = UNIT_WEEK,
};

/* A year; below, what is bought in a hundred thousand years still counts. */
static const double LEAST_FOREVER = 1e-4;

#define OWN(member) CS_OWN(struct clv_options, member)

static const char *const models[] = {
	[CS_PARETO_NBD] = "pareto-nbd", [CS_BG_NBD] = "bg-nbd",
	[CS_MBG_NBD] = "mbg-nbd",	[CS_NBD] = "nbd",
	[CS_BTYD_KINDS] = NULL,
};
static const char *const value_choices[] = { "all", "repeat", NULL };

static int parse_regularity(const char *text, void *value, struct cs_err *err)
{
	long k = 0;

	if (strcmp(text, "auto") != 0 &&
	    !(cs_read_whole(text, &k) && k >= 1 && k <= CS_MOST_REGULAR))
		return cs_refuse(err, "wants 1 to 12 or auto, not ", text, "");
	*(int *)value = (int)k;
	return 0;
}

static void show_regularity(const void *value, const char *name,
			    struct cs_object *parameters)
{
	cs_set_count(parameters, name, *(const int *)value);
}

static bool is_horizon(const struct cs_duration *span)
{
	double days = (double)span->days + 30.5 * (double)span->months;

	return days > 0 && days <= 30.5 * 12 * 30;
}

static int parse_horizon(const char *text, void *value, struct cs_err *err)
{
	struct horizon horizon = { strcmp(text, "inf") == 0, { 0, 0 } };

	if (!horizon.forever &&
	    cs_parse_duration(text, &horizon.span, err) != 0)
		return -1;
	if (!horizon.forever && !is_horizon(&horizon.span))
		return cs_refuse(err,
				 "wants a length above 0, of 30 years at most, "
				 "or inf, not ",
				 text, "");
	*(struct horizon *)value = horizon;
	return 0;
}

static void show_horizon(const void *value, const char *name,
			 struct cs_object *parameters)
{
	const struct horizon *horizon = value;

	if (horizon->forever)
		cs_set_text(parameters, name, "inf");
	else
		cs_show_duration(&horizon->span, name, parameters);
}

/* "10%" or "10": a fraction. */
static bool read_percent(const char *text, double *share)
{
	size_t length = strlen(text);
	char digits[32];
	double percent;

	if (length > 0 && text[length - 1] == '%')
		length--;
	if (length == 0 || length >= sizeof digits)
		return false;
	memcpy(digits, text, length);
	digits[length] = '\0';
	if (!cs_read_real(digits, &percent) || !(percent >= 0))
		return false;
	*share = percent / 100;
	return true;
}

static int parse_discount(const char *text, void *value, struct cs_err *err)
{
	double share;

	if (!read_percent(text, &share) || share > 10)
		return cs_refuse(err, "wants per cent a year, 0 to 1000, not ",
				 text, "");
	if (share > 0 && share < .01 && strchr(text, '%') == NULL)
		return cs_refuse(err,
				 "wants per cent a year, as 10%: for less than "
				 "1 %, write the sign too, not ",
				 text, "");
	*(double *)value = share;
	return 0;
}

/* ".3" or "30%". */
static int parse_margin(const char *text, void *value, struct cs_err *err)
{
	double share;
	bool percent = strchr(text, '%') != NULL;

	if (percent ? !read_percent(text, &share) : !cs_read_real(text, &share))
		share = 0;
	if (!(share >= 1e-6 && share <= 1))
		return cs_refuse(
		    err,
		    "wants a share above 0, of 1 at most, as .3 or "
		    "30%, not ",
		    text, "");
	*(double *)value = share;
	return 0;
}

/* A model of single orders would be another one. */
static int parse_occasion(const char *text, void *value, struct cs_err *err)
{
	(void)value;
	if (strcmp(text, "day") == 0)
		return 0;
	return cs_refuse(err,
			 "wants day: a purchase here is always a purchase day, "
			 "all orders of a customer on it together, not ",
			 text, "");
}

static void show_real(const void *value, const char *name,
		      struct cs_object *parameters)
{
	cs_set_real(parameters, name, *(const double *)value);
}

static int parse_holdout(const char *text, void *value, struct cs_err *err)
{
	struct holdout holdout = { .kind = HOLDOUT_AUTO };
	size_t length = strlen(text);

	if (strcmp(text, "none") == 0)
		holdout.kind = HOLDOUT_NONE;
	else if (length > 0 && text[length - 1] == '%') {
		holdout.kind = HOLDOUT_SHARE;
		if (!read_percent(text, &holdout.share) ||
		    !(holdout.share > 0 && holdout.share < 1))
			return cs_refuse(err,
					 "wants a percentage between 0 "
					 "and 100, not ",
					 text, "");
	} else if (cs_parse_day(text, &holdout.day, err) == 0)
		holdout.kind = HOLDOUT_DAY;
	else if (cs_parse_duration(text, &holdout.span, err) == 0)
		holdout.kind = HOLDOUT_SPAN;
	else if (strcmp(text, "auto") != 0)
		return cs_refuse(err,
				 "wants a date, a length, a percentage, "
				 "auto or none, not ",
				 text, "");
	*(struct holdout *)value = holdout;
	return 0;
}

static void show_holdout(const void *value, const char *name,
			 struct cs_object *parameters)
{
	const struct holdout *holdout = value;

	switch (holdout->kind) {
	case HOLDOUT_DAY: cs_set_day(parameters, name, holdout->day); break;
	case HOLDOUT_SPAN:
		cs_show_duration(&holdout->span, name, parameters);
		break;
	case HOLDOUT_SHARE:
		cs_set_real(parameters, name, holdout->share);
		break;
	case HOLDOUT_NONE: cs_set_text(parameters, name, "none"); break;
	default: cs_set_text(parameters, name, "auto");
	}
}

static const struct cs_option options[] = {
	{ 0, "horizon", CS_OPT_PARSED, OWN(horizon), "DURATION|inf",
	  "how far to look ahead; default 1y", .parse = parse_horizon,
	  .show = show_horizon, .basic = true },
	{ 0, "discount", CS_OPT_PARSED, OWN(discount), "R%",
	  "what comes a year later counts R % less; default 10%",
	  .parse = parse_discount, .show = show_real, .basic = true },
	{ 0, "margin", CS_OPT_PARSED, OWN(margin), "M|P%",
	  "share of revenue that is profit, as .3 or 30%; default 1: revenue",
	  .parse = parse_margin, .show = show_real, .basic = true },
	{ 0, "holdout", CS_OPT_PARSED, OWN(holdout),
	  "DATE|DURATION|P%|auto|none",
	  "try the model: fit up to DATE; default: the last third is held out",
	  .parse = parse_holdout, .show = show_holdout, .basic = true },
	{ 0, "values", CS_OPT_CHOICE, OWN(values), NULL,
	  "orders that tell a customer's value; default all", value_choices },
	{ 0, "model", CS_OPT_CHOICE, OWN(model), NULL,
	  "how customers buy and leave; default mbg-nbd", models },
	{ 0, "regularity", CS_OPT_PARSED, OWN(regularity), "K|auto",
	  "how regular gaps are, 1 to 12; default 1: random",
	  .parse = parse_regularity, .show = show_regularity },
	{ 0, "unit", CS_OPT_CHOICE, OWN(unit), NULL,
	  "unit of time of printed parameters; default week", unit_names },
	{ 0, "occasion", CS_OPT_PARSED, CS_SHARED(occasion), "day",
	  "a purchase is a purchase day, always", .parse = parse_occasion,
	  .aside = true },
	{ 0 }
};

static const struct cs_option_group groups[] = {
	{ "Question", options },	 { "Calendar", cs_period_options },
	{ "Output", cs_output_options }, { "Columns", cs_column_options },
	{ "Groups", cs_group_options },	 { "Input", cs_input_options },
	{ "Time", cs_time_options },	 { NULL, NULL }
};

static const struct cs_command command = {
	.name = "cs-clv",
	.question = "what will they still buy, and what are they worth?",
	.operands = "[FILE ...]",
	.about = "Fits a model of how customers buy and leave, says what they "
		 "will still buy,\nhow far it was off when it was tried on the "
		 "same file, how many are still\ncustomers, and what a new one "
		 "may cost.",
	.example = "cs-clv --horizon 1y --margin .3 orders.csv.gz",
	.tables = clv_tables,
	.groups = groups,
	.without = "from to cluster limit",
};

static int prepare(struct cs_job *job, struct cs_err *err)
{
	const struct clv_options *own = job->own;

	if (own->horizon.forever && own->discount < LEAST_FOREVER)
		return cs_fail(err, NULL,
			       "--horizon inf wants a --discount of .01%% or "
			       "more: with less it hardly ends");
	if (own->model == CS_PARETO_NBD && own->regularity != 1)
		return cs_fail(err, NULL,
			       "--regularity goes with bg-nbd, mbg-nbd and "
			       "nbd, not with pareto-nbd");
	return 0;
}

/* --- the run ----------------------------------------------------------- */

static void settled(const void *of, struct cs_object *parameters)
{
	const struct study *study = of;

	cs_set_count(parameters, "regularity", study->k);
	cs_set_real(parameters, "horizon_days", study->days);
	cs_set_day(parameters, "calibration_end",
		   study->held > 0 ? study->then.end : CS_NO_DAY);
}

static const struct cs_program clv = {
	.command = &command,
	.own = &defaults,
	.own_size = sizeof defaults,
	.window = CS_WINDOW_ROWS,
	.prepare = prepare,
	.study_size = sizeof(struct study),
	.study = study_run,
	.settled = settled,
	.answer = report_answer,
	.release_study = study_release,
};

int main(int argc, char **argv)
{
	return cs_run(&clv, argc, argv);
}
