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

double cs_asked_effect(const struct cs_asked_sums *s)
{
	double a = (double)s->sum.answered, share = a / (double)s->sum.all;
	double p = (double)(s->sum.revealed - s->sum.both) / a;
	double single = a * p * (1 - p), among, both, effect;

	both = pairs(s->answered_2, s->sum.answered);
	if (!(single > 0) || !(both > 0) || share >= 1)
		return 1;
	/* of a pair of answers e_i e_j, over all */
	among = (double)s->silent_2 - 2 * p * (double)s->answered_silent +
		p * p * (double)s->answered_2 - single;
	both /= pairs(s->all_2, s->sum.all);
	effect = 1 + (1 - share * share / both) / (1 - share) * among / single;
	return fmax(effect, 1);
}

double cs_lists_effect(const struct cs_asked_sums *s)
{
	double n1 = (double)s->sum.complained, n2 = (double)s->sum.revealed;
	double m = (double)s->sum.both, w = 1 / n1 + 1 / n2 - 1 / m;
	double single, all;

	if (!(m > 0))
		return 1;
	single = (n1 - m) / n1 / n1 + (n2 - m) / n2 / n2 + m * w * w;
	all = (double)s->complained_2 / n1 / n1 +
	      (double)s->revealed_2 / n2 / n2 + (double)s->both_2 / m / m +
	      2 * ((double)s->complained_revealed / n1 / n2 -
		   (double)s->complained_both / n1 / m -
		   (double)s->revealed_both / n2 / m);
	return single > 0 ? fmax(all / single, 1) : 1;
}
