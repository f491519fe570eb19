/* bars.c - charts of bars: plain, stacked, Pareto. See plot.h. */
#include <math.h>

#include "base/utf8.h"
#include "report/internal.h"
#include "report/number.h"
#include "chart/plot.h"

enum { VALUES_SHOWN = 14 }; /* up to so many bars carry their value */
enum { BARS = 1000 };	    /* more are narrower than a point */

static double box_width(size_t rows)
{
	return rows <= 60 ? 0.72 : rows <= 150 ? 0.86 : 1;
}

struct bars {
	int x, y, y2, low, high;
	bool values;  /* printed above the bars */
	int decimals; /* of the values */
	size_t every; /* so many rows are one bar, the longest of them */
	struct cs_span span;
};

static void add_words(struct cs_buf *out, const struct bars *bars,
		      const struct cs_table *table, size_t r)
{
	cs_add_printed(out, table->columns[bars->y].type, bars->decimals,
		       cs_table_cell(table, r, (size_t)bars->y), true);
}

/* Values that do not fit lose their decimals; if that is not enough, all go. */
static void choose_values(struct bars *bars, const struct cs_table *table,
			  size_t across)
{
	size_t rows = cs_table_rows(table), widest;
	struct cs_buf words = CS_BUF_INIT;
	bool shares = table->columns[bars->y].type == CS_SHARE;

	bars->decimals = cs_column_decimals(table, (size_t)bars->y);
	while (bars->values) {
		widest = 0;
		for (size_t r = 0; r < rows; r++) {
			size_t width;

			cs_buf_clear(&words);
			add_words(&words, bars, table, r);
			width = cs_utf8_width(words.data, words.length);
			widest = width > widest ? width : widest;
		}
		if (rows * (widest + 2) <= across)
			break;
		bars->values = bars->decimals > 0 && !shares;
		bars->decimals = 0;
	}
	cs_buf_release(&words);
}

/* The longest of the bars that stand in the place of one. */
static size_t longest(const struct bars *bars, const struct cs_table *table,
		      size_t first)
{
	double most = -1, value;
	size_t found = first;

	for (size_t r = first; r < first + bars->every; r++) {
		if (r >= cs_table_rows(table))
			break;
		if (!cs_plot_value(table, r, bars->y, &value) ||
		    fabs(value) <= most)
			continue;
		most = fabs(value);
		found = r;
	}
	return found;
}

/* number, y, low, high, label of x, value in words, top of the bar, y2 */
static void add_bar(struct cs_buf *rows, struct bars *bars,
		    const struct cs_labels *labels,
		    const struct cs_table *table, size_t place)
{
	size_t r = longest(bars, table, place);
	double y, low, high, y2, top;
	bool known = cs_plot_value(table, r, bars->y, &y);
	bool has_low = cs_plot_value(table, r, bars->low, &low);
	bool has_high = cs_plot_value(table, r, bars->high, &high);
	struct cs_buf value = CS_BUF_INIT;

	top = fmax(has_high ? fmax(y, high) : y, 0);
	cs_span_widen(&bars->span, top);
	cs_span_widen(&bars->span, has_low ? fmin(y, low) : y);
	cs_buf_addf(rows, "%zu\t", place);
	cs_plot_number(rows, known, y);
	cs_plot_number(rows, known && has_low && has_high, low);
	cs_plot_number(rows, known && has_low && has_high, high);
	cs_plot_tic(rows, labels, table, place, bars->x);
	if (known && bars->values)
		add_words(&value, bars, table, r);
	cs_plot_field(rows, value.data, 0);
	cs_add_double(rows, top);
	if (bars->y2 >= 0) {
		cs_buf_addc(rows, '\t');
		known = cs_plot_value(table, r, bars->y2, &y2);
		cs_plot_number(rows, known, y2);
		cs_buf_addf(rows, "%zu", r);
	}
	cs_buf_addc(rows, '\n');
	cs_buf_release(&value);
}

static struct cs_axis y_axis(const struct cs_plot *plot,
			     const struct cs_table *table, int y, double least,
			     double most, bool labels)
{
	bool whole = table->columns[y].type == CS_COUNT;

	return cs_axis_choose(least, most, whole, false, labels ? 0.08 : 0.02,
			      plot->characters ? 4 : 6);
}

/*
 * Room for 4 or 5 steps, so that the tics of a share on the second axis stand
 * beside those of the first.
 */
static void add_two_axes(struct cs_buf *out, const struct cs_table *table,
			 const struct bars *bars)
{
	enum cs_type type = table->columns[bars->y].type;
	enum cs_type type2 = table->columns[bars->y2].type;
	double whole = type2 == CS_PERCENT ? 100 : 1;
	struct cs_axis axis = cs_axis_choose(bars->span.low, bars->span.high,
					     type == CS_COUNT, false, 0, 5);
	struct cs_axis shares = { 0, 1.02 * whole, whole / 5 };
	long first, last;

	cs_axis_tics(&axis, &first, &last);
	if (first == 0 && last <= 5) {
		last = last < 4 ? 4 : last;
		axis.high = 1.02 * (double)last * axis.step;
		shares.step = whole / (double)last;
	}
	cs_axis_write(out, "y", &axis, type);
	cs_axis_write(out, "y2", &shares, type2);
	cs_buf_adds(out, "set y2tics textcolor rgb '" CS_COLOUR_LINE "'\n");
}

/* What is drawn over the bars. */
static void add_layers_of_bars(struct cs_plot *plot, const struct bars *bars,
			       unsigned block, size_t rows)
{
	struct cs_buf *out = plot->out;

	/* vectors, since error bars leave a hole where their point would be */
	if (bars->low >= 0 && bars->high >= 0 && !plot->characters)
		cs_buf_addf(
		    out,
		    ", \\\n  $data%u using 1:3:(0):($4-$3) with vectors "
		    "%s lc rgb '%s' notitle",
		    block,
		    rows <= 30	 ? "heads size screen 0.004,90 lw 1.5"
		    : rows <= 60 ? "nohead lw 1.5"
				 : "nohead lw 0.7",
		    rows <= 60 ? CS_COLOUR_TEXT : CS_COLOUR_SOFT);
	if (bars->values)
		cs_buf_addf(out,
			    ", \\\n  $data%u using 1:7:6 with labels offset "
			    "0,0.7 noenhanced tc rgb '" CS_COLOUR_TEXT
			    "' notitle",
			    block);
	if (bars->y2 < 0)
		return;
	cs_buf_addf(out, ", \\\n  $data%u using 1:8 axes x1y2 with ", block);
	if (plot->characters)
		cs_buf_adds(out, "lines lt 2 notitle");
	else
		cs_buf_addf(out,
			    "%s lw 2.5 pt 7 ps 0.8 lc rgb '" CS_COLOUR_LINE
			    "' notitle",
			    rows <= 40 ? "linespoints" : "lines");
}

void cs_plot_bars(struct cs_plot *plot, const struct cs_chart *chart)
{
	const struct cs_table *table = chart->data;
	size_t rows = cs_table_rows(table);
	struct bars bars = {
		.x = cs_chart_column(chart, chart->x),
		.y = cs_chart_column(chart, chart->y),
		.y2 = cs_chart_column(chart, chart->y2),
		.low = cs_chart_column(chart, chart->low),
		.high = cs_chart_column(chart, chart->high),
		.every = (rows + BARS - 1) / BARS,
		/* the line would run through them */
		.values = rows <= VALUES_SHOWN && !plot->characters &&
			  chart->y2 == NULL,
	};
	struct cs_labels labels = cs_plot_labels(plot, table, bars.x);
	struct cs_buf data = CS_BUF_INIT, *out = plot->out;
	struct cs_axis axis;
	unsigned block;

	choose_values(&bars, table, cs_plot_across(plot));
	/* what is written on the axis has to be where a bar is */
	labels.every =
	    (labels.every + bars.every - 1) / bars.every * bars.every;
	labels.first =
	    (labels.first + bars.every - 1) / bars.every * bars.every;
	for (size_t r = 0; r < rows; r += bars.every)
		add_bar(&data, &bars, &labels, table, r);
	block = cs_plot_block(plot, &data);
	cs_plot_xtics(plot, &labels, rows);
	if (bars.y2 >= 0) {
		add_two_axes(out, table, &bars);
	} else {
		axis = y_axis(plot, table, bars.y, bars.span.low,
			      bars.span.high, bars.values);
		cs_axis_write(out, "y", &axis, table->columns[bars.y].type);
	}
	cs_buf_addf(out, "set boxwidth %.2f\n",
		    box_width(rows) * (double)bars.every);
	cs_buf_addf(out,
		    "plot $data%u using 1:2:xtic(5) with boxes lc rgb '%s' "
		    "notitle",
		    block, bars.low >= 0 ? CS_COLOUR_SECOND : CS_COLOUR_MAIN);
	add_layers_of_bars(plot, &bars, block, rows);
	cs_buf_addc(out, '\n');
	cs_buf_release(&data);
}

void cs_bars_signs(const struct cs_plot *plot, const struct cs_chart *chart,
		   double up)
{
	const char *bars = chart->low ? CS_COLOUR_SECOND : CS_COLOUR_MAIN;
	bool small = plot->characters;

	if (chart->names[0])
		cs_plot_sign(plot, small ? "*" : CS_SIGN_SQUARE, bars,
			     chart->names[0], 0, up, false);
	/* at the side of its axis */
	if (chart->names[1])
		cs_plot_sign(plot, small ? "#" : CS_SIGN_DISC, CS_COLOUR_LINE,
			     chart->names[1], 0, up, true);
}

/* A legend at the top right, in the order of the layers. */
static void add_legend(struct cs_plot *plot, const char *colours[3],
		       const struct cs_chart *chart, int layers)
{
	struct cs_buf *out = plot->out;

	if (plot->characters) {
		/* no colours there: the name of the axis tells the layers */
		cs_buf_adds(out, "plot ");
		return;
	}
	cs_buf_adds(out, "set key at graph 1, graph 1.02 bottom right "
			 "horizontal Left reverse samplen 1 width 1 "
			 "noenhanced textcolor rgb '" CS_COLOUR_SOFT "'\n"
			 "plot ");
	for (int i = 0; i < layers; i++) {
		cs_buf_addf(out, "NaN with boxes lc rgb '%s' title ",
			    colours[i]);
		cs_plot_string(out, chart->names[i] ? chart->names[i] : " ");
		cs_buf_adds(out, ", \\\n  ");
	}
}

void cs_plot_stack(struct cs_plot *plot, const struct cs_chart *chart)
{
	static const char *colours[3] = { CS_COLOUR_MAIN, CS_COLOUR_SECOND,
					  CS_COLOUR_THIRD };
	const struct cs_table *table = chart->data;
	size_t rows = cs_table_rows(table);
	const char *names[3] = { chart->y, chart->y2, chart->y3 };
	int x = cs_chart_column(chart, chart->x), layers = 0, y[3];
	struct cs_labels labels = cs_plot_labels(plot, table, x);
	struct cs_buf data = CS_BUF_INIT, *out = plot->out;
	struct cs_axis axis;
	double most = 0;
	unsigned block;

	for (; layers < 3 && names[layers]; layers++)
		y[layers] = cs_chart_column(chart, names[layers]);
	/* number, y, y + y2, y + y2 + y3, label, number */
	for (size_t r = 0; r < rows; r++) {
		double sum = 0, value;

		cs_buf_addf(&data, "%zu\t", r);
		for (int i = 0; i < layers; i++) {
			cs_plot_value(table, r, y[i], &value);
			sum += value;
			cs_plot_number(&data, true, sum);
		}
		most = fmax(most, sum);
		cs_plot_tic(&data, &labels, table, r, x);
		cs_buf_addf(&data, "%zu\n", r);
	}
	block = cs_plot_block(plot, &data);
	cs_plot_xtics(plot, &labels, rows);
	axis = y_axis(plot, table, y[0], 0, most, false);
	cs_axis_write(out, "y", &axis, table->columns[y[0]].type);
	cs_buf_addf(out, "set boxwidth %.2f\n", box_width(rows));
	add_legend(plot, colours, chart, layers);
	/* the tallest first: each hides the lower part of the one before */
	for (int i = layers - 1; i >= 0; i--)
		cs_buf_addf(out,
			    "$data%u using 1:%d:xtic(%d) with boxes lc rgb "
			    "'%s' notitle%s",
			    block, i + 2, layers + 2, colours[i],
			    i > 0 ? ", \\\n  " : "\n");
	cs_buf_release(&data);
}

void cs_plot_pareto(struct cs_plot *plot, const struct cs_chart *chart)
{
	const struct cs_table *table = chart->data;
	size_t rows = cs_table_rows(table);
	int x = cs_chart_column(chart, chart->x);
	int y = cs_chart_column(chart, chart->y);
	int y2 = cs_chart_column(chart, chart->y2);
	struct cs_labels labels = cs_plot_labels(plot, table, x);
	struct cs_axis axis, shares = { 0, 1.02, 0.2 };
	struct cs_buf data = CS_BUF_INIT, *out = plot->out;
	double least = 0, most = 0;
	unsigned block;

	/* number, y, y2, label, number */
	for (size_t r = 0; r < rows; r++) {
		double value, share;
		bool known = cs_plot_value(table, r, y, &value);
		bool shared = cs_plot_value(table, r, y2, &share);

		cs_buf_addf(&data, "%zu\t", r);
		cs_plot_number(&data, known, value);
		cs_plot_number(&data, shared, share);
		cs_plot_tic(&data, &labels, table, r, x);
		cs_buf_addf(&data, "%zu\n", r);
		least = fmin(least, value);
		most = fmax(most, value);
	}
	block = cs_plot_block(plot, &data);
	cs_plot_xtics(plot, &labels, rows);
	axis = y_axis(plot, table, y, least, most, false);
	cs_axis_write(out, "y", &axis, table->columns[y].type);
	cs_axis_write(out, "y2", &shares, CS_SHARE);
	cs_buf_adds(out, "set y2tics textcolor rgb '" CS_COLOUR_LINE "'\n");
	cs_buf_addf(out, "set boxwidth %.2f\n", box_width(rows));
	cs_buf_addf(out,
		    "plot $data%u using 1:2:xtic(4) with boxes lc rgb "
		    "'" CS_COLOUR_SECOND "' notitle, \\\n"
		    "  $data%u using 1:3 axes x1y2 with %s lw 2.5 pt 7 ps 0.8 "
		    "lc rgb '" CS_COLOUR_LINE "' notitle\n",
		    block, block,
		    rows <= 40 && !plot->characters ? "linespoints" : "lines");
	cs_buf_release(&data);
}
