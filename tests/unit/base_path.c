/* base/path.h: what names lead to; what is written against what is read. */
#include "base/path.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tap.h"

/* In a folder of its own: a and its links, hard and symbolic; a link to what is
 * not there; a pipe. */
static void make_files(void)
{
	int fd = open("a", O_CREAT | O_WRONLY, 0600);

	ok(fd >= 0 && close(fd) == 0 && mkdir("d", 0700) == 0 &&
	       link("a", "hard") == 0 && symlink("../a", "d/soft") == 0 &&
	       symlink("none", "dangling") == 0 && symlink(".", "here") == 0 &&
	       mkfifo("pipe", 0600) == 0,
	   "files");
}

static void is_target(const char *path, const char *want)
{
	char *target = cs_path_target(path);

	is_str(target, want, path);
	free(target);
}

static void test_target(void)
{
	char *target = cs_path_target("d/soft");

	ok(target[0] == '/' && strcmp(target + strlen(target) - 2, "/a") == 0,
	   "a file that is there, in full");
	free(target);
	is_target("new", "new");
	is_target("dangling", "none");
	is_target("d/../dangling", "d/../none");
	is_target("no/such", "no/such");
}

struct pair {
	const char *a, *b;
	bool distinct[2]; /* b read, b written */
};

static void test_distinct(void)
{
	static const struct pair pairs[] = {
		{ "a", "a", { false, false } },
		{ "a", "./a", { false, false } },
		{ "hard", "a", { false, false } },
		{ "d/soft", "a", { false, false } },
		{ "here/a", "a", { false, false } },
		{ "a", "new", { true, true } },
		{ "new", "a", { true, true } },
		/* not there: there is nothing to read */
		{ "new", "new", { true, false } },
		{ "new", "here/new", { true, false } },
		{ "dangling", "none", { true, false } },
		{ "d/new", "new", { true, true } },
		{ "no/such", "no/such", { true, true } },
		{ "/dev/null", "/dev/null", { true, true } },
		{ "pipe", "pipe", { true, false } },
		{ "-", "-", { true, false } },
		{ "-", "/dev/stdout", { true, false } },
		{ "a", "-", { true, true } },
	};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		for (int written = 0; written < 2; written++) {
			const struct pair *pair = &pairs[i];
			struct cs_path paths[] = {
				{ pair->b, "b", written == 1 },
				{ pair->a, "a", true },
			};
			struct cs_err err = CS_ERR_INIT;

			is_int(cs_paths_distinct(paths, 2, &err) == 0,
			       pair->distinct[written],
			       named("%s and %s, %s", pair->a, pair->b,
				     written ? "written" : "read"));
		}
}

static void test_messages(void)
{
	const struct cs_path written[] = { { "d", "--truth", true },
					   { "a", "-o", true },
					   { "hard", "--truth", true } };
	const struct cs_path read[] = { { "a", "the input", false },
					{ "d/soft", "-o", true } };
	struct cs_err err = CS_ERR_INIT;

	is_int(cs_paths_distinct(written, 3, &err), -1, "two of three");
	is_str(err.message,
	       "-o and --truth would both go to a: give them two names",
	       "said so");
	is_int(cs_paths_distinct(read, 2, &err), -1, "an input");
	is_str(err.message,
	       "-o would write over the input, d/soft: give it another name",
	       "said so");
	is_int(cs_paths_distinct(NULL, 0, &err), 0, "none at all");
}

/* Standard streams are files here. */
static void test_streams(void)
{
	const struct cs_path paths[] = { { "-", "the input", false },
					 { "a", "-o", true },
					 { "-", "the report", true } };
	struct cs_err err = CS_ERR_INIT;
	int in = dup(STDIN_FILENO), out, file, status[2];

	fflush(stdout);
	out = dup(STDOUT_FILENO);
	file = open("a", O_RDWR);
	dup2(file, STDIN_FILENO);
	status[0] = cs_paths_distinct(paths, 2, &err);
	dup2(in, STDIN_FILENO);
	dup2(file, STDOUT_FILENO);
	status[1] = cs_paths_distinct(paths + 1, 2, &err);
	dup2(out, STDOUT_FILENO);
	close(in);
	close(out);
	close(file);
	is_int(status[0], -1, "a < a");
	is_int(status[1], -1, "> a, and a");
}

int main(void)
{
	char directory[] = "/tmp/cs-path-XXXXXX";

	if (mkdtemp(directory) == NULL || chdir(directory) != 0) {
		perror(directory);
		return 1;
	}
	make_files();
	test_target();
	test_distinct();
	test_messages();
	test_streams();
	unlink("a");
	unlink("hard");
	unlink("d/soft");
	unlink("dangling");
	unlink("here");
	unlink("pipe");
	rmdir("d");
	is_int(rmdir(directory), 0, "nothing else was left");
	return done_testing();
}
