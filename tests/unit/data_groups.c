/* Values get numbers from many threads at once; their ranks are always the
 * same. */
#include "data/groups.h"

#include "base/parallel.h"
#include "tap.h"

static void plain_ranks(void)
{
	static const char *const values[] = { "web", "",     "post", "Web",
					      "we",  "web ", "post" };
	static const char *const want[] = { "Web", "post", "we",
					    "web", "web ", "(none)" };
	struct cs_grouping *groups = cs_grouping_new(NULL);
	const uint32_t *ranks;
	const char *const *texts;
	uint32_t numbers[7];
	size_t count;

	for (size_t i = 0; i < 7; i++)
		numbers[i] = cs_grouping_number(
		    groups, (struct cs_text){ values[i], strlen(values[i]) });
	is_int(numbers[1], 0, "the empty value is number 0");
	ok(numbers[2] == numbers[6], "a value has one number");
	count = cs_grouping_rank(groups, &ranks, &texts);
	is_int((long long)count, 6, "six values");
	for (size_t i = 0; i < 6; i++)
		is_str(texts[i], want[i], named("rank %zu", i));
	is_int(ranks[numbers[0]], 3, "the rank of a number");
	is_int(ranks[0], 5, "the empty one comes last");
	cs_grouping_free(groups);
	cs_grouping_free(NULL);
}

enum { VALUES = 700, ROUNDS = 40 };

struct shared {
	struct cs_grouping *groups;
	uint32_t number[ROUNDS][VALUES];
};

static void number_all(void *context, unsigned worker, size_t round)
{
	struct shared *shared = context;

	(void)worker;
	for (size_t i = 0; i < VALUES; i++) {
		size_t v = (i * 37 + round * 101) % VALUES;
		char text[20];
		int n = snprintf(text, sizeof text, "value %zu", v);

		shared->number[round][v] = cs_grouping_number(
		    shared->groups, (struct cs_text){ text, (size_t)n });
	}
}

static void from_many_threads(void)
{
	static struct shared shared;
	const uint32_t *ranks;
	const char *const *texts;
	char text[20];
	long wrong = 0;

	shared.groups = cs_grouping_new(NULL);
	cs_parallel(4, ROUNDS, number_all, &shared);
	for (size_t round = 1; round < ROUNDS; round++)
		wrong += memcmp(shared.number[round], shared.number[0],
				sizeof shared.number[0]) != 0;
	is_int(wrong, 0, "every thread is given the same numbers");
	is_int((long long)cs_grouping_rank(shared.groups, &ranks, &texts),
	       VALUES + 1, "one for each value");
	for (size_t v = 0; v < VALUES; v++) {
		snprintf(text, sizeof text, "value %zu", v);
		wrong += strcmp(texts[ranks[shared.number[0][v]]], text) != 0;
	}
	for (size_t rank = 1; rank < VALUES; rank++)
		wrong += strcmp(texts[rank - 1], texts[rank]) >= 0;
	is_int(wrong, 0, "ranked by their bytes");
	cs_grouping_free(shared.groups);
}

int main(void)
{
	plain_ranks();
	from_many_threads();
	return done_testing();
}
