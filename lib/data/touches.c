/* touches.c - from touches to matters and orders: see touches.h. */
#include "data/touches.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "data/row_groups.h"
#include "data/store.h"
#include "data/touch_link.h"

struct forming {
	struct cs_data *data;
	const struct cs_touch_rules *rules;
	struct cs_touch_account accounts[CS_PARTITIONS];
};

/* One customer's, while they are formed. */
struct care {
	const struct cs_touch_rules *rules;
	struct cs_touch_account *account;
	struct cs_touch *touches;
	size_t ntouches;
	struct cs_placed placed;
};

/* --- orders by the moment they were placed ------------------------------ */

#define BY(member)                                             \
	do {                                                   \
		if (f->member != g->member)                    \
			return f->member < g->member ? -1 : 1; \
	} while (0)

static int by_placed(const void *a, const void *b, void *fulfilments)
{
	const struct cs_order *x = a, *y = b;
	const struct cs_fulfilment *all = fulfilments;
	const struct cs_fulfilment *f = &all[x->tag], *g = &all[y->tag];
	int order;

	BY(placed);
	if ((order = cs_orderid_compare(f->id, g->id)) != 0)
		return order;
	BY(delivered);
	BY(promised);
	BY(shipped);
	BY(ready);
	return (x->total > y->total) - (x->total < y->total);
}

/* Are they in that order already, as most are? */
static bool are_placed(const struct cs_order *orders, size_t n,
		       struct cs_fulfilment *fulfilments)
{
	for (size_t i = 1; i < n; i++)
		if (by_placed(&orders[i - 1], &orders[i], fulfilments) > 0)
			return false;
	return true;
}

/* --- what a touch is ---------------------------------------------------- */

static enum cs_direction direction_of(const struct cs_touch_rules *rules,
				      const struct cs_touch *touch)
{
	if ((touch->flags & rules->outbound) != 0)
		return CS_OUTBOUND;
	if ((touch->flags & rules->inbound) != 0)
		return CS_INBOUND;
	if (rules->directed && touch->told)
		return CS_NO_DIRECTION;
	return (rules->scored_out && touch->score != CS_NO_SCORE) ||
		       (touch->flags & rules->proactive) != 0
		   ? CS_OUTBOUND
		   : CS_INBOUND;
}

static bool is_whole(const struct care *care, const struct cs_touch *touch)
{
	switch (care->rules->rows) {
	case CS_ROWS_TICKETS: return true;
	case CS_ROWS_TOUCHES: return false;
	case CS_ROWS_FOUND: break;
	}
	return touch->span || touch->replies >= 0 || touch->reopens >= 0;
}

/* Without what cannot have been. */
static void look_at(const struct care *care, struct cs_touch *touch)
{
	int64_t end = care->rules->end;

	touch->direction = (uint8_t)direction_of(care->rules, touch);
	care->account->clocks += touch->clock;
	care->account->spans += touch->span;
	if (touch->responded != CS_NO_MOMENT &&
	    touch->responded < touch->opened) {
		care->account->early++;
		touch->responded = CS_NO_MOMENT;
	}
	if (touch->resolved != CS_NO_MOMENT &&
	    touch->resolved < touch->opened) {
		care->account->early++;
		touch->resolved = CS_NO_MOMENT;
	}
	if (touch->responded != CS_NO_MOMENT && touch->responded >= end) {
		touch->responded = CS_NO_MOMENT;
		/* what came later is not known yet */
		if (touch->replies > 0)
			touch->replies = 0;
	}
	if (touch->resolved >= end)
		touch->resolved = CS_NO_MOMENT;
}

/* --- matters ------------------------------------------------------------ */

/* By ticket; those of one as they were opened. */
static int by_ticket(const void *a, const void *b)
{
	const struct cs_touch *x = *(struct cs_touch *const *)a;
	const struct cs_touch *y = *(struct cs_touch *const *)b;
	int order = cs_orderid_compare(x->ticket, y->ticket);

	if (order != 0)
		return order;
	return (x > y) - (x < y); /* they are sorted */
}

static struct cs_matter begin_matter(const struct cs_touch *touch)
{
	return (struct cs_matter){
		.opened = touch->opened,
		.responded = CS_NO_MOMENT,
		.resolved = CS_NO_MOMENT,
		.due = CS_NO_MOMENT,
		.ticket = touch->ticket,
		.channel = touch->channel,
		.east = touch->east,
		.purchase = -1,
		.replies = -1,
		.reopens = -1,
		.group = CS_NO_GROUP,
		.clock = touch->clock,
	};
}

/* What a row says of the matter that it is of. */
static void add_touch(const struct cs_touch_rules *rules,
		      struct cs_matter *matter, const struct cs_touch *touch)
{
	bool automatic = (touch->flags & rules->automatic) != 0;
	bool person = touch->direction == CS_OUTBOUND && !automatic;

	matter->flags |= touch->flags;
	if (touch->direction == CS_INBOUND && !automatic && !matter->outbound)
		matter->inbound = true;
	if (person && !matter->inbound)
		matter->outbound = true;
	if (matter->responded == CS_NO_MOMENT)
		matter->responded = touch->responded;
	if (person && matter->inbound) {
		if (matter->responded == CS_NO_MOMENT)
			matter->responded = touch->opened;
		matter->replies += 1 + (matter->replies < 0);
	}
	if (touch->resolved != CS_NO_MOMENT)
		matter->resolved = touch->resolved;
	if (touch->due != CS_NO_MOMENT)
		matter->due = touch->due;
	if (touch->replies >= 0)
		matter->replies = touch->replies;
	if (touch->reopens >= 0)
		matter->reopens = touch->reopens;
	if (matter->purchase < 0)
		matter->purchase = touch->purchase;
	if (matter->group == CS_NO_GROUP)
		matter->group = touch->group;
}

/* Of several whole rows of a ticket the last file's counts; of one file, the
 * last one. */
static size_t drop_older(const struct care *care, struct cs_touch **rows,
			 size_t n)
{
	struct cs_touch *latest = NULL;
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (is_whole(care, rows[i]) &&
		    (latest == NULL || rows[i]->file >= latest->file))
			latest = rows[i];
	for (size_t i = 0; i < n; i++) {
		if (latest == NULL || rows[i] == latest ||
		    !is_whole(care, rows[i])) {
			rows[kept++] = rows[i];
			continue;
		}
		care->account->repeated++;
		rows[i]->direction = UINT8_MAX; /* goes */
	}
	return kept;
}

static int by_opened(const void *a, const void *b)
{
	const struct cs_matter *x = a, *y = b;

	if (x->opened != y->opened)
		return x->opened < y->opened ? -1 : 1;
	return cs_orderid_compare(x->ticket, y->ticket);
}

/* Joins a customer's touches; returns how many matters they are. */
static size_t join(const struct care *care, struct cs_touch **rows,
		   struct cs_matter *matters)
{
	size_t count = 0, n = care->ntouches;

	for (size_t i = 0; i < n; i++)
		rows[i] = &care->touches[i];
	cs_sort(rows, n, sizeof *rows, by_ticket);
	for (size_t i = 0, end; i < n; i = end) {
		size_t left;

		end = i + 1;
		while (end < n && rows[i]->ticket != CS_NO_ORDER &&
		       cs_orderid_compare(rows[i]->ticket, rows[end]->ticket) ==
			   0)
			end++;
		care->account->shared += end - i > 1 ? end - i : 0;
		left = drop_older(care, rows + i, end - i);
		matters[count] = begin_matter(rows[i]);
		for (size_t r = i; r < i + left; r++)
			add_touch(care->rules, &matters[count], rows[r]);
		count++;
	}
	cs_sort(matters, count, sizeof *matters, by_opened);
	return count;
}

/* --- customer by customer ----------------------------------------------- */

/* Those that observation has seen. */
static size_t seen(const struct care *care)
{
	size_t n = care->ntouches;

	while (n > 0 && care->touches[n - 1].opened >= care->rules->end)
		n--;
	care->account->after += care->ntouches - n;
	return n;
}

static void count_links(const struct care *care)
{
	bool *linked = cs_calloc(care->placed.count + 1, sizeof *linked);

	for (size_t i = 0; i < care->ntouches; i++) {
		const struct cs_touch *touch = &care->touches[i];

		care->account->linked[touch->linked]++;
		if (touch->purchase >= 0)
			linked[touch->purchase] = true;
	}
	for (size_t p = 0; p < care->placed.count; p++)
		care->account->purchases += linked[p];
	free(linked);
}

/* Touches that were dropped go; returns how many are left. */
static size_t keep_touches(struct care *care)
{
	size_t kept = 0;

	for (size_t i = 0; i < care->ntouches; i++)
		if (care->touches[i].direction != UINT8_MAX)
			care->touches[kept++] = care->touches[i];
	return care->ntouches = kept;
}

static size_t form_customer(struct care *care, struct cs_touch **rows,
			    struct cs_matter *matters)
{
	size_t count;

	care->ntouches = seen(care);
	for (size_t i = 0; i < care->ntouches; i++)
		look_at(care, &care->touches[i]);
	cs_touches_link(care->rules, &care->placed, care->touches,
			care->ntouches);
	count = join(care, rows, matters);
	keep_touches(care);
	count_links(care);
	care->account->touches += care->ntouches;
	care->account->matters += count;
	return count;
}

static struct care care_of(const struct forming *forming,
			   struct cs_partition *partition, size_t entry,
			   size_t begin, size_t end,
			   struct cs_touch_account *account)
{
	struct care care = {
		.rules = forming->rules,
		.account = account,
		.touches = partition->touches + begin,
		.ntouches = end - begin,
		.placed = { .fulfilments = partition->fulfilments },
	};

	if (entry < partition->nruns) {
		const struct cs_run *run = &partition->runs[entry];
		struct cs_order *purchases = run->orders;

		if (!are_placed(purchases, run->npurchases,
				partition->fulfilments))
			qsort_r(purchases, run->npurchases, sizeof *purchases,
				by_placed, partition->fulfilments);
		care.placed.purchases = purchases;
		care.placed.count = run->npurchases;
	}
	return care;
}

static void form_partition(void *context, unsigned worker, size_t job)
{
	struct forming *forming = context;
	struct cs_store *store = forming->data->store;
	struct cs_partition *partition = &store->partitions[job];
	size_t n = partition->nentries, touches = 0, matters = 0, begin = 0;
	size_t before = partition->first_contact[n];
	struct cs_touch **rows = cs_realloc(NULL, before + 1, sizeof *rows);

	(void)worker;
	partition->matters = cs_spill_alloc(cs_spill_of(store), before + 1,
					    sizeof *partition->matters);
	partition->first_matter = cs_spill_alloc(
	    cs_spill_of(store), n + 1, sizeof *partition->first_matter);
	for (size_t c = 0; c < n; c++) {
		size_t end = partition->first_contact[c + 1];
		struct care care = care_of(forming, partition, c, begin, end,
					   &forming->accounts[job]);
		size_t count =
		    form_customer(&care, rows, partition->matters + matters);

		memmove(partition->touches + touches, care.touches,
			care.ntouches * sizeof *care.touches);
		partition->first_contact[c] = touches;
		partition->first_matter[c] = matters;
		touches += care.ntouches;
		matters += count;
		begin = end;
	}
	partition->first_contact[n] = touches;
	partition->first_matter[n] = matters;
	partition->matters =
	    cs_spill_resize(cs_spill_of(store), partition->matters,
			    (matters + 1) * sizeof *partition->matters,
			    matters + 1, sizeof *partition->matters);
	free(rows);
}

static void add_account(struct cs_touch_account *sum,
			const struct cs_touch_account *part)
{
	sum->touches += part->touches;
	sum->matters += part->matters;
	for (int i = 0; i < 3; i++)
		sum->linked[i] += part->linked[i];
	sum->repeated += part->repeated;
	sum->shared += part->shared;
	sum->after += part->after;
	sum->early += part->early;
	sum->clocks += part->clocks;
	sum->spans += part->spans;
	sum->purchases += part->purchases;
}

struct cs_touch_account cs_touches_form(struct cs_data *data,
					const struct cs_touch_rules *rules)
{
	struct forming *forming = cs_calloc(1, sizeof *forming);
	struct cs_account *account = &data->contacts.input.account;
	struct cs_touch_account sum = { 0 };

	forming->data = data;
	forming->rules = rules;
	cs_store_each(data->store, data->threads, form_partition, forming);
	for (size_t i = 0; i < CS_PARTITIONS; i++)
		add_account(&sum, &forming->accounts[i]);
	free(forming);
	if (data->by_row)
		cs_row_groups_settle(data);
	cs_account_move(account, CS_FATE_USED, CS_FATE_REPEATED, sum.repeated,
			0);
	cs_account_move(account, CS_FATE_USED, CS_FATE_AFTER, sum.after, 0);
	return sum;
}
