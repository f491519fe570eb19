/*
 * spread.c - intervals and tests where customers come in clusters: the figures
 * of all subjects, with and without each slice. See study.h.
 *
 * Subjects have, in this order: by payment the lapse rate, what is left, and
 * the lapse rate of this and all later payments together; the curve; the
 * restricted mean; log alpha, log beta and their sum; revenue by period of
 * tenure, and its logarithm; the drift; the incidence of each cause.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/clusters.h"
#include "app/tables.h"
#include "base/mem.h"
#include "lifetime/study.h"

/* --- figures ----------------------------------------------------------- */

static size_t count_figures(const struct study *study, const struct subjects *s)
{
	return 3 * s->ncounts + s->ntimes + 5 + 2 * s->tenure.nrows +
	       causes_figures(study, s);
}

/* All payments from `n` on as one. */
struct cs_life_row subjects_pooled(const struct subjects *s, size_t n,
				   struct cs_life_counts *counts)
{
	struct cs_life_sums sums = { 0 };
	struct cs_life_row row;

	*counts = (struct cs_life_counts){ 0 };
	for (size_t i = subjects_row(s, n); i < s->ncounts; i++) {
		int64_t alike = (int64_t)(subjects_number(s, i + 1) -
					  subjects_number(s, i));

		counts->at_risk += alike * s->counts[i].at_risk;
		counts->lapsed += alike * s->counts[i].lapsed;
		if (s->sums == NULL)
			continue;
		sums.at_risk += alike * s->sums[i].at_risk;
		sums.lapsed += alike * s->sums[i].lapsed;
		sums.at_risk_squares += alike * s->sums[i].at_risk_squares;
		sums.lapsed_squares += alike * s->sums[i].lapsed_squares;
	}
	cs_life_table(counts, s->sums != NULL ? &sums : NULL, 1, CS_LEVEL,
		      CS_CONF_LOG_LOG, &row);
	return row;
}

static double revenue_of(const struct cs_tenure_row *row)
{
	return row->customers > 0
		   ? cs_money_double(row->revenue) / (double)row->customers
		   : CS_NOTHING;
}

static double *figure(const struct study *study, const struct subjects *s,
		      double *out)
{
	struct subjects now = *s;
	struct cs_life_counts counts;

	subjects_estimate(study, &now);
	for (size_t i = 0; i < s->ncounts; i++) {
		*out++ = now.rows[i].hazard;
		*out++ = now.rows[i].survival;
		*out++ = subjects_pooled(&now, i + 1, &counts).hazard;
	}
	for (size_t i = 0; i < s->ntimes; i++)
		*out++ = now.curve[i].survival;
	*out++ = study_mean(study, &now).mean;
	*out++ = log(now.sbg.alpha);
	*out++ = log(now.sbg.beta);
	*out++ = log(now.sbg.alpha) + log(now.sbg.beta);
	for (size_t k = 0; k < s->tenure.nrows; k++) {
		double revenue = revenue_of(&s->tenure.rows[k]);

		*out++ = revenue;
		*out++ = revenue > 0 ? log(revenue) : CS_NOTHING;
	}
	*out++ = cs_drift(s->entries, s->nentries).score;
	out = causes_figure(study, s, out);
	free(now.rows);
	free(now.curve);
	return out;
}

/* --- without a slice --------------------------------------------------- */

static void shift_times(struct subjects *sum, const struct subjects *part,
			int sign)
{
	size_t at = 0;

	for (size_t i = 0; i < part->ntimes; i++) {
		while (sum->times[at] < part->times[i])
			at++;
		sum->events[at] += sign * part->events[i];
		sum->censored[at] += sign * part->censored[i];
		sum->entered[at] += sign * part->entered[i];
	}
	sum->start += sign * part->start;
}

static void shift_rows(struct subjects *sum, const struct subjects *part,
		       int sign)
{
	for (size_t i = 0; i < part->ncounts; i++) {
		sum->counts[i].reached += sign * part->counts[i].reached;
		sum->counts[i].at_risk += sign * part->counts[i].at_risk;
		sum->counts[i].lapsed += sign * part->counts[i].lapsed;
		if (sum->sums == NULL)
			continue;
		sum->sums[i].at_risk += sign * part->sums[i].at_risk;
		sum->sums[i].lapsed += sign * part->sums[i].lapsed;
		sum->sums[i].at_risk_squares +=
		    sign * part->sums[i].at_risk_squares;
		sum->sums[i].lapsed_squares +=
		    sign * part->sums[i].lapsed_squares;
		sum->sums[i].begun += sign * part->sums[i].begun;
	}
}

static void shift_entries(struct subjects *sum, const struct subjects *part,
			  int sign)
{
	for (size_t t = 0; t < part->nentries; t++) {
		struct cs_entries *to = &sum->entries[t];
		const struct cs_entries *from = &part->entries[t];

		to->events += sign * from->events;
		to->events_x += sign * from->events_x;
		to->left += sign * from->left;
		to->left_x += sign * from->left_x;
		to->left_xx += sign * from->left_xx;
	}
}

/* What left in `part` left in `sum` at the same time, for the same cause. */
static void shift_leavings(struct subjects *sum, const struct subjects *part,
			   int sign)
{
	size_t at = 0;

	for (size_t i = 0; i < part->nleavings; i++) {
		const struct leaving *own = &part->leavings[i];
		double time = part->times[own->at];
		size_t j;

		while (sum->times[sum->leavings[at].at] < time)
			at++;
		for (j = at; sum->leavings[j].cause != own->cause; j++)
			;
		sum->leavings[j].count += sign * own->count;
	}
}

static void shift(struct subjects *sum, const struct subjects *part, int sign)
{
	shift_times(sum, part, sign);
	shift_rows(sum, part, sign);
	shift_entries(sum, part, sign);
	shift_leavings(sum, part, sign);
	(sign < 0 ? cs_tally_take_out : cs_tally_bring_back)(
	    &cs_tenure_tally, &sum->tenure, &part->tenure);
}

static void shift_all(struct study *study, const struct study *slice, int sign)
{
	shift(&study->whole, &slice->whole, sign);
	for (size_t g = 0; g < study->ngroups; g++)
		shift(&study->groups[g], &slice->groups[g], sign);
}

/* --- tests ------------------------------------------------------------- */

/* Deviations of the groups from one curve, by customer. */
static void score(const struct study *study, enum cs_rank_weight weight,
		  double *out)
{
	struct cs_spans *spans = study_spans(study);
	int64_t customers = 0;

	for (size_t g = 0; g < study->ngroups; g++)
		for (size_t i = 0; i < spans[g].n; i++)
			customers += spans[g].events[i] + spans[g].censored[i];
	cs_rank_scores(spans, study->ngroups, weight, out);
	for (size_t g = 0; g < study->ngroups; g++)
		out[g] /= (double)customers;
	free(spans);
}

/* Are there groups to be tested, and a table that asks? */
static bool is_tested(const struct study *study, enum lifetime_table table)
{
	return study->ngroups > 1 && study->ngroups <= CS_RANK_GROUPS &&
	       cs_table_needed(study->job, table);
}

/* --- the slices -------------------------------------------------------- */

/* Figures become those of a jackknife; scores are tested together. */
struct slicing {
	struct study *study;
	size_t ntests;	  /* of each weight, then of each cause */
	double **whole;	  /* [ntests][ngroups] */
	double **without; /* [ntests][slices][ngroups] */
};

static void score_all(const struct study *study, double *const *scores,
		      size_t at)
{
	for (int w = 0; w < CS_NRANK_WEIGHTS && is_tested(study, COMPARE); w++)
		score(study, (enum cs_rank_weight)w, scores[w] + at);
	for (size_t c = 0; c < gray_tests(study) && is_tested(study, GRAY); c++)
		gray_scores(study, c, scores[CS_NRANK_WEIGHTS + c] + at);
}

static void figure_parts(const struct study *study, double *out)
{
	out = figure(study, &study->whole, out);
	for (size_t g = 0; g < study->ngroups; g++)
		out = figure(study, &study->groups[g], out);
}

static void all(void *of, double *out)
{
	const struct slicing *slicing = of;

	figure_parts(slicing->study, out);
	score_all(slicing->study, slicing->whole, 0);
}

static void without(void *of, size_t s, double *out)
{
	const struct slicing *slicing = of;
	struct study *study = slicing->study, slice = *study;
	struct cs_data *data = &study->job->data;

	data->slice = s + 1;
	study_slice(&slice);
	data->slice = 0;
	shift_all(study, &slice, -1);
	figure_parts(study, out);
	score_all(study, slicing->without, s * study->ngroups);
	shift_all(study, &slice, 1);
	study_release_subjects(&slice);
}

/* --- intervals --------------------------------------------------------- */

/* From the lower of the lower bounds to the higher of the higher; none where
 * `spread` is none. */
static struct cs_interval wider(struct cs_interval own,
				struct cs_interval spread)
{
	if (isnan(spread.low))
		return spread;
	return (struct cs_interval){ fmin(own.low, spread.low),
				     fmax(own.high, spread.high) };
}

static void widen_rows(const struct study *study, struct subjects *s,
		       const struct cs_jackknife *jackknife, size_t first)
{
	size_t clusters = study->job->data.clusters.slices;
	enum cs_conf_type type = study->options->conf_type;

	s->pooled = cs_calloc(s->ncounts, sizeof *s->pooled);
	for (size_t i = 0; i < s->ncounts; i++, first += 3) {
		struct cs_life_row *row = &s->rows[i], pooled;
		struct cs_life_counts counts;

		row->hazard_interval = wider(
		    row->hazard_interval,
		    cs_spread_wilson(row->hazard, (double)s->counts[i].at_risk,
				     cs_jackknife_spread(jackknife, first),
				     clusters, CS_LEVEL));
		row->survival_interval =
		    wider(row->survival_interval,
			  cs_spread_survival(
			      row->survival,
			      cs_jackknife_spread(jackknife, first + 1), type,
			      CS_LEVEL));
		pooled = subjects_pooled(s, i + 1, &counts);
		s->pooled[i] = wider(
		    pooled.hazard_interval,
		    cs_spread_wilson(pooled.hazard, (double)counts.at_risk,
				     cs_jackknife_spread(jackknife, first + 2),
				     clusters, CS_LEVEL));
	}
}

static void widen_curve(const struct study *study, struct subjects *s,
			const struct cs_jackknife *jackknife, size_t first)
{
	for (size_t i = 0; i < s->ntimes; i++) {
		struct cs_km *km = &s->curve[i];
		struct cs_spread spread =
		    cs_jackknife_spread(jackknife, first + i);
		struct cs_interval interval;

		if (isnan(km->survival))
			continue;
		km->se = spread.se =
		    isnan(spread.se) ? CS_NOTHING : fmax(spread.se, km->se);
		interval = cs_spread_survival(
		    km->survival, spread, study->options->conf_type, CS_LEVEL);
		km->low = interval.low;
		km->high = interval.high;
	}
}

/* Variances of log alpha, log beta and their sum are those of the model. */
static void widen_model(struct subjects *s,
			const struct cs_jackknife *jackknife, size_t first)
{
	struct cs_spread a = cs_jackknife_spread(jackknife, first);
	struct cs_spread b = cs_jackknife_spread(jackknife, first + 1);
	struct cs_spread sum = cs_jackknife_spread(jackknife, first + 2);

	s->model = a.df < b.df ? a : b;
	s->sbg.alpha_se = s->sbg.alpha * a.se;
	s->sbg.beta_se = s->sbg.beta * b.se;
	s->sbg.covariance = s->sbg.alpha * s->sbg.beta *
			    (sum.se * sum.se - a.se * a.se - b.se * b.se) / 2;
}

/*
 * By its logarithm, unless that is of nothing without some slice: a cluster
 * that brings much counts for more as what is missing than as what is there.
 */
static struct cs_spread revenue_spread(const struct cs_tenure_row *row,
				       const struct cs_jackknife *jackknife,
				       size_t first)
{
	struct cs_spread spread = cs_jackknife_spread(jackknife, first + 1);

	if (isnan(spread.se))
		spread = cs_jackknife_spread(jackknife, first);
	else
		spread.se *= revenue_of(row);
	if (spread.se > 0)
		spread.se = fmax(spread.se, cs_tenure_se(row));
	return spread;
}

static size_t widen(const struct study *study, struct subjects *s,
		    const struct cs_jackknife *jackknife, size_t first)
{
	widen_rows(study, s, jackknife, first);
	first += 3 * s->ncounts;
	widen_curve(study, s, jackknife, first);
	first += s->ntimes;
	s->mean = cs_jackknife_spread(jackknife, first++);
	widen_model(s, jackknife, first);
	first += 3;
	s->revenue = cs_calloc(s->tenure.nrows, sizeof *s->revenue);
	for (size_t k = 0; k < s->tenure.nrows; k++, first += 2)
		s->revenue[k] =
		    revenue_spread(&s->tenure.rows[k], jackknife, first);
	s->drift = cs_jackknife_spread(jackknife, first++);
	s->incidence =
	    cs_calloc(causes_figures(study, s), sizeof *s->incidence);
	for (size_t i = 0; i < causes_figures(study, s); i++)
		s->incidence[i] = cs_jackknife_spread(jackknife, first++);
	return first;
}

/* --- all of it --------------------------------------------------------- */

static size_t count_all(const struct study *study)
{
	size_t n = count_figures(study, &study->whole);

	for (size_t g = 0; g < study->ngroups; g++)
		n += count_figures(study, &study->groups[g]);
	return n;
}

static void begin_scores(struct slicing *slicing, size_t slices)
{
	size_t k = slicing->study->ngroups, n = slicing->ntests;

	slicing->whole = cs_calloc(n, sizeof *slicing->whole);
	slicing->without = cs_calloc(n, sizeof *slicing->without);
	for (size_t i = 0; i < n; i++) {
		slicing->whole[i] = cs_calloc(k, sizeof **slicing->whole);
		slicing->without[i] =
		    cs_calloc(slices * k, sizeof **slicing->without);
	}
}

/* The tests; releases the scores. */
static void test_scores(struct slicing *slicing, size_t slices)
{
	struct study *study = slicing->study;

	study->tests = cs_calloc(slicing->ntests, sizeof *study->tests);
	for (size_t i = 0; i < slicing->ntests; i++) {
		study->tests[i] =
		    cs_spread_test(slicing->whole[i], slicing->without[i],
				   study->ngroups, slices);
		free(slicing->whole[i]);
		free(slicing->without[i]);
	}
	free(slicing->whole);
	free(slicing->without);
}

void spread_run(struct study *study)
{
	size_t slices = study->job->data.clusters.slices, at;
	struct slicing slicing = { study, CS_NRANK_WEIGHTS + gray_tests(study),
				   NULL, NULL };
	struct cs_jackknife jackknife;

	begin_scores(&slicing, slices);
	cs_jackknife_run(&jackknife, count_all(study), slices, all, without,
			 &slicing);
	at = widen(study, &study->whole, &jackknife, 0);
	for (size_t g = 0; g < study->ngroups; g++)
		at = widen(study, &study->groups[g], &jackknife, at);
	test_scores(&slicing, slices);
	cs_jackknife_release(&jackknife);
}
