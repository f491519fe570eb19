/* assign.c - the value of an option: checked, converted, stored. */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "option/internal.h"
#include "option/value.h"

/* Beyond this a limit is none: no double tells it from LONG_MAX. */
#define WHOLE_MAX 9.0e15

bool cs_option_takes_value(const struct cs_option *option)
{
	return option->type != CS_OPT_FLAG && option->type != CS_OPT_OPTIONAL;
}

const char *cs_option_choice(const struct cs_command *command,
			     const struct cs_option *option, size_t i)
{
	const struct cs_table_spec *table = command ? command->tables : NULL;
	size_t stride =
	    option->stride > 0 ? option->stride : sizeof *option->choices;
	bool all = strcmp(option->name, "table") == 0;

	if (option->choices != NULL)
		return *(const char *const *)((const char *)option->choices +
					      i * stride);
	if (table == NULL || !(all || strcmp(option->name, "help") == 0))
		return NULL;
	while (table->name != NULL && i > 0)
		table++, i--;
	return table->name == NULL && all && i == 0 ? "all" : table->name;
}

bool cs_option_choices(const struct cs_command *command,
		       const struct cs_option *option, const char *between,
		       struct cs_buf *out)
{
	const char *word;
	size_t i = 0;

	for (; (word = cs_option_choice(command, option, i)); i++)
		cs_buf_addf(out, "%s%s", i > 0 ? between : "", word);
	return i > 0;
}

void cs_option_argument(const struct cs_option *option, struct cs_buf *out)
{
	if (option->argument)
		cs_buf_adds(out, option->argument);
	else
		cs_option_choices(NULL, option, "|", out);
}

/* --- messages */

/* "a whole number from 1 to 36500" */
static void describe_number(const struct cs_option *option, struct cs_buf *out)
{
	cs_buf_adds(out, option->type == CS_OPT_COUNT ? "a whole number"
						      : "a number");
	if (option->low == 0 && option->high == 0)
		return;
	if (fabs(option->high) > WHOLE_MAX)
		cs_buf_addf(out, " of %.15g or more", option->low);
	else
		cs_buf_addf(out, " from %.15g to %.15g", option->low,
			    option->high);
}

/* "a" or "an", as the word is read aloud: a FILE, an EXPR, an N. */
static const char *article(const char *word)
{
	bool one_letter = !(word[1] >= 'A' && word[1] <= 'Z');

	return strchr(one_letter ? "AEFHILMNORSX" : "AEIO", *word) ? "an" : "a";
}

/* "a DATE, today or yesterday" for DATE|today|yesterday. */
static void describe_argument(const char *argument, struct cs_buf *out)
{
	const char *bar;

	cs_buf_addf(out, "%s ", article(argument));
	while ((bar = strchr(argument, '|'))) {
		cs_buf_add(out, argument, (size_t)(bar - argument));
		argument = bar + 1;
		cs_buf_adds(out, strchr(argument, '|') ? ", " : " or ");
	}
	cs_buf_adds(out, argument);
}

int cs_option_wants(const struct cs_option_use *use)
{
	const struct cs_option *option = use->option;
	struct cs_buf what = CS_BUF_INIT, choices = CS_BUF_INIT;

	if (cs_option_choices(use->command, option, ", ", &choices))
		cs_buf_addf(&what, "one of %s", choices.data);
	else if (option->type == CS_OPT_COUNT || option->type == CS_OPT_NUMBER)
		describe_number(option, &what);
	else
		describe_argument(option->argument ? option->argument : "value",
				  &what);
	cs_fail(use->err, NULL, "option %s wants %s", use->typed, what.data);
	cs_buf_release(&what);
	cs_buf_release(&choices);
	return -1;
}

int cs_option_unknown(const struct cs_option_use *use, const char *text)
{
	struct cs_buf shown = CS_BUF_INIT, all = CS_BUF_INIT;
	struct cs_list words = CS_LIST_INIT;
	const char *word, *near;

	for (size_t i = 0;
	     (word = cs_option_choice(use->command, use->option, i)); i++)
		cs_list_add(&words, word);
	near = cs_nearest(text, (const char *const *)words.items);
	cs_printable(&shown, text, strlen(text), 60);
	cs_option_choices(use->command, use->option, ", ", &all);
	cs_fail(use->err, NULL, "%s: unknown value \"%s\"%s%s%s (%s)",
		use->typed, shown.data, near ? ": did you mean " : "",
		near ? near : "", near ? "?" : "", all.data);
	cs_buf_release(&shown);
	cs_buf_release(&all);
	cs_list_release(&words);
	return -1;
}

static int wrong_number(const struct cs_option_use *use, const char *text)
{
	struct cs_buf before = CS_BUF_INIT;

	cs_buf_addf(&before, "%s wants ", use->typed);
	describe_number(use->option, &before);
	cs_buf_adds(&before, ", not ");
	cs_refuse(use->err, before.data, text, "");
	cs_buf_release(&before);
	return -1;
}

/* --- conversion */

static int assign_number(const struct cs_option_use *use, void *variable,
			 const char *text)
{
	const struct cs_option *option = use->option;
	bool count = option->type == CS_OPT_COUNT;
	long whole = 0;
	double real = 0;
	bool read =
	    count ? cs_read_whole(text, &whole) : cs_read_real(text, &real);

	if (count)
		real = (double)whole;
	if (!read || ((option->low != 0 || option->high != 0) &&
		      (real < option->low || real > option->high)))
		return wrong_number(use, text);
	if (count)
		*(long *)variable = whole;
	else
		*(double *)variable = real;
	return 0;
}

/* Which of the choices it is; -1: none. */
static int index_of(const struct cs_option_use *use, const char *word)
{
	const char *choice;

	for (int i = 0;
	     (choice = cs_option_choice(use->command, use->option, (size_t)i));
	     i++)
		if (strcmp(choice, word) == 0)
			return i;
	return -1;
}

static int assign_choice(const struct cs_option_use *use, int *variable,
			 const char *text)
{
	int index = index_of(use, text);

	if (index < 0)
		return cs_option_unknown(use, text);
	*variable = index;
	return 0;
}

/*
 * Reads a word in double quotes, `p` behind the first of them, into `word`.
 * Returns what follows the last quote and blanks, or NULL if it is missing.
 */
static const char *read_quoted(const char *p, struct cs_buf *word)
{
	for (; *p; p++) {
		if (*p == '"' && *++p != '"')
			return p + strspn(p, " ");
		cs_buf_addc(word, *p);
	}
	return NULL;
}

/* Reads up to the comma or the end, without blanks on either side. */
static const char *read_plain(const char *p, struct cs_buf *word)
{
	size_t length = strcspn(p, ","), kept = length;

	while (kept && p[kept - 1] == ' ')
		kept--;
	cs_buf_add(word, p, kept);
	return p + length;
}

static int assign_words(const struct cs_option_use *use, struct cs_list *list,
			const char *text)
{
	bool any = cs_option_choice(use->command, use->option, 0) == NULL;
	struct cs_buf word = CS_BUF_INIT;
	const char *p = text, *wrong = NULL;
	int status = 0;

	for (bool more = true; more && status == 0 && wrong == NULL;) {
		bool quoted;

		cs_buf_clear(&word);
		p += strspn(p, " ");
		quoted = *p == '"';
		p = quoted ? read_quoted(p + 1, &word) : read_plain(p, &word);
		if (!p || (*p && *p != ','))
			wrong = " has a quote that is not closed before a "
				"comma or the end";
		else if (!word.length && !quoted)
			wrong = " holds an empty word";
		else if (any || index_of(use, word.data) >= 0)
			cs_list_add_copy(list, word.data, word.length);
		else
			status = cs_option_unknown(use, word.data);
		more = p && *p++ == ',';
	}
	if (wrong != NULL) {
		cs_refuse(use->err, "", text, wrong);
		status = cs_fail_prefix(use->err, use->typed);
	}
	cs_buf_release(&word);
	return status;
}

void *cs_option_variable(const struct cs_option *option,
			 const struct cs_values *values)
{
	return (char *)values->home[option->place.home] + option->place.offset;
}

int cs_option_assign(const struct cs_option_use *use,
		     const struct cs_values *values, const char *text)
{
	const struct cs_option *option = use->option;
	void *variable = cs_option_variable(option, values);

	if (option->type == CS_OPT_FLAG && text)
		return cs_fail(use->err, NULL, "option %s takes no value",
			       use->typed);
	if (text ? !*text && option->type != CS_OPT_PARSED
		 : cs_option_takes_value(option))
		return cs_option_wants(use);
	switch (option->type) {
	case CS_OPT_FLAG: *(bool *)variable = true; break;
	case CS_OPT_TEXT: *(const char **)variable = text; break;
	case CS_OPT_OPTIONAL:
		*(struct cs_optional *)variable =
		    (struct cs_optional){ true, text };
		break;
	case CS_OPT_LIST: cs_list_add(variable, text); break;
	case CS_OPT_WORDS: return assign_words(use, variable, text);
	case CS_OPT_CHOICE: return assign_choice(use, variable, text);
	case CS_OPT_COUNT:
	case CS_OPT_NUMBER: return assign_number(use, variable, text);
	case CS_OPT_PARSED:
		if (option->parse(text, variable, use->err) != 0)
			return cs_fail_prefix(use->err, use->typed);
	}
	return 0;
}
