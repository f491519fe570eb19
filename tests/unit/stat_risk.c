/* stat_risk.c - Fisher's exact test against R's fisher.test(). */
#include "tap.h"

#include "stat/risk.h"

struct table {
	int64_t events, n, other_events, other_n;
	double p;
};

/*
 * R 4.2: fisher.test(matrix(c(a, n - a, b, m - b), 2))$p.value. The first is
 * Fisher's lady tasting tea, .4857 in every textbook.
 */
static const struct table from_r[] = {
	{ 3, 4, 1, 4, 0.485714285714286 },
	{ 8, 10, 2, 12, 0.00828428537406865 },
	{ 1, 10, 11, 12, 0.000289184499710815 },
	{ 0, 5, 5, 5, 0.00793650793650794 },
	{ 7, 7, 0, 7, 0.000582750582750584 },
	{ 2, 2, 0, 50000, 7.99952002239905e-10 },
	{ 310, 400, 180, 600, 8.06762080403404e-51 },
	{ 100, 10000, 300, 10000, 9.34453942227482e-25 },
	{ 10000, 10000, 9985, 10000, 6.07153300567848e-05 },
	{ 3, 30, 300000, 1000000, 0.0156857173488247 },
	{ 700, 1000000, 3, 30, 1.38466231850307e-06 },
	{ 0, 300, 40, 1000000, 1 },
	{ 1000, 1000, 999000, 1000000, 0.631752557006495 },
	{ 20, 1000, 10000, 1000000, 0.00378099683762514 },
	{ 60000, 1000000, 590, 10000, 0.703256542470439 },
	{ 1, 1000000, 12, 1000000, 0.00341787353589416 },
	{ 999999, 1000000, 999990, 1000000, 0.0117185351569595 },
	{ 500400, 1000000, 499600, 1000000, 0.258494491631005 },
	{ 502000, 1000000, 498000, 1000000, 1.55440886629843e-08 },
	{ 12000, 20000, 2000, 20000, 0 }, /* 3e-2580 */
};

/* Where R's own digits end: sums of ratios in decimals of 50 digits. */
static const struct table from_decimals[] = {
	{ 310, 400, 180, 600, 8.06762080403421531e-51 },
	{ 100, 10000, 300, 10000, 9.34453942227456946e-25 },
	{ 10900, 20000, 9100, 20000, 1.87476919304418571e-72 },
	{ 999999, 1000000, 999990, 1000000, 1.17185351571093763e-02 },
	{ 50000, 1000000, 49700000, 1000000000, 1.6795294505727920e-01 },
	{ 3, 1000000000, 20, 1000000000, 4.8828121622085651e-04 },
	{ 500001000, 1000000000, 500000000, 1000000000,
	  9.6436505512509418e-01 },
	{ 500050000, 1000000000, 499950000, 1000000000,
	  7.7458364469735228e-06 },
	{ 500100000, 1000000000, 499900000, 1000000000,
	  3.7456126073190682e-19 },
};

static void agrees(const struct table *tables, size_t count, double tolerance,
		   const char *source)
{
	for (size_t i = 0; i < count; i++) {
		const struct table *t = &tables[i];

		near(cs_fisher_exact(t->events, t->n, t->other_events,
				     t->other_n),
		     t->p, tolerance,
		     named("Fisher, %s, %lld/%lld and %lld/%lld", source,
			   (long long)t->events, (long long)t->n,
			   (long long)t->other_events, (long long)t->other_n));
	}
}

/* All tables of small margins, by factorials: nothing in common with ratios. */
static double choose(int n, int k)
{
	return k < 0 || k > n ? 0
			      : round(exp(lgamma(n + 1) - lgamma(k + 1) -
					  lgamma(n - k + 1)));
}

static double enumerated(int a, int n, int b, int m)
{
	double observed = choose(n, a) * choose(m, b), sum = 0;

	for (int x = 0; x <= a + b; x++) {
		double ways = choose(n, x) * choose(m, a + b - x);

		if (ways <= observed)
			sum += ways;
	}
	return sum / choose(n + m, a + b);
}

static void test_enumerated(void)
{
	double worst = 0;
	bool alike = true;

	for (int n = 1; n <= 9; n++)
		for (int m = 1; m <= 9; m++)
			for (int a = 0; a <= n; a++)
				for (int b = 0; b <= m; b++) {
					double p = cs_fisher_exact(a, n, b, m);

					if (a + b == 0 || a + b == n + m) {
						alike = alike && isnan(p);
						continue;
					}
					worst = fmax(
					    worst,
					    fabs(p / enumerated(a, n, b, m) -
						 1));
					alike =
					    alike &&
					    fabs(p - cs_fisher_exact(
							 b, m, a, n)) < 1e-13;
				}
	ok(worst < 1e-12, "all tables with up to 9 a side, by counting");
	ok(alike, "the sides may change places; one table only is no test");
}

static void test_fisher_edges(void)
{
	ok(isnan(cs_fisher_exact(0, 0, 3, 7)), "nobody on this side");
	ok(isnan(cs_fisher_exact(3, 7, 0, 0)), "nobody on the other side");
	ok(isnan(cs_fisher_exact(0, 7, 0, 9)), "no event");
	ok(isnan(cs_fisher_exact(7, 7, 9, 9)), "nothing but events");
	ok(isnan(cs_fisher_exact(0, 0, 0, 0)), "an empty table");
	ok(isnan(cs_fisher_exact(-1, 7, 2, 9)), "negative events");
	ok(isnan(cs_fisher_exact(1, -7, 2, 9)), "a negative side");
	ok(isnan(cs_fisher_exact(1, 7, 10, 9)), "more events than customers");
	ok(isnan(cs_fisher_exact(1, 7, 10, 1000000001)), "beyond the limit");
	ok(isnan(cs_fisher_exact(INT64_MAX, INT64_MAX, 1, INT64_MAX)),
	   "the largest counts");
	near(cs_fisher_exact(1, 2, 500000000, 1000000000), 1, 1e-12,
	     "the mode is never unlikely");
	near(cs_fisher_exact(0, 1000000000, 1000000000, 1000000000), 0, 0,
	     "as unlikely as can be");
	/* R: fisher.test(matrix(c(5, 0, 5, 0), 2)) says 1; here it is no test
	 */
	ok(isnan(cs_fisher_exact(5, 5, 5, 5)), "a margin of 0 is no test");
}

int main(void)
{
	/* R's hypergeometric probabilities are good to 1e-10 at 1e6 */
	agrees(from_r, sizeof from_r / sizeof *from_r, 1e-10, "R");
	agrees(from_decimals, sizeof from_decimals / sizeof *from_decimals,
	       1e-11, "decimals");
	test_enumerated();
	test_fisher_edges();
	return done_testing();
}
