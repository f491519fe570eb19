/* number.c - numbers as text: see number.h. */
#include "report/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "report/internal.h"

void cs_add_double(struct cs_buf *out, double value)
{
	char text[32];

	if (cs_shortest(value, text)) {
		cs_buf_adds(out, text);
		return;
	}
	if (value == 0) /* also -0 */
		value = 0;
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	cs_buf_adds(out, text);
}

/* Appends "-1234.50" as "-1,234.50". */
static void add_grouped(struct cs_buf *out, const char *number)
{
	size_t digits;

	if (*number == '-')
		cs_buf_addc(out, *number++);
	digits = strspn(number, "0123456789");
	for (; digits > 0; digits--, number++) {
		cs_buf_addc(out, *number);
		if (digits > 1 && digits % 3 == 1)
			cs_buf_addc(out, ',');
	}
	cs_buf_adds(out, number);
}

/* True if only zeros are left after rounding. */
static bool all_zero(const char *number)
{
	return number[strspn(number, "-0.")] == '\0';
}

void cs_add_rounded(struct cs_buf *out, double value, int decimals)
{
	char text[40];

	if (!(fabs(value) < 1e15)) {
		cs_buf_addf(out, "%.6g", value);
		return;
	}
	snprintf(text, sizeof text, "%.*f", decimals, value);
	if (all_zero(text)) {
		if (value > 0)
			snprintf(text, sizeof text, "%.*f", decimals,
				 pow(10, -decimals));
		cs_buf_adds(out, value > 0 ? "<" : "");
		cs_buf_adds(out, text + (*text == '-'));
		return;
	}
	add_grouped(out, text);
}

struct cs_figure cs_figure(double value, int decimals)
{
	struct cs_buf text = CS_BUF_INIT;
	struct cs_figure figure;

	cs_add_rounded(&text, value, decimals);
	snprintf(figure.text, sizeof figure.text, "%s", text.data);
	cs_buf_release(&text);
	return figure;
}

struct cs_figure cs_counted(int64_t count, const char *noun)
{
	struct cs_figure figure = cs_figure((double)count, 0);
	size_t length = strlen(figure.text);

	snprintf(figure.text + length, sizeof figure.text - length, " %s%s",
		 noun, count == 1 ? "" : "s");
	return figure;
}

/* `micros` rounded half to even to `decimals`, again in micros. */
static cs_sum round_money(cs_sum micros, int decimals)
{
	cs_sum unit = 1, quotient, rest;

	for (int i = decimals; i < 6; i++)
		unit *= 10;
	quotient = micros / unit;
	rest = micros % unit;
	if (rest < 0)
		rest = -rest;
	if (2 * rest > unit || (2 * rest == unit && quotient % 2 != 0))
		quotient += micros < 0 ? -1 : 1;
	return quotient * unit;
}

void cs_add_money(struct cs_buf *out, cs_sum micros, int decimals)
{
	char exact[CS_MONEY_SIZE];
	const char *point;
	int present = 0;

	cs_money_format(round_money(micros, decimals), exact);
	add_grouped(out, exact);
	point = strchr(exact, '.');
	if (point)
		present = (int)strlen(point + 1);
	else if (decimals > 0)
		cs_buf_addc(out, '.');
	for (; present < decimals; present++)
		cs_buf_addc(out, '0');
}

enum { COUNT_SIZE = 24 };

/* Into the end of `out`; returns where it begins. A long list has many, for
 * which printf() takes three times as long. */
static const char *format_count(int64_t count, char out[static COUNT_SIZE])
{
	uint64_t rest = count < 0 ? -(uint64_t)count : (uint64_t)count;
	char *at = out + COUNT_SIZE - 1;

	*at = '\0';
	do
		*--at = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (count < 0)
		*--at = '-';
	return at;
}

void cs_add_count(struct cs_buf *out, int64_t count)
{
	char text[COUNT_SIZE];

	add_grouped(out, format_count(count, text));
}

void cs_add_plain(struct cs_buf *out, enum cs_type type,
		  const struct cs_cell *cell)
{
	char money[CS_MONEY_SIZE], day[11], count[COUNT_SIZE];

	if (cell->null)
		return;
	switch (type) {
	case CS_TEXT: cs_buf_adds(out, cell->as.text); break;
	case CS_COUNT:
		cs_buf_adds(out, format_count(cell->as.count, count));
		break;
	case CS_MONEY:
		cs_buf_adds(out, cs_money_format(cell->as.money, money));
		break;
	case CS_REAL:
	case CS_SHARE:
	case CS_PERCENT: cs_add_double(out, cell->as.real); break;
	case CS_DATE: cs_buf_adds(out, cs_day_format(cell->as.day, day)); break;
	case CS_BOOL: cs_buf_adds(out, cell->as.flag ? "true" : "false"); break;
	}
}

bool cs_same_cells(const struct cs_table *table, size_t a, size_t b,
		   size_t column)
{
	enum cs_type type = table->columns[column].type;
	const struct cs_cell *p = cs_table_cell(table, a, column);
	const struct cs_cell *q = cs_table_cell(table, b, column);
	struct cs_buf x = CS_BUF_INIT, y = CS_BUF_INIT;
	bool same;

	cs_add_plain(&x, type, p);
	cs_add_plain(&y, type, q);
	same = p->null == q->null && strcmp(x.data, y.data) == 0;
	cs_buf_release(&x);
	cs_buf_release(&y);
	return same;
}

/* The fewest decimals, up to 3, that lose nothing that 3 would show. */
static int decimals_needed(double value)
{
	char text[40], *end;
	int decimals = 3;

	if (!(fabs(value) < 1e15))
		return 0;
	snprintf(text, sizeof text, "%.3f", value);
	for (end = text + strlen(text); decimals > 0 && end[-1] == '0'; end--)
		decimals--;
	return decimals;
}

/* The same of a cell of money, percents or null. */
static int cell_decimals(const struct cs_cell *cell, enum cs_type type)
{
	if (cell->null)
		return 0;
	if (type == CS_MONEY)
		return cell->as.money % CS_MICROS != 0 ? 2 : 0;
	return decimals_needed(cell->as.real);
}

int cs_column_decimals(const struct cs_table *table, size_t column)
{
	enum cs_type type = table->columns[column].type;
	int given = table->columns[column].decimals;
	int limit = type == CS_MONEY ? 6 : 9, most = 0;

	if (given != 0)
		return given < 0 ? 0 : given < limit ? given : limit;
	if (type != CS_MONEY && type != CS_PERCENT)
		return 1;
	for (size_t r = 0; r < cs_table_shown(table); r++) {
		int need = cell_decimals(cs_table_cell(table, r, column), type);

		most = need > most ? need : most;
	}
	return most;
}

void cs_add_printed(struct cs_buf *out, enum cs_type type, int decimals,
		    const struct cs_cell *cell, bool unit)
{
	if (cell->null) {
		cs_buf_addc(out, '-');
		return;
	}
	switch (type) {
	case CS_TEXT:
		cs_printable(out, cell->as.text, strlen(cell->as.text), 0);
		break;
	case CS_COUNT: cs_add_count(out, cell->as.count); break;
	case CS_MONEY: cs_add_money(out, cell->as.money, decimals); break;
	case CS_REAL: cs_add_rounded(out, cell->as.real, decimals); break;
	case CS_SHARE:
	case CS_PERCENT:
		cs_add_rounded(out,
			       cell->as.real * (type == CS_SHARE ? 100 : 1),
			       decimals);
		cs_buf_adds(out, unit ? " %" : "");
		break;
	case CS_BOOL: cs_buf_adds(out, cell->as.flag ? "yes" : "no"); break;
	case CS_DATE: cs_add_plain(out, type, cell); break;
	}
}

void cs_add_group(struct cs_buf *out, const struct cs_cell *cell)
{
	static const char all[] = "(all)";
	const char *quote =
	    !cell->null && strcmp(cell->as.text, all) == 0 ? "\"" : "";

	if (cell->null) {
		cs_buf_adds(out, all);
		return;
	}
	cs_buf_adds(out, quote);
	cs_add_printed(out, CS_TEXT, 0, cell, false);
	cs_buf_adds(out, quote);
}
