/* notice.c - see notice.h. */
#include "app/notice.h"

#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/terminal.h"
#include "base/file.h"
#include "base/ranks.h"
#include "base/utf8.h"

/*
 * The one way to standard error: a line, of which nothing acts on a terminal
 * whatever bytes of data or arguments it holds.
 */
static void say(const struct cs_command *command, const struct cs_buf *text)
{
	struct cs_buf line = CS_BUF_INIT;

	cs_buf_addf(&line, "%s: ", command->name);
	cs_printable(&line, text->data, text->length, 0);
	cs_buf_addc(&line, '\n');
	fwrite(line.data, 1, line.length, stderr);
	cs_buf_release(&line);
}

void cs_print_message(const struct cs_command *command, const char *kind,
		      const struct cs_err *err)
{
	struct cs_buf text = CS_BUF_INIT;

	if (err->file != NULL) {
		cs_buf_adds(&text, err->file);
		if (err->line > 0)
			cs_buf_addf(&text, ":%llu",
				    (unsigned long long)err->line);
		if (err->line > 0 && err->column > 0)
			cs_buf_addf(&text, ":%u", (unsigned)err->column);
		cs_buf_adds(&text, ": ");
	}
	cs_buf_addf(&text, "%s: %s", kind, err->message);
	if (err->code != NULL)
		cs_buf_addf(&text, " [%s]", err->code);
	say(command, &text);
	cs_buf_release(&text);
}

int cs_print_result(const struct cs_command *command, int result,
		    const struct cs_err *err)
{
	struct cs_buf help = CS_BUF_INIT;

	if (result == 0)
		return 0;
	cs_print_message(command, "error", err);
	if (result != CS_WRONG_USAGE)
		return 1;
	cs_buf_addf(&help, "see %s -h", command->name);
	say(command, &help);
	cs_buf_release(&help);
	return 2;
}

int cs_print_text(const struct cs_buf *text, struct cs_err *err)
{
	struct cs_files files = CS_FILES_INIT;
	int result;

	cs_buf_add(&cs_files_add(&files, NULL)->bytes, text->data,
		   text->length);
	result = cs_files_publish(&files, err);
	cs_files_release(&files);
	return result;
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
	struct cs_err err = { .file = file, .line = line };
	struct cs_object *warning;
	va_list args;

	if (cs_list_has(&job->shared.trust, code))
		return;
	warning = cs_append_object(job->report.input, "warnings");
	va_start(args, format);
	cs_failv(&err, code, format, args);
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
	if (!cs_ranks_follows(job->load.input.ranks))
		cs_print_message(job->command, "warning", &err);
}

size_t cs_notice_columns(void)
{
	return cs_redrawn_columns(STDERR_FILENO);
}

void cs_notice_draw(const char *text, size_t length)
{
	struct cs_buf line = CS_BUF_INIT;
	ssize_t written;

	if (length > 0)
		cs_file_line_on(STDERR_FILENO);
	cs_buf_add(&line, text, length);
	cs_buf_adds(&line, "\033[K\r");
	/* what the terminal does not take is drawn again */
	written = write(STDERR_FILENO, line.data, line.length);
	(void)written;
	if (length == 0)
		cs_file_line_on(-1);
	cs_buf_release(&line);
}

void cs_note(const struct cs_job *job, const char *format, ...)
{
	struct cs_buf text = CS_BUF_INIT;
	va_list args;

	if (job->shared.quiet)
		return;
	cs_buf_adds(&text, "note: ");
	va_start(args, format);
	cs_buf_addv(&text, format, args);
	va_end(args);
	say(job->command, &text);
	cs_buf_release(&text);
}
