/*
 * left_truncated.c - files that do not reach back to the first purchases.
 *
 * Whoever bought before the first date, and does so again, looks new. Then the
 * first four weeks hold many times the first purchases of the next four, though
 * no more orders are made in them. Doubtful are three times as many, a hundred
 * or more, where orders fall by a fifth at most: in a shop that opens with a
 * sale they fall as first purchases do.
 *
 * Of a shop with customers of many years, half as many again is what a file
 * shows that begins in the middle. That is doubtful if it is no chance, if
 * first purchases go on falling, to a half, and orders do not fall for sixteen
 * weeks all the same, and grow by a half at most: those of a shop that opens
 * grow more.
 */
#include "doubt/kinds.h"

#include <stdlib.h>

#include "base/mem.h"
#include "data/store.h"

enum { WEEKS = 28, SPANS = 4, TIMES = 3, LEAST = 100, CHANCE = 3 };

/* What one worker found. */
struct spans {
	cs_day from;
	/* purchases of the first spans of four weeks */
	uint64_t orders[SPANS];
	/* customers by that span, or later ones; and who bought again */
	uint64_t customers[SPANS + 1], again[SPANS + 1];
	char pad[64]; /* workers write side by side */
};

static size_t span_of(const struct spans *spans, cs_day day)
{
	cs_day since = day - spans->from;

	return since < SPANS * WEEKS ? (size_t)since / WEEKS : SPANS;
}

static void count(struct spans *spans, const struct cs_order *purchases,
		  size_t n)
{
	size_t span;

	/* dates that nobody asked for may be none, and come first */
	if (n == 0 || purchases->day == CS_NO_DAY)
		return;
	span = span_of(spans, purchases->day);
	spans->customers[span]++;
	spans->again[span] += n > 1;
	for (size_t i = 0; i < n && span < SPANS; i++) {
		span = span_of(spans, purchases[i].day);
		if (span < SPANS)
			spans->orders[span]++;
	}
}

struct counting {
	const struct cs_data *data;
	struct spans *each; /* by worker */
};

/* Past cs_data_each(), which fills in what is not looked at. */
static void count_partition(void *context, unsigned worker, size_t job)
{
	const struct counting *counting = context;
	const struct cs_partition *partition =
	    &counting->data->store->partitions[job];
	struct spans *spans = &counting->each[worker];

	for (size_t c = 0; c < partition->nentries; c++)
		if (cs_entry(partition, c)->buys)
			count(spans, partition->runs[c].orders,
			      partition->runs[c].npurchases);
}

static struct spans count_all(const struct cs_data *data)
{
	struct spans *each = cs_calloc(data->threads, sizeof *each), sum;
	struct counting counting = { data, each };

	for (unsigned w = 0; w < data->threads; w++)
		each[w].from = data->input.account.first_date;
	cs_store_each(data->store, data->threads, count_partition, &counting);
	sum = each[0];
	for (unsigned w = 1; w < data->threads; w++)
		for (size_t i = 0; i <= SPANS; i++) {
			sum.customers[i] += each[w].customers[i];
			sum.again[i] += each[w].again[i];
			if (i < SPANS)
				sum.orders[i] += each[w].orders[i];
		}
	free(each);
	cs_ranks_add(data->ranks, sum.orders, SPANS);
	cs_ranks_add(data->ranks, sum.customers, SPANS + 1);
	cs_ranks_add(data->ranks, sum.again, SPANS + 1);
	return sum;
}

/* Per cent of those whose first purchase lies in this span or later. */
static double percent_again(const struct spans *spans, size_t from)
{
	uint64_t customers = 0, again = 0;

	for (size_t i = from; i <= SPANS; i++) {
		customers += spans->customers[i];
		again += spans->again[i];
	}
	return customers > 0 ? 100.0 * (double)again / (double)customers : 0;
}

/* They do not fall, and grow by a half at most. */
static bool are_level(const uint64_t *orders)
{
	for (size_t i = 1; i < SPANS; i++)
		if (orders[i] * 5 < orders[0] * 4 ||
		    orders[i] * 2 > orders[0] * 3)
			return false;
	return true;
}

static bool is_truncated(const struct spans *spans)
{
	const uint64_t *first = spans->customers;
	double fall = (double)first[0] - (double)first[1];

	if (first[0] < LEAST || spans->orders[1] * 5 < spans->orders[0] * 4)
		return false;
	return first[0] >= TIMES * first[1] ||
	       (first[0] * 2 >= first[1] * 3 &&
		first[0] >= first[2] + first[3] && are_level(spans->orders) &&
		fall * fall > CHANCE * CHANCE * (double)(first[0] + first[1]));
}

void cs_doubt_left_truncated(const struct cs_load_options *options,
			     const struct cs_data *data,
			     struct cs_doubts *doubts)
{
	struct spans spans;
	size_t since = 1;
	char from[11], later[11];

	if (options->need == CS_TOTALS || data->input.ndays == 0)
		return;
	spans = count_all(data);
	if (!is_truncated(&spans))
		return;
	/* until they are no longer half as many again as in the next one */
	while (since < SPANS - 1 &&
	       spans.customers[since] * 2 > spans.customers[since + 1] * 3)
		since++;
	cs_day_format(spans.from + (cs_day)since * WEEKS, later);
	cs_doubt_add(
	    doubts, "left-truncated", spans.customers[0], NULL, 0,
	    "%llu customers first bought in the four weeks from %s on, and "
	    "%llu in the next four, which have %llu orders for %llu: do the "
	    "files begin in the middle, so that old customers look new? of all "
	    "%.1f %% bought again, of those who came later %.1f %%; "
	    "%s%s%s",
	    (unsigned long long)spans.customers[0],
	    cs_day_format(spans.from, from),
	    (unsigned long long)spans.customers[1],
	    (unsigned long long)spans.orders[1],
	    (unsigned long long)spans.orders[0], percent_again(&spans, 0),
	    percent_again(&spans, since),
	    options->moments
		? "older orders, if there are any, belong in the files"
		: "--first-from ",
	    options->moments ? "" : later,
	    options->moments ? "" : " counts these alone");
}
