/* people.c - cs-customers' tally of single customers. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/sort.h"
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

/* --- by key ------------------------------------------------------------ */

/* Where somebody stands, with the beginning of the key, which mostly tells. */
struct named {
	uint64_t begins;
	const struct person *person;
};

static struct named named(const struct person *person)
{
	const struct cs_text *key = &person->listed.key;
	struct named named = { .person = person };

	for (size_t i = 0; i < sizeof named.begins; i++)
		named.begins =
		    named.begins << 8 |
		    (i < key->length ? (unsigned char)key->bytes[i] : 0);
	return named;
}

static int by_key(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	if (x->begins != y->begins)
		return x->begins < y->begins ? -1 : 1;
	return cs_text_compare(x->person->listed.key, y->person->listed.key);
}

/* Each goes to its place without room for as many again: into the one that has
 * become free, until that of the first is. */
static void permute(struct person *list, struct named *order, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct person first = list[i];
		size_t to = i, from;

		if (order[i].person == NULL)
			continue;
		while ((from = (size_t)(order[to].person - list)) != i) {
			order[to].person = NULL;
			list[to] = list[from];
			to = from;
		}
		order[to].person = NULL;
		list[to] = first;
	}
}

static void finish(void *of, const void *with)
{
	const struct study *study = with;
	struct people *people = of;
	size_t n = people->count;
	struct named *order = cs_calloc(n, sizeof *order);

	for (size_t i = 0; i < n; i++)
		order[i] = named(&people->list[i]);
	cs_sort_on(study->job->data.threads, order, n, sizeof *order, by_key);
	permute(people->list, order, n);
	free(order);
}

static const struct cs_members members[] = {
	CS_LIST(struct people, CS_LISTED_ITEMS "sffddd", list, CS_APPENDED,
		count, offsetof(struct people, capacity)),
	{ NULL },
};

const struct cs_tally people_tally = {
	.size = sizeof(struct people),
	.add = add,
	.finish = finish,
	.members = members,
	.tag = "pers",
	.version = 1,
};
