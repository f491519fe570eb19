/* mention.c - --help=WORD where nothing is called so: what uses the word. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/builtin.h"
#include "base/text.h"
#include "base/wrap.h"
#include "option/internal.h"

/* --- words that people look up, and that no table says */

static const struct {
	const char *words;  /* blanks between them */
	const char *option; /* what it speaks of; NULL: of none */
	const char *means;
} glossary[] = {
	{ "interval confidence range", NULL,
	  "A 95 % interval says how far a figure may be off by chance: so "
	  "made, nineteen of twenty such intervals hold the truth. With few "
	  "customers it is wide. man cs-models has each one's method and how "
	  "often it held the truth when that was tried." },
	{ "p p-value significance significant test holm", NULL,
	  "p: how often chance alone would make a difference at least so "
	  "large, if there were none. Below 0.05 is called significant. p "
	  "(Holm) allows for all comparisons of its table: of twenty, one is "
	  "below 0.05 by chance." },
	{ "median quartile quantile", NULL,
	  "Half of the values are below the median, half above; quartiles cut "
	  "them into four equal parts." },
	{ "percent percentage point points share", NULL,
	  "Files have fractions, 0.25 for 25 %; text has per cent. Points are "
	  "the difference of two percentages: from 40 % to 50 % are 10." },
	{ "cohort", NULL,
	  "The customers whose first purchase lies in one period, such as a "
	  "month." },
	{ "refund return credit gross net", "exclude",
	  "Amounts are net: an order below 0 is a refund, and lowers what its "
	  "customer brought. --exclude 'AMOUNT<0', with the name of the "
	  "column, leaves all of them out." },
	{ "gzip gz zip compressed", "out-delimiter",
	  "Files that gzip made are read as they are, by their content, also "
	  "from standard input." },
	{ "semicolon comma tab separator", "out-delimiter",
	  "Commas, semicolons, tabs and bars between columns are found by "
	  "themselves; --delimiter says it, --out-delimiter is of what is "
	  "written." },
	{ "json jq", "out-delimiter",
	  "In json each table is a list of rows, by its name under \"tables\": "
	  "jq '.tables.summary[0].customers' takes a column of the first." },
	{ "account", "out-delimiter",
	  "Where each row and each amount of the input went: what was used, "
	  "left out, and could not be read." },
};

static bool among(const char *words, const char *word)
{
	struct cs_buf lower = CS_BUF_INIT;
	bool found;

	cs_buf_adds(&lower, word);
	for (char *p = lower.data; p != NULL && *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	found = cs_word_among(lower.data, lower.length, words, ' ');
	if (!found && lower.length > 3 && lower.data[lower.length - 1] == 's')
		found = cs_word_among(lower.data, lower.length - 1, words, ' ');
	cs_buf_release(&lower);
	return found;
}

bool cs_help_glossary(const struct cs_command *command, const char *word,
		      struct cs_buf *out)
{
	size_t i = 0, n = sizeof glossary / sizeof *glossary;

	while (i < n && !among(glossary[i].words, word))
		i++;
	if (i == n || (glossary[i].option != NULL &&
		       !cs_option_known(command, glossary[i].option)))
		return false;
	cs_buf_addf(out, "%s%s, a word\n\n", out->length ? "\n" : "", word);
	cs_add_wrapped(out, glossary[i].means, 0, 0);
	return true;
}

/* --- where it is used */

/* As a whole word, or as several of it. */
static bool holds_word(const char *text, const char *word, size_t length)
{
	for (const char *at = text; at != NULL && *at != '\0'; at++) {
		const char *end = at + length;

		if ((at > text && isalnum((unsigned char)at[-1])) ||
		    strncasecmp(at, word, length) != 0)
			continue;
		if (!isalnum((unsigned char)*end) ||
		    (*end == 's' && !isalnum((unsigned char)end[1])))
			return true;
	}
	return false;
}

static bool holds(const char *text, const char *word)
{
	size_t n = strlen(word);

	return holds_word(text, word, n) ||
	       (n > 3 && word[n - 1] == 's' && holds_word(text, word, n - 1));
}

/* Names one after the other, the first dozen. */
struct mentions {
	struct cs_buf list;
	size_t count;
};

enum { MOST = 12 };

static void mention(struct mentions *all, const char *before, const char *name)
{
	if (all->count++ < MOST)
		cs_buf_addf(&all->list, "%s%s%s", all->count > 1 ? ", " : "",
			    before, name);
}

/* Each once, though several tables may have it. */
static void add_column_names(const struct cs_command *command, const char *word,
			     struct mentions *all)
{
	const struct cs_table_spec *tables = command->tables;
	struct cs_list seen = CS_LIST_INIT;

	for (size_t i = 0; tables && tables[i].name; i++)
		for (const struct cs_column *c = tables[i].columns; c->name;
		     c++) {
			if (c->people == CS_PEOPLE ||
			    cs_columns_bounded(tables[i].columns, c->name) ||
			    cs_list_has(&seen, c->name) ||
			    !(holds(c->name, word) || holds(c->title, word) ||
			      holds(c->means, word)))
				continue;
			cs_list_add(&seen, c->name);
			mention(all, "", c->name);
		}
	cs_list_release(&seen);
}

static void add_code_names(const char *word, struct mentions *all)
{
	const char *at = cs_builtin_text("help", "codes");
	const char *kind, *codes, *end;

	while ((at = cs_help_entry(at, &kind, &codes, &end)) != NULL) {
		const char *next = strstr(end, "\n= ");
		struct cs_buf text = CS_BUF_INIT, first = CS_BUF_INIT;

		cs_buf_add(&text, codes,
			   next ? (size_t)(next - codes) : strlen(codes));
		cs_buf_add(&first, codes, strcspn(codes, " \n"));
		if (holds(text.data, word))
			mention(all, "", first.data);
		cs_buf_release(&text);
		cs_buf_release(&first);
	}
}

static bool say(struct mentions *all, const char *what, struct cs_buf *out)
{
	bool any = all->count > 0;

	if (any) {
		if (all->count > MOST)
			cs_buf_addf(&all->list, " and %zu more",
				    all->count - MOST);
		cs_buf_addf(out, "  %s: ", what);
		cs_add_wrapped(out, all->list.data, strlen(what) + 4, 4);
	}
	cs_buf_release(&all->list);
	return any;
}

/* Options of which it is a value, with what to type; those that speak of it. */
static bool add_options(const struct cs_command *command, const char *word,
			struct cs_buf *out)
{
	struct mentions values = { CS_BUF_INIT, 0 }, texts = { CS_BUF_INIT, 0 };
	bool any;

	for (struct cs_option_walk at = { command }; cs_option_next(&at);) {
		const struct cs_option *option = at.option;
		const char *choice;
		bool value = false;

		for (size_t i = 0;
		     (choice = cs_option_choice(command, option, i)) != NULL;
		     i++)
			value |= strcasecmp(choice, word) == 0;
		if (value || (option->argument != NULL &&
			      strchr(option->argument, '|') != NULL &&
			      holds(option->argument, word))) {
			struct cs_buf given = CS_BUF_INIT;

			cs_buf_addf(&given, "--%s %s", option->name, word);
			mention(&values, "", given.data);
			cs_buf_release(&given);
		} else if (holds(option->name, word) ||
			   holds(option->help, word)) {
			mention(&texts, "--", option->name);
		}
	}
	any = say(&values, "a value, as in", out);
	return say(&texts, "options", out) || any;
}

static bool add_tables(const struct cs_command *command, const char *word,
		       struct cs_buf *out)
{
	struct mentions all = { CS_BUF_INIT, 0 };
	const struct cs_table_spec *table = command->tables;

	for (; table && table->name; table++)
		if (holds(table->name, word) || holds(table->question, word))
			mention(&all, "-t ", table->name);
	return say(&all, "tables", out);
}

bool cs_help_mentions(const struct cs_command *command, const char *word,
		      struct cs_buf *out)
{
	struct mentions columns = { CS_BUF_INIT, 0 };
	struct mentions codes = { CS_BUF_INIT, 0 };
	struct cs_buf found = CS_BUF_INIT;
	bool any = false;

	if (*word != '\0') {
		any |= add_options(command, word, &found);
		any |= add_tables(command, word, &found);
		add_column_names(command, word, &columns);
		any |= say(&columns, "columns", &found);
		add_code_names(word, &codes);
		any |= say(&codes, "messages", &found);
	}
	if (any)
		cs_buf_addf(out,
			    "%s%s is used by\n\n%s\n%s --help=NAME explains "
			    "each of them.\n",
			    out->length ? "\n" : "", word, found.data,
			    command->name);
	cs_buf_release(&found);
	return any;
}
