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

#include "data/signs.h"
#include "data/store.h"

enum { CS_SAMPLED_IDS = 8192 };

struct cs_drawn_id {
	uint64_t lot;
	cs_orderid id;
	uint32_t customer; /* index of the entry in ... */
	uint32_t partition;
	uint32_t file;
	cs_day day;
};

/* Those with lots below `limit`; which are left of equal sets does not depend
 * on the order in which they came. */
struct cs_id_sample {
	uint64_t limit;
	struct cs_drawn_id *list;
	size_t count, capacity;
};

#define CS_ID_SAMPLE_INIT            \
	{                            \
		.limit = UINT64_MAX, \
	}

void cs_id_sample_keep(struct cs_id_sample *sample,
		       const struct cs_drawn_id *one);

/* One order of a customer; its lot is drawn here. */
static inline void cs_id_sample_take(struct cs_id_sample *sample,
				     struct cs_drawn_id one)
{
	one.lot = cs_orderid_lot(one.id);
	if (one.lot < sample->limit)
		cs_id_sample_keep(sample, &one);
}

/* Moves `part` into `sum`. */
void cs_id_sample_add(struct cs_id_sample *sum, struct cs_id_sample *part);

/* Fills what `signs` say of ids. */
void cs_id_sample_judge(struct cs_id_sample *sample, struct cs_store *store,
			struct cs_signs *signs);
void cs_id_sample_release(struct cs_id_sample *sample);

#endif
