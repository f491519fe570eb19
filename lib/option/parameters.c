/* parameters.c - json's parameters from an option table: see option.h. */
#include <math.h>
#include <string.h>

#include "base/money.h"
#include "option/internal.h"
#include "option/value.h"
#include "report/table.h"

static void show_list(const struct cs_list *list, const char *name,
		      struct cs_object *parameters)
{
	cs_set_list(parameters, name);
	for (size_t i = 0; i < list->count; i++)
		cs_object_append(parameters, name, list->items[i]);
}

static void show_optional(const struct cs_optional *optional, const char *name,
			  struct cs_object *parameters)
{
	if (optional->text != NULL)
		cs_set_text(parameters, name, optional->text);
	else
		cs_set_bool(parameters, name, optional->given);
}

/* A limit above 0 keeps 0 for what was not said. */
static void show_count(const struct cs_option *option, long count,
		       const char *name, struct cs_object *parameters)
{
	if (count == 0 && option->low > 0)
		cs_set_null(parameters, name);
	else
		cs_set_count(parameters, name, count);
}

static void show(const struct cs_option *option, const void *variable,
		 const char *name, struct cs_object *parameters)
{
	double number;
	int choice;

	switch (option->type) {
	case CS_OPT_FLAG:
		cs_set_bool(parameters, name, *(const bool *)variable);
		break;
	case CS_OPT_TEXT:
		cs_set_text(parameters, name, *(const char *const *)variable);
		break;
	case CS_OPT_OPTIONAL: show_optional(variable, name, parameters); break;
	case CS_OPT_LIST:
	case CS_OPT_WORDS: show_list(variable, name, parameters); break;
	case CS_OPT_CHOICE:
		choice = *(const int *)variable;
		cs_set_text(parameters, name,
			    choice < 0 ? NULL
				       : cs_option_choice(NULL, option,
							  (size_t)choice));
		break;
	case CS_OPT_COUNT:
		show_count(option, *(const long *)variable, name, parameters);
		break;
	case CS_OPT_NUMBER:
		number = *(const double *)variable;
		cs_set_real(parameters, name,
			    number == 0 && option->low > 0 ? (double)NAN
							   : number);
		break;
	case CS_OPT_PARSED:
		if (option->show != NULL)
			option->show(variable, name, parameters);
		break;
	}
}

void cs_options_show(const struct cs_command *command,
		     const struct cs_values *values,
		     struct cs_object *parameters)
{
	for (struct cs_option_walk at = { command }; cs_option_next(&at);) {
		const struct cs_option *option = at.option;
		struct cs_buf name = CS_BUF_INIT;

		cs_buf_adds(&name, option->name);
		for (char *p = name.data; (p = strchr(p, '-'));)
			*p = '_';
		if (!option->aside && !cs_object_has(parameters, name.data))
			show(option, cs_option_variable(option, values),
			     name.data, parameters);
		cs_buf_release(&name);
	}
}

/* --- of parsed values -------------------------------------------------- */

void cs_show_day(const void *value, const char *name,
		 struct cs_object *parameters)
{
	cs_day day = *(const cs_day *)value;
	bool open = day == CS_DAY_MIN || day == CS_DAY_MAX;

	cs_set_day(parameters, name, open ? CS_NO_DAY : day);
}

void cs_show_duration(const void *value, const char *name,
		      struct cs_object *parameters)
{
	struct cs_buf text = CS_BUF_INIT;

	cs_duration_text(*(const struct cs_duration *)value, &text);
	cs_set_text(parameters, name, text.data);
	cs_buf_release(&text);
}

void cs_show_span(const void *value, const char *name,
		  struct cs_object *parameters)
{
	const struct cs_maybe_duration *maybe = value;

	if (maybe->given)
		cs_show_duration(&maybe->span, name, parameters);
	else
		cs_set_null(parameters, name);
}

void cs_show_percents(const void *value, const char *name,
		      struct cs_object *parameters)
{
	const struct cs_percent_list *list = value;
	char digits[CS_MONEY_SIZE];

	cs_set_list(parameters, name);
	for (size_t i = 0; i < list->count; i++)
		cs_object_append(parameters, name,
				 cs_money_format(list->micros[i], digits));
}

/* --- as words ------------------------------------------------------------- */

static const struct cs_option *option_of(const struct cs_command *command,
					 const char *name)
{
	struct cs_option_walk at = { command };

	while (cs_option_next(&at) && strcmp(at.option->name, name) != 0)
		;
	return at.option;
}

void cs_options_words(const struct cs_command *command,
		      const struct cs_values *values, const char *without,
		      struct cs_buf *out)
{
	for (size_t i = 0; i < values->given.count; i++) {
		const char *name = values->given.items[i];
		const char *text = values->texts.items[i];
		size_t length = strlen(name);
		bool attached;

		if (cs_word_among(name, length, without, ' '))
			continue;
		/* what may be left out, or looks like an option */
		attached = !cs_option_takes_value(option_of(command, name)) ||
			   (text != NULL && *text == '-');
		cs_buf_addf(out, "--%s", name);
		if (text != NULL) {
			cs_buf_addc(out, attached ? '=' : '\0');
			cs_buf_adds(out, text);
		}
		cs_buf_addc(out, '\0');
	}
}
