/*
 * drive.c - runs commands with one fault at a time, and looks what they leave.
 *
 *	drive FILE.list				a TAP test of all
 *	drive FILE.list NAME SETTING FAULT N	one of them, and what it left
 *
 * A line of the list is: name | command; and | stdout, if it writes there as
 * it goes. The command runs in a folder of its own with the files of testdata/
 * that it names and all of tests/faults/input/. It is run where its outputs are
 * not there yet (setting "new"), and where they are, from last night ("old"). A
 * fault is tried at CS_FAULTS places of the run at most, spread over it.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "faults/judge.h"
#include "faults/plan.h"
#include "tap.h"

enum {
	PATIENCE = 60,	 /* seconds that a run may take */
	COMPLAINTS = 10, /* that are shown of one fault of a command */
	WORDS = 64
};

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
enum { SANITIZED = true }; /* takes all space there is */
#else
enum { SANITIZED = false };
#endif

/* --- where ---------------------------------------------------------------- */

static char top[] = "/tmp/cs-faults-XXXXXX";
static char inject[4096]; /* the library, beside this program */
static struct fault_page *page;

static const char *in(const char *name)
{
	static char paths[4][64];
	static int next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof paths[0], "%s/%s", top, name);
	return path;
}

static void need(bool held, const char *what)
{
	if (!held)
		err(1, "%s", what);
}

/* VARIABLE=VALUE before what it is. */
static void put_before(const char *variable, const char *value)
{
	const char *old = getenv(variable);
	struct cs_buf text = CS_BUF_INIT;

	cs_buf_addf(&text, "%s:%s", value, old != NULL ? old : "");
	setenv(variable, text.data, true);
	cs_buf_release(&text);
}

static void set_up(void)
{
	char self[sizeof inject] = "";
	int fd;

	need(readlink("/proc/self/exe", self, sizeof self - 1) > 0, "myself");
	snprintf(inject, sizeof inject, "%.*s/inject.so",
		 (int)(strrchr(self, '/') - self), self);
	need(mkdtemp(top) != NULL && mkdir(in("work"), 0755) == 0 &&
		 mkdir(in("bin"), 0755) == 0 &&
		 symlink(self, in("bin/gnuplot")) == 0,
	     top);
	fd = open(in("page"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	need(fd >= 0 && ftruncate(fd, sizeof *page) == 0, "page");
	page =
	    mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	need(page != MAP_FAILED, "page");
	close(fd);
	put_before("PATH", in("bin"));
	/* the fault stands before the sanitizer, which minds */
	put_before("ASAN_OPTIONS", "verify_asan_link_order=0");
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	umask(022);
}

static void tear_down(void)
{
	tree_write(&(struct tree){ 0 }, top);
	rmdir(top);
}

/* --- one run -------------------------------------------------------------- */

struct command {
	const char *name;
	bool streams;
	char *argv[WORDS];
	const char *input;
};

/* Words of a command: 'quoted' ones may hold blanks; < FILE is its input. */
static void split(struct command *command, char *p)
{
	size_t n = 0;

	command->input = "/dev/null";
	while (*(p += strspn(p, " \t")) != '\0' && n < WORDS - 1) {
		bool quoted = *p == '\'';
		char *word = p + quoted;

		p = word + strcspn(word, quoted ? "'" : " \t");
		if (*p != '\0')
			*p++ = '\0';
		command->argv[n++] = word;
	}
	if (n >= 2 && strcmp(command->argv[n - 2], "|") == 0) {
		command->streams = true;
		n -= 2;
	}
	if (n >= 2 && strcmp(command->argv[n - 2], "<") == 0) {
		command->input = command->argv[n - 1];
		n -= 2;
	}
	command->argv[n] = NULL;
}

static int open_for(const char *path, int flags, int fd)
{
	int found = open(path, flags, 0600);

	return found < 0 ? -1 : dup2(found, fd);
}

static void become(const struct command *command, const struct fault *fault)
{
	struct cs_buf program = CS_BUF_INIT;
	const int rewrite = O_WRONLY | O_CREAT | O_TRUNC;
	char number[16];

	snprintf(number, sizeof number, "%d",
		 fault->kind == FAULT_child ? fault->number : 0);
	cs_buf_addf(&program, "%s/%s", getenv("CS_BIN"), command->argv[0]);
	setenv("CS_FAULT_CHILD", number, true);
	setenv(FAULT_PAGE, in("page"), true);
	setenv("LD_PRELOAD", inject, true);
	alarm(PATIENCE);
	if (chdir(in("work")) == 0 &&
	    open_for(command->input, O_RDONLY, STDIN_FILENO) == 0 &&
	    open_for(in("out"), rewrite, STDOUT_FILENO) == 1 &&
	    open_for(in("err"), rewrite, STDERR_FILENO) == 2)
		execv(program.data, command->argv);
	_exit(126);
}

static void run(const struct command *command, const struct fault *fault,
		struct run *run)
{
	pid_t child;

	memset(page, 0, sizeof *page);
	page->fault = *fault;
	page->struck = fault->kind == FAULT_child;
	child = fork();
	need(child >= 0, "fork");
	if (child == 0)
		become(command, fault);
	*run = (struct run){ .out = CS_BUF_INIT, .err = CS_BUF_INIT };
	need(waitpid(child, &run->status, 0) == child, "waitpid");
	file_read(in("out"), &run->out);
	file_read(in("err"), &run->err);
	tree_read(&run->tree, in("work"));
}

/* --- a command in a setting ---------------------------------------------- */

struct setting {
	const char *name;
	struct expected expected;
	long calls[NFAULTS];
};

static long limit, total[NFAULTS];

/* How many faults of a plan there can be. */
static long places(const struct setting *setting, const struct plan *plan)
{
	int kind = plan->fault.kind;

	if (kind == FAULT_space && SANITIZED)
		return 0;
	if (kind == FAULT_child) /* it fails whenever it is called */
		return setting->calls[FAULT_spawn] > 0;
	return setting->calls[kind];
}

/* Returns what is wrong after a fault, and puts the folder in order. */
static const char *try(const struct command *command,
		       const struct setting *setting, const struct fault *fault,
		       struct run *now)
{
	const char *wrong;

	run(command, fault, now);
	wrong = judge(&setting->expected, now, fault, page->struck);
	if (!tree_same(&now->tree, &setting->expected.before))
		tree_write(&setting->expected.before, in("work"));
	return wrong;
}

/* So that one can try it again. */
static void complain(const char *list, const struct command *command,
		     const struct setting *setting, const struct plan *plan,
		     long at, const char *wrong)
{
	printf("# %s: build/tests/faults/drive %s %s %s %s %ld\n", wrong, list,
	       command->name, setting->name, plan->name, at);
}

static long try_plan(const char *list, const struct command *command,
		     const struct setting *setting, int i, long *tried)
{
	long n = places(setting, &plans[i]), step = (n + limit - 1) / limit;
	long wrong = 0;

	/* others in other commands and settings */
	for (long at = step > 1 ? 1 + (tap_count + i) % step : 1; at <= n;
	     at += step) {
		struct fault fault = plans[i].fault;
		struct run now;
		const char *what;

		fault.at = at;
		what = try(command, setting, &fault, &now);
		run_release(&now);
		++*tried;
		total[plans[i].fault.kind]++;
		if (what != NULL && wrong++ < COMPLAINTS)
			complain(list, command, setting, &plans[i], at, what);
	}
	return wrong;
}

/* A run without fault: what it leaves, and how often it asks for what. */
static bool measure(const struct command *command, struct setting *setting)
{
	const struct fault none = { .kind = FAULT_call };

	tree_write(&setting->expected.before, in("work"));
	run(command, &none, &setting->expected.clean);
	for (int i = 0; i < NFAULTS; i++)
		setting->calls[i] = page->calls[i];
	return setting->expected.clean.status == 0;
}

/* One fault, and all that it led to. wanted: NAME SETTING FAULT N */
static void again(const struct command *command, const struct setting *setting,
		  char **wanted)
{
	struct fault fault = { 0 };
	struct run now;
	const char *wrong;

	for (int i = 0; plans[i].name != NULL; i++)
		if (strcmp(plans[i].name, wanted[2]) == 0)
			fault = plans[i].fault;
	if (strcmp(setting->name, wanted[1]) != 0)
		return;
	fault.at = strtol(wanted[3], NULL, 10);
	tree_write(&setting->expected.before, in("work"));
	wrong = try(command, setting, &fault, &now);
	ok(wrong == NULL, "%s", wrong != NULL ? wrong : "all is well");
	printf("# status as of waitpid(): %#x\n", (unsigned)now.status);
	tap_show("stdout", now.out.data);
	tap_show("stderr", now.err.data);
	for (size_t i = 0; i < now.tree.count; i++) {
		const struct entry *entry = &now.tree.list[i];

		printf("# %06o %zu %s\n", (unsigned)entry->mode,
		       entry->bytes.length, entry->name);
	}
	run_release(&now);
}

static void test_setting(const char *list, const struct command *command,
			 struct setting *setting)
{
	long wrong = 0, tried = 0;

	tree_write(&setting->expected.before, in("work"));
	for (int i = 0; plans[i].name != NULL; i++)
		wrong += try_plan(list, command, setting, i, &tried);
	ok(wrong == 0, "%s, %s: %ld faults", command->name, setting->name,
	   tried);
}

/* --- a list -------------------------------------------------------------- */

static void add_input(struct tree *tree, const struct tree *data,
		      const char *name)
{
	if (tree_find(data, name) != NULL)
		tree_add(tree, tree_find(data, name));
}

static void add_inputs(struct tree *tree, const struct command *command)
{
	struct tree data;

	tree_read(&data, "tests/faults/input");
	for (size_t i = 0; i < data.count; i++)
		tree_add(tree, &data.list[i]);
	tree_release(&data);
	tree_read(&data, "testdata");
	for (int i = 0; command->argv[i] != NULL; i++)
		add_input(tree, &data, command->argv[i]);
	add_input(tree, &data, command->input);
	tree_release(&data);
}

/* Where all outputs of the other setting are there already. */
static void add_old(struct tree *tree, const struct expected *other)
{
	for (size_t i = 0; i < other->clean.tree.count; i++) {
		struct entry entry = other->clean.tree.list[i];

		if (tree_find(&other->before, entry.name) == NULL &&
		    S_ISREG(entry.mode)) {
			entry.mode = S_IFREG | 0640;
			entry.bytes = (struct cs_buf)CS_BUF_INIT;
			cs_buf_adds(&entry.bytes, "last night\n");
			tree_add(tree, &entry);
			cs_buf_release(&entry.bytes);
		} else {
			tree_add(tree, &entry);
		}
	}
}

static bool set_settings(struct setting settings[2],
			 const struct command *command)
{
	struct expected *new = &settings[0].expected;
	struct expected *old = &settings[1].expected;
	bool held;

	settings[0] = (struct setting){ .name = "new" };
	settings[1] = (struct setting){ .name = "old" };
	new->streams = old->streams = command->streams;
	add_inputs(&new->before, command);
	held = measure(command, &settings[0]);
	add_old(&old->before, new);
	held = measure(command, &settings[1]) && held;
	if (!ok(held, "%s: without a fault", command->name))
		tap_show("stderr", new->clean.err.data);
	return held;
}

static void release_setting(struct setting *setting)
{
	tree_release(&setting->expected.before);
	run_release(&setting->expected.clean);
}

static void test_command(const char *list, const struct command *command,
			 char **wanted)
{
	struct setting settings[2];

	bool held = set_settings(settings, command);

	/* of a command without files both are the same */
	for (int i = 0; held && i < 2; i++)
		if (wanted != NULL)
			again(command, &settings[i], wanted);
		else if (i == 0 || !tree_same(&settings[0].expected.before,
					      &settings[1].expected.before))
			test_setting(list, command, &settings[i]);
	for (int i = 0; i < 2; i++)
		release_setting(&settings[i]);
}

/* wanted: NULL, or NAME SETTING FAULT N */
static void test_list(const char *path, char **wanted)
{
	struct cs_buf text = CS_BUF_INIT;
	char *rest, *line;

	file_read(path, &text);
	need(text.length > 0, path);
	rest = text.data;
	while ((line = strsep(&rest, "\n")) != NULL) {
		struct command command = { NULL };

		if (*line == '\0' || *line == '#')
			continue;
		command.name = strsep(&line, " |");
		need(line != NULL, "a line without |");
		split(&command, line + strspn(line, " |"));
		if (wanted == NULL || strcmp(command.name, wanted[0]) == 0)
			test_command(path, &command, wanted);
	}
	cs_buf_release(&text);
}

static void show_total(void)
{
#define NAME(kind) #kind,
	static const char *const names[] = { FAULT_KINDS(NAME) };

	for (int i = 0; i < NFAULTS; i++)
		if (total[i] > 0)
			printf("# %6ld %s\n", total[i], names[i]);
}

int main(int argc, char **argv)
{
	const char *name = strrchr(argv[0], '/');
	const char *child = getenv("CS_FAULT_CHILD");
	const char *most = getenv("CS_FAULTS");

	name = name != NULL ? name + 1 : argv[0];
	if (strcmp(name, "gnuplot") == 0)
		return play_gnuplot(child != NULL ? child[0] - '0' : 0);
	if (argc != 2 && argc != 6)
		errx(2, "FILE.list [NAME SETTING FAULT N]");
	limit = most != NULL ? strtol(most, NULL, 10) : SANITIZED ? 1 : 3;
	set_up();
	test_list(argv[1], argc == 6 ? argv + 2 : NULL);
	tear_down();
	show_total();
	return done_testing();
}
