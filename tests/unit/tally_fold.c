/*
 * One pass over customers: the tally of the whole and of each group, whatever
 * the number of workers; several tallies at once.
 */
#include "tally/fold.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tap.h"
#include "data_load.h"

enum { CUSTOMERS = 300 };

/* Purchases, and the sum of some factor times their amounts, in units. */
struct counts {
	int64_t purchases, sum;
	int finished;
	size_t nowned;
	int64_t *owned; /* found by a sanitizer if it is not released */
};

static void init(void *tally, const void *rules)
{
	(void)rules;
	((struct counts *)tally)->nowned = 1;
}

static void add(void *tally, const void *rules,
		const struct cs_customer *customer)
{
	struct counts *counts = tally;

	for (size_t i = 0; i < customer->npurchases; i++)
		counts->sum += *(const int *)rules *
			       (long)(customer->purchases[i].total / CS_MICROS);
	counts->purchases += (long)customer->npurchases;
}

static void finish(void *tally, const void *rules)
{
	(void)rules;
	((struct counts *)tally)->finished++;
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct counts, "qq", purchases),
	CS_LIST(struct counts, "q", owned, CS_FIXED, nowned),
	{ NULL },
};

static const struct cs_tally counting = { .size = sizeof(struct counts),
					  .init = init,
					  .add = add,
					  .finish = finish,
					  .members = members };

/* Customer i buys i % 3 + 1 times, for i each, in shop i % 4. */
static char *write_rows(void)
{
	struct cs_buf rows = CS_BUF_INIT;

	cs_buf_adds(&rows, "customer,date,amount,shop\n");
	for (int i = 0; i < CUSTOMERS; i++)
		for (int k = 0; k <= i % 3; k++)
			cs_buf_addf(&rows, "c%d,2025-01-%02d,%d,s%d\n", i,
				    k + 1, i, i % 4);
	return rows.data;
}

static void load(struct cs_data *data, bool grouped, unsigned threads)
{
	char *rows = write_rows();
	const char *path = temp_text("rows.csv", rows);
	struct cs_load_options options = load_options(&path, 1);
	struct cs_err err = CS_ERR_INIT;

	options.input.threads = threads;
	if (grouped) {
		options.input.columns[CS_ROLE_GROUP].wanted = CS_REQUIRED;
		options.input.columns[CS_ROLE_GROUP].named = "shop";
	}
	is_int(cs_load(&options, data, &err), 0, err.message);
	free(rows);
}

/* Of the customers i = first, first + step, ... */
static void is_counts(const struct counts *got, int first, int step, int factor,
		      const char *name)
{
	long purchases = 0, sum = 0;

	for (int i = first; i < CUSTOMERS; i += step) {
		purchases += i % 3 + 1;
		sum += factor * i * (i % 3 + 1);
	}
	is_int(got->purchases, purchases, named("%s: purchases", name));
	is_int(got->sum, sum, "... their sum");
	is_int(got->finished, 1, "... finished once");
}

static void test_groups(unsigned threads)
{
	struct {
		long other;
		struct counts counts;
	} groups[4];
	const int once = 1, thrice = 3;
	struct counts whole, alone, plain[4];
	struct cs_fold folds[] = {
		{ &counting, &once, &whole, &groups->counts, sizeof *groups },
		{ &counting, &thrice, &alone },
		{ &counting, &thrice, NULL, plain },
	};
	struct cs_data data;

	load(&data, true, threads);
	is_int((long long)cs_data_ngroups(&data), 4, "four groups");
	cs_data_fold(&data, folds, 3);
	is_counts(&whole, 0, 1, 1, named("%u threads, whole", threads));
	is_counts(&alone, 0, 1, 3, "whole, without groups");
	for (int g = 0; g < 4; g++) {
		is_counts(&groups[g].counts, g, 4, 1, "a group in a struct");
		is_counts(&plain[g], g, 4, 3, "a group, without the whole");
		cs_tally_release(&counting, &groups[g].counts);
		cs_tally_release(&counting, &plain[g]);
	}
	cs_tally_release(&counting, &whole);
	cs_tally_release(&counting, &alone);
	cs_data_release(&data);
}

static void test_no_groups(void)
{
	const int once = 1;
	struct counts whole, group;
	struct cs_data data;

	load(&data, false, 2);
	is_int((long long)cs_data_ngroups(&data), 1, "no groups are one");
	cs_data_fold(&data,
		     &(struct cs_fold){ &counting, &once, &whole, &group }, 1);
	is_counts(&whole, 0, 1, 1, "the whole");
	is_counts(&group, 0, 1, 1, "its only group");
	cs_tally_release(&counting, &whole);
	cs_tally_release(&counting, &group);
	cs_data_release(&data);
}

int main(void)
{
	test_groups(1);
	test_groups(2);
	test_groups(7);
	test_no_groups();
	return done_testing();
}
