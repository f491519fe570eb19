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
	{ "days", CS_COUNT, .people = CS_FILES,
	  .means = "number of days since the first purchase" },
	{ "customers", CS_COUNT,
	  .means = "of the group, whose first purchase lies in the window" },
	{ "reference", CS_TEXT, .people = CS_FILES,
	  .means = "the group it is compared with" },
	{ "reference_customers", CS_COUNT, .people = CS_FILES,
	  .means = "its customers" },
	{ "repeat_rate", CS_SHARE, "rate",
	  .means = "of the group, as in within; 1 once nobody is left" },
	{ "difference", CS_SHARE, "points",
	  .means = "rate of the group minus rate of the reference, Newcombe's "
		   "interval" },
	{ "difference_low", CS_SHARE },
	{ "difference_high", CS_SHARE },
	{ "test", CS_TEXT, .people = CS_FILES,
	  .means = "score; exact (Fisher's) where fewer than 5 customers are "
		   "expected on a side; clusters with --cluster" },
	{ "p_value", CS_REAL, "p", 4,
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

/* The number of days that text shows: the longest for which the reference is
 * still watched, the first if for none. */
static size_t shown_days(const struct study *study, size_t reference)
{
	const struct days *days = &study->options->days;
	size_t shown = 0;

	for (size_t i = 0; i < days->count; i++)
		if (study_within(study, &study->groups[reference],
				 days->list[i])
			.at_risk >= STUDY_WATCHED)
			shown = i;
	return shown;
}

/*
 * A row for each number of days and group, and its p-value: all pairs of the
 * table are adjusted together, the reference with itself is none.
 */
static void compute_rows(const struct study *study, size_t reference,
			 struct cs_difference *rows, double *adjusted, size_t n)
{
	struct cs_times theirs = times_of(study, reference);

	for (size_t i = 0; i < n; i++) {
		size_t group = i % study->ngroups;
		struct cs_times ours = times_of(study, group);
		int64_t days = study->options->days.list[i / study->ngroups];

		rows[i] =
		    cs_km_difference(&ours, &theirs, (size_t)days, CS_LEVEL);
		spread_difference(study, group, i / study->ngroups, &rows[i]);
		adjusted[i] = group == reference ? CS_NOTHING : rows[i].p_value;
	}
	cs_holm(adjusted, n, adjusted);
}

static void put_difference(struct cs_table *table, bool clustered,
			   const struct cs_difference *d, double adjusted)
{
	cs_put_real(table, "repeat_rate", d->rate);
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

/* What text leaves out of the rows, and how far they go. */
static void note_compared(const struct study *study, struct cs_table *table,
			  size_t reference, int64_t days)
{
	struct cs_times theirs = times_of(study, reference);
	double rate =
	    1 - study_within(study, &study->groups[reference], days).survival;
	struct cs_buf text = CS_BUF_INIT;

	cs_buf_addf(&text, "within %s of the first purchase, against %s: %s",
		    cs_counted(days, "day").text,
		    study->job->data.groups[reference],
		    cs_counted(newcomers(&theirs), "customer").text);
	if (rate == rate) {
		cs_buf_adds(&text, ", ");
		cs_add_percent(&text, rate);
	}
	cs_table_add_note(table, "%s", text.data);
	if (study->options->days.count > 1)
		cs_table_add_note(table, "p (Holm) is of the comparisons at "
					 "all numbers of days; -f csv has "
					 "them.");
	cs_buf_release(&text);
}

static void put_differences(const struct study *study, struct cs_table *table)
{
	char **names = study->job->data.groups;
	const int64_t *days = study->options->days.list;
	size_t k = study->ngroups, n = study->options->days.count * k;
	size_t reference = (size_t)study->reference;
	size_t shown = shown_days(study, reference);
	struct cs_times theirs = times_of(study, reference);
	struct cs_difference *rows = cs_calloc(n, sizeof *rows);
	double *adjusted = cs_calloc(n, sizeof *adjusted);

	compute_rows(study, reference, rows, adjusted, n);
	for (size_t i = 0; i < n; i++) {
		struct cs_times ours = times_of(study, i % k);

		if (i % k == reference)
			continue;
		cs_row_for(table, i / k == shown ? CS_ALL : CS_FILES);
		cs_put_text(table, "group", names[i % k]);
		cs_put_count(table, "days", days[i / k]);
		cs_put_count(table, "customers", newcomers(&ours));
		cs_put_text(table, "reference", names[reference]);
		cs_put_count(table, "reference_customers", newcomers(&theirs));
		put_difference(table, cs_clustered(study->job), &rows[i],
			       adjusted[i]);
	}
	note_compared(study, table, reference, days[shown]);
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
