/* models.h - of each family what btyd.h wants (lib/btyd only). */
#ifndef CS_BTYD_MODELS_H
#define CS_BTYD_MODELS_H

#include "btyd/btyd.h"

/* slopes.c: the sum over rows of what score() gives for each, its
 * log-likelihood and slopes in `n` log parameters. */
typedef double cs_row_score(const void *tables,
			    const struct cs_histories *histories, size_t row,
			    double *slope);
void cs_slopes_sum(const struct cs_histories *histories, size_t n,
		   cs_row_score *score, const void *tables,
		   struct cs_slopes *slopes);

/* pareto.c */
void cs_pareto_slopes(const struct cs_btyd *model,
		      const struct cs_histories *histories,
		      struct cs_slopes *slopes);
double cs_pareto_alive(const struct cs_btyd *model,
		       const struct cs_history *at);
double cs_pareto_alive_after(const struct cs_btyd *model,
			     const struct cs_history *at, double t);
struct cs_btyd_moments cs_pareto_moments(const struct cs_btyd *model,
					 const struct cs_history *at, double t);
void cs_pareto_tails(const struct cs_btyd *model, const struct cs_history *at,
		     double t, size_t least, struct cs_tails *tails);
double cs_pareto_discounted(const struct cs_btyd *model,
			    const struct cs_history *at, double t,
			    double delta);

/* bg.c: bg-nbd, mbg-nbd, nbd */
void cs_bg_slopes(const struct cs_btyd *model,
		  const struct cs_histories *histories,
		  struct cs_slopes *slopes);
double cs_bg_alive(const struct cs_btyd *model, const struct cs_history *at);
void cs_bg_tails(const struct cs_btyd *model, const struct cs_history *at,
		 double t, size_t least, struct cs_tails *tails);
/* When the tails are those of that time. */
double cs_bg_alive_after(const struct cs_btyd *model,
			 const struct cs_history *at,
			 const struct cs_tails *tails);
double cs_bg_discounted(const struct cs_btyd *model,
			const struct cs_history *at, double t, double delta,
			struct cs_tails *room);

/* bgbb.c: bg-bb, beta-binomial */
void cs_bgbb_slopes(const struct cs_btyd *model,
		    const struct cs_histories *histories,
		    struct cs_slopes *slopes);
double cs_bgbb_alive(const struct cs_btyd *model, const struct cs_history *at);
double cs_bgbb_alive_after(const struct cs_btyd *model,
			   const struct cs_history *at, double t);
struct cs_btyd_moments cs_bgbb_moments(const struct cs_btyd *model,
				       const struct cs_history *at, double t);
void cs_bgbb_tails(const struct cs_btyd *model, const struct cs_history *at,
		   double t, size_t least, struct cs_tails *tails);
double cs_bgbb_discounted(const struct cs_btyd *model,
			  const struct cs_history *at, double t, double delta);

#endif
