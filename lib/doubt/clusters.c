/*
 * clusters.c - clusters from which little can be told.
 *
 * A variance of fewer than ten is itself known to a third at best; where one
 * cluster holds half of all customers, what the others do says nothing of what
 * another such one would have done.
 */
#include "doubt/kinds.h"

#include "base/utf8.h"
#include "base/word.h"

enum { FEW = 10 };

static void few(const struct cs_data *data, struct cs_doubts *doubts,
		const char *given)
{
	const struct cs_clusters *all = &data->clusters;

	if (all->clusters >= FEW)
		return;
	cs_doubt_add(doubts, "few-clusters", all->clusters, NULL, 0,
		     "%s: there %s %llu cluster%s, and intervals of fewer than "
		     "%d are wide and rough: is it the right column?",
		     given, all->clusters == 1 ? "is" : "are",
		     (unsigned long long)all->clusters,
		     all->clusters == 1 ? "" : "s", FEW);
}

static void large(const struct cs_data *data, struct cs_doubts *doubts,
		  const char *given, uint64_t members)
{
	const struct cs_clusters *all = &data->clusters;
	struct cs_buf name = CS_BUF_INIT;

	if (all->clusters < 2 || all->largest * 2 <= members)
		return;
	cs_printable(&name, all->name, strlen(all->name), 40);
	cs_doubt_add(doubts, "large-cluster", all->largest, NULL, 0,
		     "%s: %llu of %llu customers (%.1f %%) are in the cluster "
		     "\"%s\": what it does is one observation, and intervals "
		     "rest on the others",
		     given, (unsigned long long)all->largest,
		     (unsigned long long)members,
		     100 * (double)all->largest / (double)members, name.data);
	cs_buf_release(&name);
}

/* From one in a hundred on, as with groups. */
static void varies(const struct cs_data *data, struct cs_doubts *doubts,
		   const char *given)
{
	uint64_t n = data->clusters.varies;

	if (n == 0 || n * 100 < data->customers)
		return;
	cs_doubt_add(doubts, "cluster-varies", n, NULL, 0,
		     "%s: %llu customer%s, of %llu, %s in several clusters: "
		     "the last one counts",
		     given, (unsigned long long)n, n == 1 ? "" : "s",
		     (unsigned long long)data->customers,
		     n == 1 ? "is" : "are");
}

void cs_doubt_clusters(const struct cs_load_options *options,
		       const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_column_rule *rule;
	struct cs_buf given = CS_BUF_INIT;

	if (data->clusters.slices == 0)
		return;
	rule = &options->input.columns[CS_NROLES + options->cluster - 1];
	cs_add_given(&given, rule->option, rule->named);
	few(data, doubts, given.data);
	large(data, doubts, given.data, data->clusters.members);
	varies(data, doubts, given.data);
	cs_buf_release(&given);
}
