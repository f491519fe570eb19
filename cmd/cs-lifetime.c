/* cs-lifetime.c - after which payment do they stop leaving? how long do they
 * stay? */
#include <string.h>

#include "app/run.h"
#include "lifetime/report.h"
#include "lifetime/study.h"

/* --- options ----------------------------------------------------------- */

static const struct lifetime_options defaults = {
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

#define OWN(member) CS_OWN(struct lifetime_options, member)

static const struct cs_option options[] = {
	{ 0, "negligible", CS_OPT_NUMBER, OWN(negligible), "RATE",
	  "lapses below this rate a payment are negligible; default .02",
	  .low = 1e-6, .high = 1, .basic = true },
	{ 0, "conf-type", CS_OPT_CHOICE, OWN(conf_type), NULL,
	  "how intervals of survival are made; default log-log", conf_types },
	{ 0, "restrict-to", CS_OPT_NUMBER, OWN(restrict_to), "TIME",
	  "mean time up to there; default: while ten are watched in all groups",
	  .low = 1e-6, .high = 1e15 },
	{ 0, "fit-to", CS_OPT_COUNT, OWN(fit_to), "N",
	  "fit the model to payments 1 to N; default: all", .low = 2,
	  .high = 1e9 },
	{ 0, "horizon", CS_OPT_COUNT, OWN(horizon), "N",
	  "project N payments beyond the data; default 12", .low = 0,
	  .high = 100000 },
	{ 0, "discount", CS_OPT_NUMBER, OWN(discount), "RATE",
	  "discount expected lifetimes by this rate a year, as .1", .low = 0,
	  .high = 100 },
	{ 0, "period", CS_OPT_CHOICE, OWN(period), NULL,
	  "step of tenure, and length of a row of survivors; default year",
	  cs_period_names },
	{ 0 }
};

static const struct cs_option modes[] = {
	{ 0, "number", CS_OPT_TEXT, OWN(number), "COL",
	  "orders: column of the payment's number, which may begin above 1" },
	{ 0, "start", CS_OPT_TEXT, OWN(start), "COL",
	  "contracts, a row each: column of the first day", .basic = true },
	{ 0, "end", CS_OPT_TEXT, OWN(end), "COL",
	  "... of the last day; empty, 9999-12-31 or later than --as-of: "
	  "running",
	  .basic = true },
	{ 0, "time", CS_OPT_TEXT, OWN(time), "COL",
	  "durations, a row each: column of how long somebody was watched",
	  .basic = true },
	{ 0, "event", CS_OPT_TEXT, OWN(event), "COL[=VALUE]",
	  "... of whether it ended with a lapse; without VALUE: 1, true, yes",
	  .basic = true },
	{ 0, "entry", CS_OPT_TEXT, OWN(entry), "COL",
	  "... of the time at which watching began; default 0" },
	{ 0, "weight", CS_OPT_TEXT, OWN(weight), "COL",
	  "... of how many customers a row stands for; default 1" },
	{ 0, "cause", CS_OPT_TEXT, OWN(cause), "COL",
	  "contracts, durations: column of why they left; empty: still there",
	  .basic = true },
	{ 0, "survivors", CS_OPT_WORDS, OWN(survivors), "COL,...",
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
	{ "Calendar", cs_calendar_options },
	{ "Input", cs_input_options },
	{ "Time", cs_time_options },
	{ "Lapse", cs_lapse_options },
	{ NULL, NULL }
};

#define NOT_ORDERS \
	(1u << MODE_CONTRACTS | 1u << MODE_DURATIONS | 1u << MODE_SURVIVORS)

static const struct cs_refusal refusals[] = {
	{ NOT_ORDERS, "lapse-after every grace",
	  "finds lapses in orders: this input says itself what ended" },
	{ NOT_ORDERS, "from to", "chooses payments: choose rows with --where" },
	{ NOT_ORDERS,
	  "customer date order amount quantity price currency refund cancelled "
	  "occasion line-items duplicates overlap exact-keys fold-keys",
	  "is of orders: here a row is a whole of its own" },
	{ 1u << MODE_CONTRACTS | 1u << MODE_DURATIONS,
	  "negligible fit-to horizon discount period",
	  "is of payments, of which this input does not tell" },
	{ 1u << MODE_DURATIONS | 1u << MODE_SURVIVORS,
	  "first-from first-to as-of max-age date-format tz input-tz "
	  "week-start year-start",
	  "wants dates, and this input has none: choose rows with --where" },
	{ 1u << MODE_CONTRACTS, "decimal",
	  "wants numbers: contracts have days" },
	{ 1u << MODE_CONTRACTS | 1u << MODE_SURVIVORS, "round",
	  "wants numbers with decimals, and this input has none" },
	{ 1u << MODE_SURVIVORS, "group max-groups cluster",
	  "has nothing to do here: --survivors A,B names the groups" },
	{ 0 }
};

static const struct cs_command command = {
	.name = "cs-lifetime",
	.question = "after which payment do they stop leaving?",
	.operands = "[FILE ...]",
	.about = "Follows customers from payment to payment, says after which "
		 "of them they\nlapse and from which on hardly any does, how "
		 "long they stay, and how many\nwill.",
	.example = "cs-lifetime --every 1m --grace 15d -t payments "
		   "payments.csv.gz",
	.tables = lifetime_tables,
	.groups = groups,
	.refusals = refusals,
};

/* --- what is read ------------------------------------------------------ */

static int choose_mode(struct cs_job *job, struct cs_err *err)
{
	const struct lifetime_options *own = job->own;
	bool contracts = own->start != NULL || own->end != NULL;
	bool durations = own->time != NULL || own->event != NULL;
	bool survivors = own->survivors.count > 0;

	if (contracts + durations + survivors + (own->number != NULL) > 1)
		return cs_fail(err, NULL,
			       "--number, --start and --end, --time and "
			       "--event, --survivors are different kinds of "
			       "input: choose one");
	if (contracts && (own->start == NULL || own->end == NULL))
		return cs_fail(err, NULL, "--start and --end go together");
	if (own->event != NULL && own->time == NULL)
		return cs_fail(err, NULL, "--time and --event go together");
	if (durations && own->event == NULL && own->cause == NULL)
		return cs_fail(err, NULL,
			       "--time goes with --event, --cause or both");
	if (own->cause != NULL && !contracts && !durations)
		return cs_fail(err, NULL,
			       "--cause goes with --start and --end or with "
			       "--time");
	if (own->entry != NULL && !durations)
		return cs_fail(err, NULL, "--entry goes with --time");
	if (own->weight != NULL && !durations)
		return cs_fail(err, NULL, "--weight goes with --time");
	job->mode = contracts	? MODE_CONTRACTS
		    : durations ? MODE_DURATIONS
		    : survivors ? MODE_SURVIVORS
				: MODE_PAYMENTS;
	if (survivors)
		job->ungrouped = own->survivors.count > 1
				     ? NULL
				     : "several columns of --survivors";
	return 0;
}

static int prepare(struct cs_job *job, struct cs_err *err)
{
	return kind_of(job)->prepare(job, err);
}

static enum cs_read load(struct cs_job *job, struct cs_err *err)
{
	const struct kind *kind = kind_of(job);

	return kind->load != NULL ? kind->load(job, err)
				  : cs_load(&job->load, &job->data, err);
}

/* Spells and survivors are no customers. */
static bool spreads(const struct cs_job *job)
{
	return job->mode == MODE_PAYMENTS;
}

/* --- the run ----------------------------------------------------------- */

static void settled(const void *of, struct cs_object *parameters)
{
	const struct study *study = of;

	cs_set_text(parameters, "mode", kind_of(study->job)->name);
	cs_set_real(parameters, "restricted_to", study->restricted_to);
	cs_set_real(parameters, "payments_a_year", study->payments_a_year);
	cs_lapse_fill(&study->lapse, parameters);
}

static void release(void *own)
{
	struct lifetime_options *mine = own;

	cs_rows_release(&mine->stated.rows);
	causes_release(&mine->stated.causes);
}

static const struct cs_program lifetime = {
	.command = &command,
	.own = &defaults,
	.own_size = sizeof defaults,
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
	return cs_run(&lifetime, argc, argv);
}
