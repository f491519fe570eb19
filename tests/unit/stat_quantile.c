/* stat_quantile.c - quantiles of histograms, against R and by counting. */
#include "tap.h"

#include "stat/quantile.h"

/* R: quantile(rep(c(0, 3, 4, 9), c(2, 5, 1, 4)), p, type = 1) */
static void test_published(void)
{
	static const int64_t counts[10] = { 2, 0, 0, 5, 1, 0, 0, 0, 0, 4 };
	static const struct {
		double p;
		int value;
	} want[] = { { 0, 0 },	{ .1, 0 },  { 1.0 / 6, 0 },
		     { .5, 3 }, { .58, 3 }, { 7.0 / 12, 3 },
		     { .6, 4 }, { .95, 9 }, { 1, 9 } };

	for (size_t i = 0; i < sizeof want / sizeof *want; i++)
		is_int(cs_histogram_quantile(counts, 10, want[i].p),
		       want[i].value, named("type 1 at %g", want[i].p));
}

/* R: quantile(x, .5, type = 2) */
static void test_median(void)
{
	static const int64_t even[10] = { 2, 0, 0, 5, 1, 0, 0, 0, 0, 4 };
	static const int64_t odd[10] = { 1, 0, 0, 5, 1, 0, 0, 0, 0, 4 };
	static const int64_t between[10] = { 0, 2, 0, 0, 1, 0, 0, 0, 0, 1 };

	near(cs_histogram_median(even, 10), 3, 0, "twelve values");
	near(cs_histogram_median(odd, 10), 3, 0, "eleven values");
	near(cs_histogram_median(between, 10), 2.5, 0, "mean of 1 and 4");
}

/* Against the definition, for whole p in a hundred. */
static void test_definition(void)
{
	int64_t counts[100];
	bool held = true;

	for (int size = 1; size <= 100; size++) {
		for (int v = 0; v < 100; v++)
			counts[v] = v < size;
		for (int percent = 1; percent <= 100; percent++) {
			int rank = (percent * size + 99) / 100;

			if (cs_histogram_quantile(counts, 100,
						  percent / 100.0) != rank - 1)
				held = false;
		}
	}
	ok(held, "p of n is whole where it is so in decimals (.07 of 100)");
}

static void test_edges(void)
{
	static const int64_t none[3] = { 0, 0, 0 };
	static const int64_t one[3] = { 0, 1, 0 };
	static const int64_t many[2] = { INT64_MAX / 2, INT64_MAX / 2 };

	is_int(cs_histogram_quantile(none, 3, .5), -1, "no observation");
	is_int(cs_histogram_quantile(NULL, 0, .5), -1, "no histogram");
	ok(isnan(cs_histogram_median(none, 3)), "no median");
	ok(isnan(cs_histogram_median(NULL, 0)), "no median of nothing");
	is_int(cs_histogram_quantile(one, 3, 0), 1, "the only one, p 0");
	is_int(cs_histogram_quantile(one, 3, 1), 1, "the only one, p 1");
	is_int(cs_histogram_quantile(one, 3, 7), 1, "p beyond 1 counts as 1");
	near(cs_histogram_median(one, 3), 1, 0, "its median");
	is_int(cs_histogram_quantile(many, 2, 1), 1, "large counts, p 1");
	near(cs_histogram_median(many, 2), .5, 0, "large counts, median");
}

int main(void)
{
	test_published();
	test_median();
	test_definition();
	test_edges();
	return done_testing();
}
