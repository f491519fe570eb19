/* What cs-retention computes and puts into its tables, on orders that can be
 * counted on one hand. */
#include "tap.h"

int retention_main(int argc, char **argv);
#define main retention_main
#include "cs-retention.c"
#undef main

#include "cmd_job.h"
#include "retention/report.h"

/*
 * ada: 10 days to the second purchase, 49 to the third, on the last day; bob
 * never came back in 58 days; cid after 20, 8 days before the end.
 */
static const char orders[] = "customer,date,amount,shop\n"
			     "ada,2025-01-01,10,north\n"
			     "bob,2025-01-02,5,south\n"
			     "ada,2025-01-11,20,north\n"
			     "cid,2025-02-01,8,south\n"
			     "cid,2025-02-21,2,south\n"
			     "ada,2025-03-01,30,north\n";

static void test_whole(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_job job;

	if (job_read(&job, &retention, orders, "-q", "--lapse-after=30d",
		     "--days=10,30", NULL)) {
		is_int(cs_job_compute(&job, &err), 0, "computed");
		is_int((long long)job.report.ntables, 5, "no compare");
		is_int(job_count(&job, "summary", 0, "customers"), 3,
		       "customers");
		is_int(job_count(&job, "summary", 0, "repeat_customers"), 2,
		       "ada and cid");
		near(job_real(&job, "summary", 0, "repeat_order_share"), .5,
		     1e-12, "3 of 6 orders");
		near(job_real(&job, "summary", 0,
			      "repeat_customer_revenue_share"),
		     70. / 75, 1e-12, "all but bob's 5");
		near(job_real(&job, "summary", 0, "median_days_to_second"), 15,
		     1e-12, "between 10 and 20");
		is_int(job_count(&job, "ladder", 0, "undecided"), 0,
		       "bob has lapsed");
		is_int(job_count(&job, "ladder", 1, "continued"), 1, "ada");
		is_int(job_count(&job, "ladder", 1, "undecided"), 1,
		       "cid may yet");
		near(job_real(&job, "ladder", 1, "median_days"), 49, 1e-12,
		     "to the third");
		near(job_real(&job, "within", 0, "repeat_rate"), 1. / 3, 1e-12,
		     "one of three watched for 10 days");
		near(job_real(&job, "within", 1, "repeat_rate"), 2. / 3, 1e-12,
		     "then one of two");
		is_int(job_count(&job, "within", 1, "at_risk"), 1, "bob");
	}
	cs_job_release(&job);
}

static void test_groups(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_job job;

	if (job_read(&job, &retention, orders, "-q", "--group=shop",
		     "--days=10", "-t", "summary,compare", NULL)) {
		is_int(cs_job_compute(&job, &err), 0, "computed by group");
		is_int((long long)job.report.ntables, 2, "those named");
		ok(job_cell(&job, "summary", 0, "group")->null,
		   "the whole first");
		is_str(job_cell(&job, "summary", 1, "group")->as.text, "north",
		       "then the groups");
		is_int(job_count(&job, "summary", 2, "customers"), 2, "south");
		is_str(job_cell(&job, "compare", 0, "reference")->as.text,
		       "south", "compared with the largest");
		near(job_real(&job, "compare", 0, "repeat_rate"), 1, 1e-12,
		     "ada, who is all of north");
		near(job_real(&job, "compare", 0, "difference"), 1, 1e-12,
		     "nobody in south");
	}
	cs_job_release(&job);
	if (job_read(&job, &retention, orders, "-q", "--group=shop",
		     "--reference=west", NULL)) {
		is_int(cs_job_compute(&job, &err), -1, "no such group");
		is_str(err.code, "no-group", "says so");
	}
	cs_job_release(&job);
}

static void test_refused(void)
{
	const char *words[] = { "cs-retention", "-t", "compare", "-" };
	struct cs_buf text = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;
	struct cs_job job;

	is_int(cs_job_plan(&job, &retention, 4, (char **)words, &text, &err),
	       CS_PLANNED_USAGE, "nothing to compare");
	is_str(err.message, "the table compare wants --group COL", "says why");
	cs_job_release(&job);
	cs_buf_release(&text);
}

int main(void)
{
	test_whole();
	test_groups();
	test_whole();
	test_refused();
	return done_testing();
}
