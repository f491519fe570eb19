/* tables.c - the tables of cs-lifetime: summary, curve and compare. */
#include <math.h>

#include "app/clusters.h"
#include "lifetime/report.h"

/* --- summary ----------------------------------------------------------- */

static const struct cs_column summary_columns[] = {
	{ "customers", CS_COUNT,
	  .means = "with a payment in the window, and no lapse before it",
	  .brief = true },
	{ "lapsed", CS_COUNT,
	  .means = "of those, whose first lapse began in the window",
	  .brief = true },
	{ "returned", CS_COUNT, "... of those who came back", .sparse = true,
	  .means = "of those, who paid again later; of orders only" },
	{ "censored", CS_COUNT, "not lapsed when last seen",
	  .means = "customers - lapsed: they are not known to stay" },
	{ "lapse_after_days", CS_COUNT, "lapse: days of silence",
	  .sparse = true,
	  .means = "the lapse rule; none where it counts in months, and "
		   "without orders" },
	{ "median_payments", CS_COUNT, "payments until half have lapsed",
	  .sparse = true,
	  .means = "the first payment after which half or fewer are still "
		   "there" },
	{ "negligible_after", CS_COUNT, "lapses negligible from payment",
	  .sparse = true,
	  .means = "from this payment on lapses are shown to be rarer than "
		   "--negligible; none: not shown, or payments do not fall "
		   "due" },
	{ "modal_lapse_payment", CS_COUNT, "most lapses come after payment",
	  .sparse = true, .means = "the payment that most lapses follow" },
	{ "modal_lapse_share", CS_SHARE, "... their share of all lapses",
	  .sparse = true, .means = "share of all lapses that follow it" },
	{ "median_time", CS_REAL, "time until half have lapsed", 1,
	  .means = "time by which half have lapsed, from curve; none where "
		   "more than half stay to the end",
	  .brief = true },
	{ "median_time_low", CS_REAL, NULL, 1 },
	{ "median_time_high", CS_REAL, NULL, 1 },
	{ "restricted_mean", CS_REAL, "mean time, up to the limit", 1,
	  .means = "mean time up to restricted_to: who stays longer counts as "
		   "staying until then; none of a group that nobody was "
		   "watched in so long" },
	{ "restricted_mean_low", CS_REAL, NULL, 1 },
	{ "restricted_mean_high", CS_REAL, NULL, 1 },
	{ "restricted_to", CS_REAL, "... the limit", 1,
	  .means = "the limit of restricted_mean" },
	{ "negligible_a_year", CS_SHARE, NULL, .people = CS_FILES,
	  .means = "--negligible as a lapse rate per year: 1 - (1 - "
		   "negligible)^(payments a year); none where "
		   "negligible_after is none" },
	{ "expected_lapses", CS_REAL, "lapses if all groups were alike", 1,
	  .by_group = true,
	  .means = "lapses if all groups had one curve, as in the log-rank "
		   "test",
	  .brief = true },
	{ NULL }
};

static bool lacks_mean(const struct study *study, const struct subjects *s)
{
	return s->ntimes > 0 && study->restricted_to > 0 &&
	       isnan(study_mean(study, s).mean);
}

/* Why a mean is missing: its curve would have to be drawn out. */
static void add_mean_note(const struct study *study, struct cs_table *table)
{
	bool lacks =
	    cs_whole_wanted(study->job) && lacks_mean(study, &study->whole);

	for (size_t g = 0; study->job->data.grouped && g < study->ngroups; g++)
		lacks |= lacks_mean(study, &study->groups[g]);
	if (lacks)
		cs_table_add_note(table, "No mean time: nobody was watched up "
					 "to the limit; --restrict-to sets "
					 "it.");
}

static void begin_summary(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	enum mode mode = study->job->mode;

	if (mode == MODE_SURVIVORS) {
		cs_table_set_heading(table, "median_payments",
				     "periods until half have lapsed");
		cs_table_set_heading(table, "negligible_after",
				     "lapses negligible from period");
		cs_table_set_heading(table, "modal_lapse_payment",
				     "most lapses come after period");
	}
	if (mode == MODE_DURATIONS)
		cs_table_add_note(table, "Times are as in the input.");
	else
		cs_table_add_note(table, "Times are in %ss.",
				  study_unit(study));
	add_mean_note(study, table);
	add_causes_note(study, table);
}

size_t negligible_after(const struct study *study,
			const struct subjects *subjects)
{
	size_t n;

	if (!study_falls_due(study))
		return 0;
	n = cs_negligible(subjects->counts, subjects->spread, subjects->ncounts,
			  study->options->negligible, CS_LEVEL);
	/* of clusters, all from there on have to prove it too */
	while (n > 0 && subjects->pooled != NULL &&
	       !(subjects->pooled[n - 1].high < study->options->negligible))
		n = n < subjects->ncounts ? n + 1 : 0;
	return n;
}

static void put_by_payment(const struct study *study, struct cs_table *table,
			   const struct subjects *s)
{
	struct cs_duration lapse = cs_lapse_length(&study->lapse);
	size_t modal = cs_life_modal(s->counts, s->ncounts);
	size_t median = cs_life_median(s->rows, s->ncounts);
	size_t negligible = negligible_after(study, s);

	cs_put_known(table, "lapse_after_days",
		     study->lapse.kind != CS_LAPSE_UNSETTLED &&
			 lapse.months == 0,
		     lapse.days);
	cs_put_known(table, "median_payments", median > 0,
		     median > 0 ? (int64_t)subjects_number(s, median - 1) : 0);
	cs_put_known(table, "negligible_after", negligible > 0,
		     (int64_t)negligible);
	cs_put_known(table, "modal_lapse_payment", modal > 0,
		     modal > 0 ? (int64_t)subjects_number(s, modal - 1) : 0);
	cs_put_real(table, "modal_lapse_share",
		    modal > 0 ? s->rows[modal - 1].lapse_share : CS_NOTHING);
}

static void put_summary(const void *of, struct cs_table *table,
			const void *part)
{
	const struct study *study = of;
	const struct subjects *s = part;
	struct cs_spans spans = subjects_spans(s);
	struct cs_curve_time median = cs_curve_quantile(&spans, s->curve, .5);
	struct cs_mean_time mean = study_mean(study, s);
	bool ruled = !cs_lapse_missing(&study->lapse);

	cs_row(table);
	/* of a window, who had lapsed before it is none of them */
	cs_put_known(table, "customers",
		     ruled || study->job->shared.window.from == CS_DAY_MIN,
		     s->customers);
	cs_put_known(table, "lapsed", ruled, s->lapsed);
	cs_put_known(table, "returned", ruled && s->returned >= 0, s->returned);
	cs_put_known(table, "censored", ruled, s->customers - s->lapsed);
	put_by_payment(study, table, s);
	cs_put_real(table, "median_time", median.time);
	cs_put_range(table, "median_time", median.low, median.high);
	cs_put_real(table, "restricted_mean", mean.mean);
	cs_put_range(table, "restricted_mean", mean.low, mean.high);
	cs_put_real(table, "restricted_to", study->restricted_to);
	cs_put_real(table, "negligible_a_year",
		    negligible_after(study, s) > 0 ? study_a_year(study)
						   : CS_NOTHING);
	if (study->job->data.grouped)
		cs_put_real(table, "expected_lapses",
			    ruled ? s->expected : CS_NOTHING);
}

/* --- curve ------------------------------------------------------------- */

static const struct cs_column curve_columns[] = {
	{ "time", CS_REAL, NULL, 2,
	  .means = "days, periods, or whatever --time holds" },
	{ "at_risk", CS_COUNT, "at risk",
	  .means = "who entered before that time, and had neither lapsed nor "
		   "was last seen before it" },
	{ "events", CS_COUNT, "lapsed", .means = "who lapsed at that time" },
	{ "censored", CS_COUNT, .means = "who were last seen then" },
	{ "survival", CS_SHARE, "still there",
	  .means = "share still there after it, interval by --conf-type; no "
		   "interval before the first event, and at 0" },
	{ "se", CS_REAL, "standard error", 4,
	  .means = "standard error of survival (Greenwood)" },
	{ "survival_low", CS_SHARE },
	{ "survival_high", CS_SHARE },
	{ NULL }
};

static void begin_curve(const void *study, struct cs_table *table)
{
	add_causes_note(study, table);
}

static void put_point(const void *study, struct cs_table *table,
		      const void *part, size_t i)
{
	const struct subjects *s = part;
	const struct cs_km *km = &s->curve[i];

	(void)study;
	cs_row(table);
	cs_put_real(table, "time", s->times[i]);
	cs_put_count(table, "at_risk", km->at_risk);
	cs_put_count(table, "events", s->events[i]);
	cs_put_count(table, "censored", s->censored[i]);
	cs_put_real(table, "survival", km->survival);
	cs_put_real(table, "se", km->se);
	cs_put_range(table, "survival", km->low, km->high);
}

static void put_curve(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct subjects *s = part;
	size_t limit = (size_t)study->job->shared.limit;

	cs_rows_later(table, limit > 0 && limit < s->ntimes ? limit : s->ntimes,
		      put_point, study, s);
}

static void put_all_points(const void *study, struct cs_table *table,
			   const void *part)
{
	const struct subjects *s = part;

	for (size_t i = 0; i < s->ntimes; i++)
		put_point(study, table, s, i);
}

int64_t subjects_size(const void *part)
{
	return ((const struct subjects *)part)->customers;
}

static void chart_curve(const void *of, struct cs_report *report,
			const char *answer)
{
	const struct study *study = of;
	struct cs_table *data = cs_table_open(&lifetime_tables[CURVE], true);
	struct cs_chart chart = {
		.table = lifetime_tables[CURVE].name,
		.kind = CS_CHART_CURVES,
		.data = data,
		.title = lifetime_tables[CURVE].question,
		/* the chart of payments has it, if there is one */
		.subtitle = study->whole.ncounts > 0 ? NULL : answer,
		.xlabel = kind_of(study->job)->clock,
		.ylabel = "share still there, with 95 % interval",
		.x = "time",
		.y = "survival",
		.low = "survival_low",
		.high = "survival_high",
		.row = cs_part_column.name,
		.marks = "censored",
		.at_risk = "at_risk",
	};

	if (cs_lapse_missing(&study->lapse)) {
		cs_table_free(data);
		return;
	}
	cs_draw_parts(study->job, &study->parts, subjects_size, study,
		      put_all_points, data, &chart);
	cs_report_chart(report, &chart, true);
}

/* --- compare ----------------------------------------------------------- */

static const struct cs_column compare_columns[] = {
	{ "test", CS_TEXT, .means = "log-rank, gehan, tarone-ware or peto" },
	{ "chi_square", CS_REAL, "chi-square", 3,
	  .means = "chi-square statistic" },
	{ "df", CS_COUNT, "degrees of freedom", .means = "degrees of freedom" },
	{ "p_value", CS_REAL, "p-value", 4,
	  .means = "probability of such a statistic or a larger one if there "
		   "were no difference" },
	{ NULL }
};

static void begin_compare(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	if (study->ngroups > CS_RANK_GROUPS)
		cs_table_add_note(table,
				  "Not tested: more than %d groups. That they "
				  "are not all alike would say little of so "
				  "many; choose some with --where.",
				  CS_RANK_GROUPS);
	add_causes_note(study, table);
	cs_table_add_note(table, "log-rank weighs all times alike, the others "
				 "early ones more: gehan by how many are at "
				 "risk, tarone-ware by its root, peto by how "
				 "many are still there. Choose one before "
				 "looking.");
	add_joint_note(study, table);
}

void add_joint_note(const struct study *study, struct cs_table *table)
{
	if (cs_clustered(study->job))
		cs_table_add_note(table,
				  "With --cluster: chi-square is its degrees "
				  "of freedom times "
				  "F, whose others are %zu less these.",
				  study->job->data.clusters.slices);
}

void put_joint(struct cs_table *table, const struct cs_joint_test *test)
{
	cs_put_real(table, "chi_square", test->df1 * test->f);
	cs_put_count(table, "df", test->df1);
	cs_put_real(table, "p_value", test->p_value);
}

static void put_compare(const void *of, struct cs_table *table,
			const void *part)
{
	const struct study *study = of;
	static const char *const names[CS_NRANK_WEIGHTS] = {
		[CS_LOG_RANK] = "log-rank",
		[CS_GEHAN] = "gehan",
		[CS_TARONE_WARE] = "tarone-ware",
		[CS_PETO] = "peto",
	};

	(void)part;
	for (int w = 0; w < CS_NRANK_WEIGHTS; w++) {
		struct cs_rank_test test =
		    study_test(study, (enum cs_rank_weight)w);

		cs_row(table);
		cs_put_text(table, "test", names[w]);
		if (cs_clustered(study->job)) {
			put_joint(table, &study->tests[w]);
			continue;
		}
		cs_put_real(table, "chi_square", test.chi_square);
		cs_put_known(table, "df", study->ngroups <= CS_RANK_GROUPS,
			     test.df);
		cs_put_real(table, "p_value", test.p_value);
	}
}

/* --- all of them ------------------------------------------------------- */

enum {
	BY_PAYMENT = 1 << MODE_PAYMENTS | 1 << MODE_SURVIVORS,
	OF_ORDERS = 1 << MODE_PAYMENTS,
	OF_SPELLS = 1 << MODE_CONTRACTS | 1 << MODE_DURATIONS
};

static const char spells_with_causes[] = "contracts or durations with --cause";

const struct cs_table_spec lifetime_tables[] = {
	[SUMMARY] = { "summary", "How long do they stay?", summary_columns,
		      CS_FIELDS, .begin = begin_summary, .put = put_summary },
	[PAYMENTS] = { "payments", "After which payment do they lapse?",
		       payment_columns, .modes = BY_PAYMENT,
		       .wants = "orders or --survivors",
		       .begin = begin_payments, .put = put_payments,
		       .chart = chart_payments },
	[CURVE] = { "curve", "How long do they stay?", curve_columns,
		    .is_long = true, .begin = begin_curve, .put = put_curve,
		    .chart = chart_curve },
	[COMPARE] = { "compare", "Do the groups stay equally long?",
		      compare_columns, .across = true, .begin = begin_compare,
		      .put = put_compare },
	[SBG] = { "sbg", "The lapse rates as a beta-geometric model",
		  sbg_columns, CS_FIELDS, .modes = BY_PAYMENT,
		  .wants = "orders or --survivors", .begin = begin_sbg,
		  .put = put_sbg },
	[PROJECTION] = { "projection", "How many will stay?",
			 projection_columns, .modes = BY_PAYMENT,
			 .wants = "orders or --survivors",
			 .begin = begin_projection, .put = put_projection,
			 .chart = chart_projection },
	[TENURE] = { "tenure",
		     "Do customers become worth more the longer they stay?",
		     tenure_columns, .modes = OF_ORDERS, .wants = "orders",
		     .begin = begin_tenure, .put = put_tenure,
		     .chart = chart_tenure },
	[CAUSES] = { "causes", "Why do they leave?", cause_columns,
		     .modes = OF_SPELLS, .wants = spells_with_causes,
		     .asked = has_causes, .begin = begin_causes,
		     .put = put_causes },
	[INCIDENCE] = { "incidence", "Why do they leave, and when?",
			incidence_columns, .is_long = true, .modes = OF_SPELLS,
			.wants = spells_with_causes, .asked = has_causes,
			.put = put_incidence, .chart = chart_incidence },
	[GRAY] = { "gray", "Do the groups leave for the same causes?",
		   gray_columns, .across = true, .modes = OF_SPELLS,
		   .wants = spells_with_causes, .asked = has_causes,
		   .begin = begin_gray, .put = put_gray },
	{ NULL }
};
