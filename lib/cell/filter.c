/*
 * filter.c - see filter.h: reading an expression.
 *
 * A word that joins does so only where a comparison follows it: else it belongs
 * to the value, which then has to be quoted, unless a file says otherwise
 * (cs_filter_verbatim()).
 */
#include "cell/filter_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cell/cursor.h"

#define EXPECTED                                                               \
	"; expected COLUMN OP VALUE[,VALUE...] with OP one of = != < <= > >= " \
	"~, joined by and, or, not and parentheses"

/* Longest first, so that <= is not read as < and a value. */
static const struct {
	const char *text;
	enum op op;
} operators[] = { { "!=", NE }, { "<=", LE }, { ">=", GE },  { "=", EQ },
		  { "<", LT },	{ ">", GT },  { "~", MATCH } };

struct wording {
	const char *text; /* all of it */
	struct cs_cursor t;
	struct cs_filter *filter;
	unsigned depth; /* of parentheses */
	bool verbatim;	/* a comparison and nothing else */
	bool in_column; /* the first one's: that is where it failed */
	struct cs_err *err;
};

/* --- refusing ---------------------------------------------------------- */

static bool refuse(struct wording *p, const char *code, const char *what,
		   const char *advice)
{
	struct cs_buf shown = CS_BUF_INIT;

	cs_printable(&shown, p->filter->text, strlen(p->filter->text), 200);
	cs_fail(p->err, code, "cannot read the filter \"%s\": %s%s", shown.data,
		what, advice);
	p->err->usage = true;
	cs_buf_release(&shown);
	return false;
}

static bool complain(struct wording *p, const char *what)
{
	return refuse(p, "bad-filter", what, EXPECTED);
}

/* --- words ------------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A word in any case, behind which a blank or parenthesis stands. */
static bool skip_word(struct cs_cursor *t, const char *word)
{
	size_t n = strlen(word);

	if (cs_cursor_left(t) <= n || strncasecmp(t->at, word, n) != 0 ||
	    (!is_blank(t->at[n]) && t->at[n] != '('))
		return false;
	t->at += n;
	return true;
}

/* "and", "or" or their signs; AND, OR, or 0. */
static int skip_joint(struct cs_cursor *t)
{
	if (cs_cursor_skip(t, "&&") || skip_word(t, "and"))
		return AND;
	return cs_cursor_skip(t, "||") || skip_word(t, "or") ? OR : 0;
}

/* Does one stand at `at`, within what begins at `start`? */
static bool joint_at(const char *start, const char *at, const char *end)
{
	struct cs_cursor t = { at, end };

	return (*at == '&' || *at == '|' || (at > start && is_blank(at[-1]))) &&
	       skip_joint(&t) != 0;
}

static bool at_operator(const struct cs_cursor *t)
{
	struct cs_cursor ahead = *t;

	return memchr("=<>~", *t->at, 4) || cs_cursor_skip(&ahead, "!=");
}

/*
 * Takes what stands in quotes, without them: `out` may be NULL. False if they
 * are not closed.
 */
static bool take_quoted(struct cs_cursor *t, struct cs_buf *out)
{
	char quote = *t->at++;

	while (t->at < t->end) {
		bool escaped = quote == '"' && *t->at == '\\' &&
			       cs_cursor_left(t) > 1 && t->at[1] == quote;

		if (*t->at == quote || escaped) {
			t->at++;
			if (cs_cursor_peek(t) != quote)
				return true;
		}
		if (out != NULL)
			cs_buf_addc(out, *t->at);
		t->at++;
	}
	return false;
}

/* Behind a word that joins: does a comparison begin? */
static bool comparison_follows(struct cs_cursor t)
{
	const char *start;

	do
		cs_cursor_skip_blanks(&t);
	while (cs_cursor_skip(&t, "(") || skip_word(&t, "not"));
	start = t.at;
	if (cs_cursor_peek(&t) == '"' || cs_cursor_peek(&t) == '\'') {
		if (!take_quoted(&t, NULL))
			return false;
		cs_cursor_skip_blanks(&t);
		return t.at < t.end && at_operator(&t);
	}
	for (; t.at < t.end && !at_operator(&t); t.at++)
		if (*t.at == ',' || joint_at(start, t.at, t.end))
			return false;
	return t.at < t.end && t.at > start;
}

static void add_trimmed(struct cs_buf *out, const char *start, const char *end)
{
	size_t length = (size_t)(end - start);

	cs_cell_trim(&start, &length);
	cs_buf_add(out, start, length);
}

/* --- a comparison ------------------------------------------------------ */

/* Leaves the cursor at the operator, or where there should be one. */
static bool take_bare_column(struct wording *p, struct cs_buf *out)
{
	struct cs_cursor *t = &p->t;
	const char *start = t->at;
	unsigned open = 0;

	for (; t->at < t->end && !at_operator(t); t->at++) {
		if (p->verbatim)
			continue;
		if (joint_at(start, t->at, t->end))
			return complain(p, "a comparison has no operator");
		open += *t->at == '(';
		if (*t->at == ')' && open-- == 0)
			return complain(p, "a parenthesis closes where a "
					   "column is named");
	}
	add_trimmed(out, start, t->at);
	return true;
}

static bool take_column(struct wording *p, struct cs_buf *out)
{
	struct cs_cursor *t = &p->t;
	char first;

	cs_cursor_skip_blanks(t);
	first = cs_cursor_peek(t);
	if (first == '"' || (first == '\'' && !p->verbatim)) {
		if (!take_quoted(t, out))
			return complain(p, "a quote is not closed");
	} else if (!take_bare_column(p, out)) {
		return false;
	}
	cs_cursor_skip_blanks(t);
	return out->length > 0 || complain(p, "no column is named");
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
		return complain(p, "no operator is found");
	*op = operators[i].op;
	if ((t->at < t->end && at_operator(t)) ||
	    (*op == MATCH && start > p->text && start[-1] == '!'))
		return complain(p, "the operator does not exist");
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
	       (!p->verbatim && skip_joint(&t) != 0);
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
		if (open == 0 && joint_at(p->text, t.at, t.end) &&
		    skip_joint(&next) != 0 && comparison_follows(next))
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

		if (!joint_at(start, at, end))
			continue;
		skip_joint(&behind);
		add_trimmed(&value, start, end);
		add_trimmed(&rest, behind.at, end);
		cs_buf_addf(&what, "\"%.*s\" joins comparisons, and \"",
			    (int)(behind.at - at), at);
		cs_printable(&what, rest.data, rest.length, 60);
		cs_buf_adds(&what, "\" is none: put a value that holds it in "
				   "quotes, as \"");
		cs_printable(&what, value.data, value.length, 60);
		cs_buf_adds(&what, "\", and a comma between values");
		refuse(p, "bad-filter", what.data, "");
		cs_buf_release(&what);
		cs_buf_release(&value);
		cs_buf_release(&rest);
		return false;
	}
	return true;
}

/* 'so' is a quoted value, 's-Hertogenbosch is not. */
static bool is_quoted(const struct wording *p, bool list)
{
	struct cs_cursor t = p->t;

	return cs_cursor_peek(&t) == '"' ||
	       (cs_cursor_peek(&t) == '\'' && !p->verbatim &&
		take_quoted(&t, NULL) && at_end(p, t, list));
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
		if (!take_quoted(&p->t, out))
			return complain(p, "a quote is not closed");
		cs_cursor_skip_blanks(&p->t);
		return at_end(p, p->t, list) ||
		       complain(p, "something follows a quoted value");
	}
	start = p->t.at;
	p->t.at = value_end(p, list);
	add_trimmed(out, start, p->t.at);
	return p->verbatim || op == MATCH || check_joints(p, start, p->t.at);
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
		return complain(p, "< <= > >= take one value");
	if (c->values[0].length == 0 && c->op != EQ && c->op != NE)
		return complain(p, "a value is missing");
	return true;
}

static bool read_pattern(struct wording *p, struct comparison *c)
{
	struct cs_err why = CS_ERR_INIT;

	c->pattern = cs_pattern_parse(c->values[0].text, &why);
	if (c->pattern != NULL)
		return true;
	return why.code == NULL ? complain(p, why.message)
				: refuse(p, why.code, why.message, "");
}

static void add_step(struct cs_filter *filter, int step)
{
	CS_GROW(filter->steps, filter->nsteps, filter->steps_capacity);
	filter->steps[filter->nsteps++] = (signed char)step;
}

static bool take_comparison(struct wording *p)
{
	struct cs_filter *filter = p->filter;
	struct cs_buf column = CS_BUF_INIT;
	struct comparison *c;
	bool taken;

	if (filter->count == CS_FILTER_MOST)
		return complain(p, "there are more than 64 comparisons");
	taken = take_column(p, &column);
	p->in_column = !taken && filter->count == 0;
	add_step(filter, (int)filter->count);
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

/* --- what joins them --------------------------------------------------- */

static bool take_any(struct wording *p);

static bool take_group(struct wording *p)
{
	if (p->depth == CS_FILTER_DEPTH)
		return complain(p, "more than 16 parentheses are open");
	p->depth++;
	if (!take_any(p))
		return false;
	p->depth--;
	return cs_cursor_skip(&p->t, ")") ||
	       complain(p, "a parenthesis is not closed");
}

static bool take_not(struct wording *p)
{
	bool negated = false, taken;

	cs_cursor_skip_blanks(&p->t);
	while (skip_word(&p->t, "not")) {
		cs_cursor_skip_blanks(&p->t);
		negated = !negated;
	}
	taken = cs_cursor_skip(&p->t, "(") ? take_group(p) : take_comparison(p);
	if (negated)
		add_step(p->filter, NOT);
	cs_cursor_skip_blanks(&p->t);
	return taken;
}

/* Takes the word if it is `joint`. */
static bool joined_by(struct wording *p, int joint)
{
	struct cs_cursor ahead = p->t;

	if (skip_joint(&ahead) != joint)
		return false;
	p->t = ahead;
	return true;
}

static bool take_all(struct wording *p)
{
	if (!take_not(p))
		return false;
	while (joined_by(p, AND)) {
		if (!take_not(p))
			return false;
		add_step(p->filter, AND);
	}
	return true;
}

static bool take_any(struct wording *p)
{
	if (!take_all(p))
		return false;
	while (joined_by(p, OR)) {
		if (!take_all(p))
			return false;
		add_step(p->filter, OR);
	}
	return true;
}

/* --- an expression ----------------------------------------------------- */

/* NULL with err filled if the text does not read so; *odd: for its first
 * column. */
static struct cs_filter *read_text(const char *text, bool verbatim, bool *odd,
				   struct cs_err *err)
{
	struct cs_filter *filter = cs_calloc(1, sizeof *filter);
	struct wording p = { .text = text,
			     .t = { text, text + strlen(text) },
			     .filter = filter,
			     .verbatim = verbatim,
			     .err = err };

	filter->text = cs_strdup(text);
	if ((verbatim ? take_comparison(&p) : take_any(&p)) &&
	    (p.t.at == p.t.end ||
	     complain(&p, "nothing joins what follows a parenthesis")))
		return filter;
	*odd = p.in_column;
	cs_filter_free(filter);
	return NULL;
}

static bool same_reading(const struct cs_filter *a, const struct cs_filter *b)
{
	const struct comparison *x = &a->list[0], *y = &b->list[0];

	if (a->nsteps != b->nsteps || strcmp(x->column, y->column) != 0 ||
	    x->op != y->op || x->count != y->count)
		return false;
	for (size_t i = 0; i < x->count; i++)
		if (strcmp(x->values[i].text, y->values[i].text) != 0)
			return false;
	return true;
}

struct cs_filter *cs_filter_parse(const char *text, struct cs_err *err)
{
	struct cs_err fault = CS_ERR_INIT, unsaid = CS_ERR_INIT;
	bool odd = false, any;
	struct cs_filter *filter = read_text(text, false, &odd, &fault);
	struct cs_filter *verbatim = read_text(text, true, &any, &unsaid);

	if (filter == NULL && verbatim == NULL) {
		cs_fail(err, fault.code, "%s", fault.message);
		err->usage = true;
		return NULL;
	}
	if (filter == NULL) {
		filter = cs_calloc(1, sizeof *filter);
		filter->text = cs_strdup(text);
		filter->fault = cs_malloc(sizeof fault);
		*filter->fault = fault;
	} else if (verbatim == NULL || same_reading(filter, verbatim)) {
		cs_filter_free(verbatim);
		return filter;
	} else {
		odd = strcmp(filter->list[0].column,
			     verbatim->list[0].column) != 0;
	}
	filter->odd_column = odd;
	filter->verbatim = verbatim;
	verbatim->list[0].slot += filter->nslots;
	return filter;
}

void cs_filter_free(struct cs_filter *filter)
{
	if (filter == NULL)
		return;
	for (size_t i = 0; i < filter->count; i++) {
		struct comparison *c = &filter->list[i];

		for (size_t v = 0; v < c->count; v++)
			free(c->values[v].text);
		cs_pattern_free(c->pattern);
		free(c->values);
		free(c->column);
	}
	cs_filter_free(filter->verbatim);
	free(filter->list);
	free(filter->steps);
	free(filter->fault);
	free(filter->text);
	free(filter);
}
