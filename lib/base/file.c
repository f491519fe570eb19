/* file.c - see file.h. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/utf8.h"

enum { NAMES_TRIED = 1000 }; /* for a temporary file */

/* --- what an interrupt removes ----------------------------------------- */

static const int interrupts[] = { SIGINT,  SIGTERM, SIGHUP,  SIGQUIT,
				  SIGALRM, SIGXCPU, SIGUSR1, SIGUSR2 };
enum { NINTERRUPTS = sizeof interrupts / sizeof *interrupts };

/* Newest first: what is in a directory goes before the directory. Changed
 * only while interrupts are held. */
static struct cs_file *volatile unfinished;
static volatile sig_atomic_t line_on = -1; /* the terminal; -1: no line */

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

/* All is as if the file had not been begun. Safe in a handler. */
static void undo(const struct cs_file *file)
{
	if (file->directory) {
		rmdir(file->temporary); /* stays if something else is in it */
	} else if (!file->placed) {
		unlink(file->temporary);
		if (file->old != NULL)
			unlink(file->old);
	} else if (file->old != NULL) {
		rename(file->old, file->target);
	} else if (file->mode < 0) {
		unlink(file->target);
	} /* else the old one is gone: better the new one than none */
}

void cs_files_abandon(void)
{
	for (struct cs_file *file = unfinished; file != NULL;
	     file = file->older)
		undo(file);
}

/* Safe in a handler. A terminal that takes nothing now is not waited for, nor
 * is one that would stop the process, as it is another's now. */
static void erase_line(void)
{
	struct pollfd terminal = { .fd = line_on, .events = POLLOUT };
	pid_t group;

	if (line_on < 0)
		return;
	group = tcgetpgrp(line_on); /* -1: nobody's, which stops nobody */
	if ((group < 0 || group == getpgrp()) && poll(&terminal, 1, 0) == 1 &&
	    write(line_on, "\r\033[K", 4) != 4)
		return; /* nobody can be told */
}

static void die(int number)
{
	cs_files_abandon();
	erase_line();
	raise(number); /* the handler is gone by now: SA_RESETHAND */
}

static void watch_interrupts(void)
{
	struct sigaction now = { .sa_handler = die,
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

void cs_file_line_on(int fd)
{
	if (fd >= 0)
		watch_interrupts();
	line_on = fd;
}

/* Takes the name over. No memory is asked for once the file is there: it would
 * stay if there were none. */
static void remember(struct cs_file *file, char *temporary)
{
	watch_interrupts();
	file->temporary = temporary;
	file->older = unfinished;
	unfinished = file;
}

/* It is finished or undone. */
static void forget(struct cs_file *file)
{
	struct cs_file *volatile *at = &unfinished;

	while (*at != file)
		at = &(*at)->older;
	*at = file->older;
	free(file->temporary);
	free(file->old);
	file->temporary = file->old = NULL;
}

/* --- names ------------------------------------------------------------- */

static int fail(const char *path, int error, struct cs_err *err)
{
	struct cs_buf name = CS_BUF_INIT;

	if (path != NULL)
		cs_printable(&name, path, strlen(path), 0);
	else
		cs_buf_adds(&name, "standard output");
	cs_fail(err, "cannot-write", "cannot write %s: %s", name.data,
		strerror(cs_mem_errno(error)));
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

bool cs_is_stdout(const char *path)
{
	return path == NULL || strcmp(path, "-") == 0 ||
	       strcmp(path, "/dev/stdout") == 0;
}

struct cs_file *cs_files_add(struct cs_files *files, const char *path)
{
	struct cs_file *file = cs_malloc(sizeof *file);

	*file = (struct cs_file){ .bytes = CS_BUF_INIT, .fd = -1, .mode = -1 };
	if (!cs_is_stdout(path))
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

	return (length > 0 && path[length - 1] == '/') ||
	       (stat(path, &st) == 0 && S_ISDIR(st.st_mode));
}

int cs_files_directory(struct cs_files *files, const char *path,
		       struct cs_err *err)
{
	struct cs_file *made;
	char *name;
	sigset_t before;
	struct stat st;
	int error = 0;

	if (stat(path, &st) == 0)
		return S_ISDIR(st.st_mode) ? 0 : fail(path, ENOTDIR, err);
	made = cs_files_add(files, path);
	made->directory = true;
	name = cs_strdup(path);
	hold(&before);
	if (mkdir(path, 0777) == 0)
		remember(made, name);
	else
		error = errno;
	let_go(&before);
	if (error == 0)
		return 0;
	free(name);
	return fail(path, error, err);
}

/* --- writing ----------------------------------------------------------- */

/* Name number i for a file beside the target. */
static void name_beside(const struct cs_file *file, int i, struct cs_buf *path)
{
	const char *slash = strrchr(file->target, '/');
	int folder = slash != NULL ? (int)(slash - file->target) + 1 : 0;

	cs_buf_clear(path);
	cs_buf_addf(path, "%.*s.cs-%ld-%d.tmp", folder, file->target,
		    (long)getpid(), i);
}

/* A new file beside the target. Returns 0 or an error number. */
static int create_beside(struct cs_file *file, mode_t mode)
{
	struct cs_buf path = CS_BUF_INIT;
	sigset_t before;
	int error = EEXIST;

	hold(&before);
	for (int i = 0; i < NAMES_TRIED && error == EEXIST; i++) {
		name_beside(file, i, &path);
		file->fd = open(path.data,
				O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
		error = file->fd < 0 ? errno : 0;
	}
	if (error == 0)
		remember(file, path.data);
	else
		cs_buf_release(&path);
	let_go(&before);
	return error;
}

static int open_stream(struct cs_file *file)
{
	if (file->path == NULL) {
		file->fd = STDOUT_FILENO;
		return 0;
	}
	file->fd = open(file->path, O_WRONLY | O_CLOEXEC);
	return file->fd < 0 ? errno : 0;
}

static int open_beside(struct cs_file *file)
{
	/* a rename would not ask whether the old file may be written, nor
	 * whether the kernel follows this link */
	int old = open(file->path, O_WRONLY | O_CLOEXEC);
	int error = old < 0 ? errno : 0;
	struct stat st;

	if (old >= 0) {
		if (fstat(old, &st) != 0)
			error = errno;
		else
			file->mode = st.st_mode & 0777;
		close(old);
	}
	if (error != 0 && error != ENOENT)
		return error;
	file->target = cs_path_target(file->path);
	/* until it is whole a replaced file is for its owner only */
	return create_beside(file, old >= 0 ? 0600 : 0666);
}

/* Returns 0 or an error number. */
static int open_now(struct cs_file *file)
{
	return file->stream ? open_stream(file) : open_beside(file);
}

int cs_file_open(struct cs_file *file, struct cs_err *err)
{
	int error = open_now(file);

	return error == 0 ? 0 : fail(file->path, error, err);
}

int cs_file_spool(struct cs_file *file, struct cs_err *err)
{
	file->spool = cs_fd_unnamed();
	return file->spool >= 0 ? 0 : fail(P_tmpdir, errno, err);
}

void cs_file_flush(struct cs_file *file)
{
	if (file->error == 0)
		file->error =
		    cs_fd_write(file->fd >= 0 ? file->fd : file->spool,
				file->bytes.data, file->bytes.length);
	cs_buf_clear(&file->bytes);
}

int cs_file_check(const struct cs_file *file, struct cs_err *err)
{
	return file->error == 0 ? 0 : fail(file->path, file->error, err);
}

/* Permissions, and what a power cut must not find empty under its name. */
static int settle(const struct cs_file *file)
{
	if (file->mode >= 0 && fchmod(file->fd, (mode_t)file->mode) != 0)
		return errno;
	while (fsync(file->fd) != 0)
		if (errno != EINTR) /* EINVAL: this file system cannot */
			return errno == EINVAL ? 0 : errno;
	return 0;
}

/* Writes all that is left. -1: file->error says why. */
static int finish(struct cs_file *file)
{
	if (file->fd < 0) {
		int error = open_now(file);

		file->error = error != 0 ? error : file->error;
		if (file->fd < 0)
			return -1;
	}
	if (file->error == 0 && file->spool > 0)
		file->error = cs_fd_copy(file->spool, file->fd);
	cs_file_flush(file);
	if (file->error == 0 && file->target != NULL)
		file->error = settle(file);
	if (file->path != NULL && close(file->fd) != 0 && file->error == 0)
		file->error = errno;
	file->fd = -1;
	/* EPIPE: whoever read us has had enough */
	return file->error == 0 || file->error == EPIPE ? 0 : -1;
}

/* --- together ---------------------------------------------------------- */

static int finish_regular(struct cs_file *file)
{
	return file->directory || file->stream ? 0 : finish(file);
}

static int finish_stream(struct cs_file *file)
{
	return file->stream && !file->directory ? finish(file) : 0;
}

/* A second name for the file that is to be replaced, if the file system can. */
static int keep_old(struct cs_file *file)
{
	struct cs_buf path = CS_BUF_INIT;

	for (int i = 0; file->mode >= 0 && i < NAMES_TRIED; i++) {
		name_beside(file, i, &path);
		if (link(file->target, path.data) == 0) {
			file->old = path.data;
			return 0;
		}
		if (errno != EEXIST)
			break;
	}
	cs_buf_release(&path);
	return 0;
}

static int place(struct cs_file *file)
{
	if (file->target == NULL)
		return 0;
	if (rename(file->temporary, file->target) != 0) {
		file->error = errno;
		return -1;
	}
	file->placed = true;
	return 0;
}

/* Does a step with all files; returns the one that failed, or NULL. */
static struct cs_file *each(struct cs_files *files,
			    int (*step)(struct cs_file *file))
{
	for (size_t i = 0; i < files->count; i++)
		if (step(files->list[i]) != 0)
			return files->list[i];
	return NULL;
}

static int keep_new(struct cs_file *file)
{
	if (file->old != NULL)
		unlink(file->old);
	if (file->temporary != NULL)
		forget(file);
	return 0;
}

/* Newest first: what is in a directory goes before the directory. */
static void undo_all(struct cs_files *files)
{
	sigset_t before;

	hold(&before);
	for (size_t i = files->count; i-- > 0;)
		if (files->list[i]->temporary != NULL) {
			undo(files->list[i]);
			forget(files->list[i]);
		}
	let_go(&before);
}

int cs_files_publish(struct cs_files *files, struct cs_err *err)
{
	struct cs_file *failed = each(files, finish_regular);
	sigset_t before;

	hold(&before);
	/* want of memory ends the process: none is asked for after this */
	if (failed == NULL)
		failed = each(files, keep_old);
	if (failed == NULL)
		failed = each(files, place);
	let_go(&before);
	if (failed == NULL)
		failed = each(files, finish_stream);
	if (failed != NULL) {
		undo_all(files);
		return fail(failed->path, failed->error, err);
	}
	hold(&before);
	each(files, keep_new);
	let_go(&before);
	return 0;
}

void cs_files_release(struct cs_files *files)
{
	undo_all(files);
	for (size_t i = 0; i < files->count; i++) {
		struct cs_file *file = files->list[i];

		if (file->path != NULL && file->fd >= 0)
			close(file->fd);
		if (file->spool > 0)
			close(file->spool);
		cs_buf_release(&file->bytes);
		free(file->target);
		free(file->path);
		free(file);
	}
	free(files->list);
	*files = (struct cs_files)CS_FILES_INIT;
}
