/* habits.c - see habits.h. */
#include "input/habits.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { EXAMPLE = 30 /* columns */ };

/* The line on which the sample's last record begins. */
static uint64_t line_of(const struct cs_schema *schema,
			const struct cs_sample *sample)
{
	const char *p = schema->sample.data;
	const char *end = p + sample->batch->raw[sample->record - 1];
	uint64_t line = schema->header.lines + 1;

	for (; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
		line++;
	return line;
}

static void count_cell(struct cs_shown *shown, const struct cs_schema *schema,
		       const struct cs_sample *sample, struct cs_text cell)
{
	struct cs_buf example = CS_BUF_INIT;

	if (shown->count++ > 0)
		return;
	shown->line = line_of(schema, sample);
	cs_printable(&example, cell.bytes, cell.length, EXAMPLE);
	snprintf(shown->example, sizeof shown->example, "%s", example.data);
	cs_buf_release(&example);
}

static void count_marks(struct cs_schema *schema, struct cs_sample *sample,
			int column)
{
	struct cs_text cell;

	cs_sample_column(sample, column);
	while (cs_sample_next(sample, &cell)) {
		enum cs_mark mark = cs_amount_settles(cell.bytes, cell.length);

		if (mark == CS_MARK_UNKNOWN)
			continue;
		count_cell(&schema->marks[mark], schema, sample, cell);
		if (schema->mark == CS_MARK_UNKNOWN)
			schema->mark = mark;
	}
}

static void count_orders(struct cs_schema *schema, struct cs_sample *sample,
			 int column)
{
	struct cs_text cell;

	cs_sample_column(sample, column);
	while (cs_sample_next(sample, &cell)) {
		enum cs_date_order order =
		    cs_date_settles(cell.bytes, cell.length);

		if (order == CS_ORDER_UNKNOWN)
			continue;
		count_cell(&schema->orders[order], schema, sample, cell);
		if (schema->date.order == CS_ORDER_UNKNOWN)
			schema->date.order = order;
	}
}

static void settle_mark(struct cs_schema *schema, const struct cs_input *input,
			struct cs_sample *sample)
{
	static const enum cs_role money[] = { CS_ROLE_AMOUNT, CS_ROLE_QUANTITY,
					      CS_ROLE_PRICE, CS_ROLE_REFUND };
	const struct cs_shown *marks = schema->marks;

	for (size_t i = 0; i < sizeof money / sizeof *money; i++)
		count_marks(schema, sample, schema->column[money[i]]);
	for (size_t i = CS_NROLES; i < input->ncolumns; i++)
		if (input->columns[i].type == CS_FIELD_NUMBER)
			count_marks(schema, sample, schema->column[i]);
	if (marks[CS_MARK_DOT].count != marks[CS_MARK_COMMA].count)
		schema->mark =
		    marks[CS_MARK_DOT].count > marks[CS_MARK_COMMA].count
			? CS_MARK_DOT
			: CS_MARK_COMMA;
}

static void settle_order(struct cs_schema *schema, const struct cs_input *input,
			 struct cs_sample *sample)
{
	const struct cs_shown *orders = schema->orders;

	count_orders(schema, sample, schema->column[CS_ROLE_DATE]);
	for (size_t i = CS_NROLES; i < input->ncolumns; i++)
		if (input->columns[i].type == CS_FIELD_DATE)
			count_orders(schema, sample, schema->column[i]);
	if (orders[CS_ORDER_DMY].count != orders[CS_ORDER_MDY].count)
		schema->date.order =
		    orders[CS_ORDER_DMY].count > orders[CS_ORDER_MDY].count
			? CS_ORDER_DMY
			: CS_ORDER_MDY;
}

void cs_habits_settle(struct cs_schema *schema, const struct cs_input *input,
		      struct cs_sample *sample)
{
	if (schema->mark == CS_MARK_UNKNOWN)
		settle_mark(schema, input, sample);
	if (schema->date.kind == CS_DATE_AUTO &&
	    schema->date.order == CS_ORDER_UNKNOWN)
		settle_order(schema, input, sample);
}
