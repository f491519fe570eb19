/*
 * sheaf_cells.h - the cells of one column, one below the other (lib/input
 * only).
 *
 * A cell is loaded whole, with bytes of its neighbours that are masked away:
 * where the text ends nearby, the row is not sure.
 */
#ifndef CS_INPUT_SHEAF_CELLS_H
#define CS_INPUT_SHEAF_CELLS_H

#include "cell/spelling.h"
#include "input/sheaf_read.h"

/* Cells of a column, of records of as many cells as the table has. */
struct cs_cells_down {
	const char *text;
	const uint32_t *begin, *end; /* of the first row's cell */
	size_t stride, step;	     /* to those of the next row */
	uint32_t between;	     /* begin[] is so many bytes before it */
	uint32_t last;		     /* the text's last byte that is a cell's
					or behind one */
	char quote;
};

static inline struct cs_cells_down cs_cells_down(
    const struct cs_sheaf_reader *reader, int index)
{
	const struct cs_batch *batch = reader->sheaf.batch;
	size_t from = reader->from, ncells = batch->first[batch->nrecords];
	const uint32_t *end = batch->end + batch->first[from] + index;

	return (struct cs_cells_down){
		.text = batch->text,
		.begin = index == 0 ? batch->start + from : end - 1,
		.end = end,
		.stride = index == 0 ? 1 : reader->schema->header.ncolumns,
		.step = reader->schema->header.ncolumns,
		.between = index == 0 ? 0 : 1,
		.last = batch->end[ncells - 1],
		.quote = batch->quote,
	};
}

/* As cs_cells_raw(). */
static inline struct cs_text cs_cell_down(const struct cs_cells_down *column,
					  size_t i)
{
	uint32_t begin = column->begin[i * column->stride] + column->between;
	struct cs_text cell = { column->text + begin,
				column->end[i * column->step] - begin };

	return cs_csv_quoted(cell, column->quote) ? cs_csv_unquote(cell) : cell;
}

/* Are there so many bytes of text from the cell's first one on? */
static inline bool cs_cell_reaches(const struct cs_cells_down *column,
				   struct cs_text cell, size_t bytes)
{
	return (size_t)(cell.bytes - column->text) + bytes <= column->last;
}

/* As cs_key_set(), of 1 to 16 bytes. */
static inline void cs_key_set_words(struct cs_key *key, struct cs_text cell)
{
	size_t n = cell.length < 8 ? cell.length : 8, rest = cell.length - n;
	uint64_t second = rest > 0 ? cs_cell_load8(cell.bytes + 8) : 0;

	key->word[0] = cs_cell_load8(cell.bytes) & UINT64_MAX >> 8 * (8 - n);
	key->word[1] = second & UINT64_MAX >> 8 * ((8 - rest) & 7);
	key->text = cell;
}

/* A text of up to eight bytes that nearly all cells of a column are. */
struct cs_usual {
	uint64_t word, mask;
	size_t length; /* 0: there is none */
};

static inline struct cs_usual cs_usual_of(const struct cs_key *key)
{
	size_t n = key->text.length;

	return n > 0 && n <= 8
		   ? (struct cs_usual){ key->word[0], UINT64_MAX >> 8 * (8 - n),
					n }
		   : (struct cs_usual){ 0 };
}

/* Of a cell that is not empty. */
static inline bool cs_is_usual(const struct cs_cells_down *column,
			       struct cs_text cell,
			       const struct cs_usual *usual)
{
	return cell.length == usual->length &&
	       cs_cell_reaches(column, cell, 8) &&
	       (cs_cell_load8(cell.bytes) & usual->mask) == usual->word;
}

/* Nothing has to be taken off at its ends, as key_at() and others would: nor is
 * anything of "#1001". */
static inline bool cs_cell_bare(struct cs_text cell)
{
	signed char first = (signed char)*cell.bytes;

	return cell.length > 0 && (first > '\'' || first == '#') &&
	       first != '=' && (signed char)cell.bytes[cell.length - 1] > '\'';
}

/* The same of a cell with more than ASCII, which is valid and normal too. Where
 * groups are written so, a run by group takes a quarter less time. */
static inline bool cs_cell_settled(struct cs_text cell)
{
	unsigned char first = (unsigned char)*cell.bytes;

	return (first > '\'' || first == '#') && first != '=' &&
	       (unsigned char)cell.bytes[cell.length - 1] > '\'' &&
	       cs_key_settled(cell);
}

#endif
