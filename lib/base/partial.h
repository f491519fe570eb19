/*
 * partial.h - what one run has read, in a file, for another run that adds up:
 * the messages of ranks.h from a process that is gone.
 *
 * A file begins with a word, its version and `about`, what its writer says of
 * itself. Each message stands behind its tag, CRC-32 and length; the last is
 * CS_RANKS_SENT, so what is cut off or damaged is found.
 */
#ifndef CS_BASE_PARTIAL_H
#define CS_BASE_PARTIAL_H

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/ranks.h"

/* Writes to a file that is open; `file` outlives the ranks. */
struct cs_ranks *cs_partial_write(struct cs_file *file,
				  const struct cs_buf *about);

/*
 * Reads files, of which number i is rank i + 1, and their heads at once. NULL
 * with err filled: one is not there, or none that this program writes.
 */
struct cs_ranks *cs_partial_read(const char *const *paths, size_t n,
				 struct cs_err *err);

/* All of them were whole: -1 with err filled. After cs_ranks_collect(). */
int cs_partial_check(const struct cs_ranks *ranks, struct cs_err *err);

/* What a file's writer says of itself; -1 with err filled as by
 * cs_partial_read(). */
int cs_partial_about(const char *path, struct cs_buf *about,
		     struct cs_err *err);

#endif
