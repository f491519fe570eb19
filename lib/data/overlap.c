/* overlap.c - see overlap.h. */
#include "data/overlap.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* --- days of several files --------------------------------------------- */

/* The first and the last day of a file; of one without rows first > last. */
struct range {
	cs_day first, last;
};

struct cs_shared_days {
	const struct cs_store *store;
	size_t nfiles;
	struct range *files; /* per worker and file, then per file */
	struct range *times; /* in order, apart from one another */
	size_t ntimes;
};

static void widen(struct range *range, struct range by)
{
	if (by.first < range->first)
		range->first = by.first;
	if (by.last > range->last)
		range->last = by.last;
}

static void look_at(void *context, unsigned worker, size_t job)
{
	struct cs_shared_days *days = context;
	const struct cs_store *store = days->store;
	struct range *files = days->files + worker * days->nfiles;

	for (const struct cs_line_page *page =
		 store->partitions[job].lines.first;
	     page != NULL; page = page->next)
		for (size_t i = 0; i < page->count; i++) {
			const struct cs_line *line = cs_line_at(store, page, i);

			if (line->order == CS_NO_ORDER &&
			    line->day != CS_NO_DAY)
				widen(
				    &files[cs_more_get(store, line->more).file],
				    (struct range){ line->day, line->day });
		}
}

static int by_first(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

/* Where ranges lie over one another. */
static void find_times(struct cs_shared_days *days)
{
	struct range *files = days->files, *last = NULL;
	cs_day reached = CS_DAY_MIN;

	qsort(files, days->nfiles, sizeof *files, by_first);
	for (size_t i = 0; i < days->nfiles; i++) {
		struct range both = { files[i].first, reached };

		if (both.last > files[i].last)
			both.last = files[i].last;
		if (files[i].first > files[i].last)
			continue;
		if (files[i].last > reached)
			reached = files[i].last;
		if (both.first > both.last)
			continue;
		if (last != NULL && both.first <= last->last)
			widen(last, both);
		else
			*(last = &days->times[days->ntimes++]) = both;
	}
}

/* ... and of rows that other ranks have. */
static void widen_by_others(struct cs_ranks *ranks, struct cs_shared_days *days)
{
	struct cs_buf mine = CS_BUF_INIT, *all;

	cs_buf_add(&mine, days->files, days->nfiles * sizeof *days->files);
	all = cs_ranks_share(ranks, &mine);
	for (unsigned r = 0; r < cs_ranks_count(ranks); r++) {
		const struct range *theirs = (const void *)all[r].data;

		for (size_t i = 0; i < all[r].length / sizeof *theirs; i++)
			widen(&days->files[i], theirs[i]);
	}
	cs_ranks_share_release(ranks, all);
	cs_buf_release(&mine);
}

struct cs_shared_days *cs_shared_days_new(struct cs_store *store, size_t nfiles,
					  unsigned threads)
{
	struct cs_shared_days *days;

	if (nfiles < 2)
		return NULL;
	days = cs_calloc(1, sizeof *days);
	days->store = store;
	days->nfiles = nfiles;
	days->files = cs_calloc(nfiles * threads, sizeof *days->files);
	days->times = cs_calloc(nfiles, sizeof *days->times);
	for (size_t i = 0; i < nfiles * threads; i++)
		days->files[i] = (struct range){ CS_DAY_MAX, CS_DAY_MIN };
	cs_store_each(store, threads, look_at, days);
	for (size_t i = nfiles; i < nfiles * threads; i++)
		widen(&days->files[i % nfiles], days->files[i]);
	if (cs_ranks_spread(store->ranks))
		widen_by_others(store->ranks, days);
	find_times(days);
	return days;
}

void cs_shared_days_free(struct cs_shared_days *days)
{
	if (days == NULL)
		return;
	free(days->files);
	free(days->times);
	free(days);
}

static bool is_shared(const struct cs_shared_days *days, cs_day day)
{
	size_t low = 0, high = days->ntimes;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (days->times[middle].last < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < days->ntimes && days->times[low].first <= day;
}

/* --- whether there is any ---------------------------------------------- */

/* Orders by a hash of id and customer, to tell those of several files. */
struct orders_seen {
	uint64_t *slots; /* its upper half << 32 | file + 1; 0 is free */
	size_t mask;	 /* slots - 1 */
};

/* Was it met in another file? */
static bool seen_elsewhere(struct orders_seen *seen, uint64_t hash,
			   uint32_t file)
{
	uint64_t slot = (hash & ~(uint64_t)UINT32_MAX) | (file + 1);
	size_t at = hash & seen->mask;

	while (seen->slots[at] != 0 && seen->slots[at] >> 32 != slot >> 32)
		at = (at + 1) & seen->mask;
	if (seen->slots[at] == 0)
		seen->slots[at] = slot;
	return seen->slots[at] != slot;
}

static bool may_stand_twice(const struct cs_store *store,
			    const struct cs_line *line,
			    const struct cs_shared_days *days,
			    struct orders_seen *seen)
{
	uint64_t hash;

	if (line->order == CS_NO_ORDER)
		return line->day != CS_NO_DAY && is_shared(days, line->day);
	hash = cs_orderid_hash(line->order, &store->seed);
	return seen_elsewhere(seen,
			      cs_hash_fold(&store->seed, hash, line->customer),
			      cs_more_get(store, line->more).file);
}

bool cs_overlap_possible(const struct cs_store *store,
			 const struct cs_partition *partition,
			 const struct cs_shared_days *days)
{
	struct orders_seen seen = { .mask = 1 };
	bool possible = false;

	if (days == NULL) /* there is one file */
		return false;
	while (seen.mask < partition->lines.count + partition->lines.count / 2)
		seen.mask = seen.mask * 2 + 1;
	seen.slots = cs_calloc(seen.mask + 1, sizeof *seen.slots);
	for (const struct cs_line_page *page = partition->lines.first;
	     page != NULL && !possible; page = page->next)
		for (size_t i = 0; i < page->count && !possible; i++)
			possible = may_stand_twice(
			    store, cs_line_at(store, page, i), days, &seen);
	free(seen.slots);
	return possible;
}

/* --- what is found ----------------------------------------------------- */

void cs_overlap_add(struct cs_overlap_found *sum,
		    const struct cs_overlap_found *part)
{
	struct cs_overlap *rows = &sum->rows;
	uint64_t shared = rows->shared + part->rows.shared;
	uint64_t repeated = rows->repeated + part->rows.repeated;

	if (part->rows.repeated > 0 &&
	    (rows->repeated == 0 ||
	     cs_text_compare(part->rows.customer, rows->customer) < 0))
		*rows = part->rows;
	rows->shared = shared;
	rows->repeated = repeated;
	sum->dropped += part->dropped;
	sum->dropped_value += part->dropped_value;
}

/* --- rows -------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
	const struct cs_draft *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->total != y->total)
		return x->total < y->total ? -1 : 1;
	return (x->file > y->file) - (x->file < y->file);
}

static bool same_value(const struct cs_draft *a, const struct cs_draft *b)
{
	return a->day == b->day && a->total == b->total;
}

/* The rows of a file, among equal ones that are sorted by file. */
struct share {
	size_t first, count;
};

static struct share next_share(const struct cs_draft *rows, size_t n, size_t at)
{
	struct share share = { at, 1 };

	while (at + share.count < n &&
	       rows[at + share.count].file == rows[at].file)
		share.count++;
	return share;
}

static void keep(struct cs_draft *rows, size_t n, struct share kept,
		 struct cs_overlap_found *found)
{
	found->dropped += n - kept.count;
	for (size_t i = 0; i < n; i++)
		if (i < kept.first || i >= kept.first + kept.count)
			found->dropped_value += rows[i].total;
	memmove(rows, rows + kept.first, kept.count * sizeof *rows);
}

/* Equal rows of a customer, by file; returns how many are left. */
static size_t settle_equal(struct cs_draft *rows, size_t n,
			   enum cs_overlaps how, struct cs_overlap_found *found)
{
	struct share most = { 0, 0 }, last = { 0, 0 };
	struct cs_overlap *seen = &found->rows;

	for (size_t at = 0; at < n; at = last.first + last.count) {
		last = next_share(rows, n, at);
		if (last.count > most.count)
			most = last;
	}
	if (last.first == 0) /* all of one file */
		return n;
	if (rows->id == CS_NO_ORDER) {
		if (seen->repeated == 0) {
			seen->day = rows->day;
			seen->amount = rows->total;
			seen->files[0] = rows[0].file;
			seen->files[1] = rows[n - 1].file;
		}
		seen->repeated += n - most.count;
	}
	if (how != CS_OVERLAP_LAST && how != CS_OVERLAP_ONCE)
		return n;
	keep(rows, n, how == CS_OVERLAP_LAST ? last : most, found);
	return how == CS_OVERLAP_LAST ? last.count : most.count;
}

/* Of an order the rows of its last file. */
static size_t settle_order(struct cs_draft *rows, size_t n,
			   struct cs_overlap_found *found)
{
	struct share last = { 0, 0 };

	for (size_t at = 0; at < n; at = last.first + last.count)
		last = next_share(rows, n, at);
	keep(rows, n, last, found);
	return last.count;
}

static bool one_file(const struct cs_draft *rows, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (rows[i].file != rows[0].file)
			return false;
	return true;
}

size_t cs_overlap_settle(struct cs_draft *rows, size_t n, enum cs_overlaps how,
			 const struct cs_shared_days *days,
			 struct cs_overlap_found *found)
{
	size_t kept = 0, end;

	if (n > 0 && rows->id == CS_NO_ORDER)
		for (size_t i = 0; i < n; i++)
			found->rows.shared += is_shared(days, rows[i].day);
	if (n < 2 || one_file(rows, n))
		return n;
	if (rows->id != CS_NO_ORDER && how == CS_OVERLAP_LAST)
		return settle_order(rows, n, found);
	qsort(rows, n, sizeof *rows, by_value);
	for (size_t begin = 0; begin < n; begin = end) {
		size_t left;

		for (end = begin + 1;
		     end < n && same_value(&rows[begin], &rows[end]); end++)
			;
		left =
		    rows[begin].day == CS_NO_DAY
			? end - begin /* nothing tells that it is one */
			: settle_equal(rows + begin, end - begin, how, found);
		memmove(rows + kept, rows + begin, left * sizeof *rows);
		kept += left;
	}
	return kept;
}

/* --- rows of one file --------------------------------------------------- */

/* Where the order of rows[i] ends, or the rows that are equal to it. */
static size_t repeats_end(const struct cs_draft *rows, size_t i, size_t n)
{
	size_t end = i + 1;

	while (end < n &&
	       (rows[i].id == CS_NO_ORDER
		    ? cs_drafts_equal(&rows[i], &rows[end])
		    : cs_orderid_compare(rows[i].id, rows[end].id) == 0))
		end++;
	return end;
}

size_t cs_duplicates_drop(struct cs_draft *rows, size_t n, uint64_t *dropped,
			  cs_sum *dropped_value)
{
	size_t kept = 0, end;

	for (size_t i = 0; i < n; i = end) {
		size_t times, piles, before = 0;

		end = repeats_end(rows, i, n);
		times = cs_order_times(rows + i, end - i, &piles);
		for (size_t r = i; r < end; r++) {
			bool more =
			    r > i && cs_drafts_equal(&rows[r - 1], &rows[r]);

			before = more ? before + 1 : 0;
			if (before % (times > 0 ? times : 1) == 0)
				rows[kept++] = rows[r];
			else
				*dropped_value += rows[r].total;
		}
	}
	*dropped += n - kept;
	return kept;
}
