/* Rows that are the sum of others: what they are called, and blocks of rows
 * that can be added up in the head. */
#include "tap.h"

#include <string.h>

#include "input/sums.h"
#include "words/totals.h"

static bool called(const char *text)
{
	struct cs_total_letters letters;
	size_t length = strlen(text);
	bool is;

	cs_total_letters_init(&letters);
	is = cs_is_total(&letters, text, length);
	if (is && !cs_maybe_total(&letters, text, length))
		ok(false, "what is called so may be called so");
	return is;
}

static void test_names(void)
{
	static const char *const totals[] = {
		"Total",	  "TOTAL:",
		"Grand Total",	  "North Total",
		"Sub-Total",	  "Subtotal North",
		"Gesamtergebnis", "Summe Mai",
		"Nord Ergebnis",  "Total g\xc3\xa9n\xc3\xa9ral",
		"jumlah",	  "Opening Balance 2024",
		"Saldovortrag",	  NULL
	};
	static const char *const others[] = { "Tea",
					      "Sumner",
					      "Totalenergies",
					      "Albert",
					      "Tom Hale",
					      "to",
					      "",
					      "Crystal",
					      "Ergebnislos",
					      "Opening Night",
					      NULL };

	for (size_t i = 0; totals[i] != NULL; i++)
		ok(called(totals[i]), "%s is a total", totals[i]);
	for (size_t i = 0; others[i] != NULL; i++)
		ok(!called(others[i]), "\"%s\" is none", others[i]);
}

/* An amount of a row; called a total if it has a name. */
struct row {
	cs_micros amount;
	const char *name;
};

static void add_block(struct cs_summing *summing, const char *file,
		      uint64_t line, const struct row *rows, size_t n)
{
	struct cs_account account = CS_ACCOUNT_INIT;
	struct cs_block_sums sums = { .rows = NULL };

	cs_block_sums_begin(&sums, &account);
	for (size_t i = 0; i < n; i++) {
		if (rows[i].name != NULL)
			cs_block_sums_add(
			    &sums, &account, i, rows[i].amount, 1,
			    (struct cs_text){ rows[i].name,
					      strlen(rows[i].name) },
			    true);
		cs_account_row(&account, CS_FATE_USED, rows[i].amount);
	}
	cs_summing_block(summing, file, line, &sums,
			 cs_block_sums_end(&sums, &account));
	cs_block_sums_release(&sums);
}

/* Subtotals, and a total of all; in blocks of every size. */
static void test_blocks(void)
{
	static const struct row rows[] = { { 120, NULL },  { 80, NULL },
					   { 200, "Sub" }, { 60, NULL },
					   { 40, NULL },   { 100, "Sub" },
					   { 300, "All" } };
	enum { N = sizeof rows / sizeof *rows };

	for (size_t size = 1; size <= N; size++) {
		struct cs_sum_rows found = { .count = 0 };
		struct cs_summing *summing = cs_summing_new(&found);

		for (size_t at = 0; at < N; at += size)
			add_block(summing, "a", 2 + at, rows + at,
				  N - at < size ? N - at : size);
		cs_summing_finish(summing);
		cs_summing_free(summing);
		ok(found.count == 3, "three in blocks of %zu", size);
		is_int((long long)found.amount, 600, "together");
		is_int((long long)found.nfirst, 2, "two names");
		is_int((long long)found.first[0].line, 4, "the first's line");
		is_str(found.first[1].name, "All", "the last");
		is_int((long long)found.first[1].line, 8, "its line");
		cs_sum_rows_release(&found);
	}
}

/* Above its rows; of each of two files; of nothing; not quite. */
static void test_places(void)
{
	static const struct row above[] = { { 30, "Total" },
					    { 10, NULL },
					    { 20, NULL } };
	static const struct row wrong[] = { { 10, NULL },
					    { 20, NULL },
					    { 31, "Total" } };
	static const struct row zero[] = { { 10, NULL },
					   { -10, NULL },
					   { 0, "Total" } };
	struct cs_sum_rows found = { .count = 0 };
	struct cs_summing *summing = cs_summing_new(&found);

	add_block(summing, "a", 2, above, 3);
	add_block(summing, "b", 2, above, 3);
	add_block(summing, "c", 2, wrong, 3);
	add_block(summing, "d", 2, zero, 3);
	cs_summing_finish(summing);
	cs_summing_free(summing);
	is_int((long long)found.count, 2, "above the rows of two files");
	is_str(found.first[0].file, "a", "of the first");
	cs_sum_rows_release(&found);
}

int main(void)
{
	test_names();
	test_blocks();
	test_places();
	return done_testing();
}
