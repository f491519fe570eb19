/* asked.c - see asked.h. */
#include "stat/asked.h"

#include <math.h>

void cs_asked_add(struct cs_asked_sums *s, const struct cs_asked_counts *c)
{
	int64_t silent = c->revealed - c->both;

	s->sum.all += c->all;
	s->sum.asked += c->asked;
	s->sum.answered += c->answered;
	s->sum.mute += c->mute;
	s->sum.revealed += c->revealed;
	s->sum.complained += c->complained;
	s->sum.both += c->both;
	s->all_2 += c->all * c->all;
	s->asked_2 += c->asked * c->asked;
	s->answered_2 += c->answered * c->answered;
	s->silent_2 += silent * silent;
	s->answered_silent += c->answered * silent;
	s->complained_2 += c->complained * c->complained;
	s->revealed_2 += c->revealed * c->revealed;
	s->both_2 += c->both * c->both;
	s->complained_revealed += c->complained * c->revealed;
	s->complained_both += c->complained * c->both;
	s->revealed_both += c->revealed * c->both;
}

/* Pairs of the same customer, each counted twice. */
static double pairs(int64_t squares, int64_t sum)
{
	return (double)(squares - sum);
}

bool cs_asked_by_order(const struct cs_asked_sums *s)
{
	double share = (double)s->sum.asked / (double)s->sum.all;
	double both = pairs(s->asked_2, s->sum.asked);

	return both > 0 &&
	       both >= share * share * pairs(s->all_2, s->sum.all) / 2;
}

/*
 * How much of what is alike among the answers of one is alike to what is to be
 * told: 1 where all of it is asked or nothing, 0 where it is drawn by lot. NaN
 * where nobody answered twice.
 */
static double carried(const struct cs_asked_sums *s)
{
	double share = (double)s->sum.answered / (double)s->sum.all;
	double both = pairs(s->answered_2, s->sum.answered);

	if (!(both > 0) || share >= 1)
		return NAN;
	both /= pairs(s->all_2, s->sum.all);
	return (1 - share * share / both) / (1 - share);
}

double cs_asked_effect(const struct cs_asked_sums *s)
{
	double a = (double)s->sum.answered;
	double p = (double)(s->sum.revealed - s->sum.both) / a;
	double single = a * p * (1 - p), among, by = carried(s);

	if (!(single > 0) || isnan(by))
		return 1;
	/* of a pair of answers e_i e_j, over all */
	among = (double)s->silent_2 - 2 * p * (double)s->answered_silent +
		p * p * (double)s->answered_2 - single;
	return fmax(1 + by * among / single, 1);
}

/* How much more t asks for than z, as a variance. */
static double by_t(struct cs_spread spread, double level)
{
	return pow(cs_t(level, spread.df) / cs_z(level), 2);
}

double cs_asked_spread_effect(const struct cs_asked *strata, size_t n,
			      const struct cs_asked_sums *slices,
			      struct cs_spread spread, size_t clusters,
			      double level)
{
	double single = 0, answers = 0, all = 0, by = carried(slices), effect;

	for (size_t i = 0; i < n; i++) {
		double a = (double)strata[i].asked;
		double f = (double)strata[i].revealed;
		double of = a + (double)strata[i].not_asked;

		answers += a;
		all += of;
		if (a > 0)
			single += of / a * (of / a) * f * (1 - f / a);
	}
	if (!(single > 0))
		return fmax(answers / (double)clusters, 1);
	effect = spread.se * spread.se * all * all / single;
	if (!isnan(by))
		effect = 1 + by * (effect - 1);
	return isnan(spread.se) ? NAN : fmax(effect, 1) * by_t(spread, level);
}

double cs_lists_effect(const struct cs_asked_sums *s)
{
	double n1 = (double)s->sum.complained, n2 = (double)s->sum.revealed;
	double m = (double)s->sum.both;
	double single = (n1 - m) * (n2 - m) / (m * n1 * n2), all;

	if (!(m > 0))
		return 1;
	all = (double)s->complained_2 / n1 / n1 +
	      (double)s->revealed_2 / n2 / n2 + (double)s->both_2 / m / m +
	      (double)s->complained_revealed / n1 / n2 -
	      2 * ((double)s->complained_both / n1 / m +
		   (double)s->revealed_both / n2 / m);
	return single > 0 ? fmax(all / single, 1) : 1;
}

double cs_lists_spread_effect(const struct cs_asked_sums *slices,
			      struct cs_spread spread, double level)
{
	return cs_lists_effect(slices) * by_t(spread, level);
}
