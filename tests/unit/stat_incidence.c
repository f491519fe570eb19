/*
 * stat_incidence.c - incidences and Gray's test against R: survfit() of an
 * event with several states (survival 3.5-3), cuminc() (cmprsk 2.2-11); and
 * against what can be worked out by hand.
 */
#include "tap.h"

#include "stat/incidence.h"
#include "stat_spans.h"

struct left {
	double time;
	int cause; /* 0: still there */
	double entry;
	int group;
};

struct counts {
	struct sample sample;
	int64_t own[MANY];
};

/* Those of `group` (-1: all), with the events of `cause`, measured from entry
 * on if `measured`. */
static void count(struct counts *c, const struct left *left, size_t n,
		  int cause, int group, bool measured)
{
	*c = (struct counts){ .sample = { .n = 0 } };
	for (size_t i = 0; i < n; i++) {
		double entry = left[i].entry, time = left[i].time;

		if (group >= 0 && left[i].group != group)
			continue;
		if (measured)
			add(&c->sample, -1, time - entry, left[i].cause > 0);
		else
			add(&c->sample, entry > 0 ? entry : -1, time,
			    left[i].cause > 0);
	}
	for (size_t i = 0; i < n; i++)
		if ((group < 0 || left[i].group == group) &&
		    left[i].cause == cause)
			c->own[place(&c->sample,
				     left[i].time -
					 (measured ? left[i].entry : 0))]++;
}

static struct cs_incidence at(const struct counts *c, double time,
			      enum cs_conf_type type)
{
	static struct cs_incidence curve[MANY];
	struct cs_spans s = spans(&c->sample);
	size_t i = 0;

	cs_incidence_curve(&s, c->own, .95, type, curve);
	while (i + 1 < s.n && s.times[i + 1] <= time)
		i++;
	return curve[i];
}

static void matches(struct cs_incidence got, struct cs_incidence want,
		    const char *name)
{
	is_int(got.at_risk, want.at_risk, named("%s: at risk", name));
	near(got.incidence, want.incidence, 1e-12, named("%s: share", name));
	near(got.se, want.se, 1e-12, named("%s: se", name));
	near(got.low, want.low, 1e-11, named("%s: low", name));
	near(got.high, want.high, 1e-11, named("%s: high", name));
}

/* --- mice -------------------------------------------------------------- */

/*
 * Male mice after irradiation in two laboratories, with the day of death: 1 of
 * thymic lymphoma, 2 of reticulum cell sarcoma, 3 of another cause (Hoel 1972,
 * as in Kalbfleisch and Prentice). None was censored.
 */
static const struct left conventional[] = {
	{ 159, 1 }, { 189, 1 }, { 191, 1 }, { 198, 1 }, { 200, 1 }, { 207, 1 },
	{ 220, 1 }, { 235, 1 }, { 245, 1 }, { 250, 1 }, { 256, 1 }, { 261, 1 },
	{ 265, 1 }, { 266, 1 }, { 280, 1 }, { 343, 1 }, { 356, 1 }, { 383, 1 },
	{ 403, 1 }, { 414, 1 }, { 428, 1 }, { 432, 1 }, { 317, 2 }, { 318, 2 },
	{ 399, 2 }, { 495, 2 }, { 525, 2 }, { 536, 2 }, { 549, 2 }, { 552, 2 },
	{ 554, 2 }, { 557, 2 }, { 558, 2 }, { 571, 2 }, { 586, 2 }, { 594, 2 },
	{ 596, 2 }, { 605, 2 }, { 612, 2 }, { 621, 2 }, { 628, 2 }, { 631, 2 },
	{ 636, 2 }, { 643, 2 }, { 647, 2 }, { 648, 2 }, { 649, 2 }, { 661, 2 },
	{ 663, 2 }, { 666, 2 }, { 670, 2 }, { 695, 2 }, { 697, 2 }, { 700, 2 },
	{ 705, 2 }, { 712, 2 }, { 713, 2 }, { 738, 2 }, { 748, 2 }, { 753, 2 },
	{ 40, 3 },  { 42, 3 },	{ 51, 3 },  { 62, 3 },	{ 163, 3 }, { 179, 3 },
	{ 206, 3 }, { 222, 3 }, { 228, 3 }, { 249, 3 }, { 252, 3 }, { 282, 3 },
	{ 324, 3 }, { 333, 3 }, { 341, 3 }, { 366, 3 }, { 385, 3 }, { 407, 3 },
	{ 420, 3 }, { 431, 3 }, { 441, 3 }, { 461, 3 }, { 462, 3 }, { 482, 3 },
	{ 517, 3 }, { 517, 3 }, { 524, 3 }, { 564, 3 }, { 567, 3 }, { 586, 3 },
	{ 619, 3 }, { 620, 3 }, { 621, 3 }, { 622, 3 }, { 647, 3 }, { 651, 3 },
	{ 686, 3 }, { 761, 3 }, { 763, 3 },
};

static const struct left germ_free[] = {
	{ 158, 1 },  { 192, 1 },  { 193, 1 }, { 194, 1 }, { 195, 1 },
	{ 202, 1 },  { 212, 1 },  { 215, 1 }, { 229, 1 }, { 230, 1 },
	{ 237, 1 },  { 240, 1 },  { 244, 1 }, { 247, 1 }, { 259, 1 },
	{ 300, 1 },  { 301, 1 },  { 321, 1 }, { 337, 1 }, { 415, 1 },
	{ 434, 1 },  { 444, 1 },  { 485, 1 }, { 496, 1 }, { 529, 1 },
	{ 537, 1 },  { 624, 1 },  { 707, 1 }, { 800, 1 }, { 430, 2 },
	{ 590, 2 },  { 606, 2 },  { 638, 2 }, { 655, 2 }, { 679, 2 },
	{ 691, 2 },  { 693, 2 },  { 696, 2 }, { 747, 2 }, { 752, 2 },
	{ 760, 2 },  { 778, 2 },  { 821, 2 }, { 986, 2 }, { 136, 3 },
	{ 246, 3 },  { 255, 3 },  { 376, 3 }, { 421, 3 }, { 565, 3 },
	{ 616, 3 },  { 617, 3 },  { 652, 3 }, { 655, 3 }, { 658, 3 },
	{ 660, 3 },  { 662, 3 },  { 675, 3 }, { 681, 3 }, { 734, 3 },
	{ 736, 3 },  { 737, 3 },  { 757, 3 }, { 769, 3 }, { 777, 3 },
	{ 800, 3 },  { 807, 3 },  { 825, 3 }, { 855, 3 }, { 857, 3 },
	{ 864, 3 },  { 868, 3 },  { 870, 3 }, { 870, 3 }, { 873, 3 },
	{ 882, 3 },  { 895, 3 },  { 910, 3 }, { 934, 3 }, { 942, 3 },
	{ 1015, 3 }, { 1019, 3 },
};

static struct cs_rank_test test_mice_of(int cause)
{
	static struct counts groups[2];
	struct cs_spans both[2];
	const int64_t *own[] = { groups[0].own, groups[1].own };

	count(&groups[0], conventional, COUNT(conventional), cause, -1, false);
	count(&groups[1], germ_free, COUNT(germ_free), cause, -1, false);
	both[0] = spans(&groups[0].sample);
	both[1] = spans(&groups[1].sample);
	return cs_gray_test(both, own, 2);
}

static void test_mice(void)
{
	static const struct left alone[] = { { 2, 1, 0, 0 },
					     { 3, 1, 0, 0 },
					     { 4, 1, 0, 0 } };
	static struct counts c;
	struct cs_rank_test test;
	struct cs_incidence all;

	count(&c, conventional, COUNT(conventional), 1, -1, false);
	all = at(&c, 2000, CS_CONF_PLAIN);
	near(all.incidence, 22. / 99, 1e-13, "without censoring: a share");
	near(all.se, sqrt(22. * 77 / 99 / 99 / 99), 1e-12, "... and its error");
	is_int(all.events_by, 22, "events");
	near(at(&c, 250, CS_CONF_LOG).incidence, 10. / 99, 1e-13, "day 250");
	count(&c, germ_free, COUNT(germ_free), 2, -1, false);
	near(at(&c, 2000, CS_CONF_LOG).incidence, 15. / 82, 1e-13, "sarcoma");
	ok(isnan(at(&c, 429, CS_CONF_LOG).low) &&
	       at(&c, 429, CS_CONF_LOG).incidence == 0,
	   "no interval before the first event");
	count(&c, alone, COUNT(alone), 1, -1, false);
	ok(at(&c, 3, CS_CONF_LOG_LOG).high < 1, "all but one");
	ok(at(&c, 4, CS_CONF_LOG).incidence == 1 &&
	       isnan(at(&c, 4, CS_CONF_LOG).low),
	   "no interval where all have left for it");
	test = test_mice_of(1);
	near(test.chi_square, 2.89548320932, 1e-11, "lymphoma: chi-square");
	near(test.p_value, .0888281369376, 1e-11, "lymphoma: p");
	is_int(test.df, 1, "lymphoma: df");
	near(test_mice_of(2).chi_square, 13.8853420625, 1e-11, "sarcoma");
	near(test_mice_of(3).p_value, 9.96963401324e-3, 1e-11, "others");
	ok(isnan(test_mice_of(4).p_value), "nobody had it: no test");
}

/* --- late entry, ties, censoring --------------------------------------- */

/* Drawn; R has survfit(Surv(entry, time, factor(cause)) ~ 1, id = 1:36). */
static const struct left staggered[] = {
	{ 5, 2, 3, 0 },	 { 7, 0, 0, 1 },  { 5, 2, 0, 2 },  { 5, 1, 2, 0 },
	{ 12, 2, 3, 1 }, { 7, 1, 3, 2 },  { 5, 1, 4, 0 },  { 1, 2, 0, 1 },
	{ 7, 2, 4, 2 },	 { 5, 0, 1, 0 },  { 16, 2, 0, 1 }, { 14, 0, 0, 2 },
	{ 2, 1, 0, 0 },	 { 9, 2, 0, 1 },  { 11, 0, 2, 2 }, { 6, 0, 0, 0 },
	{ 1, 1, 0, 1 },	 { 5, 0, 0, 2 },  { 6, 0, 0, 0 },  { 10, 2, 4, 1 },
	{ 6, 0, 3, 2 },	 { 1, 0, 0, 0 },  { 6, 1, 3, 1 },  { 5, 2, 0, 2 },
	{ 6, 1, 3, 0 },	 { 15, 1, 2, 1 }, { 13, 1, 0, 2 }, { 4, 0, 3, 0 },
	{ 7, 0, 0, 1 },	 { 2, 1, 0, 2 },  { 3, 0, 1, 0 },  { 3, 1, 0, 1 },
	{ 4, 0, 0, 2 },	 { 3, 0, 0, 0 },  { 1, 1, 0, 1 },  { 2, 1, 0, 2 },
};

/* R's standard errors are of another kind where somebody enters late. */
static void test_staggered(void)
{
	static struct counts c;

	count(&c, staggered, COUNT(staggered), 1, -1, false);
	near(at(&c, 3, CS_CONF_LOG).incidence, .268566152222662, 1e-13,
	     "late entry: at 3");
	near(at(&c, 5, CS_CONF_LOG).incidence, .325550718902519, 1e-13,
	     "late entry: at 5");
	near(at(&c, 12, CS_CONF_LOG).incidence, .429044748093143, 1e-13,
	     "late entry: at 12");
	count(&c, staggered, COUNT(staggered), 1, -1, true);
	matches(at(&c, 2, CS_CONF_LOG_LOG),
		(struct cs_incidence){ 30, 0, .172222222222222,
				       .0640952116707799, .0697447521705108,
				       .312898702909465 },
		"log-log at 2");
	matches(at(&c, 5, CS_CONF_LOG_LOG),
		(struct cs_incidence){ 15, 0, .329720164609053,
				       .0820246273722727, .178742597182889,
				       .489214413455319 },
		"log-log at 5");
	matches(at(&c, 5, CS_CONF_LOG),
		(struct cs_incidence){ 15, 0, .329720164609053,
				       .0820246273722727, .202484476433803,
				       .536907267483109 },
		"log at 5");
	matches(at(&c, 5, CS_CONF_PLAIN),
		(struct cs_incidence){ 15, 0, .329720164609053,
				       .0820246273722727, .168954849114081,
				       .490485480104026 },
		"plain at 5");
}

/* The same, each measured from its entry on: three groups, with ties. */
static struct cs_rank_test test_measured(int cause)
{
	static struct counts groups[3];
	struct cs_spans three[3];
	const int64_t *own[3];

	for (int g = 0; g < 3; g++) {
		count(&groups[g], staggered, COUNT(staggered), cause, g, true);
		three[g] = spans(&groups[g].sample);
		own[g] = groups[g].own;
	}
	return cs_gray_test(three, own, 3);
}

static void test_gray(void)
{
	static struct counts c;
	struct cs_spans twice[2];
	const int64_t *own[] = { c.own, c.own };

	near(test_measured(1).chi_square, .493918736370036, 1e-12,
	     "three groups: chi-square");
	is_int(test_measured(1).df, 2, "three groups: df");
	near(test_measured(2).p_value, .922212734830458, 1e-12,
	     "three groups: p of the other cause");
	count(&c, conventional, COUNT(conventional), 1, -1, false);
	twice[0] = twice[1] = spans(&c.sample);
	ok(cs_gray_test(twice, own, 2).chi_square < 1e-20, "alike");
	is_int(cs_gray_test(twice, own, 1).df, 0, "one group");
	ok(isnan(cs_gray_test(twice, own, CS_GRAY_GROUPS + 1).chi_square),
	   "too many groups");
	count(&c, staggered, COUNT(staggered), 1, -1, false);
	twice[1] = spans(&c.sample);
	is_int(cs_gray_test(twice, own, 2).df, 0, "late entry: no test");
}

/* --- edges ------------------------------------------------------------- */

static void test_edges(void)
{
	static const struct left gone[] = { { 1, 1 }, { 1, 2 }, { 2, 1 } };
	static struct counts c;
	struct cs_spans none = { 0 };

	count(&c, gone, COUNT(gone), 1, -1, false);
	near(at(&c, 1, CS_CONF_LOG).incidence, 1. / 3, 1e-15, "two at once");
	near(at(&c, 2, CS_CONF_LOG).incidence, 2. / 3, 1e-15, "all are gone");
	near(at(&c, 2, CS_CONF_LOG).se, sqrt(2. / 27), 1e-14,
	     "and as a share's");
	c.sample.events[1] = 5;
	ok(isnan(at(&c, 2, CS_CONF_LOG).incidence), "more than there were");
	cs_incidence_curve(&none, NULL, .95, CS_CONF_LOG, NULL);
}

/*
 * Of two who start in each group one leaves for the cause at 1, one at 2. At 2
 * one is left of the first, r is 1 / .5, and 1 - F .5: 1 of 1 + 2.
 */
static void test_gray_scores(void)
{
	const double early[] = { 1, 2 }, late[] = { 2, 3 };
	const int64_t one[] = { 1, 0 }, rest[] = { 0, 1 };
	const struct cs_spans both[] = { { 2, early, one, rest, NULL, 2 },
					 { 2, late, one, rest, NULL, 2 } };
	const int64_t *const own[] = { one, one };
	const struct cs_spans few[] = { { 2, early, one, rest, NULL, 0 },
					{ 2, late, one, rest, NULL, 2 } };
	double scores[2];

	cs_gray_scores(both, own, 2, scores);
	near(scores[0], 1 - 1. / 2 - 1. / 3, 1e-12, "a score");
	near(scores[1], -scores[0], 1e-12, "they add up to 0");
	cs_gray_scores(few, own, 2, scores);
	ok(isnan(scores[0]) && isnan(scores[1]), "counts that cannot be");
}

int main(void)
{
	test_mice();
	test_staggered();
	test_gray();
	test_gray_scores();
	test_edges();
	return done_testing();
}
