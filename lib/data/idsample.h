/*
 * idsample.h - order ids that several customers have (lib/data only).
 *
 * Orders of different customers lie in different partitions and are never
 * compared. Here are those whose ids draw the lowest lots: all where they are
 * few, else so many that a hundredth of them is not overlooked.
 */
#ifndef CS_DATA_IDSAMPLE_H
#define CS_DATA_IDSAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "data/signs.h"
#include "data/store.h"

enum { CS_SAMPLED_IDS = 2048 };

struct cs_drawn_id {
	uint64_t lot;
	cs_orderid id;
	struct cs_text key; /* of the customer; as long as the store */
	uint32_t file;
	cs_day day;
};

/*
 * Those with lots below `limit`, two for each id: of the customers whose keys
 * are least. Half as many as are wanted, or fewer, are left; and which they are
 * does not depend on the order in which they came.
 */
struct cs_id_sample {
	uint64_t limit;
	struct cs_drawn_id *list;
	size_t count, capacity;
};

#define CS_ID_SAMPLE_INIT           \
	{                           \
		.limit = UINT64_MAX \
	}

/* One whose lot is below the limit. */
void cs_id_sample_keep(struct cs_id_sample *sample,
		       const struct cs_drawn_id *one);

/* Moves `part` into `sum`. */
void cs_id_sample_add(struct cs_id_sample *sum, struct cs_id_sample *part);

/* As bytes, and those of another process of this run into `sum`; texts are
 * copied to `arena`. */
void cs_id_sample_pack(const struct cs_id_sample *sample, struct cs_buf *out);
void cs_id_sample_unpack(struct cs_id_sample *sum, struct cs_bytes *bytes,
			 struct cs_arena *arena);

/* Fills what `signs` say of ids. */
void cs_id_sample_judge(struct cs_id_sample *sample, struct cs_store *store,
			struct cs_signs *signs);
void cs_id_sample_release(struct cs_id_sample *sample);

#endif
