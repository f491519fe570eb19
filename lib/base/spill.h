/*
 * spill.h - memory that may lie in a file, where there is not enough of it.
 *
 * Who asks gets memory of the process while that holds less than its budget,
 * less some room. What is wanted beyond lies in a file without a name, which is
 * mapped: it reads and writes as any memory does. Whenever more than the budget
 * is resident, all of the file's is let go, and comes back as it is touched.
 * So nothing has to know which of the two it is, and whatever ends the process,
 * no file is left.
 *
 * Where the file cannot grow the process ends as where memory runs out, with a
 * message that says what was wanted and what to do. From any thread.
 */
#ifndef CS_BASE_SPILL_H
#define CS_BASE_SPILL_H

#include <pthread.h>
#include <stdint.h>
#include <stddef.h>

/* The least budget, in bytes. */
#define CS_SPILL_LEAST ((uint64_t)64 << 20)

struct cs_spill_region {
	char *at;
	size_t size;
	uint64_t place; /* in the file */
};

struct cs_spill {
	pthread_mutex_t lock;
	uint64_t budget; /* bytes of the whole process; 0: not known yet */
	uint64_t handed; /* bytes, of both kinds */
	int statm;	 /* what the process holds; -1: not open */
	int file;	 /* -1: there is none */
	_Atomic(uint64_t) size; /* of the file */
	struct cs_spill_region *regions;
	size_t nregions, capacity;
};

/* `budget` 0: three quarters of what the machine has left, or the process's
 * control group, when it is first of interest. */
void cs_spill_init(struct cs_spill *spill, uint64_t budget);
void cs_spill_release(struct cs_spill *spill); /* and all of its file */

/* `size` bytes of the file, which are 0, aligned to 1 << bits; NULL: there is
 * memory enough, from which the caller takes them. */
void *cs_spill_map(struct cs_spill *spill, size_t size, unsigned bits);

/* As calloc(), from wherever there is room. `spill` may be NULL: memory. */
void *cs_spill_alloc(struct cs_spill *spill, size_t count, size_t size);
/* As realloc() from `old` bytes to `count` elements of `size`. */
void *cs_spill_resize(struct cs_spill *spill, void *memory, size_t old,
		      size_t count, size_t size);
/* What came from either of them; takes NULL. */
void cs_spill_free(struct cs_spill *spill, void *memory);

/* To be called now and then, where nothing is wanted: lets go of what is
 * resident beyond the budget. */
void cs_spill_relieve(struct cs_spill *spill);

#endif
