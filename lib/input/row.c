/* row.c - see row.h. */
#include "input/row.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "cell/currency.h"
#include "input/kinds.h"
#include "input/row_parts.h"

void cs_row_reader_init(struct cs_row_reader *reader,
			const struct cs_input *input)
{
	*reader = (struct cs_row_reader){ .input = input, .no_customer = -1 };
	reader->scratch = reader->group = reader->pair = reader->joined =
	    (struct cs_buf)CS_BUF_INIT;
	if (input->nobody != NULL)
		reader->nobody =
		    cs_calloc(input->nobody->count, sizeof *reader->nobody);
	reader->matches =
	    cs_calloc(input->nexpressions, sizeof *reader->matches);
	for (size_t i = 0; i < input->nexpressions; i++)
		reader->filters |= input->expressions[i].flag == 0;
	reader->met = cs_calloc(input->nslots, sizeof *reader->met);
	reader->values = cs_calloc(input->ncolumns, sizeof *reader->values);
}

void cs_row_reader_release(struct cs_row_reader *reader)
{
	free(reader->matches);
	free(reader->met);
	free(reader->values);
	cs_buf_release(&reader->scratch);
	cs_moments_release(&reader->moments);
	cs_seen_release(&reader->seen);
	cs_buf_release(&reader->group);
	cs_buf_release(&reader->pair);
	cs_buf_release(&reader->joined);
	free(reader->nobody);
	cs_statuses_release(&reader->statuses);
	cs_statuses_release(&reader->kinds);
}

/* --- amounts ----------------------------------------------------------- */

static const enum cs_row_error number_errors[] = {
	[CS_CELL_OK] = CS_ROW_GOOD,
	[CS_CELL_EMPTY] = CS_BAD_NO_AMOUNT,
	[CS_CELL_BAD] = CS_BAD_AMOUNT,
	[CS_CELL_AMBIGUOUS] = CS_BAD_AMBIGUOUS,
	[CS_CELL_OTHER_HABIT] = CS_BAD_MARK,
	[CS_CELL_RANGE] = CS_BAD_RANGE,
	[CS_CELL_PRECISION] = CS_BAD_PRECISION,
};

static enum cs_row_error read_number(const struct cs_row_reader *reader,
				     struct cs_text cell, struct cs_row *row,
				     cs_micros *value)
{
	bool rounded = false;
	enum cs_cell_status status =
	    cs_amount_parse(cell.bytes, cell.length, reader->schema->mark,
			    reader->input->round, value, &rounded);

	row->rounded |= rounded;
	return number_errors[status];
}

/* The number of a role that has a column; false if it is bad. */
static bool read_role(const struct cs_row_reader *reader,
		      const struct cs_cells *cells, enum cs_role role,
		      struct cs_row *row, cs_micros *value)
{
	size_t column = (size_t)reader->schema->column[role];
	struct cs_text cell = cs_cells_at(cells, column);
	enum cs_row_error error = read_number(reader, cell, row, value);

	if (error == CS_BAD_AMOUNT &&
	    cs_amount_is_dash(cell.bytes, cell.length)) {
		*value = 0;
		error = CS_ROW_GOOD;
	}
	if (role == CS_ROLE_AMOUNT || role == CS_ROLE_PRICE)
		row->currency = cs_amount_currency(cell.bytes, cell.length);
	return cs_row_good(reader, row, error, role);
}

static bool read_product(const struct cs_row_reader *reader,
			 const struct cs_cells *cells, struct cs_row *row)
{
	cs_micros quantity, price;
	bool rounded = false;
	enum cs_cell_status status;

	if (!read_role(reader, cells, CS_ROLE_QUANTITY, row, &quantity) ||
	    !read_role(reader, cells, CS_ROLE_PRICE, row, &price))
		return false;
	status = cs_amount_multiply(quantity, price, reader->input->round,
				    &row->amount, &rounded);
	row->rounded |= rounded;
	return cs_row_good(reader, row, number_errors[status], CS_ROLE_PRICE);
}

/*
 * What the row is worth, net of the refund column; false if it is bad. *spent
 * becomes true where the refund leaves nothing.
 */
static inline __attribute__((always_inline)) bool read_amount(
    const struct cs_row_reader *reader, const struct cs_cells *cells,
    struct cs_row *row, bool *spent)
{
	const int *column = reader->schema->column;
	cs_micros refund = 0;
	enum cs_role role;

	if (reader->schema->only_amount) { /* what nearly every row is */
		struct cs_text cell =
		    cs_cells_raw(cells, (size_t)column[CS_ROLE_AMOUNT]);

		if (cs_amount_parse_plain(cell.bytes, cell.length,
					  reader->schema->mark, &row->amount))
			return true;
	}
	row->amount = 0;
	role = column[CS_ROLE_AMOUNT] >= 0 ? CS_ROLE_AMOUNT : CS_ROLE_PRICE;
	if (role == CS_ROLE_AMOUNT
		? !read_role(reader, cells, role, row, &row->amount) &&
		      !(row->further && row->error == CS_BAD_NO_AMOUNT)
		: column[role] >= 0 && !read_product(reader, cells, row))
		return false;
	if (column[CS_ROLE_REFUND] < 0)
		return true;
	if (!read_role(reader, cells, CS_ROLE_REFUND, row, &refund))
		return row->error == CS_BAD_NO_AMOUNT;
	if (refund < 0) /* some exports write refunds as negative numbers */
		refund = -refund;
	if (__builtin_sub_overflow(row->amount, refund, &row->amount))
		return cs_row_good(reader, row, CS_BAD_RANGE, role);
	*spent = refund > 0 && row->amount <= 0 && !row->further;
	return true;
}

/* --- dates ------------------------------------------------------------- */

static inline __attribute__((always_inline)) enum cs_row_error read_date(
    const struct cs_row_reader *reader, struct cs_text cell, cs_day *day)
{
	enum cs_cell_status status =
	    cs_date_parse(cell.bytes, cell.length, &reader->schema->date, day);

	if (status == CS_CELL_OK)
		return CS_ROW_GOOD;
	*day = CS_NO_DAY;
	return cs_row_date_error(status);
}

/* The row's day; false if it is bad, and a day must be there. */
static inline __attribute__((always_inline)) bool read_day(
    struct cs_row_reader *reader, const struct cs_cells *cells,
    struct cs_row *row)
{
	int column = reader->schema->column[CS_ROLE_DATE];
	enum cs_row_error error;
	struct cs_text cell;

	row->day = CS_NO_DAY;
	if (column < 0)
		return true;
	if (reader->input->moments || cs_moment_joined(reader->schema))
		return cs_row_moment(reader, cells, row);
	cell = cs_cells_raw(cells, (size_t)column);
	if (cell.length == sizeof reader->date &&
	    memcmp(cell.bytes, reader->date, sizeof reader->date) == 0) {
		row->day = reader->day;
		return true;
	}
	error = read_date(reader, cell, &row->day);
	if (error == CS_ROW_GOOD && cell.length == sizeof reader->date) {
		memcpy(reader->date, cell.bytes, sizeof reader->date);
		reader->day = row->day;
	}
	return error == CS_ROW_GOOD ||
	       reader->input->columns[CS_ROLE_DATE].wanted != CS_REQUIRED ||
	       cs_row_good(reader, row, error, CS_ROLE_DATE);
}

/* --- what the command wants beside the roles ---------------------------- */

bool cs_row_within(const struct cs_schema *schema,
		   const struct cs_column_rule *field, cs_micros number)
{
	cs_micros high = cs_highest(schema, field);

	if ((field->low != 0 || high != 0) &&
	    (number < field->low || number > high))
		return false;
	return !field->whole || number % CS_MICROS == 0;
}

static enum cs_row_error read_field(const struct cs_row_reader *reader,
				    const struct cs_column_rule *field,
				    struct cs_row *row, struct cs_value *value)
{
	enum cs_row_error error;

	if (value->empty)
		return field->filled ? CS_BAD_NO_VALUE : CS_ROW_GOOD;
	if (field->type == CS_FIELD_TEXT || field->type == CS_FIELD_SPAN)
		return cs_row_valid_text(value->text) ? CS_ROW_GOOD
						      : CS_BAD_ENCODING;
	if (field->type == CS_FIELD_DATE) {
		error = reader->input->moments
			    ? cs_row_field_moment(reader, value)
			    : read_date(reader, value->text, &value->day);
		value->empty = error == CS_BAD_NO_DATE; /* 0000-00-00 */
		if (!value->empty)
			return error;
		return field->filled ? CS_BAD_NO_VALUE : CS_ROW_GOOD;
	}
	error = read_number(reader, value->text, row, &value->number);
	if (error == CS_ROW_GOOD &&
	    !cs_row_within(reader->schema, field, value->number))
		return CS_BAD_LIMIT;
	return error == CS_BAD_AMOUNT ? CS_BAD_VALUE : error;
}

static const struct cs_value absent = {
	.text = { "", 0 },
	.day = CS_NO_DAY,
	.moment.at = CS_NO_MOMENT,
	.empty = true,
	.absent = true,
};

/* False if one is bad. */
static bool read_fields(struct cs_row_reader *reader,
			const struct cs_cells *cells, struct cs_row *row)
{
	const struct cs_input *input = reader->input;

	row->values = reader->values;
	for (size_t i = CS_NROLES; i < input->ncolumns; i++) {
		int column = reader->schema->column[i];
		struct cs_value *value = &reader->values[i - CS_NROLES];
		struct cs_text text;

		if (column == -1) {
			if (!value->absent)
				*value = absent;
			continue;
		}
		text = cs_schema_score(reader->schema, column,
				       cs_row_text(reader, cells, column));
		*value = (struct cs_value){
			.text = text,
			.day = CS_NO_DAY,
			.moment.at = CS_NO_MOMENT,
			.empty = cs_cell_empty(text.bytes, text.length),
		};
		if (!cs_row_good(
			reader, row,
			read_field(reader, &input->columns[i], row, value), i))
			return false;
	}
	return true;
}

/* --- the row ----------------------------------------------------------- */

/* Does the row count by its status? Counts it with those of its status. */
static bool counted_status(struct cs_row_reader *reader,
			   const struct cs_cells *cells, struct cs_row *row)
{
	const struct cs_schema *schema = reader->schema;
	bool spent = false, negative = false;
	enum cs_verdict verdict;
	struct cs_status *status;

	if (!schema->by_status)
		return true;
	status = cs_statuses_find(
	    &reader->statuses, schema->statuses,
	    cs_row_text(reader, cells, schema->column[CS_ROLE_STATUS]));
	if (status->kind == CS_STATUS_GIVEN_BACK)
		negative =
		    read_amount(reader, cells, row, &spent) && row->amount < 0;
	verdict = cs_status_verdict(
	    status,
	    (struct cs_status_file){ schema->column[CS_ROLE_REFUND] >= 0,
				     schema->won },
	    negative);
	status->rows[verdict]++;
	reader->tally = &status->amounts[verdict];
	return verdict == CS_STATUS_IN;
}

/* Of a row whose status was looked at. */
static void tally_amount(struct cs_row_reader *reader, const struct cs_row *row)
{
	if (reader->tally != NULL && row->has_amount)
		*reader->tally += row->amount;
}

static bool cancelled(const struct cs_row_reader *reader,
		      const struct cs_cells *cells)
{
	struct cs_text cell = cs_row_cell(
	    reader, cells, reader->schema->column[CS_ROLE_CANCELLED]);

	return cell.length > 0 && !cs_cell_empty(cell.bytes, cell.length);
}

/* By what the row is, before anything in it is read: is it excluded? */
static inline enum cs_fate judge_kind(struct cs_row_reader *reader,
				      const struct cs_cells *cells,
				      struct cs_row *row)
{
	if (reader->filters && cs_row_left_out(reader, cells))
		return CS_FATE_FILTERED;
	if (reader->schema->filtered != NULL &&
	    cs_row_left_out_by_layout(reader, cells))
		return CS_FATE_LAYOUT;
	if ((reader->schema->nkinds > 0 &&
	     !cs_kinds_take(reader, cells, row)) ||
	    !counted_status(reader, cells, row))
		return CS_FATE_STATUS;
	return cancelled(reader, cells) ? CS_FATE_CANCELLED : CS_FATE_USED;
}

enum cs_fate cs_row_read(struct cs_row_reader *reader,
			 const struct cs_cells *cells, struct cs_row *row)
{
	const struct cs_input *input = reader->input;
	enum cs_fate fate;
	bool spent = false;

	row->cells = cells;
	row->rounded = row->has_amount = false;
	row->given_back = row->turned = false;
	row->currency = (struct cs_text){ "", 0 };
	row->field = row->flags = 0;
	reader->tally = NULL;
	if (cells->count != reader->schema->header.ncolumns) {
		row->error = CS_BAD_FIELD_COUNT;
		return CS_FATE_BAD;
	}
	fate = judge_kind(reader, cells, row);
	if (fate != CS_FATE_USED) {
		/* only for the account: whatever else is bad in it */
		row->has_amount = read_amount(reader, cells, row, &spent);
		tally_amount(reader, row);
		return fate;
	}
	if (!read_day(reader, cells, row) ||
	    !read_amount(reader, cells, row, &spent) ||
	    (input->ncolumns > CS_NROLES && !read_fields(reader, cells, row)))
		return CS_FATE_BAD;
	row->has_amount = true;
	if (row->given_back && row->amount > 0) {
		row->amount = -row->amount;
		row->turned = true;
	}
	tally_amount(reader, row);
	if (spent)
		return CS_FATE_PAID_BACK;
	if (row->day > input->last_day)
		return CS_FATE_AFTER;
	if (row->day < input->first_day && row->day != CS_NO_DAY)
		return CS_FATE_BEFORE;
	return cs_row_judge_texts(reader, cells, row);
}
