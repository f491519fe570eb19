/* spill.c - see spill.h. */
#include "base/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"

/* Arrays below this size are not worth a mapping; memory below this sum is
 * nothing to ask the system about. */
enum { LEAST_ARRAY = 1 << 16, NOTHING = 1 << 25 };

/* Of the budget so much, or half of it, is for what lies in the file. */
static const uint64_t ROOM = (uint64_t)512 << 20;

void cs_spill_init(struct cs_spill *spill, uint64_t budget)
{
	*spill = (struct cs_spill){ .budget = budget, .statm = -1, .file = -1 };
	pthread_mutex_init(&spill->lock, NULL);
}

void cs_spill_release(struct cs_spill *spill)
{
	for (size_t i = 0; i < spill->nregions; i++)
		(void)munmap(spill->regions[i].at, spill->regions[i].size);
	free(spill->regions);
	if (spill->statm >= 0)
		close(spill->statm);
	if (spill->file >= 0)
		close(spill->file);
	pthread_mutex_destroy(&spill->lock);
}

/* --- how much there is -------------------------------------------------- */

/* The number behind `name` in a file of the system's; UINT64_MAX: it has none,
 * or says "max". */
static uint64_t number_in(const char *path, const char *name)
{
	char text[4096] = "", *at;
	int file = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (file < 0)
		return UINT64_MAX;
	n = read(file, text, sizeof text - 1);
	close(file);
	if (n <= 0 || (at = strstr(text, name)) == NULL)
		return UINT64_MAX;
	at += strlen(name);
	at += strspn(at, " ");
	return *at >= '0' && *at <= '9' ? strtoull(at, NULL, 10) : UINT64_MAX;
}

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t available(void)
{
	static const char *const group[] = { "/sys/fs/cgroup/memory.max",
					     "/sys/fs/cgroup/memory.current" };
	uint64_t kilobytes = number_in("/proc/meminfo", "MemAvailable:");
	uint64_t most = number_in(group[0], ""), used = number_in(group[1], "");
	uint64_t free = kilobytes == UINT64_MAX ? UINT64_MAX : kilobytes << 10;

	return most == UINT64_MAX || used == UINT64_MAX
		   ? free
		   : least(free, most > used ? most - used : 0);
}

/* Bytes that the process holds; 0 where nobody tells. */
static uint64_t resident(struct cs_spill *spill)
{
	char text[64] = "", *at;

	if (spill->statm < 0)
		spill->statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	if (spill->statm < 0 ||
	    pread(spill->statm, text, sizeof text - 1, 0) <= 0 ||
	    (at = strchr(text, ' ')) == NULL)
		return 0;
	return strtoull(at, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void settle_budget(struct cs_spill *spill, uint64_t held)
{
	uint64_t left = available();

	if (left == UINT64_MAX)
		spill->budget = UINT64_MAX;
	else
		spill->budget = held + left / 4 * 3;
	if (spill->budget < CS_SPILL_LEAST)
		spill->budget = CS_SPILL_LEAST;
}

/* Is there no memory for so many bytes more? */
static bool is_short(struct cs_spill *spill, size_t size)
{
	uint64_t held;

	spill->handed += size;
	if (spill->handed < NOTHING)
		return false;
	held = resident(spill);
	if (spill->budget == 0)
		settle_budget(spill, held);
	return held + size > spill->budget - least(ROOM, spill->budget / 2);
}

/* --- the file ------------------------------------------------------------ */

static const char *folder(void)
{
	const char *named = getenv("TMPDIR");

	if (named != NULL && *named != '\0')
		return named;
	/* /tmp is often memory itself */
	return access("/var/tmp", W_OK) == 0 ? "/var/tmp" : "/tmp";
}

static _Noreturn void fail(const struct cs_spill *spill, int error, size_t size)
{
	char text[1024];

	snprintf(text, sizeof text,
		 "cs-tools: error: %s: %s: %.1f MB of what does not fit into "
		 "memory lie there, and %.1f MB more were wanted now; name a "
		 "folder with more room in TMPDIR, or give more by --memory "
		 "[temporary-file]\n",
		 folder(), strerror(error), (double)spill->size / 1e6,
		 (double)size / 1e6);
	cs_mem_end(text);
}

static int open_file(void)
{
	size_t length = strlen(folder());
	char *path;
	int file = open(folder(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
		return file;
	path = cs_malloc(length + sizeof "/cs-XXXXXX");
	memcpy(path, folder(), length);
	memcpy(path + length, "/cs-XXXXXX", sizeof "/cs-XXXXXX");
	file = mkostemp(path, O_CLOEXEC);
	if (file >= 0)
		(void)unlink(path);
	free(path);
	return file;
}

/* Addresses for `size` bytes, so aligned. */
static char *reserve(size_t size, size_t unit)
{
	size_t all = size + unit, before;
	char *at = mmap(NULL, all, PROT_NONE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (at == MAP_FAILED)
		cs_mem_check(NULL);
	before = (size_t)(-(uintptr_t)at & (unit - 1));
	if (before > 0)
		(void)munmap(at, before);
	if (all - before > size)
		(void)munmap(at + before + size, all - before - size);
	return at + before;
}

static void let_go(const struct cs_spill *spill)
{
	for (size_t i = 0; i < spill->nregions; i++)
		(void)madvise(spill->regions[i].at, spill->regions[i].size,
			      MADV_DONTNEED);
}

static void let_go_if_full(struct cs_spill *spill)
{
	if (resident(spill) > spill->budget)
		let_go(spill);
}

static void *map(struct cs_spill *spill, size_t size, size_t unit)
{
	struct cs_spill_region region;
	int error;

	let_go_if_full(spill);
	if (spill->file < 0 && (spill->file = open_file()) < 0)
		fail(spill, errno, size);
	/* now, since to find no room when it is touched would be too late */
	error = posix_fallocate(spill->file, (off_t)spill->size, (off_t)size);
	if (error != 0)
		fail(spill, error, size);
	region =
	    (struct cs_spill_region){ reserve(size, unit), size, spill->size };
	if (mmap(region.at, size, PROT_READ | PROT_WRITE,
		 MAP_SHARED | MAP_FIXED, spill->file,
		 (off_t)region.place) == MAP_FAILED)
		cs_mem_check(NULL);
	CS_GROW(spill->regions, spill->nregions, spill->capacity);
	spill->regions[spill->nregions++] = region;
	spill->size += size;
	return region.at;
}

void *cs_spill_map(struct cs_spill *spill, size_t size, unsigned bits)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), unit = (size_t)1 << bits;
	void *at = NULL;

	size = (size + page - 1) & -page;
	pthread_mutex_lock(&spill->lock);
	if (is_short(spill, size))
		at = map(spill, size, unit > page ? unit : page);
	pthread_mutex_unlock(&spill->lock);
	return at;
}

void cs_spill_relieve(struct cs_spill *spill)
{
	if (spill->size == 0)
		return;
	pthread_mutex_lock(&spill->lock);
	let_go_if_full(spill);
	pthread_mutex_unlock(&spill->lock);
}

/* --- arrays -------------------------------------------------------------- */

/* NULL: there is memory enough, or it is not worth it. */
static void *map_array(struct cs_spill *spill, size_t count, size_t size)
{
	bool maps = spill != NULL && size > 0 && count >= LEAST_ARRAY / size &&
		    count < SIZE_MAX / 2 / size;

	return maps ? cs_spill_map(spill, count * size, 0) : NULL;
}

void *cs_spill_alloc(struct cs_spill *spill, size_t count, size_t size)
{
	void *at = map_array(spill, count, size);

	return at != NULL ? at : cs_calloc(count, size);
}

/* The region that begins there, or NULL: it is memory of the process. */
static struct cs_spill_region *region_at(const struct cs_spill *spill,
					 const void *memory)
{
	for (size_t i = spill->nregions; i > 0; i--)
		if (spill->regions[i - 1].at == memory)
			return &spill->regions[i - 1];
	return NULL;
}

static bool is_mapped(struct cs_spill *spill, const void *memory)
{
	bool found;

	if (spill == NULL || spill->size == 0)
		return false;
	pthread_mutex_lock(&spill->lock);
	found = region_at(spill, memory) != NULL;
	pthread_mutex_unlock(&spill->lock);
	return found;
}

/* Gives it back to the system and to the disk; false: it is none of these. */
static bool unmap(struct cs_spill *spill, void *memory)
{
	struct cs_spill_region *region;
	bool found;

	if (spill == NULL || spill->size == 0)
		return false;
	pthread_mutex_lock(&spill->lock);
	region = region_at(spill, memory);
	found = region != NULL;
	if (region != NULL) {
		(void)munmap(region->at, region->size);
		(void)fallocate(spill->file,
				FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
				(off_t)region->place, (off_t)region->size);
		*region = spill->regions[--spill->nregions];
	}
	pthread_mutex_unlock(&spill->lock);
	return found;
}

void cs_spill_free(struct cs_spill *spill, void *memory)
{
	if (!unmap(spill, memory))
		free(memory);
}

void *cs_spill_resize(struct cs_spill *spill, void *memory, size_t old,
		      size_t count, size_t size)
{
	void *at = map_array(spill, count, size);

	if (at == NULL && !is_mapped(spill, memory))
		return cs_realloc(memory, count, size);
	if (at == NULL)
		at = cs_calloc(count, size);
	if (old > 0)
		memcpy(at, memory, least(old, count * size));
	cs_spill_free(spill, memory);
	return at;
}
