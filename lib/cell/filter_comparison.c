/*
 * filter_comparison.c - see filter.h: reading one comparison.
 *
 * A word that joins does so only where a comparison follows it: else it belongs
 * to the value, which then has to be quoted, unless a file says otherwise
 * (cs_filter_verbatim()).
 */
#include "cell/filter_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

/* Longest first, so that <= is not read as < and a value. */
static const struct {
	const char *text;
	enum op op;
} operators[] = { { "!=", NE }, { "<=", LE }, { ">=", GE },  { "=", EQ },
		  { "<", LT },	{ ">", GT },  { "~", MATCH } };

/* --- a comparison ------------------------------------------------------ */

/* Leaves the cursor at the operator, or where there should be one. */
static bool take_bare_column(struct wording *p, struct cs_buf *out)
{
	struct cs_cursor *t = &p->t;
	const char *start = t->at;
	unsigned open = 0;

	for (; t->at < t->end && !cs_at_operator(t); t->at++) {
		if (p->verbatim)
			continue;
		if (cs_joint_at(start, t->at, t->end))
			return cs_wording_complain(
			    p, "a comparison has no operator");
		open += *t->at == '(';
		if (*t->at == ')' && open-- == 0)
			return cs_wording_complain(
			    p, "a parenthesis closes where a "
			       "column is named");
	}
	cs_add_trimmed(out, start, t->at);
	return true;
}

static bool take_column(struct wording *p, struct cs_buf *out)
{
	struct cs_cursor *t = &p->t;
	char first;

	cs_cursor_skip_blanks(t);
	first = cs_cursor_peek(t);
	if (first == '"' || (first == '\'' && !p->verbatim)) {
		if (!cs_take_quoted(t, out))
			return cs_wording_complain(p, "a quote is not closed");
	} else if (!take_bare_column(p, out)) {
		return false;
	}
	cs_cursor_skip_blanks(t);
	return out->length > 0 || cs_wording_complain(p, "no column is named");
}

/* Also refuses ==, =~, <> and their like, which would become part of a value.
 */
static bool take_operator(struct wording *p, enum op *op)
{
	struct cs_cursor *t = &p->t;
	const char *start = t->at;
	size_t i, n = sizeof(operators) / sizeof(operators[0]);

	for (i = 0; i < n && !cs_cursor_skip(t, operators[i].text); i++)
		;
	if (i == n)
		return cs_wording_complain(p, "no operator is found");
	*op = operators[i].op;
	if ((t->at < t->end && cs_at_operator(t)) ||
	    (*op == MATCH && start > p->text && start[-1] == '!'))
		return cs_wording_complain(p, "the operator does not exist");
	cs_cursor_skip_blanks(t);
	return true;
}

/* Does what joins, a comma of a list, the end of a group or nothing stand
 * there? */
static bool at_end(const struct wording *p, struct cs_cursor t, bool list)
{
	cs_cursor_skip_blanks(&t);
	return t.at == t.end || (list && *t.at == ',') ||
	       (p->depth > 0 && *t.at == ')') ||
	       (!p->verbatim && cs_skip_joint(&t) != 0);
}

/* Where a value that is not quoted ends; within parentheses of its own nothing
 * else does. */
static const char *value_end(const struct wording *p, bool list)
{
	struct cs_cursor t = p->t;
	unsigned open = 0;

	for (; t.at < t.end; t.at++) {
		struct cs_cursor next = t;

		if (list && *t.at == ',')
			break;
		if (p->verbatim)
			continue;
		open += *t.at == '(';
		if (*t.at == ')' && open == 0 && p->depth > 0)
			break;
		open -= *t.at == ')' && open > 0;
		/* COLUMN= and ...: an empty value */
		if (open == 0 && cs_joint_at(p->text, t.at, t.end) &&
		    cs_skip_joint(&next) != 0 && cs_comparison_follows(next))
			break;
	}
	return t.at;
}

/* A word that joins nothing is text only if somebody says so. */
static bool check_joints(struct wording *p, const char *start, const char *end)
{
	for (const char *at = start; at < end; at++) {
		struct cs_cursor behind = { at, end };
		struct cs_buf what = CS_BUF_INIT, value = CS_BUF_INIT,
			      rest = CS_BUF_INIT;

		if (!cs_joint_at(start, at, end))
			continue;
		cs_skip_joint(&behind);
		cs_add_trimmed(&value, start, end);
		cs_add_trimmed(&rest, behind.at, end);
		cs_buf_addf(&what, "\"%.*s\" joins comparisons, and \"",
			    (int)(behind.at - at), at);
		cs_printable(&what, rest.data, rest.length, 60);
		cs_buf_adds(&what, "\" is none: put a value that holds it in "
				   "quotes, as \"");
		cs_printable(&what, value.data, value.length, 60);
		cs_buf_adds(&what, "\", and a comma between values");
		cs_wording_refuse(p, "bad-filter", what.data, "");
		cs_buf_release(&what);
		cs_buf_release(&value);
		cs_buf_release(&rest);
		return false;
	}
	return true;
}

/* What a word processor makes of quotes. */
static bool check_quotes(struct wording *p, const char *start, const char *end)
{
	static const char *const signs[] = { "\xE2\x80\x9C", "\xE2\x80\x9D",
					     "\xE2\x80\x9E", "\xE2\x80\x98",
					     "\xE2\x80\x9A", "\xC2\xAB",
					     "\xC2\xBB",     "`" };
	struct cs_cursor t = { start, end };
	size_t n = sizeof signs / sizeof *signs;

	for (size_t i = 0; i < n; i++)
		if (cs_cursor_skip(&t, signs[i]))
			return cs_wording_complain(
			    p, "a value in quotes is in \"...\" or "
			       "'...'");
	return true;
}

/* 'so' is a quoted value, 's-Hertogenbosch is not. */
static bool is_quoted(const struct wording *p, bool list)
{
	struct cs_cursor t = p->t;

	return cs_cursor_peek(&t) == '"' ||
	       (cs_cursor_peek(&t) == '\'' && !p->verbatim &&
		cs_take_quoted(&t, NULL) && at_end(p, t, list));
}

static bool take_value(struct wording *p, enum op op, struct cs_buf *out,
		       bool *quoted)
{
	/* all that follows ~ is the pattern, and < takes one value */
	bool list = p->verbatim ? op != MATCH : op == EQ || op == NE;
	const char *start;

	cs_cursor_skip_blanks(&p->t);
	*quoted = is_quoted(p, list);
	if (*quoted) {
		if (!cs_take_quoted(&p->t, out))
			return cs_wording_complain(p, "a quote is not closed");
		cs_cursor_skip_blanks(&p->t);
		return at_end(p, p->t, list) ||
		       cs_wording_complain(p,
					   "something follows a quoted value");
	}
	start = p->t.at;
	p->t.at = value_end(p, list);
	cs_add_trimmed(out, start, p->t.at);
	return p->verbatim || op == MATCH ||
	       (check_joints(p, start, p->t.at) &&
		check_quotes(p, start, p->t.at));
}

static bool take_values(struct wording *p, struct comparison *c)
{
	bool more = true, list;

	while (more) {
		struct cs_buf text = CS_BUF_INIT;
		bool quoted, taken = take_value(p, c->op, &text, &quoted);

		CS_GROW(c->values, c->count, c->capacity);
		c->values[c->count++] = (struct value){
			.text = cs_strndup(text.data, text.length),
			.length = text.length,
			.quoted = quoted,
			.has_digit = strpbrk(text.data, "0123456789") != NULL,
		};
		cs_buf_release(&text);
		if (!taken)
			return false;
		list = c->op != MATCH && cs_cursor_peek(&p->t) == ',';
		more = list && cs_cursor_skip(&p->t, ",");
	}
	if (is_ordering(c->op) && c->count > 1)
		return cs_wording_complain(p, "< <= > >= take one value");
	if (c->values[0].length == 0 && c->op != EQ && c->op != NE)
		return cs_wording_complain(p, "a value is missing");
	return true;
}

static bool read_pattern(struct wording *p, struct comparison *c)
{
	struct cs_err why = CS_ERR_INIT;

	c->pattern = cs_pattern_parse(c->values[0].text, &why);
	if (c->pattern != NULL)
		return true;
	return why.code == NULL
		   ? cs_wording_complain(p, why.message)
		   : cs_wording_refuse(p, why.code, why.message, "");
}

void cs_filter_step(struct cs_filter *filter, int step)
{
	CS_GROW(filter->steps, filter->nsteps, filter->steps_capacity);
	filter->steps[filter->nsteps++] = (signed char)step;
}

bool cs_take_comparison(struct wording *p)
{
	struct cs_filter *filter = p->filter;
	struct cs_buf column = CS_BUF_INIT;
	struct comparison *c;
	bool taken;

	if (filter->count == CS_FILTER_MOST)
		return cs_wording_complain(
		    p, "there are more than 64 comparisons");
	taken = take_column(p, &column);
	p->in_column = !taken && filter->count == 0;
	cs_filter_step(filter, (int)filter->count);
	CS_GROW(filter->list, filter->count, filter->capacity);
	c = &filter->list[filter->count++];
	*c = (struct comparison){ .column =
				      cs_strndup(column.data, column.length) };
	cs_buf_release(&column);
	if (!taken || !take_operator(p, &c->op) || !take_values(p, c))
		return false;
	c->slot = filter->nslots;
	filter->nslots += 1 + c->count;
	return c->op != MATCH || read_pattern(p, c);
}
