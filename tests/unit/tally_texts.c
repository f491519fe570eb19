/*
 * Texts, bytes and doubles of a tally's list as bytes: what comes back is what
 * was packed, and nothing else is taken for it.
 */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
#include "tally/pack.h"
#include "tap.h"

enum { HEAD = 20 };

/* Makes the head agree with what follows. */
static void seal(char *bytes, size_t length)
{
	size_t body = length - HEAD;
	unsigned long check =
	    crc32(0, (const unsigned char *)bytes + HEAD, (unsigned)body);

	for (int i = 0; i < 8; i++)
		bytes[8 + i] = (char)(body >> 8 * i);
	for (int i = 0; i < 4; i++)
		bytes[16 + i] = (char)(check >> 8 * i);
}

struct named_list {
	struct named_one {
		cs_sum value;
		struct cs_text key;
		const struct cs_kept *kept;
		double real;
		cs_day day;
		uint8_t state;
		cs_sum behind; /* found later, and not packed */
	} * list;
	size_t count, capacity;
};

static const struct cs_members named_members[] = {
	CS_LIST(struct named_list, "stkfdb|", list, CS_APPENDED, count,
		offsetof(struct named_list, capacity)),
	{ NULL },
};

static const struct cs_tally named_tally = {
	.size = sizeof(struct named_list),
	.members = named_members,
	.tag = "name",
	.version = 1,
};

static int unpack_named(struct named_list *list, const struct cs_buf *bytes,
			size_t length, struct cs_arena *texts)
{
	struct cs_err err = CS_ERR_INIT;
	char *exact = cs_malloc(length);
	int status;

	memcpy(exact, bytes->data, length);
	status = cs_tally_unpack(&named_tally, list, NULL, exact, length, texts,
				 &err);
	free(exact);
	return status;
}

/* What holds of it once it has been unpacked, and the bytes are gone. */
static void check_named(const struct named_list *list)
{
	const struct named_one *one = list->list;

	is_int((long long)list->count, 2, "two of them");
	ok(one->key.length == 5 && memcmp(one->key.bytes, "a\0b,c", 5) == 0,
	   "a text with a NUL");
	ok(one->value == (cs_sum)INT64_MAX * 5, "a sum before it");
	is_int(one->kept[0].more, 1, "another text is kept");
	is_str(one->kept[0].text.bytes, "DE", "the first");
	ok(one->kept[0].varies && one->kept[0].day == 7, "it varies");
	is_int((long long)one->kept[1].text.length, 0, "the second is empty");
	is_int(one->kept[1].day, CS_NO_DAY, "of no day");
	ok(one->real != one->real, "NaN");
	is_int(one->day, -3, "a day");
	is_int(one->state, 255, "a byte");
	ok(one->behind == 0, "what is behind is not there");
	ok(one[1].kept == NULL && one[1].key.length == 0, "nothing is kept");
	ok(one[1].real == -0.1, "the double itself");
}

static void test_cut_named(const struct cs_buf *bytes)
{
	struct cs_arena texts = { 0 };
	struct named_list list;
	size_t wrong = 0;

	for (size_t length = HEAD; length < bytes->length; length++) {
		seal(bytes->data, length);
		wrong += unpack_named(&list, bytes, length, &texts) == 0;
	}
	is_int((long long)wrong, 0, "texts cut off anywhere");
	for (size_t i = HEAD; i < bytes->length; i++) {
		bytes->data[i] = (char)(bytes->data[i] ^ (1 << i % 8));
		seal(bytes->data, bytes->length);
		if (unpack_named(&list, bytes, bytes->length, &texts) == 0)
			cs_tally_release(&named_tally, &list);
		bytes->data[i] = (char)(bytes->data[i] ^ (1 << i % 8));
	}
	cs_arena_release(&texts);
}

static void test_texts(void)
{
	const struct cs_kept kept[] = { { 7, true, 1, { "DE", 2 } },
					{ CS_NO_DAY, false, 0, { "", 0 } } };
	struct named_one ones[] = {
		{ (cs_sum)INT64_MAX * 5,
		  { "a\0b,c", 5 },
		  kept,
		  __builtin_nan(""),
		  -3,
		  255,
		  9 },
		{ 0, { "", 0 }, NULL, -0.1, 0, 0, 9 },
	};
	struct named_list list = { ones, 2, 2 }, back;
	struct cs_buf bytes = CS_BUF_INIT;
	struct cs_arena texts = { 0 };

	cs_tally_pack(&named_tally, &list, &bytes);
	is_int(unpack_named(&back, &bytes, bytes.length, &texts), 0,
	       "a tally with texts");
	check_named(&back);
	cs_tally_release(&named_tally, &back);
	cs_arena_release(&texts);
	is_int(unpack_named(&back, &bytes, bytes.length, NULL), -1,
	       "texts want a place");
	test_cut_named(&bytes);
	cs_buf_release(&bytes);
}

int main(void)
{
	test_texts();
	return done_testing();
}
