/* row.c - see row.h. */
#include "input/row.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void cs_row_reader_init(struct cs_row_reader *reader,
			const struct cs_input *input)
{
	*reader =
	    (struct cs_row_reader){ .input = input, .scratch = CS_BUF_INIT };
	reader->matches =
	    cs_calloc(input->nexpressions, sizeof *reader->matches);
	reader->values = cs_calloc(input->ncolumns, sizeof *reader->values);
}

void cs_row_reader_release(struct cs_row_reader *reader)
{
	free(reader->matches);
	free(reader->values);
	cs_buf_release(&reader->scratch);
}

static struct cs_text cell_at(const struct cs_row_reader *reader,
			      const struct cs_cells *cells, int column)
{
	if (column >= 0)
		return cs_cells_at(cells, (size_t)column);
	if (column == CS_FILE_COLUMN)
		return (struct cs_text){ reader->schema->file,
					 strlen(reader->schema->file) };
	return (struct cs_text){ "", 0 };
}

/* `column` is an entry of input->columns. */
static enum cs_fate bad(const struct cs_row_reader *reader, struct cs_row *row,
			enum cs_row_error error, size_t column)
{
	int index = reader->schema->column[column];

	row->error = error;
	row->rule = &reader->input->columns[column];
	row->field = index >= 0 ? (uint32_t)index + 1 : 0;
	return CS_FATE_BAD;
}

/* --- expressions ------------------------------------------------------- */

static bool matches(struct cs_row_reader *reader, const struct cs_cells *cells,
		    size_t expression)
{
	const struct cs_schema *schema = reader->schema;
	struct cs_cell_format format = { schema->mark, schema->date };
	int column = schema->judged[expression];
	struct cs_text cell = cell_at(reader, cells, column);
	bool match =
	    column != -1 &&
	    cs_filter_matches(reader->input->expressions[expression].filter,
			      cell.bytes, cell.length, &format);

	reader->matches[expression] += match;
	return match;
}

static bool filtered_out(struct cs_row_reader *reader,
			 const struct cs_cells *cells)
{
	const struct cs_input *input = reader->input;
	bool out = false;

	/* every filter is asked, so that the one that never matches is found */
	for (size_t i = 0; i < input->nexpressions; i++)
		if (input->expressions[i].flag == 0)
			out |= matches(reader, cells, i) ==
			       input->expressions[i].exclude;
	return out;
}

static uint32_t read_flags(struct cs_row_reader *reader,
			   const struct cs_cells *cells)
{
	const struct cs_input *input = reader->input;
	uint32_t flags = 0;

	for (size_t i = 0; i < input->nexpressions; i++)
		if (input->expressions[i].flag != 0 &&
		    matches(reader, cells, i))
			flags |= input->expressions[i].flag;
	return flags;
}

/* --- amounts ----------------------------------------------------------- */

static enum cs_row_error amount_error(enum cs_cell_status status)
{
	switch (status) {
	case CS_CELL_OK: return CS_ROW_GOOD;
	case CS_CELL_EMPTY: return CS_BAD_NO_AMOUNT;
	case CS_CELL_AMBIGUOUS: return CS_BAD_AMBIGUOUS;
	case CS_CELL_OTHER_HABIT: return CS_BAD_MARK;
	case CS_CELL_RANGE: return CS_BAD_RANGE;
	case CS_CELL_PRECISION: return CS_BAD_PRECISION;
	case CS_CELL_BAD: break;
	}
	return CS_BAD_AMOUNT;
}

static enum cs_row_error read_number(struct cs_row_reader *reader,
				     const struct cs_cells *cells,
				     enum cs_role role, struct cs_row *row,
				     cs_micros *value, enum cs_role *where)
{
	struct cs_text cell =
	    cs_cells_at(cells, (size_t)reader->schema->column[role]);
	bool rounded = false;
	enum cs_cell_status status =
	    cs_amount_parse(cell.bytes, cell.length, reader->schema->mark,
			    reader->input->round, value, &rounded);

	row->rounded |= rounded;
	if (status != CS_CELL_OK)
		*where = role;
	return amount_error(status);
}

static enum cs_row_error read_product(struct cs_row_reader *reader,
				      const struct cs_cells *cells,
				      struct cs_row *row, enum cs_role *where)
{
	cs_micros quantity, price;
	bool rounded = false;
	enum cs_row_error error;
	enum cs_cell_status status;

	error =
	    read_number(reader, cells, CS_ROLE_QUANTITY, row, &quantity, where);
	if (error == CS_ROW_GOOD)
		error = read_number(reader, cells, CS_ROLE_PRICE, row, &price,
				    where);
	if (error != CS_ROW_GOOD)
		return error;
	status = cs_amount_multiply(quantity, price, reader->input->round,
				    &row->amount, &rounded);
	row->rounded |= rounded;
	*where = CS_ROLE_PRICE;
	return amount_error(status);
}

/*
 * What the row is worth, net of the refund column. *spent becomes true where
 * the refund leaves nothing, *where the role whose cell is bad.
 */
static inline enum cs_row_error read_amount(struct cs_row_reader *reader,
					    const struct cs_cells *cells,
					    struct cs_row *row, bool *spent,
					    enum cs_role *where)
{
	const int *column = reader->schema->column;
	cs_micros refund = 0;
	enum cs_row_error error = CS_ROW_GOOD;

	if (reader->schema->only_amount) { /* what nearly every row is */
		struct cs_text cell =
		    cs_cells_at(cells, (size_t)column[CS_ROLE_AMOUNT]);

		if (cs_amount_parse_plain(cell.bytes, cell.length,
					  reader->schema->mark, &row->amount))
			return CS_ROW_GOOD;
	}
	*where = CS_ROLE_AMOUNT;
	row->amount = 0;
	if (column[CS_ROLE_AMOUNT] >= 0)
		error = read_number(reader, cells, CS_ROLE_AMOUNT, row,
				    &row->amount, where);
	else if (column[CS_ROLE_QUANTITY] >= 0)
		error = read_product(reader, cells, row, where);
	if (error != CS_ROW_GOOD || column[CS_ROLE_REFUND] < 0)
		return error;
	error = read_number(reader, cells, CS_ROLE_REFUND, row, &refund, where);
	if (error == CS_BAD_NO_AMOUNT)
		return CS_ROW_GOOD;
	if (error != CS_ROW_GOOD)
		return error;
	if (refund < 0) /* some exports write refunds as negative numbers */
		refund = -refund;
	if (__builtin_sub_overflow(row->amount, refund, &row->amount))
		return CS_BAD_RANGE;
	*spent = refund > 0 && row->amount <= 0;
	return CS_ROW_GOOD;
}

/* --- dates ------------------------------------------------------------- */

static enum cs_row_error date_error(enum cs_cell_status status)
{
	switch (status) {
	case CS_CELL_OK: return CS_ROW_GOOD;
	case CS_CELL_EMPTY: return CS_BAD_NO_DATE;
	case CS_CELL_AMBIGUOUS: return CS_BAD_DATE_AMBIGUOUS;
	case CS_CELL_OTHER_HABIT: return CS_BAD_DATE_ORDER;
	default: return CS_BAD_DATE;
	}
}

static enum cs_row_error read_date(struct cs_row_reader *reader,
				   const struct cs_cells *cells,
				   struct cs_row *row)
{
	int column = reader->schema->column[CS_ROLE_DATE];
	enum cs_cell_status status;
	struct cs_text cell;

	row->day = CS_NO_DAY;
	if (column < 0)
		return CS_ROW_GOOD;
	cell = cs_cells_at(cells, (size_t)column);
	status = cs_date_parse(cell.bytes, cell.length, &reader->schema->date,
			       &row->day);
	if (status == CS_CELL_OK)
		return CS_ROW_GOOD;
	row->day = CS_NO_DAY;
	if (reader->input->columns[CS_ROLE_DATE].wanted != CS_REQUIRED)
		return CS_ROW_GOOD;
	return date_error(status);
}

/* --- keys -------------------------------------------------------------- */

/*
 * Keys with @ are addresses, which nobody capitalises alike. Only ASCII: what
 * lower case is elsewhere depends on the language.
 */
static void lower_address(struct cs_row_reader *reader, struct cs_key *key)
{
	cs_buf_clear(&reader->scratch);
	cs_buf_add(&reader->scratch, key->text.bytes, key->text.length);
	for (size_t i = 0; i < key->text.length; i++) {
		char *c = &reader->scratch.data[i];

		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	}
	cs_key_set(key, reader->scratch.data, key->text.length);
}

static bool valid_text(struct cs_text text)
{
	struct cs_key key;

	cs_key_set(&key, text.bytes, text.length);
	return (cs_key_features(&key) & CS_KEY_BEYOND_ASCII) == 0 ||
	       cs_utf8_valid(text.bytes, text.length);
}

static struct cs_text trim(struct cs_text cell)
{
	cs_cell_trim(&cell.bytes, &cell.length);
	return cell;
}

static inline struct cs_text trimmed(struct cs_text cell)
{
	/* plain characters at both ends: nothing to trim */
	return cell.length > 0 && (signed char)*cell.bytes > ' ' &&
		       (signed char)cell.bytes[cell.length - 1] > ' '
		   ? cell
		   : trim(cell);
}

static inline struct cs_text text_at(const struct cs_row_reader *reader,
				     const struct cs_cells *cells, int column)
{
	return column == -1 ? (struct cs_text){ "", 0 }
			    : trimmed(cell_at(reader, cells, column));
}

static struct cs_text read_customer(const struct cs_row_reader *reader,
				    const struct cs_cells *cells)
{
	const struct cs_schema *schema = reader->schema;

	for (size_t i = 0; i < schema->ncustomers; i++) {
		struct cs_text cell =
		    trimmed(cell_at(reader, cells, schema->customers[i]));

		if (cell.length > 4 || !cs_cell_empty(cell.bytes, cell.length))
			return cell;
	}
	return (struct cs_text){ "", 0 };
}

/* --- what the command wants beside the roles ---------------------------- */

static bool within(const struct cs_column_rule *field, cs_micros number)
{
	if ((field->low != 0 || field->high != 0) &&
	    (number < field->low || number > field->high))
		return false;
	return !field->whole || number % CS_MICROS == 0;
}

static enum cs_row_error read_field_number(const struct cs_row_reader *reader,
					   const struct cs_column_rule *field,
					   struct cs_row *row,
					   struct cs_value *value)
{
	bool rounded = false;
	enum cs_cell_status status = cs_amount_parse(
	    value->text.bytes, value->text.length, reader->schema->mark,
	    reader->input->round, &value->number, &rounded);

	row->rounded |= rounded;
	if (status == CS_CELL_OK && !within(field, value->number))
		return CS_BAD_LIMIT;
	return status == CS_CELL_BAD ? CS_BAD_VALUE : amount_error(status);
}

static enum cs_row_error read_field(struct cs_row_reader *reader,
				    const struct cs_column_rule *field,
				    struct cs_row *row, struct cs_value *value)
{
	if (value->empty)
		return field->filled ? CS_BAD_NO_VALUE : CS_ROW_GOOD;
	switch (field->type) {
	case CS_FIELD_TEXT:
		return valid_text(value->text) ? CS_ROW_GOOD : CS_BAD_ENCODING;
	case CS_FIELD_NUMBER:
		return read_field_number(reader, field, row, value);
	case CS_FIELD_DATE: break;
	}
	return date_error(cs_date_parse(value->text.bytes, value->text.length,
					&reader->schema->date, &value->day));
}

/* CS_FATE_USED, or CS_FATE_BAD. */
static enum cs_fate read_fields(struct cs_row_reader *reader,
				const struct cs_cells *cells,
				struct cs_row *row)
{
	const struct cs_input *input = reader->input;

	row->values = reader->values;
	for (size_t i = CS_NROLES; i < input->ncolumns; i++) {
		int column = reader->schema->column[i];
		struct cs_text text = text_at(reader, cells, column);
		struct cs_value *value = &reader->values[i - CS_NROLES];
		enum cs_row_error error;

		*value = (struct cs_value){
			.text = text,
			.day = CS_NO_DAY,
			.empty = cs_cell_empty(text.bytes, text.length),
		};
		error = column == -1 ? CS_ROW_GOOD
				     : read_field(reader, &input->columns[i],
						  row, value);
		if (error != CS_ROW_GOOD)
			return bad(reader, row, error, i);
	}
	return CS_FATE_USED;
}

/* --- the row ----------------------------------------------------------- */

static bool counted_status(const struct cs_row_reader *reader,
			   const struct cs_cells *cells)
{
	const struct cs_input *input = reader->input;
	struct cs_text cell;

	if (input->nstatuses == 0 || reader->schema->column[CS_ROLE_STATUS] < 0)
		return true;
	cell = text_at(reader, cells, reader->schema->column[CS_ROLE_STATUS]);
	for (size_t i = 0; i < input->nstatuses; i++)
		if (strlen(input->statuses[i]) == cell.length &&
		    strncasecmp(input->statuses[i], cell.bytes, cell.length) ==
			0)
			return true;
	return false;
}

static bool cancelled(const struct cs_row_reader *reader,
		      const struct cs_cells *cells)
{
	int column = reader->schema->column[CS_ROLE_CANCELLED];
	struct cs_text cell;

	if (column < 0)
		return false;
	cell = cs_cells_at(cells, (size_t)column);
	return !cs_cell_empty(cell.bytes, cell.length);
}

static enum cs_fate judge_texts(struct cs_row_reader *reader,
				const struct cs_cells *cells,
				struct cs_row *row)
{
	const struct cs_input *input = reader->input;
	const int *column = reader->schema->column;
	struct cs_text customer = read_customer(reader, cells);
	unsigned found;

	cs_key_set(&row->customer, customer.bytes, customer.length);
	row->order = text_at(reader, cells, column[CS_ROLE_ORDER]);
	row->group = text_at(reader, cells, column[CS_ROLE_GROUP]);
	row->currency = text_at(reader, cells, column[CS_ROLE_CURRENCY]);
	found = cs_key_features(&row->customer);
	if ((found & CS_KEY_BEYOND_ASCII) != 0 &&
	    !cs_utf8_valid(customer.bytes, customer.length))
		return bad(reader, row, CS_BAD_ENCODING, CS_ROLE_CUSTOMER);
	if ((found & CS_KEY_AT_SIGN) != 0 && !input->exact_keys)
		lower_address(reader, &row->customer);
	if (row->group.length > 0 && !valid_text(row->group))
		return bad(reader, row, CS_BAD_ENCODING, CS_ROLE_GROUP);
	if (customer.length == 0 &&
	    input->columns[CS_ROLE_CUSTOMER].wanted != CS_UNUSED)
		return CS_FATE_UNATTRIBUTED;
	if (input->nexpressions > 0)
		row->flags = read_flags(reader, cells);
	return CS_FATE_USED;
}

enum cs_fate cs_row_read(struct cs_row_reader *reader,
			 const struct cs_cells *cells, struct cs_row *row)
{
	const struct cs_input *input = reader->input;
	enum cs_row_error error;
	enum cs_role where = CS_ROLE_AMOUNT;
	bool spent = false;

	row->rounded = false;
	row->has_amount = false;
	row->field = 0;
	row->flags = 0;
	if (cells->count != reader->schema->header.ncolumns) {
		row->error = CS_BAD_FIELD_COUNT;
		return CS_FATE_BAD;
	}
	if (input->nexpressions > 0 && filtered_out(reader, cells)) {
		/* only for the account: a filter may be there to hide bad rows
		 */
		row->has_amount = read_amount(reader, cells, row, &spent,
					      &where) == CS_ROW_GOOD;
		return CS_FATE_EXCLUDED;
	}
	error = read_date(reader, cells, row);
	if (error != CS_ROW_GOOD)
		return bad(reader, row, error, CS_ROLE_DATE);
	error = read_amount(reader, cells, row, &spent, &where);
	if (error != CS_ROW_GOOD)
		return bad(reader, row, error, where);
	if (input->ncolumns > CS_NROLES &&
	    read_fields(reader, cells, row) == CS_FATE_BAD)
		return CS_FATE_BAD;
	row->has_amount = true;
	if (spent || cancelled(reader, cells) || !counted_status(reader, cells))
		return CS_FATE_EXCLUDED;
	if (row->day != CS_NO_DAY &&
	    (row->day > input->last_day || row->day < input->first_day))
		return CS_FATE_EXCLUDED;
	return judge_texts(reader, cells, row);
}
