/* trial.c - see trial.h. */
#include "tally/trial.h"

#include "stat/proportion.h"

#define LEVEL .8

static void trial_init(void *tally, const void *rules)
{
	((struct cs_trial *)tally)->length =
	    ((const struct cs_trial_rules *)rules)->length;
}

static void trial_add(void *tally, const void *of,
		      const struct cs_customer *customer)
{
	const struct cs_trial_rules *rules = of;
	const struct cs_order *purchase = customer->purchases;
	struct cs_trial *trial = tally;
	size_t n = customer->npurchases;
	struct cs_customer then;
	cs_day silence;
	bool ended;

	while (n > 0 && purchase[n - 1].day > rules->date)
		n--;
	if (n == 0)
		return;
	ended = n < customer->npurchases;
	silence = rules->date - purchase[n - 1].day;
	trial->silent[silence]++;
	trial->ended[silence] += ended;
	if (rules->standing == NULL)
		return;
	then = *customer;
	then.npurchases = n;
	if (cs_standing_of(rules->standing, &then).state != CS_LAPSED)
		return;
	trial->standing.lapsed++;
	trial->standing.returned += ended;
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct cs_trial, "qq", standing),
	CS_LIST(struct cs_trial, "q", silent, CS_FIXED, length),
	CS_LIST(struct cs_trial, "q", ended, CS_FIXED, length),
	{ NULL },
};

const struct cs_tally cs_trial_tally = {
	.size = sizeof(struct cs_trial),
	.init = trial_init,
	.add = trial_add,
	.members = members,
	.tag = "tria",
	.version = 1,
};

struct cs_trial_counts cs_trial_after(const struct cs_trial *trial, long days)
{
	struct cs_trial_counts counts = { 0 };

	for (size_t i = trial->length; i > 0 && (long)i - 1 > days; i--) {
		counts.lapsed += trial->silent[i - 1];
		counts.returned += trial->ended[i - 1];
	}
	return counts;
}

long cs_trial_length(const struct cs_trial *trial, long days, double share,
		     int64_t fewest)
{
	struct cs_trial_counts counts = cs_trial_after(trial, days);

	for (size_t i = (size_t)days + 1; i < trial->length; i++) {
		counts.lapsed -= trial->silent[i];
		counts.returned -= trial->ended[i];
		if (counts.lapsed < fewest)
			return -1;
		if (cs_wilson(counts.returned, counts.lapsed, LEVEL).high <
		    share)
			return (long)i;
	}
	return -1;
}
