/*
 * status.h - which column says what became of an order, and whether its words
 * are known (lib/input only).
 */
#ifndef CS_INPUT_STATUS_H
#define CS_INPUT_STATUS_H

#include "base/err.h"
#include "input/schema.h"
#include "input/statuses.h"

/*
 * The column of the status where no option names it, into schema. First
 * those called so (sections status and state of lib/words/columns.txt) that are
 * not empty throughout: one whose words are known before one of which more than
 * half are not; called state, such a one is none. Else one of which all but a
 * twentieth of the filled cells are statuses, and a quarter of all cells,
 * unless it is called like something else (section nostatus). As good by its
 * name: schema->equal.
 */
void cs_status_choose(struct cs_schema *schema, const struct cs_input *input);

/* The statuses of the sample, filters apart; settled. Release them. */
void cs_status_sample(const struct cs_schema *schema, struct cs_statuses *seen);

/*
 * Looks through the statuses of the sample. Is one of them won (schema->won)?
 * Then others are stages of a sale. Do they decide which rows count, and
 * nothing says of one? Then -1 with err filled; not where filters leave out
 * rows, or a layout reads cells as others: what is left need not be known yet.
 */
int cs_status_settle(struct cs_schema *schema, const struct cs_input *input,
		     struct cs_err *err);

/* Of all statuses that were met in these files, settled: -1 with err filled if
 * nothing says of one whether it counts. */
int cs_status_judge(const struct cs_schema *schemas, size_t nschemas,
		    const struct cs_statuses *statuses, struct cs_err *err);

#endif
