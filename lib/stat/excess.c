/* excess.c - lapses in excess of those without a failure; see silent.h. */
#include "stat/silent.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/compare.h"

/* One histogram of a weighted curve. */
struct part {
	const int64_t *events, *censored;
	int64_t left; /* still at risk */
	double weight;
};

struct lapse {
	double share, se;
};

/* All that are in a histogram; -1: that cannot be. */
static int64_t size(const int64_t *events, const int64_t *censored,
		    size_t ndays)
{
	int64_t sum = 0;

	for (size_t day = 0; day < ndays; day++) {
		if (events[day] < 0 || censored[day] < 0 ||
		    __builtin_add_overflow(sum, events[day], &sum) ||
		    __builtin_add_overflow(sum, censored[day], &sum))
			return -1;
	}
	return sum;
}

/* The sums over all parts on one day. */
struct day {
	double lapsed;		 /* w */
	double at_risk, squares; /* w and w^2 */
};

/* Takes those whose time is `day` out of the parts. */
static struct day next_day(struct part *parts, size_t n, size_t day)
{
	struct day sums = { 0, 0, 0 };

	for (size_t i = 0; i < n; i++) {
		struct part *p = &parts[i];
		double left = (double)p->left;

		sums.lapsed += (double)p->events[day] * p->weight;
		sums.at_risk += left * p->weight;
		sums.squares += left * p->weight * p->weight;
		p->left -= p->events[day] + p->censored[day];
	}
	return sums;
}

/* Empties the parts as far as the horizon. */
static struct lapse lapse_at(struct part *parts, size_t n, size_t ndays,
			     int64_t horizon)
{
	double survival = 1, greenwood = 0;

	for (size_t day = 0; (int64_t)day <= horizon; day++) {
		struct day sums = { 0, 0, 0 };
		double q, m;

		if (day < ndays)
			sums = next_day(parts, n, day);
		if (!(sums.at_risk > 0))
			return (struct lapse){ NAN, NAN };
		if (sums.lapsed == 0)
			continue;
		/* the same sum in the same order if they are the same */
		if (sums.lapsed >= sums.at_risk)
			return (struct lapse){ 1, NAN };
		q = sums.lapsed / sums.at_risk;
		m = sums.at_risk * (sums.at_risk / sums.squares);
		survival *= 1 - q;
		greenwood += q / (m * (1 - q));
	}
	return (struct lapse){ 1 - survival, survival * sqrt(greenwood) };
}

static struct cs_excess unknown(void)
{
	struct cs_interval none = { NAN, NAN };

	return (struct cs_excess){ 0,	0,   NAN,  NAN,	 NAN,
				   NAN, NAN, none, none, NAN };
}

/*
 * The parts of the strata that have both; returns how many, counts the exposed
 * of all of them. False for counts that cannot be.
 */
static bool fill(const struct cs_excess_stratum *strata, size_t n, size_t ndays,
		 struct part *exposed, struct part *others, size_t *nparts,
		 struct cs_excess *excess)
{
	for (size_t i = 0; i < n; i++) {
		const struct cs_excess_stratum *s = &strata[i];
		int64_t n1 =
		    size(s->exposed_events, s->exposed_censored, ndays);
		int64_t n0 = size(s->other_events, s->other_censored, ndays);
		int64_t *sum = n0 > 0 ? &excess->exposed : &excess->uncompared;

		if (n1 < 0 || n0 < 0 || __builtin_add_overflow(*sum, n1, sum))
			return false;
		if (n1 == 0 || n0 == 0)
			continue;
		exposed[*nparts] = (struct part){ s->exposed_events,
						  s->exposed_censored, n1, 1 };
		others[*nparts] =
		    (struct part){ s->other_events, s->other_censored, n0,
				   (double)n1 / (double)n0 };
		++*nparts;
	}
	return true;
}

static void conclude(struct cs_excess *excess, struct lapse exposed,
		     struct lapse other, double level)
{
	double all = (double)excess->exposed;
	struct cs_difference d = cs_difference(exposed.share - other.share,
					       exposed.se, other.se, level);

	excess->exposed_lapse = exposed.share;
	excess->other_lapse = other.share;
	excess->difference = d.difference;
	excess->excess = d.difference * all;
	if (isnan(d.p_value))
		return;
	excess->se = hypot(exposed.se, other.se);
	excess->p_value = d.p_value;
	excess->difference_interval = (struct cs_interval){ d.low, d.high };
	excess->excess_interval =
	    (struct cs_interval){ d.low * all, d.high * all };
}

struct cs_excess cs_excess_lapse(const struct cs_excess_stratum *strata,
				 size_t n, size_t ndays, int64_t horizon,
				 double level)
{
	struct part *exposed = cs_calloc(n, sizeof *exposed);
	struct part *others = cs_calloc(n, sizeof *others);
	struct cs_excess excess = unknown();
	size_t nparts = 0;

	if (!fill(strata, n, ndays, exposed, others, &nparts, &excess)) {
		excess = unknown();
	} else if (nparts > 0 && horizon >= 0) {
		struct lapse one = lapse_at(exposed, nparts, ndays, horizon);
		struct lapse two = lapse_at(others, nparts, ndays, horizon);

		conclude(&excess, one, two, level);
	}
	free(exposed);
	free(others);
	return excess;
}
