/*
 * rankscore.h - the log-rank test of subjects that come in clusters, as the
 * orders of one customer.
 *
 * The score Z_g of group g, observed less expected events (cs_rank_test()), is
 * a sum over subjects i, of group c_i, seen until t_i, with e_i 1 if that was
 * an event:
 *
 *	phi_ig = e_i ([c_i = g] - p_g(t_i))
 *		 - sum over t_j <= t_i of h_j ([c_i = g] - p_g(t_j))
 *
 * with p_g the share of group g of those at risk, h_j the events of those at
 * risk. Let u be the sum of a cluster's subjects: then the sum over clusters of
 * u u' estimates the covariance of Z, whatever goes on within them, and
 * chi-square is Z' V^-1 Z (Lee, Wei and Amato 1992; R's robust score test of
 * coxph() with cluster()). It holds for many clusters; its size with few stands
 * in cs-models(7), and is measured by tests/long/rankscore.c.
 */
#ifndef CS_STAT_RANKSCORE_H
#define CS_STAT_RANKSCORE_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/curve.h"

struct cs_rank_terms;

/* Of k groups without late entry; to be freed. NULL: there are no two. */
struct cs_rank_terms *cs_rank_terms_new(const struct cs_spans *groups,
					size_t k);
void cs_rank_terms_free(struct cs_rank_terms *terms); /* takes NULL */

/* phi[g] ([k]) += those of one subject, whose time is one of the groups'. */
void cs_rank_terms_add(const struct cs_rank_terms *terms, size_t group,
		       double time, bool event, double *phi);

enum { CS_CLUSTERED_GROUPS = 8 };

/*
 * The test by z ([k], as cs_rank_scores()) and v ([k * k], symmetric, the sum
 * of u u'), of up to CS_CLUSTERED_GROUPS groups. A group that nothing is left
 * of beside the others adds no degree of freedom.
 */
struct cs_rank_test cs_rank_clustered(const double *z, const double *v,
				      size_t k);

#endif
