/*
 * path.h - what a file's name leads to, and whether two lead to one file.
 */
#ifndef CS_BASE_PATH_H
#define CS_BASE_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Where a file is, or would be made, symbolic links followed. free() it. */
char *cs_path_target(const char *path);

/* The folder that the program lies in, with a slash at its end; NULL with errno
 * set: nobody knows. free() it. */
char *cs_path_of_program(void);

/* A file that a run reads or writes. */
struct cs_path {
	const char *path; /* "-" is a standard stream */
	const char *what; /* who says so, for messages: "-o", "the input" */
	bool written;
};

/*
 * -1 with err filled if a file would be written that is also read, or written
 * twice, by whatever names; of streams, if two outputs would go into one, apart
 * from devices such as /dev/null. Nothing is opened.
 */
int cs_paths_distinct(const struct cs_path *paths, size_t count,
		      struct cs_err *err);

#endif
