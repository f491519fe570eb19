/* tables.c - cs-lifetime's tables together, and summary. */
#include <string.h>

#include "lifetime/report.h"

/* --- which there are --------------------------------------------------- */

bool mode_has(enum mode mode, const char *table)
{
	static const char *const by_payment[] = { "payments", "sbg",
						  "projection", NULL };

	if (strcmp(table, "tenure") == 0)
		return mode == MODE_PAYMENTS;
	for (size_t i = 0; by_payment[i] != NULL; i++)
		if (strcmp(table, by_payment[i]) == 0)
			return mode == MODE_PAYMENTS || mode == MODE_SURVIVORS;
	return true;
}

void put_all(const struct study *study, struct cs_table *table, put_part *put)
{
	const struct cs_data *data = &study->job->data;

	if (cs_whole_wanted(study->job))
		put(study, table, cs_part_whole(), &study->whole);
	for (size_t g = 0; data->grouped && g < study->ngroups; g++)
		put(study, table, cs_part_group(data, g), &study->groups[g]);
}

void report_tables(const struct study *study)
{
	static const struct {
		const char *name;
		struct cs_table *(*make)(const struct study *study);
		put_part *put;
		bool is_long;
	} tables[] = {
		{ "summary", summary_table, put_summary, false },
		{ "payments", payments_table, put_payments, false },
		{ "curve", curve_table, put_curve, true },
		{ "sbg", sbg_table, put_sbg, false },
		{ "projection", projection_table, put_projection, false },
		{ "tenure", tenure_table, put_tenure, false },
	};

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		bool needed = tables[i].is_long
				  ? cs_table_wanted(study->job, tables[i].name)
				  : cs_table_needed(study->job, tables[i].name);

		if (needed && mode_has(study->job->mode, tables[i].name))
			put_all(study, tables[i].make(study), tables[i].put);
		if (tables[i].is_long)
			report_compare(study);
	}
}

/* --- summary ----------------------------------------------------------- */

static const struct cs_column summary_columns[] = {
	{ "customers", CS_COUNT },
	{ "lapsed", CS_COUNT },
	{ "returned", CS_COUNT, "... of those who came back", .sparse = true },
	{ "censored", CS_COUNT, "not lapsed when last seen" },
	{ "lapse_after_days", CS_COUNT, "lapse: days of silence",
	  .sparse = true },
	{ "median_payments", CS_COUNT, "payments until half have lapsed",
	  .sparse = true },
	{ "negligible_after", CS_COUNT, "lapses negligible from payment",
	  .sparse = true },
	{ "modal_lapse_payment", CS_COUNT, "most lapses come after payment",
	  .sparse = true },
	{ "modal_lapse_share", CS_SHARE, "... their share of all lapses",
	  .sparse = true },
	{ "median_time", CS_REAL, "time until half have lapsed", 1 },
	{ "median_time_low", CS_REAL, NULL, 1 },
	{ "median_time_high", CS_REAL, NULL, 1 },
	{ "restricted_mean", CS_REAL, "mean time, up to the limit", 1 },
	{ "restricted_to", CS_REAL, "... the limit", 1 },
	{ "expected_lapses", CS_REAL, "lapses if all groups were alike", 1 },
	{ NULL }
};

/* Survivors are counted by period, not by payment. */
static const char *title_by_period(const struct cs_column *column)
{
	static const char *const titles[][2] = {
		{ "median_payments", "periods until half have lapsed" },
		{ "negligible_after", "lapses negligible from period" },
		{ "modal_lapse_payment", "most lapses come after period" },
	};

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (strcmp(column->name, titles[i][0]) == 0)
			return titles[i][1];
	return column->title;
}

struct cs_table *summary_table(const struct study *study)
{
	struct cs_job *job = study->job;
	enum { N = sizeof summary_columns / sizeof *summary_columns - 1 };
	struct cs_column columns[N + 1];
	struct cs_table *table;

	memcpy(columns, summary_columns, sizeof columns);
	for (size_t i = 0; study->job->mode == MODE_SURVIVORS && i < N; i++)
		columns[i].title = title_by_period(&columns[i]);
	if (!job->data.grouped)
		columns[N - 1].name = NULL; /* expected_lapses */
	table =
	    cs_group_table(job, "summary", "How long do they stay?", columns);
	cs_table_set_layout(table, CS_FIELDS);
	if (study->job->mode == MODE_DURATIONS)
		cs_table_add_note(table, "Times are as in the input.");
	else
		cs_table_add_note(
		    table, "Times are in %s%s.", study_unit(study),
		    study->job->mode == MODE_SURVIVORS ? "s" : "");
	return table;
}

size_t negligible_after(const struct study *study,
			const struct subjects *subjects)
{
	/* the default rule calls a twentieth of all gaps a lapse, whatever they
	 * are */
	if (study->lapse.kind == CS_LAPSE_USUAL)
		return 0;
	return cs_life_negligible(subjects->counts, subjects->ncounts,
				  study->options->negligible, CS_LEVEL);
}

/* A number that is 0 or less where there is none. */
static void put_number(struct cs_table *table, const char *column,
		       int64_t number)
{
	if (number > 0)
		cs_put_count(table, column, number);
	else
		cs_put_null(table, column);
}

static void put_by_payment(const struct study *study, struct cs_table *table,
			   const struct subjects *s)
{
	struct cs_duration lapse = cs_lapse_length(&study->lapse);
	size_t modal = cs_life_modal(s->counts, s->ncounts);

	if (study->lapse.kind != CS_LAPSE_UNSETTLED && lapse.months == 0)
		cs_put_count(table, "lapse_after_days", lapse.days);
	else
		cs_put_null(table, "lapse_after_days");
	put_number(table, "median_payments",
		   (int64_t)cs_life_median(s->rows, s->ncounts));
	put_number(table, "negligible_after",
		   (int64_t)negligible_after(study, s));
	put_number(table, "modal_lapse_payment", (int64_t)modal);
	cs_put_real(table, "modal_lapse_share",
		    modal > 0 ? s->rows[modal - 1].lapse_share : CS_NOTHING);
}

void put_summary(const struct study *study, struct cs_table *table,
		 struct cs_part part, const struct subjects *s)
{
	struct cs_spans spans = subjects_spans(s);
	struct cs_curve_time median = cs_curve_quantile(&spans, s->curve, .5);

	cs_put_part(table, part);
	cs_put_count(table, "customers", s->customers);
	cs_put_count(table, "lapsed", s->lapsed);
	if (s->returned >= 0)
		cs_put_count(table, "returned", s->returned);
	else
		cs_put_null(table, "returned");
	cs_put_count(table, "censored", s->customers - s->lapsed);
	put_by_payment(study, table, s);
	cs_put_real(table, "median_time", median.time);
	cs_put_real(table, "median_time_low", median.low);
	cs_put_real(table, "median_time_high", median.high);
	cs_put_real(
	    table, "restricted_mean",
	    cs_restricted_mean(&spans, s->curve, study->restricted_to, NULL));
	cs_put_real(table, "restricted_to", study->restricted_to);
	if (study->job->data.grouped)
		cs_put_real(table, "expected_lapses", s->expected);
}
