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

/* Counted from the period of the first date. */
static uint32_t period_of(const struct churn_rules *rules, cs_day day)
{
	const struct cs_standing_rules *standing = &rules->standing;

	return (uint32_t)(cs_period_of(day, standing->unit) -
			  cs_period_of(standing->days.from, standing->unit));
}

static uint32_t count_periods(const struct churn_rules *rules)
{
	return period_of(rules, rules->standing.as_of) + 1;
}

/* --- courses ----------------------------------------------------------- */

void courses_of(const struct churn_rules *rules,
		const struct cs_standing *standing,
		const struct cs_customer *customer, cs_day *limits,
		struct course *courses)
{
	cs_day as_of = rules->standing.as_of, next = as_of;
	/* of the last purchase before the next lapse */
	int64_t before = INT64_MAX;
	uint32_t periods = count_periods(rules);

	cs_standing_limits(&rules->standing, standing, customer, limits);
	for (size_t i = customer->npurchases; i-- > 0;) {
		cs_day day = customer->purchases[i].day, limit = limits[i];

		if (limit <= next)
			before = day;
		courses[i] = (struct course){
			.stratum =
			    band(i + 1) * periods + period_of(rules, day),
			.silence = (limit < next ? limit : next) - day,
			.told = (int64_t)limit + rules->horizon <= as_of,
			.lapsed = before <= (int64_t)day + rules->horizon,
		};
		next = day;
	}
}

/* --- lists ------------------------------------------------------------- */

void records_init(void *records, const void *with)
{
	const struct churn_rules *rules = with;

	*(struct records *)records = (struct records){
		.strata = BANDS * count_periods(rules),
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
		    const struct first *first, const struct course *courses,
		    const cs_day *limits)
{
	size_t at = purchase_by(customer, first->day);
	int64_t *apart = records->apart[first->experience];

	if (first->known > rules->standing.as_of) {
		apart[TOO_LATE]++;
	} else if (at == customer->npurchases) {
		apart[NO_PURCHASE]++;
	} else if (purchase_by(customer, first->known) != at) {
		apart[BOUGHT_AGAIN]++;
	} else if (first->known >= limits[at]) {
		apart[AFTER_LAPSE]++;
	} else if (!courses[at].told) {
		apart[TOO_LATE]++;
	} else {
		CS_GROW(records->list, records->count, records->capacity);
		records->list[records->count++] = (struct record){
			.stratum = courses[at].stratum,
			.silence = (uint32_t)(first->known -
					      customer->purchases[at].day),
			.experience = first->experience,
			.lapsed = courses[at].lapsed,
		};
	}
}

void records_add(struct records *records, const struct churn_rules *rules,
		 const struct cs_customer *customer,
		 const struct person *person)
{
	size_t n = customer->npurchases;
	cs_day *limits;
	struct course *courses;

	if (person->firsts[A_CONTACT].day == CS_NO_DAY)
		return; /* met nothing */
	limits = cs_calloc(n, sizeof *limits);
	courses = cs_calloc(n, sizeof *courses);
	courses_of(rules, &person->standing, customer, limits, courses);
	for (enum badness b = 0; b < NBAD; b++) {
		const struct first *first = &person->firsts[b];

		if (first->day != CS_NO_DAY && first->experience != NOTHING &&
		    badness_of(first->experience) == b)
			add_one(records, rules, customer, first, courses,
				limits);
	}
	free(limits);
	free(courses);
}
