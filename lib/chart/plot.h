/*
 * plot.h - pieces of a gnuplot script.
 *
 * What may come from data reaches gnuplot in two ways only: as a field of a
 * data block, cleaned by cs_plot_field(), or between single quotes, which
 * leave nothing but the quote itself to be read, by cs_plot_string().
 */
#ifndef CS_CHART_PLOT_H
#define CS_CHART_PLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "report/table.h"

/* Colours that are told apart with any colour vision, and in grey. */
#define CS_COLOUR_MAIN "#2b5c8a"
#define CS_COLOUR_SECOND "#7fb3d5"
#define CS_COLOUR_THIRD "#e69f00"
#define CS_COLOUR_ICE "#5a93c0"
#define CS_COLOUR_LINE "#c8501e"
#define CS_COLOUR_BAND "#c6d9e8"
#define CS_COLOUR_TEXT "#222222"
#define CS_COLOUR_SOFT "#666666"
#define CS_COLOUR_PALE "#999999"
#define CS_COLOUR_GRID "#dddddd"

struct cs_span {
	double low, high;
};

/* A value axis from `low` to `high` with tics every `step`. */
struct cs_axis {
	double low, high, step;
	bool absolute; /* tics without their sign */
};

/* Which rows have a label on the x axis, and how it fits there. */
struct cs_labels {
	size_t first;	/* the first row shown */
	size_t every;	/* and every how many rows after it */
	size_t columns; /* where they are cut */
	size_t widest;	/* columns of the widest, cut */
	bool turned;
};

/* Groups: runs of rows with one value of column `row`; the first of them. */
struct cs_groups {
	size_t count; /* that are drawn: group g is rows begin[g] to
			 begin[g + 1] - 1 */
	size_t total; /* that there are */
	size_t begin[CS_CHART_GROUPS + 1];
	/* data blocks of each, 0: none */
	unsigned line[CS_CHART_GROUPS], band[CS_CHART_GROUPS];
	unsigned points[CS_CHART_GROUPS];
};

/* A legend of lines above the plot. */
struct cs_legend {
	size_t entries; /* 0: there is none */
	size_t columns; /* of entries */
	size_t lines;	/* it takes; 0: it has room beside ylabel */
	size_t width;	/* of the widest name */
	int spare;	/* how much wider that is than gnuplot takes it for */
};

struct cs_plot {
	struct cs_buf *out;
	unsigned blocks;	 /* data blocks written */
	bool characters;	 /* drawn in a terminal: no colour */
	struct cs_canvas canvas; /* with its size */
	const char *title_font;
	double top;  /* margin above the plot, in lines */
	bool grown;  /* a terminal is higher than canvas says */
	double line; /* the height of a line of text in gnuplot's */

	/* the chart at hand, and its columns: -1 if it does not name them */
	const struct cs_chart *chart;
	const struct cs_chart_form *form;
	const struct cs_table *table;
	size_t rows;
	int x, row, y, y2, y3, low, high, complete, marks, at_risk, panel;
	struct cs_groups groups;
	struct cs_legend legend;
	struct cs_labels labels;
	struct cs_span xs, ys; /* of what is drawn; at first 0 */
	struct cs_axis xaxis, yaxis;
	size_t every; /* cs_plot_next(): not by x, but so many rows; or 0 */

	struct cs_buf block; /* the data block that is being filled */
	struct cs_buf label, name;
};

/* --- gnuplot.c: what gnuplot reads ---------------------------------------- */

/*
 * 'text'. A quote in it becomes U+2019: gnuplot 5.4 takes a doubled quote at
 * the start of a string for its end, and runs what follows. The rest is as
 * cs_printable() makes it.
 */
void cs_plot_string(struct cs_buf *out, const char *text);
/*
 * Appends a name for people's eyes: one that takes more than `columns` loses
 * its middle, since names that begin alike often end apart.
 */
void cs_plot_cut(struct cs_buf *out, const char *text, size_t columns);
/*
 * A field of a data block, followed by a tab; cut after `columns` columns (0:
 * whole). Never the last field of a line.
 */
void cs_plot_field(struct cs_buf *out, const char *text, size_t columns);
/*
 * Writes the data block and empties it; returns its number: 3 for $data3. 0,
 * and nothing is written, if there are no rows.
 */
unsigned cs_plot_block(struct cs_plot *plot);

/* A terminal of so many lines, until the next chart. */
void cs_plot_grow(struct cs_plot *plot, long lines);

/* --- draw.c --------------------------------------------------------------- */

/*
 * Appends which characters the fonts of this machine have, a line each of
 * ranges in hexadecimal, "20-7e a0 a2-ff". -1: fontconfig's fc-list is not
 * there, or fails.
 */
int cs_fonts_list(struct cs_buf *out);

/* --- axis.c --------------------------------------------------------------- */

/*
 * An axis that holds low..high; 0 is on it unless `free`. `whole`: steps of at
 * least 1. `room` is a fraction of the span left above `high` for labels.
 */
struct cs_axis cs_axis_choose(double low, double high, bool whole, bool free,
			      double room, int tics);
/* An end of an axis that is not chosen: `value`, but for the absurd. */
double cs_axis_end(double value);
/* Range and labelled tics of axis `name` ("x", "y", "y2"). */
void cs_axis_write(struct cs_buf *out, const char *name,
		   const struct cs_axis *axis, enum cs_type type);
/* The x axis of minutes, from one to a week. */
void cs_axis_minutes(struct cs_plot *plot);
/* Tic i is at i * step, first <= i <= last. */
void cs_axis_tics(const struct cs_axis *axis, long *first, long *last);
/*
 * Chooses and writes the y axis for plot->ys. Of groups, an axis of shares ends
 * at 100 % even if something lies just above.
 */
void cs_plot_yaxis(struct cs_plot *plot, double room);
void cs_span_widen(struct cs_span *span, double value);

/* --- chart.c: values and labels ------------------------------------------- */

/* The height of so many lines of text, in gnuplot's; in a terminal of one. */
double cs_plot_lines(const struct cs_plot *plot, double lines);
/* Room in columns of the base font across the plot. */
size_t cs_plot_across(const struct cs_plot *plot);
/* So many columns of a picture, or of a terminal, of the usual width in one of
 * the width that there is. */
size_t cs_plot_room(const struct cs_plot *plot, size_t picture,
		    size_t terminal);

/* The type of a column, and whether its numbers are whole. */
enum cs_type cs_plot_type(const struct cs_plot *plot, int column);
bool cs_plot_whole(const struct cs_plot *plot, int column);
/* The number in a cell; false, and 0, for null and for what is no number. */
bool cs_plot_value(const struct cs_plot *plot, size_t row, int column,
		   double *value);
/*
 * x of a row: its number in the table where the cell is no number; of minutes
 * the decimal logarithm, 0 below one.
 */
double cs_plot_x(const struct cs_plot *plot, size_t row);
/* Is the row's cell of column `complete` there, and is it `flag`? */
bool cs_plot_flag(const struct cs_plot *plot, size_t row, bool flag);

/* A value of the data block, NaN if it is not known, and a tab. */
void cs_plot_number(struct cs_plot *plot, bool known, double value);
/* A line of the data block: x, y; x, low, high. */
void cs_plot_point(struct cs_plot *plot, double x, double y);
void cs_plot_range(struct cs_plot *plot, double x, double low, double high);

/* A cell as a label on the chart, for people, with months by name; until the
 * next one is asked for. */
const char *cs_plot_label(struct cs_plot *plot, size_t row, int column);
/* The same as a number with its decimals given. */
const char *cs_plot_printed(struct cs_plot *plot, size_t row, int column,
			    int decimals, bool unit);
/* Thins, turns or cuts the labels of column `x` until they fit. */
void cs_plot_labels(struct cs_plot *plot);
/*
 * Which of `count` rows to label with this column so that at most `most` are:
 * years, quarters and round numbers where the labels are such. `rows` NULL: the
 * first rows.
 */
void cs_plot_thin(struct cs_plot *plot, int column, const size_t *rows,
		  size_t count, size_t most);
/* The field for row `row`: its label, or a blank. */
void cs_plot_tic(struct cs_plot *plot, size_t row);
void cs_plot_xtics(struct cs_plot *plot, size_t rows);

/* The words instead of what cannot be drawn. */
void cs_plot_no_data(struct cs_plot *plot);
void cs_plot_chart(struct cs_plot *plot, const struct cs_chart *chart);

/* --- frame.c -------------------------------------------------------------- */

/* Lines of a text, broken at blanks. */
struct cs_lines {
	char *text; /* a NUL after each line; to be freed */
	size_t count;
	bool fits; /* no line is longer than asked for */
};
struct cs_lines cs_plot_break(const char *text, size_t columns);

/* Titles, margins and everything else that all charts share. */
void cs_plot_frame(struct cs_plot *plot);
/*
 * Names names[i], if it has a name: a sign in its colour, a word in a terminal,
 * and the name after it; before it at the right end.
 */
void cs_plot_sign(const struct cs_plot *plot, int i, const char *sign,
		  const char *word, const char *colour, double at, double up,
		  bool right);
#define CS_SIGN_SQUARE "\xE2\x96\xA0"
#define CS_SIGN_DISC "\xE2\x97\x8F"
#define CS_SIGN_DASHES "\xE2\x95\x8C\xE2\x95\x8C"

/* --- blocks.c ------------------------------------------------------------- */

/* Points that fill a bar around x from low to high; the y axis is chosen. */
void cs_plot_fill(struct cs_plot *plot, double x, double width, double low,
		  double high);
/* Plots such points with one of three signs, and is not the last to plot. */
void cs_plot_filled(struct cs_plot *plot, unsigned block, int sign);

/* --- groups.c ------------------------------------------------------------- */

struct cs_groups cs_plot_groups(const struct cs_plot *plot);
/* The name of a group, at most `columns` wide; until the next. */
const char *cs_group_name(struct cs_plot *plot, size_t group, size_t columns);
const char *cs_group_colour(size_t group);
/* Colour and dashes of a group's line; its character in a terminal. */
void cs_group_line(const struct cs_plot *plot, size_t group);
/* Plots the bands of groups that have one. */
void cs_group_bands(const struct cs_plot *plot);
/* " title '...'" with the group's name, " notitle" where there is one only. */
void cs_group_title(struct cs_plot *plot, size_t group);
/* Widens plot->xs to all groups that are drawn. */
void cs_group_span(struct cs_plot *plot);
/*
 * The next row of `row`'s group to draw, or `end`: of the rows within one step
 * of x only the first and the last are seen. 0: all rows are within one step.
 */
size_t cs_plot_next(const struct cs_plot *plot, size_t row, size_t end,
		    double step);
/*
 * x and the value of a column for the rows of a group; returns how many have
 * one, and stores the last of them.
 */
size_t cs_group_points(struct cs_plot *plot, size_t group, int column,
		       double step, size_t *last);
/*
 * x, low, high of a group, or the corners of the band's `steps`; a gap where
 * the interval is unknown. All of it has to be within the axes: gnuplot 5.4 may
 * crash where it clips such a band.
 */
void cs_group_band(struct cs_plot *plot, size_t group, double step, bool steps);

struct cs_legend cs_plot_legend(struct cs_plot *plot);
/* Its place; the entries are the titles of what is plotted. */
void cs_plot_key(struct cs_plot *plot);
/* "the 6 largest of 12 groups", where some are not drawn. */
void cs_groups_chosen(struct cs_buf *out, const struct cs_plot *plot,
		      size_t drawn);
void cs_group_remark(struct cs_buf *out, const struct cs_plot *plot);
void cs_plot_first(struct cs_buf *out, size_t shown, size_t total,
		   const char *what);

/* --- the kinds ------------------------------------------------------------ */

/* A kind of chart; see enum cs_chart_kind. */
struct cs_chart_form {
	/* What is plotted. The table has at least one row. */
	void (*draw)(struct cs_plot *plot);
	/* Signs that say what the marks of y and y2 are; or NULL. */
	void (*signs)(const struct cs_plot *plot, double up);
	/* Says, below the subtitle, what is left out; or NULL. */
	void (*remark)(struct cs_buf *out, const struct cs_plot *plot);
	bool groups;  /* a line for each group, and a legend of them */
	bool points;  /* points y2 beside it, named in the legend as well */
	bool layers;  /* without colours their names stand over the axis */
	bool second;  /* y2 has an axis, even one without a name */
	bool minutes; /* x is drawn as the logarithm of minutes */
};

/* --- sides.c -------------------------------------------------------------- */

/* The lines or the columns of the grid. */
struct cs_side {
	size_t *of;    /* of each row of the table: 0 is the first shown */
	size_t *first; /* of each: a row of the table in it */
	size_t count;
};

/* Lines are runs of rows with one value of `row`. */
void cs_side_lines(const struct cs_plot *plot, struct cs_side *lines);
/* Of several panels: equal cells are a line, in the order of the alphabet,
 * which periods are in. */
void cs_side_merge(const struct cs_plot *plot, struct cs_side *lines);
/* Columns are the values of x, ascending. */
void cs_side_columns(const struct cs_plot *plot, struct cs_side *columns);

/* Their parts: see the files of the kinds. */
void cs_plot_bars(struct cs_plot *plot);
void cs_bars_signs(const struct cs_plot *plot, double up);
void cs_plot_stack(struct cs_plot *plot);
void cs_plot_pareto(struct cs_plot *plot);
void cs_plot_heatmap(struct cs_plot *plot);
void cs_heatmap_remark(struct cs_buf *out, const struct cs_plot *plot);
void cs_plot_step_band(struct cs_plot *plot);
void cs_plot_lorenz(struct cs_plot *plot);
void cs_plot_curves(struct cs_plot *plot);
/* The value of a curve's last row, beside its end. */
void cs_plot_end(struct cs_plot *plot, size_t row);
void cs_plot_periods(struct cs_plot *plot);
void cs_periods_remark(struct cs_buf *out, const struct cs_plot *plot);
void cs_periods_signs(const struct cs_plot *plot, double up);
void cs_plot_projection(struct cs_plot *plot);
void cs_projection_remark(struct cs_buf *out, const struct cs_plot *plot);
void cs_plot_points(struct cs_plot *plot);
void cs_plot_iceberg(struct cs_plot *plot);
void cs_iceberg_signs(const struct cs_plot *plot, double up);
void cs_iceberg_remark(struct cs_buf *out, const struct cs_plot *plot);

#endif
