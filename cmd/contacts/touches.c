/* touches.c - cs-contacts' tally of what orders bring by way of contacts, and
 * the table of how many an order has, and from which number on that is
 * unusual. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "contacts/report.h"
#include "report/number.h"

/* --- the tally ---------------------------------------------------------- */

static void init(void *tally, const void *with)
{
	const struct contacts_rules *rules = with;
	struct touched *touched = tally;

	touched->nperiods = rules->periods;
}

static struct touched_period *period_of(const struct contacts_rules *rules,
					struct touched *touched, cs_day day)
{
	return &touched->periods[cs_period_of(day, rules->unit) -
				 rules->first_period];
}

static void add_order(const struct contacts_rules *rules,
		      struct touched *touched, const struct cs_order *order,
		      const struct cs_fulfilment *fulfilment, size_t contacts)
{
	struct touched_period *period = period_of(rules, touched, order->day);
	int64_t until = cs_link_until(fulfilment, &rules->forming);

	if (fulfilment->placed >= rules->end)
		return;
	period->orders++;
	period->linked += (int64_t)contacts;
	period->contacted += contacts > 0;
	if (!limit_passed(rules, until) || until < rules->first_contact) {
		period->open++;
		*(until < rules->first_contact ? &touched->unseen
					       : &touched->open) += 1;
		return;
	}
	touched->with =
	    cs_lengthen(touched->with, &touched->nwith, &touched->capacity,
			contacts + 1, sizeof *touched->with);
	touched->with[contacts]++;
}

static void add(void *tally, const void *with,
		const struct cs_customer *customer)
{
	enum { FEW = 32 };
	const struct contacts_rules *rules = with;
	struct touched *touched = tally;
	size_t few[FEW] = { 0 }, *contacts = few, n = customer->npurchases;

	if (n > FEW)
		contacts = cs_calloc(n, sizeof *contacts);
	for (size_t i = 0; i < customer->ntouches; i++) {
		const struct cs_touch *touch = &customer->touches[i];

		if (touch->direction != CS_INBOUND ||
		    touch_is(rules, touch, AUTOMATIC))
			continue;
		period_of(rules, touched,
			  day_of(rules, touch->opened, touch->east))
		    ->contacts += cs_in_focus(customer, touch->group);
		if (touch->purchase >= 0)
			contacts[touch->purchase]++;
	}
	for (size_t p = 0; p < n; p++) {
		const struct cs_order *order = &customer->purchases[p];

		if (order_in_focus(customer, p))
			add_order(rules, touched, order,
				  &customer->fulfilments[order->tag],
				  contacts[p]);
	}
	if (contacts != few)
		free(contacts);
}

static const struct cs_members members[] = {
	CS_LIST(struct touched, "q", with, CS_GROWING, nwith,
		offsetof(struct touched, capacity)),
	CS_LIST(struct touched, "qqqqq", periods, CS_FIXED, nperiods),
	CS_MEMBERS(struct touched, "qq", open),
	{ NULL },
};

const struct cs_tally touched_tally = {
	.size = sizeof(struct touched),
	.init = init,
	.add = add,
	.members = members,
};

/* --- the table ---------------------------------------------------------- */

enum { SHOWN = 10 /* numbers of contacts, and all above together */ };

const struct cs_column touches_columns[] = {
	{ "touches", CS_TEXT, "contacts",
	  .means = "inbound contacts linked to an order, 0 to 9 and 10+; null: "
		   "all orders" },
	{ "orders", CS_COUNT,
	  .means = "orders with so many, of those whose time for contacts "
		   "(--link-within) is over" },
	{ "share", CS_SHARE, .means = "share of these orders" },
	{ "expected_poisson", CS_REAL, "by Poisson",
	  .means = "orders with so many, were contacts independent" },
	{ "expected_nbinom", CS_REAL, "by negative binomial",
	  .means = "orders with so many, where orders differ in how many they "
		   "bring" },
	{ "mean", CS_REAL, .people = CS_FILES,
	  .means = "contacts per order; this and the next of all orders only" },
	{ "variance", CS_REAL, .people = CS_FILES, .means = "of contacts" },
	{ "dispersion", CS_REAL, .people = CS_FILES,
	  .means = "(orders - 1) variance / mean: chi-square of orders - 1 "
		   "where contacts are Poisson's" },
	{ "dispersion_p", CS_REAL, .people = CS_FILES,
	  .means = "chance of as much or more by Poisson" },
	{ "nbinom_size", CS_REAL, .people = CS_FILES,
	  .means = "size of the negative binomial; null: infinite, Poisson" },
	{ "unusual_from", CS_COUNT, .people = CS_FILES,
	  .means = "so many contacts or more have fewer than --unusual of "
		   "orders, by the negative binomial" },
	{ NULL }
};

static int64_t orders_from(const struct touched *touched, int64_t from)
{
	int64_t sum = 0;

	for (size_t c = (size_t)from; c < touched->nwith; c++)
		sum += touched->with[c];
	return sum;
}

int64_t unusual_from(const struct contacts_rules *rules,
		     const struct cs_counts *counts)
{
	return cs_unusual_from(counts->mean, counts->size,
			       rules->options->unusual);
}

static void note_counts(const struct study *study, struct cs_table *table,
			const struct cs_counts *counts)
{
	const struct touched *touched = &study->whole->touched;
	int64_t from = unusual_from(&study->rules, counts);
	int64_t poisson = cs_unusual_from(counts->mean, INFINITY,
					  study->rules.options->unusual);

	cs_table_add_note(table, "%s contacts per order, variance %s%s",
			  cs_figure(counts->mean, 3).text,
			  cs_figure(counts->variance, 3).text,
			  counts->dispersion_p < .01
			      ? ": they come in clusters, not by chance alone."
			      : ".");
	cs_table_add_note(table, "Unusual from %s on: %s.%s%s%s",
			  cs_counted(from, "contact").text,
			  cs_counted(orders_from(touched, from), "order").text,
			  poisson < from ? " By Poisson it would be from " : "",
			  poisson < from ? cs_figure((double)poisson, 0).text
					 : "",
			  poisson < from ? "." : "");
}

void begin_touches(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	const struct touched *touched = &study->whole->touched;
	struct cs_counts counts = cs_counts(touched->with, touched->nwith);

	note_groups(study, table);
	if (!study->rules.orders) {
		cs_table_add_note(table, "There are no orders: --orders FILE "
					 "says which.");
		return;
	}
	if (counts.subjects > 1)
		note_counts(study, table, &counts);
	if (touched->open > 0)
		cs_table_add_note(table,
				  "Without %s whose time for contacts is not "
				  "over.",
				  cs_counted(touched->open, "order").text);
	if (touched->unseen > 0)
		cs_table_add_note(table,
				  "Without %s whose time was over before the "
				  "first contact that was kept.",
				  cs_counted(touched->unseen, "order").text);
}

/* Expected orders with so many contacts; of the last row, or more. */
static double expected(const struct cs_counts *counts, double size, int touches)
{
	double chance = touches < SHOWN
			    ? cs_count_chance(counts->mean, size, touches)
			    : cs_count_reaches(counts->mean, size, touches);

	return (double)counts->subjects * chance;
}

static void put_orders(struct cs_table *table, const struct touched *touched,
		       const struct cs_counts *counts, int touches)
{
	int64_t orders = orders_from(touched, touches);
	char name[16];

	if (touches < SHOWN)
		orders -= orders_from(touched, touches + 1);
	snprintf(name, sizeof name, "%d%s", touches,
		 touches < SHOWN ? "" : "+");
	cs_row(table);
	cs_put_text(table, "touches", name);
	cs_put_count(table, "orders", orders);
	cs_put_real(table, "share", cs_ratio(orders, counts->subjects));
	cs_put_real(table, "expected_poisson",
		    expected(counts, INFINITY, touches));
	cs_put_real(table, "expected_nbinom",
		    expected(counts, counts->size, touches));
	cs_put_rest(table);
}

void put_touches(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct touched *touched = &((const struct tally *)part)->touched;
	struct cs_counts counts = cs_counts(touched->with, touched->nwith);
	int64_t from = unusual_from(&study->rules, &counts);

	if (!has_orders(study, part))
		return;
	for (int c = 0; counts.subjects > 0 && c <= SHOWN; c++)
		put_orders(table, touched, &counts, c);
	cs_row(table);
	cs_put_null(table, "touches");
	cs_put_known(table, "orders", study->rules.orders, counts.subjects);
	cs_put_real(table, "share", cs_ratio(counts.subjects, counts.subjects));
	cs_put_null(table, "expected_poisson");
	cs_put_null(table, "expected_nbinom");
	cs_put_real(table, "mean", counts.mean);
	cs_put_real(table, "variance", counts.variance);
	cs_put_real(table, "dispersion", counts.dispersion);
	cs_put_real(table, "dispersion_p", counts.dispersion_p);
	cs_put_real(table, "nbinom_size", counts.size);
	cs_put_known(table, "unusual_from", from > 0, from);
}

void say_touches(const struct study *study, struct cs_buf *out)
{
	const struct touched *touched = &study->whole->touched;
	struct cs_counts counts = cs_counts(touched->with, touched->nwith);
	int64_t from = unusual_from(&study->rules, &counts), many;
	int64_t any = orders_from(touched, 1);

	if (counts.subjects == 0)
		return;
	add_part(any, counts.subjects,
		 &(struct said){ "order", "", "brought a contact",
				 "brought a contact", "brought no contact" },
		 out);
	if (any > 0 && counts.subjects > 1) {
		cs_buf_adds(out, ", ");
		cs_add_percent(out, cs_ratio(any, counts.subjects));
	}
	many = from > 0 ? orders_from(touched, from) : 0;
	if (many > 0)
		cs_buf_addf(out, "; %s brought %s or more, which is unusual",
			    cs_figure((double)many, 0).text,
			    cs_figure((double)from, 0).text);
}
