/*
 * counting.h - what was counted while rows went by: of workers, and of several
 * processes, which send it to one (lib/input only).
 */
#ifndef CS_INPUT_COUNTING_H
#define CS_INPUT_COUNTING_H

#include "base/bytes.h"
#include "input/worker.h"

struct cs_counting {
	const struct cs_input *input;
	struct cs_input_result *result; /* where all are but: */
	struct cs_days days;
};

/* `result` has none yet. */
void cs_counting_begin(struct cs_counting *counts, const struct cs_input *input,
		       struct cs_input_result *result);
void cs_counting_add(struct cs_counting *counts,
		     const struct cs_worker *worker);

/* Appends them to `out`; another process of this run adds them to its own. */
void cs_counting_pack(const struct cs_counting *counts, struct cs_buf *out);
void cs_counting_unpack(struct cs_counting *counts, struct cs_bytes *bytes);

/* The days into the result, with the first and the last of them; statuses are
 * settled. */
void cs_counting_end(struct cs_counting *counts);

#endif
