/* message.c - see message.h. */
#include "app/message.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"

void cs_print_place(const struct cs_err *err)
{
	struct cs_buf name = CS_BUF_INIT;

	if (err->file == NULL)
		return;
	cs_printable(&name, err->file, strlen(err->file), 0);
	fprintf(stderr, "%s:", name.data);
	if (err->line > 0)
		fprintf(stderr, "%llu:", (unsigned long long)err->line);
	if (err->line > 0 && err->column > 0)
		fprintf(stderr, "%u:", (unsigned)err->column);
	fputc(' ', stderr);
	cs_buf_release(&name);
}

void cs_print_error(const struct cs_command *command, const struct cs_err *err)
{
	fprintf(stderr, "%s: ", command->name);
	cs_print_place(err);
	fprintf(stderr, "error: %s", err->message);
	if (err->code != NULL)
		fprintf(stderr, " [%s]", err->code);
	fputc('\n', stderr);
}

int cs_print_usage(const struct cs_command *command, const struct cs_err *err)
{
	cs_print_error(command, err);
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

void cs_guard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 &&
		    open("/dev/null",
			 fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
			break;
	signal(SIGPIPE, SIG_IGN);
}
