/* cs-lifetime.c - after which payment do they stop leaving? how long do they
 * stay? */
#include <string.h>

#include "app/shared.h"
#include "lifetime/report.h"
#include "lifetime/study.h"

/* --- options ----------------------------------------------------------- */

static struct lifetime_options own = {
	.negligible = .02,
	.discount = CS_NOTHING,
	.horizon = 12,
	.conf_type = CS_CONF_LOG_LOG,
	.period = CS_YEAR,
};

static const char *const conf_types[] = { [CS_CONF_LOG_LOG] = "log-log",
					  [CS_CONF_LOG] = "log",
					  [CS_CONF_PLAIN] = "plain",
					  NULL };
static const char *const periods[] = { "week", "month", "quarter", "year",
				       NULL };

static const struct cs_option options[] = {
	{ 0, "negligible", CS_OPT_NUMBER, &own.negligible, "RATE",
	  "lapses below this rate a payment are negligible; default .02",
	  .low = 1e-6, .high = 1, .basic = true },
	{ 0, "conf-type", CS_OPT_CHOICE, &own.conf_type, NULL,
	  "how intervals of survival are made; default log-log", conf_types },
	{ 0, "restrict-to", CS_OPT_NUMBER, &own.restrict_to, "TIME",
	  "mean time up to there; default: as far as all groups are observed",
	  .low = 1e-6, .high = 1e15 },
	{ 0, "fit-to", CS_OPT_COUNT, &own.fit_to, "N",
	  "fit the model to payments 1 to N; default: all", .low = 2,
	  .high = 1e9 },
	{ 0, "horizon", CS_OPT_COUNT, &own.horizon, "N",
	  "project N payments beyond the data; default 12", .low = 0,
	  .high = 100000 },
	{ 0, "discount", CS_OPT_NUMBER, &own.discount, "RATE",
	  "discount expected lifetimes by this rate a year, as .1", .low = 0,
	  .high = 100 },
	{ 0, "period", CS_OPT_CHOICE, &own.period, NULL,
	  "step of tenure, and length of a row of survivors; default year",
	  periods },
	{ 0 }
};

static const struct cs_option modes[] = {
	{ 0, "number", CS_OPT_TEXT, &own.number, "COL",
	  "orders: column of the payment's number, which may begin above 1" },
	{ 0, "start", CS_OPT_TEXT, &own.start, "COL",
	  "contracts, a row each: column of the first day", .basic = true },
	{ 0, "end", CS_OPT_TEXT, &own.end, "COL",
	  "... of the last day; empty, 9999-12-31 or later than --as-of: "
	  "running",
	  .basic = true },
	{ 0, "time", CS_OPT_TEXT, &own.time, "COL",
	  "durations, a row each: column of how long somebody was watched",
	  .basic = true },
	{ 0, "event", CS_OPT_TEXT, &own.event, "COL[=VALUE]",
	  "... of whether it ended with a lapse; without VALUE: 1, true, yes",
	  .basic = true },
	{ 0, "entry", CS_OPT_TEXT, &own.entry, "COL",
	  "... of the time at which watching began; default 0" },
	{ 0, "survivors", CS_OPT_WORDS, &own.survivors, "COL,...",
	  "a row per period from 0: columns of how many are left",
	  .basic = true },
	{ 0 }
};

static const struct cs_option_group groups[] = {
	{ "Question", options },
	{ "Other input than orders", modes },
	{ "Output", cs_output_options },
	{ "Columns", cs_column_options },
	{ "Purchases", cs_occasion_options },
	{ "Groups", cs_group_options },
	{ "Input", cs_input_options },
	{ "Time", cs_time_options },
	{ "Lapse", cs_lapse_options },
	{ NULL, NULL }
};

static const char *const tables[] = { "summary", "payments", "curve",
				      "compare", "sbg",	     "projection",
				      "tenure",	 NULL };

static const struct cs_command command = {
	.name = "cs-lifetime",
	.question = "after which payment do they stop leaving?",
	.operands = "[FILE ...]",
	.about = "Follows customers from payment to payment, says after which "
		 "of them they\nlapse and from which on hardly any does, how "
		 "long they stay, and how many\nwill.",
	.example = "cs-lifetime --every 1m --grace 15d -t payments "
		   "payments.csv.gz",
	.tables = tables,
	.groups = groups,
};

/* --- what is read ------------------------------------------------------ */

static int choose_mode(struct cs_err *err)
{
	bool contracts = own.start != NULL || own.end != NULL;
	bool durations = own.time != NULL || own.event != NULL;
	bool survivors = own.survivors.count > 0;

	if (contracts + durations + survivors + (own.number != NULL) > 1)
		return cs_fail(err, NULL,
			       "--number, --start and --end, --time and "
			       "--event, --survivors are different kinds of "
			       "input: choose one");
	if (contracts && (own.start == NULL || own.end == NULL))
		return cs_fail(err, NULL, "--start and --end go together");
	if (durations && (own.time == NULL || own.event == NULL))
		return cs_fail(err, NULL, "--time and --event go together");
	if (own.entry != NULL && !durations)
		return cs_fail(err, NULL, "--entry goes with --time");
	own.mode = contracts   ? MODE_CONTRACTS
		   : durations ? MODE_DURATIONS
		   : survivors ? MODE_SURVIVORS
			       : MODE_PAYMENTS;
	return 0;
}

/* What only orders know of. */
static int refuse_lapse(struct cs_err *err)
{
	if (own.mode == MODE_PAYMENTS)
		return 0;
	if (cs_shared.lapse_after.given || cs_shared.every.given)
		return cs_fail(err, NULL,
			       "--lapse-after and --every find lapses in "
			       "orders: this input says itself what ended");
	if (cs_shared.from > CS_DAY_MIN || cs_shared.to < CS_DAY_MAX)
		return cs_fail(err, NULL,
			       "--from and --to choose payments: choose rows "
			       "with --where");
	if (own.mode != MODE_CONTRACTS &&
	    (cs_shared.first_from > CS_DAY_MIN ||
	     cs_shared.first_to < CS_DAY_MAX || cs_shared.as_of != CS_NO_DAY))
		return cs_fail(err, NULL,
			       "this input has no dates: choose rows with "
			       "--where");
	return 0;
}

static int check_tables(const struct cs_load_options *load, struct cs_err *err)
{
	for (size_t i = 0; i < cs_shared.tables.count; i++) {
		const char *name = cs_shared.tables.items[i];

		if (strcmp(name, "all") != 0 && !mode_has(own.mode, name))
			return cs_fail(err, NULL,
				       "the table %s wants orders%s, not this "
				       "kind of input",
				       name,
				       strcmp(name, "tenure") == 0
					   ? ""
					   : " or --survivors");
		if (strcmp(name, "compare") == 0 &&
		    load->input.column[CS_GROUP] == NULL &&
		    own.survivors.count < 2)
			return cs_fail(err, NULL, "the table compare wants %s",
				       own.mode == MODE_SURVIVORS
					   ? "several columns of --survivors"
					   : "--group COL");
	}
	return 0;
}

static int prepare(struct cs_load_options *load, struct cs_err *err)
{
	if (choose_mode(err) != 0 || refuse_lapse(err) != 0 ||
	    check_tables(load, err) != 0)
		return -1;
	switch (own.mode) {
	case MODE_PAYMENTS: return payments_prepare(load, &own, err);
	case MODE_SURVIVORS: return survivors_prepare(load, &own, err);
	default: return spells_prepare(load, &own, err);
	}
}

static void settle(struct cs_job *job)
{
	if (own.mode == MODE_CONTRACTS || own.mode == MODE_DURATIONS)
		spells_settle(job);
}

/* --- the run ----------------------------------------------------------- */

static void fill_columns(struct cs_object *parameters)
{
	static const char *const names[] = {
		[MODE_PAYMENTS] = "payments",
		[MODE_CONTRACTS] = "contracts",
		[MODE_DURATIONS] = "durations",
		[MODE_SURVIVORS] = "survivors",
	};

	cs_set_text(parameters, "mode", names[own.mode]);
	cs_set_text(parameters, "number", own.number);
	cs_set_text(parameters, "start", own.start);
	cs_set_text(parameters, "end", own.end);
	cs_set_text(parameters, "time", own.time);
	cs_set_text(parameters, "event", own.event);
	cs_set_text(parameters, "entry", own.entry);
	cs_set_list(parameters, "survivors");
	for (size_t i = 0; i < own.survivors.count; i++)
		cs_object_append(parameters, "survivors",
				 own.survivors.items[i]);
}

static void fill_parameters(const struct study *study)
{
	struct cs_object *parameters = study->job->report.parameters;

	fill_columns(parameters);
	cs_set_text(parameters, "occasion", cs_occasions[cs_shared.occasion]);
	cs_set_text(parameters, "period", periods[own.period]);
	cs_set_real(parameters, "negligible", own.negligible);
	cs_set_text(parameters, "conf_type", conf_types[own.conf_type]);
	cs_set_real(parameters, "restricted_to", study->restricted_to);
	if (own.fit_to > 0)
		cs_set_count(parameters, "fit_to", own.fit_to);
	else
		cs_set_null(parameters, "fit_to");
	cs_set_count(parameters, "horizon", own.horizon);
	cs_set_real(parameters, "discount", own.discount);
	cs_set_real(parameters, "payments_a_year", study->payments_a_year);
	if (study->lapse.rule != NULL)
		cs_lapse_fill(&study->lapse, parameters);
}

static int compute(struct cs_job *job, struct cs_err *err)
{
	struct cs_buf answer = CS_BUF_INIT;
	struct study study;
	int status = study_run(&study, job, &own, err);

	if (status == 0) {
		fill_parameters(&study);
		report_answer(&study, &answer);
		report_tables(&study);
		report_charts(&study, answer.length > 0 ? answer.data : NULL);
	}
	cs_buf_release(&answer);
	study_release(&study);
	return status;
}

int main(int argc, char **argv)
{
	static const struct cs_program program = { &command, prepare, settle,
						   compute };

	return cs_run(&program, argc, argv);
}
