/* top.c - see top.h. */
#include "input/top.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cell/cell.h"
#include "input/csv.h"

static const char candidates[] = { ',', ';', '\t', '|' };

/* Lines above the header may be so many; so many records are looked at. */
enum { TITLES = 40, BELOW = 100, WIDEST = 4096 };

static const char *name_of(char delimiter)
{
	return delimiter == ','	   ? "comma"
	       : delimiter == ';'  ? "semicolon"
	       : delimiter == '\t' ? "tab"
				   : "vertical bar";
}

/* --- the delimiter ------------------------------ */

static size_t count_outside(struct cs_text text, char wanted, char quote)
{
	size_t count = 0;
	bool inside = false;

	for (size_t i = 0; i < text.length; i++) {
		inside = cs_within_quotes(inside, text.bytes[i], quote);
		count += !inside && text.bytes[i] == wanted;
	}
	return count;
}

/* The one that splits the record into most fields; *second is another that
 * does, or 0. */
static char most_fields(struct cs_text record, char quote, char *second)
{
	size_t most = 0, n;
	char best = ',';

	*second = 0;
	for (size_t i = 0; i < sizeof candidates; i++) {
		if (candidates[i] == quote)
			continue;
		n = count_outside(record, candidates[i], quote);
		if (n > most) {
			most = n;
			best = candidates[i];
			*second = 0;
		} else if (n == most && n > 0) {
			*second = candidates[i];
		}
	}
	return best;
}

/* Of the records from `from` on: the number of fields that most have, of as
 * many the larger; *support: how many do. */
static size_t usual_fields(const struct cs_peek *peek, size_t from,
			   char delimiter, char quote, size_t *support)
{
	unsigned char counts[WIDEST + 1] = { 0 }; /* up to BELOW */
	size_t best = 0, widest = 0;

	for (size_t i = from; i < peek->count && i < from + BELOW; i++) {
		size_t n =
		    count_outside(peek->records[i], delimiter, quote) + 1;

		if (n > WIDEST)
			n = WIDEST;
		if (n > widest)
			widest = n;
		counts[n]++;
	}
	for (size_t n = 1; n <= widest; n++)
		if (counts[n] > 0 && counts[n] >= counts[best])
			best = n;
	*support = counts[best];
	return best;
}

/* The delimiter that splits most records alike, into most fields. */
static char by_rows(const struct cs_peek *peek,
		    const struct cs_dialect *dialect)
{
	size_t looked_at = peek->count < BELOW ? peek->count : BELOW;
	size_t most = 1, support;
	char best = dialect->delimiter;

	for (size_t i = 0; dialect->delimiter == 0 && i < sizeof candidates;
	     i++) {
		size_t n;

		if (candidates[i] == dialect->quote)
			continue;
		n = usual_fields(peek, 0, candidates[i], dialect->quote,
				 &support);
		if (n > most && support * 2 >= looked_at) {
			most = n;
			best = candidates[i];
		}
	}
	return best;
}

/* Of two that split the first record alike, the one that splits most of those
 * below as it does; *second stays where both do, or none. */
static char settle_tie(const struct cs_peek *peek, char quote, char first,
		       char *second)
{
	size_t fields = count_outside(peek->records[0], first, quote) + 1;
	size_t support;
	bool one = usual_fields(peek, 1, first, quote, &support) == fields;
	bool other = usual_fields(peek, 1, *second, quote, &support) == fields;
	char best = one ? first : *second;

	if (one == other)
		return first;
	*second = 0;
	return best;
}

/* --- columns by their cells ------------------------------ */

struct column {
	size_t filled, typed;
};

struct below {
	struct column *columns;
	size_t count; /* of columns */
};

static bool is_empty(struct cs_text cell)
{
	return cs_cell_empty(cell.bytes, cell.length);
}

/* What the cells of each column are, in records of so many fields. */
static struct below look_below(const struct cs_peek *peek, size_t from,
			       size_t fields, const struct cs_dialect *dialect)
{
	struct below found = { cs_calloc(fields, sizeof *found.columns),
			       fields };
	struct cs_peek_cells cells = { 0 };

	for (size_t i = from; i < peek->count && i < from + BELOW; i++) {
		cs_peek_split(&cells, peek->records[i], dialect->delimiter,
			      dialect->quote);
		if (cells.count != fields ||
		    (from > 0 && cs_text_compare(peek->records[i],
						 peek->records[from - 1]) == 0))
			continue;
		for (size_t c = 0; c < fields; c++) {
			found.columns[c].filled += !is_empty(cells.list[c]);
			found.columns[c].typed += cs_peek_typed(cells.list[c]);
		}
	}
	cs_peek_cells_release(&cells);
	return found;
}

/* Is nearly all that is in the column a number or date? */
static bool is_typed(const struct below *below, size_t column)
{
	const struct column *c = &below->columns[column];

	return c->filled > 0 && c->typed * 10 >= c->filled * 8;
}

/* Cells under typed columns: how many are typed, and how many are words. */
static void compare(const struct cs_peek_cells *cells,
		    const struct below *below, size_t *typed, size_t *words)
{
	*typed = *words = 0;
	for (size_t c = 0; c < below->count && c < cells->count; c++) {
		if (!is_typed(below, c) || is_empty(cells->list[c]))
			continue;
		if (cs_peek_typed(cells->list[c]))
			++*typed;
		else
			++*words;
	}
}

static bool any_typed(const struct cs_peek_cells *cells)
{
	for (size_t c = 0; c < cells->count; c++)
		if (cs_peek_typed(cells->list[c]))
			return true;
	return false;
}

/* --- the header ------------------------------ */

/* As many cells as most records have, or what is more or less is empty. */
static bool as_wide(const struct cs_peek *peek, size_t record,
		    const struct cs_dialect *dialect,
		    const struct cs_peek_cells *cells, size_t fields)
{
	struct cs_peek_cells row = { 0 };
	bool empty = true;

	for (size_t c = fields; c < cells->count; c++)
		empty &= cells->list[c].length == 0;
	for (size_t i = record + 1;
	     empty && i < peek->count && cells->count < fields; i++) {
		cs_peek_split(&row, peek->records[i], dialect->delimiter,
			      dialect->quote);
		for (size_t c = cells->count; c < row.count; c++)
			empty &= row.list[c].length == 0;
	}
	cs_peek_cells_release(&row);
	return empty;
}

static bool is_header(const struct cs_peek *peek, size_t record,
		      const struct cs_dialect *dialect, size_t fields)
{
	struct cs_peek_cells cells = { 0 };
	struct below below;
	size_t typed, words;
	bool good;

	cs_peek_split(&cells, peek->records[record], dialect->delimiter,
		      dialect->quote);
	good = cells.filled > 1 && cells.filled * 2 >= fields &&
	       !any_typed(&cells) &&
	       as_wide(peek, record, dialect, &cells, fields);
	if (good) {
		below = look_below(peek, record + 1, fields, dialect);
		compare(&cells, &below, &typed, &words);
		good = words > 0;
		for (size_t i = 0; good && i < record; i++) {
			cs_peek_split(&cells, peek->records[i],
				      dialect->delimiter, dialect->quote);
			compare(&cells, &below, &typed, &words);
			good = cells.count != fields || typed <= words ||
			       typed == 0;
		}
		free(below.columns);
	}
	cs_peek_cells_release(&cells);
	return good;
}

/* The first record that is one, or 0. */
static size_t search(const struct cs_peek *peek, struct cs_dialect *dialect)
{
	struct cs_dialect by = *dialect;
	size_t fields, support;

	by.delimiter = by_rows(peek, dialect);
	if (by.delimiter == 0)
		return 0;
	fields = usual_fields(peek, 0, by.delimiter, by.quote, &support);
	for (size_t i = 0; fields > 1 && i < peek->count && i < TITLES; i++)
		if (is_header(peek, i, &by, fields)) {
			dialect->delimiter = by.delimiter;
			return i;
		}
	return 0;
}

/* Nothing speaks against it. */
static bool plainly_header(const struct cs_peek *peek,
			   const struct cs_dialect *dialect, struct cs_top *top)
{
	struct cs_peek_cells cells = { 0 };
	size_t support, typed = 0;
	bool good;

	top->fields =
	    usual_fields(peek, 1, dialect->delimiter, dialect->quote, &support);
	cs_peek_split(&cells, peek->records[0], dialect->delimiter,
		      dialect->quote);
	for (size_t c = 0; c < cells.count; c++)
		typed += cs_peek_typed(cells.list[c]);
	top->like_data = typed * 2 >= cells.filled && typed > 0;
	good = cells.filled > 1 && cells.filled * 2 >= cells.count &&
	       typed == 0 &&
	       (peek->count == 1 ||
		as_wide(peek, 0, dialect, &cells, top->fields));
	cs_peek_cells_release(&cells);
	return good;
}

/* --- what stands below it ------------------------------ */

static bool is_sentence(struct cs_text cell)
{
	const char *blank = memchr(cell.bytes, ' ', cell.length);

	return blank != NULL || cell.bytes[cell.length - 1] == '.';
}

/* Sentences where all other records have numbers and dates. */
static bool is_description(const struct cs_peek *peek, size_t record,
			   const struct cs_dialect *dialect, size_t fields)
{
	struct cs_peek_cells cells = { 0 };
	struct below below;
	size_t typed, words, sentences = 0, all = 0;

	if (record + 1 >= peek->count)
		return false;
	below = look_below(peek, record + 1, fields, dialect);
	cs_peek_split(&cells, peek->records[record], dialect->delimiter,
		      dialect->quote);
	compare(&cells, &below, &typed, &words);
	for (size_t c = 0; c < cells.count && c < fields; c++) {
		if (cells.list[c].length == 0 || !is_sentence(cells.list[c]))
			continue;
		all++;
		sentences += is_typed(&below, c);
	}
	free(below.columns);
	cs_peek_cells_release(&cells);
	return cells.count == fields && typed == 0 && words > 0 &&
	       sentences * 2 >= words && (all > 2 || all == cells.filled);
}

/* How wide the table is; a header may end in delimiters that rows do not have,
 * and the other way round. */
static size_t find_width(const struct cs_peek *peek,
			 const struct cs_dialect *dialect,
			 const struct cs_top *top)
{
	struct cs_peek_cells cells = { 0 };
	size_t header, named = 0, widest = 0;
	bool empty = true;

	cs_peek_split(&cells, peek->records[top->header], dialect->delimiter,
		      dialect->quote);
	header = cells.count;
	for (size_t c = 0; c < header; c++)
		named = cells.list[c].length > 0 ? c + 1 : named;
	for (size_t i = top->header + 1; i < peek->count; i++) {
		cs_peek_split(&cells, peek->records[i], dialect->delimiter,
			      dialect->quote);
		widest = cells.count > widest ? cells.count : widest;
		for (size_t c = header; c < cells.count; c++)
			empty &= cells.list[c].length == 0;
	}
	cs_peek_cells_release(&cells);
	if (top->fields > header)
		return empty ? top->fields : header;
	if (named == header || widest == 0 || widest >= header)
		return header;
	return widest > named ? widest : named;
}

static bool without_letters(struct cs_text text)
{
	for (size_t i = 0; i < text.length; i++)
		if ((text.bytes[i] & 0x80) != 0 ||
		    ((text.bytes[i] | 0x20) >= 'a' &&
		     (text.bytes[i] | 0x20) <= 'z'))
			return false;
	return true;
}

int cs_top_find(const struct cs_peek *peek, struct cs_dialect *dialect,
		struct cs_top *top, struct cs_err *err)
{
	bool told = dialect->delimiter != 0;
	char second = 0;
	size_t support;

	*top = (struct cs_top){ 0 };
	if (peek->count == 0)
		return 0;
	if (!told)
		dialect->delimiter =
		    most_fields(peek->records[0], dialect->quote, &second);
	if (!plainly_header(peek, dialect, top) && dialect->find &&
	    !dialect->no_header) {
		struct cs_dialect other = *dialect;

		if (!told)
			other.delimiter = 0;
		top->header = search(peek, &other);
		if (top->header > 0) {
			*dialect = other;
			second = 0;
			top->like_data = false;
		}
	}
	if (second != 0 && peek->count > 1) {
		dialect->delimiter = settle_tie(peek, dialect->quote,
						dialect->delimiter, &second);
		plainly_header(peek, dialect, top);
	}
	if (second != 0)
		return cs_fail(err, "ambiguous-delimiter",
			       "%s and %s split the header into the same "
			       "number of fields: name one with --delimiter",
			       name_of(dialect->delimiter), name_of(second));
	top->fields =
	    usual_fields(peek, top->header + !dialect->no_header,
			 dialect->delimiter, dialect->quote, &support);
	top->no_letters = top->like_data && without_letters(peek->records[0]);
	top->width = find_width(peek, dialect, top);
	if (!dialect->no_header && top->header + 2 < peek->count)
		top->described =
		    is_description(peek, top->header + 1, dialect, top->fields);
	return 0;
}
