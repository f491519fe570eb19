/*
 * account.h - what was read, taken and left out: json's "input" and
 * "parameters", the lines of scope, and the warnings that belong to them
 * (lib/app only).
 */
#ifndef CS_APP_ACCOUNT_H
#define CS_APP_ACCOUNT_H

#include "app/job.h"

/* Warnings about the input; before the command computes. */
void cs_account_warn(struct cs_job *job);

/* Fills report.input (without warnings), report.parameters and the scope. */
void cs_account_fill(struct cs_job *job);

/* --- what a second input has in common with the first ------------------- */

/* Appends the commonest values of a column of the first file, or "none"; -1: no
 * column. */
void cs_add_commonest(const struct cs_input_result *input, int column,
		      struct cs_buf *out);

/* The header of one of the input's columns in the first file that has it,
 * "@file"; NULL if none has. */
const char *cs_column_header(const struct cs_input_result *result,
			     size_t column);

/* What each of the input's columns was found to be. */
void cs_fill_columns(const struct cs_input *input,
		     const struct cs_input_result *result,
		     struct cs_object *columns);

/* How the file is written: delimiter, decimal mark, dates. */
void cs_fill_form(const struct cs_input *input, const struct cs_schema *schema,
		  struct cs_object *parameters);

/* Warns of each expression that leaves out rows and matches none. */
void cs_warn_filters(struct cs_job *job, const struct cs_input *input,
		     const struct cs_input_result *result);

/* Warns of rows that were set aside; `what` they are: "", " of contacts". */
void cs_warn_bad_rows(struct cs_job *job, const struct cs_input_result *input,
		      const char *what);

#endif
