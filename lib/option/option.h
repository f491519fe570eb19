/*
 * option.h - one table of options, for parsing, help, SYNOPSIS and completion.
 *
 * A command describes itself in a struct cs_command. A row says where its
 * variable is by an offset into one of two structs, that of the options which
 * commands share (input, output, time) or the command's own, so that the table
 * is constant and nobody but the caller has variables. On the command line
 * - long options are written out, never abbreviated; "--name=value" and
 *   "--name value" are one;
 * - short ones bundle (-qv) and take values (-fjson, -f json);
 * - a value that may be left out is attached: --plot=FILE, -pFILE;
 * - options and operands mix; "--" ends the options, "-" is an operand;
 * - of an option given twice the last counts, lists apart;
 * - an empty value is as good as none, except for CS_OPT_PARSED.
 * A variable holds its default before parsing and keeps it if its option is not
 * used. Texts point into argv, which must live as long as they are used.
 */
#ifndef CS_OPTION_OPTION_H
#define CS_OPTION_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "report/table.h"

/* The structs that hold the variables of options. */
enum cs_home { CS_HOME_SHARED, CS_HOME_OWN, CS_NHOMES };

struct cs_place {
	enum cs_home home;
	size_t offset;
};

/* The member of the command's own struct of this type. */
#define CS_OWN(type, member)                        \
	{                                           \
		CS_HOME_OWN, offsetof(type, member) \
	}

enum cs_option_type {
	CS_OPT_FLAG,	 /* bool *: set to true */
	CS_OPT_TEXT,	 /* const char **: the last one counts */
	CS_OPT_OPTIONAL, /* struct cs_optional *: --name[=TEXT] */
	CS_OPT_LIST,	 /* struct cs_list *: every use appends */
	/*
	 * struct cs_list *: split at commas, appended. Blanks around a word are
	 * dropped; a word in double quotes ("" for one inside) keeps blanks and
	 * commas, and only so may be empty. The list owns the words.
	 */
	CS_OPT_WORDS,
	CS_OPT_CHOICE, /* int * or enum *: index into `choices`; -1: none */
	CS_OPT_COUNT,  /* long *: whole number from `low` to `high` */
	CS_OPT_NUMBER, /* double *: from `low` to `high` */
	CS_OPT_PARSED  /* void *: through `parse` */
};

struct cs_optional {
	bool given;
	const char *text; /* NULL if no value was given */
};

struct cs_list {
	const char **items; /* a NULL behind the last; NULL if none is */
	size_t count, capacity;
	struct cs_arena copies; /* items that the list owns */
};

#define CS_LIST_INIT          \
	{                     \
		.items = NULL \
	}

/* What one command line says. */
struct cs_values {
	void *home[CS_NHOMES]; /* the structs; borrowed */
	struct cs_list given;  /* names of the options that were used */
	struct cs_list texts;  /* the value of each; NULL: it had none */
	struct cs_list files;  /* of --options; borrowed */
};

struct cs_option {
	char letter;	  /* short form or 0 */
	const char *name; /* long form without dashes */
	enum cs_option_type type;
	struct cs_place place; /* of a variable of the type above */
	/*
	 * What help calls the value ("FILE"); NULL for flags, and for choices
	 * that help shall show instead: "sum|once". Words in small letters
	 * between bars ("DATE|today") are offered by completion.
	 */
	const char *argument;
	const char *help; /* a phrase, lower case, no full stop */
	/*
	 * CS_OPT_CHOICE, and CS_OPT_WORDS if no others are allowed: names, ends
	 * with NULL. Help lists them behind the phrase. Words called "table"
	 * without choices: the command's tables and "all".
	 */
	const char *const *choices;
	size_t stride; /* bytes from one name to the next if they are members of
			  structs; 0: they follow one another */
	double low, high; /* limits of a number; both 0: none */
	/* 0, or -1 with err->message saying what is wrong with `text` */
	int (*parse)(const char *text, void *value, struct cs_err *err);
	/* CS_OPT_PARSED: puts the value into json's parameters as `name` */
	void (*show)(const void *value, const char *name,
		     struct cs_object *parameters);
	bool basic; /* also shown by -h */
	bool file;  /* completion offers file names */
	/*
	 * No parameter of its own in json: it says how to print or how fast, or
	 * what it led to stands there under another name.
	 */
	bool aside;
};

struct cs_option_group {
	const char *title;		 /* heading in --help: "Input" */
	const struct cs_option *options; /* ends with a NULL name */
};

/*
 * Options that have nothing to do in some modes of a command, that is with some
 * kinds of its input.
 */
struct cs_refusal {
	unsigned modes;	     /* a bit (1u << mode) for each */
	const char *options; /* names, blanks between them */
	const char *why;     /* goes behind "--name " */
};

struct cs_command {
	const char *name;     /* "cs-retention" */
	const char *question; /* "who buys again?" */
	const char *operands; /* "[FILE ...]"; NULL: refuses any */
	const char *about;    /* --help prints it as it is; or NULL */
	const char *example;  /* one command line, also for -h */
	const struct cs_table_spec *tables; /* ends with a NULL name; or NULL */
	const struct cs_option_group *groups; /* ends with a NULL title */
	/*
	 * Names of rows of `groups` that this command does not have, blanks
	 * between them: such rows are passed over by all that walks the table.
	 */
	const char *without;		   /* or NULL */
	const struct cs_refusal *refusals; /* ends with NULL options; or NULL */
};

enum cs_parsed {
	CS_PARSED_RUN,	      /* go on */
	CS_PARSED_DONE,	      /* print `out` (help or the like), exit 0 */
	CS_PARSED_USAGE = -1, /* wrong usage: err filled; exit 2 */
	CS_PARSED_FAILED = -2 /* a file of options cannot be read; exit 1 */
};

/*
 * Parses argv[1] and on. Operands are appended to `operands` in order, pointing
 * into argv. --options FILE stands for the options that FILE holds, line by
 * line as words of a command line, without operands; errors in it have its name
 * and line. -h (short), --help (full), -V, --version and
 * --completion=bash|zsh|fish are handled here and need no place in the table.
 * --help=NAME explains a table, a column, an option or the code of a message,
 * --examples prints those of the manual. --completion=mdoc and mdoc-tables,
 * which help does not show, print cs_synopsis() and cs_synopsis_tables().
 * Unknown options and choices suggest the nearest name. On usage errors
 * err->message is the whole sentence; variables of options before the wrong one
 * have been set.
 */
enum cs_parsed cs_options_parse(const struct cs_command *command,
				struct cs_values *values, int argc, char **argv,
				struct cs_list *operands, struct cs_buf *out,
				struct cs_err *err);

/*
 * Appends the options that were used as words of a command line, each with a
 * NUL behind it, but those of `without`, names with blanks between them: by
 * their long names, in order, those of files of options among them.
 */
void cs_options_words(const struct cs_command *command,
		      const struct cs_values *values, const char *without,
		      struct cs_buf *out);

/* Frees the lists that options have filled, and leaves empty ones. */
void cs_values_release(const struct cs_command *command,
		       struct cs_values *values);

/* Has the command an option of this long name? */
bool cs_option_known(const struct cs_command *command, const char *name);

/* -1 with err filled if an option was used that `mode` refuses. */
int cs_options_refused(const struct cs_command *command,
		       const struct cs_values *values, unsigned mode,
		       struct cs_err *err);

/*
 * Every option in force as a member of `parameters`, called like the option
 * with underscores: what was given, else the default. Options that are aside
 * are left out, and names that `parameters` has: there somebody has said what
 * became of them.
 */
void cs_options_show(const struct cs_command *command,
		     const struct cs_values *values,
		     struct cs_object *parameters);

/*
 * Usage, question, basic options and example in at most 24 lines of 80 columns.
 * If they do not fit choices are left out, then the last of the options.
 */
void cs_help_short(const struct cs_command *command, struct cs_buf *out);
/* Everything, 80 columns wide. */
void cs_help_full(const struct cs_command *command, struct cs_buf *out);
/* The question of a table and its columns, 80 columns wide. */
void cs_help_table(const struct cs_command *command,
		   const struct cs_table_spec *table, struct cs_buf *out);

/*
 * Appends a script that completes the command's options, their choices, table
 * names and file names in "bash", "zsh" or "fish", or what cs_synopsis() and
 * cs_synopsis_tables() append for "mdoc" and "mdoc-tables"; -1 for another.
 */
int cs_completion(const struct cs_command *command, const char *shell,
		  struct cs_buf *out);

/*
 * The lines below .Sh SYNOPSIS of the command's manual page, in mdoc: .Nm,
 * flags with a letter as one .Op, other flags, options with values (by their
 * letter if they have one), operands.
 */
void cs_synopsis(const struct cs_command *command, struct cs_buf *out);

/*
 * What stands below .Sh TABLES, in mdoc: for each table an .Ss, its question
 * and a list of its columns; intervals with the column that they belong to.
 */
void cs_synopsis_tables(const struct cs_command *command, struct cs_buf *out);

/*
 * The nearest of `names` (ends with NULL) to a mistyped or abbreviated word,
 * the first of equally near ones; NULL if none is near.
 */
const char *cs_nearest(const char *word, const char *const *names);

bool cs_list_has(const struct cs_list *list, const char *word);
/* Appends an item that the caller keeps alive. */
void cs_list_add(struct cs_list *list, const char *item);
/* Appends a copy of `length` bytes that the list owns. */
void cs_list_add_copy(struct cs_list *list, const char *text, size_t length);
/* Leaves an empty list; words that it owned are gone. */
void cs_list_release(struct cs_list *list);

#endif
