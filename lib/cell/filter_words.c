/* filter_words.c - see filter_words.h. */
#include "cell/filter_words.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

#define EXPECTED                                                               \
	"; expected COLUMN OP VALUE[,VALUE...] with OP one of = != < <= > >= " \
	"~, joined by and, or, not and parentheses"

/* --- refusing ---------------------------------------------------------- */

bool cs_wording_refuse(struct wording *p, const char *code, const char *what,
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

bool cs_wording_complain(struct wording *p, const char *what)
{
	return cs_wording_refuse(p, "bad-filter", what, EXPECTED);
}

/* --- words ------------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

bool cs_skip_word(struct cs_cursor *t, const char *word)
{
	size_t n = strlen(word);

	if (cs_cursor_left(t) <= n || strncasecmp(t->at, word, n) != 0 ||
	    (!is_blank(t->at[n]) && t->at[n] != '('))
		return false;
	t->at += n;
	return true;
}

int cs_skip_joint(struct cs_cursor *t)
{
	if (cs_cursor_skip(t, "&&") || cs_skip_word(t, "and"))
		return AND;
	return cs_cursor_skip(t, "||") || cs_skip_word(t, "or") ? OR : 0;
}

bool cs_joint_at(const char *start, const char *at, const char *end)
{
	struct cs_cursor t = { at, end };

	return (*at == '&' || *at == '|' || (at > start && is_blank(at[-1]))) &&
	       cs_skip_joint(&t) != 0;
}

bool cs_at_operator(const struct cs_cursor *t)
{
	struct cs_cursor ahead = *t;

	return memchr("=<>~", *t->at, 4) || cs_cursor_skip(&ahead, "!=");
}

bool cs_take_quoted(struct cs_cursor *t, struct cs_buf *out)
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

bool cs_comparison_follows(struct cs_cursor t)
{
	const char *start;

	do
		cs_cursor_skip_blanks(&t);
	while (cs_cursor_skip(&t, "(") || cs_skip_word(&t, "not"));
	start = t.at;
	if (cs_cursor_peek(&t) == '"' || cs_cursor_peek(&t) == '\'') {
		if (!cs_take_quoted(&t, NULL))
			return false;
		cs_cursor_skip_blanks(&t);
		return t.at < t.end && cs_at_operator(&t);
	}
	for (; t.at < t.end && !cs_at_operator(&t); t.at++)
		if (*t.at == ',' || cs_joint_at(start, t.at, t.end))
			return false;
	return t.at < t.end && t.at > start;
}

void cs_add_trimmed(struct cs_buf *out, const char *start, const char *end)
{
	size_t length = (size_t)(end - start);

	cs_cell_trim(&start, &length);
	cs_buf_add(out, start, length);
}
