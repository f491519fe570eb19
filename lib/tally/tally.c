/* tally.c - see tally.h. */
#include "tally/tally.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

size_t cs_member_place(char letter, size_t *at)
{
	size_t size = 4, align, place;

	switch (letter) {
	case 'Q': size = sizeof(struct cs_square_sum); break;
	case 's': size = sizeof(cs_sum); break;
	case 'q': size = sizeof(int64_t); break;
	case 'f': size = sizeof(double); break;
	case 't': size = sizeof(struct cs_text); break;
	case 'k': size = sizeof(struct cs_kept *); break;
	case 'b': size = 1; break;
	case '|': size = 0; break;
	}
	align = size < _Alignof(cs_sum) ? size : _Alignof(cs_sum);
	if (letter == 't')
		align = _Alignof(struct cs_text);
	else if (letter == '|')
		align = _Alignof(cs_sum);
	place = *at + -*at % align;
	*at = place + size;
	return place;
}

struct cs_member_list cs_member_list(const struct cs_members *m,
				     const void *tally)
{
	char *base = (char *)(uintptr_t)tally;
	struct cs_member_list list = {
		.count = (size_t *)(void *)(base + m->count),
		.capacity = (size_t *)(void *)(base + m->capacity),
	};

	memcpy(&list.items, base + m->at, sizeof list.items);
	return list;
}

static char *set_items(const struct cs_members *m, void *tally, void *items)
{
	memcpy((char *)tally + m->at, &items, sizeof items);
	return items;
}

void cs_tally_init(const struct cs_tally *kind, void *tally, const void *rules)
{
	memset(tally, 0, kind->size);
	if (kind->init != NULL)
		kind->init(tally, rules);
	for (const struct cs_members *m = kind->members; m->items != NULL; m++)
		if (m->kind == CS_FIXED) {
			size_t count = *cs_member_list(m, tally).count;

			set_items(m, tally, cs_calloc(count, m->size));
		}
}

/* --- merging ----------------------------------------------------------- */

static void merge_days(cs_day *sum, cs_day part, bool later)
{
	if (part != CS_NO_DAY && (*sum == CS_NO_DAY || (part > *sum) == later))
		*sum = part;
}

static void merge_member(char letter, void *sum, const void *part)
{
	switch (letter) {
	case 'q': *(int64_t *)sum += *(const int64_t *)part; break;
	case 's': *(cs_sum *)sum += *(const cs_sum *)part; break;
	case 'Q': cs_square_merge(sum, part); break;
	case '<':
	case '>': merge_days(sum, *(const cs_day *)part, letter == '>'); break;
	default: assert(*(const int32_t *)sum == *(const int32_t *)part);
	}
}

static void merge_item(const char *items, char *sum, const char *part)
{
	for (size_t at = 0; *items != '\0'; items++) {
		size_t place = cs_member_place(*items, &at);

		merge_member(*items, sum + place, part + place);
	}
}

void *cs_lengthen_list(void *list, size_t *count, size_t *capacity,
		       size_t needed, size_t size)
{
	if (needed > *capacity) {
		*capacity += *capacity / 2;
		if (*capacity < needed)
			*capacity = needed;
		list = cs_realloc(list, *capacity, size);
	}
	memset((char *)list + *count * size, 0, (needed - *count) * size);
	*count = needed;
	return list;
}

char *cs_member_lengthen(const struct cs_members *m, void *tally, size_t needed)
{
	struct cs_member_list list = cs_member_list(m, tally);

	return set_items(m, tally,
			 cs_lengthen(list.items, list.count, list.capacity,
				     needed, m->size));
}

static void merge_list(const struct cs_members *m, void *sum, const void *part)
{
	struct cs_member_list to = cs_member_list(m, sum),
			      from = cs_member_list(m, part);
	size_t before = *to.count;

	if (m->kind == CS_APPENDED) {
		to.items = cs_member_lengthen(m, sum, before + *from.count);
		if (*from.count > 0)
			memcpy(to.items + before * m->size, from.items,
			       *from.count * m->size);
		return;
	}
	assert(m->kind != CS_FIXED || before == *from.count);
	if (before < *from.count)
		to.items = cs_member_lengthen(m, sum, *from.count);
	for (size_t i = 0; i < *from.count; i++)
		merge_item(m->items, to.items + i * m->size,
			   from.items + i * m->size);
}

void cs_tally_merge(const struct cs_tally *kind, void *sum, const void *part)
{
	for (const struct cs_members *m = kind->members; m->items != NULL; m++)
		if (m->kind == CS_ONE)
			merge_item(m->items, (char *)sum + m->at,
				   (const char *)part + m->at);
		else
			merge_list(m, sum, part);
}

/* What `sum` gets from `part` is the same the other way round. */
static void swap_lists(const struct cs_members *m, void *sum, void *part)
{
	struct cs_member_list a = cs_member_list(m, sum),
			      b = cs_member_list(m, part);
	size_t count = *a.count, capacity = *a.capacity;

	set_items(m, sum, b.items);
	set_items(m, part, a.items);
	*a.count = *b.count;
	*a.capacity = *b.capacity;
	*b.count = count;
	*b.capacity = capacity;
}

void cs_tally_take_in(const struct cs_tally *kind, void *sum, void *part)
{
	for (const struct cs_members *m = kind->members; m->items != NULL;
	     m++) {
		size_t to, from;

		if (m->kind != CS_GROWING && m->kind != CS_APPENDED)
			continue;
		to = *cs_member_list(m, sum).count;
		from = *cs_member_list(m, part).count;
		if (m->kind == CS_GROWING ? to < from : to == 0)
			swap_lists(m, sum, part);
	}
	cs_tally_merge(kind, sum, part);
	cs_tally_release(kind, part);
}

/* --- taking out -------------------------------------------------------- */

static void shift_item(const char *items, char *sum, const char *part, int sign)
{
	for (size_t at = 0; *items != '\0'; items++) {
		size_t place = cs_member_place(*items, &at);
		void *to = sum + place;
		const void *from = part + place;

		if (*items == 'q')
			*(int64_t *)to += sign * *(const int64_t *)from;
		else if (*items == 's')
			*(cs_sum *)to += sign * *(const cs_sum *)from;
	}
}

static void shift(const struct cs_tally *kind, void *sum, const void *part,
		  int sign)
{
	for (const struct cs_members *m = kind->members; m->items != NULL;
	     m++) {
		struct cs_member_list to, from;

		if (m->kind == CS_ONE)
			shift_item(m->items, (char *)sum + m->at,
				   (const char *)part + m->at, sign);
		if (m->kind == CS_ONE || m->kind == CS_APPENDED)
			continue;
		to = cs_member_list(m, sum);
		from = cs_member_list(m, part);
		assert(*from.count <= *to.count);
		for (size_t i = 0; i < *from.count; i++)
			shift_item(m->items, to.items + i * m->size,
				   from.items + i * m->size, sign);
	}
}

void cs_tally_take_out(const struct cs_tally *kind, void *sum, const void *part)
{
	shift(kind, sum, part, -1);
}

void cs_tally_bring_back(const struct cs_tally *kind, void *sum,
			 const void *part)
{
	shift(kind, sum, part, 1);
}

/* --- the end ----------------------------------------------------------- */

void cs_tally_release(const struct cs_tally *kind, void *tally)
{
	for (const struct cs_members *m = kind->members; m->items != NULL; m++)
		if (m->kind != CS_ONE)
			free(cs_member_list(m, tally).items);
	memset(tally, 0, kind->size);
}
