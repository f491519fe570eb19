/* date_looks.c - what a cell looks like that does not read as a date: see
 * date.h. */
#include <string.h>

#include "cell/date_parts.h"

/* Of what the cell is made. */
struct shape {
	size_t digits, numbers; /* numbers: runs of digits */
	size_t letters;		/* of the longest word */
	size_t first;		/* digits of the first number */
	bool alone;		/* a number, maybe with a fraction */
};

static struct shape shape_of(const char *text, size_t length)
{
	struct shape shape = { .alone = true };
	size_t letters = 0;
	bool within = false;

	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];
		bool digit = cs_is_digit(text[i]);

		shape.numbers += digit && !within;
		shape.digits += digit;
		shape.first += digit && shape.numbers == 1;
		if (c < 0x80 && !cs_is_letter(text[i]))
			letters = 0;
		else
			letters += c < 0x80 || c >= 0xC0; /* first bytes */
		shape.letters =
		    letters > shape.letters ? letters : shape.letters;
		shape.alone = shape.alone &&
			      (digit || (i > 0 && shape.numbers == 1 &&
					 (text[i] == '.' || text[i] == ',')));
		within = digit;
	}
	shape.alone = shape.alone && shape.numbers > 0;
	return shape;
}

static const char *look_at_number(const char *text, size_t length,
				  size_t digits, enum cs_date_kind told)
{
	enum cs_date_kind kind = cs_date_number(text, length);

	if (kind != CS_DATE_AUTO && kind == told)
		return NULL;
	switch (kind) {
	case CS_DATE_SERIAL:
		return "it looks like a spreadsheet's day number: "
		       "--%pdate-format serial reads a column of these";
	case CS_DATE_EPOCH:
		return "it looks like seconds since 1970: --%pdate-format "
		       "epoch reads a column of these";
	case CS_DATE_EPOCH_MS:
		return "it looks like milliseconds since 1970: "
		       "--%pdate-format epoch_ms reads a column of these";
	default: break;
	}
	if (digits == 6)
		return "it looks like year, month and day in six digits: "
		       "--%pdate-format %%y%%m%%d reads these, or %%d%%m%%y";
	if (digits == 8)
		return "it looks like eight digits that begin with the day or "
		       "the month: --%pdate-format %%d%%m%%Y reads these, or "
		       "%%m%%d%%Y";
	if (digits <= 5 && told != CS_DATE_DAYS)
		return "it looks like a number of days: --%pdate-format days "
		       "reads these, counted from 1970-01-01 or from any day; "
		       "--%pdate-format serial reads a spreadsheet's";
	return NULL;
}

/* A month's name in one of the languages, anywhere. */
static bool names_month(const char *text, size_t length)
{
	struct cs_cursor t = { text, text + length };

	while (t.at < t.end) {
		if (cs_date_take_month(&t) != 0)
			return true;
		while (t.at < t.end &&
		       (cs_is_letter(*t.at) || (unsigned char)*t.at >= 0x80))
			t.at++;
		while (t.at < t.end && !cs_is_letter(*t.at) &&
		       (unsigned char)*t.at < 0x80)
			t.at++;
	}
	return false;
}

static const char *look_at_words(const char *text, size_t length,
				 const struct shape *shape)
{
	if (names_month(text, length))
		return shape->numbers == 1
			   ? "it looks like a date without its day or its year"
			   : NULL;
	return shape->numbers >= 2
		   ? "names of months are read in English, German, French, "
		     "Spanish, Portuguese, Italian, Dutch and Indonesian"
		   : NULL;
}

const char *cs_date_looks(const char *text, size_t length,
			  const struct cs_date_format *format)
{
	static const struct cs_date_format automatic = CS_DATE_FORMAT_INIT;
	struct cs_date_readings found;
	struct cs_time time;
	struct shape shape;
	cs_day day;

	cs_cell_trim(&text, &length);
	shape = shape_of(text, length);
	if (shape.alone && shape.digits == shape.first + 3 &&
	    memchr(text, ',', length) != NULL)
		return "it looks like a number whose thousands are set apart";
	if (shape.alone)
		return look_at_number(text, length, shape.first, format->kind);
	if (format->kind != CS_DATE_AUTO &&
	    cs_date_parse(text, length, &automatic, &day) == CS_CELL_OK)
		return "without --%pdate-format it would be read";
	if (cs_date_readings(text, length, &found))
		return "--%pdate-format dmy, mdy or ymd says which number is "
		       "what";
	if (memchr(text, ':', length) != NULL &&
	    cs_date_clock_read(text, length, &time))
		return "it looks like a time without a date: name the column "
		       "of dates";
	if (shape.letters >= 3)
		return look_at_words(text, length, &shape);
	if (shape.letters == 0 && shape.numbers == 2 && shape.digits <= 6)
		return "it looks like a date without its day or its year";
	if (shape.letters == 0 && shape.numbers >= 3 && shape.digits <= 8)
		return "there is no such day";
	return NULL;
}
