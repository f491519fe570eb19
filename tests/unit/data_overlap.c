/* Rows and orders that stand in several files: what is equal, what is left, and
 * what is counted. */
#include "data/overlap.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/buf.h"
#include "tap.h"

enum { MOST = 16 };

struct row_of {
	cs_day day;
	uint32_t file;
	cs_orderid order;
};

/* A store of rows in one partition. */
static struct cs_store *store_of(const struct row_of *rows, size_t n)
{
	struct cs_store *store = cs_calloc(1, sizeof *store);
	struct cs_line_page *page;

	store->sources = true;
	store->line_size = offsetof(struct cs_line, more[2]);
	page = cs_calloc(1, sizeof *page + n * store->line_size);
	for (size_t i = 0; i < n; i++) {
		struct cs_line *line =
		    (void *)(page->bytes + i * store->line_size);

		line->day = rows[i].day;
		line->order = rows[i].order;
		cs_more_put(store, &(struct cs_more){ .file = rows[i].file },
			    line->more);
	}
	page->count = n;
	store->partitions[5].lines.first = page;
	return store;
}

static void store_release(struct cs_store *store)
{
	free(store->partitions[5].lines.first);
	free(store);
}

/* "A1:5/0": a row of order A on day 1, worth 5, in file 0; a blank is no order,
 * and 0 no day. */
static struct cs_draft draft(const char *text, struct cs_arena *arena)
{
	struct cs_draft row = { .id = cs_orderid_make(text, *text != ' ',
						      arena) };
	char *p;

	row.day = (cs_day)strtol(text + 1, &p, 10);
	if (row.day == 0)
		row.day = CS_NO_DAY;
	row.total = strtol(p + 1, &p, 10);
	row.file = (uint32_t)strtoul(p + 1, NULL, 10);
	return row;
}

static int by_all(const void *a, const void *b)
{
	const struct cs_draft *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->total != y->total)
		return x->total < y->total ? -1 : 1;
	return (x->file > y->file) - (x->file < y->file);
}

/* What is left of rows on days 1 to 9 of 3 files, then "shared/repeated" and
 * what was dropped, and its value. */
static void leaves(enum cs_overlaps how, const char *const *texts,
		   const char *want, const char *name)
{
	static const struct row_of lines[] = {
		{ .day = 1, .file = 0 }, { .day = 5, .file = 0 },
		{ .day = 4, .file = 1 }, { .day = 7, .file = 1 },
		{ .day = 6, .file = 2 }, { .day = 9, .file = 2 },
	};
	struct cs_store *store = store_of(lines, 6);
	struct cs_shared_days *days = cs_shared_days_new(store, 3, 2);
	struct cs_overlap_found found = { 0 };
	struct cs_draft rows[MOST];
	struct cs_arena arena = { 0 };
	struct cs_buf got = CS_BUF_INIT;
	size_t n = 0, left;

	for (; texts[n] != NULL; n++)
		rows[n] = draft(texts[n], &arena);
	left = cs_overlap_settle(rows, n, how, days, &found);
	qsort(rows, left, sizeof *rows, by_all);
	for (size_t i = 0; i < left; i++)
		cs_buf_addf(&got, "%d:%lld/%u ",
			    rows[i].day == CS_NO_DAY ? 0 : (int)rows[i].day,
			    (long long)rows[i].total, rows[i].file);
	cs_buf_addf(
	    &got, "%llu/%llu -%llu %lld", (unsigned long long)found.rows.shared,
	    (unsigned long long)found.rows.repeated,
	    (unsigned long long)found.dropped, (long long)found.dropped_value);
	is_str(got.data, want, name);
	cs_buf_release(&got);
	cs_arena_release(&arena);
	cs_shared_days_free(days);
	store_release(store);
}

#define ROWS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Days 4 and 5 lie in files 0 and 1, 6 and 7 in 1 and 2. */
static void test_rows(void)
{
	const char *const *twice =
	    ROWS(" 4:5/0", " 4:5/1", " 4:6/1", " 5:5/0", " 5:5/0");
	const char *const *uneven =
	    ROWS(" 4:5/0", " 4:5/0", " 4:5/0", " 4:5/1", " 4:5/1");

	leaves(CS_OVERLAP_ERROR, twice,
	       "4:5/0 4:5/1 4:6/1 5:5/0 5:5/0 5/1 -0 0",
	       "nothing is dropped, but counted");
	leaves(CS_OVERLAP_ADD, twice, "4:5/0 4:5/1 4:6/1 5:5/0 5:5/0 5/1 -0 0",
	       "all count");
	leaves(CS_OVERLAP_ONCE, twice, "4:5/0 4:6/1 5:5/0 5:5/0 5/1 -1 5",
	       "once: what is twice in one file stays");
	leaves(CS_OVERLAP_LAST, twice, "4:5/1 4:6/1 5:5/0 5:5/0 5/1 -1 5",
	       "the last file's");
	leaves(CS_OVERLAP_ONCE, uneven, "4:5/0 4:5/0 4:5/0 5/2 -2 10",
	       "three times and twice are three");
	leaves(CS_OVERLAP_LAST, uneven, "4:5/1 4:5/1 5/2 -3 15",
	       "or the last file's two");
	leaves(CS_OVERLAP_ONCE, ROWS(" 6:5/0", " 6:5/1", " 6:5/2"),
	       "6:5/0 3/2 -2 10", "in three files");
	leaves(CS_OVERLAP_ONCE, ROWS(" 4:-5/0", " 4:-5/1"), "4:-5/0 2/1 -1 -5",
	       "refunds");
	leaves(CS_OVERLAP_ONCE, ROWS(" 4:5/0", " 5:5/1"),
	       "4:5/0 5:5/1 2/0 -0 0", "on another day");
	leaves(CS_OVERLAP_ONCE, ROWS(" 0:5/0", " 0:5/1"),
	       "0:5/0 0:5/1 0/0 -0 0", "without a day nothing tells");
	leaves(CS_OVERLAP_ONCE, ROWS(" 1:5/0"), "1:5/0 0/0 -0 0",
	       "a single one, on a day of one file");
}

static void test_orders(void)
{
	const char *const *twice = ROWS("A4:5/0", "A4:6/0", "A4:5/1");

	leaves(CS_OVERLAP_ADD, twice, "4:5/0 4:5/1 4:6/0 0/0 -0 0",
	       "rows of an order add up");
	leaves(CS_OVERLAP_ONCE, twice, "4:5/0 4:6/0 0/0 -1 5",
	       "equal ones once");
	leaves(CS_OVERLAP_LAST, twice, "4:5/1 0/0 -2 11",
	       "or as the last file has it, also if that has less");
	leaves(CS_OVERLAP_LAST, ROWS("A4:5/1", "A4:6/1"),
	       "4:5/1 4:6/1 0/0 -0 0", "an order of one file");
	leaves(CS_OVERLAP_LAST, ROWS("A4:5/0", "A5:7/2", "A5:8/2"),
	       "5:7/2 5:8/2 0/0 -1 5", "changed since");
}

static void is_shared(const struct row_of *lines, size_t n, size_t nfiles,
		      cs_day day, bool want, const char *name)
{
	struct cs_store *store = store_of(lines, n);
	struct cs_shared_days *days = cs_shared_days_new(store, nfiles, 3);
	struct cs_draft row = { .day = day };
	struct cs_overlap_found found = { 0 };

	cs_overlap_settle(&row, 1, CS_OVERLAP_ERROR, days, &found);
	is_int((long long)found.rows.shared, want, name);
	cs_shared_days_free(days);
	store_release(store);
}

static void test_days(void)
{
	static const struct row_of apart[] = {
		{ .day = 1, .file = 0 },
		{ .day = 3, .file = 0 },
		{ .day = 4, .file = 1 },
		{ .day = 9, .file = 1 },
	};
	static const struct row_of within[] = {
		{ .day = 1, .file = 0 }, { .day = 9, .file = 0 },
		{ .day = 4, .file = 1 }, { .day = 5, .file = 1 },
		{ .day = 5, .file = 2 }, { .day = 7, .file = 2 },
	};
	static const struct row_of ids[] = {
		{ .day = 1, .file = 0, .order = 7 },
		{ .day = 9, .file = 0, .order = 7 },
		{ .day = CS_NO_DAY, .file = 0 },
		{ .day = 4, .file = 1 },
		{ .day = 5, .file = 1 },
	};

	is_shared(apart, 4, 2, 3, false, "files one after another");
	is_shared(apart, 4, 2, 4, false, "on the first day of the second");
	is_shared(within, 6, 3, 3, false, "before those within another");
	is_shared(within, 6, 3, 4, true, "the first day of one");
	is_shared(within, 6, 3, 7, true, "the last of the next");
	is_shared(within, 6, 3, 8, false, "behind them");
	is_shared(ids, 5, 2, 4, false, "rows with ids or no day do not count");
	is_shared(within, 6, 5, 5, true, "files without rows");
	ok(cs_shared_days_new(NULL, 1, 1) == NULL, "one file shares no days");
	cs_shared_days_free(NULL);
}

static void test_sum(void)
{
	struct cs_overlap_found sum = { 0 }, none = { .rows.shared = 3 };
	struct cs_overlap_found b = {
		.rows = { 1, 2, { "b", 1 }, 4, 5, { 0, 1 } },
		.dropped = 1,
		.dropped_value = 5
	};
	struct cs_overlap_found a = {
		.rows = { 2, 1, { "a", 1 }, 6, 7, { 1, 2 } },
		.dropped = 2,
		.dropped_value = -7
	};

	cs_overlap_add(&sum, &none);
	cs_overlap_add(&sum, &b);
	is_str(sum.rows.customer.bytes, "b", "the first that there is");
	cs_overlap_add(&sum, &a);
	is_str(sum.rows.customer.bytes, "a", "the least customer");
	cs_overlap_add(&sum, &b);
	cs_overlap_add(&sum, &none);
	is_str(sum.rows.customer.bytes, "a", "whatever the order");
	is_int(sum.rows.amount, 7, "with its row");
	is_int((long long)sum.rows.shared, 10, "shared add up");
	is_int((long long)sum.rows.repeated, 5, "repeated, too");
	is_int((long long)sum.dropped, 4, "and dropped");
	is_int((long long)sum.dropped_value, 3, "with their value");
}

int main(void)
{
	test_rows();
	test_orders();
	test_days();
	test_sum();
	return done_testing();
}
