/* run.c - all of main(): see run.h. */
#include "app/run.h"

#include <stdlib.h>
#include <string.h>

#include "app/internal.h"
#include "app/output.h"
#include "app/tables.h"
#include "app/terminal.h"
#include "base/ranks.h"
#include "base/text.h"

/* --- a command that reads ---------------------------------------------- */

static int say_nothing(const struct cs_job *job, struct cs_err *err)
{
	if (!job->shared.strict || job->report.nwarnings == 0)
		return 0;
	return cs_fail(
	    err, "strict", "--strict: %zu warning%s; nothing was written",
	    job->report.nwarnings, job->report.nwarnings == 1 ? "" : "s");
}

/* A chart in characters leaves the last column and the last line free, unless
 * --size says otherwise; where it is too small words stand in one another. */
static void fill_terminal(const struct cs_terminal *terminal,
			  struct cs_canvas *canvas)
{
	enum { LINES = 24, LEAST_LINES = 20, LEAST_COLUMNS = 60 };
	long columns = (long)terminal->columns - 1;
	long lines = terminal->lines > 0 ? (long)terminal->lines - 1 : LINES;

	if (canvas->width > 0)
		return;
	canvas->width = columns > LEAST_COLUMNS ? columns : LEAST_COLUMNS;
	canvas->height = lines > LEAST_LINES ? lines : LEAST_LINES;
}

/* What the report knows of where it goes. */
static void settle_terminal(struct cs_job *job, const struct cs_render *how)
{
	const struct cs_terminal terminal = cs_terminal_of(&job->shared);

	job->report.width = terminal.columns;
	job->report.bold = terminal.bold;
	if (!how->plot || how->plot_file != NULL)
		return;
	job->report.canvas.blocks = terminal.blocks;
	fill_terminal(&terminal, &job->report.canvas);
}

static struct cs_render how_asked(const struct cs_job *job)
{
	const struct cs_shared *shared = &job->shared;
	/* all of the report are all that are needed */
	bool all = cs_tables_all(job);

	return (struct cs_render){
		.renderer = &cs_renderers[shared->format],
		.output = shared->output,
		.plot = shared->plot.given,
		.plot_file = shared->plot.text,
		.names = shared->tables.items,
		.nnames = all ? 0 : shared->tables.count,
	};
}

/* Letters that a picture cannot have. */
static void warn_fonts(struct cs_job *job, const struct cs_render *how)
{
	struct cs_buf missing = CS_BUF_INIT;

	cs_render_fonts(&job->report, how, &missing);
	if (missing.length > 0)
		cs_warn(job, "no-font", 0, NULL, 0,
			"no font on this machine has \"%s\": a question mark "
			"stands there in the picture; draw an .svg, which "
			"leaves letters to those who look at it, or install a "
			"font, as of the packages fonts-noto-core and "
			"fonts-noto-cjk",
			missing.data);
	cs_buf_release(&missing);
}

/* Whoever follows finds what the leader finds, or their customers were not in
 * it. */
static int check_ranks(const struct cs_job *job, struct cs_err *err)
{
	unsigned lost = cs_ranks_lost(job->data.ranks);

	if (lost == 0)
		return 0;
	cs_fail_at(err, NULL, 0, 0);
	return cs_fail(err, "no-rank",
		       "rank %u has ended before the others: is its program "
		       "the same as theirs?",
		       lost);
}

/* The report and the rows set aside, in `files`: all of it or nothing. */
static int read_and_report(struct cs_job *job, struct cs_files *files,
			   struct cs_err *err)
{
	struct cs_render how;

	if (cs_rejects_open(job, files, err) != 0 ||
	    cs_job_read(job, err) != 0 || cs_job_compute(job, err) != 0)
		return -1;
	if (check_ranks(job, err) != 0)
		return -1;
	cs_options_show(job->command, &job->values, job->report.parameters);
	how = how_asked(job);
	settle_terminal(job, &how);
	warn_fonts(job, &how);
	if (say_nothing(job, err) != 0 ||
	    cs_render(&job->report, &how, files, err) != 0)
		return -1;
	return cs_files_publish(files, err);
}

/* A run of which nothing is written but what it made of the input. */
static int explain(struct cs_job *job, struct cs_err *err)
{
	struct cs_err unprinted = CS_ERR_INIT;
	struct cs_buf text = CS_BUF_INIT;
	int status, printed;

	job->load.input.reject = job->contacts.input.reject = NULL;
	status = cs_job_read(job, err) == 0 && cs_job_compute(job, err) == 0
		     ? say_nothing(job, err)
		     : -1;
	/* of what the machine kept from us there is nothing to explain */
	if (status == 0 || err->code == NULL ||
	    !cs_word_among(err->code, strlen(err->code),
			   "cannot-open cannot-read out-of-memory", ' '))
		cs_explain(job, status, err, &text);
	printed = cs_print_text(&text, &unprinted);
	if (status == 0 && printed != 0) {
		*err = unprinted;
		status = -1;
	}
	cs_buf_release(&text);
	return status;
}

static int run_job(struct cs_job *job, struct cs_err *err)
{
	struct cs_files files = CS_FILES_INIT;
	int status;

	if (job->shared.explain)
		return explain(job, err);
	status = job->shared.partial != NULL
		     ? cs_job_part(job, &files, err)
		     : read_and_report(job, &files, err);
	cs_files_release(&files);
	return status;
}

/* Only the leader of several processes says what came of it. */
static int run_planned(const struct cs_program *program, int argc, char **argv,
		       struct cs_ranks *ranks, struct cs_err *err)
{
	struct cs_buf text = CS_BUF_INIT;
	struct cs_job job;
	bool follows = cs_ranks_follows(ranks);
	enum cs_planned planned =
	    cs_job_plan(&job, program, argc, argv, &text, err);
	int result = -1;

	if (ranks != NULL)
		job.load.input.ranks = ranks;
	if (planned == CS_PLANNED_RUN && job.shared.mpi && ranks == NULL) {
		planned = CS_PLANNED_USAGE;
		cs_fail(err, NULL,
			"--mpi stands on the command line, not in a file of "
			"options");
	}
	if (follows && planned == CS_PLANNED_RUN)
		cs_job_follow(&job, err);
	if (!follows && planned == CS_PLANNED_RUN) {
		result = run_job(&job, err);
		result = result != 0 && err->usage ? CS_WRONG_USAGE : result;
	}
	if (!follows && planned == CS_PLANNED_DONE)
		result = cs_print_text(&text, err);
	if (planned == CS_PLANNED_USAGE)
		result = CS_WRONG_USAGE;
	result = follows ? 0 : cs_print_result(program->command, result, err);
	cs_buf_release(&text);
	cs_job_release(&job);
	return result;
}

/* Is --mpi there? Then ranks are told apart before anything is said. */
static bool asks_for_ranks(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--mpi") == 0)
			return true;
	return false;
}

/* The leader has ended. */
static void leave(struct cs_ranks *ranks)
{
	cs_ranks_end(ranks);
	exit(0);
}

int cs_run(const struct cs_program *program, int argc, char **argv)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_ranks *ranks = NULL;
	int result;

	cs_guard_process();
	if (asks_for_ranks(argc, argv)) {
		ranks = cs_ranks_start(&err);
		if (ranks == NULL)
			return cs_print_result(program->command, -1, &err);
		cs_ranks_on_leave(ranks, leave);
	}
	result = run_planned(program, argc, argv, ranks, &err);
	cs_ranks_end(ranks);
	return result;
}

/* --- a command that reads no orders -------------------------------------- */

int cs_run_plain(const struct cs_command *command, void *own,
		 int (*act)(const struct cs_values *values,
			    const struct cs_list *operands, struct cs_err *err),
		 int argc, char **argv)
{
	struct cs_values values = { .home = { [CS_HOME_OWN] = own } };
	struct cs_list operands = CS_LIST_INIT;
	struct cs_buf text = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;
	int result = -1;

	cs_guard_process();
	switch (cs_options_parse(command, &values, argc, argv, &operands, &text,
				 &err)) {
	case CS_PARSED_RUN: result = act(&values, &operands, &err); break;
	case CS_PARSED_DONE: result = cs_print_text(&text, &err); break;
	case CS_PARSED_USAGE: result = CS_WRONG_USAGE; break;
	case CS_PARSED_FAILED: break;
	}
	cs_values_release(command, &values);
	cs_list_release(&operands);
	cs_buf_release(&text);
	return cs_print_result(command, result, &err);
}
