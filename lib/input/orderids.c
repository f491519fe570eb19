/* orderids.c - see orderids.h. */
#include "input/orderids.h"

#include <stdlib.h>

#include "base/mem.h"
#include "cell/cell.h"
#include "input/csv.h"

struct id_line {
	struct cs_text id, customer, day;
};

static struct cs_text cell_at(const struct cs_cells *cells, int column)
{
	struct cs_text cell = { "", 0 };

	if ((size_t)column < cells->count)
		cell = cs_cells_at(cells, (size_t)column);
	cs_cell_trim(&cell.bytes, &cell.length);
	return cell;
}

static int by_id(const void *a, const void *b)
{
	return cs_text_compare(((const struct id_line *)a)->id,
			       ((const struct id_line *)b)->id);
}

static bool is_hashed(struct cs_text cell)
{
	for (size_t i = 1; i < cell.length; i++)
		if (cell.bytes[i] < '0' || cell.bytes[i] > '9')
			return false;
	return cell.length > 1 && *cell.bytes == '#';
}

static bool all_hashed(const struct cs_schema *schema, int column)
{
	const struct cs_batch *rows = schema->split;
	bool hashed = rows->nrecords > 0;

	for (size_t r = 0; hashed && r < rows->nrecords; r++) {
		struct cs_cells cells = cs_batch_cells(rows, r);
		struct cs_text cell = cell_at(&cells, column);

		hashed = cell.length == 0 || is_hashed(cell);
	}
	return hashed;
}

static bool may_be_ids(const struct cs_schema *schema, int column)
{
	struct cs_fit fit;

	return cs_name_fits(schema->words, "plainid", &schema->names[column],
			    &fit) ||
	       all_hashed(schema, column);
}

/* Lines with an id, by it. */
static struct id_line *gather(const struct cs_schema *schema, int column,
			      size_t *count)
{
	const struct cs_batch *rows = schema->split;
	struct id_line *list = NULL;
	size_t capacity = 0;

	*count = 0;
	for (size_t r = 0; r < rows->nrecords; r++) {
		struct cs_cells cells = cs_batch_cells(rows, r);
		struct id_line line = {
			cell_at(&cells, column),
			cell_at(&cells, schema->column[CS_ROLE_CUSTOMER]),
			cell_at(&cells, schema->column[CS_ROLE_DATE])
		};

		if (cs_cell_empty(line.id.bytes, line.id.length))
			continue;
		CS_GROW(list, *count, capacity);
		list[(*count)++] = line;
	}
	if (list != NULL)
		qsort(list, *count, sizeof *list, by_id);
	return list;
}

/* An empty cell is filled by the order's first row. */
static bool agree(struct cs_text a, struct cs_text b)
{
	return a.length == 0 || b.length == 0 || cs_text_compare(a, b) == 0;
}

static bool holds_orders(const struct cs_schema *schema, int column)
{
	size_t count, repeated = 0;
	struct id_line *list = gather(schema, column, &count);
	bool one = true;

	for (size_t i = 1; i < count && one; i++) {
		if (by_id(&list[i - 1], &list[i]) != 0)
			continue;
		repeated++;
		one = agree(list[i - 1].customer, list[i].customer) &&
		      agree(list[i - 1].day, list[i].day);
	}
	free(list);
	return one && repeated > 0;
}

int cs_orderids_choose(const struct cs_schema *schema)
{
	if (schema->column[CS_ROLE_CUSTOMER] < 0 ||
	    schema->column[CS_ROLE_DATE] < 0)
		return -1;
	for (size_t i = 0; i < schema->header.ncolumns; i++)
		if (!cs_has_role(schema, (int)i) &&
		    may_be_ids(schema, (int)i) && holds_orders(schema, (int)i))
			return (int)i;
	return -1;
}
