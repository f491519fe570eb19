/* page.c - see page.h. */
#include "reports/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/builtin.h"
#include "base/version.h"
#include "report/html.h"
#include "report/number.h"
#include "reports/fill.h"
#include "reports/moves.h"

enum { CONTENTS = 3 }; /* headings that are more than one sees */

/* A page that is being written. */
struct writer {
	struct page *page;
	struct cs_buf *out;
	struct filling filling;
	/* what was said, and is not said again */
	struct cs_list leads, warnings, terms;
};

/* Has it been said? Now it has. */
static bool said(struct cs_list *list, const char *text)
{
	if (cs_list_has(list, text))
		return true;
	cs_list_add(list, text);
	return false;
}

/* --- a block -------------------------------------------------------------- */

static const struct figure *figure_at(const struct page *page, size_t block,
				      const char *table, size_t cell)
{
	for (size_t i = 0; i < page->figures->count; i++) {
		const struct figure *figure = &page->figures->list[i];

		if (figure->block == block && figure->cell == cell &&
		    strcmp(figure->table, table) == 0)
			return figure;
	}
	return NULL;
}

/* With the marks of a piece resolved. */
static void add_body(const struct writer *writer, size_t block,
		     const struct answer_table *table)
{
	static const char marks[] = { CS_PIECE_CELL, CS_PIECE_ID, '\0' };
	struct cs_buf *out = writer->out;
	const char *p = table->body;

	while (*p != '\0') {
		size_t length = strcspn(p, marks);
		const struct figure *figure;
		char *end;

		cs_buf_add(out, p, length);
		p += length;
		if (*p == CS_PIECE_ID) {
			cs_buf_addf(out, "b%zu", block + 1);
			p++;
		} else if (*p == CS_PIECE_CELL) {
			figure = figure_at(writer->page, block, table->name,
					   strtoul(p + 1, &end, 10));
			if (figure != NULL && figure->moved)
				cs_buf_adds(out, figure->value >
							 figure->before->value
						     ? " up"
						     : " down");
			p = end + (*end == CS_PIECE_END);
		}
	}
}

static void add_leads(struct writer *writer, const struct answer *answer)
{
	bool any = false;

	for (size_t i = 0; i < answer->leads.count; i++) {
		if (said(&writer->leads, answer->leads.items[i]))
			continue;
		if (!any)
			cs_buf_adds(writer->out, "<div class=\"lead\">\n");
		any = true;
		cs_buf_adds(writer->out, answer->leads.items[i]);
	}
	if (any)
		cs_buf_adds(writer->out, "</div>\n");
}

static void add_warnings(struct writer *writer, const struct answer *answer)
{
	size_t new = 0, count = answer->warnings.count;

	if (count == 0)
		return;
	cs_buf_adds(writer->out, "<div class=\"doubts\">\n");
	for (size_t i = 0; i < count; i++) {
		if (said(&writer->warnings, answer->warnings.items[i]))
			continue;
		if (new ++ == 0)
			cs_buf_adds(writer->out,
				    "<p><strong>Warnings</strong></p>\n<ul>\n");
		cs_buf_adds(writer->out, answer->warnings.items[i]);
	}
	if (new > 0)
		cs_buf_adds(writer->out, "</ul>\n");
	if (new < count)
		cs_buf_addf(writer->out,
			    "<p>%s%s given above hold%s here too.</p>\n",
			    new > 0 ? "Also, " : "",
			    cs_counted((int64_t)(count - new), "warning").text,
			    count - new == 1 ? "s" : "");
	cs_buf_adds(writer->out, "</div>\n");
}

static void add_origin(struct cs_buf *out, const struct block *block)
{
	const struct answer *answer = &block->run->answer;

	cs_buf_adds(out, "<details>\n<summary>What this rests on</summary>\n");
	if (answer->scope.count > 0) {
		cs_buf_adds(out, "<ul>\n");
		for (size_t i = 0; i < answer->scope.count; i++)
			cs_buf_adds(out, answer->scope.items[i]);
		cs_buf_adds(out, "</ul>\n");
	}
	cs_html_element(out, "<pre><code>", block->command->text,
			"</code></pre>\n</details>\n");
}

static void add_failure(struct cs_buf *out, const struct block *block)
{
	cs_html_element(out,
			"<div class=\"failed\">\n<p><strong>This could not be "
			"answered.</strong> ",
			block->failure, "</p>\n<pre><code>");
	cs_html_element(out, "", block->command->text,
			"</code></pre>\n</div>\n");
}

static void add_block(struct writer *writer, size_t number, int level)
{
	const struct block *block = &writer->page->runs->blocks[number];
	struct cs_buf *out = writer->out;

	cs_buf_addf(out, "<div class=\"block\" id=\"b%zu\">\n", number + 1);
	if (block->failure != NULL) {
		add_failure(out, block);
	} else {
		const struct answer *answer = &block->run->answer;

		add_leads(writer, answer);
		moves_of_block(writer->page, number, out);
		add_warnings(writer, answer);
		for (size_t t = 0; t < answer->ntables; t++) {
			const struct answer_table *table = &answer->tables[t];

			if (!block_shows(block, table->name))
				continue;
			cs_buf_addf(out, "<h%d>%s</h%d>\n", level, table->title,
				    level);
			add_body(writer, number, table);
		}
		add_origin(out, block);
	}
	cs_buf_adds(out, "</div>\n");
}

/* --- around them ---------------------------------------------------------- */

/* Text alone: it becomes a link. */
static void add_without_tags(struct cs_buf *out, const char *html)
{
	while (*html != '\0') {
		size_t length = strcspn(html, "<");

		cs_buf_add(out, html, length);
		html += length;
		html += strcspn(html, ">") + (*html != '\0');
	}
}

static void add_contents(struct writer *writer)
{
	const struct document *document = writer->page->document;
	struct cs_buf plain = CS_BUF_INIT;
	size_t shown = 0;

	for (size_t i = 0; i < document->nheadings; i++)
		shown += document->headings[i].level == 2;
	if (shown < CONTENTS)
		return;
	cs_buf_adds(writer->out, "<nav aria-label=\"Contents\">\n<ul>\n");
	for (size_t i = 0; i < document->nheadings; i++) {
		const struct heading *heading = &document->headings[i];

		if (heading->level != 2)
			continue;
		cs_buf_clear(&plain);
		add_without_tags(&plain, heading->html.data);
		cs_buf_addf(writer->out, "<li><a href=\"#s%zu\">", i + 1);
		fill_in(&writer->filling, plain.data, heading->above,
			writer->out);
		cs_buf_adds(writer->out, "</a></li>\n");
	}
	cs_buf_adds(writer->out, "</ul>\n</nav>\n");
	cs_buf_release(&plain);
	writer->filling.last = NULL;
}

/* The columns of a table that are not explained yet. */
static void add_terms(struct writer *writer, const struct answer_table *table)
{
	bool any = false;

	for (size_t i = 0; i < table->terms.count; i++) {
		if (said(&writer->terms, table->terms.items[i]))
			continue;
		if (!any)
			cs_buf_addf(writer->out, "<h3>%s</h3>\n<dl>\n",
				    table->title);
		any = true;
		cs_buf_adds(writer->out, table->terms.items[i]);
	}
	if (any)
		cs_buf_adds(writer->out, "</dl>\n");
}

static void add_glossary(struct writer *writer)
{
	const struct runs *runs = writer->page->runs;
	size_t begin = writer->out->length, empty;

	cs_buf_adds(writer->out, "<section>\n<h2>What the columns are</h2>\n");
	empty = writer->out->length;
	for (size_t b = 0; b < runs->nblocks; b++) {
		const struct block *block = &runs->blocks[b];

		if (block->failure != NULL)
			continue;
		for (size_t t = 0; t < block->run->answer.ntables; t++)
			if (block_shows(block,
					block->run->answer.tables[t].name))
				add_terms(writer,
					  &block->run->answer.tables[t]);
	}
	if (writer->out->length > empty)
		cs_buf_adds(writer->out, "</section>\n");
	else
		writer->out->length = begin;
}

static void add_day(struct writer *writer)
{
	const struct page *page = writer->page;

	if (*page->figures->as_of != '\0')
		cs_html_element(writer->out, "<p class=\"note\">As of ",
				page->figures->as_of, ".</p>\n");
	if (page->before != NULL)
		moves_in_short(page, writer->out);
}

static void add_title(struct writer *writer)
{
	const struct page *page = writer->page;
	const char *slash = strrchr(page->source->path, '/');

	if (page->document->title.length > 0)
		fill_in(&writer->filling, page->document->title.data, 0,
			writer->out);
	else
		cs_html_text(writer->out,
			     slash != NULL ? slash + 1 : page->source->path);
	writer->filling.last = NULL;
}

static void add_head(struct writer *writer)
{
	struct cs_buf *out = writer->out, title = CS_BUF_INIT;

	writer->out = &title;
	add_title(writer);
	writer->out = out;
	cs_buf_adds(
	    out,
	    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\""
	    "default-src 'none'; style-src 'unsafe-inline'; img-src "
	    "data:\">\n<meta name=\"generator\" content=\"cs-tools " CS_VERSION
	    "\">\n<title>");
	add_without_tags(out, title.data);
	cs_buf_addf(out,
		    "</title>\n<style>\n%s%s</style>\n</head>\n<body>\n"
		    "<header>\n<h1>%s</h1>\n",
		    cs_builtin_text("report", "page"),
		    cs_builtin_text("report", "several"), title.data);
	add_day(writer);
	cs_buf_adds(out, "</header>\n<main>\n");
	cs_buf_release(&title);
}

static int check_filling(const struct writer *writer, struct cs_err *err)
{
	const struct source *source = writer->page->source;
	const char *unknown = writer->filling.unknown;
	struct cs_buf name = CS_BUF_INIT;

	if (unknown == NULL)
		return 0;
	cs_buf_addf(&name, "{{%s}}", unknown);
	cs_fail_at(err, source->path, source_line(source, name.data), 0);
	cs_fail(err, "no-figure",
		"no block has the figure %s: say {{TABLE.COLUMN}} or "
		"{{TABLE.COLUMN ROW}}, as --figures lists them",
		name.data);
	cs_buf_release(&name);
	return -1;
}

int page_write(struct page *page, struct cs_buf *out, struct cs_err *err)
{
	const struct document *document = page->document;
	struct writer writer = {
		.page = page,
		.out = out,
		.filling = { page->runs, page->figures, page->before, NULL,
			     NULL },
	};
	int result;

	add_head(&writer);
	add_contents(&writer);
	for (size_t i = 0; i < document->nparts; i++) {
		const struct part *part = &document->parts[i];

		if (part->command == PART_TEXT)
			fill_in(&writer.filling, part->html.data, part->above,
				out);
		else
			add_block(&writer, (size_t)part->command,
				  part->level < 6 ? part->level + 1 : 6);
	}
	add_glossary(&writer);
	cs_html_element(
	    out, "</main>\n<footer><p>cs-report " CS_VERSION ", from ",
	    page->source->path, "</p></footer>\n</body>\n</html>\n");
	result = check_filling(&writer, err);
	page->warnings = writer.warnings.count;
	cs_list_release(&writer.leads);
	cs_list_release(&writer.warnings);
	cs_list_release(&writer.terms);
	free(writer.filling.unknown);
	return result;
}
