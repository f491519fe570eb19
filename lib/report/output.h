/*
 * output.h - files that appear whole or not at all, and gnuplot as a child.
 */
#ifndef CS_REPORT_OUTPUT_H
#define CS_REPORT_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* One file to come. */
struct cs_piece {
	char *path; /* NULL: standard output */
	struct cs_buf bytes;
	char *temporary; /* written, to be renamed to `target`; or NULL */
	char *target;	 /* path with its symbolic links resolved; or NULL */
};

struct cs_pieces {
	struct cs_piece *list;
	size_t count, capacity;
	char **made; /* directories that were created for them */
	size_t nmade, made_capacity;
};

#define CS_PIECES_INIT                 \
	{                              \
		NULL, 0, 0, NULL, 0, 0 \
	}

/*
 * A new piece; the caller fills its bytes. `path` is copied; NULL, "-" and
 * /dev/stdout are standard output.
 */
struct cs_buf *cs_pieces_add(struct cs_pieces *pieces, const char *path);
/* DIR/NAME.SUFFIX; `directory` with or without a slash at its end. */
struct cs_buf *cs_pieces_add_in(struct cs_pieces *pieces, const char *directory,
				const char *name, const char *suffix);
/* True if the path ends in a slash or is a directory. */
bool cs_is_directory(const char *path);
/*
 * Creates a directory that is not there (not its parents). It goes again if
 * the pieces are released without having been committed.
 */
int cs_pieces_directory(struct cs_pieces *pieces, const char *path,
			struct cs_err *err);
/*
 * Writes all pieces. Regular files are written beside their place, then what
 * goes to standard output, pipes and devices, and only then the files are
 * renamed. A closed pipe is success.
 */
int cs_pieces_commit(struct cs_pieces *pieces, struct cs_err *err);
/* Removes what a failure left behind and frees everything. */
void cs_pieces_release(struct cs_pieces *pieces);

/*
 * Runs gnuplot (no shell) with `script` on its standard input; what it prints
 * is appended to `drawing`.
 */
int cs_gnuplot_run(const struct cs_buf *script, struct cs_buf *drawing,
		   struct cs_err *err);

#endif
