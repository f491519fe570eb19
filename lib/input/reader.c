/*
 * reader.c - see reader.h.
 *
 * A worker takes the lock to fetch a block, then works on it alone. What cannot
 * be read in it goes to the ledger, which settles it in the order of blocks.
 */
#include "input/reader.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "input/csv.h"
#include "input/cutter.h"
#include "input/explain.h"
#include "input/findings.h"
#include "input/further.h"
#include "input/status.h"

struct worker {
	struct shared *shared;
	struct cs_block block;
	size_t length; /* of its bytes that are records, up to a NUL */
	struct cs_csv *csv;
	uint32_t csv_file;
	struct cs_row_reader rows;
	struct cs_baton baton;
	struct cs_further further;
	struct cs_account account;
	struct cs_findings findings;
	uint64_t described; /* bad rows, with their reason */
	struct cs_words currencies;
};

struct shared {
	const struct cs_input *input;
	cs_row_sink *sink;
	void *context;
	struct cs_ledger *ledger;
	struct worker *workers;
	atomic_bool stop; /* hand out no more blocks */
	pthread_mutex_t lock;
	struct cs_cutter *cutter; /* under lock, like all that follows */
	struct cs_relay relay;
	struct cs_err *err;
	bool failed; /* err is filled */
};

/* --- findings ---------------------------------------------------------- */

/* What a worker holds of bad rows before it waits for the turn of its block. */
enum { FINDINGS_LIMIT = 4 << 20 };

/* The first one counts: they come in the order of the block. */
static void fatal(struct worker *worker, size_t offset, const char *code,
		  const char *message)
{
	struct cs_findings *findings = &worker->findings;

	if (findings->fatal_code != NULL)
		return;
	findings->fatal_code = code;
	findings->fatal_message = message;
	findings->fatal_line =
	    cs_findings_line(findings, &worker->block, offset);
	atomic_store(&worker->shared->stop, true);
}

/* Leaves off the line end, and blank lines behind it. */
static const char *before_line_end(const char *p, const char *e)
{
	for (const char *q = e; q > p && strchr(" \t\r\n", q[-1]); q--)
		if (q[-1] == '\n' || q[-1] == '\r')
			e = q - 1;
	return e;
}

static size_t record_end(const struct worker *worker,
			 const struct cs_batch *batch, size_t record)
{
	return record + 1 < batch->nrecords ? batch->raw[record + 1]
	       : batch->failed		    ? batch->failed_at
					    : worker->length;
}

static void add_record(const struct worker *worker,
		       const struct cs_batch *batch, size_t record,
		       struct cs_buf *out)
{
	const char *bytes = worker->block.bytes.data;
	const char *p = bytes + batch->raw[record];
	const char *e = bytes + record_end(worker, batch, record);

	cs_buf_add(out, p, (size_t)(before_line_end(p, e) - p));
}

static void describe(struct worker *worker, const struct cs_batch *batch,
		     size_t record, const struct cs_cells *cells,
		     const struct cs_row *row)
{
	struct cs_findings *findings = &worker->findings;
	struct cs_buf *texts = &findings->texts;
	struct cs_finding finding = {
		.line = cs_findings_line(findings, &worker->block,
					 batch->raw[record]),
		.code = cs_row_error_code(row->error),
		.field = row->field,
		.message = (uint32_t)texts->length,
	};

	cs_row_message(&worker->rows, cells, row, texts);
	cs_buf_addc(texts, '\0');
	finding.record = (uint32_t)texts->length;
	if (worker->shared->input->reject != NULL)
		add_record(worker, batch, record, texts);
	cs_buf_addc(texts, '\0');
	CS_GROW(findings->list, findings->count, findings->capacity);
	findings->list[findings->count++] = finding;
}

static void reject(struct worker *worker, const struct cs_batch *batch,
		   size_t record, const struct cs_cells *cells,
		   const struct cs_row *row)
{
	struct shared *shared = worker->shared;
	struct cs_findings *findings = &worker->findings;

	findings->bad++;
	/* blocks come in order: a worker's first ones hold all that is shown */
	if (shared->input->reject == NULL &&
	    worker->described >= CS_SHOWN_BAD_ROWS)
		return;
	worker->described++;
	describe(worker, batch, record, cells, row);
	if (findings->texts.length + findings->count * sizeof *findings->list >
		FINDINGS_LIMIT &&
	    !cs_ledger_pass(shared->ledger, findings, &worker->block,
			    worker->rows.schema->file))
		atomic_store(&shared->stop, true);
}

/* --- rows -------------------------------------------------------------- */

/* A further row of an order shares the fate of its first one. */
static enum cs_fate read_further(struct worker *worker,
				 const struct cs_cells *cells,
				 struct cs_row *row, enum cs_fate first)
{
	enum cs_fate fate;

	row->further = true;
	fate = cs_row_read(&worker->rows, cells, row);
	worker->account.rows_continued++;
	if (fate == CS_FATE_EXCLUDED || first == CS_FATE_USED)
		return fate;
	if (first == CS_FATE_BAD) {
		row->error = CS_BAD_HEAD;
		row->field = 0;
	}
	return first;
}

static inline enum cs_fate read_row(struct worker *worker, size_t record,
				    struct cs_cells *cells, struct cs_row *row)
{
	enum cs_fate first;

	if (cs_lacks_amount(worker->rows.schema, cells) &&
	    cs_further_row(&worker->further, record, cells, &first))
		return read_further(worker, cells, row, first);
	row->further = false;
	return cs_row_read(&worker->rows, cells, row);
}

static void take_row(struct worker *worker, const struct cs_batch *batch,
		     size_t record)
{
	struct cs_account *account = &worker->account;
	struct cs_cells cells = cs_batch_cells(batch, record);
	struct cs_row row;
	enum cs_fate fate = read_row(worker, record, &cells, &row);

	cs_account_row(account, fate,
		       fate != CS_FATE_BAD && row.has_amount ? row.amount : 0);
	if (fate == CS_FATE_BAD)
		reject(worker, batch, record, &cells, &row);
	if (fate == CS_FATE_BAD || fate == CS_FATE_EXCLUDED)
		return;
	account->rows_rounded += row.rounded;
	if (row.day != account->last_date)
		cs_account_day(account, row.day);
	if (row.currency.length > 0)
		cs_words_add(&worker->currencies, &row.currency);
	if (fate == CS_FATE_UNATTRIBUTED)
		return;
	account->rows_negative += row.amount < 0;
	row.place = (uint64_t)worker->block.number << 32 | batch->raw[record];
	if (!worker->shared->sink(worker->shared->context,
				  (unsigned)(worker - worker->shared->workers),
				  worker->block.file, &row))
		atomic_store(&worker->shared->stop, true);
}

static void use_schema(struct worker *worker, const struct cs_schema *schema)
{
	if (worker->csv != NULL && worker->csv_file == worker->block.file)
		return;
	cs_csv_free(worker->csv);
	worker->csv =
	    cs_csv_new(schema->dialect.delimiter, schema->dialect.quote,
		       schema->header.ncolumns,
		       (enum cs_csv_path)worker->shared->input->csv_path);
	worker->csv_file = worker->block.file;
	worker->rows.schema = schema;
}

/* The first record of a long block that is beyond the limit, or nrecords. */
static size_t find_long(const struct worker *worker,
			const struct cs_batch *batch)
{
	size_t r = 0;

	if (worker->length <= CS_RECORD_LIMIT)
		return batch->nrecords;
	while (r < batch->nrecords &&
	       record_end(worker, batch, r) - batch->raw[r] <= CS_RECORD_LIMIT)
		r++;
	return r;
}

/* What of the block stops the run, of which rows before long_one were taken. */
static void judge_records(struct worker *worker, const struct cs_batch *batch,
			  size_t long_one)
{
	bool beyond = worker->block.too_long ||
		      (batch->failed &&
		       worker->length - batch->failed_at > CS_RECORD_LIMIT);

	if (long_one < batch->nrecords ||
	    (beyond && (!batch->failed || batch->unclosed)))
		fatal(worker,
		      long_one < batch->nrecords ? batch->raw[long_one]
						 : batch->failed_at,
		      "long-record",
		      "a record is longer than 16 MiB: a quote that opens on "
		      "this line is probably never closed; if quotes are plain "
		      "characters here, say --quote none");
	else if (batch->failed && batch->unclosed)
		fatal(worker, batch->failed_at, "unclosed-quote",
		      "a quote that opens in this record is never closed; if "
		      "quotes are plain characters here, say --quote none");
	else if (batch->failed)
		fatal(worker, batch->failed_at, "stray-quote",
		      "a quote stands inside a field of this record where none "
		      "may: double it within quotes, or, if quotes are plain "
		      "characters here, say --quote none");
}

static void take_block(struct worker *worker, const struct cs_schema *schema)
{
	const struct cs_buf *bytes = &worker->block.bytes;
	const char *nul = memchr(bytes->data, '\0', bytes->length);
	const struct cs_batch *batch;
	bool inside = false;
	size_t nrows;

	worker->length = bytes->length;
	if (nul != NULL) /* what stands before it comes first */
		worker->length = cs_last_record_end(
		    bytes->data, (size_t)(nul + 1 - bytes->data),
		    schema->dialect.quote, true, &inside);
	use_schema(worker, schema);
	batch = cs_csv_split(worker->csv, bytes->data, worker->length);
	cs_further_begin(&worker->further, schema, batch, &worker->baton);
	nrows = find_long(worker, batch);
	for (size_t r = 0; r < nrows; r++)
		take_row(worker, batch, r);
	judge_records(worker, batch, nrows);
	if (nul != NULL && !batch->failed)
		fatal(worker, (size_t)(nul - bytes->data), "nul-byte",
		      "there is a NUL byte: this is not a text file, or it is "
		      "damaged");
	if (!cs_ledger_close(worker->shared->ledger, &worker->findings,
			     &worker->block, schema->file, batch->lines))
		atomic_store(&worker->shared->stop, true);
}

/* --- workers ----------------------------------------------------------- */

/* The next block, and the schema of its file. */
static bool fetch(struct worker *worker, const struct cs_schema **schema)
{
	struct shared *shared = worker->shared;
	int status = 0;

	pthread_mutex_lock(&shared->lock);
	if (!atomic_load(&shared->stop)) {
		status =
		    cs_cutter_next(shared->cutter, &worker->block, shared->err);
		if (status < 0)
			shared->failed = true;
		if (status != 1 || worker->block.too_long)
			atomic_store(&shared->stop, true);
	}
	if (status == 1) {
		*schema = cs_cutter_schema(shared->cutter, worker->block.file);
		worker->baton =
		    cs_relay_next(&shared->relay, *schema, worker->block.file);
	}
	pthread_mutex_unlock(&shared->lock);
	return status == 1;
}

static void work(void *context, unsigned index, size_t job)
{
	struct shared *shared = context;
	struct worker *worker = &shared->workers[index];
	const struct cs_schema *schema;

	(void)job;
	while (fetch(worker, &schema))
		take_block(worker, schema);
}

static void workers_start(struct shared *shared)
{
	unsigned n = shared->input->threads;

	shared->workers = cs_calloc(n, sizeof *shared->workers);
	for (unsigned i = 0; i < n; i++) {
		struct worker *worker = &shared->workers[i];

		worker->shared = shared;
		worker->block.bytes = (struct cs_buf)CS_BUF_INIT;
		worker->findings = (struct cs_findings)CS_FINDINGS_INIT;
		worker->account = (struct cs_account)CS_ACCOUNT_INIT;
		worker->currencies = (struct cs_words)CS_WORDS_INIT;
		cs_row_reader_init(&worker->rows, shared->input);
		cs_further_init(&worker->further, shared->input);
	}
}

static void worker_release(struct worker *worker)
{
	cs_buf_release(&worker->block.bytes);
	cs_csv_free(worker->csv);
	cs_row_reader_release(&worker->rows);
	cs_further_release(&worker->further);
	cs_findings_release(&worker->findings);
	cs_words_release(&worker->currencies);
}

/* --- adding up --------------------------------------------------------- */

static void fold_counts(struct shared *shared, struct cs_input_result *result)
{
	const struct cs_input *input = shared->input;

	for (unsigned w = 0; w < input->threads; w++) {
		const struct worker *worker = &shared->workers[w];

		cs_account_add(&result->account, &worker->account);
		cs_words_merge(&result->currencies, &worker->currencies);
		cs_statuses_merge(&result->statuses, &worker->rows.statuses);
		for (size_t i = 0; i < input->nexpressions; i++)
			result->matches[i] += worker->rows.matches[i];
	}
}

/* Moves what outlives the cutter into the result. */
static void take_files(struct shared *shared, struct cs_input_result *result)
{
	result->nschemas = cs_cutter_files(shared->cutter);
	result->schemas = cs_calloc(result->nschemas, sizeof *result->schemas);
	for (size_t i = 0; i < result->nschemas; i++) {
		struct cs_schema *schema =
		    cs_cutter_schema(shared->cutter, (uint32_t)i);

		result->schemas[i] = *schema;
		*schema = (struct cs_schema){ 0 };
	}
}

enum cs_read cs_input_read(const struct cs_input *input, cs_row_sink *sink,
			   void *context, struct cs_input_result *result,
			   struct cs_err *err)
{
	struct cs_err cutter_err = CS_ERR_INIT;
	struct shared shared = { .input = input,
				 .sink = sink,
				 .context = context,
				 .err = &cutter_err };
	enum cs_read status;

	*result = (struct cs_input_result){ 0 };
	result->account = (struct cs_account)CS_ACCOUNT_INIT;
	result->currencies = (struct cs_words)CS_WORDS_INIT;
	result->matches =
	    cs_calloc(input->nexpressions, sizeof *result->matches);
	pthread_mutex_init(&shared.lock, NULL);
	shared.ledger = cs_ledger_new(input, result, err);
	shared.cutter = cs_cutter_new(input);
	workers_start(&shared);
	cs_parallel(input->threads, input->threads, work, &shared);
	status = cs_ledger_result(shared.ledger);
	/* whatever ends the run stands before the place where reading broke off
	 */
	if (status == CS_READ_ALL && shared.failed) {
		*err = cutter_err;
		status = CS_READ_FAILED;
	}
	fold_counts(&shared, result);
	take_files(&shared, result);
	cs_statuses_settle(&result->statuses);
	if (status == CS_READ_ALL &&
	    cs_status_judge(result->schemas, result->nschemas,
			    &result->statuses, err) != 0)
		status = CS_READ_FAILED;
	for (unsigned w = 0; w < input->threads; w++)
		worker_release(&shared.workers[w]);
	free(shared.workers);
	cs_relay_end(&shared.relay);
	cs_cutter_free(shared.cutter);
	cs_ledger_free(shared.ledger);
	pthread_mutex_destroy(&shared.lock);
	return status;
}

void cs_input_result_release(struct cs_input_result *result)
{
	for (size_t i = 0; i < result->nschemas; i++)
		cs_schema_release(&result->schemas[i]);
	for (size_t i = 0; i < result->nrejects; i++)
		free(result->rejects[i].message);
	cs_words_release(&result->currencies);
	cs_statuses_release(&result->statuses);
	free(result->schemas);
	free(result->rejects);
	free(result->open_lines);
	free(result->matches);
	*result = (struct cs_input_result){ 0 };
}

int cs_input_explain(const struct cs_input *input, struct cs_buf *out,
		     struct cs_err *err)
{
	struct cs_cutter *cutter = cs_cutter_new(input);
	int status = cs_cutter_open(cutter, err);

	if (status == 1)
		cs_schema_explain(cs_cutter_schema(cutter, 0), input, out);
	cs_cutter_free(cutter);
	return status == 1 ? 0 : -1;
}
