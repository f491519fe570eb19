/* mem.c - see mem.h. */
#include "base/mem.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/spill.h"

/* Several threads may be short of it: the first ends the process for all. */
static pthread_mutex_t end = PTHREAD_MUTEX_INITIALIZER;

_Noreturn void cs_mem_end(const char *line)
{
	pthread_mutex_lock(&end);
	cs_files_abandon();
	fputs(line, stderr);
	exit(1);
}

void *cs_mem_check(void *memory)
{
	if (memory == NULL)
		cs_mem_end("cs-tools: error: out of memory "
			   "[out-of-memory]\n");
	return memory;
}

int cs_mem_errno(int error)
{
	if (error == ENOMEM)
		cs_mem_check(NULL);
	return error;
}

void *cs_malloc(size_t size)
{
	return cs_mem_check(malloc(size > 0 ? size : 1));
}

void *cs_calloc(size_t count, size_t size)
{
	return cs_mem_check(calloc(count > 0 ? count : 1, size > 0 ? size : 1));
}

void *cs_realloc(void *old, size_t count, size_t size)
{
	if (size > 0 && count > SIZE_MAX / size)
		return cs_mem_check(NULL);
	return cs_mem_check(realloc(old, count * size > 0 ? count * size : 1));
}

char *cs_strdup(const char *text)
{
	return cs_strndup(text, strlen(text));
}

char *cs_strndup(const char *text, size_t length)
{
	char *copy = cs_malloc(length + 1);

	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

enum { FIRST_CHUNK = 4096, LARGEST_CHUNK = 1 << 20 };

struct cs_arena_chunk {
	struct cs_arena_chunk *next;
	size_t used, size;
	_Alignas(max_align_t) char bytes[];
};

static char *take(struct cs_arena *arena, size_t size)
{
	struct cs_arena_chunk *chunk = arena->chunk;

	if (chunk == NULL || chunk->size - chunk->used < size) {
		size_t room = arena->next_size ? arena->next_size : FIRST_CHUNK;

		arena->next_size =
		    room < LARGEST_CHUNK ? room * 2 : LARGEST_CHUNK;
		if (room < size)
			room = size;
		if (room > SIZE_MAX - sizeof *chunk)
			cs_mem_check(NULL);
		chunk =
		    arena->spill == NULL
			? cs_malloc(sizeof *chunk + room)
			: cs_spill_alloc(arena->spill, 1, sizeof *chunk + room);
		chunk->next = arena->chunk;
		chunk->used = 0;
		chunk->size = room;
		arena->chunk = chunk;
	}
	chunk->used += size;
	return chunk->bytes + chunk->used - size;
}

void *cs_arena_alloc(struct cs_arena *arena, size_t size)
{
	const size_t unit = _Alignof(max_align_t);
	struct cs_arena_chunk *chunk = arena->chunk;

	if (chunk != NULL && chunk->used % unit != 0) {
		size_t pad = unit - chunk->used % unit;

		chunk->used += pad <= chunk->size - chunk->used
				   ? pad
				   : chunk->size - chunk->used;
	}
	return take(arena, size);
}

char *cs_arena_copy(struct cs_arena *arena, const char *text, size_t length)
{
	char *copy = take(arena, length + 1);

	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

void cs_arena_release(struct cs_arena *arena)
{
	while (arena->chunk != NULL) {
		struct cs_arena_chunk *next = arena->chunk->next;

		cs_spill_free(arena->spill, arena->chunk);
		arena->chunk = next;
	}
	arena->next_size = 0;
}
