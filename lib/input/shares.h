/*
 * shares.h - what several processes have read becomes what one would have
 * (lib/input only).
 */
#ifndef CS_INPUT_SHARES_H
#define CS_INPUT_SHARES_H

#include "input/counting.h"
#include "input/cutter.h"
#include "input/worker.h"

/* What a worker found in its block, so far and at its end: to the ledger or,
 * where others read too, on tape. As cs_ledger_pass() and cs_ledger_close(). */
bool cs_shares_pass(struct cs_worker *worker);
bool cs_shares_close(struct cs_worker *worker,
		     const struct cs_closing *closing);

/* Tells the leader all of it, once this process has read its share. */
void cs_shares_send(const struct cs_reading *shared, struct cs_cutter *cutter,
		    const struct cs_counting *counts);

/*
 * Of the leader: waits for the others, adds their counts, and settles all
 * blocks in shared->ledger. False with err filled: where reading broke off
 * first; its texts live as long as the ranks.
 */
bool cs_shares_take(const struct cs_reading *shared, struct cs_cutter *cutter,
		    struct cs_counting *counts, struct cs_err *err);

#endif
