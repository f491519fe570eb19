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

static struct cs_field fields[MOST_COHORTS];
static size_t cohorts;
static struct count_rows *read; /* by worker */

static void take(void *context, unsigned worker, const struct cs_row *row,
		 uint32_t group)
{
	struct count_rows *mine = &read[worker];
	struct count_row *to;

	(void)context;
	(void)group;
	CS_GROW(mine->list, mine->count, mine->capacity);
	to = &mine->list[mine->count++];
	*to = (struct count_row){ .place = row->place };
	for (size_t c = 0; c < cohorts; c++)
		to->left[c] = row->values[c].number / CS_MICROS;
}

int survivors_prepare(struct cs_load_options *load,
		      const struct lifetime_options *options,
		      struct cs_err *err)
{
	struct cs_input *input = &load->input;

	cohorts = options->survivors.count;
	if (cohorts > MOST_COHORTS)
		return cs_fail(err, NULL, "--survivors takes up to %d columns",
			       MOST_COHORTS);
	if (input->column[CS_GROUP] != NULL)
		return cs_fail(err, NULL,
			       "--survivors A,B names the groups: leave out "
			       "--group");
	for (int role = 0; role < CS_NROLES; role++)
		input->wanted[role] = CS_UNUSED;
	for (size_t c = 0; c < cohorts; c++)
		fields[c] = (struct cs_field){
			.name = options->survivors.items[c],
			.option = "--survivors",
			.column = options->survivors.items[c],
			.type = CS_FIELD_NUMBER,
			.wanted = CS_REQUIRED,
			.filled = true,
			.high = INT64_MAX,
			.whole = true,
		};
	input->fields = fields;
	input->nfields = cohorts;
	load->need = CS_EACH_ROW;
	load->take = take;
	read = cs_calloc(input->threads, sizeof *read);
	return 0;
}

static int by_place(const void *a, const void *b)
{
	const struct count_row *x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

/* The rows of all workers in the order of the input. */
static struct count_rows join(unsigned threads)
{
	struct count_rows all = { 0 };

	for (unsigned w = 0; w < threads; w++) {
		for (size_t i = 0; i < read[w].count; i++) {
			CS_GROW(all.list, all.count, all.capacity);
			all.list[all.count++] = read[w].list[i];
		}
		free(read[w].list);
	}
	free(read);
	read = NULL;
	if (all.count > 0)
		qsort(all.list, all.count, sizeof *all.list, by_place);
	return all;
}

static int check(const struct count_rows *rows, struct cs_err *err)
{
	cs_fail_at(err, NULL, 0, 0);
	if (rows->count == 1)
		return cs_fail(
		    err, "one-period",
		    "there is one row of survivors: a row per period "
		    "is needed, the first with all who began");
	for (size_t i = 1; i < rows->count; i++)
		for (size_t c = 0; c < cohorts; c++)
			if (rows->list[i].left[c] > rows->list[i - 1].left[c])
				return cs_fail(
				    err, "survivors-rise",
				    "the survivors \"%s\" rise from %lld to "
				    "%lld in row %zu: a row per period is "
				    "needed, in their order, of one cohort",
				    fields[c].column,
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
	struct cs_data *data = &study->job->data;

	study->ngroups = cohorts;
	study->groups = cs_calloc(cohorts, sizeof *study->groups);
	if (cohorts < 2)
		return;
	data->grouped = true;
	data->ngroups = cohorts;
	data->groups = cs_calloc(cohorts, sizeof *data->groups);
	for (size_t c = 0; c < cohorts; c++)
		data->groups[c] = cs_strdup(fields[c].column);
}

int survivors_gather(struct study *study, struct cs_err *err)
{
	struct count_rows rows = join(study->job->load.input.threads);
	int status = check(&rows, err);

	name_groups(study);
	study->whole.returned = -1;
	for (size_t c = 0; status == 0 && rows.count > 0 && c < cohorts; c++) {
		add_cohort(&study->whole, &rows, c);
		add_cohort(&study->groups[c], &rows, c);
		make_curve(&study->groups[c]);
	}
	if (status == 0)
		make_curve(&study->whole);
	free(rows.list);
	return status;
}
