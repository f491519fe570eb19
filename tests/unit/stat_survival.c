/*
 * stat_survival.c - Kaplan-Meier against R's survival package (3.5-3):
 *	summary(survfit(Surv(time, event) ~ 1, conf.type = TYPE), times = ...)
 */
#include "tap.h"

#include "stat_data.h"
#include "stat/survival.h"

#define DAYS 1100

struct sample {
	int64_t events[DAYS], censored[DAYS];
};

/* What R prints; `time` is asked for. */
struct expected {
	int64_t time, at_risk, events_by;
	double survival, se, low, high;
};

static void add(struct sample *sample, long time, bool event)
{
	if (time >= 0 && time < DAYS)
		(event ? sample->events : sample->censored)[time]++;
}

/* All rows in one pass. */
static void matches(const struct sample *sample, enum cs_conf_type type,
		    const struct expected *want, size_t count, const char *name)
{
	int64_t times[16];
	struct cs_km got[16];

	for (size_t i = 0; i < count; i++)
		times[i] = want[i].time;
	cs_km_points(sample->events, sample->censored, DAYS, times, count, .95,
		     type, got);
	for (size_t i = 0; i < count; i++) {
		int t = (int)times[i];

		is_int(got[i].at_risk, want[i].at_risk,
		       named("%s, day %d: at risk", name, t));
		is_int(got[i].events_by, want[i].events_by,
		       named("%s, day %d: events", name, t));
		near(got[i].survival, want[i].survival, 1e-13,
		     named("%s, day %d: survival", name, t));
		near(got[i].se, want[i].se, 1e-12,
		     named("%s, day %d: standard error", name, t));
		near(got[i].low, want[i].low, 1e-12,
		     named("%s, day %d: low", name, t));
		near(got[i].high, want[i].high, 1e-12,
		     named("%s, day %d: high", name, t));
	}
}

#define MATCHES(sample, type, want, name) \
	matches((sample), (type), (want), sizeof(want) / sizeof *(want), (name))

/*
 * Weeks of remission under 6-MP (Freireich 1963, as in Kalbfleisch and
 * Prentice); + is censored: 6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23
 * 25+ 32+ 32+ 34+ 35+. Textbooks print S(6) .857 (.0764) to S(23) .448 (.1346).
 */
static void fill_remission(struct sample *sample)
{
	static const int event[] = { 6, 6, 6, 7, 10, 13, 16, 22, 23 };
	static const int censored[] = { 6,  9,	10, 11, 17, 19,
					20, 25, 32, 32, 34, 35 };

	memset(sample, 0, sizeof *sample);
	for (size_t i = 0; i < sizeof event / sizeof *event; i++)
		add(sample, event[i], true);
	for (size_t i = 0; i < sizeof censored / sizeof *censored; i++)
		add(sample, censored[i], false);
}

static void test_remission(void)
{
	static const struct expected log_log[] = {
		{ 3, 21, 0, 1, 0, NAN, NAN },
		{ 6, 21, 3, 0.857142857142857, 0.0763603548321213,
		  0.619717955265984, 0.951551747646997 },
		{ 7, 17, 4, 0.80672268907563, 0.0869352851800572,
		  0.563146564622233, 0.92280901920288 },
		{ 22, 7, 8, 0.53781512605042, 0.128233751693034,
		  0.267778936767135, 0.746790717635394 },
		{ 23, 6, 9, 0.448179271708683, 0.13459145675576,
		  0.188052005959232, 0.680142628495241 },
		{ 35, 1, 9, 0.448179271708683, 0.13459145675576,
		  0.188052005959232, 0.680142628495241 },
		{ 36, 0, 9, NAN, NAN, NAN, NAN },
	};
	static const struct expected log[] = {
		{ 6, 21, 3, 0.857142857142857, 0.0763603548321213,
		  0.71981708391627, 1 },
		{ 16, 11, 7, 0.627450980392157, 0.114053865256752,
		  0.439393924968767, 0.895994938535082 },
	};
	static const struct expected plain[] = {
		{ 6, 21, 3, 0.857142857142857, 0.0763603548321213,
		  0.7074793118252, 1 },
		{ 16, 11, 7, 0.627450980392157, 0.114053865256752,
		  0.403909512191338, 0.850992448592976 },
	};
	struct sample sample;

	fill_remission(&sample);
	MATCHES(&sample, CS_CONF_LOG_LOG, log_log, "6-MP, log-log");
	MATCHES(&sample, CS_CONF_LOG, log, "6-MP, log");
	MATCHES(&sample, CS_CONF_PLAIN, plain, "6-MP, plain");
}

/* time 0 0 0 1 1 2 2 2 5 5 7, event 1 1 0 1 0 1 1 0 1 0 0 */
static void test_ties(void)
{
	static const struct expected log_log[] = {
		{ 0, 11, 2, 0.818181818181818, 0.116291299830333,
		  0.447428614682181, 0.951162228582492 },
		{ 1, 8, 3, 0.715909090909091, 0.139664970557228,
		  0.350190385907938, 0.899023974191054 },
		{ 2, 6, 5, 0.477272727272727, 0.16628862396841,
		  0.155356070986628, 0.745408943292946 },
		{ 3, 3, 5, 0.477272727272727, 0.16628862396841,
		  0.155356070986628, 0.745408943292946 },
		{ 5, 3, 6, 0.318181818181818, 0.170771819812111,
		  0.0567277991690948, 0.633186816102148 },
		{ 5, 3, 6, 0.318181818181818, 0.170771819812111,
		  0.0567277991690948, 0.633186816102148 },
		{ 7, 1, 6, 0.318181818181818, 0.170771819812111,
		  0.0567277991690948, 0.633186816102148 },
		{ 8, 0, 6, NAN, NAN, NAN, NAN },
		{ INT64_MAX, 0, 6, NAN, NAN, NAN, NAN },
	};
	static const struct expected plain[] = {
		{ 5, 3, 6, 0.318181818181818, 0.170771819812111, 0,
		  0.652888434587919 },
	};
	struct sample sample = { .events = { 2, 1, 2, 0, 0, 1 },
				 .censored = { 1, 1, 1, 0, 0, 1, 0, 1 } };

	MATCHES(&sample, CS_CONF_LOG_LOG, log_log, "ties and day 0");
	MATCHES(&sample, CS_CONF_PLAIN, plain, "clipped at 0");
}

static void test_edges(void)
{
	static const struct expected last_is_event[] = {
		{ -1, 2, 0, 1, 0, NAN, NAN },
		{ 0, 2, 0, 1, 0, NAN, NAN },
		{ 4, 2, 2, 0, NAN, NAN, NAN },
		{ 5, 0, 2, NAN, NAN, NAN, NAN },
	};
	static const struct expected nobody[] = {
		{ 0, 0, 0, NAN, NAN, NAN, NAN },
		{ 9, 0, 0, NAN, NAN, NAN, NAN },
	};
	static const struct expected no_event[] = {
		{ 3, 5, 0, 1, 0, NAN, NAN },
		{ 4, 0, 0, NAN, NAN, NAN, NAN },
	};
	struct sample all_gone = { .events = { [4] = 2 } };
	struct sample empty = { .events = { 0 } };
	struct sample stayed = { .censored = { [3] = 5 } };
	enum cs_conf_type type;

	for (type = CS_CONF_LOG_LOG; type <= CS_CONF_PLAIN; type++) {
		MATCHES(&all_gone, type, last_is_event, "no survivor");
		MATCHES(&empty, type, nobody, "nobody");
		MATCHES(&stayed, type, no_event, "no event");
	}
	ok(isnan(cs_km_at(NULL, NULL, 0, 0, .95, CS_CONF_LOG).survival),
	   "an empty histogram");
	ok(isnan(cs_km_at(all_gone.events, all_gone.censored, DAYS, 4, 2,
			  CS_CONF_LOG)
		     .high),
	   "a level that is none");
}

static void test_facts(void)
{
	struct sample sample;
	struct cs_km last = { .survival = 2 }, km;
	bool falls = true, inside = true, alone = true;
	int64_t times[41];
	struct cs_km all[41];

	fill_remission(&sample);
	for (int t = 0; t <= 40; t++)
		times[t] = t;
	cs_km_points(sample.events, sample.censored, DAYS, times, 41, .95,
		     CS_CONF_LOG_LOG, all);
	for (int t = 0; t <= 35; t++) {
		km = cs_km_at(sample.events, sample.censored, DAYS, t, .95,
			      CS_CONF_LOG_LOG);
		alone = alone && km.survival == all[t].survival &&
			km.at_risk == all[t].at_risk;
		falls = falls && km.survival <= last.survival;
		if (t >= 6)
			inside = inside && 0 < km.low && km.low < km.survival &&
				 km.survival < km.high && km.high < 1;
		last = km;
	}
	ok(alone, "one at a time and all at once agree");
	ok(falls, "survival never rises");
	ok(inside, "the log-log interval contains S and stays inside (0, 1)");

	/* nobody censored: the binomial share, and its standard error */
	memset(&sample, 0, sizeof sample);
	sample.events[1] = 300;
	sample.events[2] = 100;
	sample.events[3] = 600;
	km =
	    cs_km_at(sample.events, sample.censored, DAYS, 2, .95, CS_CONF_LOG);
	near(km.survival, .6, 1e-14, "without censoring, the plain share");
	near(km.se, sqrt(.6 * .4 / 1000), 1e-13, "and its standard error");
}

static void test_large(void)
{
	const int64_t many = INT64_C(1000000000000000);
	struct sample sample = { .events = { [1] = many },
				 .censored = { [2] = 3 * many } };
	struct cs_km km = cs_km_at(sample.events, sample.censored, DAYS, 1, .95,
				   CS_CONF_LOG_LOG);

	is_int(km.at_risk, 4 * many, "counts of many digits stay exact");
	near(km.survival, .75, 1e-15, "and so does the curve");
	near(km.se, sqrt(.75 * .25 / 4e15), 1e-12, "and its error");
}

/* aml.csv, group Maintained: as published for R, there with conf.type log. */
static void test_aml(void)
{
	static const struct expected log[] = {
		{ 9, 11, 1, 0.909090909090909, 0.0866784172041448,
		  0.754133845081525, 1 },
		{ 13, 10, 2, 0.818181818181818, 0.116291299830333,
		  0.619248987399364, 1 },
		{ 20, 7, 3, 0.715909090909091, 0.139664970557228,
		  0.488426287422129, 1 },
		{ 48, 2, 7, 0.184090909090909, 0.153492745786294,
		  0.0359178984891853, 0.943525769474552 },
		{ 161, 1, 7, 0.184090909090909, 0.153492745786294,
		  0.0359178984891853, 0.943525769474552 },
	};
	struct sample sample = { .events = { 0 } };
	FILE *file = stat_data_open("aml.csv");
	char line[4096];

	if (file == NULL) {
		skip(30, "no REALDATA with aml.csv");
		return;
	}
	while (fgets(line, sizeof line, file) != NULL) {
		const char *group = stat_data_field(line, 2);

		if (group != NULL && group[0] == 'M')
			add(&sample, stat_data_long(line, 0),
			    stat_data_long(line, 1) == 1);
	}
	fclose(file);
	MATCHES(&sample, CS_CONF_LOG, log, "aml");
}

/* lung.csv, status 2 is the event. */
static void test_lung(void)
{
	static const struct expected log_log[] = {
		{ 100, 196, 31, 0.863968967645244, 0.0227102304341618,
		  0.812222319753539, 0.902310180515044 },
		{ 310, 85, 107, 0.495024293180913, 0.0352327462466992,
		  0.424244072784757, 0.561795979140734 },
		{ 500, 41, 138, 0.293269193711569, 0.0350778184986187,
		  0.226503677118074, 0.363028599684183 },
		{ 1000, 2, 165, 0.0503455680708105, 0.0228480489160838,
		  0.0178661710928527, 0.108662176030919 },
		{ 1022, 1, 165, 0.0503455680708105, 0.0228480489160838,
		  0.0178661710928527, 0.108662176030919 },
	};
	struct sample sample = { .events = { 0 } };
	FILE *file = stat_data_open("lung.csv");
	char line[4096];

	if (file == NULL) {
		skip(30, "no REALDATA with lung.csv");
		return;
	}
	while (fgets(line, sizeof line, file) != NULL)
		add(&sample, stat_data_long(line, 1),
		    stat_data_long(line, 2) == 2);
	fclose(file);
	MATCHES(&sample, CS_CONF_LOG_LOG, log_log, "lung");
}

int main(void)
{
	test_remission();
	test_ties();
	test_edges();
	test_facts();
	test_large();
	test_aml();
	test_lung();
	return done_testing();
}
