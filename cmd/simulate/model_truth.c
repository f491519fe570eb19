/*
 * model_truth.c - what follows from the parameters, whatever the seed.
 *
 * Means over groups are weighted by who is there: by the shares, and after
 * payments by the shares of those still paying.
 */
#include <math.h>

#include "simulate/simulate.h"

static double mean_value(const struct settings *s)
{
	double sum = 0;

	for (size_t i = 0; i < s->groups.count; i++) {
		const double *par = s->groups.list[i].par;

		sum += s->groups.list[i].share * par[PAR_P] * par[PAR_GAMMA] /
		       (par[PAR_Q] - 1);
	}
	return sum;
}

/*
 * Pareto/NBD (Schmittlein, Morrison and Colombo 1987): E[X(t)] =
 * r beta / (alpha (s - 1)) (1 - (beta / (beta + t))^(s - 1)), at s = 1 its
 * limit r beta / alpha log((beta + t) / beta). A factor f on all rates of
 * leaving is beta / f.
 */
static double expected_repeats(const double *par, double weeks)
{
	double beta, more = par[PAR_S] - 1, ratio;

	if (par[PAR_LAPSE_FACTOR] <= 0)
		return par[PAR_R] / par[PAR_ALPHA] * weeks;
	beta = par[PAR_BETA] / par[PAR_LAPSE_FACTOR];
	ratio = natural_log(beta / (beta + weeks));
	if (fabs(more) < 1e-6)
		return -par[PAR_R] * beta / par[PAR_ALPHA] * ratio;
	return par[PAR_R] * beta / (par[PAR_ALPHA] * more) *
	       (1 - exponential(more * ratio));
}

/* The chance that a group's customer makes no payment after number n. */
static double group_hazard(const struct settings *s, const struct group *group,
			   uint32_t n)
{
	const double *par = group->par;

	if (s->model == CONTRACT)
		return contract_hazard(s, group, n);
	return par[PAR_ALPHA] / (par[PAR_ALPHA] + par[PAR_BETA] + n - 1);
}

/* How many payments fit into the days, the first included. */
static uint32_t payments_possible(const struct settings *s)
{
	uint32_t n = 1;

	while (n < PAYMENTS_COUNTED && payment_due(s, s->start, n) <= s->end)
		n++;
	return n;
}

/* Of all groups, of which `alive` are still paying; these then are fewer. */
static double common_hazard(const struct settings *s, uint32_t n, double *alive)
{
	double before = 0, lapsed = 0;

	if (s->groups.count == 1) {
		double hazard = group_hazard(s, &s->groups.list[0], n);

		alive[0] *= 1 - hazard;
		return hazard;
	}
	for (size_t i = 0; i < s->groups.count; i++) {
		double part = alive[i] * group_hazard(s, &s->groups.list[i], n);

		before += alive[i];
		lapsed += part;
		alive[i] -= part;
	}
	return before > 0 ? lapsed / before : 0;
}

static void add_hazards(const struct settings *s, struct cs_buf *out)
{
	double alive[MAX_GROUPS], survival = 1;
	uint32_t most = payments_possible(s);

	for (size_t i = 0; i < s->groups.count; i++)
		alive[i] = s->groups.list[i].share;
	for (uint32_t n = 1; n <= most && survival > 0; n++) {
		double hazard = common_hazard(s, n, alive);

		survival *= 1 - hazard;
		cs_buf_addf(out, "hazard_%u", n);
		truth_real(out, "", hazard);
		cs_buf_addf(out, "survival_%u", n);
		truth_real(out, "", survival);
	}
}

void model_truth(const struct settings *s, struct cs_buf *out)
{
	double sum = 0;

	truth_real(out, "expected_value", mean_value(s));
	/* who leaves for other reasons too is not what the model says */
	if (s->experience.on)
		return;
	if (contractual(s))
		add_hazards(s, out);
	if (s->model != PARETO_NBD)
		return;
	for (size_t i = 0; i < s->groups.count; i++)
		sum += s->groups.list[i].share *
		       expected_repeats(s->groups.list[i].par,
					(double)s->days / 7);
	truth_real(out, "expected_repeats", sum);
}
