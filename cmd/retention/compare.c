/* compare.c - cs-retention's table compare: do groups differ? */
#include <stdlib.h>

#include "base/mem.h"
#include "retention/report.h"
#include "stat/compare.h"
#include "stat/survival.h"

const struct cs_column compare_columns[] = {
	{ "group", CS_TEXT, .means = "the group" },
	{ "days", CS_COUNT, "within days",
	  .means = "number of days since the first purchase" },
	{ "reference", CS_TEXT, "against",
	  .means = "the group it is compared with" },
	{ "repeat_rate", CS_SHARE, "rate",
	  .means = "of the group, as in within" },
	{ "difference", CS_SHARE, "points",
	  .means = "rate of the group minus rate of the reference, normal "
		   "interval from Greenwood's errors of both curves" },
	{ "difference_low", CS_SHARE },
	{ "difference_high", CS_SHARE },
	{ "p_value", CS_REAL, "p", 4,
	  .means = "two-sided, of no difference; none where a standard error "
		   "is 0 or unknown" },
	{ "p_adjusted", CS_REAL, "p (Holm)", 4,
	  .means = "by Holm's method over all rows of the table" },
	{ NULL }
};

/* A group at one number of days. */
struct row {
	double rate;
	struct cs_difference difference;
};

/* The group to compare with: the one named, else the largest. */
static size_t find_reference(const struct study *study)
{
	size_t largest = 0;

	if (study->reference >= 0)
		return (size_t)study->reference;
	for (size_t g = 1; g < study->ngroups; g++)
		if (study->groups[g].repeat.customers >
		    study->groups[largest].repeat.customers)
			largest = g;
	return largest;
}

static struct cs_km within(const struct study *study, size_t group,
			   int64_t days)
{
	const struct cs_repeat *r = &study->groups[group].repeat;

	return cs_km_at(r->second, r->censored, study->rules.span, days,
			CS_LEVEL, CS_CONF_LOG_LOG);
}

/*
 * A row for each number of days and group, and its p-value: all pairs of the
 * table are adjusted together, the reference with itself is none.
 */
static void compute_rows(const struct study *study, size_t reference,
			 struct row *rows, double *adjusted, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t group = i % study->ngroups;
		int64_t days = study->options->days.list[i / study->ngroups];
		struct cs_km ours = within(study, group, days);
		struct cs_km theirs = within(study, reference, days);
		struct cs_difference difference =
		    cs_difference(theirs.survival - ours.survival, ours.se,
				  theirs.se, CS_LEVEL);

		rows[i] = (struct row){ 1 - ours.survival, difference };
		adjusted[i] =
		    group == reference ? CS_NOTHING : difference.p_value;
	}
	cs_holm(adjusted, n, adjusted);
}

void put_compare(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	char **names = study->job->data.groups;
	size_t n = study->options->days.count * study->ngroups;
	size_t reference = find_reference(study);
	struct row *rows = cs_calloc(n, sizeof *rows);
	double *adjusted = cs_calloc(n, sizeof *adjusted);

	(void)part;
	compute_rows(study, reference, rows, adjusted, n);
	for (size_t i = 0; i < n; i++) {
		const struct cs_difference *d = &rows[i].difference;
		size_t group = i % study->ngroups;

		if (group == reference)
			continue;
		cs_row(table);
		cs_put_text(table, "group", names[group]);
		cs_put_count(table, "days",
			     study->options->days.list[i / study->ngroups]);
		cs_put_text(table, "reference", names[reference]);
		cs_put_real(table, "repeat_rate", rows[i].rate);
		cs_put_real(table, "difference", d->difference);
		cs_put_range(table, "difference", d->low, d->high);
		cs_put_real(table, "p_value", d->p_value);
		cs_put_real(table, "p_adjusted", adjusted[i]);
	}
	free(adjusted);
	free(rows);
}
