/* date_time.c - what stands behind a date: a time of day and a zone; see
 * date.h. */
#include <string.h>

#include "cell/date_parts.h"

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

/* AM or PM, also written a.m. or a. m.; 'A', 'P' or NUL. */
static char take_half(struct cs_cursor *t)
{
	struct cs_cursor after = *t;
	char half = skip_either(&after, 'A')   ? 'A'
		    : skip_either(&after, 'P') ? 'P'
					       : '\0';

	if (half == '\0')
		return half;
	if (cs_cursor_skip(&after, "."))
		cs_cursor_skip_blanks(&after);
	if (!skip_either(&after, 'M'))
		return '\0';
	cs_cursor_skip(&after, ".");
	*t = after;
	return half;
}

/* +02, +0200, +02:00; behind UTC also +2. */
static bool take_offset(struct cs_cursor *t, bool short_hours, int32_t *seconds)
{
	unsigned number, width, minutes = 0;
	bool plus = cs_cursor_skip(t, "+");

	if (!plus && !cs_cursor_skip(t, "-") &&
	    !cs_cursor_skip(t, "\xE2\x88\x92"))
		return false;
	width = cs_cursor_number(t, &number);
	if (width == 4) {
		minutes = number % 100;
		number /= 100;
	} else if ((width != 2 && !(short_hours && width == 1)) ||
		   (cs_cursor_skip(t, ":") && !take_two(t, &minutes))) {
		return false;
	}
	*seconds = (int32_t)(number * 3600 + minutes * 60);
	if (!plus)
		*seconds = -*seconds;
	return number <= 14 && minutes <= 59;
}

/* Only names that mean one zone, wherever they are written. */
static bool take_zone_name(struct cs_cursor *t, int32_t *seconds)
{
	static const struct {
		const char *name;
		int hours;
	} zones[] = { { "EST", -5 }, { "EDT", -4 },  { "CST", -6 },
		      { "CDT", -5 }, { "MST", -7 },  { "MDT", -6 },
		      { "PST", -8 }, { "PDT", -7 },  { "WET", 0 },
		      { "WEST", 1 }, { "CET", 1 },   { "CEST", 2 },
		      { "MEZ", 1 },  { "MESZ", 2 },  { "EET", 2 },
		      { "EEST", 3 }, { "WIB", 7 },   { "WITA", 8 },
		      { "WIT", 9 },  { "AEST", 10 }, { "AEDT", 11 },
		      { "BRT", -3 } };
	const char *start = t->at;
	size_t n;

	while (cs_is_letter(cs_cursor_peek(t)))
		t->at++;
	n = (size_t)(t->at - start);
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
		if (strlen(zones[i].name) == n &&
		    memcmp(zones[i].name, start, n) == 0) {
			*seconds = zones[i].hours * 3600;
			return true;
		}
	return false;
}

static bool skip_utc(struct cs_cursor *t)
{
	return cs_cursor_skip(t, "UTC") || cs_cursor_skip(t, "GMT");
}

/* Z, UTC, UTC+7, GMT+0700. */
static bool take_universal(struct cs_cursor *t, int32_t *seconds)
{
	struct cs_cursor after;

	*seconds = 0;
	if (skip_either(t, 'Z'))
		return !cs_is_letter(cs_cursor_peek(t));
	if (!skip_utc(t))
		return false;
	after = *t;
	cs_cursor_skip_blanks(&after);
	if (cs_cursor_peek(&after) == '\0' || cs_cursor_peek(&after) == '(')
		return true;
	*t = after;
	return take_offset(t, true, seconds);
}

/* Words in brackets, which may say which offset a name stands for. */
static bool take_brackets(struct cs_cursor *t, bool known, int32_t *seconds)
{
	char open = cs_cursor_peek(t);
	struct cs_cursor inner = { t->at + 1, t->end - 1 };
	int32_t said;

	if ((open != '(' && open != '[') || cs_cursor_left(t) < 3 ||
	    t->end[-1] != (open == '(' ? ')' : ']') ||
	    memchr(inner.at, *inner.end, cs_cursor_left(&inner)) != NULL)
		return false;
	t->at = t->end;
	if (known)
		return true;
	if (!take_universal(&inner, &said) || inner.at < inner.end)
		return false;
	*seconds = said;
	return true;
}

static bool take_zone(struct cs_cursor *t, int32_t *seconds)
{
	struct cs_cursor start = *t;
	bool known = true;

	if (!cs_is_letter(cs_cursor_peek(t))) {
		if (!take_offset(t, false, seconds))
			return false;
	} else if (!take_universal(t, seconds)) {
		*t = start;
		known = take_zone_name(t, seconds);
	}
	cs_cursor_skip_blanks(t);
	return t->at == t->end ? known : take_brackets(t, known, seconds);
}

/* 10h30, 10 h 30, 10 h: behind the hour its letter, and maybe the minutes. */
static bool take_lettered(struct cs_cursor *t, unsigned *minute)
{
	struct cs_cursor after = *t;

	cs_cursor_skip_blanks(&after);
	if (!cs_cursor_skip(&after, "h") ||
	    cs_is_letter(cs_cursor_peek(&after)))
		return false;
	*t = after;
	cs_cursor_skip_blanks(&after);
	if (!cs_is_digit(cs_cursor_peek(&after)))
		return true;
	*t = after;
	return take_two(t, minute);
}

/* :30, .30, and maybe seconds behind the same mark. */
static bool take_marked(struct cs_cursor *t, const char *mark, unsigned *minute,
			unsigned *second)
{
	return cs_cursor_skip(t, mark) && take_two(t, minute) &&
	       (!cs_cursor_skip(t, mark) || take_two(t, second));
}

/* Hours, minutes and maybe seconds; without marks only if `compact`. */
static bool take_clock(struct cs_cursor *t, bool compact, unsigned *hour,
		       unsigned *rest)
{
	unsigned minute = 0, second = 0, width = cs_cursor_number(t, hour);
	const char *mark = cs_cursor_peek(t) == '.' && width == 2 ? "." : ":";

	if (compact && (width == 4 || width == 6)) {
		if (width == 6) {
			second = *hour % 100;
			*hour /= 100;
		}
		minute = *hour % 100;
		*hour /= 100;
	} else if (width < 1 || width > 2 ||
		   (!take_lettered(t, &minute) &&
		    !take_marked(t, mark, &minute, &second))) {
		return false;
	}
	/* a leap second is still of its day; 24:00 is the end of the day */
	*rest = minute * 60 + (second < 60 ? second : 59);
	return minute <= 59 && second <= 60 &&
	       (*hour <= 23 || (*hour == 24 && *rest == 0));
}

/* The clock, a fraction of its last number, AM or PM, a zone; then the end. */
static bool read_clock(struct cs_cursor *t, bool compact, struct cs_time *time)
{
	unsigned hour, rest;
	char half;

	*time = (struct cs_time){ .there = true };
	if (!take_clock(t, compact, &hour, &rest))
		return false;
	if (cs_cursor_skip(t, ".") || cs_cursor_skip(t, ",")) {
		if (!cs_is_digit(cs_cursor_peek(t)))
			return false;
		while (cs_is_digit(cs_cursor_peek(t)))
			t->at++;
	}
	cs_cursor_skip_blanks(t);
	half = take_half(t);
	if (half != '\0' && hour > 12)
		return false;
	if (half != '\0')
		hour = hour % 12 + (half == 'P' ? 12 : 0);
	time->seconds = (int32_t)(hour * 3600 + rest);
	cs_cursor_skip_blanks(t);
	if (cs_date_skip_clock_word(t))
		cs_cursor_skip_blanks(t);
	if (t->at < t->end) {
		time->zoned = true;
		if (!take_zone(t, &time->offset))
			return false;
	}
	return t->at == t->end;
}

bool cs_date_clock_read(const char *text, size_t length, struct cs_time *time)
{
	struct cs_cursor t = { text, text + length };

	return read_clock(&t, true, time);
}

/* 7 Oct 2025 at 9:50, 7 oct. 2025 a las 9:50, 07.10.2025 - 09:50 */
static void skip_joint(struct cs_cursor *t)
{
	if (cs_cursor_skip(t, "- ") || cs_date_skip_at(t))
		cs_cursor_skip_blanks(t);
	if (cs_date_skip_at(t))
		cs_cursor_skip_blanks(t);
}

bool cs_date_time_read(const char *text, size_t length, struct cs_time *time)
{
	struct cs_cursor t = { text, text + length };
	bool comma = cs_cursor_skip(&t, ","), apart, compact;

	*time = (struct cs_time){ 0 };
	apart = cs_cursor_skip_blanks(&t);
	if (t.at == t.end)
		return !comma;
	if (apart)
		skip_joint(&t);
	compact = !comma && !apart && skip_either(&t, 'T');
	return (comma || apart || compact) && read_clock(&t, compact, time);
}

/* --- the usual forms ----------------------------------------------------- */

/* HHMM or, with a colon, HH:MM, and no bytes above it. */
static inline bool is_hour_minute(uint64_t text, bool colon, unsigned most)
{
	uint64_t word = text ^ (colon ? 0x30303A3030u : 0x30303030u);
	uint64_t pairs = cs_cell_pairs(word);

	return cs_cell_within(word, colon ? 0x76767F7676u : 0x76767676u) &&
	       (pairs & 0xFF) <= most &&
	       (pairs >> (colon ? 24 : 16) & 0xFF) <= 59;
}

/* +HHMM or +HH:MM, the last bytes of at least eight. */
static inline bool is_plain_offset(const char *end, bool colon)
{
	uint64_t last = cs_cell_load8(end - 8);
	char sign = end[colon ? -6 : -5];

	return (sign == '+' || sign == '-') &&
	       is_hour_minute(last >> (colon ? 24 : 32), colon, 14);
}

/*
 * " 10:11", " 10:11:12" or "T10:11:12", the latter two also with Z, +HHMM or
 * +HH:MM, maybe behind a blank: what shops write in each row.
 */
static bool is_plain_time(const char *text, size_t length)
{
	const char *end = text + length;
	int32_t second;

	if (length < 6 || (*text != ' ' && *text != 'T'))
		return false;
	if (length == 6)
		return is_hour_minute(cs_cell_load4(text + 1) |
					  (uint64_t)(unsigned char)text[5]
					      << 32,
				      true, 23);
	if (length < 9 || !cs_date_clock_plain(text + 1, &second))
		return false;
	switch (length) {
	case 9: return true;
	case 10: return text[9] == 'Z';
	case 14: return is_plain_offset(end, false);
	case 15: return is_plain_offset(end, text[9] != ' ');
	case 16: return text[9] == ' ' && is_plain_offset(end, true);
	default: return false;
	}
}

bool cs_date_time_valid(const char *text, size_t length)
{
	struct cs_time time;

	return is_plain_time(text, length) ||
	       (cs_date_time_read(text, length, &time) &&
		time.seconds < CS_DAY_SECONDS);
}

static int32_t two_digits(const char *text)
{
	return (text[0] - '0') * 10 + (text[1] - '0');
}

bool cs_date_plain_time_read(const char *text, size_t length,
			     struct cs_time *time)
{
	if (length > 10 || !is_plain_time(text, length))
		return false;
	*time = (struct cs_time){
		.there = true,
		.zoned = length == 10,
		.seconds = two_digits(text + 1) * CS_HOUR +
			   two_digits(text + 4) * CS_MINUTE,
	};
	if (length > 6) /* a leap second is still of its day */
		time->seconds += text[7] == '6' ? 59 : two_digits(text + 7);
	return true;
}
