/* source.c - see source.h. */
#include "reports/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { BLOCK = 1 << 16 };

int source_slurp(int fd, struct cs_buf *out)
{
	ssize_t n;

	do {
		n = read(fd, cs_buf_room(out, BLOCK), BLOCK);
		if (n < 0 && errno != EINTR)
			return errno;
		if (n > 0)
			out->length += (size_t)n;
	} while (n != 0);
	out->data[out->length] = '\0';
	return 0;
}

int source_file(const char *path, struct cs_buf *out, struct cs_err *err)
{
	bool standard = strcmp(path, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	int error = fd < 0 ? errno : source_slurp(fd, out);

	cs_fail_at(err, path, 0, 0);
	if (fd < 0)
		return cs_fail(err, "cannot-open", "cannot open: %s",
			       strerror(error));
	if (!standard)
		close(fd);
	if (error != 0)
		return cs_fail(err, "cannot-read", "cannot read: %s",
			       strerror(error));
	cs_fail_at(err, NULL, 0, 0);
	return 0;
}

/* --- what is a command ---------------------------------------------------- */

/* Where lines are no commands. */
struct inside {
	char fence;    /* ` or ~; 0: not in fenced code */
	size_t length; /* of the fence that opened it */
	bool comment;
};

static void follow(struct inside *in, const char *line, size_t length)
{
	size_t indent = strspn(line, " ");
	const char *p = line + indent;
	size_t run =
	    *p == '`' || *p == '~' ? strspn(p, *p == '`' ? "`" : "~") : 0;

	if (in->comment || (in->fence == 0 && strncmp(p, "<!--", 4) == 0)) {
		in->comment = memmem(line, length, "-->", 3) == NULL;
	} else if (in->fence == 0 && run >= 3) {
		in->fence = *p;
		in->length = run;
	} else if (in->fence != 0 && *p == in->fence && run >= in->length) {
		in->fence = 0;
	}
}

/* The text of a command that begins at p; returns where the next line does. */
static const char *add_command(struct source *source, const char *p,
			       size_t *line)
{
	struct cs_buf text = CS_BUF_INIT;
	struct command command = { *line, NULL };
	bool more = true;

	for (p += 2; more && *p != '\0'; (*line)++) {
		size_t length = strcspn(p, "\n"), kept = length;

		while (kept > 0 && strchr(" \t\r", p[kept - 1]) != NULL)
			kept--;
		more = kept > 0 && p[kept - 1] == '\\';
		cs_buf_add(&text, p, kept - more);
		p += length + (p[length] == '\n');
	}
	command.text = cs_strdup(text.data);
	cs_buf_release(&text);
	CS_GROW(source->commands, source->ncommands, source->capacity);
	source->commands[source->ncommands++] = command;
	cs_buf_addf(&source->markdown,
		    "\n" SOURCE_MARK "%zu" SOURCE_MARK "\n\n",
		    source->ncommands - 1);
	return p;
}

/* As it is, but for marks of ours. */
static void add_line(struct cs_buf *out, const char *p, size_t length)
{
	const char *end = p + length, *mark;

	while ((mark = memmem(p, (size_t)(end - p), SOURCE_MARK, 3)) != NULL) {
		cs_buf_add(out, p, (size_t)(mark - p));
		cs_buf_adds(out, "\xEF\xBF\xBD");
		p = mark + 3;
	}
	cs_buf_add(out, p, (size_t)(end - p));
	cs_buf_addc(out, '\n');
}

void source_parse(struct source *source, const char *path)
{
	struct inside in = { 0 };
	const char *p = source->text.data;
	size_t line = 1;

	source->path = path;
	while (*p != '\0') {
		size_t length = strcspn(p, "\n");

		if (in.fence == 0 && !in.comment && strncmp(p, "$ ", 2) == 0) {
			p = add_command(source, p, &line);
			continue;
		}
		follow(&in, p, length);
		add_line(&source->markdown, p, length);
		p += length + (p[length] == '\n');
		line++;
	}
}

int source_read(struct source *source, const char *path, struct cs_err *err)
{
	struct cs_buf *text = &source->text;

	if (source_file(path, text, err) != 0)
		return -1;
	if (strlen(text->data) < text->length ||
	    !cs_utf8_valid(text->data, text->length)) {
		cs_fail_at(err, path, 0, 0);
		return cs_fail(err, "no-text",
			       "a report is text in UTF-8, which this is not");
	}
	source_parse(source, path);
	return 0;
}

void source_release(struct source *source)
{
	for (size_t i = 0; i < source->ncommands; i++)
		free(source->commands[i].text);
	free(source->commands);
	cs_buf_release(&source->text);
	cs_buf_release(&source->markdown);
}

size_t source_line(const struct source *source, const char *text)
{
	const char *at = strstr(source->text.data, text);
	size_t line = 1;

	if (at == NULL)
		return 0;
	for (const char *p = source->text.data; p < at; p++)
		line += *p == '\n';
	return line;
}
