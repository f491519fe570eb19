/*
 * reader.c - see reader.h.
 *
 * A worker fetches a block, then works on it alone. What cannot be read in it
 * goes to the ledger, which settles it in the order of blocks.
 */
#include "input/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "base/ranks.h"
#include "input/ahead.h"
#include "input/counting.h"
#include "input/shares.h"
#include "input/status.h"
#include "input/worker.h"

/* --- workers ----------------------------------------------------------- */

static void work(void *context, unsigned index, size_t job)
{
	struct cs_reading *shared = context;
	struct cs_worker *worker = &shared->workers[index];
	const struct cs_schema *schema;

	(void)job;
	while (cs_ahead_next(shared->ahead, &worker->block, &schema,
			     &worker->baton))
		cs_worker_take(worker, schema);
}

static void workers_start(struct cs_reading *shared)
{
	unsigned n = shared->input->threads;

	shared->workers = cs_calloc(n, sizeof *shared->workers);
	for (unsigned i = 0; i < n; i++) {
		struct cs_worker *worker = &shared->workers[i];

		worker->shared = shared;
		worker->block.bytes = (struct cs_buf)CS_BUF_INIT;
		worker->findings = (struct cs_findings)CS_FINDINGS_INIT;
		worker->account = (struct cs_account)CS_ACCOUNT_INIT;
		worker->days = (struct cs_days)CS_DAYS_INIT;
		worker->currencies = (struct cs_words)CS_WORDS_INIT;
		worker->sizes = cs_counting_sizes(shared->input);
		cs_row_reader_init(&worker->rows, shared->input);
		cs_further_init(&worker->further, shared->input);
	}
}

static void worker_release(struct cs_worker *worker)
{
	cs_buf_release(&worker->block.bytes);
	cs_csv_free(worker->csv);
	cs_row_reader_release(&worker->rows);
	cs_days_release(&worker->days);
	cs_further_release(&worker->further);
	cs_findings_release(&worker->findings);
	cs_block_sums_release(&worker->sums);
	free(worker->fill.end);
	free(worker->sizes);
	cs_words_release(&worker->currencies);
	cs_sheaf_reader_free(worker->sheaves);
}

/* --- adding up --------------------------------------------------------- */

/* Moves what outlives the cutter into the result. */
static void take_files(struct cs_cutter *cutter, struct cs_input_result *result)
{
	result->nschemas = cs_cutter_files(cutter);
	result->schemas = cs_calloc(result->nschemas, sizeof *result->schemas);
	for (size_t i = 0; i < result->nschemas; i++) {
		struct cs_schema *schema =
		    cs_cutter_schema(cutter, (uint32_t)i);

		result->schemas[i] = *schema;
		result->account.rows_not_records +=
		    schema->header.described > 0;
		*schema = (struct cs_schema){ 0 };
	}
}

/* All blocks of this process, by its workers. */
static void read_all(struct cs_reading *shared, struct cs_cutter *cutter)
{
	const struct cs_input *input = shared->input;

	cs_total_letters_init(&shared->totals);
	shared->ahead = cs_ahead_new(cutter, input->threads, &shared->stop,
				     input->progress);
	workers_start(shared);
	cs_parallel(input->threads, input->threads, work, shared);
}

static void add_workers(const struct cs_reading *shared,
			struct cs_counting *counts)
{
	for (unsigned w = 0; w < shared->input->threads; w++)
		cs_counting_add(counts, &shared->workers[w]);
}

static void end_reading(struct cs_reading *shared)
{
	for (unsigned w = 0; w < shared->input->threads; w++)
		worker_release(&shared->workers[w]);
	free(shared->workers);
	cs_ahead_free(shared->ahead);
}

/* This process has all of it. False with failure filled: up to there. */
static bool is_whole(const struct cs_reading *shared, struct cs_err *failure)
{
	const struct cs_err *broke = cs_ahead_failure(shared->ahead);

	if (broke != NULL)
		*failure = *broke;
	return broke == NULL;
}

/* One of several processes: what it has read is the leader's. */
static enum cs_read send_all(const struct cs_input *input, cs_row_sink *sink,
			     void *context, struct cs_input_result *result)
{
	struct cs_reading shared = { .input = input,
				     .sink = sink,
				     .context = context,
				     .tape = cs_tape_new(input) };
	struct cs_cutter *cutter = cs_cutter_new(input);
	struct cs_counting counts;

	cs_counting_begin(&counts, input, result);
	read_all(&shared, cutter);
	add_workers(&shared, &counts);
	cs_shares_send(&shared, cutter, &counts);
	if (input->given != NULL)
		input->given(input->opened_context);
	cs_counting_end(&counts);
	take_files(cutter, result);
	end_reading(&shared);
	cs_cutter_free(cutter);
	cs_tape_free(shared.tape);
	return CS_READ_ALL;
}

enum cs_read cs_input_read(const struct cs_input *input, cs_row_sink *sink,
			   void *context, struct cs_input_result *result,
			   struct cs_err *err)
{
	struct cs_reading shared = { .input = input,
				     .sink = sink,
				     .context = context };
	struct cs_cutter *cutter;
	struct cs_counting counts;
	struct cs_err failure = CS_ERR_INIT;
	enum cs_read status;
	bool whole;

	*result = (struct cs_input_result){ 0 };
	if (cs_ranks_follows(input->ranks) && !cs_ranks_spread(input->ranks))
		return send_all(input, sink, context, result);
	cutter = cs_cutter_new(input);
	cs_counting_begin(&counts, input, result);
	shared.ledger = cs_ledger_new(input, result, err);
	if (input->ranks != NULL)
		shared.tape = cs_tape_new(input);
	read_all(&shared, cutter);
	add_workers(&shared, &counts);
	if (cs_ranks_sends(input->ranks) || cs_ranks_spread(input->ranks))
		/* before the ledger adds its own */
		cs_shares_send(&shared, cutter, &counts);
	if (input->given != NULL)
		input->given(input->opened_context);
	whole = input->ranks != NULL
		    ? cs_shares_take(&shared, cutter, &counts, &failure)
		    : is_whole(&shared, &failure);
	if (whole)
		cs_ledger_finish(shared.ledger);
	status = cs_ledger_result(shared.ledger);
	/* whatever ends the run stands before the place where reading broke off
	 */
	if (status == CS_READ_ALL && !whole) {
		*err = failure;
		status = CS_READ_FAILED;
	}
	cs_counting_end(&counts);
	take_files(cutter, result);
	if (status == CS_READ_ALL &&
	    cs_status_judge(result->schemas, result->nschemas,
			    &result->statuses, err) != 0)
		status = CS_READ_FAILED;
	end_reading(&shared);
	cs_cutter_free(cutter);
	cs_ledger_free(shared.ledger);
	cs_tape_free(shared.tape);
	return status;
}

int cs_input_open(const struct cs_input *input, struct cs_input_result *result,
		  struct cs_err *err)
{
	struct cs_cutter *cutter = cs_cutter_new(input);
	int status = cs_cutter_open(cutter, err);

	*result = (struct cs_input_result){ 0 };
	result->currencies = (struct cs_words)CS_WORDS_INIT;
	take_files(cutter, result);
	cs_cutter_free(cutter);
	return status == 1 ? 0 : -1;
}
