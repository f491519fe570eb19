/* btyd.c - the models of btyd.h by name, and what they share. */
#include "btyd/btyd.h"

#include <math.h>

#include "btyd/models.h"

const char *const cs_btyd_names[CS_BTYD_MODELS] = {
	[CS_PARETO_NBD] = "pareto-nbd", [CS_BG_NBD] = "bg-nbd",
	[CS_MBG_NBD] = "mbg-nbd",	[CS_NBD] = "nbd",
	[CS_BG_BB] = "bg-bb",		[CS_BETA_BINOMIAL] = "beta-binomial",
};

enum cs_btyd_kind cs_btyd_staying(enum cs_btyd_kind kind)
{
	return cs_btyd_counts(kind) ? CS_BETA_BINOMIAL : CS_NBD;
}

size_t cs_btyd_parameters(enum cs_btyd_kind kind)
{
	return kind == cs_btyd_staying(kind) ? 2 : 4;
}

void cs_btyd_slopes(const double *parameters, const void *of,
		    struct cs_slopes *slopes)
{
	const struct cs_btyd_sample *sample = of;
	struct cs_btyd model = { sample->kind, sample->k, parameters[0],
				 parameters[1] };

	if (cs_btyd_parameters(sample->kind) == 4) {
		model.a = parameters[2];
		model.b = parameters[3];
	}
	if (cs_btyd_counts(model.kind))
		cs_bgbb_slopes(&model, sample->histories, slopes);
	else if (model.kind == CS_PARETO_NBD)
		cs_pareto_slopes(&model, sample->histories, slopes);
	else
		cs_bg_slopes(&model, sample->histories, slopes);
}

double cs_btyd_alive(const struct cs_btyd *model, const struct cs_history *at)
{
	if (cs_btyd_counts(model->kind))
		return cs_bgbb_alive(model, at);
	return model->kind == CS_PARETO_NBD ? cs_pareto_alive(model, at)
					    : cs_bg_alive(model, at);
}

double cs_btyd_alive_after(const struct cs_btyd *model,
			   const struct cs_history *at, double t,
			   const struct cs_tails *tails)
{
	if (cs_btyd_counts(model->kind))
		return cs_bgbb_alive_after(model, at, t);
	return model->kind == CS_PARETO_NBD
		   ? cs_pareto_alive_after(model, at, t)
		   : cs_bg_alive_after(model, at, tails);
}

void cs_btyd_tails(const struct cs_btyd *model, const struct cs_history *at,
		   double t, size_t least, struct cs_tails *tails)
{
	if (cs_btyd_counts(model->kind))
		cs_bgbb_tails(model, at, t, least, tails);
	else if (model->kind == CS_PARETO_NBD)
		cs_pareto_tails(model, at, t, least, tails);
	else
		cs_bg_tails(model, at, t, least, tails);
}

/* E[Y] is the sum of P(Y >= i), E[Y^2] that of (2i - 1) P(Y >= i). */
struct cs_btyd_moments cs_btyd_moments(const struct cs_btyd *model,
				       const struct cs_history *at, double t,
				       struct cs_tails *room)
{
	struct cs_btyd_moments moments = { 0, 0 };

	if (cs_btyd_counts(model->kind))
		return cs_bgbb_moments(model, at, t);
	if (model->kind == CS_PARETO_NBD)
		return cs_pareto_moments(model, at, t);
	cs_bg_tails(model, at, t, 0, room);
	if (room->n == 0)
		return (struct cs_btyd_moments){ NAN, NAN };
	for (size_t i = room->n - 1; i > 0; i--) {
		moments.mean += room->at[i];
		moments.square += (2 * (double)i - 1) * room->at[i];
	}
	return moments;
}

double cs_btyd_discounted(const struct cs_btyd *model,
			  const struct cs_history *at, double t, double delta,
			  struct cs_tails *room)
{
	if (cs_btyd_counts(model->kind))
		return cs_bgbb_discounted(model, at, t, delta);
	return model->kind == CS_PARETO_NBD
		   ? cs_pareto_discounted(model, at, t, delta)
		   : cs_bg_discounted(model, at, t, delta, room);
}
