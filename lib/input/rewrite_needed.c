/* rewrite_needed.c - which ways of writing CSV the first bytes of a file show:
 * see rewrite.h. */
#include <stdlib.h>
#include <string.h>

#include "input/csv.h"
#include "input/peek.h"
#include "input/rewrite.h"

static const char delimiters[] = ",;\t|";

enum { LOOKED_AT = 60 };

/* The one told, or that of which the record has most; 0: it has none. */
static char delimiter_of(struct cs_text record,
			 const struct cs_dialect *dialect)
{
	struct cs_peek_cells cells = { 0 };
	size_t most = 1;
	char best = dialect->delimiter;

	for (const char *d = delimiters; dialect->delimiter == 0 && *d; d++) {
		cs_peek_split(&cells, record, *d, dialect->quote);
		if (cells.count > most) {
			most = cells.count;
			best = *d;
		}
	}
	cs_peek_cells_release(&cells);
	return best;
}

/* Two characters beside one another, of which the first is rare. */
static bool has_pair(const char *bytes, size_t length, char first, char second)
{
	const char *p = bytes, *e = bytes + length;

	while ((p = memchr(p, first, (size_t)(e - p))) != NULL && ++p < e)
		if (*p == second)
			return true;
	return false;
}

/* --- whole lines in quotes ------------------------------ */

/* Does one quoted cell make the record? */
static bool is_quoted(struct cs_text record, char quote)
{
	const char *p = record.bytes, *e = p + record.length;

	if (record.length < 2 || *p != quote || e[-1] != quote)
		return false;
	for (p++, e--; p < e; p++)
		if (*p == quote && (++p == e || *p != quote))
			return false;
	return true;
}

/* How many cells a record has that is no quoted cell as a whole. */
static size_t count_cells(struct cs_text record,
			  const struct cs_dialect *dialect, char *delimiter)
{
	struct cs_peek_cells cells = { 0 };

	if (*delimiter == 0)
		*delimiter = delimiter_of(record, dialect);
	cs_peek_split(&cells, record, *delimiter, dialect->quote);
	cs_peek_cells_release(&cells);
	return cells.count;
}

/* How many its inside has. */
static size_t count_inside(struct cs_text record,
			   const struct cs_dialect *dialect, char *delimiter)
{
	struct cs_rewriter *rewriter =
	    cs_rewriter_new(CS_REWRITE_LINES, dialect);
	struct cs_buf inside = CS_BUF_INIT;
	size_t count;

	cs_rewrite(rewriter, record.bytes, record.length, true, &inside);
	count = count_cells((struct cs_text){ inside.data, inside.length },
			    dialect, delimiter);
	cs_rewriter_free(rewriter);
	cs_buf_release(&inside);
	return count;
}

/*
 * All that begin with a quote have as many cells within as the first record
 * has, and so have most of the others. A title or footer that is quoted for a
 * comma is none: of few lines that are in quotes one has quotes within.
 */
static bool lines_quoted(const struct cs_peek *peek,
			 const struct cs_dialect *dialect)
{
	size_t first, quoted = 0, plain = 0, alike = 0;
	char delimiter = 0, quote = dialect->quote;
	bool whole, nested = false;

	if (peek->count < 2)
		return false;
	whole = is_quoted(peek->records[0], quote);
	first = (whole ? count_inside : count_cells)(peek->records[0], dialect,
						     &delimiter);
	for (size_t i = 1; first > 1 && i < peek->count; i++) {
		struct cs_text record = peek->records[i];

		if (*record.bytes != quote) {
			plain++;
			alike +=
			    count_cells(record, dialect, &delimiter) == first;
			continue;
		}
		if (!is_quoted(record, quote) ||
		    count_inside(record, dialect, &delimiter) != first)
			return false;
		nested |= has_pair(record.bytes, record.length, quote, quote);
		quoted++;
	}
	return quoted > 0 && alike * 2 >= plain &&
	       (whole || nested || quoted > plain);
}

/* --- runs of blanks ------------------------------ */

static size_t count_words(struct cs_text record)
{
	const char *p = record.bytes, *e = p + record.length;
	size_t count = 0;

	while (p < e) {
		while (p < e && (*p == ' ' || *p == '\t'))
			p++;
		count += p < e;
		while (p < e && *p != ' ' && *p != '\t')
			p++;
	}
	return count;
}

/* Has it a word that is a number or date? */
static bool has_typed(struct cs_text record)
{
	const char *p = record.bytes, *e = p + record.length;
	bool found = false;

	while (p < e && !found) {
		const char *q = p;

		while (q < e && *q != ' ' && *q != '\t')
			q++;
		found = cs_peek_typed((struct cs_text){ p, (size_t)(q - p) });
		p = q + (q < e);
	}
	return found;
}

static bool has_run(struct cs_text record)
{
	const char *p = record.bytes, *e = p + record.length;

	for (; p + 1 < e; p++)
		if (*p == ' ' && p[1] == ' ')
			return true;
	return false;
}

static bool blanks_between(const struct cs_peek *peek,
			   const struct cs_dialect *dialect)
{
	size_t words;
	bool run = false;

	if (peek->count < 2)
		return false;
	words = count_words(peek->records[0]);
	for (size_t i = 0; i < peek->count; i++) {
		struct cs_text record = peek->records[i];

		if (delimiter_of(record, dialect) != 0 ||
		    count_words(record) != words ||
		    (i > 0 && !has_typed(record)))
			return false;
		run |= has_run(record);
	}
	return words > 2 && run;
}

/* --- backslashes ------------------------------ */

/* Is it strict CSV with one of the delimiters? What is cut off may have a quote
 * that is not closed. */
static bool strict(const char *bytes, size_t length, char quote)
{
	bool good = false;

	for (const char *d = delimiters; *d != '\0' && !good; d++) {
		struct cs_csv *csv = cs_csv_new(*d, quote, 0, CS_CSV_LIBCSV);
		const struct cs_batch *batch = cs_csv_split(csv, bytes, length);

		good = !batch->failed ||
		       (batch->unclosed && length + 4096 >= CS_HEAD_SIZE);
		cs_csv_free(csv);
	}
	return good;
}

static bool escapes_found(const char *bytes, size_t length,
			  const struct cs_dialect *dialect)
{
	struct cs_rewriter *rewriter;
	struct cs_buf out = CS_BUF_INIT;
	bool found;

	if (!has_pair(bytes, length, '\\', dialect->quote) ||
	    strict(bytes, length, dialect->quote))
		return false;
	rewriter = cs_rewriter_new(CS_REWRITE_ESCAPES, dialect);
	cs_rewrite(rewriter, bytes, length, true, &out);
	found = strict(out.data, out.length, dialect->quote);
	cs_rewriter_free(rewriter);
	cs_buf_release(&out);
	return found;
}

/* --- guards ------------------------------ */

static bool guards_found(const char *bytes, size_t length,
			 const struct cs_dialect *dialect)
{
	struct cs_rewriter *rewriter;
	struct cs_buf out = CS_BUF_INIT;
	bool found;

	if (!has_pair(bytes, length, '=', '"'))
		return false;
	rewriter = cs_rewriter_new(CS_REWRITE_GUARDS, dialect);
	cs_rewrite(rewriter, bytes, length, true, &out);
	found = out.length != length;
	cs_rewriter_free(rewriter);
	cs_buf_release(&out);
	return found;
}

/* CR CR LF, at the ends of two lines or more outside quotes: what opens a text
 * file in the wrong way writes so. */
static bool double_returns(const char *bytes, size_t length, char quote)
{
	size_t lines = 0;
	bool inside = false;

	for (size_t i = 0; lines < LOOKED_AT && i < length; i++) {
		inside = cs_within_quotes(inside, bytes[i], quote);
		if (inside || bytes[i] != '\n')
			continue;
		if (i < 2 || bytes[i - 1] != '\r' || bytes[i - 2] != '\r')
			return false;
		lines++;
	}
	return lines > 1;
}

/* What else is needed, of text without escapes. */
static unsigned find_others(const char *bytes, size_t length,
			    struct cs_dialect *dialect)
{
	unsigned needed = 0;
	struct cs_peek peek;

	if (double_returns(bytes, length, dialect->quote))
		needed |= CS_REWRITE_RETURNS;
	if (length > 4 && memcmp(bytes + (*bytes == '"'), "sep=", 4) == 0) {
		size_t n = cs_line_length(bytes, length);

		bytes += n;
		length -= n;
	}
	cs_peek_records(&peek, bytes, length, true, dialect->quote, LOOKED_AT);
	if (dialect->delimiter == 0 && blanks_between(&peek, dialect))
		dialect->delimiter = CS_BLANKS;
	if (dialect->delimiter == CS_BLANKS)
		needed |= CS_REWRITE_BLANKS;
	if (dialect->quote == '"' && lines_quoted(&peek, dialect))
		needed |= CS_REWRITE_LINES;
	if (dialect->quote == '"' && guards_found(bytes, length, dialect))
		needed |= CS_REWRITE_GUARDS;
	cs_peek_release(&peek);
	return needed;
}

unsigned cs_rewrite_needed(const char *bytes, size_t length,
			   struct cs_dialect *dialect)
{
	struct cs_rewriter *rewriter;
	struct cs_buf plain = CS_BUF_INIT;
	unsigned needed;

	if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	if (dialect->escape == CS_ESCAPE_DOUBLED ||
	    (dialect->escape == CS_ESCAPE_FOUND &&
	     (dialect->quote != '"' || !escapes_found(bytes, length, dialect))))
		return find_others(bytes, length, dialect);
	rewriter = cs_rewriter_new(CS_REWRITE_ESCAPES, dialect);
	cs_rewrite(rewriter, bytes, length, true, &plain);
	needed =
	    CS_REWRITE_ESCAPES | find_others(plain.data, plain.length, dialect);
	cs_rewriter_free(rewriter);
	cs_buf_release(&plain);
	return needed;
}
