/* compare.c - do groups differ? A table of cs-retention. */
#include <math.h>
#include <stdlib.h>

#include "app/clusters.h"
#include "base/mem.h"
#include "report/number.h"
#include "retention/report.h"
#include "stat/compare.h"

const struct cs_column compare_columns[] = {
	{ "group", CS_TEXT, .means = "the group" },
	{ "days", CS_COUNT, "within days",
	  .means = "number of days since the first purchase" },
	{ "customers", CS_COUNT,
	  .means = "of the group, whose first purchase lies in the window" },
	{ "reference", CS_TEXT, .people = CS_FILES,
	  .means = "the group it is compared with" },
	{ "reference_customers", CS_COUNT, .people = CS_FILES,
	  .means = "its customers" },
	{ "repeat_rate", CS_SHARE, "rate",
	  .means = "of the group, as in within; 1 once nobody is left" },
	{ "repeat_rate_low", CS_SHARE },
	{ "repeat_rate_high", CS_SHARE },
	{ "difference", CS_SHARE, "points",
	  .means = "rate of the group minus rate of the reference, Newcombe's "
		   "interval" },
	{ "difference_low", CS_SHARE },
	{ "difference_high", CS_SHARE },
	{ "test", CS_TEXT, .people = CS_FILES,
	  .means = "score; exact (Fisher's) where fewer than 5 customers are "
		   "expected on a side; clusters with --cluster" },
	{ "p_value", CS_REAL, "p", 4, .people = CS_FILES,
	  .means = "two-sided, of no difference; none where nobody has bought "
		   "again, or everybody" },
	{ "p_adjusted", CS_REAL, "p (Holm)", 4,
	  .means = "by Holm's method over all rows of the table" },
	{ NULL }
};

static struct cs_times times_of(const struct study *study, size_t group)
{
	const struct cs_repeat *r = &study->groups[group].repeat;

	return (struct cs_times){ r->second, r->censored, study->rules.span };
}

/* Customers whose first purchase lies in the window. */
static int64_t newcomers(const struct cs_times *times)
{
	int64_t n = 0;

	for (size_t day = 0; day < times->ntimes; day++)
		n += times->events[day] + times->censored[day];
	return n;
}

/*
 * How many customers are in groups of which at least `least` are still watched:
 * in those compared with the reference, or in that if it is alone. What is
 * pooled counts only where no other is compared. None where the reference is
 * not.
 */
static int64_t watched(const struct study *study, int64_t days, int64_t least)
{
	size_t pooled = study->job->data.pooled && study->ngroups > 2;
	size_t reference = (size_t)study->reference;
	int64_t sum = 0;

	if (study_within(study, &study->groups[reference], days).at_risk <
	    least)
		return 0;
	for (size_t g = 0; g < study->ngroups - pooled; g++)
		if ((g != reference || study->ngroups == 1) &&
		    study_within(study, &study->groups[g], days).at_risk >=
			least)
			sum += study->groups[g].repeat.customers;
	return sum;
}

/*
 * The numbers of days that are compared: those of --days or, where it is not
 * said, one: the longest for which groups with four fifths of the customers are
 * still watched, else the longest for which some are; the first if none is.
 */
static struct days compared_days(const struct study *study)
{
	const struct days *days = &study->options->days;
	int64_t all = watched(study, 0, 0), most = 0;
	size_t shown = 0;

	if (cs_list_has(&study->job->values.given, "days"))
		return *days;
	for (size_t i = 0; i < days->count; i++) {
		int64_t n = watched(study, days->list[i], STUDY_WATCHED);

		if (n == 0 || (most * 5 >= all * 4 && n * 5 < all * 4))
			break;
		most = n;
		shown = i;
	}
	return (struct days){ 1, { days->list[shown] } };
}

/*
 * A row for each number of days and group, and its p-value: all pairs of the
 * table are adjusted together, the reference with itself is none.
 */
static void compute_rows(const struct study *study, const struct days *compared,
			 size_t reference, struct cs_difference *rows,
			 double *adjusted)
{
	struct cs_times theirs = times_of(study, reference);
	size_t n = compared->count * study->ngroups;

	for (size_t i = 0; i < n; i++) {
		size_t group = i % study->ngroups;
		struct cs_times ours = times_of(study, group);
		int64_t days = compared->list[i / study->ngroups];

		rows[i] =
		    cs_km_difference(&ours, &theirs, (size_t)days, CS_LEVEL);
		spread_difference(study, group, days, &rows[i]);
		adjusted[i] = group == reference ? CS_NOTHING : rows[i].p_value;
	}
	cs_holm(adjusted, n, adjusted);
}

/* The group's rate by itself, and beside the reference's; of the reference:
 * NULL. */
static void put_difference(const struct study *study, struct cs_table *table,
			   size_t group, int64_t days,
			   const struct cs_difference *d, double adjusted)
{
	struct cs_km km = study_within(study, &study->groups[group], days);
	bool clustered = cs_clustered(study->job);

	spread_within(study, &study->groups[group], days, &km);
	cs_put_real(table, "repeat_rate",
		    d != NULL ? d->rate : 1 - km.survival);
	cs_put_range(table, "repeat_rate", 1 - km.high, 1 - km.low);
	if (d == NULL) {
		cs_put_rest(table);
		return;
	}
	cs_put_real(table, "difference", d->difference);
	cs_put_range(table, "difference", d->low, d->high);
	cs_put_text(table, "test",
		    isnan(d->p_value) ? NULL
		    : clustered	      ? "clusters"
		    : d->exact	      ? "exact"
				      : "score");
	cs_put_real(table, "p_value", d->p_value);
	cs_put_real(table, "p_adjusted", adjusted);
}

static void note_compared(const struct study *study, struct cs_table *table,
			  size_t reference, const struct days *compared)
{
	struct cs_buf text = CS_BUF_INIT;

	if (study->ngroups == 1) {
		cs_table_add_note(table, "There is nothing to compare: "
					 "all are in one group.");
		return;
	}
	if (compared->count == 1)
		cs_buf_addf(&text,
			    "Bought again within %s of the first "
			    "purchase; points",
			    cs_counted(compared->list[0], "day").text);
	else
		cs_buf_adds(&text, "Points");
	cs_table_add_note(table,
			  "%s: difference from %s. p (Holm): of "
			  "all comparisons of this table.",
			  text.data, study->job->data.groups[reference]);
	cs_buf_release(&text);
}

enum { FEW_NAMES = 5 };

/* Groups of which a few are watched so long as they are compared, or nobody
 * and they have no rate: `rows` as compute_rows() fills them. */
static void note_few(const struct study *study, struct cs_table *table,
		     const struct days *compared,
		     const struct cs_difference *rows)
{
	const struct cs_difference *last =
	    rows + (compared->count - 1) * study->ngroups;
	int64_t days = compared->list[compared->count - 1];
	struct cs_buf names = CS_BUF_INIT;
	bool nobody = false;
	size_t few = 0;

	for (size_t g = 0; g < study->ngroups; g++) {
		struct cs_km km = study_within(study, &study->groups[g], days);
		int64_t n = km.at_risk;
		double rate =
		    g == (size_t)study->reference ? km.survival : last[g].rate;
		bool known = n == 0 && !isnan(rate);

		if (known || n >= STUDY_WATCHED || few++ >= FEW_NAMES)
			continue;
		cs_buf_adds(&names, names.length > 0 ? ", " : "");
		cs_buf_adds(&names, study->job->data.groups[g]);
		cs_buf_addf(&names, " (%lld)", (long long)n);
		nobody |= n == 0;
	}
	if (few > FEW_NAMES)
		cs_buf_addf(&names, " and %zu more", few - FEW_NAMES);
	if (few > 0)
		cs_table_add_note(
		    table,
		    "Fewer than ten are still watched after %s, so "
		    "that the rate is hardly known%s, of: %s.",
		    cs_counted(days, "day").text,
		    nobody ? ", or not at all" : "", names.data);
	cs_buf_release(&names);
}

static void put_differences(const struct study *study, struct cs_table *table)
{
	char **names = study->job->data.groups;
	const struct days compared = compared_days(study);
	size_t k = study->ngroups, n = compared.count * k;
	size_t reference = (size_t)study->reference;
	struct cs_times theirs = times_of(study, reference);
	struct cs_difference *rows = cs_calloc(n, sizeof *rows);
	double *adjusted = cs_calloc(n, sizeof *adjusted);

	if (compared.count == 1)
		cs_table_hide(table, "days");
	compute_rows(study, &compared, reference, rows, adjusted);
	for (size_t i = 0; i < n; i++) {
		size_t group = i % k;
		struct cs_times ours = times_of(study, group);
		bool same = group == reference;

		cs_row_for(table, same ? CS_PEOPLE : CS_ALL);
		cs_put_text(table, "group", names[group]);
		cs_put_count(table, "days", compared.list[i / k]);
		cs_put_count(table, "customers", newcomers(&ours));
		cs_put_text(table, "reference", names[reference]);
		cs_put_count(table, "reference_customers", newcomers(&theirs));
		put_difference(study, table, group, compared.list[i / k],
			       same ? NULL : &rows[i], adjusted[i]);
	}
	cs_table_by_line(study->job, table, false, compared.count);
	note_compared(study, table, reference, &compared);
	note_few(study, table, &compared, rows);
	free(adjusted);
	free(rows);
}

void put_compare(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;

	(void)part;
	if (study->ngroups > 0)
		put_differences(study, table);
}
