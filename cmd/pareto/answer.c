/* answer.c - cs-pareto in two sentences. */
#include "app/clusters.h"
#include "pareto/report.h"
#include "report/number.h"
#include "stat/concentration.h"

/* What the top hold. */
static void add_top(struct cs_buf *out, const struct study *study,
		    const struct values *values)
{
	const struct pareto_options *options = study->options;
	size_t n = values->count;
	cs_sum held = values_top(values, cs_top_count(options->top, n));
	struct cs_interval interval = study->whole->figures.top;

	cs_buf_addf(
	    out, "The top %g %% of %s %s hold %s %% of the %s%s",
	    (double)options->top / 1e6, cs_figure((double)n, 0).text,
	    n == 1 && options->by == NULL ? "customer" : keys_of(study),
	    cs_figure(100 * cs_money_share(held, values->total), 1).text,
	    values_doubted(values) ? "positive " : "",
	    options->kind == MEASURE_AMOUNT ? "revenue" : options->measure);
	if (interval.low < interval.high)
		cs_add_level_interval(out, interval);
}

/* How many it takes, and the largest. */
static void add_target(struct cs_buf *out, const struct pareto_options *options,
		       const struct values *values)
{
	size_t n = values->count;
	size_t needed =
	    cs_customers_for_target(values->list, n, options->target);

	cs_buf_addf(
	    out, "%s (%s %%) %s %g %%; the largest alone brings %s %%",
	    cs_figure((double)needed, 0).text,
	    cs_figure(100 * cs_ratio((int64_t)needed, (int64_t)n), 1).text,
	    needed == 1 ? "makes" : "make", (double)options->target / 1e6,
	    cs_figure(100 * cs_money_share(values->list[0], values->total), 1)
		.text);
}

void report_answer(const void *of, struct cs_report *report,
		   struct cs_buf *first)
{
	const struct study *study = of;
	const struct values *values = &study->whole->values;
	struct cs_buf rest = CS_BUF_INIT;

	if (values->total <= 0) {
		cs_report_lead(report,
			       "There is no positive total to share out.");
		return;
	}
	add_top(first, study, values);
	cs_report_lead(report, "%s.", first->data);
	add_target(&rest, study->options, values);
	cs_report_lead(report, "%s.", rest.data);
	if (cs_clustered(study->job))
		cs_clusters_say(study->job, report, study->whole->figures.top,
				spread_top_alone(study, values));
	cs_buf_release(&rest);
}
