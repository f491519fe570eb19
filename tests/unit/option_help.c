/* option_help.c - what is printed from a table: -h, --help, SYNOPSIS,
 * completion.
 */
#include "tap.h"

#include "base/utf8.h"
#include "option/option.h"

static const char *const formats[] = { "text", "csv", "json", NULL };
static const char *const rules[] = { "sum", "once", NULL };
static const struct cs_column of_purchases[] = {
	{ "n", CS_COUNT, .means = "number of the purchase, --from the first" },
	{ "rate", CS_SHARE,
	  .means = "who bought again, of all who could have "
		   "done so by then" },
	{ "rate_low", CS_SHARE },
	{ "rate_high", CS_SHARE },
	{ "low", CS_REAL, .means = "alone", .people = CS_FILES },
	{ "label", CS_TEXT, .people = CS_PEOPLE },
	{ "expected", CS_MONEY, .means = "sum", .by_group = true },
	{ NULL }
};

static const struct cs_table_spec tables[] = {
	{ "summary", "Who buys again?", of_purchases },
	{ "ladder", "When?", of_purchases + 4, .across = true },
	{ NULL }
};

static const struct cs_option input[] = {
	{ .name = "customer",
	  .type = CS_OPT_WORDS,
	  .argument = "COL,...",
	  .basic = true,
	  .help = "column of the customer's key; of several the first that is "
		  "not empty" },
	{ .name = "line-items",
	  .type = CS_OPT_CHOICE,
	  .choices = rules,
	  .help = "amounts of one order's rows" },
	{ .name = "date-format",
	  .type = CS_OPT_TEXT,
	  .argument = "dmy|mdy|epoch_ms|STRPTIME",
	  .help = "form of dates" },
	{ .name = "files-from",
	  .type = CS_OPT_TEXT,
	  .argument = "FILE",
	  .file = true,
	  .help = "read names of inputs" },
	{ .name = "strict",
	  .type = CS_OPT_FLAG,
	  .help = "a warning [any: all] is a failure" },
	{ .name = NULL },
};

static const struct cs_option output[] = {
	{ .letter = 'f',
	  .name = "format",
	  .type = CS_OPT_CHOICE,
	  .argument = "FORMAT",
	  .choices = formats,
	  .basic = true,
	  .help = "form of the output" },
	{ .letter = 't',
	  .name = "table",
	  .type = CS_OPT_WORDS,
	  .argument = "NAME,...",
	  .help = "tables to print" },
	{ .letter = 'p',
	  .name = "plot",
	  .type = CS_OPT_OPTIONAL,
	  .argument = "FILE",
	  .basic = true,
	  .file = true,
	  .help = "draw charts" },
	{ .letter = 'q',
	  .name = "quiet",
	  .type = CS_OPT_FLAG,
	  .basic = true,
	  .help = "no notes" },
	{ .name = NULL },
};

static const struct cs_option_group groups[] = {
	{ "Input", input },
	{ "Output", output },
	{ .title = NULL },
};

static const struct cs_command command = {
	.name = "cs-test",
	.question = "who comes back?",
	.operands = "[FILE ...]",
	.about = "Counts those who come back.\n  As it is.",
	.example = "cs-test -f csv orders.csv",
	.tables = tables,
	.groups = groups,
};

static void short_help(void)
{
	struct cs_buf out = CS_BUF_INIT;

	cs_help_short(&command, &out);
	is_str(out.data,
	       "usage: cs-test [options] [FILE ...]\n"
	       "\n"
	       "who comes back?\n"
	       "\n"
	       "      --customer COL,...  column of the customer's key; of "
	       "several the first\n"
	       "                          that is not empty\n"
	       "  -f, --format FORMAT     form of the output: text, csv, json\n"
	       "  -p, --plot[=FILE]       draw charts\n"
	       "  -q, --quiet             no notes\n"
	       "\n"
	       "tables: summary, ladder\n"
	       "example: cs-test -f csv orders.csv\n"
	       "cs-test --help for all options, man cs-test for more\n",
	       "-h");
	cs_buf_release(&out);
}

static void full_help(void)
{
	struct cs_buf out = CS_BUF_INIT;

	cs_help_full(&command, &out);
	is_str(
	    out.data,
	    "usage: cs-test [options] [FILE ...]\n"
	    "\n"
	    "who comes back?\n"
	    "\n"
	    "Counts those who come back.\n"
	    "  As it is.\n"
	    "\n"
	    "Input:\n"
	    "      --customer COL,...     column of the customer's key; of "
	    "several the first\n"
	    "                             that is not empty\n"
	    "      --line-items sum|once  amounts of one order's rows\n"
	    "      --date-format dmy|mdy|epoch_ms|STRPTIME\n"
	    "                             form of dates\n"
	    "      --files-from FILE      read names of inputs\n"
	    "      --strict               a warning [any: all] is a failure\n"
	    "\n"
	    "Output:\n"
	    "  -f, --format FORMAT        form of the output: text, csv, "
	    "json\n"
	    "  -t, --table NAME,...       tables to print: summary, ladder, "
	    "all\n"
	    "  -p, --plot[=FILE]          draw charts\n"
	    "  -q, --quiet                no notes\n"
	    "\n"
	    "Help:\n"
	    "      --options FILE         take options from there, as if they "
	    "stood here\n"
	    "  -h, --help                 -h shows the basics, --help "
	    "everything, --help=NAME\n"
	    "                             a table, a column, an option or "
	    "the code of a\n"
	    "                             message\n"
	    "      --examples             print those of the manual page\n"
	    "  -V, --version              print the version\n"
	    "      --completion SHELL     print a completion script: bash, "
	    "zsh, fish\n"
	    "\n"
	    "tables: summary, ladder; --help=NAME explains one, a column, "
	    "an option or the\n"
	    "        code of a message, or says where a word is used\n"
	    "example: cs-test -f csv orders.csv\n"
	    "\n"
	    "exit status: 0 done, 1 failed, 2 wrong usage\n",
	    "--help");
	cs_buf_release(&out);
}

static void synopsis(void)
{
	struct cs_buf out = CS_BUF_INIT;

	cs_synopsis(&command, &out);
	is_str(out.data,
	       ".Nm cs-test\n"
	       ".Op Fl hqV\n"
	       ".Op Fl Fl strict\n"
	       ".Op Fl Fl examples\n"
	       ".Op Fl Fl customer Ar COL,...\n"
	       ".Op Fl Fl line-items Ar sum|once\n"
	       ".Op Fl Fl date-format Ar dmy|mdy|epoch_ms|STRPTIME\n"
	       ".Op Fl Fl files-from Ar FILE\n"
	       ".Op Fl f Ar FORMAT\n"
	       ".Op Fl t Ar NAME,...\n"
	       ".Op Fl Fl plot Ns Oo = Ns Ar FILE Oc\n"
	       ".Op Fl Fl options Ar FILE\n"
	       ".Op Fl Fl completion Ar SHELL\n"
	       ".Op Ar FILE ...\n",
	       "SYNOPSIS");
	cs_buf_release(&out);
}

static void of_tables(void)
{
	struct cs_buf out = CS_BUF_INIT;

	cs_help_table(&command, &tables[0], &out);
	is_str(out.data,
	       "cs-test -t summary\n"
	       "\n"
	       "Who buys again?\n"
	       "\n"
	       "  group     text: the group; empty: all customers\n"
	       "  n         count: number of the purchase, --from the first\n"
	       "  rate      fraction: who bought again, of all who could have "
	       "done so by then;\n"
	       "            with rate_low, rate_high: 95 % interval\n"
	       "  low       number: alone; not in text\n"
	       "  expected  money: sum; only by group\n",
	       "--help=TABLE");
	cs_buf_clear(&out);
	cs_synopsis_tables(&command, &out);
	is_str(out.data,
	       ".Ss summary\n"
	       "Who buys again?\n"
	       ".Bl -tag -width 16n\n"
	       ".It Li n\n"
	       "number of the purchase, \\-\\-from the first\n"
	       ".It Li rate , rate_low , rate_high\n"
	       "who bought again, of all who could have done so by then\n"
	       ".It Li low\n"
	       "alone\n"
	       ".It Li expected\n"
	       "sum\n"
	       ".El\n"
	       ".Ss ladder\n"
	       "When?\n"
	       ".Bl -tag -width 16n\n"
	       ".It Li low\n"
	       "alone\n"
	       ".It Li expected\n"
	       "sum\n"
	       ".El\n",
	       "the manual's lists of columns");
	cs_buf_release(&out);
}

static void contains(const char *shell, const char *part)
{
	struct cs_buf out = CS_BUF_INIT;

	is_int(cs_completion(&command, shell, &out), 0, shell);
	if (!ok(strstr(out.data, part) != NULL, "  has %.*s",
		(int)strcspn(part, "\n"), part))
		tap_show("in", out.data);
	cs_buf_release(&out);
}

static void completion(void)
{
	struct cs_buf out = CS_BUF_INIT;

	contains("bash", "\t-f|--format|--format=) kind=word "
			 "words='text csv json' ;;\n");
	contains("bash", "\t-t|--table|--table=) kind=words "
			 "words='summary ladder all' ;;\n");
	contains("bash", "\t--files-from|--files-from=) kind=file ;;\n");
	contains("bash", "\t--plot=) kind=file ;;\n");
	contains("bash", "words='dmy mdy epoch_ms' ;;\n");
	contains("bash", " --strict --format ");
	contains("bash", "operand=file\n");
	contains("zsh", "'(-f --format)'{-f+,--format=}'[form of the output]"
			":FORMAT:(text csv json)' \\\n");
	contains("zsh", "'*--customer=[column of the customer'\\''s key; ");
	contains("zsh", "'--strict[a warning \\[any\\: all\\] is a failure]'");
	contains("zsh", "'(-p --plot)'{-p-,--plot=-}'[draw charts]::FILE:"
			"_files'");
	contains("fish", "complete -c cs-test -s f -l format -x "
			 "-a 'text csv json' -d 'form of the output'\n");
	contains("fish", "-x -a '(__cs_test_words summary ladder all)'");
	contains("fish", "-l files-from -r -F -d");
	contains("fish", "-d 'column of the customer\\'s key; ");
	is_int(cs_completion(&command, "tcsh", &out), -1, "another shell");
	is_int((long long)out.length, 0, "gets nothing");
}

/* --- a table that is too long for a screen */

enum { MANY = 40 };

static char names[MANY][24];
static struct cs_option many[MANY + 1];
static const struct cs_option_group many_groups[] = {
	{ "Many", many },
	{ .title = NULL },
};
static const struct cs_command large = {
	.name = "cs-large",
	.question = "does it fit?",
	.example = "cs-large with an example that is nearly as long as a line "
		   "may be, or longer than that",
	.groups = many_groups,
};

static void fill(void)
{
	for (int i = 0; i < MANY; i++) {
		snprintf(names[i], sizeof names[i], "option-%.*s%d", i % 9,
			 "lengthened", i);
		many[i] = (struct cs_option){
			.letter = (char)(i % 2 ? 'a' + i / 2 : 0),
			.name = names[i],
			.type = CS_OPT_CHOICE,
			.argument = i % 3 ? "W\303\266rter" : "WORD",
			.choices = formats,
			.help = "it is a long story, best told slowly on more "
				"than one line",
			.basic = true,
		};
	}
}

/* Lines and columns of a text. */
static void measure(const struct cs_buf *buf, size_t *lines, size_t *columns)
{
	const char *p = buf->data;

	*lines = *columns = 0;
	while (*p) {
		size_t length = strcspn(p, "\n");
		size_t width = cs_utf8_width(p, length);

		if (width > *columns)
			*columns = width;
		*lines += p[length] == '\n';
		p += length + (p[length] == '\n');
	}
}

static void large_helps(void)
{
	struct cs_buf out = CS_BUF_INIT;
	size_t lines, columns;

	fill();
	cs_help_short(&large, &out);
	measure(&out, &lines, &columns);
	ok(lines == 23 || lines == 24, "-h fills the screen: %zu lines", lines);
	ok(strstr(out.data, "or longer than that\ncs-large --help for") != NULL,
	   "its end is not lost");
	ok(!strstr(out.data, "csv"), "choices make room for options");
	cs_buf_clear(&out);
	cs_help_full(&large, &out);
	measure(&out, &lines, &columns);
	ok(lines > 80, "--help has all: %zu lines", lines);
	ok(columns > 70, "uses the width: %zu columns", columns);
	ok(strstr(out.data, names[MANY - 1]) != NULL, "the last option too");
	for (char *p = strstr(out.data, "example:"); *p; p++)
		*p = '\n'; /* an example is never broken */
	measure(&out, &lines, &columns);
	ok(columns <= 80, "and keeps it: %zu columns", columns);
	cs_buf_release(&out);
}

int main(void)
{
	short_help();
	full_help();
	synopsis();
	of_tables();
	completion();
	large_helps();
	return done_testing();
}
