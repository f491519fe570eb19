/*
 * inject.c - a library to be preloaded: it counts what a program asks of the
 * system, and lets one thing fail as the driver says (inject.h).
 *
 * It stands between the programs and libc: it sees what they and other
 * libraries call, and the memory that libc itself asks for. What stdio does
 * inside fails as a whole. fsync() is not carried out, for time.
 *
 * regcomp() fails as a whole, too: glibc's own, when an allocation within it
 * fails, frees twice (2.36), so those are spared.
 */
#include "faults/inject.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <regex.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

static struct fault_page *page; /* NULL: none has asked */
static _Thread_local bool spared;

/* --- which fails --------------------------------------------------------- */

static bool is_hit(int kind)
{
	const struct fault *fault = &page->fault;
	long call = atomic_fetch_add(&page->calls[kind], 1) + 1;

	if (kind != fault->kind || fault->at == 0)
		return false;
	return fault->on ? call >= fault->at : call == fault->at;
}

/* Counts a call; true, and errno, if it is to fail or to be short. */
static bool strikes(int kind)
{
	bool hit;

	if (page == NULL || spared)
		return false;
	hit = is_hit(kind);
	if (kind >= FAULT_FIRST_CALL)
		hit |= is_hit(FAULT_call);
	if (!hit)
		return false;
	atomic_store(&page->struck, true);
	if (page->fault.how == FAULT_SIGNAL) {
		kill(getpid(), page->fault.number);
		return false;
	}
	errno = page->fault.number;
	return true;
}

static bool fails(int kind)
{
	return strikes(kind) && page->fault.how == FAULT_ERROR;
}

/* How much of `size` bytes is done; 0 with errno: it fails. */
static size_t share(int kind, size_t size)
{
	if (!strikes(kind))
		return size;
	return page->fault.how == FAULT_SHORT && size > 0 ? 1 : 0;
}

/* --- functions that stand before others ---------------------------------- */

/* The linker alone sees the name: of some, headers make macros or more. */
#define HOOK(type, name, parameters)                \
	type hook_##name parameters __asm__(#name); \
	type hook_##name parameters

/* The function of that name behind ours, of the type of ours. */
#define NEXT(name)                                                        \
	({                                                                \
		static __typeof__(&hook_##name) next;                     \
		if (next == NULL)                                         \
			next = (__typeof__(next))dlsym(RTLD_NEXT, #name); \
		next;                                                     \
	})

/* One that either fails or does what it should. */
#define PLAIN(kind, failure, type, name, parameters, arguments)              \
	HOOK(type, name, parameters)                                         \
	{                                                                    \
		return fails(FAULT_##kind) ? failure : NEXT(name) arguments; \
	}

/* memory */
PLAIN(memory, NULL, void *, malloc, (size_t size), (size))
PLAIN(memory, NULL, void *, calloc, (size_t count, size_t size), (count, size))
PLAIN(memory, NULL, void *, realloc, (void *old, size_t size), (old, size))

/* files by name */
PLAIN(open, -1, int, __open64_2, (const char *path, int flags), (path, flags))
PLAIN(open, NULL, FILE *, fopen64, (const char *path, const char *mode),
      (path, mode))
PLAIN(open, NULL, FILE *, tmpfile64, (void), ())
PLAIN(rename, -1, int, rename, (const char *old, const char *new), (old, new))
PLAIN(link, -1, int, link, (const char *old, const char *new), (old, new))
PLAIN(unlink, -1, int, unlink, (const char *path), (path))
PLAIN(mkdir, -1, int, mkdir, (const char *path, mode_t mode), (path, mode))
PLAIN(rmdir, -1, int, rmdir, (const char *path), (path))
PLAIN(stat, -1, int, stat64, (const char *path, void *st), (path, st))
PLAIN(readlink, -1, ssize_t, readlink,
      (const char *path, char *to, size_t size), (path, to, size))
PLAIN(realpath, NULL, char *, realpath, (const char *path, char *to),
      (path, to))

HOOK(int, open64, (const char *path, int flags, mode_t mode))
{
	return fails(FAULT_open) ? -1 : NEXT(open64)(path, flags, mode);
}

/* open files */
PLAIN(stat, -1, int, fstat64, (int fd, void *st), (fd, st))
PLAIN(fchmod, -1, int, fchmod, (int fd, mode_t mode), (fd, mode))
PLAIN(seek, -1, off_t, lseek64, (int fd, off_t offset, int whence),
      (fd, offset, whence))
PLAIN(seek, -1, int, fseek, (FILE * file, long offset, int whence),
      (file, offset, whence))
PLAIN(fcntl, -1, int, fcntl64, (int fd, int command, long value),
      (fd, command, value))
PLAIN(advice, page->fault.number, int, posix_fadvise64,
      (int fd, off_t offset, off_t length, int advice),
      (fd, offset, length, advice))

HOOK(int, fsync, (int fd))
{
	(void)fd;
	return fails(FAULT_fsync) ? -1 : 0;
}

HOOK(ssize_t, read, (int fd, void *bytes, size_t size))
{
	size_t done = share(FAULT_read, size);

	return done > 0 || size == 0 ? NEXT(read)(fd, bytes, done) : -1;
}

HOOK(ssize_t, write, (int fd, const void *bytes, size_t size))
{
	size_t done = fd == STDERR_FILENO ? size : share(FAULT_write, size);

	return done > 0 || size == 0 ? NEXT(write)(fd, bytes, done) : -1;
}

/* Closed it is, whatever is said of it. */
HOOK(int, close, (int fd))
{
	bool failed = fails(FAULT_close);
	int error = errno, result = NEXT(close)(fd);

	if (!failed)
		return result;
	errno = error;
	return -1;
}

HOOK(int, fclose, (FILE * file))
{
	bool failed = fails(FAULT_close);
	int error = errno, result = NEXT(fclose)(file);

	if (!failed)
		return result;
	errno = error;
	return EOF;
}

/* Streams, which the program does not see interrupted; messages get through. */
static bool fails_stream(int kind, FILE *file)
{
	bool failed =
	    file != stderr && fails(kind) && page->fault.number != EINTR;

	if (failed)
		file->_flags |= _IO_ERR_SEEN;
	return failed;
}

#define STREAM(kind, failure, type, name, parameters, arguments)         \
	HOOK(type, name, parameters)                                     \
	{                                                                \
		return fails_stream(FAULT_##kind, file) ? failure        \
							: NEXT(name)     \
							      arguments; \
	}

STREAM(write, EOF, int, fflush, (FILE * file), (file))
STREAM(write, 0, size_t, fwrite,
       (const void *bytes, size_t size, size_t n, FILE *file),
       (bytes, size, n, file))
STREAM(read, 0, size_t, fread, (void *bytes, size_t size, size_t n, FILE *file),
       (bytes, size, n, file))
STREAM(read, EOF, int, __uflow, (FILE * file), (file)) /* of getc() */

/* threads, processes, the machine */
PLAIN(thread, page->fault.number, int, pthread_create,
      (pthread_t * thread, const pthread_attr_t *how, void *(*run)(void *),
       void *argument),
      (thread, how, run, argument))
PLAIN(spawn, page->fault.number, int, posix_spawnp,
      (pid_t * child, const char *file,
       const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *how,
       char *const *argv, char *const *environment),
      (child, file, actions, how, argv, environment))
PLAIN(wait, -1, pid_t, waitpid, (pid_t child, int *status, int options),
      (child, status, options))
PLAIN(random, -1, ssize_t, getrandom,
      (void *bytes, size_t size, unsigned flags), (bytes, size, flags))
PLAIN(affinity, -1, int, sched_getaffinity,
      (pid_t process, size_t size, cpu_set_t *set), (process, size, set))

/* regular expressions */
HOOK(int, regcomp, (regex_t * regex, const char *pattern, int flags))
{
	int result = REG_ESPACE;

	if (!fails(FAULT_regcomp)) {
		spared = true;
		result = NEXT(regcomp)(regex, pattern, flags);
		spared = false;
	}
	return result;
}

PLAIN(regexec, REG_ESPACE, int, regexec,
      (const regex_t *regex, const char *text, size_t n, regmatch_t *match,
       int flags),
      (regex, text, n, match, flags))

/* --- the run ------------------------------------------------------------- */

/* Units of space; peak: the most there were. */
static long space(bool peak)
{
	char line[256];
	long kilobytes = 0;
	FILE *file;

	spared = true;
	file = fopen("/proc/self/status", "r");
	while (file != NULL && fgets(line, sizeof line, file) != NULL)
		if (strncmp(line, peak ? "VmPeak:" : "VmSize:", 7) == 0)
			kilobytes = strtol(line + 7, NULL, 10);
	if (file != NULL)
		fclose(file);
	spared = false;
	return kilobytes / (FAULT_UNIT / 1024);
}

static long space_before;

/* What this process starts (gnuplot) is left alone. */
__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv(FAULT_PAGE);
	int fd = path != NULL ? NEXT(open64)(path, O_RDWR | O_CLOEXEC, 0) : -1;
	void *bytes = MAP_FAILED;

	if (fd >= 0) {
		bytes = mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE,
			     MAP_SHARED, fd, 0);
		NEXT(close)(fd);
	}
	unsetenv("LD_PRELOAD");
	unsetenv(FAULT_PAGE);
	if (bytes == MAP_FAILED)
		return;
	space_before = space(false);
	page = bytes;
	if (page->fault.kind == FAULT_space && page->fault.at > 0) {
		rlim_t size = (rlim_t)(space_before + page->fault.at);
		struct rlimit limit = { size * FAULT_UNIT, size * FAULT_UNIT };

		setrlimit(RLIMIT_AS, &limit);
		page->struck = true;
	}
}

__attribute__((destructor)) static void end(void)
{
	if (page != NULL)
		page->calls[FAULT_space] = space(true) - space_before + 1;
}
