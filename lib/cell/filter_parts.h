/*
 * filter_parts.h - a filter from inside: filter.c makes it of an expression,
 * filter_value.c what its values are in a file, filter_match.c compares them
 * with cells.
 */
#ifndef CS_CELL_FILTER_PARTS_H
#define CS_CELL_FILTER_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "cell/filter.h"

enum op { EQ, NE, LT, LE, GT, GE, MATCH };

struct value {
	char *text;
	size_t length;
	bool quoted;
	bool has_digit; /* else it is neither number nor date */
};

struct comparison {
	char *column;
	enum op op;
	struct value *values; /* MATCH has one, as it was written */
	size_t count, capacity;
	struct cs_pattern *pattern; /* of MATCH, else NULL */
	size_t slot;
};

/* What is done from left to right: a comparison, by its number, puts its answer
 * on a stack; these take one or two from there and put one. */
enum { AND = -1, OR = -2, NOT = -3 };

struct cs_filter {
	char *text;
	struct comparison *list;
	size_t count, capacity;
	signed char *steps;
	size_t nsteps, steps_capacity;
	size_t nslots;
	struct cs_filter *verbatim;
	struct cs_err *fault; /* why only that reads; NULL */
	bool odd_column;      /* ... or why both do: not for a value */
};

/* The days that a value stands for. */
struct span {
	cs_day first, last;
};

/* A value as it is read in a file. */
struct operand {
	bool is_number, is_day;
	cs_micros number;
	struct span span;
	int32_t second; /* of the day; -1: the whole of it */
};

struct cs_test {
	const struct cs_filter *filter;
	const struct comparison *comparison;
	enum cs_compared as;
	struct cs_cell_format format; /* an unknown mark is the point */
	struct operand *operands;     /* of each value; NULL for MATCH */
	bool reads; /* one may be a number or a day: cells are read */
};

static inline bool is_ordering(enum op op)
{
	return op == LT || op == LE || op == GT || op == GE;
}

/* True if there is an ASCII letter. */
bool cs_filter_has_letter(const char *text, size_t length);

/*
 * As cs_amount_parse(), but what reads only with the other mark is read with
 * it.
 */
enum cs_cell_status cs_filter_read_number(const char *text, size_t length,
					  enum cs_mark mark, bool round,
					  cs_micros *number);

/*
 * As cs_date_parse(), and what is no date in the format is read without being
 * told (so that columns with a format of their own are read too).
 */
enum cs_cell_status cs_filter_read_date(const char *text, size_t length,
					const struct cs_date_format *format,
					cs_day *day);

/* 2025-03, and if `years` 2025. */
bool cs_filter_read_period(const char *text, size_t length, bool years,
			   struct span *span);

#endif
