/*
 * grid.h - a table in its printed form: strings in rows and columns, intervals
 * folded, ready to be laid out as text or markdown.
 */
#ifndef CS_REPORT_GRID_H
#define CS_REPORT_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"
#include "report/table.h"

struct cs_grid_column {
	const char *title;	    /* "" if it has none */
	bool right;		    /* numbers are flushed right */
	bool shrinks;		    /* words, which may be cut to fit */
	const struct cs_column *of; /* of the table; NULL: several, or none */
};

struct cs_grid {
	const char *caption; /* the group this grid is of; or NULL */
	struct cs_grid_column *columns;
	size_t ncolumns, capacity;
	size_t keys;   /* columns at the left that name the row */
	size_t gap;    /* blanks between columns */
	bool headless; /* no line of titles */
	const struct cs_column **lines; /* of the table, for each row, where
					   they go down; or NULL */
	const char **cells;		/* row by row; never NULL */
	size_t ncells, cells_capacity;
	char *note;	       /* what is left out; or NULL */
	struct cs_arena arena; /* of all strings but the note */
};

/* What may be shown of a triangle. */
struct cs_grid_limit {
	size_t rows;	/* cohorts */
	size_t columns; /* of the terminal, for the whole grid; 0: any */
	size_t ages;	/* 0: any */
};

struct cs_grids {
	struct cs_grid *list;
	size_t count, capacity;
};

/* The grids of a table: one, or one per group for grouped triangles. */
void cs_grids_init(struct cs_grids *grids, const struct cs_table *table,
		   const struct cs_grid_limit *limit);
void cs_grids_release(struct cs_grids *grids);

/* For those who fill grids. Strings are copied. */
struct cs_grid *cs_grids_add(struct cs_grids *grids);
void cs_grid_add_column(struct cs_grid *grid, const char *title, bool right,
			bool shrinks);
/* Takes the text of `buf` and clears it. */
void cs_grid_add_buf(struct cs_grid *grid, struct cs_buf *buf);
void cs_grids_add_triangle(struct cs_grids *grids, const struct cs_table *table,
			   const struct cs_grid_limit *limit);

/* The first column if it is called "group", whose null means all; else -1. */
int cs_group_column(const struct cs_table *table);

#endif
