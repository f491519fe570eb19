/*
 * amount.c - fuzzes the parser of amounts: any bytes are a cell.
 *
 * What is read and written again reads as the same value; all ways of reading
 * agree, a blank in front (which sends an amount the longest way) changes
 * nothing; a cell that settles the decimal mark contradicts the other one, and
 * one that does not reads with either; the opposite of a value reads as its
 * opposite.
 */
#include "cell/amount.h"

#include <stdlib.h>

#define HOLDS(condition)          \
	do {                      \
		if (!(condition)) \
			abort();  \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_value(cs_micros value)
{
	char text[CS_MONEY_SIZE];
	cs_micros again;
	bool rounded;

	cs_money_format(value, text);
	HOLDS(cs_amount_parse(text, strlen(text), CS_MARK_DOT, false, &again,
			      &rounded) == CS_CELL_OK);
	HOLDS(again == value && !rounded);
	cs_money_format(-value, text);
	HOLDS(cs_amount_parse(text, strlen(text), CS_MARK_DOT, false, &again,
			      NULL) == CS_CELL_OK);
	HOLDS(again == -value);
}

/* One mark, rounding or not; returns the status, and the value if it is OK. */
static enum cs_cell_status check_mark(const char *text, size_t size,
				      enum cs_mark mark, bool round,
				      cs_micros *value)
{
	cs_micros other = 0;
	bool rounded = false, told = false;
	enum cs_cell_status status;
	char behind_blank[100] = " ";

	*value = 0;
	status = cs_amount_parse(text, size, mark, round, value, &rounded);
	HOLDS(status ==
	      cs_amount_parse_any(text, size, mark, round, &other, &told));
	HOLDS(*value == other && rounded == told);
	if (size < sizeof(behind_blank)) {
		memcpy(behind_blank + 1, text, size);
		HOLDS(status == cs_amount_parse(behind_blank, size + 1, mark,
						round, &other, &told));
		HOLDS(*value == other && rounded == told);
	}
	HOLDS(!rounded || round);
	HOLDS((status == CS_CELL_EMPTY) == cs_cell_empty(text, size));
	HOLDS(status != CS_CELL_PRECISION || !round);
	HOLDS(status != CS_CELL_AMBIGUOUS || mark == CS_MARK_UNKNOWN);
	HOLDS(status != CS_CELL_OTHER_HABIT || mark != CS_MARK_UNKNOWN);
	if (status == CS_CELL_OK)
		check_value(*value);
	return status;
}

static void check_marks(const char *text, size_t size, bool round)
{
	cs_micros value[3];
	enum cs_cell_status status[3];
	enum cs_mark settles = cs_amount_settles(text, size);

	for (int i = 0; i < 3; i++)
		status[i] =
		    check_mark(text, size, (enum cs_mark)i, round, &value[i]);
	if (settles != CS_MARK_UNKNOWN) {
		HOLDS(status[settles] == status[CS_MARK_UNKNOWN]);
		HOLDS(value[settles] == value[CS_MARK_UNKNOWN]);
		HOLDS(status[CS_MARK_DOT + CS_MARK_COMMA - settles] ==
		      CS_CELL_OTHER_HABIT);
	} else if (status[CS_MARK_UNKNOWN] == CS_CELL_AMBIGUOUS) {
		HOLDS(status[CS_MARK_DOT] == CS_CELL_OK ||
		      status[CS_MARK_COMMA] == CS_CELL_OK);
		HOLDS(value[CS_MARK_DOT] == value[CS_MARK_COMMA] * 1000 ||
		      value[CS_MARK_DOT] * 1000 == value[CS_MARK_COMMA]);
	} else {
		HOLDS(status[CS_MARK_DOT] == status[CS_MARK_UNKNOWN]);
		HOLDS(status[CS_MARK_COMMA] == status[CS_MARK_UNKNOWN]);
		HOLDS(value[CS_MARK_DOT] == value[CS_MARK_COMMA]);
	}
}

/* The bytes also serve as two factors. */
static void check_product(const uint8_t *data, size_t size)
{
	cs_micros factor[2] = { 0, 0 }, one = 0, two = 0;
	bool rounded = false;
	enum cs_cell_status status;

	memcpy(factor, data, size < sizeof(factor) ? size : sizeof(factor));
	status = cs_amount_multiply(factor[0], factor[1], true, &one, &rounded);
	HOLDS(status ==
	      cs_amount_multiply(factor[1], factor[0], true, &two, NULL));
	HOLDS(one == two && status != CS_CELL_PRECISION);
	if (status == CS_CELL_OK) {
		cs_sum off =
		    (cs_sum)factor[0] * factor[1] - (cs_sum)one * CS_MICROS;

		HOLDS(off >= -CS_MICROS / 2 && off <= CS_MICROS / 2);
		HOLDS(rounded == (off != 0));
		status =
		    cs_amount_multiply(factor[0], factor[1], false, &two, NULL);
		HOLDS(status == (rounded ? CS_CELL_PRECISION : CS_CELL_OK));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_marks((const char *)data, size, false);
	check_marks((const char *)data, size, true);
	check_product(data, size);
	return 0;
}
