/*
 * unmet.h - what was asked for and is not there: expressions that hold of no
 * row, values that no row has, with what might be meant (lib/app and commands).
 */
#ifndef CS_APP_UNMET_H
#define CS_APP_UNMET_H

#include "app/job.h"
#include "input/sample.h"

/* An expression of one input, after it was read. */
struct cs_asking {
	const struct cs_input *input;
	const struct cs_input_result *result;
	size_t expression;
};

/*
 * Warns if the expression, asked of one input or of several, holds of no `what`
 * ("row", "order"), or if no row has one of its values, or if < and its like
 * met cells that they cannot compare. What no first file has the columns for,
 * or nobody read rows for, is left out.
 */
void cs_warn_unmet(struct cs_job *job, const struct cs_asking *asked, size_t n,
		   const char *what);

/* The same of each expression of an input that leaves out rows. */
void cs_warn_filters(struct cs_job *job, const struct cs_input *input,
		     const struct cs_input_result *result);

/*
 * Appends `did you mean "Germany" (312 rows)?`, the nearest of the values to a
 * word, the commonest of equally near ones; false, and nothing is added, if
 * none is near. `whole`: they are all there are, not those of the first rows.
 */
bool cs_add_meant(const char *word, const struct cs_seen_values *values,
		  bool whole, struct cs_buf *out);

/* Appends the commonest values of a column of the first file, as `"paid" (812),
 * "void" (3)`, or "none"; -1: no column. */
void cs_add_commonest(const struct cs_input_result *input, int column,
		      struct cs_buf *out);

#endif
