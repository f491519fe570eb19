/*
 * internal.h - how the files of lib/option look at a command's table of
 * options.
 *
 * Nothing outside lib/option includes this.
 */
#ifndef CS_OPTION_INTERNAL_H
#define CS_OPTION_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "option/option.h"

/* -h, --help, -V, --version, --completion: every command has them, last. */
extern const struct cs_option_group cs_builtin_options;

/*
 * Walks all options of a command, those built in last:
 *	struct cs_option_walk walk = { .command = command };
 *	while ((option = cs_option_next(&walk))) ...
 * Of two with one name the first counts; later ones are passed over, and those
 * that the command is without.
 */
struct cs_option_walk {
	const struct cs_command *command;
	size_t group, option; /* where to go on */
};
const struct cs_option *cs_option_next(struct cs_option_walk *walk);

bool cs_option_takes_value(const struct cs_option *option);

/* Choice number i, or NULL behind the last. */
const char *cs_option_choice(const struct cs_option *option, size_t i);

/*
 * Appends the words that an option is limited to: its choices, or for --table
 * the command's tables and "all". Nothing if any word is allowed.
 */
void cs_option_choices(const struct cs_command *command,
		       const struct cs_option *option, struct cs_list *words);

/*
 * Appends text and a line feed, broken at blanks so as to stay in 80 columns.
 * The first line goes on from column `at`, the others begin at `indent`.
 */
void cs_add_wrapped(struct cs_buf *out, const char *text, size_t at,
		    size_t indent);

/* "FILE"; without a name for the argument the choices, "sum|once". */
void cs_option_argument(const struct cs_option *option, struct cs_buf *out);

/* The nearest of a list's words, or NULL. */
const char *cs_list_nearest(const struct cs_list *list, const char *word);

/* Appends the words with ", " between them. */
void cs_list_join(const struct cs_list *list, struct cs_buf *out);

/* Appends a copy of `length` bytes that the list owns. */
void cs_list_add_copy(struct cs_list *list, const char *text, size_t length);

/*
 * Stores `text` (NULL: no value was given) in the variable of `option`. `typed`
 * is the option as the user wrote it, "-f" or "--format", for messages.
 * Returns 0, or -1.
 */
int cs_option_assign(const struct cs_command *command,
		     const struct cs_option *option, struct cs_values *values,
		     const char *typed, const char *text, struct cs_err *err);

/* Where the variable of an option is. */
void *cs_option_variable(const struct cs_option *option,
			 const struct cs_values *values);

/* Refuses a word that is none of the choices. Returns -1. */
int cs_option_unknown(const struct cs_list *choices, const char *typed,
		      const char *text, struct cs_err *err);

/* Refuses the use of an option that wants a value and has none. Returns -1. */
int cs_option_wants(const struct cs_command *command,
		    const struct cs_option *option, const char *typed,
		    struct cs_err *err);

#endif
