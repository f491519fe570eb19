/* nightly.c - see nightly.h. */
#include "reports/nightly.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "app/notice.h"
#include "base/file.h"
#include "base/parallel.h"
#include "base/path.h"
#include "report/number.h"
#include "reports/figures.h"
#include "reports/line.h"
#include "reports/markdown.h"
#include "reports/page.h"
#include "reports/runs.h"
#include "reports/source.h"

/* All of a run. */
struct state {
	const struct cs_command *command;
	const struct night *night;
	struct source source;
	struct document document;
	struct run_settings settings;
	char as_of[11];
	struct runs runs;
	struct figures figures, before;
	bool compared; /* there is a run before */
	struct comparison comparison;
	size_t failed, warnings;
	struct cs_buf page;
};

static void note(const struct state *state, const char *file,
		 const char *format, ...) __attribute__((format(printf, 3, 4)));

static void note(const struct state *state, const char *file,
		 const char *format, ...)
{
	struct cs_err err = CS_ERR_INIT;
	va_list args;

	if (state->night->quiet)
		return;
	va_start(args, format);
	cs_failv(&err, NULL, format, args);
	va_end(args);
	cs_fail_at(&err, file, 0, 0);
	cs_print_message(state->command, "note", &err);
}

/* --- what is there before -------------------------------------------- */

static int check_paths(const struct night *night, const char *report,
		       struct cs_err *err)
{
	struct cs_path paths[] = {
		{ report, "the report", false },
		{ night->output != NULL ? night->output : "-", "-o", true },
		{ night->figures, "--figures", true },
	};

	return cs_paths_distinct(paths, night->figures != NULL ? 3 : 2, err);
}

/* The first time there is no run before: the figures to come lie there next
 * time. */
static int read_before(struct state *state, struct cs_err *err)
{
	const char *against = state->night->against;

	if (against == NULL)
		return 0;
	if (access(against, F_OK) != 0 && errno == ENOENT) {
		note(state, against,
		     "it is not there: nothing is compared, as on the first "
		     "night");
		return 0;
	}
	if (figures_read(&state->before, against, err) != 0)
		return -1;
	state->compared = true;
	if (*state->before.as_of != '\0')
		state->settings.before = state->before.as_of;
	return 0;
}

static int check_placed(const struct state *state, struct cs_err *err)
{
	const struct source *source = &state->source;
	const struct document *document = &state->document;

	for (size_t i = 0; i < source->ncommands; i++) {
		bool placed = false;

		for (size_t p = 0; p < document->nparts; p++)
			placed |= document->parts[p].command == (long)i;
		if (placed)
			continue;
		cs_fail_at(err, source->path, source->commands[i].line, 0);
		return cs_fail(err, "not-placed",
			       "this command stands within something else: it "
			       "wants a line of its own, which begins with $");
	}
	if (source->ncommands > 0)
		return 0;
	cs_fail_at(err, source->path, 0, 0);
	return cs_fail(err, "no-command",
		       "there is no command in this report: a line such as "
		       "\"$ cs-retention orders.csv\" is one, and cs-report "
		       "--new orders.csv writes a report to begin with");
}

/* --- what came of it ------------------------------------------------- */

static void add_figures(struct state *state, size_t number)
{
	const struct block *block = &state->runs.blocks[number];
	const struct answer *answer = &block->run->answer;
	const char *line = block->command->text;
	struct cs_buf asked = CS_BUF_INIT;

	line_asked(line, &answer->files, &asked);
	figures_block(&state->figures, line, asked.data, &answer->files);
	cs_buf_release(&asked);
	if (strcmp(answer->as_of, state->figures.as_of) > 0)
		state->figures.as_of = answer->as_of;
	for (size_t t = 0; t < answer->ntables; t++)
		if (block_shows(block, answer->tables[t].name) &&
		    *answer->tables[t].figures != '\0')
			figures_add(&state->figures, answer->tables[t].name,
				    answer->tables[t].figures);
}

/* What has nothing to be compared with, as a whole. */
static void tell_lonely(const struct state *state)
{
	const struct figures *now = &state->figures, *before = &state->before;
	size_t gone = 0, renamed = 0;

	for (size_t i = 0; i < now->nblocks; i++) {
		struct cs_err what = CS_ERR_INIT;

		renamed += now->blocks[i].renamed;
		if (now->blocks[i].other != NULL || state->night->quiet)
			continue;
		cs_fail(&what, NULL,
			"this is compared with nothing: no command of the run "
			"before asked the same");
		cs_fail_at(&what, state->source.path,
			   state->source.commands[i].line, 0);
		cs_print_message(state->command, "note", &what);
	}
	for (size_t i = 0; i < before->nblocks; i++)
		if (before->blocks[i].other == NULL && gone++ == 0)
			note(state, state->night->against,
			     "this command of the run before is not in the "
			     "report: %s",
			     before->blocks[i].command);
	if (gone > 1)
		note(state, state->night->against, "... and %s",
		     cs_counted((int64_t)gone - 1, "other").text);
	if (renamed > 0)
		note(state, state->night->against,
		     "the files of %s were called otherwise; compared all the "
		     "same",
		     cs_counted((int64_t)renamed, "command").text);
}

static void collect(struct state *state)
{
	state->figures.as_of = "";
	for (size_t i = 0; i < state->runs.nblocks; i++) {
		const struct block *block = &state->runs.blocks[i];
		struct cs_err wrong = CS_ERR_INIT;

		if (block->failure == NULL) {
			add_figures(state, i);
			continue;
		}
		state->failed++;
		figures_block(&state->figures, block->command->text,
			      block->command->text, NULL);
		cs_fail(&wrong, NULL, "%s", block->failure);
		cs_fail_at(&wrong, state->source.path, block->command->line, 0);
		cs_print_message(state->command, "error", &wrong);
	}
	if (state->settings.as_of != NULL)
		state->figures.as_of = state->settings.as_of;
	if (!state->compared)
		return;
	state->comparison = figures_compare(&state->figures, &state->before);
	tell_lonely(state);
}

static int make_page(struct state *state, struct cs_err *err)
{
	struct page page = {
		.source = &state->source,
		.document = &state->document,
		.runs = &state->runs,
		.figures = &state->figures,
		.before = state->compared ? &state->before : NULL,
		.comparison = &state->comparison,
	};
	int result = page_write(&page, &state->page, err);

	state->warnings = page.warnings;
	if (result == 0)
		return 0;
	state->failed++;
	cs_print_message(state->command, "error", err);
	cs_fail_at(err, NULL, 0, 0);
	return 0;
}

static bool is_json(const char *path)
{
	size_t length = path != NULL ? strlen(path) : 0;

	return length > 5 && strcmp(path + length - 5, ".json") == 0;
}

/* The page and the figures: both, or neither. */
static int write_files(const struct state *state, struct cs_err *err)
{
	const struct night *night = state->night;
	struct cs_buf figures = CS_BUF_INIT;
	const struct cs_buf *first =
	    is_json(night->output) ? &figures : &state->page;
	struct cs_files files = CS_FILES_INIT;
	int result;

	figures_write(&state->figures, state->source.path, state->warnings,
		      state->failed, &figures);
	cs_buf_add(&cs_files_add(&files, night->output)->bytes, first->data,
		   first->length);
	if (night->figures != NULL)
		cs_buf_add(&cs_files_add(&files, night->figures)->bytes,
			   figures.data, figures.length);
	result = cs_files_publish(&files, err);
	cs_files_release(&files);
	cs_buf_release(&figures);
	return result;
}

/* One line for the log. */
static void sum_up(const struct state *state)
{
	struct cs_buf line = CS_BUF_INIT;
	const struct comparison *compared = &state->comparison;
	size_t blocks = state->runs.nblocks;

	cs_buf_adds(&line, cs_counted((int64_t)blocks, "block").text);
	if (*state->figures.as_of != '\0')
		cs_buf_addf(&line, " as of %s", state->figures.as_of);
	cs_buf_addf(&line, ", %s",
		    cs_counted((int64_t)state->warnings, "warning").text);
	if (state->compared)
		cs_buf_addf(
		    &line, "; %zu of %s compared, %zu moved beyond an interval",
		    compared->compared,
		    cs_counted((int64_t)compared->figures, "figure").text,
		    compared->moved);
	if (compared->gone > 0)
		cs_buf_addf(&line, "; %zu of the run before gone",
			    compared->gone);
	if (state->failed > 0)
		cs_buf_addf(&line, "; %s",
			    cs_counted((int64_t)state->failed, "error").text);
	note(state, state->night->output, "%s", line.data);
	cs_buf_release(&line);
}

static int finish(struct state *state, struct cs_err *err)
{
	struct cs_figure errors = cs_counted((int64_t)state->failed, "error");

	if (state->failed > 0 && !state->night->keep_going)
		return cs_fail(err, "report-failed",
			       "%s, and nothing was written: --keep-going "
			       "writes what there is",
			       errors.text);
	if (write_files(state, err) != 0)
		return -1;
	sum_up(state);
	if (state->failed > 0)
		return cs_fail(err, "report-failed", "%s; the rest was written",
			       errors.text);
	return 0;
}

static int run(struct state *state, const char *report, struct cs_err *err)
{
	if (source_read(&state->source, report, err) != 0 ||
	    markdown_read(&state->document, &state->source.markdown, err) !=
		0 ||
	    check_placed(state, err) != 0 || read_before(state, err) != 0 ||
	    runs_do(&state->runs, &state->source, &state->settings, err) != 0)
		return -1;
	collect(state);
	return make_page(state, err) == 0 ? finish(state, err) : -1;
}

int nightly(const struct cs_command *command, const struct night *night,
	    const char *report, struct cs_err *err)
{
	struct state state = {
		.command = command,
		.night = night,
		.source = { .text = CS_BUF_INIT, .markdown = CS_BUF_INIT },
		.document = { .title = CS_BUF_INIT },
		.settings = { .max_age = night->max_age,
			      .strict = night->strict,
			      .threads = night->threads > 0
					     ? (unsigned)night->threads
					     : cs_cores() },
		.page = CS_BUF_INIT,
	};
	int result;

	if (check_paths(night, report, err) != 0)
		return CS_WRONG_USAGE;
	if (night->as_of != CS_NO_DAY) {
		cs_day_format(night->as_of, state.as_of);
		state.settings.as_of = state.as_of;
	}
	result = run(&state, report, err);
	source_release(&state.source);
	markdown_release(&state.document);
	runs_release(&state.runs);
	figures_release(&state.figures);
	figures_release(&state.before);
	cs_buf_release(&state.page);
	return result;
}
