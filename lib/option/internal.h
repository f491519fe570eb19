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
#include "base/text.h"
#include "option/option.h"

/*
 * Walks all options of a command; last --options, -h, --help, -V,
 * --version and --completion, which every command has:
 *	for (struct cs_option_walk at = { command }; cs_option_next(&at);)
 *		... at.option ...
 * Those that the command is without are passed over.
 */
struct cs_option_walk {
	const struct cs_command *command;
	size_t group, next; /* where to go on */
	const struct cs_option *option;
	const char *title; /* of its group */
};
/* False behind the last. */
bool cs_option_next(struct cs_option_walk *walk);

/* Appends what --help says of one. */
void cs_help_option(const struct cs_command *command,
		    const struct cs_option *option, struct cs_buf *out);

bool cs_option_takes_value(const struct cs_option *option);

/*
 * Number i of the words that an option is limited to, or NULL behind the last:
 * its choices, or for --help the command's tables, for --table also "all". NULL
 * for 0 if any word is allowed. `command` NULL: one without tables.
 */
const char *cs_option_choice(const struct cs_command *command,
			     const struct cs_option *option, size_t i);

/* Appends all of them with `between` between them; false if there are none. */
bool cs_option_choices(const struct cs_command *command,
		       const struct cs_option *option, const char *between,
		       struct cs_buf *out);

/* "FILE"; without a name for the argument the choices, "sum|once". */
void cs_option_argument(const struct cs_option *option, struct cs_buf *out);

/* What a column of these is: "share: of all; with x_low, x_high: ..." */
void cs_help_meaning(const struct cs_column *columns,
		     const struct cs_column *column, struct cs_buf *out);

/* The next of the entries in the compiled text of codes: it is of `kind`, has
 * the codes from `codes` to `end`, and goes on to the next "\n= ". NULL: there
 * is none. */
const char *cs_help_entry(const char *at, const char **kind, const char **codes,
			  const char **end);

/* What a word means that is no name of anything; false if it is not known. */
bool cs_help_glossary(const struct cs_command *command, const char *word,
		      struct cs_buf *out);

/* Options, tables, columns and codes of messages that speak of it, or take it
 * for a value; false if none does. */
bool cs_help_mentions(const struct cs_command *command, const char *word,
		      struct cs_buf *out);

/*
 * What is called `name`: a table, columns, options, the code of a message, of
 * which the manual's words are compiled in. -1: nothing is, and err says what
 * may be meant.
 */
int cs_help_topic(const struct cs_command *command, const char *name,
		  struct cs_buf *out, struct cs_err *err);

/* The examples of the command's manual page. */
void cs_help_examples(const struct cs_command *command, struct cs_buf *out);

/* An option as it stands on the command line. */
struct cs_option_use {
	const struct cs_command *command;
	const struct cs_option *option;
	struct cs_err *err; /* filled by what fails */
	char typed[72];	    /* as the user wrote it: "-f" or "--format" */
};

/*
 * Stores `text` (NULL: no value was given) in the variable of the option.
 * Returns 0, or -1.
 */
int cs_option_assign(const struct cs_option_use *use,
		     const struct cs_values *values, const char *text);

/*
 * The words of a line of a file of options: parted by blanks and tabs, quoted
 * as for sh, with nothing expanded; a word that begins with # begins a remark.
 * They are kept in `arena`. -1: a quote is not closed.
 */
int cs_option_words(struct cs_text line, struct cs_list *words,
		    struct cs_arena *arena, struct cs_err *err);

/* Where the variable of an option is. */
void *cs_option_variable(const struct cs_option *option,
			 const struct cs_values *values);

/* Refuses a word that is none of the choices. Returns -1. */
int cs_option_unknown(const struct cs_option_use *use, const char *text);

/* Refuses a use without the value that is wanted. Returns -1. */
int cs_option_wants(const struct cs_option_use *use);

#endif
