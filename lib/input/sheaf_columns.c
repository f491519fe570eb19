/*
 * sheaf_columns.c - one column of a sheaf at a time: see sheaf_read.h.
 *
 * No loop is left early and few branches depend on a cell, so that processors
 * work on several rows at once.
 */
#include "input/sheaf_cells.h"

#include <string.h>

#include "cell/amount.h"
#include "cell/date.h"
#include "words/totals.h"

/* NA, NULL */
static inline bool is_void(struct cs_text cell)
{
	return (*cell.bytes | 0x20) == 'n' &&
	       (cell.length == 2 || cell.length == 4) &&
	       cs_cell_empty(cell.bytes, cell.length);
}

/* --- dates and amounts ------------------------------------------------ */

/* Of a cell with ten bytes or more: are they those of the row before, and at
 * most a time behind them? */
static inline bool is_same_date(const struct cs_sheaf_reader *reader,
				struct cs_text cell, const uint64_t date[2])
{
	return date[0] == reader->date[0] && date[1] == reader->date[1] &&
	       (cell.length == 10 ||
		(reader->date_plain &&
		 cs_date_time_valid(cell.bytes + 10, cell.length - 10)));
}

/* A date unlike the one before; is it YYYY-MM-DD, maybe with a time, on the day
 * that is written? */
static bool read_date(const struct cs_date_format *format, struct cs_text cell,
		      cs_day *day, bool *plain)
{
	*plain = format->kind == CS_DATE_AUTO && format->zone == NULL &&
		 cell.length >= 10 && cs_date_parse_plain(cell.bytes, 10, day);
	if (*plain)
		return cell.length == 10 ||
		       cs_date_time_valid(cell.bytes + 10, cell.length - 10);
	return cs_date_parse(cell.bytes, cell.length, format, day) ==
	       CS_CELL_OK;
}

/*
 * As read_day(). Ten bytes that are those of the row before are the same day,
 * which costs a fifth of reading them; of a time behind them only the form is
 * looked at.
 */
void cs_sheaf_dates(struct cs_sheaf_reader *reader)
{
	struct cs_cells_down column =
	    cs_cells_down(reader, reader->schema->column[CS_ROLE_DATE]);

	for (size_t i = 0; i < reader->count; i++) {
		struct cs_text cell = cs_cell_down(&column, i);
		uint64_t date[2] = { 0, 0 };
		bool plain;
		cs_day day;

		if (cell.length >= 10) {
			date[0] = cs_cell_load8(cell.bytes);
			date[1] = cs_cell_load8(cell.bytes + 2);
			if (is_same_date(reader, cell, date)) {
				reader->sheaf.day[i] = reader->day;
				continue;
			}
		}
		if (!read_date(&reader->schema->date, cell, &day, &plain)) {
			reader->sure[i] = false;
			continue;
		}
		reader->sheaf.day[i] = day;
		if (cell.length != 10 && !plain)
			continue;
		reader->day = day;
		reader->date[0] = date[0];
		reader->date[1] = date[1];
		reader->date_plain = plain;
	}
}

/* As read_amount(): nothing is paid back, as it was of the row above. */
void cs_sheaf_refunds(struct cs_sheaf_reader *reader)
{
	enum cs_mark mark = reader->schema->mark;
	struct cs_cells_down column =
	    cs_cells_down(reader, reader->schema->column[CS_ROLE_REFUND]);
	struct cs_usual zero = { 0 };

	for (size_t i = 0; i < reader->count; i++) {
		struct cs_text cell = cs_cell_down(&column, i);
		cs_micros refund = 0;
		struct cs_key key;

		if (cell.length == 0 || cs_is_usual(&column, cell, &zero))
			continue;
		if (!cs_amount_parse_plain(cell.bytes, cell.length, mark,
					   &refund) ||
		    refund != 0) {
			reader->sure[i] = false;
			continue;
		}
		cs_key_set(&key, cell.bytes, cell.length);
		zero = cs_usual_of(&key);
	}
}

/* As cancelled(): nobody has. */
void cs_sheaf_cancelled(struct cs_sheaf_reader *reader)
{
	struct cs_cells_down column =
	    cs_cells_down(reader, reader->schema->column[CS_ROLE_CANCELLED]);

	for (size_t i = 0; i < reader->count; i++)
		reader->sure[i] &= cs_cell_down(&column, i).length == 0;
}

/* --- texts ------------------------------------------------------------ */

/* Is a byte of eight from A to Z? */
static inline bool word_has_capitals(uint64_t word)
{
	const uint64_t one = 0x0101010101010101u, high = 0x80 * one;
	uint64_t low = word & ~high; /* so that no byte carries */

	return ((low + (0x80 - 'A') * one) & ~(low + (0x7F - 'Z') * one) &
		~word & high) != 0;
}

static inline bool has_capitals(struct cs_text key)
{
	size_t at = 0;

	if (key.length < 8)
		return word_has_capitals(cs_cell_load(key.bytes, key.length));
	for (; at + 8 < key.length; at += 8)
		if (word_has_capitals(cs_cell_load8(key.bytes + at)))
			return true;
	return word_has_capitals(cs_cell_load8(key.bytes + key.length - 8));
}

/* An address in small letters, of a person: see nobody() and
 * settle_customer(). */
static bool is_plain_address(const struct cs_input *input, struct cs_text key)
{
	const char *at = memchr(key.bytes, '@', key.length);
	struct cs_text name = { key.bytes, (size_t)(at - key.bytes) };

	return (input->exact_keys || !has_capitals(key)) && name.length > 0 &&
	       cs_cell_bare(key) &&
	       (input->nobody == NULL ||
		cs_nobody_find(input->nobody, name) < 0);
}

/* Of a key with such features: is it of the usual form? */
static bool is_usual_key(const struct cs_input *input, struct cs_text key,
			 unsigned found)
{
	if (found == CS_KEY_AT_SIGN)
		return is_plain_address(input, key);
	return found == CS_KEY_BEYOND_ASCII && cs_cell_settled(key);
}

/* As read_customer() of the first column that may say who it is, and
 * settle_customer(). */
void cs_sheaf_customers(struct cs_sheaf_reader *reader,
			const struct cs_input *input)
{
	const struct cs_nobody *nobody = input->nobody;
	const struct cs_total_letters *totals = reader->totals;
	struct cs_cells_down column =
	    cs_cells_down(reader, reader->schema->customers.columns[0]);

	for (size_t i = 0; i < reader->count; i++) {
		struct cs_text cell = cs_cell_down(&column, i);
		struct cs_key *key = &reader->sheaf.customer[i];
		unsigned found;

		if (!reader->sure[i]) /* who continues an order has been read */
			continue;
		if (cell.length == 0 || is_void(cell) ||
		    !cs_cell_reaches(&column, cell, CS_KEY_WORDS) ||
		    cs_maybe_total(totals, cell.bytes, cell.length)) {
			reader->sure[i] = false;
			continue;
		}
		if (cell.length <= CS_KEY_WORDS)
			cs_key_set_words(key, cell);
		else
			cs_key_set(key, cell.bytes, cell.length);
		found = cs_key_features(key);
		reader->sure[i] =
		    (found == 0 ? cs_cell_bare(cell)
				: is_usual_key(input, cell, found)) &&
		    (found == CS_KEY_AT_SIGN || nobody == NULL ||
		     cs_nobody_find(nobody, cell) < 0);
	}
}

/* As read_order(). */
void cs_sheaf_orders(struct cs_sheaf_reader *reader,
		     const struct cs_input *input)
{
	const struct cs_nobody *nobody = input->nobody;
	struct cs_cells_down column =
	    cs_cells_down(reader, reader->schema->column[CS_ROLE_ORDER]);

	for (size_t i = 0; i < reader->count; i++) {
		struct cs_text cell = reader->order[i] =
		    cs_cell_down(&column, i);

		reader->sure[i] &=
		    cell.length == 0 ||
		    (cs_cell_bare(cell) && !is_void(cell) &&
		     (nobody == NULL || cs_nobody_find(nobody, cell) < 0));
	}
}

/* As read_group_cell(). */
void cs_sheaf_groups(struct cs_sheaf_reader *reader)
{
	struct cs_cells_down column =
	    cs_cells_down(reader, reader->schema->column[CS_ROLE_GROUP]);

	for (size_t i = 0; i < reader->count; i++) {
		struct cs_text cell = reader->group[i] =
		    cs_cell_down(&column, i);
		struct cs_key key;

		if (cell.length == 0)
			continue;
		cs_key_set(&key, cell.bytes, cell.length);
		reader->sure[i] &=
		    !is_void(cell) &&
		    ((cs_key_features(&key) & CS_KEY_BEYOND_ASCII) == 0
			 ? cs_cell_bare(cell)
			 : cs_cell_settled(cell));
	}
}

/* As judge_currency(), where the amount has none: all rows have that of the row
 * before as a rule. */
void cs_sheaf_currencies(struct cs_sheaf_reader *reader, struct cs_text last)
{
	struct cs_cells_down column =
	    cs_cells_down(reader, reader->schema->column[CS_ROLE_CURRENCY]);
	struct cs_usual usual;
	struct cs_key known, key;

	cs_key_set(&known, last.bytes, last.length);
	usual = cs_usual_of(&known);
	for (size_t i = 0; i < reader->count; i++) {
		struct cs_text cell = cs_cell_down(&column, i);

		if (cell.length == 0 || cs_is_usual(&column, cell, &usual))
			continue;
		if (cell.length != last.length || cell.length > CS_KEY_WORDS ||
		    !cs_cell_reaches(&column, cell, CS_KEY_WORDS)) {
			reader->sure[i] = false;
			continue;
		}
		cs_key_set_words(&key, cell);
		reader->sure[i] &= key.word[0] == known.word[0] &&
				   key.word[1] == known.word[1];
	}
}

/* --- statuses --------------------------------------------------------- */

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

static inline bool same_key(const struct cs_key *a, const struct cs_key *b)
{
	return a->word[0] == b->word[0] && a->word[1] == b->word[1] &&
	       a->text.length == b->text.length;
}

/* As counted_status(), of those that count and have up to 16 bytes. Only what
 * is met in a row that is sure so far is met there too. */
void cs_sheaf_statuses(struct cs_sheaf_reader *reader,
		       struct cs_row_reader *rows)
{
	const struct cs_sheaf_status *known = reader->statuses;
	struct cs_cells_down column =
	    cs_cells_down(reader, reader->schema->column[CS_ROLE_STATUS]);

	struct cs_usual usual = { 0 };

	if (reader->nstatuses > 0 && known->index > 0)
		usual = cs_usual_of(&known->key);
	for (size_t i = 0; i < reader->count; i++) {
		struct cs_text cell = cs_cell_down(&column, i);
		struct cs_key key;
		size_t s = 0;

		if (!reader->sure[i])
			continue;
		if (cell.length > 0 && cs_is_usual(&column, cell, &usual)) {
			reader->status[i] = 0; /* known[0] */
			continue;
		}
		reader->sure[i] = false;
		if (cell.length == 0 || cell.length > CS_KEY_WORDS ||
		    !cs_cell_reaches(&column, cell, CS_KEY_WORDS) ||
		    (!cs_cell_bare(cell) && !cs_cell_settled(cell)))
			continue;
		cs_key_set_words(&key, cell);
		while (s < reader->nstatuses && !same_key(&known[s].key, &key))
			s++;
		if (s == reader->nstatuses)
			s = meet_status(reader, rows, &key);
		reader->status[i] = (unsigned char)s;
		reader->sure[i] = s < CS_SHEAF_STATUSES && known[s].index > 0;
	}
}

/* --- rows that continue an order ----------------------------------------- */

/* As cs_further_row() and read_further(): row i, which has the cells of row
 * `head` wherever it has any, but for the amount. */
static bool continues(const struct cs_sheaf_reader *reader, size_t head,
		      size_t i)
{
	const struct cs_schema *schema = reader->schema;
	const struct cs_batch *batch = reader->sheaf.batch;
	struct cs_cells its = cs_batch_cells(batch, reader->from + head);
	struct cs_cells own = cs_batch_cells(batch, reader->from + i);
	size_t order = (size_t)schema->order;
	int refund = schema->column[CS_ROLE_REFUND];
	struct cs_text id = cs_cells_raw(&own, order);

	if (!cs_cell_bare(id) || is_void(id) ||
	    cs_text_compare(id, cs_cells_raw(&its, order)) != 0 ||
	    (refund >= 0 && cs_cells_raw(&own, (size_t)refund).length > 0))
		return false;
	for (size_t n = 0; n < reader->nrepeated; n++) {
		size_t column = (size_t)reader->repeated[n];
		struct cs_text cell = cs_cells_raw(&own, column);

		if (cell.length > 0 &&
		    cs_text_compare(cell, cs_cells_raw(&its, column)) != 0)
			return false;
	}
	return true;
}

void cs_sheaf_further(struct cs_sheaf_reader *reader)
{
	struct cs_sheaf *sheaf = &reader->sheaf;

	for (size_t n = 0; n < reader->nlacking; n++) {
		size_t i = reader->lacking[n], above = i - 1, head;

		if (i == 0 || !reader->sure[above])
			continue;
		head = sheaf->further[above] ? reader->head[above] : above;
		if (!continues(reader, head, i))
			continue;
		cs_sheaf_move(reader, i, above, 1);
		sheaf->amount[i] = 0;
		sheaf->further[i] = true;
		reader->head[i] = (unsigned char)head;
		reader->status[i] = reader->status[head];
		reader->sure[i] = true;
	}
}
