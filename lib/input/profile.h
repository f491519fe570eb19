/*
 * profile.h - what the cells of a column are, by a file's first rows.
 */
#ifndef CS_INPUT_PROFILE_H
#define CS_INPUT_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "input/columns.h"
#include "input/sample.h"
#include "input/schema.h"

/* Counts of cells; the last four of those that are filled. */
struct cs_profile {
	size_t rows, filled;
	size_t different; /* as they are written */
	size_t numbers;
	size_t dates;  /* a number is one if it has eight digits */
	size_t truths; /* yes, no, true, ..., 0 and 1 */
};

/* `type` is what the column is used as: only as a date its cells are read in
 * the format of the file's dates, only as a number R1 is an amount of rands. */
struct cs_profile cs_profile_column(const struct cs_schema *schema,
				    struct cs_sample *sample, int column,
				    enum cs_field_type type);

/* "empty", "yes/no", "number", "date", "text"; "mixed": numbers or dates, a
 * tenth of the cells at least, stand among others. */
const char *cs_profile_type(const struct cs_profile *profile);

/* Has each filled cell a currency? Pieces are counted, and have none. */
bool cs_profile_money(struct cs_sample *sample, int column);

/* Different cells of the column that are filled. */
size_t cs_profile_different(struct cs_sample *sample, int column);

#endif
