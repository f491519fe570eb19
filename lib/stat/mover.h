/*
 * mover.h - the interval of a difference, from those of both figures.
 */
#ifndef CS_STAT_MOVER_H
#define CS_STAT_MOVER_H

#include "stat/proportion.h"

/*
 * The interval of a - b from those of a and of b, and the correlation r of
 * their errors (Zou 2007; Zou and Donner 2008):
 *
 *	d - sqrt(u^2 + v^2 - 2 r u v), u = a - low of a, v = high of b - b,
 *
 * and likewise upwards. Newcombe's method 10 is that of Wilson's intervals and
 * r = 0. NaN where an end is.
 */
struct cs_interval cs_mover(double a, struct cs_interval of_a, double b,
			    struct cs_interval of_b, double correlation);

#endif
