/* answer.c - see answer.h. */
#include "reports/answer.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void begin_table(struct answer *answer, const char *name)
{
	CS_GROW(answer->tables, answer->ntables, answer->capacity);
	answer->tables[answer->ntables++] = (struct answer_table){
		.name = name, .title = "", .body = "", .figures = ""
	};
}

static bool take(struct answer *answer, const char *name, const char *piece)
{
	struct answer_table *table =
	    answer->ntables > 0 ? &answer->tables[answer->ntables - 1] : NULL;

	if (strcmp(name, "as_of") == 0)
		answer->as_of = piece;
	else if (strcmp(name, "lead") == 0)
		cs_list_add(&answer->leads, piece);
	else if (strcmp(name, "warning") == 0)
		cs_list_add(&answer->warnings, piece);
	else if (strcmp(name, "scope") == 0)
		cs_list_add(&answer->scope, piece);
	else if (strcmp(name, "file") == 0)
		cs_list_add(&answer->files, piece);
	else if (strcmp(name, "table") == 0)
		begin_table(answer, piece);
	else if (table == NULL)
		return false;
	else if (strcmp(name, "title") == 0)
		table->title = piece;
	else if (strcmp(name, "body") == 0)
		table->body = piece;
	else if (strcmp(name, "term") == 0)
		cs_list_add(&table->terms, piece);
	else if (strcmp(name, "figures") == 0)
		table->figures = piece;
	else
		return false;
	return true;
}

/* One piece at p; returns what follows, NULL if it is none. */
static char *read_piece(struct answer *answer, char *p, const char *end)
{
	char *name = p, *after;
	size_t length;

	p += strcspn(p, " \n");
	if (*p != ' ' || !isdigit((unsigned char)p[1]))
		return NULL;
	*p = '\0';
	length = strtoul(p + 1, &after, 10);
	if (*after != '\n' || length >= (size_t)(end - after - 1))
		return NULL;
	p = after + 1;
	if (p[length] != '\n')
		return NULL;
	p[length] = '\0';
	return take(answer, name, p) ? p + length + 1 : NULL;
}

bool answer_read(struct answer *answer, struct cs_buf *bytes)
{
	static const char magic[] = "cs-pieces 1\n";
	char *p = bytes->data, *end = p + bytes->length;

	answer->as_of = "";
	if (strncmp(p, magic, strlen(magic)) != 0)
		return false;
	p += strlen(magic);
	while (p != NULL && p < end)
		p = read_piece(answer, p, end);
	return p != NULL;
}

void answer_release(struct answer *answer)
{
	cs_list_release(&answer->leads);
	cs_list_release(&answer->warnings);
	cs_list_release(&answer->scope);
	cs_list_release(&answer->files);
	for (size_t i = 0; i < answer->ntables; i++)
		cs_list_release(&answer->tables[i].terms);
	free(answer->tables);
}
