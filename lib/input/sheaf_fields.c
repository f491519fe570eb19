/*
 * sheaf_fields.c - moments, and what a command asks for beside the roles, a
 * column of a sheaf at a time: see sheaf_read.h.
 *
 * As cs_row_moment() and read_fields() of row.c, which read a row's cells one
 * after another. YYYY-MM-DD and YYYY-MM-DD HH:MM:SS, where no zone is asked
 * for, are read here, of which the day is mostly that of the cell above; all
 * others by cs_date_moment(), as there. What is bad is left to the careful way,
 * which says so.
 *
 * Measured on 1.3 million orders with six moments and as many tickets, one
 * thread: cs-contacts takes four fifths of the time that it took with each row
 * read by itself, and 77 of 100 instructions.
 */
#include "input/sheaf_cells.h"

#include "base/mem.h"
#include "cell/amount.h"
#include "cell/date.h"
#include "input/row_parts.h"

/* --- moments ------------------------------------------------------------ */

/* The last date of a column that was read here: its ten bytes, of which no cell
 * has zeros. */
struct known {
	uint64_t first, second;
	cs_day day;
};

/* Of a cell of ten bytes or more: its first ten are a date. */
static inline bool is_date(struct known *known, const char *text)
{
	uint64_t first = cs_cell_load8(text), second = cs_cell_load8(text + 2);

	if (first == known->first && second == known->second)
		return true;
	if (!cs_date_parse_plain(text, 10, &known->day)) {
		known->first = 0;
		return false;
	}
	known->first = first;
	known->second = second;
	return true;
}

static inline bool read_plain(struct known *known, struct cs_text cell,
			      cs_day *day, struct cs_moment *moment)
{
	int32_t second = 0;
	bool clock = cell.length == 19;

	if ((!clock && cell.length != 10) || !is_date(known, cell.bytes) ||
	    (clock && ((cell.bytes[10] != ' ' && cell.bytes[10] != 'T') ||
		       !cs_date_clock_plain(cell.bytes + 11, &second))))
		return false;
	*day = known->day;
	*moment = (struct cs_moment){
		.at = (int64_t)known->day * CS_DAY_SECONDS + second,
		.clock = clock,
	};
	return true;
}

/* Are plain ones read as they are written? */
static bool as_written(const struct cs_date_format *format)
{
	return format->kind == CS_DATE_AUTO && format->zone == NULL &&
	       format->from == NULL;
}

void cs_sheaf_moments(struct cs_sheaf_reader *reader)
{
	const struct cs_date_format *format = &reader->schema->date;
	struct cs_cells_down column =
	    cs_cells_down(reader, reader->schema->column[CS_ROLE_DATE]);
	bool plain = as_written(format);
	struct known known = { 0 };

	for (size_t i = 0; i < reader->count; i++) {
		struct cs_text cell = cs_cell_down(&column, i);
		cs_day *day = &reader->sheaf.day[i];
		struct cs_moment *moment = &reader->moment[i];

		if (plain && read_plain(&known, cell, day, moment))
			continue;
		reader->sure[i] &=
		    cs_date_moment(cell.bytes, cell.length, format, day,
				   moment) == CS_CELL_OK;
	}
}

/* --- fields ------------------------------------------------------------- */

void cs_sheaf_fields_turn(struct cs_sheaf_reader *reader,
			  const struct cs_input *input)
{
	size_t count = input->ncolumns - CS_NROLES;

	reader->sheaf.nvalues = count;
	reader->nprepared = 0;
	if (count == 0)
		return;
	reader->values = cs_realloc(reader->values, CS_SHEAF_ROWS * count,
				    sizeof *reader->values);
	reader->sheaf.values = reader->values;
}

/* Writes what no record changes, for as many as there are: a small file touches
 * no more memory than its rows want. */
static void prepare(struct cs_sheaf_reader *reader)
{
	size_t count = reader->sheaf.nvalues;
	const int *column = reader->schema->column + CS_NROLES;

	for (; reader->nprepared < reader->count; reader->nprepared++)
		for (size_t f = 0; f < count; f++)
			reader->values[reader->nprepared * count + f] =
			    (struct cs_value){
				    .text = { "", 0 },
				    .day = CS_NO_DAY,
				    .moment.at = CS_NO_MOMENT,
				    .empty = true,
				    .absent = column[f] == -1,
			    };
}

/* A field while its column is gone through. */
struct field_down {
	const struct cs_column_rule *rule;
	struct cs_cells_down column;
	struct cs_value *values; /* of the first record */
	size_t stride;		 /* to that of the next */
	bool worded;		 /* words may stand for scores in it */
};

/* The text of record i, and whether it is empty. */
static inline struct cs_value *put_text(const struct cs_sheaf_reader *reader,
					const struct field_down *field,
					size_t i)
{
	struct cs_value *value = &field->values[i * field->stride];
	struct cs_text cell = cs_cell_down(&field->column, i);

	if (cell.length > 0)
		cell = cs_cell_trimmed(cell);
	if (field->worded)
		cs_score_word(reader->schema->scores, cell, &cell);
	value->text = cell;
	value->empty = cs_cell_empty(cell.bytes, cell.length);
	return value;
}

static inline bool is_ascii(struct cs_text text)
{
	const uint64_t high = 0x8080808080808080u;
	size_t at = 0;

	if (text.length < 8)
		return (cs_cell_load(text.bytes, text.length) & high) == 0;
	for (; at + 8 < text.length; at += 8)
		if ((cs_cell_load8(text.bytes + at) & high) != 0)
			return false;
	return (cs_cell_load8(text.bytes + text.length - 8) & high) == 0;
}

static void read_texts(struct cs_sheaf_reader *reader,
		       const struct field_down *field)
{
	for (size_t i = 0; i < reader->count; i++) {
		struct cs_value *value = put_text(reader, field, i);

		reader->sure[i] &= value->empty
				       ? !field->rule->filled
				       : is_ascii(value->text) ||
					     cs_row_valid_text(value->text);
	}
}

static void read_numbers(struct cs_sheaf_reader *reader,
			 const struct field_down *field)
{
	const struct cs_schema *schema = reader->schema;

	for (size_t i = 0; i < reader->count; i++) {
		struct cs_value *value = put_text(reader, field, i);

		value->number = 0;
		reader->sure[i] &=
		    value->empty
			? !field->rule->filled
			: cs_amount_parse_plain(value->text.bytes,
						value->text.length,
						schema->mark, &value->number) &&
			      cs_row_within(schema, field->rule, value->number);
	}
}

/* Without a time of day. */
static void read_days(struct cs_sheaf_reader *reader,
		      const struct field_down *field)
{
	for (size_t i = 0; i < reader->count; i++) {
		struct cs_value *value = put_text(reader, field, i);

		value->day = CS_NO_DAY;
		reader->sure[i] &=
		    value->empty
			? !field->rule->filled
			: cs_date_parse(value->text.bytes, value->text.length,
					&reader->schema->date,
					&value->day) == CS_CELL_OK;
	}
}

static void read_moments(struct cs_sheaf_reader *reader,
			 const struct field_down *field)
{
	const struct cs_date_format *format = &reader->schema->date;
	bool plain = as_written(format);
	struct known known = { 0 };

	for (size_t i = 0; i < reader->count; i++) {
		struct cs_value *value = put_text(reader, field, i);

		if (plain && read_plain(&known, value->text, &value->day,
					&value->moment))
			continue;
		value->day = CS_NO_DAY;
		value->moment = (struct cs_moment){ .at = CS_NO_MOMENT };
		reader->sure[i] &=
		    value->empty
			? !field->rule->filled
			: cs_date_moment(value->text.bytes, value->text.length,
					 format, &value->day,
					 &value->moment) == CS_CELL_OK;
	}
}

void cs_sheaf_fields(struct cs_sheaf_reader *reader,
		     const struct cs_input *input)
{
	const struct cs_schema *schema = reader->schema;

	prepare(reader);
	for (size_t f = CS_NROLES; f < input->ncolumns; f++) {
		int column = schema->column[f];
		struct field_down field = {
			.rule = &input->columns[f],
			.values = reader->values + (f - CS_NROLES),
			.stride = reader->sheaf.nvalues,
			.worded =
			    schema->scores != NULL && column == schema->worded,
		};

		if (column < 0)
			continue;
		field.column = cs_cells_down(reader, column);
		if (field.rule->type == CS_FIELD_NUMBER)
			read_numbers(reader, &field);
		else if (field.rule->type != CS_FIELD_DATE)
			read_texts(reader, &field);
		else if (input->moments)
			read_moments(reader, &field);
		else
			read_days(reader, &field);
	}
}
