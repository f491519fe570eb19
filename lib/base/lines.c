/* lines.c - see lines.h. */
#include "base/lines.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

/* A longer file is something else: a device, or an export. */
enum { LONGEST_LINE = 4096, MOST_LINES = 100000 };

/* What some editors put in front of a file. */
static void drop_mark(struct cs_buf *line)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t length = strlen(mark);

	if (line->length < length || memcmp(line->data, mark, length) != 0)
		return;
	line->length -= length;
	memmove(line->data, line->data + length, line->length + 1);
}

/* 1: `line` is the next one, without its end; 0: there is none; -1: err is
 * filled. */
static int read_line(FILE *stream, const char *what, struct cs_buf *line,
		     struct cs_err *err)
{
	int c;

	err->line++;
	cs_buf_clear(line);
	while ((c = getc_unlocked(stream)) != EOF && c != '\n') {
		if (c == '\0')
			return cs_fail(err, "nul-byte",
				       "there is a NUL byte: this is no %s",
				       what);
		if (line->length == LONGEST_LINE)
			return cs_fail(err, "long-list",
				       "the line is longer than any of a %s: "
				       "is it one?",
				       what);
		cs_buf_addc(line, (char)c);
	}
	if (ferror(stream)) {
		err->line = 0;
		return cs_fail(err, "cannot-read", "cannot read: %s",
			       strerror(cs_mem_errno(errno)));
	}
	if (c == EOF && line->length == 0)
		return 0;
	if (err->line > MOST_LINES)
		return cs_fail(err, "long-list",
			       "the list has more than %d lines: is it one?",
			       MOST_LINES);
	if (line->length > 0 && line->data[line->length - 1] == '\r')
		line->data[--line->length] = '\0';
	if (err->line == 1)
		drop_mark(line);
	return 1;
}

static bool is_standard(const char *name)
{
	return strcmp(name, "-") == 0;
}

const char *cs_lines_name(const char *name)
{
	return is_standard(name) ? "standard input" : name;
}

int cs_read_lines(const char *name, const char *what, cs_take_line *take,
		  void *of, struct cs_err *err)
{
	FILE *stream = is_standard(name) ? stdin : fopen(name, "re");
	struct cs_buf line = CS_BUF_INIT;
	int status;

	cs_fail_at(err, cs_lines_name(name), 0, 0);
	if (stream == NULL)
		return cs_fail(err, "cannot-open", "cannot open: %s",
			       strerror(cs_mem_errno(errno)));
	while ((status = read_line(stream, what, &line, err)) == 1)
		if (line.length > 0 &&
		    take(of, (struct cs_text){ line.data, line.length }, err) !=
			0) {
			status = -1;
			break;
		}
	cs_buf_release(&line);
	if (stream != stdin)
		fclose(stream);
	if (status != 0)
		return -1;
	cs_fail_at(err, NULL, 0, 0);
	return 0;
}
