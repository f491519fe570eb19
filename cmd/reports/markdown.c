/* markdown.c - see markdown.h. */
#include "reports/markdown.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "reports/source.h"

#ifdef CS_CMARK

#include <cmark.h>

/* Without CMARK_OPT_UNSAFE. */
enum { OPTIONS = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8 };

static size_t commands(const struct document *document)
{
	size_t count = 0;

	for (size_t i = 0; i < document->nparts; i++)
		count += document->parts[i].command != PART_TEXT;
	return count;
}

static struct part *add_part(struct document *document, long command, int level)
{
	size_t above = commands(document);

	CS_GROW(document->parts, document->nparts, document->parts_capacity);
	document->parts[document->nparts] =
	    (struct part){ command, level, above, CS_BUF_INIT };
	return &document->parts[document->nparts++];
}

/* The part to which text is added. */
static struct cs_buf *text_part(struct document *document, int level)
{
	struct part *last = document->nparts > 0
				? &document->parts[document->nparts - 1]
				: NULL;

	if (last == NULL || last->command != PART_TEXT)
		last = add_part(document, PART_TEXT, level);
	last->level = level;
	return &last->html;
}

/* What libcmark leaves out it says in a comment, which goes too. */
static void add_html(cmark_node *node, struct cs_buf *out)
{
	static const char omitted[] = "<!-- raw HTML omitted -->";
	char *html = cs_mem_check(cmark_render_html(node, OPTIONS));
	const char *p = html, *at;

	for (; (at = strstr(p, omitted)) != NULL; p = at + strlen(omitted))
		cs_buf_add(out, p, (size_t)(at - p));
	cs_buf_adds(out, p);
	free(html);
}

/* What stands between <hN> and </hN>. */
static void add_content(cmark_node *heading, struct cs_buf *out)
{
	struct cs_buf html = CS_BUF_INIT;
	const char *end;

	add_html(heading, &html);
	end = strstr(html.data, "</h");
	if (html.length > 4 && end != NULL)
		cs_buf_add(out, html.data + 4, (size_t)(end - html.data) - 4);
	cs_buf_release(&html);
}

/* The report's own heading is that of the page; others of its level are a level
 * lower. */
static void add_heading(struct document *document, cmark_node *node, int *level)
{
	struct heading heading = { cmark_node_get_heading_level(node),
				   commands(document), CS_BUF_INIT };
	struct cs_buf *out;

	if (heading.level == 1 && document->nparts == 0 &&
	    document->title.length == 0) {
		add_content(node, &document->title);
		return;
	}
	if (heading.level < 2)
		heading.level = 2;
	/* no level is left out on the way down */
	if (heading.level > *level + 1)
		heading.level = *level + 1;
	*level = heading.level;
	add_content(node, &heading.html);
	CS_GROW(document->headings, document->nheadings,
		document->headings_capacity);
	document->headings[document->nheadings++] = heading;
	out = text_part(document, *level);
	cs_buf_addf(out, "<h%d id=\"s%zu\">", *level, document->nheadings);
	cs_buf_add(out, heading.html.data, heading.html.length);
	cs_buf_addf(out, "</h%d>\n", *level);
}

/* The number of the command in whose place a paragraph stands, or PART_TEXT. */
static long command_of(cmark_node *node)
{
	size_t mark = strlen(SOURCE_MARK);
	cmark_node *text = cmark_node_first_child(node);
	const char *literal =
	    text != NULL ? cmark_node_get_literal(text) : NULL;

	if (cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH ||
	    literal == NULL || strncmp(literal, SOURCE_MARK, mark) != 0)
		return PART_TEXT;
	return strtol(literal + mark, NULL, 10);
}

static void add_node(struct document *document, cmark_node *node, int *level)
{
	long command = command_of(node);

	if (command != PART_TEXT)
		add_part(document, command, *level);
	else if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
		add_heading(document, node, level);
	else if (cmark_node_get_type(node) != CMARK_NODE_HTML_BLOCK)
		add_html(node, text_part(document, *level));
}

int markdown_read(struct document *document, const struct cs_buf *markdown,
		  struct cs_err *err)
{
	cmark_node *root = cs_mem_check(
	    cmark_parse_document(markdown->data, markdown->length, OPTIONS));
	int level = 1;

	(void)err;
	*document = (struct document){ .title = CS_BUF_INIT };
	for (cmark_node *node = cmark_node_first_child(root); node != NULL;
	     node = cmark_node_next(node))
		add_node(document, node, &level);
	cmark_node_free(root);
	return 0;
}

#else

int markdown_read(struct document *document, const struct cs_buf *markdown,
		  struct cs_err *err)
{
	(void)markdown;
	*document = (struct document){ .title = CS_BUF_INIT };
	return cs_fail(err, "no-cmark",
		       "this build reads no reports: it was made without "
		       "libcmark; see ./configure");
}

#endif

void markdown_release(struct document *document)
{
	for (size_t i = 0; i < document->nparts; i++)
		cs_buf_release(&document->parts[i].html);
	for (size_t i = 0; i < document->nheadings; i++)
		cs_buf_release(&document->headings[i].html);
	free(document->parts);
	free(document->headings);
	cs_buf_release(&document->title);
}
