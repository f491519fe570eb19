/*
 * run.h - what every command does around its own computation.
 *
 * To add a command:
 *  1. cmd/cs-NAME.c: its options and a struct cs_program (job.h), main() that
 *     calls cs_run(), what it computes (tally/fold.h) and its tables
 *     (report/table.h); if that is more than one room, in cmd/NAME/;
 *  2. man/cs-NAME.1.in, with an example, which is run; its .Nd is the command's
 *     question, what pages share is in man/shared, the columns come from the
 *     tables;
 *  3. tests/cases/cs-NAME.list and its golden files; options.py and same.t
 *     name the commands that they try;
 *  4. a line in the README's table, and in man/cs.1 with its SEE ALSO.
 * The Makefile, help, completion and lint find the rest by themselves.
 */
#ifndef CS_APP_RUN_H
#define CS_APP_RUN_H

#include "app/job.h"
#include "app/notice.h"

/* All of main(): returns the exit status, 0 done, 1 failed, 2 wrong usage. */
int cs_run(const struct cs_program *program, int argc, char **argv);

/*
 * All of main() of a command that reads no orders by itself: options are parsed
 * into `own`, a home of `values`, then act() does the work. It returns 0, or
 * fills err and returns -1 (failed: exit status 1) or CS_WRONG_USAGE (options
 * that do not go together: 2).
 */
int cs_run_plain(const struct cs_command *command, void *own,
		 int (*act)(const struct cs_values *values,
			    const struct cs_list *operands, struct cs_err *err),
		 int argc, char **argv);

#endif
