/*
 * survivors.c - lifetimes of a cohort that is counted from period to period: a
 * row holds how many are left, the first of them all. See study.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "app/tables.h"
#include "lifetime/study.h"

enum { MOST_COHORTS = 32 };

struct count_row {
	uint64_t place;
	int64_t left[MOST_COHORTS];
};

struct count_rows {
	struct count_row *list;
	size_t count, capacity;
};

struct cohorts {
	struct cs_field fields[MOST_COHORTS];
	size_t count;
	unsigned workers;
	struct count_rows *read; /* by worker */
};

static void take(void *context, unsigned worker, const struct cs_row *row,
		 uint32_t group)
{
	struct cohorts *cohorts = context;
	struct count_rows *mine = &cohorts->read[worker];
	struct count_row *to;

	(void)group;
	CS_GROW(mine->list, mine->count, mine->capacity);
	to = &mine->list[mine->count++];
	*to = (struct count_row){ .place = row->place };
	for (size_t c = 0; c < cohorts->count; c++)
		to->left[c] = row->values[c].number / CS_MICROS;
}

int survivors_prepare(struct cs_job *job, struct cs_err *err)
{
	struct lifetime_options *options = job->own;
	struct cs_input *input = &job->load.input;
	size_t count = options->survivors.count;
	struct cohorts *cohorts;

	if (count > MOST_COHORTS)
		return cs_fail(err, NULL, "--survivors takes up to %d columns",
			       MOST_COHORTS);
	if (input->column[CS_GROUP] != NULL)
		return cs_fail(err, NULL,
			       "--survivors A,B names the groups: leave out "
			       "--group");
	for (int role = 0; role < CS_NROLES; role++)
		input->wanted[role] = CS_UNUSED;
	cohorts = options->cohorts = cs_calloc(1, sizeof *cohorts);
	cohorts->count = count;
	for (size_t c = 0; c < count; c++)
		cohorts->fields[c] = (struct cs_field){
			.name = options->survivors.items[c],
			.option = "--survivors",
			.column = options->survivors.items[c],
			.type = CS_FIELD_NUMBER,
			.wanted = CS_REQUIRED,
			.filled = true,
			.high = INT64_MAX,
			.whole = true,
		};
	input->fields = cohorts->fields;
	input->nfields = count;
	job->load.need = CS_EACH_ROW;
	job->load.take = take;
	job->load.context = cohorts;
	cohorts->workers = input->threads;
	cohorts->read = cs_calloc(cohorts->workers, sizeof *cohorts->read);
	return 0;
}

void survivors_release(struct cohorts *cohorts)
{
	if (cohorts == NULL)
		return;
	for (unsigned w = 0; w < cohorts->workers; w++)
		free(cohorts->read[w].list);
	free(cohorts->read);
	free(cohorts);
}

static int by_place(const void *a, const void *b)
{
	const struct count_row *x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

/* The rows of all workers in the order of the input. */
static struct count_rows join(const struct cohorts *cohorts)
{
	struct count_rows all = { 0 };

	for (unsigned w = 0; w < cohorts->workers; w++)
		for (size_t i = 0; i < cohorts->read[w].count; i++) {
			CS_GROW(all.list, all.count, all.capacity);
			all.list[all.count++] = cohorts->read[w].list[i];
		}
	if (all.count > 0)
		qsort(all.list, all.count, sizeof *all.list, by_place);
	return all;
}

static int check(const struct cohorts *cohorts, const struct count_rows *rows,
		 struct cs_err *err)
{
	cs_fail_at(err, NULL, 0, 0);
	if (rows->count == 1)
		return cs_fail(
		    err, "one-period",
		    "there is one row of survivors: a row per period "
		    "is needed, the first with all who began");
	for (size_t i = 1; i < rows->count; i++)
		for (size_t c = 0; c < cohorts->count; c++)
			if (rows->list[i].left[c] > rows->list[i - 1].left[c])
				return cs_fail(
				    err, "survivors-rise",
				    "the survivors \"%s\" rise from %lld to "
				    "%lld in row %zu: a row per period is "
				    "needed, in their order, of one cohort",
				    cohorts->fields[c].column,
				    (long long)rows->list[i - 1].left[c],
				    (long long)rows->list[i].left[c], i + 1);
	return 0;
}

/* Adds what happened to a cohort from row to row. */
static void add_cohort(struct subjects *s, const struct count_rows *rows,
		       size_t cohort)
{
	size_t periods = rows->count - 1;

	if (s->counts == NULL) {
		s->counts = cs_calloc(periods, sizeof *s->counts);
		s->ncounts = periods;
	}
	s->returned = -1;
	s->customers += rows->list[0].left[cohort];
	s->lapsed +=
	    rows->list[0].left[cohort] - rows->list[periods].left[cohort];
	for (size_t n = 1; n <= periods; n++) {
		int64_t before = rows->list[n - 1].left[cohort];

		s->counts[n - 1].reached += before;
		s->counts[n - 1].at_risk += before;
		s->counts[n - 1].lapsed += before - rows->list[n].left[cohort];
	}
}

/* Period by period: the last one's survivors are censored there. */
static void make_curve(struct subjects *s)
{
	s->start = s->customers;
	for (size_t n = 1; n <= s->ncounts; n++) {
		struct moment counts = {
			s->counts[n - 1].lapsed,
			n == s->ncounts ? s->customers - s->lapsed : 0, 0
		};

		subjects_at(s, (double)n, counts);
	}
}

/* The columns are the groups, if there are several. */
static void name_groups(struct study *study)
{
	const struct cohorts *cohorts = study->options->cohorts;
	struct cs_data *data = &study->job->data;
	size_t count = cohorts->count;

	study->ngroups = count;
	study->groups = cs_calloc(count, sizeof *study->groups);
	if (count < 2)
		return;
	data->grouped = true;
	data->ngroups = count;
	data->groups = cs_calloc(count, sizeof *data->groups);
	for (size_t c = 0; c < count; c++)
		data->groups[c] = cs_strdup(cohorts->fields[c].column);
}

int survivors_gather(struct study *study, struct cs_err *err)
{
	const struct cohorts *cohorts = study->options->cohorts;
	struct count_rows rows = join(cohorts);
	int status = check(cohorts, &rows, err);

	name_groups(study);
	study->whole.returned = -1;
	for (size_t c = 0; status == 0 && rows.count > 0 && c < cohorts->count;
	     c++) {
		add_cohort(&study->whole, &rows, c);
		add_cohort(&study->groups[c], &rows, c);
		make_curve(&study->groups[c]);
	}
	if (status == 0)
		make_curve(&study->whole);
	free(rows.list);
	return status;
}
