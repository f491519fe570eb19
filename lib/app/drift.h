/* drift.h - what a report says of customers who come later and do worse. */
#ifndef CS_APP_DRIFT_H
#define CS_APP_DRIFT_H

#include "app/job.h"
#include "stat/drift.h"

struct cs_drift_words {
	const char *finding; /* "later customers come back less" */
	const char *since;   /* "the first purchase": where the clock starts */
	const char *came;    /* "first bought" */
	const char *likely;  /* "likely to buy again", the event */
	bool good;	     /* is the event what one hopes for? */
};

/*
 * Warns (drift) where later customers do worse by p_value, which is the drift's
 * or, with clusters, theirs: below .01, and by a tenth or more between the
 * earlier and the later half. `from` is the day of x = 0.
 */
void cs_drift_warn(struct cs_job *job, const struct cs_drift *drift,
		   double p_value, cs_day from,
		   const struct cs_drift_words *words);

#endif
