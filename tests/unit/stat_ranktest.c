/*
 * stat_ranktest.c - the four rank tests. R has one of them, survdiff(); the
 * others were worked out from their definition in Python's exact fractions,
 * V^-1 Z by elimination, their p by R's pchisq(). Where a source is named they
 * are as published.
 */
#include "tap.h"

#include "stat/curve.h"
#include "stat_data.h"
#include "stat_spans.h"

struct rank_result {
	double chi_square;
	int df;
	double p_value;
};

static const char *const weight_names[] = { "log-rank", "gehan", "tarone-ware",
					    "peto" };

/* What is expected in each group by the curve of all together. */
static void expects(const struct cs_spans *groups, size_t k,
		    const double *expected, const char *name)
{
	struct sample all = { .start = 0 };
	struct cs_spans pooled;
	double got[8];

	for (size_t g = 0; g < k; g++) {
		all.start += groups[g].start;
		for (size_t i = 0; i < groups[g].n; i++) {
			size_t at = place(&all, groups[g].times[i]);

			all.events[at] += groups[g].events[i];
			all.censored[at] += groups[g].censored[i];
			all.entered[at] += groups[g].entered[i];
		}
	}
	pooled = spans(&all);
	cs_expected_events(groups, k, &pooled, got);
	for (size_t g = 0; g < k; g++)
		near(got[g], expected[g], 1e-13,
		     named("%s: expected in %zu", name, g));
}

/* All four weights. */
static void ranks(const struct sample *const *samples, size_t k,
		  const struct rank_result *want, const double *expected,
		  const char *name)
{
	struct cs_spans groups[8];

	for (size_t g = 0; g < k; g++)
		groups[g] = spans(samples[g]);
	for (int w = 0; w < CS_NRANK_WEIGHTS; w++) {
		struct cs_rank_test got =
		    cs_rank_test(groups, k, (enum cs_rank_weight)w);

		is_int(got.df, want[w].df,
		       named("%s, %s: df", name, weight_names[w]));
		near(got.chi_square, want[w].chi_square, 1e-12,
		     named("%s, %s: chi-square", name, weight_names[w]));
		/* an error in chi-square counts up to chi-square / 2 times in p
		 */
		near(got.p_value, want[w].p_value, 1e-11,
		     named("%s, %s: p", name, weight_names[w]));
	}
	expects(groups, k, expected, name);
}

static void test_rank_aml(void)
{
	/* the first is R's survdiff(), p and all */
	static const struct rank_result want[] = {
		{ 3.3963886989776, 1, 0.0653393220405051 },
		{ 2.72331154684096, 1, 0.098892651365232 },
		{ 2.98160362200709, 1, 0.0842157942838 },
		{ 2.70803501998579, 1, 0.0998439069855432 },
	};
	static const double expected[] = { 10.6893359923007, 7.31066400769928 };
	static struct sample with, without;
	const struct sample *samples[] = { &with, &without };

	FILL(&with, maintained);
	FILL(&without, not_maintained);
	ranks(samples, 2, want, expected, "aml");
}

/*
 * Weeks of remission under 6-MP and placebo (Freireich 1963). Kleinbaum and
 * Klein, Survival analysis, print 16.79, 13.46, 15.12 and 14.08.
 */
static void test_rank_remission(void)
{
	static const int event[] = { 6, 6, 6, 7, 10, 13, 16, 22, 23 };
	static const int censored[] = { 6,  9,	10, 11, 17, 19,
					20, 25, 32, 32, 34, 35 };
	static const int placebo[] = { 1, 1, 2,	 2,  3,	 4,  4,	 5,  5,	 8, 8,
				       8, 8, 11, 11, 12, 12, 15, 17, 22, 23 };
	static const struct rank_result want[] = {
		{ 16.7929409892165, 1, 4.16880910933461e-05 },
		{ 13.4578520496311, 1, 0.000243982921890549 },
		{ 15.1235753018727, 1, 0.00010069788442397 },
		{ 14.0841398668565, 1, 0.000174811615379607 },
	};
	static const double expected[] = { 19.2505009480311, 10.7494990519689 };
	static struct sample drug, none;
	const struct sample *samples[] = { &drug, &none };

	for (size_t i = 0; i < COUNT(event); i++)
		add(&drug, -1, event[i], 1);
	for (size_t i = 0; i < COUNT(censored); i++)
		add(&drug, -1, censored[i], 0);
	for (size_t i = 0; i < COUNT(placebo); i++)
		add(&none, -1, placebo[i], 1);
	ranks(samples, 2, want, expected, "6-MP");
}

/* Three groups with ties and late entry; others that are never at risk. */
static void test_rank_late(void)
{
	static const struct subject first[] = {
		{ -1, 3, 1 }, { -1, 5, 0 }, { 1, 4, 1 },
		{ 2, 6, 1 },  { 4, 7, 1 },  { 3, 8, 0 },
	};
	static const struct subject second[] = {
		{ -1, 2, 1 }, { -1, 3, 1 }, { 1, 3, 0 }, { 2, 7, 1 }
	};
	static const struct subject third[] = { { -1, 3, 0 },
						{ -1, 6, 1 },
						{ 5, 8, 1 },
						{ 5, 9, 1 },
						{ 1, 6, 1 } };
	static const struct subject gone[] = { { -1, 1, 0 }, { -1, 0, 0 } };
	static const struct rank_result want[] = {
		{ 1.35563373203968, 2, 0.507724213302617 },
		{ 1.34524681381528, 2, 0.510367917286785 },
		{ 1.36380478281323, 2, 0.505654124718829 },
		{ 1.82124469071095, 2, 0.402273792887756 },
	};
	static const double expected[] = { 3.96309523809524, 1.85119047619048,
					   5.18571428571429 };
	static const double shuffled[] = { 5.18571428571429, 0,
					   3.96309523809524, 1.85119047619048,
					   0 };
	static struct sample a, b, c, d, e;
	const struct sample *in_order[] = { &a, &b, &c };
	const struct sample *others[] = { &c, &d, &a, &b, &e };

	FILL(&a, first);
	FILL(&b, second);
	FILL(&c, third);
	FILL(&d, gone);
	ranks(in_order, 3, want, expected, "late entry");
	ranks(others, 5, want, shuffled, "in any order, with empty groups");
}

/*
 * Two groups, and two more that come when the first are gone: V has a rank of
 * 2, and the tests are those of each pair, added up. Expected by hand: one 1/2
 * at 1, 6/5 at 2, 1/2 at 4; three 1/2 at 11, 3/5 at 12, 1/2 at 13, none at 16.
 */
static void test_rank_apart(void)
{
	static const struct subject one[] = { { -1, 2, 1 },
					      { -1, 3, 0 },
					      { -1, 4, 1 } };
	static const struct subject two[] = { { -1, 1, 1 },
					      { -1, 2, 1 },
					      { -1, 4, 0 } };
	static const struct subject three[] = { { 10, 12, 1 },
						{ 10, 13, 1 },
						{ 10, 15, 0 } };
	static const struct subject four[] = { { 10, 11, 1 },
					       { 10, 14, 0 },
					       { 10, 16, 1 } };
	static const struct rank_result want[] = {
		{ 0.262727844123193, 2, 0.876898593572112 },
		{ 0.526315789473684, 2, 0.768620526593736 },
		{ 0.366193188047905, 2, 0.832687719194816 },
		{ 0.42054343060015, 2, 0.810364027748242 },
	};
	static const double expected[] = { 2.2, 1.6, 1.8, 2.4 };
	static struct sample a, b, c, d;
	const struct sample *samples[] = { &a, &c, &b, &d };
	struct cs_spans pair[2], other[2];

	FILL(&a, one);
	FILL(&b, two);
	FILL(&c, three);
	FILL(&d, four);
	ranks(samples, 4, want, expected, "apart");
	pair[0] = spans(&a), pair[1] = spans(&b);
	other[0] = spans(&c), other[1] = spans(&d);
	near(cs_rank_test(pair, 2, CS_LOG_RANK).chi_square +
		 cs_rank_test(other, 2, CS_LOG_RANK).chi_square,
	     want[0].chi_square, 1e-12, "each pair by itself");
}

static void test_rank_edges(void)
{
	static const struct subject stayed[] = { { -1, 3, 0 }, { -1, 5, 0 } };
	static const struct subject together[] = { { -1, 4, 1 }, { -1, 4, 1 } };
	static const struct rank_result none[] = { { NAN, 0, NAN },
						   { NAN, 0, NAN },
						   { NAN, 0, NAN },
						   { NAN, 0, NAN } };
	static const double zero[] = { 0, 0 }, two[] = { 2, 2 },
			    seven[] = { 7 };
	static struct sample s, t;
	const struct sample *same[] = { &s, &s };
	const struct sample *alone[] = { &t };

	FILL(&s, stayed);
	ranks(same, 2, none, zero, "no event");
	FILL(&s, together);
	ranks(same, 2, none, two, "all at once");
	FILL(&t, maintained);
	ranks(alone, 1, none, seven, "one group");
	s = (struct sample){ .n = 0 };
	ranks(same, 2, none, zero, "nobody");
	ok(isnan(cs_rank_test(NULL, 0, CS_PETO).chi_square), "no groups");
}

/* Two events with one at risk: no number is right. */
static void test_impossible(void)
{
	static struct sample fine, s;
	struct cs_spans groups[2];
	struct cs_rank_test test;
	double expected[2];

	s = (struct sample){ .n = 3,
			     .times = { 1, 2, 3 },
			     .events = { 0, 1, 0 },
			     .censored = { 1, 0, 1 },
			     .start = 1 };
	FILL(&fine, maintained);
	groups[0] = spans(&fine);
	groups[1] = spans(&s);
	test = cs_rank_test(groups, 2, CS_LOG_RANK);
	cs_expected_events(groups, 2, &groups[1], expected);
	ok(isnan(test.chi_square) && isnan(test.p_value) && test.df == 0 &&
	       isnan(expected[0]) && isnan(expected[1]),
	   "more events than subjects: no test");
}

/* Like groups do not differ, however many and however large. */
static void test_rank_facts(void)
{
	static struct sample with, without, large;
	struct cs_spans groups[50], many[CS_RANK_GROUPS + 1];
	struct cs_rank_test test;

	FILL(&with, maintained);
	FILL(&without, not_maintained);
	for (size_t g = 0; g < COUNT(groups); g++)
		groups[g] = spans(&with);
	test = cs_rank_test(groups, COUNT(groups), CS_GEHAN);
	ok(test.chi_square < 1e-20 && test.p_value == 1,
	   "fifty like groups do not differ");
	is_int(test.df, 49, "and that with 49 degrees of freedom");

	for (size_t g = 0; g < COUNT(many); g++)
		many[g] = spans(g > 0 ? &with : &without);
	is_int(cs_rank_test(many, CS_RANK_GROUPS, CS_LOG_RANK).df,
	       CS_RANK_GROUPS - 1, "as many groups as are tested");
	test = cs_rank_test(many, CS_RANK_GROUPS + 1, CS_LOG_RANK);
	ok(isnan(test.chi_square) && isnan(test.p_value) && test.df == 0,
	   "one more is not tested");

	large = with;
	for (size_t i = 0; i < large.n; i++) {
		large.events[i] *= 1000000000;
		large.censored[i] *= 1000000000;
	}
	large.start *= 1000000000;
	groups[0] = groups[1] = spans(&large);
	test = cs_rank_test(groups, 2, CS_PETO);
	ok(test.chi_square < 1e-6, "nor do large ones");
	groups[1] = spans(&without);
	test = cs_rank_test(groups, 2, CS_GEHAN);
	ok(isfinite(test.chi_square) && test.p_value < .05,
	   "against a curve that is known, twelve subjects do differ");
}

/* --- real data --------------------------------------------------------- */

/* lung.csv by sex, status 2 is the event: as R's own examples print it. */
static void test_lung(void)
{
	static const struct rank_result want[] = {
		{ 10.3267419548856, 1, 0.0013111645203555 },
		{ 12.4721353312626, 1, 0.00041306763201939 },
		{ 12.4555439022151, 1, 0.000416753001361997 },
		{ 12.7078477733625, 1, 0.000364124255990815 },
	};
	static const double expected[] = { 91.5817390295728, 73.4182609704272 };
	static struct sample men, women;
	const struct sample *samples[] = { &men, &women };

	if (!fill_lung(&men, &women)) {
		skip(22, "no REALDATA with lung.csv");
		return;
	}
	ranks(samples, 2, want, expected, "lung");
}

int main(void)
{
	test_rank_aml();
	test_rank_remission();
	test_rank_late();
	test_rank_apart();
	test_rank_edges();
	test_impossible();
	test_rank_facts();
	test_lung();
	return done_testing();
}
