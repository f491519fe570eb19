/* row_filter.c - expressions asked of a row: see row_parts.h. */
#include "input/row_parts.h"

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

uint32_t cs_row_flags(struct cs_row_reader *reader,
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
