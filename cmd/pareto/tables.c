/* tables.c - cs-pareto's tables, and of them summary, shares and lorenz. */
#include <stdlib.h>

#include "base/mem.h"
#include "pareto/report.h"
#include "stat/concentration.h"
#include "stat/tail.h"

enum {
	CHART_POINTS = 500,
	LORENZ_ROWS = 1001,
	APART = 5 /* customers x HHI beyond which few stand apart */
};

/* --- summary ----------------------------------------------------------- */

static const struct cs_column summary_columns[] = {
	{ "customers", CS_COUNT, .means = "customers, or keys of --by",
	  .brief = true },
	{ "revenue", CS_MONEY, .means = "the total, of whatever is measured",
	  .brief = true },
	{ "top_percent", CS_PERCENT, "the top", .means = "--top-percent" },
	{ "top_share", CS_SHARE, "... hold",
	  .means = "share of the first ceil(top_percent x customers / 100) "
		   "customers, at least one",
	  .brief = true, .of_each = "the top hold" },
	{ "top_share_low", CS_SHARE },
	{ "top_share_high", CS_SHARE },
	{ "target_share", CS_SHARE, "to make", .means = "--target" },
	{ "customers_for_target", CS_COUNT, "... it takes",
	  .means = "smallest number of customers, the largest first, who reach "
		   "that share",
	  .brief = true, .of_each = "the target takes" },
	{ "customers_for_target_share", CS_SHARE, "... of all customers",
	  .means = "customers_for_target / customers" },
	{ "gini", CS_REAL, "Gini coefficient", 3,
	  .means = "the Gini coefficient by the population formula, interval "
		   "linearised or, with --bootstrap, by percentiles; the upper "
		   "end, as that of top_share, allows for the tail" },
	{ "gini_low", CS_REAL, .decimals = 3 },
	{ "gini_high", CS_REAL, .decimals = 3 },
	{ "gini_corrected", CS_REAL, "... corrected for n", 3,
	  .means = "n / (n - 1) times gini, for n customers" },
	{ "hhi", CS_REAL, "Herfindahl index", 4,
	  .means = "the Herfindahl-Hirschman index: the sum of squared "
		   "shares" },
	{ "effective_customers", CS_REAL, "as uneven as so many equals", 1,
	  .means = "1 / hhi: so many equal customers would be as "
		   "concentrated" },
	{ "tail_index", CS_REAL, "tail index", 2,
	  .means = "Hill's, of the top twentieth: the lower, the more the "
		   "largest may weigh; null below 100 customers" },
	{ "reliable", CS_BOOL, "intervals reliable",
	  .means = "whether tail_index is 3 or more and customers x hhi no "
		   "more than 5; else the formula's intervals do not hold, and "
		   "the upper ends rest on the tail" },
	{ "largest_share", CS_SHARE, "the largest holds",
	  .means = "share of the largest customer" },
	{ "nonpositive_customers", CS_COUNT, "worth nothing or less",
	  .means = "customers whose value is 0 or negative" },
	{ "nonpositive_value", CS_MONEY, "... together",
	  .means = "the sum of theirs; shares, classes, the Gini coefficient "
		   "and the index are of what the others bring, and a negative "
		   "value counts as 0" },
	{ NULL }
};

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

/* Of others there is no interval that could allow for anything. */
static bool are_unequal(const struct values *values)
{
	return values->list[0] > values->list[values->count - 1];
}

/* A tail that is not heavy, and nobody far beyond it; false if unknown. */
static bool reliable(const struct tally *tally)
{
	return tally->figures.tail_index >= CS_TAIL_HEAVY &&
	       (double)tally->values.count * tally->figures.hhi <= APART;
}

/* Null where there is nothing to share out. */
static void put_tail(struct cs_table *table, const struct tally *tally,
		     bool whole)
{
	const struct values *values = &tally->values;
	double index = tally->figures.tail_index;
	bool sure = reliable(tally);

	cs_put_real(table, "tail_index", index);
	if (values->total <= 0) {
		cs_put_null(table, "reliable");
		return;
	}
	cs_put_bool(table, "reliable", sure);
	if (whole && !sure && are_unequal(values))
		cs_table_add_note(
		    table,
		    "%s: larger ones than any of these may come, and the upper "
		    "ends of the intervals allow for that.",
		    index == index
			? "The largest differ so much in size that the formula "
			  "alone would fall short"
			: "There are too few to tell how much the largest may "
			  "weigh");
}

/* A line for each group says what they are of in one place. */
static void begin_summary(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	const struct pareto_options *options = study->options;
	const double whole = CS_PERCENT_WHOLE / 100.;

	if (options->keys != NULL) {
		cs_table_set_heading(table, "customers", options->keys);
		cs_table_set_heading(table, "customers_for_target_share",
				     "... of all of them");
	}
	if (!study->job->data.grouped)
		return;
	cs_table_add_note(table,
			  "the top: the largest %g %%, one at least; the "
			  "target: so many make %g %%.",
			  (double)options->top / whole,
			  (double)options->target / whole);
}

static void put_summary(const void *of, struct cs_table *table,
			const void *part)
{
	const struct study *study = of;
	const struct pareto_options *options = study->options;
	const struct tally *tally = part;
	const struct values *values = &tally->values;
	size_t n = values->count;
	const struct figures *figures = &tally->figures;

	cs_row(table);
	cs_put_count(table, "customers", (int64_t)n);
	cs_put_money(table, "revenue", values->total + values->below);
	cs_put_real(table, "top_percent", (double)options->top / 1e6);
	cs_put_real(
	    table, "top_share",
	    cs_money_share(values_top(values, cs_top_count(options->top, n)),
			   values->total));
	cs_put_interval(table, "top_share", figures->top);
	put_target(table, values, options->target);
	cs_put_real(table, "gini", figures->gini.gini);
	cs_put_interval(table, "gini", figures->gini_interval);
	cs_put_real(table, "gini_corrected", figures->gini.corrected);
	cs_put_real(table, "hhi", figures->hhi);
	cs_put_real(table, "effective_customers", 1 / figures->hhi);
	put_tail(table, tally, tally == study->whole);
	cs_put_real(table, "largest_share",
		    cs_money_share(values_top(values, 1), values->total));
	cs_put_count(table, "nonpositive_customers",
		     (int64_t)(n - values->positive));
	cs_put_money(table, "nonpositive_value", values->below);
}

/* --- lorenz ------------------------------------------------------------ */

static const struct cs_column lorenz_columns[] = {
	{ "population", CS_SHARE, "poorest",
	  .means = "fraction of the customers, the smallest first" },
	{ "share", CS_SHARE, "hold",
	  .means = "the fraction of the total that they hold" },
	{ NULL }
};

static void put_points(struct cs_table *table, const struct values *values,
		       size_t room)
{
	struct cs_lorenz_point *points = cs_calloc(room, sizeof *points);
	size_t n = cs_lorenz(values->list, values->count, room, points);

	for (size_t i = 0; i < n; i++) {
		cs_row(table);
		cs_put_real(table, "population", points[i].population);
		cs_put_real(table, "share", points[i].share);
	}
	free(points);
}

static void put_lorenz(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct tally *tally = part;
	long limit = study->job->shared.limit;

	put_points(table, &tally->values,
		   limit > 1 ? (size_t)limit : LORENZ_ROWS);
}

/* What a chart shows of them. */
static void put_curve(const void *of, struct cs_table *table, const void *part)
{
	(void)of;
	put_points(table, &((const struct tally *)part)->values, CHART_POINTS);
}

static int64_t tally_customers(const void *part)
{
	return (int64_t)((const struct tally *)part)->values.count;
}

static void chart_lorenz(const void *of, struct cs_report *report,
			 const char *answer)
{
	const struct study *study = of;
	bool groups = study->parts.ngroups > 0;
	struct cs_table *data = cs_table_open(&pareto_tables[LORENZ], groups);
	struct cs_buf subtitle = CS_BUF_INIT, xlabel = CS_BUF_INIT;
	struct cs_chart chart = {
		.table = "lorenz",
		.kind = CS_CHART_LORENZ,
		.data = data,
		.title = "How uneven is it?",
		.ylabel = "share of the whole",
		.x = "population",
		.y = "share",
	};

	(void)answer;
	cs_buf_addf(&subtitle,
		    "%s%s%s from the smallest to the largest, against what "
		    "they bring",
		    groups ? "" : "all ", keys_of(study),
		    groups ? " of each group" : "");
	cs_buf_addf(&xlabel, "share of the %s, the smallest first",
		    keys_of(study));
	chart.subtitle = subtitle.data;
	chart.xlabel = xlabel.data;
	cs_draw_parts(study->job, &study->parts, tally_customers, study,
		      put_curve, data, &chart);
	cs_report_chart(report, &chart, true);
	cs_buf_release(&subtitle);
	cs_buf_release(&xlabel);
}

/* --- all of them ------------------------------------------------------- */

const struct cs_table_spec pareto_tables[] = {
	[SUMMARY] = { "summary", "How few carry the business?", summary_columns,
		      CS_FIELDS, .begin = begin_summary, .put = put_summary },
	[SHARES] = { "shares", "What do the largest hold?", share_columns,
		     .begin = begin_shares, .put = put_shares,
		     .chart = chart_shares },
	[CLASSES] = { "classes", "Classes by cumulative share", class_columns,
		      .begin = begin_classes, .put = put_classes },
	[LORENZ] = { "lorenz", "Lorenz curve", lorenz_columns, .is_long = true,
		     .put = put_lorenz, .chart = chart_lorenz },
	[CUSTOMERS] = { "customers", "The largest first", customer_columns,
			.is_long = true, .begin = begin_customers,
			.put = put_customers },
	{ NULL }
};
