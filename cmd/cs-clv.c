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
	{ 0, "unit", CS_OPT_CHOICE, OWN(unit), NULL,
	  "unit of time of printed parameters; default week", unit_names },
	{ 0 }
};

static const struct cs_option_group groups[] = {
	{ "Question", cs_outlook_options },
	{ "Model", options },
	{ "Calendar", cs_period_options },
	{ "Output", cs_output_options },
	{ "Columns", cs_column_options },
	{ "Groups", cs_group_options },
	{ "Input", cs_input_options },
	{ "Time", cs_time_options },
	{ NULL, NULL }
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

	if (cs_outlook_check(&own->outlook, err) != 0)
		return -1;
	if (own->outlook.model == CS_PARETO_NBD && own->regularity != 1)
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
