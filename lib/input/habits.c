/* habits.c - see habits.h. */
#include "input/habits.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "cell/currency.h"
#include "input/moment.h"

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

/* Has this money no cents? Then what is read in two ways is thousands. */
static bool has_no_cents(struct cs_text currency)
{
	static const char *const none[] = { "IDR", "VND", "KRW", "JPY", "PYG",
					    "CLP", "COP", "UGX", "XAF", "XOF" };
	bool found = false;

	if (currency.length == 0 ||
	    cs_currency_agree(currency, (struct cs_text){ "USD", 3 }) ||
	    cs_currency_agree(currency, (struct cs_text){ "CNY", 3 }))
		return false;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		found |=
		    cs_currency_agree(currency, (struct cs_text){ none[i], 3 });
	return found;
}

static enum cs_mark mark_of_thousands(struct cs_text cell)
{
	cs_micros dot, comma;

	if (cs_amount_parse(cell.bytes, cell.length, CS_MARK_UNKNOWN, true,
			    &dot, NULL) != CS_CELL_AMBIGUOUS ||
	    !has_no_cents(cs_amount_currency(cell.bytes, cell.length)) ||
	    cs_amount_parse(cell.bytes, cell.length, CS_MARK_DOT, true, &dot,
			    NULL) != CS_CELL_OK ||
	    cs_amount_parse(cell.bytes, cell.length, CS_MARK_COMMA, true,
			    &comma, NULL) != CS_CELL_OK)
		return CS_MARK_UNKNOWN;
	return dot > comma ? CS_MARK_DOT : CS_MARK_COMMA;
}

static void count_marks(struct cs_schema *schema, struct cs_sample *sample,
			int column)
{
	struct cs_text cell;

	cs_sample_column(sample, column);
	while (cs_sample_next(sample, &cell)) {
		enum cs_mark mark = cs_amount_settles(cell.bytes, cell.length);

		if (mark == CS_MARK_UNKNOWN)
			mark = mark_of_thousands(cell);
		if (mark == CS_MARK_UNKNOWN)
			continue;
		count_cell(&schema->marks[mark], schema, sample, cell);
		if (schema->mark == CS_MARK_UNKNOWN)
			schema->mark = mark;
	}
}

/* What all the dates of a file are, taken together. */
struct dates {
	size_t filled, dates;		  /* cells; those whose order matters */
	size_t numbers[CS_DATE_DAYS + 1]; /* by what they must be */
	unsigned orders;		  /* in which every one is a date */
	bool first[100], last[100];	  /* numbers that stand there */
};

/* A cell that is not a plain date. */
static void count_date(struct cs_schema *schema, const struct cs_sample *sample,
		       struct cs_text cell, struct dates *all)
{
	enum cs_date_kind kind = cs_date_number(cell.bytes, cell.length);
	struct cs_date_readings found;
	cs_day day;

	all->filled++;
	if (kind != CS_DATE_AUTO) {
		all->numbers[kind]++;
		count_cell(&schema->dates_shown, schema, sample, cell);
	} else if (cs_date_readings(cell.bytes, cell.length, &found)) {
		count_cell(&schema->dates_shown, schema, sample, cell);
		all->dates++;
		all->orders &= found.orders;
		if (found.first < 100 && found.last < 100)
			all->first[found.first] = all->last[found.last] = true;
		if (found.settles == CS_ORDER_UNKNOWN)
			return;
		count_cell(&schema->orders[found.settles], schema, sample,
			   cell);
		if (schema->date.order == CS_ORDER_UNKNOWN)
			schema->date.order = found.settles;
	} else if (cs_date_parse(cell.bytes, cell.length, &schema->date,
				 &day) == CS_CELL_EMPTY) {
		all->filled--;
	}
}

static void count_dates(struct cs_schema *schema, struct cs_sample *sample,
			int column, struct dates *all)
{
	struct cs_text cell;
	cs_day day;

	cs_sample_column(sample, column);
	while (cs_sample_next(sample, &cell))
		if (cs_date_parse_plain(cell.bytes, cell.length, &day))
			all->filled++;
		else
			count_date(schema, sample, cell, all);
}

/* How many different numbers; *days: one of them is no year that has been. */
static size_t count_numbers(const bool *numbers, bool *days)
{
	size_t count = 0;

	*days = false;
	for (size_t i = 0; i < 100; i++) {
		count += numbers[i];
		*days = *days || (numbers[i] && i >= 28 && i <= 31);
	}
	return count;
}

/*
 * Of dates of two digits thrice (24-01-13) years and days are told apart by
 * how much they vary.
 */
static enum cs_date_order order_of_all(const struct dates *all)
{
	enum { TIMES = 4 };
	bool first_days, last_days;
	size_t firsts = count_numbers(all->first, &first_days);
	size_t lasts = count_numbers(all->last, &last_days);

	if ((all->orders & 1u << CS_ORDER_YMD) == 0)
		return CS_ORDER_UNKNOWN;
	if (last_days && lasts >= TIMES * firsts)
		return CS_ORDER_YMD;
	return first_days && firsts >= TIMES * lasts &&
		       (all->orders & 1u << CS_ORDER_DMY) != 0
		   ? CS_ORDER_DMY
		   : CS_ORDER_UNKNOWN;
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

/* By cells that can be read in one way only, most first; else by all. */
static enum cs_date_order settle_order(const struct cs_schema *schema,
				       const struct dates *all)
{
	const struct cs_shown *orders = schema->orders;
	enum cs_date_order best = schema->date.order; /* of the first one */

	if (best == CS_ORDER_UNKNOWN)
		return all->dates > 0 ? order_of_all(all) : CS_ORDER_UNKNOWN;
	for (int i = CS_ORDER_DMY; i <= CS_ORDER_YMD; i++)
		if (orders[i].count > orders[best].count)
			best = (enum cs_date_order)i;
	return best;
}

static void settle_dates(struct cs_schema *schema, const struct cs_input *input,
			 struct cs_sample *sample)
{
	struct dates all = { .orders = ~0u };
	enum cs_date_order settled;

	count_dates(schema, sample, schema->column[CS_ROLE_DATE], &all);
	for (size_t i = CS_NROLES; i < input->ncolumns; i++)
		if (input->columns[i].type == CS_FIELD_DATE)
			count_dates(schema, sample, schema->column[i], &all);
	for (int i = CS_DATE_EPOCH; i <= CS_DATE_SERIAL; i++)
		if (all.filled > 0 && all.numbers[i] == all.filled)
			schema->date.kind = (enum cs_date_kind)i;
	settled = schema->date.order;
	schema->date.order = settle_order(schema, &all);
	if (schema->date.kind == CS_DATE_AUTO &&
	    (settled != CS_ORDER_UNKNOWN ||
	     schema->date.order == CS_ORDER_UNKNOWN))
		schema->dates_shown.count = 0;
}

/* Times of which nobody knows where. */
static void look_for_offsets(struct cs_schema *schema, struct cs_sample *sample)
{
	struct cs_text cell;

	cs_sample_column(sample, schema->column[CS_ROLE_DATE]);
	while (!schema->no_offsets && cs_sample_next(sample, &cell))
		schema->no_offsets =
		    cs_date_without_offset(cell.bytes, cell.length);
}

/* 12.00 CR: what was paid back, or so it is read. */
static void count_credits(struct cs_schema *schema, struct cs_sample *sample,
			  int column)
{
	size_t filled = 0;
	struct cs_text cell;

	cs_sample_column(sample, column);
	while (cs_sample_next(sample, &cell)) {
		filled += cell.length > 0;
		if (cs_amount_is_credit(cell.bytes, cell.length))
			count_cell(&schema->credits, schema, sample, cell);
	}
	schema->not_credits = filled - schema->credits.count;
}

void cs_habits_settle(struct cs_schema *schema, const struct cs_input *input,
		      struct cs_sample *sample)
{
	if (schema->mark == CS_MARK_UNKNOWN)
		settle_mark(schema, input, sample);
	if (schema->date.kind == CS_DATE_AUTO &&
	    schema->date.order == CS_ORDER_UNKNOWN)
		settle_dates(schema, input, sample);
	count_credits(schema, sample, schema->column[CS_ROLE_AMOUNT]);
	if (schema->date.zone != NULL && schema->date.from == NULL &&
	    !cs_moment_joined(schema))
		look_for_offsets(schema, sample);
}
