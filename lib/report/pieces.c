/* pieces.c - files that appear whole or not at all: see output.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/output.h"

#define NAMES_TRIED 1000 /* for a temporary file */

struct cs_buf *cs_pieces_add(struct cs_pieces *pieces, const char *path)
{
	struct cs_piece piece = { .bytes = CS_BUF_INIT };

	if (path && strcmp(path, "-") != 0 && strcmp(path, "/dev/stdout") != 0)
		piece.path = cs_strdup(path);
	CS_GROW(pieces->list, pieces->count, pieces->capacity);
	pieces->list[pieces->count] = piece;
	return &pieces->list[pieces->count++].bytes;
}

struct cs_buf *cs_pieces_add_in(struct cs_pieces *pieces, const char *directory,
				const char *name, const char *suffix)
{
	struct cs_buf path = CS_BUF_INIT, *bytes;
	size_t length = strlen(directory);

	cs_buf_addf(&path, "%s%s%s.%s", directory,
		    length > 0 && directory[length - 1] == '/' ? "" : "/", name,
		    suffix);
	bytes = cs_pieces_add(pieces, path.data);
	cs_buf_release(&path);
	return bytes;
}

bool cs_is_directory(const char *path)
{
	size_t length = strlen(path);
	struct stat st;

	if (length > 0 && path[length - 1] == '/')
		return true;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int fail(struct cs_err *err, const char *path, int error)
{
	struct cs_buf name = CS_BUF_INIT;

	if (path)
		cs_printable(&name, path, strlen(path), 0);
	else
		cs_buf_adds(&name, "standard output");
	cs_fail(err, NULL, "cannot write %s: %s", name.data, strerror(error));
	cs_buf_release(&name);
	return -1;
}

int cs_pieces_directory(struct cs_pieces *pieces, const char *path,
			struct cs_err *err)
{
	struct stat st;

	if (stat(path, &st) == 0)
		return S_ISDIR(st.st_mode) ? 0 : fail(err, path, ENOTDIR);
	if (mkdir(path, 0777) != 0)
		return fail(err, path, errno);
	CS_GROW(pieces->made, pieces->nmade, pieces->made_capacity);
	pieces->made[pieces->nmade++] = cs_strdup(path);
	return 0;
}

/* Returns 0 or an error number. */
static int write_all(int fd, const struct cs_buf *bytes)
{
	size_t done = 0;

	while (done < bytes->length) {
		ssize_t n = write(fd, bytes->data + done, bytes->length - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		done += (size_t)n;
	}
	return 0;
}

/* A new file beside `target`; its name goes to *name. Returns an fd or -1. */
static int create_beside(const char *target, char **name)
{
	const char *slash = strrchr(target, '/');
	int directory = slash ? (int)(slash - target) + 1 : 0;
	struct cs_buf path = CS_BUF_INIT;
	int fd = -1;

	for (int i = 0; i < NAMES_TRIED; i++) {
		cs_buf_clear(&path);
		cs_buf_addf(&path, "%.*s.cs-%ld-%d.tmp", directory, target,
			    (long)getpid(), i);
		/* unlike mkstemp(), this leaves the permissions to the umask */
		fd = open(path.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
			  0666);
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	if (fd >= 0)
		*name = cs_strdup(path.data);
	cs_buf_release(&path);
	return fd;
}

/* True if the bytes go there directly: standard output, a pipe, a device. */
static bool is_stream(const struct cs_piece *piece)
{
	struct stat st;

	if (!piece->path || strncmp(piece->path, "/dev/fd/", 8) == 0)
		return true;
	return stat(piece->path, &st) == 0 && !S_ISREG(st.st_mode);
}

static int stage(struct cs_piece *piece, struct cs_err *err)
{
	struct stat st;
	bool there = stat(piece->path, &st) == 0;
	int fd, error;

	/* a rename would not ask whether the old file may be written */
	if (there && access(piece->path, W_OK) != 0)
		return fail(err, piece->path, errno);
	piece->target = realpath(piece->path, NULL);
	if (!piece->target)
		piece->target = cs_strdup(piece->path);
	fd = create_beside(piece->target, &piece->temporary);
	if (fd < 0)
		return fail(err, piece->path, errno);
	error = write_all(fd, &piece->bytes);
	if (there && error == 0 && fchmod(fd, st.st_mode & 0777) != 0)
		error = errno;
	if (close(fd) != 0 && error == 0)
		error = errno;
	return error == 0 ? 0 : fail(err, piece->path, error);
}

static int stream(const struct cs_piece *piece, struct cs_err *err)
{
	int fd = STDOUT_FILENO, error;

	if (piece->path) {
		fd = open(piece->path, O_WRONLY | O_CLOEXEC);
		if (fd < 0)
			return fail(err, piece->path, errno);
	} else if (fflush(stdout) != 0) {
		return errno == EPIPE ? 0 : fail(err, NULL, errno);
	}
	error = write_all(fd, &piece->bytes);
	if (piece->path && close(fd) != 0 && error == 0)
		error = errno;
	/* whoever read us has had enough */
	if (error == 0 || error == EPIPE)
		return 0;
	return fail(err, piece->path, error);
}

static int publish(struct cs_piece *piece, struct cs_err *err)
{
	if (!piece->temporary)
		return 0;
	if (rename(piece->temporary, piece->target) != 0)
		return fail(err, piece->path, errno);
	free(piece->temporary);
	piece->temporary = NULL;
	return 0;
}

int cs_pieces_commit(struct cs_pieces *pieces, struct cs_err *err)
{
	for (size_t i = 0; i < pieces->count; i++)
		if (!is_stream(&pieces->list[i]) &&
		    stage(&pieces->list[i], err) != 0)
			return -1;
	for (size_t i = 0; i < pieces->count; i++)
		if (!pieces->list[i].temporary &&
		    stream(&pieces->list[i], err) != 0)
			return -1;
	for (size_t i = 0; i < pieces->count; i++)
		if (publish(&pieces->list[i], err) != 0)
			return -1;
	for (size_t i = 0; i < pieces->nmade; i++)
		free(pieces->made[i]);
	pieces->nmade = 0;
	return 0;
}

void cs_pieces_release(struct cs_pieces *pieces)
{
	for (size_t i = 0; i < pieces->count; i++) {
		struct cs_piece *piece = &pieces->list[i];

		if (piece->temporary)
			unlink(piece->temporary);
		free(piece->temporary);
		free(piece->target);
		free(piece->path);
		cs_buf_release(&piece->bytes);
	}
	free(pieces->list);
	for (size_t i = 0; i < pieces->nmade; i++) {
		rmdir(pieces->made[i]); /* stays if something else is in it */
		free(pieces->made[i]);
	}
	free(pieces->made);
	*pieces = (struct cs_pieces)CS_PIECES_INIT;
}
