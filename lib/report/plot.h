/*
 * plot.h - pieces of a gnuplot script.
 *
 * What may come from data reaches gnuplot in two ways only: as a field of a
 * data block, cleaned by cs_plot_field(), or between single quotes, which
 * leave nothing but the quote itself to be read, by cs_plot_string().
 */
#ifndef CS_REPORT_PLOT_H
#define CS_REPORT_PLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "report/table.h"

/* Colours that are told apart with any colour vision, and in grey. */
#define CS_COLOUR_MAIN "#2b5c8a"
#define CS_COLOUR_SECOND "#7fb3d5"
#define CS_COLOUR_THIRD "#e69f00"
#define CS_COLOUR_LINE "#c8501e"
#define CS_COLOUR_BAND "#c6d9e8"
#define CS_COLOUR_TEXT "#222222"
#define CS_COLOUR_SOFT "#666666"
#define CS_COLOUR_GRID "#dddddd"

struct cs_plot {
	struct cs_buf *out;
	unsigned blocks; /* data blocks written */
	bool characters; /* drawn in a terminal: no colour, 79 columns */
	const char *title_font;
};

/*
 * 'text'. A quote in it becomes U+2019: gnuplot 5.4 takes a doubled quote at the
 * start of a string for its end, and runs what follows. Control characters
 * become blanks.
 */
void cs_plot_string(struct cs_buf *out, const char *text);
/*
 * A field of a data block, followed by a tab; cut after `columns` columns (0:
 * whole). Never the last field of a line.
 */
void cs_plot_field(struct cs_buf *out, const char *text, size_t columns);
/* Writes a data block; returns its number: 3 for $data3. */
unsigned cs_plot_block(struct cs_plot *plot, const struct cs_buf *rows);

/* A value axis from `low` to `high` with tics every `step`. */
struct cs_axis {
	double low, high, step;
};
/*
 * An axis that holds low..high; 0 is on it unless `free`. `whole`: steps of at
 * least 1. `room` is a fraction of the span left above `high` for labels.
 */
struct cs_axis cs_axis_choose(double low, double high, bool whole, bool free,
			      double room, int tics);
/* Range and labelled tics of axis `name` ("x", "y", "y2"). */
void cs_axis_write(struct cs_buf *out, const char *name,
		   const struct cs_axis *axis, enum cs_type type);

/* The number in a cell; false for null and for what is no number. */
bool cs_plot_value(const struct cs_table *table, size_t row, int column,
		   double *value);
/* A cell as a label on the chart, for people. */
void cs_plot_label(struct cs_buf *out, const struct cs_table *table, size_t row,
		   int column);

/*
 * Titles, margins and everything else that all charts share. `above` is true if
 * a line above the plot is needed for the names of the axes or the legend.
 */
void cs_plot_frame(struct cs_plot *plot, const struct cs_chart *chart);
/* x tics from data: labels of column `x`, thinned, turned or cut to fit. */
struct cs_labels {
	size_t first;	 /* the first row shown */
	size_t every;	 /* and every how many rows after it */
	size_t columns;	 /* where they are cut */
	size_t widest;	 /* columns of the widest, cut */
	bool turned;
};
struct cs_labels cs_plot_labels(const struct cs_plot *plot,
				const struct cs_table *table, int x);
/*
 * Which of `count` rows to label so that at most `most` are: years, quarters and
 * round numbers where the labels are such.
 */
void cs_plot_thin(struct cs_labels *labels, const struct cs_table *table, int x,
		  const size_t *rows, size_t count, size_t most);
/* The field for row `row`: its label, or a blank. */
void cs_plot_tic(struct cs_buf *out, const struct cs_labels *labels,
		 const struct cs_table *table, size_t row, int x);
void cs_plot_xtics(struct cs_plot *plot, const struct cs_labels *labels,
		   size_t rows);

/* A column of the chart's table by name; -1 if the name is NULL. */
int cs_chart_column(const struct cs_chart *chart, const char *name);

/* The kinds. The table has at least one row. */
void cs_plot_bars(struct cs_plot *plot, const struct cs_chart *chart);
void cs_plot_stack(struct cs_plot *plot, const struct cs_chart *chart);
void cs_plot_pareto(struct cs_plot *plot, const struct cs_chart *chart);
void cs_plot_heatmap(struct cs_plot *plot, const struct cs_chart *chart);
void cs_plot_step_band(struct cs_plot *plot, const struct cs_chart *chart);
void cs_plot_lorenz(struct cs_plot *plot, const struct cs_chart *chart);
void cs_plot_chart(struct cs_plot *plot, const struct cs_chart *chart);

/* True if the chart is asked for by `names` (nnames 0: all are). */
bool cs_chart_wanted(const struct cs_chart *chart, const char *const *names,
		     size_t nnames);

#endif
