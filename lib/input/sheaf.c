/* sheaf.c - see sheaf.h and sheaf_read.h. */
#include "input/sheaf_read.h"

#include <string.h>

#include "cell/amount.h"
#include "cell/date.h"
#include "cell/spelling.h"
#include "base/utf8.h"
#include "input/moment.h"
#include "words/totals.h"

void cs_sheaf_row(const struct cs_sheaf *sheaf, size_t i, struct cs_row *row,
		  struct cs_cells *cells)
{
	static const struct cs_text none = { "", 0 };

	*cells = cs_batch_cells(sheaf->batch, sheaf->record[i]);
	*row = (struct cs_row){
		.customer = sheaf->customer[i],
		.order = sheaf->order != NULL ? sheaf->order[i] : none,
		.group = sheaf->group != NULL ? sheaf->group[i] : none,
		.currency = none,
		.day = sheaf->day[i],
		.amount = sheaf->amount[i],
		.place = sheaf->block + sheaf->batch->raw[sheaf->record[i]],
		.cells = cells,
		.has_amount = true,
	};
}

/* --- which files ----------------------------------------------------- */

/* A record that is the header again has no date and no amount: if only its name
 * is no amount. */
static bool header_is_no_row(const struct cs_schema *schema)
{
	const char *name = schema->header.names[schema->column[CS_ROLE_AMOUNT]];
	cs_micros amount;

	return !cs_amount_parse_plain(name, strlen(name), schema->mark,
				      &amount);
}

bool cs_sheaf_fits(const struct cs_schema *schema, const struct cs_input *input)
{
	const int *column = schema->column;

	return input->csv_path != CS_CSV_LIBCSV &&
	       input->ncolumns == CS_NROLES && input->nexpressions == 0 &&
	       input->fold_keys == 0 && schema->filtered == NULL &&
	       schema->nkinds == 0 && schema->ntotals == 0 &&
	       schema->replaced == NULL && schema->only_amount &&
	       column[CS_ROLE_CANCELLED] == -1 && column[CS_ROLE_DATE] >= 0 &&
	       !cs_moment_joined(schema) && schema->customers.count > 0 &&
	       schema->customers.columns[0] >= 0 &&
	       column[CS_ROLE_ORDER] >= -1 && column[CS_ROLE_CURRENCY] >= -1 &&
	       column[CS_ROLE_GROUP] >= -1 && schema->groups.count < 2 &&
	       (!schema->by_status ||
		(column[CS_ROLE_STATUS] >= 0 && header_is_no_row(schema)));
}

void cs_sheaf_turn(struct cs_sheaf_reader *reader,
		   const struct cs_schema *schema)
{
	reader->schema = schema;
	reader->nstatuses = reader->pause = 0;
	reader->date[0] = 0; /* as no cell has it */
	reader->sheaf.order =
	    schema->column[CS_ROLE_ORDER] == -1 ? NULL : reader->order;
	reader->sheaf.group =
	    schema->column[CS_ROLE_GROUP] == -1 ? NULL : reader->group;
}

/* --- a column at a time ---------------------------------------------- */

static inline struct cs_text cell_of(const struct cs_batch *batch,
				     size_t record, size_t column)
{
	struct cs_cells cells = cs_batch_cells(batch, record);

	return cs_cells_raw(&cells, column);
}

/* Nothing has to be taken off at its ends, as key_at() and others would. */
static inline bool is_bare(struct cs_text cell)
{
	return cell.length > 0 && (signed char)*cell.bytes > '\'' &&
	       *cell.bytes != '=' &&
	       (signed char)cell.bytes[cell.length - 1] > '\'';
}

/* NA, NULL */
static inline bool is_void(struct cs_text cell)
{
	return (*cell.bytes | 0x20) == 'n' &&
	       (cell.length == 2 || cell.length == 4) &&
	       cs_cell_empty(cell.bytes, cell.length);
}

static void count_cells(struct cs_sheaf_reader *reader,
			const struct cs_batch *batch, size_t from, size_t count)
{
	size_t ncolumns = reader->schema->header.ncolumns;

	for (size_t i = 0; i < count; i++) {
		reader->sheaf.record[i] = (uint32_t)(from + i);
		reader->sure[i] =
		    batch->first[from + i + 1] - batch->first[from + i] ==
		    ncolumns;
	}
}

/*
 * Dates: as read_day(). That of the row before is known by ten bytes, which
 * costs a fifth of reading it.
 */
static void read_dates(struct cs_sheaf_reader *reader,
		       const struct cs_input *input,
		       const struct cs_batch *batch, size_t from, size_t count)
{
	const struct cs_schema *schema = reader->schema;
	size_t column = (size_t)schema->column[CS_ROLE_DATE];
	struct cs_batch b = *batch;

	for (size_t i = 0; i < count; i++) {
		struct cs_text cell;
		uint64_t first, last;
		cs_day day;

		if (!reader->sure[i])
			continue;
		cell = cell_of(&b, from + i, column);
		first = last = 0;
		if (cell.length == 10) {
			first = cs_cell_load8(cell.bytes);
			last = cs_cell_load8(cell.bytes + 2);
			if (first == reader->date[0] &&
			    last == reader->date[1]) {
				reader->sheaf.day[i] = reader->day;
				continue;
			}
		}
		if (cs_date_parse(cell.bytes, cell.length, &schema->date,
				  &day) != CS_CELL_OK ||
		    day < input->first_day || day > input->last_day) {
			reader->sure[i] = false;
			continue;
		}
		reader->sheaf.day[i] = reader->day = day;
		reader->date[0] = first;
		reader->date[1] = last;
	}
}

/* Amounts: as read_amount(), of which this is the first step. */
static void read_amounts(struct cs_sheaf_reader *reader,
			 const struct cs_batch *batch, size_t from,
			 size_t count)
{
	size_t column = (size_t)reader->schema->column[CS_ROLE_AMOUNT];
	enum cs_mark mark = reader->schema->mark;
	struct cs_batch b = *batch;

	for (size_t i = 0; i < count; i++) {
		struct cs_text cell;

		if (!reader->sure[i])
			continue;
		cell = cell_of(&b, from + i, column);
		reader->sure[i] = cs_amount_parse_plain(
		    cell.bytes, cell.length, mark, &reader->sheaf.amount[i]);
	}
}

/* An address in small letters, of a person: see nobody() and
 * settle_customer(). */
static bool is_plain_address(const struct cs_input *input, struct cs_text key)
{
	const char *at = memchr(key.bytes, '@', key.length);
	struct cs_text name = { key.bytes, (size_t)(at - key.bytes) };

	if (!input->exact_keys)
		for (size_t i = 0; i < key.length; i++)
			if (key.bytes[i] >= 'A' && key.bytes[i] <= 'Z')
				return false;
	return name.length > 0 && (input->nobody == NULL ||
				   cs_nobody_find(input->nobody, name) < 0);
}

/* Customers: as read_customer() of the first column that may say who it is, and
 * settle_customer(). */
static void read_customers(struct cs_sheaf_reader *reader,
			   const struct cs_input *input,
			   const struct cs_batch *batch, size_t from,
			   size_t count)
{
	size_t column = (size_t)reader->schema->customers.columns[0];
	const struct cs_nobody *nobody = input->nobody;
	struct cs_batch b = *batch;

	for (size_t i = 0; i < count; i++) {
		struct cs_key *key = &reader->sheaf.customer[i];
		struct cs_text cell;
		unsigned found;

		if (!reader->sure[i])
			continue;
		cell = cell_of(&b, from + i, column);
		reader->sure[i] = false;
		if (!is_bare(cell) || is_void(cell))
			continue;
		cs_key_set(key, cell.bytes, cell.length);
		found = cs_key_features(key);
		if (cs_maybe_total(reader->totals, cell.bytes, cell.length))
			continue;
		reader->sure[i] =
		    found == CS_KEY_AT_SIGN
			? is_plain_address(input, cell)
			: found == 0 && (nobody == NULL ||
					 cs_nobody_find(nobody, cell) < 0);
	}
}

/* Orders: as read_order(). */
static void read_orders(struct cs_sheaf_reader *reader,
			const struct cs_input *input,
			const struct cs_batch *batch, size_t from, size_t count)
{
	size_t column = (size_t)reader->schema->column[CS_ROLE_ORDER];
	const struct cs_nobody *nobody = input->nobody;
	struct cs_batch b = *batch;

	for (size_t i = 0; i < count; i++) {
		struct cs_text cell;

		if (!reader->sure[i])
			continue;
		cell = reader->order[i] = cell_of(&b, from + i, column);
		if (cell.length == 0)
			continue;
		reader->sure[i] =
		    is_bare(cell) && !is_void(cell) &&
		    (nobody == NULL || cs_nobody_find(nobody, cell) < 0);
	}
}

/* Groups: as read_group_cell(). */
static void read_groups(struct cs_sheaf_reader *reader,
			const struct cs_batch *batch, size_t from, size_t count)
{
	size_t column = (size_t)reader->schema->column[CS_ROLE_GROUP];
	struct cs_batch b = *batch;

	for (size_t i = 0; i < count; i++) {
		struct cs_text cell;
		struct cs_key key;

		if (!reader->sure[i])
			continue;
		cell = reader->group[i] = cell_of(&b, from + i, column);
		if (cell.length == 0)
			continue;
		cs_key_set(&key, cell.bytes, cell.length);
		reader->sure[i] =
		    is_bare(cell) && !is_void(cell) &&
		    (cs_key_features(&key) & CS_KEY_BEYOND_ASCII) == 0;
	}
}

/* Currencies: as judge_currency(), where the amount has none. All rows have the
 * same as a rule. */
static void read_currencies(struct cs_sheaf_reader *reader, struct cs_text last,
			    const struct cs_batch *batch, size_t from,
			    size_t count)
{
	size_t column = (size_t)reader->schema->column[CS_ROLE_CURRENCY];
	struct cs_batch b = *batch;

	for (size_t i = 0; i < count; i++) {
		struct cs_text cell;

		if (!reader->sure[i])
			continue;
		cell = cell_of(&b, from + i, column);
		reader->sure[i] =
		    cell.length == 0 ||
		    (cell.length == last.length &&
		     memcmp(cell.bytes, last.bytes, last.length) == 0);
	}
}

/* --- statuses -------------------------------------------------------- */

/* A status that is not known by a look yet; its number, or one that is none. */
static size_t meet_status(struct cs_sheaf_reader *reader,
			  struct cs_row_reader *rows, const struct cs_key *key)
{
	const struct cs_schema *schema = reader->schema;
	struct cs_sheaf_status *new = &reader->statuses[reader->nstatuses];
	const struct cs_status *status;
	struct cs_status_file file = { schema->column[CS_ROLE_REFUND] >= 0,
				       schema->won };

	if (reader->nstatuses == CS_SHEAF_STATUSES)
		return CS_SHEAF_STATUSES;
	status = cs_statuses_find(&rows->statuses, schema->statuses, key->text);
	*new = (struct cs_sheaf_status){ .key = *key };
	if (status->spelling != NULL && status->kind != CS_STATUS_GIVEN_BACK &&
	    cs_status_verdict(status, file, false) == CS_STATUS_IN)
		new->index = (size_t)(status - rows->statuses.list);
	return reader->nstatuses++;
}

/* Statuses: as counted_status(), of those that count. */
static void read_statuses(struct cs_sheaf_reader *reader,
			  struct cs_row_reader *rows,
			  const struct cs_batch *batch, size_t from,
			  size_t count)
{
	size_t column = (size_t)reader->schema->column[CS_ROLE_STATUS];
	struct cs_batch b = *batch;

	for (size_t i = 0; i < count; i++) {
		const struct cs_sheaf_status *known = reader->statuses;
		struct cs_text cell;
		struct cs_key key;
		size_t s = 0;

		if (!reader->sure[i])
			continue;
		cell = cell_of(&b, from + i, column);
		reader->sure[i] = false;
		if (!is_bare(cell) || cell.length > CS_KEY_WORDS)
			continue;
		cs_key_set(&key, cell.bytes, cell.length);
		while (s < reader->nstatuses &&
		       (known[s].key.word[0] != key.word[0] ||
			known[s].key.word[1] != key.word[1] ||
			known[s].key.text.length != cell.length))
			s++;
		if (s == reader->nstatuses)
			s = meet_status(reader, rows, &key);
		reader->status[i] = (unsigned char)s;
		reader->sure[i] = s < CS_SHEAF_STATUSES && known[s].index > 0;
	}
}

/* --- all of them ----------------------------------------------------- */

void cs_sheaf_read(struct cs_sheaf_reader *reader, struct cs_row_reader *rows,
		   const struct cs_words *currencies,
		   const struct cs_batch *batch, size_t from, size_t count)
{
	const struct cs_schema *schema = reader->schema;
	const struct cs_input *input = rows->input;

	reader->sheaf.batch = batch;
	count_cells(reader, batch, from, count);
	read_dates(reader, input, batch, from, count);
	read_amounts(reader, batch, from, count);
	if (schema->column[CS_ROLE_CURRENCY] >= 0)
		read_currencies(reader, currencies->last, batch, from, count);
	if (schema->by_status)
		read_statuses(reader, rows, batch, from, count);
	if (reader->sheaf.order != NULL)
		read_orders(reader, input, batch, from, count);
	if (reader->sheaf.group != NULL)
		read_groups(reader, batch, from, count);
	read_customers(reader, input, batch, from, count);
}

void cs_sheaf_move(struct cs_sheaf_reader *reader, size_t to, size_t from)
{
	struct cs_sheaf *sheaf = &reader->sheaf;

	sheaf->record[to] = sheaf->record[from];
	sheaf->day[to] = sheaf->day[from];
	sheaf->amount[to] = sheaf->amount[from];
	sheaf->customer[to] = sheaf->customer[from];
	if (sheaf->order != NULL)
		reader->order[to] = reader->order[from];
	if (sheaf->group != NULL)
		reader->group[to] = reader->group[from];
}
