/* groups.c - see groups.h. */
#include "data/groups.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"

struct cs_grouping {
	pthread_rwlock_t lock;
	struct cs_hash_seed seed;
	struct cs_arena texts;
	struct cs_text *list; /* by number; a NUL stands behind each */
	size_t count, capacity;
	uint32_t *slots; /* number + 1; 0 is free */
	size_t mask;
	atomic_bool full;
	/* number n of rank r is known as n * stride + r; this is `mine` */
	uint32_t stride, mine;
	struct theirs {
		uint32_t *numbers; /* here, of those that another rank gave */
		size_t count;
	} * theirs;	 /* [stride] */
	uint32_t *ranks; /* of numbers as they are known */
	const char **by_rank;
};

static void add(struct cs_grouping *groups, struct cs_text value)
{
	CS_GROW(groups->list, groups->count, groups->capacity);
	value.bytes = cs_arena_copy(&groups->texts, value.bytes, value.length);
	groups->list[groups->count++] = value;
}

struct cs_grouping *cs_grouping_new(const struct cs_ranks *ranks)
{
	struct cs_grouping *groups = cs_calloc(1, sizeof *groups);

	pthread_rwlock_init(&groups->lock, NULL);
	groups->seed = cs_hash_draw_seed();
	groups->stride = cs_ranks_count(ranks);
	groups->mine = cs_ranks_mine(ranks);
	groups->theirs = cs_calloc(groups->stride, sizeof *groups->theirs);
	add(groups, (struct cs_text){ "", 0 });
	groups->mask = 63;
	groups->slots = cs_calloc(groups->mask + 1, sizeof *groups->slots);
	return groups;
}

void cs_grouping_free(struct cs_grouping *groups)
{
	if (groups == NULL)
		return;
	pthread_rwlock_destroy(&groups->lock);
	cs_arena_release(&groups->texts);
	free(groups->list);
	free(groups->slots);
	free(groups->ranks);
	free(groups->by_rank);
	for (uint32_t r = 0; r < groups->stride; r++)
		free(groups->theirs[r].numbers);
	free(groups->theirs);
	free(groups);
}

/* The value's number, or 0 and the free slot where it would stand. */
static uint32_t find(const struct cs_grouping *groups, struct cs_text value,
		     uint64_t hash, size_t *slot)
{
	size_t at = hash & groups->mask;

	for (; groups->slots[at] != 0; at = (at + 1) & groups->mask) {
		uint32_t n = groups->slots[at] - 1;

		if (cs_text_compare(groups->list[n], value) == 0)
			return n;
	}
	*slot = at;
	return 0;
}

static void grow(struct cs_grouping *groups)
{
	free(groups->slots);
	groups->mask = groups->mask * 2 + 1;
	groups->slots = cs_calloc(groups->mask + 1, sizeof *groups->slots);
	for (uint32_t n = 1; n < groups->count; n++) {
		struct cs_text text = groups->list[n];
		size_t at = cs_hash(&groups->seed, text.bytes, text.length) &
			    groups->mask;

		while (groups->slots[at] != 0)
			at = (at + 1) & groups->mask;
		groups->slots[at] = n + 1;
	}
}

/* The value's number here. */
static uint32_t number_of(struct cs_grouping *groups, struct cs_text value)
{
	uint64_t hash;
	uint32_t number;
	size_t slot = 0;

	if (value.length == 0)
		return 0;
	hash = cs_hash(&groups->seed, value.bytes, value.length);
	pthread_rwlock_rdlock(&groups->lock);
	number = find(groups, value, hash, &slot);
	pthread_rwlock_unlock(&groups->lock);
	if (number != 0)
		return number;
	pthread_rwlock_wrlock(&groups->lock);
	number =
	    find(groups, value, hash, &slot); /* another thread's, by now? */
	if (number == 0) {
		number = (uint32_t)groups->count;
		add(groups, value);
		groups->slots[slot] = number + 1;
		if (number > CS_MOST_GROUPS)
			groups->full = true;
		if (groups->count * 2 > groups->mask)
			grow(groups);
	}
	pthread_rwlock_unlock(&groups->lock);
	return number;
}

uint32_t cs_grouping_number(struct cs_grouping *groups, struct cs_text value)
{
	uint32_t number = number_of(groups, value);

	return number > 0 ? number * groups->stride + groups->mine : 0;
}

void cs_grouping_pack(const struct cs_grouping *groups, struct cs_buf *out)
{
	cs_buf_add(out, &groups->count, sizeof groups->count);
	for (size_t n = 1; n < groups->count; n++)
		cs_bytes_put_text(out, groups->list[n].bytes,
				  groups->list[n].length);
}

void cs_grouping_unpack(struct cs_grouping *groups, unsigned rank,
			struct cs_bytes *bytes)
{
	struct theirs *theirs = &groups->theirs[rank];

	cs_bytes_take(bytes, &theirs->count, sizeof theirs->count);
	theirs->numbers = cs_calloc(theirs->count, sizeof *theirs->numbers);
	for (size_t n = 1; n < theirs->count; n++)
		theirs->numbers[n] =
		    number_of(groups, cs_bytes_take_text(bytes));
}

void cs_grouping_meet(struct cs_grouping *groups, struct cs_bytes *bytes)
{
	size_t count;

	cs_bytes_take(bytes, &count, sizeof count);
	for (size_t n = 1; n < count; n++)
		number_of(groups, cs_bytes_take_text(bytes));
}

bool cs_grouping_full(const struct cs_grouping *groups)
{
	return atomic_load_explicit(&groups->full, memory_order_relaxed);
}

enum cs_read cs_grouping_check(const struct cs_grouping *groups,
			       const struct cs_input *input, struct cs_err *err)
{
	const struct cs_column_rule *rule = &input->columns[CS_ROLE_GROUP];

	if (!groups->full)
		return CS_READ_ALL;
	cs_fail_at(err, NULL, 0, 0);
	cs_fail(err, "too-many-groups",
		"--group %s has more than %d values: is it the right column?",
		rule->given != NULL ? rule->given : rule->named,
		CS_MOST_GROUPS);
	return CS_READ_FAILED;
}

static int by_text(const void *a, const void *b, void *context)
{
	const struct cs_grouping *groups = context;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	if (x == 0 || y == 0) /* the empty one comes last */
		return (x == 0) - (y == 0);
	return cs_text_compare(groups->list[x], groups->list[y]);
}

static bool is_called(const char *name, const char *const *groups, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(groups[i], name) == 0)
			return true;
	return false;
}

char *cs_made_name(const char *name, const char *const *groups, size_t count)
{
	struct cs_buf made = CS_BUF_INIT;

	cs_buf_adds(&made, name);
	while (is_called(made.data, groups, count)) {
		struct cs_buf outer = CS_BUF_INIT;

		cs_buf_addf(&outer, "(%s)", made.data);
		cs_buf_release(&made);
		made = outer;
	}
	return made.data;
}

static void name_empty(struct cs_grouping *groups)
{
	size_t last = groups->count - 1;
	char *name = cs_made_name("(none)", groups->by_rank, last);

	groups->by_rank[last] =
	    cs_arena_copy(&groups->texts, name, strlen(name));
	free(name);
}

/* The ranks of these numbers as all ranks know them. */
static void make_known(struct cs_grouping *groups, const uint32_t *ranks)
{
	size_t most = groups->count;

	for (uint32_t r = 0; r < groups->stride; r++)
		if (groups->theirs[r].count > most)
			most = groups->theirs[r].count;
	groups->ranks = cs_calloc(most * groups->stride, sizeof *groups->ranks);
	for (size_t n = 1; n < groups->count; n++)
		groups->ranks[n * groups->stride + groups->mine] = ranks[n];
	for (uint32_t r = 0; r < groups->stride; r++)
		for (size_t n = 1; n < groups->theirs[r].count; n++)
			groups->ranks[n * groups->stride + r] =
			    ranks[groups->theirs[r].numbers[n]];
	groups->ranks[0] = ranks[0];
}

static void make_ranks(struct cs_grouping *groups)
{
	uint32_t *order = cs_calloc(groups->count, sizeof *order);
	uint32_t *ranks = cs_calloc(groups->count, sizeof *ranks);

	groups->by_rank = cs_calloc(groups->count, sizeof *groups->by_rank);
	for (uint32_t i = 0; i < groups->count; i++)
		order[i] = i;
	qsort_r(order, groups->count, sizeof *order, by_text, groups);
	for (uint32_t rank = 0; rank < groups->count; rank++) {
		ranks[order[rank]] = rank;
		groups->by_rank[rank] = groups->list[order[rank]].bytes;
	}
	name_empty(groups);
	make_known(groups, ranks);
	free(ranks);
	free(order);
}

size_t cs_grouping_rank(struct cs_grouping *groups, const uint32_t **ranks,
			const char *const **texts_by_rank)
{
	if (groups->ranks == NULL)
		make_ranks(groups);
	*ranks = groups->ranks;
	*texts_by_rank = groups->by_rank;
	return groups->count;
}

struct sized {
	uint64_t customers;
	size_t group;
};

static int by_size(const void *a, const void *b)
{
	const struct sized *x = a, *y = b;

	if (x->customers != y->customers)
		return x->customers > y->customers ? -1 : 1;
	return x->group < y->group ? -1 : 1;
}

/* Which are on their own; to be freed. */
static bool *choose_alone(const struct cs_pool *pool, const uint64_t *customers,
			  size_t count)
{
	struct sized *sized = cs_calloc(count, sizeof *sized);
	bool *alone = cs_calloc(count, sizeof *alone);
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (customers[i] > 0 && customers[i] >= pool->least)
			sized[n++] = (struct sized){ customers[i], i };
	qsort(sized, n, sizeof *sized, by_size);
	if (pool->most > 0 && n > pool->most)
		n = pool->most;
	for (size_t i = 0; i < n; i++)
		alone[sized[i].group] = true;
	free(sized);
	return alone;
}

void cs_groups_keep(const struct cs_pool *pool, const uint64_t *customers,
		    const char *const *texts, size_t count, uint32_t *number,
		    struct cs_data *data)
{
	bool *alone = choose_alone(pool, customers, count);

	data->groups = cs_calloc(count + 1, sizeof *data->groups);
	data->ngroups = 0;
	data->pooled = false;
	for (size_t i = 0; i < count; i++) {
		if (alone[i]) {
			number[i] = (uint32_t)data->ngroups;
			data->groups[data->ngroups++] = cs_strdup(texts[i]);
		}
		data->pooled |= !alone[i] && customers[i] > 0;
	}
	for (size_t i = 0; i < count; i++)
		if (!alone[i])
			number[i] = (uint32_t)data->ngroups;
	if (data->pooled)
		data->groups[data->ngroups] =
		    cs_made_name(CS_OTHERS, (const char *const *)data->groups,
				 data->ngroups);
	data->ngroups += data->pooled;
	free(alone);
}
