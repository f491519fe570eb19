/* What cs-churn computes and puts into its tables, on customers that can be
 * counted on one hand. */
#include "tap.h"

int churn_main(int argc, char **argv);
#define main churn_main
#include "cs-churn.c"
#undef main

#include "cmd_job.h"
#include "churn/report.h"
#include "tally/pack.h"

/*
 * With 30 days to a lapse and 10 to a risk, on 2025-03-01: ada lapsed on 02-01
 * and was won back, bob lapsed on 02-05, dot on 02-20; cid is at risk, eve
 * active.
 */
static const char orders[] = "customer,date,amount,shop\n"
			     "ada,2025-01-01,10,north\n"
			     "bob,2025-01-05,5,south\n"
			     "dot,2025-01-10,7,north\n"
			     "dot,2025-01-20,3,north\n"
			     "cid,2025-02-10,8,south\n"
			     "eve,2025-02-25,1,north\n"
			     "ada,2025-03-01,20,north\n";

/* bob complained; dot and cid were asked, and dot was dissatisfied. */
static const char contacts[] = "customer,date,kind,score\n"
			       "bob,2025-01-06,complaint,\n"
			       "dot,2025-01-25,survey,1\n"
			       "cid,2025-02-12,survey,5\n";

static bool read_job(struct cs_job *job, const char *group, const char *tables)
{
	return job_read(job, &churn, orders, "-q", "--lapse-after=30d",
			"--at-risk-after=10d", "--contacts",
			temp_text("contacts.csv", contacts), "-t", tables,
			group, NULL);
}

static void test_states(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_job job;

	if (read_job(&job, NULL, "all")) {
		is_int(cs_job_compute(&job, &err), 0, "computed");
		is_int((long long)job.report.ntables, 6, "all tables");
		is_int(job_count(&job, "summary", 0, "customers"), 5,
		       "customers");
		is_int(job_count(&job, "summary", 0, "active"), 2,
		       "ada and eve");
		is_int(job_count(&job, "summary", 0, "at_risk"), 1, "cid");
		is_int(job_count(&job, "summary", 0, "lapsed"), 2,
		       "bob and dot");
		is_int(job_count(&job, "summary", 0, "lapsed_complained"), 1,
		       "bob");
		is_int(job_count(&job, "summary", 0, "reactivated"), 1, "ada");
		is_int(job_count(&job, "periods", 1, "opening"), 3,
		       "ada, bob and dot");
		is_int(job_count(&job, "periods", 1, "lapsed"), 3,
		       "all in February");
		is_int(job_count(&job, "periods", 1, "closing"), 2,
		       "cid and eve");
		is_int(job_count(&job, "periods", 2, "closing"), 3,
		       "ada is back");
		is_str(job_cell(&job, "customers", 0, "customer")->as.text,
		       "cid", "at risk");
		is_str(job_cell(&job, "customers", 1, "customer")->as.text,
		       "dot", "lapsed, 10");
		is_str(job_cell(&job, "customers", 2, "customer")->as.text,
		       "bob", "lapsed, 5");
		is_int(job_count(&job, "customers", 2, "complaints"), 1,
		       "bob's");
	}
	cs_job_release(&job);
}

static void test_silent(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_job job;

	if (read_job(&job, NULL, "silent,experience,impact")) {
		is_int(cs_job_compute(&job, &err), 0, "computed");
		near(job_real(&job, "silent", 0, "silent"), 1, 1e-12,
		     "1 / .5 dissatisfied, of whom 1 complained");
		near(job_real(&job, "silent", 1, "silent"), 2.5, 1e-12,
		     "1 of 2 asked, and half of the other 3");
		near(job_real(&job, "silent", 2, "silent"), 2, 1e-12,
		     "2 x 2 / 1 - 1 dissatisfied, of whom 1 complained");
		ok(job_cell(&job, "silent", 3, "silent")->null,
		   "nothing tells of failures");
		is_int(job_count(&job, "experience", 1, "customers"), 1, "bob");
		is_int(job_count(&job, "experience", 1, "others"), 2,
		       "ada and dot bought first in January, too");
		near(job_real(&job, "experience", 1, "risk_ratio"), 2, 1e-12,
		     "1 of 1, 1 of 2");
		near(job_real(&job, "impact", 0, "value"), 8, 1e-12, "cid");
		near(job_real(&job, "impact", 1, "value"), 10, 1e-12, "dot");
		near(job_real(&job, "impact", 2, "value"), 9.72, 1e-12,
		     ".9 x 54 / 5 x 1");
	}
	cs_job_release(&job);
}

static void test_groups(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_job job;

	if (read_job(&job, "--group=shop", "summary,silent,customers")) {
		is_int(cs_job_compute(&job, &err), 0, "computed by group");
		is_int(job_count(&job, "summary", 1, "customers"), 3, "north");
		is_int(job_count(&job, "summary", 2, "customers"), 2, "south");
		near(job_real(&job, "silent", 1, "silent"), 3, 1e-12,
		     "the whole group by group");
		near(job_real(&job, "silent", 4 + 1, "silent"), 3, 1e-12,
		     "north: 1 of 1 asked, so both others");
		near(job_real(&job, "silent", 8 + 1, "silent"), 0, 1e-12,
		     "south: none of 1");
		is_str(job_cell(&job, "customers", 3, "customer")->as.text,
		       "dot", "north");
		is_str(job_cell(&job, "customers", 4, "customer")->as.text,
		       "cid", "south");
	}
	cs_job_release(&job);
}

/* What comes back from bytes of the groups makes the whole. */
static void check_pack(const struct cs_tally *kind, const void *rules,
		       const void *whole, const void *one, const void *other,
		       void *back, void *sum)
{
	struct cs_buf want = CS_BUF_INIT, got = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;

	cs_tally_pack(kind, whole, &want);
	cs_tally_pack(kind, one, &got);
	is_int(
	    cs_tally_unpack(kind, sum, rules, got.data, got.length, NULL, &err),
	    0, "unpacked");
	cs_buf_clear(&got);
	cs_tally_pack(kind, other, &got);
	is_int(cs_tally_unpack(kind, back, rules, got.data, got.length, NULL,
			       &err),
	       0, "and the other group");
	cs_tally_merge(kind, sum, back);
	cs_buf_clear(&got);
	cs_tally_pack(kind, sum, &got);
	ok(got.length == want.length &&
	       memcmp(got.data, want.data, got.length) == 0,
	   "%s: the same as the whole", kind->tag);
	cs_tally_release(kind, back);
	cs_tally_release(kind, sum);
	cs_buf_release(&want);
	cs_buf_release(&got);
}

static void test_pack(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct people people[2];
	struct records records;
	struct record odd = { 0 };
	struct study study = { 0 };
	struct cs_job job;

	if (read_job(&job, "--group=shop", "silent")) {
		is_int(study_run(&study, &job, &err), 0, "a study");
		is_int((long long)study.cells.count, 2,
		       "bob is compared in the whole and in the south");
		check_pack(&people_tally, &study.rules, &study.whole->people,
			   &study.groups[0].people, &study.groups[1].people,
			   &people[0], &people[1]);
		records_init(&records, &study.rules);
		ok(records_sound(&records), "no records");
		odd.stratum = records.strata;
		records.list = &odd;
		records.count = 1;
		ok(!records_sound(&records), "none is of this stratum");
	}
	cs_parts_release(&study.parts);
	study_release(&study);
	cs_job_release(&job);
}

static void test_refused(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_job job;

	if (job_read(&job, &churn, orders, "-q", "--lapse-after=30d",
		     "--at-risk-after=30d", NULL)) {
		is_int(cs_job_compute(&job, &err), -1, "no shorter");
		is_str(err.code, "at-risk-after", "says so");
	}
	cs_job_release(&job);
}

int main(void)
{
	test_states();
	test_silent();
	test_groups();
	test_states();
	test_pack();
	test_refused();
	return done_testing();
}
