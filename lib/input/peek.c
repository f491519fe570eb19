/* peek.c - see peek.h. */
#include "input/peek.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cell/amount.h"
#include "cell/date.h"
#include "input/csv.h"

size_t cs_line_length(const char *p, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (p[i] == '\n')
			return i + 1;
		else if (p[i] == '\r')
			return i + 1 + (i + 1 < length && p[i + 1] == '\n');
	return length;
}

size_t cs_record_length(const char *p, size_t length, char quote, bool *inside)
{
	size_t at = 0;

	*inside = false;
	while (at < length) {
		size_t n = cs_line_length(p + at, length - at);

		for (size_t i = 0; i < n; i++)
			*inside = cs_within_quotes(*inside, p[at + i], quote);
		at += n;
		if (!*inside)
			break;
	}
	return at;
}

bool cs_line_empty(const char *p, size_t length, char delimiter)
{
	for (size_t i = 0; i < length; i++) {
		if (memchr(" \t\r\n", p[i], 4) != NULL)
			continue;
		if (delimiter == 0 && memchr(",;|", p[i], 3) != NULL)
			delimiter = p[i];
		if (p[i] != delimiter)
			return false;
	}
	return true;
}

void cs_peek_records(struct cs_peek *peek, const char *bytes, size_t length,
		     bool whole, char quote, size_t most)
{
	size_t at = 0;
	bool inside;

	*peek = (struct cs_peek){ 0 };
	while (at < length && peek->count < most) {
		size_t n =
		    cs_record_length(bytes + at, length - at, quote, &inside);
		const char *p = bytes + at;
		size_t kept = n;

		at += n;
		if (inside)
			break;
		while (kept > 0 && (p[kept - 1] == '\n' || p[kept - 1] == '\r'))
			kept--;
		if (kept == n && !whole && peek->count > 0)
			break;
		if (cs_line_empty(p, kept, 0))
			continue;
		CS_GROW(peek->records, peek->count, peek->capacity);
		peek->records[peek->count++] = (struct cs_text){ p, kept };
	}
}

void cs_peek_release(struct cs_peek *peek)
{
	free(peek->records);
}

static void add_cell(struct cs_peek_cells *cells, const char *p, const char *e,
		     char quote)
{
	struct cs_text cell = cs_csv_trim(p, e);

	if (quote != CS_NO_QUOTE && cell.length > 1 && *cell.bytes == quote &&
	    cell.bytes[cell.length - 1] == quote) {
		cell.bytes++;
		cell.length -= 2;
		cs_cell_trim(&cell.bytes, &cell.length);
	}
	CS_GROW(cells->list, cells->count, cells->capacity);
	cells->list[cells->count++] = cell;
	cells->filled += cell.length > 0;
}

void cs_peek_split(struct cs_peek_cells *cells, struct cs_text record,
		   char delimiter, char quote)
{
	const char *p = record.bytes, *e = p + record.length;
	bool inside = false;

	cells->count = cells->filled = 0;
	for (const char *q = p; q < e; q++) {
		inside = cs_within_quotes(inside, *q, quote);
		if (inside || *q != delimiter)
			continue;
		add_cell(cells, p, q, quote);
		p = q + 1;
	}
	add_cell(cells, p, e, quote);
}

void cs_peek_cells_release(struct cs_peek_cells *cells)
{
	free(cells->list);
}

bool cs_peek_typed(struct cs_text cell)
{
	const struct cs_date_format any = CS_DATE_FORMAT_INIT;
	enum cs_cell_status status;
	cs_micros number;
	cs_day day;
	bool digit = false;

	for (size_t i = 0; i < cell.length; i++)
		digit |= cell.bytes[i] >= '0' && cell.bytes[i] <= '9';
	if (!digit)
		return false;
	status = cs_amount_parse(cell.bytes, cell.length, CS_MARK_UNKNOWN, true,
				 &number, NULL);
	if (status != CS_CELL_BAD && status != CS_CELL_EMPTY)
		return true;
	status = cs_date_parse(cell.bytes, cell.length, &any, &day);
	return status != CS_CELL_BAD && status != CS_CELL_EMPTY;
}
