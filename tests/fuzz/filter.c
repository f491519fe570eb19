/*
 * filter.c - fuzzes filters: the first line is an expression, the rest a cell.
 *
 * Whatever is read has a column. The same values with another operator: != is
 * the opposite of =; where the cell compares at all, < is the opposite of >=, >
 * that of
 * <=, and exactly one of <, = and > holds (an equal cell is neither before nor
 * after).
 */
#include "cell/filter.h"

#include <stdio.h>
#include <stdlib.h>

#define HOLDS(condition)          \
	do {                      \
		if (!(condition)) \
			abort();  \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct cs_cell_format formats[] = {
	{ CS_MARK_UNKNOWN, CS_DATE_FORMAT_INIT },
	{ CS_MARK_DOT, { .order = CS_ORDER_DMY } },
	{ CS_MARK_COMMA, { .order = CS_ORDER_YMD } },
	{ CS_MARK_DOT, { .kind = CS_DATE_EPOCH } },
	{ CS_MARK_COMMA, { .kind = CS_DATE_STRPTIME, .pattern = "%m/%d/%Y" } }
};

enum { FORMATS = sizeof(formats) / sizeof(formats[0]) };

static struct cs_filter *read_expression(const char *text)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_filter *filter;

	filter = cs_filter_parse(text, &err);
	if (filter)
		HOLDS(*cs_filter_column(filter));
	else
		HOLDS(*err.message);
	return filter;
}

static void check_free(const char *expression, const char *cell, size_t size)
{
	struct cs_filter *filter = read_expression(expression);

	for (size_t i = 0; filter && i < FORMATS; i++)
		cs_filter_match(filter, cell, size, &formats[i]);
	cs_filter_free(filter);
}

/* The expression as the value behind each operator. */
static void check_operators(const char *value, const char *cell, size_t size)
{
	static const char *const operators[] = {
		"=", "!=", "<", "<=", ">", ">="
	};
	enum { EQ, NE, LT, LE, GT, GE, ALL };
	struct cs_filter *filter[ALL];
	struct cs_err err = CS_ERR_INIT;
	char text[256];
	bool holds[ALL];

	for (int i = 0; i < ALL; i++) {
		snprintf(text, sizeof(text), "a%s %s", operators[i], value);
		filter[i] = cs_filter_parse(text, &err);
	}
	HOLDS(!filter[EQ] == !filter[NE] && !filter[LT] == !filter[GE]);
	HOLDS(filter[EQ] || !filter[LT]);
	for (size_t f = 0; filter[EQ] && f < FORMATS; f++) {
		for (int i = 0; i < ALL; i++)
			holds[i] = filter[i] != NULL &&
				   cs_filter_match(filter[i], cell, size,
						   &formats[f]) == CS_MATCH_YES;
		HOLDS(holds[EQ] != holds[NE]);
		if (!filter[LT] || cs_cell_empty(cell, size))
			continue;
		HOLDS(holds[LT] != holds[GE] && holds[GT] != holds[LE]);
		HOLDS(!(holds[LT] && holds[GT]));
		HOLDS(!holds[EQ] || (holds[LE] && holds[GE]));
	}
	for (int i = 0; i < ALL; i++)
		cs_filter_free(filter[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *line = memchr(text, '\n', size);
	size_t length = line ? (size_t)(line - text) : size;
	char expression[200];

	if (length >= sizeof(expression) || memchr(text, '\0', size))
		return 0;
	memcpy(expression, text, length);
	expression[length] = '\0';
	text += line ? length + 1 : length;
	size -= line ? length + 1 : length;
	check_free(expression, text, size);
	check_operators(expression, text, size);
	return 0;
}
