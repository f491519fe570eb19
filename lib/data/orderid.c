/*
 * orderid.c - see orderid.h. The top byte says what the others are:
 *
 *	1 to 7	that many bytes of text, the first in the highest place
 *	8	a number of up to 17 digits without a leading zero
 *	9	the address of a length and as many bytes
 */
#include "data/orderid.h"

#include <string.h>

#include "base/text.h"
#include "cell/cell.h"

enum {
	INLINE = 7,
	NUMBER = 8,
	POINTER = CS_ORDERID_TEXT,
	TAG_SHIFT = CS_ORDERID_SHIFT,
	DIGITS = 17
};

static cs_orderid tagged(unsigned tag, uint64_t value)
{
	return (uint64_t)tag << TAG_SHIFT | value;
}

static cs_orderid copy(const char *text, size_t length, struct cs_arena *arena)
{
	char *at = cs_arena_alloc(arena, sizeof length + length);

	memcpy(at, &length, sizeof length);
	memcpy(at + sizeof length, text, length);
	return tagged(POINTER, (uint64_t)(uintptr_t)at);
}

cs_orderid cs_orderid_short(const char *text, size_t length)
{
	uint64_t value = 0;

	if (length == 0)
		return CS_NO_ORDER;
	if (length <= INLINE) {
		value = cs_cell_load(text, length) >> 8 * (8 - length);
		return tagged((unsigned)length, __builtin_bswap64(value) >> 8);
	}
	if (length > DIGITS || text[0] == '0')
		return CS_NO_ORDER;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return CS_NO_ORDER;
		value = value * 10 + (uint64_t)(text[i] - '0');
	}
	/* 17 digits take 57 bits; the rare one beyond 56 is text */
	return value >> TAG_SHIFT ? CS_NO_ORDER : tagged(NUMBER, value);
}

cs_orderid cs_orderid_make(const char *text, size_t length,
			   struct cs_arena *arena)
{
	cs_orderid id = cs_orderid_short(text, length);

	return id != CS_NO_ORDER || length == 0 ? id
						: copy(text, length, arena);
}

static struct cs_text text_of(cs_orderid id)
{
	const char *at =
	    (const char *)(uintptr_t)(id & (((uint64_t)1 << TAG_SHIFT) - 1));
	struct cs_text text = { .bytes = at + sizeof text.length };

	memcpy(&text.length, at, sizeof text.length);
	return text;
}

void cs_orderid_text(cs_orderid id, struct cs_buf *out)
{
	unsigned tag = (unsigned)(id >> TAG_SHIFT);
	uint64_t value = id & (((uint64_t)1 << TAG_SHIFT) - 1);

	if (tag == POINTER) {
		struct cs_text text = text_of(id);

		cs_buf_add(out, text.bytes, text.length);
	} else if (tag == NUMBER) {
		cs_buf_addf(out, "%llu", (unsigned long long)value);
	} else {
		for (unsigned i = 0; i < tag; i++)
			cs_buf_addc(out,
				    (char)(value >> (TAG_SHIFT - 8 - 8 * i)));
	}
}

bool cs_orderid_begins(cs_orderid id, char c)
{
	unsigned tag = (unsigned)(id >> TAG_SHIFT);

	return tag == POINTER
		   ? *text_of(id).bytes == c
		   : tag != NUMBER && (char)(id >> (TAG_SHIFT - 8)) == c;
}

uint64_t cs_orderid_lot_of_text(cs_orderid id)
{
	struct cs_text text = text_of(id);

	return cs_hash(&cs_orderid_seed, text.bytes, text.length);
}

int cs_orderid_compare_texts(cs_orderid a, cs_orderid b)
{
	return cs_text_compare(text_of(a), text_of(b));
}

uint64_t cs_orderid_hash(cs_orderid id, const struct cs_hash_seed *seed)
{
	struct cs_text text;

	if (id >> TAG_SHIFT != POINTER)
		return cs_hash_fold(seed, id, 0);
	text = text_of(id);
	return cs_hash(seed, text.bytes, text.length);
}
