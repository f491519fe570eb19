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

/* Room for the sizes of all files; NULL: nobody asks. */
struct cs_sizes *cs_counting_sizes(const struct cs_input *input);

/* `result` has none yet. */
void cs_counting_begin(struct cs_counting *counts, const struct cs_input *input,
		       struct cs_input_result *result);
void cs_counting_add(struct cs_counting *counts,
		     const struct cs_worker *worker);

/* Appends them to `out`; another process of this run adds them to its own,
 * where the first of the files is number `first`. */
void cs_counting_pack(const struct cs_counting *counts, struct cs_buf *out);
void cs_counting_unpack(struct cs_counting *counts, struct cs_bytes *bytes,
			size_t first);

/* The days into the result, with the first and the last of them; statuses are
 * settled. */
void cs_counting_end(struct cs_counting *counts);

#endif
