/* report.c - tables, charts and words together: see table.h. */
#include "report/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/internal.h"

void cs_report_init(struct cs_report *report, const char *command)
{
	memset(report, 0, sizeof *report);
	report->command = command;
	report->input = cs_object_new();
	report->parameters = cs_object_new();
}

/* Makes the list one longer. Lists of a report are short: no spare room. */
__attribute__((format(printf, 3, 0))) static char **add_line(char **lines,
							     size_t *count,
							     const char *format,
							     va_list ap)
{
	struct cs_buf valid = CS_BUF_INIT;
	va_list again;
	int length;
	char *text;

	va_copy(again, ap);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	text = cs_malloc((size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, ap);
	lines = cs_realloc(lines, *count + 1, sizeof *lines);
	lines[(*count)++] = cs_strdup(cs_valid_text(text, &valid));
	cs_buf_release(&valid);
	free(text);
	return lines;
}

void cs_report_lead(struct cs_report *report, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	report->lead = add_line(report->lead, &report->nlead, format, ap);
	va_end(ap);
}

void cs_report_scope(struct cs_report *report, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	report->scope = add_line(report->scope, &report->nscope, format, ap);
	va_end(ap);
}

void cs_report_warning(struct cs_report *report, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	report->warnings =
	    add_line(report->warnings, &report->nwarnings, format, ap);
	va_end(ap);
}

struct cs_table *cs_report_add(struct cs_report *report, struct cs_table *table)
{
	report->tables = cs_realloc(report->tables, report->ntables + 1,
				    sizeof(struct cs_table *));
	return report->tables[report->ntables++] = table;
}

/* Calls visit() for every string of a chart. */
static void each_string(struct cs_chart *chart, void (*visit)(const char **))
{
	const char **strings[] = {
		&chart->table,	  &chart->title,    &chart->subtitle,
		&chart->xlabel,	  &chart->ylabel,   &chart->y2label,
		&chart->x,	  &chart->row,	    &chart->y,
		&chart->y2,	  &chart->y3,	    &chart->low,
		&chart->high,	  &chart->complete, &chart->marks,
		&chart->at_risk,  &chart->names[0], &chart->names[1],
		&chart->names[2],
	};

	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
		visit(strings[i]);
}

static void copy_string(const char **string)
{
	struct cs_buf valid = CS_BUF_INIT;

	if (*string)
		*string = cs_strdup(cs_valid_text(*string, &valid));
	cs_buf_release(&valid);
}

static void free_string(const char **string)
{
	free((char *)*string);
}

void cs_report_chart(struct cs_report *report, const struct cs_chart *chart,
		     bool owned)
{
	struct cs_chart *copy;

	report->charts = cs_realloc(report->charts, report->ncharts + 1,
				    sizeof *report->charts);
	copy = &report->charts[report->ncharts++];
	*copy = *chart;
	each_string(copy, copy_string);
	if (!owned)
		return;
	report->owned = cs_realloc(report->owned, report->nowned + 1,
				   sizeof(struct cs_table *));
	/* the report frees it: the promise not to change it ends there */
	report->owned[report->nowned++] = (struct cs_table *)chart->data;
}

static void free_lines(char **lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(lines[i]);
	free(lines);
}

void cs_report_release(struct cs_report *report)
{
	free_lines(report->lead, report->nlead);
	free_lines(report->scope, report->nscope);
	free_lines(report->warnings, report->nwarnings);
	cs_object_free(report->input);
	cs_object_free(report->parameters);
	for (size_t i = 0; i < report->ntables; i++)
		cs_table_free(report->tables[i]);
	free(report->tables);
	for (size_t i = 0; i < report->ncharts; i++)
		each_string(&report->charts[i], free_string);
	free(report->charts);
	for (size_t i = 0; i < report->nowned; i++)
		cs_table_free(report->owned[i]);
	free(report->owned);
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
