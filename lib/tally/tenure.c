/* tenure.c - see tenure.h. */
#include "tally/tenure.h"

#include <math.h>

/* --- a customer's own calendar ----------------------------------------- */

struct clock {
	cs_day first;  /* purchase */
	int32_t month; /* its number */
	int dom;
	enum cs_period unit;
};

static struct clock clock_from(cs_day first, enum cs_period unit)
{
	struct clock clock = { .first = first, .unit = unit };
	int year, month;

	if (unit == CS_WEEK)
		return clock;
	cs_day_to_ymd(first, &year, &month, &clock.dom);
	clock.month = (year - 1970) * 12 + month - 1;
	return clock;
}

/* The first day of row `index`. */
static cs_day row_start(const struct clock *clock, size_t index)
{
	int32_t rows = (int32_t)index;

	if (clock->unit == CS_WEEK)
		return clock->first + 7 * rows;
	return cs_month_day(clock->month + cs_period_months(clock->unit) * rows,
			    clock->dom);
}

/*
 * The index of the row that holds `day`; *end is the first day behind that row.
 * If all months had one length, no anniversary would move by more than SLACK
 * days: a row guessed on that footing is the right one or the one before, and
 * the calendar is mostly asked only once.
 */
static size_t row_of(const struct clock *clock, cs_day day, cs_day *end)
{
	enum { SLACK = 5 };
	const double month = 146097 / 4800.0; /* days, on average */
	int32_t days = day - clock->first;
	size_t index;

	if (clock->unit == CS_WEEK)
		index = (size_t)(days / 7);
	else if (days <= SLACK)
		index = 0;
	else
		index = (size_t)((days - SLACK) /
				 (month * cs_period_months(clock->unit)));
	*end = row_start(clock, index + 1);
	if (*end <= day)
		*end = row_start(clock, ++index + 1);
	return index;
}

/* --- tallies ----------------------------------------------------------- */

static bool begins_late(const struct cs_customer *customer)
{
	const struct cs_order *purchase = customer->purchases;
	cs_day first = purchase->day;

	for (size_t i = 0; i < customer->npurchases && purchase[i].day == first;
	     i++)
		if (purchase[i].tag <= 1)
			return false;
	return true;
}

/* How far a customer's purchases and refunds are taken, by day. */
struct taken {
	const struct cs_customer *of;
	size_t purchases, refunds;
};

/* Of the next one, not before the first purchase. */
static cs_day refund_day(const struct taken *taken)
{
	cs_day day = taken->of->refunds[taken->refunds].day;
	cs_day first = taken->of->purchases[0].day;

	return day < first ? first : day;
}

/* The next day on which there is something; behind all days if there is none.
 */
static cs_day next_day(const struct taken *taken)
{
	cs_day day = INT32_MAX;

	if (taken->purchases < taken->of->npurchases)
		day = taken->of->purchases[taken->purchases].day;
	if (taken->refunds < taken->of->nrefunds && refund_day(taken) < day)
		day = refund_day(taken);
	return day;
}

/* Takes what lies before the day `end` into a row. */
static void add_period(struct cs_tenure_row *row, struct taken *taken,
		       cs_day end)
{
	const struct cs_customer *of = taken->of;
	size_t before = taken->purchases, i = before;
	cs_sum revenue = 0;

	for (; i < of->npurchases && of->purchases[i].day < end; i++)
		revenue += of->purchases[i].total;
	taken->purchases = i;
	row->active += i > before;
	row->orders += (int64_t)(i - before);
	for (; taken->refunds < of->nrefunds && refund_day(taken) < end;
	     taken->refunds++)
		revenue += of->refunds[taken->refunds].total;
	row->revenue += revenue;
	cs_square_add(&row->squares, revenue);
}

static void tenure_add(void *tally, const void *with,
		       const struct cs_customer *customer)
{
	const struct cs_tenure_rules *rules = with;
	struct cs_tenure *tenure = tally;
	struct clock clock;
	struct taken taken = { customer, 0, 0 };
	size_t whole;
	cs_day day, end;

	if (customer->npurchases == 0 ||
	    !cs_in(rules->window, customer->purchases[0].day) ||
	    (rules->numbered && begins_late(customer)))
		return;
	clock = clock_from(customer->purchases[0].day, rules->unit);
	/* the row that holds the day after as_of is the first that is not whole
	 */
	whole = row_of(&clock, rules->as_of + 1, &end);
	if (whole == 0)
		return;
	end = row_start(&clock, whole);
	tenure->rows =
	    cs_lengthen(tenure->rows, &tenure->length, &tenure->capacity, whole,
			sizeof *tenure->rows);
	tenure->rows[whole - 1].customers++;
	while ((day = next_day(&taken)) < end) {
		cs_day next;
		size_t index = row_of(&clock, day, &next);

		add_period(&tenure->rows[index], &taken, next);
	}
}

static void tenure_finish(void *tally, const void *rules)
{
	struct cs_tenure *tenure = tally;

	(void)rules;
	for (size_t i = tenure->length; i-- > 1;)
		tenure->rows[i - 1].customers += tenure->rows[i].customers;
	tenure->nrows = tenure->length;
}

static const struct cs_members members[] = {
	CS_LIST(struct cs_tenure, "qqqsQ", rows, CS_GROWING, length,
		offsetof(struct cs_tenure, capacity)),
	{ NULL },
};

const struct cs_tally cs_tenure_tally = {
	.size = sizeof(struct cs_tenure),
	.add = tenure_add,
	.finish = tenure_finish,
	.members = members,
	.tag = "tenu",
	.version = 1,
};

double cs_tenure_se(const struct cs_tenure_row *row)
{
	double n = (double)row->customers, deviations;

	if (row->customers < 2)
		return NAN;
	deviations =
	    cs_square_deviations(&row->squares, row->revenue, row->customers);
	return sqrt(deviations / (n - 1) / n) / CS_MICROS;
}
