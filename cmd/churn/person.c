/* person.c - what one customer met and did: see study.h. */
#include <string.h>

#include "churn/study.h"
#include "app/shared.h"

/* --- contacts ---------------------------------------------------------- */

static bool is(const struct study *study, enum defined defined,
	       const struct cs_contact *contact)
{
	return (contact->flags & study->definitions[defined].mask) != 0;
}

/* The last purchase on or before `day`; the first if all are later. */
static size_t purchase_before(const struct cs_customer *customer, cs_day day)
{
	size_t low = 0, high = customer->npurchases;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (customer->purchases[middle].day <= day)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The first contact on or after `day`; they are sorted by day. */
static size_t first_contact(const struct cs_customer *customer, cs_day day)
{
	size_t low = 0, high = customer->ncontacts;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (customer->contacts[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool bought_after(const struct cs_customer *customer, cs_day day)
{
	return customer->purchases[customer->npurchases - 1].day > day;
}

static bool followed_up(const struct study *study,
			const struct cs_customer *customer,
			const struct cs_contact *complaint)
{
	cs_day until =
	    cs_duration_add(complaint->resolved, study->options->follow_up);

	for (size_t i = first_contact(customer, complaint->resolved);
	     i < customer->ncontacts && customer->contacts[i].day <= until; i++)
		if (is(study, PROACTIVE, &customer->contacts[i]) &&
		    &customer->contacts[i] != complaint)
			return true;
	return false;
}

static enum experience handling(const struct study *study,
				const struct cs_customer *customer,
				const struct cs_contact *complaint)
{
	if (!study->resolutions)
		return COMPLAINT_MADE;
	if (complaint->resolved == CS_NO_DAY ||
	    complaint->resolved > study->rules.as_of)
		return COMPLAINT_UNRESOLVED;
	if (complaint->resolved >
	    cs_duration_add(complaint->day, study->options->resolve_within))
		return COMPLAINT_LATE;
	return followed_up(study, customer, complaint) ? COMPLAINT_FOLLOWED_UP
						       : COMPLAINT_RESOLVED;
}

/* --- experiences ------------------------------------------------------- */

/* Something that the customer met. */
static void meet(struct person *person, enum experience experience,
		 size_t purchase, cs_day day, cs_day *last)
{
	if (experience < person->worst ||
	    (experience == person->worst && purchase < person->clock)) {
		person->worst = experience;
		person->clock = purchase;
	}
	if (*last == CS_NO_DAY || day > *last ||
	    (day == *last && experience < person->last)) {
		person->last = experience;
		*last = day;
	}
}

/* Was there a complaint on `day` or within the window after it? */
static bool voiced(const struct study *study,
		   const struct cs_customer *customer, cs_day day)
{
	for (size_t i = first_contact(customer, day);
	     i < customer->ncontacts &&
	     customer->contacts[i].day - day <= study->window;
	     i++)
		if (is(study, COMPLAINT, &customer->contacts[i]))
			return true;
	return false;
}

static void meet_failure(const struct study *study,
			 const struct cs_customer *customer,
			 struct person *person, size_t purchase, cs_day day,
			 cs_day *last)
{
	if (purchase < person->first_failure)
		person->first_failure = purchase;
	if (!voiced(study, customer, day))
		meet(person, FAILURE_UNVOICED, purchase, day, last);
}

static void meet_failures(const struct study *study,
			  const struct cs_customer *customer,
			  struct person *person, cs_day *last)
{
	/* without knowing complaints nobody can be said to have made none */
	if (!study_knows(study, COMPLAINT))
		return;
	for (size_t i = 0; i < customer->npurchases; i++)
		if (customer->purchases[i].tag != 0)
			meet_failure(study, customer, person, i,
				     customer->purchases[i].day, last);
	for (size_t i = 0; i < customer->ncontacts; i++) {
		const struct cs_contact *contact = &customer->contacts[i];

		if (is(study, FAILURE, contact))
			meet_failure(study, customer, person,
				     purchase_before(customer, contact->day),
				     contact->day, last);
	}
}

static void meet_contacts(const struct study *study,
			  const struct cs_customer *customer,
			  struct person *person, cs_day *last)
{
	for (size_t i = 0; i < customer->ncontacts; i++) {
		const struct cs_contact *contact = &customer->contacts[i];
		enum experience met = CONTACT_ONLY;

		if (is(study, COMPLAINT, contact))
			met = handling(study, customer, contact);
		else if (is(study, PROACTIVE, contact))
			continue;
		meet(person, met, purchase_before(customer, contact->day),
		     contact->day, last);
	}
}

/* What can be told from single contacts. */
static void count_contacts(const struct study *study,
			   const struct cs_customer *customer,
			   struct person *person)
{
	cs_day complaint = CS_NO_DAY, revealed = CS_NO_DAY;

	for (size_t i = 0; i < customer->ncontacts; i++) {
		const struct cs_contact *contact = &customer->contacts[i];

		if (is(study, COMPLAINT, contact)) {
			person->complaints++;
			complaint = contact->day;
		}
		if (!is(study, PROACTIVE, contact))
			continue;
		person->asked = true;
		if (is(study, DISSATISFIED, contact) && revealed == CS_NO_DAY)
			revealed = contact->day;
	}
	person->revealed = revealed != CS_NO_DAY;
	person->back_unvoiced =
	    person->revealed && bought_after(customer, revealed);
	if (complaint == CS_NO_DAY)
		return;
	person->came_back = bought_after(customer, complaint);
	person->complained_lately =
	    complaint >= person->standing.last - study->window;
}

struct person person_of(const struct study *study,
			const struct cs_customer *customer)
{
	struct person person = { .worst = NOTHING,
				 .last = NOTHING,
				 .first_failure = SIZE_MAX };
	cs_day last = CS_NO_DAY;

	person.standing = cs_standing_of(&study->rules, customer);
	person.revenue = cs_last_year_revenue(customer);
	count_contacts(study, customer, &person);
	meet_contacts(study, customer, &person, &last);
	meet_failures(study, customer, &person, &last);
	return person;
}

/* --- the course after a purchase --------------------------------------- */

/* Ordinals beyond the tenth are compared in bands. */
static uint32_t band(size_t ordinal)
{
	static const size_t ends[] = { 15, 25, 50, 100 };
	uint32_t b = 10;

	if (ordinal <= 10)
		return (uint32_t)ordinal - 1;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		b += ordinal > ends[i];
	return b;
}

/* The last day on which a silence until the end is a lapse of this customer. */
static cs_day own_cutoff(const struct study *study,
			 const struct cs_standing *standing)
{
	int64_t cutoff = (int64_t)study->rules.as_of - standing->lapse_days - 1;

	if (standing->lapse_days < 0)
		return study->lapse.cutoff;
	return cutoff < CS_DAY_MIN ? CS_NO_DAY : (cs_day)cutoff;
}

struct record record_of(const struct study *study,
			const struct cs_customer *customer,
			const struct person *person, size_t clock)
{
	const struct cs_standing *standing = &person->standing;
	cs_day start = customer->purchases[clock].day;
	cs_day cutoff = own_cutoff(study, standing);
	int32_t period = cs_period_of(start, study->job->shared.period) -
			 study->first_period;
	struct record record = {
		.stratum = band(clock + 1) * (uint32_t)study->nperiods +
			   (uint32_t)period,
		.days =
		    cutoff == CS_NO_DAY || start > cutoff ? -1 : cutoff - start,
		.experience = (uint8_t)person->worst,
		.lapsed = standing->state == CS_LAPSED,
	};

	for (size_t i = clock; i < customer->npurchases; i++)
		if (cs_standing_lapse(&study->rules, standing, customer, i) !=
		    CS_NO_DAY) {
			record.days = customer->purchases[i].day - start;
			record.lapse = true;
			break;
		}
	return record;
}

/* A number from 0 to below 1 that only the key decides (FNV-1a, then mixed). */
static double draw(struct cs_text key)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < key.length; i++)
		hash = (hash ^ (unsigned char)key.bytes[i]) * 0x100000001b3u;
	hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9u;
	hash = (hash ^ hash >> 27) * 0x94d049bb133111ebu;
	hash ^= hash >> 31;
	return (double)(hash >> 11) * 0x1p-53;
}

size_t person_clock(const struct study *study,
		    const struct cs_customer *customer)
{
	uint64_t sum = 0,
		 target = (uint64_t)(draw(customer->key) * (double)study->nmet);

	for (size_t n = 0; n < MOST_ORDINALS && n < customer->npurchases; n++) {
		sum += study->ordinals[n];
		if (sum > target)
			return n;
	}
	return SIZE_MAX;
}
