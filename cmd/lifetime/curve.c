/* curve.c - cs-lifetime's tables curve and compare. */
#include "lifetime/report.h"

/* --- curve ------------------------------------------------------------- */

const struct cs_column curve_columns[] = {
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

static void put_points(struct cs_table *table, const struct subjects *s,
		       size_t most)
{
	for (size_t i = 0; i < s->ntimes && i < most; i++) {
		const struct cs_km *km = &s->curve[i];

		cs_row(table);
		cs_put_real(table, "time", s->times[i]);
		cs_put_count(table, "at_risk", km->at_risk);
		cs_put_count(table, "events", s->events[i]);
		cs_put_count(table, "censored", s->censored[i]);
		cs_put_real(table, "survival", km->survival);
		cs_put_real(table, "se", km->se);
		cs_put_range(table, "survival", km->low, km->high);
	}
}

void put_curve(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	long limit = study->job->shared.limit;

	put_points(table, part, limit > 0 ? (size_t)limit : SIZE_MAX);
}

static void put_all_points(const struct study *study, struct cs_table *table,
			   const struct subjects *s)
{
	(void)study;
	put_points(table, s, SIZE_MAX);
}

void chart_curve(const void *of, struct cs_report *report, const char *answer)
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

	put_each(study, data, put_all_points);
	cs_report_chart(report, &chart, true);
}

/* --- compare ----------------------------------------------------------- */

const struct cs_column compare_columns[] = {
	{ "test", CS_TEXT, .means = "log-rank, gehan, tarone-ware or peto" },
	{ "chi_square", CS_REAL, "chi-square", 3,
	  .means = "chi-square statistic" },
	{ "df", CS_COUNT, "degrees of freedom", .means = "degrees of freedom" },
	{ "p_value", CS_REAL, "p-value", 4,
	  .means = "probability of such a statistic or a larger one if there "
		   "were no difference" },
	{ NULL }
};

void begin_compare(const void *study, struct cs_table *table)
{
	(void)study;
	cs_table_add_note(table, "log-rank weighs all times alike, the others "
				 "early ones more: gehan by how many are at "
				 "risk, tarone-ware by its root, peto by how "
				 "many are still there. Choose one before "
				 "looking.");
}

void put_compare(const void *study, struct cs_table *table, const void *part)
{
	static const char *const names[CS_NRANK_WEIGHTS] = {
		[CS_LOG_RANK] = "log-rank",
		[CS_GEHAN] = "gehan",
		[CS_TARONE_WARE] = "tarone-ware",
		[CS_PETO] = "peto",
	};

	(void)part;
	for (int w = 0; w < CS_NRANK_WEIGHTS; w++) {
		struct cs_rank_test test =
		    study_test(study, (enum cs_rank_weight)w, NULL);

		cs_row(table);
		cs_put_text(table, "test", names[w]);
		cs_put_real(table, "chi_square", test.chi_square);
		cs_put_count(table, "df", test.df);
		cs_put_real(table, "p_value", test.p_value);
	}
}
