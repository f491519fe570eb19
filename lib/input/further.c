/* further.c - see further.h. */
#include "input/further.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/mem.h"

/* --- copies of records --------------------------------------------------- */

#define RECORD_INIT                 \
	{                           \
		.text = CS_BUF_INIT \
	}

static struct cs_cells cells_of(const struct cs_record *record)
{
	return (struct cs_cells){ record->text.data, record->end, 0,
				  record->count,     false,	  CS_NO_QUOTE };
}

static void record_clear(struct cs_record *record)
{
	cs_buf_clear(&record->text);
	record->count = 0;
}

static void record_add(struct cs_record *record, struct cs_text cell)
{
	CS_GROW(record->end, record->count, record->capacity);
	cs_buf_add(&record->text, cell.bytes, cell.length);
	record->end[record->count++] = (uint32_t)record->text.length;
	cs_buf_addc(&record->text, '\0'); /* between cells stands one byte */
}

static void record_copy(struct cs_record *record, const struct cs_cells *cells)
{
	record_clear(record);
	for (size_t i = 0; i < cells->count; i++)
		record_add(record, cs_cells_at(cells, i));
}

static void record_release(struct cs_record *record)
{
	cs_buf_release(&record->text);
	free(record->end);
}

/* --- from block to block ------------------------------------------------- */

struct cs_handover {
	pthread_mutex_t lock;
	pthread_cond_t given;
	bool is_given;
	unsigned holders; /* the two blocks, as far as they need it */
	struct cs_record head;
};

static void leave(struct cs_handover *handover)
{
	bool last;

	if (handover == NULL)
		return;
	pthread_mutex_lock(&handover->lock);
	last = --handover->holders == 0;
	pthread_mutex_unlock(&handover->lock);
	if (!last)
		return;
	pthread_cond_destroy(&handover->given);
	pthread_mutex_destroy(&handover->lock);
	record_release(&handover->head);
	free(handover);
}

static void give(struct cs_handover *handover, const struct cs_cells *head)
{
	pthread_mutex_lock(&handover->lock);
	record_copy(&handover->head, head);
	handover->is_given = true;
	pthread_cond_signal(&handover->given);
	pthread_mutex_unlock(&handover->lock);
}

/* Waits for it, if need be. */
static void take(struct cs_handover *handover, struct cs_record *head)
{
	struct cs_cells cells;

	pthread_mutex_lock(&handover->lock);
	while (!handover->is_given)
		pthread_cond_wait(&handover->given, &handover->lock);
	cells = cells_of(&handover->head);
	record_copy(head, &cells);
	pthread_mutex_unlock(&handover->lock);
}

struct cs_baton cs_relay_next(struct cs_relay *relay,
			      const struct cs_schema *schema, uint32_t file)
{
	struct cs_baton baton = { .from = relay->last };

	if (relay->file != file) {
		leave(relay->last);
		baton.from = NULL;
	}
	if (schema->continues) {
		baton.to = cs_calloc(1, sizeof *baton.to);
		pthread_mutex_init(&baton.to->lock, NULL);
		pthread_cond_init(&baton.to->given, NULL);
		baton.to->holders = 2;
		baton.to->head = (struct cs_record)RECORD_INIT;
	}
	*relay = (struct cs_relay){ baton.to, file };
	return baton;
}

void cs_relay_end(struct cs_relay *relay)
{
	leave(relay->last);
	relay->last = NULL;
}

/* --- what continues what ------------------------------------------------- */

#define NO_RECORD ((size_t)-1)
#define BEFORE ((size_t)-2) /* head of a block before */

void cs_further_init(struct cs_further *further, const struct cs_input *input)
{
	*further =
	    (struct cs_further){ .before = RECORD_INIT, .filled = RECORD_INIT };
	cs_row_reader_init(&further->heads, input);
}

void cs_further_release(struct cs_further *further)
{
	cs_row_reader_release(&further->heads);
	record_release(&further->before);
	record_release(&further->filled);
	free(further->missing.end);
}

/* A cell that may be missing, without blanks around it. */
static struct cs_text cell_at(const struct cs_cells *cells, int column)
{
	struct cs_text cell = { "", 0 };

	if (column >= 0 && (size_t)column < cells->count)
		cell = cs_cells_at(cells, (size_t)column);
	if (cs_cell_empty(cell.bytes, cell.length))
		cell.length = 0;
	cs_cell_trim(&cell.bytes, &cell.length);
	return cell;
}

/* A row that names another customer is no further row of the order. */
static bool names_another(const struct cs_schema *schema,
			  const struct cs_cells *head,
			  const struct cs_cells *row, bool *named)
{
	for (size_t i = 0; i < schema->customers.count; i++) {
		struct cs_text mine =
				   cell_at(row, schema->customers.columns[i]),
			       its =
				   cell_at(head, schema->customers.columns[i]);

		*named |= mine.length > 0;
		if (mine.length > 0 && cs_text_compare(mine, its) != 0)
			return true;
	}
	return false;
}

static bool continues(const struct cs_schema *schema,
		      const struct cs_cells *head, const struct cs_cells *row)
{
	struct cs_text order = cell_at(row, schema->order);
	bool named = false;

	if (head->count == 0 || names_another(schema, head, row, &named))
		return false;
	if (order.length > 0)
		return schema->repeats_order &&
		       cs_text_compare(order, cell_at(head, schema->order)) ==
			   0;
	return !named && cell_at(row, schema->column[CS_ROLE_DATE]).length == 0;
}

static struct cs_cells head_cells(const struct cs_further *further, size_t head)
{
	return head == BEFORE ? cells_of(&further->before)
			      : cs_batch_cells(further->batch, head);
}

/* The same as cs_further_row(), of which the head is not read yet. */
static bool step(struct cs_further *further, size_t r,
		 const struct cs_cells *row)
{
	size_t head = r == 0 ? BEFORE : r - 1;
	struct cs_cells cells;

	if (r > 0 && further->last == r - 1)
		head = further->head;
	cells = head_cells(further, head);
	if (!continues(further->heads.schema, &cells, row))
		return false;
	further->last = r;
	further->head = head;
	return true;
}

/* The head of the order that the block ends with. */
static size_t last_head(struct cs_further *further)
{
	size_t n = further->batch->nrecords, r = n;
	struct cs_cells row;

	while (r > 0) {
		row = cs_batch_cells(further->batch, --r);
		if (!cs_lacks_amount(further->heads.schema, &row))
			break;
	}
	for (; r < n; r++) {
		row = cs_batch_cells(further->batch, r);
		if (cs_lacks_amount(further->heads.schema, &row))
			step(further, r, &row);
	}
	return n == 0 ? BEFORE : further->last == n - 1 ? further->head : n - 1;
}

static bool begins_without_amount(const struct cs_further *further)
{
	struct cs_cells first;

	if (further->batch->nrecords == 0)
		return true;
	first = cs_batch_cells(further->batch, 0);
	return cs_lacks_amount(further->heads.schema, &first);
}

void cs_further_begin(struct cs_further *further,
		      const struct cs_schema *schema,
		      const struct cs_batch *batch,
		      const struct cs_baton *baton)
{
	cs_row_reader_turn(&further->heads, schema);
	further->batch = batch;
	further->last = further->known = NO_RECORD;
	record_clear(&further->before);
	if (baton->from != NULL && begins_without_amount(further))
		take(baton->from, &further->before);
	leave(baton->from);
	if (baton->to != NULL) {
		size_t last = last_head(further);
		struct cs_cells head = head_cells(further, last);

		give(baton->to, &head);
		leave(baton->to);
	}
	further->last = NO_RECORD;
}

/* --- the row in full ----------------------------------------------------- */

static bool is_value(const struct cs_schema *schema, size_t column)
{
	return (int)column == schema->column[CS_ROLE_AMOUNT] ||
	       (int)column == schema->column[CS_ROLE_REFUND];
}

static void fill(struct cs_further *further, const struct cs_cells *head,
		 const struct cs_cells *row)
{
	const struct cs_schema *schema = further->heads.schema;

	record_clear(&further->filled);
	for (size_t i = 0; i < schema->header.ncolumns; i++) {
		struct cs_text cell = { "", 0 };

		if (i < row->count)
			cell = cs_cells_at(row, i);
		if (i < head->count && !is_value(schema, i) &&
		    cs_cell_empty(cell.bytes, cell.length))
			cell = cs_cells_at(head, i);
		record_add(&further->filled, cell);
	}
}

bool cs_further_row(struct cs_further *further, size_t r,
		    struct cs_cells *cells, enum cs_fate *fate)
{
	struct cs_cells head;
	struct cs_row row;

	if (!step(further, r, cells))
		return false;
	head = head_cells(further, further->head);
	cs_norow_fill(further->heads.schema, &head, &further->missing);
	row.further = false;
	if (further->known != further->head)
		further->fate = cs_row_read(&further->heads, &head, &row);
	further->known = further->head;
	*fate = further->fate;
	fill(further, &head, cells);
	*cells = cells_of(&further->filled);
	return true;
}

bool cs_further_knows(const struct cs_further *further)
{
	const struct cs_batch *batch = further->batch;

	for (size_t r = batch->nrecords; r-- > 0;) {
		struct cs_cells row = cs_batch_cells(batch, r);

		if (!cs_lacks_amount(further->heads.schema, &row))
			return true;
	}
	return false;
}
