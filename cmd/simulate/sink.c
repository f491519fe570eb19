/* sink.c - see sink.h. */
#include "simulate/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

#define NAMES_TRIED 1000 /* for a temporary file */

/* --- interrupts */

enum { UNFINISHED_MOST = 8 };

/* Temporary files that are there, for the handler; NULL: a free place. */
static char *volatile unfinished[UNFINISHED_MOST];

static void remove_unfinished(int number)
{
	for (int i = 0; i < UNFINISHED_MOST; i++)
		if (unfinished[i] != NULL)
			unlink(unfinished[i]);
	/* the handler is gone by now: SA_RESETHAND */
	raise(number);
}

static void watch_interrupts(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction now, old;

	memset(&now, 0, sizeof now);
	now.sa_handler = remove_unfinished;
	now.sa_flags = (int)SA_RESETHAND;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (sigaction(numbers[i], NULL, &old) == 0 &&
		    old.sa_handler == SIG_DFL)
			sigaction(numbers[i], &now, NULL);
}

static void remember(char *path)
{
	watch_interrupts();
	for (int i = 0; i < UNFINISHED_MOST; i++)
		if (unfinished[i] == NULL) {
			unfinished[i] = path;
			break;
		}
}

/* The file is finished or removed: its name goes. */
static void forget(struct sink *sink)
{
	for (int i = 0; i < UNFINISHED_MOST; i++)
		if (sink->temporary != NULL && unfinished[i] == sink->temporary)
			unfinished[i] = NULL;
	free(sink->temporary);
	sink->temporary = NULL;
}

/* --- opening */

static int fail(const struct sink *sink, int error, struct cs_err *err)
{
	struct cs_buf name = CS_BUF_INIT;

	if (sink->path != NULL)
		cs_printable(&name, sink->path, strlen(sink->path), 0);
	else
		cs_buf_adds(&name, "standard output");
	cs_fail(err, NULL, "cannot write %s: %s", name.data, strerror(error));
	cs_buf_release(&name);
	return -1;
}

/* A new file beside the target. */
static int create_beside(struct sink *sink)
{
	const char *slash = strrchr(sink->target, '/');
	int folder = slash != NULL ? (int)(slash - sink->target) + 1 : 0;
	struct cs_buf path = CS_BUF_INIT;

	for (int i = 0; i < NAMES_TRIED && sink->fd < 0; i++) {
		cs_buf_clear(&path);
		cs_buf_addf(&path, "%.*s.cs-%ld-%d.tmp", folder, sink->target,
			    (long)getpid(), i);
		sink->fd = open(path.data,
				O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (sink->fd < 0 && errno != EEXIST)
			break;
	}
	if (sink->fd >= 0) {
		sink->temporary = cs_strdup(path.data);
		remember(sink->temporary);
	}
	cs_buf_release(&path);
	return sink->fd < 0 ? errno : 0;
}

/* Returns 0 or an error number. */
static int open_file(struct sink *sink)
{
	struct stat st;
	bool there = stat(sink->path, &st) == 0;
	int error;

	if (strncmp(sink->path, "/dev/fd/", 8) == 0 ||
	    (there && !S_ISREG(st.st_mode))) {
		sink->fd = open(sink->path, O_WRONLY | O_CLOEXEC);
		return sink->fd < 0 ? errno : 0;
	}
	/* a rename would not ask whether the old file may be written */
	if (there && access(sink->path, W_OK) != 0)
		return errno;
	sink->target = realpath(sink->path, NULL);
	if (sink->target == NULL)
		sink->target = cs_strdup(sink->path);
	error = create_beside(sink);
	if (error == 0 && there && fchmod(sink->fd, st.st_mode & 0777) != 0)
		error = errno;
	return error;
}

int sink_open(struct sink *sink, const char *path, struct cs_err *err)
{
	int error = 0;

	*sink = (struct sink)SINK_INIT;
	if (path != NULL && strcmp(path, "-") != 0 &&
	    strcmp(path, "/dev/stdout") != 0) {
		sink->path = path;
		error = open_file(sink);
	} else {
		sink->fd = STDOUT_FILENO;
	}
	sink->bytes = cs_malloc(SINK_BLOCK);
	return error == 0 ? 0 : fail(sink, error, err);
}

/* --- writing */

void sink_flush(struct sink *sink)
{
	size_t done = 0;

	while (done < sink->length && !sink_useless(sink)) {
		ssize_t n =
		    write(sink->fd, sink->bytes + done, sink->length - done);

		if (n >= 0)
			done += (size_t)n;
		else if (errno == EPIPE)
			sink->gone = true;
		else if (errno != EINTR)
			sink->error = errno;
	}
	sink->length = 0;
}

void sink_add(struct sink *sink, const char *bytes, size_t length)
{
	while (length > 0) {
		char *p = sink_room(sink);
		size_t part = length < SINK_ROOM ? length : SINK_ROOM;

		memcpy(p, bytes, part);
		sink_end(sink, p + part);
		bytes += part;
		length -= part;
	}
}

int sinks_finish(struct sink *sinks, size_t count, struct cs_err *err)
{
	for (size_t i = 0; i < count; i++) {
		struct sink *sink = &sinks[i];

		if (sink->bytes == NULL)
			continue;
		sink_flush(sink);
		if (sink->path != NULL) {
			if (close(sink->fd) != 0 && sink->error == 0)
				sink->error = errno;
			sink->fd = -1;
		}
		if (sink->error != 0)
			return fail(sink, sink->error, err);
	}
	for (size_t i = 0; i < count; i++) {
		struct sink *sink = &sinks[i];

		if (sink->temporary == NULL)
			continue;
		if (rename(sink->temporary, sink->target) != 0)
			return fail(sink, errno, err);
		forget(sink);
	}
	return 0;
}

void sinks_release(struct sink *sinks, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct sink *sink = &sinks[i];

		if (sink->path != NULL && sink->fd >= 0)
			close(sink->fd);
		if (sink->temporary != NULL)
			unlink(sink->temporary);
		forget(sink);
		free(sink->target);
		free(sink->bytes);
		*sink = (struct sink)SINK_INIT;
	}
}
