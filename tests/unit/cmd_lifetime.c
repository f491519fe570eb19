/* What cs-lifetime computes and puts into its tables, on a few rows of each
 * kind of input. */
#include "tap.h"

int lifetime_main(int argc, char **argv);
#define main lifetime_main
#include "cs-lifetime.c"
#undef main

#include "cmd_job.h"
#include "lifetime/report.h"

/*
 * With lapses after 30 days, known by 2025-03-31 of payments up to 2025-02-28:
 * ada lapsed after her third payment, 40 days from the first; bob after the
 * only one; cid too, and came back; of dan it is not known yet.
 */
static const char orders[] = "customer,date,amount,shop\n"
			     "ada,2025-01-01,10,north\n"
			     "bob,2025-01-01,5,south\n"
			     "cid,2025-01-11,8,south\n"
			     "ada,2025-01-21,10,north\n"
			     "ada,2025-02-10,10,north\n"
			     "dan,2025-03-20,1,south\n"
			     "cid,2025-03-27,8,south\n";

static void compute(struct cs_job *job)
{
	struct cs_err err = CS_ERR_INIT;

	if (!is_int(cs_job_compute(job, &err), 0, "computed"))
		printf("# %s\n", err.message);
}

/* --- orders ------------------------------------------------------------ */

static void see_payments(const struct cs_job *job)
{
	is_int(job_count(job, "payments", 0, "reached"), 4, "all, once");
	is_int(job_count(job, "payments", 0, "at_risk"), 3, "but not dan");
	is_int(job_count(job, "payments", 0, "lapsed"), 2, "bob and cid");
	is_int(job_count(job, "payments", 0, "returned"), 1, "cid");
	near(job_real(job, "payments", 0, "survival"), 1. / 3, 1e-12, "ada");
	is_int(job_count(job, "payments", 1, "reached"), 1,
	       "the lapsed no more");
	is_int(job_count(job, "payments", 2, "lapsed"), 1, "ada");
	near(job_real(job, "payments", 2, "lapse_share"), 1. / 3, 1e-12,
	     "one of three lapses");
}

static void see_tenure(const struct cs_job *job)
{
	is_int(job_count(job, "tenure", 0, "customers"), 3,
	       "dan's first month is not over");
	near(job_real(job, "tenure", 0, "revenue_per_customer"), 11, 1e-12,
	     "20 and 5 and 8 of three");
	near(job_real(job, "tenure", 1, "orders_per_customer"), 1. / 3, 1e-12,
	     "ada's third");
	is_int(job_count(job, "tenure", 2, "customers"), 2, "nor cid's third");
}

static void test_orders(void)
{
	struct cs_job job;

	if (job_read(&job, &lifetime, orders, "-q", "--lapse-after=30d",
		     "--as-of=2025-03-31", "--period=month", "-t", "all",
		     NULL)) {
		compute(&job);
		is_int((long long)job.report.ntables, 6, "no compare");
		is_int(job_count(&job, "summary", 0, "customers"), 4,
		       "customers");
		is_int(job_count(&job, "summary", 0, "lapsed"), 3,
		       "all but dan");
		is_int(job_count(&job, "summary", 0, "median_payments"), 1,
		       "a third are left after it");
		near(job_real(&job, "summary", 0, "restricted_mean"), 40. / 3,
		     1e-12, "a third stay for 40 days");
		is_int(job_count(&job, "curve", 0, "events"), 2, "on day 0");
		near(job_real(&job, "curve", 1, "time"), 40, 1e-12,
		     "from ada's first to her third");
		is_int(job_count(&job, "curve", 1, "at_risk"), 1, "ada");
		ok(!job_cell(&job, "sbg", 0, "converged")->as.flag, "no fit");
		see_payments(&job);
		see_tenure(&job);
	}
	cs_job_release(&job);
}

/*
 * Day 0: of one in the north and two in the south two lapse, so 2/3 and 4/3 are
 * expected, with variance 2 * 1/3 * 2/3 * 1/2; day 40: the last one, in the
 * north.
 */
static void test_groups(void)
{
	struct cs_job job;

	if (job_read(&job, &lifetime, orders, "-q", "--lapse-after=30d",
		     "--as-of=2025-03-31", "--group=shop", NULL)) {
		compute(&job);
		ok(job_cell(&job, "summary", 0, "group")->null,
		   "the whole first");
		is_str(job_cell(&job, "summary", 2, "group")->as.text, "south",
		       "then the groups");
		is_int(job_count(&job, "summary", 2, "lapsed"), 2,
		       "bob and cid");
		near(job_real(&job, "summary", 1, "expected_lapses"), 5. / 3,
		     1e-12, "in the north");
		near(job_real(&job, "compare", 0, "chi_square"), 2, 1e-12,
		     "log-rank: (1 - 5/3)^2 / (2/9)");
		is_int(job_count(&job, "compare", 0, "df"), 1, "two groups");
	}
	cs_job_release(&job);
}

static void test_numbers(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_job job;

	if (job_read(&job, &lifetime,
		     "customer,date,n\na,2025-01-01,2\na,2025-02-01,1\n", "-q",
		     "--lapse-after=30d", "--number=n", NULL)) {
		is_int(cs_job_compute(&job, &err), -1, "numbers fall");
		is_str(err.code, "payment-numbers", "says so");
	}
	cs_job_release(&job);
}

/* --- other input ------------------------------------------------------- */

/* 10 days to the end, 30 to the end of observation, 20 to the end. */
static void test_contracts(void)
{
	struct cs_job job;

	if (job_read(&job, &lifetime,
		     "from,to\n2025-01-01,2025-01-11\n2025-01-01,\n"
		     "2025-01-11,2025-01-31\n2025-01-21,2025-01-20\n",
		     "-q", "--start=from", "--end=to", "--as-of=2025-01-31",
		     "-t", "summary,curve", NULL)) {
		compute(&job);
		is_int((long long)cs_account_rows_excluded(
			   &job.data.input.account),
		       1, "it ends before it starts");
		is_int(job_count(&job, "summary", 0, "customers"), 3,
		       "the others");
		is_int(job_count(&job, "summary", 0, "lapsed"), 2, "ended");
		ok(job_cell(&job, "summary", 0, "returned")->null,
		   "not known of contracts");
		near(job_real(&job, "summary", 0, "median_time"), 20, 1e-12,
		     "a third runs on");
		near(job_real(&job, "curve", 1, "survival"), 1. / 3, 1e-12,
		     "one of three, then one of two");
		is_int(job_count(&job, "curve", 2, "censored"), 1,
		       "after 30 days");
	}
	cs_job_release(&job);
}

static void test_durations(void)
{
	struct cs_job job;

	if (job_read(&job, &lifetime,
		     "time,event,entry\n3,yes,0\n5,no,0\n8,yes,4\n", "-q",
		     "--time=time", "--event=event", "--entry=entry", "-t",
		     "summary,curve", NULL)) {
		compute(&job);
		is_int(job_count(&job, "curve", 0, "at_risk"), 2,
		       "the third comes later");
		is_int(job_count(&job, "curve", 2, "at_risk"), 2,
		       "and is there at 5");
		near(job_real(&job, "curve", 3, "time"), 8, 1e-12,
		     "after its entry at 4");
		near(job_real(&job, "summary", 0, "median_time"), 5.5, 1e-12,
		     "half are there from 3 to 8");
	}
	cs_job_release(&job);
}

static void test_survivors(void)
{
	struct cs_job job;

	if (job_read(&job, &lifetime, "a,b\n10,10\n8,5\n4,5\n", "-q",
		     "--survivors=a,b", "-t", "summary,payments", NULL)) {
		compute(&job);
		is_int(job_count(&job, "summary", 0, "customers"), 20,
		       "both cohorts");
		is_int(job_count(&job, "summary", 0, "lapsed"), 11, "20 - 9");
		is_str(job_cell(&job, "summary", 1, "group")->as.text, "a",
		       "columns are groups");
		is_int(job_count(&job, "summary", 1, "median_payments"), 2,
		       "10, 8, 4");
		is_int(job_count(&job, "summary", 2, "median_payments"), 1,
		       "10, 5, 5");
		near(job_real(&job, "payments", 3, "hazard"), .5, 1e-12,
		     "of a, 4 of 8");
	}
	cs_job_release(&job);
}

static void test_refused(void)
{
	const char *words[] = { "cs-lifetime", "--start=a", "--end=b",
				"-t",	       "payments",  "-" };
	struct cs_buf text = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;
	struct cs_job job;

	is_int(cs_job_plan(&job, &lifetime, 6, (char **)words, &text, &err),
	       CS_PLANNED_USAGE, "contracts have no payments");
	is_str(err.message,
	       "the table payments wants orders or --survivors, not this kind "
	       "of input",
	       "says so");
	cs_job_release(&job);
	cs_buf_release(&text);
}

int main(void)
{
	test_orders();
	test_groups();
	test_numbers();
	test_contracts();
	test_durations();
	test_survivors();
	test_orders();
	test_refused();
	return done_testing();
}
