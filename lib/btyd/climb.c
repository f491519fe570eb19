/* climb.c - see climb.h. */
#include "btyd/climb.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_multimin.h>

#include "base/mem.h"
#include "btyd/invert.h"

enum { P = CS_MOST_PARAMETERS, ROUNDS = 100, HALVINGS = 25, PATIENCE = 15 };
static const double FLAT = 1e-4; /* what a step may still gain */
static const double LONGEST = 2; /* of a step in a log parameter */

struct search {
	size_t n;
	cs_slopes_at *slopes_at;
	cs_climb_astray *is_astray;
	const void *context;
	bool astray, flat;
	double log_at[P];
	struct cs_slopes slopes; /* there */
	long evaluations;
	bool bound[P];
};

/* Knuth's sum of two, which keeps what it loses. */
static void add_to(double *sum, double *lost, double term)
{
	double next = *sum + term, taken = next - *sum;

	*lost += (*sum - (next - taken)) + (term - taken);
	*sum = next;
}

/* Slopes of a block are few enough to add up as they are. */
void cs_slopes_add(struct cs_slopes *slopes, size_t n, double weight,
		   double value, const double *slope)
{
	add_to(&slopes->sum, &slopes->sum_lost, weight * value);
	for (size_t i = 0; i < n; i++) {
		double weighted = weight * slope[i];

		slopes->slope[i] += weighted;
		for (size_t j = 0; j <= i && !slopes->bare; j++)
			slopes->square[i][j] += weighted * slope[j];
	}
}

void cs_slopes_fold(struct cs_slopes *slopes, size_t n,
		    const struct cs_slopes *more)
{
	add_to(&slopes->sum, &slopes->sum_lost, more->sum);
	slopes->sum_lost += more->sum_lost;
	for (size_t i = 0; i < n; i++) {
		add_to(&slopes->slope[i], &slopes->slope_lost[i],
		       more->slope[i]);
		for (size_t j = 0; j <= i; j++)
			slopes->square[i][j] += more->square[i][j];
	}
}

static struct cs_slopes evaluate(struct search *search, const double *log_at,
				 bool bare)
{
	struct cs_slopes slopes = { .bare = bare };
	double parameters[P];

	for (size_t i = 0; i < search->n; i++)
		parameters[i] = exp(log_at[i]);
	search->slopes_at(parameters, search->context, &slopes);
	search->evaluations++;
	slopes.sum += slopes.sum_lost;
	for (size_t i = 0; i < search->n; i++) {
		slopes.slope[i] += slopes.slope_lost[i];
		for (size_t j = 0; j < i; j++)
			slopes.square[j][i] = slopes.square[i][j];
	}
	if (!(slopes.sum == slopes.sum))
		slopes.sum = -INFINITY;
	return slopes;
}

/* --- what a step is made with -------------------------------------------- */

/*
 * What a step is made with: the inverse of `matrix` in the directions that are
 * free, with a ridge if it has none.
 */
static bool invert_free(const struct search *search, double matrix[P][P])
{
	double kept[P][P], trace = 0;

	for (size_t i = 0; i < search->n; i++)
		for (size_t j = 0; j < search->n; j++)
			if (search->bound[i] || search->bound[j])
				matrix[i][j] = i == j;
	for (size_t i = 0; i < search->n; i++)
		trace += fabs(matrix[i][i]);
	for (int tries = 0; tries < 12; tries++) {
		memcpy(kept, matrix, sizeof kept);
		if (cs_invert(search->n, kept)) {
			memcpy(matrix, kept, sizeof kept);
			return tries == 0;
		}
		for (size_t i = 0; i < search->n; i++)
			matrix[i][i] += 1e-3 * trace * pow(4, tries);
	}
	return false;
}

/* --- steps ------------------------------------------------------------- */

/* A parameter at an end of its range that would leave it is not free. */
static void find_bounds(struct search *search)
{
	for (size_t i = 0; i < search->n; i++) {
		double at = search->log_at[i], slope = search->slopes.slope[i];

		search->bound[i] = (at >= CS_CLIMB_REACH && slope >= 0) ||
				   (at <= -CS_CLIMB_REACH && slope <= 0);
	}
}

/* The step inverse x gradient, and how far its longest part goes; returns the
 * gain that it promises. */
static double step_of(const struct search *search, double inverse[P][P],
		      double *step, double *longest)
{
	double gain = 0;

	*longest = 0;
	for (size_t i = 0; i < search->n; i++) {
		step[i] = 0;
		if (search->bound[i])
			continue;
		for (size_t j = 0; j < search->n; j++)
			if (!search->bound[j])
				step[i] +=
				    inverse[i][j] * search->slopes.slope[j];
		gain += step[i] * search->slopes.slope[i];
		*longest = fmax(*longest, fabs(step[i]));
	}
	return gain;
}

/* Is there one at an end of its range whose step would leave it? It is bound
 * then. */
static bool hold_back(struct search *search, const double *step)
{
	bool held = false;

	for (size_t i = 0; i < search->n; i++)
		if (!search->bound[i] &&
		    fabs(search->log_at[i]) >= CS_CLIMB_REACH &&
		    step[i] * search->log_at[i] > 0)
			held = search->bound[i] = true;
	return held;
}

/* The part of a step that does not leave the range of any parameter. */
static double within_reach(const struct search *search, const double *step)
{
	double part = 1;

	for (size_t i = 0; i < search->n; i++) {
		double end = copysign(CS_CLIMB_REACH, step[i]);

		if (fabs(search->log_at[i] + step[i]) > CS_CLIMB_REACH)
			part = fmin(part, (end - search->log_at[i]) / step[i]);
	}
	return part;
}

/* From there `scale` of the step; whoever comes near the end is at it. */
static void move(const struct search *search, const double *step, double scale,
		 double *to)
{
	for (size_t i = 0; i < search->n; i++) {
		to[i] = search->log_at[i] + scale * step[i];
		if (fabs(to[i]) > CS_CLIMB_REACH - 1e-6)
			to[i] = copysign(CS_CLIMB_REACH, to[i]);
	}
}

/* Goes as much of it as the likelihood rises; false: nowhere. A step that
 * promises next to no `gain` is not judged by what the sum is rounded to. */
static bool take(struct search *search, const double *step, double gain,
		 bool bare)
{
	double scale = within_reach(search, step);
	double noise = (gain < 1e-8 ? 1e-12 : 1e-14) * fabs(search->slopes.sum);

	for (int i = 0; i < HALVINGS; i++, scale /= 2) {
		double to[P] = { 0 };
		struct cs_slopes there;

		move(search, step, scale, to);
		there = evaluate(search, to, bare);
		if (there.sum >= search->slopes.sum - noise &&
		    isfinite(there.sum)) {
			search->slopes = there;
			memcpy(search->log_at, to, sizeof to);
			find_bounds(search);
			return true;
		}
	}
	return false;
}

/* Minus the Hessian, from differences of the gradient: from central ones, or
 * from one evaluation a parameter, with errors of h. */
static void curvature(struct search *search, double matrix[P][P], bool central)
{
	const double h = 1e-4;
	double slope[P][P] = { { 0 } };

	for (size_t i = 0; i < search->n; i++) {
		struct cs_slopes up, down = search->slopes;
		double to[P];

		if (search->bound[i])
			continue;
		memcpy(to, search->log_at, sizeof to);
		to[i] += h;
		up = evaluate(search, to, true);
		to[i] -= 2 * h;
		if (central)
			down = evaluate(search, to, true);
		for (size_t j = 0; j < search->n; j++)
			slope[i][j] = (down.slope[j] - up.slope[j]) /
				      (central ? 2 * h : h);
	}
	for (size_t i = 0; i < search->n; i++)
		for (size_t j = 0; j < search->n; j++)
			matrix[i][j] = (slope[i][j] + slope[j][i]) / 2;
}

/* --- the climb --------------------------------------------------------- */

static bool gone_astray(struct search *search)
{
	double parameters[P];

	for (size_t i = 0; i < search->n; i++)
		parameters[i] = exp(search->log_at[i]);
	search->astray = search->is_astray != NULL &&
			 search->is_astray(parameters, search->context);
	return search->astray;
}

/* A step, and what it is made with. */
struct advance {
	double step[P], covariance[P][P];
	double gain, longest;
	bool definite; /* the inverse is that of the matrix itself */
};

/*
 * With the diagonal of `matrix` raised until no parameter goes further than
 * LONGEST: on a ridge, the way along it is then shortened, not that across.
 */
static struct advance advance_by(struct search *search,
				 const double matrix[P][P])
{
	struct advance advance;
	double raise = 0;

	do {
		memcpy(advance.covariance, matrix, sizeof advance.covariance);
		for (size_t i = 0; i < search->n; i++)
			advance.covariance[i][i] *= 1 + raise;
		advance.definite =
		    invert_free(search, advance.covariance) && raise == 0;
		advance.gain = step_of(search, advance.covariance, advance.step,
				       &advance.longest);
		raise = raise > 0 ? 4 * raise : 1e-10;
	} while (hold_back(search, advance.step) ||
		 (advance.longest > LONGEST && raise < 1e10));
	return advance;
}

static const double NEAR_TOP = .05; /* what a step gains there at most */
static const double THERE = 1e-8;   /* how far the last step goes */

/* The way up. */
struct ascent {
	bool near;	     /* near the top: by the curvature, not by J */
	bool exact;	     /* the curvature is central, and that of here */
	int found;	     /* so often */
	double matrix[P][P]; /* the curvature */
	double gain;	     /* that the last step promised */
	int close;	     /* steps near the top */
};

/* Does this step promise to bring the top much closer than the one before, and
 * is there more to do? */
static bool goes_on(const struct ascent *ascent, const struct advance *advance)
{
	return advance->gain < ascent->gain / 16 && advance->longest > THERE;
}

/* The next step, by what is known of the curvature; that is found anew, which
 * takes many evaluations, only where an older one or J no longer leads on. */
static struct advance plan(struct search *search, struct ascent *ascent)
{
	struct advance advance = { .longest = INFINITY };

	ascent->exact = false;
	if (!ascent->near) {
		advance = advance_by(search, search->slopes.square);
		if (!(advance.gain < NEAR_TOP) ||
		    (ascent->gain < NEAR_TOP && goes_on(ascent, &advance)))
			return advance;
		ascent->near = true;
	} else if (ascent->found > 0) {
		advance = advance_by(search, ascent->matrix);
		if (goes_on(ascent, &advance))
			return advance;
	}
	ascent->exact = ascent->found++ > 0 || advance.longest < THERE;
	curvature(search, ascent->matrix, ascent->exact);
	return advance_by(search, ascent->matrix);
}

/*
 * BHHH, then Newton. True: at the top, `covariance` there is filled and its
 * like is positive definite.
 */
static bool ascend(struct search *search, double covariance[P][P])
{
	struct ascent ascent = { .gain = 0 };

	for (int round = 0; round < ROUNDS && !gone_astray(search); round++) {
		struct advance advance = plan(search, &ascent);

		memcpy(covariance, advance.covariance,
		       sizeof advance.covariance);
		if (!take(search, advance.step, advance.gain, ascent.near)) {
			if (ascent.exact ||
			    (!ascent.near && !(advance.gain < NEAR_TOP)))
				return ascent.exact && advance.definite &&
				       advance.longest < 1e-6;
			ascent.near = true;
			ascent.gain = 0;
			continue;
		}
		if (ascent.exact && advance.longest < THERE)
			return advance.definite;
		ascent.gain = advance.gain;
		ascent.close += ascent.near;
		search->flat = ascent.close > PATIENCE && advance.gain < FLAT;
		if (search->flat)
			return true;
	}
	return false;
}

static double minus_value(const gsl_vector *x, void *of)
{
	struct search *search = of;
	double to[P] = { 0 };

	for (size_t i = 0; i < search->n; i++) {
		to[i] = gsl_vector_get(x, i);
		if (fabs(to[i]) > CS_CLIMB_REACH)
			return 1e300;
	}
	return fmin(-evaluate(search, to, true).sum, 1e300);
}

static void simplex(struct search *search)
{
	gsl_multimin_function f = { minus_value, search->n, search };
	gsl_multimin_fminimizer *at =
	    cs_mem_check(gsl_multimin_fminimizer_alloc(
		gsl_multimin_fminimizer_nmsimplex2, search->n));
	gsl_vector *start = cs_mem_check(gsl_vector_alloc(search->n));
	gsl_vector *size = cs_mem_check(gsl_vector_alloc(search->n));

	gsl_vector_set_all(size, .5);
	for (size_t i = 0; i < search->n; i++)
		gsl_vector_set(start, i, search->log_at[i]);
	if (gsl_multimin_fminimizer_set(at, &f, start, size) == 0)
		for (int i = 0; i < 10 * ROUNDS; i++)
			if (gsl_multimin_fminimizer_iterate(at) != 0 ||
			    at->size < 1e-4)
				break;
	for (size_t i = 0; i < search->n; i++)
		search->log_at[i] = gsl_vector_get(at->x, i);
	gsl_multimin_fminimizer_free(at);
	gsl_vector_free(start);
	gsl_vector_free(size);
}

static void begin(struct search *search)
{
	search->slopes = evaluate(search, search->log_at, false);
	find_bounds(search);
}

static struct cs_climb conclude(const struct search *search, bool converged,
				double covariance[P][P])
{
	struct cs_climb climb = { .converged = converged,
				  .astray = search->astray,
				  .flat = search->flat,
				  .value = search->slopes.sum,
				  .evaluations = search->evaluations };

	for (size_t i = 0; i < search->n; i++) {
		climb.at[i] = exp(search->log_at[i]);
		climb.bound[i] = search->bound[i];
		if (!search->bound[i])
			climb.norm = hypot(climb.norm, search->slopes.slope[i]);
		for (size_t j = 0; j < search->n; j++)
			if (!search->bound[i] && !search->bound[j])
				climb.covariance[i][j] = covariance[i][j];
	}
	return climb;
}

struct cs_climb cs_climb(size_t n, cs_slopes_at *slopes_at,
			 cs_climb_astray *astray, const void *context,
			 const double *start)
{
	static const double shifts[] = { 1, .5, 2 };
	struct search search = { n, slopes_at, astray, context };
	double covariance[P][P] = { { 0 } };
	bool converged = false;

	for (size_t i = 0;
	     i < sizeof shifts / sizeof *shifts && !converged && !search.astray;
	     i++) {
		for (size_t p = 0; p < n; p++)
			search.log_at[p] = fmax(
			    fmin(log(start[p] * shifts[i]), CS_CLIMB_REACH),
			    -CS_CLIMB_REACH);
		begin(&search);
		converged = ascend(&search, covariance);
		if (!converged && !search.astray) {
			simplex(&search);
			begin(&search);
			converged = ascend(&search, covariance);
		}
	}
	return conclude(&search, converged, covariance);
}
