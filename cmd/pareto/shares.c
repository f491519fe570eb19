/* shares.c - what the largest so many per cent hold: a table of cs-pareto. */
#include "pareto/report.h"
#include "stat/concentration.h"

/* --- the table --------------------------------------------------------- */

const struct cs_column share_columns[] = {
	{ "percent", CS_PERCENT, "top", .means = "the top so many per cent" },
	{ "customers", CS_COUNT,
	  .means = "how many these are: rounded up, at least one; in a line "
		   "for a whole group, all of its customers" },
	{ "value", CS_MONEY, .means = "what they bring" },
	{ "share", CS_SHARE, "share of all",
	  .means = "their share of the total" },
	{ NULL }
};

/* Is it a column where groups have a line each? All hold all. */
static bool has_column(const struct study *study, size_t i)
{
	return study->options->percents.micros[i] < CS_PERCENT_WHOLE;
}

/* People see a line for each group, with a column for each per cent. */
void begin_shares(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	static const char *const files[] = { "percent", "value", "share" };

	cs_table_set_heading(table, "customers", keys_of(study));
	if (!study->job->data.grouped)
		return;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		cs_table_hide(table, files[i]);
	for (size_t i = 0; i < study->options->percents.count; i++)
		if (has_column(study, i))
			cs_table_add_column(
			    table,
			    &(struct cs_column){
				study->percents[i], CS_SHARE,
				.people = CS_PEOPLE,
				.means = "share of the total that the top so "
					 "many per cent of the group hold" });
	cs_table_add_note(table,
			  "%%: what the largest so many per cent of each "
			  "group, one at least, hold of all that it brings.");
	cs_table_by_line(study->job, table, cs_whole_wanted(study->job), 0);
}

static double share_of(const struct values *values, int64_t percent)
{
	size_t k = cs_top_count(percent, values->count);

	return cs_money_share(values_top(values, k), values->total);
}

static void put_line(const struct study *study, struct cs_table *table,
		     const struct values *values)
{
	const struct cs_percent_list *percents = &study->options->percents;

	cs_row_for(table, CS_PEOPLE);
	cs_put_null(table, "percent");
	cs_put_count(table, "customers", (int64_t)values->count);
	cs_put_null(table, "value");
	cs_put_null(table, "share");
	for (size_t i = 0; i < percents->count; i++)
		if (has_column(study, i))
			cs_put_real(table, study->percents[i],
				    share_of(values, percents->micros[i]));
}

void put_shares(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct tally *tally = part;
	const struct values *values = &tally->values;
	const struct cs_percent_list *percents = &study->options->percents;
	bool grouped = study->job->data.grouped;

	if (grouped)
		put_line(study, table, values);
	for (size_t i = 0; i < percents->count; i++) {
		size_t k = cs_top_count(percents->micros[i], values->count);

		cs_row_for(table, grouped ? CS_FILES : CS_ALL);
		cs_put_real(table, "percent",
			    (double)percents->micros[i] / 1e6);
		cs_put_count(table, "customers", (int64_t)k);
		cs_put_money(table, "value", values_top(values, k));
		cs_put_real(table, "share",
			    share_of(values, percents->micros[i]));
		cs_put_rest(table);
	}
}

/* --- the chart --------------------------------------------------------- */

/* Of so many customers, how many have a bar with their name? */
static size_t named_bars(size_t count)
{
	return count <= CHART_BARS    ? count
	       : count <= CHART_NAMED ? CHART_LARGEST
				      : 0;
}

/* The name of customer `i`, how many there are beside those that have one, or
 * how many per cent end with bar `i` of `bars`. */
static void put_bar_name(struct cs_table *table, const struct tally *whole,
			 size_t i, size_t bars)
{
	size_t n = whole->values.count, named = named_bars(n);
	const struct items *items = &whole->items;
	struct cs_buf name = CS_BUF_INIT;

	if (i <= named && i <= items->count)
		cs_buf_add(&name, items->list[i - 1].key.bytes,
			   items->list[i - 1].key.length);
	else if (named > 0 && items->count > 0)
		cs_buf_addf(&name, "(%zu others)", n - named);
	else
		cs_buf_addf(&name, "%zu %%", i * 100 / bars);
	cs_put_text(table, "customers", name.data);
	cs_buf_release(&name);
}

/* A bar each for few customers, else for every twentieth part of them. */
static struct cs_table *bars_table(const struct tally *whole)
{
	static const struct cs_column columns[] = { { "customers", CS_TEXT },
						    { "value", CS_SHARE },
						    { "cumulative", CS_SHARE },
						    { NULL } };
	struct cs_table *table = cs_table_new("bars", "", columns);
	const struct values *values = &whole->values;
	size_t n = values->count, named = named_bars(n);
	size_t bars = named == 0 ? CHART_BARS : named + (named < n);
	cs_sum before = 0;

	for (size_t i = 1; i <= bars; i++) {
		size_t end = named == 0 ? n * i / bars : i <= named ? i : n;
		cs_sum sum = values_top(values, end);

		cs_row(table);
		put_bar_name(table, whole, i, bars);
		cs_put_real(table, "value",
			    cs_money_share(sum - before, values->total));
		cs_put_real(table, "cumulative",
			    cs_money_share(sum, values->total));
		before = sum;
	}
	return table;
}

void chart_shares(const void *of, struct cs_report *report, const char *answer)
{
	const struct study *study = of;
	struct cs_buf xlabel = CS_BUF_INIT;
	struct cs_chart chart;

	cs_buf_addf(&xlabel,
		    "%s, the largest first; a bar is a twentieth of them",
		    keys_of(study));
	chart = (struct cs_chart){
		.table = "shares",
		.kind = CS_CHART_PARETO,
		.data = bars_table(study->whole),
		.title = study->options->keys != NULL
			     ? "How few carry the business?"
			     : "How few customers carry the business?",
		.subtitle = answer,
		.xlabel = named_bars(study->whole->values.count) > 0
			      ? NULL
			      : xlabel.data,
		.ylabel = "share of each bar",
		.y2label = "cumulative share",
		.x = "customers",
		.y = "value",
		.y2 = "cumulative",
	};

	cs_report_chart(report, &chart, true);
	cs_buf_release(&xlabel);
}
