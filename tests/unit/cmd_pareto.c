/* What cs-pareto computes and puts into its tables, on orders that can be
 * added up in the head. */
#include "tap.h"

int pareto_main(int argc, char **argv);
#define main pareto_main
#include "cs-pareto.c"
#undef main

#include "cmd_job.h"
#include "pareto/report.h"
#include "tally/pack.h"

/* ann 50, bob 15 + 5, cat 12 + 8, dan 15, eve 5 - 10: five worth 100, four of
 * them 105 */
static const char orders[] = "customer,date,amount,shop\n"
			     "ann,2025-01-01,50,north\n"
			     "bob,2025-01-05,15,south\n"
			     "cat,2025-01-07,12,north\n"
			     "eve,2025-01-20,5,south\n"
			     "bob,2025-02-01,5,south\n"
			     "cat,2025-02-03,8,north\n"
			     "dan,2025-02-05,15,south\n"
			     "eve,2025-02-20,-10,south\n";

static long long money(const struct cs_job *job, const char *table, size_t row,
		       const char *column)
{
	return (long long)(job_cell(job, table, row, column)->as.money /
			   CS_MICROS);
}

static const char *text(const struct cs_job *job, const char *table, size_t row,
			const char *column)
{
	return job_cell(job, table, row, column)->as.text;
}

static void check_summary(const struct cs_job *job)
{
	is_int(job_count(job, "summary", 0, "customers"), 5, "customers");
	is_int(money(job, "summary", 0, "revenue"), 100, "in all");
	near(job_real(job, "summary", 0, "top_share"), 50. / 105, 1e-12,
	     "20 % are one, ann");
	is_int(job_count(job, "summary", 0, "customers_for_target"), 3,
	       "50 + 20 + 20 make 80 %");
	near(job_real(job, "summary", 0, "gini"), .4, 1e-12,
	     "(-4 0 - 2 15 + 0 + 2 20 + 4 50) / (5 105)");
	near(job_real(job, "summary", 0, "gini_corrected"), .5, 1e-12,
	     "times 5 / 4");
	near(job_real(job, "summary", 0, "hhi"), 3525. / 11025, 1e-12,
	     "50^2 + 2 20^2 + 15^2");
	is_int(job_count(job, "summary", 0, "nonpositive_customers"), 1, "eve");
	is_int(money(job, "summary", 0, "nonpositive_value"), -5, "5 - 10");
}

static void check_customers(const struct cs_job *job)
{
	is_str(text(job, "customers", 1, "customer"), "bob",
	       "equal ones by key");
	is_int(job_count(job, "customers", 1, "orders"), 2, "bob's orders");
	near(job_real(job, "customers", 2, "cumulative_share"), 90. / 105,
	     1e-12, "with cat");
	is_str(text(job, "customers", 2, "class"), "A", "up to 80 %");
	is_str(text(job, "customers", 3, "class"), "B", "dan: beyond 95 %");
	is_str(text(job, "customers", 4, "customer"), "eve", "the last");
	is_int(job_count(job, "customers", 4, "orders"), 1, "and a refund");
	is_str(text(job, "customers", 4, "class"), "none", "worth nothing");
}

static void test_whole(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_job job;

	if (job_read(&job, &pareto, orders, "-q", "-t", "all", "--percents=40",
		     NULL)) {
		is_int(cs_job_compute(&job, &err), 0, "computed");
		check_summary(&job);
		check_customers(&job);
		is_int(job_count(&job, "shares", 0, "customers"), 2,
		       "40 % of 5");
		near(job_real(&job, "shares", 0, "share"), 70. / 105, 1e-12,
		     "ann and bob");
		is_int(job_count(&job, "classes", 0, "customers"), 3, "A");
		is_int(money(&job, "classes", 2, "value"), 0, "C");
		is_int(money(&job, "classes", 3, "value"), -5, "eve");
		near(job_real(&job, "lorenz", 1, "share"), 0, 1e-12,
		     "the smallest");
		near(job_real(&job, "lorenz", 4, "share"), 55. / 105, 1e-12,
		     "all but ann");
	}
	cs_job_release(&job);
}

static void test_groups(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_job job;

	if (job_read(&job, &pareto, orders, "-q", "--group=shop", "-t",
		     "summary,customers", NULL)) {
		is_int(cs_job_compute(&job, &err), 0, "computed by group");
		check_summary(&job);
		check_customers(&job);
		is_str(text(&job, "summary", 1, "group"), "north",
		       "the groups after the whole");
		is_int(money(&job, "summary", 1, "revenue"), 70, "50 + 20");
		near(job_real(&job, "summary", 2, "gini"), 40. / 105, 1e-12,
		     "south: 2 20 / (3 35)");
		is_str(text(&job, "customers", 6, "customer"), "cat",
		       "second of north");
		is_int(job_count(&job, "customers", 6, "rank"), 2, "as such");
		near(job_real(&job, "customers", 7, "share"), 4. / 7, 1e-12,
		     "bob in south");
	}
	cs_job_release(&job);
}

/* ann, and eve with her refund, are not in the window */
static void test_window(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_job job;

	if (job_read(&job, &pareto, orders, "-q", "--group=shop",
		     "--from=2025-02", NULL)) {
		is_int(cs_job_compute(&job, &err), 0, "computed from February");
		is_int(job_count(&job, "summary", 0, "customers"), 3,
		       "those who bought");
		is_int(money(&job, "summary", 0, "revenue"), 28, "5 + 8 + 15");
		is_int(money(&job, "summary", 2, "revenue"), 20, "in south");
	}
	cs_job_release(&job);
	if (job_read(&job, &pareto, orders, "-q", "--group=shop", "--from=2026",
		     NULL))
		is_int(cs_job_compute(&job, &err), -1, "nobody is left");
	cs_job_release(&job);
	if (job_read(&job, &pareto, orders, "-q", "--measure=orders", NULL)) {
		is_int(cs_job_compute(&job, &err), 0, "orders are counted");
		is_int(money(&job, "summary", 0, "revenue"), 7,
		       "purchases, not the refund");
	}
	cs_job_release(&job);
}

static void fill(struct values *values, const struct value_rules *rules,
		 cs_sum first, cs_sum second)
{
	cs_tally_init(&values_tally, values, rules);
	values_tally.add(values, rules,
			 &(struct cs_customer){ .value = first });
	values_tally.add(values, rules,
			 &(struct cs_customer){ .value = second });
}

static void test_pack(void)
{
	const struct value_rules rules = { .from = CS_DAY_MIN };
	struct cs_buf bytes = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;
	struct values here, there, back;

	fill(&here, &rules, 5, -7);
	fill(&there, &rules, (cs_sum)INT64_MAX * 4, 6);
	cs_tally_pack(&values_tally, &there, &bytes);
	if (is_int(cs_tally_unpack(&values_tally, &back, &rules, bytes.data,
				   bytes.length, NULL, &err),
		   0, "values from bytes")) {
		cs_tally_merge(&values_tally, &here, &back);
		values_tally.finish(&here, &rules);
		is_int((long long)here.count, 4, "merged with others");
		ok(here.list[0] == (cs_sum)INT64_MAX * 4, "the largest first");
		is_int((long long)here.list[3], 0, "the smallest counts as 0");
		is_int((long long)here.below, -7, "and stands apart");
		ok(here.total == (cs_sum)INT64_MAX * 4 + 11,
		   "the sum of the others");
	}
	cs_tally_release(&values_tally, &back);
	cs_tally_release(&values_tally, &there);
	cs_tally_release(&values_tally, &here);
	cs_buf_release(&bytes);
}

int main(void)
{
	test_whole();
	test_groups();
	test_whole();
	test_window();
	test_pack();
	return done_testing();
}
