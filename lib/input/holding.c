/* holding.c - see holding.h. */
#include "input/holding.h"

#include <string.h>

#include "cell/cell.h"
#include "input/row_parts.h"

bool cs_holding_next(const struct cs_schema *schema, struct cs_sample *sample,
		     struct cs_text *cell)
{
	int column = sample->column;

	if (column == CS_FILE_COLUMN) {
		*cell = (struct cs_text){ schema->file, strlen(schema->file) };
		return sample->record++ == 0;
	}
	if (!cs_sample_next(sample, cell))
		return false;
	if (schema->replaced != NULL && schema->replaced[column] != NULL)
		*cell = cs_layout_replace(schema->replaced[column], *cell);
	cs_cell_trim(&cell->bytes, &cell->length);
	return true;
}

/* The next one as < and its like see it. */
static bool next_number(const struct cs_schema *schema,
			struct cs_sample *sample, struct cs_text *cell)
{
	if (!cs_holding_next(schema, sample, cell))
		return false;
	*cell = cs_schema_score(schema, sample->column, *cell);
	return true;
}

/* --- how they are written ---------------------------------------------- */

struct habits {
	size_t marks[CS_MARK_COMMA + 1], orders[CS_ORDER_YMD + 1];
	size_t kinds[CS_DATE_DAYS + 1], filled;
};

static struct habits look(const struct cs_schema *schema,
			  struct cs_sample *sample, int column)
{
	struct habits habits = { 0 };
	struct cs_date_readings date;
	struct cs_text cell;

	cs_sample_column(sample, column);
	while (next_number(schema, sample, &cell)) {
		if (cs_cell_empty(cell.bytes, cell.length))
			continue;
		habits.filled++;
		habits.kinds[cs_date_number(cell.bytes, cell.length)]++;
		habits.marks[cs_amount_settles(cell.bytes, cell.length)]++;
		if (cs_date_readings(cell.bytes, cell.length, &date))
			habits.orders[date.settles]++;
	}
	return habits;
}

/* Where nobody says it for the file, the column itself does. */
static void settle_format(const struct cs_schema *schema,
			  const struct cs_input *input,
			  const struct habits *habits,
			  struct cs_holding *holding)
{
	struct cs_cell_format *format = &holding->format;
	size_t most = 0;

	*format = (struct cs_cell_format){ schema->mark, schema->date };
	if (input->decimal == CS_MARK_UNKNOWN &&
	    habits->marks[CS_MARK_DOT] != habits->marks[CS_MARK_COMMA])
		format->mark =
		    habits->marks[CS_MARK_DOT] > habits->marks[CS_MARK_COMMA]
			? CS_MARK_DOT
			: CS_MARK_COMMA;
	for (int i = CS_ORDER_DMY;
	     input->date_format == NULL && i <= CS_ORDER_YMD; i++)
		if (habits->orders[i] > most) {
			most = habits->orders[i];
			format->date.order = (enum cs_date_order)i;
		}
	holding->kind = CS_DATE_AUTO;
	for (int i = CS_DATE_EPOCH; i <= CS_DATE_SERIAL; i++)
		if (habits->filled > 0 && habits->kinds[i] == habits->filled)
			holding->kind = (enum cs_date_kind)i;
}

/* --- what they are ----------------------------------------------------- */

/* R1 is an id rather than a rand. */
static bool is_id(struct cs_text cell)
{
	return cell.length > 1 && cell.bytes[0] >= 'A' &&
	       cell.bytes[0] <= 'Z' && cell.bytes[1] >= '0' &&
	       cell.bytes[1] <= '9';
}

static bool is_number(struct cs_text cell, enum cs_mark mark)
{
	cs_micros number;
	enum cs_cell_status status =
	    cs_amount_parse(cell.bytes, cell.length, mark, true, &number, NULL);

	return status != CS_CELL_BAD && !is_id(cell);
}

/* 2025-03 is one too. */
static enum cs_cell_status read_day(struct cs_text cell,
				    const struct cs_date_format *format)
{
	static const struct cs_date_format automatic = CS_DATE_FORMAT_INIT;
	enum cs_cell_status status;
	cs_day day;

	status = cs_date_parse(cell.bytes, cell.length, format, &day);
	if (status == CS_CELL_BAD && format->kind != CS_DATE_AUTO)
		status =
		    cs_date_parse(cell.bytes, cell.length, &automatic, &day);
	if (status == CS_CELL_BAD && cell.length == 7 && cell.bytes[4] == '-') {
		char first[10];

		memcpy(first, cell.bytes, 7);
		memcpy(first + 7, "-01", 3);
		status = cs_date_parse(first, sizeof first, &automatic, &day);
	}
	return status;
}

struct cs_holding cs_holding_of(const struct cs_schema *schema,
				const struct cs_input *input,
				struct cs_sample *sample, int column)
{
	struct habits habits = look(schema, sample, column);
	struct cs_holding holding = { .filled = habits.filled };
	struct cs_text cell;

	settle_format(schema, input, &habits, &holding);
	cs_sample_column(sample, column);
	while (next_number(schema, sample, &cell)) {
		enum cs_cell_status day;
		bool number;

		if (cs_cell_empty(cell.bytes, cell.length))
			continue;
		number = is_number(cell, holding.format.mark);
		day = read_day(cell, &holding.format.date);
		if (day == CS_CELL_EMPTY) { /* 0000-00-00 */
			holding.filled--;
			continue;
		}
		holding.numbers += number;
		holding.days += day != CS_CELL_BAD;
		holding.doubtful += day == CS_CELL_AMBIGUOUS;
		if (!number && day == CS_CELL_BAD && holding.other.length == 0)
			holding.other = cell;
	}
	return holding;
}
