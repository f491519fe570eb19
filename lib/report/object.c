/* object.c - lists of named values: see table.h. */
#include "report/table.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/internal.h"

struct cs_object *cs_object_new(void)
{
	struct cs_arena *arena = cs_calloc(1, sizeof *arena);
	struct cs_object *object = cs_arena_alloc(arena, sizeof *object);

	*object = (struct cs_object){ .arena = arena, .kind = CS_KIND_OBJECT };
	return object;
}

void cs_object_free(struct cs_object *object)
{
	struct cs_arena *arena = object ? object->arena : NULL;

	if (arena == NULL)
		return;
	cs_arena_release(arena);
	free(arena);
}

/* The value of this name, or the place for it behind the last. */
static struct cs_object **place(struct cs_object *parent, const char *name)
{
	struct cs_object **at = &parent->first;

	while (*at != NULL && (name == NULL || strcmp((*at)->name, name) != 0))
		at = &(*at)->next;
	return at;
}

/* The value of this name, emptied; a new one goes to the end. NULL: a new one.
 */
static struct cs_object *set(struct cs_object *parent, const char *name,
			     enum cs_kind kind)
{
	struct cs_arena *arena = parent->arena;
	struct cs_object **at = place(parent, name), *value = *at;

	if (value == NULL) {
		*at = value = cs_arena_alloc(arena, sizeof *value);
		*value = (struct cs_object){ .arena = arena };
		if (name != NULL)
			value->name = cs_arena_copy(arena, name, strlen(name));
	}
	value->kind = kind;
	value->cell.null = true;
	value->first = NULL;
	return value;
}

static struct cs_cell *set_cell(struct cs_object *parent, const char *name,
				enum cs_type type, bool known)
{
	struct cs_object *value = set(parent, name, CS_KIND_CELL);

	value->type = type;
	value->cell.null = !known;
	return &value->cell;
}

void cs_set_null(struct cs_object *object, const char *name)
{
	set(object, name, CS_KIND_CELL);
}

void cs_set_text(struct cs_object *object, const char *name, const char *text)
{
	set_cell(object, name, CS_TEXT, text != NULL)->as.text =
	    text ? cs_keep_text(object->arena, text) : NULL;
}

void cs_set_count(struct cs_object *object, const char *name, int64_t count)
{
	set_cell(object, name, CS_COUNT, true)->as.count = count;
}

void cs_set_money(struct cs_object *object, const char *name, cs_sum micros)
{
	set_cell(object, name, CS_MONEY, true)->as.money = micros;
}

void cs_set_real(struct cs_object *object, const char *name, double value)
{
	set_cell(object, name, CS_REAL, isfinite(value))->as.real = value;
}

void cs_set_day(struct cs_object *object, const char *name, cs_day day)
{
	set_cell(object, name, CS_DATE, day != CS_NO_DAY)->as.day = day;
}

void cs_set_bool(struct cs_object *object, const char *name, bool flag)
{
	set_cell(object, name, CS_BOOL, true)->as.flag = flag;
}

void cs_set_list(struct cs_object *object, const char *name)
{
	set(object, name, CS_KIND_LIST);
}

void cs_object_append(struct cs_object *object, const char *name,
		      const char *text)
{
	struct cs_object *list = *place(object, name);

	assert(list && list->kind == CS_KIND_LIST);
	cs_set_text(list, NULL, text);
}

struct cs_object *cs_set_object(struct cs_object *object, const char *name)
{
	return set(object, name, CS_KIND_OBJECT);
}

struct cs_object *cs_append_object(struct cs_object *object, const char *name)
{
	struct cs_object *list = *place(object, name);

	if (list == NULL)
		list = set(object, name, CS_KIND_LIST);
	assert(list->kind == CS_KIND_LIST);
	return set(list, NULL, CS_KIND_OBJECT);
}

bool cs_object_has(const struct cs_object *object, const char *name)
{
	return *place((struct cs_object *)object, name) != NULL;
}
