/* Text that is not UTF-8: as a stream that is cut anywhere, and which encoding
 * it is probably in. */
#include "input/encoding.h"

#include "tap.h"

/* The text in pieces of which each but the last has `step` bytes; "bad" and
 * the first byte, where it is not in the encoding. */
static void decode(const char *encoding, const char *bytes, size_t length,
		   size_t first, size_t step, struct cs_buf *out)
{
	struct cs_decoder *decoder = cs_decoder_new(encoding);
	unsigned char bad[4];
	size_t nbad, n = first;

	cs_buf_clear(out);
	for (size_t at = 0; decoder != NULL && at <= length;
	     at += n, n = step) {
		bool last = at + n >= length;

		if (cs_decode(decoder, bytes + at, last ? length - at : n, last,
			      out, bad, &nbad) != 0) {
			cs_buf_addf(out, "bad %02X", bad[0]);
			break;
		}
		if (last)
			break;
	}
	cs_decoder_free(decoder);
}

static void says(const char *encoding, const char *bytes, size_t length,
		 const char *want, const char *name)
{
	struct cs_buf got = CS_BUF_INIT;
	size_t wrong = 0;

	decode(encoding, bytes, length, length, 1, &got);
	is_str(got.data, want, name);
	for (size_t first = 1; first < length; first++) {
		decode(encoding, bytes, length, first, length, &got);
		wrong += strcmp(got.data, want) != 0;
	}
	decode(encoding, bytes, length, 1, 1, &got);
	wrong += strcmp(got.data, want) != 0;
	is_int((long long)wrong, 0, named("%s, cut anywhere", name));
	cs_buf_release(&got);
}

#define TEXT(bytes) bytes, sizeof(bytes) - 1

static void test_stream(void)
{
	says("ISO-8859-1", TEXT("Zo\xEB,\xE9\n"), "Zo\xC3\xAB,\xC3\xA9\n",
	     "Latin-1");
	says("WINDOWS-1252", TEXT("5 \x80"), "5 \xE2\x82\xAC", "a euro sign");
	says("SHIFT_JIS", TEXT("\x83|\x83X,\x83\x5C"),
	     "\xE3\x83\x9D\xE3\x82\xB9,\xE3\x82\xBD",
	     "second bytes like a bar and a backslash");
	says("GB18030", TEXT("\x81\x39\xEE\x39,\xC1\xAA"),
	     "\xE3\x90\x80,\xE8\x81\x94",
	     "four bytes, of which two are digits");
	says("UTF-16LE", TEXT("a\0\x22\x01,\0\x0A\x01"), "a\xC4\xA2,\xC4\x8A",
	     "bytes like a quote and a line feed");
	says("UTF-16",
	     TEXT("\xFF\xFE"
		  "a\0\xE9\0"),
	     "a\xC3\xA9", "a byte-order mark, low byte first");
	says("UTF-16", TEXT("\xFE\xFF\0a\0\xE9"), "a\xC3\xA9",
	     "high byte first");
	says("UTF-16LE", TEXT("\x3D\xD8\x00\xDE"), "\xF0\x9F\x98\x80",
	     "a pair of surrogates");
	says("ISO-2022-JP", TEXT("\x1B$B$\"$,\x1B(B,a"),
	     "\xE3\x81\x82\xE3\x81\x8C,a",
	     "what a byte means depends on those before");
	says("UTF-8", TEXT("\xE2\x82\xAC,a"), "\xE2\x82\xAC,a", "UTF-8");
	says("ISO-8859-1", "", 0, "", "nothing");
}

static void test_bad(void)
{
	says("UTF-8", TEXT("a\xE9,b"), "abad E9", "Latin-1 for UTF-8");
	says("UTF-8", TEXT("a\xE2\x82"), "abad E2", "a character cut off");
	says("UTF-16LE", TEXT("a\0b"), "abad 62", "half of one");
	says("WINDOWS-1252", TEXT("a\x81"), "abad 81",
	     "a byte without meaning");
}

static void test_names(void)
{
	ok(cs_encoding_known("latin1"), "an alias");
	ok(!cs_encoding_known("latin-one"), "no encoding");
	ok(!cs_encoding_known(""), "an empty name");
	ok(!cs_encoding_known("ASCII//TRANSLIT"), "more than a name");
}

/* Long texts come out whole, whatever their pieces. */
static void test_long(void)
{
	struct cs_buf text = CS_BUF_INIT, got = CS_BUF_INIT;

	for (int i = 0; i < 50000; i++)
		cs_buf_addc(&text, '\xE9');
	decode("ISO-8859-1", text.data, text.length, 7, 16384, &got);
	is_int((long long)got.length, 100000, "more than fits at once");
	ok(strspn(got.data, "\xC3\xA9") == got.length, "all the same");
	cs_buf_release(&text);
	cs_buf_release(&got);
}

static void test_text(void)
{
	struct cs_buf out = CS_BUF_INIT;

	cs_buf_adds(&out, "x");
	ok(cs_decode_text("ISO-8859-1", "\xE9", 1, &out), "a name");
	is_str(out.data, "x\xC3\xA9", "is added");
	ok(!cs_decode_text("UTF-8", "a\xE9", 2, &out), "one that is another");
	is_str(out.data,
	       "x\xC3\xA9"
	       "a",
	       "is added up to there");
	ok(!cs_decode_text("nothing", "a", 1, &out), "in nothing known");
	cs_buf_release(&out);
}

static void likely(const char *bytes, const char *want, const char *name)
{
	is_str(cs_likely_encoding(bytes, strlen(bytes)), want, name);
}

static void test_likely(void)
{
	likely("plain", NULL, "ASCII");
	likely("Zo\xEB M\xFCller", "WINDOWS-1252", "letters with accents");
	likely("Concei\xE7\xE3o, S\xE3o, informa\xE7\xE3o", "WINDOWS-1252",
	       "two beside one another");
	likely("\x93\xC9t\xE9\x94 5 \x80", "WINDOWS-1252",
	       "typographic quotes");
	likely("\xA3 12.50", "WINDOWS-1252", "a pound sign");
	likely(
	    "\x92\x8D\x95\xB6\x94\xD4\x8D\x86,\x89\xEF\x88\xF5\x94\xD4\x8D\x86,"
	    "\x92\x8D\x95\xB6\x93\xFA,\x8D\x87\x8Cv\x8B\xE0\x8Az,"
	    "\x91\xCE\x89\x9E\x8F\xF3\x8B\xB5,\x94\xAD\x91\x97\x8D\xCF",
	    "CP932", "Japanese without kana");
	likely("\x84lter, gr\x94\xE1"
	       "er, \x81"
	       "ber, fr\x81h, sp\x84t, sch\x94n",
	       "WINDOWS-1252", "letters of DOS are not Japanese");
	likely("\xC0\xED\xED\xE0, \xCC\xEE\xF1\xEA\xE2\xE0", "WINDOWS-1251",
	       "Cyrillic words");
	likely("\x83|\x83X\x83g,\x83J\x83X\x83^\x83}\x81[", "CP932",
	       "katakana, whose second bytes are like letters");
	likely("\x82\xA0\x82\xA2\x82\xA4", "CP932", "hiragana");
	likely("\x87\x40 \x83J\x83X", "CP932", "what Windows has besides");
	likely("\xA4\xA2\xA4\xA4\xA4\xA6", "EUC-JP", "the same in EUC-JP");
	likely("\xC1\xAA\xCD\xA8, \xB1\xB1\xBE\xA9", "GB18030",
	       "Chinese of the mainland");
	likely("\xADq\xB3\xE6\xBDs\xB8\xB9,\xAB\xC8\xA4\xE1\xA9m\xA6W,"
	       "\xADq\xB3\xE6\xAA\xF7\xC3"
	       "B",
	       "BIG5", "Chinese of Taiwan");
	likely(
	    "\xC1\xD6\xB9\xAE\xB9\xF8\xC8\xA3,\xB1\xB8\xB8\xC5\xC0\xDA\xB8\xED,"
	    "\xB0\xE1\xC1\xA6\xB1\xDD\xBE\xD7",
	    "CP949", "Korean");
	likely("\xCD\xCE\xCC\xC5\xD0,\xC4\xC0\xD2\xC0,\xD1\xF3\xEC\xEC\xE0,"
	       "\xCA\xEB\xE8\xE5\xED\xF2",
	       "WINDOWS-1251", "capitals are no Chinese");
	likely("Gr\xF6\xDF"
	       "e, M\xFC\xDFig, Fu\xDF, s\xFC\xDF",
	       "WINDOWS-1252", "two letters with accents are no Chinese");
}

int main(void)
{
	test_stream();
	test_bad();
	test_names();
	test_long();
	test_text();
	test_likely();
	return done_testing();
}
