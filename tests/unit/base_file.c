/* base/file.h: several files, whole and together or not at all. */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
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

/* A link stays a link, and what it names keeps its permissions. */
static void test_replaced(void)
{
	struct cs_files files = CS_FILES_INIT;
	struct cs_err err = CS_ERR_INIT;
	FILE *old = fopen(in("old"), "w");
	struct stat st;

	ok(old != NULL && fputs("old\n", old) >= 0 && fclose(old) == 0 &&
	       chmod(in("old"), 0600) == 0 && symlink("old", in("link")) == 0,
	   "a file and a link to it");
	cs_buf_adds(&cs_files_add(&files, in("link"))->bytes, "new\n");
	is_int(cs_files_publish(&files, &err), 0, "written through the link");
	cs_files_release(&files);
	is_str(content(in("old")), "new\n", "the file is new");
	ok(lstat(in("link"), &st) == 0 && S_ISLNK(st.st_mode), "a link still");
	ok(stat(in("old"), &st) == 0 && (st.st_mode & 0777) == 0600,
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
	test_ignored();
	test_streams();
	test_replaced();
	is_int(rmdir(directory), 0, "nothing else was left");
	return done_testing();
}
