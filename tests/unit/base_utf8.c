/* UTF-8: what is valid, how wide it is, what may be shown. */
#include "base/utf8.h"

#include "tap.h"

static void test_valid(void)
{
	static const struct {
		const char *bytes;
		bool valid;
		const char *name;
	} table[] = {
		{ "", true, "nothing" },
		{ "plain", true, "ASCII" },
		{ "caf\xC3\xA9", true, "two bytes" },
		{ "\xE2\x82\xAC", true, "three" },
		{ "\xF0\x9F\x98\x80", true, "four" },
		{ "\xEF\xBF\xBD", true, "U+FFFD itself" },
		{ "\xED\x9F\xBF", true, "U+D7FF" },
		{ "\xEE\x80\x80", true, "U+E000" },
		{ "\xF4\x8F\xBF\xBF", true, "U+10FFFF" },
		{ "\xC2\x80", true, "U+0080" },
		{ "\xE0\xA0\x80", true, "U+0800" },
		{ "\xF0\x90\x80\x80", true, "U+10000" },
		{ "\xC0\xAF", false, "overlong, two bytes" },
		{ "\xC1\xBF", false, "overlong, U+007F" },
		{ "\xE0\x9F\xBF", false, "overlong, three" },
		{ "\xF0\x8F\xBF\xBF", false, "overlong, four" },
		{ "\xED\xA0\x80", false, "a surrogate" },
		{ "\xED\xBF\xBF", false, "the last surrogate" },
		{ "\xF4\x90\x80\x80", false, "U+110000" },
		{ "\xF5\x80\x80\x80", false, "a byte that is never used" },
		{ "\xFF", false, "another" },
		{ "\x80", false, "a continuation alone" },
		{ "a\xC3", false, "cut off after one of two" },
		{ "a\xE2\x82", false, "after two of three" },
		{ "a\xF0\x9F\x98", false, "after three of four" },
		{ "\xC3(", false, "no continuation" },
		{ "\xE2\x82(", false, "no second continuation" },
		{ "Andr\xE9", false, "Latin-1" },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		ok(cs_utf8_valid(table[i].bytes, strlen(table[i].bytes)) ==
		       table[i].valid,
		   "%s is %s", table[i].name,
		   table[i].valid ? "valid" : "not valid");
}

static size_t encode(uint32_t c, char b[static 4])
{
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	b[0] = (char)(n == 1 ? c : (0xF00u >> n) | c >> 6 * (n - 1));
	for (size_t i = 1; i < n; i++)
		b[i] = (char)(0x80 | (c >> 6 * (n - 1 - i) & 0x3F));
	return n;
}

/* Every character there and back, and no other is there. */
static void test_every_character(void)
{
	long wrong = 0;

	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char b[4];
		size_t n = encode(c, b), used;
		bool surrogate = c >= 0xD800 && c <= 0xDFFF;

		if (cs_utf8_decode(b, n, &used) != (surrogate ? 0xFFFD : c) ||
		    used != (surrogate ? 1 : n))
			wrong++;
		/* one byte fewer is not enough */
		if (n > 1 &&
		    (cs_utf8_decode(b, n - 1, &used) != 0xFFFD || used != 1))
			wrong++;
	}
	is_int(wrong, 0, "all characters");
}

static void is_width(const char *text, size_t want, const char *name)
{
	is_int((long long)cs_utf8_width(text, strlen(text)), (long long)want,
	       name);
}

static void test_width(void)
{
	is_width("", 0, "nothing");
	is_width("abc", 3, "ASCII");
	is_width("\xC3\xA9", 1, "e with its accent");
	is_width("e\xCC\x81", 1, "e and its accent");
	is_width("\xE6\x97\xA5\xE6\x9C\xAC", 4, "Japanese");
	is_width("\xEA\xB0\x80", 2, "Korean");
	is_width("\xEF\xBC\xA1", 2, "a fullwidth letter");
	is_width("\xEF\xBD\xB1", 1, "a halfwidth one");
	is_width("\xCE\x95\xCE\xBB", 2, "Greek");
	is_width("\xF0\x9F\x98\x80", 2, "a face");
	is_width("a\xE2\x80\x8B"
		 "b",
		 2, "a space of no width");
	is_width("น้ำ", 2, "Thai");
	is_width("বাংলা", 4, "Bengali: marks beside letters");
	is_width("কু", 1, "Bengali: a mark below");
	is_width("தமிழ்", 4, "Tamil");
	is_width("भारत", 4, "Devanagari");
	is_width("कॢक\xE0\xA5\xA3", 2, "Devanagari: marks below");
	is_width("👩🏽", 2, "a woman and her skin");
	is_width("❤", 1, "a heart as text");
	is_width("❤️", 2, "as a picture");
	is_width("🇩🇪🇫🇷", 4, "two flags");
	is_width("\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", 2,
		 "Korean, by letters");
	is_width("a\xFF"
		 "b",
		 3, "an invalid byte takes a column");
	is_int((long long)cs_utf8_prefix("\xE6\x97\xA5\xE6\x9C\xAC", 6, 3), 3,
	       "three columns hold one wide character");
	is_int((long long)cs_utf8_prefix("ae\xCC\x81z", 5, 2), 4,
	       "an accent goes with its letter");
	is_int((long long)cs_utf8_prefix("👩🏽!", 9, 2), 8,
	       "what is one is not cut");
	is_int((long long)cs_utf8_prefix("👩🏽!", 9, 1), 0,
	       "nor fits in one");
	is_int((long long)cs_utf8_prefix("abc", 3, 7), 3, "all of it");
	is_int((long long)cs_utf8_prefix("abc", 3, 0), 0, "none of it");
}

static void is_printable(const char *bytes, size_t length, size_t columns,
			 const char *want, const char *name)
{
	struct cs_buf out = CS_BUF_INIT;

	cs_buf_adds(&out, "<");
	cs_printable(&out, bytes, length, columns);
	is_str(out.data + 1, want, name);
	cs_buf_release(&out);
}

static void test_printable(void)
{
	is_printable("caf\xC3\xA9", 5, 0, "caf\xC3\xA9", "text stays");
	is_printable("a\0b", 3, 0, "a\\x00b", "NUL");
	is_printable("\033[31m\n\x7F", 7, 0, "\\x1B[31m\\x0A\\x7F", "controls");
	is_printable("\xC2\x9B"
		     "1",
		     3, 0, "\\u009B1", "a control of two bytes");
	is_printable("a\xE9", 2, 0, "a\\xE9", "Latin-1");
	is_printable("a\xE2\x80\xAE"
		     "b",
		     5, 0, "a\\u202Eb", "turning the direction of writing");
	is_printable("\xEF\xBF\xBD", 3, 0, "\xEF\xBF\xBD", "U+FFFD itself");
	is_printable("abcdefghij", 10, 10, "abcdefghij", "just as long");
	is_printable("abcdefghijk", 11, 10, "abcdefg...", "too long");
	is_printable("தமிழ் நாடு", 28, 7, "தமிழ்...", "too long, by letters");
	is_printable("\xE6\x97\xA5\xE6\x9C\xAC\xE6\x97\xA5", 9, 5,
		     "\xE6\x97\xA5...", "too wide");
	is_printable("a\0\0\0", 4, 9, "a\\x00...", "too long when shown");
	is_printable("❤\xEF\xB8\x8F", 6, 0, "❤\xEF\xB8\x8F",
		     "a heart as a picture");
	is_printable("a\xEF\xB8\x8F", 4, 0, "a\\uFE0F",
		     "the same style, of a letter");
	is_printable("👩🏽\xE2\x80\x8D💻", 15, 0, "👩🏽\\u200D💻",
		     "an emoji, a joiner, another");
	is_printable("a\xCC\x81\xE2\x80\x8B", 6, 0, "a\xCC\x81\\u200B",
		     "an accent and a space of no width");
}

struct range {
	uint32_t first, last;
};

static bool in(uint32_t c, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return true;
	return false;
}

/* Each character after a letter: what is spelt, and that it is spelt once. */
static void test_every_printable(void)
{
	static const struct range never[] = {
		{ 0, 0x1F },	      { 0x7F, 0x9F },
		{ 0xAD, 0xAD },	      { 0x34F, 0x34F },
		{ 0x600, 0x605 },     { 0x61C, 0x61C },
		{ 0x115F, 0x1160 },   { 0x180B, 0x180E },
		{ 0x200B, 0x200F },   { 0x2028, 0x202E },
		{ 0x2060, 0x206F },   { 0x3164, 0x3164 },
		{ 0xFDD0, 0xFDEF },   { 0xFE00, 0xFE0F },
		{ 0xFEFF, 0xFEFF },   { 0xFFA0, 0xFFA0 },
		{ 0xFFF0, 0xFFFB },   { 0xFFFE, 0xFFFF },
		{ 0xE0000, 0xE0FFF }, { 0x10FFFE, 0x10FFFF },
	};
	static const struct range always[] = {
		{ 0x20, 0x7E },	      { 0xA0, 0xAC },	    { 0xAE, 0x34E },
		{ 0x400, 0x5FF },     { 0x900, 0xDFF },	    { 0x1E00, 0x1FFF },
		{ 0x2010, 0x2027 },   { 0x2070, 0x2FFF },   { 0x3040, 0x3163 },
		{ 0x4E00, 0x9FFF },   { 0xAC00, 0xD7A3 },   { 0xFFFC, 0xFFFD },
		{ 0x1F300, 0x1FAFF }, { 0x20000, 0x2FFFD },
	};
	struct cs_buf once = CS_BUF_INIT, twice = CS_BUF_INIT;
	long seen = 0, hidden = 0, changed = 0;

	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char text[5] = "a", name[16];
		size_t n = 1 + encode(c, text + 1);

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		cs_buf_clear(&once);
		cs_buf_clear(&twice);
		cs_printable(&once, text, n, 0);
		cs_printable(&twice, once.data, once.length, 0);
		changed += strcmp(once.data, twice.data) != 0;
		snprintf(name, sizeof name,
			 c < 0x80      ? "a\\x%02X"
			 : c < 0x10000 ? "a\\u%04X"
				       : "a\\U%08X",
			 c);
		if (in(c, never, sizeof never / sizeof *never))
			seen += strcmp(once.data, name) != 0;
		if (in(c, always, sizeof always / sizeof *always))
			hidden +=
			    once.length != n || memcmp(once.data, text, n) != 0;
	}
	is_int(seen, 0, "nothing invisible is left");
	is_int(hidden, 0, "what can be seen stays");
	is_int(changed, 0, "what is fit stays");
	cs_buf_release(&once);
	cs_buf_release(&twice);
}

int main(void)
{
	test_valid();
	test_every_character();
	test_width();
	test_printable();
	test_every_printable();
	return done_testing();
}
