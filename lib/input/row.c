/* row.c - see row.h. */
#include "input/row.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

const char *cs_row_error_code(enum cs_row_error error)
{
	static const char *const codes[] = {
		"",
#define X(id, code, text) code,
		CS_ROW_ERRORS(X)
#undef X
	};

	return codes[error];
}

void cs_row_reader_init(struct cs_row_reader *reader,
			const struct cs_input *input)
{
	*reader = (struct cs_row_reader){ .input = input,
					  .scratch = CS_BUF_INIT };
	reader->where_matches =
	    cs_calloc(input->nwhere, sizeof *reader->where_matches);
	reader->exclude_matches =
	    cs_calloc(input->nexclude, sizeof *reader->exclude_matches);
}

void cs_row_reader_release(struct cs_row_reader *reader)
{
	free(reader->where_matches);
	free(reader->exclude_matches);
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

static enum cs_fate bad(struct cs_row_reader *reader, struct cs_row *row,
			enum cs_row_error error, enum cs_role role)
{
	int column = reader->schema->column[role];

	row->error = error;
	row->role = role;
	row->field = column >= 0 ? (uint32_t)column + 1 : 0;
	return CS_FATE_BAD;
}

/* --- filters ----------------------------------------------------------- */

static bool matches(const struct cs_row_reader *reader,
		    const struct cs_cells *cells, const struct cs_filter *filter,
		    int column)
{
	struct cs_cell_format format = { reader->schema->mark,
					 reader->schema->date };
	struct cs_text cell = cell_at(reader, cells, column);

	return cs_filter_matches(filter, cell.bytes, cell.length, &format);
}

static bool filtered_out(struct cs_row_reader *reader,
			 const struct cs_cells *cells)
{
	const struct cs_input *input = reader->input;
	bool out = false;

	/* every filter is asked, so that the one that never matches is found */
	for (size_t i = 0; i < input->nwhere; i++) {
		bool match = matches(reader, cells, input->where[i],
				     reader->schema->where[i]);

		reader->where_matches[i] += match;
		out |= !match;
	}
	for (size_t i = 0; i < input->nexclude; i++) {
		bool match = matches(reader, cells, input->exclude[i],
				     reader->schema->exclude[i]);

		reader->exclude_matches[i] += match;
		out |= match;
	}
	return out;
}

/* --- amounts ----------------------------------------------------------- */

static enum cs_row_error amount_error(enum cs_cell_status status)
{
	switch (status) {
	case CS_CELL_OK: return CS_ROW_GOOD;
	case CS_CELL_EMPTY: return CS_BAD_NO_AMOUNT;
	case CS_CELL_AMBIGUOUS: return CS_BAD_AMBIGUOUS;
	case CS_CELL_MARK: return CS_BAD_MARK;
	case CS_CELL_RANGE: return CS_BAD_RANGE;
	case CS_CELL_PRECISION: return CS_BAD_PRECISION;
	case CS_CELL_BAD: break;
	}
	return CS_BAD_AMOUNT;
}

static enum cs_row_error read_number(struct cs_row_reader *reader,
				     const struct cs_cells *cells,
				     enum cs_role role, struct cs_row *row,
				     cs_micros *value)
{
	struct cs_text cell =
	    cs_cells_at(cells, (size_t)reader->schema->column[role]);
	bool rounded = false;
	enum cs_cell_status status =
	    cs_amount_parse(cell.bytes, cell.length, reader->schema->mark,
			    reader->input->round, value, &rounded);

	row->rounded |= rounded;
	if (status != CS_CELL_OK)
		row->role = role;
	return amount_error(status);
}

static enum cs_row_error read_product(struct cs_row_reader *reader,
				      const struct cs_cells *cells,
				      struct cs_row *row)
{
	cs_micros quantity, price;
	bool rounded = false;
	enum cs_row_error error;
	enum cs_cell_status status;

	error = read_number(reader, cells, CS_QUANTITY, row, &quantity);
	if (error == CS_ROW_GOOD)
		error = read_number(reader, cells, CS_PRICE, row, &price);
	if (error != CS_ROW_GOOD)
		return error;
	status = cs_amount_multiply(quantity, price, reader->input->round,
				    &row->amount, &rounded);
	row->rounded |= rounded;
	row->role = CS_PRICE;
	return amount_error(status);
}

/*
 * What the row is worth, net of the refund column. *spent becomes true where the
 * refund leaves nothing.
 */
static inline enum cs_row_error read_amount(struct cs_row_reader *reader,
				     const struct cs_cells *cells,
				     struct cs_row *row, bool *spent)
{
	const int *column = reader->schema->column;
	cs_micros refund = 0;
	enum cs_row_error error = CS_ROW_GOOD;

	if (reader->schema->only_amount) { /* what nearly every row is */
		struct cs_text cell =
		    cs_cells_at(cells, (size_t)column[CS_AMOUNT]);

		if (cs_amount_parse_plain(cell.bytes, cell.length,
					  reader->schema->mark, &row->amount))
			return CS_ROW_GOOD;
	}
	row->role = CS_AMOUNT;
	row->amount = 0;
	if (column[CS_AMOUNT] >= 0)
		error = read_number(reader, cells, CS_AMOUNT, row, &row->amount);
	else if (column[CS_QUANTITY] >= 0)
		error = read_product(reader, cells, row);
	if (error != CS_ROW_GOOD || column[CS_REFUND] < 0)
		return error;
	error = read_number(reader, cells, CS_REFUND, row, &refund);
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

static enum cs_row_error read_date(struct cs_row_reader *reader,
				   const struct cs_cells *cells,
				   struct cs_row *row)
{
	int column = reader->schema->column[CS_DATE_ROLE];
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
	if (reader->input->wanted[CS_DATE_ROLE] != CS_REQUIRED)
		return CS_ROW_GOOD;
	switch (status) {
	case CS_CELL_EMPTY: return CS_BAD_NO_DATE;
	case CS_CELL_AMBIGUOUS: return CS_BAD_DATE_AMBIGUOUS;
	case CS_CELL_MARK: return CS_BAD_DATE_ORDER;
	default: return CS_BAD_DATE;
	}
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

/* --- the row ----------------------------------------------------------- */

static bool counted_status(const struct cs_row_reader *reader,
			   const struct cs_cells *cells)
{
	const struct cs_input *input = reader->input;
	struct cs_text cell;

	if (input->nstatuses == 0 || reader->schema->column[CS_STATUS] < 0)
		return true;
	cell = text_at(reader, cells, reader->schema->column[CS_STATUS]);
	for (size_t i = 0; i < input->nstatuses; i++)
		if (strlen(input->statuses[i]) == cell.length &&
		    strncasecmp(input->statuses[i], cell.bytes, cell.length) == 0)
			return true;
	return false;
}

static bool cancelled(const struct cs_row_reader *reader,
		      const struct cs_cells *cells)
{
	int column = reader->schema->column[CS_CANCELLED];
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
	const int *column = reader->schema->column;

	struct cs_text customer = read_customer(reader, cells);
	unsigned found;

	cs_key_set(&row->customer, customer.bytes, customer.length);
	row->order = text_at(reader, cells, column[CS_ORDER]);
	row->group = text_at(reader, cells, column[CS_GROUP]);
	row->currency = text_at(reader, cells, column[CS_CURRENCY]);
	found = cs_key_features(&row->customer);
	if ((found & CS_KEY_BEYOND_ASCII) != 0 &&
	    !cs_utf8_valid(customer.bytes, customer.length))
		return bad(reader, row, CS_BAD_ENCODING, CS_CUSTOMER);
	if ((found & CS_KEY_AT_SIGN) != 0 && !reader->input->exact_keys)
		lower_address(reader, &row->customer);
	if (row->group.length > 0 && !valid_text(row->group))
		return bad(reader, row, CS_BAD_ENCODING, CS_GROUP);
	return customer.length > 0 ? CS_FATE_USED : CS_FATE_UNATTRIBUTED;
}

enum cs_fate cs_row_read(struct cs_row_reader *reader,
			 const struct cs_cells *cells, struct cs_row *row)
{
	const struct cs_input *input = reader->input;
	enum cs_row_error error;
	bool spent = false;

	row->rounded = false;
	row->has_amount = false;
	row->field = 0;
	if (cells->count != reader->schema->header.ncolumns) {
		row->error = CS_BAD_FIELD_COUNT;
		return CS_FATE_BAD;
	}
	if (input->nwhere + input->nexclude > 0 && filtered_out(reader, cells)) {
		/* only for the account: a filter may be there to hide bad rows */
		row->has_amount = read_amount(reader, cells, row, &spent) ==
				  CS_ROW_GOOD;
		return CS_FATE_EXCLUDED;
	}
	error = read_date(reader, cells, row);
	if (error != CS_ROW_GOOD)
		return bad(reader, row, error, CS_DATE_ROLE);
	error = read_amount(reader, cells, row, &spent);
	if (error != CS_ROW_GOOD)
		return bad(reader, row, error, row->role);
	row->has_amount = true;
	if (spent || cancelled(reader, cells) || !counted_status(reader, cells))
		return CS_FATE_EXCLUDED;
	if (row->day != CS_NO_DAY &&
	    (row->day > input->last_day || row->day < input->first_day))
		return CS_FATE_EXCLUDED;
	return judge_texts(reader, cells, row);
}

static void amount_message(const struct cs_row_reader *reader,
			   const struct cs_row *row, const char *cell,
			   struct cs_buf *out)
{
	const char *what = cs_role_name(row->role);

	switch (row->error) {
	case CS_BAD_NO_AMOUNT:
		cs_buf_addf(out, "the %s is empty", what);
		break;
	case CS_BAD_AMBIGUOUS:
		cs_buf_addf(out,
			    "the %s \"%s\" can be read in two ways: say which "
			    "with --decimal . or --decimal ,",
			    what, cell);
		break;
	case CS_BAD_MARK:
		cs_buf_addf(out,
			    "the %s \"%s\" does not fit the decimal mark \"%s\" "
			    "of this file; another is set with --decimal",
			    what, cell,
			    reader->schema->mark == CS_MARK_COMMA ? "," : ".");
		break;
	case CS_BAD_RANGE:
		cs_buf_addf(out, "the %s \"%s\" is too large", what, cell);
		break;
	case CS_BAD_PRECISION:
		cs_buf_addf(out,
			    "the %s \"%s\" makes an amount of more than six "
			    "decimals: --round rounds such amounts",
			    what, cell);
		break;
	default:
		cs_buf_addf(out, "cannot read the %s \"%s\"", what, cell);
	}
}

static void date_message(const struct cs_row *row, const char *cell,
			 struct cs_buf *out)
{
	switch (row->error) {
	case CS_BAD_NO_DATE:
		cs_buf_adds(out, "the date is empty");
		break;
	case CS_BAD_DATE_AMBIGUOUS:
		cs_buf_addf(out,
			    "the date \"%s\" can be read day or month first: "
			    "say which with --date-format dmy or mdy",
			    cell);
		break;
	case CS_BAD_DATE_ORDER:
		cs_buf_addf(out,
			    "the date \"%s\" does not have day and month in the "
			    "order of this file; it is set with --date-format",
			    cell);
		break;
	default:
		cs_buf_addf(out, "cannot read the date \"%s\"", cell);
	}
}

void cs_row_message(const struct cs_row_reader *reader,
		    const struct cs_cells *cells, const struct cs_row *row,
		    struct cs_buf *out)
{
	struct cs_buf cell = CS_BUF_INIT;

	if (row->error == CS_BAD_FIELD_COUNT) {
		cs_buf_addf(out, "%u field%s where the header has %zu",
			    cells->count, cells->count == 1 ? "" : "s",
			    reader->schema->header.ncolumns);
		return;
	}
	if (row->field > 0) {
		struct cs_text text = cs_cells_at(cells, row->field - 1);

		cs_printable(&cell, text.bytes, text.length, 60);
	}
	if (row->error == CS_BAD_ENCODING)
		cs_buf_addf(out,
			    "the %s \"%s\" is not UTF-8: convert the file "
			    "first, as with iconv -f WINDOWS-1252 -t UTF-8",
			    cs_role_name(row->role), cell.data);
	else if (row->role == CS_DATE_ROLE)
		date_message(row, cell.data, out);
	else
		amount_message(reader, row, cell.data, out);
	cs_buf_release(&cell);
}
