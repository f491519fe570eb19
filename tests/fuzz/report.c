/*
 * report.c - fuzzes what cs-report reads: a line as words, and all of it as a
 * report, as JSON, as what a command answered. Words that are quoted are the
 * same words again; each command of a report stands on its page or is told.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/word.h"
#include "reports/answer.h"
#include "reports/json.h"
#include "reports/markdown.h"
#include "reports/source.h"
#include "reports/words.h"

#define HOLDS(condition)          \
	do {                      \
		if (!(condition)) \
			abort();  \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_words(const char *text)
{
	struct cs_list words = CS_LIST_INIT, again = CS_LIST_INIT;
	struct cs_err err = CS_ERR_INIT;
	struct cs_buf line = CS_BUF_INIT;

	if (words_split(text, &words, &err) == 0) {
		for (size_t i = 0; i < words.count; i++) {
			cs_buf_addc(&line, ' ');
			cs_add_sh_word(&line, words.items[i]);
		}
		HOLDS(words_split(line.data, &again, &err) == 0);
		HOLDS(words.count == again.count);
		for (size_t i = 0; i < words.count; i++)
			HOLDS(strcmp(words.items[i], again.items[i]) == 0);
	}
	cs_buf_release(&line);
	cs_list_release(&words);
	cs_list_release(&again);
}

static void try_report(const char *text)
{
	struct source source = { .text = CS_BUF_INIT, .markdown = CS_BUF_INIT };
	struct document document;
	struct cs_err err = CS_ERR_INIT;

	cs_buf_adds(&source.text, text);
	source_parse(&source, "report");
	if (markdown_read(&document, &source.markdown, &err) == 0)
		for (size_t i = 0; i < document.nparts; i++)
			HOLDS(document.parts[i].command <
			      (long)source.ncommands);
	markdown_release(&document);
	source_release(&source);
}

static void try_json(const char *text)
{
	struct cs_arena arena = { 0 };

	json_parse(text, &arena);
	cs_arena_release(&arena);
}

static void try_answer(const uint8_t *data, size_t size)
{
	struct cs_buf bytes = CS_BUF_INIT;
	struct answer answer = { 0 };

	cs_buf_add(&bytes, data, size);
	answer_read(&answer, &bytes);
	answer_release(&answer);
	cs_buf_release(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = cs_strndup((const char *)data, size);

	try_words(text);
	try_report(text);
	try_json(text);
	try_answer(data, size);
	free(text);
	return 0;
}
