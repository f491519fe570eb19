/* row_filter.c - expressions asked of a row: see row_parts.h. */
#include "input/row_parts.h"

#include "base/mem.h"

static bool matches(struct cs_row_reader *reader, const struct cs_cells *cells,
		    size_t expression)
{
	const struct cs_schema *schema = reader->schema;
	struct cs_cell_format format = { schema->mark, schema->date };
	int column = schema->judged[expression];
	struct cs_text cell = cs_row_cell(reader, cells, column);
	enum cs_match match = CS_MATCH_NO;

	if (column != -1)
		match = cs_filter_match(
		    reader->input->expressions[expression].filter, cell.bytes,
		    cell.length, &format);
	if (match == CS_MATCH_FAILED) /* the row must not just be left out */
		cs_mem_check(NULL);
	reader->matches[expression] += match == CS_MATCH_YES;
	return match == CS_MATCH_YES;
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

uint32_t cs_row_flags(struct cs_row_reader *reader,
		      const struct cs_cells *cells)
{
	const struct cs_input *input = reader->input;
	uint32_t flags = 0;

	for (size_t i = 0; i < input->nexpressions; i++)
		if (input->expressions[i].flag != 0 &&
		    matches(reader, cells, i))
			flags |= input->expressions[i].flag;
	return flags;
}
