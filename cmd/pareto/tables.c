/* tables.c - cs-pareto's tables summary, shares and lorenz; all filled. */
#include <stdlib.h>

#include "base/mem.h"
#include "app/shared.h"
#include "pareto/report.h"
#include "stat/bootstrap.h"
#include "stat/concentration.h"

enum { TEXT_CUSTOMERS = 20, LORENZ_ROWS = 1001 };
#define HEAVY_TAIL \
	5 /* customers x HHI beyond which the Gini interval is too short */
#define ENOUGH \
	2000 /* customers below which nobody has measured its coverage \
	      */

/* --- summary ----------------------------------------------------------- */

static const struct cs_column summary_columns[] = {
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
	{ NULL }
};

static struct cs_interval gini_interval(const struct pareto_options *options,
					const struct values *values,
					const struct cs_gini *gini)
{
	struct cs_bootstrap bootstrap = { (size_t)options->bootstrap,
					  (uint32_t)options->seed, CS_LEVEL };
	struct cs_interval interval;

	if (options->bootstrap > 0)
		return cs_gini_bootstrap(values->list, values->count,
					 &bootstrap);
	interval = cs_normal_interval(gini->gini, gini->se, CS_LEVEL);
	if (interval.low < 0)
		interval.low = 0;
	return interval;
}

static void put_target(struct cs_table *table, const struct values *values,
		       int64_t target)
{
	size_t n = values->count;
	size_t needed = cs_customers_for_target(values->list, n, target);

	cs_put_real(table, "target_share", (double)target / CS_PERCENT_WHOLE);
	if (values->total > 0) {
		cs_put_count(table, "customers_for_target", (int64_t)needed);
		cs_put_real(table, "customers_for_target_share",
			    cs_ratio((int64_t)needed, (int64_t)n));
	} else {
		cs_put_null(table, "customers_for_target");
		cs_put_null(table, "customers_for_target_share");
	}
}

static int64_t count_nonpositive(const struct values *values)
{
	int64_t count = 0;

	for (size_t i = values->count; i > 0 && values->list[i - 1] <= 0; i--)
		count++;
	return count;
}

/* The linearised interval is known to be too short where values are few or
 * uneven. */
static void warn_short(struct cs_table *table, size_t n, double hhi)
{
	if ((double)n * hhi > HEAVY_TAIL || n < ENOUGH)
		cs_table_add_note(table,
				  "The interval of the Gini coefficient is "
				  "likely too short: %s.",
				  n < ENOUGH
				      ? "there are fewer than 2,000 "
					"customers"
				      : "a few customers weigh too much");
}

static void put_summary(const struct pareto_tables *tables, struct cs_part part,
			const struct values *values)
{
	const struct pareto_options *options = tables->options;
	struct cs_table *table = tables->summary;
	size_t n = values->count;
	struct cs_gini gini = cs_gini(values->list, n);
	struct cs_interval interval = gini_interval(options, values, &gini);
	double hhi = cs_hhi(values->list, n);

	cs_put_part(table, part);
	cs_put_count(table, "customers", (int64_t)n);
	cs_put_money(table, "revenue", values->total);
	cs_put_real(table, "top_percent", (double)options->top / 1e6);
	cs_put_real(
	    table, "top_share",
	    cs_money_share(values_top(values, cs_top_count(options->top, n)),
			   values->total));
	put_target(table, values, options->target);
	cs_put_real(table, "gini", gini.gini);
	cs_put_interval(table, "gini", interval);
	cs_put_real(table, "gini_corrected", gini.corrected);
	cs_put_real(table, "hhi", hhi);
	cs_put_real(table, "effective_customers", 1 / hhi);
	cs_put_real(table, "largest_share",
		    cs_money_share(values_top(values, 1), values->total));
	cs_put_count(table, "nonpositive_customers", count_nonpositive(values));
	if (part.group == NULL && options->bootstrap == 0 &&
	    interval.low == interval.low)
		warn_short(table, n, hhi);
}

/* --- shares ------------------------------------------------------------ */

static const struct cs_column share_columns[] = {
	{ "percent", CS_PERCENT, "top" },
	{ "customers", CS_COUNT },
	{ "value", CS_MONEY },
	{ "share", CS_SHARE, "share of all" },
	{ NULL }
};

static void put_shares(const struct pareto_tables *tables, struct cs_part part,
		       const struct values *values)
{
	const struct cs_percent_list *percents = &tables->options->percents;
	struct cs_table *table = tables->shares;

	for (size_t i = 0; i < percents->count; i++) {
		size_t k = cs_top_count(percents->micros[i], values->count);
		cs_sum sum = values_top(values, k);

		cs_put_part(table, part);
		cs_put_real(table, "percent",
			    (double)percents->micros[i] / 1e6);
		cs_put_count(table, "customers", (int64_t)k);
		cs_put_money(table, "value", sum);
		cs_put_real(table, "share", cs_money_share(sum, values->total));
	}
}

/* --- lorenz ------------------------------------------------------------ */

static const struct cs_column lorenz_columns[] = {
	{ "population", CS_SHARE, "poorest" },
	{ "share", CS_SHARE, "hold" },
	{ NULL }
};

static void put_lorenz(struct cs_table *table, struct cs_part part,
		       const struct values *values, size_t room)
{
	struct cs_lorenz_point *points = cs_calloc(room, sizeof *points);
	size_t n = cs_lorenz(values->list, values->count, room, points);

	for (size_t i = 0; i < n; i++) {
		cs_put_part(table, part);
		cs_put_real(table, "population", points[i].population);
		cs_put_real(table, "share", points[i].share);
	}
	free(points);
}

struct cs_table *lorenz_chart_table(const struct values *values, size_t points)
{
	struct cs_table *table = cs_table_new("curve", "", lorenz_columns);

	put_lorenz(table, CS_UNGROUPED, values, points);
	return table;
}

/* --- all of them ------------------------------------------------------- */

const struct cs_table_spec pareto_tables[] = {
	[SUMMARY] = { "summary", "How few carry the business?", summary_columns,
		      CS_FIELDS },
	[SHARES] = { "shares", "What do the largest hold?", share_columns },
	[CLASSES] = { "classes", "Classes by cumulative share", class_columns },
	[LORENZ] = { "lorenz", "Lorenz curve", lorenz_columns,
		     .is_long = true },
	[CUSTOMERS] = { "customers", "The largest first", customer_columns,
			.is_long = true },
	{ NULL }
};

struct pareto_tables report_tables(struct cs_job *job,
				   const struct pareto_options *options)
{
	struct pareto_tables t = { .job = job, .options = options };

	t.summary = cs_table_add(job, SUMMARY);
	t.shares = cs_table_add(job, SHARES);
	t.classes = cs_table_add(job, CLASSES);
	if (cs_table_needed(job, LORENZ))
		t.lorenz = cs_table_add(job, LORENZ);
	if (cs_table_needed(job, CUSTOMERS))
		t.customers = cs_table_add(job, CUSTOMERS);
	if (t.customers != NULL && job->shared.limit == 0)
		cs_table_set_text_limit(t.customers, TEXT_CUSTOMERS);
	return t;
}

void fill_tables(const struct pareto_tables *tables, struct cs_part part,
		 size_t group, const struct values *values,
		 const struct items *items)
{
	long limit = tables->job->shared.limit;
	size_t room = limit > 1 ? (size_t)limit : LORENZ_ROWS;

	put_summary(tables, part, values);
	put_shares(tables, part, values);
	put_classes(tables, part, values);
	if (tables->lorenz != NULL)
		put_lorenz(tables->lorenz, part, values, room);
	if (tables->customers != NULL)
		put_customers(tables, part, group, values, items);
}
