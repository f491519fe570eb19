/*
 * run.h - what every command does around its own computation.
 *
 * To add a command:
 *  1. cmd/cs-NAME.c: its options, a struct cs_program, main() that calls
 * cs_run(); cmd/NAME/: its parts, what it computes and what it says (see
 * tables.h);
 *  2. man/cs-NAME.1, with every option of --help;
 *  3. tests/cases/NAME.list and its golden files;
 *  4. a line in the README's table and in man/cs.1.
 * The Makefile, help, completion and lint find the rest by themselves.
 */
#ifndef CS_APP_RUN_H
#define CS_APP_RUN_H

#include "base/err.h"
#include "option/option.h"
#include "data/data.h"
#include "report/table.h"

/* One run of a command: filled from left to right. */
struct cs_job {
	const struct cs_command *command;
	struct cs_load_options load; /* how the input is read */
	struct cs_data data;	     /* what it holds */
	struct cs_report report;     /* what is said of it */
};

struct cs_program {
	const struct cs_command *command;
	/*
	 * Says what the command needs: load->need, load->input.wanted[] and
	 * columns of its own. Everything else in `load` comes from the shared
	 * options. -1: wrong usage.
	 */
	int (*prepare)(struct cs_load_options *load, struct cs_err *err);
	/*
	 * What is to be done with job->data before it is accounted for: the end
	 * of observation, rows that turn out to be left out. NULL: nothing.
	 */
	void (*settle)(struct cs_job *job);
	/* Fills job->report from job->data. -1: failed. */
	int (*compute)(struct cs_job *job, struct cs_err *err);
};

/* All of main(): returns the exit status, 0 done, 1 failed, 2 wrong usage. */
int cs_run(const struct cs_program *program, int argc, char **argv);

#define CS_WRONG_USAGE (-2) /* as the result of act() below */

/*
 * All of main() of a command that reads no input: options are parsed, then
 * act() does the work. It returns 0, or fills err and returns -1 (failed: exit
 * status 1) or CS_WRONG_USAGE (options that do not go together: 2).
 */
int cs_run_plain(const struct cs_command *command,
		 int (*act)(struct cs_err *err), int argc, char **argv);

/*
 * A warning: counted and placed (file NULL and line 0: nowhere) in json, shown
 * in text and on standard error.
 */
void cs_warn(struct cs_job *job, const char *code, uint64_t count,
	     const char *file, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* A line on standard error, unless --quiet: something that rests on a guess. */
void cs_note(const struct cs_job *job, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* -1 with err filled if there are more groups than --max-groups. */
int cs_groups_check(const struct cs_data *data, struct cs_err *err);

/*
 * -1 with err filled if nobody is left in the window of --from and --to, unless
 * --allow-empty was given.
 */
int cs_window_check(uint64_t customers, struct cs_err *err);

#endif
