/*
 * Clusters of customers and of rows (struct cs_clusters): who is in which, how
 * they are dealt out to slices, and that this depends on nothing else.
 */
#include "data/data.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "data/rows.h"
#include "tally/fold.h"
#include "tally/repeat.h"
#include "tap.h"
#include "data_load.h"

static const struct cs_column_rule city = {
	.name = "cluster",
	.option = "--cluster",
	.named = "city",
	.type = CS_FIELD_TEXT,
	.wanted = CS_REQUIRED,
};

static void load(struct cs_data *data, const char *rows, unsigned threads)
{
	const char *path = temp_text("rows.csv", rows);
	struct cs_load_options options = load_options(&path, 1);
	struct cs_err err = CS_ERR_INIT;

	options.input.threads = threads;
	options.input.columns[options.input.ncolumns++] = city;
	options.cluster = 1;
	is_int(cs_load(&options, data, &err), 0, err.message);
}

/* slices[i] of the customers "c0", "c1", ... */
static void note_slice(void *context, unsigned worker,
		       const struct cs_customer *customer)
{
	int *slices = context;
	size_t number = 0;

	(void)worker;
	for (size_t i = 1; i < customer->key.length; i++)
		number = number * 10 + (size_t)(customer->key.bytes[i] - '0');
	slices[number] = (int)customer->slice;
}

/* c0 and c1 end in Rome, c2 has none, c3 is the only one of Oslo. */
static void test_who(void)
{
	static const char rows[] = "customer,date,amount,city\n"
				   "c0,2025-01-01,1,Oslo\n"
				   "c0,2025-01-03,1,Rome\n"
				   "c0,2025-01-04,1,\n"
				   "c1,2025-01-01,1,Rome\n"
				   "c1,2025-01-01,1,Bonn\n"
				   "c2,2025-01-01,1,\n"
				   "c3,2025-01-01,1,Oslo\n"
				   "c4,2025-01-01,-1,Oslo\n";
	struct cs_data data;
	int slices[5] = { -1, -1, -1, -1, -1 };

	load(&data, rows, 1);
	is_int((long long)data.clusters.clusters, 3, "three clusters");
	is_int((long long)data.clusters.slices, 3, "... a slice each");
	is_int((long long)data.clusters.alone, 1, "one customer has none");
	is_int((long long)data.clusters.largest, 2, "two in the largest");
	is_str(data.clusters.name, "Rome", "... which is");
	is_int((long long)data.clusters.varies, 2, "two were elsewhere");
	cs_data_each(&data, note_slice, slices);
	is_int(slices[0], slices[1],
	       "the last one counts, and of a day the "
	       "greatest");
	ok(slices[2] != slices[0] && slices[3] != slices[0] &&
	       slices[2] != slices[3],
	   "others are elsewhere");
	is_int(slices[4], -1, "who bought nothing is not there");
	cs_data_release(&data);
}

enum { CUSTOMERS = 1000 };

static char *many(bool backwards)
{
	struct cs_buf rows = CS_BUF_INIT;

	cs_buf_adds(&rows, "customer,date,amount,city\n");
	for (int i = 0; i < CUSTOMERS; i++) {
		int c = backwards ? CUSTOMERS - 1 - i : i;

		for (int k = 0; k <= c % 4; k++)
			cs_buf_addf(&rows, "c%d,2025-01-%02d,%d,town %d\n", c,
				    1 + k * (c % 7), c, c % 250);
	}
	return rows.data;
}

/* The same slices however rows are read; 250 clusters, 2 or 3 in each. */
static void test_lot(void)
{
	char *forth = many(false), *back = many(true);
	static int one[CUSTOMERS], other[CUSTOMERS];
	int towns[CS_MOST_SLICES] = { 0 };
	struct cs_data data;
	bool even = true, together = true;

	load(&data, forth, 1);
	cs_data_each(&data, note_slice, one);
	cs_data_release(&data);
	load(&data, back, 3);
	cs_data_each(&data, note_slice, other);
	is_int((long long)data.clusters.slices, CS_MOST_SLICES, "100 slices");
	cs_data_release(&data);
	ok(memcmp(one, other, sizeof one) == 0, "slices are of the texts");
	for (int c = 0; c < CUSTOMERS; c++) {
		together = together && one[c] == one[c % 250];
		towns[one[c]] += c < 250;
	}
	for (int s = 0; s < CS_MOST_SLICES; s++)
		even = even && (towns[s] == 2 || towns[s] == 3);
	ok(together, "a cluster is in one slice");
	ok(even, "two or three in each");
	free(forth);
	free(back);
}

/* --- figures without a slice ------------------------------------------- */

struct part {
	struct cs_repeat repeat;
};

struct checking {
	const struct cs_data *data;
	const struct cs_repeat_rules *rules;
	struct cs_parts *parts;
	size_t slices;
	bool same;
};

static bool are_equal(const struct cs_repeat *a, const struct cs_repeat *b)
{
	bool equal = a->customers == b->customers && a->revenue == b->revenue;

	for (size_t n = 0; n < b->nrungs; n++)
		equal = equal && a->rungs[n].reached == b->rungs[n].reached;
	for (size_t t = 0; t < b->span; t++)
		equal = equal && a->second[t] == b->second[t];
	return equal;
}

/* All other slices, one by one, are what is left. */
static void check_rest(struct checking *checking, size_t slice)
{
	struct cs_data some = *checking->data;
	const struct part *whole = checking->parts->whole;
	struct cs_repeat rest;

	cs_tally_init(&cs_repeat_tally, &rest, checking->rules);
	for (size_t s = 0; s < some.clusters.slices; s++) {
		struct cs_repeat part;
		const struct cs_fold fold = { &cs_repeat_tally, checking->rules,
					      &part };

		if (s == slice)
			continue;
		some.slice = s + 1;
		cs_data_fold(&some, &fold, 1);
		cs_tally_merge(&cs_repeat_tally, &rest, &part);
		cs_tally_release(&cs_repeat_tally, &part);
	}
	checking->same = checking->same && are_equal(&whole->repeat, &rest);
	checking->slices++;
	cs_tally_release(&cs_repeat_tally, &rest);
}

static void test_without(void)
{
	static const char rows[] = "customer,date,amount,city\n"
				   "c0,2025-01-01,1,Oslo\n"
				   "c0,2025-01-03,1,Oslo\n"
				   "c1,2025-01-01,2,Rome\n"
				   "c2,2025-01-02,3,Rome\n"
				   "c2,2025-01-09,3,Rome\n"
				   "c3,2025-01-01,4,Bonn\n";
	struct cs_repeat_rules rules = {
		.window = { CS_DAY_MIN, CS_DAY_MAX },
	};
	struct cs_parts parts = {
		.tallies = { { &cs_repeat_tally, &rules,
			       offsetof(struct part, repeat) } },
	};
	struct cs_parts slice = { 0 };
	struct cs_data data;
	struct checking checking = { &data, &rules, &parts, 0, true };
	const struct part *whole;

	load(&data, rows, 2);
	rules.as_of = data.as_of;
	rules.span = cs_data_days(&data);
	cs_parts_fold(&parts, sizeof(struct part), &data);
	whole = parts.whole;
	for (size_t s = 0; s < data.clusters.slices; s++) {
		cs_parts_take_out(&parts, &data, s, &slice);
		check_rest(&checking, s);
		cs_parts_bring_back(&parts, &slice);
	}
	is_int((long long)checking.slices, 3, "once for each slice");
	ok(checking.same, "what is left is the tally of the others");
	is_int(whole->repeat.customers, 4, "then all are back");
	is_int(whole->repeat.rungs[0].continued, 2, "... with their rungs");
	cs_parts_release(&parts);
	cs_data_release(&data);
}

/* --- rows -------------------------------------------------------------- */

static void make_nothing(void *context, const struct cs_row *row, void *record)
{
	(void)context;
	*(int *)record = row->values[0].empty;
}

static void test_rows(void)
{
	const char *path = temp_text("rows.csv", "customer,date,amount,city\n"
						 "a,2025-01-01,1,Oslo\n"
						 "a,2025-01-01,1,Rome\n"
						 "a,2025-01-01,1,\n"
						 "a,2025-01-01,1,Oslo\n"
						 "a,2025-01-01,1,\n");
	struct cs_load_options options = load_options(&path, 1);
	const struct cs_row_record record = { sizeof(int), make_nothing, NULL };
	struct cs_err err = CS_ERR_INIT;
	struct cs_rows rows;

	options.input.columns[options.input.ncolumns++] = city;
	options.cluster = 1;
	is_int(cs_rows_load(&options, &record, &rows, &err), 0,
	       "rows are read");
	is_int((long long)rows.clusters.clusters, 4, "two towns, two alone");
	ok(rows.slice[0] == rows.slice[3] && rows.slice[2] != rows.slice[4],
	   "a town is a slice, a row alone one by itself");
	cs_rows_release(&rows);
}

int main(void)
{
	test_who();
	test_lot();
	test_without();
	test_rows();
	return done_testing();
}
