/* row_parts.h - what the files that read a row share (lib/input only). */
#ifndef CS_INPUT_ROW_PARTS_H
#define CS_INPUT_ROW_PARTS_H

#include <string.h>

#include "input/row.h"

/* A cell as the file's layout reads it; column -1: an empty one. */
static inline struct cs_text cs_schema_cell(const struct cs_schema *schema,
					    const struct cs_cells *cells,
					    int column)
{
	if (column >= 0 && schema->replaced != NULL &&
	    schema->replaced[column] != NULL)
		return cs_layout_replace(schema->replaced[column],
					 cs_cells_at(cells, (size_t)column));
	if (column >= 0)
		return cs_cells_at(cells, (size_t)column);
	if (column == CS_FILE_COLUMN)
		return (struct cs_text){ schema->file, strlen(schema->file) };
	return (struct cs_text){ "", 0 };
}

/* What a cell of that column is as a number: its score, where words stand for
 * scores. */
static inline struct cs_text cs_schema_score(const struct cs_schema *schema,
					     int column, struct cs_text cell)
{
	if (schema->scores != NULL && column == schema->worded)
		cs_score_word(schema->scores, cell, &cell);
	return cell;
}

static inline struct cs_text cs_row_cell(const struct cs_row_reader *reader,
					 const struct cs_cells *cells,
					 int column)
{
	return cs_schema_cell(reader->schema, cells, column);
}

/* The same, trimmed. */
static inline struct cs_text cs_row_text(const struct cs_row_reader *reader,
					 const struct cs_cells *cells,
					 int column)
{
	if (column == -1)
		return (struct cs_text){ "", 0 };
	return cs_cell_trimmed(column >= 0 && reader->schema->replaced == NULL
				   ? cs_cells_raw(cells, (size_t)column)
				   : cs_row_cell(reader, cells, column));
}

bool cs_row_valid_text(struct cs_text text);

/* Is a number of a field within its limits? */
bool cs_row_within(const struct cs_schema *schema,
		   const struct cs_column_rule *field, cs_micros number);

/* Customer, order, group and currency of a row that is good otherwise. */
enum cs_fate cs_row_judge_texts(struct cs_row_reader *reader,
				const struct cs_cells *cells,
				struct cs_row *row);

/* Notes what is wrong, if anything, with column `column` of input->columns. */
static inline bool cs_row_good(const struct cs_row_reader *reader,
			       struct cs_row *row, enum cs_row_error error,
			       size_t column)
{
	int index = reader->schema->column[column];

	row->error = error;
	row->rule = &reader->input->columns[column];
	row->field = index >= 0 ? (uint32_t)index + 1 : 0;
	return error == CS_ROW_GOOD;
}

/* Is the row left out by --where or --exclude? Every filter is asked, so that
 * one that never matches is found. */
bool cs_row_left_out(struct cs_row_reader *reader,
		     const struct cs_cells *cells);

/* ... by a filter of the layout? reader->schema->filtered is there. */
bool cs_row_left_out_by_layout(const struct cs_row_reader *reader,
			       const struct cs_cells *cells);

/* What is wrong with a row whose date is read so, and not CS_CELL_OK. */
enum cs_row_error cs_row_date_error(enum cs_cell_status status);

/* The row's day, of a date that is joined with its time; false if it is bad,
 * and a day must be there. */
bool cs_row_moment(struct cs_row_reader *reader, const struct cs_cells *cells,
		   struct cs_row *row);
/* Day and moment of a field that is a date. */
enum cs_row_error cs_row_field_moment(const struct cs_row_reader *reader,
				      struct cs_value *value);

/* The bits of the expressions that hold. */
uint32_t cs_row_flags(struct cs_row_reader *reader,
		      const struct cs_cells *cells);

#endif
