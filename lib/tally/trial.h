/*
 * trial.h - a lapse rule tried on the past of the data: whom it would have
 * called lapsed on an earlier date, and who of them has bought since. A tally
 * over customers, see fold.h.
 *
 * A customer counts who had bought by the date. Its silence then is the days
 * from its last purchase up to there; it has ended if there is a later one.
 */
#ifndef CS_TALLY_TRIAL_H
#define CS_TALLY_TRIAL_H

#include <stddef.h>
#include <stdint.h>

#include "tally/fold.h"
#include "tally/standing.h"

struct cs_trial_rules {
	cs_day date;
	size_t length; /* days from the first purchase of all to the date, both
			  included */
	/* as of the date; NULL: who is lapsed is told by days of silence, with
	 * cs_trial_after() */
	const struct cs_standing_rules *standing;
};

struct cs_trial_counts {
	int64_t lapsed;	  /* on the date */
	int64_t returned; /* of those: who have bought since */
};

struct cs_trial {
	struct cs_trial_counts standing; /* by the rules' `standing` */
	size_t length;			 /* the rules' */
	int64_t *silent;		 /* [days of silence on the date] */
	int64_t *ended; /* ... of those, who have bought since */
};

/* The rules are a struct cs_trial_rules. */
extern const struct cs_tally cs_trial_tally;

/* Had a silence of more than `days`, 0 or more, been a lapse. */
struct cs_trial_counts cs_trial_after(const struct cs_trial *trial, long days);

/*
 * The fewest days above `days` for which fewer than `share` of the lapsed, of
 * whom there are at least `fewest`, have bought since, by the upper end of
 * Wilson's 80 % interval: the first that falls below by chance would not hold
 * for others. -1: there are none.
 */
long cs_trial_length(const struct cs_trial *trial, long days, double share,
		     int64_t fewest);

#endif
