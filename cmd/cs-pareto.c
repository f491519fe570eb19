/* cs-pareto.c - how few customers carry the business? */
#include <stdlib.h>
#include <string.h>

#include "app/keep.h"
#include "app/notice.h"
#include "app/run.h"
#include "app/tables.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/word.h"
#include "pareto/report.h"
#include "pareto/study.h"

/* --- options ----------------------------------------------------------- */

static const struct pareto_options defaults = {
	.measure = "amount",
	.percents = { 8,
		      { 1000000, 2000000, 5000000, 10000000, 20000000, 25000000,
			50000000, 100000000 } },
	.classes = { 2, { 80000000, 95000000 } },
	.target = 80000000,
	.top = 20000000,
	.seed = 1,
};

#define OWN(member) CS_OWN(struct pareto_options, member)

static int parse_percent(const char *text, void *value, struct cs_err *err)
{
	struct cs_percent_list list;

	if (cs_parse_percent_list(text, &list, err) != 0)
		return -1;
	if (list.count != 1)
		return cs_refuse(err, "wants one percentage, not ", text, "");
	*(int64_t *)value = list.micros[0];
	return 0;
}

static void show_percent(const void *value, const char *name,
			 struct cs_object *parameters)
{
	cs_set_real(parameters, name, (double)*(const int64_t *)value / 1e6);
}

static const struct cs_option options[] = {
	{ 0, "by", CS_OPT_TEXT, OWN(by), "COL",
	  "whose shares: any column in place of the customer; A+B: each pair "
	  "of values; A,B: B where A is empty",
	  .basic = true },
	{ 0, "measure", CS_OPT_TEXT, OWN(measure), "amount|orders|quantity|COL",
	  "shares of what; default amount", .basic = true },
	{ 0, "target", CS_OPT_PARSED, OWN(target), "P",
	  "how many make P per cent? default 80", .parse = parse_percent,
	  .show = show_percent, .basic = true },
	{ 0, "top-percent", CS_OPT_PARSED, OWN(top), "P",
	  "what do the top P per cent hold? default 20", .parse = parse_percent,
	  .show = show_percent, .basic = true },
	{ 0, "percents", CS_OPT_PARSED, OWN(percents), "P,...",
	  "rows of the table shares; default 1,2,5,10,20,25,50,100",
	  .parse = cs_parse_percent_list, .show = cs_show_percents },
	{ 0, "classes", CS_OPT_PARSED, OWN(classes), "P,...",
	  "A, B, ... end where so much of the total is reached; default 80,95",
	  .parse = cs_parse_percent_list, .show = cs_show_percents },
	{ 0, "keep", CS_OPT_WORDS, OWN(keep), "COL,...",
	  "columns to list with each customer: the last value" },
	{ 0, "bootstrap", CS_OPT_COUNT, OWN(bootstrap), "N",
	  "interval of the Gini coefficient from N resamples", .low = 2,
	  .high = 100000 },
	{ 0, "seed", CS_OPT_COUNT, OWN(seed), "N",
	  "of the resamples; default 1", .low = 1, .high = 4294967295.0 },
	{ 0 }
};

static const struct cs_option_group groups[] = {
	{ "Question", options },
	{ "Output", cs_output_options },
	{ "Columns", cs_column_options },
	{ "Groups", cs_group_options },
	{ "Calendar", cs_calendar_options },
	{ "Input", cs_input_options },
	{ "Time", cs_time_options },
	{ NULL, NULL }
};

static const struct cs_command command = {
	.name = "cs-pareto",
	.question = "how few customers carry the business?",
	.operands = "[FILE ...]",
	.about = "Adds up what each customer brings, and says what the largest "
		 "of them hold,\nhow many make 80 per cent, and how uneven the "
		 "whole is.",
	.example = "cs-pareto --top-percent 10 -t customers --limit 20 "
		   "orders.csv.gz",
	.tables = pareto_tables,
	.groups = groups,
};

/* --- what is read ------------------------------------------------------ */

static enum measure measure_kind(const char *text)
{
	if (strcmp(text, "amount") == 0)
		return MEASURE_AMOUNT;
	if (strcmp(text, "orders") == 0)
		return MEASURE_ORDERS;
	return strcmp(text, "quantity") == 0 ? MEASURE_QUANTITY
					     : MEASURE_COLUMN;
}

/* The columns of --by, and what people read of them. */
static void settle_key(struct cs_job *job, struct pareto_options *own)
{
	bool pairs = strchr(own->by, '+') != NULL;
	struct cs_buf name = CS_BUF_INIT, pair = CS_BUF_INIT;

	job->load.input.keys_joined = pairs;
	own->columns = cs_strdup(own->by);
	for (char *p = own->columns; *p != '\0'; p += *p != '\0') {
		size_t n = strcspn(p, pairs ? "+" : ",");

		cs_buf_adds(&name, p == own->columns ? ""
				   : pairs	     ? " and "
						     : ", else ");
		cs_printable(&name, p, n, 40);
		p += n;
		if (*p == '+')
			*p = ',';
	}
	own->key = cs_strdup(name.data);
	cs_buf_clear(&name);
	cs_buf_addf(&name, "%s of %s", pairs ? "pairs" : "values", own->key);
	own->keys = cs_strdup(name.data);
	if (!pairs && strchr(own->by, ',') != NULL) {
		cs_add_given(&pair, "--by", own->by);
		for (char *p = pair.data; *p != '\0'; p++)
			*p = *p == ',' ? '+' : *p;
		cs_note(job,
			"--by A,B takes B only where A is empty; for each "
			"pair of values say %s",
			pair.data);
	}
	cs_buf_release(&pair);
	cs_buf_release(&name);
}

static int prepare_key(struct cs_job *job, struct pareto_options *own,
		       const struct cs_load_options *load,
		       struct cs_input *input, struct cs_err *err)
{
	if (own->by == NULL)
		return 0;
	if (input->columns[CS_ROLE_CUSTOMER].named != NULL)
		return cs_fail(err, NULL,
			       "--by and --customer name the same "
			       "thing: leave out one");
	if (load->duplicates == CS_DUPLICATES_DROP)
		return cs_fail(err, NULL,
			       "--duplicates drop is of rows of one customer: "
			       "leave it out with --by");
	settle_key(job, own);
	input->columns[CS_ROLE_CUSTOMER].named = own->columns;
	input->columns[CS_ROLE_CUSTOMER].option = "--by";
	return 0;
}

static void prepare_measure(const struct pareto_options *own,
			    struct cs_load_options *load)
{
	struct cs_input *input = &load->input;

	input->columns[CS_ROLE_AMOUNT].wanted =
	    own->kind == MEASURE_ORDERS ? CS_OPTIONAL : CS_REQUIRED;
	if (own->kind == MEASURE_AMOUNT)
		return;
	input->columns[CS_ROLE_CURRENCY].wanted = CS_UNUSED;
	if (own->kind == MEASURE_ORDERS)
		return;
	if (load->items == CS_ITEMS_FOUND) /* which is found for amounts */
		load->items = CS_ITEMS_SUM;
	if (own->kind == MEASURE_QUANTITY)
		input->quantity_is_value = true;
	else
		input->columns[CS_ROLE_AMOUNT].named = own->measure;
	input->columns[CS_ROLE_AMOUNT].option = "--measure";
	input->columns[CS_ROLE_REFUND].wanted = CS_UNUSED;
}

/* Dates are wanted where they choose something. */
static bool dates_matter(const struct cs_job *job)
{
	const struct cs_shared *shared = &job->shared;

	return shared->as_of != CS_NO_DAY || shared->window.from > CS_DAY_MIN ||
	       shared->window.to < CS_DAY_MAX || cs_firsts_matter(job) ||
	       shared->column[CS_ROLE_DATE] != NULL ||
	       ((const struct pareto_options *)job->own)->keep.count > 0;
}

static int prepare(struct cs_job *job, struct cs_err *err)
{
	struct pareto_options *own = job->own;
	struct cs_load_options *load = &job->load;
	struct cs_input *input = &load->input;
	bool orders;

	own->kind = measure_kind(own->measure);
	orders = own->kind == MEASURE_ORDERS ||
		 cs_table_needed(job, CUSTOMERS) ||
		 load->items == CS_ITEMS_ONCE ||
		 load->duplicates == CS_DUPLICATES_DROP;
	if (own->bootstrap > 0 && job->shared.cluster != NULL)
		return cs_fail(err, NULL,
			       "--bootstrap draws customers one by one: leave "
			       "it out with --cluster");
	if (own->keep.count > 0 && !cs_table_needed(job, CUSTOMERS))
		return cs_fail(err, NULL, "--keep goes with -t customers");
	load->keys_of_many = own->by != NULL;
	if (cs_keep_plan(job, &own->keep, err) != 0 ||
	    prepare_key(job, own, load, input, err) != 0)
		return -1;
	input->columns[CS_ROLE_DATE].wanted =
	    dates_matter(job) ? CS_REQUIRED : CS_OPTIONAL;
	prepare_measure(own, load);
	/* files may overlap */
	input->columns[CS_ROLE_ORDER].wanted =
	    orders || input->nfiles > 1 ? CS_OPTIONAL : CS_UNUSED;
	load->need =
	    orders || cs_firsts_matter(job) || job->shared.cluster != NULL
		? CS_TOTALS_AND_PURCHASES
		: CS_TOTALS;
	return 0;
}

/* --- the run ----------------------------------------------------------- */

static void settled(const void *of, struct cs_object *parameters)
{
	const struct study *study = of;
	const struct pareto_options *own = study->options;

	cs_set_text(parameters, "by", own->by ? own->by : "customer");
	cs_set_count(parameters, "bootstrap", own->bootstrap);
	if (own->bootstrap == 0)
		cs_set_null(parameters, "seed");
}

static void release(void *of)
{
	struct pareto_options *own = of;

	free(own->key);
	free(own->keys);
	free(own->columns);
}

static const struct cs_program pareto = {
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
	.release = release,
};

int main(int argc, char **argv)
{
	return cs_run(&pareto, argc, argv);
}
