/* table.c - typed tables: see table.h. */
#include "report/table.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/internal.h"

char *cs_keep_text(struct cs_arena *arena, const char *text)
{
	size_t length = strlen(text), used;
	struct cs_buf valid = CS_BUF_INIT;
	char *copy;

	if (cs_utf8_valid(text, length))
		return cs_arena_copy(arena, text, length);
	for (size_t at = 0; at < length; at += used) {
		uint32_t c = cs_utf8_decode(text + at, length - at, &used);

		if (c == 0xFFFD)
			cs_buf_adds(&valid, "\xEF\xBF\xBD");
		else
			cs_buf_add(&valid, text + at, used);
	}
	copy = cs_arena_copy(arena, valid.data, valid.length);
	cs_buf_release(&valid);
	return copy;
}

char **cs_keep_line(struct cs_arena *arena, char **lines, size_t *count,
		    const char *format, va_list args)
{
	struct cs_buf line = CS_BUF_INIT;

	cs_buf_addv(&line, format, args);
	lines = cs_realloc(lines, *count + 1, sizeof *lines);
	lines[(*count)++] = cs_keep_text(arena, line.data);
	cs_buf_release(&line);
	return lines;
}

const struct cs_column cs_part_column = {
	"group", CS_TEXT, .means = "the group; empty: all customers"
};

/* --- columns ------------------------------------------------------------- */

/* Index of the column with this name, or -1. */
static int find_column(const struct cs_column *columns, const char *name)
{
	for (size_t i = 0; columns[i].name != NULL; i++)
		if (strcmp(columns[i].name, name) == 0)
			return (int)i;
	return -1;
}

/* The column called NAME followed by `suffix`, or -1. */
static int find_bound(const struct cs_column *columns, const char *name,
		      const char *suffix)
{
	char full[80];
	int n = snprintf(full, sizeof full, "%s%s", name, suffix);

	return n < (int)sizeof full ? find_column(columns, full) : -1;
}

bool cs_columns_interval(const struct cs_column *columns, const char *name,
			 int *low, int *high)
{
	*low = find_bound(columns, name, "_low");
	*high = find_bound(columns, name, "_high");
	if (*low < 0 || *high < 0)
		*low = *high = -1;
	return *low >= 0;
}

bool cs_columns_bounded(const struct cs_column *columns, const char *name)
{
	const char *suffix = strrchr(name, '_');
	int low, high;
	char x[80];

	if (suffix == NULL ||
	    (strcmp(suffix, "_low") != 0 && strcmp(suffix, "_high") != 0))
		return false;
	snprintf(x, sizeof x, "%.*s", (int)(suffix - name), name);
	return find_column(columns, x) >= 0 &&
	       cs_columns_interval(columns, x, &low, &high);
}

const char *cs_interval_title(const struct cs_column *low)
{
	return low->title != NULL ? low->title : "95 % interval";
}

void cs_table_add_column(struct cs_table *table, const struct cs_column *column)
{
	assert(table->ncells == 0);
	table->columns =
	    cs_realloc(table->columns, table->ncolumns + 2, sizeof *column);
	table->columns[table->ncolumns++] = *column;
	table->columns[table->ncolumns] = (struct cs_column){ .name = NULL };
	table->limited |= column->people != CS_ALL;
}

/* --- tables -------------------------------------------------------------- */

struct cs_table *cs_table_new(const char *name, const char *title,
			      const struct cs_column *columns)
{
	struct cs_table *table = cs_calloc(1, sizeof *table);

	table->mark = table->order = -1;
	table->name = cs_arena_copy(&table->texts, name, strlen(name));
	table->title = cs_arena_copy(&table->texts, title, strlen(title));
	for (; columns->name != NULL; columns++)
		cs_table_add_column(table, columns);
	return table;
}

/* Do people see it where a line has to hold all? */
static bool is_brief(const struct cs_column *columns, const char *name)
{
	const char *end = strrchr(name, '_');
	size_t length = cs_columns_bounded(columns, name) ? (size_t)(end - name)
							  : strlen(name);
	bool any = false;

	for (const struct cs_column *c = columns; c->name != NULL; c++) {
		any |= c->brief;
		if (c->brief && strncmp(c->name, name, length) == 0 &&
		    c->name[length] == '\0')
			return true;
	}
	return !any;
}

bool cs_column_shown_as(const struct cs_table_spec *spec,
			const struct cs_column *column, const char *heading)
{
	bool fields = spec->layout == CS_FIELDS;
	const char *shown =
	    fields && column->of_each != NULL ? column->of_each : column->title;

	if (column->people == CS_FILES ||
	    cs_columns_bounded(spec->columns, column->name) ||
	    (fields && !is_brief(spec->columns, column->name)))
		return false;
	if (shown != NULL)
		return strcmp(shown, heading) == 0;
	for (shown = column->name; *shown != '\0'; shown++, heading++)
		if (*heading != (*shown == '_' ? ' ' : *shown))
			return false;
	return *heading == '\0';
}

struct cs_table *cs_table_open(const struct cs_table_spec *spec, bool grouped)
{
	static const struct cs_column none = { .name = NULL };
	struct cs_table *table =
	    cs_table_new(spec->name, spec->question, &none);

	table->layout = spec->layout;
	table->grouped = grouped;
	if (grouped)
		cs_table_add_column(table, &cs_part_column);
	for (const struct cs_column *c = spec->columns; c->name != NULL; c++) {
		struct cs_column column = *c;

		if (grouped && spec->layout == CS_FIELDS &&
		    !is_brief(spec->columns, c->name))
			column.people = CS_FILES;
		if (grouped && spec->layout == CS_FIELDS && c->of_each != NULL)
			column.title = c->of_each;
		if (grouped || !c->by_group)
			cs_table_add_column(table, &column);
	}
	return table;
}

void cs_table_free(struct cs_table *table)
{
	if (table == NULL)
		return;
	free(table->notes);
	for (int i = 0; i <= CS_PEOPLE; i++)
		cs_view_free(table->views[i]);
	cs_arena_release(&table->texts);
	cs_later_free(table->later);
	free(table->rows);
	free(table->cells);
	free(table->columns);
	free(table);
}

void cs_table_set_group(struct cs_table *table, const char *group)
{
	table->group = group;
}

void cs_table_set_heading(struct cs_table *table, const char *column,
			  const char *title)
{
	table->columns[cs_table_find(table, column)].title = title;
}

void cs_table_set_order(struct cs_table *table, const char *column,
			enum cs_people people, const char *last)
{
	table->order = cs_table_find(table, column);
	table->ordered = people;
	table->last = last;
	assert(table->order >= 0);
}

void cs_table_hide(struct cs_table *table, const char *column)
{
	table->columns[cs_table_find(table, column)].people = CS_FILES;
	table->limited = true;
}

void cs_table_set_mark(struct cs_table *table, const char *column,
		       const char *complete)
{
	table->mark = cs_table_find(table, column);
	table->complete = cs_table_find(table, complete);
	assert(table->mark >= 0 && table->complete >= 0);
}

void cs_table_set_text_limit(struct cs_table *table, size_t rows)
{
	table->text_limit = rows;
}

void cs_table_add_note(struct cs_table *table, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	table->notes = cs_keep_line(&table->texts, table->notes, &table->nnotes,
				    format, ap);
	va_end(ap);
}

void cs_table_set_triangle(struct cs_table *table, const char *row,
			   const char *size, const char *column,
			   const char *value, const char *complete)
{
	struct cs_triangle t = {
		.row = cs_table_find(table, row),
		.size = size ? cs_table_find(table, size) : -1,
		.column = cs_table_find(table, column),
		.value = cs_table_find(table, value),
		.complete = complete ? cs_table_find(table, complete) : -1,
	};

	assert(t.row >= 0 && t.column >= 0 && t.value >= 0);
	table->triangle = t;
	table->layout = CS_TRIANGLE;
}

/* --- cells --------------------------------------------------------------- */

/* The column of the next cell; the row wants one. */
static const struct cs_column *next_column(const struct cs_table *table)
{
	assert(table->wanted > 0);
	return &table->columns[table->ncolumns - table->wanted];
}

/*
 * The next cell, to be filled if it is known. Its column is checked: there
 * `type` is what is put.
 */
static struct cs_cell *next_cell(struct cs_table *table, const char *name,
				 enum cs_type type, bool known)
{
	const struct cs_column *column = next_column(table);
	struct cs_cell *cell;

	assert(column->name == name || strcmp(column->name, name) == 0);
	assert(column->type == type ||
	       (type == CS_REAL &&
		(column->type == CS_SHARE || column->type == CS_PERCENT)));
	CS_GROW(table->cells, table->ncells, table->capacity);
	cell = &table->cells[table->ncells++];
	memset(cell, 0, sizeof *cell);
	cell->null = !known;
	table->wanted--;
	return cell;
}

void cs_row(struct cs_table *table)
{
	cs_row_for(table, CS_ALL);
}

void cs_row_for(struct cs_table *table, enum cs_people people)
{
	assert(table->wanted == 0 && table->later == NULL);
	CS_GROW(table->rows, table->nrows, table->rows_capacity);
	table->rows[table->nrows++] = (unsigned char)people;
	table->limited |= people != CS_ALL;
	table->wanted = table->ncolumns;
	if (table->grouped)
		cs_put_text(table, cs_part_column.name, table->group);
}

void cs_put_null(struct cs_table *table, const char *column)
{
	next_cell(table, column, next_column(table)->type, false);
}

void cs_put_rest(struct cs_table *table)
{
	while (table->wanted > 0)
		cs_put_null(table, next_column(table)->name);
}

void cs_put_text(struct cs_table *table, const char *column, const char *text)
{
	struct cs_cell *cell = next_cell(table, column, CS_TEXT, text != NULL);

	if (text != NULL)
		cell->as.text = cs_keep_text(&table->texts, text);
}

void cs_put_count(struct cs_table *table, const char *column, int64_t count)
{
	cs_put_known(table, column, true, count);
}

void cs_put_known(struct cs_table *table, const char *column, bool known,
		  int64_t count)
{
	next_cell(table, column, CS_COUNT, known)->as.count = count;
}

void cs_put_money(struct cs_table *table, const char *column, cs_sum micros)
{
	cs_put_known_money(table, column, true, micros);
}

void cs_put_known_money(struct cs_table *table, const char *column, bool known,
			cs_sum micros)
{
	next_cell(table, column, CS_MONEY, known)->as.money = micros;
}

void cs_put_real(struct cs_table *table, const char *column, double value)
{
	next_cell(table, column, CS_REAL, isfinite(value))->as.real = value;
}

void cs_put_range(struct cs_table *table, const char *x, double low,
		  double high)
{
	char name[64];

	snprintf(name, sizeof name, "%s_low", x);
	cs_put_real(table, name, low);
	snprintf(name, sizeof name, "%s_high", x);
	cs_put_real(table, name, high);
}

void cs_put_day(struct cs_table *table, const char *column, cs_day day)
{
	next_cell(table, column, CS_DATE, day != CS_NO_DAY)->as.day = day;
}

void cs_put_bool(struct cs_table *table, const char *column, bool flag)
{
	next_cell(table, column, CS_BOOL, true)->as.flag = flag;
}

size_t cs_table_rows(const struct cs_table *table)
{
	return table->later != NULL ? cs_later_rows(table->later)
				    : table->ncells / table->ncolumns;
}

size_t cs_table_shown(const struct cs_table *table)
{
	size_t rows = cs_table_rows(table), limit = table->text_limit;

	return limit > 0 && limit < rows ? limit : rows;
}

int cs_table_find(const struct cs_table *table, const char *name)
{
	return find_column(table->columns, name);
}

const struct cs_cell *cs_table_cell(const struct cs_table *table, size_t row,
				    size_t column)
{
	if (table->shown != NULL)
		return cs_view_cell(table, row, column);
	if (table->later != NULL)
		return &cs_later_row(table, row)->cells[column];
	return &table->cells[row * table->ncolumns + column];
}
