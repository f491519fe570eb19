/* spelling.c - see spelling.h. */
#include "cell/spelling.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "cell/cell.h"

const char *const cs_key_change_names[CS_NKEY_CHANGES + 1] = {
	"case", "blanks", "zeros", "point-zero", "apostrophes", "signs", NULL,
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* --- what is no part of it ----------------------------------------------- */

/* Is `mark` on both sides, with something between? */
static bool within(struct cs_text key, const char *mark)
{
	size_t n = strlen(mark);

	return key.length > 2 * n && memcmp(key.bytes, mark, n) == 0 &&
	       memcmp(key.bytes + key.length - n, mark, n) == 0;
}

static struct cs_text inside(struct cs_text key, size_t before, size_t behind)
{
	struct cs_text text = { key.bytes + before,
				key.length - before - behind };

	cs_cell_trim(&text.bytes, &text.length);
	return text;
}

/* Without quotes around it, doubled or not, if there are no others. */
static struct cs_text unquoted(struct cs_text key)
{
	struct cs_text text = key;

	if (within(text, "\"\""))
		text = inside(text, 2, 2);
	else if (within(text, "\""))
		text = inside(text, 1, 1);
	return memchr(text.bytes, '"', text.length) == NULL ? text : key;
}

struct cs_text cs_key_bare(struct cs_text key)
{
	struct cs_text formula, text;

	cs_cell_trim(&key.bytes, &key.length);
	if (key.length < 2)
		return key;
	if (*key.bytes == '=') {
		formula = inside(key, 1, 0);
		text = unquoted(formula);
		return text.length < formula.length ? text : key;
	}
	if (within(key, "'"))
		return inside(key, 1, 1);
	if (*key.bytes == '\'' &&
	    (is_digit(key.bytes[1]) || strchr("=+-@", key.bytes[1]) != NULL))
		return inside(key, 1, 0);
	return unquoted(key);
}

/* Characters that are as they should be, whatever stands beside them: from, to,
 * ... Most letters of names; not marks, nor what nobody sees. */
static bool is_settled(uint32_t c)
{
	static const uint32_t ranges[][2] = {
		{ 0x20, 0xAC },	    { 0xAE, 0x2FF },	{ 0x388, 0x3FF },
		{ 0x400, 0x482 },   { 0x48A, 0x52F },	{ 0x5D0, 0x5EA },
		{ 0x620, 0x64A },   { 0x1E00, 0x1EFF }, { 0x2010, 0x2027 },
		{ 0x3041, 0x3096 }, { 0x30A1, 0x30FE }, { 0x3400, 0x4DBF },
		{ 0x4E00, 0x9FFF }, { 0xAC00, 0xD7A3 },
	};

	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (c <= ranges[i][1])
			return c >= ranges[i][0];
	return false;
}

static bool continues(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* Of how many bytes is the settled letter beyond ASCII that begins here? 0: it
 * is something else. */
static size_t settled_letter(const unsigned char *p, size_t left)
{
	uint32_t c;

	if (left < 2 || *p < 0xC3 || *p > 0xED || !continues(p[1]))
		return 0;
	if (*p < 0xE0) {
		c = (*p & 0x1Fu) << 6 | (p[1] & 0x3Fu);
		return is_settled(c) ? 2 : 0;
	}
	if (left < 3 || !continues(p[2]))
		return 0;
	c = (*p & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	return c >= 0x800 && is_settled(c) ? 3 : 0;
}

bool cs_key_settled(struct cs_text key)
{
	const unsigned char *p = (const unsigned char *)key.bytes;

	for (size_t at = 0, n; at < key.length; at += n) {
		n = p[at] < 0x80 ? 1 : settled_letter(p + at, key.length - at);
		if (n == 0)
			return false;
	}
	return true;
}

bool cs_key_normal(struct cs_text key, struct cs_buf *out)
{
	utf8proc_uint8_t *normal = NULL;
	utf8proc_ssize_t length;
	size_t at = 0, used;
	bool changed;

	while (at < key.length && is_settled(cs_utf8_decode(
				      key.bytes + at, key.length - at, &used)))
		at += used;
	if (at == key.length)
		return false;
	length = utf8proc_map(
	    (const utf8proc_uint8_t *)key.bytes, (utf8proc_ssize_t)key.length,
	    &normal, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_IGNORE);
	cs_mem_errno(length == UTF8PROC_ERROR_NOMEM ? ENOMEM : 0);
	changed = length > 0 && ((size_t)length != key.length ||
				 memcmp(normal, key.bytes, key.length) != 0);
	if (changed) {
		cs_buf_clear(out);
		cs_buf_add(out, normal, (size_t)length);
	}
	free(normal);
	return changed;
}

bool cs_key_masked(struct cs_text key)
{
	return memmem(key.bytes, key.length, "***", 3) != NULL;
}

/* --- what was done to it ------------------------------------------------- */

static size_t count_digits(const char *p, size_t length)
{
	size_t n = 0;

	while (n < length && is_digit(p[n]))
		n++;
	return n;
}

/* A digit, decimals, and E+11. */
static bool has_exponent(const char *key, size_t length)
{
	size_t at = 1;

	if (length < 5 || key[length - 3] != '+' || !is_digit(*key) ||
	    (key[length - 4] | 0x20) != 'e' ||
	    count_digits(key + length - 2, 2) < 2)
		return false;
	if (key[at] == '.' || key[at] == ',')
		at += 1 + count_digits(key + at + 1, length - at - 1);
	return at == length - 4;
}

bool cs_key_is_number(const char *key, size_t length)
{
	return count_digits(key, length) == length;
}

enum cs_key_damage cs_key_damage(const char *key, size_t length)
{
	size_t at = CS_KEY_DIGITS;

	if (has_exponent(key, length))
		return CS_KEY_EXPONENT;
	if (length <= CS_KEY_DIGITS || key[length - 1] != '0' ||
	    !cs_key_is_number(key, length))
		return CS_KEY_WHOLE;
	while (at < length && key[at] == '0')
		at++;
	return at == length ? CS_KEY_ROUNDED : CS_KEY_WHOLE;
}

/* --- folding ------------------------------------------------------------- */

/* A number so long that signs divide it: a telephone's, a tax number. */
static bool is_long_number(const char *key, size_t length)
{
	enum { LONG = 7 };
	size_t digits = 0;

	for (size_t i = 0; i < length; i++) {
		digits += is_digit(key[i]);
		if (is_letter(key[i]) || (unsigned char)key[i] >= 0x80)
			return false;
	}
	return digits >= LONG;
}

/* Three digits behind each comma, as 17,850 is written for 17850. */
static bool has_thousands(const char *key, size_t length)
{
	size_t digits = count_digits(key, length), at = digits;

	while (at < length && key[at] == ',' &&
	       count_digits(key + at + 1, length - at - 1) == 3)
		at += 4;
	return digits > 0 && digits < 4 && at > digits && at == length;
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
	       c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == '`' || c == 0xB4 || c == 0x2BC ||
	       c == 0x2018 || c == 0x2019 || c == 0x2032;
}

static bool is_sign(char c)
{
	return c != '\0' && strchr(".-/()+", c) != NULL;
}

/* Puts the small letter, if it has one that is not longer, where `c` was read
 * from; returns how many bytes it takes. */
static size_t lower(char *to, uint32_t c, size_t used)
{
	utf8proc_uint8_t small[4];
	utf8proc_ssize_t n =
	    utf8proc_encode_char(utf8proc_tolower((utf8proc_int32_t)c), small);

	if (n <= 0 || (size_t)n > used)
		return used;
	memcpy(to, small, (size_t)n);
	return (size_t)n;
}

/* Is the character left out? */
static bool goes(uint32_t c, unsigned changes)
{
	return ((changes & CS_KEY_BLANKS) != 0 && is_blank(c)) ||
	       ((changes & CS_KEY_APOSTROPHES) != 0 && is_apostrophe(c));
}

/* Characters and blanks. */
static size_t fold_characters(char *key, size_t length, unsigned changes)
{
	bool small = (changes & CS_KEY_CASE) != 0;
	size_t kept = 0, used;

	for (size_t i = 0; i < length; i += used) {
		uint32_t c = (unsigned char)key[i];

		used = 1;
		if (c > '\'' && c < 0x80 &&
		    c != '`') { /* what most characters are */
			if (small && c >= 'A' && c <= 'Z')
				c |= 0x20;
			key[kept++] = (char)c;
			continue;
		}
		if (c >= 0x80)
			c = cs_utf8_decode(key + i, length - i, &used);
		if (goes(c, changes))
			continue;
		memmove(key + kept, key + i, used);
		kept += small && c >= 0x80 ? lower(key + kept, c, used) : used;
	}
	return kept > 0 ? kept : length; /* then nothing was moved */
}

/* Signs, before an end that stays. */
static size_t fold_signs(char *key, size_t length, size_t end)
{
	size_t kept = 0;

	bool thousands = has_thousands(key, end);

	if (!thousands && !is_long_number(key, end))
		return length;
	for (size_t i = 0; i < length; i++)
		if (i >= end ||
		    !(is_sign(key[i]) || (thousands && key[i] == ',')))
			key[kept++] = key[i];
	return kept;
}

size_t cs_key_fold(char *key, size_t length, unsigned changes)
{
	size_t zeros = 0, end;

	length = end = fold_characters(key, length, changes);
	if (length > 2 && memcmp(key + length - 2, ".0", 2) == 0)
		end -= 2;
	if ((changes & CS_KEY_POINT_ZERO) != 0)
		length = end;
	if ((changes & CS_KEY_SIGNS) != 0)
		length = fold_signs(key, length, end);
	while ((changes & CS_KEY_ZEROS) != 0 && zeros + 1 < length &&
	       key[zeros] == '0')
		zeros++;
	memmove(key, key + zeros, length - zeros);
	return length - zeros;
}
