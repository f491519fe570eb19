/*
 * clusters.h - from clusters of customers, or rows, to slices (lib/data only):
 * see struct cs_clusters.
 */
#ifndef CS_DATA_CLUSTERS_H
#define CS_DATA_CLUSTERS_H

#include "data/data.h"

/* One that is in a cluster, or is one by itself. */
struct cs_clustered {
	struct cs_text cluster; /* empty: is one by itself, */
	struct cs_text key;	/* which this tells from others */
	uint32_t *slice;	/* where to put it */
};

/*
 * Deals out the clusters of `n` members, all of whose slices it sets. The
 * outcome depends on the texts, not on the order of the members. Uses up the
 * list; `name` of the outcome is the caller's.
 */
struct cs_clusters cs_clusters_deal(struct cs_clustered *members, size_t n);

/* Of the customers that count, whose last kept text it is. */
void cs_clusters_deal_customers(struct cs_data *data);

#endif
