/*
 * csv.h - from a block of whole records to cells.
 *
 * libcsv, strict, says what a file means. Blocks that are plain, or quoted
 * without surprises, take a vectorised path (scan.h) that gives the same cells,
 * where they stand; every other block goes through libcsv itself. A
 * differential test holds the two to each other.
 *
 *	struct cs_csv *csv = cs_csv_new(',', '"', ncolumns);
 *	const struct cs_batch *batch = cs_csv_split(csv, block, length);
 *	for (size_t r = 0; r < batch->nrecords; r++) {
 *		struct cs_cells cells = cs_batch_cells(batch, r);
 *		struct cs_text cell = cs_cells_at(&cells, 2);
 *	}
 */
#ifndef CS_INPUT_CSV_H
#define CS_INPUT_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "input/scan.h"

#define CS_NO_QUOTE '\0' /* --quote none */

/* Does what follows `byte` stand within quotes? Of a pair of quotes within a
 * cell the first ends it and the second begins it anew. */
static inline bool cs_within_quotes(bool within, char byte, char quote)
{
	return within != (quote != CS_NO_QUOTE && byte == quote);
}

struct cs_batch {
	const char *text;    /* the bytes of the cells */
	const uint32_t *end; /* of cell i in text; the next begins 1 further */
	const uint32_t *first; /* first[r]: index of record r's first cell;
				  nrecords + 1 of them */
	const uint32_t *start; /* where record r's first cell begins in text */
	const uint32_t *raw;   /* where record r begins in the block */
	size_t nrecords;
	uint32_t lines; /* in the block, as cs_count_lines() has it */
	bool trim;   /* cells may have spaces and tabs around them that do not
			  belong */
	char quote;  /* cells may have it around them, and blanks before it; or
		       CS_NO_QUOTE */
	bool failed; /* behind the last record stands one that strict CSV
			  refuses: */
	bool unclosed;	  /* ... a quoted field that never ends, else a stray
			  quote; */
	size_t failed_at; /* ... it begins here in the block */
};

/*
 * How many lines end in these bytes, also within quotes: at a line feed, and at
 * a carriage return that none follows. The next bytes must not begin with the
 * line feed of a pair.
 */
uint32_t cs_count_lines(const char *bytes, size_t length);

/* The cells of one record. */
struct cs_cells {
	const char *text;
	const uint32_t *end;
	uint32_t start, count;
	bool trim;
	char quote;
};

enum cs_csv_path {
	CS_CSV_AUTO,	 /* vectors where the processor has them */
	CS_CSV_AVX2,	 /* no longer ones than of 32 bytes */
	CS_CSV_PORTABLE, /* the same without vector instructions */
	CS_CSV_LIBCSV	 /* libcsv for every block */
};

/* Those that a path may use, and this processor has. */
enum cs_vectors cs_csv_vectors(enum cs_csv_path path);

struct cs_csv;

/* `ncolumns` is the usual number of cells of a record (a hint for speed). */
struct cs_csv *cs_csv_new(char delimiter, char quote, size_t ncolumns,
			  enum cs_csv_path path);
void cs_csv_free(struct cs_csv *csv); /* takes NULL */

/*
 * Splits `length` bytes (under 4 GiB, no NUL) that begin where a record begins
 * and end where one ends. The batch is valid until the next call and while
 * `block` is.
 */
const struct cs_batch *cs_csv_split(struct cs_csv *csv, const char *block,
				    size_t length);

static inline struct cs_cells cs_batch_cells(const struct cs_batch *batch,
					     size_t record)
{
	uint32_t first = batch->first[record];

	return (struct cs_cells){
		batch->text,	      batch->end + first,
		batch->start[record], batch->first[record + 1] - first,
		batch->trim,	      batch->quote
	};
}

/* What is left of [p, e) without spaces and tabs around it. */
static inline struct cs_text cs_csv_trim(const char *p, const char *e)
{
	while (e > p && (e[-1] == ' ' || e[-1] == '\t'))
		e--;
	while (p < e && (*p == ' ' || *p == '\t'))
		p++;
	return (struct cs_text){ p, (size_t)(e - p) };
}

/* A cell as it stands in the text: is it within quotes? No other one ends with
 * a quote. */
static inline bool cs_csv_quoted(struct cs_text cell, char quote)
{
	return quote != CS_NO_QUOTE && cell.length > 0 &&
	       cell.bytes[cell.length - 1] == quote;
}

/* What stands within the quotes of such a cell. */
static inline struct cs_text cs_csv_unquote(struct cs_text cell)
{
	while (*cell.bytes == ' ') {
		cell.bytes++;
		cell.length--;
	}
	return (struct cs_text){ cell.bytes + 1, cell.length - 2 };
}

/* Cell `index`, which is below cells->count, with blanks that stand around it:
 * for those who read past them. */
static inline struct cs_text cs_cells_raw(const struct cs_cells *cells,
					  size_t index)
{
	uint32_t begin = index == 0 ? cells->start : cells->end[index - 1] + 1;
	struct cs_text cell = { cells->text + begin,
				cells->end[index] - begin };

	return cs_csv_quoted(cell, cells->quote) ? cs_csv_unquote(cell) : cell;
}

/* The same without blanks that do not belong: those around a cell without
 * quotes. */
static inline struct cs_text cs_cells_at(const struct cs_cells *cells,
					 size_t index)
{
	struct cs_text cell = cs_cells_raw(cells, index);

	if (!cells->trim || (cells->quote != CS_NO_QUOTE &&
			     cell.bytes[cell.length] == cells->quote))
		return cell;
	return cs_csv_trim(cell.bytes, cell.bytes + cell.length);
}

#endif
