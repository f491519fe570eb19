/*
 * table.h - what a command fills: typed tables and a report around them.
 *
 * Commands put values in; only renderers (render.h) turn values into text. A
 * value is stored exactly: money as a 128-bit count of millionths, shares as
 * fractions, days as numbers. A value may be absent (null).
 *
 *	static const struct cs_column columns[] = {
 *		{ "n", CS_COUNT, "purchase" },
 *		{ "continue_rate", CS_SHARE, "bought again" },
 *		{ "continue_rate_low", CS_SHARE },
 *		{ "continue_rate_high", CS_SHARE },
 *		{ NULL }
 *	};
 *	table = cs_table_new("ladder", "Who buys again?", columns);
 *	cs_row(table);
 *	cs_put_count(table, "n", 1);
 *	cs_put_real(table, "continue_rate", .62);
 *	cs_put_rest(table);
 *
 * Cells are put row by row, left to right. A column x_low together with x_high
 * is the interval of column x: text folds the three into one.
 */
#ifndef CS_REPORT_TABLE_H
#define CS_REPORT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/money.h"

enum cs_type {
	CS_TEXT,    /* UTF-8 */
	CS_COUNT,   /* int64_t */
	CS_MONEY,   /* cs_sum, 10^-6 of the currency's unit */
	CS_REAL,    /* double, in `unit` */
	CS_SHARE,   /* double, a fraction; per cent in text and markdown */
	CS_PERCENT, /* double, per cent everywhere */
	CS_DATE,    /* cs_day */
	CS_BOOL
};

/* Who sees a column or a row. */
enum cs_people {
	CS_ALL,	  /* everybody */
	CS_FILES, /* csv, tsv, json and xlsx */
	CS_PEOPLE /* text, markdown and html */
};

struct cs_column {
	const char *name; /* as in csv and json */
	enum cs_type type;
	const char *title; /* heading in text, with unit; NULL: the name with
			      blanks for underscores. Of x_low: heading of the
			      interval; NULL: "95 % interval" */
	int decimals; /* of reals, shares, percents in text; 0: the type's own
			 (share 1, percent as needed, real 1, money 2);
			 -1: none */
	bool sparse;  /* text leaves it out where all its cells are null */
	/*
	 * What it is, with its unit: a phrase in lower case without full stop.
	 * NULL for x_low and x_high, which follow from x.
	 */
	const char *means;
	enum cs_people people;
	bool by_group; /* only where the table is by group */
	bool brief; /* of CS_FIELDS: where groups have a line each, people see
			  those columns, with their intervals, that are; all
			  where none is */
	const char *of_each; /* its heading there; NULL: title */
};

/* The column in front of tables by group. */
extern const struct cs_column cs_part_column;

/* The columns x_low and x_high, both; else both -1, and false. */
bool cs_columns_interval(const struct cs_column *columns, const char *x,
			 int *low, int *high);
/* Is it the x_low or x_high of an interval that lies beside its x? */
bool cs_columns_bounded(const struct cs_column *columns, const char *name);
/* Heading of the interval whose lower end is this column. */
const char *cs_interval_title(const struct cs_column *low);

enum cs_arrangement {
	CS_ROWS,    /* a line per row */
	CS_FIELDS,  /* a line per column: for tables of one row; by group a line
		       per row, of those columns that are brief */
	CS_TRIANGLE /* the cohort triangle: see cs_table_set_triangle() */
};

struct cs_cell {
	bool null;
	union {
		char *text; /* owned by the table */
		int64_t count;
		cs_sum money;
		double real; /* CS_REAL, CS_SHARE, CS_PERCENT */
		cs_day day;
		bool flag;
	} as;
};

struct cs_table;
struct cs_report;
struct cs_job;

/* Before the rows: notes, limits, columns of the user. */
typedef void cs_table_begin(const void *study, struct cs_table *table);
/*
 * Puts the rows of one part of the customers, a group or all. `study` and
 * `part` are the command's; across: NULL.
 */
typedef void cs_table_put(const void *study, struct cs_table *table,
			  const void *part);
/*
 * Adds what is drawn for this table. `answer` is the report's first sentence
 * without its full stop, NULL if there is none.
 */
typedef void cs_table_chart(const void *study, struct cs_report *report,
			    const char *answer);

/*
 * All that is said of a table. A command has one array of these, which ends
 * with a NULL name, and an enum of its indexes. From it follow the choices of
 * --table, help, completion, the manual's lists of columns, and which tables
 * are made and drawn (cs_tables_report() of app/tables.h).
 */
struct cs_table_spec {
	const char *name; /* "ladder" */
	/* Also the title above it: "After each purchase, who buys again?" */
	const char *question;
	const struct cs_column *columns; /* without the group; ends with a NULL
					    name */
	enum cs_arrangement layout;
	bool is_long;	/* made only when named with -t */
	bool across;	/* compares groups: put once, and only where there are
			   any; it has no column in front */
	unsigned modes; /* kinds of input that have it, a bit (1u << mode)
			   each; 0: all */
	const char *wants; /* what the input has to be for that: "orders" */
	/* Do the options ask for what it is made from? NULL: always. */
	bool (*asked)(const struct cs_job *job);
	/* Would it say nothing to people? They see it where -t names it.
	   NULL: never. */
	bool (*mute)(const void *study);
	cs_table_begin *begin; /* or NULL */
	cs_table_put *put;
	cs_table_chart *chart; /* or NULL */
};

/* An empty table, by group or not. */
struct cs_table *cs_table_open(const struct cs_table_spec *spec, bool grouped);
/* Do people see the column, one of the table's, under this heading? Where it
 * has fields, in the table of groups. */
bool cs_column_shown_as(const struct cs_table_spec *spec,
			const struct cs_column *column, const char *heading);
/*
 * `columns` ends with a NULL name; it is copied, the strings in it are
 * borrowed.
 */
struct cs_table *cs_table_new(const char *name, const char *title,
			      const struct cs_column *columns);
void cs_table_free(struct cs_table *table); /* takes NULL */

/*
 * The group of the rows that follow, which cs_row() puts in tables by group;
 * NULL: all customers. Borrowed until the last row.
 */
void cs_table_set_group(struct cs_table *table, const char *group);
/* At most `rows` rows in text, with a line that says so; 0: all. */
void cs_table_set_text_limit(struct cs_table *table, size_t rows);
/*
 * People see a star behind the text in column `column` of rows whose
 * `complete`, a CS_BOOL of CS_FILES, is false. No cell of either is null.
 */
void cs_table_set_mark(struct cs_table *table, const char *column,
		       const char *complete);
/*
 * People, or CS_ALL, see the rows in the order of this column: the largest
 * first, texts by the alphabet, nothing last. Before them comes the row of all
 * customers, behind them that of the group `last`, if there is one; borrowed.
 */
void cs_table_set_order(struct cs_table *table, const char *column,
			enum cs_people people, const char *last);
/* Before any row: people do not see this column. */
void cs_table_hide(struct cs_table *table, const char *column);
/* Another heading for a column. */
void cs_table_set_heading(struct cs_table *table, const char *column,
			  const char *title);
/* Before any row: one more column, at the end. */
void cs_table_add_column(struct cs_table *table,
			 const struct cs_column *column);
/* A sentence printed below the table, for people; copied; repeatable. */
void cs_table_add_note(struct cs_table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/*
 * Text shows the table as a grid: a line for each value of column `row` (with
 * `size` behind it), a column for each value of `column`, `value` in the cells;
 * cells whose `complete` is false are marked. Columns by name; size and
 * complete may be NULL; `column` is a CS_COUNT. The rows of a line follow one
 * another. A first column "group" makes a grid per group. csv and json keep the
 * rows.
 */
void cs_table_set_triangle(struct cs_table *table, const char *row,
			   const char *size, const char *column,
			   const char *value, const char *complete);

/* Puts one row, the `row`-th of its part; see cs_rows_later(). */
typedef void cs_table_put_row(const void *study, struct cs_table *table,
			      const void *part, size_t row);
/*
 * Appends `count` rows of a long table that are put when they are printed, one
 * at a time, so that they take no memory. All rows of a table are put so, or
 * none. In text no row beyond the text limit is asked for. `study`, `part` and
 * the group's name are borrowed for the life of the table.
 */
void cs_rows_later(struct cs_table *table, size_t count, cs_table_put_row *put,
		   const void *study, const void *part);
/* The same, of rows that not everybody sees. */
void cs_rows_later_for(struct cs_table *table, enum cs_people people,
		       size_t count, cs_table_put_row *put, const void *study,
		       const void *part);

/* Begins a row; the one before must be complete. */
void cs_row(struct cs_table *table);
/* The same, of a row that not everybody sees. */
void cs_row_for(struct cs_table *table, enum cs_people people);

/*
 * Each puts the next cell of the row. `column` is the name of that column: it
 * is an error of the program if another is next.
 */
void cs_put_null(struct cs_table *table, const char *column);
void cs_put_text(struct cs_table *table, const char *column,
		 const char *text); /* copied; NULL is null */
void cs_put_count(struct cs_table *table, const char *column, int64_t count);
void cs_put_money(struct cs_table *table, const char *column, cs_sum micros);
/* ... or null, where `known` is false. */
void cs_put_known(struct cs_table *table, const char *column, bool known,
		  int64_t count);
void cs_put_known_money(struct cs_table *table, const char *column, bool known,
			cs_sum micros);
/* For CS_REAL, CS_SHARE and CS_PERCENT; NaN and infinities become null. */
void cs_put_real(struct cs_table *table, const char *column, double value);
/* Two cells, of the columns x_low and x_high. */
void cs_put_range(struct cs_table *table, const char *x, double low,
		  double high);
/* CS_NO_DAY is null. */
void cs_put_day(struct cs_table *table, const char *column, cs_day day);
void cs_put_bool(struct cs_table *table, const char *column, bool flag);
/* Null in the cells that the row still wants; they may be none. */
void cs_put_rest(struct cs_table *table);

size_t cs_table_rows(const struct cs_table *table);
/* Of those, the rows that text shows. */
size_t cs_table_shown(const struct cs_table *table);
/* Index of the column with this name, or -1. */
int cs_table_find(const struct cs_table *table, const char *name);
/* With cs_rows_later(), valid until another row is asked for. */
const struct cs_cell *cs_table_cell(const struct cs_table *table, size_t row,
				    size_t column);

/*
 * A list of named values, in order: json's "input" and "parameters".
 * Names are copied. A value is a scalar, a list of strings, or again an object.
 */
struct cs_object;
struct cs_object *cs_object_new(void);
void cs_object_free(struct cs_object *object);
void cs_set_null(struct cs_object *object, const char *name);
void cs_set_text(struct cs_object *object, const char *name,
		 const char *text); /* NULL is null */
void cs_set_count(struct cs_object *object, const char *name, int64_t count);
void cs_set_money(struct cs_object *object, const char *name, cs_sum micros);
void cs_set_real(struct cs_object *object, const char *name, double value);
void cs_set_day(struct cs_object *object, const char *name, cs_day day);
void cs_set_bool(struct cs_object *object, const char *name, bool flag);
/* An empty list, which cs_object_append() or cs_append_object() fills. */
void cs_set_list(struct cs_object *object, const char *name);
void cs_object_append(struct cs_object *object, const char *name,
		      const char *text);
/* A nested object, owned by `object`. */
struct cs_object *cs_set_object(struct cs_object *object, const char *name);
/* A list of objects; every call appends one and returns it, owned by `object`.
 */
struct cs_object *cs_append_object(struct cs_object *object, const char *name);
/* Is there a value of this name? */
bool cs_object_has(const struct cs_object *object, const char *name);

/*
 * A chart: one picture drawn from a table of its own or from one of the
 * report's. Columns are given by name. Where a kind draws groups, they are the
 * values of column `row`, whose rows follow one another in order of x; the
 * first 6 are drawn, and the chart says so. `row` NULL: all rows are one group.
 */
enum cs_chart_kind {
	CS_CHART_BARS,	/* y over x as bars; low/high as error bars if given; up
			   to 14 bars carry their value. With y2, a share: a
			   line with points on the second axis, no values */
	CS_CHART_STACK, /* y, y2, y3 stacked over x; needs names */
	CS_CHART_HEATMAP,   /* y in cells, x (a number) across, `row` down;
			       `complete`   false pale; a first column of equal
			       cells grey; side by side for each `panel` */
	CS_CHART_STEP_BAND, /* step line y over x with band low..high */
	CS_CHART_PARETO, /* bars y over x, line y2 (a share) on the second axis
			  */
	CS_CHART_LORENZ, /* line y over x against the diagonal, both shares; of
			    each group */
	/*
	 * Survival curves: from 1 at x = 0, y is the value from x on; a curve
	 * for each group with band low..high (null: none there), small ticks
	 * where the count `marks` is above 0 and, below, `at_risk` (a count,
	 * just before x) at some x: that of the first row with at least this x,
	 * 0 behind the last.
	 */
	CS_CHART_CURVES,
	CS_CHART_INCIDENCE, /* the same from 0 at x = 0: groups are causes */
	/*
	 * Lines y over x of each group with band low..high, points y2; where
	 * `complete` (a bool) is last true, a dotted line: what was fitted ends
	 * there. names: of the line and of the points.
	 */
	CS_CHART_PROJECTION,
	/*
	 * For each x (text) a bar y up from the waterline, a bar y2 down from
	 * it with error bar low..high of y2; y2 null: "no data". Both are given
	 * positive. y may be NULL.
	 */
	CS_CHART_ICEBERG,
	/*
	 * Line with points y over x (text) with band low..high; y2 a dashed
	 * line; names of both. Points beyond the band stand out; where
	 * `complete` (a bool) is false they are hollow and apart from the line.
	 */
	CS_CHART_PERIODS,
	/*
	 * As CS_CHART_INCIDENCE, x in minutes, from one to a week on a
	 * logarithmic axis; what lies beyond a week is not drawn. The curves
	 * are a group's, of which the largest come first.
	 */
	CS_CHART_WAITS,
	/* Points y over x with lines low..high; groups side by side. */
	CS_CHART_POINTS
};

enum { CS_CHART_GROUPS = 6 }; /* more are not told apart */

enum { CS_AXIS_MINUTES = 7 * 24 * 60 /* where its axis ends */ };

struct cs_chart {
	const char *table; /* -t name that asks for this chart */
	enum cs_chart_kind kind;
	const struct cs_table *data;
	const char *title;    /* the question; or NULL */
	const char *subtitle; /* the answer in a line; or NULL */
	const char *xlabel, *ylabel, *y2label; /* with units; or NULL */
	const char *x, *row, *y, *y2, *y3, *low, *high,
	    *complete;			     /* columns or NULL */
	const char *marks, *at_risk, *panel; /* likewise */
	const char *names[3];		     /* legend of y, y2, y3; or NULL */
	size_t of_groups; /* so many there are, of which `data` has some; 0:
			     it has all */
	bool latest;	  /* those are the latest, not the largest */
	bool owned;	  /* data is the report's */
};

/* How csv and tsv are written. */
struct cs_marks {
	char delimiter; /* of csv */
	char decimal;	/* of numbers: . or , */
	bool bom;	/* a byte-order mark comes first */
};

/* How charts are drawn. */
struct cs_canvas {
	const char *title;  /* in place of each chart's; NULL: their own */
	long width, height; /* of a chart: points, of a picture or a page, or
			       columns and lines of a terminal; 0: as usual */
	bool blocks;	    /* the terminal has the blocks of Unicode */
};

struct cs_report {
	const char *command;  /* "cs-retention" */
	const char *question; /* "who buys again?"; or NULL */
	char *line; /* the command line that makes it again; or NULL */
	struct cs_marks marks;
	struct cs_canvas canvas;
	size_t width; /* of text, in columns; 0: 80 */
	bool bold;    /* headings of text stand out, by codes of a terminal */
	char **lead;  /* the answer, a sentence each; for people */
	size_t nlead;
	char **scope; /* lines of scope: files, rows, span, columns taken */
	size_t nscope;
	char **warnings; /* one line each, as shown in text */
	size_t nwarnings;
	struct cs_object *input;
	struct cs_object *parameters;
	struct cs_table **tables;
	size_t ntables;
	struct cs_chart *charts; /* strings in them are copied */
	size_t ncharts;
	bool undrawn;	       /* a chart was left out */
	struct cs_arena texts; /* of all strings */
};

void cs_report_init(struct cs_report *report, const char *command);
void cs_report_release(struct cs_report *report);
/* `line` is copied. */
void cs_report_line(struct cs_report *report, const char *line);
void cs_report_lead(struct cs_report *report, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void cs_report_scope(struct cs_report *report, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void cs_report_warning(struct cs_report *report, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The report takes the table over; returns it. */
struct cs_table *cs_report_add(struct cs_report *report,
			       struct cs_table *table);
/*
 * Copies `chart`. With `owned`, the report takes chart->data over. A chart that
 * would be a single bar or point, or an iceberg without any, is left out, and
 * counts as undrawn.
 */
void cs_report_chart(struct cs_report *report, const struct cs_chart *chart,
		     bool owned);

#endif
