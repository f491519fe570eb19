/* tables.c - cs-lifetime's tables together, and summary. */
#include <string.h>

#include "lifetime/report.h"

/* --- which there are --------------------------------------------------- */

void put_all(const struct study *study, struct cs_table *table, put_part *put)
{
	const struct cs_data *data = &study->job->data;

	if (cs_whole_wanted(study->job))
		put(study, table, cs_part_whole(), &study->whole);
	for (size_t g = 0; data->grouped && g < study->ngroups; g++)
		put(study, table, cs_part_group(data, g), &study->groups[g]);
}

void report_tables(const struct study *study)
{
	static const struct {
		enum lifetime_table table;
		struct cs_table *(*make)(const struct study *study);
		put_part *put;
	} tables[] = {
		{ SUMMARY, summary_table, put_summary },
		{ PAYMENTS, payments_table, put_payments },
		{ CURVE, curve_table, put_curve },
		{ SBG, sbg_table, put_sbg },
		{ PROJECTION, projection_table, put_projection },
		{ TENURE, tenure_table, put_tenure },
	};

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		if (cs_table_needed(study->job, tables[i].table))
			put_all(study, tables[i].make(study), tables[i].put);
		if (tables[i].table == CURVE)
			report_compare(study);
	}
}

/* --- summary ----------------------------------------------------------- */

static const struct cs_column summary_columns[] = {
	{ "customers", CS_COUNT },
	{ "lapsed", CS_COUNT },
	{ "returned", CS_COUNT, "... of those who came back", .sparse = true },
	{ "censored", CS_COUNT, "not lapsed when last seen" },
	{ "lapse_after_days", CS_COUNT, "lapse: days of silence",
	  .sparse = true },
	{ "median_payments", CS_COUNT, "payments until half have lapsed",
	  .sparse = true },
	{ "negligible_after", CS_COUNT, "lapses negligible from payment",
	  .sparse = true },
	{ "modal_lapse_payment", CS_COUNT, "most lapses come after payment",
	  .sparse = true },
	{ "modal_lapse_share", CS_SHARE, "... their share of all lapses",
	  .sparse = true },
	{ "median_time", CS_REAL, "time until half have lapsed", 1 },
	{ "median_time_low", CS_REAL, NULL, 1 },
	{ "median_time_high", CS_REAL, NULL, 1 },
	{ "restricted_mean", CS_REAL, "mean time, up to the limit", 1 },
	{ "restricted_to", CS_REAL, "... the limit", 1 },
	{ "expected_lapses", CS_REAL, "lapses if all groups were alike", 1,
	  .by_group = true },
	{ NULL }
};

struct cs_table *summary_table(const struct study *study)
{
	struct cs_table *table = cs_table_add(study->job, SUMMARY);
	enum mode mode = study->job->mode;

	if (mode == MODE_SURVIVORS) {
		cs_table_set_heading(table, "median_payments",
				     "periods until half have lapsed");
		cs_table_set_heading(table, "negligible_after",
				     "lapses negligible from period");
		cs_table_set_heading(table, "modal_lapse_payment",
				     "most lapses come after period");
	}
	if (mode == MODE_DURATIONS)
		cs_table_add_note(table, "Times are as in the input.");
	else
		cs_table_add_note(table, "Times are in %s%s.",
				  study_unit(study),
				  mode == MODE_SURVIVORS ? "s" : "");
	return table;
}

size_t negligible_after(const struct study *study,
			const struct subjects *subjects)
{
	/* the default rule calls a twentieth of all gaps a lapse, whatever they
	 * are */
	if (study->lapse.kind == CS_LAPSE_USUAL)
		return 0;
	return cs_life_negligible(subjects->counts, subjects->ncounts,
				  study->options->negligible, CS_LEVEL);
}

/* A number that is 0 or less where there is none. */
static void put_number(struct cs_table *table, const char *column,
		       int64_t number)
{
	if (number > 0)
		cs_put_count(table, column, number);
	else
		cs_put_null(table, column);
}

static void put_by_payment(const struct study *study, struct cs_table *table,
			   const struct subjects *s)
{
	struct cs_duration lapse = cs_lapse_length(&study->lapse);
	size_t modal = cs_life_modal(s->counts, s->ncounts);

	if (study->lapse.kind != CS_LAPSE_UNSETTLED && lapse.months == 0)
		cs_put_count(table, "lapse_after_days", lapse.days);
	else
		cs_put_null(table, "lapse_after_days");
	put_number(table, "median_payments",
		   (int64_t)cs_life_median(s->rows, s->ncounts));
	put_number(table, "negligible_after",
		   (int64_t)negligible_after(study, s));
	put_number(table, "modal_lapse_payment", (int64_t)modal);
	cs_put_real(table, "modal_lapse_share",
		    modal > 0 ? s->rows[modal - 1].lapse_share : CS_NOTHING);
}

void put_summary(const struct study *study, struct cs_table *table,
		 struct cs_part part, const struct subjects *s)
{
	struct cs_spans spans = subjects_spans(s);
	struct cs_curve_time median = cs_curve_quantile(&spans, s->curve, .5);

	cs_put_part(table, part);
	cs_put_count(table, "customers", s->customers);
	cs_put_count(table, "lapsed", s->lapsed);
	if (s->returned >= 0)
		cs_put_count(table, "returned", s->returned);
	else
		cs_put_null(table, "returned");
	cs_put_count(table, "censored", s->customers - s->lapsed);
	put_by_payment(study, table, s);
	cs_put_real(table, "median_time", median.time);
	cs_put_real(table, "median_time_low", median.low);
	cs_put_real(table, "median_time_high", median.high);
	cs_put_real(
	    table, "restricted_mean",
	    cs_restricted_mean(&spans, s->curve, study->restricted_to, NULL));
	cs_put_real(table, "restricted_to", study->restricted_to);
	if (study->job->data.grouped)
		cs_put_real(table, "expected_lapses", s->expected);
}

/* --- all of them ------------------------------------------------------- */

enum {
	BY_PAYMENT = 1 << MODE_PAYMENTS | 1 << MODE_SURVIVORS,
	OF_ORDERS = 1 << MODE_PAYMENTS
};

const struct cs_table_spec lifetime_tables[] = {
	[SUMMARY] = { "summary", "How long do they stay?", summary_columns,
		      CS_FIELDS },
	[PAYMENTS] = { "payments", "After which payment do they lapse?",
		       payment_columns, .modes = BY_PAYMENT,
		       .wants = "orders or --survivors" },
	[CURVE] = { "curve", "How long do they stay?", curve_columns,
		    .is_long = true },
	[COMPARE] = { "compare", "Do the groups stay equally long?",
		      compare_columns, .across = true },
	[SBG] = { "sbg", "The lapse rates as a beta-geometric model",
		  sbg_columns, CS_FIELDS, .modes = BY_PAYMENT,
		  .wants = "orders or --survivors" },
	[PROJECTION] = { "projection", "How many will stay?",
			 projection_columns, .modes = BY_PAYMENT,
			 .wants = "orders or --survivors" },
	[TENURE] = { "tenure",
		     "Do customers become worth more the longer they stay?",
		     tenure_columns, .modes = OF_ORDERS, .wants = "orders" },
	{ NULL }
};
