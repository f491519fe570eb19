/* charts.c - cs-pareto's charts: of the whole, groups or not. */
#include "pareto/report.h"

enum { CHART_POINTS = 500 };

/* The name of customer `i`, or how many per cent end with bar `i` of `bars`. */
static void add_label(struct cs_buf *out, const struct values *values,
		      const struct items *items, size_t i, size_t bars)
{
	if (items->count == values->count && values->count == bars)
		cs_buf_add(out, items->list[i - 1].key.bytes,
			   items->list[i - 1].key.length);
	else
		cs_buf_addf(out, "%zu %%", i * 100 / bars);
}

/* A bar each for few customers, else for every twentieth part of them. */
static struct cs_table *bars_table(const struct values *values,
				   const struct items *items)
{
	static const struct cs_column columns[] = { { "customers", CS_TEXT },
						    { "value", CS_SHARE },
						    { "cumulative", CS_SHARE },
						    { NULL } };
	struct cs_table *table = cs_table_new("bars", "", columns);
	size_t n = values->count, bars = n < CHART_BARS ? n : CHART_BARS;
	size_t begin = 0;
	cs_sum sum = 0;

	for (size_t i = 1; i <= bars; i++) {
		size_t end = n * i / bars;
		cs_sum before = sum;
		struct cs_buf label = CS_BUF_INIT;

		for (; begin < end; begin++)
			sum += values->list[begin];
		add_label(&label, values, items, i, bars);
		cs_row(table);
		cs_put_text(table, "customers", label.data);
		cs_put_real(table, "value",
			    cs_money_share(sum - before, values->total));
		cs_put_real(table, "cumulative",
			    cs_money_share(sum, values->total));
		cs_buf_release(&label);
	}
	return table;
}

void report_charts(struct cs_job *job, const struct values *values,
		   const struct items *items, const char *answer)
{
	bool few = values->count <= CHART_BARS;
	struct cs_chart pareto = {
		.table = "shares",
		.kind = CS_CHART_PARETO,
		.data = bars_table(values, items),
		.title = "How few customers carry the business?",
		.subtitle = answer,
		.xlabel = few ? NULL
			      : "customers, the largest first; a bar is a "
				"twentieth of them",
		.ylabel = "share of each bar",
		.y2label = "cumulative share",
		.x = "customers",
		.y = "value",
		.y2 = "cumulative",
	};
	struct cs_chart lorenz = {
		.table = "lorenz",
		.kind = CS_CHART_LORENZ,
		.data = lorenz_chart_table(values, CHART_POINTS),
		.title = "How uneven is it?",
		.subtitle = "all customers from the smallest to the largest, "
			    "against what they bring",
		.xlabel = "share of the customers, the smallest first",
		.ylabel = "share of the whole",
		.x = "population",
		.y = "share",
	};

	cs_report_chart(&job->report, &pareto, true);
	cs_report_chart(&job->report, &lorenz, true);
}
