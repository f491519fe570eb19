/*
 * filter_parts.h - a filter from inside: filter.c makes it of an expression,
 * filter_match.c compares it with cells.
 */
#ifndef CS_CELL_FILTER_PARTS_H
#define CS_CELL_FILTER_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "cell/filter.h"

enum op { EQ, NE, LT, LE, GT, GE, MATCH };

enum { ORDERS = CS_ORDER_YMD + 1 };

/* The days that a value stands for; first > last: it is no date. */
struct span {
	cs_day first, last;
};

struct value {
	char *text;
	size_t length;
	bool has_digit; /* else it is neither number nor date */
	bool is_number;
	cs_micros number;
	struct span span[ORDERS]; /* by the order of day and month */
};

struct cs_filter {
	char *column;
	enum op op;
	struct value *values; /* MATCH has one, as it was written */
	size_t count, capacity;
	struct cs_pattern *pattern; /* of MATCH, else NULL */
};

static inline bool is_ordering(enum op op)
{
	return op == LT || op == LE || op == GT || op == GE;
}

/* True if there is an ASCII letter. */
bool cs_filter_has_letter(const char *text, size_t length);

/*
 * As cs_amount_parse(), but an unknown mark is the point, and what reads only
 * with the other mark is read with it.
 */
enum cs_cell_status cs_filter_read_number(const char *text, size_t length,
					  enum cs_mark mark, bool round,
					  cs_micros *number);

/*
 * True if this is a date in the format, or without being told (so that columns
 * with a format of their own are read too).
 */
bool cs_filter_read_date(const char *text, size_t length,
			 const struct cs_date_format *format, cs_day *day);

#endif
