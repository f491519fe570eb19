/* buying_sort.h - the order of the list in struct cs_buyings. */
#ifndef CS_TALLY_BUYING_SORT_H
#define CS_TALLY_BUYING_SORT_H

#include "tally/buying.h"

/* By purchases, age, recency, later, value, first, on so many threads. */
void cs_buyings_sort(struct cs_buyings *buyings, unsigned threads);

#endif
