/*
 * profile.h - how far a parameter may go until the data speak against it.
 *
 * The bounds of a parameter's profile: where the log-likelihood, with all other
 * parameters refitted, is `fall` below its top. With half the square of 1.96 it
 * is the likelihood ratio's interval of 95 per cent. Standard errors take the
 * likelihood for a parabola; this goes where it is.
 */
#ifndef CS_BTYD_PROFILE_H
#define CS_BTYD_PROFILE_H

#include "btyd/fit.h"

struct cs_btyd_bounds {
	/* NaN: it does not fall so far within the range of climb.h, or no
	   refit was found there */
	double low, high;
};

enum { CS_PROFILE_ALONE = CS_MOST_PARAMETERS };

/* Of the log of parameter `over`, less that of parameter `under` unless that is
 * CS_PROFILE_ALONE. `histories` are those of the fit. */
struct cs_btyd_bounds cs_btyd_profile(const struct cs_btyd_fit *fit,
				      const struct cs_histories *histories,
				      size_t over, size_t under, double fall);

#endif
