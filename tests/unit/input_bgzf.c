/* Members that say how long they are: whatever is wrong with them, and whoever
 * helps, what is read of a file is what is read of a pipe, one after another.
 */
#include "input/source.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#include "base/buf.h"
#include "base/fd.h"
#include "base/mem.h"
#include "tap.h"
#include "input_temp.h"

enum { SIZE = 900000, ROOM = 2 * SIZE, MOST = 65280, HEADER = 18 };

static char *text;
static uint32_t state = 1;

static size_t draw(size_t below)
{
	state = state * 1664525 + 1013904223;
	return (state >> 8) % below;
}

/* One member as bgzip writes it, of n bytes; returns its length. */
static size_t bgzf_member(const char *bytes, size_t n, unsigned char *out)
{
	static const unsigned char header[HEADER] = { 0x1f, 0x8b, 8,   4,   0,
						      0,    0,	  0,   0,   255,
						      6,    0,	  'B', 'C', 2 };
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)bytes,
		       .avail_in = (uInt)n,
		       .next_out = out + HEADER,
		       .avail_out = 70000 };
	uint32_t trailer[2] = { (uint32_t)crc32(0, (const unsigned char *)bytes,
						(uInt)n),
				(uint32_t)n };
	size_t length;

	memcpy(out, header, HEADER);
	if (deflateInit2(&z, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) !=
		Z_OK ||
	    deflate(&z, Z_FINISH) != Z_STREAM_END)
		abort();
	length = HEADER + z.total_out + sizeof trailer;
	deflateEnd(&z);
	for (size_t i = 0; i < sizeof trailer; i++)
		out[length - sizeof trailer + i] =
		    (unsigned char)(trailer[i / 4] >> 8 * (i % 4));
	out[16] = (unsigned char)(length - 1);
	out[17] = (unsigned char)((length - 1) >> 8);
	return length;
}

/* All of `from`, in members of so many bytes, and the empty one that ends it;
 * where they begin goes to `seams`. */
static size_t bgzf(const char *from, size_t n, size_t each, unsigned char *out,
		   size_t *seams, size_t *nseams)
{
	size_t length = 0, left;

	*nseams = 0;
	for (size_t at = 0; at < n; at += left) {
		left = n - at < each ? n - at : each;
		seams[(*nseams)++] = length;
		length += bgzf_member(from + at, left, out + length);
	}
	seams[(*nseams)++] = length;
	return length + bgzf_member("", 0, out + length);
}

/* --- reading -------------------------------------------------------------- */

struct helping {
	struct cs_source *source;
	atomic_bool stop;
	long helped;
};

static void *help(void *argument)
{
	struct helping *helping = argument;

	while (!atomic_load(&helping->stop))
		helping->helped += cs_source_help(helping->source);
	return NULL;
}

/* All that is read, then what it ends with. */
static void read_all(const char *path, bool helped, struct cs_buf *out)
{
	enum { STEP = 50000 };
	struct cs_err err = CS_ERR_INIT;
	struct helping helping = { .source = cs_source_open(path, NULL, &err) };
	pthread_t thread;
	ssize_t n;

	cs_buf_clear(out);
	if (helped)
		pthread_create(&thread, NULL, help, &helping);
	while ((n = cs_source_read(helping.source, cs_buf_room(out, STEP), STEP,
				   &err)) > 0)
		out->length += (size_t)n;
	cs_buf_addf(out, "%d %d %s %s", (int)n,
		    cs_source_garbage(helping.source), err.code,
		    n < 0 ? err.message : "");
	atomic_store(&helping.stop, true);
	if (helped)
		pthread_join(thread, NULL);
	cs_source_close(helping.source);
}

struct writing {
	int fd;
	const unsigned char *bytes;
	size_t n;
};

static void *write_all(void *argument)
{
	struct writing *writing = argument;

	(void)cs_fd_write(writing->fd, (const char *)writing->bytes,
			  writing->n);
	close(writing->fd);
	return NULL;
}

/* From a pipe, in which nothing is inflated ahead. */
static void read_piped(const unsigned char *packed, size_t n,
		       struct cs_buf *out)
{
	struct writing writing = { 0, packed, n };
	int fds[2];
	char name[32];
	pthread_t thread;

	if (pipe(fds) != 0)
		abort();
	writing.fd = fds[1];
	snprintf(name, sizeof name, "/dev/fd/%d", fds[0]);
	pthread_create(&thread, NULL, write_all, &writing);
	read_all(name, false, out);
	close(fds[0]);
	pthread_join(thread, NULL);
}

/* Is a file read as the pipe is? */
static bool is_alike(const unsigned char *packed, size_t n)
{
	const char *path = temp_file("a.gz", packed, n);
	struct cs_buf want = CS_BUF_INIT, got = CS_BUF_INIT;
	bool alike = true;

	read_piped(packed, n, &want);
	for (int helped = 0; alike && helped < 2; helped++) {
		read_all(path, helped > 0, &got);
		alike = got.length == want.length &&
			memcmp(got.data, want.data, want.length) == 0;
	}
	if (!alike)
		printf("# %zu bytes, else %zu\n", got.length, want.length);
	cs_buf_release(&want);
	cs_buf_release(&got);
	return alike;
}

/* --- tests ---------------------------------------------------------------- */

static void test_whole(unsigned char *packed)
{
	static const size_t sizes[] = { MOST, 65536, 1000, SIZE / 40 };
	size_t *seams = cs_calloc(SIZE / 1000 + 2, sizeof *seams), nseams;

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		size_t n = bgzf(text, SIZE, sizes[i], packed, seams, &nseams);
		const char *path = temp_file("whole.gz", packed, n);
		struct cs_err err = CS_ERR_INIT;
		struct cs_source *source = cs_source_open(path, NULL, &err);
		struct cs_buf got = CS_BUF_INIT;

		ok(cs_source_help(source), "there is something to help with");
		cs_source_close(source);
		read_all(path, true, &got);
		ok(got.length > SIZE && memcmp(got.data, text, SIZE) == 0,
		   "all of it, in members of %zu bytes", sizes[i]);
		ok(is_alike(packed, n), "and alike");
		cs_buf_release(&got);
	}
	free(seams);
}

static void test_cut_off(unsigned char *packed)
{
	size_t seams[100], nseams, wrong = 0;
	size_t n = bgzf(text, 5 * MOST, MOST, packed, seams, &nseams);

	for (size_t i = 0; i < nseams; i++)
		for (size_t more = 0; more < 40; more++)
			wrong += seams[i] + more < n && seams[i] + more > 1 &&
				 !is_alike(packed, seams[i] + more);
	for (size_t i = 0; i < 60; i++)
		wrong += !is_alike(packed, 2 + draw(n - 2));
	for (size_t i = 1; i < 30; i++)
		wrong += !is_alike(packed, n - i);
	is_int((long long)wrong, 0, "cut off, also in every place of a header");
}

static void test_damaged(unsigned char *packed)
{
	size_t seams[100], nseams, wrong = 0;
	size_t n = bgzf(text, 5 * MOST, MOST, packed, seams, &nseams);

	for (size_t i = 0; i < 300; i++) {
		size_t seam = seams[draw(nseams)];
		/* in headers, in trailers, and between */
		size_t byte = i % 3 == 0   ? seam + draw(HEADER)
			      : i % 3 == 1 ? (seam > 8 ? seam : n) - 1 - draw(8)
					   : draw(n);
		unsigned char bit = (unsigned char)(1 << draw(8));

		if (byte < 2) /* that would be no gzip */
			continue;
		packed[byte] ^= bit;
		packed[byte] ^= bit;
		wrong += !is_alike(packed, n);
		packed[byte] ^= bit;
		packed[byte] ^= bit;
	}
	is_int((long long)wrong, 0, "a bit turned, wherever");
}

static void test_followed(unsigned char *packed)
{
	size_t seams[100], nseams, more;
	size_t n = bgzf(text, 3 * MOST, MOST, packed, seams, &nseams);

	memset(packed + n, 0, 1000);
	ok(is_alike(packed, n + 1000), "zeros behind");
	more = 1000 + bgzf_member("more", 4, packed + n + 1000);
	ok(is_alike(packed, n + more), "... and a member");
	memcpy(packed + n, "and so on", 9);
	ok(is_alike(packed, n + 9), "something else behind");
	more = temp_gzip(text, 100000, packed + n, 100000);
	ok(is_alike(packed, n + more), "a silent member");
	more += bgzf_member(text, 40000, packed + n + more);
	ok(is_alike(packed, n + more), "... and one that says");
	seams[0] = temp_gzip(text, 100000, packed, 100000);
	n = seams[0] + bgzf_member(text, 40000, packed + seams[0]);
	ok(is_alike(packed, n), "the first one is silent");
}

int main(void)
{
	unsigned char *packed = cs_malloc(ROOM);

	signal(SIGPIPE, SIG_IGN); /* where reading ends early */
	text = cs_malloc(SIZE);
	for (size_t i = 0; i < SIZE; i++)
		text[i] = i % 31 == 0 ? '\n' : (char)('0' + draw(16));
	test_whole(packed);
	test_cut_off(packed);
	test_damaged(packed);
	test_followed(packed);
	free(text);
	free(packed);
	return done_testing();
}
