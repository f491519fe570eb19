/* process.h - a command as a child process, without a shell. */
#ifndef REPORTS_PROCESS_H
#define REPORTS_PROCESS_H

#include "base/buf.h"
#include "base/err.h"
#include "option/option.h"

/* Where cs-report lies, with a slash at its end; free() it. NULL: err is
 * filled. */
char *process_folder(struct cs_err *err);

enum process {
	PROCESS_DONE,
	PROCESS_FAILED, /* it says why */
	PROCESS_LOST	/* the machine did not let it run to its end: `said`
			   says why */
};

/*
 * Runs words[0] of that folder to its end; what it prints is appended to
 * `answered`, what it says on standard error to `said`.
 */
enum process process_run(const char *folder, const struct cs_list *words,
			 struct cs_buf *answered, struct cs_buf *said);

/*
 * The last error that a command which failed told, in one line, with the first,
 * if there were several, and the warnings that --strict made errors:
 * "cs-pareto: a.csv: cannot open: ...".
 * free() it.
 */
char *process_reason(const struct cs_buf *said);

#endif
