/* season.h - what a report says of the season. */
#ifndef CS_APP_SEASON_H
#define CS_APP_SEASON_H

#include "app/job.h"
#include "tally/lapse.h"

/*
 * Warns (season) where customers come back as the weeks of the year have it,
 * see tally/season.h. `lapse` is the rule of the report: by due dates, or where
 * there is none, silence has no season, and nothing is looked for. NULL: the
 * report has a curve, whatever the rule.
 */
void cs_season_warn(struct cs_job *job, const struct cs_lapse *lapse);

#endif
