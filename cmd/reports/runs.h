/*
 * runs.h - the commands of a report, as processes side by side.
 *
 * Blocks whose lines differ in nothing but the tables they name (-t) are one
 * process that prints all of these: their input is read once. If such a process
 * fails, each of its blocks is run by itself. Commands are those that lie where
 * cs-report does; they run without a shell, with nothing on standard input.
 */
#ifndef REPORTS_RUNS_H
#define REPORTS_RUNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "option/option.h"
#include "reports/answer.h"
#include "reports/source.h"

/* What all lines get, and what {{...}} stands for in them; NULL: not given. */
struct run_settings {
	const char *as_of, *before; /* days */
	const char *max_age;
	bool strict;
	unsigned threads; /* processes at a time */
};

struct block {
	const struct command *command;
	struct cs_list words;  /* of the line, but for its tables */
	struct cs_list tables; /* that -t names */
	char *failure;	       /* why there is no answer; or NULL */
	struct run *run;       /* of the answer */
};

/* A process. */
struct run {
	struct block **blocks;
	size_t nblocks;
	struct cs_buf answered, said; /* on standard output and error */
	bool failed;
	bool lost; /* for want of the machine: see process.h */
	struct answer answer;
};

struct runs {
	const struct run_settings *settings;
	char *folder; /* of the commands, with a slash at its end */
	struct block *blocks;
	size_t nblocks;
	struct run *list;
	size_t count;
};

/* Runs the commands of a report. -1 with err filled: not even that could be
 * tried. What fails is told by its block. */
int runs_do(struct runs *runs, const struct source *source,
	    const struct run_settings *settings, struct cs_err *err);
void runs_release(struct runs *runs);

/* Is it one of the tables that the block asks for? */
bool block_shows(const struct block *block, const char *table);

#endif
