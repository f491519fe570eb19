/*
 * chart.c - what all charts share: values and labels from data; and the way to
 * each kind. See plot.h.
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "report/internal.h"
#include "report/number.h"
#include "chart/chart.h"
#include "chart/plot.h"

double cs_plot_lines(const struct cs_plot *plot, double lines)
{
	return plot->characters ? 1 : lines * plot->line;
}

enum { MARGINS = 150 }; /* points beside a plot */
enum { PLACES = 4 }; /* on an axis of bars, which are walls if they are few */

size_t cs_plot_room(const struct cs_plot *plot, size_t picture, size_t terminal)
{
	size_t width = (size_t)plot->canvas.width;

	if (!plot->characters)
		return picture * (width - MARGINS) / (CS_CHART_WIDTH - MARGINS);
	return width > CS_CHART_COLUMNS - terminal + 8
		   ? width - (CS_CHART_COLUMNS - terminal)
		   : 8;
}

size_t cs_plot_across(const struct cs_plot *plot)
{
	return cs_plot_room(plot, 112, 62);
}

/* --- cells ---------------------------------------------------------------- */

static const struct cs_cell *cell_of(const struct cs_plot *plot, size_t row,
				     int column)
{
	return cs_table_cell(plot->table, row, (size_t)column);
}

enum cs_type cs_plot_type(const struct cs_plot *plot, int column)
{
	return plot->table->columns[column].type;
}

bool cs_plot_whole(const struct cs_plot *plot, int column)
{
	return cs_plot_type(plot, column) == CS_COUNT;
}

bool cs_plot_value(const struct cs_plot *plot, size_t row, int column,
		   double *value)
{
	const struct cs_cell *cell;

	*value = 0;
	if (column < 0)
		return false;
	cell = cell_of(plot, row, column);
	if (cell->null)
		return false;
	switch (cs_plot_type(plot, column)) {
	case CS_COUNT: *value = (double)cell->as.count; return true;
	case CS_MONEY: *value = cs_money_double(cell->as.money); return true;
	case CS_REAL:
	case CS_SHARE:
	case CS_PERCENT: *value = cell->as.real; return true;
	default: return false;
	}
}

double cs_plot_x(const struct cs_plot *plot, size_t row)
{
	double value;

	if (!cs_plot_value(plot, row, plot->x, &value))
		return (double)row;
	return plot->form->minutes ? log10(fmax(value, 1)) : value;
}

bool cs_plot_flag(const struct cs_plot *plot, size_t row, bool flag)
{
	const struct cs_cell *cell;

	if (plot->complete < 0)
		return false;
	cell = cell_of(plot, row, plot->complete);
	return !cell->null && cell->as.flag == flag;
}

void cs_plot_number(struct cs_plot *plot, bool known, double value)
{
	if (known)
		cs_add_double(&plot->block, value);
	else
		cs_buf_adds(&plot->block, "NaN");
	cs_buf_addc(&plot->block, '\t');
}

void cs_plot_point(struct cs_plot *plot, double x, double y)
{
	cs_plot_number(plot, true, x);
	cs_add_double(&plot->block, y);
	cs_buf_addc(&plot->block, '\n');
}

void cs_plot_range(struct cs_plot *plot, double x, double low, double high)
{
	cs_plot_number(plot, true, x);
	cs_plot_point(plot, low, high);
}

/* --- labels --------------------------------------------------------------- */

const char *cs_plot_printed(struct cs_plot *plot, size_t row, int column,
			    int decimals, bool unit)
{
	cs_buf_clear(&plot->label);
	cs_add_printed(&plot->label, cs_plot_type(plot, column), decimals,
		       cell_of(plot, row, column), unit);
	return plot->label.data;
}

/* A month 2025-03; 0: the text is none. */
static int month_of(const char *text)
{
	static const char digits[] = "0123456789";
	int month;

	if (strspn(text, digits) != 4 || text[4] != '-' ||
	    strspn(text + 5, digits) != 2 || text[7] != '\0')
		return 0;
	month = (text[5] - '0') * 10 + text[6] - '0';
	return month <= 12 ? month : 0;
}

/* Columns of periods have one of these names in all tables. */
static bool has_periods(const struct cs_plot *plot, int column)
{
	const char *name = plot->table->columns[column].name;

	return cs_plot_type(plot, column) == CS_TEXT &&
	       (strcmp(name, "period") == 0 || strcmp(name, "cohort") == 0);
}

const char *cs_plot_label(struct cs_plot *plot, size_t row, int column)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int decimals = cs_column_decimals(plot->table, (size_t)column);
	const char *label = cs_plot_printed(plot, row, column, decimals, true);
	int month = has_periods(plot, column) ? month_of(label) : 0;
	char year[5];

	if (month == 0)
		return label;
	memcpy(year, label, 4);
	year[4] = '\0';
	cs_buf_clear(&plot->label);
	cs_buf_addf(&plot->label, "%.3s %s", names + 3 * (month - 1), year);
	return plot->label.data;
}

/* Points in time: some of them name all. */
static bool in_order(const struct cs_plot *plot)
{
	if (cs_plot_type(plot, plot->x) != CS_TEXT)
		return true;
	for (size_t r = 0; r < plot->rows; r++) {
		const struct cs_cell *cell = cell_of(plot, r, plot->x);

		if (cell->null || *cell->as.text < '0' || *cell->as.text > '9')
			return false;
	}
	return true;
}

/* What stands in a row ends in `end`. */
static bool ends_in(struct cs_plot *plot, size_t row, int x, const char *end)
{
	int decimals = cs_column_decimals(plot->table, (size_t)x);
	const char *label = cs_plot_printed(plot, row, x, decimals, true);
	size_t length = strlen(label), tail = strlen(end);

	return length > tail && strcmp(label + length - tail, end) == 0;
}

/* The kinds of periods, by how the first of a year ends, and their steps. */
static const struct calendar {
	const char *first;
	size_t steps[10]; /* a 0 behind the last */
} calendars[] = {
	{ "-W01", { 1, 2, 4, 13, 26, 52, 104, 260 } },
	{ "-Q1", { 1, 2, 4, 8, 20, 40 } },
	{ "-H1", { 1, 2, 4, 10, 20, 40 } },
	{ "-01", { 1, 2, 3, 6, 12, 24, 36, 60, 120 } },
	{ "", { 1, 2, 5, 10, 20, 50, 100, 200, 500 } },
};

void cs_plot_thin(struct cs_plot *plot, int column, const size_t *rows,
		  size_t count, size_t most)
{
	size_t need = (count + most - 1) / most, start = 0;
	const struct calendar *calendar = calendars;
	const size_t *step;

	for (; *calendar->first; calendar++) {
		for (start = 0; start < count; start++)
			if (ends_in(plot, rows ? rows[start] : start, column,
				    calendar->first))
				break;
		if (start < count)
			break;
	}
	for (step = calendar->steps; *step > 0 && *step < need;)
		step++;
	plot->labels.every = *step > 0 ? *step : need;
	plot->labels.first = *calendar->first ? start % plot->labels.every : 0;
}

void cs_plot_labels(struct cs_plot *plot)
{
	struct cs_labels *labels = &plot->labels;
	size_t across = cs_plot_across(plot), widest = 1, most;

	for (size_t r = 0; r < plot->rows; r++)
		widest =
		    cs_utf8_widest(cs_plot_label(plot, r, plot->x), widest);
	most = across / (widest + 2);
	*labels = (struct cs_labels){ 0, 1, 24, widest, false };
	if (plot->rows <= most)
		return;
	if (in_order(plot)) {
		most = most > 20 ? 20 : most > 0 ? most : 1;
		cs_plot_thin(plot, plot->x, NULL, plot->rows, most);
	} else if (plot->characters) {
		/* text cannot be turned there */
		labels->columns =
		    across / plot->rows > 8 ? across / plot->rows - 1 : 8;
		most = across / (labels->columns + 1);
		labels->every = (plot->rows + most - 1) / most;
	} else {
		labels->turned = true;
		labels->columns = 20;
		labels->widest = widest < 20 ? widest : 20;
		labels->every = (plot->rows + 29) / 30;
	}
}

void cs_plot_tic(struct cs_plot *plot, size_t row)
{
	const struct cs_labels *labels = &plot->labels;
	bool shown =
	    row >= labels->first && (row - labels->first) % labels->every == 0;

	cs_plot_field(&plot->block,
		      shown ? cs_plot_label(plot, row, plot->x) : "",
		      labels->columns);
}

void cs_plot_xtics(struct cs_plot *plot, size_t rows)
{
	double widest = (double)plot->labels.widest, aside = 0.6;
	bool turned = plot->labels.turned;

	if (rows < PLACES && !plot->characters)
		aside += (double)(PLACES - rows) / 2;
	cs_buf_addf(plot->out,
		    "set xtics nomirror scale 0 noenhanced%s\n"
		    "set xrange [%g:%g]\n",
		    turned ? " rotate by 40 right" : "", -aside,
		    (double)(rows - 1) + aside);
	/* gnuplot leaves too much room below and none aside */
	if (turned)
		cs_buf_addf(plot->out,
			    "set bmargin %.1f\nset xlabel offset 0,%.1f\n%s",
			    3.2 + 0.27 * widest, 0.065 * widest,
			    widest > 10 ? "set lmargin 13\n" : "");
}

/* --- a chart -------------------------------------------------------------- */

void cs_plot_no_data(struct cs_plot *plot)
{
	cs_buf_adds(plot->out, "set label 'no data' at graph 0.5, graph 0.5 "
			       "center\n");
}

/* By enum cs_chart_kind. */
static const struct cs_chart_form forms[] = {
	[CS_CHART_BARS] = { cs_plot_bars, cs_bars_signs, .second = true },
	[CS_CHART_STACK] = { cs_plot_stack, .layers = true },
	[CS_CHART_HEATMAP] = { cs_plot_heatmap, .remark = cs_heatmap_remark },
	[CS_CHART_STEP_BAND] = { cs_plot_step_band },
	[CS_CHART_PARETO] = { cs_plot_pareto, .second = true },
	[CS_CHART_LORENZ] = { cs_plot_lorenz, .remark = cs_group_remark,
			      .groups = true },
	[CS_CHART_CURVES] = { cs_plot_curves, .remark = cs_group_remark,
			      .groups = true },
	[CS_CHART_INCIDENCE] = { cs_plot_curves, .remark = cs_group_remark,
				 .groups = true },
	[CS_CHART_PROJECTION] = { cs_plot_projection,
				  .remark = cs_projection_remark,
				  .groups = true, .points = true },
	[CS_CHART_ICEBERG] = { cs_plot_iceberg, cs_iceberg_signs,
			       cs_iceberg_remark },
	[CS_CHART_PERIODS] = { cs_plot_periods, cs_periods_signs,
			       cs_periods_remark },
	[CS_CHART_POINTS] = { cs_plot_points, .remark = cs_group_remark,
			      .groups = true },
	[CS_CHART_WAITS] = { cs_plot_curves, .remark = cs_group_remark,
			     .groups = true, .minutes = true },
};

static int column_of(const struct cs_table *table, const char *name)
{
	int column = name ? cs_table_find(table, name) : -1;

	assert(column >= 0 || name == NULL);
	return column;
}

static void begin(struct cs_plot *plot, const struct cs_chart *chart)
{
	const struct cs_table *table = chart->data;

	plot->chart = chart;
	plot->form = &forms[chart->kind];
	plot->table = table;
	plot->rows = cs_table_rows(table);
	plot->x = column_of(table, chart->x);
	plot->row = column_of(table, chart->row);
	plot->y = column_of(table, chart->y);
	plot->y2 = column_of(table, chart->y2);
	plot->y3 = column_of(table, chart->y3);
	plot->low = column_of(table, chart->low);
	plot->high = column_of(table, chart->high);
	plot->complete = column_of(table, chart->complete);
	plot->marks = column_of(table, chart->marks);
	plot->at_risk = column_of(table, chart->at_risk);
	plot->panel = column_of(table, chart->panel);
	plot->xs = plot->ys = (struct cs_span){ 0, 0 };
	plot->every = 0;
	plot->groups = cs_plot_groups(plot);
	plot->legend = cs_plot_legend(plot);
}

void cs_plot_chart(struct cs_plot *plot, const struct cs_chart *chart)
{
	begin(plot, chart);
	cs_plot_frame(plot);
	if (plot->rows > 0) {
		plot->form->draw(plot);
		return;
	}
	cs_plot_no_data(plot);
	cs_buf_adds(plot->out, "unset tics\n"
			       "set xrange [0:1]\n"
			       "set yrange [0:1]\n"
			       "plot NaN notitle\n");
}
