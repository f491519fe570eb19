/*
 * value.h - what rows are worth: an amount, or quantity and price (lib/input
 * only).
 */
#ifndef CS_INPUT_VALUE_H
#define CS_INPUT_VALUE_H

#include <stdbool.h>

#include "input/schema.h"

/* Is the role quantity or price, and the amount named? Then nothing asks how
 * many there are, or for how much each. */
bool cs_value_spare(const struct cs_input *input, size_t role);

/* Fails with err filled, code money-as-quantity, where the column that is named
 * as the quantity holds money: by price that would be worth nothing. */
int cs_value_refuse(const struct cs_schema *schema,
		    const struct cs_input *input, struct cs_err *err);

/*
 * Of the columns that were found keeps one amount column, or quantity and
 * price; the other is not read. Of missing[], one for each of input->columns,
 * sets those of the value.
 */
void cs_value_settle(struct cs_schema *schema, const struct cs_input *input,
		     bool *missing);

#endif
