/* rejects.c - rows that could not be read: see internal.h. */
#include "app/internal.h"

#include <string.h>

#include "base/buf.h"
#include "app/notice.h"

enum { WRITTEN_AT_ONCE = 1 << 16 };

/* --- too many ---------------------------------------------------------- */

static bool all_encoded(const struct cs_input_result *input)
{
	for (size_t i = 0; i < input->nrejects; i++)
		if (strcmp(input->rejects[i].code, "bad-encoding") != 0)
			return false;
	return true;
}

/* Prints the first and fills err with the sentence that ends the run. */
static void refuse_any(const struct cs_command *command,
		       const struct cs_input_result *input, struct cs_err *err)
{
	bool more = input->nrejects >= CS_SHOWN_BAD_ROWS;
	/* one cure for all */
	bool encoded = input->nrejects > 1 && all_encoded(input);

	for (size_t i = 0; i < (encoded ? 1 : input->nrejects); i++) {
		const struct cs_reject *reject = &input->rejects[i];

		cs_fail(err, reject->code, "%s", reject->message);
		cs_fail_at(err, reject->file, reject->line, reject->field);
		cs_print_message(command, "error", err);
	}
	cs_fail_at(err, NULL, 0, 0);
	if (encoded)
		cs_fail(err, "bad-rows",
			"%zu%s rows are not UTF-8, and nothing was written: "
			"name the encoding of the file",
			input->nrejects, more ? " or more" : "");
	else
		cs_fail(err, "bad-rows",
			"%zu%s row%s cannot be read, and nothing was written: "
			"correct %s, or set %s aside with --skip-bad=FILE",
			input->nrejects, more ? " or more" : "",
			input->nrejects == 1 ? "" : "s",
			input->nrejects == 1 ? "it" : "them",
			input->nrejects == 1 ? "it" : "them");
}

/* More than --max-bad N, where reading ends: nobody knows how many there are.
 */
static int refuse_number(const struct cs_input *input,
			 const struct cs_reject *first, struct cs_err *err)
{
	cs_fail_at(err, NULL, 0, 0);
	return cs_fail(err, "max-bad",
		       "%llu or more rows cannot be read, which is more than "
		       "--max-bad allows; the first is %s:%llu: %s",
		       (unsigned long long)input->too_many_bad, first->file,
		       (unsigned long long)first->line, first->message);
}

void cs_rejects_refuse(const struct cs_command *command,
		       const struct cs_input *input,
		       const struct cs_input_result *result, struct cs_err *err)
{
	if (input->skip_bad)
		refuse_number(input, &result->rejects[0], err);
	else
		refuse_any(command, result, err);
}

int cs_rejects_check(const struct cs_job *job,
		     const struct cs_input_result *input, struct cs_err *err)
{
	const struct cs_max_bad *limit = &job->shared.max_bad;
	double bad = (double)input->account.rows_bad;

	if (!limit->percent ||
	    bad <= limit->rows / 100 * (double)input->account.rows_read)
		return 0;
	return cs_fail(err, "max-bad",
		       "%llu of %llu rows cannot be read, which is more than "
		       "--max-bad allows; the first is %s:%llu: %s",
		       (unsigned long long)input->account.rows_bad,
		       (unsigned long long)input->account.rows_read,
		       input->rejects[0].file,
		       (unsigned long long)input->rejects[0].line,
		       input->rejects[0].message);
}

/* --- the file ---------------------------------------------------------- */

static int make_directory(struct cs_files *files, const char *path,
			  struct cs_err *err)
{
	return path != NULL && cs_is_directory(path)
		   ? cs_files_directory(files, path, err)
		   : 0;
}

int cs_rejects_open(struct cs_job *job, struct cs_files *files,
		    struct cs_err *err)
{
	const char *name = job->shared.skip_bad.text;
	struct cs_file *file;

	if (name == NULL)
		return 0;
	/* it may be in one that is made for the report */
	if (make_directory(files, job->shared.output, err) != 0 ||
	    make_directory(files, job->shared.plot.text, err) != 0)
		return -1;
	file = job->rejects.file = cs_files_add(files, name);
	cs_buf_adds(&file->bytes,
		    "cs_reject,file,line,field,code,message,record\n");
	return file->stream ? cs_file_spool(file, err)
			    : cs_file_open(file, err);
}

int cs_rejects_take(void *context, const struct cs_reject *reject,
		    struct cs_err *err)
{
	struct cs_rejects *rejects = context;
	struct cs_buf *out = &rejects->file->bytes;

	cs_buf_addf(out, "%llu,", (unsigned long long)++rejects->count);
	cs_buf_add_csv(out, reject->file, strlen(reject->file), ',');
	cs_buf_addf(out, ",%llu,", (unsigned long long)reject->line);
	if (reject->field > 0)
		cs_buf_addf(out, "%u", (unsigned)reject->field);
	cs_buf_addf(out, ",%s,", reject->code);
	cs_buf_add_csv(out, reject->message, strlen(reject->message), ',');
	cs_buf_addc(out, ',');
	cs_buf_add_csv(out, reject->record, strlen(reject->record), ',');
	cs_buf_addc(out, '\n');
	if (out->length < WRITTEN_AT_ONCE)
		return 0;
	cs_file_flush(rejects->file);
	return cs_file_check(rejects->file, err);
}
