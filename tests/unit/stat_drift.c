/* The log-rank test of entry (stat/drift.h), as R's coxph() makes it. */
#include "stat/drift.h"

#include "tap.h"

enum { TIMES = 180 };

/*
 * R: i <- 1:240; x <- (i * 37) %% 401
 * raw <- (i * i * 7 + i * 11) %% 160 + x %/% 20;
 * c <- pmin(430 - x, 120); s <- raw <= c; t <- pmin(raw, c)
 * coxph(Surv(t, s) ~ x, ties = "exact", iter.max = 0)
 */
static void test_score(void)
{
	struct cs_entries entries[TIMES] = { 0 };
	struct cs_drift drift;

	for (int i = 1; i <= 240; i++) {
		int x = i * 37 % 401, raw = (i * i * 7 + i * 11) % 160 + x / 20;
		int last = 430 - x < 120 ? 430 - x : 120;

		cs_entries_add(&entries[raw <= last ? raw : last], x,
			       raw <= last);
	}
	drift = cs_drift(entries, TIMES);
	is_int(drift.customers, 240, "customers");
	is_int(drift.events, 155, "events");
	near(drift.log_ratio * drift.log_ratio / drift.se / drift.se,
	     0.9465658610753, 1e-9, "the score test of R");
	near(drift.se, 0.00076106515773235, 1e-9, "... and its information");
	near(drift.mean, 199.545833333333, 1e-9, "mean day of entry");
	near(drift.spread, 115.99902111357, 1e-9, "... and its spread");
	near(drift.p_value, 0.33059497096214, 1e-8, "... and p");
}

/* All came on one day, or nobody had the event: nothing to tell. */
static void test_nothing(void)
{
	struct cs_entries entries[3] = { 0 };

	ok(isnan(cs_drift(entries, 3).p_value), "nobody");
	cs_entries_add(&entries[1], 5, true);
	cs_entries_add(&entries[2], 5, false);
	ok(isnan(cs_drift(entries, 3).p_value), "all on one day");
	cs_entries_add(&entries[2], 9, false);
	ok(!isnan(cs_drift(entries, 3).p_value), "on two days");
}

int main(void)
{
	test_score();
	test_nothing();
	return done_testing();
}
