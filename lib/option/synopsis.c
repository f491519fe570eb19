/* synopsis.c - the SYNOPSIS of a manual page, from the table of options. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/wrap.h"
#include "option/internal.h"

/* Appends an argument of a macro: quoted, or kept from being a macro. */
static void add_argument(struct cs_buf *out, const char *word)
{
	bool macro = isupper((unsigned char)word[0]) &&
		     islower((unsigned char)word[1]) && !word[2];

	if (strchr(word, ' '))
		cs_buf_addf(out, "\"%s\"", word);
	else
		cs_buf_addf(out, "%s%s", macro ? "\\&" : "", word);
}

/* A capital goes before its small letter: a, B, b, c, V, v. */
static int by_letter(const void *a, const void *b)
{
	unsigned char x = *(const unsigned char *)a;
	unsigned char y = *(const unsigned char *)b;
	int order = tolower(x) - tolower(y);

	return order != 0 ? order : x - y;
}

/* ".Op Fl hqVv": all flags with a letter, sorted. */
static void add_letters(const struct cs_command *command, struct cs_buf *out)
{
	char letters[128];
	size_t count = 0;

	for (struct cs_option_walk at = { command }; cs_option_next(&at);)
		if (at.option->letter && at.option->type == CS_OPT_FLAG &&
		    count < sizeof letters)
			letters[count++] = at.option->letter;
	qsort(letters, count, 1, by_letter);
	cs_buf_adds(out, ".Op Fl ");
	cs_buf_add(out, letters, count);
	cs_buf_addc(out, '\n');
}

static void add_valued(const struct cs_option *option, struct cs_buf *out)
{
	bool optional = option->type == CS_OPT_OPTIONAL;
	struct cs_buf argument = CS_BUF_INIT;

	cs_option_argument(option, &argument);
	if (option->letter && !optional)
		cs_buf_addf(out, ".Op Fl %c", option->letter);
	else
		cs_buf_addf(out, ".Op Fl Fl %s", option->name);
	cs_buf_adds(out, optional ? " Ns Oo = Ns Ar " : " Ar ");
	add_argument(out, argument.data);
	cs_buf_adds(out, optional ? " Oc\n" : "\n");
	cs_buf_release(&argument);
}

/* "[FILE ...]" is ".Op Ar FILE ...". */
static void add_operands(const char *operands, struct cs_buf *out)
{
	size_t length = strlen(operands);
	bool optional = length > 1 && operands[0] == '[' &&
			strchr(operands, ']') == operands + length - 1;

	cs_buf_adds(out, optional ? ".Op Ar " : ".Ar ");
	cs_buf_add(out, operands + optional, length - 2 * optional);
	cs_buf_addc(out, '\n');
}

void cs_synopsis(const struct cs_command *command, struct cs_buf *out)
{
	cs_buf_addf(out, ".Nm %s\n", command->name);
	add_letters(command, out);
	for (struct cs_option_walk at = { command }; cs_option_next(&at);)
		if (!at.option->letter && at.option->type == CS_OPT_FLAG)
			cs_buf_addf(out, ".Op Fl Fl %s\n", at.option->name);
	for (struct cs_option_walk at = { command }; cs_option_next(&at);)
		if (at.option->type != CS_OPT_FLAG)
			add_valued(at.option, out);
	if (command->operands && *command->operands)
		add_operands(command->operands, out);
}

/* --- tables */

/* Appends a phrase; two dashes shall not become one. */
static void add_phrase(const char *phrase, struct cs_buf *out)
{
	struct cs_buf text = CS_BUF_INIT;

	for (const char *p = phrase; *p; p++) {
		bool dashes =
		    *p == '-' && (p[1] == '-' || (p > phrase && p[-1] == '-'));

		cs_buf_addf(&text, "%s%c", dashes ? "\\" : "", *p);
	}
	cs_add_wrapped(out, text.data, 0, 0);
	cs_buf_release(&text);
}

static void add_column(const struct cs_column *columns,
		       const struct cs_column *column, struct cs_buf *out)
{
	int low, high;

	if (column->people == CS_PEOPLE ||
	    cs_columns_bounded(columns, column->name))
		return;
	cs_buf_addf(out, ".It Li %s", column->name);
	if (cs_columns_interval(columns, column->name, &low, &high))
		cs_buf_addf(out, " , %s , %s", columns[low].name,
			    columns[high].name);
	cs_buf_addc(out, '\n');
	if (column->means)
		add_phrase(column->means, out);
}

void cs_synopsis_tables(const struct cs_command *command, struct cs_buf *out)
{
	const struct cs_table_spec *table = command->tables;

	for (; table && table->name; table++) {
		cs_buf_addf(out, ".Ss %s\n%s\n.Bl -tag -width 16n\n",
			    table->name, table->question);
		for (const struct cs_column *c = table->columns; c->name; c++)
			add_column(table->columns, c, out);
		cs_buf_adds(out, ".El\n");
	}
}
