/* clusters.h - what a report says of --cluster. */
#ifndef CS_APP_CLUSTERS_H
#define CS_APP_CLUSTERS_H

#include "app/job.h"
#include "stat/proportion.h"

/* Are there clusters, so that intervals are those of stat/jackknife.h? */
static inline bool cs_clustered(const struct cs_job *job)
{
	return job->data.clusters.slices > 0;
}

/*
 * Says in a sentence, and in json's parameters (cluster, clusters,
 * cluster_slices, cluster_width), how much wider intervals are for it: `with`
 * and `without` are those of the figure that matters most. Nothing without
 * clusters.
 */
void cs_clusters_say(const struct cs_job *job, struct cs_report *report,
		     struct cs_interval with, struct cs_interval without);

#endif
