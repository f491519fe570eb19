/* job.c - the steps of a run: see job.h. */
#include "app/job.h"

#include <stdlib.h>
#include <string.h>

#include "app/account.h"
#include "app/internal.h"
#include "app/partial.h"
#include "app/notice.h"
#include "app/tables.h"
#include "app/watch.h"
#include "base/mem.h"
#include "base/word.h"

/* --- from the command line --------------------------------------------- */

static void job_init(struct cs_job *job, const struct cs_program *program)
{
	*job = (struct cs_job){
		.program = program,
		.command = program->command,
		.shared = CS_SHARED_INIT,
		.about = CS_BUF_INIT,
	};
	if (program->own != NULL) {
		job->own = cs_calloc(1, program->own_size);
		memcpy(job->own, program->own, program->own_size);
	}
	job->values.home[CS_HOME_SHARED] = &job->shared;
	job->values.home[CS_HOME_OWN] = job->own;
	cs_report_init(&job->report, program->command->name);
	job->report.question = program->command->question;
}

/* The command line, to make the report again, by one process. */
static void keep_line(struct cs_job *job, int argc, char **argv)
{
	struct cs_buf line = CS_BUF_INIT;

	cs_buf_adds(&line, job->command->name);
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--mpi") == 0)
			continue;
		cs_buf_addc(&line, ' ');
		cs_add_sh_word(&line, argv[i]);
	}
	cs_report_line(&job->report, line.data);
	cs_buf_release(&line);
}

/* The file's name is neither a date nor a number. */
static int check_file_names(const struct cs_input *input, struct cs_err *err)
{
	for (size_t i = 0; i < input->ncolumns; i++) {
		const struct cs_column_rule *rule = &input->columns[i];

		if (rule->named != NULL && rule->type != CS_FIELD_TEXT &&
		    strcmp(rule->named, "@file") == 0)
			return cs_fail(err, NULL,
				       "%s: @file is the file's name, which is "
				       "no %s",
				       rule->option,
				       rule->type == CS_FIELD_DATE ? "date"
								   : "number");
	}
	return 0;
}

/* From the order of the command line to that in which they are read. */
static void settle_inputs(struct cs_job *job)
{
	struct cs_list operands = job->files;

	if (!job->program->contacts_first)
		return;
	job->files = job->shared.contact.files;
	job->shared.contact.files = operands;
}

/*
 * May each of several ranks keep customers of its own? Where something looks at
 * all of them side by side the leader has them.
 */
static bool may_spread(const struct cs_job *job)
{
	const struct cs_load_options *load = &job->load;

	return load->contacts == NULL && !load->moments && load->cluster == 0 &&
	       job->program->spreads != NULL && job->program->spreads(job);
}

bool cs_job_spreads(const struct cs_job *job)
{
	(void)job;
	return true;
}

enum cs_planned cs_job_plan(struct cs_job *job,
			    const struct cs_program *program, int argc,
			    char **argv, struct cs_buf *text,
			    struct cs_err *err)
{
	job_init(job, program);
	keep_line(job, argc, argv);
	switch (cs_options_parse(program->command, &job->values, argc, argv,
				 &job->files, text, err)) {
	case CS_PARSED_DONE: return CS_PLANNED_DONE;
	case CS_PARSED_USAGE: return CS_PLANNED_USAGE;
	case CS_PARSED_FAILED: return CS_PLANNED_FAILED;
	case CS_PARSED_RUN: break;
	}
	cs_part_keep_line(job);
	if (job->shared.list_layouts)
		return cs_layouts_list(text, err) == 0 ? CS_PLANNED_DONE
						       : CS_PLANNED_FAILED;
	if (job->shared.column[CS_ROLE_GROUP] == NULL)
		job->ungrouped = "--group COL";
	if (cs_check_usage(job, err) != 0 ||
	    (program->mode != NULL && program->mode(job, err) != 0) ||
	    cs_options_refused(job->command, &job->values, job->mode, err) !=
		0 ||
	    cs_tables_refused(job, err) != 0)
		return CS_PLANNED_USAGE;
	if (job->shared.files_from != NULL && cs_read_file_list(job, err) != 0)
		return CS_PLANNED_FAILED;
	settle_inputs(job);
	if (cs_parts_plan(job, err) != 0)
		return CS_PLANNED_FAILED;
	if (cs_refuse_addresses(job, err) != 0)
		return CS_PLANNED_USAGE;
	if (cs_settle_files(job, err) != 0)
		return CS_PLANNED_FAILED;
	if (cs_refuse_streams(job, err) != 0 ||
	    cs_refuse_overwriting(job, err) != 0 ||
	    cs_plan_load(job, err) != 0 ||
	    (program->prepare != NULL && program->prepare(job, err) != 0) ||
	    cs_plan_clusters(job, err) != 0 ||
	    check_file_names(&job->load.input, err) != 0 ||
	    check_file_names(&job->contacts.input, err) != 0)
		return CS_PLANNED_USAGE;
	cs_plan_words(job);
	job->load.spread = may_spread(job);
	if (job->adds != NULL) {
		job->load.input.ranks = job->adds;
		job->load.input.parts = &job->heads;
	}
	return CS_PLANNED_RUN;
}

static void release_study(struct cs_job *job)
{
	if (job->study == NULL)
		return;
	cs_parts_release(job->study);
	if (job->program->release_study != NULL)
		job->program->release_study(job->study);
	free(job->study);
}

void cs_job_release(struct cs_job *job)
{
	cs_contacts_release(&job->contacts);
	cs_input_release(&job->load.input);
	cs_report_release(&job->report);
	release_study(job);
	cs_data_release(&job->data);
	if (job->program->release != NULL)
		job->program->release(job->own);
	cs_values_release(job->command, &job->values);
	cs_parts_end(job);
	free(job->own);
	free(job->group_columns);
	cs_list_release(&job->files);
	cs_vocabulary_free(job->words);
	cs_nobody_free(job->nobody);
}

/* --- what the input holds ---------------------------------------------- */

/* Rows that cannot be read end the run; first, what may have made them so. */
static void refuse_rows(struct cs_job *job, const struct cs_input *input,
			const struct cs_input_result *result,
			struct cs_err *err)
{
	/* whether later files were opened is a matter of luck */
	cs_warn_habits(job, input, result, result->rejects[0].file);
	cs_rejects_refuse(job->command, input, result, err);
}

static enum cs_read load_watched(struct cs_job *job, struct cs_err *err)
{
	struct cs_watch *watch = cs_watch_begin(job);
	enum cs_read status = job->program->load != NULL
				  ? job->program->load(job, err)
				  : cs_load(&job->load, &job->data, err);

	cs_watch_end(watch, job);
	return status;
}

int cs_job_load(struct cs_job *job, struct cs_err *err)
{
	enum cs_read status = load_watched(job, err);
	const struct cs_input_result *orders = &job->data.input;
	const struct cs_input_result *contacts = &job->data.contacts.input;

	if (status == CS_READ_BAD_ROWS && contacts->nrejects > 0)
		refuse_rows(job, &job->contacts.input, contacts, err);
	else if (status == CS_READ_BAD_ROWS)
		refuse_rows(job, &job->load.input, orders, err);
	if (status != CS_READ_ALL)
		return -1;
	cs_fail_at(err, NULL, 0, 0); /* what follows has no place */
	return cs_rejects_check(job, orders, err) == 0
		   ? cs_rejects_check(job, contacts, err)
		   : -1;
}

/* Where rows after --to are not read, but there are some, it is the end of what
 * is seen. */
static void end_with_window(struct cs_job *job)
{
	if (job->program->window == CS_WINDOW_ROWS &&
	    job->load.as_of == CS_NO_DAY && job->data.as_of != CS_NO_DAY &&
	    job->data.input.account.rows[CS_FATE_AFTER] > 0)
		job->data.as_of = job->shared.window.to;
}

int64_t cs_job_end(const struct cs_job *job)
{
	const struct cs_zone *zone = job->load.input.zone;
	int32_t second = job->shared.as_of_second;
	int64_t shown = (int64_t)job->data.as_of * CS_DAY_SECONDS + second + 1;

	if (second < 0)
		return cs_day_begins(zone, job->data.as_of + 1);
	return zone != NULL ? cs_zone_instant(zone, shown) : shown;
}

/* What is to be said of the input. */
static int account_for(struct cs_job *job, struct cs_err *err)
{
	end_with_window(job);
	job->by_purchases |= job->data.items == CS_ITEMS_SAME;
	cs_account_fill(job);
	if (job->data.input.nschemas > 0)
		cs_items_say(job);
	for (size_t i = 0; job->shared.verbose && i < job->report.nscope; i++)
		cs_note(job, "%s", job->report.scope[i]);
	if (job->data.input.nschemas > 0)
		cs_account_warn(job);
	if (cs_check_ages(job, err) != 0 ||
	    cs_contacts_account(job, err) != 0 || cs_check_left(job, err) != 0)
		return -1;
	return cs_check_groups(job, err);
}

int cs_job_read(struct cs_job *job, struct cs_err *err)
{
	return cs_job_load(job, err) == 0 ? account_for(job, err) : -1;
}

static int run_study(struct cs_job *job, struct cs_err *err)
{
	job->study = cs_calloc(1, job->program->study_size);
	return job->program->study(job->study, job, err);
}

int cs_job_follow(struct cs_job *job, struct cs_err *err)
{
	/* whoever leads says what there is to say, and has the rows set aside
	 */
	job->shared.quiet = true;
	job->load.input.reject = NULL;
	if (load_watched(job, err) != CS_READ_ALL)
		return -1;
	if (job->data.ranks == NULL)
		return 0;
	return account_for(job, err) == 0 ? run_study(job, err) : -1;
}

/* --- what is said of it ------------------------------------------------ */

/* Customers, but none of them in the window of --from and --to? */
static int check_window(const struct cs_job *job, int64_t customers,
			struct cs_err *err)
{
	if (customers > 0 || job->data.customers == 0 ||
	    job->shared.allow_empty)
		return 0;
	return cs_fail(
	    err, "no-purchase",
	    "there is no purchase in the time of --from and --to; an "
	    "empty report is made with --allow-empty");
}

/* From a study to the report. */
static int report_study(struct cs_job *job, const void *study,
			const struct cs_parts *parts, struct cs_err *err)
{
	const struct cs_program *program = job->program;
	struct cs_buf first = CS_BUF_INIT;

	if (check_window(job, parts->customers, err) != 0)
		return -1;
	if (program->settled != NULL)
		program->settled(study, job->report.parameters);
	program->answer(study, &job->report, &first);
	cs_tables_report(job, study, parts,
			 first.length > 0 ? first.data : NULL);
	cs_buf_release(&first);
	return 0;
}

int cs_job_compute(struct cs_job *job, struct cs_err *err)
{
	return run_study(job, err) == 0
		   ? report_study(job, job->study, job->study, err)
		   : -1;
}
