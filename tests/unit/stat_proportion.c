/* stat_proportion.c - normal quantiles and Wilson's interval. */
#include "tap.h"

#include "stat/proportion.h"

/*
 * R: prop.test(x, n, conf.level = level, correct = FALSE)$conf.int. The first
 * four are also in Newcombe (1998), table I: .2553 .3662, .0624 .1605,
 * 0 .1611, .0061 .1718.
 */
static const struct {
	int64_t successes, trials;
	double level, low, high;
} published[] = {
	{ 81, 263, .95, 0.255288519878274, 0.3662095769828 },
	{ 15, 148, .95, 0.0623863995307363, 0.160487241723308 },
	{ 0, 20, .95, 0, 0.161125158052819 },
	{ 1, 29, .95, 0.00611321429276266, 0.171755218792833 },
	{ 29, 29, .95, 0.883030201500259, 1 },
	{ 1, 1, .95, 0.206549314377238, 1 },
	{ 11785, 23570, .95, 0.493617322280812, 0.506382677719188 },
	{ 3, 1000000000, .95, 1.02027072887692e-09, 8.82118805401164e-09 },
	{ 7, 50, .99, 0.0561437186063375, 0.308205787430455 },
};

static void test_published(void)
{
	for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
		long long x = published[i].successes, n = published[i].trials;
		struct cs_interval got = cs_wilson(x, n, published[i].level);

		near(got.low, published[i].low, 1e-11,
		     named("%lld of %lld, low", x, n));
		near(got.high, published[i].high, 1e-11,
		     named("%lld of %lld, high", x, n));
	}
}

static void test_facts(void)
{
	struct cs_interval last = { -1, -1 };
	bool rising = true, mirrored = true, inside = true;

	for (int x = 0; x <= 40; x++) {
		struct cs_interval a = cs_wilson(x, 40, .9);
		struct cs_interval b = cs_wilson(40 - x, 40, .9);
		struct cs_interval wide = cs_wilson(x, 40, .99);
		double p = x / 40.0;

		rising = rising && a.low > last.low && a.high > last.high;
		mirrored = mirrored && fabs(a.low - (1 - b.high)) < 1e-15;
		inside = inside && a.low <= p && p <= a.high &&
			 wide.low <= a.low && a.high <= wide.high;
		last = a;
	}
	ok(rising, "both bounds rise with the successes");
	ok(mirrored, "the interval of the failures is the mirror image");
	ok(inside, "the share is inside, and 99 %% contains 90 %%");
}

static void test_roots(void)
{
	/* each bound is the p whose score test just fails to refuse x */
	struct cs_interval got = cs_wilson(9, 100, .95);
	double z = cs_z(.95);

	near((.09 - got.low) / sqrt(got.low * (1 - got.low) / 100), z, 1e-12,
	     "score statistic at the lower bound");
	near((got.high - .09) / sqrt(got.high * (1 - got.high) / 100), z, 1e-12,
	     "score statistic at the upper bound");
}

static void is_absent(struct cs_interval got, const char *name)
{
	ok(isnan(got.low) && isnan(got.high), "%s: no interval", name);
}

static void test_absent(void)
{
	is_absent(cs_wilson(0, 0, .95), "no trials");
	is_absent(cs_wilson(-1, 10, .95), "negative successes");
	is_absent(cs_wilson(11, 10, .95), "more successes than trials");
	is_absent(cs_wilson(1, 10, 1), "level 1");
	is_absent(cs_wilson(1, 10, 0), "level 0");
	is_absent(cs_wilson(1, 10, NAN), "level NaN");
	is_absent(cs_normal_interval(NAN, 1, .95), "unknown estimate");
	is_absent(cs_normal_interval(1, NAN, .95), "unknown standard error");
	is_absent(cs_normal_interval(1, 0, .95), "values that are all alike");
	is_absent(cs_normal_interval(1, 1, 95), "level 95");
}

static void test_normal(void)
{
	struct cs_interval got = cs_normal_interval(-1, .5, .95);

	/* R: qnorm(c(.95, .975, .995)) */
	near(cs_z(.90), 1.64485362695147, 1e-13, "z of .90");
	near(cs_z(.95), 1.95996398454005, 1e-13, "z of .95");
	near(cs_z(.99), 2.5758293035489, 1e-13, "z of .99");
	near(got.low, -1 - .5 * 1.95996398454005, 1e-13, "estimate - z se");
	near(got.high, -1 + .5 * 1.95996398454005, 1e-11, "estimate + z se");
}

int main(void)
{
	int64_t most = INT64_MAX;

	test_published();
	test_facts();
	test_roots();
	test_absent();
	test_normal();
	near(cs_wilson(most / 2, most, .95).low, .5, 1e-8, "largest counts");
	return done_testing();
}
