/*
 * tape.h - what was found in the blocks of one of several processes, kept until
 * the leader has those of all (lib/input only).
 *
 * A ledger settles blocks in the order of the input. Where they are dealt to
 * several ranks (base/ranks.h) each writes down what it would have told its
 * ledger; the leader plays all tapes to one, in that order.
 */
#ifndef CS_INPUT_TAPE_H
#define CS_INPUT_TAPE_H

#include "base/buf.h"
#include "base/bytes.h"
#include "input/findings.h"

struct cs_tape;

struct cs_tape *cs_tape_new(const struct cs_input *input);
void cs_tape_free(struct cs_tape *tape); /* takes NULL */

/* As cs_ledger_pass() and cs_ledger_close(). False: this rank alone has as many
 * bad rows as end the run. */
bool cs_tape_pass(struct cs_tape *tape, struct cs_findings *findings,
		  const struct cs_block *block);
bool cs_tape_close(struct cs_tape *tape, struct cs_findings *findings,
		   const struct cs_block *block,
		   const struct cs_closing *closing);

/* What is on it. */
const struct cs_buf *cs_tape_bytes(const struct cs_tape *tape);

/* The tape of a rank, whose files and blocks count from 0 on: those of others
 * stand before them. */
struct cs_taped {
	struct cs_bytes bytes;
	size_t files_before, blocks_before;
};

/*
 * Plays `n` tapes, which may be cut off at their ends, up to block `end`, which
 * could not be read; SIZE_MAX: all could. Blocks are of files that `cutter` has
 * opened.
 */
void cs_tapes_play(const struct cs_taped *tapes, size_t n,
		   struct cs_cutter *cutter, size_t end,
		   struct cs_ledger *ledger);

#endif
