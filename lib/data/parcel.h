/*
 * parcel.h - rows and contacts on their way into a store (store.c, shuffle.c
 * only).
 */
#ifndef CS_DATA_PARCEL_H
#define CS_DATA_PARCEL_H

#include "data/store.h"

/* What a line needs beyond the totals. */
struct cs_line_part {
	cs_day day;
	uint32_t group, file, order_length;
	/* only with particulars */
	uint64_t place;
	uint32_t tag;
};

/*
 * A row in a box: this, the line part where lines are kept, a key too long for
 * the words and, with the line part, the order id and texts to keep, each after
 * its length; then padding to 8 bytes. A contact has itself in place of the
 * line part. All parcels of a shuffle have a part of one size.
 */
struct cs_parcel {
	uint64_t hash;
	uint64_t word[2]; /* of the key */
	cs_micros amount;
	uint32_t size : 31;   /* bytes, all included */
	uint32_t further : 1; /* the row continues an order, and says nothing */
	uint32_t key_length;
	char rest[];
};

/* Bytes of the key that stand in `rest`. */
static inline size_t cs_long_key(size_t key_length)
{
	return key_length > CS_KEY_WORDS ? key_length : 0;
}

#endif
