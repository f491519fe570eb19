/* fresh.c - see fresh.h. */
#include "reports/fresh.h"

#include <stdlib.h>
#include <string.h>

#include "app/notice.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "base/path.h"
#include "base/word.h"
#include "reports/process.h"
#include "reports/runs.h"
#include "reports/source.h"

struct section {
	const char *heading, *text;
	const char *command, *tables;
	const char
	    *second;   /* the option of the other file; NULL: it has none */
	bool contacts; /* contacts come first */
};

static const struct section sections[] = {
	{ "How many come back?",
	  "By {{as_of}}, {{summary.repeat_rate}} of all customers have bought "
	  "again\n(in the run before: {{-1|there is none yet}}).",
	  "cs-retention", "summary,within", NULL, false },
	{ "Do new customers stay?",
	  "Each line follows the customers of a month: how many of them buy "
	  "again in\nthe months after.",
	  "cs-retention", "cohorts", NULL, false },
	{ "How few carry the business?",
	  "The best 1 % of customers bring {{shares.share 1}} of the revenue.",
	  "cs-pareto", "shares", NULL, false },
	{ "When do customers leave?",
	  "After each purchase, how many never come back.", "cs-lifetime",
	  "payments", NULL, false },
	{ "What are customers worth?",
	  "What they may bring within the next year, by a model of how they "
	  "buy.",
	  "cs-clv", "summary", NULL, false },
	{ "Who was unhappy, and who never said so?",
	  "Complaints, and those who were unhappy and kept silent.", "cs-churn",
	  "silent,experience", "--contacts", false },
	{ "How soon are customers answered?", "From their first word to ours.",
	  "cs-contacts", "response", "--orders", true },
};

enum { SECTIONS = sizeof sections / sizeof *sections };

/* What is known of a section. */
struct draft {
	struct cs_buf line;
	const char *wrong; /* why it is left out; or NULL */
};

/* --- the options that pin a command ---------------------------------- */

/* The lines of options in what --explain printed, as one. */
static void add_pins(const char *explained, struct cs_buf *out)
{
	static const char head[] = "The same, said by options:\n";
	const char *p = explained;

	while ((p = strstr(p, head)) != NULL) {
		p += strlen(head);
		while (strncmp(p, "  --", 4) == 0) {
			size_t length = strcspn(p, "\n");

			cs_buf_add(out, p + 1, length - 1);
			p += length + (p[length] == '\n');
		}
	}
}

/* The files of a section, in the order in which its command wants them. */
static void list_files(const struct section *section,
		       const struct cs_list *files, struct cs_list *words)
{
	cs_list_add(words, files->items[section->contacts ? 1 : 0]);
	if (section->second == NULL)
		return;
	cs_list_add(words, section->second);
	cs_list_add(words, files->items[section->contacts ? 0 : 1]);
}

/* -1 with err filled: the machine does not let it run. */
static int find_pins(const char *folder, const struct section *section,
		     const struct cs_list *files, struct cs_buf *pins,
		     struct cs_err *err)
{
	struct cs_list words = CS_LIST_INIT;
	struct cs_buf explained = CS_BUF_INIT, said = CS_BUF_INIT;
	enum process how;

	cs_list_add(&words, section->command);
	cs_list_add(&words, "--explain");
	list_files(section, files, &words);
	how = process_run(folder, &words, &explained, &said);
	/* if it fails the command does, and says why */
	if (how == PROCESS_DONE)
		add_pins(explained.data, pins);
	else if (how == PROCESS_LOST)
		cs_fail(err, NULL, "%s", said.data);
	cs_buf_release(&explained);
	cs_buf_release(&said);
	cs_list_release(&words);
	return how == PROCESS_LOST ? -1 : 0;
}

static int add_line(const char *folder, const struct section *section,
		    const struct cs_list *files, struct cs_buf *line,
		    struct cs_err *err)
{
	struct cs_list words = CS_LIST_INIT;

	cs_buf_addf(line, "%s -t %s", section->command, section->tables);
	if (find_pins(folder, section, files, line, err) != 0)
		return -1;
	list_files(section, files, &words);
	for (size_t i = 0; i < words.count; i++) {
		cs_buf_addc(line, ' ');
		cs_add_sh_word(line, words.items[i]);
	}
	cs_list_release(&words);
	return 0;
}

static bool has(const struct section *section, const struct cs_list *files)
{
	return section->second == NULL || files->count > 1;
}

static int add_lines(struct draft *drafts, const struct cs_list *files,
		     struct cs_err *err)
{
	char *folder = process_folder(err);
	int result = folder != NULL ? 0 : -1;

	for (size_t i = 0; i < SECTIONS && result == 0; i++)
		if (has(&sections[i], files))
			result = add_line(folder, &sections[i], files,
					  &drafts[i].line, err);
	free(folder);
	return result;
}

/* --- the report ------------------------------------------------------ */

/* On lines of moderate length, at blanks before options. */
static void add_command(struct cs_buf *out, const char *line)
{
	enum { LENGTH = 76 };
	size_t column = 2;

	cs_buf_adds(out, "$ ");
	while (*line != '\0') {
		const char *next = strstr(line + 1, " --");
		size_t length =
		    next != NULL ? (size_t)(next - line) : strlen(line);

		if (column > 2 && column + length > LENGTH) {
			cs_buf_adds(out, " \\\n ");
			column = 1;
		}
		cs_buf_add(out, line, length);
		column += length;
		line += length;
	}
	cs_buf_addc(out, '\n');
}

static void add_section(const struct section *section,
			const struct draft *draft, struct cs_buf *out)
{
	if (draft->wrong != NULL) {
		cs_buf_adds(out, "\n<!-- ");
		/* nothing in it may end the comment */
		for (const char *p = draft->wrong; *p != '\0'; p++)
			cs_buf_addc(out, *p == '>' ? ' ' : *p);
		cs_buf_adds(out, "\n");
	}
	cs_buf_addf(out, "\n## %s\n\n%s\n\n", section->heading, section->text);
	add_command(out, draft->line.data);
	if (draft->wrong != NULL)
		cs_buf_adds(out, "\n-->\n");
}

static void write_report(const struct draft *drafts,
			 const struct cs_list *files, struct cs_buf *out)
{
	cs_buf_adds(out, "# Our customers\n"
			 "\n<!--\nMade by cs-report --new. This is Markdown; a "
			 "line that begins with $ stands for\nwhat the command "
			 "answers. Make the page of it with\n\n    cs-report "
			 "REPORT -o page.html\n-->\n");
	for (size_t i = 0; i < SECTIONS; i++)
		if (has(&sections[i], files))
			add_section(&sections[i], &drafts[i], out);
}

/* Runs what is in the report, and finds what has no answer. Returns how many
 * have one, -1 if nothing could be run. */
static long try_report(struct draft *drafts, const struct cs_list *files,
		       struct source *source, struct runs *runs,
		       struct cs_err *err)
{
	static const struct run_settings settings = { .threads = 2 };
	size_t block = 0;
	long good = 0;

	write_report(drafts, files, &source->text);
	source_parse(source, "REPORT");
	if (runs_do(runs, source, &settings, err) != 0)
		return -1;
	for (size_t i = 0; i < SECTIONS && block < runs->nblocks; i++) {
		if (!has(&sections[i], files))
			continue;
		drafts[i].wrong = runs->blocks[block++].failure;
		good += drafts[i].wrong == NULL;
	}
	for (size_t r = 0; r < runs->count; r++)
		if (runs->list[r].lost)
			return cs_fail(err, NULL, "%s",
				       runs->list[r].said.data);
	if (good == 0)
		cs_fail(err, "no-answer", "no command has an answer: %s",
			runs->blocks[0].failure);
	return good;
}

static int publish(const struct draft *drafts, const struct cs_list *operands,
		   const char *output, struct cs_err *err)
{
	struct cs_files files = CS_FILES_INIT;
	int result;

	write_report(drafts, operands, &cs_files_add(&files, output)->bytes);
	result = cs_files_publish(&files, err);
	cs_files_release(&files);
	return result;
}

static int check(const struct night *night, const struct cs_list *files,
		 struct cs_err *err)
{
	struct cs_path paths[3] = {
		{ night->output != NULL ? night->output : "-", "-o", true },
	};

	if (files->count < 1 || files->count > 2)
		return cs_fail(err, NULL,
			       "--new wants a file of orders, and perhaps one "
			       "of contacts");
	for (size_t i = 0; i < files->count; i++) {
		paths[i + 1] =
		    (struct cs_path){ files->items[i], "the input", false };
		if (strcmp(files->items[i], "-") == 0)
			return cs_fail(err, NULL,
				       "--new wants files that are there every "
				       "night, not standard input");
	}
	return cs_paths_distinct(paths, files->count + 1, err);
}

int fresh(const struct night *night, const struct cs_list *files,
	  struct cs_err *err)
{
	struct draft drafts[SECTIONS];
	struct source source = { .text = CS_BUF_INIT, .markdown = CS_BUF_INIT };
	struct runs runs = { 0 };
	int result = -1;

	if (check(night, files, err) != 0)
		return CS_WRONG_USAGE;
	for (size_t i = 0; i < SECTIONS; i++)
		drafts[i] = (struct draft){ CS_BUF_INIT, NULL };
	if (add_lines(drafts, files, err) == 0 &&
	    try_report(drafts, files, &source, &runs, err) > 0)
		result = publish(drafts, files, night->output, err);
	for (size_t i = 0; i < SECTIONS; i++)
		cs_buf_release(&drafts[i].line);
	source_release(&source);
	runs_release(&runs);
	return result;
}
