/*
 * people.h - how many customers are where, what they met and what they bring.
 */
#ifndef CHURN_PEOPLE_H
#define CHURN_PEOPLE_H

#include "churn/records.h"

struct people {
	struct records records; /* of those who met something */
	int64_t customers;
	int64_t states[CS_NSTATES];
	int64_t reactivated;
	int64_t lapsed_complained;
	int64_t complained;
	int64_t came_back; /* of them: bought after their last complaint */
	int64_t asked, revealed, revealed_complained;
	/* revealed without complaint, and bought after it */
	int64_t unvoiced_back;
	int64_t met[NEXPERIENCES], met_lapsed[NEXPERIENCES]; /* by the worst */
	cs_sum revenue;				  /* of each one's last year */
	cs_sum revenue_at_risk, revenue_unvoiced; /* lapsed without complaint */
};

/* Of struct people; the rules are a struct churn_rules. */
extern const struct cs_tally people_tally;

#endif
