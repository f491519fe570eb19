/* norow.c - see norow.h. */
#include "input/norow.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "cell/cell.h"
#include "cell/date.h"
#include "words/totals.h"
#include "words/words.h"

static bool all_empty(const struct cs_cells *cells)
{
	for (size_t i = 0; i < cells->count; i++) {
		struct cs_text cell = cs_cells_at(cells, i);

		cs_cell_trim(&cell.bytes, &cell.length);
		if (cell.length > 0)
			return false;
	}
	return true;
}

static bool is_name(const struct cs_header *header, size_t column,
		    struct cs_text cell)
{
	const char *name = header->names[column];

	cs_cell_trim(&cell.bytes, &cell.length);
	if (cell.length == strlen(name) &&
	    memcmp(cell.bytes, name, cell.length) == 0)
		return true;
	/* the name was put into UTF-8 */
	return header->encoding != NULL &&
	       !cs_utf8_valid(cell.bytes, cell.length);
}

static bool is_header(const struct cs_schema *schema,
		      const struct cs_cells *cells)
{
	const struct cs_header *header = &schema->header;

	if (header->line == 0 || header->ncolumns < 2 ||
	    cells->count < header->ncolumns)
		return false;
	for (size_t i = 0; i < cells->count; i++)
		if (i < header->ncolumns
			? !is_name(header, i, cs_cells_at(cells, i))
			: cs_cells_at(cells, i).length > 0)
			return false;
	return true;
}

/* Of the columns, but for those without a name at the end. */
static size_t count_named(const struct cs_header *header)
{
	size_t count = header->ncolumns;

	while (count > 0 && *header->names[count - 1] == '\0')
		count--;
	return count;
}

/* Few of its cells are filled, and what should be its date is none. */
static bool may_be_footer(const struct cs_schema *schema,
			  const struct cs_cells *cells)
{
	size_t filled = 0, named = count_named(&schema->header);
	int date = schema->column[CS_ROLE_DATE];
	enum cs_cell_status status;
	struct cs_text cell;
	cs_day day;

	for (size_t i = 0; i < cells->count; i++)
		filled += cs_cells_at(cells, i).length > 0;
	if (named < 3 ||
	    (filled * 2 > named && filled > 1 && cs_norow_fits(schema, cells)))
		return false;
	if (date < 0 || (size_t)date >= cells->count)
		return true;
	cell = cs_cells_at(cells, (size_t)date);
	status = cs_date_parse(cell.bytes, cell.length, &schema->date, &day);
	return status == CS_CELL_EMPTY || status == CS_CELL_BAD;
}

/* The first cells that are filled, in plain words, but for a number that they
 * begin with. */
static void first_words(const struct cs_cells *cells, struct cs_buf *out)
{
	struct cs_buf text = CS_BUF_INIT;
	size_t taken = 0, digits;

	for (size_t i = 0; i < cells->count && taken < 2; i++) {
		struct cs_text cell = cs_cells_at(cells, i);

		if (cell.length == 0)
			continue;
		cs_buf_add(&text, cell.bytes,
			   cell.length < 200 ? cell.length : 200);
		cs_buf_addc(&text, ' ');
		taken++;
	}
	cs_name_plain(text.data, out);
	digits = strspn(out->data, "0123456789 ");
	memmove(out->data, out->data + digits, out->length - digits + 1);
	out->length -= digits;
	cs_buf_release(&text);
}

static bool begins_as(const struct cs_cells *cells, const char *list)
{
	struct cs_buf words = CS_BUF_INIT;
	bool does;

	first_words(cells, &words);
	does = words.length > 0 && cs_begins_with_phrase(list, words.data);
	cs_buf_release(&words);
	return does;
}

static bool has_footer_word(const struct cs_cells *cells)
{
	return begins_as(cells, "totals") || begins_as(cells, "footers");
}

static bool is_filled(const struct cs_cells *cells, int column)
{
	struct cs_text cell;

	if (column < 0 || (size_t)column >= cells->count)
		return false;
	cell = cs_cells_at(cells, (size_t)column);
	return !cs_cell_empty(cell.bytes, cell.length);
}

/* Of nobody and no day. */
static bool is_nobodys(const struct cs_schema *schema,
		       const struct cs_cells *cells)
{
	bool somebody = is_filled(cells, schema->column[CS_ROLE_DATE]);

	for (size_t i = 0; i < schema->customers.count; i++)
		somebody |= is_filled(cells, schema->customers.columns[i]);
	return !somebody && schema->column[CS_ROLE_DATE] >= 0 &&
	       schema->customers.count > 0;
}

/* "Total" in the place of a customer, and no day: also where all else of a
 * narrow table is filled. */
static bool is_total(const struct cs_schema *schema,
		     const struct cs_cells *cells)
{
	int date = schema->column[CS_ROLE_DATE];

	return date >= 0 && !is_filled(cells, date) &&
	       begins_as(cells, "totals");
}

enum cs_norow cs_norow_judge(const struct cs_schema *schema,
			     const struct cs_cells *cells, enum cs_fate fate,
			     bool after_blank)
{
	if (all_empty(cells))
		return CS_IS_EMPTY;
	if (is_header(schema, cells))
		return CS_IS_HEADER;
	if (fate != CS_FATE_BAD)
		return CS_IS_ROW;
	if (is_total(schema, cells) ||
	    (is_nobodys(schema, cells) && has_footer_word(cells)))
		return CS_IS_FOOTER;
	if (!may_be_footer(schema, cells))
		return CS_IS_ROW;
	return after_blank || has_footer_word(cells) ? CS_IS_FOOTER
						     : CS_MAY_BE_FOOTER;
}

bool cs_norow_may_miss(const struct cs_schema *schema, size_t count)
{
	return count < schema->header.ncolumns &&
	       (schema->dialect.fill || count >= count_named(&schema->header));
}

void cs_norow_fill(const struct cs_schema *schema, struct cs_cells *cells,
		   struct cs_fill *fill)
{
	size_t columns = schema->header.ncolumns;
	uint32_t end;

	if (!cs_norow_may_miss(schema, cells->count))
		return;
	if (columns > fill->capacity) {
		fill->capacity = columns;
		fill->end = cs_realloc(fill->end, columns, sizeof *fill->end);
	}
	memcpy(fill->end, cells->end, cells->count * sizeof *fill->end);
	end = cells->count > 0 ? cells->end[cells->count - 1] : cells->start;
	for (size_t i = cells->count; i < columns; i++)
		fill->end[i] = ++end; /* the next begins one further: empty */
	cells->end = fill->end;
	cells->count = (uint32_t)columns;
}
