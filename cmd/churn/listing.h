/*
 * listing.h - single customers, by state, revenue and key: whom to call.
 */
#ifndef CHURN_LISTING_H
#define CHURN_LISTING_H

#include "churn/person.h"
#include "tally/fold.h"

struct listed {
	struct cs_text key; /* like `kept` the data's */
	struct cs_standing standing;
	int64_t complaints;
	enum experience last;
	cs_sum revenue;
	const struct cs_kept *kept;
};

struct listing {
	struct listed *list;
	size_t count, capacity;
};

/*
 * A struct listing of those in the state that --state names, else of those at
 * risk, then the lapsed; each state by revenue, the highest first. The rules
 * are a struct churn_rules.
 */
extern const struct cs_tally listing_tally;

#endif
