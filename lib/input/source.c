/* source.c - see source.h. */
#include "input/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fd.h"
#include "base/mem.h"
#include "input/bgzf.h"
#include "input/csv.h"
#include "input/encoding.h"
#include "input/inflate.h"

enum { MAGIC = 2, INFLATE_BUFFER = 256 * 1024 };
enum { DECODED_AT_ONCE = 64 * 1024, READ_AGAIN = 64 * 1024 };

struct cs_source {
	const char *name;
	int fd;
	struct stat opened; /* what it was then; all 0 if that cannot be told */
	bool gzip, end, garbage;
	bool ahead;	      /* what comes next is of bgzf */
	bool in_member;	      /* between a gzip header and its trailer */
	struct cs_bgzf *bgzf; /* members up to the first ... */
	struct cs_inflater *inflater; /* ... of those that this inflates */
	unsigned char *buffer;	      /* INFLATE_BUFFER bytes, ... */
	struct cs_flow flow; /* ... of which in and nin are not used yet */
	off_t at;	     /* in the file, what was read */
	bool pipe;	     /* ... in which there is no way back */
	off_t member;	     /* where the present member begins */
	uint64_t inflated;   /* bytes of it */
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
		source->at += n;
	}
	return (ssize_t)got;
}

static bool is_magic(const unsigned char *bytes)
{
	return bytes[0] == 0x1f && bytes[1] == 0x8b;
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

/* `again`: members can be read again. */
static int start_inflating(struct cs_source *source, bool again,
			   struct cs_err *err)
{
	cs_inflater_free(source->inflater);
	source->inflater = cs_inflater_new(again);
	return source->inflater != NULL
		   ? 0
		   : fail(source, "zlib cannot start", err);
}

struct cs_source *cs_source_open(const char *name, const char *encoding,
				 struct cs_err *err)
{
	struct cs_source *source = cs_calloc(1, sizeof *source);
	ssize_t n;

	source->fd = -1;
	source->encoding = encoding;
	source->decoded = (struct cs_buf)CS_BUF_INIT;
	if (encoding != NULL)
		source->decoder = cs_decoder_new(encoding);
	source->name = name;
	if (strcmp(name, "-") == 0) {
		source->name = "standard input";
		source->fd = STDIN_FILENO;
	} else if (open_file(source, err) != 0) {
		goto failed;
	}
	if (fstat(source->fd, &source->opened) == 0 &&
	    S_ISDIR(source->opened.st_mode)) {
		fail(source, "it is a directory", err);
		goto failed;
	}
	source->buffer = cs_malloc(INFLATE_BUFFER);
	source->member = lseek(source->fd, 0, SEEK_CUR);
	source->pipe = source->member < 0;
	source->at = source->pipe ? 0 : source->member;
	n = fill(source, source->buffer, MAGIC, err);
	if (n < 0)
		goto failed;
	source->flow.in = source->buffer;
	source->flow.nin = (size_t)n;
	source->gzip = n == MAGIC && is_magic(source->buffer);
	if (source->gzip && start_inflating(source, !source->pipe, err) != 0)
		goto failed;
	source->in_member = source->gzip;
	if (source->gzip && !source->pipe)
		source->bgzf = cs_bgzf_new(source->fd, source->member);
	source->ahead = source->bgzf != NULL;
	return source;
failed:
	cs_source_close(source);
	return NULL;
}

static ssize_t read_plain(struct cs_source *source, char *bytes, size_t size,
			  struct cs_err *err)
{
	struct cs_flow *flow = &source->flow;
	size_t kept = flow->nin < size ? flow->nin : size;
	ssize_t n;

	memcpy(bytes, flow->in, kept);
	flow->in += kept;
	flow->nin -= kept;
	n = fill(source, bytes + kept, size - kept, err);
	return n < 0 ? n : n + (ssize_t)kept;
}

/* --- gzip ----------------------------------------------------------------- */

/* Makes sure that `wanted` bytes lie at flow.in if the input has them. */
static int refill(struct cs_source *source, size_t wanted, struct cs_err *err)
{
	struct cs_flow *flow = &source->flow;
	ssize_t n;

	if (flow->nin >= wanted || source->end)
		return 0;
	memmove(source->buffer, flow->in, flow->nin);
	n = fill(source, source->buffer + flow->nin, INFLATE_BUFFER - flow->nin,
		 err);
	if (n < 0)
		return -1;
	flow->in = source->buffer;
	flow->nin += (size_t)n;
	source->end = flow->nin < wanted;
	return 0;
}

/* Behind a member: another one, zeros that pad, or something else. */
static int next_member(struct cs_source *source, struct cs_err *err)
{
	struct cs_flow *flow = &source->flow;

	source->in_member = false;
	for (;;) {
		if (refill(source, CS_INFLATE_HEADER, err) != 0)
			return -1;
		if (flow->nin == 0)
			return 0;
		if (flow->in[0] != 0)
			break;
		flow->in++;
		flow->nin--;
	}
	source->in_member = flow->nin >= MAGIC && is_magic(flow->in);
	if (source->in_member) {
		source->inflated = 0;
		source->member = source->at - (off_t)flow->nin;
		cs_inflater_next(source->inflater);
		return 0;
	}
	source->garbage = true;
	source->end = true;
	flow->nin = 0;
	return 0;
}

/* Some of the present member into flow.out; -1: there is no more of it. */
static int inflate_part(struct cs_source *source, enum cs_inflated *status,
			struct cs_err *err)
{
	struct cs_flow *flow = &source->flow;
	size_t nin, nout = flow->nout;

	if (refill(source, CS_INFLATE_HEADER, err) != 0)
		return -1;
	nin = flow->nin;
	*status = cs_inflate(source->inflater, flow);
	source->inflated += nout - flow->nout;
	if (*status == CS_INFLATE_DAMAGED)
		return fail(source, cs_inflate_message(source->inflater), err);
	if (*status == CS_INFLATE_MORE && nin == 0 && flow->nout == nout)
		return fail(source,
			    "the gzip stream ends too early: the file is cut "
			    "off; fetch it again",
			    err);
	return 0;
}

/* Up to `length` bytes of the present member, and forgets them. */
static int skip(struct cs_source *source, uint64_t length,
		enum cs_inflated *status, struct cs_err *err)
{
	unsigned char scratch[READ_AGAIN];
	struct cs_flow *flow = &source->flow;

	*status = CS_INFLATE_MORE;
	while (source->inflated < length && *status == CS_INFLATE_MORE) {
		uint64_t left = length - source->inflated;

		flow->out = scratch;
		flow->nout = left < READ_AGAIN ? (size_t)left : READ_AGAIN;
		if (inflate_part(source, status, err) != 0)
			return -1;
	}
	return 0;
}

/* Has zlib read the member again, up to where ISA-L came: of that at most
 * `fresh` bytes, the last, may turn out not to be there. */
static int read_again(struct cs_source *source, size_t fresh,
		      enum cs_inflated *status, struct cs_err *err)
{
	struct cs_flow *flow = &source->flow;
	uint64_t length = source->inflated, missing;
	unsigned char *out = flow->out;
	size_t nout = flow->nout;
	int result;

	source->at = lseek(source->fd, source->member, SEEK_SET);
	if (source->at < 0)
		return fail(source, strerror(errno), err);
	flow->nin = 0;
	source->end = false;
	source->inflated = 0;
	if (start_inflating(source, false, err) != 0)
		return -1;
	result = skip(source, length, status, err);
	missing = length - source->inflated;
	fresh = missing < fresh ? (size_t)missing : fresh;
	flow->out = out - fresh;
	flow->nout = nout + fresh;
	return result;
}

/* Members that were inflated ahead, and to the place behind them. */
static int take_ahead(struct cs_source *source, struct cs_err *err)
{
	struct cs_flow *flow = &source->flow;
	size_t n = cs_bgzf_read(source->bgzf, flow->out, flow->nout);

	flow->out += n;
	flow->nout -= n;
	if (flow->nout == 0)
		return 0;
	source->at = lseek(source->fd, cs_bgzf_end(source->bgzf), SEEK_SET);
	if (source->at < 0)
		return fail(source, strerror(errno), err);
	flow->nin = 0;
	if (next_member(source, err) != 0)
		return -1;
	source->ahead = false;
	return 0;
}

/* Inflates into flow.out until it is full or the stream ends. */
static int inflate_some(struct cs_source *source, struct cs_err *err)
{
	struct cs_flow *flow = &source->flow;
	const unsigned char *from;

	if (source->ahead && take_ahead(source, err) != 0)
		return -1;
	from = flow->out;
	while (flow->nout > 0 && source->in_member) {
		enum cs_inflated status;

		if (inflate_part(source, &status, err) != 0)
			return -1;
		if (status == CS_INFLATE_DOUBTED &&
		    read_again(source, (size_t)(flow->out - from), &status,
			       err) != 0)
			return -1;
		if (status == CS_INFLATE_END && next_member(source, err) != 0)
			return -1;
	}
	return 0;
}

static ssize_t read_gzip(struct cs_source *source, char *bytes, size_t size,
			 struct cs_err *err)
{
	struct cs_flow *flow = &source->flow;

	flow->out = (unsigned char *)bytes;
	flow->nout = size;
	/* it fails again when what came before is taken */
	if (inflate_some(source, err) != 0 && flow->nout == size)
		return -1;
	return (ssize_t)(size - flow->nout);
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

	cs_fail_at(err, source->name,
		   source->lines + 1 +
		       cs_count_lines(decoded->data, decoded->length),
		   0);
	return cs_refuse_bytes(source->bad, source->nbad, source->encoding,
			       err);
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

off_t cs_source_at(const struct cs_source *source)
{
	return source->ahead ? cs_bgzf_end(source->bgzf) : source->at;
}

bool cs_source_slow(const struct cs_source *source)
{
	return source->gzip || source->decoder != NULL;
}

bool cs_source_garbage(const struct cs_source *source)
{
	return source->garbage;
}

bool cs_source_changed(const struct cs_source *source)
{
	return cs_fd_changed(source->fd, &source->opened);
}

bool cs_source_help(struct cs_source *source)
{
	return source->bgzf != NULL && cs_bgzf_help(source->bgzf);
}

const char *cs_source_name(const struct cs_source *source)
{
	return source->name;
}

void cs_source_close(struct cs_source *source)
{
	if (source == NULL)
		return;
	cs_bgzf_free(source->bgzf);
	cs_inflater_free(source->inflater);
	if (source->fd > STDIN_FILENO)
		close(source->fd);
	cs_decoder_free(source->decoder);
	cs_buf_release(&source->decoded);
	free(source->buffer);
	free(source);
}
