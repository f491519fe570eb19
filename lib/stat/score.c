/* score.c - see score.h. */
#include "stat/score.h"

#include <math.h>

#include "stat/jackknife.h"

static const struct cs_score none = { NAN, { NAN, NAN } };

struct cs_score cs_score_mean(const struct cs_score_sums *sums, int lowest,
			      int highest, double level)
{
	double n = (double)sums->answers, mean = (double)sums->sum / n;
	struct cs_spread spread = { .df = n - 1 };
	struct cs_interval interval;
	double squares; /* of deviations */

	if (sums->answers < CS_SCORE_FEWEST)
		return none;
	squares = (double)sums->squares - (double)sums->sum * mean;
	spread.se = sqrt(fmax(0, squares) / (n - 1) / n);
	interval = cs_spread_interval(mean, spread, level);
	if (!isnan(interval.low)) {
		interval.low = fmax(lowest, interval.low);
		interval.high = fmin(highest, interval.high);
	}
	return (struct cs_score){ mean, interval };
}

struct cs_score cs_score_net(int64_t promoters, int64_t passives,
			     int64_t detractors, double level)
{
	double n = (double)(promoters + passives + detractors);
	double score = (double)(promoters - detractors) / n;
	double for_it = ((double)promoters + .75) / (n + 3);
	double against = ((double)detractors + .75) / (n + 3);
	double centre = for_it - against;
	double variance = (for_it + against - centre * centre) / (n + 3);
	struct cs_interval wald =
	    cs_normal_interval(centre, sqrt(variance), level);

	if (promoters < 0 || passives < 0 || detractors < 0 ||
	    n < CS_SCORE_FEWEST)
		return none;
	if (isnan(wald.low))
		return (struct cs_score){ score, wald };
	return (struct cs_score){ score,
				  { fmax(-1, fmin(score, wald.low)),
				    fmin(1, fmax(score, wald.high)) } };
}

struct cs_interval cs_score_bounds(int64_t satisfied, int64_t answered,
				   int64_t asked)
{
	if (asked <= 0 || satisfied < 0 || satisfied > answered ||
	    answered > asked)
		return (struct cs_interval){ NAN, NAN };
	return (struct cs_interval){
		(double)satisfied / (double)asked,
		(double)(satisfied + asked - answered) / (double)asked,
	};
}
