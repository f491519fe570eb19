/*
 * survivors.c - lifetimes of a cohort that is counted from period to period: a
 * row holds how many are left, the first of them all. See study.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lifetime/study.h"

/* A row holds an int64_t for each cohort. */
static void read_counts(void *context, const struct cs_row *row, void *record)
{
	const struct lifetime_options *options = context;
	int64_t *left = record;

	for (size_t c = 0; c < options->survivors.count; c++)
		left[c] = row->values[c].number / CS_MICROS;
}

/* How many of a cohort are left in a row. */
static int64_t left_in(const struct lifetime_options *options, size_t row,
		       size_t cohort)
{
	const int64_t *left = options->stated.rows.records;

	return left[row * options->survivors.count + cohort];
}

static int prepare(struct cs_job *job, struct cs_err *err)
{
	struct lifetime_options *options = job->own;
	size_t count = options->survivors.count;

	if (count > CS_MAX_FIELDS)
		return cs_fail(err, NULL, "--survivors takes up to %d columns",
			       CS_MAX_FIELDS);
	if (job->shared.column[CS_ROLE_GROUP] != NULL)
		return cs_fail(err, NULL,
			       "--survivors A,B names the groups: leave out "
			       "--group");
	cs_forget_roles(job);
	for (size_t c = 0; c < count; c++) {
		struct cs_column_rule *rule = cs_name_column(
		    job, "--survivors", options->survivors.items[c]);

		rule->name = rule->named;
		rule->whole = true;
	}
	return 0;
}

/* The columns are the groups, if there are several. */
static void name_groups(const struct cs_list *names, struct cs_data *data)
{
	if (names->count < 2)
		return;
	data->grouped = true;
	data->ngroups = names->count;
	data->groups = cs_calloc(names->count, sizeof *data->groups);
	for (size_t c = 0; c < names->count; c++)
		data->groups[c] = cs_strdup(names->items[c]);
}

static enum cs_read load(struct cs_job *job, struct cs_err *err)
{
	struct lifetime_options *options = job->own;
	const struct cs_row_record record = {
		options->survivors.count * sizeof(int64_t), read_counts, options
	};
	enum cs_read status =
	    cs_rows_load(&job->load, &record, &options->stated.rows, err);

	cs_rows_give(&options->stated.rows, &job->data, job->load.as_of);
	name_groups(&options->survivors, &job->data);
	return status;
}

static int check(const struct lifetime_options *options, struct cs_err *err)
{
	cs_fail_at(err, NULL, 0, 0);
	if (options->stated.rows.count == 1)
		return cs_fail(
		    err, "one-period",
		    "there is one row of survivors: a row per period "
		    "is needed, the first with all who began");
	for (size_t i = 1; i < options->stated.rows.count; i++)
		for (size_t c = 0; c < options->survivors.count; c++)
			if (left_in(options, i, c) > left_in(options, i - 1, c))
				return cs_fail(
				    err, "survivors-rise",
				    "the survivors \"%s\" rise from %lld to "
				    "%lld in row %zu: a row per period is "
				    "needed, in their order, of one cohort",
				    options->survivors.items[c],
				    (long long)left_in(options, i - 1, c),
				    (long long)left_in(options, i, c), i + 1);
	return 0;
}

/* Adds what happened to a cohort from row to row. */
static void add_cohort(struct subjects *s,
		       const struct lifetime_options *options, size_t cohort)
{
	size_t periods = options->stated.rows.count - 1;

	if (s->counts == NULL) {
		s->counts = cs_calloc(periods, sizeof *s->counts);
		s->spread = cs_calloc(periods, sizeof *s->spread);
		s->ncounts = periods;
	}
	s->customers += left_in(options, 0, cohort);
	s->lapsed +=
	    left_in(options, 0, cohort) - left_in(options, periods, cohort);
	for (size_t n = 1; n <= periods; n++) {
		int64_t before = left_in(options, n - 1, cohort);

		s->counts[n - 1].reached += before;
		s->counts[n - 1].at_risk += before;
		s->counts[n - 1].lapsed += before - left_in(options, n, cohort);
	}
}

/* Period by period: the last one's survivors are censored there. */
static void make_curve(struct subjects *s)
{
	cs_spread_cohort(s->counts, s->ncounts, s->spread);
	s->start = s->customers;
	for (size_t n = 1; n <= s->ncounts; n++) {
		struct moment counts = {
			s->counts[n - 1].lapsed,
			n == s->ncounts ? s->customers - s->lapsed : 0, 0
		};

		subjects_at(s, (double)n, counts);
	}
}

static int gather(struct study *study, struct cs_err *err)
{
	const struct lifetime_options *options = study->options;

	if (check(options, err) != 0)
		return -1;
	if (options->stated.rows.count == 0)
		return 0;
	for (size_t c = 0; c < options->survivors.count; c++) {
		add_cohort(&study->whole, options, c);
		add_cohort(&study->groups[c], options, c);
		make_curve(&study->groups[c]);
	}
	make_curve(&study->whole);
	return 0;
}

const struct kind kind_survivors = {
	.name = "survivors",
	.who = "customer",
	.lapsed = "lapsed",
	.clock = "periods since the start",
	.prepare = prepare,
	.load = load,
	.gather = gather,
};
