/*
 * orderids.h - the column of order ids where no name says which it is
 * (lib/input only).
 */
#ifndef CS_INPUT_ORDERIDS_H
#define CS_INPUT_ORDERIDS_H

#include "input/schema.h"

/*
 * Of the columns that are called just id or number, or hold but #1001 and the
 * like, the first of which some ids stand on several rows, and each on rows of
 * one customer and one day alone; -1: there is none. The customer and the date
 * must be known.
 */
int cs_orderids_choose(const struct cs_schema *schema);

#endif
