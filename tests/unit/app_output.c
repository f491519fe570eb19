/* cs_render(): which files, which tables in them; all of them or none. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/output.h"
#include "tap.h"

static char directory[] = "/tmp/cs-output-XXXXXX";

static const char *in(const char *name)
{
	static char paths[4][128];
	static int next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof paths[0], "%s/%s", directory, name);
	return path;
}

/* The beginning of a file, or NULL. */
static const char *content(const char *path)
{
	static char text[256];
	FILE *file = fopen(path, "r");
	size_t n;

	if (!file)
		return NULL;
	n = fread(text, 1, sizeof text - 1, file);
	text[n] = '\0';
	fclose(file);
	return text;
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (file && fputs(text, file) >= 0)
		fclose(file);
}

static void report_of(struct cs_report *r)
{
	static const struct cs_column columns[] = {
		{ .name = "n", .type = CS_COUNT }, { NULL }
	};
	const char *names[] = { "one", "two" };

	cs_report_init(r, "cs-x");
	for (int i = 0; i < 2; i++) {
		struct cs_table *t = cs_table_new(names[i], "T", columns);

		cs_row(t);
		cs_put_count(t, "n", i + 1);
		cs_report_add(r, t);
	}
}

static const struct cs_renderer *renderer(const char *name)
{
	const struct cs_renderer *renderer = cs_renderers;

	while (strcmp(renderer->name, name) != 0)
		renderer++;
	return renderer;
}

/* cs_render() and what follows. */
static int publish(const struct cs_report *r, const struct cs_render *how,
		   struct cs_err *err)
{
	struct cs_files files = CS_FILES_INIT;
	int result = cs_render(r, how, &files, err);

	if (result == 0)
		result = cs_files_publish(&files, err);
	cs_files_release(&files);
	return result;
}

static int render(const char *format, const char *const *names, size_t nnames,
		  const char *output, struct cs_err *err)
{
	struct cs_render how = { .renderer = renderer(format),
				 .names = names,
				 .nnames = nnames,
				 .output = output };
	struct cs_report r;
	int result;

	report_of(&r);
	result = publish(&r, &how, err);
	cs_report_release(&r);
	return result;
}

static void test_file(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct stat st;

	umask(027);
	is_int(render("csv", NULL, 0, in("a.csv"), &err), 0, "csv into a file");
	is_str(content(in("a.csv")), "n\n1\n", "the first table");
	ok(stat(in("a.csv"), &st) == 0 && (st.st_mode & 0777) == 0640,
	   "permissions follow the umask");
	umask(022);
}

static void test_directory(void)
{
	struct cs_err err = CS_ERR_INIT;
	const char *two[] = { "two" };

	is_int(render("csv", NULL, 0, in("new/"), &err), 0,
	       "a file for each table");
	is_str(content(in("new/one.csv")), "n\n1\n", "the first");
	is_str(content(in("new/two.csv")), "n\n2\n", "the second");
	is_int(render("tsv", two, 1, in("new"), &err), 0,
	       "a directory without its slash");
	is_str(content(in("new/two.tsv")), "n\n2\n", "the table named");
	ok(access(in("new/one.tsv"), F_OK) != 0, "and no other");
	is_int(render("gnuplot", NULL, 0, in("none/"), &err), -1,
	       "no charts, no files");
	ok(access(in("none"), F_OK) != 0, "the directory goes again");
	is_int(render("csv", NULL, 0, in("a/b/"), &err), -1,
	       "parents are not made");
}

static void test_failures(void)
{
	struct cs_err err = CS_ERR_INIT;
	const char *both[] = { "one", "two" };

	write_file(in("old.csv"), "old\n");
	is_int(render("csv", both, 2, in("old.csv"), &err), -1,
	       "two tables do not go into one csv");
	is_str(content(in("old.csv")), "old\n", "the old file is untouched");
	is_int(render("csv", NULL, 0, in("no/x.csv"), &err), -1,
	       "a directory that is not there");
	ok(strstr(err.message, "cannot write ") &&
	       strstr(err.message, "/no/x.csv: No such file or directory"),
	   "says which file and why: %s", err.message);
	/* a file stands where the second of two should go */
	mkdir(in("half"), 0777);
	mkdir(in("half/two.csv"), 0777);
	is_int(render("csv", NULL, 0, in("half/"), &err), -1,
	       "one of two files cannot be written");
	ok(access(in("half/one.csv"), F_OK) != 0, "so neither is there");
	is_int(rmdir(in("half/two.csv")) || rmdir(in("half")), 0,
	       "no temporary file is left");
}

/* Runs render() with standard output on `path`. */
static int render_to(const char *path, const char *output, struct cs_err *err)
{
	int kept, fd, result;

	fflush(stdout);
	kept = dup(STDOUT_FILENO);
	fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
	dup2(fd, STDOUT_FILENO);
	close(fd);
	result = render("csv", NULL, 0, output, err);
	dup2(kept, STDOUT_FILENO);
	close(kept);
	return result;
}

static void test_stdout(void)
{
	struct cs_err err = CS_ERR_INIT;

	write_file(in("log"), "before\n");
	is_int(render_to(in("log"), NULL, &err), 0, "standard output");
	is_str(content(in("log")), "before\nn\n1\n", "has the table");
	is_int(render_to(in("log"), "/dev/stdout", &err), 0, "/dev/stdout");
	is_str(content(in("log")), "before\nn\n1\nn\n1\n", "is appended to");
	is_int(render_to("/dev/null", "/dev/null", &err), 0, "a device");
	if (access("/dev/full", W_OK) != 0) {
		skip(2, "there is no /dev/full");
		return;
	}
	is_int(render_to("/dev/full", NULL, &err), -1, "a full disk");
	is_str(err.message,
	       "cannot write standard output: No space left on device",
	       "is an error");
}

static void test_closed_pipe(void)
{
	struct cs_err err = CS_ERR_INIT;
	int ends[2], kept, result;

	if (!ok(pipe(ends) == 0, "a pipe"))
		return;
	signal(SIGPIPE, SIG_IGN);
	fflush(stdout);
	kept = dup(STDOUT_FILENO);
	dup2(ends[1], STDOUT_FILENO);
	close(ends[0]);
	close(ends[1]);
	result = render("text", NULL, 0, NULL, &err);
	dup2(kept, STDOUT_FILENO);
	close(kept);
	is_int(result, 0, "a closed pipe is a quiet end");
}

static void test_plot(void)
{
	struct cs_render how = { .renderer = cs_renderers,
				 .plot = true,
				 .plot_file = "x.jpeg" };
	struct cs_err err = CS_ERR_INIT;
	struct cs_report r;

	report_of(&r);
	how.output = in("text.txt");
	is_int(publish(&r, &how, &err), -1, "no such kind of picture");
	ok(strstr(err.message, ".png, .svg or .pdf"), "says which there are");
	how.plot_file = in("x.png");
	is_int(publish(&r, &how, &err), -1, "a report without charts");
	ok(access(in("text.txt"), F_OK) != 0, "leaves no tables either");
	cs_report_release(&r);
}

static void clean(void)
{
	static const char *const names[] = {
		"a.csv", "new/one.csv", "new/two.csv", "new/two.tsv",
		"new",	 "old.csv",	"log",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		remove(in(names[i]));
}

int main(void)
{
	if (!mkdtemp(directory)) {
		perror(directory);
		return 1;
	}
	test_file();
	test_directory();
	test_failures();
	test_stdout();
	test_closed_pipe();
	test_plot();
	clean();
	is_int(rmdir(directory), 0, "nothing else was left");
	return done_testing();
}
