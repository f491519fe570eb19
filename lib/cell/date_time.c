/*
 * date_time.c - what may stand behind a date: a time of day and a zone. They
 * are only checked, see date.h.
 */
#include "cell/date.h"

#include "cell/cursor.h"

/* Reads exactly two digits. */
static bool take_two(struct cs_cursor *t, unsigned *number)
{
	return cs_cursor_number(t, number) == 2;
}

/* A letter in either case. */
static bool skip_either(struct cs_cursor *t, char upper)
{
	char c = cs_cursor_peek(t);

	if (c != upper && c != upper - 'A' + 'a')
		return false;
	t->at++;
	return true;
}

/* AM or PM, also written a.m. */
static bool skip_half(struct cs_cursor *t)
{
	struct cs_cursor after = *t;

	if (!skip_either(&after, 'A') && !skip_either(&after, 'P'))
		return false;
	cs_cursor_skip(&after, ".");
	if (!skip_either(&after, 'M'))
		return false;
	cs_cursor_skip(&after, ".");
	*t = after;
	return true;
}

static bool skip_offset(struct cs_cursor *t)
{
	unsigned number, width, minutes = 0;

	if (!cs_cursor_skip(t, "+") && !cs_cursor_skip(t, "-") &&
	    !cs_cursor_skip(t, "\xE2\x88\x92"))
		return false;
	width = cs_cursor_number(t, &number);
	if (width == 4) {
		minutes = number % 100;
		number /= 100;
	} else if (width != 2 ||
		   (cs_cursor_skip(t, ":") && !take_two(t, &minutes))) {
		return false;
	}
	return number <= 14 && minutes <= 59;
}

static bool skip_zone(struct cs_cursor *t)
{
	static const char *const american[] = { "EST", "EDT", "CST", "CDT",
						"MST", "MDT", "PST", "PDT" };

	if (!cs_is_letter(cs_cursor_peek(t)))
		return skip_offset(t);
	if (skip_either(t, 'Z'))
		return true;
	if (cs_cursor_skip(t, "UTC") || cs_cursor_skip(t, "GMT"))
		return t->at == t->end || skip_offset(t);
	for (size_t i = 0; i < sizeof(american) / sizeof(american[0]); i++)
		if (cs_cursor_skip(t, american[i]))
			return true;
	return false;
}

/* Hours, minutes and maybe seconds; without colons only if `compact`. */
static bool skip_clock(struct cs_cursor *t, bool compact, unsigned *hour)
{
	unsigned minute, second = 0, width = cs_cursor_number(t, hour);

	if (compact && (width == 4 || width == 6)) {
		if (width == 6) {
			second = *hour % 100;
			*hour /= 100;
		}
		minute = *hour % 100;
		*hour /= 100;
	} else if (width < 1 || width > 2 || !cs_cursor_skip(t, ":") ||
		   !take_two(t, &minute) ||
		   (cs_cursor_skip(t, ":") && !take_two(t, &second))) {
		return false;
	}
	return *hour <= 23 && minute <= 59 && second <= 60;
}

/* As skip_clock() for T or a space and HH:MM:SS, the usual form. */
static bool skip_plain_clock(struct cs_cursor *t, unsigned *hour)
{
	uint64_t word, pairs;

	if (cs_cursor_left(t) < 9 || (*t->at != 'T' && *t->at != ' '))
		return false;
	word = cs_cell_load8(t->at + 1) ^ 0x30303A30303A3030u; /* "00:00:00" */
	pairs = cs_cell_pairs(word);
	*hour = pairs & 0xFF;
	if (!cs_cell_within(word, 0x76767F76767F7676u) || *hour > 23 ||
	    (pairs >> 24 & 0xFF) > 59 || (pairs >> 48 & 0xFF) > 60)
		return false;
	t->at += 9;
	return true;
}

/* A fraction of the last number, AM or PM, a zone; then the end. */
static bool ends_well(struct cs_cursor *t, unsigned hour)
{
	if (cs_cursor_skip(t, ".") || cs_cursor_skip(t, ",")) {
		if (!cs_is_digit(cs_cursor_peek(t)))
			return false;
		while (cs_is_digit(cs_cursor_peek(t)))
			t->at++;
	}
	cs_cursor_skip_blanks(t);
	if (skip_half(t) && hour > 12)
		return false;
	cs_cursor_skip_blanks(t);
	if (t->at < t->end && !skip_zone(t))
		return false;
	cs_cursor_skip_blanks(t);
	return t->at == t->end;
}

bool cs_date_time_valid(const char *text, size_t length)
{
	struct cs_cursor t = { text, text + length };
	bool comma, apart, compact;
	unsigned hour;

	if (skip_plain_clock(&t, &hour))
		return t.at == t.end || ends_well(&t, hour);
	comma = cs_cursor_skip(&t, ",");
	apart = cs_cursor_skip_blanks(&t);
	if (t.at == t.end)
		return !comma;
	compact = !comma && !apart && skip_either(&t, 'T');
	return (comma || apart || compact) && skip_clock(&t, compact, &hour) &&
	       ends_well(&t, hour);
}
