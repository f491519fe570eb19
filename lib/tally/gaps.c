/* gaps.c - see gaps.h. */
#include "tally/gaps.h"

static void gaps_init(void *tally, const void *rules)
{
	((struct cs_gaps *)tally)->length =
	    ((const struct cs_gap_rules *)rules)->length;
}

/* Does purchase i end a gap that is counted? */
static bool ends_gap(const struct cs_gap_rules *rules,
		     const struct cs_order *purchase, size_t i)
{
	return i > 0 && purchase[i].day > purchase[i - 1].day &&
	       cs_in(rules->window, purchase[i].day);
}

/* Weighs the `n` gaps of a customer. */
static void weigh(struct cs_gaps *gaps, const struct cs_gap_rules *rules,
		  const struct cs_customer *customer, int64_t n)
{
	const struct cs_order *purchase = customer->purchases;
	int64_t done = 0;

	for (size_t i = 1; i < customer->npurchases; i++) {
		cs_day days = purchase[i].day - purchase[i - 1].day;

		if (!ends_gap(rules, purchase, i))
			continue;
		gaps->counts[days]++;
		/* the last one ends at exactly one unit */
		gaps->weights[days] +=
		    CS_GAP_UNIT * (done + 1) / n - CS_GAP_UNIT * done / n;
		done++;
	}
}

static void gaps_add(void *tally, const void *of,
		     const struct cs_customer *customer)
{
	const struct cs_gap_rules *rules = of;
	const struct cs_order *purchase = customer->purchases;
	struct cs_gaps *gaps = tally;
	bool bought = false;
	int64_t n = 0;

	for (size_t i = 0; i < customer->npurchases; i++) {
		bought = bought || cs_in(rules->window, purchase[i].day);
		n += ends_gap(rules, purchase, i);
	}
	gaps->buyers += bought;
	gaps->customers += n > 0;
	if (n > 0)
		weigh(gaps, rules, customer, n);
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
