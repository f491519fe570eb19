/* profile.c - see profile.h. */
#include "btyd/profile.h"

#include <math.h>
#include <string.h>

enum { P = CS_MOST_PARAMETERS, ROUNDS = 60 };
static const double NEAR = 1e-9; /* to the root of twice the fall */

/* What is refitted: all but `over`, which is `log_at`, over `under`. */
struct slice {
	struct cs_btyd_sample sample;
	size_t n, over, under;
	double log_at;
	double others[P]; /* where the last refit was */
};

static bool tied(const struct slice *slice)
{
	return slice->under != CS_PROFILE_ALONE;
}

/* All parameters, of those that are refitted. */
static void complete(const struct slice *slice, const double *others,
		     double *at)
{
	for (size_t i = 0, other = 0; i < slice->n; i++)
		at[i] = i == slice->over ? exp(slice->log_at) : others[other++];
	if (tied(slice))
		at[slice->over] *= at[slice->under];
}

/* The slopes of all, moved along `under` with which `over` goes. */
static void carry(const struct slice *slice, struct cs_slopes *all)
{
	size_t over = slice->over, under = slice->under;

	for (size_t i = 0; i < slice->n; i++)
		for (size_t j = 0; j < i; j++)
			all->square[j][i] = all->square[i][j];
	if (!tied(slice))
		return;
	all->slope[under] += all->slope[over];
	all->slope_lost[under] += all->slope_lost[over];
	for (size_t i = 0; i < slice->n; i++)
		all->square[under][i] += all->square[over][i];
	for (size_t i = 0; i < slice->n; i++)
		all->square[i][under] += all->square[i][over];
}

static void slopes_of_others(const double *others, const void *of,
			     struct cs_slopes *slopes)
{
	const struct slice *slice = of;
	struct cs_slopes all = { .bare = slopes->bare };
	double at[P] = { 0 };
	size_t row = 0;

	complete(slice, others, at);
	cs_btyd_slopes(at, &slice->sample, &all);
	carry(slice, &all);
	slopes->sum = all.sum;
	slopes->sum_lost = all.sum_lost;
	for (size_t i = 0; i < slice->n; i++) {
		if (i == slice->over)
			continue;
		slopes->slope[row] = all.slope[i];
		slopes->slope_lost[row] = all.slope_lost[i];
		for (size_t j = 0, column = 0; j < slice->n; j++)
			if (j != slice->over)
				slopes->square[row][column++] =
				    all.square[i][j];
		row++;
	}
}

/* The root of twice what the likelihood has fallen there; NaN: no refit. */
static double fallen(struct slice *slice, double log_at, double top)
{
	struct cs_climb climb;

	slice->log_at = log_at;
	climb = cs_climb(slice->n - 1, slopes_of_others, NULL, slice,
			 slice->others);
	if (!climb.converged)
		return NAN;
	memcpy(slice->others, climb.at, sizeof slice->others);
	return sqrt(fmax(2 * (top - climb.value), 0));
}

/*
 * From the top on, steps of `step`, which has the sign of the way, until it has
 * fallen by more than `root`; between there and the last place the false
 * position, whose end that stays is weighed less each time (Illinois): the root
 * of the fall is nearly straight.
 */
static double bound(struct slice *slice, double from, double step, double top,
		    double root)
{
	double in = from, under = -root, out = from, above = 0;
	int side = 0;

	while (!(above > 0)) {
		if (fabs(out) >= CS_CLIMB_REACH)
			return NAN;
		in = out;
		out = fmax(fmin(out + step, CS_CLIMB_REACH), -CS_CLIMB_REACH);
		under = above < 0 ? above : under;
		above = fallen(slice, out, top) - root;
		if (isnan(above))
			return NAN;
		if (above == 0)
			return out;
	}
	for (int i = 0; i < ROUNDS; i++) {
		double at = (in * above - out * under) / (above - under);
		double there = fallen(slice, at, top) - root;

		if (isnan(there) || fabs(there) < NEAR)
			return isnan(there) ? NAN : at;
		if (there < 0) {
			in = at;
			under = there;
			above = side < 0 ? above / 2 : above;
			side = -1;
		} else {
			out = at;
			above = there;
			under = side > 0 ? under / 2 : under;
			side = 1;
		}
	}
	return NAN;
}

/* The first refit begins at the top. */
static void begin(struct slice *slice, const double *at)
{
	for (size_t i = 0, other = 0; i < slice->n; i++)
		if (i != slice->over)
			slice->others[other++] = at[i];
}

/* Its standard error by the fit, where it has one. */
static double guess(const struct cs_btyd_fit *fit, size_t over, size_t under)
{
	double variance = fit->covariance[over][over];

	if (under != CS_PROFILE_ALONE)
		variance += fit->covariance[under][under] -
			    2 * fit->covariance[over][under];
	return variance > 0 ? fmin(sqrt(variance), 1) : .5;
}

struct cs_btyd_bounds cs_btyd_profile(const struct cs_btyd_fit *fit,
				      const struct cs_histories *histories,
				      size_t over, size_t under, double fall)
{
	struct slice slice = { { fit->model.kind, fit->model.k, histories },
			       fit->parameters,
			       over,
			       under };
	double at[P] = { 0 }, from, root = sqrt(2 * fall);
	double step = root * guess(fit, over, under);
	struct cs_btyd_bounds profile;

	cs_btyd_get(&fit->model, at);
	from = log(at[over]);
	if (under != CS_PROFILE_ALONE)
		from -= log(at[under]);
	begin(&slice, at);
	profile.low = bound(&slice, from, -step, fit->log_likelihood, root);
	begin(&slice, at);
	profile.high = bound(&slice, from, step, fit->log_likelihood, root);
	return profile;
}
