/* remote.c - rows of other ranks on their way into a store: see store.h. */
#include <string.h>

#include "base/ranks.h"
#include "data/store.h"

/* Before the parcels of a partition. */
struct head {
	uint64_t number; /* of the partition */
	uint64_t used;	 /* bytes, a multiple of 8 */
};

void cs_store_send(struct cs_store *store, size_t number, const char *parcels,
		   size_t used)
{
	struct head head = { number, used };

	cs_ranks_send(store->ranks, CS_RANKS_ROWS, &head, sizeof head, parcels,
		      used);
}

void cs_store_receive(void *store, const char *bytes, size_t length)
{
	const char *end = bytes + length;

	while (bytes < end) {
		struct head head;

		memcpy(&head, bytes, sizeof head);
		bytes += sizeof head;
		cs_store_rows(store, head.number, bytes, head.used);
		bytes += head.used;
	}
}
