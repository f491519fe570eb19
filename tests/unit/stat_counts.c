/* Counts: a published fit, R's figures, and facts of the distributions. */
#include "stat/counts.h"

#include "tap.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Red mites on 150 apple leaves (Bliss and Fisher 1953); further digits by R:
 * uniroot() of the equation in the header, dnbinom(), dpois(). */
static void test_mites(void)
{
	static const int64_t with[] = { 70, 38, 17, 10, 9, 3, 2, 1 };
	static const double expected[] = { 69.488, 37.600, 20.101, 10.703,
					   5.687,  3.018,  1.600,  .848 };
	struct cs_counts mites = cs_counts(with, COUNT(with));

	is_int(mites.subjects, 150, "mites: leaves");
	near(mites.mean, 172. / 150, 1e-14, "... mean");
	near(mites.variance, 2.2736465324385, 1e-13, "... variance");
	near(mites.size, 1.0245923867921, 1e-12, "... size");
	near(mites.dispersion, 295.44186046512, 1e-13, "... dispersion");
	near(mites.dispersion_p, 1.0205664192582e-11, 1e-9, "... its p");
	near(mites.log_likelihood, -222.43715359843, 1e-13, "... likelihood");
	near(mites.poisson_log_likelihood, -242.809940821, 1e-12,
	     "... Poisson's");
	for (int64_t c = 0; c < 8; c++)
		near(150 * cs_count_chance(mites.mean, mites.size, c),
		     expected[c], 5e-4 / expected[c],
		     named("... expected with %d", (int)c));
	near(150 * cs_count_reaches(mites.mean, mites.size, 10),
	     0.26755147397093, 1e-10, "... with ten or more");
	near(cs_count_reaches(mites.mean, mites.size, 8), 0.0063652778333957,
	     1e-11, "... the chance of eight or more");
	is_int(cs_unusual_from(mites.mean, mites.size, .01), 8,
	       "... eight are unusual");
	is_int(cs_unusual_from(mites.mean, INFINITY, .01), 5,
	       "... and five if they were Poisson's");
	near(cs_count_reaches(mites.mean, INFINITY, 5), 0.0064424712503488,
	     1e-12, "... whose chance it is");
	near(150 * cs_count_chance(mites.mean, INFINITY, 2), 31.328862971593,
	     1e-12, "... and two");
}

static void test_rare(void)
{
	static const int64_t with[] = { 900, 60, 25, 0, 8, 3, 0,
					0,   2,	 0,  0, 0, 1 };
	struct cs_counts rare = cs_counts(with, COUNT(with));

	near(rare.size, 0.09806327326538723, 1e-12, "rare: size");
	near(rare.variance, 0.6019446300007423, 1e-12, "... variance");
	near(rare.dispersion_p, 4.461176689621412e-235, 1e-9, "... p");
	near(rare.log_likelihood, -447.2107271596877, 1e-13, "... likelihood");
	near(999 * cs_count_reaches(rare.mean, rare.size, 10),
	     0.4188707488144147, 1e-11, "... ten or more");
}

/* 100 orders a week, and what was counted: each count once. */
static void test_swing(void)
{
	static const int counts[] = { 15, 30, 10, 40, 20, 45, 12, 28 };
	int64_t with[46] = { 0 };
	struct cs_counts weeks;

	for (size_t i = 0; i < COUNT(counts); i++)
		with[counts[i]]++;
	weeks = cs_counts(with, COUNT(with));
	near(weeks.dispersion, 47.12, 1e-12, "weeks: dispersion on 7");
	near(weeks.dispersion_p, 5.3e-8, .01, "... its p");
}

/* The slope is 0 at the size, and no neighbour is likelier. */
static void test_highest(void)
{
	static const int64_t lists[][6] = { { 70, 20, 6, 3, 1, 1 },
					    { 1000000, 10, 0, 1, 0, 0 },
					    { 5, 0, 0, 0, 0, 5 },
					    { 36788, 36788, 18394, 6131, 1533,
					      368 } };

	for (size_t i = 0; i < COUNT(lists); i++) {
		struct cs_counts counts = cs_counts(lists[i], 6);
		double best = counts.log_likelihood;
		bool highest = isfinite(counts.size);

		for (int side = -1; side <= 1; side += 2) {
			double k = counts.size * (1 + side * .02), sum = 0;

			for (int64_t c = 0; c < 6; c++)
				sum += (double)lists[i][c] *
				       log(cs_count_chance(counts.mean, k, c));
			highest = highest && sum <= best + 1e-9;
		}
		ok(highest || isinf(counts.size), "list %zu: size %g is best",
		   i, counts.size);
		ok(best >= counts.poisson_log_likelihood - 1e-9 * fabs(best),
		   "... not less likely than Poisson's");
	}
}

static void test_poisson(void)
{
	static const int64_t narrow[] = { 2, 10, 30, 10, 2 };
	static const int64_t equal[] = { 0, 0, 7 };
	static const int64_t even[] = { 1, 0, 1 };
	struct cs_counts counts = cs_counts(narrow, COUNT(narrow));

	ok(isinf(counts.size), "less variance than Poisson's: k is infinite");
	near(counts.log_likelihood, counts.poisson_log_likelihood, 0,
	     "... and the likelihood Poisson's");
	ok(counts.dispersion_p > .99, "... p is near 1");
	counts = cs_counts(equal, COUNT(equal));
	ok(isinf(counts.size), "all equal: k is infinite");
	near(counts.variance, 0, 0, "... variance 0");
	counts = cs_counts(even, COUNT(even));
	ok(isinf(counts.size), "variance over n is the mean: k is infinite");
	near(counts.variance, 2, 1e-14, "... though s^2 is above it");
}

static void test_sums(void)
{
	static const double sizes[] = { .05, 1, 7.5, 1e4, 1e12, INFINITY };

	for (size_t i = 0; i < COUNT(sizes); i++) {
		double sum = 0, worst = 0;

		for (int64_t c = 0; c < 40; c++) {
			double reaches = cs_count_reaches(2.5, sizes[i], c);

			worst = fmax(worst, fabs(1 - sum - reaches));
			sum += cs_count_chance(2.5, sizes[i], c);
		}
		ok(worst < 1e-11, "size %g: chances add up, but for %.1e",
		   sizes[i], worst);
	}
	near(cs_count_chance(2.5, 1e12, 3), cs_count_chance(2.5, INFINITY, 3),
	     1e-11, "a large size is Poisson");
	near(cs_count_chance(0, 2, 0), 1, 0, "of mean 0 all have 0");
	near(cs_count_chance(0, INFINITY, 1), 0, 0, "... none has 1");
	near(cs_count_chance(2, 2, -1), 0, 0, "none has -1");
}

static void test_nothing(void)
{
	static const int64_t none[] = { 0, 0 }, zeros[] = { 9 },
			     one[] = { 0, 1 };
	struct cs_counts counts = cs_counts(none, 2);

	ok(isnan(counts.mean) && isnan(counts.size) &&
	       isnan(counts.log_likelihood),
	   "nobody: nothing");
	is_int(cs_unusual_from(counts.mean, counts.size, .01), 0,
	       "... and nothing is unusual");
	counts = cs_counts(zeros, 1);
	ok(counts.mean == 0 && isinf(counts.size) && isnan(counts.dispersion),
	   "no contacts: mean 0, no dispersion");
	near(counts.log_likelihood, 0, 0, "... which is certain");
	is_int(cs_unusual_from(counts.mean, counts.size, .01), 1,
	       "... and one is unusual");
	counts = cs_counts(one, 2);
	ok(counts.mean == 1 && isnan(counts.variance), "one: no variance");
	counts = cs_counts(NULL, 0);
	ok(isnan(counts.mean), "no histogram");
	is_int(cs_unusual_from(1, 1, 0), 0, "no alpha");
	is_int(cs_unusual_from(1, 1, 1.5), 0, "an alpha above 1");
	is_int(cs_unusual_from(1e6, .5, .01), 6634899,
	       "far out: R's qnbinom(.99, .5, mu = 1e6) + 1");
}

int main(void)
{
	test_mites();
	test_rare();
	test_swing();
	test_highest();
	test_poisson();
	test_sums();
	test_nothing();
	return done_testing();
}
