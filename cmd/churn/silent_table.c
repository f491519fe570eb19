/* silent_table.c - cs-churn's table silent. */
#include "app/output.h"
#include "churn/report.h"

const struct cs_column silent_columns[] = {
	{ "method", CS_TEXT },
	{ "kind", CS_TEXT },
	{ "dissatisfied", CS_REAL, NULL, -1 },
	{ "dissatisfied_low", CS_REAL, "range", -1 },
	{ "dissatisfied_high", CS_REAL, NULL, -1 },
	{ "silent", CS_REAL, NULL, -1 },
	{ "silent_low", CS_REAL, "range", -1 },
	{ "silent_high", CS_REAL, NULL, -1 },
	{ "basis", CS_TEXT, .people = CS_FILES },
	{ NULL }
};

void put_silent(const struct study *study, struct cs_table *table,
		struct cs_part part, int group)
{
	for (int m = 0; m < NMETHODS; m++) {
		struct cs_buf basis = CS_BUF_INIT;
		struct cs_silent silent =
		    estimate(study, group, (enum method)m, &basis);

		cs_put_part(table, part);
		cs_put_text(table, "method", method_name((enum method)m));
		cs_put_text(table, "kind", method_kind((enum method)m));
		cs_put_real(table, "dissatisfied", silent.dissatisfied);
		cs_put_interval(table, "dissatisfied",
				silent.dissatisfied_interval);
		cs_put_real(table, "silent", silent.silent);
		cs_put_interval(table, "silent", silent.silent_interval);
		cs_put_text(table, "basis", basis.data);
		cs_buf_release(&basis);
	}
}

/* For people the basis of each stands below, of the first of the groups. */
static void add_notes(const struct study *study, struct cs_table *table)
{
	bool whole = cs_whole_wanted(study->job);
	const char *group = whole ? NULL : study->job->data.groups[0];

	for (int m = 0; m < NMETHODS; m++) {
		struct cs_buf basis = CS_BUF_INIT;

		estimate(study, whole ? WHOLE : 0, (enum method)m, &basis);
		cs_table_add_note(table, "%s%s%s: %s.", whole ? "" : group,
				  whole ? "" : ", ",
				  method_name((enum method)m), basis.data);
		cs_buf_release(&basis);
	}
}

struct cs_table *silent_table(const struct study *study)
{
	struct cs_table *table = cs_table_add(study->job, SILENT);

	add_notes(study, table);
	cs_table_add_note(
	    table,
	    "The methods rest on different assumptions and are not to be "
	    "added up. The range of a scenario is what its assumption "
	    "spans, that of an estimate or lower bound its 95 %% "
	    "interval.");
	return table;
}

/* At least 0; NaN stays. */
static double floored(double value)
{
	return value < 0 ? 0 : value;
}

/*
 * What a scenario's assumption spans is drawn as no error bar: it has no
 * coverage, and would dwarf what was measured. Lapses too few show as none.
 */
struct cs_table *silent_chart_table(const struct study *study)
{
	static const char *const labels[NMETHODS] = {
		[ARTICULATION] = "scenario: assumed share who complain",
		[PROACTIVE_CONTACTS] = "estimate: those who were asked",
		[TWO_LISTS] = "estimate: two lists (Chapman)",
		[EXCESS_LAPSE] = "lower bound: lapses after failures",
	};
	static const struct cs_column chart_columns[] = {
		{ "method", CS_TEXT },	    { "voiced", CS_COUNT },
		{ "silent", CS_REAL },	    { "silent_low", CS_REAL },
		{ "silent_high", CS_REAL }, { NULL }
	};
	struct cs_table *table = cs_table_new("silent", "", chart_columns);

	for (int m = 0; m < NMETHODS; m++) {
		struct cs_buf basis = CS_BUF_INIT;
		struct cs_silent silent =
		    estimate(study, WHOLE, (enum method)m, &basis);

		cs_row(table);
		cs_put_text(table, "method", labels[m]);
		if (knows_complaints(study))
			cs_put_count(table, "voiced", study->whole.complained);
		else
			cs_put_null(table, "voiced");
		cs_put_real(table, "silent", floored(silent.silent));
		cs_put_real(table, "silent_low",
			    m == ARTICULATION
				? CS_NOTHING
				: floored(silent.silent_interval.low));
		cs_put_real(table, "silent_high",
			    m == ARTICULATION
				? CS_NOTHING
				: floored(silent.silent_interval.high));
		cs_buf_release(&basis);
	}
	return table;
}
