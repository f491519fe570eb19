/*
 * stated.c - input that is a summary already: a row is a customer, or many that
 * are alike, with its purchases, the time of the last and its age.
 */
#include <math.h>
#include <stdlib.h>

#include "app/named.h"
#include "app/notice.h"
#include "base/mem.h"
#include "clv/study.h"

/* A row stands for no more where each of its customers has a place. */
enum { MOST_ALIKE = 1000000 };

enum { PURCHASES, LAST, LENGTH }; /* fields */

struct summary {
	cs_micros purchases, recency, age, weight, value;
	uint32_t group;
};

static void read_summary(void *context, const struct cs_row *row, void *record)
{
	const struct stated *stated =
	    &((const struct clv_options *)context)->stated;
	const struct cs_value *values = row->values;

	*(struct summary *)record = (struct summary){
		values[PURCHASES].number,
		values[LAST].number,
		values[LENGTH].number,
		stated->weight > 0 ? values[stated->weight - 1].number
				   : CS_MICROS,
		stated->value > 0 ? values[stated->value - 1].number : 0,
		0
	};
}

/* The number of the field that was named last, from 1. */
static size_t last_field(const struct cs_job *job)
{
	return job->load.input.ncolumns - CS_NROLES;
}

int stated_prepare(struct cs_job *job, struct cs_err *err)
{
	struct clv_options *own = job->own;
	bool counts = own->outlook.model == CS_BG_BB;
	struct cs_column_rule *rule;

	if (job->load.by_first.given)
		return cs_fail(err, NULL,
			       "--group first:... wants dates, and --age names "
			       "lengths of time");
	cs_forget_roles(job);
	cs_name_column(job, "--frequency", own->frequency)->whole = true;
	cs_name_column(job, "--recency", own->recency)->whole = counts;
	cs_name_column(job, "--age", own->age)->whole = counts;
	if (own->weight != NULL) {
		rule = cs_name_column(job, "--weight", own->weight);
		rule->low = 1;
		if (own->value != NULL) {
			rule->whole = true;
			rule->high = (cs_micros)MOST_ALIKE * CS_MICROS;
		}
		own->stated.weight = last_field(job);
	}
	if (own->value != NULL) {
		cs_name_column(job, "--value", own->value)->filled = false;
		own->stated.value = last_field(job);
	}
	return 0;
}

/* Can somebody have done that? */
static bool is_history(const struct summary *row, bool counts)
{
	if (row->purchases == 0)
		return row->recency == 0;
	return row->recency <= row->age &&
	       (!counts || row->purchases <= row->recency);
}

static void settle(struct cs_job *job, struct stated *stated, bool counts)
{
	struct cs_rows *rows = &stated->rows;
	struct summary *list = rows->records;
	struct cs_account *account = &job->data.input.account;
	size_t kept = 0;

	for (size_t i = 0; i < rows->count; i++) {
		list[i].group = rows->group[i];
		if (is_history(&list[i], counts))
			list[kept++] = list[i];
	}
	stated->impossible = rows->count - kept;
	cs_account_move(account, CS_FATE_USED, CS_FATE_IMPOSSIBLE,
			stated->impossible, 0);
	job->data.customers -= stated->impossible;
	rows->count = kept;
}

enum cs_read stated_load(struct cs_job *job, struct cs_err *err)
{
	struct clv_options *own = job->own;
	const struct cs_row_record record = { sizeof(struct summary),
					      read_summary, own, 0 };
	enum cs_read status =
	    cs_rows_load(&job->load, &record, &own->stated.rows, err);

	cs_rows_give(&own->stated.rows, &job->data, CS_NO_DAY);
	if (status == CS_READ_ALL)
		settle(job, &own->stated, own->outlook.model == CS_BG_BB);
	return status;
}

void stated_warn(struct cs_job *job)
{
	const struct clv_options *own = job->own;
	size_t n = own->stated.impossible;

	if (n > 0)
		cs_warn(job, "impossible-history", n, NULL, 0,
			"%zu row%s left out: nobody can have bought so often "
			"by then, or for the last time after his age",
			n, n == 1 ? " is" : "s are");
}

/* --- from rows to histories -------------------------------------------- */

#define BY(member)                  \
	if (x->member != y->member) \
	return x->member < y->member ? -1 : 1

static int by_history(const void *a, const void *b)
{
	const struct summary *x = a, *y = b;

	BY(purchases);
	BY(age);
	BY(recency);
	BY(value);
	BY(weight);
	return 0;
}

/* Those of a group in order; all: -1. */
static struct summary *chosen(const struct cs_rows *rows, long group, size_t *n)
{
	const struct summary *from = rows->records;
	struct summary *list = cs_calloc(rows->count, sizeof *list);

	*n = 0;
	for (size_t i = 0; i < rows->count; i++)
		if (group < 0 || from[i].group == (uint32_t)group)
			list[(*n)++] = from[i];
	if (*n > 0)
		qsort(list, *n, sizeof *list, by_history);
	return list;
}

static double real(cs_micros micros)
{
	return (double)micros / CS_MICROS;
}

static bool alike(const struct summary *a, const struct summary *b)
{
	return a->purchases == b->purchases && a->recency == b->recency &&
	       a->age == b->age;
}

/* A place for each customer, with what is known of his orders. */
static void spend(struct cs_buying_rows *rows, const struct summary *list,
		  size_t n, bool repeat)
{
	size_t customers = 0, at = 0, row = 0;

	for (size_t i = 0; i < n; i++)
		customers += (size_t)(list[i].weight / CS_MICROS);
	rows->spending = cs_calloc(customers, sizeof *rows->spending);
	rows->first = cs_calloc(rows->n + 1, sizeof *rows->first);
	for (size_t i = 0; i < n; i++) {
		double days = real(list[i].purchases) + !repeat;
		bool known = days > 0 && list[i].value > 0;

		row += i > 0 && !alike(&list[i - 1], &list[i]);
		for (cs_micros c = 0; c < list[i].weight / CS_MICROS; c++)
			if (known)
				rows->spending[at++] =
				    (struct cs_spending){ days,
							  real(list[i].value) };
			else
				at++;
		rows->first[row + 1] = at;
	}
}

void stated_rows(const struct clv_options *own, long group, double unit,
		 struct cs_buying_rows *rows)
{
	bool repeat = own->outlook.values == CS_VALUES_REPEAT;
	size_t n;
	struct summary *list = chosen(&own->stated.rows, group, &n);

	*rows =
	    (struct cs_buying_rows){ .rows = cs_calloc(n, sizeof *rows->rows) };
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || !alike(&list[i - 1], &list[i]))
			rows->rows[rows->n++] =
			    (struct cs_history){ real(list[i].purchases),
						 real(list[i].recency) * unit,
						 real(list[i].age) * unit, 0 };
		rows->rows[rows->n - 1].weight += real(list[i].weight);
	}
	if (own->value != NULL)
		spend(rows, list, n, repeat);
	cs_histories_init(&rows->histories, rows->rows, rows->n, 0);
	free(list);
}
