/* cs-pareto.c - how few customers carry the business? */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/run.h"
#include "cli/shared.h"
#include "report/number.h"
#include "stat/bootstrap.h"
#include "stat/concentration.h"
#include "stat/order.h"

enum { CHART_BARS = 20, CHART_POINTS = 500, LORENZ_ROWS = 1001 };
#define LEVEL .95
#define HEAVY_TAIL 5	/* customers x HHI beyond which the Gini interval is too short */
#define ENOUGH 2000	/* customers below which nobody has measured its coverage */

/* --- options ----------------------------------------------------------- */

static struct {
	const char *by, *measure;
	struct cs_percent_list percents, classes;
	int64_t target, top;	/* millionths of a per cent */
	long bootstrap, seed;
	bool by_orders;		/* values come from orders, not from rows */
} own = {
	.measure = "amount",
	.percents = { 8, { 1000000, 2000000, 5000000, 10000000, 20000000,
			   25000000, 50000000, 100000000 } },
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
	  "what do the top P per cent hold? default 20",
	  .parse = parse_percent, .basic = true },
	{ 0, "percents", CS_OPT_PARSED, &own.percents, "P,...",
	  "rows of the table shares; default 1,2,5,10,20,25,50,100",
	  .parse = cs_parse_percent_list },
	{ 0, "classes", CS_OPT_PARSED, &own.classes, "P,...",
	  "A, B, ... end where so much of the total is reached; default 80,95",
	  .parse = cs_parse_percent_list },
	{ 0, "bootstrap", CS_OPT_COUNT, &own.bootstrap, "N",
	  "interval of the Gini coefficient from N resamples",
	  .low = 2, .high = 100000 },
	{ 0, "seed", CS_OPT_COUNT, &own.seed, "N",
	  "of the resamples; default 1", .low = 1, .high = 4294967295.0 },
	{ 0 }
};

static const struct cs_option_group groups[] = {
	{ "Question", options },	   { "Output", cs_output_options },
	{ "Columns", cs_column_options },  { "Groups", cs_group_options },
	{ "Input", cs_input_options },	   { "Time", cs_time_options },
	{ NULL, NULL }
};

static const char *const tables[] = { "summary", "shares", "classes", "lorenz",
				      "customers", NULL };

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

static bool measures(const char *what)
{
	return strcmp(own.measure, what) == 0;
}

static int prepare(struct cs_load_options *load, struct cs_err *err)
{
	struct cs_input *input = &load->input;
	bool orders = measures("orders") || cs_table_wanted("customers") ||
		      load->once;
	bool firsts = load->first_from > CS_DAY_MIN ||
		      load->first_to < CS_DAY_MAX || input->column[CS_GROUP];
	bool dated = load->as_of != CS_NO_DAY || cs_shared.from > CS_DAY_MIN ||
		     cs_shared.to < CS_DAY_MAX || firsts;

	if (own.by != NULL && input->column[CS_CUSTOMER] != NULL)
		return cs_fail(err, NULL, "--by and --customer name the same "
					  "thing: leave out one");
	if (own.by != NULL) {
		input->column[CS_CUSTOMER] = own.by;
		input->key_option = "--by";
	}
	input->wanted[CS_CUSTOMER] = input->wanted[CS_AMOUNT] = CS_REQUIRED;
	input->wanted[CS_DATE_ROLE] = dated || input->column[CS_DATE_ROLE]
					  ? CS_REQUIRED
					  : CS_OPTIONAL;
	input->wanted[CS_ORDER] = orders ? CS_OPTIONAL : CS_UNUSED;
	/* first purchases come from all the input, so that is read from its beginning */
	own.by_orders = load->once || (firsts && cs_shared.from > CS_DAY_MIN);
	if (!own.by_orders)
		input->first_day = cs_shared.from;
	if (cs_shared.to < input->last_day)
		input->last_day = cs_shared.to;
	if (measures("orders")) {
		input->wanted[CS_AMOUNT] = CS_OPTIONAL;
		input->wanted[CS_CURRENCY] = CS_UNUSED;
	} else if (!measures("amount")) {
		if (measures("quantity"))
			input->quantity_is_value = true;
		else
			input->column[CS_AMOUNT] = own.measure;
		input->value_option = "--measure";
		input->wanted[CS_CURRENCY] = input->wanted[CS_REFUND] =
		    CS_UNUSED;
	}
	load->need = orders || firsts ? CS_TOTALS_AND_PURCHASES : CS_TOTALS;
	return 0;
}

/* --- values ------------------------------------------------------------ */

struct values {
	cs_sum *list;		/* largest first, once sorted */
	size_t count, capacity;
	cs_sum total;
};

struct item {	/* a row of the table customers */
	cs_sum value;
	struct cs_text key;
	uint64_t orders;
	uint32_t group;
};

struct items {
	struct item *list;
	size_t count, capacity;
};

struct gathering {
	size_t ngroups;
	struct values *values;	/* [worker * ngroups + group] */
	struct items *items;	/* [worker]; NULL: not wanted */
};

/* The orders from --from on; there are none after --to. Without it they may have no day. */
static cs_sum narrow(const struct cs_order **orders, size_t *count)
{
	bool windowed = cs_shared.from > CS_DAY_MIN;
	cs_sum sum = 0;

	for (; windowed && *count > 0 && (*orders)->day < cs_shared.from;
	     (*count)--)
		(*orders)++;
	for (size_t i = 0; i < *count; i++)
		sum += (*orders)[i].total;
	return sum;
}

static cs_sum value_of(const struct cs_customer *customer)
{
	return measures("orders")
		   ? (cs_sum)customer->npurchases * CS_MICROS
		   : customer->value;
}

static void gather(void *context, unsigned worker,
		   const struct cs_customer *whole)
{
	struct gathering *all = context;
	struct cs_customer seen = *whole;
	const struct cs_customer *customer = &seen;
	struct values *values =
	    &all->values[worker * all->ngroups + customer->group];

	if (own.by_orders) {
		seen.value = narrow(&seen.purchases, &seen.npurchases);
		if (seen.npurchases == 0)
			return;
		seen.value += narrow(&seen.refunds, &seen.nrefunds);
	}
	CS_GROW(values->list, values->count, values->capacity);
	values->list[values->count++] = value_of(customer);
	if (all->items != NULL) {
		struct items *items = &all->items[worker];

		CS_GROW(items->list, items->count, items->capacity);
		items->list[items->count++] = (struct item){
			value_of(customer), customer->key,
			customer->npurchases, customer->group
		};
	}
}

static void append(struct values *to, const struct values *from)
{
	if (from->count == 0)
		return;
	to->list = cs_realloc(to->list, to->count + from->count,
			      sizeof *to->list);
	memcpy(to->list + to->count, from->list,
	       from->count * sizeof *to->list);
	to->count += from->count;
}

static void finish(struct values *values)
{
	cs_sort_descending(values->list, values->count);
	for (size_t i = 0; i < values->count; i++)
		values->total += values->list[i];
}

/* Values of one group from all workers; of all groups if `group` is ngroups. */
static struct values collect(struct gathering *all, unsigned workers,
			     size_t group)
{
	struct values result = { NULL, 0, 0, 0 };

	for (size_t i = 0; i < workers * all->ngroups; i++)
		if (group == all->ngroups || i % all->ngroups == group) {
			append(&result, &all->values[i]);
			if (all->ngroups == 1 || group < all->ngroups) {
				free(all->values[i].list); /* not needed again */
				all->values[i] = (struct values){ NULL, 0, 0, 0 };
			}
		}
	finish(&result);
	return result;
}

static int by_value(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	size_t n = x->key.length < y->key.length ? x->key.length : y->key.length;
	int order;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	order = memcmp(x->key.bytes, y->key.bytes, n);
	return order != 0 ? order
			  : (x->key.length > y->key.length) -
				(x->key.length < y->key.length);
}

static struct items collect_items(struct gathering *all, unsigned workers)
{
	struct items result = { NULL, 0, 0 };

	for (unsigned w = 0; all->items != NULL && w < workers; w++) {
		struct items *part = &all->items[w];

		result.list = cs_realloc(result.list, result.count + part->count,
					 sizeof *result.list);
		if (part->count > 0)
			memcpy(result.list + result.count, part->list,
			       part->count * sizeof *part->list);
		result.count += part->count;
		free(part->list);
	}
	if (result.count > 1)
		qsort(result.list, result.count, sizeof *result.list, by_value);
	return result;
}

/* --- tables ------------------------------------------------------------ */

static const struct cs_column summary_columns[] = {
	{ "group", CS_TEXT },
	{ "customers", CS_COUNT },
	{ "revenue", CS_MONEY },
	{ "top_percent", CS_PERCENT, "the top" },
	{ "top_share", CS_SHARE, "... hold" },
	{ "target_share", CS_SHARE, "to make" },
	{ "customers_for_target", CS_COUNT, "... it takes" },
	{ "customers_for_target_share", CS_SHARE, "... of all customers" },
	{ "gini", CS_REAL, "Gini coefficient", 3 },
	{ "gini_low", CS_REAL, NULL, 3 },
	{ "gini_high", CS_REAL, NULL, 3 },
	{ "gini_corrected", CS_REAL, "... corrected for n", 3 },
	{ "hhi", CS_REAL, "Herfindahl index", 4 },
	{ "effective_customers", CS_REAL, "as uneven as so many equals", 1 },
	{ "largest_share", CS_SHARE, "the largest holds" },
	{ "nonpositive_customers", CS_COUNT, "worth nothing or less" },
};

static const struct cs_column share_columns[] = {
	{ "group", CS_TEXT },
	{ "percent", CS_PERCENT, "top" },
	{ "customers", CS_COUNT },
	{ "value", CS_MONEY },
	{ "share", CS_SHARE, "share of all" },
};

static const struct cs_column class_columns[] = {
	{ "group", CS_TEXT },
	{ "class", CS_TEXT },
	{ "customers", CS_COUNT },
	{ "value", CS_MONEY },
	{ "share", CS_SHARE, "share of all" },
};

static const struct cs_column lorenz_columns[] = {
	{ "group", CS_TEXT },
	{ "population", CS_SHARE, "poorest" },
	{ "share", CS_SHARE, "hold" },
};

static const struct cs_column customer_columns[] = {
	{ "group", CS_TEXT },
	{ "rank", CS_COUNT },
	{ "customer", CS_TEXT },
	{ "orders", CS_COUNT },
	{ "value", CS_MONEY },
	{ "share", CS_SHARE },
	{ "cumulative_share", CS_SHARE, "cumulative" },
	{ "class", CS_TEXT },
};

#define TABLE(job, name, title, columns)                                    \
	cs_report_add(&(job)->report,                                       \
		      cs_table_new((name), (title),                         \
				   (columns) + !(job)->data.grouped,        \
				   sizeof(columns) / sizeof *(columns) -    \
				       !(job)->data.grouped))

struct tables {
	struct cs_table *summary, *shares, *classes, *lorenz, *customers;
};

static void put_group(const struct cs_job *job, struct cs_table *table,
		      const char *group)
{
	if (job->data.grouped)
		cs_put_text(table, group);
}

static double share_of(cs_sum part, cs_sum total)
{
	return total > 0 ? (double)((long double)part / (long double)total)
			 : __builtin_nan("");
}

static cs_sum top_sum(const struct values *values, size_t k)
{
	cs_sum sum = 0;

	for (size_t i = 0; i < k; i++)
		sum += values->list[i];
	return sum;
}

static struct cs_interval gini_interval(const struct values *values,
					const struct cs_gini *gini)
{
	struct cs_bootstrap bootstrap = { (size_t)own.bootstrap,
					  (uint32_t)own.seed, LEVEL };
	struct cs_interval interval;

	if (own.bootstrap > 0)
		return cs_gini_bootstrap(values->list, values->count,
					 &bootstrap);
	interval = cs_normal_interval(gini->gini, gini->se, LEVEL);
	if (interval.low < 0)
		interval.low = 0;
	return interval;
}

static void put_summary(const struct cs_job *job, struct cs_table *table,
			const char *group, const struct values *values)
{
	size_t n = values->count, top = cs_top_count(own.top, n);
	size_t needed = cs_customers_for_target(values->list, n, own.target);
	struct cs_gini gini = cs_gini(values->list, n);
	struct cs_interval interval = gini_interval(values, &gini);
	double hhi = cs_hhi(values->list, n);
	int64_t nonpositive = 0;

	for (size_t i = n; i > 0 && values->list[i - 1] <= 0; i--)
		nonpositive++;
	put_group(job, table, group);
	cs_put_count(table, (int64_t)n);
	cs_put_money(table, values->total);
	cs_put_real(table, (double)own.top / 1e6);
	cs_put_real(table, share_of(top_sum(values, top), values->total));
	cs_put_real(table, (double)own.target / CS_PERCENT_WHOLE);
	if (values->total > 0)
		cs_put_count(table, (int64_t)needed);
	else
		cs_put_null(table);
	cs_put_real(table, values->total > 0 ? (double)needed / (double)n
					     : __builtin_nan(""));
	cs_put_real(table, gini.gini);
	cs_put_real(table, interval.low);
	cs_put_real(table, interval.high);
	cs_put_real(table, gini.corrected);
	cs_put_real(table, hhi);
	cs_put_real(table, 1 / hhi);
	cs_put_real(table, n > 0 ? share_of(values->list[0], values->total)
				 : __builtin_nan(""));
	cs_put_count(table, nonpositive);
	if (group == NULL && own.bootstrap == 0 &&
	    interval.low == interval.low &&
	    ((double)n * hhi > HEAVY_TAIL || n < ENOUGH))
		cs_table_add_note(table,
				  "The interval of the Gini coefficient is "
				  "likely too short: %s.",
				  n < ENOUGH ? "there are fewer than 2,000 "
					       "customers"
					     : "a few customers weigh too much");
}

static void put_shares(const struct cs_job *job, struct cs_table *table,
		       const char *group, const struct values *values)
{
	for (size_t i = 0; i < own.percents.count; i++) {
		size_t k = cs_top_count(own.percents.micros[i], values->count);
		cs_sum sum = top_sum(values, k);

		put_group(job, table, group);
		cs_put_real(table, (double)own.percents.micros[i] / 1e6);
		cs_put_count(table, (int64_t)k);
		cs_put_money(table, sum);
		cs_put_real(table, share_of(sum, values->total));
	}
}

/* Where class `index` ends: customers up to there. */
static size_t class_end(const struct values *values, size_t index)
{
	if (index >= own.classes.count)
		return values->count;
	return cs_customers_for_target(values->list, values->count,
				       own.classes.micros[index]);
}

static char *class_name(size_t index, char name[static 16])
{
	struct cs_buf text = CS_BUF_INIT;

	if (index < 26)
		cs_buf_addc(&text, (char)('A' + index));
	else
		cs_buf_addf(&text, "Z%zu", index - 24);
	memcpy(name, text.data, text.length + 1);
	cs_buf_release(&text);
	return name;
}

static void put_classes(const struct cs_job *job, struct cs_table *table,
			const char *group, const struct values *values)
{
	size_t begin = 0;
	char name[16];

	for (size_t i = 0; i <= own.classes.count; i++) {
		size_t end = class_end(values, i);
		cs_sum sum = top_sum(values, end) - top_sum(values, begin);

		put_group(job, table, group);
		cs_put_text(table, class_name(i, name));
		cs_put_count(table, (int64_t)(end - begin));
		cs_put_money(table, sum);
		cs_put_real(table, share_of(sum, values->total));
		begin = end;
	}
}

static void put_lorenz(const struct cs_job *job, struct cs_table *table,
		       const char *group, const struct values *values,
		       size_t room)
{
	struct cs_lorenz_point *points = cs_calloc(room, sizeof *points);
	size_t n = cs_lorenz(values->list, values->count, room, points);

	for (size_t i = 0; i < n; i++) {
		if (job != NULL)
			put_group(job, table, group);
		cs_put_real(table, points[i].population);
		cs_put_real(table, points[i].share);
	}
	free(points);
}

/* The customers of one group (or all, for group index ngroups), by value. */
static void put_customers(const struct cs_job *job, struct cs_table *table,
			  const char *group, size_t index,
			  const struct values *values,
			  const struct items *items)
{
	size_t limit = cs_shared.limit > 0 ? (size_t)cs_shared.limit : SIZE_MAX;
	size_t rank = 0, class = 0, end = class_end(values, 0);
	cs_sum sum = 0;
	char name[16];

	for (size_t i = 0; i < items->count && rank < limit; i++) {
		const struct item *item = &items->list[i];
		char *key;

		if (index < job->data.ngroups && item->group != index)
			continue;
		while (rank >= end)
			end = class_end(values, ++class);
		sum += item->value;
		key = cs_strndup(item->key.bytes, item->key.length);
		put_group(job, table, group);
		cs_put_count(table, (int64_t)++rank);
		cs_put_text(table, key);
		cs_put_count(table, (int64_t)item->orders);
		cs_put_money(table, item->value);
		cs_put_real(table, share_of(item->value, values->total));
		cs_put_real(table, share_of(sum, values->total));
		cs_put_text(table, class_name(class, name));
		free(key);
	}
}

static void make_tables(struct cs_job *job, struct tables *t)
{
	t->summary = TABLE(job, "summary", "How few carry the business?",
			   summary_columns);
	cs_table_set_layout(t->summary, CS_FIELDS);
	t->shares = TABLE(job, "shares", "What do the largest hold?",
			  share_columns);
	t->classes = TABLE(job, "classes", "Classes by cumulative share",
			   class_columns);
	t->lorenz = TABLE(job, "lorenz", "Lorenz curve", lorenz_columns);
	t->customers = TABLE(job, "customers", "The largest first",
			     customer_columns);
	cs_table_set_long(t->lorenz);
	cs_table_set_long(t->customers);
	if (cs_shared.limit == 0)
		cs_table_set_text_limit(t->customers, 20);
}

/* --- charts ------------------------------------------------------------ */

static const struct cs_column bar_columns[] = {
	{ "customers", CS_TEXT },
	{ "value", CS_SHARE },
	{ "cumulative", CS_SHARE },
};

/* A bar each for few customers, else for every twentieth part of them. */
static struct cs_table *pareto_bars(const struct values *values,
				    const struct items *items)
{
	struct cs_table *table = cs_table_new("bars", "", bar_columns, 3);
	size_t n = values->count, bars = n < CHART_BARS ? n : CHART_BARS;
	size_t begin = 0;
	cs_sum sum = 0;

	for (size_t i = 1; i <= bars; i++) {
		size_t end = n * i / bars;
		cs_sum before = sum;
		struct cs_buf label = CS_BUF_INIT;

		for (; begin < end; begin++)
			sum += values->list[begin];
		if (items->count == n && n == bars)
			cs_buf_add(&label, items->list[i - 1].key.bytes,
				   items->list[i - 1].key.length);
		else
			cs_buf_addf(&label, "%zu %%", i * 100 / bars);
		cs_put_text(table, label.data);
		cs_put_real(table, share_of(sum - before, values->total));
		cs_put_real(table, share_of(sum, values->total));
		cs_buf_release(&label);
	}
	return table;
}

static void add_charts(struct cs_job *job, const struct values *values,
		       const struct items *items, const char *answer)
{
	bool few = values->count <= CHART_BARS;
	struct cs_chart pareto = {
		.table = "shares", .kind = CS_CHART_PARETO,
		.data = pareto_bars(values, items),
		.title = "How few customers carry the business?",
		.subtitle = answer,
		.xlabel = few ? NULL
			      : "customers, the largest first; a bar is a "
				"twentieth of them",
		.ylabel = "share of each bar", .y2label = "cumulative share",
		.x = "customers", .y = "value", .y2 = "cumulative",
	};
	struct cs_table *curve =
	    cs_table_new("curve", "", lorenz_columns + 1, 2);
	struct cs_chart lorenz = {
		.table = "lorenz", .kind = CS_CHART_LORENZ, .data = curve,
		.title = "How uneven is it?",
		.subtitle = "all customers from the smallest to the largest, "
			    "against what they bring",
		.xlabel = "share of the customers, the smallest first",
		.ylabel = "share of the whole",
		.x = "population", .y = "share",
	};

	put_lorenz(NULL, curve, NULL, values, CHART_POINTS);
	cs_report_chart(&job->report, &pareto, true);
	cs_report_chart(&job->report, &lorenz, true);
}

/* --- the answer -------------------------------------------------------- */

static void add_percent(struct cs_buf *out, double fraction)
{
	cs_add_rounded(out, fraction * 100, 1);
	cs_buf_adds(out, " %");
}

static void answer(struct cs_job *job, const struct values *values,
		   struct cs_buf *out)
{
	size_t n = values->count, top = cs_top_count(own.top, n);
	size_t needed = cs_customers_for_target(values->list, n, own.target);
	struct cs_share held = cs_top_share(values->list, n, top);
	struct cs_interval interval =
	    cs_normal_interval(held.share, held.se, LEVEL);
	struct cs_buf rest = CS_BUF_INIT;

	if (values->total <= 0) {
		cs_report_lead(&job->report,
			       "There is no positive total to share out.");
		return;
	}
	cs_buf_addf(out, "The top %g %% of ", (double)own.top / 1e6);
	cs_add_count(out, (int64_t)n);
	if (own.by != NULL)
		cs_buf_addf(out, " values of %s hold ", own.by);
	else
		cs_buf_adds(out, n == 1 ? " customer hold "
					: " customers hold ");
	add_percent(out, held.share);
	cs_buf_addf(out, " of the %s",
		    measures("amount") ? "revenue" : own.measure);
	if (interval.low > 0 && interval.high < 1) {
		cs_buf_adds(out, " (95 % interval ");
		cs_add_rounded(out, 100 * interval.low, 1);
		cs_buf_adds(out, " to ");
		cs_add_rounded(out, 100 * interval.high, 1);
		cs_buf_adds(out, " %)");
	}
	cs_report_lead(&job->report, "%s.", out->data);
	cs_add_count(&rest, (int64_t)needed);
	cs_buf_adds(&rest, " (");
	add_percent(&rest, (double)needed / (double)n);
	cs_buf_addf(&rest, ") %s %g %%; the largest alone brings ",
		    needed == 1 ? "makes" : "make", (double)own.target / 1e6);
	add_percent(&rest, share_of(values->list[0], values->total));
	cs_report_lead(&job->report, "%s.", rest.data);
	cs_buf_addf(out, "; %s", rest.data);
	cs_buf_release(&rest);
}

static void fill_parameters(struct cs_object *parameters)
{
	cs_set_text(parameters, "by", own.by ? own.by : "customer");
	cs_set_text(parameters, "measure", own.measure);
	cs_set_real(parameters, "top_percent", (double)own.top / 1e6);
	cs_set_real(parameters, "target", (double)own.target / 1e6);
	cs_set_count(parameters, "bootstrap", own.bootstrap);
	if (own.bootstrap > 0)
		cs_set_count(parameters, "seed", own.seed);
}

static void fill_tables(struct cs_job *job, struct tables *t,
			struct gathering *all, size_t index,
			const char *group, const struct values *values,
			const struct items *items)
{
	size_t room = cs_shared.limit > 1 ? (size_t)cs_shared.limit
					  : LORENZ_ROWS;

	(void)all;
	put_summary(job, t->summary, group, values);
	put_shares(job, t->shares, group, values);
	put_classes(job, t->classes, group, values);
	if (cs_table_wanted("lorenz"))
		put_lorenz(job, t->lorenz, group, values, room);
	if (cs_table_wanted("customers"))
		put_customers(job, t->customers, group, index, values, items);
}

static int compute(struct cs_job *job, struct cs_err *err)
{
	const struct cs_data *data = &job->data;
	struct gathering all = { .ngroups = data->ngroups > 0 ? data->ngroups : 1 };
	struct cs_buf text = CS_BUF_INIT;
	struct items items;
	struct values whole;
	struct tables t;
	int status = 0;

	if (cs_groups_check(data, err) != 0)
		return -1;
	all.values = cs_calloc(data->threads * all.ngroups, sizeof *all.values);
	if (cs_table_wanted("customers") || data->customers <= CHART_BARS)
		all.items = cs_calloc(data->threads, sizeof *all.items);
	cs_data_each(data, gather, &all);
	items = collect_items(&all, data->threads);
	whole = collect(&all, data->threads, all.ngroups);
	if (data->customers > 0 && cs_window_check(whole.count, err) != 0) {
		status = -1;
		goto done;
	}
	make_tables(job, &t);
	fill_parameters(job->report.parameters);
	answer(job, &whole, &text);
	if (!data->grouped || !cs_shared.no_total)
		fill_tables(job, &t, &all, SIZE_MAX, NULL, &whole, &items);
	for (size_t g = 0; data->grouped && g < data->ngroups; g++) {
		struct values values = collect(&all, data->threads, g);

		fill_tables(job, &t, &all, g, data->groups[g], &values, &items);
		free(values.list);
	}
	add_charts(job, &whole, &items, text.length > 0 ? text.data : NULL);
done:
	for (size_t i = 0; status != 0 && i < data->threads * all.ngroups; i++)
		free(all.values[i].list);
	free(whole.list);
	free(items.list);
	free(all.items);
	free(all.values);
	cs_buf_release(&text);
	return status;
}

int main(int argc, char **argv)
{
	static const struct cs_program program = { &command, prepare, compute };

	return cs_run(&program, argc, argv);
}
