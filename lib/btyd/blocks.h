/*
 * blocks.h - rows worked on by blocks, on several threads, whose results are
 * folded in their order: the same for any number of threads.
 */
#ifndef CS_BTYD_BLOCKS_H
#define CS_BTYD_BLOCKS_H

#include <stddef.h>

enum { CS_BLOCK_ROWS = 2048 };

/* Rows from `from` to the one before `to`; `block` counts from 0. */
typedef void cs_block_work(void *context, size_t block, size_t from, size_t to);

/* How many blocks `n` rows are. */
size_t cs_blocks(size_t n);

/* Calls work() for each block of `n` rows, on so many threads. */
void cs_blocks_each(size_t n, unsigned threads, cs_block_work *work,
		    void *context);

#endif
