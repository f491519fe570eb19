/*
 * later.c - cs_rows_later() of table.h. What is asked of a table are cells; the
 * row they stand in is put into a table of its own, of which there is one.
 */
#include <assert.h>
#include <stdlib.h>

#include "report/internal.h"

static struct cs_later *later_new(const struct cs_table *table)
{
	struct cs_later *later = cs_calloc(1, sizeof *later);
	struct cs_table *row = cs_calloc(1, sizeof *row);

	row->grouped = table->grouped;
	for (size_t c = 0; c < table->ncolumns; c++)
		cs_table_add_column(row, &table->columns[c]);
	later->row = row;
	later->held = SIZE_MAX;
	return later;
}

void cs_later_free(struct cs_later *later)
{
	if (later == NULL)
		return;
	cs_table_free(later->row);
	free(later->parts);
	free(later);
}

size_t cs_later_rows(const struct cs_later *later)
{
	return later->nparts > 0 ? later->parts[later->nparts - 1].end : 0;
}

/* Behind the others; it ends with its own number of rows. */
static void add_part(struct cs_later *later, struct cs_later_part part)
{
	part.end += cs_later_rows(later);
	CS_GROW(later->parts, later->nparts, later->capacity);
	later->parts[later->nparts++] = part;
}

void cs_rows_later_for(struct cs_table *table, enum cs_people people,
		       size_t count, cs_table_put_row *put, const void *study,
		       const void *part)
{
	assert(table->ncells == 0);
	if (table->later == NULL)
		table->later = later_new(table);
	table->limited |= people != CS_ALL;
	add_part(table->later,
		 (struct cs_later_part){ count, people, table->group, put,
					 study, part });
}

void cs_rows_later(struct cs_table *table, size_t count, cs_table_put_row *put,
		   const void *study, const void *part)
{
	cs_rows_later_for(table, CS_ALL, count, put, study, part);
}

struct cs_later *cs_later_view(const struct cs_table *table,
			       enum cs_people people)
{
	struct cs_later *later = later_new(table);
	size_t before = 0;

	for (size_t i = 0; i < table->later->nparts; i++) {
		struct cs_later_part part = table->later->parts[i];
		size_t end = part.end;

		part.end -= before;
		before = end;
		if (cs_sees(people, part.people))
			add_part(later, part);
	}
	return later;
}

/* The part that holds the row. */
static size_t find_part(const struct cs_later *later, size_t row)
{
	size_t low = 0, high = later->nparts - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (row < later->parts[middle].end)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

const struct cs_table *cs_later_row(const struct cs_table *table, size_t row)
{
	struct cs_later *later = table->later;
	struct cs_table *one = later->row;
	size_t at;
	const struct cs_later_part *part;

	if (row == later->held)
		return one;
	at = find_part(later, row);
	part = &later->parts[at];
	cs_arena_release(&one->texts);
	one->ncells = one->nrows = 0;
	one->group = part->group;
	part->put(part->study, one, part->part,
		  row - (at > 0 ? later->parts[at - 1].end : 0));
	assert(one->nrows == 1 && one->wanted == 0);
	later->held = row;
	return one;
}
