/* Control charts: published ones, worked ones, and R's arithmetic. */
#include "stat/controlchart.h"

#include "tap.h"

enum { MOST = 40 };

static struct cs_chart_period periods[MOST];
static struct cs_chart_point points[MOST];

/* All complete and of the baseline; `size` of each, or 0: of sizes[i]. */
static struct cs_control_chart chart_of(const int *counts, const int *sizes,
					int size, size_t n,
					enum cs_control_kind kind,
					enum cs_sigma sigma)
{
	for (size_t i = 0; i < n; i++)
		periods[i] = (struct cs_chart_period){
			counts[i], sizes != NULL ? sizes[i] : size, true, true
		};
	return cs_control_chart(periods, n, kind, sigma, points);
}

/* "6:above 14:run", counted from 1. */
static const char *signals(size_t n)
{
	static const char *const names[] = { "", "run", "above", "below" };
	static char text[400];
	size_t length = 0;

	text[0] = '\0';
	for (size_t i = 0; i < n; i++)
		if (points[i].signal != CS_SIGNAL_NONE)
			length += (size_t)snprintf(
			    text + length, sizeof text - length, "%s%zu:%s",
			    length > 0 ? " " : "", i + 1,
			    names[points[i].signal]);
	return text;
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Montgomery's personal computers: 20 samples of five, a u chart. */
static void test_computers(void)
{
	static const int counts[] = { 10, 12, 8, 14, 10, 16, 11, 7,  10, 15,
				      9,  5,  7, 11, 12, 6,  8,	 10, 7,	 5 };
	struct cs_control_chart chart = chart_of(counts, NULL, 5, COUNT(counts),
						 CS_CHART_U, CS_SIGMA_POISSON);

	near(chart.centre, 1.93, 1e-12, "computers: centre");
	near(points[0].lower, .0661, 1e-3, "... lower limit");
	near(points[0].upper, 3.7939, 1e-4, "... upper limit");
	near(points[5].rate, 3.2, 1e-12, "... the sixth");
	is_str(signals(COUNT(counts)), "", "... in control");
	chart = chart_of(counts, NULL, 5, COUNT(counts), CS_CHART_U,
			 CS_SIGMA_LANEY);
	near(chart.sigma_z, 1.0664, 5e-5, "... Laney's sigma");
}

/* Montgomery's orange juice: 30 samples of 50 cans, a p chart. */
static void test_juice(void)
{
	static const int counts[] = { 12, 15, 8,  10, 4,  7,  16, 9,  14, 10,
				      5,  6,  17, 12, 22, 8,  10, 5,  13, 11,
				      20, 18, 24, 15, 9,  12, 7,  13, 9,  6 };
	struct cs_control_chart chart = chart_of(
	    counts, NULL, 50, COUNT(counts), CS_CHART_P, CS_SIGMA_POISSON);

	near(chart.centre, 347. / 1500, 1e-12, "juice: centre");
	near(points[0].lower, .0524, 1e-3, "... lower limit");
	near(points[0].upper, .4102, 2e-4, "... upper limit");
	is_str(signals(COUNT(counts)), "15:above 23:above", "... signals");
}

/* Eight weeks of 100 orders whose rates swing. */
static void test_swing(void)
{
	static const int counts[] = { 15, 30, 10, 40, 20, 45, 12, 28 };
	struct cs_control_chart chart = chart_of(
	    counts, NULL, 100, COUNT(counts), CS_CHART_U, CS_SIGMA_POISSON);

	near(chart.centre, .25, 1e-12, "weeks: centre");
	is_int((long long)chart.periods, 8, "... of all of them");
	near(chart.sigma_z, 1, 0, "... plain sigma");
	near(points[0].lower, .10, 1e-12, "... plain lower limit");
	near(points[0].upper, .40, 1e-12, "... plain upper limit");
	is_str(signals(8), "6:above", "... the sixth signals");
	chart = chart_of(counts, NULL, 100, 8, CS_CHART_U, CS_SIGMA_LANEY);
	near(chart.sigma_z, 4.0274, 5e-5 / 4, "... Laney's sigma");
	near(points[0].lower, 0, 0, "... limits are cut at 0");
	near(points[0].upper, .8541, 5e-5, "... Laney's upper limit");
	is_str(signals(8), "", "... and nothing signals");
	chart = chart_of(counts, NULL, 100, 8, CS_CHART_U, CS_SIGMA_AUTO);
	near(chart.sigma_z, 4.1933, 5e-5 / 4, "... the median's sigma");
	is_str(signals(8), "", "... and nothing signals");
}

/* R, of 14 periods: see the arithmetic in the header. */
static void test_unequal(void)
{
	int counts[14], sizes[14];
	struct cs_control_chart chart;

	for (int i = 1; i <= 14; i++) {
		counts[i - 1] = 5 + i * i * 11 % 17;
		sizes[i - 1] = 40 + i * 37 % 61;
	}
	chart = chart_of(counts, sizes, 0, 14, CS_CHART_U, CS_SIGMA_LANEY);
	near(chart.centre, 0.1911157024793388, 1e-13, "unequal: centre");
	near(chart.sigma_z, 1.683472638664849, 1e-13, "... Laney's sigma");
	near(points[4].upper, 0.5317990118521225, 1e-13, "... limit");
	chart = chart_of(counts, sizes, 0, 14, CS_CHART_U, CS_SIGMA_AUTO);
	near(chart.sigma_z, 1.253504494258583, 1e-13, "... median's sigma");
	near(points[0].lower, 0.003767309118191231, 1e-11, "... lower limit");
	near(points[0].upper, 0.3784640958404865, 1e-13, "... upper limit");
	chart = chart_of(counts, sizes, 0, 14, CS_CHART_P, CS_SIGMA_LANEY);
	near(chart.sigma_z, 1.87181472689264, 1e-13, "... of a p chart");
	chart = chart_of(counts, sizes, 0, 14, CS_CHART_P, CS_SIGMA_AUTO);
	near(chart.sigma_z, 1.393742980248366, 1e-13, "... and its median's");
	for (int i = 9; i < 14; i++)
		periods[i].baseline = false;
	chart =
	    cs_control_chart(periods, 14, CS_CHART_U, CS_SIGMA_LANEY, points);
	is_int((long long)chart.periods, 9, "a baseline of nine");
	near(chart.centre, 0.1929260450160772, 1e-13, "... its centre");
	near(chart.sigma_z, 1.398128727596366, 1e-13, "... its sigma");
	near(points[11].upper, 0.4369466035798324, 1e-13,
	     "... limits of a period that is none of it");
}

/* One bad week does not widen its own limits. */
static void test_bad_week(void)
{
	static const int counts[] = { 20, 24, 19, 22, 60, 21, 18, 23, 20, 22 };
	struct cs_control_chart chart = chart_of(
	    counts, NULL, 100, COUNT(counts), CS_CHART_U, CS_SIGMA_AUTO);

	near(chart.sigma_z, 1, 0, "a bad week: the median's sigma stays 1");
	is_str(signals(COUNT(counts)), "5:above", "... and it signals");
	chart = chart_of(counts, NULL, 100, COUNT(counts), CS_CHART_U,
			 CS_SIGMA_LANEY);
	ok(chart.sigma_z > 1.9, "... Laney's grows to %.2f", chart.sigma_z);
}

static void test_runs(void)
{
	int counts[20], sizes[20];

	/* nine above the centre, one at it, then below */
	for (int i = 0; i < 20; i++) {
		counts[i] = i < 9 ? 22 : i == 9 ? 20 : 18;
		sizes[i] = 100;
	}
	counts[19] = 20;
	chart_of(counts, sizes, 0, 20, CS_CHART_U, CS_SIGMA_POISSON);
	is_str(signals(20), "8:run 9:run 18:run 19:run",
	       "runs from the eighth on; at the centre they end");
	periods[3] = (struct cs_chart_period){ 0, 0, true, true };
	cs_control_chart(periods, 20, CS_CHART_U, CS_SIGMA_POISSON, points);
	ok(isnan(points[3].rate) && isnan(points[3].upper),
	   "no point without subjects");
	is_int(points[8].signal, CS_SIGNAL_RUN,
	       "... which a run passes over: the eighth with a point");
	is_int(points[7].signal, CS_SIGNAL_NONE, "... and not before");
	periods[3] = (struct cs_chart_period){ 1, 100, false, true };
	cs_control_chart(periods, 20, CS_CHART_U, CS_SIGMA_POISSON, points);
	near(points[3].rate, .01, 1e-12, "an incomplete one has its rate");
	ok(points[3].lower > .01, "... and limits, below which it is");
	is_int(points[3].signal, CS_SIGNAL_NONE, "... but no signal");
	is_int(points[8].signal, CS_SIGNAL_RUN, "... nor does it end a run");
}

static void has_none(struct cs_control_chart chart, const char *what)
{
	ok(isnan(chart.sigma_z) && isnan(points[0].lower) &&
	       isnan(points[0].upper) && *signals(8) == '\0',
	   "%s: no limits, no signals", what);
}

static void test_nothing(void)
{
	static const int counts[] = { 5, 6, 7, 5, 6, 9, 8, 90 };
	static const int zeros[8] = { 0 };
	struct cs_control_chart chart =
	    chart_of(counts, NULL, 50, 7, CS_CHART_U, CS_SIGMA_AUTO);

	has_none(chart, "seven periods");
	near(chart.centre, 46. / 350, 1e-12, "... but a centre");
	near(points[0].rate, .1, 1e-12, "... and rates");
	has_none(chart_of(zeros, NULL, 50, 8, CS_CHART_U, CS_SIGMA_AUTO),
		 "no events");
	has_none(chart_of(counts, NULL, 50, 8, CS_CHART_P, CS_SIGMA_AUTO),
		 "more with a contact than there are");
	chart = chart_of(counts, zeros, 0, 8, CS_CHART_U, CS_SIGMA_AUTO);
	has_none(chart, "no subjects");
	ok(isnan(chart.centre) && isnan(points[0].rate), "... no rate");
	for (int i = 0; i < 8; i++)
		periods[i] = (struct cs_chart_period){ 50, 50, true, true };
	has_none(
	    cs_control_chart(periods, 8, CS_CHART_P, CS_SIGMA_AUTO, points),
	    "all of them had one");
	chart =
	    cs_control_chart(periods, 8, CS_CHART_U, CS_SIGMA_LANEY, points);
	near(chart.sigma_z, 0, 0, "all alike: Laney's sigma is 0");
	is_str(signals(8), "", "... and nothing signals");
	cs_control_chart(NULL, 0, CS_CHART_U, CS_SIGMA_AUTO, points);
}

int main(void)
{
	test_computers();
	test_juice();
	test_swing();
	test_unequal();
	test_bad_week();
	test_runs();
	test_nothing();
	return done_testing();
}
