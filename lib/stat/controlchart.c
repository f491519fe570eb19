/* controlchart.c - see controlchart.h. */
#include "stat/controlchart.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* Of |step| where z is normal with variance 1. */
#define MEAN_STEP 1.128
#define MEDIAN_STEP .9539

static bool makes_limits(const struct cs_chart_period *period)
{
	return period->baseline && period->complete && period->size > 0;
}

static bool is_possible(const struct cs_chart_period *period,
			enum cs_control_kind kind)
{
	return period->count >= 0 && period->size >= 0 &&
	       (kind == CS_CHART_U || period->count <= period->size);
}

static double rate(const struct cs_chart_period *period)
{
	return (double)period->count / (double)period->size;
}

/* s_i: how far a rate is off by chance. */
static double deviation(const struct cs_chart_period *period,
			enum cs_control_kind kind, double centre)
{
	double variance = kind == CS_CHART_P ? centre * (1 - centre) : centre;

	return sqrt(variance / (double)period->size);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *list, size_t n)
{
	qsort(list, n, sizeof *list, by_size);
	return (list[(n - 1) / 2] + list[n / 2]) / 2;
}

static double sigma_of(enum cs_sigma sigma, double *steps, size_t n)
{
	double sum = 0;

	if (sigma == CS_SIGMA_POISSON)
		return 1;
	if (sigma == CS_SIGMA_AUTO)
		return fmax(1, median(steps, n) / MEDIAN_STEP);
	for (size_t i = 0; i < n; i++)
		sum += steps[i];
	return sum / (double)n / MEAN_STEP;
}

static double sigma_z(const struct cs_chart_period *periods, size_t n,
		      enum cs_control_kind kind, enum cs_sigma sigma,
		      double centre)
{
	double *steps = cs_malloc(n * sizeof *steps);
	double z = NAN, result;
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		const struct cs_chart_period *period = &periods[i];
		double last = z;

		if (!makes_limits(period))
			continue;
		z = (rate(period) - centre) / deviation(period, kind, centre);
		if (!isnan(last))
			steps[count++] = fabs(z - last);
	}
	result = sigma_of(sigma, steps, count);
	free(steps);
	return result;
}

/* The centre, and how many periods make it. */
static struct cs_control_chart centre_of(const struct cs_chart_period *periods,
					 size_t n, enum cs_control_kind kind)
{
	struct cs_control_chart chart = { 0, NAN, NAN };
	double count = 0, size = 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_possible(&periods[i], kind))
			return (struct cs_control_chart){ 0, NAN, NAN };
		if (!makes_limits(&periods[i]))
			continue;
		chart.periods++;
		count += (double)periods[i].count;
		size += (double)periods[i].size;
	}
	if (size > 0)
		chart.centre = count / size;
	return chart;
}

/* `run`: so many in a row above the centre, or below it where negative. */
static enum cs_signal judge(const struct cs_chart_point *point, double centre,
			    int *run)
{
	int side = (point->rate > centre) - (point->rate < centre);

	*run = side == 0 ? 0 : (*run > 0) == (side > 0) ? *run + side : side;
	if (point->rate > point->upper)
		return CS_SIGNAL_ABOVE;
	if (point->rate < point->lower)
		return CS_SIGNAL_BELOW;
	return abs(*run) >= CS_CHART_RUN ? CS_SIGNAL_RUN : CS_SIGNAL_NONE;
}

struct cs_control_chart cs_control_chart(const struct cs_chart_period *periods,
					 size_t n, enum cs_control_kind kind,
					 enum cs_sigma sigma,
					 struct cs_chart_point *out)
{
	struct cs_control_chart chart = centre_of(periods, n, kind);
	bool varies =
	    chart.centre > 0 && (kind == CS_CHART_U || chart.centre < 1);
	int run = 0;

	if (varies && chart.periods >= CS_CHART_FEWEST)
		chart.sigma_z = sigma_z(periods, n, kind, sigma, chart.centre);
	for (size_t i = 0; i < n; i++) {
		double margin;

		out[i] =
		    (struct cs_chart_point){ NAN, NAN, NAN, CS_SIGNAL_NONE };
		if (periods[i].size <= 0)
			continue;
		out[i].rate = rate(&periods[i]);
		if (isnan(chart.sigma_z))
			continue;
		margin = 3 * chart.sigma_z *
			 deviation(&periods[i], kind, chart.centre);
		out[i].lower = fmax(0, chart.centre - margin);
		out[i].upper = chart.centre + margin;
		if (kind == CS_CHART_P)
			out[i].upper = fmin(1, out[i].upper);
		if (periods[i].complete)
			out[i].signal = judge(&out[i], chart.centre, &run);
	}
	return chart;
}
