/* cs-clv.c - what will these customers still buy, and what are they worth? */
#include <string.h>

#include "app/outlook.h"
#include "app/run.h"
#include "app/tables.h"
#include "clv/report.h"
#include "clv/study.h"

/* --- options ----------------------------------------------------------- */

static const struct clv_options defaults = {
	.outlook = CS_OUTLOOK_INIT,
	.regularity = 1,
	.unit = UNIT_WEEK,
};

#define OWN(member) CS_OWN(struct clv_options, member)

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

static int parse_holdout(const char *text, void *value, struct cs_err *err)
{
	struct holdout holdout = { .kind = HOLDOUT_AUTO };
	size_t length = strlen(text);

	if (strcmp(text, "none") == 0)
		holdout.kind = HOLDOUT_NONE;
	else if (length > 0 && text[length - 1] == '%') {
		holdout.kind = HOLDOUT_SHARE;
		if (!cs_read_percent(text, &holdout.share) ||
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
	{ 0, "holdout", CS_OPT_PARSED, OWN(holdout),
	  "DATE|DURATION|P%|auto|none",
	  "try the model: fit up to DATE; default: the last third is held out",
	  .parse = parse_holdout, .show = show_holdout, .basic = true },
	{ 0, "regularity", CS_OPT_PARSED, OWN(regularity), "K|auto",
	  "how regular gaps are, 1 to 12; default 1: random",
	  .parse = parse_regularity, .show = show_regularity },
	{ 0, "every", CS_OPT_PARSED, OWN(every), "DURATION",
	  "with --model bg-bb: length of an opportunity to buy, as 1m or 1y",
	  .parse = cs_parse_span, .show = cs_show_span },
	{ 0, "unit", CS_OPT_CHOICE, OWN(unit), NULL,
	  "unit of time of printed parameters; default week", unit_names },
	{ 0, "profile", CS_OPT_FLAG, OWN(profile), NULL,
	  "intervals of parameters by the likelihood itself, refitted" },
	{ 0 }
};

static const struct cs_option modes[] = {
	{ 0, "frequency", CS_OPT_TEXT, OWN(frequency), "COL",
	  "a summary, a customer a row: column of purchases after the first" },
	{ 0, "recency", CS_OPT_TEXT, OWN(recency), "COL",
	  "... of when the last was, in --unit from the first" },
	{ 0, "age", CS_OPT_TEXT, OWN(age), "COL",
	  "... of how long ago the first was; with bg-bb in opportunities" },
	{ 0, "weight", CS_OPT_TEXT, OWN(weight), "COL",
	  "... of how many customers a row stands for; default 1" },
	{ 0, "value", CS_OPT_TEXT, OWN(value), "COL",
	  "... of the mean value of an order" },
	{ 0 }
};

static const struct cs_option_group groups[] = {
	{ "Question", cs_outlook_options },   { "Model", options },
	{ "Other input than orders", modes }, { "Calendar", cs_period_options },
	{ "Output", cs_output_options },      { "Columns", cs_column_options },
	{ "Groups", cs_group_options },	      { "Input", cs_input_options },
	{ "Time", cs_time_options },	      { NULL, NULL }
};

static const struct cs_refusal refusals[] = {
	{ 1u << MODE_SUMMARY,
	  "customer date order amount quantity price currency refund cancelled "
	  "status count line-items duplicates overlap exact-keys fold-keys",
	  "is of orders: here a row is a customer, or many that are alike" },
	{ 1u << MODE_SUMMARY,
	  "holdout period week-start year-start first-from first-to as-of "
	  "max-age date-format tz input-tz",
	  "wants dates, and a summary has none" },
	{ 1u << MODE_SUMMARY, "regularity",
	  "wants each gap between purchases, and a summary has none" },
	{ 0 }
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
	.refusals = refusals,
};

static int choose_mode(struct cs_job *job, struct cs_err *err)
{
	const struct clv_options *own = job->own;
	int named = (own->frequency != NULL) + (own->recency != NULL) +
		    (own->age != NULL);

	job->mode = named > 0 ? MODE_SUMMARY : MODE_ORDERS;
	if (named > 0 && named < 3)
		return cs_fail(err, NULL,
			       "--frequency, --recency and --age go together");
	if (named == 0 && (own->weight != NULL || own->value != NULL))
		return cs_fail(err, NULL,
			       "--weight and --value go with --frequency, "
			       "--recency and --age");
	return 0;
}

static int prepare(struct cs_job *job, struct cs_err *err)
{
	const struct clv_options *own = job->own;

	if (cs_outlook_check(&own->outlook, true, err) != 0)
		return -1;
	if ((own->outlook.model == CS_PARETO_NBD ||
	     own->outlook.model == CS_BG_BB) &&
	    own->regularity != 1)
		return cs_fail(err, NULL,
			       "--regularity goes with bg-nbd, mbg-nbd and "
			       "nbd, not with %s",
			       cs_btyd_names[own->outlook.model]);
	if (own->outlook.model == CS_BG_BB && !own->every.given)
		return cs_fail(err, NULL,
			       "--model bg-bb wants --every, the length of an "
			       "opportunity to buy, as --every 1m");
	if (own->every.given && own->outlook.model != CS_BG_BB)
		return cs_fail(err, NULL,
			       "--every goes with --model bg-bb: the others "
			       "count days");
	return job->mode == MODE_SUMMARY ? stated_prepare(job, err) : 0;
}

/* --- the run ----------------------------------------------------------- */

static bool spreads(const struct cs_job *job)
{
	return job->mode == MODE_ORDERS;
}

static void settled(const void *of, struct cs_object *parameters)
{
	const struct study *study = of;

	cs_set_text(parameters, "mode", study->dated ? "orders" : "summary");
	cs_set_count(parameters, "regularity", study->k);
	if (cs_btyd_counts(study->kind) &&
	    !study->options->outlook.horizon.forever)
		cs_set_real(parameters, "opportunities", study->ahead);
	cs_set_real(parameters, "horizon_days", study->days);
	cs_set_day(parameters, "calibration_end",
		   study->held > 0 ? study->then.end : CS_NO_DAY);
}

static enum cs_read load(struct cs_job *job, struct cs_err *err)
{
	return job->mode == MODE_SUMMARY ? stated_load(job, err)
					 : cs_load(&job->load, &job->data, err);
}

static void release(void *own)
{
	cs_rows_release(&((struct clv_options *)own)->stated.rows);
}

static const struct cs_program clv = {
	.command = &command,
	.own = &defaults,
	.own_size = sizeof defaults,
	.window = CS_WINDOW_ROWS,
	.mode = choose_mode,
	.prepare = prepare,
	.load = load,
	.spreads = spreads,
	.study_size = sizeof(struct study),
	.study = study_run,
	.settled = settled,
	.answer = report_answer,
	.release_study = study_release,
	.release = release,
};

int main(int argc, char **argv)
{
	return cs_run(&clv, argc, argv);
}
