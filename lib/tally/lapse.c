/* lapse.c - see lapse.h. */
#include "tally/lapse.h"

#include <stdlib.h>

#include "base/mem.h"

void cs_lapse_lay_out(struct cs_lapse *lapse, struct cs_window days)
{
	lapse->days = days;
	lapse->cutoff = CS_NO_DAY;
	lapse->on = cs_malloc(cs_window_days(days) * sizeof *lapse->on);
	for (cs_day day = days.from; day <= days.to; day++) {
		cs_day last = cs_duration_add(cs_duration_add(day, lapse->span),
					      lapse->grace);

		lapse->on[day - days.from] =
		    last < CS_DAY_MAX ? last + 1 : CS_NEVER;
		if (last < days.to)
			lapse->cutoff = day;
	}
}

void cs_lapse_release(struct cs_lapse *lapse)
{
	free(lapse->on);
	cs_tally_release(&cs_gaps_tally, &lapse->gaps);
	*lapse = (struct cs_lapse){ 0 };
}
