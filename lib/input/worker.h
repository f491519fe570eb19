/*
 * worker.h - what becomes of one block: the work of one thread (lib/input
 * only).
 */
#ifndef CS_INPUT_WORKER_H
#define CS_INPUT_WORKER_H

#include <stdatomic.h>
#include <stdbool.h>

#include "input/csv.h"
#include "input/cutter.h"
#include "input/days.h"
#include "input/findings.h"
#include "input/further.h"
#include "input/norow.h"
#include "input/reader.h"
#include "input/sheaf_read.h"
#include "input/sizes.h"
#include "input/sums.h"
#include "input/tape.h"
#include "words/totals.h"

struct cs_worker {
	struct cs_reading *shared;
	struct cs_block block;
	size_t length; /* of its bytes that are records, up to a NUL */
	struct cs_csv *csv;
	uint32_t csv_file;
	struct cs_row_reader rows;
	struct cs_sheaf_reader *sheaves; /* NULL: no file had such rows yet */
	bool in_sheaves;		 /* rows of the present file are read
					    side by side */
	struct cs_baton baton;
	struct cs_further further;
	struct cs_account account;
	struct cs_days days;
	cs_day last_day;    /* of the block; CS_NO_DAY: none yet */
	size_t last_record; /* the first of that day */
	struct cs_findings findings;
	struct cs_block_sums sums;
	struct cs_fill fill; /* of cells that a record left out */
	uint64_t described;  /* bad rows, with their reason */
	struct cs_words currencies;
	struct cs_sizes *sizes; /* per file; NULL: nobody asks */
};

struct cs_ahead;

struct cs_reading {
	const struct cs_input *input;
	cs_row_sink *sink;
	void *context;
	struct cs_ledger *ledger;
	struct cs_tape *tape; /* in its place, where others read, too */
	struct cs_total_letters totals;
	struct cs_worker *workers;
	atomic_bool stop; /* hand out no more blocks */
	atomic_bool lost; /* an order goes on over all of a block before one of
			     this process's, and nobody knows where it began */
	struct cs_ahead *ahead;
};

/* Takes worker->block, which is of a file of this schema. */
void cs_worker_take(struct cs_worker *worker, const struct cs_schema *schema);

/* Takes one record, the careful way. */
void cs_worker_take_row(struct cs_worker *worker, const struct cs_batch *batch,
			size_t record);

/* Rows of a file with this schema follow: are they read side by side? */
void cs_worker_sheaves_turn(struct cs_worker *worker,
			    const struct cs_schema *schema);

/* Takes the first `count` records, the quick way where it is sure of them. */
void cs_worker_take_sheaves(struct cs_worker *worker,
			    const struct cs_batch *batch, size_t count);

#endif
