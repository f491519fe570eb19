/*
 * kinds.h - columns that say of a row that it is no order: a payout, a fee, a
 * refund, a test (lib/input only).
 *
 * They are found by name and cells, where no layout knows the file and no
 * filter of the user judges them:
 *
 *   - kinds of rows (section rowkind of lib/words/columns.txt), if all but a
 *     tenth of the cells are in lib/words/kinds.txt, both orders and others are
 *     among them, and twice as many orders as what is given back;
 *   - a second column of statuses, beside the one taken: only by the words of
 *     kinds.txt that are called off. A row counts that both let count;
 *   - flags (section flag), if all their filled cells say yes or no, and some
 *     no, or fewer than half of the cells are filled; but not where most rows
 *     of yes are of an amount below 0: these take off what was bought;
 *   - what says that it was paid for (section sound), by no, if no is not the
 *     commoner one, every cell is filled or some say no, and no status decides.
 *
 * Rows of such a word are excluded, and counted with the statuses as
 * "COLUMN=WORD"; what a customer has back is taken off, whatever its sign.
 */
#ifndef CS_INPUT_KINDS_H
#define CS_INPUT_KINDS_H

#include <stdbool.h>

#include "base/buf.h"
#include "input/row.h"
#include "input/schema.h"

/* The columns of schema->kinds; once roles, filters and status are settled. */
void cs_kinds_settle(struct cs_schema *schema, const struct cs_input *input);

/*
 * Is the row an order by what these columns say? If not, it is counted with
 * those of its word, and reader->tally is where its amount is to be added.
 * row->given_back becomes true where the customer has its amount back.
 */
bool cs_kinds_take(struct cs_row_reader *reader, const struct cs_cells *cells,
		   struct cs_row *row);

/* Of the sample: the words of column `i` of schema->kinds as
 * cs_status_sample() has them; those that give back are in doubt. */
void cs_kinds_sample(const struct cs_schema *schema, size_t i,
		     struct cs_statuses *seen);

#endif
