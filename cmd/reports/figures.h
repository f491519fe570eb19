/*
 * figures.h - the figures of a report, kept as JSON from one night to the next.
 *
 * A figure is told by its block (match.h), table, row and column; where several
 * are called the same, by their order. It has moved if it lies outside the
 * interval that it had before, or, had it none, if what it was lies outside the
 * one that it has.
 */
#ifndef REPORTS_FIGURES_H
#define REPORTS_FIGURES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "reports/match.h"

struct figure {
	const char *table, *row, *column, *title;
	const char *shown;	 /* as people see it: 49.1 % */
	const char *day;	 /* of a date; "" of a number */
	double value, low, high; /* NaN: none */
	size_t block, cell;	 /* of the report, of its table */
	const struct figure *before;
	bool taken; /* it is what another was before */
	bool moved;
};

struct figures {
	struct figure *list;
	size_t count, capacity;
	struct asked *blocks;
	size_t nblocks, blocks_capacity;
	const char *as_of; /* "": not known */
	struct cs_arena arena;
};

/* The next block: its line, the line without files (NULL: not known), and its
 * files. All are copied. */
void figures_block(struct figures *figures, const char *command,
		   const char *without, const struct cs_list *files);
/* Those of a table of the last block, as a command answers them
 * (report/render.h). False: that is no JSON. The name is copied. */
bool figures_add(struct figures *figures, const char *table, const char *json);
/* The file: cs-report(1) says what is in it. */
void figures_write(const struct figures *figures, const char *report,
		   size_t warnings, size_t failed, struct cs_buf *out);
/* -1 with err filled: it is none such. */
int figures_read(struct figures *figures, const char *path, struct cs_err *err);
void figures_release(struct figures *figures);

/* How many were compared. Of those without an interval, now or before, there
 * is nothing to be said. */
struct comparison {
	size_t figures, compared, moved; /* of now */
	size_t gone;			 /* of before: they are no more */
};

/* Finds what each was before, and whether it moved. */
struct comparison figures_compare(struct figures *figures,
				  struct figures *before);

#endif
