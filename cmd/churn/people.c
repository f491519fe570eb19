/* people.c - cs-churn's tally of all customers: see study.h. */
#include "churn/study.h"

static void people_init(void *tally, const void *rules)
{
	struct people *people = tally;

	*people = (struct people){ 0 };
	records_init(&people->records, rules);
}

static void count_person(struct people *people, const struct person *person)
{
	bool lapsed = person->standing.state == CS_LAPSED;
	bool complained = person->complaints > 0;

	people->customers++;
	people->states[person->standing.state]++;
	people->reactivated += person->standing.reactivated;
	people->lapsed_complained += lapsed && person->complained_lately;
	people->complained += complained;
	people->came_back += person->came_back;
	people->asked += person->asked;
	people->revealed += person->revealed;
	people->revealed_complained += person->revealed && complained;
	people->unvoiced_back += person->back_unvoiced && !complained;
	people->met[person->worst]++;
	people->met_lapsed[person->worst] += lapsed;
	people->revenue += person->revenue;
	if (person->standing.state == CS_AT_RISK)
		people->revenue_at_risk += person->revenue;
	if (lapsed && !person->complained_lately)
		people->revenue_unvoiced += person->revenue;
}

static void people_add(void *tally, const void *with,
		       const struct cs_customer *customer)
{
	const struct churn_rules *rules = with;
	struct person person = person_of(rules, customer);
	struct people *people = tally;

	count_person(people, &person);
	if (rules->records && person.worst != NOTHING)
		records_add(&people->records,
			    record_of(rules, customer, &person, person.clock));
}

static const struct cs_members members[] = {
	RECORDS_MEMBERS,
	CS_MEMBERS(struct people, "qqqqqqqqqqqqqqqqqqqqqqqqqqqqsss", customers),
	{ NULL },
};

const struct cs_tally people_tally = {
	.size = sizeof(struct people),
	.init = people_init,
	.add = people_add,
	.members = members,
	.tag = "peop",
	.version = 1,
	.sound = records_sound,
};
