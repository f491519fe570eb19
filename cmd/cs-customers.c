/* cs-customers.c - whom do I look after, and how? */
#include <string.h>

#include "app/keep.h"
#include "app/lapse.h"
#include "app/run.h"
#include "app/tables.h"
#include "customers/report.h"
#include "customers/study.h"

/* --- options ----------------------------------------------------------- */

static const struct customers_options defaults = {
	.outlook = CS_OUTLOOK_INIT,
	.personal = { true, 1000000, 0 },
	.weekly = { true, 10000000, 0 },
	.tier = -1,
	.segment = -1,
	.sort = -1,
};

#define OWN(member) CS_OWN(struct customers_options, member)

enum { MOST_ACCOUNTS = 1000000 };

/* "1%" or "20". */
static int parse_threshold(const char *text, void *value, struct cs_err *err)
{
	struct threshold threshold = { 0 };
	struct cs_percent_list list;
	size_t length = strlen(text);
	char digits[32] = "";
	long count;

	threshold.percent = length > 0 && text[length - 1] == '%';
	length -= threshold.percent;
	if (length < sizeof digits)
		memcpy(digits, text, length);
	if (threshold.percent &&
	    cs_parse_percent_list(digits, &list, err) == 0 && list.count == 1) {
		threshold.micros = list.micros[0];
	} else if (!threshold.percent && cs_read_whole(digits, &count) &&
		   count >= 0 && count <= MOST_ACCOUNTS) {
		threshold.count = (size_t)count;
	} else {
		return cs_refuse(err,
				 "wants a percentage as 1%, or a number of "
				 "accounts, not ",
				 text, "");
	}
	*(struct threshold *)value = threshold;
	return 0;
}

static void show_threshold(const void *value, const char *name,
			   struct cs_object *parameters)
{
	const struct threshold *threshold = value;
	struct cs_buf percent = CS_BUF_INIT;

	if (threshold->percent) {
		cs_buf_addf(&percent, "%g%%", (double)threshold->micros / 1e6);
		cs_set_text(parameters, name, percent.data);
	} else {
		cs_set_count(parameters, name, (int64_t)threshold->count);
	}
	cs_buf_release(&percent);
}

static const struct cs_option options[] = {
	{ 0, "personal", CS_OPT_PARSED, OWN(personal), "P%|N",
	  "look after accounts with P % or more of the revenue personally, or "
	  "the N largest; default 1%",
	  .parse = parse_threshold, .show = show_threshold, .basic = true },
	{ 0, "weekly", CS_OPT_PARSED, OWN(weekly), "P%|N",
	  "of the others call the first P %, or N, every week; default 10%",
	  .parse = parse_threshold, .show = show_threshold, .basic = true },
	{ 0, "tier", CS_OPT_CHOICE, OWN(tier), NULL, "list customers of it",
	  tier_names, .basic = true },
	{ 0, "segment", CS_OPT_CHOICE, OWN(segment), "SEGMENT",
	  "list customers of it", cs_segment_names },
	{ 0, "sort", CS_OPT_CHOICE, OWN(sort), "COL",
	  "list in order of this column, numbers from the largest down; "
	  "default: by tier, then by what is at stake",
	  sorting_names, .basic = true },
	{ 0, "keep", CS_OPT_WORDS, OWN(keep), "COL,...",
	  "columns of orders to list with each customer, as its telephone: the "
	  "last value",
	  .basic = true },
	{ 0 }
};

static const struct cs_option_group groups[] = {
	{ "Question", options },
	{ "Future", cs_outlook_options },
	{ "Output", cs_output_options },
	{ "Columns", cs_column_options },
	{ "Groups", cs_list_group_options },
	{ "Calendar", cs_calendar_options },
	{ "Input", cs_input_options },
	{ "Time", cs_time_options },
	{ "Lapse", cs_lapse_options },
	{ "Risk", cs_risk_options },
	{ NULL, NULL }
};

static const struct cs_command command = {
	.name = "cs-customers",
	.question = "whom do I look after, and how?",
	.operands = "[FILE ...]",
	.about = "Lists the customers with where they stand, what they may "
		 "still buy and what is\nat stake with each, and says whom to "
		 "look after personally, whom to call every\nweek, and whom to "
		 "write to.",
	.example = "cs-customers --sort expected_revenue --limit 20 --keep "
		   "telephone orders.csv",
	.tables = customers_tables,
	.groups = groups,
	.without = "from to",
};

static int prepare(struct cs_job *job, struct cs_err *err)
{
	static const char *const of_list[] = { "tier", "segment", "sort",
					       "keep", NULL };
	struct customers_options *own = job->own;

	for (size_t i = 0; of_list[i] != NULL; i++)
		if (!cs_table_needed(job, CUSTOMERS) &&
		    cs_list_has(&job->values.given, of_list[i]))
			return cs_fail(err, NULL, "--%s goes with -t customers",
				       of_list[i]);
	if (cs_outlook_check(&own->outlook, false, err) != 0)
		return -1;
	job->load.input.columns[CS_ROLE_AMOUNT].wanted = CS_OPTIONAL;
	return cs_keep_plan(job, &own->keep, err);
}

/* --- the run ----------------------------------------------------------- */

static void settled(const void *of, struct cs_object *parameters)
{
	const struct study *study = of;
	const struct findings *whole = &study->all[0];
	bool lapses = study->parts.customers > 0 && study_knows_lapses(study);

	cs_set_text(parameters, "model_in_force",
		    whole->fitted ? cs_btyd_names[whole->fit.model.kind]
				  : NULL);
	cs_set_real(parameters, "horizon_days", study->days);
	cs_lapse_fill(&study->lapse, parameters);
	if (lapses)
		cs_set_count(parameters, "at_risk_after_days",
			     study->standing.at_risk_days);
	else
		cs_set_null(parameters, "at_risk_after_days");
	cs_set_bool(parameters, "rhythm", study->standing.rhythm);
}

static const struct cs_program customers = {
	.command = &command,
	.own = &defaults,
	.own_size = sizeof defaults,
	.window = CS_WINDOW_ROWS,
	.prepare = prepare,
	.spreads = cs_job_spreads,
	.study_size = sizeof(struct study),
	.study = study_run,
	.settled = settled,
	.answer = report_answer,
	.release_study = study_release,
};

int main(int argc, char **argv)
{
	return cs_run(&customers, argc, argv);
}
