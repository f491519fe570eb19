/* row_filter.c - expressions asked of a row: see row_parts.h. */
#include "input/row_parts.h"

#include <stdlib.h>

#include "base/mem.h"

/* Whether comparison n of the expression holds; `met` are its counters, or
 * NULL. */
static inline bool compares(const struct cs_schema *schema,
			    const struct cs_judge *judge,
			    const struct cs_cells *cells, size_t n,
			    uint64_t *met)
{
	struct cs_text cell = cs_schema_cell(schema, cells, judge->columns[n]);
	enum cs_match match;

	if (schema->scores != NULL && cs_filter_orders(judge->filter, n))
		cell = cs_schema_score(schema, judge->columns[n], cell);
	match = cs_test_cell(judge->tests[n], cell.bytes, cell.length, met);
	if (match == CS_MATCH_FAILED) /* the row must not just be left out */
		cs_mem_check(NULL);
	return match == CS_MATCH_YES;
}

/* Every comparison is asked, so that one that never holds is found. */
static bool holds(const struct cs_schema *schema, const struct cs_judge *judge,
		  const struct cs_cells *cells, uint64_t *met)
{
	uint64_t compared = 0;

	if (judge->simple)
		return compares(schema, judge, cells, 0, met);
	for (size_t n = 0; n < judge->count; n++)
		compared |= (uint64_t)compares(schema, judge, cells, n, met)
			    << n;
	return judge->filter != NULL &&
	       cs_filter_holds(judge->filter, compared);
}

static bool matches(struct cs_row_reader *reader, const struct cs_cells *cells,
		    size_t i)
{
	bool match = holds(reader->schema, &reader->schema->judges[i], cells,
			   reader->met + reader->input->expressions[i].slot);

	reader->matches[i] += match;
	return match;
}

bool cs_row_left_out(struct cs_row_reader *reader, const struct cs_cells *cells)
{
	const struct cs_input *input = reader->input;
	bool out = false;

	/* every filter is asked, so that the one that never matches is found */
	for (size_t i = 0; i < input->nexpressions; i++)
		if (input->expressions[i].flag == 0)
			out |= matches(reader, cells, i) ==
			       input->expressions[i].exclude;
	return out;
}

bool cs_row_left_out_by_layout(const struct cs_row_reader *reader,
			       const struct cs_cells *cells)
{
	const struct cs_schema *schema = reader->schema;

	for (size_t i = 0; i < schema->nfiltered; i++) {
		const char *key = schema->layout->lines[i].key;

		if (schema->filtered[i].filter != NULL &&
		    holds(schema, &schema->filtered[i], cells, NULL) ==
			(strcmp(key, "exclude") == 0))
			return true;
	}
	return false;
}

/* Is there something in every cell that the expression compares? */
static bool answers(const struct cs_schema *schema,
		    const struct cs_judge *judge, const struct cs_cells *cells)
{
	for (size_t n = 0; n < judge->count; n++) {
		int column = judge->columns[n];
		struct cs_text cell = cs_cell_trimmed(cs_schema_score(
		    schema, column, cs_schema_cell(schema, cells, column)));

		if (cs_cell_empty(cell.bytes, cell.length))
			return false;
	}
	return judge->filter != NULL;
}

static uint32_t ask_all(struct cs_row_reader *reader,
			const struct cs_cells *cells)
{
	const struct cs_input *input = reader->input;
	uint32_t flags = 0;

	for (size_t i = 0; i < input->nexpressions; i++) {
		const struct cs_expression *e = &input->expressions[i];

		if (e->flag == 0)
			continue;
		if (matches(reader, cells, i))
			flags |= e->flag | e->answered;
		else if (e->answered != 0 &&
			 answers(reader->schema, &reader->schema->judges[i],
				 cells))
			flags |= e->answered;
	}
	return flags;
}

/* --- rows like an earlier one, see seen.h ------------------------------- */

/* So many more rows that are like no other than rows that are: give it up. */
enum { MOST_UNLIKE = 256 };

void cs_seen_release(struct cs_seen *seen)
{
	free(seen->columns);
	free(seen->counts);
	free(seen->rows);
	*seen = (struct cs_seen){ 0 };
}

static bool has_column(const struct cs_seen *seen, int column)
{
	for (size_t i = 0; i < seen->ncolumns; i++)
		if (seen->columns[i] == column)
			return true;
	return false;
}

static void begin(struct cs_row_reader *reader)
{
	const struct cs_input *input = reader->input;
	struct cs_seen *seen = &reader->seen;
	size_t comparisons = 0;

	seen->begun = true;
	for (size_t i = 0; i < input->nexpressions; i++)
		if (input->expressions[i].flag != 0)
			comparisons += reader->schema->judges[i].count;
	seen->off = comparisons == 0;
	if (seen->off)
		return;
	seen->columns = cs_calloc(comparisons, sizeof *seen->columns);
	for (size_t i = 0; i < input->nexpressions; i++) {
		const struct cs_judge *judge = &reader->schema->judges[i];

		for (size_t n = 0;
		     input->expressions[i].flag != 0 && n < judge->count; n++)
			if (!has_column(seen, judge->columns[n]))
				seen->columns[seen->ncolumns++] =
				    judge->columns[n];
	}
	seen->counts = cs_calloc(input->nexpressions + input->nslots,
				 sizeof *seen->counts);
	seen->rows = cs_calloc(CS_SEEN_ROWS, sizeof *seen->rows);
}

/* The compared cells, one behind the other; false if they are too long. */
static bool put_together(const struct cs_row_reader *reader,
			 const struct cs_cells *cells,
			 char together[static CS_SEEN_BYTES])
{
	size_t used = 0;

	memset(together, 0, CS_SEEN_BYTES);
	for (size_t i = 0; i < reader->seen.ncolumns; i++) {
		struct cs_text cell = cs_schema_cell(reader->schema, cells,
						     reader->seen.columns[i]);

		if (cell.length >= CS_SEEN_BYTES - used)
			return false;
		together[used++] = (char)cell.length;
		memcpy(together + used, cell.bytes, cell.length);
		used += cell.length;
	}
	return true;
}

static size_t place_of(const char *cells)
{
	uint64_t word, sum = 0;

	for (size_t i = 0; i < CS_SEEN_BYTES; i += sizeof word) {
		memcpy(&word, cells + i, sizeof word);
		sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
		sum ^= sum >> 32;
	}
	return sum % CS_SEEN_ROWS;
}

/* Notes what counters a row makes larger, each by one. */
static void take_over(struct cs_seen_row *row, uint64_t *counts,
		      uint64_t *counters, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		counters[i] += counts[i];
		if (counts[i] == 0)
			continue;
		counts[i] = 0;
		row->used = row->used && row->ncounters < CS_SEEN_COUNTERS;
		if (row->used)
			row->counters[row->ncounters++] = &counters[i];
	}
}

static uint32_t learn(struct cs_row_reader *reader,
		      const struct cs_cells *cells, const char *together,
		      struct cs_seen_row *row)
{
	const struct cs_input *input = reader->input;
	struct cs_seen *seen = &reader->seen;
	uint64_t *matches = reader->matches, *met = reader->met;

	seen->off = --seen->known < -MOST_UNLIKE;
	reader->matches = seen->counts;
	reader->met = seen->counts + input->nexpressions;
	*row = (struct cs_seen_row){ .used = true };
	memcpy(row->cells, together, CS_SEEN_BYTES);
	row->flags = ask_all(reader, cells);
	take_over(row, reader->matches, matches, input->nexpressions);
	take_over(row, reader->met, met, input->nslots);
	reader->matches = matches;
	reader->met = met;
	return row->flags;
}

uint32_t cs_row_flags(struct cs_row_reader *reader,
		      const struct cs_cells *cells)
{
	struct cs_seen *seen = &reader->seen;
	char together[CS_SEEN_BYTES];
	struct cs_seen_row *row;

	if (!seen->begun)
		begin(reader);
	if (seen->off || !put_together(reader, cells, together))
		return ask_all(reader, cells);
	row = &seen->rows[place_of(together)];
	if (!row->used || memcmp(row->cells, together, CS_SEEN_BYTES) != 0)
		return learn(reader, cells, together, row);
	for (size_t i = 0; i < row->ncounters; i++)
		++*row->counters[i];
	seen->known++;
	return row->flags;
}
