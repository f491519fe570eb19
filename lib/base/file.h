/*
 * file.h - files that appear whole or not at all, several of them together.
 *
 *	struct cs_files files = CS_FILES_INIT;
 *	struct cs_file *file = cs_files_add(&files, "out.csv");
 *	cs_buf_adds(&file->bytes, "a,b\n");
 *	status = cs_files_publish(&files, &err);
 *	cs_files_release(&files);
 *
 * A regular file is written beside its place, flushed to the disk, and renamed
 * at the end. A symbolic link is followed, also one that leads to nothing yet.
 * A file that is replaced leaves its permissions to the new one, which nobody
 * but its owner can read before; another hard link to it stays the old file.
 *
 * Standard output, pipes and devices are written directly, and last: all
 * regular files are in place by then. If that fails, or a rename, all are put
 * back, the old ones where there were some (as far as the file system has hard
 * links). A reader who has gone is no failure.
 *
 * What is unfinished is removed by cs_files_release() and cs_files_abandon(),
 * and by signals that end the process where it leaves them alone: all is then
 * as it was. SIGPIPE and SIGXFSZ must be ignored. One thread at a time.
 */
#ifndef CS_BASE_FILE_H
#define CS_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct cs_file {
	char *path;	     /* as it was named; NULL: standard output */
	struct cs_buf bytes; /* to be written; the caller adds to them */
	int fd;		     /* -1: not open */
	int spool;	     /* of cs_file_spool(); 0: none */
	int error; /* errno of the first write that failed, after which nothing
		      is written; EPIPE: nobody reads any more; or 0 */
	bool stream, directory;
	int mode;	 /* of the file that is replaced; -1: there is none */
	char *target;	 /* path with its symbolic links resolved; or NULL */
	char *temporary; /* what the run makes, to go if it fails; or NULL */
	char *old;	 /* second name of the file that is replaced; or NULL */
	bool placed;	 /* the new file is where it belongs */
	struct cs_file *volatile older; /* of all that are unfinished */
};

/* Those that appear together. */
struct cs_files {
	struct cs_file **list;
	size_t count, capacity;
};

#define CS_FILES_INIT      \
	{                  \
		NULL, 0, 0 \
	}

/* NULL, "-" and /dev/stdout are standard output. */
bool cs_is_stdout(const char *path);

/*
 * A new file, owned by `files`. `path` is copied, and may be standard output.
 * It is opened when it is published, if not before.
 */
struct cs_file *cs_files_add(struct cs_files *files, const char *path);
/* DIR/NAME.SUFFIX; `directory` with or without a slash at its end. */
struct cs_file *cs_files_add_in(struct cs_files *files, const char *directory,
				const char *name, const char *suffix);
/*
 * Makes a directory that is not there (not its parents). It goes again if the
 * files are released without having been published.
 */
int cs_files_directory(struct cs_files *files, const char *path,
		       struct cs_err *err);
/* True if the path ends in a slash or is a directory. */
bool cs_is_directory(const char *path);

/* For a file that is written as it is made: opens it now, */
int cs_file_open(struct cs_file *file, struct cs_err *err);
/* or, a stream that has to wait for the rest, an unnamed file in its place, */
int cs_file_spool(struct cs_file *file, struct cs_err *err);
/* and hands its bytes to the system. A failure is told when it is published, */
void cs_file_flush(struct cs_file *file);
/* or here. */
int cs_file_check(const struct cs_file *file, struct cs_err *err);

/*
 * Writes all that is left of regular files, renames them, which no signal
 * interrupts, and writes what is left of streams. -1: all is as it was, but for
 * what streams have taken.
 */
int cs_files_publish(struct cs_files *files, struct cs_err *err);
/* Removes what has not been published and frees everything. */
void cs_files_release(struct cs_files *files);
/* Undoes what has not been published of any files: the process ends now. */
void cs_files_abandon(void);
/* A line stands on this terminal that such a signal erases; -1: none does. */
void cs_file_line_on(int fd);

#endif
