/*
 * fuzz_main.c - runs a fuzz target as a plain regression test.
 *
 *	NAME FILE|FOLDER ...
 *
 * Each file goes through LLVMFuzzerTestOneInput() as it is, then
 * CS_FUZZ_ROUNDS (default 300) times damaged: cut short, bytes changed, pieces
 * doubled or dropped. The damage is drawn from a generator seeded by the
 * file's size, so a failure happens again; the input that was being tried is
 * left in NAME.input beside the program if it crashes. With libFuzzer this file
 * is not linked.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/* of a target that knows how to change its inputs */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most,
			       unsigned seed) __attribute__((weak));
void __sanitizer_set_death_callback(void (*callback)(void))
    __attribute__((weak));

static const uint8_t *trying;
static size_t trying_size;
static char crash_path[4096];
static uint64_t state;

static uint64_t draw(uint64_t below)
{
	/* xorshift64*: plenty for choosing what to break */
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (state * 2685821657736338717u >> 16) % below;
}

static void save_input(void)
{
	int fd = open(crash_path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	ssize_t put;

	if (fd < 0)
		return;
	put = write(fd, trying, trying_size);
	(void)put;
	close(fd);
}

static void on_crash(int number)
{
	save_input();
	signal(number, SIG_DFL);
	raise(number);
}

static void catch_crashes(void)
{
	static const int signals[] = { SIGSEGV, SIGBUS,	 SIGILL,
				       SIGFPE,	SIGABRT, SIGTRAP };
	size_t i;

	/* a sanitizer has handlers of its own, which say more */
	if (__sanitizer_set_death_callback) {
		__sanitizer_set_death_callback(save_input);
		return;
	}
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		signal(signals[i], on_crash);
}

/* Runs a copy of exactly `size` bytes, so that reading past it is noticed. */
static void run(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);

	if (!copy)
		abort();
	memcpy(copy, data, size);
	trying = copy;
	trying_size = size;
	LLVMFuzzerTestOneInput(copy, size);
	trying = NULL;
	trying_size = 0;
	free(copy);
}

/* Breaks data[0..size), which has room for 16 more. Returns the new size. */
static size_t damage(uint8_t *data, size_t size)
{
	static const char sharp[] =
	    "\",;\n\r\t\0-.0129@'\\ \xef\xbb\xbf\xff\x80";
	size_t at = draw(size),
	       length = 1 + draw(size - at < 16 ? size - at : 16);

	switch (draw(6)) {
	case 0: return at;
	case 1: data[at] = (uint8_t)draw(256); return size;
	case 2:
		memmove(data + at, data + at + length, size - at - length);
		return size - length;
	case 3:
		memmove(data + at + length, data + at, size - at);
		return size + length;
	case 4: data[at] ^= (uint8_t)(1u << draw(8)); return size;
	default:
		data[at] = (uint8_t)sharp[draw(sizeof(sharp) - 1)];
		return size;
	}
}

static void run_damaged(const uint8_t *data, size_t size, long rounds)
{
	enum { ROOM = 256 };
	uint8_t *work = malloc(size + ROOM);
	size_t length;
	uint64_t times;

	if (!work)
		abort();
	state = 88172645463325252u + size;
	while (size > 0 && rounds-- > 0) {
		memcpy(work, data, size);
		length = size;
		for (times = 1 + draw(4); times > 0 && length > 0; times--)
			length = LLVMFuzzerCustomMutator
				     ? LLVMFuzzerCustomMutator(
					   work, length, size + ROOM,
					   (unsigned)draw(1u << 31))
				     : damage(work, length);
		run(work, length);
	}
	free(work);
}

static void run_file(const char *path, long rounds)
{
	struct stat st;
	uint8_t *data = NULL;
	ssize_t got = -1;
	int fd = open(path, O_RDONLY);

	if (fd >= 0 && fstat(fd, &st) == 0 &&
	    (data = malloc((size_t)st.st_size + 1)))
		got = read(fd, data, (size_t)st.st_size);
	if (fd >= 0)
		close(fd);
	if (got >= 0) {
		run(data, (size_t)got);
		/* big files would take the time of many small ones, as do
		 * whole commands */
		run_damaged(data, (size_t)got,
			    got > 65536		      ? 10
			    : LLVMFuzzerCustomMutator ? rounds / 5
						      : rounds);
	}
	free(data);
	ok(got >= 0, "%s", path);
}

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void run_path(const char *path, long rounds)
{
	struct dirent **entries;
	char name[4096];
	int i, count = scandir(path, &entries, visible, alphasort);

	if (count < 0 && errno == ENOTDIR) {
		run_file(path, rounds);
		return;
	}
	ok(count > 0, "%s has files", path);
	for (i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "%s/%s", path, entries[i]->d_name);
		run_file(name, rounds);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

int main(int argc, char **argv)
{
	const char *text = getenv("CS_FUZZ_ROUNDS");
	long rounds = text ? strtol(text, NULL, 10) : 300;
	int i;

	snprintf(crash_path, sizeof(crash_path), "%s.input", argv[0]);
	catch_crashes();
	for (i = 1; i < argc; i++)
		run_path(argv[i], rounds);
	return done_testing();
}
