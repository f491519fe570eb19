/* A sample of rows: all of a customer or none, and the same in every order. */
#include "data/rowsample.h"

#include <stdio.h>
#include <string.h>

#include "tap.h"

enum { MOST = 120000 };

/* Customer k / 3 has three rows, of which each fiftieth stands there twice; and
 * each tenth customer's key is a long one. */
static void take(struct cs_row_samples *samples, unsigned worker, size_t k)
{
	size_t customer = k / 3;
	char key[48];
	int n = snprintf(key, sizeof key, "%s%06zu",
			 customer % 10 == 0 ? "a.long.one@shop.example/" : "K",
			 customer);
	struct cs_row row = { .amount = (cs_micros)(k % 3) * 100 + 50,
			      .day = (cs_day)(k % 3) * 30 };

	cs_key_set(&row.customer, key, (size_t)n);
	for (int i = 0; i < 1 + (k / 3 % 50 == 7 && k % 3 == 1); i++)
		if (cs_row_drawn(samples, &row.customer))
			cs_row_samples_keep(samples, worker, 0, &row, -1);
}

static struct cs_signs signs_of(size_t n, unsigned workers, bool backwards,
				struct cs_arena *arena)
{
	struct cs_row_samples *samples = cs_row_samples_new(workers);
	struct cs_signs signs = { 0 };

	for (size_t k = 0; k < n; k++)
		take(samples, (unsigned)(k % workers),
		     backwards ? n - 1 - k : k);
	cs_row_samples_judge(samples, &signs, arena);
	cs_row_samples_free(samples);
	return signs;
}

static bool are_same(const struct cs_signs *a, const struct cs_signs *b)
{
	return a->sampled == b->sampled && a->equal == b->equal &&
	       a->piles == b->piles && a->other_day[0] == b->other_day[0] &&
	       cs_text_compare(a->equal_at.customer, b->equal_at.customer) == 0;
}

int main(void)
{
	struct cs_arena arena = { 0 };
	struct cs_signs few = signs_of(1500, 1, false, &arena);
	struct cs_signs many = signs_of(MOST, 1, false, &arena);
	struct cs_signs other = signs_of(MOST, 7, true, &arena);

	ok(few.sampled == 1510 && few.equal == 10 && few.loose == 1510,
	   "of few rows all are looked at: %llu, %llu equal",
	   (unsigned long long)few.sampled, (unsigned long long)few.equal);
	ok(few.equal_at.customer.length == 7 &&
	       memcmp(few.equal_at.customer.bytes, "K000007", 7) == 0 &&
	       few.equal_at.rows == 2 && few.equal_at.first == 30,
	   "the example is of the least key");
	ok(many.sampled > CS_SAMPLED_ROWS / 2 &&
	       many.sampled <= CS_SAMPLED_ROWS,
	   "of many, some: %llu", (unsigned long long)many.sampled);
	ok(many.other_day[0] * 3 == (many.sampled - many.equal) * 2,
	   "... and of a customer all");
	ok(many.equal * 100 > many.piles / 3 &&
	       many.equal * 33 < many.piles / 3,
	   "... with as many equal ones: %llu", (unsigned long long)many.equal);
	ok(are_same(&many, &other), "the same in every order");
	cs_arena_release(&arena);
	return done_testing();
}
