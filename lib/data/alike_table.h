/*
 * alike_table.h - customers by their folded keys, to find those that are one
 * then (alike*.c only).
 */
#ifndef CS_DATA_ALIKE_TABLE_H
#define CS_DATA_ALIKE_TABLE_H

#include "base/buf.h"
#include "data/alike.h"
#include "data/store.h"

struct cs_folded {
	uint64_t hash;
	uint32_t partition;
	uint32_t customer; /* its entry plus one; 0: the slot is free */
};

static inline const struct cs_store_entry *cs_folded_entry(
    const struct cs_store *store, const struct cs_folded *one)
{
	return cs_entry(&store->partitions[one->partition], one->customer - 1);
}

struct cs_key_table {
	const struct cs_data *data;
	unsigned changes;
	struct cs_buf key;
	struct cs_folded *slots;
	size_t mask; /* slots - 1 */
	/* those that met another one, each maybe more than once */
	struct cs_folded *met;
	size_t nmet, capacity;
};

/* For `count` customers. */
void cs_key_table_begin(struct cs_key_table *table, const struct cs_data *data,
			unsigned changes, size_t count);
void cs_key_table_end(struct cs_key_table *table);

/* Adds a customer to the table that is the context. */
void cs_key_table_add(void *context, struct cs_folded one);

/* All are in it that are here: where customers are spread over ranks they meet
 * those of others. How many did, of all ranks. */
uint64_t cs_key_table_meet(struct cs_key_table *table);

/* As cs_alike_each() does with those that met. */
void cs_key_table_take(const struct cs_key_table *table,
		       void (*take)(void *context, const struct cs_alike *alike,
				    size_t count),
		       void *context);

#endif
