/*
 * findings.h - rows and records that cannot be read, from where a worker meets
 * them to where their lines are known (lib/input only).
 */
#ifndef CS_INPUT_FINDINGS_H
#define CS_INPUT_FINDINGS_H

#include "input/cutter.h"
#include "input/reader.h"

struct cs_finding {
	struct cs_reject reject; /* its line counts from that of its block */
	size_t block;
	bool fatal; /* no option can skip it */
};

/* One worker's, or all. All zeros: none. */
struct cs_findings {
	struct cs_finding *list;
	size_t count, capacity;
	size_t counted_to;     /* offset in the block up to which ... */
	uint64_t lines_before; /* ... lines are counted: 0 in a new block */
};

/* One that begins at `offset` of the block, its reason still to be filled. */
struct cs_finding *cs_findings_add(struct cs_findings *findings,
				   const struct cs_block *block, size_t offset);

/* Moves one worker's to all. */
void cs_findings_join(struct cs_findings *all, struct cs_findings *part);

/*
 * In order, up to the first fatal one, they become result->rejects; `lines` are
 * those of each block. Fills err with the fatal one, and returns -1, if no bad
 * row that ends the run anyway stands before it. Releases `all`.
 */
int cs_findings_settle(struct cs_findings *all, const struct cs_input *input,
		       struct cs_cutter *cutter, const uint32_t *lines,
		       struct cs_input_result *result, struct cs_err *err);

#endif
