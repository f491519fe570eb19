/* filter.c - see filter.h: reading an expression. */
#include "cell/filter_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* --- what joins them --------------------------------------------------- */

static bool take_any(struct wording *p);

static bool take_group(struct wording *p)
{
	if (p->depth == CS_FILTER_DEPTH)
		return cs_wording_complain(p,
					   "more than 16 parentheses are open");
	p->depth++;
	if (!take_any(p))
		return false;
	p->depth--;
	return cs_cursor_skip(&p->t, ")") ||
	       cs_wording_complain(p, "a parenthesis is not closed");
}

static bool take_not(struct wording *p)
{
	bool negated = false, taken;

	cs_cursor_skip_blanks(&p->t);
	while (cs_skip_word(&p->t, "not")) {
		cs_cursor_skip_blanks(&p->t);
		negated = !negated;
	}
	taken =
	    cs_cursor_skip(&p->t, "(") ? take_group(p) : cs_take_comparison(p);
	if (negated)
		cs_filter_step(p->filter, NOT);
	cs_cursor_skip_blanks(&p->t);
	return taken;
}

/* Takes the word if it is `joint`. */
static bool joined_by(struct wording *p, int joint)
{
	struct cs_cursor ahead = p->t;

	if (cs_skip_joint(&ahead) != joint)
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
		cs_filter_step(p->filter, AND);
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
		cs_filter_step(p->filter, OR);
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
	if ((verbatim ? cs_take_comparison(&p) : take_any(&p)) &&
	    (p.t.at == p.t.end ||
	     cs_wording_complain(&p,
				 "nothing joins what follows a parenthesis")))
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
