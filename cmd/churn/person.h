/*
 * person.h - one customer: where it stands, what it met and what it did then.
 */
#ifndef CHURN_PERSON_H
#define CHURN_PERSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "churn/options.h"
#include "data/data.h"

/*
 * What a customer met, the worst first: of several the first in this order.
 * COMPLAINT_MADE stands for the four above it where contacts do not say what
 * was settled.
 */
enum experience {
	FAILURE_UNVOICED, /* a failure, and no complaint within
			     --complaint-window of it */
	COMPLAINT_UNRESOLVED,
	COMPLAINT_LATE,	       /* resolved, but not within --resolve-within */
	COMPLAINT_RESOLVED,    /* in time, and not followed up */
	COMPLAINT_FOLLOWED_UP, /* in time, and asked again within --follow-up */
	COMPLAINT_MADE,
	CONTACT_ONLY, /* wrote or called, without complaint */
	NOTHING,
	NEXPERIENCES
};

/* "complaint_resolved". */
extern const char *const experience_names[NEXPERIENCES];

struct person {
	struct cs_standing standing;
	int64_t complaints;
	bool asked, revealed;
	/* within the window of the last purchase, or after */
	bool complained_lately;
	bool came_back;	    /* bought after its last complaint */
	bool back_unvoiced; /* bought after it first revealed dissatisfaction */
	enum experience worst, last;
	cs_day last_day; /* on which it met the last; CS_NO_DAY: never */
	/* purchase at which the worst was first met; of NOTHING 0 */
	size_t clock;
	size_t first_failure; /* purchase; SIZE_MAX: none */
	cs_sum revenue;	      /* last year */
};

struct person person_of(const struct churn_rules *rules,
			const struct cs_customer *customer);

#endif
