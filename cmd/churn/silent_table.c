/* silent_table.c - cs-churn's table silent. */
#include "app/output.h"
#include "churn/report.h"

static const struct cs_column columns[] = { { "method", CS_TEXT },
					    { "kind", CS_TEXT },
					    { "dissatisfied", CS_REAL },
					    { "dissatisfied_low", CS_REAL },
					    { "dissatisfied_high", CS_REAL },
					    { "silent", CS_REAL },
					    { "silent_low", CS_REAL },
					    { "silent_high", CS_REAL },
					    { "basis", CS_TEXT },
					    { NULL } };

static const struct cs_column text_columns[] = {
	{ "method", CS_TEXT },
	{ "kind", CS_TEXT },
	{ "dissatisfied", CS_REAL, NULL, -1 },
	{ "dissatisfied_low", CS_REAL, "range", -1 },
	{ "dissatisfied_high", CS_REAL, NULL, -1 },
	{ "silent", CS_REAL, "silent", -1 },
	{ "silent_low", CS_REAL, "range", -1 },
	{ "silent_high", CS_REAL, NULL, -1 },
	{ NULL }
};

static void put_estimate(struct cs_table *table, struct cs_part part,
			 enum method method, const struct cs_silent *silent)
{
	cs_put_part(table, part);
	cs_put_text(table, "method", method_name(method));
	cs_put_text(table, "kind", method_kind(method));
	cs_put_real(table, "dissatisfied", silent->dissatisfied);
	cs_put_interval(table, "dissatisfied", silent->dissatisfied_interval);
	cs_put_real(table, "silent", silent->silent);
	cs_put_interval(table, "silent", silent->silent_interval);
}

void put_silent(const struct study *study, struct cs_table *table,
		struct cs_part part, int group)
{
	for (int m = 0; m < NMETHODS; m++) {
		struct cs_buf basis = CS_BUF_INIT;
		struct cs_silent silent =
		    estimate(study, group, (enum method)m, &basis);

		put_estimate(table, part, (enum method)m, &silent);
		cs_put_text(table, "basis", basis.data);
		cs_buf_release(&basis);
	}
}

/* For people the basis of each stands below, in sentences. */
static void abridge(const struct study *study, struct cs_table *table)
{
	const struct cs_data *data = &study->job->data;
	bool grouped = data->grouped;
	struct cs_table *text = cs_table_new("silent", "", text_columns);

	if (grouped)
		cs_table_set_grouped(text);
	for (int g = cs_whole_wanted(study->job) ? WHOLE : 0;
	     g < (grouped ? (int)study->ngroups : 0); g++)
		for (int m = 0; m < NMETHODS; m++) {
			struct cs_buf basis = CS_BUF_INIT;
			struct cs_silent silent =
			    estimate(study, g, (enum method)m, &basis);

			put_estimate(text,
				     g == WHOLE
					 ? cs_part_whole()
					 : cs_part_group(data, (size_t)g),
				     (enum method)m, &silent);
			if (g == WHOLE || !cs_whole_wanted(study->job))
				cs_table_add_note(
				    table, "%s%s%s: %s.",
				    g == WHOLE ? "" : data->groups[g],
				    g == WHOLE ? "" : ", ",
				    method_name((enum method)m), basis.data);
			cs_buf_release(&basis);
		}
	cs_table_set_abridged(table, text);
}

struct cs_table *silent_table(const struct study *study)
{
	struct cs_table *table =
	    cs_group_table(study->job, "silent",
			   "How many were unhappy and never said so?", columns);

	if (cs_renderers[study->job->shared.format].for_people)
		abridge(study, table);
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
