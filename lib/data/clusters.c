/* clusters.c - see clusters.h. */
#include "data/clusters.h"

#include <stdlib.h>

#include "base/mem.h"
#include "data/store.h"

/* A cluster, and its place in the lot. */
struct cluster {
	uint64_t lot;
	size_t first, count; /* of the members, which are sorted */
};

/*
 * The same in every run and on every machine, unlike cs_hash(): FNV-1a, whose
 * bits are then mixed as by MurmurHash3.
 */
static uint64_t lot_of(struct cs_text text)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < text.length; i++)
		hash = (hash ^ (unsigned char)text.bytes[i]) * 0x100000001b3u;
	hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccdu;
	hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53u;
	return hash ^ hash >> 33;
}

static int by_cluster(const void *a, const void *b)
{
	const struct cs_clustered *x = a, *y = b;
	int order = cs_text_compare(x->cluster, y->cluster);

	return order != 0 ? order : cs_text_compare(x->key, y->key);
}

static int by_lot(const void *a, const void *b)
{
	const struct cluster *x = a, *y = b;

	if (x->lot != y->lot)
		return x->lot < y->lot ? -1 : 1;
	return (x->first > y->first) - (x->first < y->first);
}

/* Members are sorted: where the cluster that begins at `first` ends. */
static size_t cluster_end(const struct cs_clustered *members, size_t n,
			  size_t first)
{
	struct cs_text text = members[first].cluster;
	size_t end = first + 1;

	while (text.length > 0 && end < n &&
	       cs_text_compare(members[end].cluster, text) == 0)
		end++;
	return end;
}

static struct cluster *list_clusters(const struct cs_clustered *members,
				     size_t n, struct cs_clusters *all)
{
	struct cluster *list = cs_calloc(n, sizeof *list);

	for (size_t first = 0, end; first < n; first = end) {
		struct cs_text text = members[first].cluster;
		bool alone = text.length == 0;

		end = cluster_end(members, n, first);
		list[all->clusters++] =
		    (struct cluster){ lot_of(alone ? members[first].key : text),
				      first, end - first };
		all->alone += alone;
		if (alone || end - first <= all->largest)
			continue;
		all->largest = end - first;
		free(all->name);
		all->name = cs_strndup(text.bytes, text.length);
	}
	return list;
}

struct cs_clusters cs_clusters_deal(struct cs_clustered *members, size_t n)
{
	struct cs_clusters all = { .members = n };
	struct cluster *list;

	if (n == 0)
		return all;
	qsort(members, n, sizeof *members, by_cluster);
	list = list_clusters(members, n, &all);
	qsort(list, all.clusters, sizeof *list, by_lot);
	all.slices =
	    all.clusters < CS_MOST_SLICES ? all.clusters : CS_MOST_SLICES;
	for (size_t c = 0; c < all.clusters; c++)
		for (size_t i = 0; i < list[c].count; i++)
			*members[list[c].first + i].slice =
			    (uint32_t)(c % all.slices);
	free(list);
	return all;
}

void cs_clusters_deal_customers(struct cs_data *data)
{
	struct cs_store *store = data->store;
	struct cs_clustered *members =
	    cs_calloc(data->customers, sizeof *members);
	uint64_t varies = 0;
	size_t n = 0;

	for (size_t p = 0; p < CS_PARTITIONS; p++) {
		const struct cs_partition *partition = &store->partitions[p];

		for (size_t c = 0; c < partition->nentries; c++) {
			const struct cs_kept *kept =
			    &partition->kept[(c + 1) * store->keep - 1];

			if (!cs_entry(partition, c)->buys)
				continue;
			varies += kept->varies;
			members[n++] = (struct cs_clustered){
				kept->text,
				cs_entry_key(cs_entry(partition, c)),
				&partition->runs[c].slice
			};
		}
		cs_store_relieve(store);
	}
	data->clusters = cs_clusters_deal(members, n);
	data->clusters.varies = varies;
	free(members);
}
