/* runs.c - see runs.h. */
#include "reports/runs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "base/text.h"
#include "reports/line.h"
#include "reports/process.h"

/* --- which lines are one process ------------------------------------------ */

static bool same_words(const struct cs_list *a, const struct cs_list *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (strcmp(a->items[i], b->items[i]) != 0)
			return false;
	return true;
}

/* Each says which tables it wants, or none does, and all else is the same. */
static bool shared(const struct block *a, const struct block *b)
{
	return (a->tables.count > 0) == (b->tables.count > 0) &&
	       !cs_list_has(&a->tables, "all") &&
	       !cs_list_has(&b->tables, "all") &&
	       same_words(&a->words, &b->words);
}

static void add_block(struct run *run, struct block *block)
{
	run->blocks =
	    cs_realloc(run->blocks, run->nblocks + 1, sizeof(struct block *));
	run->blocks[run->nblocks++] = block;
	block->run = run;
}

/* `together`: those that can be. There is room for one of each block. */
static void group_blocks(struct runs *runs, bool together)
{
	size_t first = runs->count;

	for (size_t i = 0; i < runs->nblocks; i++) {
		struct block *block = &runs->blocks[i];
		size_t r = first;

		if (block->failure != NULL || block->run != NULL)
			continue;
		while (r < runs->count &&
		       !(together && shared(runs->list[r].blocks[0], block)))
			r++;
		if (r == runs->count)
			runs->list[runs->count++] =
			    (struct run){ .answered = CS_BUF_INIT,
					  .said = CS_BUF_INIT };
		add_block(&runs->list[r], block);
	}
}

/* --- what is run ---------------------------------------------------------- */

static void add_pair(struct cs_list *words, const char *option,
		     const char *value)
{
	if (value == NULL)
		return;
	cs_list_add(words, option);
	cs_list_add(words, value);
}

/* The tables that its blocks want, each once, with commas between. */
static void join_tables(const struct run *run, struct cs_buf *out)
{
	for (size_t b = 0; b < run->nblocks; b++) {
		const struct cs_list *tables = &run->blocks[b]->tables;

		for (size_t t = 0; t < tables->count; t++)
			if (!cs_word_among(tables->items[t],
					   strlen(tables->items[t]), out->data,
					   ','))
				cs_buf_addf(out, "%s%s",
					    out->length > 0 ? "," : "",
					    tables->items[t]);
	}
}

/* What the report asks of all lines comes first: the line itself has the last
 * word, but for the format. */
static void add_words(const struct runs *runs, const struct run *run,
		      const char *threads, const char *tables,
		      struct cs_list *words)
{
	const struct run_settings *settings = runs->settings;
	const struct cs_list *line = &run->blocks[0]->words;
	size_t end = 1;

	while (end < line->count && strcmp(line->items[end], "--") != 0)
		end++;
	cs_list_add(words, line->items[0]);
	add_pair(words, "--threads", threads);
	add_pair(words, "--as-of", settings->as_of);
	add_pair(words, "--max-age", settings->max_age);
	if (settings->strict)
		cs_list_add(words, "--strict");
	for (size_t i = 1; i < end; i++)
		cs_list_add(words, line->items[i]);
	add_pair(words, "--table", *tables != '\0' ? tables : NULL);
	add_pair(words, "--format", "pieces");
	for (size_t i = end; i < line->count; i++)
		cs_list_add(words, line->items[i]);
}

struct round {
	struct runs *runs;
	size_t first;
	char threads[24]; /* of each process */
};

static void run_one(void *context, unsigned worker, size_t job)
{
	const struct round *round = context;
	struct run *run = &round->runs->list[round->first + job];
	struct cs_list words = CS_LIST_INIT;
	struct cs_buf tables = CS_BUF_INIT;
	enum process how;

	(void)worker;
	join_tables(run, &tables);
	add_words(round->runs, run, round->threads, tables.data, &words);
	how = process_run(round->runs->folder, &words, &run->answered,
			  &run->said);
	run->lost = how == PROCESS_LOST;
	run->failed = how != PROCESS_DONE;
	if (!run->failed && !answer_read(&run->answer, &run->answered)) {
		run->failed = true;
		cs_buf_clear(&run->said);
		cs_buf_adds(&run->said,
			    "this is no answer that stands on a page: leave "
			    "out options that ask for something else, as "
			    "--explain and --help do");
	}
	cs_buf_release(&tables);
	cs_list_release(&words);
}

/* Those from number `first` on, side by side. */
static void run_from(struct runs *runs, size_t first)
{
	size_t count = runs->count - first;
	unsigned side = count < runs->settings->threads
			    ? (unsigned)count
			    : runs->settings->threads;
	struct round round = { .runs = runs, .first = first };
	unsigned each = side > 0 ? cs_cores() / side : 1;

	snprintf(round.threads, sizeof round.threads, "%u",
		 each > 0 ? each : 1);
	cs_parallel(side, count, run_one, &round);
}

/* Blocks of processes that failed: with others, to be tried by themselves; one
 * alone has its reason. */
static void settle(struct runs *runs, size_t first)
{
	for (size_t r = first; r < runs->count; r++) {
		struct run *run = &runs->list[r];

		for (size_t b = 0; run->failed && b < run->nblocks; b++) {
			run->blocks[b]->run = NULL;
			if (run->nblocks == 1)
				run->blocks[b]->failure =
				    process_reason(&run->said);
		}
	}
}

int runs_do(struct runs *runs, const struct source *source,
	    const struct run_settings *settings, struct cs_err *err)
{
	size_t first;

	*runs = (struct runs){ .settings = settings };
	runs->folder = process_folder(err);
	if (runs->folder == NULL)
		return -1;
	runs->nblocks = source->ncommands;
	runs->blocks = cs_calloc(runs->nblocks, sizeof *runs->blocks);
	/* a second time, each by itself */
	runs->list = cs_calloc(2 * runs->nblocks, sizeof *runs->list);
	for (size_t i = 0; i < runs->nblocks; i++) {
		struct cs_err wrong = CS_ERR_INIT;

		runs->blocks[i].command = &source->commands[i];
		if (line_read(&runs->blocks[i], settings, runs->folder,
			      &wrong) != 0)
			runs->blocks[i].failure = cs_strdup(wrong.message);
	}
	group_blocks(runs, true);
	run_from(runs, 0);
	settle(runs, 0);
	first = runs->count;
	group_blocks(runs, false);
	run_from(runs, first);
	settle(runs, first);
	return 0;
}

void runs_release(struct runs *runs)
{
	for (size_t i = 0; i < runs->nblocks; i++) {
		cs_list_release(&runs->blocks[i].words);
		cs_list_release(&runs->blocks[i].tables);
		free(runs->blocks[i].failure);
	}
	for (size_t i = 0; i < runs->count; i++) {
		free(runs->list[i].blocks);
		cs_buf_release(&runs->list[i].answered);
		cs_buf_release(&runs->list[i].said);
		answer_release(&runs->list[i].answer);
	}
	free(runs->blocks);
	free(runs->list);
	free(runs->folder);
}

bool block_shows(const struct block *block, const char *table)
{
	return block->tables.count == 0 || cs_list_has(&block->tables, "all") ||
	       cs_list_has(&block->tables, table);
}
