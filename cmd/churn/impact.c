/* impact.c - cs-churn's table impact: what it may cost, and on what that rests.
 */
#include <math.h>

#include "app/output.h"
#include "churn/report.h"
#include "report/number.h"

/* The bounds stand twice: text folds those that are called after the value. */
const struct cs_column impact_columns[] = {
	{ "item", CS_TEXT, .people = CS_FILES },
	{ "label", CS_TEXT, "item", .people = CS_PEOPLE },
	{ "value", CS_REAL, NULL, 2 },
	{ "low", CS_REAL, .people = CS_FILES },
	{ "high", CS_REAL, .people = CS_FILES },
	{ "value_low", CS_REAL, "range", 2, .people = CS_PEOPLE },
	{ "value_high", CS_REAL, NULL, 2, .people = CS_PEOPLE },
	{ "basis", CS_TEXT, .people = CS_FILES },
	{ "option", CS_TEXT },
	{ NULL }
};

/* Where items go: into rows, or their bases below the table; or NULL. */
struct out {
	struct cs_table *rows, *notes;
};

struct item {
	const char *name;   /* "expected_loss" */
	const char *label;  /* ... for people */
	const char *method; /* NULL, or behind the name */
	double value, low, high;
	const char *option;
};

static void put_row(struct cs_table *table, struct cs_part part,
		    const struct item *item, const char *name,
		    const char *label, const char *basis)
{
	cs_put_part(table, part);
	cs_put_text(table, "item", name);
	cs_put_text(table, "label", label);
	cs_put_real(table, "value", item->value);
	cs_put_real(table, "low", item->low);
	cs_put_real(table, "high", item->high);
	cs_put_range(table, "value", item->low, item->high);
	cs_put_text(table, "basis", basis);
	cs_put_text(table, "option", item->option);
}

static void put_item(const struct out *out, struct cs_part part,
		     struct item item, const struct cs_buf *basis)
{
	struct cs_buf name = CS_BUF_INIT, label = CS_BUF_INIT;

	cs_buf_adds(&name, item.name);
	cs_buf_adds(&label, item.label);
	if (item.method != NULL) {
		cs_buf_addf(&name, "_%s", item.method);
		cs_buf_addf(&label, ", %s", item.method);
	}
	if (out->notes != NULL)
		cs_table_add_note(out->notes, "%s: %s.", label.data,
				  basis->data);
	else
		put_row(out->rows, part, &item, name.data, label.data,
			basis->data);
	cs_buf_release(&name);
	cs_buf_release(&label);
}

/* A sum of money without an interval, of so many customers. */
static void put_revenue(const struct out *out, struct cs_part part,
			const char *name, const char *label, cs_sum revenue,
			int64_t customers, const char *who, bool known,
			const char *option)
{
	struct cs_buf basis = CS_BUF_INIT;

	cs_add_count(&basis, customers);
	cs_buf_addf(&basis, " %s: revenue of their last year", who);
	if (!known) {
		cs_buf_clear(&basis);
		cs_buf_adds(&basis, "who complained is not known");
	}
	put_item(out, part,
		 (struct item){ name, label, NULL,
				known ? cs_money_double(revenue) : CS_NOTHING,
				CS_NOTHING, CS_NOTHING, option },
		 &basis);
	cs_buf_release(&basis);
}

static void put_states(const struct study *study, const struct out *out,
		       struct cs_part part, const struct tally *t)
{
	put_revenue(out, part, "revenue_at_risk", "revenue at risk",
		    t->revenue_at_risk, t->states[CS_AT_RISK],
		    "customers at risk", true, "--at-risk-after");
	put_revenue(out, part, "revenue_lapsed_no_complaint",
		    "lapsed, no complaint", t->revenue_unvoiced,
		    t->states[CS_LAPSED] - t->lapsed_complained,
		    "customers who lapsed without complaint",
		    knows_complaints(study), "--complaint-window");
}

/* What follows from one method's numbers. */
static void put_scenario(const struct study *study, const struct out *out,
			 struct cs_part part, int group, enum method method)
{
	const struct churn_options *o = study->options;
	const struct tally *t = tally_of(study, group);
	struct cs_buf from = CS_BUF_INIT, basis = CS_BUF_INIT;
	struct cs_silent s = estimate(study, group, method, &from);
	double each = t->customers > 0
			  ? cs_money_double(t->revenue) / (double)t->customers
			  : CS_NOTHING;
	double loss = o->no_return * each;
	const char *name = method_name(method);

	cs_buf_addf(
	    &basis,
	    "scenario: %g of the silent by %s do not return, each worth "
	    "the mean revenue of a customer's last year, ",
	    o->no_return, name);
	if (t->customers > 0)
		cs_add_rounded(&basis, each, 2);
	else
		cs_buf_adds(&basis, "which nobody has");
	put_item(out, part,
		 (struct item){ "expected_loss", "loss", name, s.silent * loss,
				s.silent_interval.low * loss,
				s.silent_interval.high * loss, "--no-return" },
		 &basis);
	cs_buf_clear(&basis);
	cs_buf_addf(&basis,
		    "scenario: each of the dissatisfied by %s tells %g others",
		    name, o->tells);
	put_item(out, part,
		 (struct item){
		     "people_told", "told", name, s.dissatisfied * o->tells,
		     s.dissatisfied_interval.low * o->tells,
		     s.dissatisfied_interval.high * o->tells, "--tells" },
		 &basis);
	cs_buf_clear(&basis);
	cs_buf_addf(&basis,
		    "scenario: %g of the dissatisfied by %s tell twenty others "
		    "or more",
		    o->tell_twenty, name);
	put_item(out, part,
		 (struct item){ "tell_twenty", "tell 20", name,
				s.dissatisfied * o->tell_twenty,
				s.dissatisfied_interval.low * o->tell_twenty,
				s.dissatisfied_interval.high * o->tell_twenty,
				"--tell-twenty" },
		 &basis);
	cs_buf_release(&from);
	cs_buf_release(&basis);
}

/* The data's own word on whether they return. */
static void put_share(const struct out *out, struct cs_part part,
		      const char *name, const char *label, int64_t some,
		      int64_t all, bool known, const char *who,
		      const char *what, const char *option)
{
	struct cs_interval interval = { CS_NOTHING, CS_NOTHING };
	struct cs_buf basis = CS_BUF_INIT;

	if (known && all > 0) {
		interval = cs_wilson(some, all, CS_LEVEL);
		cs_buf_adds(&basis, "own data: ");
		cs_add_count(&basis, some);
		cs_buf_adds(&basis, " of ");
		cs_add_count(&basis, all);
		cs_buf_addf(&basis, " %s bought again after %s", who, what);
	} else {
		cs_buf_addf(&basis, "no %s are known", who);
	}
	put_item(out, part,
		 (struct item){ name, label, NULL,
				known ? cs_ratio(some, all) : CS_NOTHING,
				interval.low, interval.high, option },
		 &basis);
	cs_buf_release(&basis);
}

static void put_items(const struct study *study, const struct out *out,
		      struct cs_part part, int group)
{
	const struct tally *t = tally_of(study, group);
	bool revealed = knows_revealed(study) && knows_asked(study) &&
			knows_complaints(study);

	put_states(study, out, part, t);
	for (int m = ARTICULATION; m <= TWO_LISTS; m++)
		put_scenario(study, out, part, group, (enum method)m);
	put_share(out, part, "complainers_returned", "complainers returned",
		  t->came_back, t->complained, knows_complaints(study),
		  "complainers", "their last complaint", "--complaint");
	put_share(out, part, "silent_returned", "silent returned",
		  t->unvoiced_back, t->revealed - t->revealed_complained,
		  revealed,
		  "customers who revealed dissatisfaction and had not "
		  "complained",
		  "that", "--dissatisfied");
}

void put_impact(const struct study *study, struct cs_table *table,
		struct cs_part part, int group)
{
	struct out out = { .rows = table };

	put_items(study, &out, part, group);
}

struct cs_table *impact_table(const struct study *study)
{
	struct cs_table *table = cs_table_add(study->job, IMPACT);
	struct out out = { .notes = table };

	put_items(study, &out, CS_UNGROUPED,
		  cs_whole_wanted(study->job) ? WHOLE : 0);
	cs_table_add_note(
	    table,
	    "A customer's last year: purchases and refunds of the 365 days "
	    "that "
	    "end with its last purchase. Losses and people told are scenarios: "
	    "each with the method that says how many were silent.");
	return table;
}
