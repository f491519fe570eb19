/* option_table.c - argv read by a table of options, and what is said to
 * mistakes.
 */
#include "tap.h"

#include "option/option.h"
#include "option/value.h"

static struct got {
	bool quiet, verbose, header, shadowed;
	const char *output;
	struct cs_optional plot, skip;
	struct cs_list where, columns, tables, states;
	int format, items;
	long days, threads, offset;
	double level, any;
	struct cs_duration lapse;
} got;

#define OWN(member) CS_OWN(struct got, member)

static const char *const formats[] = { "text", "csv", "tsv", "json", NULL };
static const char *const item_rules[] = { "sum", "once", NULL };
static const char *const states[] = { "paid", "sent", NULL };
static const struct cs_column columns[] = { { "n", CS_COUNT }, { NULL } };
static const struct cs_table_spec tables[] = { { "summary", "Who?", columns },
					       { "ladder", "When?", columns },
					       { NULL } };

static const struct cs_option input[] = {
	{ .name = "no-header", .type = CS_OPT_FLAG, .place = OWN(header) },
	{ .name = "customer",
	  .type = CS_OPT_WORDS,
	  .place = OWN(columns),
	  .argument = "COL,..." },
	{ .name = "count",
	  .type = CS_OPT_WORDS,
	  .place = OWN(states),
	  .argument = "STATUS,...",
	  .choices = states },
	{ .name = "where",
	  .type = CS_OPT_LIST,
	  .place = OWN(where),
	  .argument = "EXPR" },
	{ .name = "skip-bad",
	  .type = CS_OPT_OPTIONAL,
	  .place = OWN(skip),
	  .argument = "FILE" },
	{ .name = "line-items",
	  .type = CS_OPT_CHOICE,
	  .place = OWN(items),
	  .choices = item_rules },
	{ .name = NULL },
};

static const struct cs_option output[] = {
	{ .letter = 'f',
	  .name = "format",
	  .type = CS_OPT_CHOICE,
	  .place = OWN(format),
	  .argument = "FORMAT",
	  .choices = formats },
	{ .letter = 't',
	  .name = "table",
	  .type = CS_OPT_WORDS,
	  .place = OWN(tables),
	  .argument = "NAME,..." },
	{ .letter = 'o',
	  .name = "output",
	  .type = CS_OPT_TEXT,
	  .place = OWN(output),
	  .argument = "FILE" },
	{ .letter = 'p',
	  .name = "plot",
	  .type = CS_OPT_OPTIONAL,
	  .place = OWN(plot),
	  .argument = "FILE" },
	{ .letter = 'q',
	  .name = "quiet",
	  .type = CS_OPT_FLAG,
	  .place = OWN(quiet) },
	{ .letter = 'v',
	  .name = "verbose",
	  .type = CS_OPT_FLAG,
	  .place = OWN(verbose) },
	{ .name = "no-header", .type = CS_OPT_FLAG, .place = OWN(shadowed) },
	{ .name = NULL },
};

static const struct cs_option numbers[] = {
	{ .name = "days",
	  .type = CS_OPT_COUNT,
	  .place = OWN(days),
	  .argument = "N",
	  .low = 1,
	  .high = 36500 },
	{ .letter = 'j',
	  .name = "threads",
	  .type = CS_OPT_COUNT,
	  .place = OWN(threads),
	  .argument = "N",
	  .low = 1,
	  .high = 1e18 },
	{ .name = "offset",
	  .type = CS_OPT_COUNT,
	  .place = OWN(offset),
	  .argument = "N" },
	{ .name = "level",
	  .type = CS_OPT_NUMBER,
	  .place = OWN(level),
	  .argument = "P",
	  .low = 0.5,
	  .high = 0.999 },
	{ .name = "any",
	  .type = CS_OPT_NUMBER,
	  .place = OWN(any),
	  .argument = "X" },
	{ .name = "lapse-after",
	  .type = CS_OPT_PARSED,
	  .place = OWN(lapse),
	  .argument = "DURATION",
	  .parse = cs_parse_duration },
	{ .name = "as-of",
	  .type = CS_OPT_TEXT,
	  .place = OWN(output),
	  .argument = "DATE|today|yesterday" },
	{ .name = NULL },
};

static const struct cs_option_group groups[] = {
	{ "Input", input },
	{ "Output", output },
	{ "Numbers", numbers },
	{ .title = NULL },
};

static const struct cs_command command = {
	.name = "cs-test",
	.question = "does it parse?",
	.operands = "[FILE ...]",
	.example = "cs-test orders.csv",
	.tables = tables,
	.groups = groups,
};

static struct cs_list operands;
static struct cs_buf out = CS_BUF_INIT;
static struct cs_err err;
static struct cs_values values = { .home = { [CS_HOME_OWN] = &got } };

static void reset(void)
{
	cs_list_release(&got.where);
	cs_list_release(&got.columns);
	cs_list_release(&got.tables);
	cs_list_release(&got.states);
	cs_list_release(&operands);
	cs_list_release(&values.given);
	cs_buf_release(&out);
	out = (struct cs_buf)CS_BUF_INIT;
	err = (struct cs_err)CS_ERR_INIT;
	memset(&got, 0, sizeof got);
	got.days = 30;
	got.format = -1;
}

static enum cs_parsed parse_words(const char *const *words)
{
	int argc = 0;

	reset();
	while (words[argc])
		argc++;
	return cs_options_parse(&command, &values, argc, (char **)words,
				&operands, &out, &err);
}

#define PARSE(...) \
	parse_words((const char *const[]){ "cs-test", __VA_ARGS__, NULL })

/* The words are refused with this message. */
#define REFUSED(why, ...)                                                  \
	do {                                                               \
		is_int(PARSE(__VA_ARGS__), CS_PARSED_USAGE, #__VA_ARGS__); \
		is_str(err.message, why, "  and says why");                \
	} while (0)

/* The items of a list with "|" behind each. */
static const char *joined(const struct cs_list *list)
{
	static char text[256];

	text[0] = '\0';
	for (size_t i = 0; i < list->count; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s|",
			 list->items[i]);
	return text;
}

static void forms(void)
{
	is_int(parse_words((const char *const[]){ "cs-test", NULL }),
	       CS_PARSED_RUN, "no words at all");
	is_int(got.days, 30, "a default stays");
	is_int(PARSE("--format=csv", "a.csv", "-qv", "--", "-f", "--days"),
	       CS_PARSED_RUN, "options and operands mix");
	is_int(got.format, 1, "--format=csv");
	ok(got.quiet && got.verbose, "-qv is two flags");
	is_str(joined(&operands), "a.csv|-f|--days|", "operands in order");
	is_int(PARSE("-", "--format", "json", "-"), CS_PARSED_RUN,
	       "--format json");
	is_int(got.format, 3, "its value");
	is_str(joined(&operands), "-|-|", "a dash is an operand");
	is_int(PARSE("-ftsv", "-qocsv.out"), CS_PARSED_RUN, "attached values");
	is_int(got.format, 2, "-ftsv");
	is_str(got.output, "csv.out", "-qoFILE");
	is_int(PARSE("-qf", "text", "-o", "-"), CS_PARSED_RUN,
	       "values that follow");
	is_int(got.format, 0, "-qf text");
	is_str(got.output, "-", "-o -");
	is_int(PARSE("-o", "-v", "--output=a=b"), CS_PARSED_RUN, "given twice");
	is_str(got.output, "a=b", "the last counts");
	ok(!got.verbose, "-o -v takes the value as it is");
	is_int(PARSE("--output=--format", "--no-header"), CS_PARSED_RUN,
	       "an attached value may look like an option");
	is_str(got.output, "--format", "and is taken");
	ok(got.header && !got.shadowed, "of two options the first counts");
}

static void optional_values(void)
{
	is_int(PARSE("--plot", "x.png"), CS_PARSED_RUN, "--plot FILE");
	ok(got.plot.given && !got.plot.text, "has no value");
	is_str(joined(&operands), "x.png|", "the file is an operand");
	PARSE("--plot=x.png", "--skip-bad");
	is_str(got.plot.text, "x.png", "--plot=FILE");
	ok(got.skip.given && !got.skip.text, "--skip-bad alone");
	PARSE("-px.png");
	is_str(got.plot.text, "x.png", "-pFILE");
	PARSE("-vp=x.png");
	is_str(got.plot.text, "x.png", "-p=FILE");
	PARSE("-qp", "x.png");
	ok(got.plot.given && !got.plot.text && got.quiet, "-qp");
	REFUSED("option --plot wants a FILE", "--plot=");
}

static void lists(void)
{
	is_int(PARSE("--where", "a=1,2", "--where=b>3"), CS_PARSED_RUN,
	       "a list");
	is_str(joined(&got.where), "a=1,2|b>3|", "is not split");
	ok(!got.where.items[got.where.count], "and ends with NULL");
	is_int(PARSE("--customer", "id, mail ", "--customer=phone"),
	       CS_PARSED_RUN, "words");
	is_str(joined(&got.columns), "id|mail|phone|", "are split and trimmed");
	PARSE("--customer",
	      "\"Name, first\" ,\"the \"\"id\"\"\",\"\", 5\" disk");
	is_str(joined(&got.columns), "Name, first|the \"id\"||5\" disk|",
	       "quoted words");
	is_int(PARSE("-t", "ladder,summary", "-tall"), CS_PARSED_RUN, "tables");
	is_str(joined(&got.tables), "ladder|summary|all|", "in their order");
	is_int(PARSE("--count=sent"), CS_PARSED_RUN, "words from choices");
	REFUSED("--customer: \"a,,b\" holds an empty word", "--customer=a,,b");
	REFUSED("--customer: \"a,\" holds an empty word", "--customer", "a,");
	REFUSED("--customer: \"\"a\" has a quote that is not closed before a "
		"comma or the end",
		"--customer", "\"a");
	REFUSED(
	    "--customer: \"\"a\"b\" has a quote that is not closed before a "
	    "comma or the end",
	    "--customer", "\"a\"b");
	REFUSED("-t: unknown value \"lader\": did you mean ladder? (summary, "
		"ladder, all)",
		"-t", "summary,lader");
	REFUSED("--count: unknown value \"lost\" (paid, sent)", "--count=lost");
}

static void numeric_values(void)
{
	is_int(PARSE("--days=36500", "-j2", "--offset", "-5", "--level=.95",
		     "--any", "-1e3"),
	       CS_PARSED_RUN, "numbers");
	is_int(got.days, 36500, "--days=36500");
	is_int(got.threads, 2, "-j2");
	is_int(got.offset, -5, "--offset -5");
	near(got.level, 0.95, 0, "--level=.95");
	near(got.any, -1000, 0, "--any -1e3");
	REFUSED("--days wants a whole number from 1 to 36500, not \"x\"",
		"--days", "x");
	REFUSED("--days wants a whole number from 1 to 36500, not \"0\"",
		"--days=0");
	REFUSED("--days wants a whole number from 1 to 36500, not \"36501\"",
		"--days=36501");
	REFUSED("--days wants a whole number from 1 to 36500, not \"1.5\"",
		"--days=1.5");
	is_int(got.days, 30, "a refused value changes nothing");
	REFUSED("-j wants a whole number of 1 or more, not \"0\"", "-j0");
	REFUSED("--offset wants a whole number, not \"0x1\"", "--offset=0x1");
	REFUSED("--level wants a number from 0.5 to 0.999, not \"nan\"",
		"--level=nan");
	REFUSED("--level wants a number from 0.5 to 0.999, not \"1\"",
		"--level=1");
	REFUSED("--any wants a number, not \"1e999\"", "--any=1e999");
	is_int(PARSE("--lapse-after=3m"), CS_PARSED_RUN,
	       "a value of its own kind");
	is_int(got.lapse.months, 3, "parsed");
	REFUSED("--lapse-after: cannot read \"3q\" as a duration: write 90d, "
		"12w, 3m, 1y or a number of days",
		"--lapse-after=3q");
}

static void mistakes(void)
{
	REFUSED("unknown option --formt: did you mean --format?", "--formt");
	REFUSED("unknown option --formt: did you mean --format?",
		"--formt=csv");
	REFUSED("unknown option --form: did you mean --format?", "--form");
	REFUSED("unknown option --Format: did you mean --format?", "--Format");
	REFUSED("unknown option --halp: did you mean --help?", "--halp");
	REFUSED("unknown option --xyzzy: cs-test --help lists all", "--xyzzy");
	REFUSED("unknown option --=x: cs-test --help lists all", "--=x");
	REFUSED("unknown option --f: did you mean -f?", "--f=csv");
	REFUSED("unknown option -format: did you mean --format?", "-format",
		"csv");
	REFUSED("unknown option -F: did you mean -f?", "-F");
	REFUSED("unknown option -x: cs-test --help lists all", "-qx");
	REFUSED("unknown option -\xc3\xa9: cs-test --help lists all",
		"-\xc3\xa9");
	REFUSED("unknown option -\\xFF: cs-test --help lists all", "-\xff");
	REFUSED("unknown option --\\x1B[31m: cs-test --help lists all",
		"--\033[31m");
	REFUSED(
	    "--format: unknown value \"jsn\": did you mean json? (text, csv, "
	    "tsv, json)",
	    "--format", "jsn");
	REFUSED(
	    "-f: unknown value \"=json\": did you mean json? (text, csv, tsv, "
	    "json)",
	    "-f=json");
	REFUSED("option -o wants a FILE", "-o");
	REFUSED("option --output wants a FILE", "--output");
	REFUSED("option --output wants a FILE", "--output=");
	REFUSED("option --output wants a FILE", "--output", "");
	REFUSED("option --where wants an EXPR", "--where");
	REFUSED("option --as-of wants a DATE, today or yesterday", "--as-of");
	REFUSED("option --line-items wants one of sum, once", "--line-items");
	REFUSED("option --days wants a whole number from 1 to 36500", "--days");
	REFUSED("option --output wants a FILE, but --format follows: write "
		"--output=--format if that is it",
		"--output", "--format", "csv");
	REFUSED("option -o wants a FILE, but --days follows: write -o--days if "
		"that is it",
		"-o", "--days=3");
	REFUSED(
	    "option -f wants one of text, csv, tsv, json, but --quiet follows",
	    "-f", "--quiet");
	REFUSED("option --quiet takes no value", "--quiet=yes");
	REFUSED("option -q takes no value", "-q=1");
	REFUSED(
	    "--help knows nothing called \"sumary\": did you mean "
	    "summary? (it explains tables, columns, options and the codes of "
	    "messages)",
	    "--help=sumary");
}

static void built_in(void)
{
	is_int(PARSE("-qV", "--nonsense"), CS_PARSED_DONE, "-V ends parsing");
	ok(strncmp(out.data, "cs-test ", 8) == 0, "and prints the version");
	is_int(PARSE("--version"), CS_PARSED_DONE, "--version");
	is_int(PARSE("-h"), CS_PARSED_DONE, "-h");
	ok(!strstr(out.data, "--quiet"), "is short");
	is_int(PARSE("--help"), CS_PARSED_DONE, "--help");
	ok(strstr(out.data, "--quiet") != NULL, "is full");
	is_int(PARSE("--help=ladder"), CS_PARSED_DONE, "--help of a table");
	ok(strstr(out.data, "\nWhen?\n") != NULL, "prints its question");
	is_int(PARSE("--completion=fish"), CS_PARSED_DONE, "--completion");
	ok(strstr(out.data, "complete -c cs-test") != NULL, "prints a script");
	is_int(PARSE("--completion", "mdoc"), CS_PARSED_DONE, "the hidden one");
	ok(strstr(out.data, ".Op Fl hqVv\n") != NULL, "prints mdoc");
	is_int(PARSE("--completion=mdoc-tables"), CS_PARSED_DONE, "another");
	ok(strstr(out.data, ".Ss ladder\n") != NULL, "prints the tables");
	REFUSED(
	    "--completion: unknown value \"fisch\": did you mean fish? (bash, "
	    "zsh, fish)",
	    "--completion=fisch");
	REFUSED("option --completion wants one of bash, zsh, fish",
		"--completion");
}

static void nearest(void)
{
	static const char *const names[] = { "format",	 "from", "first-from",
					     "first-to", "to",	 NULL };
	static const char *const none[] = { NULL };
	char longest[200];

	is_str(cs_nearest("formta", names), "format", "neighbours swapped");
	is_str(cs_nearest("formmat", names), "format", "one too many");
	is_str(cs_nearest("fermat", names), "format", "another letter");
	is_str(cs_nearest("form", names), "format",
	       "of equally near ones the first");
	is_str(cs_nearest("frmo", names), "from", "short words: one slip");
	is_str(cs_nearest("fr", names), "from", "the beginning of a name");
	is_str(cs_nearest("first_to", names), "first-to", "underscore");
	is_str(cs_nearest("FROM", names), "from", "capitals");
	is_str(cs_nearest("farm", names), NULL, "short words: not two slips");
	is_str(cs_nearest("banana", names), NULL, "nothing like it");
	is_str(cs_nearest("", names), NULL, "nothing");
	is_str(cs_nearest("x", none), NULL, "no names");
	memset(longest, 'f', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	is_str(cs_nearest(longest, names), NULL, "far too long");
}

static void no_operands(void)
{
	const struct cs_command alone = { .name = "cs-alone" };
	const char *words[] = { "cs-alone", "a.csv" };

	reset();
	is_int(cs_options_parse(&alone, &values, 2, (char **)words, &operands,
				&out, &err),
	       CS_PARSED_USAGE, "a command without operands");
	is_str(err.message, "unexpected operand \"a.csv\": cs-alone takes none",
	       "refuses one");
}

int main(void)
{
	forms();
	optional_values();
	lists();
	numeric_values();
	mistakes();
	built_in();
	nearest();
	no_operands();
	reset();
	return done_testing();
}
