/* gaps.c - see gaps.h. */
#include "tally/gaps.h"

static void gaps_init(void *tally, const void *rules)
{
	((struct cs_gaps *)tally)->length =
	    ((const struct cs_gap_rules *)rules)->length;
}

static void gaps_add(void *tally, const void *of,
		     const struct cs_customer *customer)
{
	const struct cs_gap_rules *rules = of;
	const struct cs_order *purchase = customer->purchases;
	struct cs_gaps *gaps = tally;
	bool bought = false, waited = false;

	for (size_t i = 0; i < customer->npurchases; i++) {
		cs_day day = purchase[i].day;

		if (!cs_in(rules->window, day))
			continue;
		bought = true;
		if (i == 0 || day == purchase[i - 1].day)
			continue;
		waited = true;
		gaps->counts[day - purchase[i - 1].day]++;
	}
	gaps->buyers += bought;
	gaps->customers += waited;
}

static const struct cs_members members[] = {
	CS_LIST(struct cs_gaps, "q", counts, CS_FIXED, length),
	CS_MEMBERS(struct cs_gaps, "qq", buyers),
	{ NULL },
};

const struct cs_tally cs_gaps_tally = {
	.size = sizeof(struct cs_gaps),
	.init = gaps_init,
	.add = gaps_add,
	.members = members,
	.tag = "gaps",
	.version = 1,
};

void cs_gaps_count(struct cs_gaps *gaps, const struct cs_data *data)
{
	const struct cs_gap_rules rules = { { CS_DAY_MIN, CS_DAY_MAX },
					    cs_data_days(data) };

	if (gaps->counts == NULL)
		cs_data_fold(
		    data, &(struct cs_fold){ &cs_gaps_tally, &rules, gaps }, 1);
}
