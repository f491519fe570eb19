/*
 * heads.h - what the files of partial results began with (base/partial.h).
 *
 * Whoever writes a part puts there the first bytes of each file; whoever reads
 * it settles with them all that is settled by a file's first rows.
 */
#ifndef CS_INPUT_HEADS_H
#define CS_INPUT_HEADS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/ranks.h"
#include "base/text.h"

/* Numbers that blocks of a part have, and how many parts add up. */
enum { CS_PART_BLOCKS = 1 << 20, CS_MOST_PARTS = 4000 };

struct cs_part_file {
	unsigned rank;	      /* of its part */
	const char *name;     /* as it was given there */
	struct cs_text bytes; /* decoded */
	bool whole;	      /* they are all of the file */
};

/* In the order of the parts, then of their files. */
struct cs_part_files {
	struct cs_part_file *list; /* owned; texts are the ranks' */
	size_t count;
};

/* To the part that is written. */
void cs_part_files_put(struct cs_ranks *ranks, const struct cs_part_file *file);

/* Of all parts. */
struct cs_part_files cs_part_files_of(const struct cs_ranks *ranks);
void cs_part_files_release(struct cs_part_files *files);

/* How many files stand before those of this rank; files may be NULL: none. */
size_t cs_part_files_before(const struct cs_part_files *files, unsigned rank);

#endif
