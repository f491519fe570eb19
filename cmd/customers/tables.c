/* tables.c - cs-customers' tables: tiers and segments of those in list.c. */
#include <math.h>

#include "customers/report.h"
#include "report/number.h"

struct sums sums_of(const struct findings *found, int tier, int segment)
{
	const struct people *people = &found->tally->people;
	struct sums sums = { 0 };

	for (size_t i = 0; i < people->count; i++) {
		const struct person *person = &people->list[i];

		if ((tier >= 0 && person->tier != tier) ||
		    (segment >= 0 && person->segment != segment))
			continue;
		sums.customers++;
		sums.orders += person->orders;
		sums.revenue += person->revenue;
		sums.last_year += person->listed.last_year;
		if (person->listed.last_year > sums.largest)
			sums.largest = person->listed.last_year;
		sums.days_silent += person->listed.days_silent;
		sums.alive += found->fitted ? found->ahead[person->row].alive
					    : CS_NOTHING;
		sums.expected_revenue += person->expected_revenue;
	}
	if (!found->fitted || !found->values.converged)
		sums.expected_revenue = CS_NOTHING;
	return sums;
}

/* 4.35 weeks are a month. */
double contacts_a_month(int tier)
{
	return tier == PERSONAL ? 4
	       : tier == WEEKLY ? 4.35
	       : tier == EMAIL	? 1
				: 0;
}

/* --- tiers ------------------------------------------------------------- */

const struct cs_column tier_columns[] = {
	{ "tier", CS_TEXT, .means = "how to look after them" },
	{ "customers", CS_COUNT, .means = "customers in it" },
	{ "revenue_last_year", CS_MONEY, "last year",
	  .means = "what they brought, each in the 365 days up to its last "
		   "purchase" },
	{ "share", CS_SHARE, "of all",
	  .means = "revenue_last_year of that of all customers, where who "
		   "brought less than 0 counts as 0" },
	{ "expected_revenue", CS_REAL, "will bring", -1,
	  .means = "what they are expected to bring within the horizon" },
	{ "contacts_a_month", CS_REAL, "contacts a month", -1,
	  .means = "4 for each personal account, 4.35 for a weekly one, one "
		   "e-mail for others who have not lapsed; null: none are "
		   "planned" },
	{ "largest_share", CS_SHARE, "the largest",
	  .means = "share of the largest of them" },
	{ NULL }
};

void begin_tiers(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	struct cs_buf lapse = CS_BUF_INIT;

	cs_table_add_note(
	    table, "personal: by you, about once a week; weekly: a call a "
		   "week; email: one a month; win_back: lapsed, and as large "
		   "as somebody who is called; none: other lapsed. The list of "
		   "each: -t customers --tier NAME.");
	if (study->parts.customers > 0 && study_knows_lapses(study)) {
		cs_lapse_text(&study->lapse, &lapse);
		cs_table_add_note(table, "lapsed: silent for more than %s%s.",
				  lapse.data,
				  study->standing.rhythm
				      ? ", or in proportion to the customer's "
					"own usual gap (--rhythm)"
				      : "");
	}
	cs_buf_release(&lapse);
	if (!study->job->data.valued)
		cs_table_add_note(table, "Without amounts nobody is known to "
					 "be large: none is personal.");
}

void put_tiers(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct findings *found = study_of(study, part);
	bool valued = study->job->data.valued;

	for (int tier = 0; tier < NTIERS; tier++) {
		struct sums sums = sums_of(found, tier, -1);
		double contacts = contacts_a_month(tier);

		cs_row(table);
		cs_put_text(table, "tier", tier_names[tier]);
		cs_put_count(table, "customers", sums.customers);
		cs_put_known_money(table, "revenue_last_year", valued,
				   sums.last_year);
		cs_put_real(table, "share",
			    cs_money_share(sums.last_year, found->last_year));
		cs_put_real(table, "expected_revenue", sums.expected_revenue);
		cs_put_real(table, "contacts_a_month",
			    contacts > 0 ? contacts * (double)sums.customers
					 : CS_NOTHING);
		cs_put_real(table, "largest_share",
			    sums.customers > 0
				? cs_money_share(sums.largest, found->last_year)
				: CS_NOTHING);
	}
}

/* --- segments ---------------------------------------------------------- */

const struct cs_column segment_columns[] = {
	{ "segment", CS_TEXT, .means = "by scores of 1 to 5" },
	{ "customers", CS_COUNT, .means = "customers in it" },
	{ "share", CS_SHARE, "of all", .means = "of all customers" },
	{ "orders", CS_COUNT, .people = CS_FILES, .means = "their purchases" },
	{ "revenue", CS_MONEY, .means = "what they brought, less refunds" },
	{ "revenue_share", CS_SHARE, "of revenue",
	  .means = "of the revenue of all" },
	{ "mean_days_silent", CS_REAL, "days silent", -1,
	  .means = "mean days since their last purchases" },
	{ "p_alive", CS_SHARE, "still", -1,
	  .means = "how many of them are still customers, by the model: the "
		   "mean of their chances" },
	{ "expected_revenue", CS_REAL, "will bring", -1,
	  .means = "what they are expected to bring within the horizon" },
	{ NULL }
};

void begin_segments(const void *of, struct cs_table *table)
{
	(void)of;
	cs_table_add_note(table,
			  "By quintiles of these customers: a fifth are always "
			  "the longest silent, even where nobody leaves. "
			  "still: still customers, by the model.");
}

static void put_segment(const struct study *study, const struct findings *found,
			struct cs_table *table, int segment,
			const struct sums *all)
{
	struct sums sums = sums_of(found, -1, segment);
	bool valued = study->job->data.valued;
	double n = (double)sums.customers;

	cs_row(table);
	cs_put_text(table, "segment", cs_segment_names[segment]);
	cs_put_count(table, "customers", sums.customers);
	cs_put_real(table, "share", cs_ratio(sums.customers, all->customers));
	cs_put_count(table, "orders", sums.orders);
	cs_put_known_money(table, "revenue", valued, sums.revenue);
	cs_put_real(table, "revenue_share",
		    cs_money_share(sums.revenue, all->revenue));
	cs_put_real(table, "mean_days_silent", (double)sums.days_silent / n);
	cs_put_real(table, "p_alive", sums.alive / n);
	cs_put_real(table, "expected_revenue", sums.expected_revenue);
}

void put_segments(const void *of, struct cs_table *table, const void *part)
{
	const struct findings *found = study_of(of, part);
	struct sums all = sums_of(found, -1, -1);

	for (int segment = 0; segment < CS_NSEGMENTS; segment++)
		put_segment(of, found, table, segment, &all);
}

/* --- charts ------------------------------------------------------------ */

static const struct cs_column bar_columns[] = { { "name", CS_TEXT },
						{ "share", CS_SHARE },
						{ NULL } };

/* What they bring, `share` of all, beside how many they are. */
static void put_bar(const struct study *study, struct cs_table *bars,
		    const char *name, const struct sums *sums, double share)
{
	struct cs_buf label = CS_BUF_INIT;

	if (!study->job->data.valued)
		share = cs_ratio(sums->customers, study->parts.customers);
	cs_buf_addf(&label, "%s (%s)", name,
		    cs_figure((double)sums->customers, 0).text);
	cs_row(bars);
	cs_put_text(bars, "name", label.data);
	cs_put_real(bars, "share", share);
	cs_buf_release(&label);
}

static void add_chart(const struct study *study, struct cs_report *report,
		      struct cs_table *bars, const struct cs_table_spec *spec,
		      const char *subtitle)
{
	struct cs_chart chart = {
		.table = spec->name,
		.kind = CS_CHART_BARS,
		.data = bars,
		.title = spec->question,
		.subtitle = subtitle,
		.xlabel = "in brackets: how many customers they are",
		.ylabel = study->job->data.valued ? "share of the revenue"
						  : "share of the customers",
		.x = "name",
		.y = "share",
	};

	cs_report_chart(report, &chart, true);
}

void chart_tiers(const void *of, struct cs_report *report, const char *answer)
{
	const struct study *study = of;
	const struct findings *whole = &study->all[0];
	struct cs_table *bars = cs_table_new("bars", "", bar_columns);

	for (int tier = 0; tier < NTIERS; tier++) {
		struct sums sums = sums_of(whole, tier, -1);

		put_bar(study, bars, tier_names[tier], &sums,
			cs_money_share(sums.last_year, whole->last_year));
	}
	add_chart(study, report, bars, &customers_tables[TIERS], answer);
}

void chart_segments(const void *of, struct cs_report *report,
		    const char *answer)
{
	const struct study *study = of;
	const struct findings *whole = &study->all[0];
	struct cs_table *bars = cs_table_new("bars", "", bar_columns);
	struct sums all = sums_of(whole, -1, -1);

	(void)answer;
	for (int segment = 0; segment < CS_NSEGMENTS; segment++) {
		struct sums sums = sums_of(whole, -1, segment);

		put_bar(study, bars, cs_segment_names[segment], &sums,
			cs_money_share(sums.revenue, all.revenue));
	}
	add_chart(study, report, bars, &customers_tables[SEGMENTS],
		  "by how lately, how often and for how much they bought");
}

/* --- all of them ------------------------------------------------------- */

const struct cs_table_spec customers_tables[] = {
	[CUSTOMERS] = { "customers", "Whom to look after first?",
			customer_columns, .begin = begin_customers,
			.put = put_customers },
	[TIERS] = { "tiers", "How to look after them?", tier_columns,
		    .begin = begin_tiers, .put = put_tiers,
		    .chart = chart_tiers },
	[SEGMENTS] = { "segments", "What kinds of customers are there?",
		       segment_columns, .begin = begin_segments,
		       .put = put_segments, .chart = chart_segments },
	{ NULL }
};
