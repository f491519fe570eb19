/*
 * Where customers stand and how their stock moves: worked out by hand, and
 * found again by following hundreds of customers from day to day.
 */
#include "tally/standing.h"

#include <stdlib.h>

#include "base/mem.h"
#include "simulate/draw.h"
#include "tap.h"

enum { MOST = 8 };

/* Silence of more than 30 days is a lapse, of more than a calendar month, of
   more than a thousand years. */
static struct cs_lapse after_30 = { .span = { .days = 30 } };
static struct cs_lapse after_month = { .span = { .months = 1 } };
static struct cs_lapse never = { .span = { .months = 12 * 10000 } };

/* At risk from 21 days of silence on, lapsed from 31 on. */
static const struct cs_standing_rules plain = { .as_of = 200,
						.lapse = &after_30,
						.at_risk_days = 20,
						.unit = CS_MONTH,
						.days = { 0, 200 } };

static struct cs_customer customer_of(const struct cs_order *orders, size_t n)
{
	return (struct cs_customer){ .purchases = orders, .npurchases = n };
}

/* The day of the lapse after purchase `index`; CS_NO_DAY. */
static cs_day lapse_after(const struct cs_standing_rules *rules,
			  const struct cs_standing *standing,
			  const struct cs_customer *customer, size_t index)
{
	size_t n = customer->npurchases;
	cs_day next =
	    index + 1 < n ? customer->purchases[index + 1].day : rules->as_of;
	cs_day *limits = cs_calloc(n, sizeof *limits), limit;

	cs_standing_limits(rules, standing->lapse_days, customer, limits);
	limit = limits[index];
	free(limits);
	return limit <= next ? limit : CS_NO_DAY;
}

static void is_gap(double got, double want, const char *name)
{
	near(got, want, 0, named("%s: usual gap", name));
}

/* --- by hand ----------------------------------------------------------- */

struct person {
	const char *name;
	size_t n;
	struct cs_order orders[MOST];
	enum cs_state state;
	bool reactivated;
	double usual_gap;
	cs_day lapses[MOST]; /* after each purchase; 0 stands for CS_NO_DAY */
};

/*
 * Day 0 is 1 January 1970. January ends on day 30, February on 58, March on
 * 89, April on 119, May on 150, June on 180; day 200 is 20 July.
 */
static const struct person people[] = {
	/* gaps 20, 70, 90: silent too long on 61 and on 131, back twice
	   |10 |30 ... 61 ... |100 ... 131 ... |190 ... 200 */
	{ "ann",
	  4,
	  { { 10 }, { 30 }, { 100 }, { 190 } },
	  CS_ACTIVE,
	  true,
	  70,
	  { 0, 61, 131, 0 } },
	/* one, long ago */
	{ "bob", 1, { { 50 } }, CS_LAPSED, false, NAN, { 81 } },
	/* 30 days of silence are no lapse */
	{ "cy", 1, { { 170 } }, CS_AT_RISK, false, NAN, { 0 } },
	/* 31 are, on the last day of all */
	{ "dee", 1, { { 169 } }, CS_LAPSED, false, NAN, { 200 } },
	/* 20 days are no risk, 21 are */
	{ "eve", 1, { { 180 } }, CS_ACTIVE, false, NAN, { 0 } },
	{ "fay", 1, { { 179 } }, CS_AT_RISK, false, NAN, { 0 } },
	/* 30 days each time */
	{ "gus",
	  7,
	  { { 0 }, { 30 }, { 60 }, { 90 }, { 120 }, { 150 }, { 180 } },
	  CS_ACTIVE,
	  false,
	  30,
	  { 0 } },
	/* 31 days once: lapsed and back on the same day; then gone for good,
	   and so not reactivated |0 ... 31| ... 62 */
	{ "hal", 2, { { 0 }, { 31 } }, CS_LAPSED, false, 31, { 31, 62 } },
	/* three of a day are one, the last of them; gaps 30 and 145
	   |20||| |50 ... 81 ... |195 */
	{ "ida",
	  5,
	  { { 20 }, { 20 }, { 20 }, { 50 }, { 195 } },
	  CS_ACTIVE,
	  true,
	  87.5,
	  { 0, 0, 0, 81, 0 } },
	/* the silence begins after the last of a day, and ends with the first
	   |5|| ... 36 ... |60|| ... 91 */
	{ "jon",
	  4,
	  { { 5 }, { 5 }, { 60 }, { 60 } },
	  CS_LAPSED,
	  false,
	  55,
	  { 0, 36, 0, 91 } },
	/* on the last day */
	{ "kim", 2, { { 200 }, { 200 } }, CS_ACTIVE, false, NAN, { 0 } },
	/* won back, and at risk once more: gap 100 */
	{ "lea", 2, { { 75 }, { 175 } }, CS_AT_RISK, true, 100, { 106, 0 } },
};

enum { PEOPLE = sizeof people / sizeof *people };

static void test_people(void)
{
	for (size_t p = 0; p < PEOPLE; p++) {
		const struct person *who = &people[p];
		struct cs_customer customer = customer_of(who->orders, who->n);
		struct cs_standing got = cs_standing_of(&plain, &customer);

		is_str(cs_state_names[got.state], cs_state_names[who->state],
		       who->name);
		is_int(got.reactivated, who->reactivated,
		       named("%s: reactivated", who->name));
		is_int(got.first, who->orders[0].day,
		       named("%s: first", who->name));
		is_int(got.last, who->orders[who->n - 1].day,
		       named("%s: last", who->name));
		is_int(got.days_silent, 200 - got.last,
		       named("%s: silent", who->name));
		is_gap(got.usual_gap, who->usual_gap, who->name);
		is_int(got.lapse_days, -1, "judged by the rule");
		for (size_t i = 0; i < who->n; i++)
			is_int(lapse_after(&plain, &got, &customer, i),
			       who->lapses[i] ? who->lapses[i] : CS_NO_DAY,
			       named("%s: lapse after %zu", who->name, i));
	}
}

static void test_names(void)
{
	is_str(cs_state_names[CS_ACTIVE], "active", "name");
	is_str(cs_state_names[CS_AT_RISK], "at_risk", "name");
	is_str(cs_state_names[CS_LAPSED], "lapsed", "name");
	is_int(CS_NSTATES, 3, "three states");
}

static void add_people(struct cs_movements *movements,
		       const struct cs_standing_rules *rules, size_t from,
		       size_t step)
{
	for (size_t p = from; p < PEOPLE; p += step) {
		struct cs_customer customer =
		    customer_of(people[p].orders, people[p].n);

		cs_movements_tally.add(movements, rules, &customer);
	}
}

static void is_movement(const struct cs_movements *movements, size_t i,
			struct cs_movement want, const char *name)
{
	struct cs_movement got = { -1, -1, -1, -1 };

	if (i < movements->count)
		got = movements->periods[i];
	if (!ok(memcmp(&got, &want, sizeof got) == 0, "%s: period %zu", name,
		i))
		printf("# got %ld new, %ld won back, %ld lapsed, %ld left\n",
		       (long)got.fresh, (long)got.reactivated, (long)got.lapsed,
		       (long)got.left);
}

static void check_months(const struct cs_movements *movements, const char *name)
{
	/* new in January: ann, gus, hal, ida, jon */
	is_movement(movements, 0, (struct cs_movement){ 5, 0, 0 }, name);
	/* February: bob is new; hal lapsed on 31 and is back; jon lapsed on 36
	 */
	is_movement(movements, 1, (struct cs_movement){ 1, 1, 2, 2 }, name);
	/* March: lea is new; jon is back; ann, bob, hal, ida lapsed */
	is_movement(movements, 2, (struct cs_movement){ 1, 1, 4, 4 }, name);
	/* April: ann is back; jon lapsed on 91, lea on 106 */
	is_movement(movements, 3, (struct cs_movement){ 0, 1, 2, 2 }, name);
	/* May: ann lapsed again */
	is_movement(movements, 4, (struct cs_movement){ 0, 0, 1, 1 }, name);
	/* June: cy, dee, eve, fay are new; lea is back */
	is_movement(movements, 5, (struct cs_movement){ 4, 1, 0 }, name);
	/* July: kim is new; ann and ida are back; dee lapsed on the last day */
	is_movement(movements, 6, (struct cs_movement){ 1, 2, 1, 1 }, name);
}

static void test_months(void)
{
	struct cs_movements all, parts[2];

	cs_tally_init(&cs_movements_tally, &all, &plain);
	is_int((long long)all.count, 7, "January to July");
	is_int(all.first, 0, "from January 1970");
	is_int(all.unit, CS_MONTH, "months");
	add_people(&all, &plain, 0, 1);
	check_months(&all, "months");
	cs_tally_release(&cs_movements_tally, &all);
	ok(all.periods == NULL && all.count == 0, "released");

	for (size_t k = 0; k < 2; k++) {
		cs_tally_init(&cs_movements_tally, &parts[k], &plain);
		add_people(&parts[k], &plain, 1 - k, 2);
	}
	cs_tally_merge(&cs_movements_tally, &parts[0], &parts[1]);
	check_months(&parts[0], "merged");
	cs_tally_release(&cs_movements_tally, &parts[0]);
	cs_tally_release(&cs_movements_tally, &parts[1]);
}

/* Movements by `unit` of these days. */
static void begin(struct cs_movements *movements, enum cs_period unit,
		  cs_day first, cs_day last)
{
	const struct cs_standing_rules rules = { .unit = unit,
						 .days = { first, last } };

	cs_tally_init(&cs_movements_tally, movements, &rules);
}

/* Only February to April: what lies outside is nowhere. */
static void test_outside(void)
{
	struct cs_movements some;

	begin(&some, CS_MONTH, 40, 100);
	is_int((long long)some.count, 3, "three months");
	add_people(&some, &plain, 0, 1);
	is_movement(&some, 0, (struct cs_movement){ 1, 1, 2, 2 }, "outside");
	is_movement(&some, 1, (struct cs_movement){ 1, 1, 4, 4 }, "outside");
	is_movement(&some, 2, (struct cs_movement){ 0, 1, 2, 2 }, "outside");
	cs_tally_release(&cs_movements_tally, &some);

	/* a week before all of them, and a year after */
	begin(&some, CS_WEEK, -90, -90);
	add_people(&some, &plain, 0, 1);
	is_int((long long)some.count, 1, "one week");
	is_movement(&some, 0, (struct cs_movement){ 0, 0, 0 }, "before");
	cs_tally_release(&cs_movements_tally, &some);
	begin(&some, CS_YEAR, 4000, 4000);
	add_people(&some, &plain, 0, 1);
	is_movement(&some, 0, (struct cs_movement){ 0, 0, 0 }, "after");
	cs_tally_release(&cs_movements_tally, &some);

	/* no days, no periods */
	for (int i = 0; i < 2; i++) {
		begin(&some, CS_MONTH, i ? 41 : CS_NO_DAY, 40);
		is_int((long long)some.count, 0, "no periods");
		add_people(&some, &plain, 0, 1);
		cs_tally_merge(&cs_movements_tally, &some, &some);
		cs_tally_release(&cs_movements_tally, &some);
	}
}

/* --- the rule ---------------------------------------------------------- */

static struct cs_standing stand(const struct cs_standing_rules *rules,
				const struct cs_order *orders, size_t n)
{
	struct cs_customer customer = customer_of(orders, n);

	return cs_standing_of(rules, &customer);
}

/*
 * A month from 29, 30 or 31 January 2025 is 28 February: all three lapse on 1
 * March.
 */
static void test_month_rule(void)
{
	const cs_day jan = cs_day_from_ymd(2025, 1, 29);
	const cs_day march = cs_day_from_ymd(2025, 3, 1);
	const struct cs_order kept[] = { { jan }, { jan + 2 }, { march - 1 } };
	const struct cs_order missed[] = { { jan }, { jan + 2 }, { march } };
	struct cs_standing_rules rules = { .as_of = march,
					   .lapse = &after_month };
	struct cs_customer customer = customer_of(missed, 3);
	struct cs_standing standing;

	is_int(stand(&rules, kept, 3).reactivated, false, "28 February");
	standing = cs_standing_of(&rules, &customer);
	is_int(standing.reactivated, true, "1 March is too late");
	is_int(lapse_after(&rules, &standing, &customer, 0), CS_NO_DAY,
	       "not after the first");
	is_int(lapse_after(&rules, &standing, &customer, 1), march,
	       "but after the second, on the day of the third");
	for (size_t n = 1; n <= 2; n++) {
		rules.as_of = march - 1;
		is_int(stand(&rules, kept, n).state, CS_AT_RISK, "not yet");
		rules.as_of = march;
		is_int(stand(&rules, kept, n).state, CS_LAPSED, "now");
	}
}

static void test_ends(void)
{
	const struct cs_order last[] = { { CS_DAY_MIN }, { CS_DAY_MAX - 31 } };
	struct cs_standing_rules rules = { .as_of = CS_DAY_MAX,
					   .lapse = &never,
					   .at_risk_days = INT32_MAX };
	struct cs_standing got = stand(&rules, last, 2);
	struct cs_movements movements;
	struct cs_customer customer = customer_of(last, 2);

	is_int(got.state, CS_ACTIVE, "never is never, even on the last day");
	is_int(got.reactivated, false, "nor before");
	is_int(got.usual_gap, CS_DAY_MAX - 31 - CS_DAY_MIN, "the longest gap");
	rules.gapless = true;
	ok(isnan(stand(&rules, last, 2).usual_gap), "not asked for");
	rules.gapless = false;
	is_int(lapse_after(&rules, &got, &customer, 0), CS_NO_DAY, "no lapse");
	is_int(lapse_after(&rules, &got, &customer, 1), CS_NO_DAY,
	       "no lapse to the end");
	rules.rhythm = true;
	rules.usual_gap = 1;
	rules.lapse_days = INT32_MAX;
	is_int(stand(&rules, last, 2).state, CS_ACTIVE, "nor after so long");
	rules.lapse_days = 30;
	got = stand(&rules, last, 2);
	is_int(got.state, CS_LAPSED, "a lapse on the last day there is");
	is_int(lapse_after(&rules, &got, &customer, 1), CS_DAY_MAX,
	       "is on that day");
	begin(&movements, CS_YEAR, CS_DAY_MIN, CS_DAY_MAX);
	is_int((long long)movements.count, 9999, "all years");
	cs_movements_tally.add(&movements, &rules, &customer);
	is_movement(&movements, 0, (struct cs_movement){ 1, 0, 1 }, "year 1");
	is_movement(&movements, 9998, (struct cs_movement){ 0, 1, 1 }, "9999");
	cs_tally_release(&cs_movements_tally, &movements);
}

/* Who has lapsed is at no risk, however early or late that would begin. */
static void test_at_risk(void)
{
	const struct cs_order one[] = { { 169 } }, two[] = { { 170 } };
	struct cs_standing_rules rules = plain;

	rules.at_risk_days = 50;
	is_int(stand(&rules, one, 1).state, CS_LAPSED, "31 days");
	is_int(stand(&rules, two, 1).state, CS_ACTIVE, "30 days");
	rules.at_risk_days = 0;
	is_int(stand(&rules, one, 1).state, CS_LAPSED, "31 days");
	is_int(stand(&rules, two, 1).state, CS_AT_RISK, "30 days");
	rules.as_of = 170;
	is_int(stand(&rules, two, 1).state, CS_ACTIVE, "none");
}

/* --- rhythm ------------------------------------------------------------ */

/* There is no table of lapses: it is not asked. */
static const struct cs_standing_rules rhythm = { .as_of = 200,
						 .at_risk_days = 60,
						 .rhythm = true,
						 .lapse_days = 90,
						 .usual_gap = 30 };

/* The customer's states around the last day without a lapse or a risk. */
static void check_limits(const struct cs_order *orders, size_t n,
			 int32_t at_risk_days, int32_t lapse_days,
			 const char *name)
{
	const struct {
		int32_t silent;
		enum cs_state state;
	} want[] = { { at_risk_days, CS_ACTIVE },
		     { at_risk_days + 1, CS_AT_RISK },
		     { lapse_days, CS_AT_RISK },
		     { lapse_days + 1, CS_LAPSED } };
	const struct cs_customer customer = customer_of(orders, n);
	struct cs_standing_rules rules = rhythm;

	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		struct cs_standing got;

		rules.as_of = orders[n - 1].day + want[i].silent;
		got = stand(&rules, orders, n);
		is_str(
		    cs_state_names[got.state], cs_state_names[want[i].state],
		    named("%s: silent for %d days", name, (int)want[i].silent));
		is_int(got.lapse_days, lapse_days, name);
		is_int(cs_standing_lapse_days(&rules, &customer), lapse_days,
		       name);
	}
}

static void test_rhythm(void)
{
	/* three gaps of 10, a third of the usual 30: a third of 60 and 90 */
	const struct cs_order own[] = { { 0 }, { 10 }, { 20 }, { 30 } };
	/* two gaps are too few */
	const struct cs_order few[] = { { 0 }, { 10 }, { 20 } };
	/* so are two with purchases of one day between: three days */
	const struct cs_order same[] = { { 0 },	 { 10 }, { 10 },
					 { 20 }, { 20 }, { 20 } };
	/* 40, 10, 12, 11: median 11.5; 60 and 90 times 11.5/30 are 23 and 34.5
	 */
	const struct cs_order even[] = {
		{ 0 }, { 40 }, { 50 }, { 62 }, { 73 }
	};
	/* 10, 100, 100: median 100; 200 and 300 */
	const struct cs_order slow[] = { { 0 }, { 10 }, { 110 }, { 210 } };

	check_limits(own, 4, 20, 30, "own");
	check_limits(few, 3, 60, 90, "few");
	check_limits(same, 6, 60, 90, "few days");
	check_limits(even, 5, 23, 35, "even");
	check_limits(slow, 4, 200, 300, "slow");
	is_gap(stand(&rhythm, few, 3).usual_gap, 10, "few: told all the same");
	is_gap(stand(&rhythm, even, 5).usual_gap, 11.5, "even");
}

/*
 * Gaps of 2, 2, 2, 14, 2: median 2, so that 30 days for a usual 10 are 6 days.
 * The silence after day 6 is a lapse on its seventh day, 13.
 */
static void test_own_lapse(void)
{
	const struct cs_order orders[] = { { 0 }, { 2 },  { 4 },
					   { 6 }, { 20 }, { 22 } };
	struct cs_standing_rules rules = rhythm;
	struct cs_customer customer = customer_of(orders, 6);
	struct cs_standing got;
	struct cs_movements movements;

	rules.as_of = 28;
	rules.lapse_days = 30;
	rules.usual_gap = 10;
	got = cs_standing_of(&rules, &customer);
	is_int(got.state, CS_ACTIVE, "6 days are no lapse");
	is_int(got.reactivated, true, "won back in its own rhythm");
	for (size_t i = 0; i < 6; i++)
		is_int(lapse_after(&rules, &got, &customer, i),
		       i == 3 ? 13 : CS_NO_DAY, named("own lapse %zu", i));
	begin(&movements, CS_WEEK, 0, 28);
	cs_movements_tally.add(&movements, &rules, &customer);
	/* weeks end on days 3, 10, 17, 24, 31 */
	is_int((long long)movements.count, 5, "five weeks");
	is_movement(&movements, 0, (struct cs_movement){ 1, 0, 0 }, "own");
	is_movement(&movements, 1, (struct cs_movement){ 0, 0, 0 }, "own");
	is_movement(&movements, 2, (struct cs_movement){ 0, 0, 1, 1 }, "own");
	is_movement(&movements, 3, (struct cs_movement){ 0, 1, 0 }, "own");
	is_movement(&movements, 4, (struct cs_movement){ 0, 0, 0 }, "own");
	cs_tally_release(&cs_movements_tally, &movements);

	/* without rhythm the rule is asked, not lapse_days */
	rules = plain;
	rules.as_of = 28;
	rules.lapse_days = 1;
	rules.usual_gap = 10;
	got = cs_standing_of(&rules, &customer);
	is_int(got.reactivated, false, "never lapsed by the rule");
	is_int(got.lapse_days, -1, "which is not in days");
}

static void test_rounding(void)
{
	static const struct {
		int32_t lapse_days;
		int gap;
		double usual_gap;
		int32_t want;
	} cases[] = {
		{ 90, 10, 31, 29 }, /* 29.03 */
		{ 90, 11, 31, 32 }, /* 31.94 */
		{ 15, 11, 30, 6 },  /* 5.5 */
		{ 15, 13, 30, 7 },  /* 6.5 */
		{ 90, 7, 100, 6 },  /* 6.3 */
		{ 90, 1, 200, 1 },  /* .45 */
		{ 90, 1, 36, 3 },   /* 2.5 */
		{ 0, 5, 1, 1 },	    /* 0 */
		{ 90, 3, 1.5, 180 },
		{ INT32_MAX, 2, 1, INT32_MAX },
		{ INT32_MAX, 1, 1, INT32_MAX },
		{ INT32_MAX - 1, 1, 1, INT32_MAX - 1 },
		{ 1, 1, 1e-300, INT32_MAX },
	};

	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct cs_standing_rules rules = rhythm;
		struct cs_order orders[4] = { { 0 } };

		for (int i = 1; i < 4; i++)
			orders[i].day = i * cases[c].gap;
		rules.lapse_days = cases[c].lapse_days;
		rules.usual_gap = cases[c].usual_gap;
		is_int(stand(&rules, orders, 4).lapse_days, cases[c].want,
		       named("%d days x %d / %g", (int)cases[c].lapse_days,
			     cases[c].gap, cases[c].usual_gap));
	}
}

/* --- medians ----------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

/* Twice the median of the gaps that are not 0; -1 without. */
static int twice_median(const struct cs_order *orders, size_t n, int *ngaps)
{
	int *gaps = calloc(n, sizeof *gaps), twice = -1;

	*ngaps = 0;
	for (size_t i = 1; i < n; i++)
		if (orders[i].day != orders[i - 1].day)
			gaps[(*ngaps)++] = orders[i].day - orders[i - 1].day;
	qsort(gaps, (size_t)*ngaps, sizeof *gaps, by_size);
	if (*ngaps > 0)
		twice = gaps[*ngaps / 2] + gaps[(*ngaps - 1) / 2];
	free(gaps);
	return twice;
}

/* Any number of gaps, long and short, with and without purchases of one day. */
static void test_medians(void)
{
	enum { LONGEST = 300 };
	static const uint32_t most[] = { 2, 3, 30, 5000 };
	struct cs_order orders[LONGEST] = { 0 };
	struct cs_standing_rules rules = plain;
	struct draws random = { 1972 };
	int wrong = 0, ngaps;

	rules.as_of = CS_DAY_MAX;
	rules.lapse = &never;
	for (size_t n = 1; n <= LONGEST; n++) {
		for (size_t k = 0; k < 8; k++) {
			double got, want;

			orders[0].day = -700;
			for (size_t i = 1; i < n; i++)
				orders[i].day =
				    orders[i - 1].day +
				    (int)(draw_below(&random, most[k / 2]) +
					  k % 2);
			want = twice_median(orders, n, &ngaps) / 2.0;
			got = stand(&rules, orders, n).usual_gap;
			wrong += ngaps == 0 ? !isnan(got) : got != want;
		}
	}
	is_int(wrong, 0, "the usual gap is the median, of 0 to 299 gaps");
}

/* --- day by day -------------------------------------------------------- */

enum { DAYS = 520, CROWD = 700, ORDERS = 80, NRULES = 3 };
enum kind { BY_DAYS, BY_MONTH, BY_RHYTHM };

/* The crowd's days are counted from here, with a 29 February among them. */
#define ORIGIN (cs_day_from_ymd(2024, 1, 1))

/* The crowd's rules in days; the usual gap of all is 17.5 days. */
enum { LAPSE_DAYS = 45, RISK_DAYS = 33, TWICE_USUAL = 35 };

static struct cs_lapse after_45 = { .span = { .days = LAPSE_DAYS } };

static struct cs_standing_rules rules_of(enum kind kind)
{
	return (struct cs_standing_rules){
		.as_of = ORIGIN + DAYS - 1,
		.lapse = kind == BY_DAYS    ? &after_45
			 : kind == BY_MONTH ? &after_month
					    : NULL,
		.at_risk_days = kind == BY_MONTH ? 20 : RISK_DAYS,
		.rhythm = kind == BY_RHYTHM,
		.lapse_days = LAPSE_DAYS,
		.usual_gap = TWICE_USUAL / 2.0,
	};
}

struct member {
	size_t n;
	struct cs_order orders[ORDERS];
};

static struct member crowd[CROWD];

/* Quick and slow ones, steady and erratic ones; some buy twice a day. */
static void gather_crowd(void)
{
	static const uint32_t longest[] = { 3, 20, 45, 70, 150 };
	struct draws random = { 20240229 };

	for (size_t c = 0; c < CROWD; c++) {
		struct member *m = &crowd[c];
		size_t most = 1 + draw_below(&random, ORDERS);
		int day = (int)draw_below(&random, DAYS);

		for (m->n = 0; m->n < most && day < DAYS; m->n++) {
			m->orders[m->n].day = ORIGIN + day;
			day += (int)draw_below(&random, longest[c % 5]);
			if (draw_below(&random, 12) == 0)
				day += (int)draw_below(&random, 120);
		}
	}
}

/* What happened, by day. */
struct happened {
	int fresh[DAYS], back[DAYS], lapsed[DAYS];
	int since[DAYS][DAYS]; /* lapses on a day, of who came on another */
};

struct outcome {
	enum cs_state state;
	bool reactivated;
	cs_day lapses[ORDERS]; /* after each purchase */
};

/* Is the same day of the next month behind, or that month where it has none? */
static bool month_is_over(cs_day from, cs_day to)
{
	int y0, m0, d0, y, m, d, months;

	cs_day_to_ymd(from, &y0, &m0, &d0);
	cs_day_to_ymd(to, &y, &m, &d);
	months = (y - y0) * 12 + m - m0;
	return months > 1 || (months == 1 && d > d0);
}

/* Halves up, in whole numbers: days x own / usual. */
static int scaled(int days, int twice_own)
{
	int rounded = (2 * days * twice_own + TWICE_USUAL) / (2 * TWICE_USUAL);

	return rounded < 1 ? 1 : rounded;
}

static void follow(enum kind kind, const struct member *m, struct happened *all,
		   struct outcome *out)
{
	int ngaps, twice = twice_median(m->orders, m->n, &ngaps);
	bool own = kind == BY_RHYTHM && ngaps >= 3;
	int patience = own ? scaled(LAPSE_DAYS, twice) : LAPSE_DAYS;
	int calm = kind == BY_MONTH ? 20
		   : own	    ? scaled(RISK_DAYS, twice)
				    : RISK_DAYS;
	bool gone = false, back = false;
	size_t bought = 0;
	cs_day last = 0;
	int since = 0;

	for (int day = 0; day < DAYS; day++) {
		cs_day today = ORIGIN + day;

		if (bought > 0 && !gone &&
		    (kind == BY_MONTH ? month_is_over(last, today)
				      : today - last > patience)) {
			gone = true;
			all->lapsed[day]++;
			all->since[day][since]++;
			out->lapses[bought - 1] = today;
		}
		for (; bought < m->n && m->orders[bought].day == today;
		     bought++) {
			all->fresh[day] += bought == 0;
			all->back[day] += gone;
			if (bought == 0 || gone)
				since = day;
			back |= gone;
			gone = false;
			last = today;
			out->lapses[bought] = CS_NO_DAY;
		}
	}
	out->reactivated = back && !gone;
	out->state = gone			       ? CS_LAPSED
		     : ORIGIN + DAYS - 1 - last > calm ? CS_AT_RISK
						       : CS_ACTIVE;
}

static bool agrees(const struct cs_standing_rules *rules,
		   const struct member *m, const struct cs_standing *got,
		   const struct outcome *want)
{
	struct cs_customer customer = customer_of(m->orders, m->n);

	if (got->state != want->state || got->reactivated != want->reactivated)
		return false;
	for (size_t i = 0; i < m->n; i++)
		if (lapse_after(rules, got, &customer, i) != want->lapses[i])
			return false;
	return true;
}

/* The days of each period, added up; and the stock is never below nothing. */
static bool same_sums(const struct cs_movements *movements,
		      const struct happened *all)
{
	int64_t stock = 0;

	for (size_t i = 0; i < movements->count; i++) {
		int32_t number = movements->first + (int32_t)i;
		struct cs_movement want = { 0 };

		for (int day = 0; day < DAYS; day++) {
			if (ORIGIN + day <
				cs_period_first(number, movements->unit) ||
			    ORIGIN + day >
				cs_period_last(number, movements->unit))
				continue;
			want.fresh += all->fresh[day];
			want.reactivated += all->back[day];
			want.lapsed += all->lapsed[day];
			for (int since = 0; since < DAYS; since++)
				if (ORIGIN + since <
				    cs_period_first(number, movements->unit))
					want.left += all->since[day][since];
		}
		if (memcmp(&want, &movements->periods[i], sizeof want) != 0)
			return false;
		stock += want.fresh + want.reactivated - want.lapsed;
		if (stock < 0)
			return false;
	}
	return true;
}

/* One customer's movements: they end at 1 or at 0. */
static int64_t balance(const struct cs_standing_rules *rules,
		       const struct cs_customer *customer)
{
	struct cs_movements own;
	int64_t sum = 0;

	begin(&own, CS_QUARTER, ORIGIN, ORIGIN + DAYS - 1);
	cs_movements_tally.add(&own, rules, customer);
	for (size_t i = 0; i < own.count; i++)
		sum += own.periods[i].fresh + own.periods[i].reactivated -
		       own.periods[i].lapsed;
	cs_tally_release(&cs_movements_tally, &own);
	return sum;
}

static void check_crowd(enum kind kind, enum cs_period unit)
{
	const struct cs_standing_rules rules = rules_of(kind);
	static struct happened all;
	struct cs_movements whole, parts[3];
	int wrong = 0, unbalanced = 0, states[CS_NSTATES] = { 0 }, back = 0;

	memset(&all, 0, sizeof all);
	begin(&whole, unit, ORIGIN, rules.as_of);
	for (size_t k = 0; k < 3; k++)
		begin(&parts[k], unit, ORIGIN, rules.as_of);
	for (size_t c = 0; c < CROWD; c++) {
		struct cs_customer customer =
		    customer_of(crowd[c].orders, crowd[c].n);
		struct cs_standing got = cs_standing_of(&rules, &customer);
		struct outcome want;

		follow(kind, &crowd[c], &all, &want);
		wrong += !agrees(&rules, &crowd[c], &got, &want);
		unbalanced +=
		    balance(&rules, &customer) != (want.state != CS_LAPSED);
		states[want.state]++;
		back += want.reactivated;
		cs_movements_tally.add(&whole, &rules, &customer);
		cs_movements_tally.add(&parts[c * 7 % 3], &rules, &customer);
	}
	is_int(wrong, 0, named("rule %d: all stand where they should", kind));
	is_int(unbalanced, 0, "each one's movements add up to how it ends");
	ok(same_sums(&whole, &all), "rule %d: the same movements by %s", kind,
	   cs_period_names[unit]);
	ok(states[CS_ACTIVE] > 30 && states[CS_AT_RISK] > 10 &&
	       states[CS_LAPSED] > 100 && back > 30,
	   "there are %d active, %d at risk, %d lapsed, %d won back",
	   states[CS_ACTIVE], states[CS_AT_RISK], states[CS_LAPSED], back);
	cs_tally_merge(&cs_movements_tally, &parts[0], &parts[1]);
	cs_tally_merge(&cs_movements_tally, &parts[0], &parts[2]);
	ok(memcmp(parts[0].periods, whole.periods,
		  whole.count * sizeof *whole.periods) == 0,
	   "the parts add up to the whole");
	for (size_t k = 0; k < 3; k++)
		cs_tally_release(&cs_movements_tally, &parts[k]);
	cs_tally_release(&cs_movements_tally, &whole);
}

/* How many would not have lapsed if observation had ended with `day`? */
static int64_t alive_on(struct cs_standing_rules rules, cs_day day)
{
	int64_t alive = 0;

	rules.as_of = day;
	for (size_t c = 0; c < CROWD; c++) {
		size_t n = crowd[c].n;

		while (n > 0 && crowd[c].orders[n - 1].day > day)
			n--;
		alive += n > 0 &&
			 stand(&rules, crowd[c].orders, n).state != CS_LAPSED;
	}
	return alive;
}

/* The stock at the end of each week is that of an observation that ends there.
 */
static void test_stock(void)
{
	const struct cs_standing_rules rules = rules_of(BY_MONTH);
	struct cs_movements weeks;
	int64_t stock = 0;
	int wrong = 0;

	begin(&weeks, CS_WEEK, ORIGIN, rules.as_of);
	for (size_t c = 0; c < CROWD; c++) {
		struct cs_customer customer =
		    customer_of(crowd[c].orders, crowd[c].n);

		cs_movements_tally.add(&weeks, &rules, &customer);
	}
	for (size_t i = 0; i + 1 < weeks.count; i++) {
		struct cs_movement week = weeks.periods[i];

		stock += week.fresh + week.reactivated - week.lapsed;
		wrong += stock !=
			 alive_on(rules, cs_period_last(weeks.first + (int)i,
							CS_WEEK));
	}
	ok(weeks.count > 70 && stock > 100, "%zu weeks, %d at the end",
	   weeks.count, (int)stock);
	is_int(wrong, 0, "the stock of each week");
	cs_tally_release(&cs_movements_tally, &weeks);
}

/* --- revenue ----------------------------------------------------------- */

static void test_last_year(void)
{
	/* the last year of who bought last on day 1000 begins on 636 */
	const struct cs_order purchases[] = {
		{ 100, 0, 7 },	   { 635, 0, 11 },     { 636, 0, 100 },
		{ 1000, 0, 1000 }, { 1000, 0, 10000 },
	};
	const struct cs_order refunds[] = { { 50, 0, -1 },
					    { 635, 0, -2 },
					    { 636, 0, -30 },
					    { 1000, 0, -400 },
					    { 2500, 0, -5000 } };
	const struct cs_order large[] = { { 1, 0, INT64_MAX },
					  { 1, 0, INT64_MAX },
					  { 2, 0, INT64_MAX } };
	struct cs_customer customer = customer_of(purchases, 5);

	is_int((long long)cs_last_year_revenue(&customer), 11100, "365 days");
	customer.refunds = refunds;
	customer.nrefunds = 5;
	is_int((long long)cs_last_year_revenue(&customer), 11100 - 5430,
	       "less refunds, later ones too");
	customer.npurchases = 2;
	/* from day 271: all refunds but the first */
	is_int((long long)cs_last_year_revenue(&customer), 11 - 5432,
	       "below nothing");
	customer.npurchases = 0;
	is_int((long long)cs_last_year_revenue(&customer), 0, "no purchase");
	customer = customer_of(large, 3);
	ok(cs_last_year_revenue(&customer) == (cs_sum)3 * INT64_MAX,
	   "more than 64 bits");
}

int main(void)
{
	const struct cs_window recent = { ORIGIN, ORIGIN + 2 * DAYS };

	cs_lapse_lay_out(&after_30, (struct cs_window){ 0, 200 });
	cs_lapse_lay_out(&after_month, recent);
	cs_lapse_lay_out(&after_45, recent);
	cs_lapse_lay_out(&never, (struct cs_window){ CS_DAY_MIN, CS_DAY_MAX });
	test_names();
	test_people();
	test_months();
	test_outside();
	test_month_rule();
	test_ends();
	test_at_risk();
	test_rhythm();
	test_own_lapse();
	test_rounding();
	test_medians();
	gather_crowd();
	for (int kind = 0; kind < NRULES; kind++)
		for (int unit = CS_WEEK; unit <= CS_YEAR; unit++)
			check_crowd(kind, unit);
	test_stock();
	test_last_year();
	cs_lapse_release(&after_30);
	cs_lapse_release(&after_month);
	cs_lapse_release(&after_45);
	cs_lapse_release(&never);
	return done_testing();
}
