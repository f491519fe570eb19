/*
 * First lapses by payment number and in time: worked out by hand, and found
 * again by following hundreds of customers from day to day. Days are counted
 * from the first of the case.
 */
#include "tally/lapses.h"

#include <stdlib.h>

#include "simulate/draw.h"
#include "tap.h"

enum { SPAN = 201, MOST = 8 };

/* Silence of more than 30 days is a lapse: of those until day 200 this can be
   told up to day 169. */
static struct cs_lapse after_30 = { .kind = CS_LAPSE_GIVEN,
				    .span = { .days = 30 } };

static const struct cs_lapse_rules all = { .window = { CS_DAY_MIN, CS_DAY_MAX },
					   .lapse = &after_30 };

struct person {
	size_t n;
	struct cs_order orders[MOST]; /* day, number */
};

static void add(struct cs_lapses *lapses, const struct cs_lapse_rules *rules,
		const struct cs_order *orders, size_t n)
{
	struct cs_customer customer = { .purchases = orders, .npurchases = n };

	cs_lapses_tally.add(lapses, rules, &customer);
}

static void add_people(struct cs_lapses *lapses,
		       const struct cs_lapse_rules *rules,
		       const struct person *people, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add(lapses, rules, people[i].orders, people[i].n);
}

static void is_row(const struct cs_lapses *lapses, size_t n,
		   struct cs_life_counts want, const char *name)
{
	struct cs_life_counts got = { -1, -1, -1, -1 };

	if (n <= lapses->ncounts)
		got = lapses->counts[n - 1];
	if (!ok(memcmp(&got, &want, sizeof got) == 0, "%s: payment %zu", name,
		n))
		printf("# got %ld reached, %ld at risk, %ld lapsed, %ld "
		       "returned\n",
		       (long)got.reached, (long)got.at_risk, (long)got.lapsed,
		       (long)got.returned);
}

static void is_total(const int64_t *counts, size_t span, int64_t want,
		     const char *name)
{
	int64_t total = 0;

	for (size_t d = 0; d < span; d++)
		total += counts[d];
	is_int(total, want, name);
}

/* --- by hand ----------------------------------------------------------- */

static const struct person people[] = {
	/* ann: a silence of 70 days after the second, then she is back
	   |10 |30 ............ |100 ............... |190 */
	{ 4, { { 10 }, { 30 }, { 100 }, { 190 } } },
	/* bob: one, long ago */
	{ 1, { { 50 } } },
	/* cy: one, too lately to tell */
	{ 1, { { 180 } } },
	/* dan: the second is old enough, and he is not silent after it
	   |140 |165 (169) |195 */
	{ 3, { { 140 }, { 165 }, { 195 } } },
	/* eve: the second is too new */
	{ 2, { { 160 }, { 172 } } },
	/* fay on the last day that tells: 31 days of silence; gus a day later
	 */
	{ 1, { { 169 } } },
	{ 1, { { 170 } } },
	/* hal: three on one day */
	{ 3, { { 20 }, { 20 }, { 20 } } },
	/* ida: 30 days each time, which is no lapse */
	{ 7, { { 0 }, { 30 }, { 60 }, { 90 }, { 120 }, { 150 }, { 180 } } },
	/* jon: 31 days once, which is one */
	{ 2, { { 0 }, { 31 } } },
};

enum { PEOPLE = sizeof people / sizeof *people };

static void check_all(const struct cs_lapses *lapses, const char *name)
{
	is_int(lapses->customers, 10, named("%s: customers", name));
	is_int(lapses->lapsed, 5, "ann, bob, fay, hal, jon lapsed");
	is_int(lapses->returned, 2, "ann and jon returned");
	is_int(lapses->lapsed_before, 0, "nobody before the window");
	is_int(lapses->late, 0, "nobody late");
	is_int(lapses->backwards, 0, "nothing falls");
	is_int((long long)lapses->ncounts, 7, "seven payments");
	/* at risk: all but cy and gus; lapsed: bob, fay, jon */
	is_row(lapses, 1, (struct cs_life_counts){ 10, 8, 3, 1 }, name);
	/* ann, dan, eve, hal, ida; not eve; ann */
	is_row(lapses, 2, (struct cs_life_counts){ 5, 4, 1, 1 }, name);
	/* dan, hal, ida; not dan; hal. Ann's third comes after her lapse */
	is_row(lapses, 3, (struct cs_life_counts){ 3, 2, 1, 0 }, name);
	for (size_t n = 4; n <= 6; n++)
		is_row(lapses, n, (struct cs_life_counts){ 1, 1, 0, 0 }, name);
	is_row(lapses, 7, (struct cs_life_counts){ 1, 0, 0, 0 }, name);
	is_int(lapses->events[0], 4, "bob, fay, hal, jon on their first day");
	is_int(lapses->events[20], 1, "ann after 20 days");
	is_total(lapses->events, SPAN, 5, "no other event");
	is_int(lapses->censored[169 - 140], 1, "dan is watched until 169");
	is_int(lapses->censored[169 - 160], 1, "eve");
	is_int(lapses->censored[169], 1, "ida");
	is_total(lapses->censored, SPAN, 3, "cy and gus began too late");
}

static void test_whole(void)
{
	struct cs_lapses lapses;

	cs_tally_init(&cs_lapses_tally, &lapses, &all);
	add_people(&lapses, &all, people, PEOPLE);
	check_all(&lapses, "one tally");
	cs_tally_release(&cs_lapses_tally, &lapses);
}

static void test_merged(void)
{
	for (unsigned split = 0; split < 1u << PEOPLE; split += 127) {
		struct cs_lapses parts[2], sum;
		char name[40];

		cs_tally_init(&cs_lapses_tally, &parts[0], &all);
		cs_tally_init(&cs_lapses_tally, &parts[1], &all);
		cs_tally_init(&cs_lapses_tally, &sum, &all);
		for (size_t i = PEOPLE; i-- > 0;)
			add_people(&parts[split >> i & 1], &all, &people[i], 1);
		cs_tally_merge(&cs_lapses_tally, &sum, &parts[0]);
		cs_tally_merge(&cs_lapses_tally, &sum, &parts[1]);
		snprintf(name, sizeof name, "shared out as %u", split);
		check_all(&sum, name);
		cs_tally_release(&cs_lapses_tally, &parts[0]);
		cs_tally_release(&cs_lapses_tally, &parts[1]);
		cs_tally_release(&cs_lapses_tally, &sum);
	}
}

/*
 * Days 25 to 100. In it: ann's second on 30, after which she lapses, and a
 * third that no longer counts; bob; ida's second to fourth; jon on 31, long
 * lapsed.
 */
static void test_window(void)
{
	struct cs_lapse_rules window = all;
	struct cs_lapses lapses;

	window.window.from = 25;
	window.window.to = 100;
	cs_tally_init(&cs_lapses_tally, &lapses, &window);
	add_people(&lapses, &window, people, PEOPLE);
	is_int(lapses.customers, 4, "window: ann, bob, ida, jon");
	is_int(lapses.lapsed, 2, "ann and bob lapsed in it");
	is_int(lapses.returned, 1, "ann returned");
	is_int(lapses.lapsed_before, 1, "jon lapsed before it");
	is_int((long long)lapses.ncounts, 4, "up to the fourth");
	is_row(&lapses, 1, (struct cs_life_counts){ 1, 1, 1, 0 }, "window");
	is_row(&lapses, 2, (struct cs_life_counts){ 2, 2, 1, 1 }, "window");
	is_row(&lapses, 3, (struct cs_life_counts){ 1, 1, 0, 0 }, "window");
	is_row(&lapses, 4, (struct cs_life_counts){ 1, 1, 0, 0 }, "window");
	is_int(lapses.events[0], 1, "bob began in it");
	is_total(lapses.events, SPAN, 1, "and nobody else who lapsed");
	is_total(lapses.censored, SPAN, 0, "nor who did not");
	cs_tally_release(&cs_lapses_tally, &lapses);

	/* ida and jon began on day 0: in time, all that they do later is told
	 */
	window.window.from = 0;
	window.window.to = 0;
	cs_tally_init(&cs_lapses_tally, &lapses, &window);
	add_people(&lapses, &window, people, PEOPLE);
	is_int(lapses.customers, 2, "window of a day: ida and jon");
	is_row(&lapses, 1, (struct cs_life_counts){ 2, 2, 1, 1 }, "a day");
	is_int(lapses.censored[169], 1, "ida is watched to the end");
	cs_tally_release(&cs_lapses_tally, &lapses);
}

static void test_no_cutoff(void)
{
	struct cs_lapse lapse = { .span = { .days = 1000 } };
	struct cs_lapse_rules rules = all;
	struct cs_lapses lapses;

	cs_lapse_lay_out(&lapse, (struct cs_window){ 0, 200 });
	rules.lapse = &lapse;
	cs_tally_init(&cs_lapses_tally, &lapses, &rules);
	add_people(&lapses, &rules, people, PEOPLE);
	is_int(lapses.customers, 10, "too short to tell: customers");
	is_int(lapses.lapsed, 0, "nobody lapsed");
	is_row(&lapses, 1, (struct cs_life_counts){ 10, 0, 0, 0 }, "short");
	is_row(&lapses, 3, (struct cs_life_counts){ 4, 0, 0, 0 }, "short");
	is_total(lapses.events, SPAN, 0, "no event");
	is_total(lapses.censored, SPAN, 0, "and nobody is followed");
	cs_tally_release(&cs_lapses_tally, &lapses);
	cs_lapse_release(&lapse);
}

/* A month from 31 January is 28 February, whatever the days between. */
static void test_months(void)
{
	const cs_day jan = cs_day_from_ymd(2025, 1, 31);
	/* the end is 30 June: a month has passed since 29 May, not since 30 May
	 */
	const cs_day end = cs_day_from_ymd(2025, 6, 30);
	struct cs_lapse month = { .span = { .months = 1 } };
	const struct cs_lapse_rules rules = { all.window, &month };
	/* 28 days are in time, 29 are not; in March and April 31 and 30 are */
	const struct cs_order kept[] = {
		{ jan }, { jan + 28 }, { jan + 56 }, { jan + 87 }, { jan + 117 }
	};
	const struct cs_order missed[] = { { jan }, { jan + 29 } };
	struct cs_lapses lapses;

	cs_lapse_lay_out(&month, (struct cs_window){ jan, end });
	cs_tally_init(&cs_lapses_tally, &lapses, &rules);
	for (int i = 0; i < 3; i++) {
		add(&lapses, &rules, kept, 5);
		add(&lapses, &rules, missed, 2);
	}
	is_row(&lapses, 1, (struct cs_life_counts){ 6, 6, 3, 3 }, "months");
	for (size_t n = 2; n <= 4; n++)
		is_row(&lapses, n, (struct cs_life_counts){ 3, 3, 0, 0 },
		       "months");
	is_row(&lapses, 5, (struct cs_life_counts){ 3, 3, 3, 0 }, "months");
	is_int(lapses.events[117], 3, "after 117 days");
	cs_tally_release(&cs_lapses_tally, &lapses);
	cs_lapse_release(&month);
}

/* --- numbered ---------------------------------------------------------- */

static const struct person members[] = {
	/* lea is first seen at the fourth; lapses after the fifth */
	{ 2, { { 100, 4 }, { 120, 5 } } },
	/* max: the second is not there; lapses after the fourth
	   |0 1 |20 3 |45 4 ... */
	{ 3, { { 0, 1 }, { 20, 3 }, { 45, 4 } } },
	/* ned: the second twice: it is the one of day 40, 40 days from the
	   first |0 1 |10 (2) |40 2 |65 3 */
	{ 4, { { 0, 1 }, { 10, 2 }, { 40, 2 }, { 65, 3 } } },
	/* oda: the first twice: her clock starts on day 5
	   |0 (1) |5 1 |30 2 ... */
	{ 3, { { 0, 1 }, { 5, 1 }, { 30, 2 } } },
	/* pia: three on day 50, in whatever order; lapses after the fourth */
	{ 4, { { 50, 3 }, { 50, 1 }, { 50, 2 }, { 80, 4 } } },
	/* quin: the second comes before the first */
	{ 2, { { 0, 2 }, { 10, 1 } } },
	/* rob: the third is there before the second */
	{ 3, { { 0, 1 }, { 0, 3 }, { 10, 2 } } },
	/* sue: what has no number is no payment: 45 days of silence
	   |0 1 |20 - |45 2 */
	{ 3, { { 0, 1 }, { 20, 0 }, { 45, 2 } } },
	/* tom has no numbers at all */
	{ 2, { { 5, 0 }, { 10, 0 } } },
	/* una: again one without a number, between two of a day */
	{ 4, { { 150, 2 }, { 150, 0 }, { 150, 1 }, { 175, 3 } } },
};

enum { MEMBERS = sizeof members / sizeof *members };

static void test_numbered(void)
{
	struct cs_lapse_rules rules = all;
	struct cs_lapses lapses;

	rules.numbered = true;
	cs_tally_init(&cs_lapses_tally, &lapses, &rules);
	add_people(&lapses, &rules, members, MEMBERS);
	is_int(lapses.customers, 7, "numbered: lea to pia, sue, una");
	is_int(lapses.lapsed, 6, "all lapsed but una");
	is_int(lapses.returned, 2, "ned and sue returned");
	is_int(lapses.late, 1, "lea is late");
	is_int(lapses.backwards, 2, "quin's and rob's numbers fall");
	is_int((long long)lapses.ncounts, 5, "five payments");
	/* max, ned, oda, pia, sue, una; lapsed: ned, sue */
	is_row(&lapses, 1, (struct cs_life_counts){ 6, 6, 2, 2 }, "numbered");
	/* oda, pia, una; lapsed: oda */
	is_row(&lapses, 2, (struct cs_life_counts){ 3, 3, 1, 0 }, "numbered");
	/* max, pia, una on 175 */
	is_row(&lapses, 3, (struct cs_life_counts){ 3, 2, 0, 0 }, "numbered");
	/* lea, max, pia; lapsed: max, pia */
	is_row(&lapses, 4, (struct cs_life_counts){ 3, 3, 2, 0 }, "numbered");
	/* lea */
	is_row(&lapses, 5, (struct cs_life_counts){ 1, 1, 1, 0 }, "numbered");
	is_int(lapses.events[0], 2, "ned and sue after their first");
	is_int(lapses.events[25], 1, "oda 25 days after hers");
	is_int(lapses.events[30], 1, "pia");
	is_int(lapses.events[45], 1, "max");
	is_total(lapses.events, SPAN, 5, "lea's clock has no start");
	is_int(lapses.censored[169 - 150], 1, "una");
	is_total(lapses.censored, SPAN, 1, "and nobody else");
	cs_tally_release(&cs_lapses_tally, &lapses);
}

/* The same orders without numbers: every one is a payment. */
static void test_not_numbered(void)
{
	struct cs_lapses lapses;

	cs_tally_init(&cs_lapses_tally, &lapses, &all);
	add_people(&lapses, &all, members, MEMBERS);
	is_int(lapses.customers, 10, "tags are not asked for: customers");
	is_int(lapses.late + lapses.backwards, 0, "nobody late or backwards");
	/* una's fourth is too new: the rest lapse after their last */
	is_row(&lapses, 4, (struct cs_life_counts){ 3, 2, 2, 0 }, "no tags");
	cs_tally_release(&cs_lapses_tally, &lapses);
}

/* --- day by day -------------------------------------------------------- */

enum { DAYS = 420, NUMBERS = 40, CROWD = 400 };

/* Whether who pays on the dom of a month, or on its last day, does on this. */
static bool is_payday(cs_day day, int dom)
{
	int year, month, own, next;

	cs_day_to_ymd(day, &year, &month, &own);
	cs_day_to_ymd(day + 1, &year, &month, &next);
	return own == dom || (own < dom && next == 1);
}

static cs_day next_payday(cs_day day, int dom)
{
	do
		day++;
	while (!is_payday(day, dom));
	return day;
}

/* The payday nearest to `day`, the later of two, and the one after that. */
static cs_day due_on(cs_day day, int dom)
{
	for (int away = 0;; away++) {
		if (is_payday(day + away, dom))
			return next_payday(day + away, dom);
		if (is_payday(day - away, dom))
			return next_payday(day - away, dom);
	}
}

/*
 * When the payment after the last of n is due, by the day of the month of the
 * last, of the first and the largest there was; and some days of grace.
 */
static cs_day due(const struct cs_lapse *lapse, const cs_day *payments, int n)
{
	int year, month, dom, first = 0, largest = 0, last;
	bool ends = true;
	cs_day day = payments[n - 1], latest;

	for (int i = 0; i < n; i++) {
		cs_day_to_ymd(payments[i], &year, &month, &dom);
		first = i == 0 ? dom : first;
		largest = dom > largest ? dom : largest;
		ends = ends && is_payday(payments[i], 31);
	}
	last = ends ? 31 : dom;
	first = ends ? 31 : first;
	latest = due_on(day, last);
	if (due_on(day, first) > latest)
		latest = due_on(day, first);
	if (!ends && due_on(day, largest) > latest)
		latest = due_on(day, largest);
	return latest + (cs_day)lapse->grace.days;
}

struct found {
	int64_t customers, lapsed, returned, lapsed_before, late, backwards;
	struct cs_life_counts rows[NUMBERS + 1];
	int64_t events[DAYS], censored[DAYS];
};

/* One customer as the days go by. */
struct follow {
	uint32_t count;		   /* payments so far */
	uint32_t numbers[NUMBERS]; /* of those before the first lapse */
	cs_day days[NUMBERS];
	int reached;
	bool gone, back, seen;
};

static bool inside(const struct cs_lapse_rules *rules, cs_day day)
{
	return rules->window.from <= day && day <= rules->window.to;
}

static void pay(struct follow *f, const struct cs_lapse_rules *rules,
		cs_day day, uint32_t number)
{
	f->seen |= inside(rules, day);
	f->count++;
	if (f->gone) {
		f->back = true;
		return;
	}
	f->numbers[f->reached] = number;
	f->days[f->reached++] = day;
}

/* Is there a later order of this number? */
static bool superseded(const struct cs_order *orders, size_t n, size_t i)
{
	for (size_t j = 0; j < n; j++)
		if (orders[j].tag == orders[i].tag &&
		    (orders[j].day > orders[i].day ||
		     (orders[j].day == orders[i].day && j > i)))
			return true;
	return false;
}

static bool falls(const struct cs_order *orders, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			if (orders[i].day < orders[j].day &&
			    orders[j].tag > 0 && orders[i].tag > orders[j].tag)
				return true;
	return false;
}

static void follow_days(struct follow *f, const struct cs_lapse_rules *rules,
			cs_day start, const struct cs_order *orders, size_t n)
{
	for (cs_day day = start; day <= rules->lapse->days.to; day++) {
		f->gone |= f->reached > 0 &&
			   due(rules->lapse, f->days, f->reached) < day;
		if (!rules->numbered)
			for (size_t i = 0; i < n; i++)
				if (orders[i].day == day)
					pay(f, rules, day, f->count + 1);
		for (uint32_t k = 1; rules->numbered && k < NUMBERS; k++)
			for (size_t i = 0; i < n; i++)
				if (orders[i].day == day &&
				    orders[i].tag == k &&
				    !superseded(orders, n, i))
					pay(f, rules, day, k);
	}
}

/* Had there been one more payment on this day, after those up to it. */
static cs_day due_then(const struct follow *f,
		       const struct cs_lapse_rules *rules, cs_day day)
{
	cs_day days[NUMBERS + 1];
	int n = 0;

	while (n < f->reached && f->days[n] <= day) {
		days[n] = f->days[n];
		n++;
	}
	days[n] = day;
	return due(rules->lapse, days, n + 1);
}

static void tell(struct found *found, const struct cs_lapse_rules *rules,
		 const struct follow *f)
{
	cs_day first = f->days[0], last = f->days[f->reached - 1];
	cs_day told = rules->lapse->days.to, told_by = told;

	found->customers++;
	found->late += f->numbers[0] != 1;
	for (int i = 0; i < f->reached; i++) {
		struct cs_life_counts *row = &found->rows[f->numbers[i]];
		bool here = f->gone && i == f->reached - 1;

		if (!inside(rules, f->days[i])) {
			found->lapsed_before +=
			    here && f->days[i] < rules->window.from;
			continue;
		}
		found->lapsed += here;
		found->returned += here && f->back;
		row->reached++;
		row->at_risk +=
		    due(rules->lapse, f->days, i + 1) < rules->lapse->days.to;
		row->lapsed += here;
		row->returned += here && f->back;
	}
	while (told >= first && due_then(f, rules, told) >= told_by)
		told--;
	if (f->numbers[0] != 1 || !inside(rules, first) || first > told)
		return;
	if (f->gone)
		found->events[last - first]++;
	else
		found->censored[told - first]++;
}

static void follow(struct found *found, const struct cs_lapse_rules *rules,
		   cs_day start, const struct cs_order *orders, size_t n)
{
	struct follow f = { 0 };

	if (rules->numbered && falls(orders, n)) {
		found->backwards++;
		return;
	}
	follow_days(&f, rules, start, orders, n);
	if (f.seen)
		tell(found, rules, &f);
}

/* Orders by day; what is asked of the order within a day is nothing. */
static size_t draw(struct draws *state, cs_day start, cs_day end,
		   struct cs_order *orders)
{
	size_t n = 0, most = 1 + draw_below(state, 14);
	cs_day day = start + (cs_day)draw_below(state, DAYS - 20);
	uint32_t number =
	    draw_below(state, 5) > 0 ? 1 : 1 + draw_below(state, 4);

	while (n < most && day <= end) {
		uint32_t kind = draw_below(state, 100);

		orders[n] = (struct cs_order){ day, kind == 0 ? 0 : number, 1 };
		if (n > 0 && orders[n - 1].day == day &&
		    draw_below(state, 2) > 0) {
			orders[n].tag = orders[n - 1].tag;
			orders[n - 1].tag = number;
		}
		n++;
		number += kind < 10 ? 0 : kind < 80 ? 1 : 2;
		number -= kind > 97 && number > 3 ? 3 : 0;
		day += kind % 3 == 0 ? (cs_day)draw_below(state, 3)
				     : (cs_day)draw_below(state, 44);
	}
	return n;
}

static void is_found(const struct cs_lapses *lapses, const struct found *found,
		     const char *name)
{
	long wrong = 0;

	is_int(lapses->customers, found->customers,
	       named("%s: customers", name));
	is_int(lapses->lapsed, found->lapsed, "lapsed");
	is_int(lapses->returned, found->returned, "returned");
	is_int(lapses->lapsed_before, found->lapsed_before, "lapsed before");
	is_int(lapses->late, found->late, "late");
	is_int(lapses->backwards, found->backwards, "backwards");
	ok(lapses->ncounts <= NUMBERS, "no row too many");
	for (size_t n = 1; n <= NUMBERS; n++) {
		struct cs_life_counts none = { 0 };

		wrong += memcmp(n <= lapses->ncounts ? &lapses->counts[n - 1]
						     : &none,
				&found->rows[n], sizeof none) != 0;
	}
	is_int(wrong, 0, "rows");
	ok(memcmp(lapses->events, found->events, sizeof found->events) == 0,
	   "events");
	ok(memcmp(lapses->censored, found->censored, sizeof found->censored) ==
	       0,
	   "censored");
}

static void test_crowd(bool numbered, int grace, cs_day from, cs_day to)
{
	const cs_day start = cs_day_from_ymd(2023, 11, 20);
	struct cs_lapse lapse = { .kind = CS_LAPSE_EVERY,
				  .span = { .months = 1 },
				  .grace = { .days = grace } };
	const struct cs_lapse_rules rules = {
		.window = { start + from, start + to },
		.lapse = &lapse,
		.numbered = numbered,
	};
	struct cs_lapses whole, parts[3], sum;
	struct found found = { 0 };
	struct draws state = { 20 };
	char name[80];

	cs_lapse_lay_out(&lapse, (struct cs_window){ start, start + DAYS - 1 });
	cs_tally_init(&cs_lapses_tally, &whole, &rules);
	cs_tally_init(&cs_lapses_tally, &sum, &rules);
	for (size_t i = 0; i < 3; i++)
		cs_tally_init(&cs_lapses_tally, &parts[i], &rules);
	for (int i = 0; i < CROWD; i++) {
		struct cs_order orders[14];
		size_t n = draw(&state, start, lapse.days.to, orders);

		add(&whole, &rules, orders, n);
		add(&parts[draw_below(&state, 3)], &rules, orders, n);
		follow(&found, &rules, start, orders, n);
	}
	for (size_t i = 0; i < 3; i++) {
		cs_tally_merge(&cs_lapses_tally, &sum, &parts[i]);
		cs_tally_release(&cs_lapses_tally, &parts[i]);
	}
	snprintf(name, sizeof name, "%s, a month and %d days, %d to %d",
		 numbered ? "numbered" : "counted", grace, from, to);
	ok(found.lapsed > 30 && found.returned > 5 && found.customers > 80 &&
	       (found.late > 20 && found.backwards > 5) == numbered,
	   "%s: there is something to find", name);
	is_found(&whole, &found, name);
	is_found(&sum, &found, "merged");
	cs_tally_release(&cs_lapses_tally, &whole);
	cs_tally_release(&cs_lapses_tally, &sum);
	cs_lapse_release(&lapse);
}

/* Nobody, and no rule: there are no customers to tell a usual silence from. */
static void test_nobody(void)
{
	const struct cs_lapse none = { 0 };
	const struct cs_lapse_rules rules = { .lapse = &none };
	struct cs_lapses lapses, other;

	cs_tally_init(&cs_lapses_tally, &lapses, &rules);
	cs_tally_init(&cs_lapses_tally, &other, &rules);
	add(&lapses, &rules, NULL, 0);
	cs_tally_merge(&cs_lapses_tally, &lapses, &other);
	is_int(lapses.customers, 0, "nobody");
	is_int((long long)lapses.ncounts, 0, "and no rows");
	is_int((long long)lapses.ndays, 0, "nor days");
	cs_tally_release(&cs_lapses_tally, &lapses);
	cs_tally_release(&cs_lapses_tally, &other);
}

int main(void)
{
	cs_lapse_lay_out(&after_30, (struct cs_window){ 0, 200 });
	test_whole();
	test_merged();
	test_window();
	test_no_cutoff();
	test_months();
	test_numbered();
	test_not_numbered();
	for (int numbered = 0; numbered < 2; numbered++) {
		test_crowd(numbered, 0, 0, DAYS);
		test_crowd(numbered, 5, 0, DAYS);
		test_crowd(numbered, 0, 100, 280);
		test_crowd(numbered, 12, 200, DAYS);
	}
	test_nobody();
	cs_lapse_release(&after_30);
	return done_testing();
}
