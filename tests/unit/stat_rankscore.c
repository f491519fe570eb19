/* stat_rankscore.c - the log-rank test of clusters: see stat/rankscore.h. */
#include <math.h>
#include <string.h>

#include "stat/rankscore.h"
#include "stat_spans.h"
#include "tap.h"

enum { MOST = 40 };

static void add_subjects(const struct cs_rank_terms *terms, size_t group,
			 const struct subject *subjects, size_t count,
			 size_t each, double phi[][2])
{
	for (size_t i = 0; i < count; i++)
		cs_rank_terms_add(terms, group, subjects[i].time,
				  subjects[i].event != 0, phi[i / each]);
}

/* The aml data, by clusters of so many, within a group or over both; computed
 * from the formula by another program, from subjects one by one. */
static void check(size_t each, bool both, double square, double p)
{
	static struct sample with, without;
	double phi[MOST][2] = { { 0 } }, z[2], v[4] = { 0 }, sum[2] = { 0 };
	struct cs_spans groups[2];
	struct cs_rank_terms *terms;

	FILL(&with, maintained);
	FILL(&without, not_maintained);
	groups[0] = spans(&with), groups[1] = spans(&without);
	terms = cs_rank_terms_new(groups, 2);
	add_subjects(terms, 0, maintained, COUNT(maintained), each, phi);
	add_subjects(terms, 1, not_maintained, COUNT(not_maintained), each,
		     both ? phi : phi + 20);
	for (size_t c = 0; c < MOST; c++)
		for (size_t g = 0; g < 2; g++) {
			sum[g] += phi[c][g];
			for (size_t h = 0; h < 2; h++)
				v[g * 2 + h] += phi[c][g] * phi[c][h];
		}
	cs_rank_scores(groups, 2, CS_LOG_RANK, z);
	near(sum[0], z[0], 1e-12, "the scores are observed less expected");
	near(sum[1], z[1], 1e-12, "and those of the other");
	near(v[0], square, 1e-13, "the square of the clusters");
	near(cs_rank_clustered(z, v, 2).p_value, p, 1e-12, "p");
	cs_rank_terms_free(terms);
}

/* By hand: V = (2 1; 1 2) and Z = (1, 2) have Z' V^-1 Z = (2 - 4 + 8) / 3; a
 * third group is what is left of both, so that it adds nothing. */
static void test_groups(void)
{
	const double z[] = { 1, 2, -3 },
		     v[] = { 2, 1, -3, 1, 2, -3, -3, -3, 6 };
	const double none[9] = { 0 };
	struct cs_rank_test test = cs_rank_clustered(z, v, 3);

	near(test.chi_square, 2, 1e-12, "three groups");
	is_int(test.df, 2, "of which two are free");
	near(test.p_value, exp(-1), 1e-12, "p of them");
	test = cs_rank_clustered(z, none, 3);
	ok(isnan(test.p_value), "nothing varies: no test");
	is_int(test.df, 0, "nor a degree of freedom");
}

static void test_none(void)
{
	static struct sample with;
	struct cs_spans groups[2] = { { 0 } };

	FILL(&with, maintained);
	groups[0] = spans(&with);
	ok(cs_rank_terms_new(groups, 2) == NULL, "one group is not compared");
	cs_rank_terms_free(NULL);
}

int main(void)
{
	check(1, true, 2.0131991855167, 0.00931725610614331);
	check(3, false, 5.32289285411314, 0.109799429007717);
	test_groups();
	test_none();
	return done_testing();
}
