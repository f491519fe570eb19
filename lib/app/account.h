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

/* The header of one of the input's columns in the first file that has it,
 * "@file"; NULL if none has. */
const char *cs_column_header(const struct cs_input_result *result,
			     size_t column);

/* Its files, and the rows of the fates that both inputs have. */
void cs_fill_read(const struct cs_input_result *input,
		  struct cs_object *object);

/*
 * What each of the input's columns was found to be, and how its first file is
 * written: delimiter, decimal mark, dates. Names begin with contact_ if the
 * input has a prefix.
 */
void cs_fill_settled(const struct cs_input *input,
		     const struct cs_input_result *result,
		     struct cs_object *parameters);

/*
 * Appends "; 3 rows excluded (12.00)", nothing for a count of 0; `one` and
 * `many` are the words, the amount may be NULL.
 */
void cs_add_part(struct cs_buf *line, uint64_t count, const char *one,
		 const char *many, const cs_sum *amount);

/* The list "excluded" of reasons, with rows and amounts, null unless
 * `valued`. */
void cs_fill_excluded(const struct cs_account *account, bool valued,
		      struct cs_object *object);

/*
 * Appends "; 2 rows filtered (9.00); 1 row after the end (5.00)", without
 * amounts unless `valued`; what `named` (NULL: nothing) has under
 * CS_STATUS_OUT was said before.
 */
void cs_add_excluded(struct cs_buf *line, const struct cs_account *account,
		     const struct cs_status *named, bool valued);

/*
 * Appends what was found of where the table is in its files and of how they are
 * written, as far as it is not the usual: "; 3 lines are no rows".
 */
void cs_add_table(const struct cs_input_result *input, struct cs_buf *line);

/* With --verbose: which lines are no rows. */
void cs_note_norows(const struct cs_job *job,
		    const struct cs_input_result *input);

/* Warns of headers that are not UTF-8. */
void cs_warn_header(struct cs_job *job, const struct cs_input *input,
		    const struct cs_input_result *result);

/* Warns of files that may not be whole. */
void cs_warn_files(struct cs_job *job, const struct cs_input_result *input);

/*
 * Warns of each file whose cells contradict each other in what settles its
 * decimal mark, or day or month first: of all, or up to the one called `last`.
 */
void cs_warn_habits(struct cs_job *job, const struct cs_input *input,
		    const struct cs_input_result *result, const char *last);

/* Notes where another column was as good by its name as the one taken. */
void cs_note_choices(const struct cs_job *job, const struct cs_input *input,
		     const struct cs_input_result *result);

/* Warns of rows that were set aside; `what` they are: "", " of contacts". */
void cs_warn_bad_rows(struct cs_job *job, const struct cs_input_result *input,
		      const char *what);

#endif
