/*
 * top.h - where the table begins in a file, and how wide it is (lib/input
 * only).
 *
 * The first line is the header unless the first records say otherwise: most of
 * them have another number of fields, its cells are mostly empty, or are
 * numbers and dates. Then it is the first of the lines that has as many fields
 * as most, names in at least half of them and no number or date, and stands
 * above cells that are; and no line above it is like those. A record below that
 * has sentences in their place describes the columns.
 */
#ifndef CS_INPUT_TOP_H
#define CS_INPUT_TOP_H

#include "base/err.h"
#include "input/dialect.h"
#include "input/peek.h"

struct cs_top {
	size_t header;	 /* index of the record, in the peek */
	size_t fields;	 /* of most records below; 0: there are none */
	size_t width;	 /* of the table: the header's fields, but for empty
			      ones at its end or at those of the records */
	bool described;	 /* the record below describes the columns */
	bool like_data;	 /* the header's cells are numbers and dates ... */
	bool no_letters; /* ... and nothing else */
};

/*
 * Settles dialect->delimiter too. Without dialect->find the first record is the
 * header, or with dialect->no_header the first row. -1 with err filled: two
 * delimiters split it alike.
 */
int cs_top_find(const struct cs_peek *peek, struct cs_dialect *dialect,
		struct cs_top *top, struct cs_err *err);

#endif
