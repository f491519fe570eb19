/* Bytes of files: plain, gzip, several members, padded, cut off, damaged. */
#include "input/source.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tap.h"
#include "input_temp.h"

static const char text[] =
    "id,date,amount\n1,2025-01-01,5\n2,2025-01-02,7.50\n3,2025-01-02,11\n";
enum { TEXT = sizeof text - 1 };

/* All of it, `step` bytes at a time, as the contract says; -1: it failed. */
static int read_all(const char *name, size_t step, struct cs_buf *out,
		    bool *garbage, struct cs_err *err)
{
	struct cs_source *source = cs_source_open(name, NULL, err);
	ssize_t n;

	cs_buf_clear(out);
	if (source == NULL)
		return -1;
	while ((n = cs_source_read(source, cs_buf_room(out, step), step, err)) >
	       0)
		out->length += (size_t)n;
	cs_buf_room(out, 0)[0] = '\0';
	if (n == 0 && cs_source_read(source, cs_buf_room(out, step), step, err))
		n = -2; /* behind the end there is nothing */
	*garbage = cs_source_garbage(source);
	cs_source_close(source);
	return (int)n;
}

/* The file holds `want`, whatever the size of the pieces it is read in. */
static void is_source(const char *path, const char *want, size_t length,
		      bool garbage, const char *name)
{
	struct cs_buf got = CS_BUF_INIT;
	bool same = true, told = false;

	for (size_t step = 1; same && step < 3000; step += step / 2 + 1) {
		struct cs_err err = CS_ERR_INIT;

		same = read_all(path, step, &got, &told, &err) == 0 &&
		       got.length == length &&
		       memcmp(got.data, want, length) == 0 && told == garbage;
		if (!same)
			printf("# in steps of %zu: %zu bytes, %s\n", step,
			       got.length, err.message);
	}
	ok(same, "%s", name);
	cs_buf_release(&got);
}

static void test_plain(void)
{
	is_source(temp_file("a", text, TEXT), text, TEXT, false, "plain");
	is_source(temp_file("a", "", 0), "", 0, false, "empty");
	is_source(temp_file("a", "x", 1), "x", 1, false, "one byte");
	is_source(temp_file("a", "\x1f", 1), "\x1f", 1, false,
		  "half of gzip's mark");
	is_source(temp_file("a", "\x8b\x1f", 2), "\x8b\x1f", 2, false,
		  "gzip's mark turned round");
}

static void test_gzip(void)
{
	unsigned char packed[4096];
	size_t one = temp_gzip(text, TEXT, packed, sizeof packed), n;
	char twice[2 * TEXT];

	memcpy(twice, text, TEXT);
	memcpy(twice + TEXT, text, TEXT);
	is_source(temp_file("a", packed, one), text, TEXT, false, "gzip");
	n = one + temp_gzip(text, TEXT, packed + one, sizeof packed - one);
	is_source(temp_file("a", packed, n), twice, 2 * TEXT, false,
		  "two members");
	memset(packed + n, 0, 600);
	is_source(temp_file("a", packed, n + 1), twice, 2 * TEXT, false,
		  "one zero behind");
	is_source(temp_file("a", packed, n + 600), twice, 2 * TEXT, false,
		  "many zeros behind");
	memcpy(packed + n, "garbage", 7);
	is_source(temp_file("a", packed, n + 7), twice, 2 * TEXT, true,
		  "garbage behind");
	is_source(temp_file("a", packed, n + 1), twice, 2 * TEXT, true,
		  "one byte behind");
	memcpy(packed + n, "\0\0\x1f", 3);
	is_source(temp_file("a", packed, n + 3), twice, 2 * TEXT, true,
		  "garbage behind zeros");
	n = one + temp_gzip("", 0, packed + one, sizeof packed - one);
	n += temp_gzip(text, TEXT, packed + n, sizeof packed - n);
	is_source(temp_file("a", packed, n), twice, 2 * TEXT, false,
		  "an empty member between");
	memmove(packed + one + 5, packed, one);
	memset(packed + one, 0, 5);
	is_source(temp_file("a", packed, 2 * one + 5), twice, 2 * TEXT, false,
		  "zeros between");
	n = temp_gzip("", 0, packed, sizeof packed);
	is_source(temp_file("a", packed, n), "", 0, false, "gzip of nothing");
}

/* More than the buffers hold, and in members whose seams lie anywhere. */
static void test_large(void)
{
	enum { SIZE = 1500000, MEMBER = 70001 };
	char *plain = cs_malloc(SIZE);
	unsigned char *packed = cs_malloc(2 * SIZE);
	uint32_t state = 1;
	size_t n = 0;

	for (size_t i = 0; i < SIZE; i++) {
		state = state * 1664525 + 1013904223;
		plain[i] = (char)(state >> 24); /* does not shrink */
	}
	for (size_t at = 0; at < SIZE; at += MEMBER)
		n += temp_gzip(plain + at,
			       at + MEMBER < SIZE ? MEMBER : SIZE - at,
			       packed + n, 2 * SIZE - n);
	plain[0] = 'x'; /* not gzip's mark by chance */
	is_source(temp_file("b", plain, SIZE), plain, SIZE, false,
		  "plain, one and a half megabytes");
	state = 1664525u + 1013904223u;
	plain[0] = (char)(state >> 24);
	is_source(temp_file("b", packed, n), plain, SIZE, false,
		  "the same in many members");
	free(plain);
	free(packed);
}

static void is_failure(const char *path, const char *code, const char *message,
		       const char *name)
{
	struct cs_buf got = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;
	bool garbage;

	ok(read_all(path, 100, &got, &garbage, &err) == -1, "%s fails", name);
	is_str(err.code, code, named("%s: code", name));
	ok(strstr(err.message, message) != NULL, "%s: %s", name, err.message);
	ok(err.file == path, "%s: names the file", name);
	cs_buf_release(&got);
}

/* A stream that ends early is never taken for a whole one. */
static void test_cut_off(void)
{
	unsigned char packed[4096];
	size_t one = temp_gzip(text, TEXT, packed, sizeof packed);
	size_t n =
	    one + temp_gzip(text, TEXT, packed + one, sizeof packed - one);
	struct cs_buf got = CS_BUF_INIT;
	size_t wrong = 0;

	for (size_t cut = 2; cut < n; cut++) {
		struct cs_err err = CS_ERR_INIT;
		const char *path = temp_file("a", packed, cut);
		/* two bytes or more of the second member announce it */
		bool seam = cut == one || cut == one + 1;

		for (size_t step = 1; step <= 200; step += 199) {
			bool garbage = false;
			int status = read_all(path, step, &got, &garbage, &err);

			if (status != (seam ? 0 : -1) ||
			    garbage != (cut == one + 1) ||
			    strncmp(got.data, text,
				    got.length < TEXT ? got.length : TEXT) !=
				0 ||
			    (!seam && strstr(err.message, "cut off") == NULL)) {
				printf("# cut after %zu of %zu: %s\n", cut, n,
				       err.message);
				wrong++;
			}
		}
	}
	is_int((long long)wrong, 0, "cut off after every byte");
	is_failure(temp_file("a", packed, n - 1), "cannot-read", "cut off",
		   "the last byte missing");
	cs_buf_release(&got);
}

/* What zlib alone makes of one member. */
static bool by_zlib(const unsigned char *packed, size_t n, struct cs_buf *out)
{
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)packed,
		       .avail_in = (uInt)n };
	int status = inflateInit2(&z, 15 + 16);

	cs_buf_clear(out);
	while (status == Z_OK) {
		enum { STEP = 50000 };

		z.next_out = (unsigned char *)cs_buf_room(out, STEP);
		z.avail_out = STEP;
		status = inflate(&z, Z_NO_FLUSH);
		out->length += STEP - z.avail_out;
	}
	inflateEnd(&z);
	return status == Z_STREAM_END;
}

/* Is it read as zlib reads it, up to the place where that fails? */
static bool is_as_by_zlib(const unsigned char *packed, size_t n, size_t step)
{
	struct cs_buf got = CS_BUF_INIT, want = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;
	bool garbage, good = by_zlib(packed, n, &want), same;

	same = read_all(temp_file("a", packed, n), step, &got, &garbage,
			&err) == (good ? 0 : -1) &&
	       got.length == want.length &&
	       memcmp(got.data, want.data, got.length) == 0;
	if (!same)
		printf("# %zu bytes, %s; by zlib %zu, %s\n", got.length,
		       err.message, want.length, good ? "good" : "bad");
	cs_buf_release(&got);
	cs_buf_release(&want);
	return same;
}

/* What was damaged is refused, or the checksum would be good for nothing; and
 * at the byte where zlib does, whatever inflates. */
static void test_damaged(void)
{
	unsigned char packed[4096];
	size_t n = temp_gzip(text, TEXT, packed, sizeof packed), wrong = 0;

	for (size_t bit = 2 * 8; bit < 8 * n; bit++) {
		packed[bit / 8] ^= (unsigned char)(1 << bit % 8);
		wrong += !is_as_by_zlib(packed, n, 1 + 63 * (bit % 2));
		packed[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	is_int((long long)wrong, 0, "a bit turned behind gzip's mark");
}

/* Of many blocks, in steps of which the damage lies in the second. */
static void test_damaged_later(void)
{
	enum { SIZE = 400000, ROUNDS = 200 };
	char *plain = cs_malloc(SIZE);
	unsigned char *packed = cs_malloc(SIZE);
	uint32_t state = 1;
	size_t n, wrong = 0;

	for (size_t i = 0; i < SIZE; i++) {
		state = state * 1664525 + 1013904223;
		plain[i] = i % 31 == 0 ? '\n' : (char)('0' + (state >> 28));
	}
	n = temp_gzip(plain, SIZE, packed, SIZE);
	for (size_t i = 0; i < ROUNDS; i++) {
		size_t bit = n * 5 + (state >> 4) % (n * 3);

		state = state * 1664525 + 1013904223;
		packed[bit / 8] ^= (unsigned char)(1 << bit % 8);
		wrong += !is_as_by_zlib(packed, n, 100000);
		wrong += !is_as_by_zlib(packed, bit / 8, 100000);
		packed[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	is_int((long long)wrong, 0, "damaged, and cut off, far behind");
	free(plain);
	free(packed);
}

/* Headers hold more than their mark. */
static void test_headers(void)
{
	unsigned char packed[4096], name[] = "orders.csv", extra[] = "ab\2";
	gz_header header = { .text = 1,
			     .name = name,
			     .comment = name,
			     .extra = extra,
			     .extra_len = 4,
			     .hcrc = 1 };
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)text,
		       .avail_in = TEXT,
		       .next_out = packed,
		       .avail_out = sizeof packed };
	size_t n, wrong = 0;

	if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, 0) != Z_OK ||
	    deflateSetHeader(&z, &header) != Z_OK ||
	    deflate(&z, Z_FINISH) != Z_STREAM_END)
		abort();
	deflateEnd(&z);
	n = sizeof packed - z.avail_out;
	is_source(temp_file("a", packed, n), text, TEXT, false,
		  "a header with all there is");
	for (size_t bit = 2 * 8; bit < 8 * 45; bit++) {
		packed[bit / 8] ^= (unsigned char)(1 << bit % 8);
		wrong += !is_as_by_zlib(packed, n, 1000);
		packed[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	is_int((long long)wrong, 0, "a bit of it turned");
}

static void test_unreadable(void)
{
	is_failure(temp_path("none"), "cannot-open", "No such file",
		   "a missing file");
	is_failure("/tmp", "cannot-read", "directory", "a directory");
	if (geteuid() == 0) {
		skip(4, "root may read everything");
		return;
	}
	chmod(temp_file("secret", text, TEXT), 0);
	is_failure(temp_path("secret"), "cannot-open", "Permission denied",
		   "an unreadable file");
}

static void test_standard_input(void)
{
	int pipes[2], input = dup(STDIN_FILENO);
	struct cs_err err = CS_ERR_INIT;
	struct cs_source *source;
	char bytes[100];

	if (pipe(pipes) != 0 || write(pipes[1], text, TEXT) != TEXT)
		abort();
	close(pipes[1]);
	dup2(pipes[0], STDIN_FILENO);
	source = cs_source_open("-", NULL, &err);
	is_str(cs_source_name(source), "standard input", "- has a name");
	is_int(cs_source_read(source, bytes, sizeof bytes, &err), TEXT,
	       "a pipe is read to its end");
	ok(memcmp(bytes, text, TEXT) == 0, "byte for byte");
	ok(!cs_source_changed(source), "and has not changed");
	cs_source_close(source);
	ok(fcntl(STDIN_FILENO, F_GETFD) >= 0, "standard input stays open");
	cs_source_close(NULL);
	close(pipes[0]);
	dup2(input, STDIN_FILENO);
	close(input);
}

/* --- files that change while they are read ------------------------------- */

static void leave(const char *path)
{
	if (access(path, R_OK) != 0)
		abort();
}

static void append(const char *path)
{
	FILE *stream = fopen(path, "ab");

	if (stream == NULL || fputs("4", stream) < 0 || fclose(stream) != 0)
		abort();
}

static void shorten(const char *path)
{
	if (truncate(path, TEXT - 2) != 0)
		abort();
}

static void touch(const char *path)
{
	const struct timespec times[] = { { .tv_nsec = UTIME_OMIT },
					  { 1700000000, 1 } };

	if (utimensat(AT_FDCWD, path, times, 0) != 0)
		abort();
}

/* Another file comes in its place. */
static void replace(const char *path)
{
	if (rename(temp_text("other", "x"), path) != 0)
		abort();
}

static void is_changed(void (*alter)(const char *), bool want, const char *name)
{
	const char *path = temp_file("a", text, TEXT);
	struct cs_err err = CS_ERR_INIT;
	struct cs_source *source = cs_source_open(path, NULL, &err);
	char bytes[2 * TEXT];

	if (source == NULL || cs_source_read(source, bytes, 10, &err) != 10)
		abort();
	alter(path);
	if (cs_source_read(source, bytes, sizeof bytes, &err) < 0)
		abort();
	is_int(cs_source_changed(source), want, name);
	cs_source_close(source);
}

static void test_changed(void)
{
	is_changed(leave, false, "a file that stays");
	is_changed(append, true, "one that grows");
	is_changed(shorten, true, "one that shrinks");
	is_changed(touch, true, "one that is written anew");
	is_changed(replace, false, "one whose name is given to another");
}

int main(void)
{
	test_plain();
	test_gzip();
	test_large();
	test_cut_off();
	test_damaged();
	test_damaged_later();
	test_headers();
	test_unreadable();
	test_standard_input();
	test_changed();
	return done_testing();
}
