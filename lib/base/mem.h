/*
 * mem.h - memory that is there or the process ends.
 *
 * Every function ends the process with a message and status 1 when memory runs
 * out, and undoes unfinished files (base/file.h); none returns NULL. Everything
 * but arena memory is released with free().
 */
#ifndef CS_BASE_MEM_H
#define CS_BASE_MEM_H

#include <stddef.h>

/* What another library allocated: `memory`, if it is there. */
void *cs_mem_check(void *memory);
/* Ends the process as they do, with this line. */
_Noreturn void cs_mem_end(const char *line);
/* The error number of a call that failed: `error`, if it is not ENOMEM. */
int cs_mem_errno(int error);

void *cs_malloc(size_t size);
void *cs_calloc(size_t count, size_t size);
/* As realloc(), for `count` elements of `size` bytes; checks the product. */
void *cs_realloc(void *old, size_t count, size_t size);
char *cs_strdup(const char *text);
/* Copies `length` bytes and adds a NUL. */
char *cs_strndup(const char *text, size_t length);

/*
 * Makes room for element number `count` (0-based) of a growing array:
 *	CS_GROW(list, count, capacity); list[count++] = x;
 */
#define CS_GROW(array, count, capacity)                                       \
	do {                                                                  \
		if ((count) >= (capacity)) {                                  \
			(capacity) = (capacity) ? (capacity)*2 : 16;          \
			(array) =                                             \
			    cs_realloc((array), (capacity), sizeof *(array)); \
		}                                                             \
	} while (0)

/*
 * An arena hands out memory that lives until the whole arena is released.
 *	struct cs_arena arena = { 0 };
 * Not safe for concurrent use.
 */
struct cs_arena {
	struct cs_arena_chunk *chunk; /* newest first */
	size_t next_size;	      /* bytes of the next chunk */
	struct cs_spill *spill;	      /* where they come from; NULL: memory */
};

/* `size` bytes aligned for any scalar type; contents undefined. */
void *cs_arena_alloc(struct cs_arena *arena, size_t size);
/* A copy of `length` bytes, unaligned, with a NUL behind. */
char *cs_arena_copy(struct cs_arena *arena, const char *text, size_t length);
void cs_arena_release(struct cs_arena *arena);

#endif
