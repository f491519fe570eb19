/* gaps.c - see gaps.h. */
#include "tally/gaps.h"

static void gaps_init(void *tally, const void *rules)
{
	((struct cs_gaps *)tally)->length =
	    ((const struct cs_gap_rules *)rules)->length;
}

/*
 * Adds the `n` gaps that end with the purchases from `begin` to the one before
 * `end`. Each weighs the nth part of a unit, and what cannot be divided goes
 * evenly to some of them, so that the last one ends at exactly one unit.
 */
static void weigh(struct cs_gaps *gaps, const struct cs_order *purchase,
		  size_t begin, size_t end, uint32_t n)
{
	uint32_t unit = (uint32_t)CS_GAP_UNIT, share = unit / n;
	uint32_t rest = unit % n, over = 0;

	for (size_t i = begin; i < end; i++) {
		cs_day days = purchase[i].day - purchase[i - 1].day;

		if (days == 0)
			continue;
		over += rest;
		gaps->counts[days]++;
		gaps->weights[days] += share + (over >= n);
		over -= over >= n ? n : 0;
	}
}

static void gaps_add(void *tally, const void *of,
		     const struct cs_customer *customer)
{
	const struct cs_gap_rules *rules = of;
	const struct cs_order *purchase = customer->purchases;
	struct cs_gaps *gaps = tally;
	size_t begin = 0, end = customer->npurchases;
	uint32_t n = 0;

	while (end > 0 && purchase[end - 1].day > rules->window.to)
		end--;
	while (begin < end && purchase[begin].day < rules->window.from)
		begin++;
	if (begin == end)
		return;
	gaps->buyers++;
	begin += begin == 0; /* a gap that ends here may begin before */
	for (size_t i = begin; i < end; i++)
		n += purchase[i].day > purchase[i - 1].day;
	if (n == 0)
		return;
	gaps->customers++;
	weigh(gaps, purchase, begin, end, n);
}

static const struct cs_members members[] = {
	CS_LIST(struct cs_gaps, "q", counts, CS_FIXED, length),
	CS_LIST(struct cs_gaps, "q", weights, CS_FIXED, length),
	CS_MEMBERS(struct cs_gaps, "qq", buyers),
	{ NULL },
};

const struct cs_tally cs_gaps_tally = {
	.size = sizeof(struct cs_gaps),
	.init = gaps_init,
	.add = gaps_add,
	.members = members,
	.tag = "gaps",
	.version = 2,
};

int64_t cs_gaps_total(const struct cs_gaps *gaps)
{
	int64_t total = 0;

	for (size_t i = 0; i < gaps->length; i++)
		total += gaps->counts[i];
	return total;
}

void cs_gaps_count(struct cs_gaps *gaps, const struct cs_data *data)
{
	const struct cs_gap_rules rules = { { CS_DAY_MIN, CS_DAY_MAX },
					    cs_data_days(data) };

	if (gaps->counts == NULL)
		cs_data_fold(
		    data, &(struct cs_fold){ &cs_gaps_tally, &rules, gaps }, 1);
}
