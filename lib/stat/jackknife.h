/*
 * jackknife.h - how far figures may be off whose subjects come in clusters.
 *
 * Clusters are dealt out to slices (struct cs_clusters of data/data.h). A
 * figure t, computed once of all subjects and once without each of the G
 * slices, has the variance
 *
 *	v = (G - 1) / G  sum over the slices of (t without it - t)^2
 *
 * (the grouped jackknife about the full estimate: Quenouille 1956; Kott 2001,
 * The delete-a-group jackknife, J. Official Statistics 17; with a slice for
 * each cluster it is CR3: MacKinnon, Nielsen and Webb 2023). It holds for any
 * smooth figure, whatever goes on within clusters. Its degrees of freedom are
 * those of a sum of squares as uneven as these,
 *
 *	f = 3 (sum d^2)^2 / sum d^4 - 2, at least 4, at most m - 1
 *
 * with m slices that move the figure (d other than 0): Satterthwaite's, with
 * the fourth moments of the deviations themselves. (Of one or two events, f is
 * one or two; then it is not the clusters that are uneven.) Quantiles are
 * Student's.
 *
 *	struct cs_jackknife jackknife;
 *
 *	cs_jackknife_run(&jackknife, n, slices, all, without, study);
 *	spread = cs_jackknife_spread(&jackknife, i);
 *	cs_jackknife_release(&jackknife);
 */
#ifndef CS_STAT_JACKKNIFE_H
#define CS_STAT_JACKKNIFE_H

#include <stddef.h>
#include <stdint.h>

#include "stat/proportion.h"
#include "stat/survival.h"

struct cs_deviations {
	double squares, fourths;
	uint32_t moved; /* slices that move the figure */
};

struct cs_jackknife {
	size_t n; /* figures */
	size_t slices;
	double *whole; /* [n] */
	struct cs_deviations *of;
};

/*
 * Fills out[n] with the figures of all subjects, or of those who are left
 * without slice number `slice`.
 */
typedef void cs_figure_all(void *study, double *out);
typedef void cs_figure_without(void *study, size_t slice, double *out);

/*
 * Has `n` figures made, once of all and once without each slice. NaN: there is
 * none; a figure that is NaN without a slice has no spread.
 */
void cs_jackknife_run(struct cs_jackknife *jackknife, size_t n, size_t slices,
		      cs_figure_all *all, cs_figure_without *without,
		      void *study);
/* Takes one that is all zeros, too. */
void cs_jackknife_release(struct cs_jackknife *jackknife);

struct cs_spread {
	double se; /* 0: no slice moves it; NaN: not known */
	double df; /* of Student's t; 0: fewer than two slices move it */
};

struct cs_spread cs_jackknife_spread(const struct cs_jackknife *jackknife,
				     size_t i);

/* The two-sided quantile of Student's t; NaN for df 0. */
double cs_t(double level, double df);

/* estimate -+ t se; NaN where se is 0. */
struct cs_interval cs_spread_interval(double estimate, struct cs_spread spread,
				      double level);

/* The same of a mean that is above 0, on the log scale: m exp(-+ t se / m),
 * which few clusters of uneven means ask for; of another as above. The spread
 * is better that of log m, times m. */
struct cs_interval cs_spread_mean(double mean, struct cs_spread spread,
				  double level);

/*
 * Wilson's interval of a share p by its effective number of subjects,
 * p (1 - p) / se^2, and the quantile of t (Korn and Graubard 1998), never
 * narrower than that of `trials` subjects on their own. Where se is 0, as with
 * no success at all, each of `clusters` slices counts as one subject, or each
 * subject if these are fewer.
 */
struct cs_interval cs_spread_wilson(double share, double trials,
				    struct cs_spread spread, size_t clusters,
				    double level);

/* The interval of S on the scale of `type`; NaN where se is 0. */
struct cs_interval cs_spread_survival(double survival, struct cs_spread spread,
				      enum cs_conf_type type, double level);

/* Two-sided, that a figure is 0; NaN where se is 0 or not known. */
double cs_spread_p(double figure, struct cs_spread spread);

/*
 * Are k figures, which add up to 0, all 0? `without` holds [slices][k] of them.
 * Hotelling's T^2 of the jackknife's covariance, as F: with q figures that are
 * not determined by the others, F = (G - q) / (q (G - 1)) T^2 of q and G - q
 * degrees of freedom.
 */
struct cs_joint_test {
	double f;     /* NaN: cannot be told */
	int df1, df2; /* 0 there */
	double p_value;
};

struct cs_joint_test cs_spread_test(const double *whole, const double *without,
				    size_t k, size_t slices);

#endif
