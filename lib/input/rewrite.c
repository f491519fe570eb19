/* rewrite.c - see rewrite.h. */
#include "input/rewrite.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "input/csv.h"

enum { AHEAD = 4, STEPS = 5 };

struct step {
	enum cs_rewriting kind;
	char delimiter, quote;
	bool inside;	    /* quotes */
	bool begun;	    /* a cell, of blanks and wrapped lines a line */
	bool guarded;	    /* the cell opened with "="" */
	bool blank;	    /* one is due before the next character */
	struct cs_buf kept; /* what more has to be known of */
};

struct cs_rewriter {
	struct step steps[STEPS];
	size_t count;
	struct cs_buf between[2];
};

/* --- one step ---------------------------------------------------------- */

/* Each returns how many of the bytes at p it took, of which there are AHEAD
 * unless the end is near. */

static bool ends_line(char c)
{
	return c == '\n' || c == '\r';
}

/* While the delimiter is not known, any may be it. */
static bool ends_cell(const struct step *step, char c)
{
	return step->delimiter != 0 ? c == step->delimiter
				    : memchr(",;\t|", c, 4) != NULL;
}

static size_t copy(struct step *step, const char *p, struct cs_buf *out)
{
	step->inside = cs_within_quotes(step->inside, *p, step->quote);
	cs_buf_addc(out, *p);
	return 1;
}

static size_t returns(struct step *step, const char *p, size_t left,
		      struct cs_buf *out)
{
	if (!step->inside && left > 2 && memcmp(p, "\r\r\n", 3) == 0) {
		cs_buf_addc(out, '\n');
		return 3;
	}
	return copy(step, p, out);
}

static size_t lines(struct step *step, const char *p, size_t left,
		    struct cs_buf *out)
{
	bool begun = step->begun;

	if (!step->inside && !begun && *p == step->quote) {
		step->inside = step->begun = true;
		return 1;
	}
	if (step->inside && *p == step->quote) {
		if (left > 1 && p[1] == step->quote) {
			cs_buf_addc(out, *p);
			return 2;
		}
		step->inside = false;
		return 1;
	}
	step->begun = step->inside || !ends_line(*p);
	cs_buf_addc(out, *p);
	return 1;
}

static size_t blanks(struct step *step, const char *p, size_t left,
		     struct cs_buf *out)
{
	(void)left;
	if (!step->inside && (*p == ' ' || *p == '\t')) {
		step->blank = step->begun;
		return 1;
	}
	if (!step->inside && ends_line(*p))
		step->begun = step->blank = false;
	else
		step->begun = true;
	if (step->blank)
		cs_buf_addc(out, ' ');
	step->blank = false;
	return copy(step, p, out);
}

static size_t escapes(struct step *step, const char *p, size_t left,
		      struct cs_buf *out)
{
	if (step->inside && *p == '\\' && left > 1 &&
	    (p[1] == step->quote || p[1] == '\\')) {
		cs_buf_addc(out, p[1]);
		if (p[1] == step->quote)
			cs_buf_addc(out, p[1]);
		return 2;
	}
	return copy(step, p, out);
}

static size_t guards(struct step *step, const char *p, size_t left,
		     struct cs_buf *out)
{
	if (!step->begun && left > 3 && memcmp(p, "\"=\"\"", 4) == 0) {
		step->begun = step->inside = step->guarded = true;
		cs_buf_addc(out, '"');
		return 4;
	}
	if (step->guarded && left > 1 && p[0] == '"' && p[1] == '"') {
		bool closes =
		    left > 2 && p[2] == '"' && (left == 3 || p[3] != '"');

		cs_buf_adds(out, closes ? "\"" : "\"\"");
		step->inside = step->guarded = !closes;
		return closes ? 3 : 2;
	}
	if (!step->begun && left > 1 && p[0] == '=' && p[1] == '"')
		return 1;
	copy(step, p, out);
	step->begun = step->inside || !(ends_cell(step, *p) || ends_line(*p));
	step->guarded &= step->inside;
	return 1;
}

static void run_step(struct step *step, const char *bytes, size_t length,
		     bool last, struct cs_buf *out)
{
	const char *p, *stop;
	size_t ahead = last ? 0 : AHEAD - 1;

	cs_buf_add(&step->kept, bytes, length);
	p = step->kept.data;
	stop = p + step->kept.length;
	while ((size_t)(stop - p) > ahead) {
		size_t left = (size_t)(stop - p);

		switch (step->kind) {
		case CS_REWRITE_RETURNS:
			p += returns(step, p, left, out);
			break;
		case CS_REWRITE_LINES: p += lines(step, p, left, out); break;
		case CS_REWRITE_BLANKS: p += blanks(step, p, left, out); break;
		case CS_REWRITE_ESCAPES:
			p += escapes(step, p, left, out);
			break;
		case CS_REWRITE_GUARDS: p += guards(step, p, left, out); break;
		}
	}
	step->kept.length = (size_t)(stop - p);
	memmove(step->kept.data, p, step->kept.length);
}

struct cs_rewriter *cs_rewriter_new(unsigned needed,
				    const struct cs_dialect *dialect)
{
	struct cs_rewriter *rewriter = cs_calloc(1, sizeof *rewriter);

	for (unsigned kind = 1; kind <= CS_REWRITE_GUARDS; kind <<= 1)
		if ((needed & kind) != 0)
			rewriter->steps[rewriter->count++] =
			    (struct step){ .kind = (enum cs_rewriting)kind,
					   .delimiter = dialect->delimiter,
					   .quote = dialect->quote,
					   .kept = CS_BUF_INIT };
	for (int i = 0; i < 2; i++)
		rewriter->between[i] = (struct cs_buf)CS_BUF_INIT;
	return rewriter;
}

void cs_rewriter_free(struct cs_rewriter *rewriter)
{
	if (rewriter == NULL)
		return;
	for (size_t i = 0; i < rewriter->count; i++)
		cs_buf_release(&rewriter->steps[i].kept);
	cs_buf_release(&rewriter->between[0]);
	cs_buf_release(&rewriter->between[1]);
	free(rewriter);
}

void cs_rewrite(struct cs_rewriter *rewriter, const char *bytes, size_t length,
		bool last, struct cs_buf *out)
{
	for (size_t i = 0; i < rewriter->count; i++) {
		bool end = i + 1 == rewriter->count;
		struct cs_buf *to = end ? out : &rewriter->between[i % 2];

		if (!end)
			cs_buf_clear(to);
		run_step(&rewriter->steps[i], bytes, length, last, to);
		bytes = to->data;
		length = to->length;
	}
}
