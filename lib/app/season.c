/* season.c - see season.h. */
#include "app/season.h"

#include "app/notice.h"
#include "base/day.h"
#include "report/number.h"
#include "tally/season.h"

void cs_season_warn(struct cs_job *job, const struct cs_lapse *lapse)
{
	struct cs_season season;
	char from[11], to[11];

	if (lapse != NULL && lapse->kind != CS_LAPSE_GIVEN &&
	    lapse->kind != CS_LAPSE_USUAL)
		return;
	if (!cs_season_find(&job->data, &season))
		return;
	cs_warn(job, "season", (uint64_t)season.purchases, NULL, 0,
		"customers come back with the season: from %s to %s %s times "
		"as many as at other times, and in the same weeks a year "
		"before %s times as many; silence in a low season is no lapse "
		"yet, and who came lately may not do as the curves have it, "
		"which are of all the year; --trust season if that is known",
		cs_day_format(season.from, from),
		cs_day_format(season.from + CS_SEASON_BLOCK - 1, to),
		cs_figure(season.rate, 2).text,
		cs_figure(season.rate_then, 2).text);
}
