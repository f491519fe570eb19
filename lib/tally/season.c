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

struct waits {
	size_t length;	 /* GAPS times the days */
	int64_t *events; /* [gap][days] to the next purchase, */
	int64_t *others; /* or to the end of observation */
};

struct rules {
	cs_day as_of;
	size_t days;
	uint64_t every;	 /* one of so many customers is looked at */
	int64_t *hazard; /* [gap][days], added up */
};

/* Calls each(of, rules, gap, from, to, bought) for the first gaps. */
typedef void gap_function(void *of, const struct rules *rules, size_t gap,
			  cs_day from, cs_day to, bool bought);

static void each_gap(void *of, const struct rules *rules,
		     const struct cs_customer *customer, gap_function *each)
{
	const struct cs_order *purchase = customer->purchases;
	cs_day from = purchase[0].day;
	size_t gap = 0;

	if (rules->every > 1 &&
	    cs_hash(&seed, customer->key.bytes, customer->key.length) %
		    rules->every !=
		0)
		return;
	for (size_t i = 1; i < customer->npurchases && gap < GAPS; i++) {
		if (purchase[i].day == from)
			continue;
		each(of, rules, gap++, from, purchase[i].day, true);
		from = purchase[i].day;
	}
	if (gap < GAPS)
		each(of, rules, gap, from, rules->as_of, false);
}

static void waits_init(void *tally, const void *rules)
{
	((struct waits *)tally)->length =
	    GAPS * ((const struct rules *)rules)->days;
}

static void add_wait(void *of, const struct rules *rules, size_t gap,
		     cs_day from, cs_day to, bool bought)
{
	struct waits *waits = of;

	(bought ? waits->events
		: waits->others)[gap * rules->days + (size_t)(to - from)]++;
}

static void waits_add(void *tally, const void *rules,
		      const struct cs_customer *customer)
{
	each_gap(tally, rules, customer, add_wait);
}

static const struct cs_members wait_members[] = {
	CS_LIST(struct waits, "q", events, CS_FIXED, length),
	CS_LIST(struct waits, "q", others, CS_FIXED, length),
	{ NULL },
};

static const struct cs_tally waits_tally = {
	.size = sizeof(struct waits),
	.init = waits_init,
	.add = waits_add,
	.members = wait_members,
};

/* The hazards of all days, added up from the first. */
static void add_hazards(const struct waits *waits, struct rules *rules)
{
	for (size_t gap = 0; gap < GAPS; gap++) {
		const int64_t *events = &waits->events[gap * rules->days];
		const int64_t *others = &waits->others[gap * rules->days];
		int64_t *hazard = &rules->hazard[gap * rules->days];
		int64_t waiting = 0;
		double sum = 0;

		for (size_t day = 0; day < rules->days; day++)
			waiting += events[day] + others[day];
		for (size_t day = 0; day < rules->days; day++) {
			if (events[day] > 0)
				sum += (double)events[day] / (double)waiting;
			hazard[day] = llround(sum * UNIT);
			waiting -= events[day] + others[day];
		}
	}
}

/* --- block by block ---------------------------------------------------- */

struct blocks {
	struct block {
		int64_t seen, expected; /* in 1, and in 1 / UNIT */
	} * list;			/* from the last back */
	size_t count;
};

static void blocks_init(void *tally, const void *rules)
{
	(void)rules;
	((struct blocks *)tally)->count = CS_SEASON_BLOCKS;
}

static void add_blocks(void *of, const struct rules *rules, size_t gap,
		       cs_day from, cs_day to, bool bought)
{
	const int64_t *hazard = &rules->hazard[gap * rules->days];
	struct block *list = ((struct blocks *)of)->list;
	int32_t last = rules->as_of - to, since = rules->as_of - from;
	int32_t block = last / CS_SEASON_BLOCK;

	if (bought && block < CS_SEASON_BLOCKS)
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

static void blocks_add(void *tally, const void *rules,
		       const struct cs_customer *customer)
{
	each_gap(tally, rules, customer, add_blocks);
}

static const struct cs_members block_members[] = {
	CS_LIST(struct blocks, "qq", list, CS_FIXED, count),
	{ NULL },
};

static const struct cs_tally blocks_tally = {
	.size = sizeof(struct blocks),
	.init = blocks_init,
	.add = blocks_add,
	.members = block_members,
};

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
static double level(const struct block *list, size_t i, size_t whole)
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

static struct twins twins_of(const struct block *list, size_t i, size_t whole)
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

static bool find(const struct blocks *blocks, size_t whole, cs_day as_of,
		 struct cs_season *season)
{
	double most = BOTH;
	bool found = false;

	for (size_t i = 0; i + CS_SEASON_YEAR < whole; i++) {
		struct twins p = twins_of(blocks->list, i, whole);
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
	struct rules rules = { data->as_of, cs_data_days(data),
			       data->customers / ENOUGH + 1, NULL };
	struct waits waits;
	struct blocks blocks;
	size_t whole = rules.days / CS_SEASON_BLOCK;
	bool found;

	if (data->customers == 0 || rules.days < CS_SEASON_LEAST)
		return false;
	cs_data_fold(data, &(struct cs_fold){ &waits_tally, &rules, &waits },
		     1);
	rules.hazard = cs_calloc(GAPS * rules.days, sizeof *rules.hazard);
	add_hazards(&waits, &rules);
	cs_tally_release(&waits_tally, &waits);
	cs_data_fold(data, &(struct cs_fold){ &blocks_tally, &rules, &blocks },
		     1);
	if (whole > CS_SEASON_BLOCKS)
		whole = CS_SEASON_BLOCKS;
	found = find(&blocks, whole, data->as_of, season);
	cs_tally_release(&blocks_tally, &blocks);
	free(rules.hazard);
	return found;
}
