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

/* The first half of cs_job_read(), which does not account for it. */
int cs_job_load(struct cs_job *job, struct cs_err *err);

/* Appends the lines of --files-from to job->files. */
int cs_read_file_list(struct cs_job *job, struct cs_err *err);

/* -1: one of the files is an address on the net. */
int cs_refuse_addresses(const struct cs_job *job, struct cs_err *err);

/*
 * Puts into the lists of orders and contacts what folders hold. -1 with err
 * filled: nothing, or a file is given twice.
 */
int cs_settle_files(struct cs_job *job, struct cs_err *err);

/* -1: with --mpi one of the files is none that every process can open. */
int cs_refuse_streams(const struct cs_job *job, struct cs_err *err);

/* Are they read before a second thread has begun? */
bool cs_files_small(const struct cs_list *files);

/* -1: an output is also an input, or another output. Opens nothing. */
int cs_refuse_overwriting(const struct cs_job *job, struct cs_err *err);

/* One more expression for each of the texts: see cs_input_express(). */
int cs_express(struct cs_input *input, const struct cs_expression *rule,
	       const struct cs_list *texts, struct cs_err *err);

/*
 * Opens the zones of `input`: that of --tz, and that of times without an
 * offset, which `option` names or else --input-tz. -1: wrong usage.
 */
int cs_plan_zones(const struct cs_job *job, struct cs_input *input,
		  const char *option, const char *name, struct cs_err *err);

/* Which day it is where days are counted. -1: the clock does not tell. */
int cs_today(const struct cs_job *job, cs_day *day, struct cs_err *err);

/* Fills job->load from the shared options. -1: wrong usage. */
int cs_plan_load(struct cs_job *job, struct cs_err *err);

/* --group first:UNIT becomes load.by_first, and columns beside it the role's.
 * -1: wrong usage. */
int cs_plan_groups(struct cs_job *job, struct cs_err *err);

/* -1: nobody is left to study, and --allow-empty was not given. */
int cs_check_left(const struct cs_job *job, struct cs_err *err);

/* -1: the last date is longer ago than --max-age allows, or after today. */
int cs_check_ages(const struct cs_job *job, struct cs_err *err);

/* -1: there are more groups than --max-groups allows. */
int cs_check_groups(const struct cs_job *job, struct cs_err *err);

/* The field of --cluster, behind those of the command. -1: wrong usage. */
int cs_plan_clusters(struct cs_job *job, struct cs_err *err);

/* When all else is planned: what columns are called, and which keys are
 * nobody's. */
void cs_plan_words(struct cs_job *job);

/* A note of the words that stood for customers, and how often. */
void cs_note_nobody(const struct cs_job *job, const struct cs_input *input,
		    const struct cs_input_result *result);

/* What was found of orders of several rows: scope, notes and a warning. */
void cs_items_say(struct cs_job *job);

/*
 * Appends the answer to --explain, after a run that ended with `status` and, if
 * that is not 0, `err`: the files as far as they were looked at, what the run
 * said, and the options that pin it. Nothing where there is no header.
 */
void cs_explain(struct cs_job *job, int status, const struct cs_err *err,
		struct cs_buf *out);

/* --- rows that could not be read: shown, limited, set aside -------------- */

/*
 * Fills err with the sentence that ends the run where rows are too many; where
 * any is, prints the first ones to standard error.
 */
void cs_rejects_refuse(const struct cs_command *command,
		       const struct cs_input *input,
		       const struct cs_input_result *result,
		       struct cs_err *err);

/* -1 with err filled if they are more than the per cent of --max-bad. */
int cs_rejects_check(const struct cs_job *job,
		     const struct cs_input_result *input, struct cs_err *err);

/*
 * Opens the file of --skip-bad=FILE, if one was named. It is one of `files`,
 * which publish it.
 */
int cs_rejects_open(struct cs_job *job, struct cs_files *files,
		    struct cs_err *err);

/* struct cs_input.reject: `context` is job->rejects. */
int cs_rejects_take(void *context, const struct cs_reject *reject,
		    struct cs_err *err);

#endif
