/*
 * peek.h - the first records of a file, roughly, before it is known how it is
 * written (lib/input only).
 */
#ifndef CS_INPUT_PEEK_H
#define CS_INPUT_PEEK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* Records, without their line ends; those without content are left out. */
struct cs_peek {
	struct cs_text *records;
	size_t count, capacity;
};

/* The cells of one, without blanks and quotes around them. */
struct cs_peek_cells {
	struct cs_text *list;
	size_t count, capacity, filled;
};

/*
 * Up to `most` of the records that end within the bytes; where these are the
 * whole file, its end is that of the last.
 */
void cs_peek_records(struct cs_peek *peek, const char *bytes, size_t length,
		     bool whole, char quote, size_t most);
void cs_peek_release(struct cs_peek *peek);

/* Of one record; a list of zeros is filled, and may be filled again. */
void cs_peek_split(struct cs_peek_cells *cells, struct cs_text record,
		   char delimiter, char quote);
void cs_peek_cells_release(struct cs_peek_cells *cells);

/* Is it a number or a date, as far as one can tell by itself? */
bool cs_peek_typed(struct cs_text cell);

/* Bytes of the first line, its end included. */
size_t cs_line_length(const char *p, size_t length);

/*
 * Bytes of the first record, its line end included: lines until one ends
 * outside quotes; *inside: none does.
 */
size_t cs_record_length(const char *p, size_t length, char quote, bool *inside);

/* Nothing but blanks and delimiters; with delimiter 0, one of , ; | only. */
bool cs_line_empty(const char *p, size_t length, char delimiter);

#endif
