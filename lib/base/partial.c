/* partial.c - see partial.h. */
#include "base/partial.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"

/* VERSION: of all that is written behind it, here and by those who send. It
 * reads otherwise where bytes stand in another order. */
enum { VERSION = 1, WORD = 16 };

/* Bytes of a message at most. */
#define MOST ((uint64_t)1 << 30)
static const char word[WORD + 1] = "cs-tools partial";

struct cs_partial_top {
	char word[WORD];
	uint32_t version;
	uint32_t length; /* of what is said about it */
};

/* Before a message, which is deflated. */
struct cs_partial_head {
	uint32_t tag, crc; /* of the message */
	uint64_t length;   /* of it */
	uint64_t packed;   /* bytes that follow */
};

static uint32_t crc_of(const void *bytes, size_t length)
{
	return (uint32_t)crc32_z(0, bytes, length);
}

/* --- writing ------------------------------------------------------------- */

static void *put(void *self, int to, int tag, const void *bytes, size_t length)
{
	struct cs_file *file = self;
	uLongf packed = compressBound(length);
	struct cs_partial_head head = { (uint32_t)tag, crc_of(bytes, length),
					length, 0 };
	size_t at = file->bytes.length + sizeof head;
	char *room = cs_buf_room(&file->bytes, sizeof head + packed);

	(void)to;
	compress2((Bytef *)room + sizeof head, &packed, bytes, length,
		  Z_BEST_SPEED);
	head.packed = packed;
	memcpy(room, &head, sizeof head);
	file->bytes.length = at + packed;
	cs_file_flush(file);
	return file;
}

/* Nothing is on its way. */
static bool done(void *self, void *handle)
{
	(void)self;
	(void)handle;
	return true;
}

static void end_writing(void *self)
{
	(void)self;
}

struct cs_ranks *cs_partial_write(struct cs_file *file,
				  const struct cs_buf *about)
{
	static const struct cs_ranks_engine engine = { .end = end_writing,
						       .send = put,
						       .done = done };
	struct cs_partial_top top = { .version = VERSION,
				      .length = (uint32_t)about->length };

	memcpy(top.word, word, WORD);
	cs_buf_add(&file->bytes, &top, sizeof top);
	cs_buf_add(&file->bytes, about->data, about->length);
	return cs_ranks_new(&engine, file, 0, 1, true);
}

/* --- reading ------------------------------------------------------------- */

struct cs_partial_files {
	struct part {
		const char *path;
		FILE *file;
		struct cs_partial_head
		    head;    /* of the message that was found last */
		bool broken; /* cut off or damaged */
	} * list;
	size_t count;
	size_t present; /* the one that is read */
};

/* Opens a file behind what is said about it. */
static FILE *open_part(const char *path, struct cs_buf *about,
		       struct cs_err *err)
{
	FILE *file = fopen(path, "rb");
	struct cs_partial_top top;
	bool ours;

	cs_fail_at(err, path, 0, 0);
	if (file == NULL) {
		cs_fail(err, "cannot-open", "cannot open: %s", strerror(errno));
		return NULL;
	}
	ours = fread(&top, sizeof top, 1, file) == 1 &&
	       memcmp(top.word, word, WORD) == 0;
	if (!ours)
		cs_fail(err, "no-partial",
			"this is no partial result, as --partial writes it");
	else if (top.version != VERSION)
		cs_fail(err, "no-partial",
			"this partial result is of another version of "
			"cs-tools, or of another kind of machine: make it "
			"again");
	else if (fread(cs_buf_room(about, top.length), 1, top.length, file) ==
		 top.length) {
		about->length = top.length;
		return file;
	} else
		cs_fail(err, "bad-partial", "this partial result is cut off");
	fclose(file);
	return NULL;
}

int cs_partial_about(const char *path, struct cs_buf *about, struct cs_err *err)
{
	FILE *file = open_part(path, about, err);

	if (file == NULL)
		return -1;
	fclose(file);
	return 0;
}

static bool next_head(struct part *part)
{
	if (fread(&part->head, sizeof part->head, 1, part->file) == 1 &&
	    part->head.tag <= CS_RANKS_SENT && part->head.length <= MOST &&
	    part->head.packed <= compressBound(MOST))
		return true;
	part->broken = true;
	return false;
}

/* The message whose head was read. */
static bool get_bytes(struct part *part, void *bytes)
{
	struct cs_buf packed = CS_BUF_INIT;
	uLongf length = part->head.length;
	size_t n = part->head.packed;

	part->broken =
	    fread(cs_buf_room(&packed, n), 1, n, part->file) != n ||
	    uncompress(bytes, &length, (const Bytef *)packed.data, n) != Z_OK ||
	    length != part->head.length ||
	    crc_of(bytes, length) != part->head.crc;
	cs_buf_release(&packed);
	return !part->broken;
}

/* One file after another; where one breaks off, that is its end. What was read
 * at once is left out. */
static bool find(void *self, int *from, int *tag, size_t *length)
{
	struct cs_partial_files *parts = self;
	struct part *part = &parts->list[parts->present];

	while (!part->broken && next_head(part) &&
	       part->head.tag == CS_RANKS_HEADS)
		fseeko(part->file, (off_t)part->head.packed, SEEK_CUR);
	if (part->broken)
		part->head = (struct cs_partial_head){ .tag = CS_RANKS_SENT };
	*from = (int)parts->present + 1;
	*tag = (int)part->head.tag;
	*length = part->head.length;
	return true;
}

static bool get(void *self, int from, int tag, void *bytes, size_t length)
{
	struct cs_partial_files *parts = self;
	struct part *part = &parts->list[from - 1];

	(void)length;
	if (tag != CS_RANKS_SENT)
		return get_bytes(part, bytes);
	parts->present = (size_t)from;
	return true;
}

/* The others are gone. */
static void *say_nothing(void *self, int to, int tag, const void *bytes,
			 size_t length)
{
	(void)to;
	(void)tag;
	(void)bytes;
	(void)length;
	return self;
}

static void end_reading(void *self)
{
	struct cs_partial_files *parts = self;

	for (size_t i = 0; i < parts->count; i++)
		fclose(parts->list[i].file);
	free(parts->list);
	free(parts);
}

/* What all of its files begin with; -1: it is not whole. */
static int read_heads(struct part *part, struct cs_ranks *ranks, int rank)
{
	off_t begin = ftello(part->file);
	struct cs_buf bytes = CS_BUF_INIT;

	do {
		size_t length;

		if (!next_head(part))
			break;
		length = part->head.length;
		if (part->head.tag != CS_RANKS_HEADS &&
		    part->head.tag != CS_RANKS_SENT) {
			fseeko(part->file, (off_t)part->head.packed, SEEK_CUR);
			continue;
		}
		cs_buf_clear(&bytes);
		if (get_bytes(part, cs_buf_room(&bytes, length)) &&
		    part->head.tag == CS_RANKS_HEADS)
			cs_ranks_add_part(ranks, rank, CS_RANKS_HEADS,
					  bytes.data, length);
	} while (!part->broken && part->head.tag != CS_RANKS_SENT);
	cs_buf_release(&bytes);
	if (part->broken)
		return -1;
	return fseeko(part->file, begin, SEEK_SET);
}

static int fail_broken(const char *path, struct cs_err *err)
{
	cs_fail_at(err, path, 0, 0);
	return cs_fail(err, "bad-partial",
		       "this partial result is cut off or damaged: make it "
		       "again");
}

int cs_partial_check(const struct cs_ranks *ranks, struct cs_err *err)
{
	const struct cs_partial_files *parts = cs_ranks_self(ranks);

	for (size_t i = 0; i < parts->count; i++)
		if (parts->list[i].broken)
			return fail_broken(parts->list[i].path, err);
	return 0;
}

struct cs_ranks *cs_partial_read(const char *const *paths, size_t n,
				 struct cs_err *err)
{
	static const struct cs_ranks_engine engine = { .end = end_reading,
						       .send = say_nothing,
						       .done = done,
						       .probe = find,
						       .receive = get };
	struct cs_partial_files *parts = cs_calloc(1, sizeof *parts);
	struct cs_ranks *ranks =
	    cs_ranks_new(&engine, parts, 0, (int)n + 1, true);
	struct cs_buf about = CS_BUF_INIT;
	bool good = true;

	parts->list = cs_calloc(n, sizeof *parts->list);
	for (size_t i = 0; i < n && good; i++) {
		struct part *part = &parts->list[i];

		cs_buf_clear(&about);
		part->path = paths[i];
		part->file = open_part(paths[i], &about, err);
		good = part->file != NULL;
		parts->count += good;
		if (good && read_heads(part, ranks, (int)i + 1) != 0) {
			fail_broken(paths[i], err);
			good = false;
		}
	}
	cs_buf_release(&about);
	if (good)
		return ranks;
	cs_ranks_end(ranks);
	return NULL;
}
