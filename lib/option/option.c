/* option.c - the way from argv to the variables of a command. */
#include "option/option.h"

#include <stdio.h>
#include <string.h>

#include "base/lines.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/version.h"
#include "option/internal.h"
#include "option/value.h"

static const char *const shells[] = { "bash", "zsh", "fish", NULL };

enum { OPTIONS, HELP, EXAMPLES, VERSION, COMPLETION, NBUILTIN };

static const struct cs_option builtin_options[] = {
	[OPTIONS] = { .name = "options",
		      .type = CS_OPT_TEXT,
		      .argument = "FILE",
		      .help = "take options from there, as if they stood here",
		      .file = true,
		      .aside = true },
	[HELP] = { .letter = 'h',
		   .name = "help",
		   .help =
		       "-h shows the basics, --help everything, --help=NAME "
		       "a table, a column, an option or the code of a message",
		   .aside = true },
	[EXAMPLES] = { .name = "examples",
		       .help = "print those of the manual page",
		       .aside = true },
	[VERSION] = { .letter = 'V',
		      .name = "version",
		      .help = "print the version",
		      .aside = true },
	[COMPLETION] = { .name = "completion",
			 .type = CS_OPT_CHOICE,
			 .choices = shells,
			 .argument = "SHELL",
			 .help = "print a completion script",
			 .aside = true },
	[NBUILTIN] = { .name = NULL },
};

struct parser {
	const struct cs_command *command;
	struct cs_values *values;
	int argc, next; /* argv[next] comes next */
	char **argv;
	int parsed;		  /* of a file: what became of its last line */
	struct cs_list *operands; /* NULL: these are words of a file */
	struct cs_buf *out;
	struct cs_err *err;
};

/* --- the table */

bool cs_option_next(struct cs_option_walk *walk)
{
	const struct cs_command *command = walk->command;
	const struct cs_option_group *groups = command->groups;

	while (groups && groups[walk->group].title) {
		const struct cs_option *row =
		    &groups[walk->group].options[walk->next++];

		if (!row->name) {
			walk->group++;
			walk->next = 0;
		} else if (!cs_word_among(row->name, strlen(row->name),
					  command->without, ' ')) {
			walk->option = row;
			walk->title = groups[walk->group].title;
			return true;
		}
	}
	walk->option = &builtin_options[walk->next++];
	walk->title = "Help";
	return walk->option->name != NULL;
}

static const struct cs_option *find_long(const struct cs_command *command,
					 const char *name, size_t length)
{
	for (struct cs_option_walk at = { command }; cs_option_next(&at);)
		if (strlen(at.option->name) == length &&
		    memcmp(at.option->name, name, length) == 0)
			return at.option;
	return NULL;
}

static const struct cs_option *find_short(const struct cs_command *command,
					  char letter)
{
	for (struct cs_option_walk at = { command }; cs_option_next(&at);)
		if (at.option->letter && at.option->letter == letter)
			return at.option;
	return NULL;
}

/* --- refusals */

/* `dashes` and the first `length` bytes of `word` are no option. */
static int unknown_option(const struct parser *parser, const char *dashes,
			  const char *word, size_t length, const char *meant)
{
	struct cs_buf shown = CS_BUF_INIT;

	cs_printable(&shown, word, length, 60);
	if (meant)
		cs_fail(parser->err, NULL,
			"unknown option %s%s: did you mean %s%s?", dashes,
			shown.data, meant[1] ? "--" : "-", meant);
	else
		cs_fail(parser->err, NULL,
			"unknown option %s%s: %s --help lists all", dashes,
			shown.data, parser->command->name);
	cs_buf_release(&shown);
	return CS_PARSED_USAGE;
}

/* "--name" is unknown: which one was meant? */
static int unknown_long(const struct parser *parser, const char *name,
			size_t length)
{
	struct cs_list names = CS_LIST_INIT;
	struct cs_buf word = CS_BUF_INIT;
	char letter[2] = { name[0], '\0' };
	const char *meant = letter;

	for (struct cs_option_walk at = { parser->command };
	     cs_option_next(&at);)
		cs_list_add(&names, at.option->name);
	cs_buf_add(&word, name, length);
	if (length != 1 || !find_short(parser->command, name[0]))
		meant = cs_nearest(word.data, (const char *const *)names.items);
	unknown_option(parser, "--", name, length ? length : strlen(name),
		       meant);
	/* rows of a list, in the words of others */
	if (cs_word_among(word.data, word.length, "top head rows first", ' ') &&
	    find_long(parser->command, "limit", strlen("limit")))
		cs_fail(parser->err, NULL,
			"unknown option --%s: --limit N shows the first N rows "
			"of a table%s%s%s",
			word.data, meant ? "; or did you mean --" : "",
			meant ? meant : "", meant ? "?" : "");
	cs_buf_release(&word);
	cs_list_release(&names);
	return CS_PARSED_USAGE;
}

/* "-x" is unknown; perhaps its capital is not. */
static int unknown_short(const struct parser *parser, const char *letters)
{
	char other[2] = { letters[0] ^ ('a' ^ 'A'), '\0' };
	bool known = find_short(parser->command, other[0]) != NULL;
	size_t length;

	cs_utf8_decode(letters, strlen(letters), &length);
	return unknown_option(parser, "-", letters, length,
			      known ? other : NULL);
}

static int unexpected_operand(const struct parser *parser, const char *word)
{
	struct cs_buf after = CS_BUF_INIT;

	cs_buf_addf(&after, ": %s takes none", parser->command->name);
	cs_refuse(parser->err, "unexpected operand ", word, after.data);
	cs_buf_release(&after);
	return CS_PARSED_USAGE;
}

/*
 * "--output --format csv" would write to a file called --format: such a value
 * has to be attached.
 */
static bool is_long_option(const struct cs_command *command, const char *word)
{
	return strncmp(word, "--", 2) == 0 && word[2] &&
	       find_long(command, word + 2, strcspn(word + 2, "="));
}

/* The option wants a value, and the option `next` follows. */
static int option_follows(const struct parser *parser,
			  const struct cs_option_use *use, const char *next)
{
	const char *equals = use->typed[1] == '-' ? "=" : "";
	int length = (int)strcspn(next, "=");
	enum cs_option_type type = use->option->type;
	bool any = type == CS_OPT_TEXT || type == CS_OPT_LIST;
	struct cs_buf more = CS_BUF_INIT;

	cs_option_wants(use);
	cs_buf_addf(&more, "%s, but %.*s follows", parser->err->message, length,
		    next);
	if (any)
		cs_buf_addf(&more, ": write %s%s%.*s if that is it", use->typed,
			    equals, length, next);
	cs_fail(parser->err, NULL, "%s", more.data);
	cs_buf_release(&more);
	return CS_PARSED_USAGE;
}

/* --- a file of options */

static int parse_words(struct parser *parser);

/* A line of the file that `of`, a parser, came to: see cs_read_lines(). */
static int parse_line(void *of, struct cs_text line, struct cs_err *err)
{
	struct parser *outer = of, parser = *outer;
	struct cs_list words = CS_LIST_INIT;

	parser.operands = NULL;
	outer->parsed = CS_PARSED_USAGE;
	if (cs_option_words(line, &words, &parser.values->given.copies, err) ==
	    0) {
		parser.argc = (int)words.count;
		parser.argv = (char **)words.items;
		parser.next = 0;
		outer->parsed = parse_words(&parser);
	}
	cs_list_release(&words);
	return outer->parsed == CS_PARSED_RUN ? 0 : -1;
}

/* --options=FILE */
static int parse_file(struct parser *parser, const struct cs_option_use *use,
		      const char *name)
{
	if (parser->operands == NULL)
		return cs_fail(parser->err, NULL,
			       "a file of options names no other");
	if (strcmp(name, "-") == 0)
		return cs_option_wants(use);
	cs_list_add(&parser->values->files, name);
	parser->parsed = CS_PARSED_RUN;
	if (cs_read_lines(name, "file of options", parse_line, parser,
			  parser->err) != 0 &&
	    parser->parsed == CS_PARSED_RUN)
		return CS_PARSED_FAILED;
	return parser->parsed;
}

/* --- actions */

/* Does what the option asks for. `text` is its value or NULL. */
static int act(struct parser *parser, const struct cs_option_use *use,
	       const char *text)
{
	const struct cs_command *command = parser->command;
	const struct cs_option *option = use->option;

	if (option == &builtin_options[HELP] && text && *text)
		return cs_help_topic(command, text, parser->out, parser->err) ==
			       0
			   ? CS_PARSED_DONE
			   : CS_PARSED_USAGE;
	if (option == &builtin_options[EXAMPLES] && !text) {
		cs_help_examples(command, parser->out);
		return CS_PARSED_DONE;
	}
	if (option == &builtin_options[OPTIONS] && text && *text)
		return parse_file(parser, use, text);
	if (option == &builtin_options[COMPLETION] && text) {
		if (cs_completion(command, text, parser->out) == 0)
			return CS_PARSED_DONE;
		return cs_option_unknown(use, text);
	}
	if (option == &builtin_options[VERSION] && !text) {
		cs_buf_addf(parser->out, "%s %s\n", command->name, CS_VERSION);
		return CS_PARSED_DONE;
	}
	if (option == &builtin_options[HELP] && !text) {
		(use->typed[1] == 'h' ? cs_help_short
				      : cs_help_full)(command, parser->out);
		return CS_PARSED_DONE;
	}
	if (cs_option_assign(use, parser->values, text) != 0)
		return CS_PARSED_USAGE;
	cs_list_add(&parser->values->given, option->name);
	cs_list_add(&parser->values->texts, text);
	return CS_PARSED_RUN;
}

/* As act(); a value that must be there and is not attached is the next word. */
static int act_with_next(struct parser *parser, const struct cs_option_use *use,
			 const char *text)
{
	if (!text && cs_option_takes_value(use->option)) {
		if (parser->next >= parser->argc)
			return cs_option_wants(use);
		text = parser->argv[parser->next++];
		if (is_long_option(parser->command, text))
			return option_follows(parser, use, text);
	}
	return act(parser, use, text);
}

/* --- words of the command line */

/* `word` is what stands behind the two dashes. */
static int parse_long(struct parser *parser, const char *word)
{
	size_t length = strcspn(word, "=");
	struct cs_option_use use = { parser->command,
				     find_long(parser->command, word, length),
				     parser->err };

	if (!use.option)
		return unknown_long(parser, word, length);
	snprintf(use.typed, sizeof use.typed, "--%s", use.option->name);
	return act_with_next(parser, &use,
			     word[length] == '=' ? word + length + 1 : NULL);
}

/* `letters` is what stands behind the single dash, at least one. */
static int parse_short(struct parser *parser, const char *letters)
{
	size_t length = strcspn(letters, "=");
	const struct cs_option *same =
	    find_long(parser->command, letters, length);
	int parsed = CS_PARSED_RUN;

	/* -format would be read as -f with the value "ormat" */
	if (same && length > 2)
		return unknown_option(parser, "-", letters, length, same->name);
	for (; *letters && parsed == CS_PARSED_RUN; letters++) {
		struct cs_option_use use = {
			parser->command, find_short(parser->command, *letters),
			parser->err
		};
		const char *rest = letters[1] ? letters + 1 : NULL;

		if (!use.option)
			return unknown_short(parser, letters);
		snprintf(use.typed, sizeof use.typed, "-%c", *letters);
		if (cs_option_takes_value(use.option))
			return act_with_next(parser, &use, rest);
		if (use.option->type == CS_OPT_OPTIONAL || letters[1] == '=')
			return act(parser, &use,
				   rest ? rest + (*rest == '=') : NULL);
		parsed = act(parser, &use, NULL);
	}
	return parsed;
}

static int take_operand(const struct parser *parser, const char *word)
{
	if (parser->operands == NULL &&
	    find_long(parser->command, word, strlen(word)) != NULL) {
		cs_refuse(parser->err, "", word,
			  " is no option: it begins with --");
		return CS_PARSED_USAGE;
	}
	if (parser->operands == NULL) {
		cs_refuse(parser->err, "", word,
			  " is no option: files are named on the command line, "
			  "and a value with blanks is quoted");
		return CS_PARSED_USAGE;
	}
	if (!parser->command->operands)
		return unexpected_operand(parser, word);
	cs_list_add(parser->operands, word);
	return CS_PARSED_RUN;
}

static int parse_words(struct parser *parser)
{
	int parsed = CS_PARSED_RUN;
	bool options = true;

	while (parser->next < parser->argc && parsed == CS_PARSED_RUN) {
		const char *word = parser->argv[parser->next++];

		if (!options || word[0] != '-' || !word[1])
			parsed = take_operand(parser, word);
		else if (strcmp(word, "--") == 0)
			options = false;
		else if (word[1] == '-')
			parsed = parse_long(parser, word + 2);
		else
			parsed = parse_short(parser, word + 1);
	}
	return parsed;
}

enum cs_parsed cs_options_parse(const struct cs_command *command,
				struct cs_values *values, int argc, char **argv,
				struct cs_list *operands, struct cs_buf *out,
				struct cs_err *err)
{
	struct parser parser = { .command = command,
				 .values = values,
				 .argc = argc,
				 .next = 1,
				 .argv = argv,
				 .operands = operands,
				 .out = out,
				 .err = err };

	return parse_words(&parser);
}

void cs_values_release(const struct cs_command *command,
		       struct cs_values *values)
{
	for (struct cs_option_walk at = { command }; cs_option_next(&at);)
		if (at.option->type == CS_OPT_LIST ||
		    at.option->type == CS_OPT_WORDS)
			cs_list_release(cs_option_variable(at.option, values));
	cs_list_release(&values->given);
	cs_list_release(&values->texts);
	cs_list_release(&values->files);
}

bool cs_option_known(const struct cs_command *command, const char *name)
{
	return find_long(command, name, strlen(name)) != NULL;
}

int cs_options_refused(const struct cs_command *command,
		       const struct cs_values *values, unsigned mode,
		       struct cs_err *err)
{
	const struct cs_refusal *refusal = command->refusals;

	for (; refusal && refusal->options; refusal++)
		for (size_t i = 0; i < values->given.count; i++) {
			const char *name = values->given.items[i];

			if (refusal->modes & 1u << mode &&
			    cs_word_among(name, strlen(name), refusal->options,
					  ' '))
				return cs_fail(err, NULL, "--%s %s", name,
					       refusal->why);
		}
	return 0;
}
