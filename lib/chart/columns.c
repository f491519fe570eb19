/*
 * columns.c - a drawing in characters keeps its columns: see chart.h.
 *
 * gnuplot takes each character for one column, and puts a blank behind those of
 * four bytes. What stands to the right of a wide one, or of a mark, is not
 * where it was meant to be.
 */
#include <string.h>

#include "base/utf8.h"
#include "chart/chart.h"

static size_t blanks_at(const char *p, const char *end)
{
	size_t count = 0;

	while (p + count < end && p[count] == ' ')
		count++;
	return count;
}

/* A line of text up to its first run of blanks; returns its end. Blanks that
 * gnuplot put behind characters of four bytes are left out. */
static const char *add_words(struct cs_buf *out, const char *p, const char *end,
			     long *drift)
{
	size_t begin = out->length, cells = 0, used;

	while (p < end && blanks_at(p, end) < 2) {
		bool four = ((unsigned char)*p & 0xF8) == 0xF0;

		cs_utf8_decode(p, (size_t)(end - p), &used);
		cs_buf_add(out, p, used);
		p += used;
		cells++;
		if (four && p < end && *p == ' ') {
			p++;
			cells++;
		}
	}
	*drift += (long)cs_utf8_width(out->data + begin, out->length - begin) -
		  (long)cells;
	return p;
}

static void add_line(struct cs_buf *out, const char *p, const char *end)
{
	long drift = 0;

	while (p < end) {
		size_t blanks = blanks_at(p, end);
		long kept = (long)blanks - drift;

		/* one blank stays where there were any */
		if (blanks > 0 && kept < 1)
			kept = 1;
		drift -= (long)blanks - kept;
		for (long i = 0; blanks > 0 && i < kept; i++)
			cs_buf_addc(out, ' ');
		p = add_words(out, p + blanks, end, &drift);
	}
}

void cs_columns_settle(struct cs_buf *drawing)
{
	struct cs_buf out = CS_BUF_INIT;
	const char *p = drawing->data, *end = p + drawing->length;

	while (p < end) {
		const char *line = memchr(p, '\n', (size_t)(end - p));
		const char *to = line != NULL ? line : end;

		add_line(&out, p, to);
		if (line != NULL)
			cs_buf_addc(&out, '\n');
		p = to + (line != NULL);
	}
	cs_buf_clear(drawing);
	cs_buf_add(drawing, out.data, out.length);
	cs_buf_release(&out);
}
