/*
 * climb.h - the parameters of which a log-likelihood is highest.
 *
 * All parameters are positive and searched on the log scale, within [-14, 14].
 * First BHHH (Berndt and others 1974): with g a customer's gradient, steps J^-1
 * sum g where J = sum g g', at most 2 in any direction and halved until the
 * likelihood rises; near the top Newton's method with the Hessian from
 * differences of the gradient, which is kept while it brings the top much
 * closer; one from central differences at the top makes the last step, and the
 * standard errors. A parameter that would leave its range stays at the end of
 * it. Where neither rises the simplex of Nelder and Mead goes on, then two
 * other starts.
 */
#ifndef CS_BTYD_CLIMB_H
#define CS_BTYD_CLIMB_H

#include <stdbool.h>
#include <stddef.h>

enum { CS_MOST_PARAMETERS = 4 };
#define CS_CLIMB_REACH 14. /* of log parameters, either way */

/* The log-likelihood of many, with its slopes in log parameters; compensated,
 * so that the order of rows hardly matters. Begins as zeros, but for `bare`. */
struct cs_slopes {
	double sum, sum_lost;
	double slope[CS_MOST_PARAMETERS], slope_lost[CS_MOST_PARAMETERS];
	double square[CS_MOST_PARAMETERS][CS_MOST_PARAMETERS]; /* J */
	bool bare; /* set by who asks: J is not wanted */
};

/* Adds `weight` customers with the log-likelihood and slopes of one. */
void cs_slopes_add(struct cs_slopes *slopes, size_t n, double weight,
		   double value, const double *slope);

/* Adds what was added to `more`. */
void cs_slopes_fold(struct cs_slopes *slopes, size_t n,
		    const struct cs_slopes *more);

/* Fills `slopes`, as they begin, at these parameters (not their logs). */
typedef void cs_slopes_at(const double *parameters, const void *context,
			  struct cs_slopes *slopes);

struct cs_climb {
	bool converged;
	bool astray;
	/* the top is a ridge, along which it gains next to nothing: where on it
	   this is, is chance */
	bool flat;
	bool bound[CS_MOST_PARAMETERS]; /* at an end of its range */
	double at[CS_MOST_PARAMETERS];	/* the parameters */
	double value;
	double norm; /* of the gradient in log parameters that are free */
	/* of log parameters; of one that is bound 0 */
	double covariance[CS_MOST_PARAMETERS][CS_MOST_PARAMETERS];
	long evaluations;
};

/* Does the likelihood rise without end there, so that nothing is to be found?
 */
typedef bool cs_climb_astray(const double *parameters, const void *context);

/* `astray` may be NULL; where it is true the climb ends, unconverged. */
struct cs_climb cs_climb(size_t n, cs_slopes_at *slopes_at,
			 cs_climb_astray *astray, const void *context,
			 const double *start);

#endif
