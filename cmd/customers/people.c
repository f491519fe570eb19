/* people.c - cs-customers' tally of single customers. */
#include <stdlib.h>

#include "base/mem.h"
#include "customers/study.h"

static void add(void *to, const void *of, const struct cs_customer *customer)
{
	const struct study *study = of;
	bool repeat = study->options->outlook.values == CS_VALUES_REPEAT;
	struct cs_standing standing =
	    cs_standing_of(&study->standing, customer);
	struct cs_buying buying = cs_buying_of(&study->buying, customer);
	struct people *people = to;

	CS_GROW(people->list, people->count, people->capacity);
	people->list[people->count++] = (struct person){
		.listed = cs_listed_of(&standing, customer,
				       cs_last_year_revenue(customer)),
		.revenue = customer->value,
		.spending = cs_buying_spending(&buying, repeat),
		.first = standing.first,
		.orders = (uint32_t)customer->npurchases,
		.purchases = buying.purchases,
	};
}

static int by_key(const void *a, const void *b)
{
	const struct person *x = a, *y = b;

	return cs_text_compare(x->listed.key, y->listed.key);
}

static void finish(void *of, const void *rules)
{
	struct people *people = of;

	(void)rules;
	if (people->count > 0)
		qsort(people->list, people->count, sizeof *people->list,
		      by_key);
}

/* They point to keys: not packed. */
static const struct cs_members members[] = {
	CS_LIST(struct people, "", list, CS_APPENDED, count,
		offsetof(struct people, capacity)),
	{ NULL },
};

const struct cs_tally people_tally = {
	.size = sizeof(struct people),
	.add = add,
	.finish = finish,
	.members = members,
};
