/*
 * csv.c - see csv.h.
 *
 * Two ways from a block to cells, the second where the first is not sure:
 *
 *   in place	no quote, or quotes around whole cells and in pairs within
 *   libcsv	anything else, the errors included
 *
 * In place means that the block's own bytes are the cells, with quotes around
 * them; where there are pairs of quotes, a copy of the block, in which cells
 * that have such are written anew, to the right of where they stood:
 *
 *	1,"a ""b"" c",2		1,  "a "b" c",2
 */
#include "input/csv.h"

#include <errno.h>
#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

/* By so much libcsv lets its one cell grow; its own 128 bytes take for ever. */
enum { CELL_STEP = 64 * 1024 };

struct cs_csv {
	char delimiter, quote;
	size_t ncolumns;
	enum cs_vectors vectors;
	bool libcsv_only;
	struct cs_batch batch;
	struct cs_buf text; /* copied cells */
	uint32_t *end, *position, *pair;
	size_t end_capacity, position_capacity; /* that of pair, too */
	uint32_t *first, *start, *raw;
	size_t record_capacity;
	size_t ncells, nrecords;
	uint32_t record_raw; /* libcsv: where this line or record begins */
};

enum cs_vectors cs_csv_vectors(enum cs_csv_path path)
{
	enum cs_vectors best =
	    path == CS_CSV_PORTABLE ? CS_NO_VECTORS : cs_scan_vectors();

	return path == CS_CSV_AVX2 && best > CS_AVX2 ? CS_AVX2 : best;
}

struct cs_csv *cs_csv_new(char delimiter, char quote, size_t ncolumns,
			  enum cs_csv_path path)
{
	struct cs_csv *csv = cs_calloc(1, sizeof *csv);

	csv->delimiter = delimiter;
	csv->quote = quote;
	csv->ncolumns = ncolumns > 0 ? ncolumns : 1;
	csv->vectors = cs_csv_vectors(path);
	csv->libcsv_only = path == CS_CSV_LIBCSV;
	csv->text = (struct cs_buf)CS_BUF_INIT;
	return csv;
}

void cs_csv_free(struct cs_csv *csv)
{
	if (csv == NULL)
		return;
	cs_buf_release(&csv->text);
	free(csv->end);
	free(csv->position);
	free(csv->pair);
	free(csv->first);
	free(csv->start);
	free(csv->raw);
	free(csv);
}

static void need_records(struct cs_csv *csv, size_t count)
{
	if (count + 1 <= csv->record_capacity)
		return;
	csv->record_capacity = count + count / 2 + 64;
	csv->first =
	    cs_realloc(csv->first, csv->record_capacity, sizeof *csv->first);
	csv->start =
	    cs_realloc(csv->start, csv->record_capacity, sizeof *csv->start);
	csv->raw = cs_realloc(csv->raw, csv->record_capacity, sizeof *csv->raw);
}

static void need_cells(struct cs_csv *csv, size_t count)
{
	if (count <= csv->end_capacity)
		return;
	csv->end_capacity = count + count / 2 + 64;
	csv->end = cs_realloc(csv->end, csv->end_capacity, sizeof *csv->end);
}

uint32_t cs_count_lines(const char *bytes, size_t length)
{
	const char *stop = bytes + length, *p;
	uint32_t lines = 0;

	for (p = bytes; (p = memchr(p, '\n', (size_t)(stop - p))) != NULL; p++)
		lines++;
	for (p = bytes; (p = memchr(p, '\r', (size_t)(stop - p))) != NULL; p++)
		lines += p + 1 == stop || p[1] != '\n';
	return lines;
}

/* --- in place ------------------------------------------------------------ */

/*
 * The usual block: every record has ncolumns cells, no line is empty. One look
 * per record suffices, since the number of line feeds is known.
 */
static bool regular(struct cs_csv *csv, const char *block,
		    const struct cs_scan *scan)
{
	size_t n = csv->ncolumns, cell = n - 1;
	uint32_t start = 0;

	if (n < 2 || scan->separators != scan->lines * n)
		return false;
	need_records(csv, scan->lines);
	for (size_t r = 0; r < scan->lines; r++, cell += n) {
		uint32_t line_end = csv->position[cell];

		if (block[line_end] != '\n')
			return false;
		csv->first[r] = (uint32_t)(r * n);
		csv->start[r] = start;
		start = line_end + 1;
	}
	csv->nrecords = scan->lines;
	csv->ncells = scan->separators;
	return true;
}

/* Any other block. */
static void line_by_line(struct cs_csv *csv, const char *block,
			 size_t separators)
{
	size_t first = 0, kept = 0;
	uint32_t start = 0;

	csv->nrecords = 0;
	for (size_t i = 0; i < separators; i++) {
		uint32_t at = csv->position[i], stop = at;
		bool line = block[at] == '\n';

		if (line && at > start && block[at - 1] == '\r')
			stop--;
		csv->position[kept++] = at;
		if (!line)
			continue;
		if (kept - first == 1 &&
		    cs_csv_trim(block + start, block + stop).length == 0) {
			kept = first;
		} else {
			need_records(csv, csv->nrecords + 1);
			csv->first[csv->nrecords] = (uint32_t)first;
			csv->start[csv->nrecords++] = start;
		}
		first = kept;
		start = at + 1;
	}
	csv->ncells = kept;
}

/* The last cell of a line ends before the carriage return. */
static size_t drop_returns(struct cs_csv *csv, const char *block)
{
	size_t dropped = 0;

	for (size_t r = 0; r < csv->nrecords; r++) {
		uint32_t *end = &csv->position[csv->first[r + 1] - 1];

		if (*end > csv->start[r] && block[*end - 1] == '\r') {
			--*end;
			dropped++;
		}
	}
	return dropped;
}

/* Writes the cell [b, e), whose quotes are known to be sound, anew. */
static void write_anew(char *b, char *e, char quote)
{
	char *from = e - 1, *to = e - 1;

	while (from > b + 1) {
		*--to = *--from;
		from -= *from == quote && from > b + 1;
	}
	*--to = quote;
	memset(b, ' ', (size_t)(to - b));
}

/* Makes a copy of the block the text, without pairs of quotes. */
static void undo_pairs(struct cs_csv *csv, const char *block, size_t length,
		       size_t npairs)
{
	size_t r = 0, i = 0;

	cs_buf_clear(&csv->text);
	cs_buf_add(&csv->text, block, length);
	while (i < npairs) {
		uint32_t begin, end;
		size_t cell;

		while (r + 1 < csv->nrecords &&
		       csv->start[r + 1] < csv->pair[i])
			r++;
		cell = csv->first[r];
		while (csv->position[cell] < csv->pair[i])
			cell++;
		begin = cell == csv->first[r] ? csv->start[r]
					      : csv->position[cell - 1] + 1;
		end = csv->position[cell];
		write_anew(csv->text.data + begin, csv->text.data + end,
			   csv->quote);
		while (i < npairs && csv->pair[i] < end)
			i++;
	}
	csv->batch.text = csv->text.data;
}

/* False if it is not sure. */
static bool split_in_place(struct cs_csv *csv, const char *block, size_t length)
{
	char quote = csv->quote != CS_NO_QUOTE &&
			     memchr(block, csv->quote, length) != NULL
			 ? csv->quote
			 : CS_NO_QUOTE;
	struct cs_scan scan =
	    cs_scan_separators(block, length, csv->delimiter, quote,
			       csv->position, csv->pair, csv->vectors);

	if (!scan.strict)
		return false;
	if (!regular(csv, block, &scan))
		line_by_line(csv, block, scan.separators);
	need_records(csv, csv->nrecords + 1);
	csv->first[csv->nrecords] = (uint32_t)csv->ncells;
	/* a return that does not stand at a line's end ends a record of its own
	 */
	if (scan.returns > 0 && drop_returns(csv, block) != scan.returns)
		return false;
	csv->batch.text = block;
	csv->batch.end = csv->position;
	csv->batch.raw = csv->start;
	csv->batch.trim = true;
	csv->batch.quote = quote;
	csv->batch.lines = scan.carriages == scan.returns
			       ? (uint32_t)scan.feeds
			       : cs_count_lines(block, length);
	if (scan.pairs > 0)
		undo_pairs(csv, block, length, scan.pairs);
	return true;
}

/* --- libcsv ------------------------------------------------------------ */

static void copies_begin(struct cs_csv *csv, size_t length)
{
	cs_buf_clear(&csv->text);
	cs_buf_room(&csv->text, length + 1);
	csv->ncells = csv->nrecords = 0;
}

static void end_cell(struct cs_csv *csv)
{
	need_cells(csv, csv->ncells + 1);
	csv->end[csv->ncells++] = (uint32_t)csv->text.length;
	cs_buf_addc(&csv->text, '\n');
}

static void begin_record(struct cs_csv *csv, uint32_t raw)
{
	need_records(csv, csv->nrecords + 1);
	csv->first[csv->nrecords] = (uint32_t)csv->ncells;
	csv->start[csv->nrecords] = (uint32_t)csv->text.length;
	csv->raw[csv->nrecords] = raw;
}

static void copies_end(struct cs_csv *csv)
{
	need_records(csv, csv->nrecords + 1);
	csv->first[csv->nrecords] = (uint32_t)csv->ncells;
	csv->batch.text = csv->text.data;
	csv->batch.end = csv->end;
	csv->batch.raw = csv->raw;
	csv->batch.trim = false;
}

static void on_cell(void *bytes, size_t length, void *context)
{
	struct cs_csv *csv = context;

	if (csv->ncells == csv->first[csv->nrecords])
		csv->raw[csv->nrecords] = csv->record_raw;
	cs_buf_add(&csv->text, bytes, length);
	end_cell(csv);
}

static void on_record(int last, void *context)
{
	struct cs_csv *csv = context;

	(void)last;
	csv->nrecords++;
	begin_record(csv, 0);
}

/*
 * Line by line, so that we know where each record begins. False if libcsv
 * refuses; batch.unclosed tells for which of the two reasons.
 */
static bool feed(struct cs_csv *csv, struct csv_parser *parser,
		 const char *block, size_t length)
{
	const char *p = block, *stop = block + length, *q;
	bool quoted = false;

	for (; p < stop; p = q) {
		bool line_end = false;

		if (!quoted)
			csv->record_raw = (uint32_t)(p - block);
		for (q = p; q < stop && !line_end; q++) {
			quoted = cs_within_quotes(quoted, *q, csv->quote);
			line_end = *q == '\n' || *q == '\r';
		}
		if (csv_parse(parser, p, (size_t)(q - p), on_cell, on_record,
			      csv) != (size_t)(q - p))
			return false;
	}
	csv->batch.unclosed = csv_fini(parser, on_cell, on_record, csv) != 0;
	return !csv->batch.unclosed;
}

static void split_libcsv(struct cs_csv *csv, const char *block, size_t length)
{
	struct csv_parser parser;

	copies_begin(csv, length);
	begin_record(csv, 0);
	(void)csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&parser, (unsigned char)csv->delimiter);
	csv_set_quote(&parser, (unsigned char)csv->quote);
	csv_set_blk_size(&parser, CELL_STEP);
	csv->batch.failed = !feed(csv, &parser, block, length);
	cs_mem_errno(csv_error(&parser) == CSV_ENOMEM ? ENOMEM : 0);
	csv_free(&parser);
	if (csv->batch.failed) {
		csv->batch.failed_at = csv->record_raw;
		csv->ncells = csv->first[csv->nrecords];
	}
	copies_end(csv);
	csv->batch.lines = cs_count_lines(block, length);
}

const struct cs_batch *cs_csv_split(struct cs_csv *csv, const char *block,
				    size_t length)
{
	if (length + 64 > csv->position_capacity) {
		csv->position_capacity = length + length / 4 + 64;
		csv->position =
		    cs_realloc(csv->position, csv->position_capacity,
			       sizeof *csv->position);
		csv->pair = cs_realloc(csv->pair, csv->position_capacity,
				       sizeof *csv->pair);
	}
	csv->batch = (struct cs_batch){ 0 };
	if (csv->libcsv_only || length == 0 || block[length - 1] != '\n' ||
	    !split_in_place(csv, block, length))
		split_libcsv(csv, block, length);
	csv->batch.first = csv->first;
	csv->batch.start = csv->start;
	csv->batch.nrecords = csv->nrecords;
	return &csv->batch;
}
