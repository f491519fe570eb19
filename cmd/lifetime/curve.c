/* curve.c - cs-lifetime's tables curve and compare. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "app/shared.h"
#include "lifetime/report.h"

/* --- curve ------------------------------------------------------------- */

const struct cs_column curve_columns[] = {
	{ "time", CS_REAL, NULL, 2 },
	{ "at_risk", CS_COUNT, "at risk" },
	{ "events", CS_COUNT, "lapsed" },
	{ "censored", CS_COUNT },
	{ "survival", CS_SHARE, "still there" },
	{ "se", CS_REAL, "standard error", 4 },
	{ "survival_low", CS_SHARE },
	{ "survival_high", CS_SHARE },
	{ NULL }
};

struct cs_table *curve_table(const struct study *study)
{
	return cs_table_add(study->job, CURVE);
}

static void put_point(struct cs_table *table, struct cs_part part,
		      const struct subjects *s, size_t i)
{
	const struct cs_km *km = &s->curve[i];

	cs_put_part(table, part);
	cs_put_real(table, "time", s->times[i]);
	cs_put_count(table, "at_risk", km->at_risk);
	cs_put_count(table, "events", s->events[i]);
	cs_put_count(table, "censored", s->censored[i]);
	cs_put_real(table, "survival", km->survival);
	cs_put_real(table, "se", km->se);
	cs_put_real(table, "survival_low", km->low);
	cs_put_real(table, "survival_high", km->high);
}

static void put_points(struct cs_table *table, struct cs_part part,
		       const struct subjects *s, size_t most)
{
	for (size_t i = 0; i < s->ntimes && i < most; i++)
		put_point(table, part, s, i);
}

void put_curve(const struct study *study, struct cs_table *table,
	       struct cs_part part, const struct subjects *s)
{
	(void)study;
	put_points(table, part, s,
		   study->job->shared.limit > 0
		       ? (size_t)study->job->shared.limit
		       : SIZE_MAX);
}

/* By group, if there are any; else of the whole. */
struct cs_table *curve_chart_table(const struct study *study)
{
	const struct cs_data *data = &study->job->data;
	struct cs_table *table = cs_table_new("curve", "", curve_columns);

	cs_table_set_grouped(table);
	if (!data->grouped)
		put_points(table, (struct cs_part){ "all" }, &study->whole,
			   SIZE_MAX);
	for (size_t g = 0; data->grouped && g < study->ngroups; g++)
		put_points(table, cs_part_group(data, g), &study->groups[g],
			   SIZE_MAX);
	return table;
}

/* --- compare ----------------------------------------------------------- */

const struct cs_column compare_columns[] = {
	{ "test", CS_TEXT },
	{ "chi_square", CS_REAL, "chi-square", 3 },
	{ "df", CS_COUNT, "degrees of freedom" },
	{ "p_value", CS_REAL, "p-value", 4 },
	{ NULL }
};

static const char *const test_names[CS_NRANK_WEIGHTS] = {
	[CS_LOG_RANK] = "log-rank",
	[CS_GEHAN] = "gehan",
	[CS_TARONE_WARE] = "tarone-ware",
	[CS_PETO] = "peto",
};

void report_compare(const struct study *study)
{
	size_t n = study->ngroups;
	struct cs_table *table;
	struct cs_spans *spans;

	if (!cs_table_needed(study->job, COMPARE))
		return;
	table = cs_table_add(study->job, COMPARE);
	spans = cs_calloc(n, sizeof *spans);
	for (size_t g = 0; g < n; g++)
		spans[g] = subjects_spans(&study->groups[g]);
	for (int w = 0; w < CS_NRANK_WEIGHTS; w++) {
		struct cs_rank_test test =
		    cs_rank_test(spans, n, (enum cs_rank_weight)w, NULL, NULL);

		cs_row(table);
		cs_put_text(table, "test", test_names[w]);
		cs_put_real(table, "chi_square", test.chi_square);
		cs_put_count(table, "df", test.df);
		cs_put_real(table, "p_value", test.p_value);
	}
	cs_table_add_note(table, "log-rank weighs all times alike, the others "
				 "early ones more: gehan "
				 "by how many are at risk, tarone-ware by its "
				 "root, peto by how many "
				 "are still there. Choose one before looking.");
	free(spans);
}
