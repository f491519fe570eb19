/* file.c - see file.h. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { NAMES_TRIED = 1000 }; /* for a temporary file */

/* --- what an interrupt removes ----------------------------------------- */

static const int interrupts[] = { SIGINT, SIGTERM, SIGHUP };
enum { NINTERRUPTS = sizeof interrupts / sizeof *interrupts };

/* Newest first: what is in a directory goes before the directory. Changed
 * only while interrupts are held. */
static struct cs_file *volatile unfinished;

static void hold(sigset_t *before)
{
	sigset_t held;

	sigemptyset(&held);
	for (int i = 0; i < NINTERRUPTS; i++)
		sigaddset(&held, interrupts[i]);
	pthread_sigmask(SIG_BLOCK, &held, before);
}

static void let_go(const sigset_t *before)
{
	pthread_sigmask(SIG_SETMASK, before, NULL);
}

static void remove_one(const struct cs_file *file)
{
	if (file->directory)
		rmdir(file->temporary); /* stays if something else is in it */
	else
		unlink(file->temporary);
}

static void remove_all(int number)
{
	for (struct cs_file *file = unfinished; file != NULL;
	     file = file->older)
		remove_one(file);
	raise(number); /* the handler is gone by now: SA_RESETHAND */
}

static void watch_interrupts(void)
{
	struct sigaction now = { .sa_handler = remove_all,
				 .sa_flags = (int)SA_RESETHAND };
	struct sigaction old;

	sigemptyset(&now.sa_mask);
	for (int i = 0; i < NINTERRUPTS; i++)
		sigaddset(&now.sa_mask, interrupts[i]);
	for (int i = 0; i < NINTERRUPTS; i++)
		if (sigaction(interrupts[i], NULL, &old) == 0 &&
		    old.sa_handler == SIG_DFL)
			sigaction(interrupts[i], &now, NULL);
}

static void remember(struct cs_file *file, const char *temporary)
{
	watch_interrupts();
	file->temporary = cs_strdup(temporary);
	file->older = unfinished;
	unfinished = file;
}

/* It is finished or removed. */
static void forget(struct cs_file *file)
{
	struct cs_file *volatile *at = &unfinished;

	while (*at != file)
		at = &(*at)->older;
	*at = file->older;
	free(file->temporary);
	file->temporary = NULL;
}

/* --- names ------------------------------------------------------------- */

static int fail(const char *path, int error, struct cs_err *err)
{
	struct cs_buf name = CS_BUF_INIT;

	if (path != NULL)
		cs_printable(&name, path, strlen(path), 0);
	else
		cs_buf_adds(&name, "standard output");
	cs_fail(err, NULL, "cannot write %s: %s", name.data, strerror(error));
	cs_buf_release(&name);
	return -1;
}

/* True if the bytes go there directly: standard output, a pipe, a device. */
static bool is_stream(const char *path)
{
	struct stat st;

	return path == NULL || strncmp(path, "/dev/fd/", 8) == 0 ||
	       (stat(path, &st) == 0 && !S_ISREG(st.st_mode));
}

struct cs_file *cs_files_add(struct cs_files *files, const char *path)
{
	struct cs_file *file = cs_malloc(sizeof *file);

	*file = (struct cs_file){ .bytes = CS_BUF_INIT, .fd = -1 };
	if (path != NULL && strcmp(path, "-") != 0 &&
	    strcmp(path, "/dev/stdout") != 0)
		file->path = cs_strdup(path);
	file->stream = is_stream(file->path);
	CS_GROW(files->list, files->count, files->capacity);
	return files->list[files->count++] = file;
}

struct cs_file *cs_files_add_in(struct cs_files *files, const char *directory,
				const char *name, const char *suffix)
{
	struct cs_buf path = CS_BUF_INIT;
	size_t length = strlen(directory);
	struct cs_file *file;

	cs_buf_addf(&path, "%s%s%s.%s", directory,
		    length > 0 && directory[length - 1] == '/' ? "" : "/", name,
		    suffix);
	file = cs_files_add(files, path.data);
	cs_buf_release(&path);
	return file;
}

bool cs_is_directory(const char *path)
{
	size_t length = strlen(path);
	struct stat st;

	if (length > 0 && path[length - 1] == '/')
		return true;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int cs_files_directory(struct cs_files *files, const char *path,
		       struct cs_err *err)
{
	struct cs_file *made;
	sigset_t before;
	struct stat st;
	int error = 0;

	if (stat(path, &st) == 0)
		return S_ISDIR(st.st_mode) ? 0 : fail(path, ENOTDIR, err);
	hold(&before);
	if (mkdir(path, 0777) == 0) {
		made = cs_files_add(files, path);
		made->directory = true;
		remember(made, path);
	} else {
		error = errno;
	}
	let_go(&before);
	return error == 0 ? 0 : fail(path, error, err);
}

/* --- writing ----------------------------------------------------------- */

/* A new file beside the target. Returns 0 or an error number. */
static int create_beside(struct cs_file *file)
{
	const char *slash = strrchr(file->target, '/');
	int folder = slash != NULL ? (int)(slash - file->target) + 1 : 0;
	struct cs_buf path = CS_BUF_INIT;
	sigset_t before;
	int error = EEXIST;

	hold(&before);
	for (int i = 0; i < NAMES_TRIED && error == EEXIST; i++) {
		cs_buf_clear(&path);
		cs_buf_addf(&path, "%.*s.cs-%ld-%d.tmp", folder, file->target,
			    (long)getpid(), i);
		/* unlike mkstemp(), this leaves the permissions to the umask */
		file->fd = open(path.data,
				O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		error = file->fd < 0 ? errno : 0;
	}
	if (error == 0)
		remember(file, path.data);
	let_go(&before);
	cs_buf_release(&path);
	return error;
}

static int open_stream(struct cs_file *file)
{
	if (file->path == NULL) {
		file->fd = STDOUT_FILENO;
		if (fflush(stdout) != 0)
			file->error = errno;
		return 0;
	}
	file->fd = open(file->path, O_WRONLY | O_CLOEXEC);
	return file->fd < 0 ? errno : 0;
}

static int open_beside(struct cs_file *file)
{
	struct stat st;
	bool there = stat(file->path, &st) == 0;
	int error;

	/* a rename would not ask whether the old file may be written */
	if (there && access(file->path, W_OK) != 0)
		return errno;
	file->target = realpath(file->path, NULL);
	if (file->target == NULL)
		file->target = cs_strdup(file->path);
	error = create_beside(file);
	if (error == 0 && there && fchmod(file->fd, st.st_mode & 0777) != 0)
		error = errno;
	return error;
}

int cs_file_open(struct cs_file *file, struct cs_err *err)
{
	int error = file->stream ? open_stream(file) : open_beside(file);

	return error == 0 ? 0 : fail(file->path, error, err);
}

void cs_file_flush(struct cs_file *file)
{
	size_t done = 0;

	while (done < file->bytes.length && file->error == 0) {
		ssize_t n = write(file->fd, file->bytes.data + done,
				  file->bytes.length - done);

		if (n >= 0)
			done += (size_t)n;
		else if (errno != EINTR)
			file->error = errno;
	}
	cs_buf_clear(&file->bytes);
}

static int finish(struct cs_file *file, struct cs_err *err)
{
	if (file->fd < 0 && cs_file_open(file, err) != 0)
		return -1;
	cs_file_flush(file);
	if (file->path != NULL && close(file->fd) != 0 && file->error == 0)
		file->error = errno;
	file->fd = -1;
	/* EPIPE: whoever read us has had enough */
	return file->error == 0 || file->error == EPIPE
		   ? 0
		   : fail(file->path, file->error, err);
}

int cs_files_publish(struct cs_files *files, struct cs_err *err)
{
	sigset_t before;
	int result = 0;

	for (int streams = 0; streams < 2; streams++)
		for (size_t i = 0; i < files->count; i++)
			if (!files->list[i]->directory &&
			    files->list[i]->stream == streams &&
			    finish(files->list[i], err) != 0)
				return -1;
	hold(&before);
	for (size_t i = 0; i < files->count && result == 0; i++) {
		struct cs_file *file = files->list[i];

		if (file->target != NULL &&
		    rename(file->temporary, file->target) != 0)
			result = fail(file->path, errno, err);
		else if (file->temporary != NULL)
			forget(file);
	}
	let_go(&before);
	return result;
}

void cs_files_release(struct cs_files *files)
{
	sigset_t before;

	hold(&before);
	for (size_t i = files->count; i-- > 0;) {
		struct cs_file *file = files->list[i];

		if (file->path != NULL && file->fd >= 0)
			close(file->fd);
		if (file->temporary != NULL) {
			remove_one(file);
			forget(file);
		}
		cs_buf_release(&file->bytes);
		free(file->target);
		free(file->path);
		free(file);
	}
	let_go(&before);
	free(files->list);
	*files = (struct cs_files)CS_FILES_INIT;
}
