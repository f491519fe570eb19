/*
 * csv_agree.h - do all ways of splitting a block agree with libcsv? For
 * unit/input_csv.c and fuzz/csv.c.
 *
 * What libcsv says is asked of libcsv itself, with the whole text at once.
 * Cells are written down one after the other as "LENGTH:BYTES", a record's end
 * as a line feed, so that two results are equal if their texts are.
 */
#ifndef CSV_AGREE_H
#define CSV_AGREE_H

#include <csv.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "input/csv.h"

struct csv_outcome {
	struct cs_buf text; /* whole records */
	size_t nrecords;
	bool failed, unclosed;
};

static void csv_put_cell(struct cs_buf *text, const void *bytes, size_t length)
{
	cs_buf_addf(text, "%zu:", length);
	cs_buf_add(text, bytes, length);
}

/* --- libcsv ------------------------------------------------------------- */

struct csv_listener {
	struct csv_outcome *outcome;
	size_t whole; /* length of text at the last record's end */
};

static void csv_hear_cell(void *bytes, size_t length, void *context)
{
	struct csv_listener *listener = context;

	csv_put_cell(&listener->outcome->text, bytes, length);
}

static void csv_hear_record(int last, void *context)
{
	struct csv_listener *listener = context;

	(void)last;
	cs_buf_addc(&listener->outcome->text, '\n');
	listener->outcome->nrecords++;
	listener->whole = listener->outcome->text.length;
}

/* What libcsv makes of it, strictly. Release outcome->text. */
static void csv_by_libcsv(const char *bytes, size_t length, char delimiter,
			  char quote, struct csv_outcome *outcome)
{
	struct csv_listener listener = { outcome, 0 };
	struct csv_parser parser;

	*outcome = (struct csv_outcome){ .text = CS_BUF_INIT };
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return;
	csv_set_delim(&parser, (unsigned char)delimiter);
	csv_set_quote(&parser, (unsigned char)quote);
	if (csv_parse(&parser, bytes, length, csv_hear_cell, csv_hear_record,
		      &listener) != length)
		outcome->failed = true;
	else
		outcome->failed = outcome->unclosed =
		    csv_fini(&parser, csv_hear_cell, csv_hear_record,
			     &listener) != 0;
	csv_free(&parser);
	outcome->text.length = listener.whole;
}

/* --- the batch ---------------------------------------------------------- */

static void csv_put_record(const struct cs_batch *batch, size_t record,
			   struct cs_buf *text)
{
	struct cs_cells cells = cs_batch_cells(batch, record);

	for (size_t i = 0; i < cells.count; i++) {
		struct cs_text cell = cs_cells_at(&cells, i);

		csv_put_cell(text, cell.bytes, cell.length);
	}
	cs_buf_addc(text, '\n');
}

static bool csv_same(const struct cs_buf *a, const struct cs_buf *b)
{
	return a->length == b->length &&
	       memcmp(a->data, b->data, a->length) == 0;
}

/* Record `record` is all that libcsv finds from where it is said to begin. */
static bool csv_begins_there(const struct cs_batch *batch, const char *block,
			     size_t length, size_t record, char delimiter,
			     char quote)
{
	size_t begin = batch->raw[record],
	       end = record + 1 < batch->nrecords ? batch->raw[record + 1]
		     : batch->failed		  ? batch->failed_at
						  : length;
	struct cs_buf own = CS_BUF_INIT;
	struct csv_outcome alone;
	bool same;

	if (end < begin || end > length)
		return false;
	csv_put_record(batch, record, &own);
	csv_by_libcsv(block + begin, end - begin, delimiter, quote, &alone);
	same = !alone.failed && csv_same(&own, &alone.text);
	cs_buf_release(&own);
	cs_buf_release(&alone.text);
	return same;
}

/* From where the failure is said to be, libcsv fails at once, and likewise. */
static bool csv_fails_there(const struct cs_batch *batch, const char *block,
			    size_t length, char delimiter, char quote)
{
	struct csv_outcome rest;
	bool same;

	if (batch->failed_at > length)
		return false;
	csv_by_libcsv(block + batch->failed_at, length - batch->failed_at,
		      delimiter, quote, &rest);
	same = rest.failed && rest.nrecords == 0 &&
	       rest.unclosed == batch->unclosed;
	cs_buf_release(&rest.text);
	return same;
}

static const char *csv_compare(const struct cs_batch *batch, const char *block,
			       size_t length, char delimiter, char quote,
			       const struct csv_outcome *want)
{
	struct cs_buf got = CS_BUF_INIT;
	uint32_t lines = 0;
	bool same;

	for (size_t r = 0; r < batch->nrecords; r++)
		csv_put_record(batch, r, &got);
	same = csv_same(&got, &want->text);
	cs_buf_release(&got);
	if (batch->nrecords != want->nrecords)
		return "another number of records";
	if (!same)
		return "other cells";
	if (batch->failed != want->failed || batch->unclosed != want->unclosed)
		return "another failure";
	if (batch->failed &&
	    !csv_fails_there(batch, block, length, delimiter, quote))
		return "the failure is elsewhere";
	for (size_t r = 0; r < batch->nrecords; r++)
		if (!csv_begins_there(batch, block, length, r, delimiter,
				      quote))
			return "a record begins elsewhere";
	for (size_t i = 0; i < length; i++)
		lines += block[i] == '\n' ||
			 (block[i] == '\r' &&
			  (i + 1 == length || block[i + 1] != '\n'));
	return lines == batch->lines ? NULL : "another number of lines";
}

/* One way to split a block. */
struct csv_way {
	char delimiter, quote;
	size_t ncolumns; /* a guess */
	enum cs_csv_path path;
	bool used; /* has split another block before, which leaves no trace */
};

/*
 * Splits a block (without NUL) in one way. Returns NULL if it agrees with
 * `want`, which is what libcsv says, else what differs.
 */
static const char *csv_disagreement_in(const char *block, size_t length,
				       const struct csv_way *way,
				       const struct csv_outcome *want)
{
	static const char other[] = "a,\"b\"\n\"c\nd\",e\n";
	struct cs_csv *csv =
	    cs_csv_new(way->delimiter, way->quote, way->ncolumns, way->path);
	const char *what;

	if (way->used)
		cs_csv_split(csv, other, strlen(other));
	what = csv_compare(cs_csv_split(csv, block, length), block, length,
			   way->delimiter, way->quote, want);
	cs_csv_free(csv);
	return what;
}

/* The same in every way, with several guesses of how many columns there are. */
static inline const char *csv_disagreement(const char *block, size_t length,
					   char delimiter, char quote)
{
	static const enum cs_csv_path paths[] = { CS_CSV_AUTO, CS_CSV_AVX2,
						  CS_CSV_PORTABLE,
						  CS_CSV_LIBCSV };
	struct csv_outcome want;
	const char *what = NULL;

	csv_by_libcsv(block, length, delimiter, quote, &want);
	for (size_t i = 0; what == NULL && i < 4 * 3; i++) {
		struct csv_way way = { delimiter, quote, 1 + i % 3,
				       paths[i / 3], i % 2 == 1 };

		what = csv_disagreement_in(block, length, &way, &want);
	}
	cs_buf_release(&want.text);
	return what;
}

#endif
