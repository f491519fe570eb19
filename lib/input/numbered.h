/* numbered.h - is customer 0 one of many, or nobody (lib/input only)? */
#ifndef CS_INPUT_NUMBERED_H
#define CS_INPUT_NUMBERED_H

#include "input/sample.h"
#include "input/schema.h"

/*
 * Are customers numbered from 0? By the sample: there are 0, 1, 2 and 3 in the
 * one customer column, and 0 has no more rows than twice what one of 1 to 99
 * has. Where 0 says that somebody has no number, it has many.
 */
bool cs_numbered_from_zero(const struct cs_schema *schema,
			   struct cs_sample *sample);

#endif
