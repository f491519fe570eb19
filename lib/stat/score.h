/*
 * score.h - what customers who were asked answered: means, promoters less
 * detractors, and what those who did not answer may have thought.
 *
 * The satisfied are a share, with Wilson's interval (proportion.h). All this is
 * of those who answered. NaN is where the data do not say, and for counts that
 * cannot be. None of it knows why the others kept silent: see
 * cs_score_bounds().
 */
#ifndef CS_STAT_SCORE_H
#define CS_STAT_SCORE_H

#include <stdint.h>

#include "stat/proportion.h"

enum { CS_SCORE_FEWEST = 5 }; /* answers; of fewer there is no figure */

struct cs_score {
	double figure;		     /* NaN of fewer than CS_SCORE_FEWEST */
	struct cs_interval interval; /* likewise */
};

/* Sums over the answers, which add up. */
struct cs_score_sums {
	int64_t answers, sum, squares;
};

/*
 * The mean, and Student's interval: mean -+ t s / sqrt(answers), kept within
 * the scale, `lowest` to `highest`. None where all answers are alike: they are
 * no proof that there are no others.
 *
 * Measured (tests/long/score.c) at .95, scores 0 to 10: .927 to .951 of 20 to
 * 300 answers, .90 to .94 of 10. It misses where nearly all answer alike and a
 * few far below: .78 of 20, .87 of 100, .92 of 300, where 95 % are promoters
 * and 2 % detractors. There the share of the satisfied says more.
 */
struct cs_score cs_score_mean(const struct cs_score_sums *sums, int lowest,
			      int highest, double level);

/*
 * Net promoter score, from -1 to 1: the share p of promoters (9 and 10 of 0 to
 * 10) less that of detractors (0 to 6), d. The interval is adjusted Wald with
 * three pseudo-answers, 3/4 to either side (Rocks 2016, Interval estimation for
 * the "net promoter score", The American Statistician 70):
 *
 *	n' = n + 3, p' = (promoters + 3/4) / n', d' = (detractors + 3/4) / n'
 *	p' - d' -+ z sqrt((p' + d' - (p' - d')^2) / n')
 *
 * cut at -1 and 1. Its centre is a little nearer to 0 than the score, which
 * does not lie in the middle, and is held where it would lie beyond an end (of
 * answers that are all alike, at a low level).
 *
 * Measured (tests/long/score.c) at .95: .932 to .953 of 10 answers, .942 to
 * .961 of 20 to 300; where nearly all are promoters .943, .979 and .961 of 10,
 * 20 and 300, where the plain interval, without pseudo-answers, has .40, .64
 * and .93.
 */
struct cs_score cs_score_net(int64_t promoters, int64_t passives,
			     int64_t detractors, double level);

/*
 * What the share of the satisfied among all who were asked would be if all who
 * did not answer were dissatisfied (low) or satisfied (high). Not an interval
 * with a coverage: nothing but an assumption about the silent makes it
 * narrower. NaN where nobody was asked.
 */
struct cs_interval cs_score_bounds(int64_t satisfied, int64_t answered,
				   int64_t asked);

#endif
