/* base/file.h: several files, whole and together or not at all. */
#include <fcntl.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "tap.h"

static char directory[] = "/tmp/cs-file-XXXXXX";

static const char *in(const char *name)
{
	static char paths[4][128];
	static int next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof paths[0], "%s/%s", directory, name);
	return path;
}

/* Files and folders in the directory, temporary ones included. */
static int entries(void)
{
	DIR *dir = opendir(directory);
	int count = -2; /* . and .. */

	while (dir != NULL && readdir(dir) != NULL)
		count++;
	closedir(dir);
	return count;
}

static const char *content(const char *path)
{
	static char text[256];
	FILE *file = fopen(path, "r");

	if (file == NULL)
		return NULL;
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	return text;
}

/* Two files of a run, one of them in a directory made for it, one written as
 * it is made; neither is there yet. */
static void begin(struct cs_files *files)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_file *file;

	is_int(cs_files_directory(files, in("new"), &err), 0, "a directory");
	cs_buf_adds(&cs_files_add_in(files, in("new/"), "a", "txt")->bytes,
		    "one\n");
	file = cs_files_add(files, in("b.txt"));
	is_int(cs_file_open(file, &err), 0, "opened before the end");
	cs_buf_adds(&file->bytes, "first, ");
	cs_file_flush(file);
	is_int((intmax_t)file->bytes.length, 0, "bytes are handed on");
	cs_buf_adds(&file->bytes, "second\n");
	ok(access(in("b.txt"), F_OK) != 0, "it is not there yet");
	is_int(entries(), 2, "but one beside it is, and the directory");
}

static void test_together(void)
{
	struct cs_files files = CS_FILES_INIT;
	struct cs_err err = CS_ERR_INIT;

	begin(&files);
	is_int(cs_files_publish(&files, &err), 0, "published");
	cs_files_release(&files);
	is_str(content(in("new/a.txt")), "one\n", "the one");
	is_str(content(in("b.txt")), "first, second\n", "and the other");
	is_int(entries(), 2, "and nothing else");
	unlink(in("new/a.txt"));
	rmdir(in("new"));
	unlink(in("b.txt"));

	begin(&files);
	cs_files_release(&files);
	is_int(entries(), 0, "released before: nothing stays");

	begin(&files);
	cs_files_add(&files, in("none/c.txt"));
	is_int(cs_files_publish(&files, &err), -1, "one of three fails");
	ok(strstr(err.message, "/none/c.txt: No such file or directory"),
	   "says which: %s", err.message);
	cs_files_release(&files);
	is_int(entries(), 0, "so none of them is there");
}

/* A process that is interrupted in its work dies of that, and leaves nothing.
 */
static void interrupted(int number)
{
	struct cs_files files = CS_FILES_INIT;
	pid_t child;
	int status;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		int before = tap_failures;

		fclose(stdout);
		begin(&files);
		if (tap_failures == before)
			raise(number);
		_exit(1);
	}
	waitpid(child, &status, 0);
	ok(WIFSIGNALED(status) && WTERMSIG(status) == number,
	   "signal %d ends the process", number);
	is_int(entries(), 0, "nothing stays behind");
}

/* A process that runs out of memory ends, and leaves nothing. */
static void test_out_of_memory(void)
{
	struct cs_files files = CS_FILES_INIT;
	pid_t child;
	int status;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		fclose(stdout);
		fclose(stderr);
		begin(&files);
		cs_mem_check(NULL);
		_exit(3);
	}
	waitpid(child, &status, 0);
	ok(WIFEXITED(status) && WEXITSTATUS(status) == 1,
	   "want of memory ends the process");
	is_int(entries(), 0, "nothing stays behind");
}

static void write_old(const char *path)
{
	FILE *old = fopen(path, "w");

	ok(old != NULL && fputs("old\n", old) >= 0 && fclose(old) == 0,
	   "an old file");
}

/* An old file that is replaced, and a new one: what fails after them puts back
 * the one and removes the other. */
static void add_two(struct cs_files *files)
{
	write_old(in("old"));
	cs_buf_adds(&cs_files_add(files, in("old"))->bytes, "new\n");
	cs_buf_adds(&cs_files_add(files, in("new"))->bytes, "new\n");
}

static void is_as_before(const char *why)
{
	is_str(content(in("old")), "old\n", named("%s: the old file", why));
	is_int(entries(), 1, named("%s: and nothing else", why));
	unlink(in("old"));
}

static void test_put_back(void)
{
	struct cs_files files = CS_FILES_INIT;
	struct cs_err err = CS_ERR_INIT;
	struct stat before, after;

	add_two(&files);
	is_int(cs_file_open(cs_files_add(&files, in("dir")), &err), 0,
	       "a third");
	stat(in("old"), &before);
	ok(mkdir(in("dir"), 0777) == 0, "where a directory comes in between");
	is_int(cs_files_publish(&files, &err), -1, "its rename fails");
	ok(strstr(err.message, "/dir: Is a directory"), "says which: %s",
	   err.message);
	cs_files_release(&files);
	rmdir(in("dir"));
	ok(stat(in("old"), &after) == 0 && before.st_ino == after.st_ino,
	   "it is the same file");
	is_as_before("a rename that fails");

	if (access("/dev/full", W_OK) != 0) {
		skip(4, "there is no /dev/full");
		return;
	}
	add_two(&files);
	cs_buf_adds(&cs_files_add(&files, "/dev/full")->bytes, "x");
	is_int(cs_files_publish(&files, &err), -1, "a full device");
	cs_files_release(&files);
	is_as_before("a stream that fails");
}

/* A signal comes when all files are in place, while a pipe is full. */
static void test_blocked(void)
{
	struct itimerval soon = { .it_value = { .tv_usec = 200000 } };
	struct cs_files files = CS_FILES_INIT;
	struct cs_err err = CS_ERR_INIT;
	char path[32];
	pid_t child;
	int ends[2], status;

	if (!ok(pipe(ends) == 0, "a pipe"))
		return;
	snprintf(path, sizeof path, "/dev/fd/%d", ends[1]);
	add_two(&files);
	for (int i = 0; i < 100000; i++)
		cs_buf_adds(&cs_files_add(&files, path)->bytes, "0123456789");
	fflush(stdout);
	child = fork();
	if (child == 0) {
		setitimer(ITIMER_REAL, &soon, NULL);
		cs_files_publish(&files, &err);
		_exit(1);
	}
	waitpid(child, &status, 0);
	ok(WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM, "interrupted");
	cs_files_release(&files);
	close(ends[0]);
	close(ends[1]);
	is_as_before("interrupted in a stream");
}

static void test_too_large(void)
{
	struct cs_files files = CS_FILES_INIT;
	struct cs_err err = CS_ERR_INIT;
	struct rlimit limit, one;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	one = (struct rlimit){ 2, limit.rlim_max };
	add_two(&files);
	setrlimit(RLIMIT_FSIZE, &one);
	is_int(cs_files_publish(&files, &err), -1, "a file beyond the limit");
	setrlimit(RLIMIT_FSIZE, &limit);
	ok(strstr(err.message, "File too large"), "is said: %s", err.message);
	cs_files_release(&files);
	is_as_before("a limit of size");
}

static void test_ignored(void)
{
	struct cs_files files = CS_FILES_INIT;
	struct cs_err err = CS_ERR_INIT;

	signal(SIGHUP, SIG_IGN);
	cs_buf_adds(&cs_files_add(&files, in("a"))->bytes, "a\n");
	is_int(cs_file_open(files.list[0], &err), 0, "under nohup");
	raise(SIGHUP);
	is_int(cs_files_publish(&files, &err), 0, "a hangup stays ignored");
	cs_files_release(&files);
	is_str(content(in("a")), "a\n", "and the file is made");
	unlink(in("a"));
}

static void test_streams(void)
{
	struct cs_files files = CS_FILES_INIT;
	struct cs_err err = CS_ERR_INIT;
	struct cs_file *file;
	char path[32];
	int ends[2];

	if (!ok(pipe(ends) == 0, "a pipe"))
		return;
	signal(SIGPIPE, SIG_IGN);
	snprintf(path, sizeof path, "/dev/fd/%d", ends[1]);
	file = cs_files_add(&files, path);
	is_int(cs_file_open(file, &err), 0, "is opened as it is");
	ok(file->stream && file->temporary == NULL, "with nothing beside it");
	close(ends[0]);
	cs_buf_adds(&file->bytes, "x");
	cs_file_flush(file);
	is_int(file->error, EPIPE, "its reader has gone");
	cs_buf_adds(&file->bytes, "y");
	cs_file_flush(file);
	is_int((intmax_t)file->bytes.length, 0, "what follows is dropped");
	is_int(cs_files_publish(&files, &err), 0, "which is no failure");
	cs_files_release(&files);
	close(ends[1]);
	if (access("/dev/full", W_OK) != 0) {
		skip(3, "there is no /dev/full");
		return;
	}
	cs_buf_adds(&cs_files_add(&files, "/dev/full")->bytes, "x");
	cs_buf_adds(&cs_files_add(&files, in("a"))->bytes, "a\n");
	is_int(cs_files_publish(&files, &err), -1, "a full device is one");
	is_str(err.message, "cannot write /dev/full: No space left on device",
	       "said so");
	cs_files_release(&files);
	is_int(entries(), 0, "and the file beside it is not made");
}

/* A link that leads to nothing: the file is made there. A loop is refused. */
/* Nothing of it comes before the rest is in place, or if that fails. */
static void test_spool(bool failing)
{
	struct cs_files files = CS_FILES_INIT;
	struct cs_err err = CS_ERR_INIT;
	struct cs_file *file;
	char path[32], got[16] = "";
	int ends[2];

	if (!ok(pipe(ends) == 0, "a pipe"))
		return;
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	snprintf(path, sizeof path, "/dev/fd/%d", ends[1]);
	file = cs_files_add(&files, path);
	is_int(cs_file_spool(file, &err), 0, "a stream that waits");
	cs_buf_adds(&file->bytes, "ab");
	cs_file_flush(file);
	is_int((intmax_t)file->bytes.length, 0, "its bytes are not in memory");
	cs_buf_adds(&file->bytes, "cd");
	cs_file_flush(file);
	cs_buf_adds(&file->bytes, "ef");
	cs_buf_adds(&cs_files_add(&files, in(failing ? "no/a" : "a"))->bytes,
		    "a\n");
	is_int(read(ends[0], got, sizeof got), -1, "nor have they come");
	is_int(cs_files_publish(&files, &err), failing ? -1 : 0, "the end");
	cs_files_release(&files);
	ok(read(ends[0], got, sizeof got) == (failing ? -1 : 6) &&
	       strcmp(got, failing ? "" : "abcdef") == 0,
	   "all of it comes, or nothing");
	close(ends[0]);
	close(ends[1]);
	unlink(in("a"));
}

static void test_dangling(void)
{
	struct cs_files files = CS_FILES_INIT;
	struct cs_err err = CS_ERR_INIT;
	struct stat st;

	ok(symlink("two", in("one")) == 0 && mkdir(in("d"), 0777) == 0 &&
	       symlink("d/file", in("two")) == 0 &&
	       symlink("loop", in("loop")) == 0,
	   "links");
	cs_buf_adds(&cs_files_add(&files, in("one"))->bytes, "new\n");
	is_int(cs_files_publish(&files, &err), 0, "written through two links");
	cs_files_release(&files);
	is_str(content(in("d/file")), "new\n", "where they lead");
	ok(lstat(in("one"), &st) == 0 && S_ISLNK(st.st_mode) &&
	       lstat(in("two"), &st) == 0 && S_ISLNK(st.st_mode),
	   "both are links still");
	cs_buf_adds(&cs_files_add(&files, in("loop"))->bytes, "new\n");
	is_int(cs_files_publish(&files, &err), -1, "a loop");
	ok(strstr(err.message, "Too many levels"), "is refused: %s",
	   err.message);
	cs_files_release(&files);
	unlink(in("d/file"));
	rmdir(in("d"));
	unlink(in("one"));
	unlink(in("two"));
	unlink(in("loop"));
	is_int(entries(), 0, "nothing else");
}

/* A link stays a link, and what it names keeps its permissions. */
static void test_replaced(void)
{
	struct cs_files files = CS_FILES_INIT;
	struct cs_err err = CS_ERR_INIT;
	struct cs_file *file = cs_files_add(&files, in("link"));
	mode_t mask = umask(0);
	struct stat st;

	write_old(in("old"));
	ok(chmod(in("old"), 0640) == 0 && symlink("old", in("link")) == 0,
	   "and a link to it");
	is_int(cs_file_open(file, &err), 0, "begun");
	ok(fstat(file->fd, &st) == 0 && (st.st_mode & 0777) == 0600,
	   "until it is whole nobody else can read it");
	cs_buf_adds(&file->bytes, "new\n");
	is_int(cs_files_publish(&files, &err), 0, "written through the link");
	umask(mask);
	cs_files_release(&files);
	is_str(content(in("old")), "new\n", "the file is new");
	ok(lstat(in("link"), &st) == 0 && S_ISLNK(st.st_mode), "a link still");
	ok(stat(in("old"), &st) == 0 && (st.st_mode & 0777) == 0640,
	   "old permissions");
	ok(cs_is_directory("a/") && cs_is_directory(directory) &&
	       !cs_is_directory(in("old")),
	   "what names a directory");
	unlink(in("old"));
	unlink(in("link"));
}

int main(void)
{
	if (mkdtemp(directory) == NULL) {
		perror(directory);
		return 1;
	}
	test_together();
	interrupted(SIGINT);
	interrupted(SIGTERM);
	interrupted(SIGHUP);
	interrupted(SIGUSR1);
	test_out_of_memory();
	test_put_back();
	test_blocked();
	test_too_large();
	test_ignored();
	test_streams();
	test_spool(false);
	test_spool(true);
	test_dangling();
	test_replaced();
	is_int(rmdir(directory), 0, "nothing else was left");
	return done_testing();
}
