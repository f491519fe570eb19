/*
 * filter.c - fuzzes filters: the first line is an expression, the rest a cell.
 *
 * Whatever is read has columns, in both readings, and "not (...)" is its
 * opposite. The same values with another operator: != is the opposite of =;
 * where the cell compares at all, < is the opposite of >=, > that of <=, and
 * never do two of <, = and > hold.
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

static const enum cs_compared kinds[] = { CS_AS_FOUND, CS_AS_NUMBERS,
					  CS_AS_DAYS };

enum { KINDS = sizeof kinds / sizeof *kinds };

/* Every comparison of the same cell; *compared: none left it out. */
static bool ask(const struct cs_filter *filter, const char *cell, size_t size,
		const struct cs_cell_format *format, enum cs_compared as,
		bool *compared)
{
	uint64_t *met = calloc(cs_filter_slots(filter) + 1, sizeof *met);
	uint64_t answers = 0;

	HOLDS(met != NULL);
	*compared = true;
	for (size_t n = 0; n < cs_filter_count(filter); n++) {
		struct cs_test *test = cs_test_new(filter, n, format, as);
		struct cs_err err = CS_ERR_INIT;
		size_t slot = cs_filter_slot(filter, n);

		if (cs_filter_orders(filter, n) &&
		    cs_test_check(test, 0, &err) != 0) {
			HOLDS(*err.message != '\0' && err.usage);
			*compared = false;
		}
		if (cs_test_cell(test, cell, size, met) == CS_MATCH_YES)
			answers |= (uint64_t)1 << n;
		*compared = *compared && met[slot] == 0;
		cs_test_free(test);
	}
	free(met);
	return cs_filter_holds(filter, answers);
}

static void check_columns(const struct cs_filter *filter)
{
	for (size_t n = 0; n < cs_filter_count(filter); n++)
		HOLDS(*cs_filter_column(filter, n) != '\0' &&
		      cs_filter_values(filter, n) > 0);
}

static struct cs_filter *read_expression(const char *text)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_filter *filter = cs_filter_parse(text, &err);
	const struct cs_filter *verbatim;

	HOLDS(filter != NULL || *err.message != '\0');
	if (filter == NULL)
		return NULL;
	verbatim = cs_filter_verbatim(filter);
	check_columns(filter);
	if (verbatim != NULL)
		check_columns(verbatim);
	if (cs_filter_readable(filter, &err) != 0)
		HOLDS(*err.message != '\0' && verbatim != NULL);
	else
		HOLDS(cs_filter_count(filter) > 0);
	return filter;
}

static void check_free(const char *expression, const char *cell, size_t size)
{
	struct cs_filter *filter = read_expression(expression);
	struct cs_err err = CS_ERR_INIT;
	struct cs_filter *opposite;
	char text[256];
	bool any;

	if (filter == NULL || cs_filter_readable(filter, &err) != 0) {
		cs_filter_free(filter);
		return;
	}
	snprintf(text, sizeof text, "not (%s)", expression);
	opposite = read_expression(text);
	/* a parenthesis that is text ends the group */
	if (opposite != NULL &&
	    cs_filter_count(opposite) != cs_filter_count(filter)) {
		cs_filter_free(opposite);
		opposite = NULL;
	}
	for (size_t i = 0; i < FORMATS * KINDS; i++) {
		const struct cs_cell_format *format = &formats[i % FORMATS];
		enum cs_compared as = kinds[i / FORMATS];
		bool holds = ask(filter, cell, size, format, as, &any);

		if (opposite != NULL && strchr(expression, ')') == NULL)
			HOLDS(ask(opposite, cell, size, format, as, &any) !=
			      holds);
	}
	cs_filter_free(opposite);
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
	bool holds[ALL], compared[ALL], read = true;

	for (int i = 0; i < ALL; i++) {
		snprintf(text, sizeof(text), "a%s %s", operators[i], value);
		filter[i] = cs_filter_parse(text, &err);
		read = read && filter[i] != NULL &&
		       cs_filter_readable(filter[i], &err) == 0 &&
		       cs_filter_simple(filter[i]);
	}
	for (size_t f = 0; read && f < FORMATS * KINDS; f++) {
		for (int i = 0; i < ALL; i++)
			holds[i] =
			    ask(filter[i], cell, size, &formats[f % FORMATS],
				kinds[f / FORMATS], &compared[i]);
		HOLDS(holds[EQ] != holds[NE]);
		HOLDS(compared[LT] == compared[GE] &&
		      compared[GT] == compared[LE]);
		HOLDS(!(holds[LT] && holds[GT]));
		if (compared[LT] && (holds[LT] || holds[GE]))
			HOLDS(holds[LT] != holds[GE] && holds[GT] != holds[LE]);
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
