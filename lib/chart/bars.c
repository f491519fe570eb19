/* bars.c - charts of bars: plain, stacked, Pareto. See plot.h. */
#include <math.h>

#include "base/utf8.h"
#include "report/internal.h"
#include "report/number.h"
#include "chart/plot.h"

enum { VALUES_SHOWN = 14 }; /* up to so many bars carry their value */
enum { BARS = 1000 };	    /* more are narrower than a point */

/* Of places. */
static double width_of(const struct cs_plot *plot)
{
	return plot->rows <= 60 ? 0.72 : plot->rows <= 150 ? 0.86 : 1;
}

/* `every` rows share a bar. */
static void add_width(struct cs_plot *plot, size_t every)
{
	cs_buf_addf(plot->out, "set boxwidth %.2f\n",
		    width_of(plot) * (double)every);
}

/* The longest of the bars that stand in the place of one. */
static size_t longest(const struct cs_plot *plot, size_t every, size_t first)
{
	double most = -1, value;
	size_t found = first;

	for (size_t r = first; r < first + every && r < plot->rows; r++) {
		if (!cs_plot_value(plot, r, plot->y, &value) ||
		    fabs(value) <= most)
			continue;
		most = fabs(value);
		found = r;
	}
	return found;
}

/* The bars of a terminal that has blocks, of layer `layer` of `y`. */
static unsigned add_blocks(struct cs_plot *plot, const int *y, int layer,
			   size_t every)
{
	double width = width_of(plot) * (double)every, value, low;

	for (size_t place = 0; place < plot->rows; place += every) {
		size_t r = longest(plot, every, place);

		low = 0;
		for (int i = 0; i < layer; i++) {
			cs_plot_value(plot, r, y[i], &value);
			low += value;
		}
		if (cs_plot_value(plot, r, y[layer], &value))
			cs_plot_fill(plot, (double)place, width, low,
				     low + value);
	}
	return cs_plot_block(plot);
}

/* The upper layers first: a line that two share is of the lower. Points that
 * are not drawn bring the labels, which are column `label` of `block`. */
static void fill_bars(struct cs_plot *plot, const int *y, int layers,
		      unsigned block, int label, size_t every)
{
	unsigned filled[3];

	for (int i = 0; i < layers; i++)
		filled[i] = add_blocks(plot, y, i, every);
	cs_buf_adds(plot->out, "plot ");
	for (int i = layers - 1; i >= 0; i--)
		cs_plot_filled(plot, filled[i], i);
	cs_buf_addf(plot->out,
		    "$data%u using 1:(0):xtic(%d) with points pt -1 notitle",
		    block, label);
}

/* --- plain ---------------------------------------------------------------- */

struct bars {
	bool values;  /* printed above the bars */
	int decimals; /* of the values */
	size_t every; /* so many rows are one bar, the longest of them */
};

static const char *words_of(struct cs_plot *plot, const struct bars *bars,
			    size_t row)
{
	return cs_plot_printed(plot, row, plot->y, bars->decimals, true);
}

/* Values that do not fit lose their decimals; if that is not enough, all go. */
static void choose_values(struct cs_plot *plot, struct bars *bars)
{
	bool shares = cs_plot_type(plot, plot->y) == CS_SHARE;
	size_t widest;

	bars->decimals = cs_column_decimals(plot->table, (size_t)plot->y);
	while (bars->values) {
		widest = 0;
		for (size_t r = 0; r < plot->rows; r++)
			widest =
			    cs_utf8_widest(words_of(plot, bars, r), widest);
		if (plot->rows * (widest + 2) <= cs_plot_across(plot))
			break;
		bars->values = bars->decimals > 0 && !shares;
		bars->decimals = 0;
	}
}

/* number, y, low, high, label of x, value in words, top of the bar, y2 */
static void add_bar(struct cs_plot *plot, const struct bars *bars, size_t place)
{
	size_t r = longest(plot, bars->every, place);
	double y, low, high, y2, top;
	bool known = cs_plot_value(plot, r, plot->y, &y);
	bool has_low = cs_plot_value(plot, r, plot->low, &low);
	bool has_high = cs_plot_value(plot, r, plot->high, &high);
	struct cs_buf *data = &plot->block;

	top = fmax(has_high ? fmax(y, high) : y, 0);
	cs_span_widen(&plot->ys, top);
	cs_span_widen(&plot->ys, has_low ? fmin(y, low) : y);
	cs_buf_addf(data, "%zu\t", place);
	cs_plot_number(plot, known, y);
	cs_plot_number(plot, known && has_low && has_high, low);
	cs_plot_number(plot, known && has_low && has_high, high);
	cs_plot_tic(plot, place);
	cs_plot_field(data,
		      known && bars->values ? words_of(plot, bars, r) : "", 0);
	cs_add_double(data, top);
	if (plot->y2 >= 0) {
		cs_buf_addc(data, '\t');
		known = cs_plot_value(plot, r, plot->y2, &y2);
		cs_plot_number(plot, known, y2);
		cs_buf_addf(data, "%zu", r);
	}
	cs_buf_addc(data, '\n');
}

static void add_second_axis(struct cs_plot *plot, const struct cs_axis *shares)
{
	cs_axis_write(plot->out, "y2", shares, cs_plot_type(plot, plot->y2));
	cs_buf_adds(plot->out,
		    "set y2tics textcolor rgb '" CS_COLOUR_LINE "'\n");
}

/*
 * Both axes have their 0 and their steps at the same heights: the second, of a
 * share, is whole where the first has a round number of steps.
 */
static void add_two_axes(struct cs_plot *plot)
{
	double whole = cs_plot_type(plot, plot->y2) == CS_PERCENT ? 100 : 1;
	struct cs_axis axis =
	    cs_axis_choose(plot->ys.low, plot->ys.high,
			   cs_plot_whole(plot, plot->y), false, 0, 5);
	struct cs_axis shares = { 0 };
	long first, last;

	cs_axis_tics(&axis, &first, &last);
	last = last <= 4 ? 4 : (last + 4) / 5 * 5;
	shares.step = whole / (double)last;
	shares.low = (double)first * shares.step;
	shares.high = 1.02 * whole;
	axis.low = (double)first * axis.step;
	axis.high = 1.02 * (double)last * axis.step;
	plot->yaxis = axis;
	cs_axis_write(plot->out, "y", &axis, cs_plot_type(plot, plot->y));
	add_second_axis(plot, &shares);
}

/* What is drawn over the bars. */
static void add_layers_of_bars(struct cs_plot *plot, const struct bars *bars,
			       unsigned block)
{
	struct cs_buf *out = plot->out;
	size_t rows = plot->rows;

	/* vectors, since error bars leave a hole where their point would be */
	if (plot->low >= 0 && plot->high >= 0 && !plot->characters)
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
	if (plot->y2 < 0)
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

void cs_plot_bars(struct cs_plot *plot)
{
	size_t every = (plot->rows + BARS - 1) / BARS;
	struct cs_labels *labels = &plot->labels;
	struct bars bars = {
		.every = every,
		/* the line would run through them */
		.values = plot->rows <= VALUES_SHOWN && !plot->characters &&
			  plot->y2 < 0,
	};
	unsigned block;

	cs_plot_labels(plot);
	choose_values(plot, &bars);
	/* what is written on the axis has to be where a bar is */
	labels->every = (labels->every + every - 1) / every * every;
	labels->first = (labels->first + every - 1) / every * every;
	for (size_t r = 0; r < plot->rows; r += every)
		add_bar(plot, &bars, r);
	block = cs_plot_block(plot);
	cs_plot_xtics(plot, plot->rows);
	if (plot->y2 >= 0)
		add_two_axes(plot);
	else
		cs_plot_yaxis(plot, bars.values ? 0.08 : 0.02);
	add_width(plot, every);
	/* bars stand on 0, wherever that is */
	if (plot->yaxis.low < 0 && plot->y2 < 0 && !plot->characters)
		cs_buf_adds(plot->out, "unset border\nset xzeroaxis lt 1 lw 1 "
				       "lc rgb '" CS_COLOUR_SOFT "'\n");
	if (plot->canvas.blocks)
		fill_bars(plot, &plot->y, 1, block, 5, every);
	else
		cs_buf_addf(
		    plot->out,
		    "plot $data%u using 1:2:xtic(5) with boxes lc rgb '%s' "
		    "notitle",
		    block, plot->low >= 0 ? CS_COLOUR_SECOND : CS_COLOUR_MAIN);
	add_layers_of_bars(plot, &bars, block);
	cs_buf_addc(plot->out, '\n');
}

void cs_bars_signs(const struct cs_plot *plot, double up)
{
	cs_plot_sign(plot, 0, CS_SIGN_SQUARE, "*",
		     plot->low >= 0 ? CS_COLOUR_SECOND : CS_COLOUR_MAIN, 0, up,
		     false);
	/* at the side of its axis */
	cs_plot_sign(plot, 1, CS_SIGN_DISC, "#", CS_COLOUR_LINE, 0, up, true);
}

/* --- stacked -------------------------------------------------------------- */

static const char *const colours[] = { CS_COLOUR_MAIN, CS_COLOUR_SECOND,
				       CS_COLOUR_THIRD };

/* A legend at the top right, in the order of the layers. */
static void add_legend(struct cs_plot *plot, int layers)
{
	struct cs_buf *out = plot->out;

	cs_buf_adds(out, "set key at graph 1, graph 1.02 bottom right "
			 "horizontal Left reverse samplen 1 width 1 "
			 "noenhanced textcolor rgb '" CS_COLOUR_SOFT "'\n"
			 "plot ");
	for (int i = 0; i < layers; i++) {
		const char *name = plot->chart->names[i];

		cs_buf_addf(out, "NaN with boxes lc rgb '%s' title ",
			    colours[i]);
		cs_plot_string(out, name ? name : " ");
		cs_buf_adds(out, ", \\\n  ");
	}
}

void cs_plot_stack(struct cs_plot *plot)
{
	int y[] = { plot->y, plot->y2, plot->y3, -1 }, layers = 0;
	unsigned block;

	cs_plot_labels(plot);
	while (y[layers] >= 0)
		layers++;
	/* number, y, y + y2, y + y2 + y3, label, number */
	for (size_t r = 0; r < plot->rows; r++) {
		double sum = 0, value;

		cs_buf_addf(&plot->block, "%zu\t", r);
		for (int i = 0; i < layers; i++) {
			cs_plot_value(plot, r, y[i], &value);
			sum += value;
			cs_plot_number(plot, true, sum);
		}
		plot->ys.high = fmax(plot->ys.high, sum);
		cs_plot_tic(plot, r);
		cs_buf_addf(&plot->block, "%zu\n", r);
	}
	block = cs_plot_block(plot);
	cs_plot_xtics(plot, plot->rows);
	cs_plot_yaxis(plot, 0.02);
	add_width(plot, 1);
	if (plot->canvas.blocks) {
		fill_bars(plot, y, layers, block, layers + 2, 1);
		cs_buf_addc(plot->out, '\n');
		return;
	}
	/* no colours in a terminal: the name of the axis tells the layers */
	if (plot->characters)
		cs_buf_adds(plot->out, "plot ");
	else
		add_legend(plot, layers);
	/* the tallest first: each hides the lower part of the one before */
	for (int i = layers - 1; i >= 0; i--)
		cs_buf_addf(plot->out,
			    "$data%u using 1:%d:xtic(%d) with boxes lc rgb "
			    "'%s' notitle%s",
			    block, i + 2, layers + 2, colours[i],
			    i > 0 ? ", \\\n  " : "\n");
}

/* --- Pareto --------------------------------------------------------------- */

void cs_plot_pareto(struct cs_plot *plot)
{
	unsigned block;

	cs_plot_labels(plot);
	/* number, y, y2, label, number */
	for (size_t r = 0; r < plot->rows; r++) {
		double value, share;
		bool known = cs_plot_value(plot, r, plot->y, &value);
		bool shared = cs_plot_value(plot, r, plot->y2, &share);

		cs_buf_addf(&plot->block, "%zu\t", r);
		cs_plot_number(plot, known, value);
		cs_plot_number(plot, shared, share);
		cs_plot_tic(plot, r);
		cs_buf_addf(&plot->block, "%zu\n", r);
		cs_span_widen(&plot->ys, value);
	}
	block = cs_plot_block(plot);
	cs_plot_xtics(plot, plot->rows);
	/* one scale: the line begins on the first bar */
	if (cs_plot_type(plot, plot->y) == CS_SHARE)
		cs_span_widen(&plot->ys, 1);
	add_two_axes(plot);
	add_width(plot, 1);
	if (plot->canvas.blocks)
		fill_bars(plot, &plot->y, 1, block, 4, 1);
	else
		cs_buf_addf(plot->out,
			    "plot $data%u using 1:2:xtic(4) with boxes lc rgb "
			    "'" CS_COLOUR_SECOND "' notitle",
			    block);
	cs_buf_addf(
	    plot->out,
	    ", \\\n  $data%u using 1:3 axes x1y2 with %s lw 2.5 pt 7 ps 0.8 "
	    "lc rgb '" CS_COLOUR_LINE "' notitle\n",
	    block,
	    plot->rows <= 40 && !plot->characters ? "linespoints" : "lines");
}
