/* An order's id in a word: equal if the texts are, and ordered in one way only.
 */
#include "data/orderid.h"

#include "tap.h"

static const char *const texts[] = {
	"",
	"1",
	"2",
	"10",
	"01",
	"001",
	"a",
	"b",
	"A",
	"ab",
	"abc",
	"1234567",
	"7654321",
	"12345678",
	"12345679",
	"01234567",
	"012345678",
	"abcdefg",
	"abcdefgh",
	"abcdefgi",
	"#1001",
	"#1002",
	"#1001-a",
	"#1001-ab",
	"536365",
	"C536365",
	"\x01",
	"\x01\x01",
	"\xff",
	"\xff\xff\xff\xff",
	"72057594037927935", /* 2^56 - 1 */
	"72057594037927936", /* 2^56 */
	"99999999999999999", /* 17 digits */
	"10000000000000000",
	"100000000000000000",
	"123456789012345678",
	"00000000000000000",
	"1234567890123456a",
	"12345678901234567890",
	"-12345678",
	"+12345678",
	"1.5",
	"12345678.5",
	"1e10000000",
	"gid://shop/Order/5512345678901",
	"gid://shop/Order/5512345678902",
	"gid://shop/Order/551234567890",
	"114-3941689-8772232",
	"114-3941689-8772233",
	"\xE6\x97\xA5\xE6\x9C\xAC",
};

enum { TEXTS = sizeof texts / sizeof *texts };

int main(void)
{
	struct cs_arena one = { 0 }, two = { 0 };
	cs_orderid id[TEXTS], again[TEXTS];
	long unequal = 0, alike = 0, order = 0, changed = 0, signs = 0;

	for (size_t i = 0; i < TEXTS; i++)
		id[i] = cs_orderid_make(texts[i], strlen(texts[i]), &one);
	for (size_t i = TEXTS; i-- > 0;) {
		char copy[64];
		size_t n = strlen(texts[i]);

		/* what stands behind the id does not matter */
		memcpy(copy, texts[i], n);
		memset(copy + n, '7', sizeof copy - n);
		again[i] = cs_orderid_make(copy, n, &two);
		memset(copy, 'x', sizeof copy);
		unequal += cs_orderid_compare(id[i], again[i]) != 0;
	}
	for (size_t i = 0; i < TEXTS; i++)
		signs +=
		    cs_orderid_begins(id[i], '#') != (texts[i][0] == '#') ||
		    cs_orderid_begins(id[i], 'g') != (texts[i][0] == 'g');
	is_int(signs, 0, "with which byte a text begins");
	is_int(unequal, 0, "equal texts are equal ids");
	is_int((long long)cs_orderid_make("x", 0, &one), CS_NO_ORDER,
	       "no text is no order");
	for (size_t i = 0; i < TEXTS; i++)
		for (size_t k = 0; k < TEXTS; k++) {
			int ik = cs_orderid_compare(id[i], id[k]);

			alike += i != k && (ik == 0 || id[i] == CS_NO_ORDER) &&
				 i != 0;
			order +=
			    (ik > 0) != (cs_orderid_compare(id[k], id[i]) < 0);
			/* the same, whatever memory the copies lie in */
			changed += (ik > 0) !=
				   (cs_orderid_compare(again[i], again[k]) > 0);
			for (size_t m = 0; m < TEXTS; m++)
				order += ik < 0 &&
					 cs_orderid_compare(id[k], id[m]) < 0 &&
					 cs_orderid_compare(id[i], id[m]) >= 0;
		}
	is_int(alike, 0, "different texts are different ids");
	is_int(order, 0, "they are in one order");
	is_int(changed, 0, "which depends on the texts alone");
	ok(cs_orderid_compare(cs_orderid_make("98765432", 8, &one),
			      cs_orderid_make("123456789", 9, &one)) < 0,
	   "long numbers are in the order of numbers");
	cs_arena_release(&one);
	cs_arena_release(&two);
	return done_testing();
}
