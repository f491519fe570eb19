/*
 * output.h - a report in the format asked for, in the files asked for.
 */
#ifndef CS_APP_OUTPUT_H
#define CS_APP_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "report/table.h"

/* An output format. */
struct cs_renderer {
	const char *name;   /* csv, as of --format */
	const char *suffix; /* of file names, without the dot */
	bool one_table;	    /* a file holds no more than one */
	bool limited;	    /* no rows beyond a table's text limit */
	bool charts; /* nothing but charts: where there are none, no file */
	bool drawn;  /* charts stand beside the tables */
	bool bytes;  /* nothing for a terminal */
	bool inner;  /* for cs-report: goes to standard output, alone */
	/* -1, and err says what this build lacks for it; NULL: nothing */
	int (*check)(struct cs_err *err);
	/*
	 * Appends the tables of these names, or without names those that the
	 * format shows then: at least one, or with `charts` one chart. -1: err
	 * is filled.
	 */
	int (*render)(const struct cs_report *report, const char *const *names,
		      size_t nnames, struct cs_buf *out, struct cs_err *err);
};

/* The first is the usual one; the name of the last is NULL. */
extern const struct cs_renderer cs_renderers[];

struct cs_render {
	const struct cs_renderer *renderer;
	const char *const *names; /* tables asked for with -t, in that order */
	size_t nnames;		  /* 0: the format's default */
	/* file, DIR/ (a file per table, TABLE.csv), or NULL, "-", /dev/stdout
	 * for standard output */
	const char *output;
	bool plot; /* run gnuplot */
	/* .png, .svg, .pdf (all charts, one below another), DIR/ (TABLE.png,
	 * TABLE-2.png) or NULL: characters */
	const char *plot_file;
};

/* Appends some characters of the pictures that no font here has. */
void cs_render_fonts(const struct cs_report *report,
		     const struct cs_render *render, struct cs_buf *missing);

/*
 * Adds the report to `files` as `render` says; nothing appears before they are
 * published. Names in render->names have been checked against the report's
 * tables before. With plot and no plot_file the charts drawn in characters take
 * the place of tables. A DIR/ is made if its parent is there. SIGPIPE must be
 * ignored. Returns 0, or -1 with err filled; err->code is "usage" where the
 * options do not go together, "no-chart" where nothing can be drawn,
 * "no-gnuplot" where it is not installed, else NULL or "gnuplot".
 */
int cs_render(const struct cs_report *report, const struct cs_render *render,
	      struct cs_files *files, struct cs_err *err);

#endif
