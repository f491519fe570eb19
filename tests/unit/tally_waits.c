/* tally_waits.c - waits, and the curve of them. */
#include <math.h>

#include "tally/waits.h"
#include "tap.h"

struct list {
	struct cs_waits waits;
};

static const struct cs_members members[] = {
	CS_WAITS_LIST(struct list, waits),
	{ NULL },
};

static const struct cs_tally kind = { .size = sizeof(struct list),
				      .members = members };

/* The queue of cs-contacts(1): 20, 60, 120, open 420, 45, open 300, 90, open
 * 30; class 1 of two. */
static void fill(struct cs_waits *waits)
{
	static const struct {
		int minutes;
		bool done;
	} queue[] = { { 20, true },   { 60, true }, { 120, true },
		      { 420, false }, { 45, true }, { 300, false },
		      { 90, true },   { 30, false } };

	for (size_t i = 0; i < sizeof queue / sizeof *queue; i++)
		cs_waits_add(waits, 1, queue[i].minutes * 60, queue[i].done);
}

static void test_queue(void)
{
	struct list list = { { .classes = 2 } };
	struct cs_wait_curve curve;
	struct cs_curve_time median;

	fill(&list.waits);
	cs_waits_add(&list.waits, 0, 60, true);
	curve = cs_waits_curve(&list.waits, 1, .95);
	near(cs_wait_at(&curve, 20).survival, .875, 1e-12, "S after 20");
	near(cs_wait_at(&curve, 45).survival, .729166666666667, 1e-12, "45");
	near(cs_wait_at(&curve, 60).survival, .583333333333333, 1e-12, "60");
	near(cs_wait_at(&curve, 90).survival, .4375, 1e-12, "90");
	near(cs_wait_at(&curve, 120).survival, .291666666666667, 1e-12, "120");
	near(cs_wait_at(&curve, 10).survival, 1, 0, "1 before");
	ok(isnan(cs_wait_at(&curve, 421).survival), "none beyond");
	median = cs_wait_quantile(&curve, .5);
	near(median.time, 90, 0, "median");
	near(median.low, 20, 0, "from");
	ok(isnan(median.high), "to none");
	ok(isnan(cs_wait_quantile(&curve, .75).time), "no 75 %%");
	cs_wait_curve_release(&curve);
	curve = cs_waits_curve(&list.waits, CS_ALL_CLASSES, .95);
	near(cs_wait_at(&curve, 1).survival, 8. / 9, 1e-12, "all classes");
	cs_wait_curve_release(&curve);
	cs_tally_release(&kind, &list);
}

/* Seconds are rounded up to minutes, hours from a week on, then days. */
static void test_places(void)
{
	static const struct {
		double minutes, is;
	} waits[] = { { 0, 0 },		  { 1. / 60, 1 },    { 1, 1 },
		      { 10080, 10080 },	  { 10081, 10140 },  { 10140, 10140 },
		      { 525600, 525600 }, { 525601, 527040 } };

	for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
		struct list list = { { .classes = 1 } };
		struct cs_wait_curve curve;

		cs_waits_add(&list.waits, 0,
			     (int64_t)(waits[i].minutes * 60 + .5), true);
		curve = cs_waits_curve(&list.waits, 0, .95);
		ok(cs_wait_quantile(&curve, .5).time == waits[i].is,
		   "%g minutes count as %g", waits[i].minutes, waits[i].is);
		cs_wait_curve_release(&curve);
		cs_tally_release(&kind, &list);
	}
}

static void test_merge(void)
{
	struct list a = { { .classes = 2 } }, b = { { .classes = 2 } };
	struct cs_wait_curve curve;

	fill(&a.waits);
	cs_waits_add(&b.waits, 1, 500 * 60, true);
	cs_tally_merge(&kind, &a, &b);
	curve = cs_waits_curve(&a.waits, 1, .95);
	ok(curve.spans.start == 9, "two tallies are one");
	cs_wait_curve_release(&curve);
	cs_tally_release(&kind, &a);
	cs_tally_release(&kind, &b);
}

static void test_nothing(void)
{
	struct list none = { { .classes = 3 } };
	struct cs_wait_curve curve = cs_waits_curve(&none.waits, 2, .95);

	ok(isnan(cs_wait_quantile(&curve, .5).time), "nobody waits");
	ok(isnan(cs_wait_at(&curve, 0).survival), "no curve");
	cs_wait_curve_release(&curve);
}

int main(void)
{
	test_queue();
	test_places();
	test_merge();
	test_nothing();
	return done_testing();
}
