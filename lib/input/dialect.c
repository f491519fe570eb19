/* dialect.c - see dialect.h. */
#include "input/dialect.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cell/cell.h"
#include "cell/date.h"
#include "input/csv.h"
#include "input/encoding.h"
#include "input/peek.h"
#include "input/scan.h"
#include "input/top.h"

/* So many records are looked at to find out where the table begins. */
enum { PEEKED = 200 };

/*
 * From the end of the bytes, at which `inside` holds, back to the last line
 * feed outside quotes.
 */
static size_t last_feed(const char *bytes, size_t length, char quote,
			bool quotes, bool inside)
{
	const char *e = bytes + length;

	for (;;) {
		const char *q =
		    quotes ? memrchr(bytes, quote, (size_t)(e - bytes)) : NULL;
		const char *p = q != NULL ? q + 1 : bytes;
		const char *feed =
		    inside ? NULL : memrchr(p, '\n', (size_t)(e - p));

		if (feed != NULL)
			return (size_t)(feed + 1 - bytes);
		if (q == NULL)
			return 0;
		inside = !inside;
		e = q;
	}
}

/* The last byte of [p, e) that ends a line, or NULL; more follows up to `stop`.
 */
static const char *last_line_end(const char *p, const char *e, const char *stop)
{
	const char *feed = memrchr(p, '\n', (size_t)(e - p));

	for (p = feed != NULL ? feed + 1 : p; e > p; e--)
		if (e[-1] == '\r' && e < stop && *e != '\n')
			return e - 1;
	return feed;
}

/* Likewise, where a lone carriage return ends a record as well. */
static size_t last_feed_or_return(const char *bytes, size_t length, char quote,
				  bool *inside)
{
	const char *p = bytes, *stop = bytes + length, *last = NULL;

	while (p < stop) {
		const char *q = quote == CS_NO_QUOTE
				    ? NULL
				    : memchr(p, quote, (size_t)(stop - p));
		const char *found =
		    *inside ? NULL
			    : last_line_end(p, q != NULL ? q : stop, stop);

		if (found != NULL)
			last = found + 1;
		*inside ^= q != NULL;
		p = q != NULL ? q + 1 : stop;
	}
	return last != NULL ? (size_t)(last - bytes) : 0;
}

size_t cs_last_record_end(const char *bytes, size_t length, char quote,
			  bool lone, bool *inside)
{
	size_t quotes = 0;

	if (lone)
		return last_feed_or_return(bytes, length, quote, inside);
	if (quote != CS_NO_QUOTE)
		quotes = cs_scan_count(bytes, length, quote, cs_scan_vectors());
	*inside ^= quotes % 2 == 1;
	return last_feed(bytes, length, quote, quotes > 0, *inside);
}

/* A line sep=; that spreadsheets write for each other, or "sep=;". */
static bool read_sep(const char *p, size_t length, struct cs_dialect *dialect)
{
	bool quoted = length > 0 && *p == '"';
	const char *behind = p + 5 + 2 * quoted;

	if (length < 5 + 2 * (size_t)quoted ||
	    memcmp(p + quoted, "sep=", 4) != 0)
		return false;
	p += 4 + quoted;
	if (quoted && p[1] != '"')
		return false;
	if (behind < p + length && length > 5 + 2 * (size_t)quoted &&
	    *behind != '\n' && *behind != '\r')
		return false;
	if (memchr("\r\n \"", *p, 5) != NULL || *p == dialect->quote ||
	    (unsigned char)*p >= 0x80)
		return false;
	if (dialect->delimiter == 0)
		dialect->delimiter = *p;
	return true;
}

/* The head of the file ends before its header does, if one has begun in it. */
static int refuse_long(const struct cs_dialect *dialect, bool begun,
		       bool inside, struct cs_err *err)
{
	const char *what = dialect->no_header ? "first record" : "header";

	if (!begun)
		return cs_fail(err, "long-header",
			       "no %s begins within the first mebibyte of the "
			       "file, and none is looked for beyond: leave out "
			       "what stands above it, as with tail -n +LINE",
			       what);
	return cs_fail(err, "long-header",
		       "the %s does not end within the first mebibyte of the "
		       "file: %s",
		       what,
		       inside ? "a quote that opens in it is probably never "
				"closed; if quotes are plain characters here, "
				"say --quote none"
			      : "is it a CSV file?");
}

/* --- names ------------------------------ */

/* A name as UTF-8, whatever it is in. */
static char *take_name(struct cs_text cell, struct cs_header *header)
{
	const char *encoding = header->likely_encoding;
	struct cs_buf name = CS_BUF_INIT;
	char *copy;

	cs_cell_trim(&cell.bytes, &cell.length);
	if (cs_utf8_valid(cell.bytes, cell.length)) {
		cs_buf_add(&name, cell.bytes, cell.length);
	} else {
		header->encoding = encoding;
		if (encoding == NULL ||
		    !cs_decode_text(encoding, cell.bytes, cell.length, &name)) {
			cs_buf_clear(&name);
			cs_printable(&name, cell.bytes, cell.length, 0);
			header->encoding = "";
		}
	}
	copy = cs_strdup(name.data);
	cs_buf_release(&name);
	return copy;
}

/* `width` of them, some of which may be without a name. */
static void take_names(const struct cs_batch *batch, bool no_header,
		       size_t width, struct cs_header *header)
{
	struct cs_cells cells = cs_batch_cells(batch, 0);
	struct cs_buf number = CS_BUF_INIT;

	header->ncolumns = width > 0 ? width : cells.count;
	header->names = cs_calloc(header->ncolumns, sizeof *header->names);
	for (size_t i = 0; i < header->ncolumns; i++) {
		cs_buf_clear(&number);
		cs_buf_addf(&number, "%zu", i + 1);
		header->names[i] =
		    no_header ? cs_strdup(number.data)
		    : i < cells.count
			? take_name(cs_cells_at(&cells, i), header)
			: cs_strdup("");
	}
	cs_buf_release(&number);
}

static int parse_record(struct cs_text record, size_t width,
			const struct cs_dialect *dialect,
			struct cs_header *header, struct cs_err *err)
{
	struct cs_csv *csv =
	    cs_csv_new(dialect->delimiter, dialect->quote, 0, CS_CSV_LIBCSV);
	const struct cs_batch *batch =
	    cs_csv_split(csv, record.bytes, record.length);
	int status = 0;

	if (batch->failed || batch->nrecords == 0)
		status = cs_fail(err, "bad-header",
				 "cannot read the header: a quote is not "
				 "closed or stands inside a field; if quotes "
				 "are plain characters here, say --quote none");
	else
		take_names(batch, dialect->no_header, width, header);
	cs_csv_free(csv);
	return status;
}

/* --- where they stand ------------------------------ */

/* Behind byte-order mark, lines to skip and sep=: where the first line with
 * content may be. */
static size_t skip_above(const char *bytes, size_t length,
			 struct cs_dialect *dialect, struct cs_header *header)
{
	size_t at =
	    length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	size_t n;

	for (long i = 0; i < dialect->skip_lines && at < length; i++) {
		at += cs_line_length(bytes + at, length - at);
		header->lines++;
	}
	n = cs_line_length(bytes + at, length - at);
	if (read_sep(bytes + at, n, dialect)) {
		at += n;
		header->lines++;
	}
	return at;
}

/* Lines without content; *empty is the last of delimiters only, its length 0 if
 * there is none. */
static size_t skip_empty(const char *bytes, size_t length, size_t at,
			 char delimiter, struct cs_text *empty)
{
	*empty = (struct cs_text){ 0 };
	while (at < length) {
		size_t n = cs_line_length(bytes + at, length - at);

		if (!cs_line_empty(bytes + at, n, delimiter))
			break;
		if (!cs_line_empty(bytes + at, n, ' '))
			*empty = (struct cs_text){ bytes + at, n };
		at += n;
	}
	return at;
}

static bool has_date(const char *p, size_t length, char delimiter, char quote)
{
	const struct cs_date_format any = CS_DATE_FORMAT_INIT;
	struct cs_peek_cells cells = { 0 };
	bool found = false;
	cs_day day;

	cs_peek_split(&cells, (struct cs_text){ p, length }, delimiter, quote);
	for (size_t i = 0; i < cells.count; i++)
		found |=
		    cells.list[i].length >= 8 &&
		    cs_date_parse(cells.list[i].bytes, cells.list[i].length,
				  &any, &day) == CS_CELL_OK;
	cs_peek_cells_release(&cells);
	return found;
}

/* The record that is the header, from what is known of the first ones; `first`
 * begins the first with content, `empty` may stand above. */
static struct cs_text choose(const struct cs_peek *peek,
			     const struct cs_top *top, struct cs_text empty,
			     struct cs_dialect *dialect,
			     struct cs_header *header)
{
	struct cs_text record = peek->records[top->header];

	header->found = top->header > 0;
	header->like_data = top->like_data && !dialect->no_header;
	if (header->like_data && dialect->find && top->no_letters &&
	    has_date(record.bytes, record.length, dialect->delimiter,
		     dialect->quote)) {
		dialect->no_header = header->unnamed = true;
		header->like_data = false;
	}
	if (header->like_data && empty.length > 0)
		return empty; /* names that are all empty */
	return record;
}

/* -1: the first record, or the header, does not fit into the head. */
static int check_first(const char *bytes, size_t at, size_t n, bool inside,
		       const struct cs_dialect *dialect, struct cs_err *err)
{
	if (memchr(bytes, '\0', at + n) != NULL)
		return cs_fail(err, "nul-byte",
			       "there is a NUL byte: this is not a text file");
	if (at + n == CS_HEAD_SIZE)
		return refuse_long(dialect, n > 0, inside, err);
	if (n == 0)
		return cs_fail(err, "empty-file",
			       "the file is empty: it has not even a header");
	return 0;
}

static int read_table(const char *bytes, size_t length, size_t first,
		      const struct cs_peek *peek, struct cs_text empty,
		      struct cs_dialect *dialect, struct cs_header *header,
		      struct cs_err *err)
{
	struct cs_top top;
	struct cs_text record;
	size_t at, n;
	bool inside;

	if (cs_top_find(peek, dialect, &top, err) != 0)
		return -1;
	record = choose(peek, &top, empty, dialect, header);
	at = (size_t)(record.bytes - bytes);
	n = cs_record_length(record.bytes, length - at, dialect->quote,
			     &inside);
	header->lines += cs_count_lines(bytes + first, at - first);
	err->line = header->lines + 1;
	if (!cs_utf8_valid(bytes, length))
		header->likely_encoding = cs_likely_encoding(bytes, length);
	if (parse_record((struct cs_text){ record.bytes, n }, top.width,
			 dialect, header, err) != 0)
		return -1;
	header->length = at;
	if (dialect->no_header)
		return 0;
	header->line = header->lines + 1;
	header->length += n;
	header->lines += cs_count_lines(record.bytes, n);
	if (!top.described)
		return 0;
	record = peek->records[top.header + 1];
	at = (size_t)(record.bytes - bytes);
	header->lines +=
	    cs_count_lines(bytes + header->length, at - header->length);
	header->described = header->lines + 1;
	n = cs_record_length(record.bytes, length - at, dialect->quote,
			     &inside);
	header->lines += cs_count_lines(record.bytes, n);
	header->length = at + n;
	return 0;
}

int cs_header_read(const char *bytes, size_t length, bool whole,
		   struct cs_dialect *dialect, struct cs_header *header,
		   struct cs_err *err)
{
	struct cs_text empty;
	struct cs_peek peek;
	size_t at, first, n;
	bool inside;
	int status;

	*header = (struct cs_header){ 0 };
	first = skip_above(bytes, length, dialect, header);
	at = skip_empty(bytes, length, first, dialect->delimiter, &empty);
	err->line =
	    header->lines + 1 + cs_count_lines(bytes + first, at - first);
	n = cs_record_length(bytes + at, length - at, dialect->quote, &inside);
	if (check_first(bytes, at, n, inside, dialect, err) != 0)
		return -1;
	cs_peek_records(&peek, bytes + at, length - at, whole, dialect->quote,
			PEEKED);
	if (peek.count == 0) { /* a quote that is not closed */
		peek.count = peek.capacity = 1;
		peek.records = cs_calloc(1, sizeof *peek.records);
		peek.records[0] = (struct cs_text){ bytes + at, n };
	}
	status = read_table(bytes, length, first, &peek, empty, dialect, header,
			    err);
	cs_peek_release(&peek);
	if (status != 0)
		cs_header_release(header);
	else
		err->line = 0;
	return status;
}

void cs_header_release(struct cs_header *header)
{
	for (size_t i = 0; i < header->ncolumns; i++)
		free(header->names[i]);
	free(header->names);
	*header = (struct cs_header){ 0 };
}
