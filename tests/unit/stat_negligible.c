/*
 * stat_negligible.c - from which payment on lapses are negligible: the three
 * conditions of negligible.h, each where it alone decides.
 */
#include "tap.h"

#include <stdlib.h>

#include "stat/negligible.h"

enum { MOST = 40 };

static size_t found(const struct cs_life_counts *counts, size_t n, double limit,
		    double level)
{
	struct cs_life_spread spread[MOST] = { { 0, 0 } };

	cs_spread_cohort(counts, n, spread);
	return cs_negligible(counts, spread, n, limit, level);
}

static void is_found(const struct cs_life_counts *counts, size_t n,
		     double limit, long long want, const char *name)
{
	is_int((long long)found(counts, n, limit, .95), want, name);
}

/*
 * Pooled over all n >= N:
 *	prop.test(sum(lapsed[N:5]), sum(at_risk[N:5]), correct = FALSE)
 * has the upper bounds .2057 .2653 .0875 .0675 .2361 for N = 1 .. 5.
 */
static void test_pooled(void)
{
	static const struct cs_life_counts book[] = {
		{ 230, 200, 20, 3 }, { 170, 150, 60, 9 }, { 90, 80, 6, 0 },
		{ 70, 60, 0, 0 },    { 45, 20, 1, 1 },
	};
	static const struct cs_life_counts hole[] = {
		{ 500, 500, 100, 0 },
		{ 400, 0, 0, 0 },
		{ 400, 400, 1, 0 },
		{ 399, 0, 0, 0 },
	};

	is_found(book, 5, .08, 4, "from 4 on, pooled over 4 and 5");
	is_found(book, 5, .0675, 4, "just above the bound");
	is_found(book, 5, .0674, 0, "just below it");
	is_found(book, 5, .4, 3, "row 2 by itself is above");
	is_found(book, 5, .5, 1, "from the first payment on");
	is_found(hole, 4, .02, 3, "a row with nobody at risk is no answer");
	is_int((long long)found(book, 5, .5, 2), 0, "a level that is none");
	is_int((long long)cs_negligible(NULL, NULL, 0, .02, .95), 0,
	       "no rows: never negligible");
}

/*
 * The 80 % lower bound of three of 60 is .0244, of two of 60 .0142; one of
 * eight is more than .02 by itself.
 */
static void test_contradiction(void)
{
	struct cs_life_counts late[] = {
		{ 1000, 1000, 5, 0 }, { 900, 900, 2, 0 }, { 60, 60, 2, 0 },
		{ 8, 8, 1, 0 },	      { 700, 700, 1, 0 },
	};

	is_found(late, 5, .02, 1, "two of 60, and one of eight, may be chance");
	late[2].lapsed = 3;
	is_found(late, 5, .02, 4, "three of 60 stand in the way");
	is_found(late, 5, .0244, 4, "so they do just below their bound");
	is_found(late, 5, .0245, 1, "and no longer just above it");
	late[2].at_risk = 49;
	is_found(late, 5, .02, 1, "one of fewer than 50 is too much anyhow");
}

/* Of 1,900 in a row 19 are well below .02 and 29 are not, whatever follows. */
static void test_ample(void)
{
	struct cs_life_counts book[20] = { { 0 } };

	for (int i = 0; i < 20; i++)
		book[i] = (struct cs_life_counts){ 1900, 1900, 5, 0 };
	is_found(book, 20, .02, 1, "far below");
	book[9].lapsed = 19;
	is_found(book, 20, .02, 1, "one row is half the limit");
	book[9].lapsed = 29;
	is_found(book, 20, .02, 11, "one that is not shown to be below");
}

/*
 * A cohort of 60 that loses 3 after the first of these payments and none later:
 * all together 3 of 687, .0044 (.0015 to .0127), but 5 % at once.
 */
static void test_first_row(void)
{
	struct cs_life_counts cohort[MOST] = { { 60, 60, 3, 0 } };

	for (int i = 1; i < MOST; i++)
		cohort[i] = (struct cs_life_counts){ 57, 57, 0, 0 };
	is_found(cohort, 12, .02, 2, "not from the row that is above");
	is_found(cohort, MOST, .02, 2, "however many follow");
	is_found(cohort, 4, .02, 0, "57 three times are not 189");
	is_found(cohort, 5, .02, 2, "57 four times are");
	cohort[11].lapsed = 3;
	is_found(cohort, 12, .02, 0, "three in the last row as well");
}

/* 40 customers leave one by one, but an account that has ROWS payments. */
static void test_one_account(void)
{
	enum { ROWS = 4000 };
	struct cs_life_counts *counts = calloc(ROWS, sizeof *counts);
	struct cs_life_spread *spread = calloc(ROWS, sizeof *spread);

	for (int i = 0; i < ROWS; i++) {
		int64_t left = i < 40 ? 40 - i : 0;

		counts[i].at_risk = left + 1;
		counts[i].lapsed = left > 0;
		/* 1 + ... + left payments of those who leave */
		spread[i].squares = left * left + 2 * (ROWS - i) - 1;
		spread[i].lapsed = left;
	}
	is_int((long long)cs_negligible(counts, spread, ROWS, .02, .95), 0,
	       "one customer proves nothing with 4,000 payments");
	free(counts);
	free(spread);
}

/*
 * Of three customers at risk 1, 2 and 4 times the second lapses at its last:
 * sums from each row on are those over customers.
 */
static void test_cohort(void)
{
	static const struct cs_life_counts counts[] = {
		{ 3, 3, 0, 0 }, { 2, 2, 1, 0 }, { 1, 1, 0, 0 }, { 1, 1, 0, 0 }
	};
	static const int squares[] = { 1 + 4 + 16, 1 + 9, 4, 1 };
	static const int lapsed[] = { 2, 1, 0, 0 };
	struct cs_life_spread spread[4] = { { 0, 0 } };
	cs_sum sums[2] = { 0, 0 };

	cs_spread_cohort(counts, 4, spread);
	for (int i = 4; i-- > 0;) {
		sums[0] += spread[i].squares;
		sums[1] += spread[i].lapsed;
		is_int((long long)sums[0], squares[i],
		       named("squares from %d on", i + 1));
		is_int((long long)sums[1], lapsed[i],
		       named("lapsed from %d on", i + 1));
	}
}

int main(void)
{
	test_pooled();
	test_contradiction();
	test_ample();
	test_first_row();
	test_one_account();
	test_cohort();
	return done_testing();
}
