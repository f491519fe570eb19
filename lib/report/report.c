/* report.c - tables, charts and words together: see table.h. */
#include "report/table.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/internal.h"

void cs_report_init(struct cs_report *report, const char *command)
{
	memset(report, 0, sizeof *report);
	report->command = command;
	report->marks = (struct cs_marks){ ',', '.', false };
	report->input = cs_object_new();
	report->parameters = cs_object_new();
}

void cs_report_line(struct cs_report *report, const char *line)
{
	report->line = cs_keep_text(&report->texts, line);
}

void cs_report_lead(struct cs_report *report, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	report->lead = cs_keep_line(&report->texts, report->lead,
				    &report->nlead, format, ap);
	va_end(ap);
}

void cs_report_scope(struct cs_report *report, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	report->scope = cs_keep_line(&report->texts, report->scope,
				     &report->nscope, format, ap);
	va_end(ap);
}

void cs_report_warning(struct cs_report *report, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	report->warnings = cs_keep_line(&report->texts, report->warnings,
					&report->nwarnings, format, ap);
	va_end(ap);
}

struct cs_table *cs_report_add(struct cs_report *report, struct cs_table *table)
{
	report->tables = cs_realloc(report->tables, report->ntables + 1,
				    sizeof(struct cs_table *));
	return report->tables[report->ntables++] = table;
}

/* Rows in which one of the columns has a value. */
static size_t filled(const struct cs_table *table, const char *y,
		     const char *y2)
{
	const char *const names[] = { y, y2 };
	size_t count = 0;

	for (size_t row = 0; row < cs_table_rows(table); row++) {
		bool known = false;

		for (size_t i = 0; i < 2; i++) {
			int column =
			    names[i] ? cs_table_find(table, names[i]) : -1;

			known |=
			    column >= 0 &&
			    !cs_table_cell(table, row, (size_t)column)->null;
		}
		count += known;
	}
	return count;
}

/* A single bar or point says no more than a number does. */
static bool says_something(const struct cs_chart *chart)
{
	switch (chart->kind) {
	case CS_CHART_BARS:
	case CS_CHART_PARETO:
	case CS_CHART_STACK:
	case CS_CHART_POINTS:
	case CS_CHART_PERIODS: return filled(chart->data, chart->y, NULL) > 1;
	case CS_CHART_ICEBERG:
		return filled(chart->data, chart->y, chart->y2) > 0;
	default: return true;
	}
}

void cs_report_chart(struct cs_report *report, const struct cs_chart *chart,
		     bool owned)
{
	struct cs_chart copy = *chart;
	const char **strings[] = {
		&copy.table,  &copy.title,    &copy.subtitle, &copy.xlabel,
		&copy.ylabel, &copy.y2label,  &copy.x,	      &copy.row,
		&copy.y,      &copy.y2,	      &copy.y3,	      &copy.low,
		&copy.high,   &copy.complete, &copy.marks,    &copy.at_risk,
		&copy.panel,  &copy.names[0], &copy.names[1], &copy.names[2],
	};

	if (!says_something(chart)) {
		report->undrawn = true;
		if (owned)
			cs_table_free((struct cs_table *)chart->data);
		return;
	}
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
		if (*strings[i] != NULL)
			*strings[i] = cs_keep_text(&report->texts, *strings[i]);
	copy.owned = owned;
	report->charts = cs_realloc(report->charts, report->ncharts + 1,
				    sizeof *report->charts);
	report->charts[report->ncharts++] = copy;
}

void cs_report_release(struct cs_report *report)
{
	free(report->lead);
	free(report->scope);
	free(report->warnings);
	cs_object_free(report->input);
	cs_object_free(report->parameters);
	for (size_t i = 0; i < report->ntables; i++)
		cs_table_free(report->tables[i]);
	free(report->tables);
	/* the promise not to change an owned table ends here */
	for (size_t i = 0; i < report->ncharts; i++)
		if (report->charts[i].owned)
			cs_table_free(
			    (struct cs_table *)report->charts[i].data);
	free(report->charts);
	cs_arena_release(&report->texts);
	memset(report, 0, sizeof *report);
}

static struct cs_table *find_table(const struct cs_report *report,
				   const char *name)
{
	for (size_t i = 0; i < report->ntables; i++)
		if (strcmp(report->tables[i]->name, name) == 0)
			return report->tables[i];
	return NULL;
}

const struct cs_table **cs_report_select(const struct cs_report *report,
					 const char *const *names,
					 size_t nnames, enum cs_people people,
					 size_t *count)
{
	size_t n = nnames > 0 ? nnames : report->ntables;
	const struct cs_table **selected =
	    cs_calloc(n + 1, sizeof(struct cs_table *));

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		struct cs_table *table = nnames > 0
					     ? find_table(report, names[i])
					     : report->tables[i];
		const struct cs_table *view;
		size_t twin = 0;

		if (table == NULL)
			continue;
		view = cs_table_view(table, people);
		while (twin < *count && selected[twin] != view)
			twin++;
		if (twin == *count)
			selected[(*count)++] = view;
	}
	return selected;
}
