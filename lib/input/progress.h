/*
 * progress.h - how far the reading of an input has come, for who watches it
 * from another thread.
 *
 * Workers write there once a block, so that it costs nothing that shows.
 */
#ifndef CS_INPUT_PROGRESS_H
#define CS_INPUT_PROGRESS_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/* All 0 before. */
struct cs_progress {
	atomic_size_t files;	 /* that were opened */
	_Atomic(uint64_t) bytes; /* of them as they lie there, packed where
					they are gzip; ahead of the rows */
	_Atomic(uint64_t) rows;	 /* of blocks that are done */
};

#endif
