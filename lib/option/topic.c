/* topic.c - --help=NAME: a table, a column, an option, the code of a message.
 */
#include <string.h>

#include "base/builtin.h"
#include "base/text.h"
#include "base/wrap.h"
#include "option/internal.h"
#include "option/value.h"

/* --- columns */

static bool in_word(char c)
{
	return c == '_' || (c >= 'a' && c <= 'z');
}

/* Does what is said of a column of texts name it, as one of them? */
static bool is_value(const struct cs_column *column, const char *name)
{
	const char *at = column->means;
	size_t length = strlen(name);

	if (column->type != CS_TEXT || at == NULL || length == 0)
		return false;
	for (; (at = strstr(at, name)) != NULL; at += length)
		if (at > column->means && !in_word(at[-1]) &&
		    !in_word(at[length]))
			return true;
	return false;
}

/* Is there such a column? Then what it is, as --help=TABLE has it. */
static bool add_column(const struct cs_table_spec *table, const char *name,
		       struct cs_buf *out)
{
	const struct cs_column *columns = table->columns;
	int low, high;

	if (!table->across && strcmp(name, cs_part_column.name) == 0) {
		cs_help_meaning(columns, &cs_part_column, out);
		return true;
	}
	for (const struct cs_column *c = columns; c->name; c++) {
		if (c->people == CS_PEOPLE ||
		    cs_columns_bounded(columns, c->name))
			continue;
		cs_columns_interval(columns, c->name, &low, &high);
		if (strcmp(c->name, name) != 0 &&
		    (low < 0 || (strcmp(columns[low].name, name) != 0 &&
				 strcmp(columns[high].name, name) != 0)))
			continue;
		if (strcmp(c->name, name) != 0)
			cs_buf_addf(out, "of %s, ", c->name);
		cs_help_meaning(columns, c, out);
		return true;
	}
	return false;
}

/* Columns in which it may stand. */
static bool add_value(const struct cs_table_spec *table, const char *name,
		      struct cs_buf *out)
{
	bool found = false;

	for (const struct cs_column *c = table->columns; c->name; c++)
		if (c->people != CS_PEOPLE && is_value(c, name)) {
			cs_buf_addf(out, "%sin %s, ", found ? "; " : "",
				    c->name);
			cs_help_meaning(table->columns, c, out);
			found = true;
		}
	return found;
}

/* Columns that people see under this heading. */
static bool add_heading(const struct cs_table_spec *table, const char *name,
			struct cs_buf *out)
{
	bool found = false;

	for (const struct cs_column *c = table->columns; c->name; c++) {
		bool titled = c->title != NULL && strcmp(c->title, name) == 0;

		if (strcmp(c->name, name) == 0 ||
		    cs_columns_bounded(table->columns, c->name) ||
		    !(titled || cs_column_shown_as(table, c, name)))
			continue;
		cs_buf_addf(out, "%s%s, ", found ? "; " : "", c->name);
		cs_help_meaning(table->columns, c, out);
		found = true;
	}
	return found;
}

typedef bool add_meaning(const struct cs_table_spec *table, const char *name,
			 struct cs_buf *out);

/* The tables of which add() has something to say, `kind` in a word; those in
 * which it is the same together. */
static bool add_columns(const struct cs_command *command, const char *name,
			add_meaning *add, const char *kind, struct cs_buf *out)
{
	const struct cs_table_spec *tables = command->tables;
	struct cs_buf text = CS_BUF_INIT, other = CS_BUF_INIT;
	struct cs_buf line = CS_BUF_INIT;
	bool found = false;

	for (size_t i = 0; tables && tables[i].name; i++) {
		bool twin = false;

		cs_buf_clear(&text);
		cs_buf_clear(&line);
		if (!add(&tables[i], name, &text))
			continue;
		for (size_t k = 0; tables[k].name; k++) {
			cs_buf_clear(&other);
			if (!add(&tables[k], name, &other) ||
			    strcmp(text.data, other.data) != 0)
				continue;
			twin |= k < i;
			cs_buf_addf(&line, "%s%s", line.length ? ", " : "",
				    tables[k].name);
		}
		if (twin)
			continue;
		if (!found)
			cs_buf_addf(out, "%s%s, %s\n", out->length ? "\n" : "",
				    name, kind);
		found = true;
		cs_buf_adds(out, "\n-t ");
		cs_add_wrapped(out, line.data, 3, 3);
		cs_buf_adds(out, "  ");
		cs_add_wrapped(out, text.data, 2, 2);
	}
	cs_buf_release(&text);
	cs_buf_release(&other);
	cs_buf_release(&line);
	return found;
}

/* --- options */

/* With or without its dashes. */
static bool add_option(const struct cs_command *command, const char *name,
		       struct cs_buf *out)
{
	name += strncmp(name, "--", 2) == 0 ? 2 : 0;
	for (struct cs_option_walk at = { command }; cs_option_next(&at);)
		if (strcmp(at.option->name, name) == 0) {
			cs_buf_addf(out, "%s%s, an option\n\n",
				    out->length ? "\n" : "", name);
			cs_help_option(command, at.option, out);
			return true;
		}
	return false;
}

/* --- codes */

/* What is said of an entry "= KIND CODE ...": up to the next one. */
static void add_page(const char *kind, size_t length, const char *code,
		     const char *text, struct cs_buf *out)
{
	const char *end = strstr(text, "\n= ");

	cs_buf_addf(out, "%s%s, ", out->length ? "\n" : "", code);
	for (size_t i = 0; i < length; i++)
		cs_buf_addc(out, kind[i] == '-' ? ' ' : kind[i]);
	cs_buf_adds(out, "\n\n");
	cs_buf_add(out, text, end ? (size_t)(end + 1 - text) : strlen(text));
	if (strncmp(kind, "warning", length) == 0)
		cs_buf_addf(out,
			    "\n--trust %s says that it is right so, --strict "
			    "makes it an error.\n",
			    code);
}

const char *cs_help_entry(const char *at, const char **kind, const char **codes,
			  const char **end)
{
	at = *at == '=' ? at : strstr(at, "\n= ");
	if (at == NULL)
		return NULL;
	*kind = at + strspn(at, "\n= ");
	*codes = strchr(*kind, ' ') + 1;
	*end = strchr(*codes, '\n');
	return *end;
}

static bool add_code(const char *code, struct cs_buf *out)
{
	const char *at = cs_builtin_text("help", "codes");
	const char *kind, *codes, *end;
	bool found = false;

	while ((at = cs_help_entry(at, &kind, &codes, &end)) != NULL) {
		struct cs_buf all = CS_BUF_INIT;

		cs_buf_add(&all, codes, (size_t)(end - codes));
		if (cs_word_among(code, strlen(code), all.data, ' ')) {
			add_page(kind, (size_t)(codes - 1 - kind), code,
				 end + 1, out);
			found = true;
		}
		cs_buf_release(&all);
	}
	if (found)
		cs_buf_adds(out, "\nman cs-input has the rest.\n");
	return found;
}

/* --- all of them */

static void list_codes(struct cs_list *names)
{
	const char *at = cs_builtin_text("help", "codes");
	const char *kind, *codes, *end;

	while ((at = cs_help_entry(at, &kind, &codes, &end)) != NULL)
		for (const char *word = codes; word < end;) {
			size_t length = strcspn(word, " \n");

			cs_list_add_copy(names, word, length);
			word += length + 1;
		}
}

/* Which name was meant? */
static void refuse(const struct cs_command *command, const char *name,
		   struct cs_err *err)
{
	const struct cs_table_spec *table = command->tables;
	struct cs_buf after = CS_BUF_INIT;
	struct cs_list names = CS_LIST_INIT;
	const char *near;

	for (; table && table->name; table++) {
		cs_list_add(&names, table->name);
		for (const struct cs_column *c = table->columns; c->name; c++)
			if (c->people != CS_PEOPLE)
				cs_list_add(&names, c->name);
	}
	for (struct cs_option_walk at = { command }; cs_option_next(&at);)
		cs_list_add(&names, at.option->name);
	list_codes(&names);
	near = cs_nearest(name, (const char *const *)names.items);
	if (near)
		cs_buf_addf(&after, ": did you mean %s?", near);
	cs_buf_adds(&after, " (it explains tables, columns, options and "
			    "the codes of messages)");
	cs_refuse(err, "--help knows nothing called ", name, after.data);
	cs_buf_release(&after);
	cs_list_release(&names);
}

int cs_help_topic(const struct cs_command *command, const char *name,
		  struct cs_buf *out, struct cs_err *err)
{
	const struct cs_table_spec *table = command->tables;
	bool found = false, named, shown;

	for (; table && table->name; table++)
		if (strcmp(table->name, name) == 0) {
			cs_help_table(command, table, out);
			found = true;
		}
	found |= add_columns(command, name, add_column, "a column", out);
	found |= add_option(command, name, out);
	found |= add_code(name, out);
	named = found;
	if (!found)
		found = add_columns(command, name, add_heading,
				    "as text shows it", out);
	if (!found)
		found = add_columns(command, name, add_value, "a value", out);
	shown = found;
	if (!named)
		found |= cs_help_glossary(command, name, out);
	if (!shown)
		found |= cs_help_mentions(command, name, out);
	if (found)
		return 0;
	refuse(command, name, err);
	return -1;
}

void cs_help_examples(const struct cs_command *command, struct cs_buf *out)
{
	const char *text = cs_builtin_text("help", command->name);

	if (text != NULL)
		cs_buf_adds(out, text);
}
