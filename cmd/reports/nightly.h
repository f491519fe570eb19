/* nightly.h - the run: a report is read, its commands run, its page written. */
#ifndef REPORTS_NIGHTLY_H
#define REPORTS_NIGHTLY_H

#include <stdbool.h>

#include "base/day.h"
#include "base/err.h"
#include "option/option.h"

struct night {
	const char *output, *figures, *against; /* files; NULL: not given */
	cs_day as_of;				/* CS_NO_DAY: not given */
	const char *max_age;
	bool strict, keep_going, quiet, fresh;
	long threads; /* 0: all cores */
};

/*
 * The report of this name. 0, -1 with err filled, or CS_WRONG_USAGE. What fails
 * in a block is printed, and in the end so is a line of all that was done.
 */
int nightly(const struct cs_command *command, const struct night *night,
	    const char *report, struct cs_err *err);

#endif
