/* list.c - lists of words that options collect. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "option/internal.h"

void cs_list_add(struct cs_list *list, const char *item)
{
	/* one more than asked for: the NULL behind the last */
	CS_GROW(list->items, list->count + 1, list->capacity);
	list->items[list->count++] = item;
	list->items[list->count] = NULL;
}

bool cs_list_has(const struct cs_list *list, const char *word)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i], word) == 0)
			return true;
	return false;
}

void cs_list_add_copy(struct cs_list *list, const char *text, size_t length)
{
	cs_list_add(list, cs_arena_copy(&list->copies, text, length));
}

void cs_list_release(struct cs_list *list)
{
	free(list->items);
	cs_arena_release(&list->copies);
	*list = (struct cs_list)CS_LIST_INIT;
}
