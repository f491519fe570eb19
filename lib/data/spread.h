/*
 * spread.h - what ranks know of their own customers becomes what each knows of
 * all (lib/data only). All of them call these, where data->ranks are given.
 */
#ifndef CS_DATA_SPREAD_H
#define CS_DATA_SPREAD_H

#include "base/bytes.h"
#include "data/loading.h"

/* What was found while orders were formed, loading->formed of all partitions
 * and loading->ids. */
void cs_spread_formed(struct cs_loading *loading);

/* The pairs of loading->pairs that customers elsewhere have. */
void cs_spread_pairs(struct cs_loading *loading);

/* The texts of these facts, in place of which the store has copies. */
void cs_spread_keys_pack(const struct cs_key_facts *facts, struct cs_buf *out);
void cs_spread_keys_unpack(struct cs_key_facts *facts, struct cs_bytes *bytes,
			   struct cs_store *store);

#endif
