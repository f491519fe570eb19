/*
 * chart.h - the charts of a report as a gnuplot script, and gnuplot as a child.
 */
#ifndef CS_CHART_CHART_H
#define CS_CHART_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "report/table.h"

/* The usual size of a chart, and in a terminal. */
enum {
	CS_CHART_WIDTH = 1200,
	CS_CHART_HEIGHT = 700,
	CS_CHART_COLUMNS = 79,
	CS_CHART_LINES = 24
};

/* True if the chart is asked for by `names` (nnames 0: all are). */
bool cs_chart_wanted(const struct cs_chart *chart, const char *const *names,
		     size_t nnames);

/* How many are. */
size_t cs_charts_wanted(const struct cs_report *report,
			const char *const *names, size_t nnames);
/* -1 if none is; err->code is "no-chart". */
int cs_charts_check(const struct cs_report *report, const char *const *names,
		    size_t nnames, struct cs_err *err);

/* The report's, with the usual size where it has none. */
struct cs_canvas cs_chart_canvas(const struct cs_report *report,
				 bool characters);

/*
 * Appends a self-contained gnuplot script of the charts asked for; there is at
 * least one. `terminal` is the argument of "set terminal" or NULL to leave it
 * to the user.
 */
void cs_render_gnuplot(const struct cs_report *report, const char *const *names,
		       size_t nnames, const char *terminal, struct cs_buf *out);

/*
 * Runs gnuplot (no shell) with `script` on its standard input; what it prints
 * is appended to `drawing`.
 */
int cs_gnuplot_run(const struct cs_buf *script, struct cs_buf *drawing,
		   struct cs_err *err);

/*
 * Puts a question mark in place of each character of a script that no font on
 * this machine has: such a one makes gnuplot draw strokes over the whole
 * picture. Appends the first of them to `missing`, once each. Nothing where
 * fontconfig does not tell.
 */
void cs_fonts_settle(struct cs_buf *script, struct cs_buf *missing);

/*
 * Puts what gnuplot drew in characters where it was meant to be: it takes all
 * of them for one column wide. Blanks make up for what is wider, or less.
 */
void cs_columns_settle(struct cs_buf *drawing);

/*
 * Appends the chart with this number in the report as an <svg> element for a
 * page of HTML: without its titles, which are the page's to write; its ids
 * begin with `prefix`, "c", its number from 1 and "-". It is not read aloud:
 * the page says in words what it shows. err->code is "no-gnuplot" or "gnuplot".
 */
int cs_chart_inline(const struct cs_report *report, size_t chart,
		    const char *prefix, struct cs_buf *out, struct cs_err *err);

#endif
