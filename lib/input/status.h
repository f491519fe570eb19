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
 * The column of the status where no option names it; -1: there is none. First
 * those called so (sections status and state of lib/words/columns.txt) that are
 * not empty throughout: one whose words are known before one of which more than
 * half are not; called state, such a one is none. Else one of which all but a
 * twentieth of the filled cells are statuses, and a quarter of the rows has one,
 * unless it is called like something else (section no status). As good by its
 * name: schema->equal.
 */
int cs_status_choose(struct cs_schema *schema, const struct cs_input *input);

/* The statuses of the sample, filters apart; settled. Release them. */
void cs_status_sample(const struct cs_schema *schema, struct cs_statuses *seen);

/*
 * Do statuses of the sample decide which rows count, and nothing says of one?
 * Then -1 with err filled. 0 where filters leave out rows: these need not be
 * known.
 */
int cs_status_check(const struct cs_schema *schema,
		    const struct cs_input *input, struct cs_err *err);

/* Of statuses that are settled, in a column called `header`: -1 with err filled
 * if nothing says of one whether it counts. */
int cs_status_refuse(const struct cs_statuses *statuses, const char *header,
		     struct cs_err *err);

#endif
