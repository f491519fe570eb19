/* builtin.c - see builtin.h. */
#include "base/builtin.h"

#include <stddef.h>
#include <string.h>

const char *cs_builtin_text(const char *room, const char *name)
{
	for (const struct cs_builtin *b = cs_builtins; b->room != NULL; b++)
		if (strcmp(b->room, room) == 0 && strcmp(b->name, name) == 0)
			return b->text;
	return NULL;
}
