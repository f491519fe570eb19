/*
 * stat_sbg.c - the shifted beta-geometric model against published fits, R,
 * closed forms and its own likelihood.
 *
 * "R" below: optim() on the likelihood of sbg.h, polished by Newton's method
 * with solve(), the information inverted by solve().
 */
#include "tap.h"

#include <stdlib.h>

#include "simulate/draw.h"
#include "stat/sbg.h"

#define SIZE(array) (sizeof(array) / sizeof *(array))

struct expected {
	double alpha, beta, alpha_se, beta_se, covariance, log_likelihood;
};

struct projected {
	size_t n;
	double survival, low, high;
};

static void fits(const struct cs_sbg *fit, const struct expected *want,
		 double tolerance, const char *name)
{
	is_int(fit->end, CS_SBG_CONVERGED, named("%s: converged", name));
	near(fit->alpha, want->alpha, tolerance, named("%s: alpha", name));
	near(fit->beta, want->beta, tolerance, named("%s: beta", name));
	near(fit->alpha_se, want->alpha_se, tolerance,
	     named("%s: its standard error", name));
	near(fit->beta_se, want->beta_se, tolerance,
	     named("%s: its standard error", name));
	near(fit->covariance, want->covariance, tolerance,
	     named("%s: covariance", name));
	near(fit->log_likelihood, want->log_likelihood, 1e-12,
	     named("%s: log-likelihood", name));
	ok(fit->gradient < 1e-9, "%s: gradient %g", name, fit->gradient);
}

static void projects(const struct cs_sbg *fit, const struct projected *want,
		     size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		size_t n = want[i].n;
		struct cs_interval interval =
		    cs_sbg_survival_interval(fit, n, .95);

		near(cs_sbg_survival(fit, n), want[i].survival, 1e-9,
		     named("%s: S(%zu)", name, n));
		near(interval.low, want[i].low, 1e-8,
		     named("%s: its low, %zu", name, n));
		near(interval.high, want[i].high, 1e-8,
		     named("%s: its high, %zu", name, n));
	}
}

/* Survivors 0 .. count of one cohort, as rows 1 .. count. */
static void fill_cohort(const int64_t *survivors, size_t count,
			struct cs_life_counts *counts)
{
	for (size_t i = 0; i < count; i++)
		counts[i] = (struct cs_life_counts){
			.reached = survivors[i],
			.at_risk = survivors[i],
			.lapsed = survivors[i] - survivors[i + 1],
		};
}

/*
 * Years 1 to 7 of two cohorts of a thousand contracts (Fader and Hardie 2007).
 * They print alpha .668 beta 3.806, LL -1611.2, and .704 1.182, -1680.3; more
 * digits, standard errors and the intervals are R's. The lifetimes are 2F1(1,
 * beta; alpha + beta; 1/1.1) at all digits of alpha and beta.
 */
static void test_published(void)
{
	static const int64_t high[] = {
		1000, 869, 743, 653, 593, 551, 517, 491
	};
	static const int64_t regular[] = { 1000, 631, 468, 382,
					   326,	 289, 262, 241 };
	static const struct expected high_fit = {
		6.6808835110643727e-01, 3.8060949640581967e+00,
		1.0373493114956078e-01, 7.8553169177567528e-01,
		7.7659155049577086e-02, -1.6111581473911565e+03
	};
	static const struct expected regular_fit = {
		7.0407729847351597e-01, 1.1820430262094752e+00,
		6.5598964234037133e-02, 1.5247563167590922e-01,
		8.8911925524291051e-03, -1.6802651884632871e+03
	};
	static const struct projected high_end[] = {
		{ 1, 0.85067926277360095, 0.83091626887388248,
		  0.86831821144537824 },
		{ 5, 0.56183428110096845, 0.53306535598820926,
		  0.58956097249011608 },
		{ 12, 0.37799907159740981, 0.33993590805198065,
		  0.41595893855494881 },
	};
	static const struct projected regular_end[] = {
		{ 1, 0.62670605408387536, 0.59712999955820634,
		  0.65477256134669992 },
		{ 5, 0.29234709920131008, 0.26644170633436620,
		  0.31868996278849365 },
		{ 12, 0.17003745281151098, 0.14496356047302356,
		  0.19683705497084042 },
	};
	struct cs_life_counts counts[7];
	struct cs_sbg fit;

	fill_cohort(high, 7, counts);
	fit = cs_sbg_fit(counts, 7);
	fits(&fit, &high_fit, 1e-9, "High End");
	projects(&fit, high_end, SIZE(high_end), "High End");
	near(cs_sbg_survival(&fit, 8), .460440, 1e-6, "High End, year 8");
	near(cs_sbg_expected_lifetime(&fit, .1), 5.922253, 1e-7,
	     "High End, lifetime");

	fill_cohort(regular, 7, counts);
	fit = cs_sbg_fit(counts, 7);
	fits(&fit, &regular_fit, 1e-9, "Regular");
	projects(&fit, regular_end, SIZE(regular_end), "Regular");
	near(cs_sbg_survival(&fit, 8), .220085, 1e-6, "Regular, year 8");
	near(cs_sbg_expected_lifetime(&fit, .1), 3.694908, 2e-7,
	     "Regular, lifetime");
}

/* Staggered entry, a row with nobody at risk, rows far apart: R. */
static void test_incomplete(void)
{
	static const struct cs_life_counts staggered[] = {
		{ .at_risk = 5000, .lapsed = 900 },
		{ .at_risk = 3100, .lapsed = 400 },
		{ .at_risk = 1800, .lapsed = 190 },
		{ .at_risk = 0 },
		{ .at_risk = 900, .lapsed = 60 },
		{ .at_risk = 250, .lapsed = 20 },
		{ .at_risk = 0 },
	};
	static const struct expected staggered_fit = {
		4.8380546225647769e-01, 2.2106630829986713e+00,
		5.2602737332971813e-02, 2.8324760810463634e-01,
		1.4418296889905183e-02, -4.4469033262324247e+03
	};
	static const struct expected apart_fit = {
		0.205134992290171791, 1.854537623285036352,
		0.055905250596728122, 0.621948237291223283,
		0.033480932249894117, -710.023657234002712357
	};
	static const struct projected apart_end[] = {
		{ 5, 0.73934720723217917, 0.70208249577273918,
		  0.77272454273574331 },
	};
	struct cs_life_counts apart[31] = {
		{ .at_risk = 1000, .lapsed = 100 },
		{ .at_risk = 900, .lapsed = 60 },
		{ .at_risk = 800, .lapsed = 40 },
		[30] = { .at_risk = 100, .lapsed = 1 },
	};
	struct cs_sbg fit = cs_sbg_fit(staggered, SIZE(staggered));
	struct cs_sbg shorter = cs_sbg_fit(staggered, SIZE(staggered) - 1);

	fits(&fit, &staggered_fit, 1e-9, "staggered");
	ok(fit.alpha == shorter.alpha && fit.beta_se == shorter.beta_se,
	   "a row with nobody at risk says nothing");
	fit = cs_sbg_fit(apart, SIZE(apart));
	fits(&fit, &apart_fit, 1e-9, "far apart");
	projects(&fit, apart_end, SIZE(apart_end), "far apart");
}

/*
 * Two rows are fitted exactly: with s = h2 / (h1 - h2), alpha = h1 s and beta =
 * (1 - h1) s. The shares h1 and h2 are binomial and independent: the delta
 * method gives the errors.
 */
static void two_rows(int64_t n1, int64_t d1, int64_t n2, int64_t d2,
		     const char *name)
{
	struct cs_life_counts counts[2] = { { .at_risk = n1, .lapsed = d1 },
					    { .at_risk = n2, .lapsed = d2 } };
	double h1 = (double)d1 / (double)n1, h2 = (double)d2 / (double)n2;
	double s = h2 / (h1 - h2), s1 = -s / (h1 - h2);
	double s2 = h1 / ((h1 - h2) * (h1 - h2));
	double v1 = h1 * (1 - h1) / (double)n1, v2 = h2 * (1 - h2) / (double)n2;
	double a1 = s + h1 * s1, a2 = h1 * s2;
	double b1 = -s + (1 - h1) * s1, b2 = (1 - h1) * s2;
	struct cs_sbg fit = cs_sbg_fit(counts, 2);

	is_int(fit.end, CS_SBG_CONVERGED, named("%s: converged", name));
	near(fit.alpha, h1 * s, 1e-9, named("%s: alpha", name));
	near(fit.beta, (1 - h1) * s, 1e-9, named("%s: beta", name));
	near(fit.alpha_se, sqrt(a1 * a1 * v1 + a2 * a2 * v2), 1e-7,
	     named("%s: alpha_se", name));
	near(fit.beta_se, sqrt(b1 * b1 * v1 + b2 * b2 * v2), 1e-7,
	     named("%s: beta_se", name));
	near(fit.covariance, a1 * b1 * v1 + a2 * b2 * v2, 1e-7,
	     named("%s: covariance", name));
	near(cs_sbg_survival(&fit, 2), (1 - h1) * (1 - h2), 1e-9,
	     named("%s: S(2)", name));
	/* and that is what is known of S(1): log-log by hand */
	near(cs_sbg_survival_interval(&fit, 1, .95).low,
	     pow(1 - h1,
		 exp(-1.9599639845400542 * sqrt(v1) / (1 - h1) / log(1 - h1))),
	     1e-7, named("%s: low of S(1)", name));
}

static void test_two_rows(void)
{
	two_rows(1000, 300, 600, 100, "two rows");
	two_rows(1000000000, 300000000, 700000000, 209999000,
		 "a hazard that hardly falls");
	two_rows(1000000000, 999999000, 1000, 999, "nearly all at once");
	two_rows(1000000000, 3, 500000000, 1, "three in a thousand million");
	two_rows(5, 2, 3, 1, "a handful");
	two_rows(1000, 999, 1000, 1, "nearly no risk later");
}

static struct cs_sbg model(double alpha, double beta)
{
	return (struct cs_sbg){ .end = CS_SBG_CONVERGED,
				.alpha = alpha,
				.beta = beta,
				.alpha_se = alpha / 10,
				.beta_se = beta / 10 };
}

static void ends_in(const struct cs_life_counts *counts, size_t rows,
		    enum cs_sbg_end end, const char *name)
{
	struct cs_sbg fit = cs_sbg_fit(counts, rows);
	struct cs_interval interval = cs_sbg_survival_interval(&fit, 3, .95);

	is_int(fit.end, end, name);
	ok(isnan(fit.alpha) && isnan(fit.beta) && isnan(fit.alpha_se) &&
	       isnan(fit.beta_se) && isnan(fit.covariance) &&
	       isnan(fit.log_likelihood) && isnan(fit.gradient) &&
	       isnan(cs_sbg_survival(&fit, 0)) && isnan(interval.low) &&
	       isnan(interval.high) &&
	       isnan(cs_sbg_expected_lifetime(&fit, .1)),
	   "%s: and nothing else", name);
}

#define ENDS_IN(end, name, ...)                                                \
	ends_in((const struct cs_life_counts[]){ __VA_ARGS__ },                \
		SIZE(((const struct cs_life_counts[]){ __VA_ARGS__ })), (end), \
		(name))

static void test_boundaries(void)
{
	ends_in(NULL, 0, CS_SBG_NO_LAPSES, "no rows");
	ENDS_IN(CS_SBG_NO_LAPSES, "nobody at risk", { 5, 0, 0, 0 });
	ENDS_IN(CS_SBG_NO_LAPSES, "nobody lapsed", { 9, 9, 0, 0 },
		{ 9, 9, 0, 0 });
	ENDS_IN(CS_SBG_NO_LAPSES, "all at once", { 9, 9, 9, 0 });
	ENDS_IN(CS_SBG_ONE_ROW, "one row", { 9, 9, 2, 0 });
	ENDS_IN(CS_SBG_ONE_ROW, "one row with somebody at risk", { 9, 9, 2, 0 },
		{ 7, 0, 0, 0 });
	ENDS_IN(CS_SBG_NO_RISK, "all lapses follow the first payment",
		{ 1000, 1000, 400, 0 }, { 600, 600, 0, 0 }, { 600, 600, 0, 0 });
	ENDS_IN(CS_SBG_NO_SPREAD, "survivors are halved", { 800, 800, 400, 0 },
		{ 400, 400, 200, 0 }, { 200, 200, 100, 0 },
		{ 100, 100, 50, 0 });
	ENDS_IN(CS_SBG_NO_SPREAD, "a third, which is no double",
		{ 900, 900, 300, 0 }, { 600, 600, 200, 0 },
		{ 400, 300, 100, 0 });
	ENDS_IN(CS_SBG_NO_SPREAD, "the hazard rises", { 1000, 1000, 100, 0 },
		{ 900, 900, 200, 0 }, { 700, 700, 300, 0 });
	ENDS_IN(CS_SBG_NO_SPREAD, "all are gone in the end",
		{ 1000, 1000, 1, 0 }, { 999, 999, 999, 0 });
	ENDS_IN(CS_SBG_NO_SPREAD, "none after the first payment",
		{ 700, 700, 0, 0 }, { 700, 700, 40, 0 }, { 600, 500, 20, 0 });
	ENDS_IN(CS_SBG_NO_SPREAD, "one hazard, large counts",
		{ 1000000000, 1000000000, 1, 0 },
		{ 1000000000, 1000000000, 1, 0 });
	ENDS_IN(CS_SBG_STOPPED, "steeper than the model from the second row",
		{ 0, 0, 0, 0 }, { 1000, 1000, 900, 0 }, { 100, 100, 1, 0 });
	ENDS_IN(CS_SBG_STOPPED, "more lapsed than were at risk", { 9, 9, 2, 0 },
		{ 7, 7, 8, 0 });
	ENDS_IN(CS_SBG_STOPPED, "a negative count", { 9, 9, -1, 0 },
		{ 7, 7, 2, 0 });
}

/* The same hazard in many rows, in all sizes: rounding makes no spread. */
static void test_no_spread(void)
{
	static struct cs_life_counts counts[3000];
	int wrong = 0;

	for (int64_t of = 2; of < 40; of++)
		for (size_t rows = 2; rows <= SIZE(counts); rows *= 3) {
			for (size_t i = 0; i < rows; i++) {
				int64_t lapsed = (int64_t)(i * i);

				counts[i].at_risk = of * lapsed;
				counts[i].lapsed = lapsed;
			}
			/* the first two rows are 0 and 1 */
			wrong +=
			    cs_sbg_fit(counts, rows).end !=
			    (rows == 2 ? CS_SBG_ONE_ROW : CS_SBG_NO_SPREAD);
		}
	is_int(wrong, 0, "one hazard everywhere");
}

static double likelihood(const struct cs_life_counts *counts, size_t rows,
			 double alpha, double beta)
{
	double sum = 0;

	for (size_t i = 0; i < rows; i++) {
		double stayed = (double)(counts[i].at_risk - counts[i].lapsed);
		double k = (double)i;

		if (counts[i].at_risk == 0)
			continue;
		sum +=
		    (double)counts[i].lapsed * log(alpha / (alpha + beta + k)) +
		    stayed * log((beta + k) / (alpha + beta + k));
	}
	return sum;
}

/* The highest likelihood anywhere on a grid. */
static double grid_top(const struct cs_life_counts *counts, size_t rows)
{
	double top = -INFINITY;

	for (int i = -24; i <= 60; i++)
		for (int j = -24; j <= 60; j++)
			top = fmax(top, likelihood(counts, rows, exp(i / 4.),
						   exp(j / 4.)));
	return top;
}

static double geometric(const struct cs_life_counts *counts, size_t rows)
{
	double at_risk = 0, lapsed = 0;

	for (size_t i = 0; i < rows; i++) {
		at_risk += (double)counts[i].at_risk;
		lapsed += (double)counts[i].lapsed;
	}
	return lapsed * log(lapsed / at_risk) +
	       (at_risk - lapsed) * log1p(-lapsed / at_risk);
}

/* Random tables, most of them no sBG: no point of the grid is higher. */
static void test_random(void)
{
	struct draws state = { 1 };
	int converged = 0, flat = 0, beaten = 0, other = 0;

	for (int round = 0; round < 300; round++) {
		struct cs_life_counts counts[8] = { { 0 } };
		size_t rows = 2 + draw_below(&state, 7);
		uint32_t most = 10u << draw_below(&state, 12);
		struct cs_sbg fit;
		double top;

		for (size_t i = 0; i < rows; i++) {
			counts[i].at_risk = 1 + draw_below(&state, most);
			counts[i].lapsed =
			    draw_below(&state, (uint32_t)counts[i].at_risk);
		}
		fit = cs_sbg_fit(counts, rows);
		if (fit.end == CS_SBG_CONVERGED)
			top = fit.log_likelihood;
		else if (fit.end == CS_SBG_NO_SPREAD)
			top = geometric(counts, rows);
		else {
			other++;
			continue;
		}
		converged += fit.end == CS_SBG_CONVERGED;
		flat += fit.end == CS_SBG_NO_SPREAD;
		beaten += grid_top(counts, rows) > top + 1e-11 * fabs(top);
	}
	is_int(beaten, 0, "no point of a grid beats the fit to random tables");
	ok(converged > 50 && flat > 50 && other < 60,
	   "of which %d converged, %d are flat, %d neither", converged, flat,
	   other);
}

#define FAR 2000

/*
 * The hazard falls, and much later it is high again: one hazard for all is a
 * maximum of the likelihood, and there is another. Either may be the higher.
 */
static void test_two_maxima(void)
{
	static struct cs_life_counts counts[FAR];
	struct cs_sbg fit;

	for (size_t i = 0; i < 10; i++) {
		counts[i].at_risk = 10000;
		counts[i].lapsed = (int64_t)(5000 / (i + 1));
	}
	counts[FAR - 1].at_risk = 100;
	counts[FAR - 1].lapsed = 50;
	fit = cs_sbg_fit(counts, FAR);
	is_int(fit.end, CS_SBG_CONVERGED, "few lapse late");
	ok(fit.log_likelihood > geometric(counts, FAR) &&
	       fit.log_likelihood > grid_top(counts, FAR),
	   "and the fit beats one hazard and the grid");
	near(fit.log_likelihood, likelihood(counts, FAR, fit.alpha, fit.beta),
	     1e-12, "the likelihood is that of the header");

	counts[FAR - 1].at_risk = 100000;
	counts[FAR - 1].lapsed = 25000;
	fit = cs_sbg_fit(counts, FAR);
	is_int(fit.end, CS_SBG_NO_SPREAD, "many do");
	ok(geometric(counts, FAR) > grid_top(counts, FAR),
	   "and one hazard beats the grid");
}

/* 1e14 counts of a known model, rounded to whole customers. */
static void test_large(void)
{
	size_t rows = 100000;
	struct cs_life_counts *counts = calloc(rows, sizeof *counts);
	struct cs_sbg fit, tenth;

	if (!ok(counts != NULL, "memory"))
		return;
	for (size_t i = 0; i < rows; i++) {
		counts[i].at_risk = 1000000000;
		counts[i].lapsed = llround(.7e9 / (.7 + 3.8 + (double)i));
	}
	fit = cs_sbg_fit(counts, rows);
	is_int(fit.end, CS_SBG_CONVERGED, "1e14 counts: converged");
	near(fit.alpha, .7, 1e-7, "1e14 counts: alpha");
	near(fit.beta, 3.8, 1e-7, "1e14 counts: beta");
	for (size_t i = 0; i < 10; i++) {
		counts[i].at_risk = 1000000;
		counts[i].lapsed = 100000 / (int64_t)(i + 1);
	}
	fit = cs_sbg_fit(counts, 10);
	for (size_t i = 0; i < 10; i++) {
		counts[i].at_risk *= 100;
		counts[i].lapsed *= 100;
	}
	tenth = cs_sbg_fit(counts, 10);
	near(tenth.beta, fit.beta, 1e-10, "a hundred times the counts");
	near(tenth.beta_se, fit.beta_se / 10, 1e-9, "a tenth of the error");
	free(counts);
}

/* With alpha = 2, beta = 3: S(n) = 12 / ((n + 3) (n + 4)). */
static void test_survival(void)
{
	static const size_t times[] = { 0,    1,    2,	  10,	   1023,
					1024, 1025, 5000, 1 << 20, SIZE_MAX };
	struct cs_sbg fit = model(2, 3), slow = model(1, 1e8);
	struct cs_interval interval = cs_sbg_survival_interval(&fit, 0, .95);

	for (size_t i = 0; i < SIZE(times); i++) {
		double n = (double)times[i];

		near(cs_sbg_survival(&fit, times[i]), 12 / ((n + 3) * (n + 4)),
		     2e-13, named("S(%zu)", times[i]));
		/* alpha = 1: S(n) = beta / (beta + n) */
		near(cs_sbg_survival(&slow, times[i]), 1e8 / (1e8 + n), 1e-13,
		     named("S(%zu), slow", times[i]));
	}
	ok(isnan(interval.low) && isnan(interval.high), "no interval of S(0)");
	ok(isnan(cs_sbg_survival_interval(&fit, 3, 1).low),
	   "no interval of a level that is none");
	fit = model(1e9, 1);
	interval = cs_sbg_survival_interval(&fit, 5000, .95);
	ok(cs_sbg_survival(&fit, 5000) == 0 && interval.low == 0 &&
	       interval.high == 0,
	   "survival too small for a double");
}

/* The delta method by differences of log(-log S), where both sums end. */
static void test_interval(void)
{
	static const size_t times[] = { 1, 7, 1024, 1030, 100000 };
	struct cs_sbg fit = model(.8, 2.5);

	fit.covariance = .5 * fit.alpha_se * fit.beta_se;
	for (size_t i = 0; i < SIZE(times); i++) {
		size_t n = times[i];
		double step = 1e-5, slope[2], variance, want, s;
		struct cs_sbg up = fit, down = fit;

		s = log(cs_sbg_survival(&fit, n));
		up.alpha += step, down.alpha -= step;
		slope[0] =
		    log(cs_sbg_survival(&up, n) / cs_sbg_survival(&down, n)) /
		    (2 * step);
		up = down = fit;
		up.beta += step, down.beta -= step;
		slope[1] =
		    log(cs_sbg_survival(&up, n) / cs_sbg_survival(&down, n)) /
		    (2 * step);
		variance = pow(slope[0] * fit.alpha_se, 2) +
			   pow(slope[1] * fit.beta_se, 2) +
			   2 * slope[0] * slope[1] * fit.covariance;
		want = exp(s * exp(1.6448536269514722 * sqrt(variance) / -s));
		near(cs_sbg_survival_interval(&fit, n, .9).low, want, 1e-7,
		     named("low of S(%zu)", n));
	}
}

/*
 * 2F1(1, beta; alpha + beta; 1 / (1 + r)) from Gauss's continued fraction in
 * decimals of 60 digits. GSL 2.7.1 calls the first 1.3015602 and the second
 * 5.4e15.
 */
static void test_lifetime(void)
{
	static const struct {
		double alpha, beta, discount, want;
	} known[] = {
		{ 5, 1.2, .001, 1.299481088550153113 },
		{ 1, 1.2, .005, 6.055484323165627238 },
		{ .668088, 3.806096, .1, 5.922255562361021190 },
		{ .3, 4.5, 1e-6, 31544.16045269425839 },
		{ 1, 1.2, 1e-7, 18.99590628268726552 },
		{ .668, 3.8, 1e-9, 6192.801108360785734 },
		{ 1, 1.2, 1e-9, 24.52210811323100961 },
		{ 1.2, 3, 1e-6, 14.57557985649001037 },
		{ 3, 2.5, .01, 2.199723088904877635 },
		{ 1000, 9000, .02, 8.505314845569324040 },
		{ 1e6, 3e7, .01, 23.90077683688383067 },
		{ 1e8, 2e8, .001, 2.994017966002411348 },
		{ .01, .02, .1, 7.511243649306076241 },
		{ .002, 1000, .01, 100.9815061256975383 },
		{ .5, 1e5, .001, 996.0682846152377527 },
		{ .5, 1e9, .001, 1000.999499500750998 },
		{ 12.5, .3, .25, 1.020376067535059675 },
		{ 30, 1e-6, .01, 1.000000034129281389 },
		{ 40, 15, .05, 1.359112955963869592 },
	};

	for (size_t i = 0; i < SIZE(known); i++) {
		struct cs_sbg fit = model(known[i].alpha, known[i].beta);

		near(cs_sbg_expected_lifetime(&fit, known[i].discount),
		     known[i].want, 1e-12,
		     named("alpha %g beta %g at %g", known[i].alpha,
			   known[i].beta, known[i].discount));
	}
}

/* Closed forms, with x = 1 / (1 + r) and y = 1 - x, for all r. */
static void test_closed_forms(void)
{
	static const double discounts[] = { 1e-300, 1e-20, 1e-9, 1e-6, 1e-3,
					    .01,    .1,	   1,	 10 };

	for (size_t i = 0; i < SIZE(discounts); i++) {
		double r = discounts[i], x = 1 / (1 + r), y = r / (1 + r);
		struct cs_sbg fit = model(.25, .75);

		/* 2F1(1, b; 1; x) = y^-b */
		near(cs_sbg_expected_lifetime(&fit, r), pow(y, -.75), 1e-12,
		     named("alpha 1/4, beta 3/4, at %g", r));
		fit = model(1, 1);
		near(cs_sbg_expected_lifetime(&fit, r), (log1p(r) - log(r)) / x,
		     1e-12, named("alpha 1, beta 1, at %g", r));
		fit = model(1, .5);
		near(cs_sbg_expected_lifetime(&fit, r),
		     log((1 + sqrt(x)) / sqrt(y)) / sqrt(x), 1e-12,
		     named("alpha 1, beta 1/2, at %g", r));
		fit = model(1.5, .5);
		near(cs_sbg_expected_lifetime(&fit, r), 2 / (1 + sqrt(y)),
		     1e-12, named("alpha 3/2, beta 1/2, at %g", r));
	}
}

static void test_lifetime_ends(void)
{
	struct cs_sbg fit = model(2.5, 3), sum = fit;
	double total = 0;

	near(cs_sbg_expected_lifetime(&fit, 0), 3, 1e-15, "no discount");
	near(cs_sbg_expected_lifetime(&fit, 1e-15), 3, 1e-12,
	     "as good as none");
	for (size_t n = 0; n < 400; n++)
		total += cs_sbg_survival(&sum, n) * pow(1.1, -(double)n);
	near(cs_sbg_expected_lifetime(&fit, .1), total, 1e-12,
	     "the sum of the header");
	near(cs_sbg_expected_lifetime(&fit, 1e300), 1, 1e-15,
	     "only the first payment counts");
	ok(isnan(cs_sbg_expected_lifetime(&fit, -.1)), "a negative discount");
	ok(isnan(cs_sbg_expected_lifetime(&fit, NAN)), "none at all");
	ok(isnan(cs_sbg_expected_lifetime(&fit, INFINITY)), "an infinite one");
	fit = model(1, 3);
	ok(isnan(cs_sbg_expected_lifetime(&fit, 0)), "no mean at alpha 1");
	fit = model(.5, 3);
	ok(isnan(cs_sbg_expected_lifetime(&fit, 0)), "nor below");
	ok(cs_sbg_expected_lifetime(&fit, 5e-324) > 1e100,
	   "but a discounted one");
}

int main(void)
{
	test_published();
	test_incomplete();
	test_two_rows();
	test_boundaries();
	test_no_spread();
	test_random();
	test_two_maxima();
	test_large();
	test_survival();
	test_interval();
	test_lifetime();
	test_closed_forms();
	test_lifetime_ends();
	return done_testing();
}
