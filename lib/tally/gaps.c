/* gaps.c - see gaps.h. */
#include "tally/gaps.h"

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
