/*
 * ahead.h - the cutter's blocks for all workers, cut ahead where that takes
 * long (lib/input only).
 *
 * A worker who asks for a block cuts the next one, unless another does so. What
 * is inflated, decoded or rewritten is cut ahead, up to CS_AHEAD blocks: one
 * worker inflates while the others parse, and who finds enough blocks waiting
 * parses too. So nobody waits unless inflating is all there is to do, and then
 * not where that can be shared, see bgzf.h. A plain
 * file is cut by who will parse the block, which is in his cache then.
 */
#ifndef CS_INPUT_AHEAD_H
#define CS_INPUT_AHEAD_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/err.h"
#include "input/cutter.h"
#include "input/further.h"

enum { CS_AHEAD = 8 };

struct cs_ahead;

/* For so many workers; one cuts nothing ahead. Nothing is handed out once
 * `*stop` is true; what is read is told to `progress`, unless that is NULL. */
struct cs_ahead *cs_ahead_new(struct cs_cutter *cutter, unsigned workers,
			      const atomic_bool *stop,
			      struct cs_progress *progress);
void cs_ahead_free(struct cs_ahead *ahead); /* the cutter is not its own */

/*
 * Any worker: the next block, the schema of its file and the baton of the block
 * before. False: there is none. What `block` held is used again.
 */
bool cs_ahead_next(struct cs_ahead *ahead, struct cs_block *block,
		   const struct cs_schema **schema, struct cs_baton *baton);

/* When no worker asks any more: what the cutter failed at, or NULL. */
const struct cs_err *cs_ahead_failure(const struct cs_ahead *ahead);

#endif
