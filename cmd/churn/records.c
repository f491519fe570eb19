/* records.c - see study.h. */
#include <stdlib.h>

#include "base/mem.h"
#include "churn/study.h"

/* --- strata ------------------------------------------------------------ */

/* Ordinals beyond the tenth are compared in bands. */
enum { SINGLE = 10 };
static const size_t ends[] = { 15, 25, 50, 100 };
enum { BANDS = SINGLE + sizeof ends / sizeof *ends + 1 };

static uint32_t band(size_t ordinal)
{
	uint32_t b = SINGLE;

	if (ordinal <= SINGLE)
		return (uint32_t)ordinal - 1;
	for (size_t i = 0; i < BANDS - SINGLE - 1; i++)
		b += ordinal > ends[i];
	return b;
}

/* --- courses ----------------------------------------------------------- */

struct course *courses_of(const struct churn_rules *rules, int32_t lapse_days,
			  const struct cs_customer *customer,
			  struct courses *courses)
{
	cs_day as_of = rules->standing.as_of, next = as_of;
	cs_day from = rules->standing.days.from;
	/* of the last purchase before the next lapse */
	int64_t before = INT64_MAX;
	size_t n = customer->npurchases;

	courses->far = NULL;
	courses->limits = courses->near_limits;
	courses->list = courses->near;
	if (n > NEAR_COURSES) {
		courses->far = cs_malloc(
		    n * (sizeof *courses->list + sizeof *courses->limits));
		courses->list = courses->far;
		courses->limits = (cs_day *)(void *)(courses->list + n);
	}
	cs_standing_limits(&rules->standing, lapse_days, customer,
			   courses->limits);
	for (size_t i = n; i-- > 0;) {
		cs_day day = customer->purchases[i].day;
		cs_day limit = courses->limits[i];

		if (limit <= next)
			before = day;
		courses->list[i] = (struct course){
			.stratum = band(i + 1) * rules->periods +
				   rules->period_of_day[day - from],
			.silence = (limit < next ? limit : next) - day,
			.told = (int64_t)limit + rules->horizon <= as_of,
			.lapsed = before <= (int64_t)day + rules->horizon,
		};
		next = day;
	}
	return courses->list;
}

void courses_release(struct courses *courses)
{
	free(courses->far);
}

/* --- lists ------------------------------------------------------------- */

void records_init(void *records, const void *with)
{
	const struct churn_rules *rules = with;

	*(struct records *)records = (struct records){
		.strata = BANDS * rules->periods,
		.ndays = (uint32_t)cs_window_days(rules->standing.days),
	};
}

bool records_sound(const void *tally)
{
	const struct records *records = tally;

	for (size_t i = 0; i < records->count; i++) {
		const struct record *record = &records->list[i];

		if (record->stratum >= records->strata ||
		    record->silence >= records->ndays ||
		    record->experience >= NEXPERIENCES)
			return false;
	}
	return true;
}

static void add_one(struct records *records, const struct churn_rules *rules,
		    const struct cs_customer *customer,
		    const struct first *first, const struct courses *courses)
{
	size_t at = purchase_by(customer, first->day);
	int64_t *apart = records->apart[first->experience];

	if (first->known > rules->standing.as_of) {
		apart[TOO_LATE]++;
	} else if (at == customer->npurchases) {
		apart[NO_PURCHASE]++;
	} else if (purchase_by(customer, first->known) != at) {
		apart[BOUGHT_AGAIN]++;
	} else if (first->known >= courses->limits[at]) {
		apart[AFTER_LAPSE]++;
	} else if (!courses->list[at].told) {
		apart[TOO_LATE]++;
	} else {
		CS_GROW(records->list, records->count, records->capacity);
		records->list[records->count++] = (struct record){
			.stratum = courses->list[at].stratum,
			.silence = (uint32_t)(first->known -
					      customer->purchases[at].day),
			.experience = first->experience,
			.lapsed = courses->list[at].lapsed,
		};
	}
}

void records_add(struct records *records, const struct churn_rules *rules,
		 const struct cs_customer *customer,
		 const struct person *person)
{
	struct courses courses;

	if (person->firsts[A_CONTACT].day == CS_NO_DAY)
		return; /* met nothing */
	courses_of(rules, person->standing.lapse_days, customer, &courses);
	for (enum badness b = 0; b < NBAD; b++) {
		const struct first *first = &person->firsts[b];

		if (first->day != CS_NO_DAY && first->experience != NOTHING &&
		    badness_of(first->experience) == b)
			add_one(records, rules, customer, first, &courses);
	}
	courses_release(&courses);
}
