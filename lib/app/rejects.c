/* rejects.c - rows that could not be read: see internal.h. */
#include "app/internal.h"

#include <string.h>

#include "base/buf.h"
#include "app/notice.h"

void cs_rejects_print(const struct cs_command *command,
		      const struct cs_input_result *input, struct cs_err *err)
{
	bool more = input->nrejects >= CS_SHOWN_BAD_ROWS;

	for (size_t i = 0; i < input->nrejects; i++) {
		const struct cs_reject *reject = &input->rejects[i];

		cs_fail(err, reject->code, "%s", reject->message);
		cs_fail_at(err, input->schemas[reject->file].file, reject->line,
			   reject->field);
		cs_print_message(command, "error", err);
	}
	cs_fail_at(err, NULL, 0, 0);
	cs_fail(err, "bad-rows",
		"%zu%s row%s cannot be read, and nothing was written: correct "
		"%s, or set %s aside with --skip-bad=FILE",
		input->nrejects, more ? " or more" : "",
		input->nrejects == 1 ? "" : "s",
		input->nrejects == 1 ? "it" : "them",
		input->nrejects == 1 ? "it" : "them");
}

int cs_rejects_check(const struct cs_job *job,
		     const struct cs_input_result *input, struct cs_err *err)
{
	const struct cs_max_bad *limit = &job->shared.max_bad;
	double bad = (double)input->account.rows_bad;
	double allowed = limit->percent ? limit->rows / 100 *
					      (double)input->account.rows_read
					: limit->rows;

	if (!limit->given || bad <= allowed)
		return 0;
	return cs_fail(err, "max-bad",
		       "%llu of %llu rows cannot be read, which is more than "
		       "--max-bad allows; the first is %s:%llu: %s",
		       (unsigned long long)input->account.rows_bad,
		       (unsigned long long)input->account.rows_read,
		       input->schemas[input->rejects[0].file].file,
		       (unsigned long long)input->rejects[0].line,
		       input->rejects[0].message);
}

static void add_rejects(const struct cs_input_result *input, size_t *number,
			struct cs_buf *out)
{
	for (size_t i = 0; i < input->nrejects; i++) {
		const struct cs_reject *reject = &input->rejects[i];
		const char *file = input->schemas[reject->file].file;

		cs_buf_addf(out, "%zu,", ++*number);
		cs_buf_add_csv(out, file, strlen(file), ',');
		cs_buf_addf(out, ",%llu,", (unsigned long long)reject->line);
		if (reject->field > 0)
			cs_buf_addf(out, "%u", (unsigned)reject->field);
		cs_buf_addf(out, ",%s,", reject->code);
		cs_buf_add_csv(out, reject->message, strlen(reject->message),
			       ',');
		cs_buf_addc(out, ',');
		cs_buf_add_csv(out, reject->record, strlen(reject->record),
			       ',');
		cs_buf_addc(out, '\n');
	}
}

void cs_rejects_add(const struct cs_job *job, struct cs_files *files)
{
	size_t number = 0;
	struct cs_buf *out;

	if (job->shared.skip_bad.text == NULL)
		return;
	out = &cs_files_add(files, job->shared.skip_bad.text)->bytes;
	cs_buf_adds(out, "cs_reject,file,line,field,code,message,record\n");
	add_rejects(&job->data.input, &number, out);
	add_rejects(&job->data.contacts.input, &number, out);
}
