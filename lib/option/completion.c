/*
 * completion.c - scripts that let bash, zsh and fish complete a command.
 *
 * Choices and table names complete to themselves, files and operands to file
 * names, anything else to nothing.
 */
#include <ctype.h>
#include <string.h>

#include "option/internal.h"

/* What may stand for the value of an option. */
enum wants {
	WANTS_NOTHING, /* a flag */
	WANTS_ANY,     /* text that only the user knows */
	WANTS_FILE,    /* the name of one */
	WANTS_WORD,    /* one of some words */
	WANTS_WORDS    /* several of them with commas between */
};

/* Appends the words in small letters of an argument's name: "DATE|today". */
static void add_alternatives(const char *argument, struct cs_buf *words)
{
	while (argument && *argument) {
		size_t length = strcspn(argument, "|"), small = 0;

		while (small < length &&
		       (islower((unsigned char)argument[small]) ||
			argument[small] == '_'))
			small++;
		if (small == length && length > 1)
			cs_buf_addf(words, "%s%.*s",
				    words->length > 0 ? " " : "", (int)length,
				    argument);
		argument += length + (argument[length] == '|');
	}
}

/* What the option wants; `words` gets those that may be offered, with blanks
 * between them. */
static enum wants wants(const struct cs_command *command,
			const struct cs_option *option, struct cs_buf *words)
{
	if (option->type == CS_OPT_FLAG)
		return WANTS_NOTHING;
	if (cs_option_choices(command, option, " ", words))
		return option->type == CS_OPT_WORDS ? WANTS_WORDS : WANTS_WORD;
	if (option->file)
		return WANTS_FILE;
	add_alternatives(option->argument, words);
	return words->length > 0 ? WANTS_WORD : WANTS_ANY;
}

static bool takes_files(const struct cs_command *command)
{
	return command->operands && strstr(command->operands, "FILE");
}

/* cs-retention as a name of a function: cs_retention. */
static void add_function_name(const char *name, struct cs_buf *out)
{
	for (; *name; name++)
		cs_buf_addc(out, isalnum((unsigned char)*name) ? *name : '_');
}

/*
 * Appends text for the inside of single quotes, where `quote` stands for a
 * quote; a backslash is put before the characters in `special`.
 */
static void add_quoted(struct cs_buf *out, const char *text, const char *quote,
		       const char *special)
{
	for (; *text; text++) {
		if (*text == '\'') {
			cs_buf_adds(out, quote);
			continue;
		}
		if (strchr(special, *text))
			cs_buf_addc(out, '\\');
		cs_buf_addc(out, *text);
	}
}

#define SHELL_QUOTE "'\\''"

/* --- bash */

static const char bash_start[] =
    "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
    "\tlocal words= kept= i IFS=$' \\t\\n'\n"
    "\n"
    "\tCOMPREPLY=()\n"
    "\t# words are broken at \"=\": --name=value comes as three\n"
    "\tif [[ $cur == = ]]; then\n"
    "\t\tcur= prev+==\n"
    "\telif [[ $prev == = && $COMP_CWORD -gt 2 ]]; then\n"
    "\t\tprev=${COMP_WORDS[COMP_CWORD-2]}=\n"
    "\tfi\n"
    "\tcase $prev in\n";

static const char bash_end[] =
    "\tesac\n"
    "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
    "\t\t[[ ${COMP_WORDS[i]} == -- ]] && kind=$operand\n"
    "\tdone\n"
    "\t# with no reply and the default left on, bash offers files\n"
    "\t[[ $kind == file ]] && return\n"
    "\tcompopt +o default +o bashdefault 2>/dev/null\n"
    "\tif [[ $kind == words ]]; then\n"
    "\t\t[[ $cur == *,* ]] && kept=${cur%,*}, cur=${cur##*,}\n"
    "\t\tcompopt -o nospace 2>/dev/null\n"
    "\tfi\n"
    "\tCOMPREPLY=($(compgen -P \"$kept\" -W \"$words\" -- \"$cur\"))\n"
    "}\n";

static void add_assignment(struct cs_buf *out, const struct cs_buf *words)
{
	if (words->length == 0)
		return;
	cs_buf_adds(out, " words='");
	add_quoted(out, words->data, SHELL_QUOTE, "");
	cs_buf_addc(out, '\'');
}

/* One branch of the case over the word before: what may follow the option. */
static void bash_option(const struct cs_command *command,
			const struct cs_option *option, struct cs_buf *out)
{
	static const char *const kinds[] = {
		[WANTS_ANY] = "any",
		[WANTS_FILE] = "file",
		[WANTS_WORD] = "word",
		[WANTS_WORDS] = "words",
	};
	struct cs_buf words = CS_BUF_INIT;
	enum wants want = wants(command, option, &words);

	if (want != WANTS_NOTHING) {
		cs_buf_addc(out, '\t');
		if (option->letter && cs_option_takes_value(option))
			cs_buf_addf(out, "-%c|", option->letter);
		if (cs_option_takes_value(option))
			cs_buf_addf(out, "--%s|", option->name);
		cs_buf_addf(out, "--%s=) kind=%s", option->name, kinds[want]);
		add_assignment(out, &words);
		cs_buf_adds(out, " ;;\n");
	}
	cs_buf_release(&words);
}

static void bash(const struct cs_command *command, struct cs_buf *out)
{
	struct cs_buf name = CS_BUF_INIT, names = CS_BUF_INIT;

	cs_buf_addf(out, "# bash completion for %s\n", command->name);
	add_function_name(command->name, &name);
	cs_buf_addf(out, "_%s()\n{\n", name.data);
	cs_buf_addf(out, "\tlocal operand=%s\n\tlocal kind=$operand\n",
		    takes_files(command) ? "file" : "any");
	cs_buf_adds(out, bash_start);
	for (struct cs_option_walk at = { command }; cs_option_next(&at);) {
		bash_option(command, at.option, out);
		cs_buf_addf(&names, "%s--%s", names.length > 0 ? " " : "",
			    at.option->name);
	}
	cs_buf_adds(out, "\t*) [[ $cur == -* ]] && kind=word");
	add_assignment(out, &names);
	cs_buf_adds(out, " ;;\n");
	cs_buf_adds(out, bash_end);
	cs_buf_addf(out, "complete -o bashdefault -o default -F _%s %s\n",
		    name.data, command->name);
	cs_buf_release(&name);
	cs_buf_release(&names);
}

/* --- zsh */

/* ":FORMAT:(text csv)", two colons if the value may be left out. */
static void zsh_value(const struct cs_command *command,
		      const struct cs_option *option, struct cs_buf *out)
{
	struct cs_buf words = CS_BUF_INIT;
	struct cs_buf argument = CS_BUF_INIT;
	enum wants want = wants(command, option, &words);

	cs_option_argument(option, &argument);
	if (want != WANTS_NOTHING) {
		cs_buf_adds(out, option->type == CS_OPT_OPTIONAL ? "::" : ":");
		add_quoted(out, argument.data, SHELL_QUOTE, ":\\");
		cs_buf_addc(out, ':');
	}
	if (want == WANTS_ANY)
		cs_buf_addc(out, ' ');
	else if (want == WANTS_FILE)
		cs_buf_adds(out, "_files");
	else if (want == WANTS_WORDS)
		cs_buf_addf(out, "_values -s , %s ", option->name);
	else if (want == WANTS_WORD)
		cs_buf_addc(out, '(');
	add_quoted(out, words.data, SHELL_QUOTE, ":\\");
	if (want == WANTS_WORD)
		cs_buf_addc(out, ')');
	cs_buf_release(&argument);
	cs_buf_release(&words);
}

/* One specification of _arguments: what it excludes, names, help, value. */
static void zsh_option(const struct cs_command *command,
		       const struct cs_option *option, struct cs_buf *out)
{
	bool repeats =
	    option->type == CS_OPT_LIST || option->type == CS_OPT_WORDS;
	const char *short_mark = "", *long_mark = "";

	if (option->type == CS_OPT_OPTIONAL) {
		short_mark = "-"; /* a value is attached or there is none */
		long_mark = "=-";
	} else if (cs_option_takes_value(option)) {
		short_mark = "+"; /* attached or the next word */
		long_mark = "=";
	}
	cs_buf_adds(out, "\t\t'");
	if (repeats)
		cs_buf_addc(out, '*');
	else if (option->letter)
		cs_buf_addf(out, "(-%c --%s)", option->letter, option->name);
	if (option->letter)
		cs_buf_addf(out, "'{-%c%s,", option->letter, short_mark);
	cs_buf_addf(out, "--%s%s%s[", option->name, long_mark,
		    option->letter ? "}'" : "");
	add_quoted(out, option->help ? option->help : "", SHELL_QUOTE, "[]:\\");
	cs_buf_addc(out, ']');
	zsh_value(command, option, out);
	cs_buf_adds(out, "' \\\n");
}

static void zsh(const struct cs_command *command, struct cs_buf *out)
{
	const char *name = command->name;

	cs_buf_addf(out, "#compdef %s\n_%s()\n{\n\t_arguments -s -S \\\n", name,
		    name);
	for (struct cs_option_walk at = { command }; cs_option_next(&at);)
		zsh_option(command, at.option, out);
	cs_buf_addf(out, "\t\t'*:operand:%s'\n}\n",
		    takes_files(command) ? "_files" : " ");
	/* from $fpath the file is the function; sourced, it registers it */
	cs_buf_addf(out,
		    "if [[ $funcstack[1] == _%s ]]; then\n\t_%s \"$@\"\n"
		    "else\n\tcompdef _%s %s\nfi\n",
		    name, name, name, name);
}

/* --- fish */

#define FISH_QUOTE "\\'"

/* Prints the words behind those of the list that are already there. */
static const char fish_words[] =
    "\tset -l kept (commandline -ct | "
    "string replace -r '^--[^=]*=' '' | string match -r '.*,')\n"
    "\tprintf '%s\\n' \"$kept\"$argv\n"
    "end\n";

static void fish_option(const struct cs_command *command, const char *function,
			const struct cs_option *option, struct cs_buf *out)
{
	struct cs_buf words = CS_BUF_INIT;
	enum wants want = wants(command, option, &words);

	cs_buf_addf(out, "complete -c %s", command->name);
	if (option->letter)
		cs_buf_addf(out, " -s %c", option->letter);
	cs_buf_addf(out, " -l %s", option->name);
	if (cs_option_takes_value(option))
		cs_buf_adds(out, want == WANTS_FILE ? " -r -F" : " -x");
	else
		cs_buf_adds(out, want == WANTS_FILE ? "" : " -f");
	if (words.length > 0) {
		cs_buf_adds(out, " -a '");
		if (want == WANTS_WORDS)
			cs_buf_addf(out, "(__%s_words ", function);
		add_quoted(out, words.data, FISH_QUOTE, "\\");
		cs_buf_adds(out, want == WANTS_WORDS ? ")'" : "'");
	}
	cs_buf_adds(out, " -d '");
	add_quoted(out, option->help ? option->help : "", FISH_QUOTE, "\\");
	cs_buf_adds(out, "'\n");
	cs_buf_release(&words);
}

static void fish(const struct cs_command *command, struct cs_buf *out)
{
	struct cs_buf name = CS_BUF_INIT;

	add_function_name(command->name, &name);
	cs_buf_addf(out, "# fish completion for %s\n", command->name);
	cs_buf_addf(out, "function __%s_words\n%s", name.data, fish_words);
	if (!takes_files(command))
		cs_buf_addf(out, "complete -c %s -f\n", command->name);
	for (struct cs_option_walk at = { command }; cs_option_next(&at);)
		fish_option(command, name.data, at.option, out);
	cs_buf_release(&name);
}

int cs_completion(const struct cs_command *command, const char *shell,
		  struct cs_buf *out)
{
	static const struct {
		const char *name;
		void (*add)(const struct cs_command *command,
			    struct cs_buf *out);
	} kinds[] = {
		{ "bash", bash },
		{ "zsh", zsh },
		{ "fish", fish },
		{ "mdoc", cs_synopsis },
		{ "mdoc-tables", cs_synopsis_tables },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(shell, kinds[i].name) == 0) {
			kinds[i].add(command, out);
			return 0;
		}
	return -1;
}
