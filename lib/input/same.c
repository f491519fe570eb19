/* same.c - see same.h. */
#include "input/same.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/mem.h"
#include "input/source.h"

enum { BLOCK = 64 * 1024 };

struct identity {
	const char *name;
	dev_t device;
	ino_t inode;
	size_t number;	 /* in the order given */
	uint32_t length; /* of its plain text, modulo 2^32 as gzip has it */
	uint32_t head;	 /* CRC of the first block of it; 0 if not asked */
};

static uint32_t little_endian(const unsigned char *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

/* False for what is no regular file, or empty. */
static bool identify(const char *name, size_t number, struct identity *found)
{
	unsigned char magic[2], end[4];
	struct stat st;
	int fd;

	if (strcmp(name, "-") == 0 || stat(name, &st) != 0 ||
	    !S_ISREG(st.st_mode) || st.st_size == 0)
		return false;
	*found = (struct identity){
		name, st.st_dev, st.st_ino, number, (uint32_t)st.st_size, 0
	};
	fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return true;
	if (pread(fd, magic, 2, 0) == 2 && magic[0] == 0x1f &&
	    magic[1] == 0x8b && pread(fd, end, 4, st.st_size - 4) == 4)
		found->length = little_endian(end);
	close(fd);
	return true;
}

/* --- one file by two names --------------------------------------------- */

static int by_inode(const void *a, const void *b)
{
	const struct identity *x = a, *y = b;

	if (x->device != y->device)
		return x->device < y->device ? -1 : 1;
	if (x->inode != y->inode)
		return x->inode < y->inode ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static int refuse_names(const struct identity *a, const struct identity *b,
			struct cs_err *err)
{
	cs_fail_at(err, b->name, 0, 0);
	return strcmp(a->name, b->name) == 0
		   ? cs_fail(err, "same-file",
			     "the file is given twice: leave one out")
		   : cs_fail(err, "same-file",
			     "it is the same file as %s: leave one out",
			     a->name);
}

static int check_names(struct identity *list, size_t n, struct cs_err *err)
{
	qsort(list, n, sizeof *list, by_inode);
	for (size_t i = 1; i < n; i++)
		if (list[i - 1].device == list[i].device &&
		    list[i - 1].inode == list[i].inode)
			return refuse_names(&list[i - 1], &list[i], err);
	return 0;
}

/* --- copies ------------------------------------------------------------ */

static int by_content(const void *a, const void *b)
{
	const struct identity *x = a, *y = b;

	if (x->length != y->length)
		return x->length < y->length ? -1 : 1;
	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static bool alike(const struct identity *a, const struct identity *b)
{
	return a->length == b->length && a->head == b->head;
}

static void read_head(struct identity *identity)
{
	struct cs_err unsaid = CS_ERR_INIT;
	struct cs_source *source =
	    cs_source_open(identity->name, NULL, &unsaid);
	char *block = cs_malloc(BLOCK);
	ssize_t n =
	    source != NULL ? cs_source_read(source, block, BLOCK, &unsaid) : 0;

	if (n > 0)
		identity->head =
		    (uint32_t)crc32(0, (const Bytef *)block, (uInt)n);
	free(block);
	cs_source_close(source);
}

/* Is there anything behind the first line? A header alone is no copy. */
static bool has_rows(const char *block, size_t n, bool *behind)
{
	for (size_t i = 0; i < n; i++)
		if (block[i] == '\n' || block[i] == '\r')
			*behind = true;
		else if (*behind)
			return true;
	return false;
}

static bool same_rows(struct cs_source *a, struct cs_source *b, char *blocks)
{
	struct cs_err unsaid = CS_ERR_INIT;
	bool behind = false, rows = false;
	ssize_t n, m;

	do {
		n = cs_source_read(a, blocks, BLOCK, &unsaid);
		m = cs_source_read(b, blocks + BLOCK, BLOCK, &unsaid);
		if (n < 0 || n != m ||
		    memcmp(blocks, blocks + BLOCK, (size_t)n) != 0)
			return false;
		rows = rows || has_rows(blocks, (size_t)n, &behind);
	} while (n > 0);
	return rows;
}

static bool is_copy(const struct identity *a, const struct identity *b)
{
	struct cs_err unsaid = CS_ERR_INIT;
	struct cs_source *x = cs_source_open(a->name, NULL, &unsaid);
	struct cs_source *y = cs_source_open(b->name, NULL, &unsaid);
	char *blocks = cs_malloc(2 * BLOCK);
	bool copy = x != NULL && y != NULL && same_rows(x, y, blocks);

	free(blocks);
	cs_source_close(x);
	cs_source_close(y);
	return copy;
}

static int refuse_copies(const struct identity *a, const struct identity *b,
			 const char *otherwise, struct cs_err *err)
{
	cs_fail_at(err, b->name, 0, 0);
	return cs_fail(err, "same-file",
		       "it holds the same as %s: leave one of them out%s",
		       a->name, otherwise);
}

/* The least pair, so that no order of sorting shows. */
static int check_alike(const struct identity *list, size_t n,
		       const char *otherwise, struct cs_err *err)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (is_copy(&list[k], &list[i]))
				return refuse_copies(&list[k], &list[i],
						     otherwise, err);
	return 0;
}

static int check_copies(struct identity *list, size_t n, const char *otherwise,
			struct cs_err *err)
{
	size_t end;

	qsort(list, n, sizeof *list, by_content);
	for (size_t i = 0; i < n; i++)
		if ((i > 0 && list[i - 1].length == list[i].length) ||
		    (i + 1 < n && list[i + 1].length == list[i].length))
			read_head(&list[i]);
	qsort(list, n, sizeof *list, by_content);
	for (size_t begin = 0; begin < n; begin = end) {
		for (end = begin + 1;
		     end < n && alike(&list[begin], &list[end]); end++)
			;
		if (check_alike(list + begin, end - begin, otherwise, err) != 0)
			return -1;
	}
	return 0;
}

int cs_refuse_same(const char *const *files, size_t n, const char *otherwise,
		   struct cs_err *err)
{
	struct identity *list;
	size_t known = 0;
	int status;

	if (n < 2)
		return 0;
	list = cs_calloc(n, sizeof *list);
	for (size_t i = 0; i < n; i++)
		known += identify(files[i], i, &list[known]);
	status = check_names(list, known, err);
	if (status == 0 && otherwise != NULL)
		status = check_copies(list, known, otherwise, err);
	free(list);
	return status;
}
