/* season.c - see season.h. */
#include "tally/season.h"

#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"

enum {
	GAPS = 4,
	UNIT = 1 << 24
}; /* expected counts in 1 / UNIT: they add up */

#define MORE 1.2
#define EITHER 2 /* standard errors */
#define BOTH 4

/* So many customers tell; of more, those are looked at whose keys have it. A
 * seed that is always the same, since the answer is to be. */
enum { ENOUGH = 50000 };
static const struct cs_hash_seed seed = { { 0x9e3779b97f4a7c15u,
					    0xd1b54a32d192ed03u } };

/* --- how long customers wait ------------------------------------------- */

/* One of a customer's first gaps, which may not have ended. */
struct wait {
	cs_day from, to; /* the next purchase, or the end of observation */
	int32_t gap;	 /* from 0 */
	int32_t bought;	 /* true or false */
};

/* Those of the customers that are looked at, in no order. */
struct waits {
	struct wait *list;
	size_t count, capacity;
};

struct rules {
	cs_day as_of;
	uint64_t every; /* one of so many customers is looked at */
};

static void put_wait(struct waits *waits, cs_day from, cs_day to, int32_t gap,
		     bool bought)
{
	CS_GROW(waits->list, waits->count, waits->capacity);
	waits->list[waits->count++] = (struct wait){ from, to, gap, bought };
}

static void waits_add(void *tally, const void *with,
		      const struct cs_customer *customer)
{
	const struct rules *rules = with;
	const struct cs_order *purchase = customer->purchases;
	cs_day from = purchase[0].day;
	int32_t gap = 0;

	if (rules->every > 1 &&
	    cs_hash(&seed, customer->key.bytes, customer->key.length) %
		    rules->every !=
		0)
		return;
	for (size_t i = 1; i < customer->npurchases && gap < GAPS; i++) {
		if (purchase[i].day == from)
			continue;
		put_wait(tally, from, purchase[i].day, gap++, true);
		from = purchase[i].day;
	}
	if (gap < GAPS)
		put_wait(tally, from, rules->as_of, gap, false);
}

static const struct cs_members members[] = {
	CS_LIST(struct waits, "dddd", list, CS_APPENDED, count,
		offsetof(struct waits, capacity)),
	{ NULL },
};

static const struct cs_tally waits_tally = {
	.size = sizeof(struct waits),
	.add = waits_add,
	.members = members,
	.tag = "wait",
	.version = 1,
};

/* The hazards of all days, added up from the first: [GAPS][days]. The caller
 * frees them. */
static int64_t *hazards_of(const struct waits *waits, size_t days)
{
	int64_t *hazard = cs_calloc(GAPS * days, sizeof *hazard);
	int64_t(*ends)[2] = cs_calloc(GAPS * days, sizeof *ends);

	for (size_t i = 0; i < waits->count; i++) {
		const struct wait *w = &waits->list[i];

		ends[(size_t)w->gap * days + (size_t)(w->to - w->from)]
		    [w->bought]++;
	}
	for (size_t gap = 0; gap < GAPS; gap++) {
		int64_t(*of)[2] = &ends[gap * days], waiting = 0;
		double sum = 0;

		for (size_t day = 0; day < days; day++)
			waiting += of[day][0] + of[day][1];
		for (size_t day = 0; day < days; day++) {
			if (of[day][1] > 0)
				sum += (double)of[day][1] / (double)waiting;
			hazard[gap * days + day] = llround(sum * UNIT);
			waiting -= of[day][0] + of[day][1];
		}
	}
	free(ends);
	return hazard;
}

/* --- block by block ---------------------------------------------------- */

struct weeks {
	int64_t seen, expected; /* in 1, and in 1 / UNIT */
};

/* Adds a wait to the blocks, which are counted from the last back; `hazard` is
 * of its gap. */
static void add_wait(struct weeks *list, const struct wait *wait, cs_day as_of,
		     const int64_t *hazard)
{
	int32_t last = as_of - wait->to, since = as_of - wait->from;
	int32_t block = last / CS_SEASON_BLOCK;

	if (wait->bought && block < CS_SEASON_BLOCKS)
		list[block].seen++;
	/* days are counted back from the end; `from` itself is none of them */
	for (; last < since && block < CS_SEASON_BLOCKS; block++) {
		int32_t next = (block + 1) * CS_SEASON_BLOCK;

		if (next > since)
			next = since;
		list[block].expected +=
		    hazard[since - last] - hazard[since - next];
		last = next;
	}
}

/* --- the season -------------------------------------------------------- */

/* Deviation in standard errors, if the rate is more than a fifth off; or 0. */
static double deviation(double seen, double expected)
{
	return expected > 0 &&
		       (seen > MORE * expected || seen * MORE < expected)
		   ? (seen - expected) / sqrt(expected)
		   : 0;
}

/* Seen over expected of the year in whose middle block i lies, as far as there
 * are `whole` blocks: later customers may be better or worse ones. */
static double level(const struct weeks *list, size_t i, size_t whole)
{
	size_t half = CS_SEASON_YEAR / 2, from = i > half ? i - half : 0;
	double seen = 0, expected = 0;

	if (from > whole - CS_SEASON_YEAR)
		from = whole - CS_SEASON_YEAR;
	for (size_t b = from; b < from + CS_SEASON_YEAR; b++) {
		seen += (double)list[b].seen;
		expected += (double)list[b].expected;
	}
	return expected > 0 ? seen / expected : 0;
}

/* A block beside that of a year before. */
struct twins {
	double seen, expected, seen_then, expected_then;
};

static struct twins twins_of(const struct weeks *list, size_t i, size_t whole)
{
	size_t then = i + CS_SEASON_YEAR;

	return (struct twins){
		(double)list[i].seen,
		(double)list[i].expected * level(list, i, whole),
		(double)list[then].seen,
		(double)list[then].expected * level(list, then, whole),
	};
}

/* How far both are off in one direction; or 0. */
static double alike(const struct twins *p)
{
	double a = deviation(p->seen, p->expected);
	double b = deviation(p->seen_then, p->expected_then);
	double expected = p->expected + p->expected_then;

	return a * b > 0 && fabs(a) >= EITHER && fabs(b) >= EITHER
		   ? fabs(p->seen + p->seen_then - expected) / sqrt(expected)
		   : 0;
}

static bool find(const struct weeks *list, size_t whole, cs_day as_of,
		 struct cs_season *season)
{
	double most = BOTH;
	bool found = false;

	for (size_t i = 0; i + CS_SEASON_YEAR < whole; i++) {
		struct twins p = twins_of(list, i, whole);
		double off = alike(&p);

		if (off < most)
			continue;
		most = off;
		found = true;
		*season = (struct cs_season){
			.from = as_of + 1 - (cs_day)(i + 1) * CS_SEASON_BLOCK,
			.rate = p.seen / p.expected,
			.rate_then = p.seen_then / p.expected_then,
			.purchases = (int64_t)(p.seen + p.seen_then),
		};
	}
	return found;
}

bool cs_season_find(const struct cs_data *data, struct cs_season *season)
{
	struct rules rules = { data->as_of, data->customers / ENOUGH + 1 };
	struct weeks blocks[CS_SEASON_BLOCKS] = { 0 };
	struct waits waits;
	size_t days = cs_data_days(data), whole = days / CS_SEASON_BLOCK;
	int64_t *hazard;

	if (data->customers == 0 || days < CS_SEASON_LEAST)
		return false;
	cs_data_fold(data, &(struct cs_fold){ &waits_tally, &rules, &waits },
		     1);
	hazard = hazards_of(&waits, days);
	for (size_t i = 0; i < waits.count; i++)
		add_wait(blocks, &waits.list[i], data->as_of,
			 hazard + (size_t)waits.list[i].gap * days);
	cs_tally_release(&waits_tally, &waits);
	free(hazard);
	if (whole > CS_SEASON_BLOCKS)
		whole = CS_SEASON_BLOCKS;
	return find(blocks, whole, data->as_of, season);
}
