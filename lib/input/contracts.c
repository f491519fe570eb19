/* contracts.c - see contracts.h. */
#include "input/contracts.h"

#include "base/buf.h"
#include "input/names.h"
#include "input/sample.h"

/* Dates, and maybe empty cells; how many of each. */
static bool holds_dates(const struct cs_schema *schema, int column,
			size_t *dates, size_t *empty)
{
	struct cs_sample sample;
	struct cs_text cell;
	bool only = true;
	cs_day day;

	*dates = *empty = 0;
	cs_sample_init(&sample, schema);
	cs_sample_column(&sample, column);
	while (only && cs_sample_next(&sample, &cell)) {
		enum cs_cell_status status =
		    cs_date_parse(cell.bytes, cell.length, &schema->date, &day);

		*empty += status == CS_CELL_EMPTY;
		*dates += status != CS_CELL_EMPTY;
		only = status != CS_CELL_BAD;
	}
	cs_sample_release(&sample);
	return only;
}

/* The first column of this section that holds dates, in some rows only if it
 * is the end; -1. */
static int find(const struct cs_schema *schema, const char *section, bool end)
{
	size_t dates, empty;
	struct cs_fit fit;

	for (size_t i = 0; i < schema->header.ncolumns; i++)
		if (cs_name_fits(schema->words, section, &schema->names[i],
				 &fit) &&
		    holds_dates(schema, (int)i, &dates, &empty) && dates > 0 &&
		    (end ? empty > 0 : empty == 0))
			return (int)i;
	return -1;
}

int cs_contracts_refuse(const struct cs_schema *schema,
			const struct cs_input *input, struct cs_err *err)
{
	const struct cs_column_rule *date = &input->columns[CS_ROLE_DATE];
	int found = schema->column[CS_ROLE_DATE], begin, end;
	struct cs_buf offer = CS_BUF_INIT;

	if (input->prefix != NULL || date->wanted != CS_REQUIRED ||
	    date->named != NULL || schema->column[CS_ROLE_ORDER] != -1)
		return 0;
	begin = find(schema, "begin", false);
	end = find(schema, "end", true);
	if (begin < 0 || end < 0 || (found != -1 && found != begin))
		return 0;
	if (cs_offer_columns(schema, "--start", &begin, 1, &offer))
		cs_buf_addc(&offer, ' ');
	cs_offer_columns(schema, "--end", &end, 1, &offer);
	cs_fail(err, "cannot-be-used",
		"these are contracts, which begin and end, not orders: ask "
		"cs-lifetime %s; if each row is an order, name its day with "
		"--date COL",
		offer.data);
	cs_buf_release(&offer);
	return -1;
}
