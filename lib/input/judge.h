/*
 * judge.h - expressions in one file: which columns they compare, and whether
 * what these hold can be compared so.
 *
 * An expression of which another reading is what today's exports know (a
 * column "Terms and Conditions", a cell "Salt and Pepper") is read so where the
 * header or the first mebibyte says it: cs_filter_verbatim().
 */
#ifndef CS_INPUT_JUDGE_H
#define CS_INPUT_JUDGE_H

#include <stdbool.h>

#include "input/sample.h"
#include "input/schema.h"

/* Finds the columns. -1 with err filled; the judge can be asked all the same,
 * and holds of nothing. */
int cs_judge_find(struct cs_judge *judge, const struct cs_schema *schema,
		  const struct cs_expression *expression, struct cs_err *err);

/*
 * Makes the tests, when mark and dates of the file are settled. -1 with err
 * filled, which is wrong usage: what is to be compared does not fit the column.
 * `rows` are the sample's; NULL: nothing is known of the column, nor refused.
 */
int cs_judge_settle(struct cs_judge *judge, const struct cs_schema *schema,
		    const struct cs_input *input,
		    const struct cs_expression *expression,
		    struct cs_sample *rows, struct cs_err *err);

void cs_judges_free(struct cs_judge *judges, size_t count);

/* Does the expression compare this column? */
bool cs_judge_names(const struct cs_judge *judge, int column);

/*
 * Of comparison n: does a value equal an earlier one, so that no cell is ever
 * found equal to it?
 */
bool cs_judge_repeats(const struct cs_judge *judge, size_t n, size_t value);

/* Appends, in quotes, the first cell of the first mebibyte that comparison n
 * cannot compare; nothing if there is none. */
void cs_judge_add_example(const struct cs_judge *judge, size_t n,
			  const struct cs_schema *schema, struct cs_buf *out);

#endif
