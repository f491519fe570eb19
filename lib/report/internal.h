/*
 * internal.h - what the renderers see of tables and objects; commands include
 * table.h and render.h.
 */
#ifndef CS_REPORT_INTERNAL_H
#define CS_REPORT_INTERNAL_H

#include "base/buf.h"
#include "base/mem.h"
#include "report/table.h"

struct cs_triangle {
	int row, size, column, value, complete; /* columns of the table or -1 */
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
	struct cs_arena texts; /* of the cells */
	char **notes;
	size_t nnotes, notes_capacity;
	enum cs_layout layout;
	struct cs_triangle triangle; /* CS_TRIANGLE only */
	size_t text_limit;	     /* rows in text; 0: all */
	bool limited;	     /* some rows or columns are not for everybody */
	unsigned char *rows; /* enum cs_people of each row */
	size_t nrows, rows_capacity;
	struct cs_table *views[CS_PEOPLE + 1]; /* made by cs_table_view() */
};

enum cs_kind {
	CS_KIND_NULL,
	CS_KIND_TEXT,
	CS_KIND_COUNT,
	CS_KIND_MONEY,
	CS_KIND_REAL,
	CS_KIND_DAY,
	CS_KIND_BOOL,
	CS_KIND_LIST, /* of strings */
	CS_KIND_OBJECT,
	CS_KIND_OBJECTS /* a list of objects */
};

struct cs_entry {
	char *name;
	enum cs_kind kind;
	union {
		char *text;
		int64_t count;
		cs_sum money;
		double real;
		cs_day day;
		bool flag;
		char **strings;
		struct cs_object **objects; /* CS_KIND_OBJECT: one */
	} as;
	size_t length, capacity; /* of strings and objects */
};

struct cs_object {
	struct cs_entry *entries;
	size_t count, capacity;
};

/*
 * The text itself if it is valid UTF-8; else a copy in `buf` in which U+FFFD
 * stands for each wrong byte.
 */
const char *cs_valid_text(const char *text, struct cs_buf *buf);

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

#endif
