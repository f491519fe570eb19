/* rate.c - cs-contacts' table of contacts per order by period, and which
 * periods differ by more than chance. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "contacts/report.h"
#include "report/number.h"

/* --- the charts --------------------------------------------------------- */

/* The rates of all periods, and the shares of orders with a contact. */
struct rates {
	size_t n;
	struct cs_chart_period *counts, *shares;
	struct cs_chart_point *rates, *contacted;
	struct cs_control_chart rate, share;
};

static int32_t number_of(const struct contacts_rules *rules, size_t period)
{
	return rules->first_period + (int32_t)period;
}

/* Was it over at the end of observation? */
static bool is_over(const struct contacts_rules *rules, size_t period)
{
	cs_day last = cs_period_last(number_of(rules, period), rules->unit);

	return cs_day_begins(rules->zone, last + 1) <= rules->end;
}

/* Have contacts been kept in it? */
static bool is_kept(const struct contacts_rules *rules, size_t period)
{
	cs_day last = cs_period_last(number_of(rules, period), rules->unit);

	return cs_day_begins(rules->zone, last + 1) > rules->first_contact;
}

static bool is_baseline(const struct contacts_rules *rules, size_t period)
{
	const struct baseline *baseline = &rules->options->baseline;
	int32_t number = number_of(rules, period);

	return !baseline->given ||
	       (cs_period_first(number, rules->unit) >= baseline->from &&
		cs_period_last(number, rules->unit) <= baseline->to);
}

static struct rates rates_of(const struct study *study,
			     const struct touched *touched)
{
	const struct contacts_rules *rules = &study->rules;
	size_t n = touched->nperiods;
	struct rates r = { .n = n,
			   .counts = cs_calloc(n, sizeof *r.counts),
			   .shares = cs_calloc(n, sizeof *r.shares),
			   .rates = cs_calloc(n, sizeof *r.rates),
			   .contacted = cs_calloc(n, sizeof *r.contacted) };

	for (size_t i = 0; i < n; i++) {
		const struct touched_period *p = &touched->periods[i];
		bool over = is_over(rules, i), closed = over && p->open == 0;
		bool by_order = rules->options->rate_by == RATE_BY_ORDER;

		r.shares[i] =
		    (struct cs_chart_period){ p->contacted, p->orders, closed,
					      is_baseline(rules, i) };
		r.counts[i] = (struct cs_chart_period){
			by_order ? p->linked : p->contacts, p->orders,
			by_order ? closed : over && is_kept(rules, i),
			is_baseline(rules, i)
		};
	}
	r.rate =
	    cs_control_chart(r.counts, n, CS_CHART_U,
			     (enum cs_sigma)rules->options->limits, r.rates);
	r.share = cs_control_chart(r.shares, n, CS_CHART_P,
				   (enum cs_sigma)rules->options->limits,
				   r.contacted);
	return r;
}

static void release(struct rates *r)
{
	free(r->counts);
	free(r->shares);
	free(r->rates);
	free(r->contacted);
}

/* --- the table ---------------------------------------------------------- */

const struct cs_column rate_columns[] = {
	{ "period", CS_TEXT, .means = "week, month, quarter or year" },
	{ "orders", CS_COUNT, .means = "orders placed in it" },
	{ "contacts", CS_COUNT,
	  .means = "inbound contacts received in it, or with --rate-by order "
		   "those linked to its orders" },
	{ "rate", CS_REAL, "contacts per order", 3,
	  .means = "contacts per order" },
	{ "contacted_orders", CS_COUNT, "orders with a contact",
	  .means = "orders placed in it with a contact by now" },
	{ "contacted_share", CS_SHARE, "share",
	  .means = "contacted_orders of orders" },
	{ "centre", CS_REAL, .people = CS_FILES,
	  .means = "contacts per order of the periods that make the limits" },
	{ "lower", CS_REAL, .decimals = 3,
	  .means = "a rate below it, or above upper, is more than chance" },
	{ "upper", CS_REAL, .decimals = 3,
	  .means = "likewise; null under 8 complete periods" },
	{ "sigma_z", CS_REAL, .people = CS_FILES,
	  .means = "how much more rates vary than chance has it, by which the "
		   "limits are wider (--limits)" },
	{ "signal", CS_TEXT,
	  .means = "none, above, below; run: the eighth or a later one in a "
		   "row on one side of the centre; null: not judged" },
	{ "complete", CS_BOOL, .people = CS_FILES,
	  .means = "it was over by the end of observation, and contacts were "
		   "kept by then; with --rate-by order the time for contacts "
		   "of all its orders was over, too" },
	{ "contacted_centre", CS_SHARE, .people = CS_FILES,
	  .means = "as centre, of contacted_share; these count periods only "
		   "that are complete by order" },
	{ "contacted_lower", CS_SHARE, .people = CS_FILES,
	  .means = "as lower, of contacted_share" },
	{ "contacted_upper", CS_SHARE, .people = CS_FILES,
	  .means = "as upper, of contacted_share" },
	{ "contacted_sigma_z", CS_REAL, .people = CS_FILES,
	  .means = "as sigma_z, of contacted_share" },
	{ "contacted_signal", CS_TEXT, .people = CS_FILES,
	  .means = "as signal, of contacted_share" },
	{ NULL }
};

static void note_limits(struct cs_table *table,
			const struct cs_control_chart *chart)
{
	if (chart->sigma_z == 1)
		cs_table_add_note(table,
				  "%s contacts per order are usual; limits are "
				  "those of chance alone.",
				  cs_figure(chart->centre, 3).text);
	else
		cs_table_add_note(table,
				  "%s contacts per order are usual; limits are "
				  "%s times as wide as those of chance alone, "
				  "since periods differ as much.",
				  cs_figure(chart->centre, 3).text,
				  cs_figure(chart->sigma_z, 2).text);
}

void begin_rates(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	struct rates r = rates_of(study, &study->whole->touched);

	cs_table_set_mark(table, "period", "complete");
	note_groups(study, table);
	if (!study->rules.orders)
		cs_table_add_note(table, "There are no orders: --orders FILE "
					 "says which.");
	else if (isnan(r.rate.sigma_z))
		cs_table_add_note(
		    table, "Limits want %d complete periods with orders%s.",
		    CS_CHART_FEWEST,
		    study->rules.options->baseline.given ? " in --baseline"
							 : "");
	else
		note_limits(table, &r.rate);
	if (study->rules.orders &&
	    study->rules.options->rate_by == RATE_BY_CONTACT)
		cs_table_add_note(
		    table, "Contacts received in a period are set "
			   "against orders placed in it: after a sale "
			   "they are about orders of the one before. "
			   "--rate-by order counts those about its own.");
	for (size_t i = 0; i < r.n; i++)
		if (!r.counts[i].complete) {
			cs_table_add_note(table, "* not complete");
			break;
		}
	release(&r);
}

static void put_signal(struct cs_table *table, const char *column,
		       const struct cs_chart_period *period,
		       const struct cs_chart_point *point)
{
	static const char *const names[] = { "none", "run", "above", "below" };

	cs_put_text(table, column,
		    period->complete && !isnan(point->upper)
			? names[point->signal]
			: NULL);
}

static void put_period(const struct study *study, struct cs_table *table,
		       const struct touched *touched, const struct rates *r,
		       size_t i)
{
	const struct touched_period *p = &touched->periods[i];
	bool orders = study->rules.orders;
	char name[CS_PERIOD_SIZE];

	cs_row(table);
	cs_put_text(table, "period",
		    cs_period_format(number_of(&study->rules, i),
				     study->rules.unit, name));
	cs_put_known(table, "orders", orders, p->orders);
	cs_put_count(table, "contacts", r->counts[i].count);
	cs_put_real(table, "rate", r->rates[i].rate);
	cs_put_known(table, "contacted_orders", orders, p->contacted);
	cs_put_real(table, "contacted_share", r->contacted[i].rate);
	cs_put_real(table, "centre", r->rate.centre);
	cs_put_real(table, "lower", r->rates[i].lower);
	cs_put_real(table, "upper", r->rates[i].upper);
	cs_put_real(table, "sigma_z", r->rate.sigma_z);
	put_signal(table, "signal", &r->counts[i], &r->rates[i]);
	cs_put_bool(table, "complete", r->counts[i].complete);
	cs_put_real(table, "contacted_centre", r->share.centre);
	cs_put_real(table, "contacted_lower", r->contacted[i].lower);
	cs_put_real(table, "contacted_upper", r->contacted[i].upper);
	cs_put_real(table, "contacted_sigma_z", r->share.sigma_z);
	put_signal(table, "contacted_signal", &r->shares[i], &r->contacted[i]);
}

void put_rates(const void *of, struct cs_table *table, const void *part)
{
	const struct touched *touched = &((const struct tally *)part)->touched;
	struct rates r = rates_of(of, touched);

	for (size_t i = 0; has_orders(of, part) && i < r.n; i++)
		put_period(of, table, touched, &r, i);
	release(&r);
}

/* --- the charts --------------------------------------------------------- */

static void put_point(const struct study *study, struct cs_table *table,
		      const struct cs_chart_period *period,
		      const struct cs_chart_point *point, double centre,
		      size_t i)
{
	char name[CS_PERIOD_SIZE];

	cs_row(table);
	cs_put_text(table, "period",
		    cs_period_format(number_of(&study->rules, i),
				     study->rules.unit, name));
	cs_put_real(table, "rate", point->rate);
	cs_put_real(table, "lower", point->lower);
	cs_put_real(table, "upper", point->upper);
	cs_put_real(table, "centre", centre);
	cs_put_bool(table, "complete", period->complete);
}

/* Of all periods; `chart` has the words. */
static void draw(const struct study *study, struct cs_report *report,
		 const struct rates *r, bool shares, struct cs_chart chart,
		 bool worth)
{
	const struct cs_column columns[] = {
		{ "period", CS_TEXT },
		{ "rate", shares ? CS_SHARE : CS_REAL, .decimals = 2 },
		{ "lower", CS_REAL },
		{ "upper", CS_REAL },
		{ "centre", CS_REAL },
		{ "complete", CS_BOOL },
		{ NULL }
	};
	struct cs_table *data = cs_table_new("rate", "", columns);

	for (size_t i = 0; i < r->n; i++)
		put_point(study, data, shares ? &r->shares[i] : &r->counts[i],
			  shares ? &r->contacted[i] : &r->rates[i],
			  shares ? r->share.centre : r->rate.centre, i);
	chart.table = "rate";
	chart.kind = CS_CHART_PERIODS;
	chart.data = data;
	chart.x = "period";
	chart.y = "rate";
	chart.low = "lower";
	chart.high = "upper";
	chart.y2 = "centre";
	chart.complete = "complete";
	if (!isnan((shares ? &r->share : &r->rate)->sigma_z))
		chart.ylabel = shares ? "share of the orders placed; band: "
					"what chance and the usual spread leave"
				      : "contacts per order; band: what chance "
					"and the usual spread leave";
	draw_chart(study, report, chart, shares ? NULL : say_rate, worth);
}

void chart_rates(const void *of, struct cs_report *report, const char *answer)
{
	static const struct cs_chart rate = {
		.title = "Do contacts per order change by more than chance?",
		.ylabel = "contacts per order",
	};
	static const struct cs_chart share = {
		.title = "How many orders bring a contact?",
		.ylabel = "share of the orders placed",
	};
	const struct study *study = of;
	struct rates r = rates_of(study, &study->whole->touched);
	int64_t contacts = 0;
	size_t points = 0;

	(void)answer;
	for (size_t i = 0; i < r.n; i++) {
		points += r.counts[i].size > 0;
		contacts += r.counts[i].count;
	}
	draw(study, report, &r, false, rate, points > 1 && contacts > 0);
	draw(study, report, &r, true, share, points > 1 && contacts > 0);
	release(&r);
}

/* --- the answer --------------------------------------------------------- */

/* "45.0 contacts per 100 orders" */
static void add_rate(double rate, struct cs_buf *out)
{
	cs_add_rounded(out, 100 * rate, 1);
	cs_buf_adds(out, " contacts per 100 orders");
}

static void say_signal(const struct study *study, const struct rates *r,
		       size_t signals, size_t last, struct cs_buf *out)
{
	const char *unit = cs_period_name(study->rules.unit);
	char name[CS_PERIOD_SIZE];

	cs_period_format(number_of(&study->rules, last), study->rules.unit,
			 name);
	if (signals == 1)
		cs_buf_addf(out, "%s stands out: ", name);
	else
		cs_buf_addf(out, "%zu stand out, last %s: ", signals, name);
	add_rate(r->rates[last].rate, out);
	cs_buf_addf(out, " where %s are usual",
		    cs_figure(100 * r->rate.centre, 1).text);
	if (r->rates[last].signal == CS_SIGNAL_RUN)
		cs_buf_addf(out, ", on the same side for at least %d %ss",
			    CS_CHART_RUN, unit);
}

void say_rate(const struct study *study, struct cs_buf *out)
{
	struct rates r = rates_of(study, &study->whole->touched);
	size_t judged = 0, signals = 0, last = 0;
	struct cs_figure periods;

	for (size_t i = 0; i < r.n && !isnan(r.rate.sigma_z); i++) {
		judged += r.counts[i].complete && r.counts[i].size > 0;
		if (r.rates[i].signal != CS_SIGNAL_NONE) {
			signals++;
			last = i;
		}
	}
	periods =
	    cs_counted((int64_t)judged, cs_period_name(study->rules.unit));
	if (judged > 0 && signals == 0) {
		add_rate(r.rate.centre, out);
		cs_buf_addf(out, " are usual; of %s none stands out",
			    periods.text);
	} else if (judged > 0) {
		cs_buf_addf(out, "Of %s ", periods.text);
		say_signal(study, &r, signals, last, out);
	}
	release(&r);
}
