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

/* Every character there and back, and no other is there. */
static void test_every_character(void)
{
	long wrong = 0;

	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char b[4];
		size_t n = c < 0x80	 ? 1
			   : c < 0x800	 ? 2
			   : c < 0x10000 ? 3
					 : 4,
		       used;
		bool surrogate = c >= 0xD800 && c <= 0xDFFF;

		b[0] = (char)(n == 1 ? c : (0xF00u >> n) | c >> 6 * (n - 1));
		for (size_t i = 1; i < n; i++)
			b[i] = (char)(0x80 | (c >> 6 * (n - 1 - i) & 0x3F));
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
	is_width("👩🏽‍💻", 2, "a woman, her skin, a computer, joined");
	is_width("👨‍👩‍👧", 2, "a family");
	is_width("❤", 1, "a heart as text");
	is_width("❤️", 2, "as a picture");
	is_width("1️⃣", 2, "a key");
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
	is_int((long long)cs_utf8_prefix("👩🏽‍💻!", 16, 2), 15,
	       "what is joined is not cut");
	is_int((long long)cs_utf8_prefix("👩🏽‍💻!", 16, 1), 0,
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
		     3, 0, "\\xC2\\x9B1", "a control of two bytes");
	is_printable("a\xE9", 2, 0, "a\\xE9", "Latin-1");
	is_printable("a\xE2\x80\xAE"
		     "b",
		     5, 0, "a\\xE2\\x80\\xAEb",
		     "turning the direction of writing");
	is_printable("\xEF\xBF\xBD", 3, 0, "\xEF\xBF\xBD", "U+FFFD itself");
	is_printable("abcdefghij", 10, 10, "abcdefghij", "just as long");
	is_printable("abcdefghijk", 11, 10, "abcdefg...", "too long");
	is_printable("தமிழ் நாடு", 28, 7, "தமிழ்...", "too long, by letters");
	is_printable("\xE6\x97\xA5\xE6\x9C\xAC\xE6\x97\xA5", 9, 5,
		     "\xE6\x97\xA5...", "too wide");
	is_printable("a\0\0\0", 4, 9, "a\\x00...", "too long when shown");
}

int main(void)
{
	test_valid();
	test_every_character();
	test_width();
	test_printable();
	return done_testing();
}
