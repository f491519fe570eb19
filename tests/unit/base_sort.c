/* Sorted on any number of threads as by qsort(). */
#include "base/sort.h"

#include <stdint.h>
#include <string.h>

#include "tap.h"

enum { MOST = 70001 };

/* larger than what a word holds, as those of tallies are */
struct item {
	uint64_t key, twice;
	char rest[24];
};

static struct item items[MOST], sorted[MOST];
static uint64_t state = 1;

static uint64_t draw(uint64_t below)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (state >> 33) % below;
}

static int by_key(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

/* By chance, of few values, in order, backwards, all on the right less. */
static uint64_t value(int shape, size_t i, size_t n)
{
	switch (shape) {
	case 0: return draw(1u << 30);
	case 1: return draw(3);
	case 2: return i;
	case 3: return n - i;
	default: return i < n / 2 ? i + n : i;
	}
}

static bool agrees(int shape, size_t n, unsigned threads)
{
	for (size_t i = 0; i < n; i++) {
		items[i] = (struct item){ .key = value(shape, i, n) };
		items[i].twice = 2 * items[i].key;
		sorted[i] = items[i];
	}
	if (n > 1)
		qsort(sorted, n, sizeof *sorted, by_key);
	cs_sort_on(threads, items, n, sizeof *items, by_key);
	for (size_t i = 0; i < n; i++)
		if (items[i].key != sorted[i].key ||
		    items[i].twice != sorted[i].twice)
			return false;
	return true;
}

int main(void)
{
	static const size_t sizes[] = { 0,     1,     2,     100,   16383,
					16384, 16385, 16387, 50000, MOST };
	static const unsigned threads[] = { 0, 1, 2, 3, 4, 5, 16 };

	for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
		bool all = true;

		for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
			for (int shape = 0; shape < 5; shape++)
				all =
				    all && agrees(shape, sizes[s], threads[t]);
		ok(all, "as qsort() does, on %u threads", threads[t]);
	}
	return done_testing();
}
