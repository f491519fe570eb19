/*
 * internal.h - the steps of a run, between the files of lib/app.
 */
#ifndef CS_APP_INTERNAL_H
#define CS_APP_INTERNAL_H

#include "app/job.h"
#include "base/file.h"

/* Shared options that do not go together; standard input where no file is. */
int cs_check_usage(struct cs_job *job, struct cs_err *err);

/* cs-pareto orders.csv -p chart.png: the picture would be read as an input. */
int cs_refuse_pictures(const struct cs_list *files, struct cs_err *err);

/* Appends the lines of --files-from to job->files. */
int cs_read_file_list(struct cs_job *job, struct cs_err *err);

/* -1: an output is also an input, or another output. Opens nothing. */
int cs_refuse_overwriting(const struct cs_job *job, struct cs_err *err);

/* One more expression for each of the texts: see cs_input_express(). */
int cs_express(struct cs_input *input, const struct cs_expression *rule,
	       const struct cs_list *texts, struct cs_err *err);

/* Fills job->load from the shared options. -1: wrong usage. */
int cs_plan_load(struct cs_job *job, struct cs_err *err);

/* --- rows that could not be read: shown, limited, set aside -------------- */

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
