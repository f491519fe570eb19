/* payments_table.c - the life table by payment. */
#include <stdio.h>

#include "lifetime/report.h"
#include "report/number.h"

/*
 * What people are shown: so many rows, and from the fourth on none by itself
 * with fewer at risk; the others are pooled in one.
 */
enum { TEXT_ROWS = 12, ALWAYS = 3, FEW_AT_RISK = 20 };

/* Fewer within reach, and the row is marked: see struct cs_life_row. */
#define MOSTLY .9

const struct cs_column payment_columns[] = {
	{ "n", CS_COUNT, "payment", .people = CS_FILES,
	  .means = "number of the payment" },
	{ "label", CS_TEXT, "payment", .people = CS_PEOPLE,
	  .means = "number of the payment, or from which to which" },
	{ "reached", CS_COUNT, .people = CS_FILES,
	  .means = "customers who made their nth payment, in the window, "
		   "without a lapse before" },
	{ "at_risk", CS_COUNT, "at risk",
	  .means = "of those, on whom it can be told whether they lapsed after "
		   "it" },
	{ "lapsed", CS_COUNT, .means = "of those at risk, who did" },
	{ "returned", CS_COUNT, .people = CS_FILES,
	  .means = "of the lapsed, who paid again later; of orders only" },
	{ "censored", CS_COUNT, .people = CS_FILES,
	  .means = "reached - at_risk: paid too late to tell" },
	{ "share_of_lapses", CS_SHARE, "share of lapses", .people = CS_PEOPLE,
	  .means = "share of all lapses that came after it" },
	{ "hazard", CS_SHARE, "lapse rate",
	  .means = "lapsed / at_risk, Wilson's interval; where payments do "
		   "not fall due, customers weigh by the chance to have been "
		   "watched so long" },
	{ "hazard_low", CS_SHARE },
	{ "hazard_high", CS_SHARE },
	{ "survival", CS_SHARE, "still there",
	  .means =
	      "share still there after this payment's lapses: the product "
	      "of 1 - hazard up to this row, interval by --conf-type; none "
	      "once nobody is at risk" },
	{ "survival_low", CS_SHARE, .people = CS_FILES },
	{ "survival_high", CS_SHARE, .people = CS_FILES },
	{ "lapse_share", CS_SHARE, .people = CS_FILES,
	  .means = "share of all lapses that came after this payment" },
	{ "within_reach", CS_SHARE, .people = CS_FILES,
	  .means = "of those who go as far as this payment, the estimated "
		   "share that comes to it within the time that customers were "
		   "watched: the quick; below .9 text marks the row with *; "
		   "none where payments fall due" },
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
	cs_put_known(table, "returned", returned >= 0, returned);
	cs_put_count(table, "censored", counts->reached - counts->at_risk);
	cs_put_real(table, "share_of_lapses", row->lapse_share);
	cs_put_real(table, "hazard", row->hazard);
	cs_put_interval(table, "hazard", row->hazard_interval);
	cs_put_real(table, "survival", row->survival);
	cs_put_interval(table, "survival", row->survival_interval);
	cs_put_real(table, "lapse_share", row->lapse_share);
	cs_put_real(table, "within_reach", row->within_reach);
}

/* Is the row of quick buyers only? */
static const char *mark(const struct cs_life_row *row)
{
	return row->within_reach < MOSTLY ? "*" : "";
}

static void put_row(struct cs_table *table, const struct subjects *s, size_t n)
{
	size_t row = subjects_row(s, n);
	const struct cs_life_counts *counts = &s->counts[row];
	char label[24];

	snprintf(label, sizeof label, "%zu%s", n, mark(&s->rows[row]));
	cs_row(table);
	cs_put_count(table, "n", (int64_t)n);
	cs_put_text(table, "label", label);
	put_cells(table, counts, s->returned < 0 ? -1 : counts->returned,
		  &s->rows[row]);
}

/* --- for people -------------------------------------------------------- */

/* How many rows stand by themselves. */
static size_t rows_shown(const struct subjects *s)
{
	size_t observed = s->observed, n = 0;

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
	size_t observed = s->observed;
	struct cs_life_counts counts;
	struct cs_life_row row = subjects_pooled(s, from, &counts);
	char label[32];

	if (s->pooled != NULL)
		row.hazard_interval = s->pooled[from - 1];
	row.survival = s->rows[observed - 1].survival;
	row.lapse_share =
	    s->lapsed > 0 ? cs_ratio(counts.lapsed, s->lapsed) : CS_NOTHING;
	snprintf(label, sizeof label, "%zu-%zu%s", from,
		 subjects_number(s, observed) - 1,
		 mark(&s->rows[observed - 1]));
	cs_row(table);
	cs_put_null(table, "n");
	cs_put_text(table, "label", label);
	put_cells(table, &counts, -1, &row);
}

static void put_shown_row(const void *study, struct cs_table *table,
			  const void *part, size_t row)
{
	(void)study;
	put_row(table, part, row + 1);
}

static void put_further_row(const void *study, struct cs_table *table,
			    const void *part, size_t row)
{
	(void)study;
	put_row(table, part, rows_shown(part) + row + 1);
}

static void put_pooled_row(const void *study, struct cs_table *table,
			   const void *part, size_t row)
{
	(void)study;
	put_pooled(table, part, rows_shown(part) + row + 1);
}

void put_payments(const void *study, struct cs_table *table, const void *part)
{
	const struct subjects *s = part;
	size_t shown = rows_shown(s);

	if (cs_lapse_missing(&((const struct study *)study)->lapse))
		return; /* who had lapsed before has not reached a payment */
	cs_rows_later(table, shown, put_shown_row, study, s);
	if (shown < s->ncounts)
		cs_rows_later_for(table, CS_FILES,
				  subjects_number(s, s->ncounts) - 1 - shown,
				  put_further_row, study, s);
	if (shown < s->observed)
		cs_rows_later_for(table, CS_PEOPLE, 1, put_pooled_row, study,
				  s);
}

static bool any_marked(const struct study *study)
{
	for (size_t g = 0; g <= study->ngroups; g++) {
		const struct subjects *s =
		    g < study->ngroups ? &study->groups[g] : &study->whole;
		size_t observed = s->observed;

		if (observed > 0 && *mark(&s->rows[observed - 1]) != '\0')
			return true;
	}
	return false;
}

static void note_rule(const struct study *study, struct cs_table *table)
{
	struct cs_buf rule = CS_BUF_INIT;

	cs_lapse_text(&study->lapse, &rule);
	cs_table_add_note(
	    table,
	    "at risk: paid the nth time, without a lapse before, and more than "
	    "%s before the end; lapsed: then did not pay for longer than that. "
	    "\"still there\": after this payment's lapses.",
	    rule.data);
	cs_buf_release(&rule);
}

void begin_payments(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	if (study->lapse.kind != CS_LAPSE_UNSETTLED)
		note_rule(study, table);
	if (cs_lapse_missing(&study->lapse))
		return;
	if (!study_falls_due(study))
		cs_table_add_note(
		    table,
		    "Quick buyers come to a payment before the data end, slow "
		    "ones may not: so lapse rates weigh customers by the "
		    "chance to have been watched so long.%s",
		    any_marked(study)
			? " * more than a tenth of those who go so far come "
			  "too late to be seen: the row is of the quick, and "
			  "its rate likely too low."
			: "");
	if (study->whole.late > 0)
		cs_table_add_note(
		    table,
		    "%s %s first seen at a later payment: %s from there on, "
		    "and not in curve and tenure.",
		    cs_counted(study->whole.late, "customer").text,
		    study->whole.late == 1 ? "is" : "are",
		    study->whole.late == 1 ? "it counts" : "they count");
}

void chart_payments(const void *of, struct cs_report *report,
		    const char *answer)
{
	const struct study *study = of;
	struct cs_table *data =
	    cs_table_open(&lifetime_tables[PAYMENTS], false);
	struct cs_chart chart = {
		.table = lifetime_tables[PAYMENTS].name,
		.kind = CS_CHART_BARS,
		.data = data,
		.title = lifetime_tables[PAYMENTS].question,
		.subtitle = answer,
		.xlabel = "after payment number",
		.ylabel = "share who lapse, with 95 % interval",
		.y2label = "share still there",
		.x = "n",
		.y = "hazard",
		.low = "hazard_low",
		.high = "hazard_high",
		.y2 = "survival",
		.names = { "lapse after this payment", "still there" },
	};
	size_t shown = rows_shown(&study->whole);

	if (cs_lapse_missing(&study->lapse)) {
		cs_table_free(data);
		return;
	}
	for (size_t n = 1; n <= shown; n++)
		put_row(data, &study->whole, n);
	cs_report_chart(report, &chart, true);
}
