/* btyd.c - the models of btyd.h by name, and what they share. */
#include "btyd/btyd.h"

#include <math.h>

#include "btyd/models.h"

const char *const cs_btyd_names[CS_BTYD_KINDS] = {
	[CS_PARETO_NBD] = "pareto-nbd",
	[CS_BG_NBD] = "bg-nbd",
	[CS_MBG_NBD] = "mbg-nbd",
	[CS_NBD] = "nbd",
};

size_t cs_btyd_parameters(enum cs_btyd_kind kind)
{
	return kind == CS_NBD ? 2 : 4;
}

void cs_btyd_slopes(const double *parameters, const void *of,
		    struct cs_slopes *slopes)
{
	const struct cs_btyd_sample *sample = of;
	struct cs_btyd model = { sample->kind, sample->k, parameters[0],
				 parameters[1] };

	if (sample->kind != CS_NBD) {
		model.a = parameters[2];
		model.b = parameters[3];
	}
	if (sample->kind == CS_PARETO_NBD)
		cs_pareto_slopes(&model, sample->histories, slopes);
	else
		cs_bg_slopes(&model, sample->histories, slopes);
}

double cs_btyd_alive(const struct cs_btyd *model, const struct cs_history *at)
{
	return model->kind == CS_PARETO_NBD ? cs_pareto_alive(model, at)
					    : cs_bg_alive(model, at);
}

double cs_btyd_alive_after(const struct cs_btyd *model,
			   const struct cs_history *at, double t,
			   struct cs_tails *room)
{
	return model->kind == CS_PARETO_NBD
		   ? cs_pareto_alive_after(model, at, t)
		   : cs_bg_alive_after(model, at, t, room);
}

void cs_btyd_tails(const struct cs_btyd *model, const struct cs_history *at,
		   double t, size_t least, struct cs_tails *tails)
{
	if (model->kind == CS_PARETO_NBD)
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
	return model->kind == CS_PARETO_NBD
		   ? cs_pareto_discounted(model, at, t, delta)
		   : cs_bg_discounted(model, at, t, delta, room);
}
