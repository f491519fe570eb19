/* run.c - see run.h. */
#include "app/run.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "app/account.h"
#include "app/contacts.h"
#include "app/filters.h"
#include "app/message.h"
#include "app/rejects.h"
#include "app/shared.h"
#include "app/tables.h"
#include "report/render.h"

/* --- messages ---------------------------------------------------------- */

void cs_warn(struct cs_job *job, const char *code, uint64_t count,
	     const char *file, uint64_t line, const char *format, ...)
{
	struct cs_object *warning =
	    cs_append_object(job->report.input, "warnings");
	struct cs_err err = { .file = file, .line = line };
	va_list args;

	va_start(args, format);
	vsnprintf(err.message, sizeof err.message, format, args);
	va_end(args);
	cs_set_text(warning, "code", code);
	cs_set_count(warning, "count", (int64_t)count);
	cs_set_text(warning, "file", file);
	if (line > 0)
		cs_set_count(warning, "line", (int64_t)line);
	else
		cs_set_null(warning, "line");
	cs_set_text(warning, "message", err.message);
	cs_report_warning(&job->report, "%s", err.message);
	fprintf(stderr, "%s: ", job->command->name);
	cs_print_place(&err);
	fprintf(stderr, "warning: %s [%s]\n", err.message, code);
}

void cs_note(const struct cs_job *job, const char *format, ...)
{
	va_list args;

	if (cs_shared.quiet)
		return;
	fprintf(stderr, "%s: note: ", job->command->name);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

int cs_groups_check(const struct cs_data *data, struct cs_err *err)
{
	if (data->ngroups <= (size_t)cs_shared.max_groups)
		return 0;
	cs_fail_at(err, NULL, 0, 0);
	return cs_fail(err, "too-many-groups",
		       "--group %s makes %zu groups, more than --max-groups "
		       "%ld: is it the right column?",
		       cs_shared.column[CS_GROUP], data->ngroups,
		       cs_shared.max_groups);
}

int cs_window_check(uint64_t customers, struct cs_err *err)
{
	if (customers > 0 || cs_shared.allow_empty)
		return 0;
	cs_fail_at(err, NULL, 0, 0);
	return cs_fail(
	    err, "no-purchase",
	    "there is no purchase in the time of --from and --to; an "
	    "empty report is made with --allow-empty");
}

/* --- usage ------------------------------------------------------------- */

static bool ends_in(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n > m && strcasecmp(name + n - m, end) == 0;
}

static bool is_picture(const char *name)
{
	return ends_in(name, ".png") || ends_in(name, ".svg") ||
	       ends_in(name, ".pdf");
}

/* cs-pareto orders.csv -p chart.png: the picture would be read as an input. */
static int refuse_pictures(const struct cs_list *files, struct cs_err *err)
{
	for (size_t i = 0; i < files->count; i++)
		if (is_picture(files->items[i]))
			return cs_fail(err, NULL,
				       "\"%s\" is a picture, not an input: to "
				       "draw into it, say --plot=%s",
				       files->items[i], files->items[i]);
	return 0;
}

static int check_output(struct cs_err *err)
{
	const char *output = cs_shared.output;
	bool folder = output != NULL && ends_in(output, "/");

	if (output != NULL && is_picture(output))
		return cs_fail(err, NULL,
			       "-o writes tables; to draw into \"%s\", say "
			       "--plot=%s",
			       output, output);
	if (cs_format_separated() && !folder &&
	    (cs_shared.tables.count > 1 ||
	     (cs_shared.tables.count == 1 &&
	      strcmp(cs_shared.tables.items[0], "all") == 0)))
		return cs_fail(err, NULL,
			       "csv and tsv hold one table: name one with -t, "
			       "or a folder for all of them with -o DIR/");
	if (cs_shared.plot.given && cs_shared.plot.text != NULL &&
	    !ends_in(cs_shared.plot.text, "/") &&
	    !is_picture(cs_shared.plot.text))
		return cs_fail(err, NULL,
			       "--plot draws into a .png, .svg or .pdf file or "
			       "a DIR/, not \"%s\"",
			       cs_shared.plot.text);
	return 0;
}

static int check_usage(struct cs_list *files, struct cs_err *err)
{
	if (refuse_pictures(files, err) != 0 || check_output(err) != 0)
		return -1;
	if (cs_shared.count.count > 0 && cs_shared.column[CS_STATUS] == NULL)
		return cs_fail(err, NULL,
			       "--count wants --status COL: statuses are in "
			       "which column?");
	if (cs_shared.delimiter != 0 && cs_shared.delimiter == cs_shared.quote)
		return cs_fail(err, NULL,
			       "--delimiter and --quote cannot be the same");
	if (cs_shared.grace.given && !cs_shared.every.given)
		return cs_fail(err, NULL, "--grace goes with --every");
	if (cs_shared.every.given && cs_shared.lapse_after.given)
		return cs_fail(err, NULL,
			       "--every and --lapse-after are two ways to say "
			       "the same: leave out one");
	if (cs_shared.from > cs_shared.to ||
	    cs_shared.first_from > cs_shared.first_to)
		return cs_fail(err, NULL, "%s",
			       cs_shared.from > cs_shared.to
				   ? "--from is later than --to"
				   : "--first-from is later than --first-to");
	if (files->count == 0 && cs_shared.files_from == NULL) {
		if (isatty(STDIN_FILENO))
			return cs_fail(err, NULL,
				       "no input: name a file, or - for "
				       "standard input");
		cs_list_add(files, "-");
	}
	return 0;
}

/* --- input ------------------------------------------------------------- */

/* Appends the lines of --files-from; `text` keeps them. */
static int read_file_list(struct cs_list *files, struct cs_buf *text,
			  struct cs_err *err)
{
	const char *name = cs_shared.files_from;
	bool standard = strcmp(name, "-") == 0;
	FILE *stream = standard ? stdin : fopen(name, "r");
	size_t n;
	char *p;

	cs_fail_at(err, standard ? "standard input" : name, 0, 0);
	if (stream == NULL)
		return cs_fail(err, "cannot-open", "cannot open: %s",
			       strerror(errno));
	while ((n = fread(cs_buf_room(text, 4096), 1, 4096, stream)) > 0)
		text->length += n;
	n = (size_t)ferror(stream);
	if (!standard)
		fclose(stream);
	if (n != 0)
		return cs_fail(err, "cannot-read", "cannot read: %s",
			       strerror(errno));
	cs_buf_addc(text, '\n');
	for (p = text->data; p < text->data + text->length;) {
		char *end = strchr(p, '\n');

		if (end == NULL)
			return cs_fail(err, "nul-byte",
				       "there is a NUL byte: this is no list "
				       "of files");
		*end = '\0';
		if (end > p && end[-1] == '\r')
			end[-1] = '\0';
		if (*p != '\0')
			cs_list_add(files, p);
		p = end + 1;
	}
	if (files->count == 0)
		return cs_fail(err, "empty-list", "no file is named there");
	cs_fail_at(err, NULL, 0, 0);
	return refuse_pictures(files, err);
}

static void release_load(struct cs_load_options *load)
{
	cs_filters_free(load->input.where, load->input.nwhere);
	cs_filters_free(load->input.exclude, load->input.nexclude);
}

/* From the shared options to what the loader is told. */
static int fill_load(struct cs_load_options *load, const struct cs_list *files,
		     struct cs_err *err)
{
	struct cs_input *input = &load->input;

	*load = (struct cs_load_options){
		.once = cs_shared.line_items == 1,
		.items_told = cs_shared.line_items >= 0,
		.by_day = cs_shared.occasion == 1,
		.as_of = cs_shared.as_of,
		.first_from = cs_shared.first_from,
		.first_to = cs_shared.first_to,
	};
	*input = (struct cs_input){
		.files = files->items,
		.nfiles = files->count,
		.dialect = { cs_shared.delimiter, cs_shared.quote,
			     cs_shared.no_header, cs_shared.skip_lines },
		.decimal = cs_shared.decimal,
		.date_format = cs_shared.date_format,
		.explain = cs_shared.explain,
		.exact_keys = cs_shared.exact_keys,
		.round = cs_shared.round,
		.statuses = cs_shared.count.items,
		.nstatuses = cs_shared.count.count,
		.first_day = CS_DAY_MIN,
		.last_day = cs_shared.as_of != CS_NO_DAY ? cs_shared.as_of
							 : cs_shared.to,
		.skip_bad = cs_shared.skip_bad.given || cs_shared.max_bad.given,
		.keep_rejects = cs_shared.skip_bad.text != NULL,
		.threads = cs_shared.threads > 0 ? (unsigned)cs_shared.threads
						 : cs_cores(),
		.block_size = (size_t)cs_shared.block_size,
	};
	memcpy(input->column, cs_shared.column, sizeof input->column);
	input->wanted[CS_CURRENCY] = input->wanted[CS_REFUND] =
	    input->wanted[CS_CANCELLED] = CS_OPTIONAL;
	input->wanted[CS_QUANTITY] = input->wanted[CS_PRICE] = CS_OPTIONAL;
	input->where = cs_filters_parse(&cs_shared.where, "--where", err);
	if (input->where == NULL)
		return -1;
	input->nwhere = cs_shared.where.count;
	input->exclude = cs_filters_parse(&cs_shared.exclude, "--exclude", err);
	if (input->exclude == NULL)
		return -1;
	input->nexclude = cs_shared.exclude.count;
	return 0;
}

/* --- the run ----------------------------------------------------------- */

static int explain(const struct cs_job *job, struct cs_err *err)
{
	struct cs_buf text = CS_BUF_INIT;
	int status = cs_input_explain(&job->load.input, &text, err);

	if (status == 0 && job->load.contacts != NULL) {
		cs_buf_addc(&text, '\n');
		status = cs_input_explain(job->load.contacts, &text, err);
	}
	if (status == 0)
		status = cs_print_text(&text, err);
	cs_buf_release(&text);
	return status;
}

static int check_customers(const struct cs_data *data, struct cs_err *err)
{
	const struct cs_account *account = &data->input.account;

	if (data->customers > 0 || cs_shared.allow_empty)
		return 0;
	cs_fail_at(err, NULL, 0, 0);
	if (account->rows_read == 0)
		return cs_fail(err, "no-purchase",
			       "there are no rows below the header; an empty "
			       "report is made with --allow-empty");
	return cs_fail(
	    err, "no-purchase",
	    "no purchase is left: of %llu rows %llu are excluded, %llu have no "
	    "customer, %llu belong to customers without a purchase, %llu "
	    "cannot be read; an empty report is made with --allow-empty",
	    (unsigned long long)account->rows_read,
	    (unsigned long long)account->rows_excluded,
	    (unsigned long long)account->rows_unattributed,
	    (unsigned long long)data->rows_without_purchase,
	    (unsigned long long)account->rows_bad);
}

static int render(const struct cs_job *job, struct cs_err *err)
{
	bool all = cs_table_wanted("all");
	const char *const *names =
	    all ? job->command->tables : cs_shared.tables.items;
	size_t count = cs_shared.tables.count;
	struct cs_render how = {
		.format = (enum cs_format)cs_shared.format,
		.output = cs_shared.output,
		.plot = cs_shared.plot.given,
		.plot_file = cs_shared.plot.text,
	};

	for (count = all ? 0 : count; all && names[count] != NULL;)
		count++;
	how.names = names;
	how.nnames = count;
	return cs_render(&job->report, &how, err);
}

static int say_nothing(const struct cs_job *job, struct cs_err *err)
{
	if (!cs_shared.strict || job->report.nwarnings == 0)
		return 0;
	cs_fail_at(err, NULL, 0, 0);
	return cs_fail(
	    err, "strict", "--strict: %zu warning%s; nothing was written",
	    job->report.nwarnings, job->report.nwarnings == 1 ? "" : "s");
}

static int load(struct cs_job *job, struct cs_err *err)
{
	if (cs_load(&job->load, &job->data, err) != 0) {
		const struct cs_input_result *contacts =
		    &job->data.contacts.input;

		if (err->message[0] == '\0')
			cs_rejects_print(job->command,
					 contacts->nrejects > 0
					     ? contacts
					     : &job->data.input,
					 err);
		return -1;
	}
	if (cs_rejects_check(&job->data.input, err) != 0)
		return -1;
	return cs_rejects_check(&job->data.contacts.input, err);
}

static int run_job(const struct cs_program *program, struct cs_job *job,
		   struct cs_err *err)
{
	if (cs_shared.explain)
		return explain(job, err);
	if (load(job, err) != 0)
		return -1;
	if (program->settle != NULL)
		program->settle(job);
	cs_account_fill(job);
	for (size_t i = 0; cs_shared.verbose && i < job->report.nscope; i++)
		cs_note(job, "%s", job->report.scope[i]);
	cs_account_warn(job);
	if (cs_contacts_account(job, err) != 0 ||
	    check_customers(&job->data, err) != 0 ||
	    program->compute(job, err) != 0 || say_nothing(job, err) != 0 ||
	    cs_rejects_write(&job->data, err) != 0)
		return -1;
	return render(job, err);
}

int cs_run(const struct cs_program *program, int argc, char **argv)
{
	struct cs_job job = { .command = program->command };
	struct cs_list files = CS_LIST_INIT;
	struct cs_buf text = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;
	int status;

	cs_guard_streams();
	cs_report_init(&job.report, program->command->name);
	switch (cs_options_parse(program->command, argc, argv, &files, &text,
				 &err)) {
	case CS_PARSED_DONE:
		status = cs_print_text(&text, &err) == 0 ? 0 : 1;
		break;
	case CS_PARSED_USAGE: status = 2; break;
	default: status = check_usage(&files, &err) == 0 ? -1 : 2;
	}
	if (status == -1 && cs_shared.files_from != NULL &&
	    read_file_list(&files, &text, &err) != 0)
		status = 1;
	if (status == -1 && (fill_load(&job.load, &files, &err) != 0 ||
			     program->prepare(&job.load, &err) != 0))
		status = 2;
	if (status == -1)
		status = run_job(program, &job, &err) == 0 ? 0 : 1;
	if (status == 2)
		cs_print_usage(program->command, &err);
	else if (status == 1)
		cs_print_error(program->command, &err);
	release_load(&job.load);
	cs_report_release(&job.report);
	cs_data_release(&job.data);
	cs_list_release(&files);
	cs_buf_release(&text);
	return status;
}
