/* lapse.c - see lapse.h. */
#include "tally/lapse.h"

#include <stdlib.h>

#include "base/mem.h"

/* --- gaps -------------------------------------------------------------- */

static void gaps_init(void *tally, const void *rules)
{
	((struct cs_gaps *)tally)->length = *(const size_t *)rules;
}

static void gaps_add(void *tally, const void *rules,
		     const struct cs_customer *customer)
{
	const struct cs_order *purchase = customer->purchases;
	struct cs_gaps *gaps = tally;

	(void)rules;
	for (size_t i = 1; i < customer->npurchases; i++)
		gaps->counts[purchase[i].day - purchase[i - 1].day]++;
}

static void forget_same_day(void *tally, const void *rules)
{
	(void)rules;
	((struct cs_gaps *)tally)->counts[0] = 0;
}

static const struct cs_members members[] = {
	CS_LIST(struct cs_gaps, "q", counts, CS_FIXED, length),
	{ NULL },
};

const struct cs_tally cs_gaps_tally = {
	.size = sizeof(struct cs_gaps),
	.init = gaps_init,
	.add = gaps_add,
	.finish = forget_same_day,
	.members = members,
	.tag = "gaps",
	.version = 1,
};

void cs_gaps_count(struct cs_gaps *gaps, const struct cs_data *data)
{
	const struct cs_account *account = &data->input.account;
	size_t length = 1;

	if (gaps->counts != NULL)
		return;
	if (account->last_date != CS_NO_DAY)
		length = (size_t)(account->last_date - account->first_date) + 1;
	cs_data_fold(data, &(struct cs_fold){ &cs_gaps_tally, &length, gaps },
		     1);
}

/* --- the rule ---------------------------------------------------------- */

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
