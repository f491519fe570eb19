/*
 * reader.h - all rows of all files, on all cores.
 *
 * Files are cut, in order, into blocks of whole records; each block is parsed
 * by whichever worker is free, and each row handed to the sink of the caller.
 * The cutting is serial and cheap (bytes are read and quotes looked for), or,
 * of gzip, done ahead of the rest (ahead.h), which runs in parallel. Everything
 * reported here is the same for every number of threads and every block size;
 * the order of the sink's calls is not.
 */
#ifndef CS_INPUT_READER_H
#define CS_INPUT_READER_H

#include <stdint.h>

#include "base/err.h"
#include "input/account.h"
#include "input/days.h"
#include "input/row.h"
#include "input/schema.h"
#include "input/sheaf.h"
#include "input/sizes.h"
#include "input/currencies.h"
#include "input/sums.h"

enum { CS_SHOWN_BAD_ROWS = 10, CS_SHOWN_NOROWS = 20 };

/* One row that could not be read. */
struct cs_reject {
	const char *file; /* as struct cs_schema has it */
	uint32_t field;	  /* 1-based; 0: the whole record */
	uint64_t line;	  /* 1-based physical line */
	const char *code; /* static */
	char *message;
	char *record; /* its bytes without the line end; NULL in the result */
};

/* Where a record of the table is that is no row of it, or has the last date. */
struct cs_row_at {
	const char *file; /* NULL: there is none */
	uint64_t line;
};

struct cs_input_result {
	struct cs_account account;
	struct cs_day_rows *days; /* of used and unattributed rows */
	size_t ndays;
	struct cs_row_at last;	   /* the first row of the last of them */
	struct cs_schema *schemas; /* per file read */
	size_t nschemas;
	struct cs_reject *rejects; /* the first, in order of files and lines */
	size_t nrejects;	   /* at most CS_SHOWN_BAD_ROWS */
	/* the first, in that order, of account.rows_not_records */
	struct cs_row_at norows[CS_SHOWN_NOROWS];
	size_t nnorows;
	struct cs_sum_rows sum_rows; /* that count as other rows do */
	uint64_t *nobody; /* rows without a customer, by word of input->nobody,
			     which is not owned; NULL: there is none */
	uint64_t *open_lines; /* per file: its last line, if that has no end,
				 others have and it looks cut off; else 0 */
	uint64_t *matches;    /* rows per expression; of flags, used rows */
	uint64_t *met;	      /* what each counts, from its `slot` on: see
				 cs_filter_slots() */
	/* of the first CS_SIZED_FILES; NULL where there is one file */
	struct cs_sizes *sizes;
	struct cs_words currencies;  /* different ones, sorted */
	struct cs_statuses statuses; /* of rows that no filter leaves out, in
					files where statuses decide; settled */
};

/*
 * Called once per used row, from any worker's thread; `worker` is below
 * input->threads. `row` and its texts live for the call only. False: reading
 * can end; blocks that have been handed out are still read to their ends.
 */
typedef bool cs_row_sink(void *context, unsigned worker, uint32_t file,
			 const struct cs_row *row);

/* The same of many rows, where input->sheaf takes them; the sink gets the
 * others. */
typedef bool cs_sheaf_sink(void *context, unsigned worker, uint32_t file,
			   const struct cs_sheaf *sheaf);

enum cs_read {
	CS_READ_ALL,
	CS_READ_BAD_ROWS,    /* there are too many: result->rejects has the
				first of them, err says nothing */
	CS_READ_FAILED = -1, /* err is filled */
};

/*
 * Reads everything. It fails when a file cannot be read at all, holds what no
 * option can skip (a quote that never closes, a NUL), or a status of which
 * nothing says whether it counts. A row that cannot be
 * read is a reject: it goes to input->reject(). Without input->skip_bad, and
 * beyond its limit, reading stops soon after; unless all was read, only the
 * rejects and schemas of the result say anything. Release it in every case.
 */
enum cs_read cs_input_read(const struct cs_input *input, cs_row_sink *sink,
			   void *context, struct cs_input_result *result,
			   struct cs_err *err);
void cs_input_result_release(struct cs_input_result *result);

/* The schema of the first file, without reading its rows: -1 with err filled as
 * cs_input_read() would fail by it. Release the result in every case. */
int cs_input_open(const struct cs_input *input, struct cs_input_result *result,
		  struct cs_err *err);

#endif
