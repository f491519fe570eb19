/* row_moment.c - dates with their times of day, and the day of a row whose date
 * is joined with its time: see row_parts.h. */
#include "input/row_parts.h"

enum cs_row_error cs_row_date_error(enum cs_cell_status status)
{
	return status == CS_CELL_EMPTY	       ? CS_BAD_NO_DATE
	       : status == CS_CELL_AMBIGUOUS   ? CS_BAD_DATE_AMBIGUOUS
	       : status == CS_CELL_OTHER_HABIT ? CS_BAD_DATE_ORDER
					       : CS_BAD_DATE;
}

bool cs_row_moment(struct cs_row_reader *reader, const struct cs_cells *cells,
		   struct cs_row *row)
{
	const struct cs_column_rule *rule =
	    &reader->input->columns[CS_ROLE_DATE];
	int column;
	enum cs_cell_status status =
	    cs_moment_read(&reader->moments, reader->schema, cells, &row->day,
			   &row->moment, &column);

	if (status == CS_CELL_OK)
		return true;
	row->day = CS_NO_DAY;
	row->moment = (struct cs_moment){ .at = CS_NO_MOMENT };
	row->error = cs_row_date_error(status);
	row->rule = rule;
	row->field = (uint32_t)column + 1;
	return rule->wanted != CS_REQUIRED;
}

enum cs_row_error cs_row_field_moment(const struct cs_row_reader *reader,
				      struct cs_value *value)
{
	enum cs_cell_status status =
	    cs_date_moment(value->text.bytes, value->text.length,
			   &reader->schema->date, &value->day, &value->moment);

	if (status == CS_CELL_OK)
		return CS_ROW_GOOD;
	value->day = CS_NO_DAY;
	value->moment = (struct cs_moment){ .at = CS_NO_MOMENT };
	return cs_row_date_error(status);
}
