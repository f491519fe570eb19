/*
 * parallel.h - the one way to use more than one core.
 *
 *	cs_parallel(threads, jobs, work, context);
 *
 * calls work(context, worker, job) for every job in 0..jobs-1, each once, on
 * up to `threads` threads, and returns when all are done. Jobs are handed out
 * in order. `worker` is below `threads` and belongs to one thread for the whole
 * call: index workspaces by it. Results belong in slots indexed by job, folded
 * in job order afterwards, so that no output depends on the number of threads.
 */
#ifndef CS_BASE_PARALLEL_H
#define CS_BASE_PARALLEL_H

#include <stddef.h>

void cs_parallel(unsigned threads, size_t jobs,
		 void (*work)(void *context, unsigned worker, size_t job),
		 void *context);

/* Cores this process may run on, at least 1. */
unsigned cs_cores(void);

#endif
