/*
 * figures.h - the figures of a report, kept as JSON from one night to the next.
 *
 * A figure is told by its command line as the report has it, table, row and
 * column; where several are called the same, by their order. It has moved if it
 * lies outside the interval that it had before, or, had it none, if what it was
 * lies outside the one that it has.
 */
#ifndef REPORTS_FIGURES_H
#define REPORTS_FIGURES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

struct figure {
	const char *command, *table, *row, *column, *title;
	const char *shown;	 /* as people see it: 49.1 % */
	const char *day;	 /* of a date; "" of a number */
	double value, low, high; /* NaN: none */
	size_t block, cell;	 /* of the report, of its table */
	const struct figure *before;
	bool moved;
};

struct figures {
	struct figure *list;
	size_t count, capacity;
	const char *as_of; /* "": not known */
	struct cs_arena arena;
};

/* Those of a table, as a command answers them (report/render.h). False: that
 * is no JSON. The names are copied. */
bool figures_add(struct figures *figures, const char *command, size_t block,
		 const char *table, const char *json);
/* The file: cs-report(1) says what is in it. */
void figures_write(const struct figures *figures, const char *report,
		   size_t warnings, size_t failed, struct cs_buf *out);
/* -1 with err filled: it is none such. */
int figures_read(struct figures *figures, const char *path, struct cs_err *err);
void figures_release(struct figures *figures);

/* Finds what each was before, and whether it moved. Returns how many did. */
size_t figures_compare(struct figures *figures, const struct figures *before);
/* How many have an interval, now or before, and were there before. */
size_t figures_compared(const struct figures *figures);

#endif
