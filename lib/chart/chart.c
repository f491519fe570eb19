/*
 * chart.c - what all charts share: values and labels from data; and the way to
 * each kind. See plot.h.
 */
#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "report/internal.h"
#include "report/number.h"
#include "chart/plot.h"

size_t cs_plot_across(const struct cs_plot *plot)
{
	return plot->characters ? CS_PLOT_ACROSS_CHARACTERS : CS_PLOT_ACROSS;
}

int cs_chart_column(const struct cs_chart *chart, const char *name)
{
	int column;

	if (name == NULL)
		return -1;
	column = cs_table_find(chart->data, name);
	assert(column >= 0);
	return column;
}

bool cs_plot_value(const struct cs_table *table, size_t row, int column,
		   double *value)
{
	const struct cs_cell *cell;

	*value = 0;
	if (column < 0)
		return false;
	cell = cs_table_cell(table, row, (size_t)column);
	if (cell->null)
		return false;
	switch (table->columns[column].type) {
	case CS_COUNT: *value = (double)cell->as.count; return true;
	case CS_MONEY: *value = cs_money_double(cell->as.money); return true;
	case CS_REAL:
	case CS_SHARE:
	case CS_PERCENT: *value = cell->as.real; return true;
	default: return false;
	}
}

double cs_plot_x(const struct cs_table *table, size_t row, int x)
{
	double value;

	return cs_plot_value(table, row, x, &value) ? value : (double)row;
}

void cs_plot_number(struct cs_buf *out, bool known, double value)
{
	if (known)
		cs_add_double(out, value);
	else
		cs_buf_adds(out, "NaN");
	cs_buf_addc(out, '\t');
}

void cs_plot_point(struct cs_buf *out, double x, double y)
{
	cs_plot_number(out, true, x);
	cs_add_double(out, y);
	cs_buf_addc(out, '\n');
}

void cs_plot_range(struct cs_buf *out, double x, double low, double high)
{
	cs_plot_number(out, true, x);
	cs_plot_point(out, low, high);
}

void cs_plot_label(struct cs_buf *out, const struct cs_table *table, size_t row,
		   int column)
{
	enum cs_type type = table->columns[column].type;

	cs_add_printed(out, type, cs_column_decimals(table, (size_t)column),
		       cs_table_cell(table, row, (size_t)column), true);
}

/* Points in time: some of them name all. */
static bool in_order(const struct cs_table *table, int x)
{
	if (table->columns[x].type != CS_TEXT)
		return true;
	for (size_t r = 0; r < cs_table_rows(table); r++) {
		const struct cs_cell *cell = cs_table_cell(table, r, (size_t)x);

		if (cell->null || *cell->as.text < '0' || *cell->as.text > '9')
			return false;
	}
	return true;
}

static size_t widest_label(const struct cs_table *table, int x)
{
	struct cs_buf label = CS_BUF_INIT;
	size_t widest = 1;

	for (size_t r = 0; r < cs_table_rows(table); r++) {
		size_t width;

		cs_plot_label(&label, table, r, x);
		width = cs_utf8_width(label.data, label.length);
		widest = width > widest ? width : widest;
		cs_buf_clear(&label);
	}
	cs_buf_release(&label);
	return widest;
}

/* The label of a row ends in `end`. */
static bool ends_in(const struct cs_table *table, size_t row, int x,
		    const char *end)
{
	struct cs_buf label = CS_BUF_INIT;
	size_t length = strlen(end);
	bool same;

	cs_plot_label(&label, table, row, x);
	same = label.length > length &&
	       strcmp(label.data + label.length - length, end) == 0;
	cs_buf_release(&label);
	return same;
}

/* The kinds of periods, by how the first of a year ends, and their steps. */
static const struct calendar {
	const char *first;
	size_t steps[10];
} calendars[] = {
	{ "-W01", { 1, 2, 4, 13, 26, 52, 104, 260 } },
	{ "-Q1", { 1, 2, 4, 8, 20, 40 } },
	{ "-01", { 1, 2, 3, 6, 12, 24, 36, 60, 120 } },
	{ "", { 1, 2, 5, 10, 20, 50, 100, 200, 500 } },
};

void cs_plot_thin(struct cs_labels *labels, const struct cs_table *table, int x,
		  const size_t *rows, size_t count, size_t most)
{
	size_t need = (count + most - 1) / most;
	const struct calendar *calendar = calendars;
	size_t start = 0;

	labels->first = 0;
	labels->every = need;
	for (; *calendar->first; calendar++) {
		for (start = 0; start < count; start++)
			if (ends_in(table, rows ? rows[start] : start, x,
				    calendar->first))
				break;
		if (start < count)
			break;
	}
	for (size_t i = 0; i < 10 && calendar->steps[i] > 0; i++) {
		if (calendar->steps[i] < need)
			continue;
		labels->every = calendar->steps[i];
		break;
	}
	if (*calendar->first)
		labels->first = start % labels->every;
}

struct cs_labels cs_plot_labels(const struct cs_plot *plot,
				const struct cs_table *table, int x)
{
	size_t rows = cs_table_rows(table), widest = widest_label(table, x);
	size_t across = cs_plot_across(plot);
	size_t most = across / (widest + 2);
	struct cs_labels labels = { 0, 1, 24, widest, false };

	if (rows <= most)
		return labels;
	if (in_order(table, x)) {
		most = most > 20 ? 20 : most > 0 ? most : 1;
		cs_plot_thin(&labels, table, x, NULL, rows, most);
		return labels;
	}
	if (plot->characters) {
		/* text cannot be turned there */
		labels.columns = across / rows > 8 ? across / rows - 1 : 8;
		most = across / (labels.columns + 1);
		labels.every = (rows + most - 1) / most;
		return labels;
	}
	labels.turned = true;
	labels.columns = 20;
	labels.widest = widest < labels.columns ? widest : labels.columns;
	labels.every = (rows + 29) / 30;
	return labels;
}

void cs_plot_tic(struct cs_buf *out, const struct cs_labels *labels,
		 const struct cs_table *table, size_t row, int x)
{
	struct cs_buf label = CS_BUF_INIT;

	if (row >= labels->first && (row - labels->first) % labels->every == 0)
		cs_plot_label(&label, table, row, x);
	cs_plot_field(out, label.data, labels->columns);
	cs_buf_release(&label);
}

void cs_plot_xtics(struct cs_plot *plot, const struct cs_labels *labels,
		   size_t rows)
{
	cs_buf_addf(plot->out, "set xtics nomirror scale 0 noenhanced%s\n",
		    labels->turned ? " rotate by 40 right" : "");
	cs_buf_addf(plot->out, "set xrange [-0.6:%zu.6]\n", rows - 1);
	if (!labels->turned)
		return;
	/* gnuplot leaves too much room below and none aside */
	cs_buf_addf(plot->out, "set bmargin %.1f\nset xlabel offset 0,%.1f\n",
		    3.2 + 0.27 * (double)labels->widest,
		    0.065 * (double)labels->widest);
	if (labels->widest > 10)
		cs_buf_adds(plot->out, "set lmargin 13\n");
}

void cs_plot_no_data(struct cs_plot *plot)
{
	cs_buf_adds(plot->out, "set label 'no data' at graph 0.5, graph 0.5 "
			       "center\n");
}

const struct cs_chart_form cs_chart_forms[] = {
	[CS_CHART_BARS] = { cs_plot_bars, cs_bars_signs, .second = true },
	[CS_CHART_STACK] = { cs_plot_stack, .layers = true },
	[CS_CHART_HEATMAP] = { cs_plot_heatmap },
	[CS_CHART_STEP_BAND] = { cs_plot_step_band },
	[CS_CHART_PARETO] = { cs_plot_pareto, .second = true },
	[CS_CHART_LORENZ] = { cs_plot_lorenz },
	[CS_CHART_CURVES] = { cs_plot_curves, .remark = cs_group_remark,
			      .groups = true },
	[CS_CHART_PROJECTION] = { cs_plot_projection,
				  .remark = cs_projection_remark,
				  .groups = true, .points = true },
	[CS_CHART_ICEBERG] = { cs_plot_iceberg, cs_iceberg_signs,
			       cs_iceberg_remark },
};

void cs_plot_chart(struct cs_plot *plot, const struct cs_chart *chart)
{
	cs_plot_frame(plot, chart);
	if (cs_table_rows(chart->data) == 0) {
		cs_plot_no_data(plot);
		cs_buf_adds(plot->out, "unset tics\n"
				       "set xrange [0:1]\n"
				       "set yrange [0:1]\n"
				       "plot NaN notitle\n");
		return;
	}
	cs_chart_forms[chart->kind].draw(plot, chart);
}
