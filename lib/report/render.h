/*
 * render.h - a report as text, csv, tsv, json, markdown or gnuplot.
 *
 * Only this part of the house formats numbers. The same report gives the same
 * bytes: nothing here looks at the clock, the locale or the terminal.
 */
#ifndef CS_REPORT_RENDER_H
#define CS_REPORT_RENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "report/table.h"

enum cs_format {
	CS_FORMAT_TEXT,
	CS_FORMAT_CSV,
	CS_FORMAT_TSV,
	CS_FORMAT_JSON,
	CS_FORMAT_MARKDOWN,
	CS_FORMAT_GNUPLOT
};

struct cs_render {
	enum cs_format format;
	const char *const *names; /* tables asked for with -t, in that order */
	size_t nnames;		  /* 0: the format's default */
	const char
	    *output; /* file, DIR/ (a file per table, TABLE.csv), or NULL,
			"-", /dev/stdout for standard output */
	bool plot;   /* run gnuplot */
	const char
	    *plot_file; /* .png, .svg, .pdf (all charts, one below another),
			   DIR/ (TABLE.png, TABLE-2.png) or NULL: characters */
};

/*
 * Writes the report where `render` says: nothing at all unless all of it could
 * be made. Files appear whole, under a temporary name first. Names in
 * render->names have been checked against the report's tables before. With
 * plot and no plot_file the charts drawn in characters take the place of
 * tables. A DIR/ is made if its parent is there. SIGPIPE must be ignored.
 * Returns 0, or -1 with err filled; a closed pipe is success. err->code is
 * "usage" where the options do not go together, "no-chart" where nothing can be
 * drawn, "no-gnuplot" where it is not installed, else NULL or "gnuplot".
 */
int cs_render(const struct cs_report *report, const struct cs_render *render,
	      struct cs_err *err);

/* One format into a buffer; what cs_render() and the tests use. */
void cs_render_text(const struct cs_report *report, const char *const *names,
		    size_t nnames, struct cs_buf *out);
void cs_render_json(const struct cs_report *report, const char *const *names,
		    size_t nnames, struct cs_buf *out);
void cs_render_markdown(const struct cs_report *report,
			const char *const *names, size_t nnames,
			struct cs_buf *out);
void cs_render_separated(const struct cs_table *table, char delimiter,
			 struct cs_buf *out);
/*
 * A self-contained gnuplot script of the charts. `terminal` is the argument of
 * "set terminal" or NULL to leave it to the user, `target` the output file or
 * NULL.
 */
int cs_render_gnuplot(const struct cs_report *report, const char *const *names,
		      size_t nnames, const char *terminal, const char *target,
		      struct cs_buf *out, struct cs_err *err);

#endif
