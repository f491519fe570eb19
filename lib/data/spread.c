/* spread.c - see spread.h. */
#include "data/spread.h"

/* --- what points elsewhere ----------------------------------------------- */

/* Writes texts behind what points to them, or sets pointers to copies of what
 * stands there. */
struct texts {
	struct cs_buf *out; /* NULL: they are read */
	struct cs_bytes in;
	struct cs_arena *arena;
};

static void take_text(struct texts *texts, struct cs_text *text)
{
	if (texts->out != NULL) {
		cs_bytes_put_text(texts->out, text->bytes, text->length);
		return;
	}
	*text = cs_bytes_take_text(&texts->in);
	text->bytes = cs_arena_copy(texts->arena, text->bytes, text->length);
}

static void take_id(struct texts *texts, cs_orderid *id)
{
	struct cs_buf written = CS_BUF_INIT;
	struct cs_text text;

	if (texts->out != NULL) {
		cs_orderid_text(*id, &written);
		cs_bytes_put_text(texts->out, written.data, written.length);
		cs_buf_release(&written);
		return;
	}
	text = cs_bytes_take_text(&texts->in);
	*id = cs_orderid_make(text.bytes, text.length, texts->arena);
}

static void take_sign(struct texts *texts, struct cs_sign *sign)
{
	take_text(texts, &sign->customer);
	take_id(texts, &sign->order);
}

/* But for what is of the sample, which is judged later. */
static void take_formed(struct texts *texts, struct cs_formed *formed)
{
	struct cs_signs *signs = &formed->signs;

	take_text(texts, &formed->fault.customer);
	take_id(texts, &formed->fault.order);
	take_text(texts, &formed->overlap.rows.customer);
	take_sign(texts, &signs->elsewhere_at);
	take_sign(texts, &signs->summed_at);
	take_sign(texts, &signs->apart_at);
	take_sign(texts, &signs->equal_at);
	take_sign(texts, &signs->day_at);
}

/* --- partitions ---------------------------------------------------------- */

static void pack_formed(const struct cs_loading *loading, struct cs_buf *out)
{
	struct texts texts = { .out = out };
	struct cs_ranks *ranks = loading->data->ranks;

	cs_id_sample_pack(&loading->ids, out);
	for (size_t p = 0; p < CS_PARTITIONS; p++) {
		struct cs_formed *formed = &loading->formed[p];

		if (cs_ranks_owner(ranks, p) != cs_ranks_mine(ranks))
			continue;
		cs_buf_add(out, formed, sizeof *formed);
		take_formed(&texts, formed);
	}
}

static void unpack_formed(struct cs_loading *loading, unsigned rank,
			  struct cs_bytes *bytes)
{
	struct cs_store *store = loading->data->store;
	struct texts texts = { .arena = &store->partitions[0].keys };

	cs_id_sample_unpack(&loading->ids, bytes, texts.arena);
	texts.in = *bytes;
	for (size_t p = rank; p < CS_PARTITIONS;
	     p += cs_ranks_count(loading->data->ranks)) {
		struct cs_formed *formed = &loading->formed[p];

		cs_bytes_take(&texts.in, formed, sizeof *formed);
		take_formed(&texts, formed);
	}
}

void cs_spread_formed(struct cs_loading *loading)
{
	struct cs_ranks *ranks = loading->data->ranks;
	struct cs_buf mine = CS_BUF_INIT, *all;

	pack_formed(loading, &mine);
	all = cs_ranks_share(ranks, &mine);
	for (unsigned r = 0; r < cs_ranks_count(ranks); r++) {
		struct cs_bytes bytes = { all[r].data,
					  all[r].data + all[r].length };

		if (all[r].length > 0)
			unpack_formed(loading, r, &bytes);
	}
	cs_ranks_share_release(ranks, all);
	cs_buf_release(&mine);
}

/* --- the rest ------------------------------------------------------------ */

void cs_spread_pairs(struct cs_loading *loading)
{
	struct cs_ranks *ranks = loading->data->ranks;
	struct cs_buf mine = CS_BUF_INIT, *all;

	cs_grouping_pack(loading->pairs, &mine);
	all = cs_ranks_share(ranks, &mine);
	for (unsigned r = 0; r < cs_ranks_count(ranks); r++) {
		struct cs_bytes bytes = { all[r].data,
					  all[r].data + all[r].length };

		if (all[r].length > 0)
			cs_grouping_meet(loading->pairs, &bytes);
	}
	cs_ranks_share_release(ranks, all);
	cs_buf_release(&mine);
}

static void take_keys(struct texts *texts, struct cs_key_facts *facts)
{
	for (size_t i = 0; i < facts->nmost; i++)
		take_text(texts, &facts->most[i].key);
	take_text(texts, &facts->largest.key);
	take_text(texts, &facts->exponent.key);
	take_text(texts, &facts->rounded.key);
}

void cs_spread_keys_pack(const struct cs_key_facts *facts, struct cs_buf *out)
{
	struct cs_key_facts copy = *facts;
	struct texts texts = { .out = out };

	take_keys(&texts, &copy);
}

void cs_spread_keys_unpack(struct cs_key_facts *facts, struct cs_bytes *bytes,
			   struct cs_store *store)
{
	struct texts texts = { .in = *bytes,
			       .arena = &store->partitions[0].keys };

	take_keys(&texts, facts);
	*bytes = texts.in;
}
