/* compare.c - cs-retention's table compare: do groups differ? */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "retention/report.h"
#include "stat/compare.h"
#include "stat/survival.h"

static const struct cs_column columns[] = {
	{ "days", CS_COUNT, "within days" },
	{ "reference", CS_TEXT, "against" },
	{ "repeat_rate", CS_SHARE, "rate" },
	{ "difference", CS_SHARE, "points" },
	{ "difference_low", CS_SHARE },
	{ "difference_high", CS_SHARE },
	{ "p_value", CS_REAL, "p", 4 },
	{ "p_adjusted", CS_REAL, "p (Holm)", 4 },
	{ NULL }
};

/* A group at one number of days; the reference's own rows are not printed. */
struct row {
	size_t group;
	int64_t days;
	double rate;
	struct cs_difference difference;
};

/* The group to compare with: the one named, else the largest; -1: no such
 * group. */
static long find_reference(const struct study *study, struct cs_err *err)
{
	const struct cs_data *data = &study->job->data;
	const char *name = study->options->reference;
	size_t largest = 0;

	for (size_t g = 0; g < study->ngroups; g++) {
		if (name != NULL && strcmp(data->groups[g], name) == 0)
			return (long)g;
		if (study->groups[g].repeat.customers >
		    study->groups[largest].repeat.customers)
			largest = g;
	}
	if (name == NULL)
		return (long)largest;
	cs_fail_at(err, NULL, 0, 0);
	return cs_fail(err, "no-group",
		       "--reference: no customer is in a group \"%s\"", name);
}

static struct cs_km within(const struct study *study, size_t group,
			   int64_t days)
{
	const struct cs_repeat *r = &study->groups[group].repeat;

	return cs_km_at(r->second, r->censored, study->rules.span, days,
			CS_LEVEL, CS_CONF_LOG_LOG);
}

/* The caller frees them. */
static struct row *compute_rows(const struct study *study, size_t reference,
				size_t n)
{
	struct row *rows = cs_calloc(n, sizeof *rows);

	for (size_t i = 0; i < n; i++) {
		size_t group = i % study->ngroups;
		int64_t days = study->options->days.list[i / study->ngroups];
		struct cs_km ours = within(study, group, days);
		struct cs_km theirs = within(study, reference, days);

		rows[i] =
		    (struct row){ group, days, 1 - ours.survival,
				  cs_difference(theirs.survival - ours.survival,
						ours.se, theirs.se, CS_LEVEL) };
	}
	return rows;
}

/* All pairs of the table are adjusted together. The caller frees the result. */
static double *adjust(const struct row *rows, size_t n, size_t reference)
{
	double *p = cs_calloc(n, sizeof *p);

	for (size_t i = 0; i < n; i++)
		p[i] = rows[i].group == reference ? CS_NOTHING
						  : rows[i].difference.p_value;
	cs_holm(p, n, p);
	return p;
}

static void put_rows(const struct study *study, struct cs_table *table,
		     size_t reference)
{
	char **names = study->job->data.groups;
	size_t n = study->options->days.count * study->ngroups;
	struct row *rows = compute_rows(study, reference, n);
	double *adjusted = adjust(rows, n, reference);

	for (size_t i = 0; i < n; i++) {
		const struct cs_difference *d = &rows[i].difference;

		if (rows[i].group == reference)
			continue;
		cs_put_part(table,
			    cs_part_group(&study->job->data, rows[i].group));
		cs_put_count(table, "days", rows[i].days);
		cs_put_text(table, "reference", names[reference]);
		cs_put_real(table, "repeat_rate", rows[i].rate);
		cs_put_real(table, "difference", d->difference);
		cs_put_real(table, "difference_low", d->low);
		cs_put_real(table, "difference_high", d->high);
		cs_put_real(table, "p_value", d->p_value);
		cs_put_real(table, "p_adjusted", adjusted[i]);
	}
	free(adjusted);
	free(rows);
}

int report_compare(struct cs_job *job, const struct study *study,
		   struct cs_err *err)
{
	struct cs_table *table;
	long reference;

	if (!job->data.grouped || !cs_table_needed(job, "compare"))
		return 0;
	table = cs_group_table(
	    job, "compare", "Do groups differ in their repeat rate?", columns);
	reference = find_reference(study, err);
	if (reference < 0)
		return -1;
	put_rows(study, table, (size_t)reference);
	return 0;
}
