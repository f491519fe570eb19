/* layout.c - see layout.h. */
#include "input/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <errno.h>

#include "base/builtin.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "words/words.h"

enum { LONGEST_LAYOUT = 1 << 16 };

static const char *const keys[] = {
	"title",   "of",	"needs",     "without",	 "quote",
	"decimal", "where",	"exclude",   "count",	 "date-format",
	"note",	   "refuse",	"unless",    "customer", "date",
	"order",   "amount",	"price",     "quantity", "currency",
	"status",  "refund",	"cancelled", "kind",	 "direction",
	"score",   "responded", "resolved",  "channel",
};

/* --- reading ------------------------------------------------------------- */

static bool known(const char *key)
{
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

/* What stands in [p, e), blanks around it left off and runs of them one. */
static char *squeezed(const char *p, const char *e)
{
	char *text = cs_malloc((size_t)(e - p) + 1), *q = text;

	for (; p < e; p++)
		if (*p != ' ' && *p != '\t' && *p != '\r' && *p != '\n')
			*q++ = *p;
		else if (q > text && q[-1] != ' ')
			*q++ = ' ';
	q -= q > text && q[-1] == ' ';
	*q = '\0';
	return text;
}

static int take_line(struct cs_layout *layout, const char *p, const char *end,
		     struct cs_err *err)
{
	const char *colon = memchr(p, ':', (size_t)(end - p));
	struct cs_layout_line line = { 0 };

	if (colon == NULL)
		return cs_fail(err, "bad-layout",
			       "this is no line of a layout: KEY: VALUE is");
	line.key = squeezed(p, colon);
	line.value = squeezed(colon + 1, end);
	if (strncmp(line.key, "replace ", 8) == 0) {
		line.column = cs_strdup(line.key + 8);
		line.key[7] = '\0';
	}
	CS_GROW(layout->lines, layout->nlines, layout->capacity);
	layout->lines[layout->nlines++] = line;
	if (line.column == NULL && !known(line.key)) {
		struct cs_buf shown = CS_BUF_INIT;

		cs_printable(&shown, line.key, strlen(line.key), 60);
		cs_fail(err, "bad-layout", "layouts do not say \"%s\"",
			shown.data);
		cs_buf_release(&shown);
		return -1;
	}
	if (strcmp(line.key, "of") == 0)
		layout->contacts = strcmp(line.value, "contacts") == 0;
	if (strcmp(line.key, "where") != 0 && strcmp(line.key, "exclude") != 0)
		return 0;
	line.filter = cs_filter_parse(line.value, err);
	layout->lines[layout->nlines - 1].filter = line.filter;
	return line.filter != NULL ? 0 : -1;
}

/* NULL with err filled. */
static struct cs_layout *parse(const char *name, const char *text,
			       struct cs_err *err)
{
	struct cs_layout *layout = cs_calloc(1, sizeof *layout);
	uint64_t line = 1;

	layout->name = cs_strdup(name);
	while (*text != '\0') {
		const char *begin = text, *end = strchrnul(text, '\n');
		uint64_t lines = 1;

		for (; *end != '\0' && (end[1] == ' ' || end[1] == '\t');
		     lines++)
			end = strchrnul(end + 1, '\n');
		text = end + (*end != '\0');
		cs_fail_at(err, name, line, 0);
		if (end > begin && *begin != '#' && *begin != '\r' &&
		    take_line(layout, begin, end, err) != 0) {
			cs_layout_free(layout);
			return NULL;
		}
		line += lines;
	}
	cs_fail_at(err, NULL, 0, 0);
	return layout;
}

void cs_layout_free(struct cs_layout *layout)
{
	if (layout == NULL)
		return;
	for (size_t n = 0; n < layout->nlines; n++) {
		free(layout->lines[n].key);
		free(layout->lines[n].value);
		free(layout->lines[n].column);
		cs_filter_free(layout->lines[n].filter);
	}
	free(layout->lines);
	free(layout->name);
	free(layout);
}

static int read_file(struct cs_layouts *layouts, const char *path,
		     struct cs_err *err)
{
	FILE *stream = fopen(path, "r");
	char *text;
	size_t length;
	int status = 0;

	cs_fail_at(err, path, 0, 0);
	if (stream == NULL)
		return cs_fail(err, "cannot-open",
			       "there is no layout of that name, and no such "
			       "file can be opened: %s; --list-layouts lists "
			       "those that are built in",
			       strerror(errno));
	layouts->read = text = cs_malloc(LONGEST_LAYOUT + 1);
	length = fread(text, 1, LONGEST_LAYOUT, stream);
	text[length] = '\0';
	if (ferror(stream))
		status = cs_fail(err, "cannot-read", "cannot read: %s",
				 strerror(errno));
	else if (length == LONGEST_LAYOUT || strlen(text) != length)
		status = cs_fail(err, "bad-layout", "this is no layout");
	fclose(stream);
	return status;
}

int cs_layouts_load(struct cs_layouts *layouts, const char *choice,
		    bool contacts, struct cs_err *err)
{
	struct cs_layout *layout;

	*layouts = (struct cs_layouts){ .name = choice };
	if (choice == NULL)
		return 0;
	layouts->none = strcmp(choice, "none") == 0;
	if (layouts->none)
		return 0;
	layouts->text = cs_builtin_text("layouts", choice);
	if (layouts->text == NULL) {
		if (read_file(layouts, choice, err) != 0)
			return -1;
		layouts->text = layouts->read;
	}
	layout = parse(choice, layouts->text, err);
	if (layout == NULL)
		return -1;
	if (layout->contacts != contacts)
		cs_layouts_release(layouts);
	cs_layout_free(layout);
	return 0;
}

void cs_layouts_release(struct cs_layouts *layouts)
{
	free(layouts->read);
	*layouts = (struct cs_layouts){ 0 };
}

int cs_layouts_list(struct cs_buf *out, struct cs_err *err)
{
	for (const struct cs_builtin *b = cs_builtins; b->room != NULL; b++) {
		struct cs_layout *layout;

		if (strcmp(b->room, "layouts") != 0)
			continue;
		layout = parse(b->name, b->text, err);
		if (layout == NULL)
			return -1;
		cs_buf_addf(out, "%-22s %s\n", layout->name,
			    cs_layout_says(layout, "title"));
		cs_layout_free(layout);
	}
	return 0;
}

/* --- knowing an export --------------------------------------------------- */

/* The next of names that commas set apart, plain; false: there is none. */
static bool next_name(const char **list, struct cs_buf *name, bool *beginning)
{
	size_t length;
	char *one;

	if (**list == '\0')
		return false;
	length = strcspn(*list, ",");
	one = cs_strndup(*list, length);
	*list += length + ((*list)[length] == ',');
	length = strlen(one);
	*beginning = length > 0 && one[length - 1] == '*';
	cs_name_plain(one, name);
	free(one);
	return true;
}

static bool has(const struct cs_buf *headers, size_t count,
		const struct cs_buf *name, bool beginning)
{
	for (size_t i = 0; i < count; i++)
		if (beginning ? strncmp(headers[i].data, name->data,
					name->length) == 0
			      : strcmp(headers[i].data, name->data) == 0)
			return true;
	return false;
}

/* Are all of the names there (or, of those that may not be, none)? `list` may
 * be NULL. */
static bool agrees(const char *list, bool wanted, const struct cs_buf *headers,
		   size_t count)
{
	struct cs_buf name = CS_BUF_INIT;
	bool beginning, right = true;

	while (right && list != NULL && next_name(&list, &name, &beginning))
		right = has(headers, count, &name, beginning) == wanted;
	cs_buf_release(&name);
	return right;
}

/* Are the names there of the first line of what it needs? Few texts have to be
 * read then. */
static bool may_agree(const char *text, const struct cs_buf *headers,
		      size_t count)
{
	static const char needs[] = "\nneeds: ";
	const char *list = strstr(text, needs);
	char *line;
	bool right;

	if (list == NULL)
		return true;
	list += strlen(needs);
	line = cs_strndup(list, strcspn(list, "\n"));
	right = agrees(line, true, headers, count);
	free(line);
	return right;
}

/* The layout of this text, if it knows the header; or NULL. */
static struct cs_layout *try(const char *name, const char *text, bool contacts,
			     const struct cs_buf *headers, size_t count)
{
	struct cs_err none = CS_ERR_INIT;
	struct cs_layout *layout = parse(name, text, &none);

	if (layout != NULL && layout->contacts == contacts &&
	    agrees(cs_layout_says(layout, "needs"), true, headers, count) &&
	    agrees(cs_layout_says(layout, "without"), false, headers, count))
		return layout;
	cs_layout_free(layout);
	return NULL;
}

static struct cs_layout *find(const struct cs_layouts *layouts, bool contacts,
			      const struct cs_buf *headers, size_t count)
{
	struct cs_layout *found = NULL;

	if (layouts->none)
		return NULL;
	if (layouts->text != NULL)
		return try(layouts->name, layouts->text, contacts, headers,
			   count);
	for (const struct cs_builtin *b = cs_builtins;
	     b->room != NULL && found == NULL; b++)
		if (strcmp(b->room, "layouts") == 0 &&
		    may_agree(b->text, headers, count))
			found = try(b->name, b->text, contacts, headers, count);
	return found;
}

struct cs_layout *cs_layouts_find(const struct cs_layouts *layouts,
				  bool contacts, const struct cs_header *header)
{
	struct cs_buf *plain = cs_calloc(header->ncolumns, sizeof *plain);
	struct cs_layout *found;

	for (size_t i = 0; i < header->ncolumns; i++) {
		plain[i] = (struct cs_buf)CS_BUF_INIT;
		cs_name_plain(header->names[i], &plain[i]);
	}
	found = find(layouts, contacts, plain, header->ncolumns);
	for (size_t i = 0; i < header->ncolumns; i++)
		cs_buf_release(&plain[i]);
	free(plain);
	return found;
}

const char *cs_layout_says(const struct cs_layout *layout, const char *key)
{
	for (size_t i = 0; layout != NULL && i < layout->nlines; i++)
		if (strcmp(layout->lines[i].key, key) == 0)
			return layout->lines[i].value;
	return NULL;
}

struct cs_text cs_layout_replace(const struct cs_layout_line *line,
				 struct cs_text cell)
{
	for (const char *p = line->value; *p != '\0';) {
		const char *equals = strchrnul(p, '='),
			   *end = strchrnul(equals, ',');
		struct cs_text from = { p, (size_t)(equals - p) };

		if (*equals != '\0' && cs_text_compare(cell, from) == 0)
			return (struct cs_text){ equals + 1,
						 (size_t)(end - equals - 1) };
		p = end + (*end == ',');
		p += *p == ' ';
	}
	return cell;
}
