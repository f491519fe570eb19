/* utf8.c - see utf8.h. */
#include "base/utf8.h"

#include <string.h>

#define REPLACEMENT 0xFFFDu

uint32_t cs_utf8_decode(const char *bytes, size_t length, size_t *used)
{
	const unsigned char *p = (const unsigned char *)bytes;
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t need;
	uint32_t c;

	*used = 1;
	if (p[0] < 0x80)
		return p[0];
	need = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
	if (p[0] < 0xC2 || p[0] > 0xF4 || need > length)
		return REPLACEMENT;
	c = p[0] & (0x7Fu >> need);
	for (size_t i = 1; i < need; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return REPLACEMENT;
		c = c << 6 | (p[i] & 0x3Fu);
	}
	if (c < least[need] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return REPLACEMENT;
	*used = need;
	return c;
}

bool cs_utf8_valid(const char *bytes, size_t length)
{
	size_t used;

	while (length > 0) {
		/* the replacement character itself takes three bytes */
		if (cs_utf8_decode(bytes, length, &used) == REPLACEMENT &&
		    used == 1)
			return false;
		bytes += used;
		length -= used;
	}
	return true;
}

struct range {
	uint32_t first, last;
};

static bool in(uint32_t c, const struct range *ranges, size_t n)
{
	size_t low = 0;

	while (n > 0) {
		size_t half = n / 2;

		if (c > ranges[low + half].last) {
			low += half + 1;
			n -= half + 1;
		} else if (c >= ranges[low + half].first) {
			return true;
		} else {
			n = half;
		}
	}
	return false;
}

/* Blocks of combining and invisible characters that names really contain. */
static const struct range zero_width[] = {
	{ 0x0300, 0x036F }, { 0x0483, 0x0489 },	  { 0x0591, 0x05BD },
	{ 0x05BF, 0x05BF }, { 0x05C1, 0x05C2 },	  { 0x05C4, 0x05C5 },
	{ 0x0610, 0x061A }, { 0x064B, 0x065F },	  { 0x0670, 0x0670 },
	{ 0x06D6, 0x06DC }, { 0x06DF, 0x06E4 },	  { 0x06E7, 0x06E8 },
	{ 0x06EA, 0x06ED }, { 0x0900, 0x0902 },	  { 0x093A, 0x093A },
	{ 0x093C, 0x093C }, { 0x0941, 0x0948 },	  { 0x094D, 0x094D },
	{ 0x0951, 0x0957 }, { 0x0E31, 0x0E31 },	  { 0x0E34, 0x0E3A },
	{ 0x0E47, 0x0E4E }, { 0x1AB0, 0x1AFF },	  { 0x1DC0, 0x1DFF },
	{ 0x200B, 0x200F }, { 0x202A, 0x202E },	  { 0x2060, 0x2064 },
	{ 0x20D0, 0x20F0 }, { 0xFE00, 0xFE0F },	  { 0xFE20, 0xFE2F },
	{ 0xFEFF, 0xFEFF }, { 0xE0100, 0xE01EF },
};

/* East Asian wide and fullwidth blocks, and pictographs. */
static const struct range wide[] = {
	{ 0x1100, 0x115F },   { 0x231A, 0x231B },   { 0x2329, 0x232A },
	{ 0x23E9, 0x23EC },   { 0x2614, 0x2615 },   { 0x26A1, 0x26A1 },
	{ 0x2705, 0x2705 },   { 0x274C, 0x274C },   { 0x2E80, 0x303E },
	{ 0x3041, 0x33FF },   { 0x3400, 0x4DBF },   { 0x4E00, 0x9FFF },
	{ 0xA000, 0xA4CF },   { 0xA960, 0xA97F },   { 0xAC00, 0xD7A3 },
	{ 0xF900, 0xFAFF },   { 0xFE30, 0xFE6F },   { 0xFF00, 0xFF60 },
	{ 0xFFE0, 0xFFE6 },   { 0x17000, 0x18CFF }, { 0x1B000, 0x1B2FF },
	{ 0x1F300, 0x1F64F }, { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1F9FF },
	{ 0x1FA70, 0x1FAFF }, { 0x20000, 0x3FFFD },
};

static size_t columns_of(uint32_t c)
{
	if (c < 0x300)
		return 1;
	if (in(c, zero_width, sizeof zero_width / sizeof *zero_width))
		return 0;
	return in(c, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

size_t cs_utf8_prefix(const char *text, size_t length, size_t columns)
{
	size_t at = 0, used;

	while (at < length) {
		size_t w =
		    columns_of(cs_utf8_decode(text + at, length - at, &used));

		if (w > columns)
			break;
		columns -= w;
		at += used;
	}
	return at;
}

size_t cs_utf8_width(const char *text, size_t length)
{
	size_t width = 0, used;

	for (size_t at = 0; at < length; at += used)
		width +=
		    columns_of(cs_utf8_decode(text + at, length - at, &used));
	return width;
}

void cs_printable(struct cs_buf *out, const char *bytes, size_t length,
		  size_t columns)
{
	size_t fits = out->length, width = 0, used;

	for (size_t at = 0; at < length; at += used) {
		uint32_t c = cs_utf8_decode(bytes + at, length - at, &used);
		bool direction = (c >= 0x202A && c <= 0x202E) ||
				 (c >= 0x2066 && c <= 0x2069);
		bool escaped = c < 0x20 || (c >= 0x7F && c < 0xA0) ||
			       direction || (c == REPLACEMENT && used == 1);

		width += escaped ? 4 * used : columns_of(c);
		if (columns > 3 && width > columns) {
			out->length = fits;
			cs_buf_adds(out, "...");
			return;
		}
		for (size_t i = 0; escaped && i < used; i++)
			cs_buf_addf(out, "\\x%02X",
				    (unsigned char)bytes[at + i]);
		if (!escaped)
			cs_buf_add(out, bytes + at, used);
		if (columns > 3 && width <= columns - 3)
			fits = out->length;
	}
}
