/* cs-pareto.c - how few customers carry the business? */
#include <stdlib.h>
#include <string.h>

#include "app/run.h"
#include "app/shared.h"
#include "app/tables.h"
#include "pareto/report.h"
#include "pareto/values.h"

/* --- options ----------------------------------------------------------- */

static struct pareto_options own = {
	.measure = "amount",
	.percents = { 8,
		      { 1000000, 2000000, 5000000, 10000000, 20000000, 25000000,
			50000000, 100000000 } },
	.classes = { 2, { 80000000, 95000000 } },
	.target = 80000000,
	.top = 20000000,
	.seed = 1,
};

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

static const struct cs_option options[] = {
	{ 0, "by", CS_OPT_TEXT, &own.by, "COL",
	  "whose shares: any column in place of the customer", .basic = true },
	{ 0, "measure", CS_OPT_TEXT, &own.measure, "amount|orders|quantity|COL",
	  "shares of what; default amount", .basic = true },
	{ 0, "target", CS_OPT_PARSED, &own.target, "P",
	  "how many make P per cent? default 80", .parse = parse_percent,
	  .basic = true },
	{ 0, "top-percent", CS_OPT_PARSED, &own.top, "P",
	  "what do the top P per cent hold? default 20", .parse = parse_percent,
	  .basic = true },
	{ 0, "percents", CS_OPT_PARSED, &own.percents, "P,...",
	  "rows of the table shares; default 1,2,5,10,20,25,50,100",
	  .parse = cs_parse_percent_list },
	{ 0, "classes", CS_OPT_PARSED, &own.classes, "P,...",
	  "A, B, ... end where so much of the total is reached; default 80,95",
	  .parse = cs_parse_percent_list },
	{ 0, "bootstrap", CS_OPT_COUNT, &own.bootstrap, "N",
	  "interval of the Gini coefficient from N resamples", .low = 2,
	  .high = 100000 },
	{ 0, "seed", CS_OPT_COUNT, &own.seed, "N",
	  "of the resamples; default 1", .low = 1, .high = 4294967295.0 },
	{ 0 }
};

static const struct cs_option_group groups[] = {
	{ "Question", options },
	{ "Output", cs_output_options },
	{ "Columns", cs_column_options },
	{ "Groups", cs_group_options },
	{ "Input", cs_input_options },
	{ "Time", cs_time_options },
	{ NULL, NULL }
};

static const char *const tables[] = { "summary", "shares",    "classes",
				      "lorenz",	 "customers", NULL };

static const struct cs_command command = {
	.name = "cs-pareto",
	.question = "how few customers carry the business?",
	.operands = "[FILE ...]",
	.about = "Adds up what each customer brings, and says what the largest "
		 "of them hold,\nhow many make 80 per cent, and how uneven the "
		 "whole is.",
	.example = "cs-pareto --top-percent 10 -t customers --limit 20 "
		   "orders.csv.gz",
	.tables = tables,
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

static int prepare_key(struct cs_input *input, struct cs_err *err)
{
	input->wanted[CS_CUSTOMER] = CS_REQUIRED;
	if (own.by == NULL)
		return 0;
	if (input->column[CS_CUSTOMER] != NULL)
		return cs_fail(err, NULL,
			       "--by and --customer name the same "
			       "thing: leave out one");
	input->column[CS_CUSTOMER] = own.by;
	input->option[CS_CUSTOMER] = "--by";
	return 0;
}

static void prepare_measure(struct cs_input *input)
{
	input->wanted[CS_AMOUNT] =
	    own.kind == MEASURE_ORDERS ? CS_OPTIONAL : CS_REQUIRED;
	if (own.kind == MEASURE_AMOUNT)
		return;
	input->wanted[CS_CURRENCY] = CS_UNUSED;
	if (own.kind == MEASURE_ORDERS)
		return;
	if (own.kind == MEASURE_QUANTITY)
		input->quantity_is_value = true;
	else
		input->column[CS_AMOUNT] = own.measure;
	input->option[CS_AMOUNT] = "--measure";
	input->wanted[CS_REFUND] = CS_UNUSED;
}

/* Does it matter when customers bought first? */
static bool first_purchases(const struct cs_load_options *load)
{
	return load->first_from > CS_DAY_MIN || load->first_to < CS_DAY_MAX ||
	       load->input.column[CS_GROUP] != NULL;
}

static void prepare_dates(struct cs_load_options *load)
{
	struct cs_input *input = &load->input;
	bool firsts = first_purchases(load);
	bool dated = load->as_of != CS_NO_DAY || cs_shared.from > CS_DAY_MIN ||
		     cs_shared.to < CS_DAY_MAX || firsts;

	input->wanted[CS_DATE_ROLE] =
	    dated || input->column[CS_DATE_ROLE] ? CS_REQUIRED : CS_OPTIONAL;
	/* first purchases come from all the input, so that is read from its
	 * beginning */
	own.by_orders = load->once || (firsts && cs_shared.from > CS_DAY_MIN);
	if (!own.by_orders)
		input->first_day = cs_shared.from;
	if (cs_shared.to < input->last_day)
		input->last_day = cs_shared.to;
}

static int prepare(struct cs_load_options *load, struct cs_err *err)
{
	struct cs_input *input = &load->input;
	bool orders;

	own.kind = measure_kind(own.measure);
	orders = own.kind == MEASURE_ORDERS || cs_table_wanted("customers") ||
		 load->once;
	if (prepare_key(input, err) != 0)
		return -1;
	prepare_dates(load);
	prepare_measure(input);
	input->wanted[CS_ORDER] = orders ? CS_OPTIONAL : CS_UNUSED;
	load->need = orders || first_purchases(load) ? CS_TOTALS_AND_PURCHASES
						     : CS_TOTALS;
	return 0;
}

/* --- the run ----------------------------------------------------------- */

static void fill_percents(struct cs_object *parameters, const char *name,
			  const struct cs_percent_list *list)
{
	char digits[CS_MONEY_SIZE];

	cs_set_list(parameters, name);
	for (size_t i = 0; i < list->count; i++)
		cs_object_append(parameters, name,
				 cs_money_format(list->micros[i], digits));
}

static void fill_parameters(struct cs_object *parameters)
{
	cs_set_text(parameters, "by", own.by ? own.by : "customer");
	cs_set_text(parameters, "measure", own.measure);
	cs_set_real(parameters, "top_percent", (double)own.top / 1e6);
	cs_set_real(parameters, "target", (double)own.target / 1e6);
	fill_percents(parameters, "percents", &own.percents);
	fill_percents(parameters, "classes", &own.classes);
	if (cs_shared.limit > 0)
		cs_set_count(parameters, "limit", cs_shared.limit);
	else
		cs_set_null(parameters, "limit");
	cs_set_count(parameters, "bootstrap", own.bootstrap);
	if (own.bootstrap > 0)
		cs_set_count(parameters, "seed", own.seed);
}

static void report(struct cs_job *job, struct gathering *all,
		   const struct values *whole, const struct items *items)
{
	const struct cs_data *data = &job->data;
	struct pareto_tables t = report_tables(job, &own);
	struct cs_buf answer = CS_BUF_INIT;

	fill_parameters(job->report.parameters);
	report_answer(job, &own, whole, &answer);
	if (cs_whole_wanted(data))
		fill_tables(&t, cs_part_whole(data), EVERY_GROUP, whole, items);
	for (size_t g = 0; data->grouped && g < data->ngroups; g++) {
		struct values values = gathered_group(all, g);

		fill_tables(&t, cs_part_group(data, g), g, &values, items);
		free(values.list);
	}
	if (cs_charts_needed())
		report_charts(job, whole, items,
			      answer.length > 0 ? answer.data : NULL);
	cs_buf_release(&answer);
}

static int compute(struct cs_job *job, struct cs_err *err)
{
	const struct cs_data *data = &job->data;
	struct gathering all;
	struct values whole;
	struct items items;
	int status;

	if (cs_groups_check(data, err) != 0)
		return -1;
	gather(&all, data, &own,
	       cs_table_wanted("customers") || data->customers <= CHART_BARS);
	items = gathered_items(&all);
	whole = gathered_whole(&all);
	status = data->customers > 0 ? cs_window_check(whole.count, err) : 0;
	if (status == 0)
		report(job, &all, &whole, &items);
	free(whole.list);
	free(items.list);
	gathering_release(&all);
	return status;
}

int main(int argc, char **argv)
{
	static const struct cs_program program = { &command, prepare, NULL,
						   compute };

	return cs_run(&program, argc, argv);
}
