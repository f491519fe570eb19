/*
 * stat_curve.c - curves over any times against R's package survival (3.5-3):
 * survfit(Surv(time, status) ~ 1, conf.type = TYPE), quantile() of it, and
 * print(..., rmean = LIMIT). For the tests that compare curves see
 * stat_ranktest.c.
 */
#include "tap.h"

#include "stat/curve.h"
#include "stat_data.h"
#include "stat_spans.h"

#include "stat/curve.h"
#include "stat_data.h"

/* What R prints, at a time of the curve. */
struct expected {
	double time;
	int64_t at_risk, events_by;
	double survival, se, low, high;
};

static const struct cs_km *at(const struct cs_spans *s,
			      const struct cs_km *curve, double time)
{
	size_t i = 0;

	while (i + 1 < s->n && s->times[i] < time)
		i++;
	return &curve[i];
}

static void matches(const struct sample *sample, enum cs_conf_type type,
		    const struct expected *want, size_t count, const char *name)
{
	static struct cs_km curve[MANY];
	struct cs_spans s = spans(sample);

	cs_curve(&s, .95, type, curve);
	for (size_t i = 0; i < count; i++) {
		const struct cs_km *got = at(&s, curve, want[i].time);
		double t = want[i].time;

		is_int(got->at_risk, want[i].at_risk,
		       named("%s at %g: at risk", name, t));
		is_int(got->events_by, want[i].events_by,
		       named("%s at %g: events", name, t));
		near(got->survival, want[i].survival, 1e-13,
		     named("%s at %g: survival", name, t));
		near(got->se, want[i].se, 1e-12,
		     named("%s at %g: standard error", name, t));
		near(got->low, want[i].low, 1e-12,
		     named("%s at %g: low", name, t));
		near(got->high, want[i].high, 1e-12,
		     named("%s at %g: high", name, t));
	}
}

#define MATCHES(sample, type, want, name) \
	matches((sample), (type), (want), COUNT(want), (name))

static void quantile(const struct sample *sample, enum cs_conf_type type,
		     double p, struct cs_curve_time want, const char *name)
{
	static struct cs_km curve[MANY];
	struct cs_spans s = spans(sample);
	struct cs_curve_time got;

	cs_curve(&s, .95, type, curve);
	got = cs_curve_quantile(&s, curve, p);
	near(got.time, want.time, 1e-14, named("%s, %g: time", name, p));
	near(got.low, want.low, 1e-14, named("%s, %g: low", name, p));
	near(got.high, want.high, 1e-14, named("%s, %g: high", name, p));
}

static void mean(const struct sample *sample, double limit, double want,
		 const char *name)
{
	static struct cs_km curve[MANY];
	struct cs_spans s = spans(sample);

	cs_curve(&s, .95, CS_CONF_LOG, curve);
	near(cs_restricted_mean(&s, curve, limit, .95).mean, want, 1e-13,
	     named("%s to %g: mean", name, limit));
}

/* R's se(rmean), and a hand-worked interval of it. */
static void mean_interval(const struct sample *sample, double limit,
			  struct cs_mean_time want, const char *name)
{
	static struct cs_km curve[MANY];
	struct cs_spans s = spans(sample);
	struct cs_mean_time got;

	cs_curve(&s, .95, CS_CONF_LOG, curve);
	got = cs_restricted_mean(&s, curve, limit, .95);
	near(got.se, want.se, 1e-13, named("%s to %g: se", name, limit));
	near(got.low, want.low, 1e-12, named("%s to %g: low", name, limit));
	near(got.high, want.high, 1e-12, named("%s to %g: high", name, limit));
}

static void test_maintained(void)
{
	static const struct expected log[] = {
		{ 9, 11, 1, 0.909090909090909, 0.0866784172041448,
		  0.7541338450815255, 1 },
		{ 13, 10, 2, 0.818181818181818, 0.1162912998303329,
		  0.6192489873993635, 1 },
		{ 18, 8, 3, 0.715909090909091, 0.1396649705572278,
		  0.4884262874221285, 1 },
		{ 28, 6, 4, 0.613636363636364, 0.1526323310273120,
		  0.3768670595016798, 0.999157600228473 },
		{ 31, 5, 5, 0.490909090909091, 0.1641932672211358,
		  0.2548599511993173, 0.945584955200429 },
		{ 34, 4, 6, 0.368181818181818, 0.1626688858270948,
		  0.1548771178971911, 0.875260678143908 },
		{ 161, 1, 7, 0.184090909090909, 0.1534927457862937,
		  0.0359178984891853, 0.943525769474552 },
	};
	static const struct expected log_log[] = {
		{ 9, 11, 1, 0.909090909090909, 0.0866784172041448,
		  0.5080802057699297, 0.986673822667823 },
		{ 48, 2, 7, 0.184090909090909, 0.1534927457862937,
		  0.0117384801231896, 0.525014842726641 },
	};
	static const struct expected plain[] = {
		{ 13, 10, 2, 0.818181818181818, 0.1162912998303329,
		  0.5902550587990167, 1 },
		{ 34, 4, 6, 0.368181818181818, 0.1626688858270948,
		  0.0493566605554544, 0.687006975808182 },
		{ 48, 2, 7, 0.184090909090909, 0.1534927457862937, 0,
		  0.484931162720207 },
	};
	static struct sample s;

	FILL(&s, maintained);
	MATCHES(&s, CS_CONF_LOG, log, "maintained, log");
	MATCHES(&s, CS_CONF_LOG_LOG, log_log, "maintained, log-log");
	MATCHES(&s, CS_CONF_PLAIN, plain, "maintained, plain");
}

/* Both groups, each interval: the medians of the first are as published. */
static void test_quantiles(void)
{
	static const struct {
		enum cs_conf_type type;
		double p;
		struct cs_curve_time with, without;
	} want[] = {
		{ CS_CONF_LOG, .25, { 18, 13, NAN }, { 8, 5, 30 } },
		{ CS_CONF_LOG, .5, { 31, 18, NAN }, { 23, 8, NAN } },
		{ CS_CONF_LOG, .75, { 48, 34, NAN }, { 33, 27, NAN } },
		{ CS_CONF_LOG_LOG, .25, { 18, 9, 34 }, { 8, 5, 23 } },
		{ CS_CONF_LOG_LOG, .5, { 31, 13, NAN }, { 23, 5, 33 } },
		{ CS_CONF_LOG_LOG, .75, { 48, 31, NAN }, { 33, 23, NAN } },
		{ CS_CONF_PLAIN, .25, { 18, 9, 34 }, { 8, 5, 27 } },
		{ CS_CONF_PLAIN, .5, { 31, 18, 48 }, { 23, 8, 33 } },
		{ CS_CONF_PLAIN, .75, { 48, 31, NAN }, { 33, 23, NAN } },
		{ CS_CONF_LOG, .9, { NAN, 48, NAN }, { 43, 33, NAN } },
		{ CS_CONF_LOG, 0, { 0, 0, 0 }, { 0, 0, 0 } },
		{ CS_CONF_LOG, 1.5, { NAN, NAN, NAN }, { NAN, NAN, NAN } },
		{ CS_CONF_LOG, NAN, { NAN, NAN, NAN }, { NAN, NAN, NAN } },
	};
	static struct sample with, without;

	FILL(&with, maintained);
	FILL(&without, not_maintained);
	for (size_t i = 0; i < COUNT(want); i++) {
		quantile(&with, want[i].type, want[i].p, want[i].with,
			 "maintained");
		quantile(&without, want[i].type, want[i].p, want[i].without,
			 "not maintained");
	}
}

static void test_means(void)
{
	static struct sample with, without;

	FILL(&with, maintained);
	FILL(&without, not_maintained);
	mean(&with, 30, 24.60227272727273, "maintained");
	mean(&with, 48, 31.84318181818182, "maintained");
	mean(&with, 161, 52.6454545454545, "maintained");
	mean(&with, 200, 59.825, "beyond the end, flat");
	mean(&without, 30, 19.69444444444445, "not maintained");
	mean(&without, 45, 22.70833333333334, "not maintained");
	mean(&without, 60, 22.70833333333334,
	     "nobody survives: no area is added");
	mean(&with, 4, 4, "before the first event");
	mean_interval(&with, 28,
		      (struct cs_mean_time){ 0, 2.0428289651327,
					     17.9704964070289,
					     26.1646622252362 },
		      "maintained");
	mean_interval(&with, 100,
		      (struct cs_mean_time){ 0, 10.8288647168605,
					     22.7664068689988,
					     62.9005383117275 },
		      "maintained");
	mean_interval(&without, 28,
		      (struct cs_mean_time){ 0, 2.83595330935464,
					     12.7978307379647,
					     23.4485649568518 },
		      "not maintained");
	mean_interval(&without, 100,
		      (struct cs_mean_time){ 0, 4.18094198103315,
					     15.5548051779999,
					     31.9086028248937 },
		      "not maintained, down to 0");
	mean_interval(&with, 4, (struct cs_mean_time){ 0, NAN, NAN, NAN },
		      "before the first event");
	mean(&with, 0, NAN, "no limit");
	mean(&with, -1, NAN, "no limit");
	mean(&with, INFINITY, NAN, "no limit");
	mean(&with, NAN, NAN, "no limit");
}

/* --- late entry -------------------------------------------------------- */

/*
 * By hand: of A to F, A B C D are at risk at 3 (F enters then and is
 * not), B C D F at 4 (E enters), B D E F at 5, D E F at 6, E F at 7, F at 8.
 *
 *	S(3) = 3/4, S(4) = 9/16, S(6) = 3/8, S(7) = 3/16
 *	var log S: 1/12, 1/6, 1/3, 5/6
 */
static const struct subject late[] = {
	{ -1, 3, 1 }, { -1, 5, 0 }, { 1, 4, 1 },
	{ 2, 6, 1 },  { 4, 7, 1 },  { 3, 8, 0 },
};

static void test_late_entry(void)
{
	const double se3 = .75 * sqrt(1. / 12), se4 = .5625 * sqrt(1. / 6);
	const struct expected log[] = {
		{ 1, 2, 0, 1, 0, NAN, NAN },
		{ 2, 3, 0, 1, 0, NAN, NAN },
		{ 3, 4, 1, .75, se3, 0.425932268497982, 1 },
		{ 4, 4, 2, .5625, se4, 0.2527091412404251, 1 },
		{ 5, 4, 2, .5625, se4, 0.2527091412404251, 1 },
		{ 6, 3, 3, .375, .375 * sqrt(1. / 3), 0.1209455315652247, 1 },
		{ 7, 2, 4, .1875, .1875 * sqrt(5. / 6), 0.0313302693366838, 1 },
		{ 8, 1, 4, .1875, .1875 * sqrt(5. / 6), 0.0313302693366838, 1 },
	};
	static const struct expected log_log[] = {
		{ 3, 4, 1, .75, 0.21650635094611, 0.127946917595146,
		  0.960548642285078 },
		{ 7, 2, 4, .1875, 0.171163299220364, 0.00763842450460276,
		  0.562783042406925 },
	};
	static const struct expected plain[] = {
		{ 6, 3, 3, .375, 0.21650635094611, 0, 0.799344650278564 },
		{ 7, 2, 4, .1875, 0.171163299220364, 0, 0.522973901946967 },
	};
	static struct sample s;

	FILL(&s, late);
	MATCHES(&s, CS_CONF_LOG, log, "late entry, log");
	MATCHES(&s, CS_CONF_LOG_LOG, log_log, "late entry, log-log");
	MATCHES(&s, CS_CONF_PLAIN, plain, "late entry, plain");
	/* S = .75 is flat from 3 to 4 */
	quantile(&s, CS_CONF_LOG, .25, (struct cs_curve_time){ 3.5, 3, NAN },
		 "late entry");
	quantile(&s, CS_CONF_LOG_LOG, .25, (struct cs_curve_time){ 3.5, 3, 6 },
		 "late entry, log-log");
	quantile(&s, CS_CONF_PLAIN, .75, (struct cs_curve_time){ 7, 4, NAN },
		 "late entry, plain");
	mean(&s, 6.5, 5.0625, "late entry");
	mean(&s, 8, 5.4375, "late entry");
	mean(&s, 10, 5.8125, "late entry");
}

/* Times at which nobody is under observation. */
static void test_holes(void)
{
	static const struct subject hole[] = {
		{ -1, 1, 1 }, { -1, 2, 0 }, { 4, 6, 1 }, { 5, 8, 0 }
	};
	static const struct expected flat[] = {
		{ 2, 1, 1, .5, 0.353553390593274, 0.1250488266299533, 1 },
		{ 4, 0, 1, .5, 0.353553390593274, 0.1250488266299533, 1 },
		{ 6, 2, 2, .25, .25, 0.0352158735233044, 1 },
	};
	/* S reaches 0 and stays there, whoever comes later */
	static const struct subject extinct[] = {
		{ -1, 1, 1 }, { 2, 5, 1 }, { 2, 4, 1 }, { 8, 10, 1 }
	};
	static const struct expected zero[] = {
		{ 1, 1, 1, 0, NAN, NAN, NAN },
		{ 2, 0, 1, 0, NAN, NAN, NAN },
		{ 4, 2, 2, 0, NAN, NAN, NAN },
		{ 10, 1, 4, 0, NAN, NAN, NAN },
	};
	static struct sample s;

	FILL(&s, hole);
	MATCHES(&s, CS_CONF_LOG, flat, "a hole");
	quantile(&s, CS_CONF_LOG, .5, (struct cs_curve_time){ 3.5, 1, NAN },
		 "across a hole");
	mean(&s, 8, 4, "a hole");
	FILL(&s, extinct);
	MATCHES(&s, CS_CONF_LOG, zero, "all gone at once");
	quantile(&s, CS_CONF_PLAIN, .5, (struct cs_curve_time){ 1, NAN, NAN },
		 "all gone at once");
	mean(&s, 5, 1, "all gone at once");
}

/* --- edges ------------------------------------------------------------- */

/* The median of 1, 2, ..., n is that of the list, although S misses 1/2. */
static void test_midpoint(void)
{
	static struct cs_km curve[MANY];
	static struct sample s;
	int missed = 0, wrong = 0;

	for (int n = 2; n <= 1000; n += 2) {
		struct cs_spans all;
		double time;

		s = (struct sample){ .n = 0 };
		for (int i = 1; i <= n; i++)
			s.times[i - 1] = i, s.events[i - 1] = 1;
		s.n = (size_t)n;
		s.start = n;
		all = spans(&s);
		cs_curve(&all, .95, CS_CONF_LOG, curve);
		time = cs_curve_quantile(&all, curve, .5).time;
		missed += curve[n / 2 - 1].survival != .5;
		wrong += time != n / 2 + .5;
	}
	ok(missed > 0, "rounding does move the curve off 1/2");
	is_int(wrong, 0, "the median is found all the same");
}

static void test_flat_end(void)
{
	static const struct subject half[] = {
		{ -1, 1, 1 }, { -1, 2, 1 }, { -1, 3, 0 }, { -1, 3, 0 }
	};
	static struct sample s;

	FILL(&s, half);
	quantile(&s, CS_CONF_LOG, .5, (struct cs_curve_time){ 2.5, 1, NAN },
		 "flat to the end");
	/* a time of nobody's is not the end */
	place(&s, 9);
	quantile(&s, CS_CONF_LOG, .5, (struct cs_curve_time){ 2.5, 1, NAN },
		 "flat to the last subject");
}

/*
 * The upper bound of a thin curve may rise, here from .405 to .470. It came
 * down to 1/2 at 2, as R prints it; R's quantile() sorts the bounds and says 3.
 */
static void test_rising_bound(void)
{
	static const struct expected rising[] = {
		{ 1, 100, 30, .7, 0.0458257569495584, 0.6157066135356835,
		  0.7958335824690664 },
		{ 2, 70, 70, .3, 0.0458257569495584, 0.2223812009507986,
		  0.4047104683993153 },
		{ 3, 3, 71, .2, 0.0871779788708135, 0.085113773427005,
		  0.4699591897932327 },
	};
	static struct sample s;

	s = (struct sample){ .n = 3,
			     .times = { 1, 2, 3 },
			     .events = { 30, 40, 1 },
			     .censored = { 0, 27, 2 },
			     .start = 100 };
	MATCHES(&s, CS_CONF_LOG, rising, "a bound that rises");
	quantile(&s, CS_CONF_LOG, .5, (struct cs_curve_time){ 2, 2, 2 },
		 "a bound that rises");
}

static void test_edges(void)
{
	static const struct subject stayed[] = { { -1, 3, 0 }, { -1, 5, 0 } };
	static const struct expected one[] = {
		{ 3, 2, 0, 1, 0, NAN, NAN },
		{ 5, 1, 0, 1, 0, NAN, NAN },
	};
	static const struct subject at_0[] = {
		{ -1, 0, 1 }, { -1, 0, 0 }, { -1, 2, 1 }, { -1, 2, 0 }
	};
	static const struct expected from_0[] = {
		{ 0, 4, 1, .75, 0.2165063509461096, 0.425932268497982, 1 },
		{ 2, 2, 2, .375, 0.28641098093474, 0.0839296381045798, 1 },
	};
	static const struct subject together[] = { { -1, 4, 1 }, { -1, 4, 1 } };
	static const struct expected none[] = {
		{ 4, 2, 2, 0, NAN, NAN, NAN },
	};
	const struct cs_curve_time nothing = { NAN, NAN, NAN };
	static struct sample s;

	FILL(&s, stayed);
	MATCHES(&s, CS_CONF_PLAIN, one, "no event");
	quantile(&s, CS_CONF_PLAIN, .5, nothing, "no event");
	mean(&s, 9, 9, "no event");
	FILL(&s, at_0);
	MATCHES(&s, CS_CONF_LOG, from_0, "events and censoring at 0");
	mean(&s, 2, 1.5, "events at 0");
	FILL(&s, together);
	MATCHES(&s, CS_CONF_LOG_LOG, none, "all at once");
	quantile(&s, CS_CONF_LOG_LOG, .5, (struct cs_curve_time){ 4, NAN, NAN },
		 "all at once");
	quantile(&s, CS_CONF_LOG_LOG, 1, (struct cs_curve_time){ 4, NAN, NAN },
		 "all at once");
	mean(&s, 6, 4, "all at once");
}

static void test_nothing(void)
{
	const struct cs_curve_time nothing = { NAN, NAN, NAN };
	static const struct expected nan[] = {
		{ 7, 0, 0, NAN, NAN, NAN, NAN },
	};
	static struct sample s;
	struct cs_spans empty = { .n = 0 };

	s = (struct sample){ .n = 1, .times = { 7 } };
	MATCHES(&s, CS_CONF_LOG, nan, "nobody");
	quantile(&s, CS_CONF_LOG, .5, nothing, "nobody");
	quantile(&s, CS_CONF_LOG, 0, nothing, "nobody");
	mean(&s, 3, NAN, "nobody");
	cs_curve(&empty, .95, CS_CONF_LOG, NULL);
	ok(isnan(cs_curve_quantile(&empty, NULL, .5).time), "no times");
	ok(isnan(cs_restricted_mean(&empty, NULL, 3, .95).mean),
	   "no times: no mean");
}

/* Two events with one at risk: no number is right. */
static void test_impossible(void)
{
	static const struct expected nan[] = {
		{ 1, 1, 0, 1, 0, NAN, NAN },
		{ 2, 0, 1, NAN, NAN, NAN, NAN },
		{ 3, -1, 1, NAN, NAN, NAN, NAN },
	};
	static struct sample s;

	s = (struct sample){ .n = 3,
			     .times = { 1, 2, 3 },
			     .events = { 0, 1, 0 },
			     .censored = { 1, 0, 1 },
			     .start = 1 };
	MATCHES(&s, CS_CONF_LOG, nan, "more events than subjects");
	mean(&s, 3, NAN, "more events than subjects");
	quantile(&s, CS_CONF_LOG, .5, (struct cs_curve_time){ NAN, NAN, NAN },
		 "more events than subjects");
}

/* --- real data --------------------------------------------------------- */

/* lung.csv by sex, status 2 is the event: as R's own examples print it. */
static void test_lung(void)
{
	static struct sample men, women;

	if (!fill_lung(&men, &women)) {
		skip(6, "no REALDATA with lung.csv");
		return;
	}
	quantile(&men, CS_CONF_LOG, .5, (struct cs_curve_time){ 270, 212, 310 },
		 "lung, men");
	quantile(&women, CS_CONF_LOG, .5,
		 (struct cs_curve_time){ 426, 348, 550 }, "lung, women");
}

int main(void)
{
	test_maintained();
	test_quantiles();
	test_means();
	test_late_entry();
	test_holes();
	test_midpoint();
	test_flat_end();
	test_rising_bound();
	test_edges();
	test_nothing();
	test_impossible();
	test_lung();
	return done_testing();
}
