/*
 * What customers bring by period with the firm: worked out by hand, and found
 * again by going through the calendar of hundreds of customers.
 */
#include "tally/tenure.h"

#include <stdlib.h>

#include "simulate/draw.h"
#include "tap.h"

enum { MOST = 8, UNIT = CS_MICROS };

struct person {
	size_t npurchases, nrefunds;
	struct cs_order orders[MOST]; /* purchases, then refunds */
};

static void add(struct cs_tenure *tenure, const struct cs_tenure_rules *rules,
		const struct person *person)
{
	struct cs_customer customer = {
		.purchases = person->orders,
		.npurchases = person->npurchases,
		.refunds = person->orders + person->npurchases,
		.nrefunds = person->nrefunds,
	};

	cs_tenure_tally.add(tenure, rules, &customer);
}

static cs_day ymd(int year, int month, int dom)
{
	return cs_day_from_ymd(year, month, dom);
}

static struct cs_tenure_rules rules_of(enum cs_period unit, cs_day as_of)
{
	return (struct cs_tenure_rules){ .window = { CS_DAY_MIN, CS_DAY_MAX },
					 .as_of = as_of,
					 .unit = unit };
}

static void is_row(const struct cs_tenure *tenure, size_t k, int64_t customers,
		   int64_t active, int64_t orders, int64_t revenue, double se,
		   const char *name)
{
	const struct cs_tenure_row *row = &tenure->rows[k - 1];

	if (!ok(k <= tenure->nrows, "%s: there is a period %zu", name, k))
		return;
	ok(row->customers == customers && row->active == active &&
	       row->orders == orders && row->revenue == (cs_sum)revenue * UNIT,
	   "%s: period %zu: %ld customers, %ld active, %ld orders, %.6f", name,
	   k, (long)row->customers, (long)row->active, (long)row->orders,
	   cs_money_double(row->revenue));
	near(cs_tenure_se(row), se, 1e-14,
	     named("%s: period %zu: standard error", name, k));
}

/* --- by hand ----------------------------------------------------------- */

/*
 * Ann's periods begin on 31 January, 28 February, 31 March and 30 April, the
 * fourth ends on 30 May; bob's on the first of March, April and May. Cy has
 * just come.
 *
 *	ann  1: 10 + 5 and 3 returned even before	= 12
 *	     2: 7 on its first day, 2 returned on its last	= 5
 *	     3: 1 on its last day
 *	     4: 100, 6 returned		= 94
 *	bob  1: 20 and 1 on its last day	= 21
 *	     2: only 4 returned		= -4
 */
static void people(struct person out[static 3])
{
	out[0] = (struct person){ 5,
				  3,
				  { { ymd(2025, 1, 31), 0, 10 * UNIT },
				    { ymd(2025, 2, 27), 0, 5 * UNIT },
				    { ymd(2025, 2, 28), 0, 7 * UNIT },
				    { ymd(2025, 4, 29), 0, 1 * UNIT },
				    { ymd(2025, 4, 30), 0, 100 * UNIT },
				    { ymd(2025, 1, 2), 0, -3 * UNIT },
				    { ymd(2025, 3, 30), 0, -2 * UNIT },
				    { ymd(2025, 5, 1), 0, -6 * UNIT } } };
	out[1] = (struct person){ 2,
				  1,
				  { { ymd(2025, 3, 1), 0, 20 * UNIT },
				    { ymd(2025, 3, 31), 0, 1 * UNIT },
				    { ymd(2025, 4, 15), 0, -4 * UNIT } } };
	out[2] = (struct person){ 1, 0, { { ymd(2025, 5, 1), 0, 50 * UNIT } } };
}

static void check_people(const struct cs_tenure *tenure, const char *name)
{
	is_int((long long)tenure->nrows, 3, named("%s: periods", name));
	/* 12 and 21: mean 16.5, sum of squares 40.5, se sqrt(40.5 / 2) */
	is_row(tenure, 1, 2, 2, 4, 33, 4.5, name);
	/* 5 and -4: the same spread */
	is_row(tenure, 2, 2, 1, 1, 1, 4.5, name);
	/* bob's third ends on 31 May */
	is_row(tenure, 3, 1, 1, 1, 1, NAN, name);
}

static void test_people(void)
{
	struct cs_tenure_rules rules = rules_of(CS_MONTH, ymd(2025, 5, 29));
	struct person all[3];
	struct cs_tenure tenure;

	people(all);
	cs_tally_init(&cs_tenure_tally, &tenure, NULL);
	for (size_t i = 0; i < 3; i++)
		add(&tenure, &rules, &all[i]);
	is_int((long long)tenure.nrows, 0, "no rows until it is finished");
	cs_tenure_tally.finish(&tenure, NULL);
	check_people(&tenure, "to 29 May");
	cs_tally_release(&cs_tenure_tally, &tenure);

	for (unsigned split = 0; split < 8; split++) {
		struct cs_tenure parts[2];
		char name[40];

		cs_tally_init(&cs_tenure_tally, &parts[0], NULL);
		cs_tally_init(&cs_tenure_tally, &parts[1], NULL);
		for (size_t i = 0; i < 3; i++)
			add(&parts[split >> i & 1], &rules, &all[i]);
		cs_tally_merge(&cs_tenure_tally, &parts[0], &parts[1]);
		cs_tenure_tally.finish(&parts[0], NULL);
		snprintf(name, sizeof name, "shared out as %u", split);
		check_people(&parts[0], name);
		cs_tally_release(&cs_tenure_tally, &parts[0]);
		cs_tally_release(&cs_tenure_tally, &parts[1]);
	}

	/* a day later ann's fourth period is whole */
	rules.as_of++;
	cs_tally_init(&cs_tenure_tally, &tenure, NULL);
	add(&tenure, &rules, &all[0]);
	cs_tenure_tally.finish(&tenure, NULL);
	is_int((long long)tenure.nrows, 4, "to 30 May: periods");
	is_row(&tenure, 4, 1, 1, 1, 94, NAN, "to 30 May");
	cs_tally_release(&cs_tenure_tally, &tenure);
}

/* Three who bring 10, 20 and 60, and two who come only once. */
static void test_error(void)
{
	const struct cs_tenure_rules rules = rules_of(CS_WEEK, 13);
	const int64_t second[] = { 10, 20, 60, 0, 0 };
	struct cs_tenure three, five;

	cs_tally_init(&cs_tenure_tally, &three, NULL);
	cs_tally_init(&cs_tenure_tally, &five, NULL);
	for (size_t i = 0; i < 5; i++) {
		struct person person = { 1 + (i < 3),
					 0,
					 { { 0, 0, 5 * UNIT },
					   { 7, 0, second[i] * UNIT } } };

		if (i < 3)
			add(&three, &rules, &person);
		add(&five, &rules, &person);
	}
	cs_tenure_tally.finish(&three, NULL);
	cs_tenure_tally.finish(&five, NULL);
	is_row(&three, 1, 3, 3, 3, 15, 0, "all alike");
	/* R: sd(c(10, 20, 60)) / sqrt(3), and with two zeros */
	is_row(&three, 2, 3, 3, 3, 90, 15.275252316519468, "of three");
	is_row(&five, 2, 5, 3, 3, 90, 11.135528725660043, "of five");
	cs_tally_release(&cs_tenure_tally, &three);
	cs_tally_release(&cs_tenure_tally, &five);
}

static void is_whole(enum cs_period unit, cs_day first, cs_day as_of,
		     size_t want, const char *name)
{
	const struct cs_tenure_rules rules = rules_of(unit, as_of);
	const struct person person = { 1, 0, { { first, 0, UNIT } } };
	struct cs_tenure tenure;
	bool once = true;

	cs_tally_init(&cs_tenure_tally, &tenure, NULL);
	add(&tenure, &rules, &person);
	cs_tenure_tally.finish(&tenure, NULL);
	is_int((long long)tenure.nrows, (long long)want, name);
	for (size_t k = 0; k < tenure.nrows; k++)
		once &= tenure.rows[k].customers == 1 &&
			tenure.rows[k].orders == (k == 0);
	ok(once, "%s: observed once in each", name);
	cs_tally_release(&cs_tenure_tally, &tenure);
}

static void test_whole(void)
{
	is_whole(CS_WEEK, 100, 105, 0, "six days");
	is_whole(CS_WEEK, 100, 106, 1, "seven days");
	is_whole(CS_WEEK, 100, 112, 1, "thirteen days");
	is_whole(CS_WEEK, 100, 113, 2, "fourteen days");
	is_whole(CS_MONTH, ymd(2025, 1, 31), ymd(2025, 1, 31), 0, "one day");
	is_whole(CS_MONTH, ymd(2025, 1, 31), ymd(2025, 2, 26), 0,
		 "a month to 26 February");
	is_whole(CS_MONTH, ymd(2025, 1, 31), ymd(2025, 2, 27), 1,
		 "a month to 27 February");
	is_whole(CS_MONTH, ymd(2025, 1, 31), ymd(2025, 3, 29), 1,
		 "two months to 29 March");
	is_whole(CS_MONTH, ymd(2025, 1, 31), ymd(2025, 3, 30), 2,
		 "two months to 30 March");
	is_whole(CS_QUARTER, ymd(2024, 11, 30), ymd(2025, 2, 26), 0,
		 "a quarter to 26 February");
	is_whole(CS_QUARTER, ymd(2024, 11, 30), ymd(2025, 2, 27), 1,
		 "a quarter to 27 February");
	is_whole(CS_QUARTER, ymd(2024, 11, 30), ymd(2025, 5, 29), 2,
		 "two quarters to 29 May");
	is_whole(CS_YEAR, ymd(2024, 2, 29), ymd(2025, 2, 26), 0,
		 "a year to 26 February");
	is_whole(CS_YEAR, ymd(2024, 2, 29), ymd(2025, 2, 27), 1,
		 "a year to 27 February");
	is_whole(CS_YEAR, ymd(2024, 2, 29), ymd(2028, 2, 27), 3,
		 "four years to 27 February 2028");
	is_whole(CS_YEAR, ymd(2024, 2, 29), ymd(2028, 2, 28), 4,
		 "four years to 28 February 2028");
	/* to the ends of the calendar */
	is_whole(CS_MONTH, ymd(9999, 12, 1), CS_DAY_MAX, 1, "the last month");
	is_whole(CS_MONTH, ymd(9999, 12, 2), CS_DAY_MAX, 0,
		 "a month beyond the end");
	is_whole(CS_MONTH, ymd(9999, 11, 30), CS_DAY_MAX, 1,
		 "two months beyond the end");
	is_whole(CS_WEEK, CS_DAY_MAX - 6, CS_DAY_MAX, 1, "the last week");
	is_whole(CS_YEAR, CS_DAY_MIN, CS_DAY_MAX, 9999, "all years");
	is_whole(CS_MONTH, CS_DAY_MIN, CS_DAY_MAX, 9999 * 12, "all months");
}

static void test_left_out(void)
{
	struct cs_tenure_rules rules = rules_of(CS_WEEK, 100);
	/* first seen at the second; and two at once, of which one is the first
	 */
	const struct person late = { 2,
				     0,
				     { { 10, 2, UNIT }, { 20, 3, UNIT } } };
	const struct person two = {
		3, 0, { { 10, 2, UNIT }, { 10, 1, UNIT }, { 20, 3, UNIT } }
	};
	const struct person nobody = { 0, 0, { { 0 } } };
	struct cs_tenure tenure;

	cs_tally_init(&cs_tenure_tally, &tenure, NULL);
	add(&tenure, &rules, &late);
	add(&tenure, &rules, &two);
	add(&tenure, &rules, &nobody);
	rules.numbered = true;
	add(&tenure, &rules, &late);
	add(&tenure, &rules, &two);
	rules.window.from = 10;
	rules.window.to = 10;
	add(&tenure, &rules, &two);
	rules.window.from = 11;
	rules.window.to = 100;
	add(&tenure, &rules, &two);
	rules.window.from = 0;
	rules.window.to = 9;
	add(&tenure, &rules, &two);
	cs_tenure_tally.finish(&tenure, NULL);
	/* both without numbers, one with them, one in the window of a day */
	is_row(&tenure, 1, 4, 4, 7, 7, 0.25, "who began in the window");
	cs_tally_release(&cs_tenure_tally, &tenure);
}

/* Revenue stays exact where its square is given up. */
static void test_large(void)
{
	const struct cs_tenure_rules rules = rules_of(CS_WEEK, 100);
	const struct person rich = {
		2, 0, { { 50, 0, INT64_MAX }, { 51, 0, INT64_MAX } }
	};
	struct cs_tenure tenure;

	cs_tally_init(&cs_tenure_tally, &tenure, NULL);
	add(&tenure, &rules, &rich);
	add(&tenure, &rules, &rich);
	cs_tenure_tally.finish(&tenure, NULL);
	ok(tenure.rows[0].revenue == (cs_sum)INT64_MAX * 4,
	   "more than 64 bits");
	near(cs_tenure_se(&tenure.rows[0]), NAN, 0, "no standard error");
	is_row(&tenure, 2, 2, 0, 0, 0, 0, "a week later");
	cs_tally_release(&cs_tenure_tally, &tenure);
}

/* --- day by day -------------------------------------------------------- */

enum { CROWD = 300, DAYS = 1200, ROWS = DAYS / 7 + 1 };

struct found {
	int64_t customers[ROWS], active[ROWS], orders[ROWS], revenue[ROWS];
	double each[ROWS][CROWD]; /* revenue of each customer */
};

/* Does a period of those who began on `first` begin on `day`? */
static bool anniversary(cs_day first, cs_day day, enum cs_period unit)
{
	static const int months[] = { 0, 1, 3, 6, 12 };
	int y, m, d, a, b, c;

	if (unit == CS_WEEK)
		return (day - first) % 7 == 0;
	cs_day_to_ymd(first, &y, &m, &d);
	cs_day_to_ymd(day, &a, &b, &c);
	if ((12 * (a - y) + b - m) % months[unit] != 0)
		return false;
	return c == d || (c < d && !cs_ymd_valid(a, b, c + 1));
}

static void follow(struct found *found, const struct cs_tenure_rules *rules,
		   const struct person *person)
{
	cs_day first = person->orders[0].day;
	int64_t orders = 0, revenue = 0;
	size_t k = 0, n = person->npurchases + person->nrefunds;

	if (first < rules->window.from || first > rules->window.to ||
	    (rules->numbered && person->orders[0].tag > 1))
		return;
	for (cs_day day = first; day <= rules->as_of; day++) {
		for (size_t i = 0; i < n; i++)
			if (person->orders[i].day == day ||
			    (day == first && person->orders[i].day < first)) {
				revenue += person->orders[i].total;
				orders += i < person->npurchases;
			}
		if (!anniversary(first, day + 1, rules->unit))
			continue;
		found->each[k][found->customers[k]++] = (double)revenue;
		found->active[k] += orders > 0;
		found->orders[k] += orders;
		found->revenue[k] += revenue;
		k++;
		orders = revenue = 0;
	}
}

static double se_of(const double *values, int64_t n)
{
	double mean = 0, square = 0;

	for (int64_t i = 0; i < n; i++)
		mean += values[i] / (double)n;
	for (int64_t i = 0; i < n; i++)
		square += (values[i] - mean) * (values[i] - mean);
	return n < 2 ? NAN
		     : sqrt(square / (double)(n - 1) / (double)n) / CS_MICROS;
}

static struct person draw(struct draws *state, cs_day start)
{
	struct person person = { 1 + draw_below(state, 5),
				 draw_below(state, 3),
				 { { 0 } } };
	cs_day day = start + (cs_day)draw_below(state, DAYS);

	for (size_t i = 0; i < person.npurchases; i++) {
		person.orders[i] = (struct cs_order){
			day, 1 + (uint32_t)i + (draw_below(state, 8) == 0),
			draw_below(state, 1000) * (int64_t)123456
		};
		day += draw_below(state, 3) == 0
			   ? 0
			   : (cs_day)draw_below(state, 200);
		/* the ends of months are where it is easily got wrong */
		if (draw_below(state, 4) == 0)
			day = cs_period_last(cs_period_of(day, CS_MONTH),
					     CS_MONTH);
	}
	day = person.orders[0].day - 30;
	for (size_t i = 0; i < person.nrefunds; i++) {
		day += (cs_day)draw_below(state, 90);
		person.orders[person.npurchases + i] =
		    (struct cs_order){ day, 0,
				       -(int64_t)draw_below(state, 50) * UNIT };
	}
	return person;
}

static void is_found(const struct cs_tenure *tenure, const struct found *found,
		     const char *name)
{
	long counts = 0, errors = 0;

	for (size_t k = 0; k < ROWS; k++) {
		struct cs_tenure_row none = { 0 }, *row = &none;
		double se = se_of(found->each[k], found->customers[k]), got;

		if (k < tenure->nrows)
			row = &tenure->rows[k];
		counts += row->customers != found->customers[k] ||
			  row->active != found->active[k] ||
			  row->orders != found->orders[k] ||
			  row->revenue != found->revenue[k];
		got = cs_tenure_se(row);
		errors += isnan(se) ? !isnan(got) : fabs(got - se) > 1e-12 * se;
	}
	is_int(counts, 0, named("%s: counts and revenue", name));
	is_int(errors, 0, named("%s: standard errors", name));
}

static void test_crowd(enum cs_period unit, cs_day start, bool numbered)
{
	static struct found found;
	struct cs_tenure_rules rules = rules_of(unit, start + DAYS - 1);
	struct cs_tenure whole, parts[3];
	struct draws state = { 5 + unit };
	char name[60];

	found = (struct found){ 0 };
	rules.window.from = start + 50;
	rules.window.to = start + 900;
	rules.numbered = numbered;
	cs_tally_init(&cs_tenure_tally, &whole, NULL);
	for (size_t i = 0; i < 3; i++)
		cs_tally_init(&cs_tenure_tally, &parts[i], NULL);
	for (int i = 0; i < CROWD; i++) {
		struct person person = draw(&state, start);

		/* purchases after the end are none: as the loader has it */
		while (person.npurchases > 1 &&
		       person.orders[person.npurchases - 1].day > rules.as_of)
			person.npurchases--, person.nrefunds = 0;
		add(&whole, &rules, &person);
		add(&parts[draw_below(&state, 3)], &rules, &person);
		follow(&found, &rules, &person);
	}
	cs_tally_merge(&cs_tenure_tally, &parts[0], &parts[1]);
	cs_tally_merge(&cs_tenure_tally, &parts[0], &parts[2]);
	cs_tenure_tally.finish(&parts[0], NULL);
	cs_tenure_tally.finish(&whole, NULL);
	snprintf(name, sizeof name, "%ss from day %d%s", cs_period_names[unit],
		 start, numbered ? ", numbered" : "");
	ok(found.customers[0] > 100 && found.active[0] > 100 &&
	       found.customers[1] > 50 && found.active[1] > 2,
	   "%s: there is something to find", name);
	is_found(&whole, &found, name);
	is_found(&parts[0], &found, "merged");
	cs_tally_release(&cs_tenure_tally, &whole);
	for (size_t i = 0; i < 3; i++)
		cs_tally_release(&cs_tenure_tally, &parts[i]);
}

int main(void)
{
	test_people();
	test_error();
	test_whole();
	test_left_out();
	test_large();
	for (int unit = CS_WEEK; unit <= CS_YEAR; unit++) {
		test_crowd((enum cs_period)unit, ymd(2022, 11, 3), false);
		test_crowd((enum cs_period)unit, ymd(1898, 1, 29), true);
	}
	return done_testing();
}
