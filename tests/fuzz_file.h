/* fuzz_file.h - files that are nowhere but in memory, for fuzz targets. */
#ifndef FUZZ_FILE_H
#define FUZZ_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FUZZ_FILES = 32 };

#define HOLDS(condition)          \
	do {                      \
		if (!(condition)) \
			abort();  \
	} while (0)

/* File `number` is of these bytes from now on. Returns its path. */
static const char *fuzz_file(size_t number, const void *bytes, size_t length)
{
	static char paths[FUZZ_FILES][32];
	static int fds[FUZZ_FILES];
	char *path;

	HOLDS(number < FUZZ_FILES);
	path = paths[number];
	if (*path == '\0') {
		fds[number] = memfd_create("fuzz", MFD_CLOEXEC);
		HOLDS(fds[number] >= 0);
		snprintf(path, sizeof paths[number], "/proc/self/fd/%d",
			 fds[number]);
	}
	HOLDS(ftruncate(fds[number], 0) == 0);
	HOLDS(pwrite(fds[number], bytes, length, 0) == (ssize_t)length);
	return path;
}

#endif
