/* histogram.c - how many days lie between one purchase and the next: a table of
 * cs-retention, from the tally of gaps.c. */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/number.h"
#include "retention/report.h"
#include "stat/quantile.h"

const struct cs_column histogram_columns[] = {
	{ "days", CS_TEXT, .means = "from_days to to_days" },
	{ "from_days", CS_COUNT, .people = CS_FILES,
	  .means = "days from one purchase to the next: at least so many; 0 is "
		   "the same day" },
	{ "to_days", CS_COUNT, .people = CS_FILES,
	  .means = "at most so many; null in the last row where it is all "
		   "longer ones" },
	{ "gaps", CS_COUNT,
	  .means = "purchases in the window, by the end of observation "
		   "followed by another, after so many days" },
	{ "share", CS_SHARE, .means = "gaps / all gaps" },
	{ "share_so_far", CS_SHARE, "so far",
	  .means = "the same of this row and those above" },
	{ NULL }
};

/* Of all of a part: gaps by days; to be freed. */
static int64_t *gaps_by_days(const struct spacing *spacing)
{
	int64_t *gaps = cs_calloc(spacing->span + 1, sizeof *gaps);

	for (size_t i = 0; i < spacing->count; i++)
		gaps[i % spacing->span] += spacing->days[i].came;
	return gaps;
}

/* Rows of so many days each, behind that of the same day. */
struct bins {
	int64_t width;
	size_t count; /* of those, the open one included */
	bool open;    /* the last has no end */
};

enum { BINS = 20, BINS_AT_MOST = 24 };

/*
 * Those of all customers, groups have the same: days, or weeks by which people
 * count, so that nineteen gaps of twenty lie in BINS rows.
 */
static struct bins bins_of(const struct spacing *spacing)
{
	static const int64_t widths[] = { 1, 7, 14, 28, 91, 182, 364 };
	int64_t *gaps = gaps_by_days(spacing), most, longest;
	struct bins bins = { .width = 1 };
	size_t i = 0, n = sizeof widths / sizeof *widths;

	most = cs_histogram_quantile(gaps, spacing->span, .95);
	longest = cs_histogram_quantile(gaps, spacing->span, 1);
	free(gaps);
	while (i + 1 < n && widths[i] * BINS < most)
		i++;
	bins.width = widths[i];
	while (bins.width * BINS < most)
		bins.width += 364;
	bins.count = (size_t)((longest + bins.width - 1) / bins.width);
	bins.open = longest > 0 && bins.count > BINS_AT_MOST;
	if (bins.open)
		bins.count = (size_t)(most / bins.width) + 1;
	return bins;
}

void begin_histogram(const void *of, struct cs_table *table)
{
	(void)of;
	cs_table_add_note(
	    table, "Days from one purchase to the next, each gap counting "
		   "one, of those who came back; 0: on the same day. Who "
		   "has not yet may still come, later than most.");
}

/* Row 0 is the same day. */
static void put_bin(struct cs_table *table, const struct bins *bins, size_t row,
		    int64_t gaps, int64_t so_far, int64_t all)
{
	int64_t to = (int64_t)row * bins->width;
	int64_t from = row == 0 ? 0 : to - bins->width + 1;
	bool open = bins->open && row == bins->count;
	char days[64];

	if (open)
		snprintf(days, sizeof days, "%lld on", (long long)from);
	else if (from == to)
		snprintf(days, sizeof days, "%lld", (long long)to);
	else
		snprintf(days, sizeof days, "%lld to %lld", (long long)from,
			 (long long)to);
	cs_row(table);
	cs_put_text(table, "days", days);
	cs_put_count(table, "from_days", from);
	cs_put_known(table, "to_days", !open, to);
	cs_put_count(table, "gaps", gaps);
	cs_put_real(table, "share", cs_ratio(gaps, all));
	cs_put_real(table, "share_so_far", cs_ratio(so_far, all));
}

void put_histogram(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct spacing *spacing = &((const struct tally *)part)->spacing;
	struct bins bins;
	int64_t *gaps, all = 0, so_far = 0;
	size_t day = 0;

	if (spacing->count == 0)
		return;
	bins = bins_of(&study->whole->spacing);
	gaps = gaps_by_days(spacing);
	for (size_t i = 0; i < spacing->span; i++)
		all += gaps[i];
	for (size_t row = 0; all > 0 && row <= bins.count; row++) {
		size_t end = row * (size_t)bins.width + 1;
		int64_t sum = 0;

		if (end > spacing->span || (bins.open && row == bins.count))
			end = spacing->span;
		while (day < end)
			sum += gaps[day++];
		so_far += sum;
		put_bin(table, &bins, row, sum, so_far, all);
	}
	free(gaps);
}

void chart_histogram(const void *of, struct cs_report *report,
		     const char *answer)
{
	const struct study *study = of;
	bool groups = study->ngroups > 0;
	struct cs_table *data =
	    cs_table_open(&retention_tables[HISTOGRAM], groups);
	struct cs_chart chart = {
		.table = "histogram",
		.kind = groups ? CS_CHART_POINTS : CS_CHART_BARS,
		.data = data,
		.title = retention_tables[HISTOGRAM].question,
		.subtitle = "of those who have come back so far; 0: on the "
			    "same day",
		.xlabel = "days from one purchase to the next",
		.ylabel = "share of the gaps",
		.x = "days",
		.y = "share",
	};

	(void)answer;
	cs_draw_parts(study->job, &study->parts, tally_customers, study,
		      put_histogram, data, &chart);
	cs_report_chart(report, &chart, true);
}
