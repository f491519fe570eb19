/*
 * compare.c - lapses of those who met something beside those of others: see
 * study.h.
 *
 * With n1(s) of an experience and n0(s) others in stratum s, m(s) of these
 * lapsed, p(s) = m(s) / n0(s), the others' lapse rate is standardised to the
 * experienced:
 *
 *	p0 = sum over s of n1(s) p(s) / sum of n1(s)
 *	var p0 = sum of (n1(s) / n1)^2 p(s) (1 - p(s)) / n0(s)
 *
 * and the risk ratio p1 / p0 has an interval on the log scale, with variance
 * (1 - p1) / (n1 p1) + var p0 / p0^2 (delta method). Below FEW_LAPSES on either
 * side there is no interval, and Fisher's test on the sums stands for the
 * p-value.
 */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "app/tables.h"
#include "churn/study.h"
#include "stat/risk.h"

enum { FEW_LAPSES = 5 };

/* Is it one of this experience or, `other`, of those it is compared with? */
static bool chosen(const struct record *record, enum experience experience,
		   int other)
{
	if (!other)
		return record->experience == experience;
	if (experience == FAILURE_UNVOICED && record->failed)
		return false;
	return record->experience > experience ||
	       (record->experience == experience && record->before);
}

static const struct records *list_of(const struct tally *tally, int other)
{
	return other ? &tally->others : &tally->people.records;
}

/* The caller frees them. */
static struct stratum *stratify(const struct tally *tally,
				enum experience experience)
{
	struct stratum *strata =
	    cs_calloc(tally->people.records.strata, sizeof *strata);

	for (int other = 0; other < 2; other++)
		for (size_t i = 0; i < list_of(tally, other)->count; i++) {
			const struct record *record =
			    &list_of(tally, other)->list[i];
			struct stratum *stratum = &strata[record->stratum];

			if (!chosen(record, experience, other))
				continue;
			stratum->customers[other]++;
			stratum->lapsed[other] += record->lapsed;
		}
	return strata;
}

/* Sums over the strata that have both; returns p0, *variance is that of p0
 * times n1 squared. NaN where there is none. */
static double add_up(const struct stratum *strata, size_t n,
		     struct stratum *sum, double *variance)
{
	double expected = 0;

	*variance = 0;
	for (size_t i = 0; i < n; i++) {
		const struct stratum *s = &strata[i];
		double n1 = (double)s->customers[0];
		double n0 = (double)s->customers[1], p;

		if (s->customers[0] == 0 || s->customers[1] == 0)
			continue;
		p = (double)s->lapsed[1] / n0;
		for (int other = 0; other < 2; other++) {
			sum->customers[other] += s->customers[other];
			sum->lapsed[other] += s->lapsed[other];
		}
		expected += n1 * p;
		*variance += n1 * n1 * p * (1 - p) / n0;
	}
	return expected / (double)sum->customers[0];
}

struct comparison compare(const struct tally *tally, enum experience experience)
{
	struct comparison result = { .ratio = CS_NOTHING,
				     .interval = { CS_NOTHING, CS_NOTHING },
				     .p_value = CS_NOTHING };
	struct stratum *strata = stratify(tally, experience);
	struct stratum *sum = &result.sum;
	double variance, n1, p1, p0, se, z;

	p0 = add_up(strata, tally->people.records.strata, sum, &variance);
	free(strata);
	result.others_rate = p0;
	n1 = (double)sum->customers[0];
	p1 = (double)sum->lapsed[0] / n1;
	if (!(p0 > 0))
		return result;
	result.ratio = p1 / p0;
	result.exact =
	    sum->lapsed[0] < FEW_LAPSES || sum->lapsed[1] < FEW_LAPSES;
	if (result.exact)
		result.p_value =
		    cs_fisher_exact(sum->lapsed[0], sum->customers[0],
				    sum->lapsed[1], sum->customers[1]);
	se = sqrt((1 - p1) / (n1 * p1) + variance / (n1 * n1) / (p0 * p0));
	/* with few lapses the logarithm is far from normal */
	if (result.exact || !(se > 0) || isinf(se))
		return result;
	z = cs_z(CS_LEVEL);
	result.interval = (struct cs_interval){ result.ratio * exp(-z * se),
						result.ratio * exp(z * se) };
	result.p_value = 2 * gsl_cdf_ugaussian_Q(fabs(log(result.ratio)) / se);
	return result;
}

/* --- excess lapse ------------------------------------------------------ */

/*
 * Of each stratum in which there is anybody four histograms by days, one after
 * the other: those exposed, events and censored, and the others likewise. Who
 * goes on beyond the horizon is censored there.
 */
static int64_t **count_courses(const struct tally *tally, size_t ndays)
{
	int64_t **courses =
	    cs_calloc(tally->people.records.strata, sizeof *courses);

	for (int other = 0; other < 2; other++)
		for (size_t i = 0; i < list_of(tally, other)->count; i++) {
			const struct record *record =
			    &list_of(tally, other)->list[i];
			int64_t **course = &courses[record->stratum];
			size_t day = (size_t)record->days;
			bool event = record->lapse && day < ndays;
			size_t which = (other ? 2u : 0u) + (event ? 0u : 1u);

			if (record->days < 0 ||
			    !chosen(record, FAILURE_UNVOICED, other))
				continue;
			if (*course == NULL)
				*course = cs_calloc(4 * ndays, sizeof **course);
			(*course)[which * ndays +
				  (day < ndays ? day : ndays - 1)]++;
		}
	return courses;
}

struct cs_excess excess(const struct tally *tally, int32_t horizon)
{
	size_t n = tally->people.records.strata, ndays = (size_t)horizon + 1;
	int64_t **courses = count_courses(tally, ndays);
	struct cs_excess_stratum *strata = cs_calloc(n, sizeof *strata);
	struct cs_excess result;
	size_t used = 0;

	for (size_t s = 0; s < n; s++)
		if (courses[s] != NULL)
			strata[used++] = (struct cs_excess_stratum){
				courses[s], courses[s] + ndays,
				courses[s] + 2 * ndays, courses[s] + 3 * ndays
			};
	result = cs_excess_lapse(strata, used, ndays, horizon, CS_LEVEL);
	for (size_t s = 0; s < n; s++)
		free(courses[s]);
	free(courses);
	free(strata);
	return result;
}
