/* fill.c - see fill.h. */
#include "reports/fill.h"

#include <string.h>

#include "base/mem.h"
#include "report/html.h"
#include "reports/line.h"

static bool is(const char *text, const char *word, size_t length)
{
	return strlen(text) == length && memcmp(text, word, length) == 0;
}

/* The figure of a block; of any row where nrow is 0. */
static const struct figure *find_in(const struct filling *filling, size_t block,
				    const char *name, size_t length)
{
	size_t ntable = strcspn(name, ". }"), ncolumn, nrow;
	const char *column = name + ntable + 1, *row;

	if (ntable + 1 >= length || name[ntable] != '.')
		return NULL;
	ncolumn = strcspn(column, " }");
	row = column + ncolumn + (column[ncolumn] == ' ');
	nrow = row < name + length ? (size_t)(name + length - row) : 0;
	for (size_t i = 0; i < filling->figures->count; i++) {
		const struct figure *figure = &filling->figures->list[i];

		if (figure->block == block && is(figure->table, name, ntable) &&
		    is(figure->column, column, ncolumn) &&
		    (nrow == 0 || is(figure->row, row, nrow)))
			return figure;
	}
	return NULL;
}

static const struct figure *find(const struct filling *filling, size_t above,
				 const char *name, size_t length)
{
	const struct figure *found = NULL;

	for (size_t b = above; found == NULL && b > 0; b--)
		found = find_in(filling, b - 1, name, length);
	for (size_t b = above; found == NULL && b < filling->runs->nblocks; b++)
		found = find_in(filling, b, name, length);
	return found;
}

/* A figure may be missing because its block has no answer. */
static bool all_answered(const struct runs *runs)
{
	for (size_t i = 0; i < runs->nblocks; i++)
		if (runs->blocks[i].failure != NULL)
			return false;
	return true;
}

static void add_before(const struct filling *filling,
		       const struct cs_text *other, struct cs_buf *out)
{
	const struct figure *last = filling->last;
	const char *text = NULL;

	if (last != NULL && last->before != NULL)
		text = last->before->shown;
	else if (last == NULL && filling->before != NULL)
		text = filling->before->as_of;
	if (text != NULL && *text != '\0')
		cs_html_text(out, text);
	else if (other->bytes != NULL) /* of a text that is HTML by now */
		cs_buf_add(out, other->bytes, other->length);
	else
		cs_buf_addc(out, '-');
}

static void add_value(struct filling *filling, const char *name, size_t length,
		      size_t above, struct cs_buf *out)
{
	struct cs_text other;

	if (line_asks_before(name, length, &other)) {
		add_before(filling, &other, out);
		return;
	}
	filling->last = NULL;
	if (is("as_of", name, length)) {
		cs_html_text(out, filling->figures->as_of);
		return;
	}
	filling->last = find(filling, above, name, length);
	if (filling->last != NULL) {
		cs_html_text(out, filling->last->shown);
		return;
	}
	cs_buf_adds(out, "<strong>{{");
	cs_buf_add(out, name, length);
	cs_buf_adds(out, "}}</strong>");
	if (filling->unknown == NULL && all_answered(filling->runs))
		filling->unknown = cs_strndup(name, length);
}

void fill_in(struct filling *filling, const char *html, size_t above,
	     struct cs_buf *out)
{
	const char *open, *close;

	while ((open = strstr(html, "{{")) != NULL &&
	       (close = strstr(open, "}}")) != NULL) {
		cs_buf_add(out, html, (size_t)(open - html));
		add_value(filling, open + 2, (size_t)(close - open) - 2, above,
			  out);
		html = close + 2;
	}
	cs_buf_adds(out, html);
}
