/* clusters.c - see clusters.h. */
#include "app/clusters.h"

#include <math.h>

#include "base/utf8.h"
#include "report/number.h"

/* From here on an interval is said to be wider. */
static const double wider = 1.1;

/* What the column is called, if it was named by its position. */
static const char *header(const struct cs_job *job)
{
	const struct cs_schema *schema = job->data.input.schemas;
	int column = schema != NULL && job->load.cluster > 0
			 ? schema->column[CS_NROLES + job->load.cluster - 1]
			 : -1;

	return column >= 0 && column < (int)schema->header.ncolumns
		   ? schema->header.names[column]
		   : job->shared.cluster;
}

void cs_clusters_say(const struct cs_job *job, struct cs_report *report,
		     struct cs_interval with, struct cs_interval without)
{
	const struct cs_clusters *clusters = &job->data.clusters;
	double width = (with.high - with.low) / (without.high - without.low);
	const char *column = header(job);
	struct cs_buf name = CS_BUF_INIT;

	if (!cs_clustered(job))
		return;
	cs_set_text(report->parameters, "cluster", job->shared.cluster);
	cs_set_count(report->parameters, "clusters",
		     (int64_t)clusters->clusters);
	cs_set_count(report->parameters, "cluster_slices",
		     (int64_t)clusters->slices);
	cs_set_real(report->parameters, "cluster_width", width);
	cs_printable(&name, column, strlen(column), 40);
	if (width >= wider)
		cs_report_lead(report,
			       "Customers of one %s may behave alike: to allow "
			       "for it makes intervals %s times as wide.",
			       name.data, cs_figure(width, 1).text);
	else if (width < wider)
		cs_report_lead(report,
			       "Customers of one %s may behave alike: to allow "
			       "for it hardly changes intervals.",
			       name.data);
	cs_buf_release(&name);
}
