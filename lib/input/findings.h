/*
 * findings.h - rows and records that cannot be read, from where a worker meets
 * them to where their lines are known (lib/input only).
 *
 * Records that may be the table's footer wait in the ledger: they are none if a
 * row comes behind them, and are bad rows then.
 *
 * A worker collects what it finds in its block, whose lines it counts from the
 * block's first one, and hands it to the ledger. There blocks come one after
 * another, in the order of the input: lines become those of the file, rows that
 * are set aside go to input->reject(), and reading ends at the same row for
 * every number of threads and every block size. A worker who has found
 * something waits until it is the turn of its block, so that no more is held in
 * memory than each of them has found.
 */
#ifndef CS_INPUT_FINDINGS_H
#define CS_INPUT_FINDINGS_H

#include <stdbool.h>

#include "base/buf.h"
#include "input/cutter.h"
#include "input/norow.h"
#include "input/reader.h"
#include "input/sums.h"

struct cs_finding {
	uint64_t line; /* counts from that of its block, which is 0 */
	enum cs_norow what;
	bool behind_rows; /* rows stand between the one before and this */
	enum cs_row_error error; /* of a bad row */
	uint32_t field;
	uint32_t message, record; /* where they begin in the texts */
};

/* What no option can skip. */
enum cs_fatal {
	CS_FATAL_NONE,
	CS_FATAL_LONG,
	CS_FATAL_UNCLOSED,
	CS_FATAL_STRAY,
	CS_FATAL_NUL
};

/* One worker's, in its present block. */
struct cs_findings {
	struct cs_finding *list; /* not handed over yet */
	size_t count, capacity;
	uint64_t more_bad; /* rows behind all of these, without a reason */
	size_t behind; /* the record of the block behind the last one that is
			      no row, or may be none */
	struct cs_buf texts; /* each ends in a NUL */
	enum cs_fatal fatal; /* behind all of the rows */
	uint64_t fatal_line;
	size_t counted_to;     /* offset in the block up to which ... */
	uint64_t lines_before; /* ... lines are counted */
};

#define CS_FINDINGS_INIT             \
	{                            \
		.texts = CS_BUF_INIT \
	}

/* The line at `offset` of the block; fastest from front to back. */
uint64_t cs_findings_line(struct cs_findings *findings,
			  const struct cs_block *block, size_t offset);
void cs_findings_release(struct cs_findings *findings);

/* Where all of them come together. */
struct cs_ledger;

/* `result` gets the first rejects, `err` what ends the run. */
struct cs_ledger *cs_ledger_new(const struct cs_input *input,
				struct cs_input_result *result,
				struct cs_err *err);
void cs_ledger_free(struct cs_ledger *ledger);

/* The bad row with which reading ends. */
uint64_t cs_ledger_limit(const struct cs_input *input);

/* The first row of the last date of a block. */
struct cs_last_row {
	cs_day day;    /* CS_NO_DAY: none has a date */
	uint64_t line; /* counts from that of its block */
};

/* What is known of a block at its end. */
struct cs_closing {
	struct cs_last_row last;
	uint32_t lines;
	size_t records;
	struct cs_block_sums *sums; /* taken over */
	struct cs_both_sums whole;
};

/*
 * Takes over what was found in this block of the file called `file`: so far,
 * when it becomes too much to hold, and at the end, when the block's lines and
 * records are known. False: reading ends.
 */
bool cs_ledger_pass(struct cs_ledger *ledger, struct cs_findings *findings,
		    const struct cs_block *block, const char *file);
bool cs_ledger_close(struct cs_ledger *ledger, struct cs_findings *findings,
		     const struct cs_block *block, const char *file,
		     const struct cs_closing *closing);

/* All blocks are closed: what waits is a footer, or no sum. */
void cs_ledger_finish(struct cs_ledger *ledger);

/* What became of all blocks that were closed. */
enum cs_read cs_ledger_result(const struct cs_ledger *ledger);

#endif
