/* help.c - what -h and --help print, from the table that is parsed by. */
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wrap.h"
#include "option/internal.h"

enum {
	SCREEN_LINES = 24,
	SCREEN_COLUMNS = 80,
	WIDEST_LEFT = 28 /* a longer left side gets a line of its own */
};

static void add_blanks(struct cs_buf *out, size_t count)
{
	while (count-- > 0)
		cs_buf_addc(out, ' ');
}

static void add_labelled(struct cs_buf *out, const char *label,
			 const char *text)
{
	cs_buf_adds(out, label);
	cs_add_wrapped(out, text, strlen(label), strlen(label));
}

static size_t count_lines(const struct cs_buf *text)
{
	size_t lines = 0;

	for (size_t i = 0; i < text->length; i++)
		lines += text->data[i] == '\n';
	return lines;
}

/* --- one option */

/* "  -f, --format FORMAT" */
static void add_left(const struct cs_option *option, struct cs_buf *out)
{
	if (option->letter)
		cs_buf_addf(out, "  -%c, --%s", option->letter, option->name);
	else
		cs_buf_addf(out, "      --%s", option->name);
	if (option->type == CS_OPT_FLAG)
		return;
	cs_buf_adds(out, option->type == CS_OPT_OPTIONAL ? "[=" : " ");
	cs_option_argument(option, out);
	if (option->type == CS_OPT_OPTIONAL)
		cs_buf_addc(out, ']');
}

static size_t left_width(const struct cs_option *option)
{
	struct cs_buf left = CS_BUF_INIT;
	size_t width;

	add_left(option, &left);
	width = cs_utf8_width(left.data, left.length);
	cs_buf_release(&left);
	return width;
}

/* Where descriptions begin: behind the widest left side not too wide. */
static size_t help_column(const struct cs_command *command, bool basic)
{
	size_t column = 0;

	for (struct cs_option_walk at = { command }; cs_option_next(&at);) {
		size_t width = left_width(at.option);

		if ((at.option->basic || !basic) && width <= WIDEST_LEFT &&
		    width > column)
			column = width;
	}
	return column + 2;
}

/*
 * The phrase, and the `choices` unless they are not asked for or the name of
 * the argument shows them.
 */
static void add_description(const struct cs_command *command,
			    const struct cs_option *option, bool choices,
			    struct cs_buf *out)
{
	const char *argument = option->argument;
	struct cs_buf words = CS_BUF_INIT;

	cs_buf_adds(out, option->help ? option->help : "");
	if (choices && argument && !strchr(argument, '|') &&
	    cs_option_choices(command, option, ", ", &words))
		cs_buf_addf(out, ": %s", words.data);
	cs_buf_release(&words);
}

/* Both sides, the description from `column` on. */
static void add_option(const struct cs_command *command,
		       const struct cs_option *option, bool choices,
		       size_t column, struct cs_buf *out)
{
	struct cs_buf description = CS_BUF_INIT;
	size_t at = left_width(option);

	add_description(command, option, choices, &description);
	add_left(option, out);
	if (at + 2 > column) {
		cs_buf_addc(out, '\n');
		at = 0;
	}
	add_blanks(out, column - at);
	cs_add_wrapped(out, description.data, column, column);
	cs_buf_release(&description);
}

void cs_help_option(const struct cs_command *command,
		    const struct cs_option *option, struct cs_buf *out)
{
	add_option(command, option, true, left_width(option) + 2, out);
}

/* --- the two helps */

static void add_usage(const struct cs_command *command, struct cs_buf *out)
{
	cs_buf_addf(out, "usage: %s [options]", command->name);
	if (command->operands)
		cs_buf_addf(out, " %s", command->operands);
	cs_buf_adds(out, "\n\n");
	cs_add_wrapped(out, command->question, 0, 0);
}

/* One line if the screen is wide enough; a command line is never broken. */
static void add_example(const struct cs_command *command, struct cs_buf *out)
{
	size_t width =
	    cs_utf8_width(command->example, strlen(command->example));
	bool fits = strlen("example: ") + width <= SCREEN_COLUMNS;

	cs_buf_addf(out, "example:%s%s\n", fits ? " " : "\n  ",
		    command->example);
}

/* The basic options, with their choices or without, in at most `most` lines. */
static void add_basic(const struct cs_command *command, bool choices,
		      size_t most, struct cs_buf *out)
{
	size_t column = help_column(command, true), lines;
	struct cs_buf text = CS_BUF_INIT;

	for (struct cs_option_walk at = { command }; cs_option_next(&at);) {
		if (!at.option->basic)
			continue;
		cs_buf_clear(&text);
		add_option(command, at.option, choices, column, &text);
		lines = count_lines(&text);
		if (lines <= most) {
			cs_buf_add(out, text.data, text.length);
			most -= lines;
		}
	}
	cs_buf_release(&text);
}

/* "Tables: summary, ladder", and what else is to be said of them. */
static void add_tables(const struct cs_command *command, const char *more,
		       struct cs_buf *out)
{
	const struct cs_table_spec *table = command->tables;
	struct cs_buf names = CS_BUF_INIT;

	if (!table || !table->name)
		return;
	for (; table->name; table++)
		cs_buf_addf(&names, "%s%s", names.length ? ", " : "",
			    table->name);
	cs_buf_adds(&names, more);
	add_labelled(out, "tables: ", names.data);
	cs_buf_release(&names);
}

void cs_help_short(const struct cs_command *command, struct cs_buf *out)
{
	struct cs_buf basic = CS_BUF_INIT, tail = CS_BUF_INIT;
	size_t lines, room;

	add_usage(command, out);
	cs_buf_addc(out, '\n');
	cs_buf_addc(&tail, '\n');
	add_tables(command, "", &tail);
	add_example(command, &tail);
	cs_buf_addf(&tail, "%s --help for all options, man %s for more\n",
		    command->name, command->name);
	lines = count_lines(out) + count_lines(&tail);
	room = lines < SCREEN_LINES ? SCREEN_LINES - lines : 0;
	add_basic(command, true, SIZE_MAX, &basic);
	if (count_lines(&basic) > room) {
		cs_buf_clear(&basic);
		add_basic(command, false, room, &basic);
	}
	cs_buf_add(out, basic.data, basic.length);
	cs_buf_add(out, tail.data, tail.length);
	cs_buf_release(&basic);
	cs_buf_release(&tail);
}

void cs_help_full(const struct cs_command *command, struct cs_buf *out)
{
	size_t column = help_column(command, false), group = SIZE_MAX;

	add_usage(command, out);
	if (command->about) {
		size_t length = strlen(command->about);

		cs_buf_addf(out, "\n%s", command->about);
		if (length && command->about[length - 1] != '\n')
			cs_buf_addc(out, '\n');
	}
	for (struct cs_option_walk at = { command }; cs_option_next(&at);) {
		if (at.group != group)
			cs_buf_addf(out, "\n%s:\n", at.title);
		group = at.group;
		add_option(command, at.option, true, column, out);
	}
	cs_buf_addc(out, '\n');
	add_tables(
	    command,
	    "; --help=NAME explains one, a column, an option or the code of a "
	    "message, or says where a word is used",
	    out);
	add_example(command, out);
	cs_buf_adds(out, "\n");
	add_labelled(out, "exit status: ", "0 done, 1 failed, 2 wrong usage");
}

/* --- a table */

/* "share: continued / reached" */
void cs_help_meaning(const struct cs_column *columns,
		     const struct cs_column *column, struct cs_buf *out)
{
	static const char *const types[] = {
		[CS_TEXT] = "text",	 [CS_COUNT] = "count",
		[CS_MONEY] = "money",	 [CS_REAL] = "number",
		[CS_SHARE] = "fraction", [CS_PERCENT] = "per cent",
		[CS_DATE] = "date",	 [CS_BOOL] = "true or false",
	};

	int low, high;

	cs_buf_addf(out, "%s: %s", types[column->type],
		    column->means ? column->means : "");
	if (column->people == CS_FILES)
		cs_buf_adds(out, "; not in text");
	if (column->by_group)
		cs_buf_adds(out, "; only by group");
	if (cs_columns_interval(columns, column->name, &low, &high))
		cs_buf_addf(out, "; with %s, %s: %s", columns[low].name,
			    columns[high].name,
			    cs_interval_title(&columns[low]));
}

static void add_column(const struct cs_column *columns,
		       const struct cs_column *column, size_t indent,
		       struct cs_buf *out)
{
	struct cs_buf text = CS_BUF_INIT;

	cs_help_meaning(columns, column, &text);
	cs_buf_addf(out, "  %s", column->name);
	add_blanks(out, indent - 2 - strlen(column->name));
	cs_add_wrapped(out, text.data, indent, indent);
	cs_buf_release(&text);
}

void cs_help_table(const struct cs_command *command,
		   const struct cs_table_spec *table, struct cs_buf *out)
{
	const struct cs_column *columns = table->columns, *column;
	size_t widest = strlen(cs_part_column.name);

	for (column = columns; column->name; column++)
		if (!cs_columns_bounded(columns, column->name) &&
		    strlen(column->name) > widest)
			widest = strlen(column->name);
	cs_buf_addf(out, "%s -t %s\n\n", command->name, table->name);
	cs_add_wrapped(out, table->question, 0, 0);
	cs_buf_addc(out, '\n');
	if (!table->across)
		add_column(columns, &cs_part_column, widest + 4, out);
	for (column = columns; column->name; column++)
		if (!cs_columns_bounded(columns, column->name) &&
		    column->people != CS_PEOPLE)
			add_column(columns, column, widest + 4, out);
}
