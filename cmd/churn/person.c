/* person.c - what one customer met and did: see person.h. */
#include "churn/person.h"

/* --- contacts ---------------------------------------------------------- */

static bool is(const struct churn_rules *rules, enum defined defined,
	       const struct cs_contact *contact)
{
	return (contact->flags & rules->options->definitions[defined].mask) !=
	       0;
}

/*
 * Of `n` items sorted by day, which is their first member: the first one on or
 * after `day`; n if there is none.
 */
static size_t first_on(const void *items, size_t size, size_t n, cs_day day)
{
	size_t low = 0;

	while (low < n) {
		size_t middle = low + (n - low) / 2;
		const cs_day *at =
		    (const void *)((const char *)items + middle * size);

		if (*at < day)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

size_t purchase_by(const struct cs_customer *customer, cs_day day)
{
	size_t next = first_on(customer->purchases, sizeof *customer->purchases,
			       customer->npurchases, day + 1);

	return next > 0 ? next - 1 : customer->npurchases;
}

/* Is there a contact of this kind, other than `but`, on these days? */
static bool within(const struct churn_rules *rules, enum defined defined,
		   const struct cs_customer *customer, cs_day from, int64_t to,
		   const struct cs_contact *but)
{
	const struct cs_contact *contacts = customer->contacts;

	for (size_t i = first_on(contacts, sizeof *contacts,
				 customer->ncontacts, from);
	     i < customer->ncontacts && contacts[i].day <= to; i++)
		if (is(rules, defined, &contacts[i]) && &contacts[i] != but)
			return true;
	return false;
}

cs_day next_complaint(const struct churn_rules *rules,
		      const struct cs_customer *customer, cs_day day)
{
	const struct cs_contact *contacts = customer->contacts;

	for (size_t i =
		 first_on(contacts, sizeof *contacts, customer->ncontacts, day);
	     i < customer->ncontacts; i++)
		if (is(rules, COMPLAINT, &contacts[i]))
			return contacts[i].day;
	return CS_NO_DAY;
}

static enum experience handling(const struct churn_rules *rules,
				const struct cs_customer *customer,
				const struct cs_contact *complaint)
{
	if (!rules->resolutions)
		return COMPLAINT_MADE;
	if (complaint->resolved == CS_NO_DAY ||
	    complaint->resolved > rules->standing.as_of)
		return COMPLAINT_UNRESOLVED;
	if (complaint->resolved >
	    cs_duration_add(complaint->day, rules->options->resolve_within))
		return COMPLAINT_LATE;
	return within(rules, PROACTIVE, customer, complaint->resolved,
		      cs_duration_add(complaint->resolved,
				      rules->options->follow_up),
		      complaint)
		   ? COMPLAINT_FOLLOWED_UP
		   : COMPLAINT_RESOLVED;
}

/*
 * The day from which on a complaint is compared: the day on which it was made,
 * but where customers may be asked again after a resolution the day by which it
 * was known whether they were. Who stayed until then had more time to be asked,
 * which is no merit of the asking.
 */
static cs_day known_on(const struct churn_rules *rules,
		       const struct cs_contact *complaint,
		       enum experience handling)
{
	if ((handling != COMPLAINT_RESOLVED &&
	     handling != COMPLAINT_FOLLOWED_UP) ||
	    !churn_knows(rules, PROACTIVE))
		return complaint->day;
	return cs_duration_add(complaint->resolved, rules->options->follow_up);
}

/* --- experiences ------------------------------------------------------- */

/* Something that the customer met, as bad as `badness` or worse. */
static void meet_first(struct person *person, enum badness badness,
		       enum experience experience, cs_day day, cs_day known)
{
	for (enum badness b = badness; b < NBAD; b++) {
		struct first *first = &person->firsts[b];

		if (first->day == CS_NO_DAY || day < first->day ||
		    (day == first->day && experience < first->experience))
			*first = (struct first){ day, known, experience };
	}
}

static void meet(struct person *person, enum experience experience, cs_day day,
		 cs_day known)
{
	meet_first(person, badness_of(experience), experience, day, known);
	if (experience < person->worst)
		person->worst = experience;
	if (person->last_day == CS_NO_DAY || day > person->last_day ||
	    (day == person->last_day && experience < person->last)) {
		person->last = experience;
		person->last_day = day;
	}
}

/*
 * Without knowing complaints nobody can be said to have made none. One that was
 * complained about is a failure all the same, and then the complaint counts.
 */
static void meet_failure(const struct churn_rules *rules,
			 const struct cs_customer *customer,
			 struct person *person, cs_day day)
{
	struct first *first = &person->firsts[A_FAILURE];

	if (!churn_knows(rules, COMPLAINT))
		return;
	if (!within(rules, COMPLAINT, customer, day,
		    (int64_t)day + rules->window, NULL))
		meet(person, FAILURE_UNVOICED, day, day);
	else if (first->day == CS_NO_DAY || day < first->day)
		*first = (struct first){ day, day, NOTHING };
}

static void meet_contact(const struct churn_rules *rules,
			 const struct cs_customer *customer,
			 struct person *person,
			 const struct cs_contact *contact)
{
	cs_day day = contact->day;

	if (is(rules, COMPLAINT, contact)) {
		enum experience what = handling(rules, customer, contact);

		meet(person, what, day, known_on(rules, contact, what));
	} else if (!is(rules, PROACTIVE, contact)) {
		meet(person, CONTACT_ONLY, day, day);
	}
	if (is(rules, FAILURE, contact))
		meet_failure(rules, customer, person, day);
}

/* What can be told from single contacts. */
static void count_contacts(const struct churn_rules *rules,
			   const struct cs_customer *customer,
			   struct person *person)
{
	for (size_t i = 0; i < customer->ncontacts; i++) {
		const struct cs_contact *contact = &customer->contacts[i];
		cs_day day = contact->day;

		meet_contact(rules, customer, person, contact);
		if (is(rules, COMPLAINT, contact)) {
			person->complaints++;
			person->came_back = person->standing.last > day;
			person->complained_lately =
			    day >= person->standing.last - rules->window;
		}
		if (!is(rules, PROACTIVE, contact))
			continue;
		person->asked = true;
		person->answered |=
		    (contact->flags &
		     rules->options->definitions[DISSATISFIED].answered) != 0;
		if (person->revealed || !is(rules, DISSATISFIED, contact))
			continue;
		person->revealed = true;
		person->back_unvoiced = person->standing.last > day;
	}
}

struct person person_met(const struct churn_rules *rules,
			 const struct cs_customer *customer)
{
	size_t n = customer->npurchases;
	struct person person = { .worst = NOTHING,
				 .last = NOTHING,
				 .last_day = CS_NO_DAY };

	for (enum badness b = 0; b < NBAD; b++)
		person.firsts[b] = (struct first){ CS_NO_DAY, CS_NO_DAY, 0 };
	person.standing.first = customer->purchases[0].day;
	person.standing.last = customer->purchases[n - 1].day;
	count_contacts(rules, customer, &person);
	for (size_t i = 0; i < n; i++)
		if (order_failed(&customer->purchases[i],
				 rules->standing.as_of))
			meet_failure(rules, customer, &person,
				     customer->purchases[i].day);
	return person;
}

struct person person_of(const struct churn_rules *rules,
			const struct cs_customer *customer)
{
	struct person person = person_met(rules, customer);

	person.standing = cs_standing_of(&rules->standing, customer);
	person.revenue = cs_last_year_revenue(customer);
	return person;
}
