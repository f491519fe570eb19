/* span.c - see span.h. */
#include "cell/span.h"

#include <string.h>

#include "base/moment.h"
#include "base/text.h"
#include "base/word.h"
#include "cell/cell.h"
#include "cell/cursor.h"

/* Longer than any ticket is open: a century. */
static const double longest = 3.2e9;

/* 12, 12.5 or 12,5; false if no digit is there. */
static bool take_number(struct cs_cursor *t, double *number)
{
	double place = 1;
	bool mark = false;

	if (!cs_is_digit(cs_cursor_peek(t)))
		return false;
	for (*number = 0; t->at < t->end; t->at++) {
		char c = *t->at;

		if (cs_is_digit(c) && mark)
			*number += (c - '0') * (place /= 10);
		else if (cs_is_digit(c))
			*number = *number * 10 + (c - '0');
		else if ((c == '.' || c == ',') && !mark)
			mark = true;
		else
			break;
	}
	return true;
}

/* :05 */
static bool take_sixtieth(struct cs_cursor *t, double *number)
{
	unsigned n;

	if (!cs_cursor_skip(t, ":") || cs_cursor_number(t, &n) != 2 || n > 59)
		return false;
	*number = n;
	return true;
}

/* The letters behind a number: d, h, Hrs, hours, m, min, s, sec; 0: none. */
static int64_t take_unit(struct cs_cursor *t)
{
	static const struct {
		const char *names;
		int64_t seconds;
	} units[] = {
		{ "d day days tag tage jour jours dia dias", CS_DAY_SECONDS },
		{ "h hr hrs hour hours std stunde stunden heure heures hora "
		  "horas",
		  CS_HOUR },
		{ "m min mins minute minutes minuten minuto minutos",
		  CS_MINUTE },
		{ "s sec secs second seconds sekunde sekunden seconde secondes "
		  "segundo segundos",
		  1 },
	};
	char word[16];
	size_t n = 0;

	cs_cursor_skip_blanks(t);
	for (; cs_is_letter(cs_cursor_peek(t)); t->at++)
		if (n < sizeof word)
			word[n++] = (char)(*t->at | 0x20);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (cs_word_among(word, n, units[i].names, ' '))
			return units[i].seconds;
	return 0;
}

/* "1:05" may be followed by the unit of its first number: "00:20 Hrs". */
static bool ends_in_hours(struct cs_cursor *t)
{
	return t->at == t->end || (take_unit(t) == CS_HOUR && t->at == t->end);
}

/* Numbers with their units, up to the end; or one with hours and minutes. */
static bool read_parts(struct cs_cursor t, double *sum)
{
	double number, minutes = 0, seconds = 0;
	bool any = false;

	*sum = 0;
	while (t.at < t.end) {
		int64_t unit;

		if (!take_number(&t, &number))
			return false;
		if (cs_cursor_peek(&t) == ':') {
			if (!take_sixtieth(&t, &minutes))
				return false;
			take_sixtieth(&t, &seconds);
			*sum +=
			    number * CS_HOUR + minutes * CS_MINUTE + seconds;
			return ends_in_hours(&t);
		}
		unit = take_unit(&t);
		if (unit == 0 && cs_is_digit(cs_cursor_peek(&t)))
			unit = CS_DAY_SECONDS; /* 2 1:05:30 */
		if (unit == 0)
			return false;
		*sum += number * (double)unit;
		cs_cursor_skip(&t, ",");
		cs_cursor_skip_blanks(&t);
		any = true;
	}
	return any;
}

bool cs_span_bare(const char *text, size_t length)
{
	struct cs_cursor t;
	double number;

	cs_cell_trim(&text, &length);
	t = (struct cs_cursor){ text, text + length };
	return take_number(&t, &number) && t.at == t.end;
}

bool cs_span_read(const char *text, size_t length, int64_t unit,
		  int64_t *seconds)
{
	struct cs_cursor t;
	double sum;

	cs_cell_trim(&text, &length);
	t = (struct cs_cursor){ text, text + length };
	if (take_number(&t, &sum) && t.at == t.end) {
		if (unit == 0)
			return false;
		sum *= (double)unit;
	} else if (!read_parts((struct cs_cursor){ text, text + length },
			       &sum)) {
		return false;
	}
	*seconds = (int64_t)(sum + .5);
	return sum < longest;
}
