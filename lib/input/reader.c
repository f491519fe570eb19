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
#include "input/ahead.h"
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
		worker->sizes = cs_sizes_new(shared->input->nfiles);
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

static void fold_counts(struct cs_reading *shared,
			struct cs_input_result *result)
{
	const struct cs_input *input = shared->input;
	struct cs_days days = CS_DAYS_INIT;
	size_t nwords = input->nobody != NULL ? input->nobody->count : 0;

	if (nwords > 0)
		result->nobody = cs_calloc(nwords, sizeof *result->nobody);
	result->sizes = cs_sizes_new(input->nfiles);
	for (unsigned w = 0; w < input->threads; w++) {
		const struct cs_worker *worker = &shared->workers[w];

		cs_account_add(&result->account, &worker->account);
		cs_days_merge(&days, &worker->days);
		cs_words_merge(&result->currencies, &worker->currencies);
		if (result->sizes != NULL)
			cs_sizes_merge(result->sizes, worker->sizes,
				       input->nfiles);
		cs_statuses_merge(&result->statuses, &worker->rows.statuses);
		for (size_t i = 0; i < input->nexpressions; i++)
			result->matches[i] += worker->rows.matches[i];
		for (size_t i = 0; i < input->nslots; i++)
			result->met[i] += worker->rows.met[i];
		for (size_t i = 0; i < nwords; i++)
			result->nobody[i] += worker->rows.nobody[i];
	}
	result->ndays = cs_days_list(&days, &result->days);
	cs_days_release(&days);
	if (result->ndays == 0)
		return;
	result->account.first_date = result->days[0].day;
	result->account.last_date = result->days[result->ndays - 1].day;
}

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

enum cs_read cs_input_read(const struct cs_input *input, cs_row_sink *sink,
			   void *context, struct cs_input_result *result,
			   struct cs_err *err)
{
	struct cs_reading shared = { .input = input,
				     .sink = sink,
				     .context = context };
	struct cs_cutter *cutter = cs_cutter_new(input);
	const struct cs_err *failure;
	enum cs_read status;

	*result = (struct cs_input_result){ 0 };
	result->account = (struct cs_account)CS_ACCOUNT_INIT;
	result->currencies = (struct cs_words)CS_WORDS_INIT;
	result->matches =
	    cs_calloc(input->nexpressions, sizeof *result->matches);
	result->met = cs_calloc(input->nslots, sizeof *result->met);
	cs_total_letters_init(&shared.totals);
	shared.ledger = cs_ledger_new(input, result, err);
	shared.ahead =
	    cs_ahead_new(cutter, input->threads, &shared.stop, input->progress);
	workers_start(&shared);
	cs_parallel(input->threads, input->threads, work, &shared);
	failure = cs_ahead_failure(shared.ahead);
	if (failure == NULL)
		cs_ledger_finish(shared.ledger);
	status = cs_ledger_result(shared.ledger);
	/* whatever ends the run stands before the place where reading broke off
	 */
	if (status == CS_READ_ALL && failure != NULL) {
		*err = *failure;
		status = CS_READ_FAILED;
	}
	fold_counts(&shared, result);
	take_files(cutter, result);
	cs_statuses_settle(&result->statuses);
	if (status == CS_READ_ALL &&
	    cs_status_judge(result->schemas, result->nschemas,
			    &result->statuses, err) != 0)
		status = CS_READ_FAILED;
	for (unsigned w = 0; w < input->threads; w++)
		worker_release(&shared.workers[w]);
	free(shared.workers);
	cs_ahead_free(shared.ahead);
	cs_cutter_free(cutter);
	cs_ledger_free(shared.ledger);
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
