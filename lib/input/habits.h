/*
 * habits.h - how a file writes its numbers and dates, by the cells of its first
 * rows that can be read in one way only (lib/input only).
 */
#ifndef CS_INPUT_HABITS_H
#define CS_INPUT_HABITS_H

#include "input/sample.h"
#include "input/schema.h"

/*
 * Settles decimal mark and day order where the user does not: as most cells
 * have it; of as many, as the first one has. Columns of numbers are looked at
 * together, as those of dates are. Where no cell settles the order of dates
 * such as 24-01-13, and days and years can be told apart by how much they vary,
 * that does. Dates that are all numbers are a spreadsheet's days or seconds
 * since 1970 if all of them lie where these do (cs_date_number()). What was
 * seen stays in the schema.
 */
void cs_habits_settle(struct cs_schema *schema, const struct cs_input *input,
		      struct cs_sample *sample);

#endif
