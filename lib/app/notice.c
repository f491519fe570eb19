/* notice.c - see notice.h. */
#include "app/notice.h"

#include <errno.h>
#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "input/sample.h"

void cs_print_message(const struct cs_command *command, const char *kind,
		      const struct cs_err *err)
{
	struct cs_buf line = CS_BUF_INIT;

	cs_buf_addf(&line, "%s: ", command->name);
	if (err->file != NULL) {
		cs_printable(&line, err->file, strlen(err->file), 0);
		if (err->line > 0)
			cs_buf_addf(&line, ":%llu",
				    (unsigned long long)err->line);
		if (err->line > 0 && err->column > 0)
			cs_buf_addf(&line, ":%u", (unsigned)err->column);
		cs_buf_adds(&line, ": ");
	}
	cs_buf_addf(&line, "%s: %s", kind, err->message);
	if (err->code != NULL)
		cs_buf_addf(&line, " [%s]", err->code);
	fprintf(stderr, "%s\n", line.data);
	cs_buf_release(&line);
}

int cs_print_result(const struct cs_command *command, int result,
		    const struct cs_err *err)
{
	if (result == 0)
		return 0;
	cs_print_message(command, "error", err);
	if (result != CS_WRONG_USAGE)
		return 1;
	fprintf(stderr, "%s: see %s -h\n", command->name, command->name);
	return 2;
}

int cs_print_text(const struct cs_buf *text, struct cs_err *err)
{
	if (fwrite(text->data, 1, text->length, stdout) == text->length &&
	    fflush(stdout) == 0)
		return 0;
	if (errno == EPIPE)
		return 0;
	return cs_fail(err, "cannot-write", "cannot write standard output: %s",
		       strerror(errno));
}

void cs_guard_process(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 &&
		    open("/dev/null",
			 fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
			break;
	gsl_set_error_handler_off();
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a failed write tells it */
}

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
