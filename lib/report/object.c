/* object.c - lists of named values: see table.h. */
#include "report/table.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/internal.h"

struct cs_object *cs_object_new(void)
{
	return cs_calloc(1, sizeof(struct cs_object));
}

static void entry_clear(struct cs_entry *entry)
{
	switch (entry->kind) {
	case CS_KIND_TEXT: free(entry->as.text); break;
	case CS_KIND_LIST:
		for (size_t i = 0; i < entry->length; i++)
			free(entry->as.strings[i]);
		free(entry->as.strings);
		break;
	case CS_KIND_OBJECT:
	case CS_KIND_OBJECTS:
		for (size_t i = 0; i < entry->length; i++)
			cs_object_free(entry->as.objects[i]);
		free(entry->as.objects);
		break;
	default: break;
	}
	entry->kind = CS_KIND_NULL;
	memset(&entry->as, 0, sizeof entry->as);
	entry->length = entry->capacity = 0;
}

void cs_object_free(struct cs_object *object)
{
	if (!object)
		return;
	for (size_t i = 0; i < object->count; i++) {
		entry_clear(&object->entries[i]);
		free(object->entries[i].name);
	}
	free(object->entries);
	free(object);
}

static struct cs_entry *find(const struct cs_object *object, const char *name)
{
	for (size_t i = 0; i < object->count; i++)
		if (strcmp(object->entries[i].name, name) == 0)
			return &object->entries[i];
	return NULL;
}

/* The entry of this name, emptied; a new one goes to the end. */
static struct cs_entry *set(struct cs_object *object, const char *name,
			    enum cs_kind kind)
{
	struct cs_entry *entry = find(object, name);

	if (entry) {
		entry_clear(entry);
	} else {
		CS_GROW(object->entries, object->count, object->capacity);
		entry = &object->entries[object->count++];
		memset(entry, 0, sizeof *entry);
		entry->name = cs_strdup(name);
	}
	entry->kind = kind;
	return entry;
}

static char *copy_valid(const char *text)
{
	struct cs_buf valid = CS_BUF_INIT;
	char *copy = cs_strdup(cs_valid_text(text, &valid));

	cs_buf_release(&valid);
	return copy;
}

void cs_set_null(struct cs_object *object, const char *name)
{
	set(object, name, CS_KIND_NULL);
}

void cs_set_text(struct cs_object *object, const char *name, const char *text)
{
	/* the old value may be where the new one comes from */
	char *copy = text ? copy_valid(text) : NULL;

	set(object, name, text ? CS_KIND_TEXT : CS_KIND_NULL)->as.text = copy;
}

void cs_set_count(struct cs_object *object, const char *name, int64_t count)
{
	set(object, name, CS_KIND_COUNT)->as.count = count;
}

void cs_set_money(struct cs_object *object, const char *name, cs_sum micros)
{
	set(object, name, CS_KIND_MONEY)->as.money = micros;
}

void cs_set_real(struct cs_object *object, const char *name, double value)
{
	if (isfinite(value))
		set(object, name, CS_KIND_REAL)->as.real = value;
	else
		set(object, name, CS_KIND_NULL);
}

void cs_set_day(struct cs_object *object, const char *name, cs_day day)
{
	if (day == CS_NO_DAY)
		set(object, name, CS_KIND_NULL);
	else
		set(object, name, CS_KIND_DAY)->as.day = day;
}

void cs_set_bool(struct cs_object *object, const char *name, bool flag)
{
	set(object, name, CS_KIND_BOOL)->as.flag = flag;
}

void cs_set_list(struct cs_object *object, const char *name)
{
	set(object, name, CS_KIND_LIST);
}

void cs_object_append(struct cs_object *object, const char *name,
		      const char *text)
{
	struct cs_entry *list = find(object, name);

	assert(list && list->kind == CS_KIND_LIST);
	CS_GROW(list->as.strings, list->length, list->capacity);
	list->as.strings[list->length++] = copy_valid(text);
}

static struct cs_object *append(struct cs_entry *list)
{
	CS_GROW(list->as.objects, list->length, list->capacity);
	return list->as.objects[list->length++] = cs_object_new();
}

struct cs_object *cs_set_object(struct cs_object *object, const char *name)
{
	return append(set(object, name, CS_KIND_OBJECT));
}

void cs_set_objects(struct cs_object *object, const char *name)
{
	set(object, name, CS_KIND_OBJECTS);
}

struct cs_object *cs_append_object(struct cs_object *object, const char *name)
{
	struct cs_entry *list = find(object, name);

	if (!list)
		list = set(object, name, CS_KIND_OBJECTS);
	assert(list->kind == CS_KIND_OBJECTS);
	return append(list);
}

bool cs_object_has(const struct cs_object *object, const char *name)
{
	return find(object, name) != NULL;
}
