/* dialect.c - see dialect.h. */
#include "input/dialect.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "input/csv.h"

static const char candidates[] = { ',', ';', '\t', '|' };

static const char *name_of(char delimiter)
{
	return delimiter == ','	   ? "comma"
	       : delimiter == ';'  ? "semicolon"
	       : delimiter == '\t' ? "tab"
				   : "vertical bar";
}

/* The last byte of [p, e) that ends a line, or NULL; more follows up to `stop`.
 */
static const char *last_line_end(const char *p, const char *e, const char *stop,
				 bool lone)
{
	const char *feed = memrchr(p, '\n', (size_t)(e - p));

	if (!lone)
		return feed;
	for (p = feed != NULL ? feed + 1 : p; e > p; e--)
		if (e[-1] == '\r' && e < stop && *e != '\n')
			return e - 1;
	return feed;
}

size_t cs_last_record_end(const char *bytes, size_t length, char quote,
			  bool lone, bool *inside)
{
	const char *p = bytes, *stop = bytes + length, *last = NULL;

	while (p < stop) {
		const char *q = quote == CS_NO_QUOTE
				    ? NULL
				    : memchr(p, quote, (size_t)(stop - p));
		const char *found =
		    *inside
			? NULL
			: last_line_end(p, q != NULL ? q : stop, stop, lone);

		if (found != NULL)
			last = found + 1;
		*inside ^= q != NULL;
		p = q != NULL ? q + 1 : stop;
	}
	return last != NULL ? (size_t)(last - bytes) : 0;
}

/* Bytes of the first line, its end included. */
static size_t line_length(const char *p, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (p[i] == '\n')
			return i + 1;
		else if (p[i] == '\r')
			return i + 1 + (i + 1 < length && p[i + 1] == '\n');
	return length;
}

/* Bytes of the first record: lines until one ends outside quotes; *inside: none
 * does. */
static size_t record_length(const char *p, size_t length, char quote,
			    bool *inside)
{
	size_t at = 0;

	*inside = false;
	while (at < length) {
		size_t n = line_length(p + at, length - at);

		for (size_t i = 0; i < n; i++)
			*inside = cs_within_quotes(*inside, p[at + i], quote);
		at += n;
		if (!*inside)
			break;
	}
	return at;
}

static size_t count_outside(const char *p, size_t length, char wanted,
			    char quote)
{
	size_t count = 0;
	bool inside = false;

	for (size_t i = 0; i < length; i++) {
		inside = cs_within_quotes(inside, p[i], quote);
		count += !inside && p[i] == wanted;
	}
	return count;
}

static int settle_delimiter(const char *p, size_t length,
			    struct cs_dialect *dialect, struct cs_err *err)
{
	size_t most = 0, n;
	char best = ',', second = 0;

	for (size_t i = 0; i < sizeof candidates; i++) {
		if (candidates[i] == dialect->quote)
			continue;
		n = count_outside(p, length, candidates[i], dialect->quote);
		if (n > most) {
			most = n;
			best = candidates[i];
			second = 0;
		} else if (n == most && n > 0) {
			second = candidates[i];
		}
	}
	if (second != 0)
		return cs_fail(err, "ambiguous-delimiter",
			       "%s and %s split the header into the same "
			       "number of fields: name one with --delimiter",
			       name_of(best), name_of(second));
	dialect->delimiter = best;
	return 0;
}

/* A line "sep=;" that spreadsheets write for each other. */
static bool read_sep(const char *p, size_t length, struct cs_dialect *dialect)
{
	if (length < 5 || memcmp(p, "sep=", 4) != 0)
		return false;
	if (length > 5 && p[5] != '\n' && p[5] != '\r')
		return false;
	if (memchr("\r\n \"", p[4], 5) != NULL || p[4] == dialect->quote ||
	    (unsigned char)p[4] >= 0x80)
		return false;
	if (dialect->delimiter == 0)
		dialect->delimiter = p[4];
	return true;
}

static bool blank_line(const char *p, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (memchr(" \t\r\n", p[i], 4) == NULL)
			return false;
	return true;
}

static int refuse_utf16(const char *bytes, size_t length, struct cs_err *err)
{
	if (length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 ||
			    memcmp(bytes, "\xFE\xFF", 2) == 0))
		return cs_fail(err, "utf-16",
			       "this is UTF-16: convert it first, as with "
			       "iconv -f UTF-16 -t UTF-8");
	return 0;
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

static void take_names(const struct cs_batch *batch, bool no_header,
		       struct cs_header *header)
{
	struct cs_cells cells = cs_batch_cells(batch, 0);

	header->ncolumns = cells.count;
	header->names = cs_calloc(cells.count, sizeof *header->names);
	for (size_t i = 0; i < cells.count; i++) {
		struct cs_text cell = cs_cells_at(&cells, i);
		struct cs_buf name = CS_BUF_INIT;

		if (no_header)
			cs_buf_addf(&name, "%zu", i + 1);
		else
			cs_buf_add(&name, cell.bytes, cell.length);
		header->names[i] = cs_strdup(name.data);
		cs_buf_release(&name);
	}
}

static int parse_record(const char *p, size_t length,
			const struct cs_dialect *dialect,
			struct cs_header *header, struct cs_err *err)
{
	struct cs_csv *csv =
	    cs_csv_new(dialect->delimiter, dialect->quote, 0, CS_CSV_LIBCSV);
	const struct cs_batch *batch = cs_csv_split(csv, p, length);
	int status = 0;

	if (batch->failed || batch->nrecords == 0)
		status = cs_fail(err, "bad-header",
				 "cannot read the header: a quote is not "
				 "closed or stands inside a field; if quotes "
				 "are plain characters here, say --quote none");
	else
		take_names(batch, dialect->no_header, header);
	for (size_t i = 0; status == 0 && i < header->ncolumns; i++)
		if (!cs_utf8_valid(header->names[i], strlen(header->names[i])))
			status = cs_fail(err, "bad-encoding",
					 "the header is not UTF-8: convert the "
					 "file first, as with iconv -f "
					 "WINDOWS-1252 -t UTF-8");
	cs_csv_free(csv);
	if (status != 0)
		cs_header_release(header);
	return status;
}

int cs_header_read(const char *bytes, size_t length, struct cs_dialect *dialect,
		   struct cs_header *header, struct cs_err *err)
{
	size_t at = 0, n;
	bool inside;

	*header = (struct cs_header){ 0 };
	err->line = 1;
	if (refuse_utf16(bytes, length, err) != 0)
		return -1;
	if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		at = 3;
	for (long i = 0; i < dialect->skip_lines && at < length; i++) {
		at += line_length(bytes + at, length - at);
		header->lines++;
	}
	n = line_length(bytes + at, length - at);
	if (read_sep(bytes + at, n, dialect)) {
		at += n;
		header->lines++;
	}
	while (
	    at < length &&
	    blank_line(bytes + at, n = line_length(bytes + at, length - at))) {
		header->lines += cs_count_lines(bytes + at, n);
		at += n;
	}
	err->line = header->lines + 1;
	n = record_length(bytes + at, length - at, dialect->quote, &inside);
	if (memchr(bytes, '\0', at + n) != NULL)
		return cs_fail(err, "nul-byte",
			       "there is a NUL byte: this is not a text file");
	if (at + n == CS_HEAD_SIZE)
		return refuse_long(dialect, n > 0, inside, err);
	if (n == 0)
		return cs_fail(err, "empty-file",
			       "the file is empty: it has not even a header");
	if (dialect->delimiter == 0 &&
	    settle_delimiter(bytes + at, n, dialect, err) != 0)
		return -1;
	if (parse_record(bytes + at, n, dialect, header, err) != 0)
		return -1;
	header->length = at;
	if (!dialect->no_header) {
		header->length += n;
		header->lines += cs_count_lines(bytes + at, n);
	}
	err->line = 0;
	return 0;
}

void cs_header_release(struct cs_header *header)
{
	for (size_t i = 0; i < header->ncolumns; i++)
		free(header->names[i]);
	free(header->names);
	*header = (struct cs_header){ 0 };
}
