/* payments_table.c - the life table by payment. */
#include <stdio.h>

#include "lifetime/report.h"

/*
 * What people are shown: so many rows, and from the fourth on none by itself
 * with fewer at risk; the others are pooled in one.
 */
enum { TEXT_ROWS = 12, ALWAYS = 3, FEW_AT_RISK = 20 };

const struct cs_column payment_columns[] = {
	{ "n", CS_COUNT, "payment", .people = CS_FILES },
	{ "label", CS_TEXT, "payment", .people = CS_PEOPLE },
	{ "reached", CS_COUNT, .people = CS_FILES },
	{ "at_risk", CS_COUNT, "at risk" },
	{ "lapsed", CS_COUNT },
	{ "returned", CS_COUNT, .people = CS_FILES },
	{ "censored", CS_COUNT, .people = CS_FILES },
	{ "share_of_lapses", CS_SHARE, "share of lapses", .people = CS_PEOPLE },
	{ "hazard", CS_SHARE, "lapse rate" },
	{ "hazard_low", CS_SHARE },
	{ "hazard_high", CS_SHARE },
	{ "survival", CS_SHARE, "still there" },
	{ "survival_low", CS_SHARE, .people = CS_FILES },
	{ "survival_high", CS_SHARE, .people = CS_FILES },
	{ "lapse_share", CS_SHARE, .people = CS_FILES },
	{ NULL }
};

/* The cells behind `label`; returned -1: not known. */
static void put_cells(struct cs_table *table,
		      const struct cs_life_counts *counts, int64_t returned,
		      const struct cs_life_row *row)
{
	cs_put_count(table, "reached", counts->reached);
	cs_put_count(table, "at_risk", counts->at_risk);
	cs_put_count(table, "lapsed", counts->lapsed);
	if (returned >= 0)
		cs_put_count(table, "returned", returned);
	else
		cs_put_null(table, "returned");
	cs_put_count(table, "censored", counts->reached - counts->at_risk);
	cs_put_real(table, "share_of_lapses", row->lapse_share);
	cs_put_real(table, "hazard", row->hazard);
	cs_put_interval(table, "hazard", row->hazard_interval);
	cs_put_real(table, "survival", row->survival);
	cs_put_interval(table, "survival", row->survival_interval);
	cs_put_real(table, "lapse_share", row->lapse_share);
}

static void put_row(struct cs_table *table, enum cs_people people,
		    const struct subjects *s, size_t n)
{
	const struct cs_life_counts *counts = &s->counts[n - 1];
	char label[24];

	snprintf(label, sizeof label, "%zu", n);
	cs_row_for(table, people);
	cs_put_count(table, "n", (int64_t)n);
	cs_put_text(table, "label", label);
	put_cells(table, counts, s->returned < 0 ? -1 : counts->returned,
		  &s->rows[n - 1]);
}

/* --- for people -------------------------------------------------------- */

/* How many rows stand by themselves. */
static size_t rows_shown(const struct subjects *s)
{
	size_t observed = subjects_observed(s), n = 0;

	while (n < observed && n < TEXT_ROWS &&
	       (n < ALWAYS || s->counts[n].at_risk >= FEW_AT_RISK))
		n++;
	/* a single row more is not worth pooling */
	return n + 1 == observed ? observed : n;
}

/* All rows from payment `from` on as one: the lapse rate is of their sums. */
static void put_pooled(struct cs_table *table, const struct subjects *s,
		       size_t from)
{
	size_t observed = subjects_observed(s);
	struct cs_life_counts sum = { 0 };
	struct cs_life_row row;
	char label[32];

	for (size_t n = from; n <= observed; n++) {
		sum.at_risk += s->counts[n - 1].at_risk;
		sum.lapsed += s->counts[n - 1].lapsed;
	}
	cs_life_table(&sum, 1, CS_LEVEL, CS_CONF_LOG_LOG, &row);
	row.survival = s->rows[observed - 1].survival;
	row.lapse_share =
	    s->lapsed > 0 ? cs_ratio(sum.lapsed, s->lapsed) : CS_NOTHING;
	snprintf(label, sizeof label, "%zu-%zu", from, observed);
	cs_row_for(table, CS_PEOPLE);
	cs_put_null(table, "n");
	cs_put_text(table, "label", label);
	put_cells(table, &sum, -1, &row);
}

void put_payments(const struct study *study, struct cs_table *table,
		  struct cs_part part, const struct subjects *s)
{
	size_t shown = rows_shown(s);

	(void)study;
	cs_table_set_group(table, part.group);
	for (size_t n = 1; n <= s->ncounts; n++)
		put_row(table, n <= shown ? CS_ALL : CS_FILES, s, n);
	if (shown < subjects_observed(s))
		put_pooled(table, s, shown + 1);
}

static void add_notes(const struct study *study, struct cs_table *table)
{
	struct cs_buf rule = CS_BUF_INIT;

	if (study->lapse.kind != CS_LAPSE_UNSETTLED) {
		cs_lapse_text(&study->lapse, &rule);
		cs_table_add_note(
		    table,
		    "at risk: paid the nth time, without a lapse before, and "
		    "more than %s before the end; lapsed: then did not pay for "
		    "longer than that. \"still there\": after this payment's "
		    "lapses.",
		    rule.data);
	}
	if (study->whole.late > 0)
		cs_table_add_note(
		    table,
		    "%lld customers are first seen at a later payment: they "
		    "count from there on, and not in curve and tenure.",
		    (long long)study->whole.late);
	cs_buf_release(&rule);
}

struct cs_table *payments_table(const struct study *study)
{
	struct cs_table *table = cs_table_add(study->job, PAYMENTS);

	add_notes(study, table);
	return table;
}

struct cs_table *payments_chart_table(const struct study *study)
{
	struct cs_table *table = cs_table_new("payments", "", payment_columns);
	size_t shown = rows_shown(&study->whole);

	for (size_t n = 1; n <= shown; n++)
		put_row(table, CS_ALL, &study->whole, n);
	return table;
}
