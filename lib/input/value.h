/*
 * value.h - what rows are worth: an amount, or quantity and price (lib/input
 * only).
 */
#ifndef CS_INPUT_VALUE_H
#define CS_INPUT_VALUE_H

#include <stdbool.h>

#include "input/schema.h"

/*
 * Of the columns that were found keeps one amount column, or quantity and
 * price; the other is not read. Of missing[], one for each of input->columns,
 * sets those of the value.
 */
void cs_value_settle(struct cs_schema *schema, const struct cs_input *input,
		     bool *missing);

#endif
