/*
 * controlchart.h - which periods differ by more than chance: u and p charts.
 *
 * A period has `count` events among `size` subjects: contacts of orders placed
 * (a u chart, counts of any size) or orders with a contact (a p chart, count
 * at most size). With U the events of all periods of the baseline over their
 * subjects, and
 *
 *	s_i = sqrt(U / size_i)			of a u chart
 *	s_i = sqrt(U (1 - U) / size_i)		of a p chart
 *	z_i = (count_i / size_i - U) / s_i
 *
 * the limits are U -+ 3 s_i sigma_z, cut at 0, and at 1 for a p chart
 * (Montgomery 2013, 7.2 and 7.3). sigma_z is how much more periods vary than
 * Poisson or binomial counts do, from the steps z_i - z_(i-1) between
 * neighbours of the baseline:
 *
 *	laney	 mean |step| / 1.128 (Laney 2002); less than 1 if so it is
 *	auto	 max(1, median |step| / .9539)
 *	poisson	 1
 *
 * 1.128 and .9539 are the mean and the median of |step| where z is normal with
 * variance 1. Without sigma_z large shops signal all the time, as weeks differ
 * by more than chance. The median, since one bad week makes two long steps and
 * must not widen its own limits.
 *
 * Measured (tests/long/chart.c), the share of calm points beyond the limits,
 * and how often one period with 1.6 times the rate is, of 12 periods of 500 at
 * .2:
 *
 *			 auto	       laney	     poisson
 *	Poisson counts	 .0006	.81    .0024  .62    .0017  .98
 *	rates spread .1	 .005	.52    .0024  .32    .027   .91
 *	rates spread .2	 .011	.25    .003   .14    .158   .77
 *
 * (spread: standard deviation over mean). Of 8 periods auto finds .66 and .20
 * of the bad ones in the first and last row, laney .19 and .05; of 52 .98 and
 * .36. Runs add .0002 a point to 12 calm periods, .005 to 52.
 */
#ifndef CS_STAT_CONTROLCHART_H
#define CS_STAT_CONTROLCHART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cs_control_kind { CS_CHART_U, CS_CHART_P };
enum cs_sigma { CS_SIGMA_AUTO, CS_SIGMA_LANEY, CS_SIGMA_POISSON };

enum {
	CS_CHART_FEWEST = 8, /* periods of a baseline */
	CS_CHART_RUN = 8     /* periods in a row on one side of the centre */
};

struct cs_chart_period {
	int64_t count, size;
	bool complete; /* all that will be counted has been */
	bool baseline; /* it makes the limits, if it is complete */
};

enum cs_signal {
	CS_SIGNAL_NONE,
	CS_SIGNAL_RUN, /* the 8th, or a later one, in a row on one side */
	CS_SIGNAL_ABOVE,
	CS_SIGNAL_BELOW
};

struct cs_chart_point {
	double rate;	     /* count / size; NaN without subjects */
	double lower, upper; /* NaN without rate, or where there are none */
	enum cs_signal signal;
};

struct cs_control_chart {
	size_t periods; /* that made the limits */
	double centre;	/* NaN without subjects */
	double sigma_z; /* NaN: no limits */
};

/*
 * out[i] from periods[i], i < n, which follow one another in time.
 *
 * A period without subjects is passed over, as if it were not there. One that
 * is not complete has a rate and limits, but makes none, signals nothing and
 * is no part of a run. A period at the centre ends a run; limits come before
 * runs. No limits, and no runs, for a baseline of fewer than CS_CHART_FEWEST
 * periods or whose periods have no events (in a p chart: nothing else), and
 * where any count cannot be: negative, or in a p chart above its size.
 */
struct cs_control_chart cs_control_chart(const struct cs_chart_period *periods,
					 size_t n, enum cs_control_kind kind,
					 enum cs_sigma sigma,
					 struct cs_chart_point *out);

#endif
