/*
 * norow.h - records of a table that are no rows of it (lib/input only).
 *
 * Each is judged by itself and the line before it; whether it ends the table
 * with what follows is settled where all of them come together (findings.h).
 */
#ifndef CS_INPUT_NOROW_H
#define CS_INPUT_NOROW_H

#include <stdbool.h>

#include "input/csv.h"
#include "input/account.h"
#include "input/schema.h"

enum cs_norow {
	CS_IS_ROW,
	CS_IS_EMPTY,  /* all its cells are */
	CS_IS_HEADER, /* it comes again */
	/* few cells, no date where one belongs: at the end, behind ... */
	CS_MAY_BE_FOOTER,
	/* ... one that stands behind a blank line or has a word of
	 * lib/words/footers.txt; or above a header */
	CS_IS_FOOTER
};

/* What a record is that was not used but met this fate. */
enum cs_norow cs_norow_judge(const struct cs_schema *schema,
			     const struct cs_cells *cells, enum cs_fate fate,
			     bool after_blank);

/* Does its first byte tell that it is neither empty nor the header? */
static inline bool cs_norow_ruled_out(const struct cs_schema *schema,
				      const struct cs_cells *cells)
{
	struct cs_text cell = cs_cells_raw(cells, 0);

	return cell.length > 0 && (signed char)*cell.bytes > ' ' &&
	       *cell.bytes != *schema->header.names[0] &&
	       schema->header.encoding == NULL;
}

/* Are there as many cells as the table has, or are such missing at the end that
 * may: they have no name, or dialect.fill is set? */
bool cs_norow_may_miss(const struct cs_schema *schema, size_t count);

static inline bool cs_norow_fits(const struct cs_schema *schema,
				 const struct cs_cells *cells)
{
	return cells->count == schema->header.ncolumns ||
	       cs_norow_may_miss(schema, cells->count);
}

/* Cells that are missing at the end of a record, and may be. */
struct cs_fill {
	uint32_t *end;
	size_t capacity;
};

/*
 * Gives the record as many cells as the table has, empty ones at its end,
 * unless it has more or some are missing that may not. The cells borrow `fill`.
 */
void cs_norow_fill(const struct cs_schema *schema, struct cs_cells *cells,
		   struct cs_fill *fill);

#endif
