/* impact.c - cs-churn's table impact: what it may cost, and on what that rests.
 */
#include <math.h>

#include "churn/report.h"
#include "report/number.h"

/* The bounds stand twice: text folds those that are called after the value. */
const struct cs_column impact_columns[] = {
	{ "item", CS_TEXT, .people = CS_FILES,
	  .means = "what would follow: a sum, a scenario by a method, or a "
		   "share of one's own data" },
	{ "label", CS_TEXT, "item", .people = CS_PEOPLE },
	{ "value", CS_REAL, NULL, 2, .means = "what it is" },
	{ "low", CS_REAL, .people = CS_FILES,
	  .means = "lower end, from the method's range or interval" },
	{ "high", CS_REAL, .people = CS_FILES,
	  .means = "upper end, from the method's range or interval" },
	{ "value_low", CS_REAL, "range", 2, .people = CS_PEOPLE },
	{ "value_high", CS_REAL, NULL, 2, .people = CS_PEOPLE },
	{ "basis", CS_TEXT, .people = CS_FILES, .means = "on what it rests" },
	{ "option", CS_TEXT, .means = "the option that changes it" },
	{ NULL }
};

/* Where the items of a part go. */
struct out {
	const struct study *study;
	const struct tally *tally;
	struct cs_table *table;
	bool notes; /* no rows: their bases, below the table */
};

struct item {
	const char *name;   /* "expected_loss" */
	const char *label;  /* ... for people */
	const char *option; /* "--no-return" */
	double value;
	struct cs_interval range;
	const char *method; /* NULL, or behind name and label */
};

/* Releases `basis`. */
static void put_item(const struct out *out, const struct item *item,
		     struct cs_buf *basis)
{
	struct cs_table *table = out->table;
	bool quiet = isnan(item->value) && nothing_told(out->study);
	struct cs_buf name = CS_BUF_INIT, label = CS_BUF_INIT;

	cs_buf_adds(&name, item->name);
	cs_buf_adds(&label, item->label);
	if (item->method != NULL) {
		cs_buf_addf(&name, "_%s", item->method);
		cs_buf_addf(&label, ", %s", item->method);
	}
	if (out->notes) {
		if (!quiet)
			cs_table_add_note(table, "%s: %s.", label.data,
					  basis->data);
	} else {
		cs_row_for(table, quiet ? CS_FILES : CS_ALL);
		cs_put_text(table, "item", name.data);
		cs_put_text(table, "label", label.data);
		cs_put_real(table, "value", item->value);
		cs_put_real(table, "low", item->range.low);
		cs_put_real(table, "high", item->range.high);
		cs_put_interval(table, "value", item->range);
		cs_put_text(table, "basis", basis->data);
		cs_put_text(table, "option", item->option);
	}
	cs_buf_release(&name);
	cs_buf_release(&label);
	cs_buf_release(basis);
}

/* A sum of money without an interval, of so many customers. */
static void put_revenue(const struct out *out, struct item item, cs_sum revenue,
			int64_t customers, const char *who, bool known)
{
	struct cs_buf basis = CS_BUF_INIT;
	bool valued = out->study->job->data.valued;
	bool lapses = lapses_known(&out->study->rules);

	item.value =
	    known && valued && lapses ? cs_money_double(revenue) : CS_NOTHING;
	item.range = (struct cs_interval){ CS_NOTHING, CS_NOTHING };
	if (!valued)
		cs_buf_adds(&basis, "there are no amounts");
	else if (!lapses)
		cs_buf_adds(&basis, "too few gaps between purchases tell who "
				    "has lapsed (--lapse-after)");
	else if (known)
		cs_buf_addf(&basis, "%s %s: revenue of %s last year",
			    cs_counted(customers, "customer").text, who,
			    customers == 1 ? "its" : "their");
	else
		cs_buf_adds(&basis, "who complained is not known");
	put_item(out, &item, &basis);
}

/* A value and its range, `by` for each. */
static void put_scaled(const struct out *out, struct item item, double by,
		       struct cs_buf *basis)
{
	item.value *= by;
	item.range.low *= by;
	item.range.high *= by;
	put_item(out, &item, basis);
}

/* Orders are no customers: what these would do does not follow. */
static void put_uncounted(const struct out *out, const char *name)
{
	static const struct item items[] = {
		{ "expected_loss", "loss", "--no-return" },
		{ "people_told", "told", "--tells" },
		{ "tell_twenty", "tell 20", "--tell-twenty" },
	};

	for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
		struct item item = items[i];
		struct cs_buf basis = CS_BUF_INIT;

		item.method = name;
		item.value = CS_NOTHING;
		item.range = (struct cs_interval){ CS_NOTHING, CS_NOTHING };
		cs_buf_addf(&basis,
			    "%s counts orders, and whose they are it does not "
			    "tell",
			    name);
		put_item(out, &item, &basis);
	}
}

/* What follows from one method's numbers. */
static void put_scenario(const struct out *out, enum method method)
{
	const struct churn_options *o = out->study->rules.options;
	const struct people *p = &out->tally->people;
	const struct cs_silent *s = &out->tally->estimates[method];
	const char *name = methods[method].name;
	double each = out->study->job->data.valued
			  ? cs_money_double(p->revenue) / (double)p->customers
			  : CS_NOTHING;
	struct item item = { "expected_loss",	 "loss",
			     "--no-return",	 s->silent,
			     s->silent_interval, name };
	struct cs_buf basis = CS_BUF_INIT;

	if (method_of_orders(out->study, method)) {
		put_uncounted(out, name);
		return;
	}
	cs_buf_addf(
	    &basis,
	    "scenario: %g of the silent by %s do not return, each worth "
	    "the mean revenue of a customer's last year, %s",
	    o->no_return, name,
	    p->customers == 0 ? "which nobody has"
	    : each == each    ? cs_figure(each, 2).text
			      : "which nothing tells");
	put_scaled(out, item, o->no_return * each, &basis);
	item =
	    (struct item){ "people_told", "told", "--tells", .method = name };
	item.value = s->dissatisfied;
	item.range = s->dissatisfied_interval;
	cs_buf_addf(&basis,
		    "scenario: each of the dissatisfied by %s tells %g other%s",
		    name, o->tells, o->tells == 1 ? "" : "s");
	put_scaled(out, item, o->tells, &basis);
	item.name = "tell_twenty";
	item.label = "tell 20";
	item.option = "--tell-twenty";
	cs_buf_addf(&basis,
		    "scenario: %g of the dissatisfied by %s tell twenty others "
		    "or more",
		    o->tell_twenty, name);
	put_scaled(out, item, o->tell_twenty, &basis);
}

/* The data's own word on whether they return: customers who are `who`. */
static void put_share(const struct out *out, struct item item, enum share share,
		      int64_t some, int64_t all, const char *noun,
		      const char *who, const char *what)
{
	struct cs_buf basis = CS_BUF_INIT;

	item.value = cs_ratio(some, all);
	item.range = spread_share(out->study, out->tally, share, some, all);
	if (all > 0)
		cs_buf_addf(&basis,
			    "own data: %s of %s%s bought again after "
			    "%s",
			    cs_figure(some, 0).text, cs_counted(all, noun).text,
			    who, what);
	else
		cs_buf_addf(&basis, "no %ss%s are known", noun, who);
	put_item(out, &item, &basis);
}

static void put_items(const struct out *out)
{
	const struct churn_rules *rules = &out->study->rules;
	const struct people *p = &out->tally->people;
	struct item at_risk = { "revenue_at_risk", "revenue at risk",
				"--at-risk-after" };
	struct item lapsed = { "revenue_lapsed_no_complaint",
			       "lapsed, no complaint", "--complaint-window" };
	struct item returned = { "complainers_returned", "complainers returned",
				 "--complaint" };
	struct item silent = { "silent_returned", "silent returned",
			       "--dissatisfied" };

	put_revenue(out, at_risk, p->revenue_at_risk, p->states[CS_AT_RISK],
		    "at risk", true);
	put_revenue(out, lapsed, p->revenue_unvoiced,
		    p->states[CS_LAPSED] - p->lapsed_complained,
		    "who lapsed without complaint",
		    churn_knows(rules, COMPLAINT));
	for (enum method m = ARTICULATION; m <= TWO_LISTS; m++)
		put_scenario(out, m);
	put_share(out, returned, COMPLAINERS_RETURNED, p->came_back,
		  p->complained, "complainer", "", "their last complaint");
	put_share(out, silent, SILENT_RETURNED, p->unvoiced_back,
		  method_lacks(rules, TWO_LISTS) == NDEFINED
		      ? p->revealed - p->revealed_complained
		      : 0,
		  "customer",
		  " who revealed dissatisfaction and had not complained",
		  "that");
}

void begin_impact(const void *of, struct cs_table *table)
{
	put_items(&(struct out){ of, first_part(of), table, true });
	cs_table_add_note(
	    table,
	    "A customer's last year: purchases and refunds of the 365 days "
	    "that end with its last purchase.%s",
	    nothing_told(of) ? " Without --contacts no more is known."
			     : " Losses and people told are scenarios: each "
			       "with the method that says how many were "
			       "silent.");
}

void put_impact(const void *of, struct cs_table *table, const void *part)
{
	put_items(&(struct out){ of, part, table, false });
}
