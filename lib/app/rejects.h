/*
 * rejects.h - rows that could not be read: shown, limited, and set aside in the
 * file of --skip-bad=FILE (lib/app only).
 */
#ifndef CS_APP_REJECTS_H
#define CS_APP_REJECTS_H

#include "base/err.h"
#include "base/file.h"
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

/* Adds the file if one was named to `files`: orders before contacts. */
void cs_rejects_add(const struct cs_job *job, struct cs_files *files);

#endif
