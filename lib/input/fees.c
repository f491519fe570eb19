/* fees.c - see fees.h. */
#include "input/fees.h"

#include "input/sample.h"
#include "input/schema.h"

enum {
	ROWS = 200,
	ENOUGH = 5,
	NEARLY_ALL = 10 /* of so many one may differ */
};

static bool number_at(const struct cs_schema *schema,
		      const struct cs_cells *cells, int column,
		      cs_micros *number)
{
	struct cs_text cell = { "", 0 };

	if ((size_t)column < cells->count)
		cell = cs_cells_at(cells, (size_t)column);
	return cs_amount_parse(cell.bytes, cell.length, schema->mark, true,
			       number, NULL) == CS_CELL_OK;
}

/* Is the amount what is left of `gross`? */
static bool leaves(const struct cs_schema *schema, const struct cs_batch *rows,
		   int gross, int fee)
{
	int amount = schema->column[CS_ROLE_AMOUNT];
	size_t with = 0, left = 0;

	for (size_t r = 0; r < rows->nrecords && with < ROWS; r++) {
		struct cs_cells cells = cs_batch_cells(rows, r);
		cs_micros a, f, g;

		if (!number_at(schema, &cells, fee, &f) || f == 0 ||
		    !number_at(schema, &cells, amount, &a) || a == 0)
			continue;
		with++;
		left += number_at(schema, &cells, gross, &g) && a < g &&
			(cs_sum)g - a == (f < 0 ? -(cs_sum)f : f);
	}
	return with >= ENOUGH && left * NEARLY_ALL >= with * (NEARLY_ALL - 1);
}

void cs_fees_settle(struct cs_schema *schema, const struct cs_input *input,
		    const struct cs_sample *rows)
{
	int amount = schema->column[CS_ROLE_AMOUNT];
	int columns = (int)schema->header.ncolumns;

	schema->fees.gross = schema->fees.fee = -1;
	if (amount < 0 || input->columns[CS_ROLE_AMOUNT].named != NULL)
		return;
	for (int fee = 0; fee < columns; fee++) {
		if (fee == amount ||
		    !cs_name_hints(schema->words, "fee", &schema->names[fee]))
			continue;
		for (int gross = 0; gross < columns; gross++) {
			if (gross == amount || gross == fee ||
			    !leaves(schema, rows->batch, gross, fee))
				continue;
			schema->fees = (struct cs_fees){ gross, fee };
			return;
		}
	}
}
