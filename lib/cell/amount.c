/*
 * amount.c - see amount.h.
 *
 * A cell is taken apart from left to right: what stands before the number, the
 * number itself (its separators looked at, its digits not yet), what stands
 * behind.
 */
#include "cell/amount.h"

#include "cell/currency.h"
#include "cell/cursor.h"

enum { DECIMALS = 6 };

static bool is_point(char c)
{
	return c == '.' || c == ',';
}

/* --- what stands around a number */

struct around {
	unsigned minus, plus, open, close, signs, codes;
	struct cs_text sign, code;
};

static bool skip_minus(struct cs_cursor *t)
{
	return cs_cursor_skip(t, "-") || cs_cursor_skip(t, "\xE2\x88\x92") ||
	       cs_cursor_skip(t, "\xE2\x80\x93") ||
	       cs_cursor_skip(t, "\xE2\x80\x94");
}

/* CR behind a number is a credit, which is paid back, and DR a debit. */
static bool take_credit(struct cs_cursor *t, struct around *around)
{
	static const char *const words[] = {
		"CR", "Cr", "cr", "DR", "Dr", "dr"
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct cs_cursor after = *t;

		if (!cs_cursor_skip(&after, words[i]) ||
		    cs_currency_word_goes_on(&after))
			continue;
		cs_cursor_skip(&after, ".");
		*t = after;
		*(i < 3 ? &around->minus : &around->plus) += 1;
		return true;
	}
	return false;
}

/* Takes what may stand before, or behind, a number, as far as it goes. */
static void take_around(struct cs_cursor *t, struct around *around, bool behind)
{
	while (t->at < t->end && !cs_is_digit(*t->at)) {
		if (cs_cursor_skip_blank(t))
			continue;
		if (skip_minus(t))
			around->minus++;
		else if (cs_cursor_skip(t, "+"))
			around->plus++;
		else if (!behind && cs_cursor_skip(t, "("))
			around->open++;
		else if (behind && cs_cursor_skip(t, ")"))
			around->close++;
		else if (behind && take_credit(t, around))
			continue;
		else if (cs_currency_skip_sign(t, behind, &around->sign))
			around->signs++;
		else if (cs_currency_skip_code(t, &around->code))
			around->codes++;
		else
			return;
	}
}

static bool around_fits(const struct around *a)
{
	return a->open == a->close && a->minus + a->plus + a->open <= 1 &&
	       a->signs <= 1 && a->codes <= 1 &&
	       (a->signs + a->codes < 2 || cs_currency_agree(a->sign, a->code));
}

/* --- the number */

struct number {
	struct cs_cursor digits; /* from first to last digit or leading mark */
	const char
	    *mark;     /* the decimal mark in it, or one that may be; or NULL */
	bool two_ways; /* *mark may as well separate thousands */
	char no_cents; /* the mark of ",-" behind the digits; or 0 */
	struct cs_text currency; /* its code, else its sign, else empty */
	enum cs_mark settles;
	bool negative;
};

/* The groups of digits between separators of thousands, as they are closed. */
struct groups {
	size_t count;	    /* closed groups */
	size_t first, last; /* their digits */
	bool threes, twos;  /* all between first and last have 3, have 2 */
};

static void close_group(struct groups *g, size_t digits)
{
	if (g->count == 0)
		g->first = digits;
	if (g->count > 1) {
		g->threes = g->threes && g->last == 3;
		g->twos = g->twos && g->last == 2;
	}
	g->last = digits;
	g->count++;
}

static bool groups_fit(const struct groups *g, const struct number *number,
		       char separator)
{
	if (g->first < 1 || g->first > 3 || g->last != 3 ||
	    *number->digits.at == '0')
		return false;
	return g->threes || (g->twos && separator == ',' && g->first <= 2);
}

/* What separates digits at t, as one character of its kind; or 0. */
static char take_separator(struct cs_cursor *t)
{
	char c = cs_cursor_peek(t);

	if (is_point(c) || c == ' ' || c == '\'') {
		t->at++;
		return c;
	}
	if (cs_cursor_skip(t, "\xC2\xA0") || cs_cursor_skip(t, "\xE2\x80\xAF"))
		return ' ';
	return cs_cursor_skip(t, "\xE2\x80\x99") ? '\'' : '\0';
}

static size_t take_digits(struct cs_cursor *t)
{
	const char *start = t->at;

	while (cs_is_digit(cs_cursor_peek(t)))
		t->at++;
	return (size_t)(t->at - start);
}

static enum cs_mark mark_of(char c)
{
	return c == '.' ? CS_MARK_DOT : CS_MARK_COMMA;
}

/* A number with one kind of separator, which stood `count` times, last at
 * `where`. */
static bool judge_one_kind(struct number *number, const struct groups *groups,
			   char kind, size_t count, const char *where)
{
	bool thousands = groups_fit(groups, number, kind);

	if (number->no_cents != 0 && number->no_cents != kind) {
		number->settles = mark_of(number->no_cents);
		return thousands;
	}
	if (!is_point(kind))
		return thousands;
	if (number->no_cents != 0)
		count++; /* 1.250.-: no mark, whatever stands at the end */
	if (count > 1) {
		number->settles = mark_of(kind == '.' ? ',' : '.');
		return thousands;
	}
	number->mark = where;
	number->two_ways = thousands;
	number->settles = thousands ? CS_MARK_UNKNOWN : mark_of(kind);
	return groups->last > 0;
}

/* Looks at the separators in number->digits and fills in the rest. */
static bool judge(struct number *number)
{
	struct cs_cursor t = number->digits;
	struct groups groups = { 0, 0, 0, true, true };
	size_t run = take_digits(&t), count = 0;
	const char *where = NULL;
	char kind = '\0', c;

	while (t.at < t.end) {
		const char *here = t.at;

		c = take_separator(&t);
		if (!c || number->mark)
			return false;
		close_group(&groups, run);
		if (count++ == 0) {
			kind = c;
		} else if (c != kind) {
			if (!is_point(c) || !groups_fit(&groups, number, kind))
				return false;
			number->mark = here;
			number->settles = mark_of(c);
		}
		where = here;
		run = take_digits(&t);
	}
	if (count == 0 && number->no_cents != 0)
		number->settles = mark_of(number->no_cents);
	if (count == 0)
		return run > 0;
	if (number->mark)
		return run > 0 && number->no_cents == 0;
	close_group(&groups, run);
	return judge_one_kind(number, &groups, kind, count, where);
}

/*
 * Behind a number, what says that there are no cents: ",-", ".--", and "/-" or
 * "/=", which stand behind thousands set apart in any way. The mark; or 0.
 */
static char take_no_cents(struct cs_cursor *t)
{
	struct cs_cursor after = *t;
	char mark = cs_cursor_peek(t);

	if (!is_point(mark) && mark != '/')
		return '\0';
	after.at++;
	if (!skip_minus(&after) &&
	    !(mark == '/' && cs_cursor_skip(&after, "=")))
		return '\0';
	skip_minus(&after);
	if (skip_minus(&after))
		return '\0';
	*t = after;
	return mark == '/' ? '\0' : mark;
}

/* Takes a cell apart: CS_CELL_OK, CS_CELL_EMPTY or CS_CELL_BAD. */
static enum cs_cell_status dissect(const char *text, size_t length,
				   struct number *number)
{
	struct around around = { 0 };
	struct cs_cursor t;
	const char *end;

	cs_cell_trim(&text, &length);
	if (cs_cell_empty(text, length))
		return CS_CELL_EMPTY;
	t.at = text;
	t.end = end = text + length;
	take_around(&t, &around, false);
	while (end > t.at && !cs_is_digit(end[-1]))
		end--;
	if (end == t.at || !(cs_is_digit(*t.at) || is_point(*t.at)))
		return CS_CELL_BAD;
	*number = (struct number){ .digits = { t.at, end } };
	t.at = end;
	number->no_cents = take_no_cents(&t);
	take_around(&t, &around, true);
	number->negative = around.minus || around.open;
	number->currency = around.codes ? around.code : around.sign;
	return t.at == t.end && around_fits(&around) && judge(number)
		   ? CS_CELL_OK
		   : CS_CELL_BAD;
}

/* --- its value */

static enum cs_cell_status evaluate(const struct number *number, bool round,
				    cs_micros *value, bool *rounded)
{
	const char *p = number->digits.at, *end = number->digits.end;
	unsigned decimals = 0;
	bool behind = false, more = false, inexact;
	char next = '0'; /* first digit dropped; `more`: those after it count */
	uint64_t sum = 0;

	for (; p < end && decimals < DECIMALS; p++) {
		behind = behind || p == number->mark;
		if (!cs_is_digit(*p))
			continue;
		decimals += behind;
		if (__builtin_mul_overflow(sum, 10u, &sum) ||
		    __builtin_add_overflow(sum, (uint64_t)(*p - '0'), &sum))
			return CS_CELL_RANGE;
	}
	if (p < end)
		next = *p++;
	for (; p < end; p++)
		more = more || *p != '0';
	for (; decimals < DECIMALS; decimals++)
		if (__builtin_mul_overflow(sum, 10u, &sum))
			return CS_CELL_RANGE;
	if (sum > INT64_MAX)
		return CS_CELL_RANGE;
	inexact = next != '0' || more;
	if (inexact && !round)
		return CS_CELL_PRECISION;
	if (next > '5' || (next == '5' && (more || sum % 2 == 1)))
		sum++; /* half to even */
	if (sum > INT64_MAX)
		return CS_CELL_RANGE;
	*value = number->negative ? -(cs_micros)sum : (cs_micros)sum;
	if (rounded)
		*rounded = inexact;
	return CS_CELL_OK;
}

/* As cs_amount_parse_plain(), for longer ones: up to twelve digits and six
 * decimals. */
static bool parse_long(const char *text, size_t length, enum cs_mark mark,
		       cs_micros *value)
{
	struct cs_cursor t = { text, text + length };
	bool minus = cs_cursor_skip(&t, "-");
	size_t decimals = 0, digits = 0;
	cs_micros number = 0;

	for (; cs_is_digit(cs_cursor_peek(&t)) && digits < 12; digits++)
		number = number * 10 + (*t.at++ - '0');
	if (digits > 0 && cs_cursor_skip(&t, ".")) {
		for (; cs_is_digit(cs_cursor_peek(&t)) && decimals < DECIMALS;
		     decimals++)
			number = number * 10 + (*t.at++ - '0');
		if (mark == CS_MARK_COMMA || decimals == 0 ||
		    (decimals == 3 && mark == CS_MARK_UNKNOWN))
			return false;
	}
	if (t.at < t.end || digits == 0)
		return false;
	for (; decimals < DECIMALS; decimals++)
		number *= 10;
	*value = minus ? -number : number;
	return true;
}

enum cs_cell_status cs_amount_parse_any(const char *text, size_t length,
					enum cs_mark mark, bool round,
					cs_micros *value, bool *rounded)
{
	struct number number;
	enum cs_cell_status status;

	if (length > 8 && parse_long(text, length, mark, value)) {
		if (rounded)
			*rounded = false;
		return CS_CELL_OK;
	}
	status = dissect(text, length, &number);
	if (status != CS_CELL_OK)
		return status;
	if (number.settles != CS_MARK_UNKNOWN && mark != CS_MARK_UNKNOWN &&
	    mark != number.settles)
		return CS_CELL_OTHER_HABIT;
	if (number.two_ways && mark == CS_MARK_UNKNOWN)
		return CS_CELL_AMBIGUOUS;
	if (number.two_ways && mark != mark_of(*number.mark))
		number.mark = NULL;
	return evaluate(&number, round, value, rounded);
}

struct cs_text cs_amount_currency_any(const char *text, size_t length)
{
	struct number number;

	return dissect(text, length, &number) == CS_CELL_OK
		   ? number.currency
		   : (struct cs_text){ "", 0 };
}

bool cs_amount_is_credit(const char *text, size_t length)
{
	cs_cell_trim(&text, &length);
	length -= length > 0 && text[length - 1] == '.';
	return length > 2 && (text[length - 1] | 32) == 'r' &&
	       (text[length - 2] | 32) == 'c' &&
	       !cs_is_letter(text[length - 3]);
}

bool cs_amount_is_dash(const char *text, size_t length)
{
	struct around around = { 0 };
	struct cs_cursor t;

	cs_cell_trim(&text, &length);
	t = (struct cs_cursor){ text, text + length };
	take_around(&t, &around, false);
	return t.at == t.end && around.minus == 1 && around_fits(&around);
}

enum cs_mark cs_amount_settles(const char *text, size_t length)
{
	struct number number;
	cs_micros value;

	/* most cells; of these, none with a mark can be read in two ways */
	if (cs_amount_parse_plain(text, length, CS_MARK_UNKNOWN, &value))
		return memchr(text, '.', length) != NULL ? CS_MARK_DOT
							 : CS_MARK_UNKNOWN;
	return dissect(text, length, &number) == CS_CELL_OK ? number.settles
							    : CS_MARK_UNKNOWN;
}

enum cs_cell_status cs_amount_multiply(cs_micros quantity, cs_micros price,
				       bool round, cs_micros *product,
				       bool *rounded)
{
	cs_micros narrow;
	cs_sum exact, whole, rest;

	/* nearly always 64 bits do, and dividing them is much cheaper */
	if (!__builtin_mul_overflow(quantity, price, &narrow) &&
	    narrow % CS_MICROS == 0) {
		*product = narrow / CS_MICROS;
		if (rounded)
			*rounded = false;
		return CS_CELL_OK;
	}
	exact = (cs_sum)quantity * price;
	whole = exact / CS_MICROS;
	rest = exact % CS_MICROS;
	if (whole > INT64_MAX || whole < -INT64_MAX)
		return CS_CELL_RANGE;
	if (rest != 0 && !round)
		return CS_CELL_PRECISION;
	if (rest < 0)
		rest = -rest;
	if (rest > CS_MICROS / 2 || (rest == CS_MICROS / 2 && whole % 2 != 0))
		whole += exact < 0 ? -1 : 1;
	if (whole > INT64_MAX || whole < -INT64_MAX)
		return CS_CELL_RANGE;
	*product = (cs_micros)whole;
	if (rounded)
		*rounded = rest != 0;
	return CS_CELL_OK;
}
