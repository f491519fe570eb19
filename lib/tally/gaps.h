/*
 * gaps.h - how long customers usually wait: the gaps between purchases.
 */
#ifndef CS_TALLY_GAPS_H
#define CS_TALLY_GAPS_H

#include <stddef.h>
#include <stdint.h>

#include "data/data.h"

/*
 * Counts the gaps between a customer's consecutive purchases on different days,
 * of all customers: counts[d] of d days. Returns the array (to be freed) and
 * how long it is.
 */
int64_t *cs_gaps(const struct cs_data *data, size_t *length);

#endif
