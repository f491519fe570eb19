/*
 * rejects.h - rows that could not be read: shown, limited, and set aside in the
 * file of --skip-bad=FILE (lib/app only).
 */
#ifndef CS_APP_REJECTS_H
#define CS_APP_REJECTS_H

#include "base/err.h"
#include "app/job.h"

/*
 * Prints the first bad rows to standard error and fills err with the sentence
 * that ends the run.
 */
void cs_rejects_print(const struct cs_command *command,
		      const struct cs_input_result *input, struct cs_err *err);

/* -1 with err filled if there are more than --max-bad allows. */
int cs_rejects_check(const struct cs_job *job,
		     const struct cs_input_result *input, struct cs_err *err);

/* Writes the file if one was named, orders before contacts; all of it or
 * nothing. */
int cs_rejects_write(const struct cs_job *job, struct cs_err *err);

#endif
