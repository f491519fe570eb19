/*
 * parcel.h - rows and contacts on their way into a store (store.c, table.c,
 * shuffle.c only).
 */
#ifndef CS_DATA_PARCEL_H
#define CS_DATA_PARCEL_H

#include "data/store.h"

/* What a line needs beyond the totals. */
struct cs_line_part {
	cs_orderid order; /* CS_NO_ORDER: its text, if any, follows the key */
	cs_day day;
	uint32_t order_length; /* of that */
	/* as far as lines have it */
	uint32_t more[CS_MOST_MORE];
	/* only with fulfilments; without the id */
	struct cs_fulfilment fulfilment;
};

/*
 * A row in a box: this, the line part where lines are kept, a key too long for
 * the words and, with the line part, an order id that takes memory and texts to
 * keep, each after its length; then padding to 8 bytes. A contact has itself in
 * place of the line part. All parcels of a shuffle have a part of one size.
 */
struct cs_parcel {
	uint32_t hash; /* what the partition does not say, in part */
	/* bytes, all included, a multiple of 8; and 1 of a row that continues
	 * an order, and says nothing: no bit field, which is read before it is
	 * written */
	uint32_t size;
	cs_micros amount;
	uint64_t word[2]; /* of the key, as in an entry; of a longer one the
			     second is its length */
	char rest[];
};

static inline size_t cs_parcel_size(const struct cs_parcel *parcel)
{
	return parcel->size & ~7U;
}

static inline bool cs_parcel_further(const struct cs_parcel *parcel)
{
	return (parcel->size & 1) != 0;
}

/* Bytes of the key that stand in `rest`. */
static inline size_t cs_long_key(const struct cs_parcel *parcel)
{
	return (parcel->word[0] & UINT8_MAX) == 0 ? parcel->word[1] : 0;
}

/* The first word of a longer key. */
static inline uint64_t cs_long_word(uint64_t hash)
{
	return hash & ~(uint64_t)UINT8_MAX;
}

/* The part of a hash that a table goes by; the top bits chose the partition. */
static inline uint32_t cs_table_hash(uint64_t hash)
{
	return (uint32_t)(hash >> 16);
}

#endif
