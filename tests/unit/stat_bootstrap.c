/* stat_bootstrap.c - the bootstrap interval of the Gini coefficient. */
#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap.h"

#include "stat/bootstrap.h"
#include "stat/concentration.h"

#define SIZE 300

static cs_sum squares[SIZE];

static struct cs_interval interval(size_t replicates, uint32_t seed,
				   double level)
{
	return cs_gini_bootstrap(
	    squares, SIZE, &(struct cs_bootstrap){ replicates, seed, level });
}

/*
 * R, with 20,000 replicates; that is other samples, so near is .5 %:
 *	x <- (1:300)^2; i <- 2 * 1:300 - 301
 *	b <- replicate(20000, {s <- sort(sample(x, 300, TRUE))
 *	    sum(i * s) / (300 * sum(s))})
 *	quantile(b, c(.025, .975, .05, .95), type = 6)
 */
static void test_published(void)
{
	struct cs_interval at95 = interval(20000, 1, .95);
	struct cs_interval at90 = interval(20000, 1, .90);

	near(at95.low, 0.465090464343461, .005, ".95, low");
	near(at95.high, 0.531150513835831, .005, ".95, high");
	near(at90.low, 0.47062981269357, .005, ".90, low");
	near(at90.high, 0.525936163504253, .005, ".90, high");
	ok(at95.low < at90.low && at90.high < at95.high,
	   "a higher level is wider, on the same samples");
}

static void test_facts(void)
{
	struct cs_gini gini = cs_gini(squares, SIZE);
	struct cs_interval first = interval(999, 42, .95);
	struct cs_interval again = interval(999, 42, .95);
	struct cs_interval other = interval(999, 43, .95);
	struct cs_interval linear = cs_normal_interval(gini.gini, gini.se, .95);
	cs_sum scaled[SIZE];
	struct cs_interval large;

	ok(first.low == again.low && first.high == again.high,
	   "the same seed gives the same bounds");
	ok(first.low != other.low, "another seed gives others");
	ok(first.low < gini.gini && gini.gini < first.high,
	   "the coefficient is inside");
	near(first.high - first.low, linear.high - linear.low, .1,
	     "about as wide as the linearised one");
	for (size_t i = 0; i < SIZE; i++)
		scaled[i] = squares[i] * ((cs_sum)1 << 90);
	large = cs_gini_bootstrap(scaled, SIZE,
				  &(struct cs_bootstrap){ 999, 42, .95 });
	ok(large.low == first.low && large.high == first.high,
	   "money has no unit");
}

/* Of 39 replicates, .95 ends at places 1 and 39: the extremes. */
static void test_places(void)
{
	struct cs_interval at95 = interval(39, 5, .95);
	struct cs_interval all = interval(39, 5, .999);
	struct cs_interval within = interval(39, 5, .949);

	near(at95.low, all.low, 1e-13, "the first of 39");
	near(at95.high, all.high, 1e-13, "the last of 39");
	ok(within.low > all.low && within.high < all.high,
	   "a lower level begins between the first two");
}

/* Two values, one of them 0: a replicate is 0, 1/2 or without any total. */
static void test_absent(void)
{
	static const cs_sum risky[2] = { 8, 0 }, same[3] = { 5, 5, 5 };
	static const cs_sum refunds[2] = { 5, -5 };
	struct cs_bootstrap options = { 200, 7, .95 };
	struct cs_interval got;

	ok(isnan(cs_gini_bootstrap(risky, 2, &options).low),
	   "a replicate without a total: no interval");
	ok(isnan(cs_gini_bootstrap(refunds, 2, &options).high),
	   "values without a total: none");
	ok(isnan(cs_gini_bootstrap(NULL, 0, &options).low), "no values: none");
	ok(isnan(interval(1, 7, .95).low), "one replicate: none");
	ok(isnan(interval(99, 7, 95).high), "level 95: none");
	got = cs_gini_bootstrap(same, 3, &options);
	near(got.low, 0, 0, "equal values: from 0");
	near(got.high, 0, 0, "to 0");
}

/* Memory that is short is an end with status 1, not an abort of GSL's. */
static void test_out_of_memory(void)
{
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
	skip(1, "sanitizers have memory of their own");
#else
	struct rlimit limit = { 64 << 20, 64 << 20 };
	const char *wrap = getenv("WRAP");
	const cs_sum few[] = { 1, 2, 3 };
	void *volatile taken;
	pid_t child;
	int status;

	if (wrap != NULL && *wrap != '\0') {
		skip(1, "so has what runs this");
		return;
	}
	fflush(stdout);
	child = fork();
	if (child == 0) {
		/* what is left is enough for small things, not for a state of
		 * the generator */
		setrlimit(RLIMIT_AS, &limit);
		fclose(stderr);
		for (size_t size = 1 << 20; size >= 4096; size /= 2)
			do
				taken = malloc(size);
			while (taken != NULL);
		cs_gini_bootstrap(few, 3, &(struct cs_bootstrap){ 20, 1, .95 });
		_exit(3);
	}
	waitpid(child, &status, 0);
	ok(WIFEXITED(status) && WEXITSTATUS(status) == 1,
	   "out of memory: status %d", status);
#endif
}

int main(void)
{
	gsl_set_error_handler_off();
	test_out_of_memory();
	for (int i = 0; i < SIZE; i++)
		squares[i] = (SIZE - i) * (SIZE - i);
	test_published();
	test_facts();
	test_places();
	test_absent();
	return done_testing();
}
