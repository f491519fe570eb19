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

const char *cs_option_choice(const struct cs_option *option, size_t i)
{
	size_t stride =
	    option->stride > 0 ? option->stride : sizeof *option->choices;

	return *(const char *const *)((const char *)option->choices +
				      i * stride);
}

void cs_option_choices(const struct cs_command *command,
		       const struct cs_option *option, struct cs_list *words)
{
	const struct cs_table_spec *table = command->tables;
	const char *name;

	if (option->type != CS_OPT_CHOICE && option->type != CS_OPT_WORDS)
		return;
	if (option->choices != NULL) {
		for (size_t i = 0; (name = cs_option_choice(option, i)); i++)
			cs_list_add(words, name);
	} else if (table != NULL && strcmp(option->name, "table") == 0) {
		for (; table->name != NULL; table++)
			cs_list_add(words, table->name);
		cs_list_add(words, "all");
	}
}

void cs_option_argument(const struct cs_option *option, struct cs_buf *out)
{
	const char *name;

	if (option->argument) {
		cs_buf_adds(out, option->argument);
		return;
	}
	if (option->choices == NULL)
		return;
	for (size_t i = 0; (name = cs_option_choice(option, i)); i++)
		cs_buf_addf(out, "%s%s", i == 0 ? "" : "|", name);
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
	bool letter_alone = !(word[0] && word[1] >= 'A' && word[1] <= 'Z');

	if (word[0] && strchr("AEIO", word[0]))
		return "an";
	return letter_alone && word[0] && strchr("FHLMNRSX", word[0]) ? "an"
								      : "a";
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

int cs_option_wants(const struct cs_command *command,
		    const struct cs_option *option, const char *typed,
		    struct cs_err *err)
{
	struct cs_list choices = CS_LIST_INIT;
	struct cs_buf what = CS_BUF_INIT;

	cs_option_choices(command, option, &choices);
	if (choices.count) {
		cs_buf_adds(&what, "one of ");
		cs_list_join(&choices, &what);
	} else if (option->type == CS_OPT_COUNT ||
		   option->type == CS_OPT_NUMBER) {
		describe_number(option, &what);
	} else {
		describe_argument(option->argument ? option->argument : "value",
				  &what);
	}
	cs_fail(err, NULL, "option %s wants %s", typed, what.data);
	cs_buf_release(&what);
	cs_list_release(&choices);
	return -1;
}

int cs_option_unknown(const struct cs_list *choices, const char *typed,
		      const char *text, struct cs_err *err)
{
	const char *near = cs_list_nearest(choices, text);
	struct cs_buf shown = CS_BUF_INIT, all = CS_BUF_INIT;

	cs_printable(&shown, text, strlen(text), 60);
	cs_list_join(choices, &all);
	cs_fail(err, NULL, "%s: unknown value \"%s\"%s%s%s (%s)", typed,
		shown.data, near ? ": did you mean " : "", near ? near : "",
		near ? "?" : "", all.data);
	cs_buf_release(&shown);
	cs_buf_release(&all);
	return -1;
}

static int wrong_number(const struct cs_option *option, const char *typed,
			const char *text, struct cs_err *err)
{
	struct cs_buf before = CS_BUF_INIT;

	cs_buf_addf(&before, "%s wants ", typed);
	describe_number(option, &before);
	cs_buf_adds(&before, ", not ");
	cs_refuse(err, before.data, text, "");
	cs_buf_release(&before);
	return -1;
}

/* --- conversion */

static bool in_limits(const struct cs_option *option, double value)
{
	return (option->low == 0 && option->high == 0) ||
	       (value >= option->low && value <= option->high);
}

static int assign_number(const struct cs_option *option, void *variable,
			 const char *typed, const char *text,
			 struct cs_err *err)
{
	double real;
	long whole;

	if (option->type == CS_OPT_COUNT) {
		if (!cs_read_whole(text, &whole) ||
		    !in_limits(option, (double)whole))
			return wrong_number(option, typed, text, err);
		*(long *)variable = whole;
		return 0;
	}
	if (!cs_read_real(text, &real) || !in_limits(option, real))
		return wrong_number(option, typed, text, err);
	*(double *)variable = real;
	return 0;
}

static int assign_choice(int *variable, const char *typed, const char *text,
			 const struct cs_list *choices, struct cs_err *err)
{
	for (size_t i = 0; i < choices->count; i++)
		if (strcmp(choices->items[i], text) == 0) {
			*variable = (int)i;
			return 0;
		}
	return cs_option_unknown(choices, typed, text, err);
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

/* Stores one word that was read; -1 if it is not among the choices. */
static int keep_word(struct cs_list *list, const struct cs_buf *word,
		     const struct cs_list *choices, const char *typed,
		     struct cs_err *err)
{
	bool known = choices->count == 0;

	for (size_t i = 0; i < choices->count && !known; i++)
		known = strcmp(choices->items[i], word->data) == 0;
	if (!known)
		return cs_option_unknown(choices, typed, word->data, err);
	cs_list_add_copy(list, word->data, word->length);
	return 0;
}

static int assign_words(struct cs_list *variable, const char *typed,
			const char *text, const struct cs_list *choices,
			struct cs_err *err)
{
	struct cs_buf word = CS_BUF_INIT, place = CS_BUF_INIT;
	const char *p = text;
	int status = 0;

	cs_buf_addf(&place, "%s: ", typed);
	for (bool more = true; more && status == 0;) {
		bool quoted;

		cs_buf_clear(&word);
		p += strspn(p, " ");
		quoted = *p == '"';
		p = quoted ? read_quoted(p + 1, &word) : read_plain(p, &word);
		if (!p || (*p && *p != ','))
			status = cs_refuse(err, place.data, text,
					   " has a quote that is not closed "
					   "before a comma or the end");
		else if (!word.length && !quoted)
			status = cs_refuse(err, place.data, text,
					   " holds an empty word");
		else
			status =
			    keep_word(variable, &word, choices, typed, err);
		more = p && *p++ == ',';
	}
	cs_buf_release(&word);
	cs_buf_release(&place);
	return status;
}

static void assign_optional(struct cs_optional *optional, const char *text)
{
	optional->given = true;
	optional->text = text;
}

void *cs_option_variable(const struct cs_option *option,
			 const struct cs_values *values)
{
	return (char *)values->home[option->place.home] + option->place.offset;
}

int cs_option_assign(const struct cs_command *command,
		     const struct cs_option *option, struct cs_values *values,
		     const char *typed, const char *text, struct cs_err *err)
{
	void *variable = cs_option_variable(option, values);
	struct cs_list choices = CS_LIST_INIT;
	int status = 0;

	if (option->type == CS_OPT_FLAG && text)
		return cs_fail(err, NULL, "option %s takes no value", typed);
	if (text ? !*text && option->type != CS_OPT_PARSED
		 : cs_option_takes_value(option))
		return cs_option_wants(command, option, typed, err);
	cs_option_choices(command, option, &choices);
	switch (option->type) {
	case CS_OPT_FLAG: *(bool *)variable = true; break;
	case CS_OPT_TEXT: *(const char **)variable = text; break;
	case CS_OPT_OPTIONAL: assign_optional(variable, text); break;
	case CS_OPT_LIST: cs_list_add(variable, text); break;
	case CS_OPT_WORDS:
		status = assign_words(variable, typed, text, &choices, err);
		break;
	case CS_OPT_CHOICE:
		status = assign_choice(variable, typed, text, &choices, err);
		break;
	case CS_OPT_COUNT:
	case CS_OPT_NUMBER:
		status = assign_number(option, variable, typed, text, err);
		break;
	case CS_OPT_PARSED:
		status = option->parse(text, variable, err);
		if (status != 0)
			cs_fail_prefix(err, typed);
		break;
	}
	cs_list_release(&choices);
	return status;
}
