/*
 * Late rows of the life table: turn by turn they add up to the rows that are
 * there without turns, whoever lapses, where, and in which window.
 */
#include "tally/lapses.h"

#include <stdlib.h>
#include <string.h>

#include "tally/weights.h"
#include "tap.h"

enum { DAYS = 700, PEOPLE = 40, FEW = 28, MOST = 3 * CS_LIFE_ROWS };

static struct cs_order orders[PEOPLE][MOST];
static size_t norders[PEOPLE];

/* Several a day, now and then none for long: a lapse among early, late and very
 * late payments. */
static void draw(void)
{
	for (size_t p = 0; p < PEOPLE; p++) {
		size_t n = p < FEW ? 50 : CS_LIFE_ROWS + (p - FEW) * 600;
		int day = (int)(lrand48() % (p < FEW ? 500 : 40)),
		    often = 1 + (int)(n / 500);

		norders[p] = n < MOST ? n : MOST;
		for (size_t i = 0; i < norders[p]; i++) {
			day += lrand48() % often == 0;
			day += lrand48() % 15000 == 0 ? 30 : 0;
			orders[p][i].day = day < DAYS ? day : DAYS - 1;
		}
	}
}

static void add(const struct cs_tally *kind, void *tally, const void *rules,
		size_t from)
{
	for (size_t p = from; p < PEOPLE; p += 2)
		kind->add(tally, rules,
			  &(struct cs_customer){ .purchases = orders[p],
						 .npurchases = norders[p] });
}

/* Two workers, whose tallies come together. */
static void tally(const struct cs_tally *kind, void *sum, void *part,
		  const void *rules)
{
	cs_tally_init(kind, sum, rules);
	cs_tally_init(kind, part, rules);
	add(kind, sum, rules, 0);
	add(kind, part, rules, 1);
	cs_tally_take_in(kind, sum, part);
	if (kind->finish != NULL)
		kind->finish(sum, rules);
}

static bool equal(const struct cs_life_turn *row,
		  const struct cs_life_counts *counts,
		  const struct cs_life_sums *sums)
{
	return memcmp(&row->counts, counts, sizeof *counts) == 0 &&
	       memcmp(&row->sums, sums, sizeof *sums) == 0;
}

/* How many rows are not those that turns make; -1: their ends differ. */
static long differing(const struct cs_lapses *rows,
		      const struct cs_lapses *turns)
{
	struct cs_life_turn now = { 0 };
	long wrong = 0;
	size_t t = 0, n;

	for (n = 1; n <= rows->ncounts; n++) {
		for (; t < turns->nturns && turns->turns[t].n == n; t++)
			cs_life_turn_add(&now, &turns->turns[t], 1);
		if (n <= turns->ncounts)
			wrong += !equal(
			    &(struct cs_life_turn){ 0, turns->counts[n - 1],
						    turns->sums[n - 1] },
			    &rows->counts[n - 1], &rows->sums[n - 1]);
		else
			wrong += !equal(&now, &rows->counts[n - 1],
					&rows->sums[n - 1]);
	}
	return turns->turns[turns->nturns - 1].n == n ? wrong : -1;
}

/* A turn behind every lapse: its row stands by itself. */
static bool lapses_stand_alone(const struct cs_lapses *rows,
			       const struct cs_lapses *turns)
{
	bool found = true;

	for (size_t n = CS_LIFE_ROWS + 1; n <= rows->ncounts; n++) {
		size_t t = 0;

		if (rows->counts[n - 1].lapsed == 0)
			continue;
		while (t < turns->nturns && turns->turns[t].n != n + 1)
			t++;
		found &= t < turns->nturns;
	}
	return found;
}

static void check(struct cs_lapse_rules rules, const char *name)
{
	struct cs_watched watched, others;
	struct cs_weights weights = { 0 };
	struct cs_lapses rows, turns, part;

	tally(&cs_watched_tally, &watched, &others, &rules);
	cs_weights_make(&weights, &watched, &rules);
	rules.weights = &weights;
	tally(&cs_lapses_tally, &rows, &part, &rules);
	rules.turns = true;
	tally(&cs_lapses_tally, &turns, &part, &rules);
	ok(rows.ncounts > CS_LIFE_ROWS + 4000, "%s: far beyond %d", name,
	   CS_LIFE_ROWS);
	ok(turns.ncounts <= CS_LIFE_ROWS && turns.nturns < 8000,
	   "%s: %zu turns", name, turns.nturns);
	is_int(differing(&rows, &turns), 0, name);
	ok(lapses_stand_alone(&rows, &turns), "%s: lapses", name);
	cs_tally_release(&cs_watched_tally, &watched);
	cs_tally_release(&cs_lapses_tally, &rows);
	cs_tally_release(&cs_lapses_tally, &turns);
	cs_weights_release(&weights);
}

int main(void)
{
	const struct cs_window always = { CS_DAY_MIN, CS_DAY_MAX };
	struct cs_lapse lapse = { .span = { .days = 15 } };
	struct cs_lapse_rules rules = { .window = always, .lapse = &lapse };

	srand48(3);
	draw();
	cs_lapse_lay_out(&lapse, (struct cs_window){ 0, DAYS - 1 });
	check(rules, "all payments");
	rules.window = (struct cs_window){ 200, DAYS };
	check(rules, "later ones");
	rules.window = (struct cs_window){ 20, 600 };
	check(rules, "some");
	cs_lapse_release(&lapse);
	return done_testing();
}
