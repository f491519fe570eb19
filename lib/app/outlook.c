/* outlook.c - see outlook.h. */
#include "app/outlook.h"

#include <math.h>
#include <string.h>

#include "app/notice.h"

/* A year; below, what is bought in a hundred thousand years still counts. */
static const double LEAST_FOREVER = 1e-4;

#define OWN(member) CS_OWN(struct cs_outlook, member)

static const char *const models[] = {
	[CS_PARETO_NBD] = "pareto-nbd", [CS_BG_NBD] = "bg-nbd",
	[CS_MBG_NBD] = "mbg-nbd",	[CS_NBD] = "nbd",
	[CS_BG_BB] = "bg-bb",		[CS_MODEL_ALL] = "all",
	[CS_MODEL_ALL + 1] = NULL,
};
static const char *const value_choices[] = { "all", "repeat", NULL };

static bool is_horizon(const struct cs_duration *span)
{
	double days = (double)span->days + 30.5 * (double)span->months;

	return days > 0 && days <= 30.5 * 12 * 30;
}

static int parse_horizon(const char *text, void *value, struct cs_err *err)
{
	struct cs_horizon horizon = { strcmp(text, "inf") == 0, { 0, 0 } };

	if (!horizon.forever &&
	    cs_parse_duration(text, &horizon.span, err) != 0)
		return -1;
	if (!horizon.forever && !is_horizon(&horizon.span))
		return cs_refuse(err,
				 "wants a length above 0, of 30 years at most, "
				 "or inf, not ",
				 text, "");
	*(struct cs_horizon *)value = horizon;
	return 0;
}

static void show_horizon(const void *value, const char *name,
			 struct cs_object *parameters)
{
	const struct cs_horizon *horizon = value;

	if (horizon->forever)
		cs_set_text(parameters, name, "inf");
	else
		cs_show_duration(&horizon->span, name, parameters);
}

static int parse_discount(const char *text, void *value, struct cs_err *err)
{
	double share;

	if (!cs_read_percent(text, &share) || share > 10)
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

	if (percent ? !cs_read_percent(text, &share)
		    : !cs_read_real(text, &share))
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

const struct cs_option cs_outlook_options[] = {
	{ 0, "horizon", CS_OPT_PARSED, OWN(horizon), "DURATION|inf",
	  "how far to look ahead; default 1y", .parse = parse_horizon,
	  .show = show_horizon, .basic = true },
	{ 0, "discount", CS_OPT_PARSED, OWN(discount), "R%",
	  "what comes a year later counts R % less; default 10%",
	  .parse = parse_discount, .show = show_real, .basic = true },
	{ 0, "margin", CS_OPT_PARSED, OWN(margin), "M|P%",
	  "share of revenue that is profit, as .3 or 30%; default 1: revenue",
	  .parse = parse_margin, .show = show_real, .basic = true },
	{ 0, "values", CS_OPT_CHOICE, OWN(values), NULL,
	  "orders that tell a customer's value; default all", value_choices },
	{ 0, "model", CS_OPT_CHOICE, OWN(model), NULL,
	  "how customers buy and leave; default mbg-nbd", models },
	{ 0, "occasion", CS_OPT_PARSED, CS_SHARED(occasion), "day",
	  "a purchase is a purchase day, always", .parse = parse_occasion,
	  .aside = true },
	{ 0 }
};

int cs_outlook_check(const struct cs_outlook *outlook, bool any_model,
		     struct cs_err *err)
{
	if (!any_model && outlook->model >= CS_BTYD_KINDS)
		return cs_fail(
		    err, NULL,
		    "--model %s is for cs-clv alone: here it wants a "
		    "model of single customers' days",
		    models[outlook->model]);
	if (outlook->horizon.forever && outlook->discount < LEAST_FOREVER)
		return cs_fail(err, NULL,
			       "--horizon inf wants a --discount of .01%% or "
			       "more: with less it hardly ends");
	return 0;
}

cs_day cs_outlook_end(const struct cs_outlook *outlook, cs_day as_of)
{
	return cs_duration_add(as_of, outlook->horizon.span);
}

double cs_outlook_days(const struct cs_outlook *outlook, cs_day as_of)
{
	return outlook->horizon.forever
		   ? INFINITY
		   : cs_outlook_end(outlook, as_of) - as_of;
}

double cs_outlook_delta(const struct cs_outlook *outlook)
{
	return log1p(outlook->discount) / 365.25;
}

void cs_outlook_warn(struct cs_job *job, const struct cs_btyd_fit *fit)
{
	if (fit->end == CS_BTYD_NO_DROPOUT)
		cs_warn(job, "no-dropout", 1, NULL, 0,
			"nobody can be seen to leave: %s fits no better than a "
			"model in which everybody stays, and all figures are "
			"those of that model (%s); do not read them as "
			"loyalty, the time watched may be too short to tell",
			cs_btyd_names[fit->asked],
			cs_btyd_names[fit->model.kind]);
}
