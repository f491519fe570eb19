/* stat_rfm.c - scores and segments. */
#include "tap.h"

#include <stdlib.h>

#include "stat/rfm.h"

#define SIZE(array) (sizeof(array) / sizeof *(array))

/* By the definition: 1 + floor(5 x those worse / n). */
static int counted(const cs_sum *values, size_t n, cs_sum value)
{
	size_t worse = 0;

	for (size_t i = 0; i < n; i++)
		worse += values[i] < value;
	return 1 + (int)(5 * worse / n);
}

static bool agrees(const cs_sum *values, size_t n)
{
	cs_sum *sorted = calloc(n, sizeof *sorted);
	struct cs_score_cuts cuts;
	bool same = true;

	for (size_t i = 0; i < n; i++)
		sorted[i] = values[i];
	cuts = cs_score_cuts(sorted, n);
	for (size_t i = 0; i < n; i++)
		same &= cs_score_of(&cuts, values[i]) ==
			counted(values, n, values[i]);
	free(sorted);
	return same;
}

static void test_scores(void)
{
	static const cs_sum once[] = { 1, 1, 1, 1, 1, 1, 2, 3, 4, 5 };
	cs_sum values[64], room[SIZE(once)];
	struct cs_score_cuts cuts;
	unsigned state = 1;
	bool all = true;

	for (size_t i = 0; i < SIZE(once); i++)
		room[i] = once[i];
	cuts = cs_score_cuts(room, SIZE(once));
	is_int(cs_score_of(&cuts, 1), 1, "60 % bought once: 1,");
	is_int(cs_score_of(&cuts, 2), 4, "... then 4");
	is_int(cs_score_of(&cuts, 3), 4, "... of two");
	is_int(cs_score_of(&cuts, 4), 5, "... and 5");
	room[0] = 7;
	cuts = cs_score_cuts(room, 1);
	is_int(cs_score_of(&cuts, 7), 1, "one alone");
	/* every length, with many ties and few */
	for (size_t n = 1; n <= SIZE(values); n++)
		for (unsigned kinds = 1; kinds < 40; kinds += 3) {
			for (size_t i = 0; i < n; i++) {
				state = state * 1664525 + 1013904223;
				values[i] = (state >> 16) % kinds;
			}
			all &= agrees(values, n);
		}
	ok(all, "as counted, whatever the ties");
}

static void test_segments(void)
{
	static const struct {
		struct cs_rfm scores;
		size_t days;
		enum cs_segment segment;
	} ten[] = {
		{ { 5, 5, 5 }, 12, CS_CHAMPIONS },
		{ { 5, 1, 1 }, 1, CS_NEW },
		{ { 4, 3, 3 }, 3, CS_LOYAL },
		{ { 4, 4, 4 }, 5, CS_CHAMPIONS },
		{ { 3, 1, 2 }, 1, CS_PROMISING },
		{ { 3, 3, 3 }, 2, CS_LOYAL },
		{ { 2, 5, 5 }, 8, CS_CANNOT_LOSE },
		{ { 2, 1, 1 }, 1, CS_DORMANT },
		{ { 1, 4, 4 }, 4, CS_CANNOT_LOSE },
		{ { 1, 1, 1 }, 1, CS_DORMANT },
		/* halves */
		{ { 4, 4, 3 }, 2, CS_LOYAL },
		{ { 3, 3, 2 }, 2, CS_PROMISING },
		{ { 2, 4, 3 }, 2, CS_SEGMENT_AT_RISK },
		{ { 2, 2, 3 }, 2, CS_SEGMENT_AT_RISK },
		{ { 2, 2, 2 }, 2, CS_DORMANT },
		{ { 5, 5, 5 }, 1, CS_NEW },
		{ { 3, 5, 5 }, 1, CS_LOYAL },
		/* without money */
		{ { 4, 4, 0 }, 3, CS_CHAMPIONS },
		{ { 1, 2, 0 }, 3, CS_DORMANT },
	};

	for (size_t i = 0; i < SIZE(ten); i++)
		is_str(
		    cs_segment_names[cs_segment_of(ten[i].scores, ten[i].days)],
		    cs_segment_names[ten[i].segment], "segment");
}

int main(void)
{
	test_scores();
	test_segments();
	return done_testing();
}
