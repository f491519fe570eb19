/* One key in many spellings: what is taken off, what is damaged, what folding
 * makes one. */
#include "cell/spelling.h"

#include <string.h>

#include "base/utf8.h"
#include "tap.h"

static struct cs_text text(const char *bytes)
{
	return (struct cs_text){ bytes, strlen(bytes) };
}

static void bare(const char *written, const char *want)
{
	struct cs_text got = cs_key_bare(text(written));
	struct cs_buf key = CS_BUF_INIT;

	cs_buf_add(&key, got.bytes, got.length);
	is_str(key.data, want, named("bare: %s", written));
	cs_buf_release(&key);
}

static void test_bare(void)
{
	bare("=\"00417\"", "00417");
	bare("=\"\"00417\"\"", "00417");
	bare("= \" 00417 \" ", "00417");
	bare("\"\"00417\"\"", "00417");
	bare("\"00417\"", "00417");
	bare("\"a\" or \"b\"", "\"a\" or \"b\"");
	bare("= A1", "= A1");
	bare("'00417", "00417");
	bare("'00417'", "00417");
	bare("'ann'", "ann");
	bare("'+4930", "+4930");
	bare("'t Hooft", "'t Hooft");
	bare("'", "'");
	bare("''", "''");
	bare("=", "=");
	bare("=\"\"", "=\"\"");
	bare("=A1", "=A1");
	bare("\t417\t", "417");
	bare("\xC2\xA0"
	     "417\xE2\x80\x8B",
	     "417");
	bare("\xEF\xBB\xBF"
	     "417\xE2\x81\xA0 ",
	     "417");
	bare("\xE2\x80\x8E", "");
	bare("Zo\xC3\xAB", "Zo\xC3\xAB");
}

static void normal(const char *written, const char *want, const char *name)
{
	struct cs_buf out = CS_BUF_INIT;
	bool changed = cs_key_normal(text(written), &out);

	is_int(changed, strcmp(written, want) != 0, name);
	is_str(changed ? out.data : written, want, name);
	cs_buf_release(&out);
}

static void test_normal(void)
{
	normal("Zoe\xCC\x88", "Zo\xC3\xAB", "a letter and a mark are one");
	normal("Zo\xC3\xAB", "Zo\xC3\xAB", "composed letters stay");
	normal("e\xCC\xA7\xCC\x81", "\xC8\xA9\xCC\x81", "marks in their order");
	normal("\xE2\x84\xAB", "\xC3\x85", "the Angstrom sign is a letter");
	normal("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "\xED\x95\x9C",
	       "a Korean syllable of three letters");
	normal("\xD0\xB8\xCC\x86", "\xD0\xB9", "Cyrillic");
	normal("\xE5\xB1\xB1\xE7\x94\xB0", "\xE5\xB1\xB1\xE7\x94\xB0",
	       "Chinese");
	normal("a\xE2\x80\x8B"
	       "b\xC2\xAD"
	       "c",
	       "abc", "what is not seen");
	normal("\xE2\x80\x9C"
	       "a\xE2\x80\x9D",
	       "\xE2\x80\x9C"
	       "a\xE2\x80\x9D",
	       "quotes");
	normal("\xEF\xBC\xA1", "\xEF\xBC\xA1", "wide letters stay");
}

static void test_mask(void)
{
	ok(cs_key_masked(text("n***a")), "a masked name");
	ok(cs_key_masked(text("***")), "all of it");
	ok(!cs_key_masked(text("**Ann**")), "two are no mask");
	ok(!cs_key_masked(text("")), "nothing");
}

static enum cs_key_damage damage(const char *key)
{
	return cs_key_damage(key, strlen(key));
}

static void test_damage(void)
{
	is_int(damage("6.28123E+11"), CS_KEY_EXPONENT, "6.28123E+11");
	is_int(damage("6,28E+11"), CS_KEY_EXPONENT, "6,28E+11");
	is_int(damage("6e+11"), CS_KEY_EXPONENT, "6e+11");
	is_int(damage("6.28E+1"), CS_KEY_WHOLE, "one digit behind");
	is_int(damage("16.28E+11"), CS_KEY_WHOLE, "two before the point");
	is_int(damage("A6E+11"), CS_KEY_WHOLE, "a letter before");
	is_int(damage("6.2A8E+11"), CS_KEY_WHOLE, "a letter within");
	is_int(damage("+49"), CS_KEY_WHOLE, "+49");
	is_int(damage("E+11"), CS_KEY_WHOLE, "no number");
	is_int(damage(""), CS_KEY_WHOLE, "nothing");
	is_int(damage("123456789012345000"), CS_KEY_ROUNDED, "18 digits");
	is_int(damage("1234567890123450"), CS_KEY_ROUNDED, "16 digits");
	is_int(damage("123456789012340"), CS_KEY_WHOLE, "15 digits");
	is_int(damage("1234567890123460100"), CS_KEY_WHOLE, "a digit between");
	is_int(damage("A23456789012345000"), CS_KEY_WHOLE, "with a letter");
}

static void fold(const char *written, unsigned changes, const char *want)
{
	struct cs_buf key = CS_BUF_INIT;

	cs_buf_adds(&key, written);
	key.length = cs_key_fold(key.data, key.length, changes);
	key.data[key.length] = '\0';
	is_str(key.data, want, named("%s folded by %u", written, changes));
	cs_buf_release(&key);
}

static void test_fold(void)
{
	fold("AnnB", CS_KEY_CASE, "annb");
	fold("ZO\xC3\x8B", CS_KEY_CASE, "zo\xC3\xAB");
	fold("\xC8\xBA", CS_KEY_CASE, "\xC8\xBA"); /* its small one is longer */
	fold("Ann  B", CS_KEY_BLANKS, "AnnB");
	fold("Ann\xC2\xA0"
	     "B\xE3\x80\x80"
	     "C",
	     CS_KEY_BLANKS, "AnnBC");
	fold("0017", CS_KEY_ZEROS, "17");
	fold("000", CS_KEY_ZEROS, "0");
	fold("17.0", CS_KEY_POINT_ZERO, "17");
	fold("17.0", CS_KEY_ZEROS, "17.0");
	fold("0.0", CS_KEY_POINT_ZERO, "0");
	fold(".0", CS_KEY_POINT_ZERO, ".0");
	fold("17.00", CS_KEY_POINT_ZERO, "17.00");
	fold("O'Hara", CS_KEY_APOSTROPHES, "OHara");
	fold("O\xE2\x80\x99Hara", CS_KEY_APOSTROPHES, "OHara");
	fold("'''", CS_KEY_ALL, "'''");
	fold("0171/123-45 6", CS_KEY_SIGNS, "017112345 6");
	fold("+49 (171) 123", CS_KEY_ALL, "49171123");
	fold("1-2-3", CS_KEY_SIGNS, "1-2-3");
	fold("C-1234567", CS_KEY_SIGNS, "C-1234567");
	fold("1234567.0", CS_KEY_SIGNS, "1234567.0");
	fold("1234567.0", CS_KEY_ALL, "1234567");
	fold("00 O'Hara.0", CS_KEY_ALL, "ohara");
	fold("", CS_KEY_ALL, "");
}

/* Of every two and three bytes beyond ASCII, alone and before a letter: what is
 * settled is valid, and neither of the others changes it. */
static void test_settled(void)
{
	struct cs_buf out = CS_BUF_INIT;
	size_t settled = 0, wrong = 0;

	for (unsigned n = 0; n < 0x100u << 12; n++) {
		char bytes[] = { (char)(0xC0 | (n >> 12 & 0x3F)),
				 (char)(0x80 ^ (n >> 6 & 0x3F)),
				 (char)(0x80 ^ (n & 0x3F)), 'a' };
		struct cs_text key = { bytes,
				       2 + (n >> 18 & 1) + (n >> 19 & 1) };
		struct cs_text bare = cs_key_bare(key);

		if (!cs_key_settled(key))
			continue;
		settled++;
		wrong += !cs_utf8_valid(bytes, key.length) ||
			 cs_text_compare(bare, key) != 0 ||
			 cs_key_normal(key, &out);
	}
	is_int((long long)wrong, 0, "what is settled stays as it is");
	ok(settled > 40000, "%zu are", settled);
	ok(!cs_key_settled((struct cs_text){ "\xC3", 1 }), "half a letter");
	ok(!cs_key_settled((struct cs_text){ "a\xE4\xB8", 3 }), "a third");
	ok(cs_key_settled((struct cs_text){ "", 0 }), "nothing");
	cs_buf_release(&out);
}

int main(void)
{
	test_settled();
	test_bare();
	test_normal();
	test_mask();
	test_damage();
	test_fold();
	return done_testing();
}
