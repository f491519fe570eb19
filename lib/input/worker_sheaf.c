/*
 * worker_sheaf.c - a worker's rows, a sheaf at a time: see sheaf.h.
 *
 * What becomes of a row is as in use_row() of worker.c; rows come in their
 * order, as sums of a block need them.
 */
#include "input/worker.h"

#include "base/mem.h"

/* Where few rows of two sheaves are sure, so many are not tried. Of the first
 * one no currency is known. */
enum { PAUSE = 15 };

void cs_worker_sheaves_turn(struct cs_worker *worker,
			    const struct cs_schema *schema)
{
	worker->in_sheaves = cs_sheaf_fits(schema, worker->shared->input);
	if (!worker->in_sheaves)
		return;
	if (worker->sheaves == NULL) {
		worker->sheaves = cs_calloc(1, sizeof *worker->sheaves);
		worker->sheaves->totals = &worker->shared->totals;
	}
	cs_sheaf_turn(worker->sheaves, schema, worker->shared->input);
}

/* Rows that are read and not in the account yet. */
struct part {
	uint64_t rows, negative;
	cs_micros amount; /* no more than 256 times eight digits */
};

static void settle(struct cs_account *account, struct part *part)
{
	account->rows_read += part->rows;
	account->rows_used += part->rows;
	account->amount_read += part->amount;
	account->amount_used += part->amount;
	account->rows_negative += part->negative;
	*part = (struct part){ 0 };
}

static void settle_statuses(struct cs_worker *worker)
{
	struct cs_sheaf_reader *sheaves = worker->sheaves;

	for (size_t s = 0; s < sheaves->nstatuses; s++) {
		struct cs_sheaf_status *status = &sheaves->statuses[s];
		struct cs_status *sum =
		    &worker->rows.statuses.list[status->index];

		sum->rows[CS_STATUS_IN] += status->rows;
		sum->amounts[CS_STATUS_IN] += status->amount;
		status->rows = 0;
		status->amount = 0;
	}
}

/* The rows [i, end) in what follows are sure. */
static void count_days(struct cs_worker *worker, size_t i, size_t end)
{
	const struct cs_sheaf_reader *sheaves = worker->sheaves;
	const cs_day *days = sheaves->sheaf.day;

	while (i < end) {
		size_t first = i;
		cs_day day = days[i];

		while (i < end && days[i] == day)
			i++;
		cs_days_add(&worker->days, day, i - first);
		if (day > worker->last_day) {
			worker->last_day = day;
			worker->last_record = sheaves->from + first;
		}
	}
}

static void count_statuses(struct cs_sheaf_reader *sheaves, size_t i,
			   size_t end)
{
	while (i < end) {
		size_t first = i;
		unsigned char is = sheaves->status[i];
		cs_micros amount = 0;

		while (i < end && sheaves->status[i] == is)
			amount += sheaves->sheaf.amount[i++];
		sheaves->statuses[is].rows += i - first;
		sheaves->statuses[is].amount += amount;
	}
}

static void count_further(struct cs_worker *worker, size_t i, size_t end)
{
	const struct cs_sheaf_reader *sheaves = worker->sheaves;

	for (; i < end; i++)
		if (sheaves->sheaf.further[i]) {
			worker->account.rows_continued++;
			/* the next one may, too, and be read with care */
			worker->further.last = sheaves->from + i;
			worker->further.head = sheaves->from + sheaves->head[i];
		}
}

/* In loops of their own, which take half of the time of one for all. */
static void count_sure(struct cs_worker *worker, struct part *part, size_t i,
		       size_t end)
{
	struct cs_sheaf_reader *sheaves = worker->sheaves;
	const cs_micros *amount = sheaves->sheaf.amount;

	part->rows += end - i;
	for (size_t k = i; k < end; k++) {
		part->negative += (uint64_t)amount[k] >> 63;
		part->amount += amount[k];
	}
	count_days(worker, i, end);
	if (sheaves->nlacking > 0)
		count_further(worker, i, end);
	if (sheaves->schema->by_status)
		count_statuses(sheaves, i, end);
}

/* A row that is read and left out. */
static void count_left_out(struct cs_worker *worker, size_t i)
{
	struct cs_sheaf_reader *sheaves = worker->sheaves;
	enum cs_fate fate = (enum cs_fate)sheaves->fate[i];
	cs_micros amount = sheaves->sheaf.amount[i];

	cs_account_row(&worker->account, fate, amount);
	if (fate != CS_FATE_FILTERED && sheaves->schema->by_status) {
		struct cs_sheaf_status *status =
		    &sheaves->statuses[sheaves->status[i]];

		status->rows++;
		status->amount += amount;
	}
}

/* Counts the rows that are read, and has the others read, whose number it
 * returns; those that are used stand at the front. */
static size_t count_rows(struct cs_worker *worker, const struct cs_batch *batch)
{
	struct cs_sheaf_reader *sheaves = worker->sheaves;
	size_t from = sheaves->from, kept = 0, careful = 0, end;
	struct part part = { 0 };

	for (size_t i = 0; i < sheaves->count; i = end) {
		end = i;
		while (end < sheaves->count && sheaves->sure[end])
			end++;
		if (end > i) {
			count_sure(worker, &part, i, end);
			if (kept < i)
				cs_sheaf_move(sheaves, kept, i, end - i);
			while (i < end)
				sheaves->sheaf.record[kept++] =
				    (uint32_t)(from + i++);
			continue;
		}
		end = i + 1;
		if (sheaves->fate[i] != CS_FATE_USED) {
			count_left_out(worker, i);
			continue;
		}
		settle(&worker->account, &part);
		cs_worker_take_row(worker, batch, from + i);
		careful++;
	}
	settle(&worker->account, &part);
	if (sheaves->schema->by_status)
		settle_statuses(worker);
	sheaves->sheaf.count = kept;
	return careful;
}

static bool hand_on(struct cs_worker *worker)
{
	struct cs_reading *shared = worker->shared;
	const struct cs_sheaf *sheaf = &worker->sheaves->sheaf;
	unsigned index = (unsigned)(worker - shared->workers);
	uint32_t file = worker->block.file;
	bool more = true;

	if (shared->input->sheaf != NULL)
		return shared->input->sheaf(shared->context, index, file,
					    sheaf);
	for (size_t i = 0; i < sheaf->count; i++) {
		struct cs_cells cells;
		struct cs_row row;

		cs_sheaf_row(sheaf, i, &row, &cells);
		more &= shared->sink(shared->context, index, file, &row);
	}
	return more;
}

/* Returns how many records it took. */
static size_t take_sheaf(struct cs_worker *worker, const struct cs_batch *batch,
			 size_t from, size_t end)
{
	struct cs_sheaf *sheaf = &worker->sheaves->sheaf;
	struct cs_sizes *sizes =
	    worker->sizes != NULL && worker->block.file < CS_SIZED_FILES
		? &worker->sizes[worker->block.file]
		: NULL;
	size_t count = cs_sheaf_read(worker->sheaves, &worker->rows,
				     &worker->currencies, batch, from, end),
	       careful;

	careful = count_rows(worker, batch);
	for (size_t i = 0; sizes != NULL && i < sheaf->count; i++)
		cs_sizes_add(sizes, sheaf->amount[i]);
	if (sheaf->count > 0 && !hand_on(worker))
		atomic_store(&worker->shared->stop, true);
	worker->sheaves->vain =
	    careful * 4 > count * 3 ? worker->sheaves->vain + 1 : 0;
	if (worker->sheaves->vain > 1)
		worker->sheaves->pause = PAUSE;
	return count;
}

void cs_worker_take_sheaves(struct cs_worker *worker,
			    const struct cs_batch *batch, size_t count)
{
	struct cs_sheaf_reader *sheaves = worker->sheaves;
	size_t from = 0;

	sheaves->sheaf.block = (uint64_t)worker->block.number << 32;
	while (from < count) {
		size_t taken = 0;

		if (sheaves->pause == 0)
			taken = take_sheaf(worker, batch, from, count);
		else
			sheaves->pause--;
		from += taken;
		if (taken == CS_SHEAF_ROWS)
			continue;
		/* the next one is not like the others, or it is a pause */
		taken = taken > 0 || sheaves->pause == 0 ? 1 : CS_SHEAF_ROWS;
		for (; taken > 0 && from < count; taken--)
			cs_worker_take_row(worker, batch, from++);
	}
}
