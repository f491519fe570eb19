/* guests.c - see guests.h. */
#include "input/guests.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cell/cell.h"
#include "input/csv.h"

struct pair {
	struct cs_text key, other;
};

struct pairs {
	struct pair *list; /* of rows that have both */
	size_t count, capacity;
	size_t only_key, only_other; /* rows */
	size_t told, addresses;	     /* cells of the other */
};

static struct cs_text cell_at(const struct cs_cells *cells, int column)
{
	struct cs_text cell = { "", 0 };

	if ((size_t)column < cells->count)
		cell = cs_cells_at(cells, (size_t)column);
	if (cs_cell_empty(cell.bytes, cell.length))
		cell.length = 0;
	cs_cell_trim(&cell.bytes, &cell.length);
	return cell;
}

static void gather(const struct cs_batch *rows, int key, int other,
		   struct pairs *out)
{
	for (size_t r = 0; r < rows->nrecords; r++) {
		struct cs_cells cells = cs_batch_cells(rows, r);
		struct pair pair = { cell_at(&cells, key),
				     cell_at(&cells, other) };
		bool named = pair.key.length > 0, told = pair.other.length > 0;

		out->only_key += named && !told;
		out->only_other += told && !named;
		out->told += told;
		out->addresses +=
		    memchr(pair.other.bytes, '@', pair.other.length) != NULL;
		if (!named || !told)
			continue;
		CS_GROW(out->list, out->count, out->capacity);
		out->list[out->count++] = pair;
	}
}

static int by_other(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int order = cs_text_compare(x->other, y->other);

	return order != 0 ? order : cs_text_compare(x->key, y->key);
}

/* Does a cell of the other column stand for several customers, as the name of
 * a cashier does? */
static bool merges(struct pairs *pairs)
{
	struct pair *list = pairs->list;

	if (pairs->count > 0)
		qsort(list, pairs->count, sizeof *list, by_other);
	for (size_t i = 1; i < pairs->count; i++)
		if (cs_text_compare(list[i - 1].other, list[i].other) == 0 &&
		    cs_text_compare(list[i - 1].key, list[i].key) != 0)
			return true;
	return false;
}

static void stand_in(struct cs_schema *schema, struct cs_passed *passed,
		     bool alone)
{
	int other = passed->column;

	if (alone) {
		passed->column = schema->customers.columns[0];
		passed->why = CS_GUESTS;
		schema->customers.columns[0] = other;
		schema->column[CS_ROLE_CUSTOMER] = other;
		schema->equal[CS_ROLE_CUSTOMER] = -1;
		schema->reason[CS_ROLE_CUSTOMER] = CS_BY_CELLS;
		return;
	}
	schema->customers.columns[schema->customers.count++] = other;
	*passed = schema->passed[--schema->npassed];
}

void cs_guests_settle(struct cs_schema *schema)
{
	int key =
	    schema->customers.count == 1 ? schema->customers.columns[0] : -1;
	bool done = key < 0;

	for (size_t i = 0; !done && i < schema->npassed; i++) {
		struct cs_passed *passed = &schema->passed[i];
		struct pairs pairs = { 0 };

		if (passed->rule != CS_ROLE_CUSTOMER ||
		    passed->why != CS_FITS_LESS)
			continue;
		gather(schema->split, key, passed->column, &pairs);
		done = pairs.only_other > 0 && pairs.addresses == pairs.told &&
		       !merges(&pairs);
		if (done)
			stand_in(schema, passed, pairs.only_key == 0);
		free(pairs.list);
	}
}
