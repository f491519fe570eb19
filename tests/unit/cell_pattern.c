/*
 * Patterns of the user: which are refused, and where; that those at the edge of
 * what is taken are read in no time; and what becomes of a run whose pattern
 * cannot be tried for want of memory.
 */
#include "cell/pattern.h"

#include <dlfcn.h>
#include <errno.h>
#include <regex.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "input/reader.h"
#include "input_temp.h"
#include "tap.h"

/* --- a regexec() that fails --------------------------------------------- */

static atomic_long calls_left = -1; /* that work; -1: all */
static int failure, failure_errno;

/* Stands before that of the system's library, whose header words its type in
 * several ways. */
int standing_before(const regex_t *regex, const char *text, size_t n,
		    regmatch_t *groups, int flags) __asm__("regexec");

int standing_before(const regex_t *regex, const char *text, size_t n,
		    regmatch_t *groups, int flags)
{
	static int (*real)(const regex_t *, const char *, size_t, regmatch_t *,
			   int);

	if (atomic_load(&calls_left) >= 0 &&
	    atomic_fetch_sub(&calls_left, 1) <= 0) {
		atomic_store(&calls_left, 0);
		errno = failure_errno;
		return failure;
	}
	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "regexec");
	return real(regex, text, n, groups, flags);
}

static const struct {
	const char *name;
	int code, number;
} failures[] = {
	{ "REG_ESPACE", REG_ESPACE, 0 },
	{ "no match and ENOMEM, as glibc has it", REG_NOMATCH, ENOMEM },
};

enum { FAILURES = sizeof failures / sizeof *failures };

static void fail_after(long calls, int kind)
{
	failure = failures[kind].code;
	failure_errno = failures[kind].number;
	atomic_store(&calls_left, calls);
}

static void check_failure(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_pattern *pattern = cs_pattern_parse("^w.b", &err);

	for (int i = 0; i < FAILURES; i++) {
		fail_after(1, i);
		is_int(cs_pattern_match(pattern, "web", 3), CS_MATCH_YES,
		       "before it fails");
		is_int(cs_pattern_match(pattern, "web", 3), CS_MATCH_FAILED,
		       failures[i].name);
	}
	atomic_store(&calls_left, -1);
	errno = ENOMEM;
	is_int(cs_pattern_match(pattern, "shop", 4), CS_MATCH_NO,
	       "an older want of memory is none");
	cs_pattern_free(pattern);
}

static bool take_row(void *context, unsigned worker, uint32_t file,
		     const struct cs_row *row)
{
	(void)context, (void)worker, (void)file, (void)row;
	return true;
}

/* Reads a file of 5,000 rows through a filter; ends the process. */
static void read_rows(const char *path, const struct cs_expression *rule)
{
	struct cs_input input = { .files = &path,
				  .nfiles = 1,
				  .dialect = CS_DIALECT_INIT,
				  .first_day = CS_DAY_MIN,
				  .last_day = CS_DAY_MAX,
				  .threads = 3,
				  .block_size = 4096 };
	struct cs_input_result result;
	struct cs_err err = CS_ERR_INIT;

	input.ncolumns = cs_order_columns(input.columns);
	if (cs_input_express(&input, rule, "channel~^w.b", &err) != 0)
		_exit(3);
	_exit(cs_input_read(&input, take_row, NULL, &result, &err) ==
		      CS_READ_ALL
		  ? 0
		  : 2);
}

static void check_run(const char *name, const struct cs_expression *rule,
		      long calls, int kind, int want, const char *message)
{
	struct cs_buf csv = CS_BUF_INIT;
	const char *path;
	char said[256] = "";
	int ends[2], status;

	cs_buf_adds(&csv, "channel\n");
	for (int i = 0; i < 5000; i++)
		/* all different: what is said of a cell is remembered */
		cs_buf_addf(&csv, "%s%d\n", i % 3 ? "web" : "shop", i);
	path = temp_file("rows.csv", csv.data, csv.length);
	cs_buf_release(&csv);
	fflush(stdout);
	if (pipe(ends) != 0 || fork() == 0) {
		temp_count = 0; /* the file is not the child's to remove */
		dup2(ends[1], STDERR_FILENO);
		fail_after(calls, kind);
		read_rows(path, rule);
	}
	close(ends[1]);
	if (read(ends[0], said, sizeof said - 1) < 0)
		abort();
	close(ends[0]);
	wait(&status);
	ok(WIFEXITED(status), "the run ends by itself");
	is_int(WEXITSTATUS(status), want, name);
	is_str(said, message, "what it says");
}

static void check_runs(void)
{
	static const struct cs_expression rules[] = {
		{ .option = "--where" },
		{ .option = "--exclude", .exclude = true },
		{ .option = "--failure", .flag = 1 },
	};

	for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
		check_run(rules[r].option, &rules[r], -1, 0, 0, "");
		for (int i = 0; i < FAILURES; i++)
			check_run(
			    named("%s: %s", rules[r].option, failures[i].name),
			    &rules[r], 3000, i, 1,
			    "cs-tools: error: out of memory "
			    "[out-of-memory]\n");
	}
}

/* --- what is refused ---------------------------------------------------- */

#define LONGER "with its repetitions written out, the pattern is longer than "
#define LOWER ": take smaller numbers, or * for any number"
#define BACK                                                           \
	" of the pattern is a back-reference, which extended regular " \
	"expressions do not have: write out what may stand there"

static void check_refused(void)
{
	static const struct {
		const char *pattern, *message, *code;
	} cases[] = {
		{ "(a)\\1", "\\1 at character 4" BACK, "back-reference" },
		{ "\\(\xC3\xA9|\\\\)*\\9", "\\9 at character 9" BACK,
		  "back-reference" },
		{ "a{1,255}{1,255}",
		  LONGER "1000 from \"{1,255}\" at character 9 on" LOWER,
		  "long-pattern" },
		{ "(a{1,255}){1,255}",
		  LONGER "1000 from \"{1,255}\" at character 11 on" LOWER,
		  "long-pattern" },
		{ "a{1001}",
		  LONGER "1000 from \"{1001}\" at character 2 on" LOWER,
		  "long-pattern" },
		{ "a{1000,}",
		  LONGER "1000 from \"{1000,}\" at character 2 on" LOWER,
		  "long-pattern" },
		{ "a{99999999}{99999999}",
		  LONGER "1000 from \"{99999999}\" at character 2 on" LOWER,
		  "long-pattern" },
		{ "(x|(ab{,200}c){4}y){2}",
		  LONGER "1000 from \"{2}\" at character 20 on" LOWER,
		  "long-pattern" },
		{ "((((((((((a+)+)+)+)+)+)+)+)+)+)",
		  LONGER "1000 from \"+\" at character 26 on" LOWER,
		  "long-pattern" },
		{ "[]{9}[:alpha:]]{999}.b",
		  LONGER "1000 from \"b\" at character 22 on" LOWER,
		  "long-pattern" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cs_err err = CS_ERR_INIT;

		ok(cs_pattern_parse(cases[i].pattern, &err) == NULL,
		   "%s is refused", cases[i].pattern);
		is_str(err.message, cases[i].message, "why");
		is_str(err.code, cases[i].code, "as");
	}
}

/* True if it is read, and tried, within a second. */
static bool taken(const char *text, const char *cell, enum cs_match want)
{
	struct cs_err err = CS_ERR_INIT;
	clock_t start = clock();
	struct cs_pattern *pattern = cs_pattern_parse(text, &err);
	bool right;

	if (pattern == NULL)
		printf("# %s\n", err.message);
	right = pattern != NULL &&
		cs_pattern_match(pattern, cell, strlen(cell)) == want;
	cs_pattern_free(pattern);
	return right && clock() - start < CLOCKS_PER_SEC;
}

static void check_taken(void)
{
	ok(taken("a{1000}", "aa", CS_MATCH_NO), "as long as it may be");
	ok(taken("[]{9}[:alpha:]]{998}.b", "}b", CS_MATCH_NO),
	   "what stands in brackets repeats nothing");
	ok(taken("a\\{99}{99}", "a{99}}}", CS_MATCH_NO), "nor an escape");
	ok(taken("[\\1]\\\\1", "1\\1", CS_MATCH_YES),
	   "a backslash in brackets, and one that is meant");
	ok(taken("^([0-9]{1,3}\\.){3}[0-9]{1,3}$", "192.168.0.1", CS_MATCH_YES),
	   "what people write");
	ok(taken("(^|, )(a+b?|c{2,})+(,|$)", "x, aabcc", CS_MATCH_YES),
	   "and nest");
}

/* `before`, a, `after`: as often as `times` says around an a. */
static const char *nested(const char *before, const char *after, int times)
{
	static struct cs_buf text = CS_BUF_INIT;

	cs_buf_clear(&text);
	for (int i = 0; i < times; i++)
		cs_buf_adds(&text, before);
	cs_buf_addc(&text, 'a');
	for (int i = 0; i < times; i++)
		cs_buf_adds(&text, after);
	return text.data;
}

static void check_long(void)
{
	struct cs_err err = CS_ERR_INIT;

	ok(taken(nested("(", ")", 499), "a", CS_MATCH_YES), "nested groups");
	ok(taken(nested("(", ")*", 333), "b", CS_MATCH_YES), "nested stars");
	ok(taken(nested("(", ")?", 333), "b", CS_MATCH_YES),
	   "nested question marks");
	ok(taken(nested("(.*)", "", 249), "b", CS_MATCH_NO), "many stars");
	ok(taken(nested("(a|b|)*", "", 142), "b", CS_MATCH_NO),
	   "many alternatives");
	ok(cs_pattern_parse(nested("(", "", 999), &err) == NULL,
	   "1,000 bytes of parentheses");
	ok(err.code == NULL && strncmp(err.message, "not a regular ", 14) == 0,
	   "are no pattern");
	ok(cs_pattern_parse(nested("(", "", 1000), &err) == NULL,
	   "one byte more");
	is_str(err.message,
	       "the pattern is 1001 bytes long, and 1000 are the most: to "
	       "choose among many values, write COLUMN=VALUE,VALUE,...",
	       "is too much");
	ok(cs_pattern_parse(nested("(", "", 100000), &err) == NULL,
	   "nor do 100,000 overflow the stack");
	is_str(err.code, "long-pattern", "its code");
}

int main(void)
{
	check_failure();
	check_runs();
	check_refused();
	check_taken();
	check_long();
	return done_testing();
}
