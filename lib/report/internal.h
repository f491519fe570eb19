/*
 * internal.h - what the renderers see of tables and objects; commands include
 * table.h and render.h.
 */
#ifndef CS_REPORT_INTERNAL_H
#define CS_REPORT_INTERNAL_H

#include <stdarg.h>

#include "base/buf.h"
#include "base/mem.h"
#include "report/table.h"

struct cs_triangle {
	int row, size, column, value, complete; /* columns of the table or -1 */
};

/* Rows that are put one at a time: see cs_rows_later(). */
struct cs_later {
	struct cs_later_part {
		size_t end; /* rows of the table up to the last of these */
		enum cs_people people;
		const char *group;
		cs_table_put_row *put;
		const void *study, *part;
	} * parts;
	size_t nparts, capacity;
	size_t held;	      /* the row that is held; SIZE_MAX: none */
	struct cs_table *row; /* a table of that row alone */
};

/* Which cells of a table a view shows: it has none of its own. */
struct cs_visible {
	const struct cs_table *of;
	size_t *rows, *columns; /* their numbers there */
	struct cs_cell *marked; /* by row, of the column that has a mark; or
				   NULL */
};

struct cs_table {
	char *name, *title;
	struct cs_column *columns; /* a NULL name behind the last */
	size_t ncolumns;
	struct cs_cell *cells; /* row by row */
	size_t ncells, capacity;
	size_t wanted;	       /* cells that the last row is short of */
	bool grouped;	       /* the first column is the group */
	const char *group;     /* of the next rows; borrowed, or NULL */
	struct cs_arena texts; /* of all strings */
	char **notes;
	size_t nnotes;
	enum cs_arrangement layout;
	struct cs_triangle triangle; /* CS_TRIANGLE only */
	size_t text_limit;	     /* rows in text; 0: all */
	bool limited; /* some rows or columns are not for everybody */
	int order;    /* see cs_table_set_order(); -1: none */
	enum cs_people ordered;
	const char *last;
	int mark, complete;  /* see cs_table_set_mark(); -1: none */
	unsigned char *rows; /* enum cs_people of each row */
	size_t nrows, rows_capacity;
	struct cs_table *views[CS_PEOPLE + 1]; /* made by cs_table_view() */
	struct cs_visible *shown;	       /* of a view; else NULL */
	struct cs_later *later;		       /* or NULL */
};

enum cs_kind { CS_KIND_CELL, CS_KIND_LIST, CS_KIND_OBJECT };

/* A value in a tree of objects: a cell, or a list or an object of others. */
struct cs_object {
	const char *name; /* NULL in a list */
	enum cs_kind kind;
	enum cs_type type; /* of the cell */
	struct cs_cell cell;
	struct cs_object *first,
	    *next;		/* the first in it; the next beside it */
	struct cs_arena *arena; /* of the whole tree */
};

void cs_view_free(struct cs_table *view);
const struct cs_cell *cs_view_cell(const struct cs_table *view, size_t row,
				   size_t column);

/* A copy of a text as valid UTF-8: U+FFFD stands for each wrong byte. */
char *cs_keep_text(struct cs_arena *arena, const char *text);
/*
 * Makes a list of lines one longer, copied likewise; returns the list. Such
 * lists are short: there is no spare room.
 */
char **cs_keep_line(struct cs_arena *arena, char **lines, size_t *count,
		    const char *format, va_list args)
    __attribute__((format(printf, 4, 0)));

size_t cs_later_rows(const struct cs_later *later);
/* The row, put now unless it is held; of all columns. */
const struct cs_table *cs_later_row(const struct cs_table *table, size_t row);
/* Those of the rows that `people` see. */
struct cs_later *cs_later_view(const struct cs_table *table,
			       enum cs_people people);
/* Does somebody see what is for `whose`? */
static inline bool cs_sees(enum cs_people people, enum cs_people whose)
{
	return whose == CS_ALL || whose == people;
}
/* The end of it all; takes NULL. */
void cs_later_free(struct cs_later *later);

/*
 * What CS_FILES or CS_PEOPLE see of a table: itself, or a table that it owns.
 * All its rows have been put.
 */
const struct cs_table *cs_table_view(struct cs_table *table,
				     enum cs_people people);
/*
 * The tables asked for, each once, in the order of `names`, without names all;
 * as `people` see them. Returns an array to be freed.
 */
const struct cs_table **cs_report_select(const struct cs_report *report,
					 const char *const *names,
					 size_t nnames, enum cs_people people,
					 size_t *count);

enum { CS_SHORTEST_SIZE = 32 };

/*
 * Writes a value as printf's %.15g has it, or with 16 or 17 digits if fewer do
 * not read as the same double. False for what it cannot do so: nothing, very
 * small and very large ones, powers of two.
 */
bool cs_shortest(double value, char out[static CS_SHORTEST_SIZE]);

#endif
