/* cs-retention.c - who buys again? */
#include <ctype.h>
#include <stdlib.h>

#include "app/keep.h"
#include "app/lapse.h"
#include "app/notice.h"
#include "app/run.h"
#include "app/tables.h"
#include "retention/report.h"
#include "retention/study.h"

/* --- options ----------------------------------------------------------- */

static const struct retention_options defaults = {
	.days = { 6, { 7, 30, 60, 90, 180, 365 } },
	.inactive = 3,
};

#define OWN(member) CS_OWN(struct retention_options, member)

/* "7,30,60": ascending. */
static int parse_days(const char *text, void *value, struct cs_err *err)
{
	struct days days = { 0 };
	long before = -1;
	char *end;

	for (const char *p = text;; p = end + 1) {
		long day =
		    isdigit((unsigned char)*p) ? strtol(p, &end, 10) : -1;

		if (day <= before || day > 36500 || days.count == MAX_DAYS ||
		    (*end != ',' && *end != '\0'))
			return cs_refuse(err,
					 "wants up to 32 ascending numbers of "
					 "days such as 30,90,365, not ",
					 text, "");
		days.list[days.count++] = before = day;
		if (*end == '\0')
			break;
	}
	*(struct days *)value = days;
	return 0;
}

static void show_days(const void *value, const char *name,
		      struct cs_object *parameters)
{
	const struct days *days = value;
	struct cs_buf digits = CS_BUF_INIT;

	cs_set_list(parameters, name);
	for (size_t i = 0; i < days->count; i++) {
		cs_buf_clear(&digits);
		cs_buf_addf(&digits, "%lld", (long long)days->list[i]);
		cs_object_append(parameters, name, digits.data);
	}
	cs_buf_release(&digits);
}

/* By enum measure: columns of cohorts. */
static const char *const measures[] = { "retention", "active", "revenue",
					NULL };

static const struct cs_option options[] = {
	{ 0, "days", CS_OPT_PARSED, OWN(days), "N,...",
	  "bought again within N days? default 7,30,60,90,180,365; groups: at "
	  "the longest watched",
	  .parse = parse_days, .show = show_days, .basic = true },
	{ 0, "inactive", CS_OPT_COUNT, OWN(inactive), "N",
	  "absent for N periods before: reactivated; default 3", .low = 1,
	  .high = 10000 },
	{ 0, "reference", CS_OPT_TEXT, OWN(reference), "GROUP",
	  "with --group: compare with this one; default the largest, of times "
	  "the first" },
	{ 0, "measure", CS_OPT_CHOICE, OWN(measure), NULL,
	  "cells of cohorts in text and chart: retention, customers who bought "
	  "(active), or their revenue",
	  .choices = measures },
	{ 0, "keep", CS_OPT_WORDS, OWN(keep), "COL,...",
	  "columns of orders to list with each customer: the last value" },
	{ 0 }
};

static const struct cs_option_group groups[] = {
	{ "Question", options },	   { "Purchases", cs_occasion_options },
	{ "Calendar", cs_period_options }, { "Output", cs_output_options },
	{ "Columns", cs_column_options },  { "Groups", cs_group_options },
	{ "Input", cs_input_options },	   { "Time", cs_time_options },
	{ "Lapse", cs_lapse_options },	   { NULL, NULL }
};

static const struct cs_command command = {
	.name = "cs-retention",
	.question = "who buys again?",
	.operands = "[FILE ...]",
	.about =
	    "Says how many customers come back for a second purchase and a "
	    "third, how\nsoon, and what they bring; follows cohorts of new "
	    "customers through time.",
	.example =
	    "cs-retention --group country -t ladder -f csv orders.csv.gz",
	.tables = retention_tables,
	.groups = groups,
};

static int prepare(struct cs_job *job, struct cs_err *err)
{
	const struct retention_options *own = job->own;

	if (own->reference != NULL && job->shared.column[CS_ROLE_GROUP] == NULL)
		return cs_fail(err, NULL, "--reference goes with --group");
	if (own->keep.count > 0 && !cs_table_needed(job, MEMBERS))
		return cs_fail(err, NULL, "--keep goes with -t members");
	return cs_keep_plan(job, &own->keep, err);
}

/* --- the run ----------------------------------------------------------- */

static void settled(const void *of, struct cs_object *parameters)
{
	const struct study *study = of;

	cs_lapse_fill(&study->lapse, parameters);
}

static const struct cs_program retention = {
	.command = &command,
	.own = &defaults,
	.own_size = sizeof defaults,
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
	return cs_run(&retention, argc, argv);
}
