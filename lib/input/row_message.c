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

static void number_message(const struct cs_row_reader *reader,
			   const struct cs_row *row, const char *cell,
			   struct cs_buf *out)
{
	const char *prefix = cs_input_prefix(reader->input);

	switch (row->error) {
	case CS_BAD_AMBIGUOUS:
		cs_buf_addf(out,
			    "the %s \"%s\" can be read in two ways: say which "
			    "with --%sdecimal . or --%sdecimal ,",
			    row->rule->name, cell, prefix, prefix);
		break;
	case CS_BAD_MARK:
		cs_buf_addf(
		    out,
		    "the %s \"%s\" does not fit the decimal mark \"%s\" "
		    "of this file; another is set with --%sdecimal",
		    row->rule->name, cell,
		    reader->schema->mark == CS_MARK_COMMA ? "," : ".", prefix);
		break;
	case CS_BAD_RANGE:
		cs_buf_addf(out, "the %s \"%s\" is too large", row->rule->name,
			    cell);
		break;
	case CS_BAD_PRECISION:
		cs_buf_addf(out,
			    "the %s \"%s\" makes an amount of more than six "
			    "decimals: --round rounds such amounts",
			    row->rule->name, cell);
		break;
	default:
		cs_buf_addf(out, "cannot read the %s \"%s\"", row->rule->name,
			    cell);
	}
}

static void limit_message(const struct cs_row *row, const char *cell,
			  struct cs_buf *out)
{
	char low[CS_MONEY_SIZE], high[CS_MONEY_SIZE];

	cs_buf_addf(out, "the %s \"%s\" is not a %snumber", row->rule->name,
		    cell, row->rule->whole ? "whole " : "");
	if (row->rule->low == 0 && row->rule->high == 0)
		return;
	cs_buf_addf(out, " from %s", cs_money_format(row->rule->low, low));
	if (row->rule->high < INT64_MAX)
		cs_buf_addf(out, " to %s",
			    cs_money_format(row->rule->high, high));
	else
		cs_buf_adds(out, " on");
}

static void cell_message(const struct cs_row_reader *reader,
			 const struct cs_row *row, const char *cell,
			 struct cs_buf *out)
{
	const char *prefix = cs_input_prefix(reader->input);

	switch (row->error) {
	case CS_BAD_NO_DATE:
	case CS_BAD_NO_AMOUNT:
	case CS_BAD_NO_VALUE:
		cs_buf_addf(out, "the %s is empty", row->rule->name);
		break;
	case CS_BAD_DATE_AMBIGUOUS:
		cs_buf_addf(out,
			    "the %s \"%s\" can be read day or month first: "
			    "say which with --%sdate-format dmy or mdy",
			    row->rule->name, cell, prefix);
		break;
	case CS_BAD_DATE_ORDER:
		cs_buf_addf(out,
			    "the %s \"%s\" does not have day and month in the "
			    "order of this file; it is set with "
			    "--%sdate-format",
			    row->rule->name, cell, prefix);
		break;
	case CS_BAD_ENCODING:
		cs_buf_addf(out,
			    "the %s \"%s\" is not UTF-8: convert the file "
			    "first, as with iconv -f WINDOWS-1252 -t UTF-8",
			    row->rule->name, cell);
		break;
	case CS_BAD_LIMIT: limit_message(row, cell, out); break;
	default: number_message(reader, row, cell, out);
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
	cell_message(reader, row, cell.length > 0 ? cell.data : "", out);
	cs_buf_release(&cell);
}
