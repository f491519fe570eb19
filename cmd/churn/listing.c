/* listing.c - see listing.h. */
#include "churn/listing.h"

#include <stdlib.h>

#include "base/mem.h"

static void init(void *listing, const void *rules)
{
	(void)rules;
	*(struct listing *)listing = (struct listing){ 0 };
}

static void add(void *to, const void *with, const struct cs_customer *customer)
{
	const struct churn_rules *rules = with;
	struct person person = person_of(rules, customer);
	int state = rules->options->state;
	struct listing *listing = to;

	if (state >= 0 ? (int)person.standing.state != state
		       : person.standing.state == CS_ACTIVE)
		return;
	CS_GROW(listing->list, listing->count, listing->capacity);
	listing->list[listing->count++] = (struct listed){
		.key = customer->key,
		.standing = person.standing,
		.complaints = person.complaints,
		.last = person.last,
		.revenue = person.revenue,
		.kept = customer->kept,
	};
}

static int by_revenue(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;

	if (x->standing.state != y->standing.state)
		return x->standing.state < y->standing.state ? -1 : 1;
	if (x->revenue != y->revenue)
		return x->revenue > y->revenue ? -1 : 1;
	return cs_text_compare(x->key, y->key);
}

static void finish(void *of, const void *rules)
{
	struct listing *listing = of;

	(void)rules;
	if (listing->count > 0)
		qsort(listing->list, listing->count, sizeof *listing->list,
		      by_revenue);
}

static const struct cs_members members[] = {
	/* they are not packed, so nobody asks what they are made of */
	CS_LIST(struct listing, "d", list, CS_APPENDED, count,
		offsetof(struct listing, capacity)),
	{ NULL },
};

const struct cs_tally listing_tally = {
	.size = sizeof(struct listing),
	.init = init,
	.add = add,
	.finish = finish,
	.members = members,
};
