/* remote.c - rows of other ranks on their way into a store: see store.h. */
#include <string.h>

#include "base/ranks.h"
#include "data/parcel.h"
#include "input/cutter.h"

/* Before the parcels of a partition. */
struct parcels_head {
	uint32_t number; /* of the partition */
	uint32_t part;	 /* bytes of the parcels' */
	uint64_t used;	 /* bytes, a multiple of 8 */
};

static void send_to(struct cs_store *store, unsigned to, size_t number,
		    const char *parcels, size_t used)
{
	struct parcels_head head = { (uint32_t)number,
				     (uint32_t)store->line_part, used };

	cs_ranks_send_to(store->ranks, to, CS_RANKS_ROWS, &head, sizeof head,
			 parcels, used);
}

void cs_store_send(struct cs_store *store, size_t number, const char *parcels,
		   size_t used)
{
	send_to(store, 0, number, parcels, used);
}

void cs_store_spread(struct cs_store *store, size_t number, const char *parcels,
		     size_t used)
{
	unsigned to = cs_ranks_owner(store->ranks, number);

	if (to == cs_ranks_mine(store->ranks))
		cs_store_rows(store, number, parcels, used);
	else
		send_to(store, to, number, parcels, used);
}

/* The next head, and the parcels behind it. */
static const char *next(const char **bytes, struct parcels_head *head)
{
	const char *parcels = *bytes + sizeof *head;

	memcpy(head, *bytes, sizeof *head);
	*bytes = parcels + head->used;
	return parcels;
}

/* Another rank's number of a group tells the rank, and those who count files
 * and blocks from 0 on have others before them. */
static void renumber(const struct cs_store *store, char *parcels, size_t used,
		     unsigned rank, size_t before)
{
	uint32_t count = cs_ranks_count(store->ranks);

	/* of a part, whose run had but one rank */
	for (char *end = parcels + used; parcels < end;) {
		struct cs_parcel *parcel = (void *)parcels;
		uint32_t *words = ((struct cs_line_part *)parcel->rest)->more;
		struct cs_more more = cs_more_get(store, words);

		if (more.group > 0)
			more.group = more.group * count + rank;
		more.file += (uint32_t)before;
		if (store->parts != NULL)
			more.place += (uint64_t)(rank - 1) * CS_PART_BLOCKS
				      << 32;
		cs_more_put(store, &more, words);
		parcels += cs_parcel_size(parcel);
	}
}

void cs_store_receive(void *context, unsigned rank, char *bytes, size_t length)
{
	struct cs_store *store = context;
	const char *at = bytes, *end = bytes + length;

	(void)rank;
	while (at < end) {
		struct parcels_head head;
		const char *parcels = next(&at, &head);

		cs_store_rows(store, head.number, parcels, head.used);
	}
}

void cs_shuffle_receive(void *context, unsigned rank, char *bytes,
			size_t length)
{
	struct cs_shuffle *shuffle = context;
	struct cs_store *store = cs_shuffle_store(shuffle);
	size_t before = cs_part_files_before(store->parts, rank);
	const char *at = bytes, *end = bytes + length;

	while (at < end) {
		struct parcels_head head;
		const char *parcels = next(&at, &head);

		if (head.part != store->line_part) {
			store->unlike = true;
			continue;
		}
		if (store->sources || store->places)
			renumber(store, bytes + (parcels - bytes), head.used,
				 rank, before);
		for (; parcels < at;
		     parcels += cs_parcel_size((const void *)parcels))
			cs_shuffle_parcel(shuffle, 0, (const void *)parcels);
	}
}
