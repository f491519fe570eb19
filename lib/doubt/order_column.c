/*
 * order_column.c - a column that looks like the id of orders: rows that have a
 * cell of it in common are of one customer and day, all but one in twenty.
 *
 * What says something of the customer, as a telephone, stands on several days:
 * so there must be customers who come again, one for ten such cells, unless a
 * word of the name is one of orders.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "doubt/kinds.h"
#include "input/sample.h"
#include "words/words.h"

enum { FEW = 2 /* orders of several rows */ };

struct visit_row {
	struct cs_text customer, value;
	cs_day day;
	size_t record;
	size_t visit; /* number of the customer and day */
};

struct lines {
	const struct cs_schema *schema;
	const struct cs_batch *batch;
	struct visit_row *list;
	size_t count, capacity;
	size_t customers;
	size_t again; /* customers with several days */
};

static struct cs_text cell_of(const struct cs_batch *batch, size_t record,
			      int column)
{
	struct cs_cells cells = cs_batch_cells(batch, record);
	struct cs_text text = { "", 0 };

	if (column >= 0 && (size_t)column < cells.count)
		text = cs_cells_at(&cells, (size_t)column);
	cs_cell_trim(&text.bytes, &text.length);
	if (cs_cell_empty(text.bytes, text.length))
		text.length = 0;
	return text;
}

static int by_visit(const void *a, const void *b)
{
	const struct visit_row *x = a, *y = b;
	int order = cs_text_compare(x->customer, y->customer);

	return order != 0 ? order : (x->day > y->day) - (x->day < y->day);
}

static int by_value(const void *a, const void *b)
{
	const struct visit_row *x = a, *y = b;
	int order = cs_text_compare(x->value, y->value);

	return order != 0 ? order
			  : (x->visit > y->visit) - (x->visit < y->visit);
}

static void sort(struct lines *lines,
		 int (*compare)(const void *, const void *))
{
	if (lines->count > 0)
		qsort(lines->list, lines->count, sizeof *lines->list, compare);
}

/* Numbers the visits of lines that are sorted by them. */
static void number_visits(struct lines *lines)
{
	struct visit_row *list = lines->list;
	bool again = false;

	lines->customers = lines->count > 0;
	for (size_t i = 1; i < lines->count; i++) {
		bool same = cs_text_compare(list[i].customer,
					    list[i - 1].customer) == 0;
		bool other = same && list[i].day != list[i - 1].day;

		list[i].visit = list[i - 1].visit + (!same || other);
		lines->customers += !same;
		lines->again += other && !again;
		again = same && (again || other);
	}
}

static void gather(struct lines *lines, size_t nrecords)
{
	const struct cs_schema *schema = lines->schema;

	for (size_t r = 0; r < nrecords && r < lines->batch->nrecords; r++) {
		struct visit_row line = { .record = r };
		struct cs_text date =
		    cell_of(lines->batch, r, schema->column[CS_ROLE_DATE]);

		for (size_t i = 0;
		     i < schema->customers.count && line.customer.length == 0;
		     i++)
			line.customer = cell_of(lines->batch, r,
						schema->customers.columns[i]);
		if (line.customer.length == 0 ||
		    cs_date_parse(date.bytes, date.length, &schema->date,
				  &line.day) != CS_CELL_OK)
			continue;
		CS_GROW(lines->list, lines->count, lines->capacity);
		lines->list[lines->count++] = line;
	}
	sort(lines, by_visit);
	number_visits(lines);
}

/* Rows that the column joins, if it is like an order's id; else 0. */
static size_t joined_by(struct lines *lines, int column, bool hinted)
{
	struct visit_row *list = lines->list;
	size_t several = 0, good = 0, joined = 0, end;

	for (size_t i = 0; i < lines->count; i++)
		list[i].value = cell_of(lines->batch, list[i].record, column);
	sort(lines, by_value);
	for (size_t i = 0; i < lines->count; i = end) {
		for (end = i + 1;
		     end < lines->count &&
		     cs_text_compare(list[i].value, list[end].value) == 0;)
			end++;
		if (end == i + 1 || list[i].value.length == 0)
			continue;
		several++;
		if (list[i].visit != list[end - 1].visit)
			continue;
		good++;
		joined += end - i - 1;
	}
	if (good * 20 < several * 19 || good < FEW ||
	    (!hinted && lines->again * 10 < several))
		return 0;
	return joined;
}

static int choose(struct lines *lines, const struct cs_vocabulary *words)
{
	const struct cs_schema *schema = lines->schema;
	size_t most = 0;
	bool by_name = false;
	int found = -1;

	for (size_t c = 0; c < schema->header.ncolumns; c++) {
		struct cs_name name;
		size_t joined;
		bool hinted;

		if (cs_has_role(schema, (int)c))
			continue;
		cs_name_read(words, schema->header.names[c], &name);
		hinted = cs_name_hints(words, "order", &name);
		joined = joined_by(lines, (int)c, hinted);
		if (joined == 0 || hinted < by_name ||
		    (hinted == by_name && joined <= most))
			continue;
		found = (int)c;
		by_name = hinted;
		most = joined;
	}
	return found;
}

int cs_doubt_order_column(const struct cs_schema *schema,
			  const struct cs_vocabulary *words)
{
	struct cs_sample sample;
	struct lines lines = { .schema = schema };
	int found;

	cs_sample_init(&sample, schema);
	lines.batch = sample.batch;
	gather(&lines, lines.batch->nrecords);
	found = choose(&lines, words);
	free(lines.list);
	cs_sample_release(&sample);
	return found;
}

struct cs_visits cs_doubt_visits(const struct cs_schema *schema,
				 size_t nrecords)
{
	struct cs_sample sample;
	struct lines lines = { .schema = schema };
	struct cs_visits visits = { 0 };

	cs_sample_init(&sample, schema);
	lines.batch = sample.batch;
	gather(&lines, nrecords);
	visits.customers = lines.customers;
	visits.again = lines.again;
	for (size_t i = 0; i < lines.count; i++) {
		cs_day day = lines.list[i].day;

		if (i == 0 || day < visits.first)
			visits.first = day;
		if (i == 0 || day > visits.last)
			visits.last = day;
	}
	free(lines.list);
	cs_sample_release(&sample);
	return visits;
}
