/* row_message.c - what is wrong with a row, in words: see row.h. */
#include "base/utf8.h"
#include "input/row.h"

const char *cs_row_error_code(enum cs_row_error error)
{
	static const char *const codes[] = { "",
#define X(id, code, text) code,
					     CS_ROW_ERRORS(X)
#undef X
	};

	return codes[error];
}

static void limit_message(const struct cs_schema *schema,
			  const struct cs_row *row, const char *cell,
			  struct cs_buf *out)
{
	char low[CS_MONEY_SIZE], high[CS_MONEY_SIZE];
	cs_micros most = cs_highest(schema, row->rule);

	cs_buf_addf(out, "the %s \"%s\" is not a %snumber", row->rule->name,
		    cell, row->rule->whole ? "whole " : "");
	if (row->rule->low == 0 && most == 0)
		return;
	cs_buf_addf(out, " from %s", cs_money_format(row->rule->low, low));
	if (most < INT64_MAX)
		cs_buf_addf(out, " to %s", cs_money_format(most, high));
	else
		cs_buf_adds(out, " on");
}

/* %n is the column's name, %c the cell, %m the decimal mark of the file, %a
 * the currency of the amount, %p what names of options begin with, %e what the
 * file is probably in; %o and %f are the orders in which a date can be read. */
static const char *const sentences[CS_NROW_ERRORS] = {
	[CS_BAD_NO_DATE] = "the %n is empty",
	[CS_BAD_DATE] = "cannot read the %n \"%c\"",
	[CS_BAD_DATE_AMBIGUOUS] =
	    "the %n \"%c\" can be read %o: say which with --%pdate-format %f",
	[CS_BAD_DATE_ORDER] =
	    "the %n \"%c\" does not have day and month in the order of this "
	    "file; it is set with --%pdate-format",
	[CS_BAD_NO_AMOUNT] = "the %n is empty",
	[CS_BAD_AMOUNT] = "cannot read the %n \"%c\"",
	[CS_BAD_AMBIGUOUS] =
	    "the %n \"%c\" can be read in two ways: say which with "
	    "--%pdecimal . or --%pdecimal ,",
	[CS_BAD_MARK] =
	    "the %n \"%c\" does not fit the decimal mark \"%m\" of this file; "
	    "another is set with --%pdecimal",
	[CS_BAD_RANGE] = "the %n \"%c\" is too large",
	[CS_BAD_PRECISION] =
	    "the %n \"%c\" makes an amount of more than six decimals: --round "
	    "rounds such amounts",
	[CS_BAD_CURRENCY] =
	    "the amount is in \"%a\", but the %n is \"%c\": if the amounts are "
	    "right, say --currency none",
	[CS_BAD_NO_VALUE] = "the %n is empty",
	[CS_BAD_VALUE] = "cannot read the %n \"%c\"",
	[CS_BAD_ENCODING] =
	    "the %n \"%c\" is not UTF-8, but perhaps %e: if the file is, say "
	    "--%pencoding %e",
	[CS_BAD_HEAD] = "it continues an order whose first row cannot be read",
};

/* "day or month first", or what the option calls it: "dmy or mdy". */
static void add_orders(struct cs_text cell, bool option, struct cs_buf *out)
{
	static const char *const words[][2] = {
		[CS_ORDER_DMY] = { "day", "dmy" },
		[CS_ORDER_MDY] = { "month", "mdy" },
		[CS_ORDER_YMD] = { "year", "ymd" },
	};
	struct cs_date_readings found = { 0 };
	unsigned left;

	cs_date_readings(cell.bytes, cell.length, &found);
	left = found.orders;
	for (int i = CS_ORDER_DMY; i <= CS_ORDER_YMD; i++) {
		if ((left & 1u << i) == 0)
			continue;
		left &= ~(1u << i);
		cs_buf_adds(out, words[i][option]);
		if (left != 0)
			cs_buf_adds(out,
				    (left & (left - 1)) == 0 ? " or " : ", ");
	}
	if (!option)
		cs_buf_adds(out, " first");
}

static void fill_in(const char *sentence, const struct cs_row_reader *reader,
		    const struct cs_row *row, struct cs_text text,
		    const char *cell, struct cs_buf *out)
{
	for (const char *p = sentence; *p != '\0'; p++) {
		if (*p != '%') {
			cs_buf_addc(out, *p);
			continue;
		}
		switch (*++p) {
		case 'n': cs_buf_adds(out, row->rule->name); break;
		case 'c': cs_buf_adds(out, cell); break;
		case 'a':
			cs_printable(out, row->currency.bytes,
				     row->currency.length, 12);
			break;
		case 'e':
			cs_buf_adds(out,
				    reader->schema->header.likely_encoding);
			break;
		case 'p':
			cs_buf_adds(out, cs_input_prefix(reader->input));
			break;
		case 'm':
			cs_buf_addc(out, reader->schema->mark == CS_MARK_COMMA
					     ? ','
					     : '.');
			break;
		case 'o':
		case 'f': add_orders(text, *p == 'f', out); break;
		default: cs_buf_addc(out, *p); break;
		}
	}
}

static void cell_message(const struct cs_row_reader *reader,
			 const struct cs_row *row, struct cs_text text,
			 const char *cell, struct cs_buf *out)
{
	const char *sentence = sentences[row->error], *looks = NULL;
	bool beside =
	    row->error == CS_BAD_DATE && cs_moment_joined(reader->schema) &&
	    row->rule == &reader->input->columns[CS_ROLE_DATE] &&
	    (int)row->field - 1 != reader->schema->column[CS_ROLE_DATE];
	/* a euro sign, the name of a month */
	bool encoded =
	    row->error == CS_BAD_ENCODING ||
	    ((row->error == CS_BAD_AMOUNT || row->error == CS_BAD_DATE) &&
	     !beside && !cs_utf8_valid(text.bytes, text.length));

	if (encoded)
		sentence = sentences[CS_BAD_ENCODING];
	if (encoded && reader->schema->header.likely_encoding == NULL)
		sentence = "the %n \"%c\" is not UTF-8: say in which encoding "
			   "the file is with --%pencoding NAME";
	if (beside)
		sentence = "cannot read the time or zone \"%c\" beside the "
			   "date: --%pdate with the date's column alone leaves "
			   "it out";
	fill_in(sentence, reader, row, text, cell, out);
	if (row->error == CS_BAD_DATE && !beside && !encoded)
		looks = cs_date_looks(text.bytes, text.length,
				      &reader->schema->date);
	if (row->error == CS_BAD_NO_VALUE)
		looks = row->rule->if_empty;
	if (looks == NULL)
		return;
	cs_buf_adds(out, ": ");
	fill_in(looks, reader, row, text, cell, out);
}

void cs_row_message(const struct cs_row_reader *reader,
		    const struct cs_cells *cells, const struct cs_row *row,
		    struct cs_buf *out)
{
	struct cs_text text = { "", 0 };
	struct cs_buf cell = CS_BUF_INIT;

	if (row->error == CS_BAD_FIELD_COUNT) {
		cs_buf_addf(out, "%u field%s where the header has %zu",
			    cells->count, cells->count == 1 ? "" : "s",
			    reader->schema->header.ncolumns);
		if (cells->count < reader->schema->header.ncolumns)
			cs_buf_adds(out, ": if empty ones are left out at the "
					 "ends of rows, say --fill");
		return;
	}
	if (row->field > 0) {
		text = cs_cells_at(cells, row->field - 1);
		cs_printable(&cell, text.bytes, text.length, 60);
	}
	if (row->error == CS_BAD_LIMIT)
		limit_message(reader->schema, row, cell.data, out);
	else
		cell_message(reader, row, text, cell.data, out);
	cs_buf_release(&cell);
}
