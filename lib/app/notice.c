/* notice.c - see notice.h. */
#include "app/notice.h"

#include <stdarg.h>
#include <stdio.h>

#include "app/message.h"
#include "input/sample.h"

void cs_warn(struct cs_job *job, const char *code, uint64_t count,
	     const char *file, uint64_t line, const char *format, ...)
{
	struct cs_object *warning =
	    cs_append_object(job->report.input, "warnings");
	struct cs_err err = { .file = file, .line = line, .code = code };
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
	cs_print_message(job->command, "warning", &err);
}

void cs_note(const struct cs_job *job, const char *format, ...)
{
	va_list args;

	if (job->shared.quiet)
		return;
	fprintf(stderr, "%s: note: ", job->command->name);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

void cs_add_commonest(const struct cs_input_result *input, int column,
		      struct cs_buf *out)
{
	if (input->nschemas > 0 && column >= 0)
		cs_sample_commonest(&input->schemas[0], column, out);
	if (out->length == 0)
		cs_buf_adds(out, "none");
}
