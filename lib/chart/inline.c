/*
 * inline.c - a chart as a piece of a page: gnuplot's SVG without what a page
 * has no use for. See chart.h.
 *
 * Of the drawing go the header, names of parts, titles, which a browser would
 * show as tips, groups without content and attributes that repeat what holds
 * anyway: half of the bytes. Nothing in it refers to anything but a symbol of
 * its own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chart/chart.h"

enum {
	DEEPEST = 16
}; /* groups within groups; gnuplot makes 4, and those
			  beyond are kept as they are */

/* A group that is open. */
struct nested {
	size_t begin, end; /* its tag in the output; equal: none was written */
	bool styled;	   /* it, or one around it, has attributes */
};

struct cleaner {
	struct cs_buf *out;
	const char *prefix; /* of its ids, and */
	size_t number;	    /* of the drawing on its page */
	struct nested groups[DEEPEST];
	size_t depth, beyond;
};

/* What holds for the whole drawing: see cs_chart_inline(). */
static const char *const usual[][2] = {
	{ "fill", "none" },	      { "color", "black" },
	{ "stroke", "currentColor" }, { "stroke-width", "1.00" },
	{ "stroke-linecap", "butt" }, { "stroke-linejoin", "miter" },
};

static bool is(const char *text, size_t length, const char *word)
{
	return strlen(word) == length && memcmp(text, word, length) == 0;
}

static bool is_usual(const char *name, size_t nname, const char *value,
		     size_t nvalue)
{
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (is(name, nname, usual[i][0]))
			return is(value, nvalue, usual[i][1]);
	return false;
}

/* rgb(34, 34, 34) as #222222. */
static bool add_colour(struct cs_buf *out, const char *value)
{
	unsigned colour = 0;
	char *end;

	if (strncmp(value, "rgb(", 4) != 0)
		return false;
	value += 4;
	for (int i = 0; i < 3; i++, value = end + 1) {
		unsigned long part = strtoul(value, &end, 10);

		if (end == value || part > 255 || *end != ",,)"[i])
			return false;
		colour = colour << 8 | (unsigned)part;
	}
	cs_buf_addf(out, "#%06x", colour);
	return true;
}

/* With one blank where there are several, or ends of lines. */
static void add_value(struct cs_buf *out, const char *value, size_t length)
{
	const char *end = value + length;

	if (add_colour(out, value))
		return;
	while (value < end) {
		size_t word = strcspn(value, " \t\n");

		if (word > (size_t)(end - value))
			word = (size_t)(end - value);
		cs_buf_add(out, value, word);
		value += word + strspn(value + word, " \t\n");
		if (word > 0 && value < end)
			cs_buf_addc(out, ' ');
	}
}

/* The attribute, unless the page has no use for it; `bare`: nothing around it
 * has any. */
static void add_attribute(struct cleaner *to, const char *name, size_t nname,
			  const char *value, size_t nvalue, bool bare)
{
	bool symbol = false;

	if (is(name, nname, "class") || is(name, nname, "font-family") ||
	    (bare && is_usual(name, nname, value, nvalue)))
		return;
	if (is(name, nname, "id")) {
		if (nvalue < 2 || memcmp(value, "gp", 2) != 0)
			return;
		symbol = true;
	}
	if (is(name, nname, "xlink:href")) {
		name = "href";
		nname = strlen(name);
	}
	cs_buf_addf(to->out, " %.*s=\"", (int)nname, name);
	if (is(name, nname, "href")) {
		cs_buf_addc(to->out, '#');
		value++;
		nvalue--;
		symbol = true;
	}
	if (symbol)
		cs_buf_addf(to->out, "%sc%zu-", to->prefix, to->number);
	add_value(to->out, value, nvalue);
	cs_buf_addc(to->out, '"');
}

/* Behind the name of a tag up to its end. */
static void add_attributes(struct cleaner *to, const char *p, const char *end,
			   bool bare)
{
	while (p < end) {
		const char *name, *value;
		size_t nname;

		p += strspn(p, " \t\n");
		name = p;
		nname = strcspn(p, " \t\n=/>");
		p += nname + strspn(p + nname, " =");
		if (nname == 0 || p >= end || (*p != '"' && *p != '\''))
			return;
		value = p + 1;
		p = memchr(value, *p, (size_t)(end - value));
		if (p == NULL)
			return;
		add_attribute(to, name, nname, value, (size_t)(p - value),
			      bare);
		p++;
	}
}

static void open_group(struct cleaner *to, const char *attributes,
		       const char *end)
{
	const struct nested *around =
	    to->depth > 0 ? &to->groups[to->depth - 1] : NULL;
	struct nested group = { .begin = to->out->length };
	size_t bare;

	cs_buf_adds(to->out, "<g");
	bare = to->out->length;
	add_attributes(to, attributes, end, around == NULL || !around->styled);
	group.styled =
	    (around != NULL && around->styled) || to->out->length > bare;
	if (to->out->length > bare)
		cs_buf_addc(to->out, '>');
	else
		to->out->length = group.begin;
	group.end = to->out->length;
	to->groups[to->depth++] = group;
}

static void close_group(struct cleaner *to)
{
	const struct nested *group;

	if (to->beyond > 0) {
		to->beyond--;
		cs_buf_adds(to->out, "</g>");
		return;
	}
	if (to->depth == 0)
		return;
	group = &to->groups[--to->depth];
	if (to->out->length == group->end)
		to->out->length = group->begin;
	else if (group->end > group->begin)
		cs_buf_adds(to->out, "</g>");
}

/* Where the element that begins at p, <name ...>...</name>, ends. */
static const char *past(const char *p, const char *name)
{
	char close[16];
	const char *end;

	snprintf(close, sizeof close, "</%s>", name);
	end = strstr(p, close);
	return end != NULL ? end + strlen(close) : p + strlen(p);
}

/* One tag; returns what follows it. */
static const char *add_tag(struct cleaner *to, const char *p)
{
	static const char *const without[] = { "title", "desc", "filter" };
	const char *end = strchr(p, '>'), *name = p + 1, *after;
	size_t nname = strcspn(name, " \t\n/>");

	if (end == NULL)
		return p + strlen(p);
	for (size_t i = 0; i < sizeof without / sizeof *without; i++)
		if (is(name, nname, without[i]))
			return past(p, without[i]);
	if (is(name, nname, "text")) {
		after = past(p, "text");
		cs_buf_add(to->out, p, (size_t)(after - p));
		return after;
	}
	if (is(name, nname, "rect") && end > p &&
	    memmem(p, (size_t)(end - p), "fill=\"none\"", 11) != NULL)
		return end + 1; /* the paper */
	if (is(name, nname, "g") && to->depth < DEEPEST)
		open_group(to, name + nname, end);
	else if (strncmp(p, "</g>", 4) == 0)
		close_group(to);
	else if (*name == '/')
		cs_buf_add(to->out, p, (size_t)(end + 1 - p));
	else {
		to->beyond += is(name, nname, "g");
		cs_buf_addf(to->out, "<%.*s", (int)nname, name);
		add_attributes(to, name + nname, end, false);
		cs_buf_adds(to->out, end[-1] == '/' ? "/>" : ">");
	}
	return end + 1;
}

/* Symbols only where one is used. */
static const char *add_symbols(struct cleaner *to, const char *p)
{
	const char *end = past(p, "defs");

	if (strstr(end, "<use ") == NULL)
		return end;
	while (p != NULL && p < end)
		if ((p = strchr(p, '<')) != NULL)
			p = add_tag(to, p);
	return end;
}

/* All between <svg> and </svg>. */
static void clean(struct cleaner *to, const char *p)
{
	while ((p = strchr(p, '<')) != NULL && strncmp(p, "</svg", 5) != 0)
		p = strncmp(p, "<defs>", 6) == 0 ? add_symbols(to, p)
						 : add_tag(to, p);
}

int cs_chart_inline(const struct cs_report *report, size_t chart,
		    const char *prefix, struct cs_buf *out, struct cs_err *err)
{
	enum { WIDTH = 1200, HEIGHT = 700 };
	struct cs_buf script = CS_BUF_INIT, drawing = CS_BUF_INIT;
	struct cs_chart untitled = report->charts[chart];
	struct cs_report one = *report;
	struct cleaner to = { out, prefix, .number = chart + 1 };
	char terminal[80];
	const char *body;
	int result;

	untitled.title = untitled.subtitle = NULL;
	one.charts = &untitled;
	one.ncharts = 1;
	one.canvas = (struct cs_canvas){ 0 };
	snprintf(terminal, sizeof terminal,
		 "svg noenhanced size %d,%d font 'sans-serif,18'", WIDTH,
		 HEIGHT);
	cs_render_gnuplot(&one, NULL, 0, terminal, &script);
	result = cs_gnuplot_run(&script, &drawing, err);
	body = strstr(drawing.data, "<svg");
	if (result == 0 && body == NULL)
		result = cs_fail(err, "gnuplot", "gnuplot drew no SVG");
	if (result == 0) {
		cs_buf_addf(out,
			    "<svg aria-hidden=\"true\" viewBox=\"0 0 %d %d\"",
			    WIDTH, HEIGHT);
		for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
			cs_buf_addf(out, " %s=\"%s\"", usual[i][0],
				    usual[i][1]);
		cs_buf_addc(out, '>');
		clean(&to, body + 4);
		cs_buf_adds(out, "</svg>\n");
	}
	cs_buf_release(&script);
	cs_buf_release(&drawing);
	return result;
}
