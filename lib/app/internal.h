/*
 * internal.h - the steps of a run, between the files of lib/app.
 */
#ifndef CS_APP_INTERNAL_H
#define CS_APP_INTERNAL_H

#include "app/job.h"

/* Shared options that do not go together; standard input where no file is. */
int cs_check_usage(struct cs_job *job, struct cs_err *err);

/* cs-pareto orders.csv -p chart.png: the picture would be read as an input. */
int cs_refuse_pictures(const struct cs_list *files, struct cs_err *err);

/* Appends the lines of --files-from to job->files. */
int cs_read_file_list(struct cs_job *job, struct cs_err *err);

/* One more expression for each of the texts: see cs_input_express(). */
int cs_express(struct cs_input *input, const struct cs_expression *rule,
	       const struct cs_list *texts, struct cs_err *err);

/* Fills job->load from the shared options. -1: wrong usage. */
int cs_plan_load(struct cs_job *job, struct cs_err *err);

#endif
