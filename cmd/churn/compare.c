/*
 * compare.c - lapses of those who met something beside those of others: see
 * records.h.
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
#include "churn/records.h"
#include "stat/risk.h"

enum { FEW_LAPSES = 5 };

struct stratum {
	int64_t compared, compared_lapsed, others, others_lapsed;
};

/* Is it, of the others, one of this experience? */
static bool others_of(const struct record *record, enum experience experience)
{
	if (experience == FAILURE_UNVOICED && record->failed)
		return false;
	return record->experience > experience ||
	       (record->experience == experience && record->before);
}

/* The caller frees them. */
static struct stratum *stratify(const struct records *met,
				const struct records *others,
				enum experience experience)
{
	struct stratum *strata = cs_calloc(met->strata, sizeof *strata);

	for (size_t i = 0; i < met->count; i++) {
		const struct record *record = &met->list[i];

		if (record->experience != experience)
			continue;
		strata[record->stratum].compared++;
		strata[record->stratum].compared_lapsed += record->lapsed;
	}
	for (size_t i = 0; i < others->count; i++) {
		const struct record *record = &others->list[i];

		if (!others_of(record, experience))
			continue;
		strata[record->stratum].others++;
		strata[record->stratum].others_lapsed += record->lapsed;
	}
	return strata;
}

/* Sums over the strata that have both; *variance is that of p0 times n1
 * squared. */
static void add_up(const struct stratum *strata, size_t n,
		   struct comparison *sum, double *variance)
{
	double expected = 0;

	*variance = 0;
	for (size_t i = 0; i < n; i++) {
		const struct stratum *s = &strata[i];
		double n0 = (double)s->others, n1 = (double)s->compared, p;

		if (s->compared == 0 || s->others == 0)
			continue;
		p = (double)s->others_lapsed / n0;
		sum->compared += s->compared;
		sum->compared_lapsed += s->compared_lapsed;
		sum->others += s->others;
		sum->others_lapsed += s->others_lapsed;
		expected += n1 * p;
		*variance += n1 * n1 * p * (1 - p) / n0;
	}
	sum->others_rate =
	    sum->compared > 0 ? expected / (double)sum->compared : CS_NOTHING;
}

struct comparison compare(const struct records *met,
			  const struct records *others,
			  enum experience experience)
{
	struct comparison result = { .ratio = CS_NOTHING,
				     .interval = { CS_NOTHING, CS_NOTHING },
				     .p_value = CS_NOTHING };
	struct stratum *strata = stratify(met, others, experience);
	double variance, n1, p1, p0, se, z;

	add_up(strata, met->strata, &result, &variance);
	free(strata);
	n1 = (double)result.compared;
	p1 = (double)result.compared_lapsed / n1;
	p0 = result.others_rate;
	if (result.compared == 0 || !(p0 > 0))
		return result;
	result.ratio = p1 / p0;
	result.exact = result.compared_lapsed < FEW_LAPSES ||
		       result.others_lapsed < FEW_LAPSES;
	if (result.exact)
		result.p_value =
		    cs_fisher_exact(result.compared_lapsed, result.compared,
				    result.others_lapsed, result.others);
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

/* Histograms of one stratum, up to the horizon: who goes on longer is censored
 * there. */
struct course {
	int64_t
	    *counts[4]; /* exposed events, censored; others' events, censored */
};

static void add_course(struct course *course, const struct record *record,
		       size_t ndays, bool other)
{
	bool beyond = (size_t)record->days >= ndays;
	size_t day = beyond ? ndays - 1 : (size_t)record->days;
	size_t which = (other ? 2u : 0u) + (record->lapse && !beyond ? 0u : 1u);

	for (int k = 0; k < 4 && course->counts[3] == NULL; k++)
		course->counts[k] = cs_calloc(ndays, sizeof *course->counts[k]);
	course->counts[which][day]++;
}

static void add_courses(struct course *courses, const struct records *records,
			size_t ndays, bool other)
{
	for (size_t i = 0; i < records->count; i++) {
		const struct record *record = &records->list[i];

		if (record->days >= 0 &&
		    (other ? others_of(record, FAILURE_UNVOICED)
			   : record->experience == FAILURE_UNVOICED))
			add_course(&courses[record->stratum], record, ndays,
				   other);
	}
}

struct cs_excess excess(const struct records *met, const struct records *others,
			int32_t horizon)
{
	size_t n = met->strata, ndays = (size_t)horizon + 1, used = 0;
	struct course *courses = cs_calloc(n, sizeof *courses);
	struct cs_excess_stratum *strata = cs_calloc(n, sizeof *strata);
	struct cs_excess result;

	add_courses(courses, met, ndays, false);
	add_courses(courses, others, ndays, true);
	for (size_t s = 0; s < n; s++)
		if (courses[s].counts[3] != NULL)
			strata[used++] = (struct cs_excess_stratum){
				courses[s].counts[0], courses[s].counts[1],
				courses[s].counts[2], courses[s].counts[3]
			};
	result = cs_excess_lapse(strata, used, ndays, horizon, CS_LEVEL);
	for (size_t s = 0; s < n; s++)
		for (int k = 0; k < 4; k++)
			free(courses[s].counts[k]);
	free(courses);
	free(strata);
	return result;
}
