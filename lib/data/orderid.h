/*
 * orderid.h - an order's id in one word.
 *
 * Most ids are a number or a few characters and fit; others are a pointer to a
 * copy. Equal ids of one partition compare equal, and the order depends on
 * nothing but the ids themselves.
 */
#ifndef CS_DATA_ORDERID_H
#define CS_DATA_ORDERID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"

typedef uint64_t cs_orderid;

#define CS_NO_ORDER 0 /* the row is an order of its own */

/* The id if it takes no memory, else CS_NO_ORDER. */
cs_orderid cs_orderid_short(const char *text, size_t length);

/* `length` may be 0, which gives CS_NO_ORDER. Copies go to `arena`. */
cs_orderid cs_orderid_make(const char *text, size_t length,
			   struct cs_arena *arena);

/* Appends the text that it was made of. */
void cs_orderid_text(cs_orderid id, struct cs_buf *out);

/* Is that the first byte of its text? No digit is asked for. */
bool cs_orderid_begins(cs_orderid id, char c);

/* The top byte, of ids that are a pointer. */
enum { CS_ORDERID_SHIFT = 56, CS_ORDERID_TEXT = 9 };

/* Who makes ids that draw alike makes a poor sample, and no more. */
static const struct cs_hash_seed cs_orderid_seed = { { 0x9e3779b97f4a7c15u,
						       0xd1b54a32d192ed03u } };

uint64_t cs_orderid_lot_of_text(cs_orderid id);

/* The same for equal ids, and in every run: to draw some of them. */
static inline uint64_t cs_orderid_lot(cs_orderid id)
{
	return id >> CS_ORDERID_SHIFT == CS_ORDERID_TEXT
		   ? cs_orderid_lot_of_text(id)
		   : cs_hash_fold(&cs_orderid_seed, id, id >> 29);
}

int cs_orderid_compare_texts(cs_orderid a, cs_orderid b);

/* Below, at or above 0 like strcmp(). */
static inline int cs_orderid_compare(cs_orderid a, cs_orderid b)
{
	return a >> CS_ORDERID_SHIFT == CS_ORDERID_TEXT &&
		       b >> CS_ORDERID_SHIFT == CS_ORDERID_TEXT
		   ? cs_orderid_compare_texts(a, b)
		   : (a > b) - (a < b);
}

/* Alike for ids that compare equal. */
uint64_t cs_orderid_hash(cs_orderid id, const struct cs_hash_seed *seed);

#endif
