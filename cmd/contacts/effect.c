/* effect.c - cs-contacts' table of whether customers buy again after orders
 * that had more of their four contacts. */
#include <stdlib.h>

#include "base/mem.h"
#include "contacts/report.h"
#include "report/number.h"

/* The last second in which any of the four would be in time. */
static int64_t last_window(const struct order_plan *plan)
{
	int64_t last = plan->stages[0].to;

	for (enum stage s = 1; s < NSTAGES; s++)
		if (plan->stages[s].to > last)
			last = plan->stages[s].to;
	return last;
}

static size_t stages_done(const struct order_plan *plan)
{
	size_t done = 0;

	for (enum stage s = 0; s < NSTAGES; s++)
		done += plan->stages[s].done;
	return done;
}

void count_effect(const struct contacts_rules *rules,
		  const struct cs_customer *customer, size_t purchase,
		  const struct order_plan *plan, struct planned *planned)
{
	size_t done = stages_done(plan);

	planned->by_done[done]++;
	add_return(&planned->returns, done,
		   return_wait(rules, customer, purchase,
			       day_of(rules, last_window(plan), 0)));
}

static bool due_for_all(const struct order_plan *plan)
{
	for (enum stage s = 0; s < NSTAGES; s++)
		if (!plan->stages[s].due)
			return false;
	return true;
}

struct effect_visit {
	return_visit *visit;
	void *to;
};

static void visit_effect(const struct contacts_rules *rules,
			 const struct cs_customer *customer, size_t purchase,
			 const struct order_plan *plan, void *to)
{
	const struct effect_visit *effect = to;

	if (due_for_all(plan))
		effect->visit(rules, stages_done(plan),
			      return_wait(rules, customer, purchase,
					  day_of(rules, last_window(plan), 0)),
			      effect->to);
}

void each_effect(const struct contacts_rules *rules,
		 const struct cs_customer *customer, return_visit *visit,
		 void *to)
{
	struct effect_visit effect = { visit, to };

	each_plan(rules, customer, visit_effect, &effect);
}

/* --- the table ---------------------------------------------------------- */

const struct cs_column effect_columns[] = {
	{ "stages_done", CS_COUNT, "of four contacts",
	  .means = "how many of the four stages of an order were done in time, "
		   "0 to 4" },
	{ "orders", CS_COUNT,
	  .means = "of which all four days are known and whose times are over, "
		   "those due in the row complete of plan" },
	{ "share", CS_SHARE, .means = "share of these orders" },
	{ "repurchase_rate", CS_SHARE, "buy again",
	  .means = "share after which the customer bought again within "
		   "--repurchase of the end of the order's last time for a "
		   "contact; null where nobody was watched so long" },
	{ "repurchase_rate_low", CS_SHARE },
	{ "repurchase_rate_high", CS_SHARE },
	{ "p_value", CS_REAL, .people = CS_FILES,
	  .means = "log-rank test that the five curves of buying again are "
		   "one, the same in every row; its variance is by customers" },
	{ NULL }
};

static void curves_of(const struct planned *planned,
		      struct cs_wait_curve curves[])
{
	for (int done = 0; done <= NSTAGES; done++)
		curves[done] =
		    cs_waits_curve(&planned->returns, done, CS_LEVEL);
}

/* Of the five curves, which are released. */
static double p_of(struct cs_wait_curve curves[],
		   const struct return_spread *spread)
{
	double p = classes_p(curves, spread);

	for (int done = 0; done <= NSTAGES; done++)
		cs_wait_curve_release(&curves[done]);
	return p;
}

void begin_effect(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	struct cs_wait_curve curves[NSTAGES + 1];
	double p;

	begin_plan(of, table);
	if (!plan_is_known(study))
		return;
	curves_of(&study->whole->planned, curves);
	p = p_of(curves, &study->whole->effect_spread);
	if (p <= 1)
		cs_table_add_note(
		    table,
		    p < .05 ? "The curves of buying again differ by more than "
			      "chance has it (log-rank test, p = %s)."
			    : "The curves of buying again differ no more than "
			      "chance has it (log-rank test, p = %s).",
		    cs_figure(p, 4).text);
	cs_table_add_note(
	    table, "This goes together; it is no proof that contacts bring "
		   "customers back: good customers may be looked after better. "
		   "A trial tells: leave one contact to chance for a month.");
}

void put_effect(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct tally *tally = part;
	const struct planned *planned = &tally->planned;
	struct cs_wait_curve curves[NSTAGES + 1];
	struct cs_interval interval[NSTAGES + 1];
	int64_t due = planned->counts[COMPLETE].due;
	struct cs_km km[NSTAGES + 1];
	double p;

	if (!has_orders(study, part))
		return;
	curves_of(planned, curves);
	for (int done = 0; done <= NSTAGES; done++) {
		km[done] = returned_of(&study->rules, &curves[done]);
		interval[done] = returned_interval(
		    &km[done], &curves[done], &tally->effect_spread.of[done]);
	}
	p = p_of(curves, &tally->effect_spread);
	for (int done = 0; done <= NSTAGES; done++) {
		cs_row(table);
		cs_put_count(table, "stages_done", done);
		if (!plan_is_known(study)) {
			cs_put_rest(table);
			continue;
		}
		cs_put_count(table, "orders", planned->by_done[done]);
		cs_put_real(table, "share",
			    cs_ratio(planned->by_done[done], due));
		cs_put_real(table, "repurchase_rate", 1 - km[done].survival);
		cs_put_interval(table, "repurchase_rate", interval[done]);
		cs_put_real(table, "p_value", p);
	}
}
