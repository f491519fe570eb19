/* worker.c - see worker.h. */
#include "input/worker.h"

#include <string.h>

#include "base/mem.h"
#include "input/progress.h"
#include "input/shares.h"

/* --- findings ---------------------------------------------------------- */

/* What a worker holds of bad rows before it waits for the turn of its block. */
enum { FINDINGS_LIMIT = 4 << 20 };

/* The first one counts: they come in the order of the block. */
static void fatal(struct cs_worker *worker, size_t offset, enum cs_fatal what)
{
	struct cs_findings *findings = &worker->findings;

	if (findings->fatal != CS_FATAL_NONE)
		return;
	findings->fatal = what;
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

static size_t record_end(const struct cs_worker *worker,
			 const struct cs_batch *batch, size_t record)
{
	return record + 1 < batch->nrecords ? batch->raw[record + 1]
	       : batch->failed		    ? batch->failed_at
					    : worker->length;
}

static void add_record(const struct cs_worker *worker,
		       const struct cs_batch *batch, size_t record,
		       struct cs_buf *out)
{
	const char *bytes = worker->block.bytes.data;
	const char *p = bytes + batch->raw[record];
	const char *e = bytes + record_end(worker, batch, record);

	cs_buf_add(out, p, (size_t)(before_line_end(p, e) - p));
}

/* What is wrong and the record, of which the first takes so many bytes. */
static uint32_t describe(struct cs_worker *worker, const struct cs_batch *batch,
			 size_t record, const struct cs_cells *cells,
			 const struct cs_row *row)
{
	struct cs_buf *texts = &worker->findings.texts;
	size_t before = texts->length, length;

	cs_row_message(&worker->rows, cells, row, texts);
	cs_buf_addc(texts, '\0');
	length = texts->length - before;
	if (worker->shared->input->reject != NULL)
		add_record(worker, batch, record, texts);
	return (uint32_t)length;
}

static void note_finding(struct cs_worker *worker, const struct cs_batch *batch,
			 size_t record, enum cs_norow what,
			 const struct cs_cells *cells, const struct cs_row *row)
{
	struct cs_findings *findings = &worker->findings;
	bool bad = what != CS_IS_EMPTY && what != CS_IS_HEADER;
	struct cs_finding finding = {
		.line = cs_findings_line(findings, &worker->block,
					 batch->raw[record]),
		.what = what,
		.behind_rows = record > findings->behind,
		.message = (uint32_t)findings->texts.length,
	};

	finding.record = finding.message;
	if (bad) {
		finding.error = row->error;
		finding.field = row->field;
		finding.record += describe(worker, batch, record, cells, row);
	}
	cs_buf_addc(&findings->texts, '\0');
	if (what != CS_IS_ROW)
		findings->behind = record + 1;
	CS_GROW(findings->list, findings->count, findings->capacity);
	findings->list[findings->count++] = finding;
	if (findings->texts.length + findings->count * sizeof *findings->list >
		FINDINGS_LIMIT &&
	    !cs_shares_pass(worker))
		atomic_store(&worker->shared->stop, true);
}

static void reject(struct cs_worker *worker, const struct cs_batch *batch,
		   size_t record, const struct cs_cells *cells,
		   const struct cs_row *row)
{
	/* blocks come in order: a worker's first ones hold all that is shown */
	if (worker->shared->input->reject == NULL &&
	    worker->described >= CS_SHOWN_BAD_ROWS) {
		worker->findings.more_bad++;
		return;
	}
	worker->described++;
	note_finding(worker, batch, record, CS_IS_ROW, cells, row);
}

/* Sets a record aside that is no row, or may be none. */
static bool is_norow(struct cs_worker *worker, const struct cs_batch *batch,
		     size_t record, const struct cs_cells *cells,
		     const struct cs_row *row, enum cs_fate fate)
{
	const struct cs_schema *schema = worker->rows.schema;
	bool blank = fate == CS_FATE_BAD &&
		     cs_block_after_blank(&worker->block, batch->raw[record],
					  schema->dialect.delimiter);
	enum cs_norow what = cs_norow_judge(schema, cells, fate, blank);

	if (what != CS_IS_ROW)
		note_finding(worker, batch, record, what, cells, row);
	return what != CS_IS_ROW;
}

/* --- rows -------------------------------------------------------------- */

/* A further row of an order shares the fate of its first one. */
static enum cs_fate read_further(struct cs_worker *worker,
				 const struct cs_cells *cells,
				 struct cs_row *row, enum cs_fate first)
{
	enum cs_fate fate;

	row->further = true;
	fate = cs_row_read(&worker->rows, cells, row);
	worker->account.rows_continued++;
	if (cs_fate_excluded(fate) || first == CS_FATE_USED)
		return fate;
	if (first == CS_FATE_BAD) {
		row->error = CS_BAD_HEAD;
		row->field = 0;
	}
	return first;
}

/* An order does not go on with nothing, nor with a footer. */
static bool may_continue(const struct cs_worker *worker,
			 const struct cs_batch *batch, size_t record,
			 const struct cs_cells *cells)
{
	const struct cs_schema *schema = worker->rows.schema;
	/* there are orders, or nothing would be continued */
	size_t order = (size_t)schema->order;
	bool blank =
	    (order >= cells->count || cs_cells_at(cells, order).length == 0) &&
	    cs_block_after_blank(&worker->block, batch->raw[record],
				 schema->dialect.delimiter);
	enum cs_norow what = cs_norow_judge(
	    schema, cells, blank ? CS_FATE_BAD : CS_FATE_FILTERED, blank);

	return what == CS_IS_ROW;
}

/* Does the record continue an order? Then *filled are its cells with those of
 * its head, and *first is what became of that. */
static bool is_further(struct cs_worker *worker, const struct cs_batch *batch,
		       size_t record, const struct cs_cells *cells,
		       struct cs_cells *filled, enum cs_fate *first)
{
	if (!cs_lacks_amount(worker->rows.schema, cells))
		return false;
	*filled = *cells;
	return cs_further_row(&worker->further, record, filled, first) &&
	       may_continue(worker, batch, record, cells);
}

/* A row that may be the sum of others. */
static __attribute__((noinline)) void note_total(struct cs_worker *worker,
						 const struct cs_batch *batch,
						 size_t record,
						 const struct cs_row *row,
						 int column, bool counts)
{
	const struct cs_total_letters *letters = &worker->shared->totals;
	struct cs_cells cells = cs_batch_cells(batch, record);
	struct cs_text name =
	    column == worker->rows.schema->column[CS_ROLE_CUSTOMER]
		? row->customer.text
		: cs_cells_at(&cells, (size_t)column);

	if (row->has_amount &&
	    cs_maybe_total(letters, name.bytes, name.length) &&
	    cs_is_total(letters, name.bytes, name.length))
		cs_block_sums_add(&worker->sums, &worker->account,
				  cs_findings_line(&worker->findings,
						   &worker->block,
						   batch->raw[record]),
				  row->amount, column, name, counts);
}

/* Counts a row that is used, or has no customer, and hands it on. */
static inline __attribute__((always_inline)) void use_row(
    struct cs_worker *worker, const struct cs_batch *batch, size_t record,
    struct cs_row *row, enum cs_fate fate)
{
	const struct cs_schema *schema = worker->rows.schema;
	struct cs_account *account = &worker->account;

	if (cs_maybe_total(&worker->shared->totals, row->customer.text.bytes,
			   row->customer.text.length))
		note_total(worker, batch, record, row,
			   schema->column[CS_ROLE_CUSTOMER],
			   fate == CS_FATE_USED);
	for (size_t i = 0; i < schema->ntotals; i++)
		note_total(worker, batch, record, row, schema->totals[i],
			   fate == CS_FATE_USED);
	cs_account_row(account, fate, row->has_amount ? row->amount : 0);
	account->rows_rounded += row->rounded;
	account->rows_turned += row->turned;
	if (worker->sizes != NULL && worker->block.file < CS_SIZED_FILES)
		cs_sizes_add(&worker->sizes[worker->block.file], row->amount);
	cs_days_add(&worker->days, row->day, 1);
	if (row->day > worker->last_day) {
		worker->last_day = row->day;
		worker->last_record = record;
	}
	if (row->currency.length > 0)
		cs_words_add(&worker->currencies, &row->currency);
	if (fate == CS_FATE_UNATTRIBUTED)
		return;
	account->rows_negative += row->amount < 0;
	row->place = (uint64_t)worker->block.number << 32 | batch->raw[record];
	if (!worker->shared->sink(worker->shared->context,
				  (unsigned)(worker - worker->shared->workers),
				  worker->block.file, row))
		atomic_store(&worker->shared->stop, true);
}

/* What was read of these cells, some of which may be another row's: by its own
 * cells it may be no row. */
static void judge_row(struct cs_worker *worker, const struct cs_batch *batch,
		      size_t record, const struct cs_cells *own,
		      const struct cs_cells *read, struct cs_row *row,
		      enum cs_fate fate)
{
	if (fate != CS_FATE_USED &&
	    is_norow(worker, batch, record, own, row, fate))
		return;
	if (fate == CS_FATE_USED || fate == CS_FATE_UNATTRIBUTED) {
		use_row(worker, batch, record, row, fate);
		return;
	}
	cs_account_row(&worker->account, fate,
		       fate != CS_FATE_BAD && row->has_amount ? row->amount
							      : 0);
	if (fate == CS_FATE_BAD)
		reject(worker, batch, record, read, row);
}

/* A row that may be short, be none, or continue an order. */
static void take_odd_row(struct cs_worker *worker, const struct cs_batch *batch,
			 size_t record)
{
	const struct cs_schema *schema = worker->rows.schema;
	struct cs_cells cells = cs_batch_cells(batch, record), filled;
	enum cs_fate fate, first;
	struct cs_row row = { 0 };

	if (is_further(worker, batch, record, &cells, &filled, &first)) {
		fate = read_further(worker, &filled, &row, first);
		judge_row(worker, batch, record, &cells, &filled, &row, fate);
		return;
	}
	/* what is no row has no status */
	if (schema->by_status &&
	    is_norow(worker, batch, record, &cells, &row, CS_FATE_FILTERED))
		return;
	cs_norow_fill(schema, &cells, &worker->fill);
	fate = cs_row_read(&worker->rows, &cells, &row);
	judge_row(worker, batch, record, &cells, &cells, &row, fate);
}

void cs_worker_take_row(struct cs_worker *worker, const struct cs_batch *batch,
			size_t record)
{
	const struct cs_schema *schema = worker->rows.schema;
	struct cs_cells cells = cs_batch_cells(batch, record);
	enum cs_fate fate;
	struct cs_row row;

	if (cells.count != schema->header.ncolumns ||
	    cs_lacks_amount(schema, &cells) ||
	    (schema->by_status && !cs_norow_ruled_out(schema, &cells))) {
		take_odd_row(worker, batch, record);
		return;
	}
	row.further = false;
	row.error = CS_ROW_GOOD;
	row.field = 0;
	fate = cs_row_read(&worker->rows, &cells, &row);
	if (fate == CS_FATE_USED)
		use_row(worker, batch, record, &row, CS_FATE_USED);
	else
		judge_row(worker, batch, record, &cells, &cells, &row, fate);
}

static void use_schema(struct cs_worker *worker, const struct cs_schema *schema)
{
	if (worker->csv != NULL && worker->csv_file == worker->block.file)
		return;
	cs_csv_free(worker->csv);
	worker->csv =
	    cs_csv_new(schema->dialect.delimiter, schema->dialect.quote,
		       schema->header.ncolumns,
		       (enum cs_csv_path)worker->shared->input->csv_path);
	worker->csv_file = worker->block.file;
	cs_row_reader_turn(&worker->rows, schema);
	cs_worker_sheaves_turn(worker, schema);
}

/* The first record of a long block that is beyond the limit, or nrecords. */
static size_t find_long(const struct cs_worker *worker,
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
static void judge_records(struct cs_worker *worker,
			  const struct cs_batch *batch, size_t long_one)
{
	bool beyond = worker->block.too_long ||
		      (batch->failed &&
		       worker->length - batch->failed_at > CS_RECORD_LIMIT);

	if (long_one < batch->nrecords ||
	    (beyond && (!batch->failed || batch->unclosed)))
		fatal(worker,
		      long_one < batch->nrecords ? batch->raw[long_one]
						 : batch->failed_at,
		      CS_FATAL_LONG);
	else if (batch->failed)
		fatal(worker, batch->failed_at,
		      batch->unclosed ? CS_FATAL_UNCLOSED : CS_FATAL_STRAY);
}

/* Is the last record, which no line end follows, cut off? No footer is. */
static bool ends_short(struct cs_worker *worker, const struct cs_batch *batch,
		       size_t record)
{
	const struct cs_schema *schema = worker->rows.schema;
	struct cs_cells cells = cs_batch_cells(batch, record);
	bool blank = cs_block_after_blank(&worker->block, batch->raw[record],
					  schema->dialect.delimiter);
	enum cs_norow what = cs_norow_judge(schema, &cells, CS_FATE_BAD, blank);

	if (what != CS_IS_ROW && what != CS_MAY_BE_FOOTER)
		return false;
	cs_norow_fill(schema, &cells, &worker->fill);
	return cells.count < schema->header.ncolumns ||
	       cs_ending_short(&schema->ending,
			       cs_cells_at(&cells, cells.count - 1));
}

static struct cs_last_row last_row(struct cs_worker *worker,
				   const struct cs_batch *batch)
{
	struct cs_last_row last = { worker->last_day, worker->last_record };

	/* a line is a record as a rule, and lines take their time */
	if (last.day != CS_NO_DAY &&
	    (batch->lines != batch->nrecords || worker->block.open_end))
		last.line = cs_findings_line(&worker->findings, &worker->block,
					     batch->raw[worker->last_record]);
	return last;
}

/* Of a block whose rows are another process's: the order that goes on. */
static void take_lead(struct cs_worker *worker, const struct cs_schema *schema)
{
	const struct cs_buf *bytes = &worker->block.bytes;

	use_schema(worker, schema);
	cs_further_begin(&worker->further, schema,
			 cs_csv_split(worker->csv, bytes->data, bytes->length),
			 &worker->baton);
	if (!cs_further_knows(&worker->further))
		atomic_store(&worker->shared->lost, true);
}

void cs_worker_take(struct cs_worker *worker, const struct cs_schema *schema)
{
	const struct cs_buf *bytes = &worker->block.bytes;
	const char *nul = memchr(bytes->data, '\0', bytes->length);
	struct cs_progress *progress = worker->shared->input->progress;
	const struct cs_batch *batch;
	struct cs_closing closing = { .sums = &worker->sums };
	bool inside = false;
	size_t nrows;

	if (worker->block.lead) {
		take_lead(worker, schema);
		return;
	}
	worker->length = bytes->length;
	if (nul != NULL) /* what stands before it comes first */
		worker->length = cs_last_record_end(
		    bytes->data, (size_t)(nul + 1 - bytes->data),
		    schema->dialect.quote, true, &inside);
	use_schema(worker, schema);
	batch = cs_csv_split(worker->csv, bytes->data, worker->length);
	cs_further_begin(&worker->further, schema, batch, &worker->baton);
	nrows = find_long(worker, batch);
	cs_block_sums_begin(&worker->sums, &worker->account);
	worker->last_day = CS_NO_DAY;
	if (worker->in_sheaves)
		cs_worker_take_sheaves(worker, batch, nrows);
	for (size_t r = 0; r < nrows && !worker->in_sheaves; r++)
		cs_worker_take_row(worker, batch, r);
	judge_records(worker, batch, nrows);
	if (worker->block.open_end && nrows > 0)
		worker->block.open_end = ends_short(worker, batch, nrows - 1);
	if (nul != NULL && !batch->failed)
		fatal(worker, (size_t)(nul - bytes->data), CS_FATAL_NUL);
	closing.last = last_row(worker, batch);
	closing.lines = batch->lines;
	closing.records = nrows;
	closing.whole = cs_block_sums_end(&worker->sums, &worker->account);
	if (progress != NULL)
		atomic_fetch_add(&progress->rows, nrows);
	if (!cs_shares_close(worker, &closing))
		atomic_store(&worker->shared->stop, true);
}
