/* Rows in order, by id and by day, however many they are and however they lie.
 */
#include "data/orders.h"

#include <stdlib.h>

#include "tap.h"

enum { MOST = 20000, SHAPES = 6 };

static struct cs_draft drafts[MOST];
static uint64_t state = 1;

static uint64_t draw(uint64_t below)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (state >> 33) % below;
}

/* Those of a shape: in order, backwards, by chance, of few values, nearly in
 * order, up and down. */
static uint64_t value(int shape, size_t i, size_t n)
{
	switch (shape) {
	case 0: return i;
	case 1: return n - i;
	case 2: return draw(1000000);
	case 3: return draw(3);
	case 4: return i + draw(40);
	default: return i < n / 2 ? i : n - i;
	}
}

static void fill(int shape, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t v = value(shape, i, n);

		drafts[i] = (struct cs_draft){
			.id = v % 7 == 0 ? CS_NO_ORDER : (uint64_t)8 << 56 | v,
			.day = (cs_day)(v / 3),
			.total = draw(50) == 0 ? -(cs_micros)draw(9)
					       : (cs_micros)draw(9),
			.place = i,
		};
	}
}

static int id_order(const struct cs_draft *a, const struct cs_draft *b)
{
	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	if (a->id == CS_NO_ORDER && a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->total > b->total) - (a->total < b->total);
}

static int day_order(const struct cs_draft *a, const struct cs_draft *b)
{
	if ((a->total < 0) != (b->total < 0))
		return a->total < 0 ? 1 : -1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->total != b->total)
		return a->total < b->total ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

/* In order, and each of them once? */
static bool sorted(size_t n, int (*order)(const struct cs_draft *,
					  const struct cs_draft *))
{
	static bool met[MOST];
	bool good = true;

	for (size_t i = 0; i < n; i++)
		met[i] = false;
	for (size_t i = 0; i < n; i++) {
		good &= !met[drafts[i].place];
		met[drafts[i].place] = true;
		good &= i == 0 || order(&drafts[i - 1], &drafts[i]) <= 0;
	}
	return good;
}

int main(void)
{
	static const size_t counts[] = { 0,  1,	 2,   3,    12,	  23,
					 24, 25, 100, 1000, 4096, MOST };

	for (int shape = 0; shape < SHAPES; shape++) {
		bool by_id = true, by_day = true;

		for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
			fill(shape, counts[k]);
			cs_drafts_sort_by_id(drafts, counts[k]);
			by_id &= sorted(counts[k], id_order);
			fill(shape, counts[k]);
			cs_drafts_sort_purchases(drafts, counts[k]);
			by_day &= sorted(counts[k], day_order);
		}
		ok(by_id, "shape %d by id", shape);
		ok(by_day, "shape %d by day", shape);
	}
	return done_testing();
}
