/* source.c - see source.h. */
#include "input/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "input/csv.h"
#include "input/encoding.h"

enum { INFLATE_BUFFER = 256 * 1024, MAGIC = 2, DECODED_AT_ONCE = 64 * 1024 };

struct cs_source {
	const char *name;
	int fd;
	struct stat opened; /* what it was then; all 0 if that cannot be told */
	bool gzip, end, garbage;
	bool in_member; /* between a gzip header and its trailer */
	z_stream z;	/* next_in, avail_in: what is read and not used */
	unsigned char *buffer; /* INFLATE_BUFFER bytes */
	const char *encoding;
	struct cs_decoder *decoder; /* NULL: none is needed */
	struct cs_buf decoded;	    /* not yet returned: from ... */
	size_t decoded_at;	    /* ... here on */
	bool all_decoded;
	uint64_t lines;	      /* that ended before what is decoded */
	unsigned char bad[4]; /* what is not in the encoding */
	size_t nbad;
};

static int fail(struct cs_source *source, const char *what, struct cs_err *err)
{
	cs_fail_at(err, source->name, 0, 0);
	return cs_fail(err, "cannot-read", "cannot read: %s", what);
}

/* read(2) until `size` bytes are there or the input ends. */
static ssize_t fill(struct cs_source *source, void *bytes, size_t size,
		    struct cs_err *err)
{
	size_t got = 0;

	while (got < size) {
		ssize_t n = read(source->fd, (char *)bytes + got, size - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(source, strerror(errno), err);
		if (n == 0)
			break;
		got += (size_t)n;
	}
	return (ssize_t)got;
}

static int open_file(struct cs_source *source, struct cs_err *err)
{
	source->fd = open(source->name, O_RDONLY | O_CLOEXEC);
	if (source->fd < 0) {
		cs_fail_at(err, source->name, 0, 0);
		return cs_fail(err, "cannot-open", "cannot open: %s",
			       strerror(errno));
	}
	posix_fadvise(source->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	return 0;
}

struct cs_source *cs_source_open(const char *name, const char *encoding,
				 struct cs_err *err)
{
	struct cs_source *source = cs_calloc(1, sizeof *source);
	ssize_t n;
	int status;

	source->fd = -1;
	source->encoding = encoding;
	source->decoded = (struct cs_buf)CS_BUF_INIT;
	if (encoding != NULL)
		source->decoder = cs_decoder_new(encoding);
	if (strcmp(name, "-") == 0) {
		source->name = "standard input";
		source->fd = STDIN_FILENO;
	} else {
		source->name = name;
		if (open_file(source, err) != 0)
			goto failed;
	}
	if (fstat(source->fd, &source->opened) == 0 &&
	    S_ISDIR(source->opened.st_mode)) {
		fail(source, "it is a directory", err);
		goto failed;
	}
	source->buffer = cs_malloc(INFLATE_BUFFER);
	n = fill(source, source->buffer, MAGIC, err);
	if (n < 0)
		goto failed;
	source->z.next_in = source->buffer;
	source->z.avail_in = (uInt)n;
	source->gzip = n == MAGIC && source->buffer[0] == 0x1f &&
		       source->buffer[1] == 0x8b;
	status = source->gzip ? inflateInit2(&source->z, 15 + 16) : Z_OK;
	cs_mem_errno(status == Z_MEM_ERROR ? ENOMEM : 0);
	if (status != Z_OK) {
		source->gzip = false;
		fail(source, "zlib cannot start", err);
		goto failed;
	}
	source->in_member = source->gzip;
	return source;
failed:
	cs_source_close(source);
	return NULL;
}

static ssize_t read_plain(struct cs_source *source, char *bytes, size_t size,
			  struct cs_err *err)
{
	size_t kept = source->z.avail_in < size ? source->z.avail_in : size;
	ssize_t n;

	memcpy(bytes, source->z.next_in, kept);
	source->z.next_in += kept;
	source->z.avail_in -= (uInt)kept;
	n = fill(source, bytes + kept, size - kept, err);
	return n < 0 ? n : n + (ssize_t)kept;
}

/* Makes sure that `wanted` bytes lie at next_in if the input has them. */
static int refill(struct cs_source *source, size_t wanted, struct cs_err *err)
{
	ssize_t n;

	if (source->z.avail_in >= wanted || source->end)
		return 0;
	memmove(source->buffer, source->z.next_in, source->z.avail_in);
	n = fill(source, source->buffer + source->z.avail_in,
		 INFLATE_BUFFER - source->z.avail_in, err);
	if (n < 0)
		return -1;
	source->z.next_in = source->buffer;
	source->z.avail_in += (uInt)n;
	source->end = source->z.avail_in < wanted;
	return 0;
}

/* Behind a member: another one, zeros that pad, or something else. */
static int next_member(struct cs_source *source, struct cs_err *err)
{
	z_stream *z = &source->z;

	source->in_member = false;
	for (;;) {
		if (refill(source, MAGIC, err) != 0)
			return -1;
		if (z->avail_in == 0)
			return 0;
		if (z->next_in[0] != 0)
			break;
		z->next_in++;
		z->avail_in--;
	}
	if (z->avail_in >= MAGIC && z->next_in[0] == 0x1f &&
	    z->next_in[1] == 0x8b) {
		source->in_member = true;
		inflateReset(z);
	} else {
		source->garbage = true;
		source->end = true;
		z->avail_in = 0;
	}
	return 0;
}

/* Inflates into next_out until it is full or the stream ends. */
static int inflate_some(struct cs_source *source, struct cs_err *err)
{
	z_stream *z = &source->z;

	while (z->avail_out > 0 && source->in_member) {
		int status;

		if (refill(source, 1, err) != 0)
			return -1;
		if (z->avail_in == 0)
			return fail(source,
				    "the gzip stream ends too early: the file "
				    "is cut off; fetch it again",
				    err);
		status = inflate(z, Z_NO_FLUSH);
		cs_mem_errno(status == Z_MEM_ERROR ? ENOMEM : 0);
		if (status == Z_STREAM_END) {
			if (next_member(source, err) != 0)
				return -1;
		} else if (status != Z_OK && status != Z_BUF_ERROR) {
			return fail(source,
				    z->msg != NULL && status != Z_NEED_DICT
					? z->msg
					: "the gzip stream is damaged",
				    err);
		}
	}
	return 0;
}

static ssize_t read_gzip(struct cs_source *source, char *bytes, size_t size,
			 struct cs_err *err)
{
	z_stream *z = &source->z;

	z->next_out = (unsigned char *)bytes;
	z->avail_out = (uInt)size;
	/* it fails again when what came before is taken */
	if (inflate_some(source, err) != 0 && z->avail_out == size)
		return -1;
	return (ssize_t)(size - z->avail_out);
}

static ssize_t read_bytes(struct cs_source *source, char *bytes, size_t size,
			  struct cs_err *err)
{
	return source->gzip ? read_gzip(source, bytes, size, err)
			    : read_plain(source, bytes, size, err);
}

/* --- encodings ------------------------------------------------------------ */

static int refuse_bytes(const struct cs_source *source, struct cs_err *err)
{
	const struct cs_buf *decoded = &source->decoded;
	struct cs_buf shown = CS_BUF_INIT;

	for (size_t i = 0; i < source->nbad; i++)
		cs_buf_addf(&shown, " %02X", source->bad[i]);
	cs_fail_at(err, source->name,
		   source->lines + 1 +
		       cs_count_lines(decoded->data, decoded->length),
		   0);
	cs_fail(err, "bad-encoding",
		"the bytes%s are not %s: is that the encoding of this file?",
		shown.data, source->encoding);
	cs_buf_release(&shown);
	return -1;
}

/* Decodes some more behind all that was returned. */
static int decode_more(struct cs_source *source, struct cs_err *err)
{
	struct cs_buf *decoded = &source->decoded;
	char bytes[DECODED_AT_ONCE];
	ssize_t n = read_bytes(source, bytes, sizeof bytes, err);

	if (n < 0)
		return -1;
	source->lines += cs_count_lines(decoded->data, decoded->length);
	cs_buf_clear(decoded);
	source->decoded_at = 0;
	source->all_decoded = n == 0;
	return cs_decode(source->decoder, bytes, (size_t)n, n == 0, decoded,
			 source->bad, &source->nbad);
}

static ssize_t read_decoded(struct cs_source *source, char *bytes, size_t size,
			    struct cs_err *err)
{
	size_t got = 0;

	while (got < size) {
		size_t left = source->decoded.length - source->decoded_at;

		if (left == 0 && source->nbad > 0)
			return got > 0 ? (ssize_t)got
				       : refuse_bytes(source, err);
		if (left == 0 && source->all_decoded)
			break;
		if (left == 0) {
			if (decode_more(source, err) != 0 && source->nbad == 0)
				return got > 0 ? (ssize_t)got : -1;
			continue;
		}
		left = left < size - got ? left : size - got;
		memcpy(bytes + got, source->decoded.data + source->decoded_at,
		       left);
		source->decoded_at += left;
		got += left;
	}
	return (ssize_t)got;
}

ssize_t cs_source_read(struct cs_source *source, char *bytes, size_t size,
		       struct cs_err *err)
{
	return source->decoder != NULL ? read_decoded(source, bytes, size, err)
				       : read_bytes(source, bytes, size, err);
}

bool cs_source_garbage(const struct cs_source *source)
{
	return source->garbage;
}

bool cs_source_changed(const struct cs_source *source)
{
	const struct stat *then = &source->opened;
	struct stat now;

	if (!S_ISREG(then->st_mode))
		return false;
	if (fstat(source->fd, &now) != 0) /* nobody can tell */
		return false;
	return now.st_size != then->st_size ||
	       now.st_mtim.tv_sec != then->st_mtim.tv_sec ||
	       now.st_mtim.tv_nsec != then->st_mtim.tv_nsec;
}

const char *cs_source_name(const struct cs_source *source)
{
	return source->name;
}

void cs_source_close(struct cs_source *source)
{
	if (source == NULL)
		return;
	if (source->gzip)
		inflateEnd(&source->z);
	if (source->fd > STDIN_FILENO)
		close(source->fd);
	cs_decoder_free(source->decoder);
	cs_buf_release(&source->decoded);
	free(source->buffer);
	free(source);
}
