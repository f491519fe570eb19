/*
 * rowsample.h - all rows of some customers, where only totals are kept
 * (lib/data only).
 *
 * Whether rows stand in their file twice shows where those of a customer are
 * looked at together. Here they are of the customers whose keys draw the lowest
 * lots: of all where there are few rows, else of so many that what is doubled
 * in one of fifty rows is not overlooked. Order ids are known by a hash of 64
 * bits.
 */
#ifndef CS_DATA_ROWSAMPLE_H
#define CS_DATA_ROWSAMPLE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "data/signs.h"
#include "input/row.h"

/* Rows that are looked at, at most; each worker keeps no more. */
enum { CS_SAMPLED_ROWS = 3000 };

struct cs_row_sample;

/* One for each worker: rows with lots below a limit that all share. */
struct cs_row_samples {
	_Atomic uint64_t limit;
	unsigned workers;
	struct cs_row_sample *each;
};

/*
 * The same in every run. Who makes keys that draw alike makes a poor sample,
 * and no more, so a cheap one will do. Of long keys the first bytes and those
 * in the middle tell.
 */
static inline uint64_t cs_row_lot(const struct cs_key *customer)
{
	const char *bytes = customer->text.bytes;
	size_t length = customer->text.length;
	uint64_t first = customer->word[0], second = customer->word[1];

	if (length > CS_KEY_WORDS) {
		first = cs_cell_load8(bytes);
		second = cs_cell_load8(bytes + length / 2 - 4);
	}
	return (first + 4 * second) * 0x9e3779b97f4a7c15u;
}

/* May it be kept? */
static inline bool cs_row_drawn(const struct cs_row_samples *samples,
				const struct cs_key *customer)
{
	return cs_row_lot(customer) <
	       atomic_load_explicit(&samples->limit, memory_order_relaxed);
}

struct cs_row_samples *cs_row_samples_new(unsigned workers);
void cs_row_samples_free(struct cs_row_samples *samples); /* takes NULL */

/* Takes one that is drawn, if it is to be kept. `order` is the column of order
 * ids; -1: each row may be an order of its own. */
void cs_row_samples_keep(struct cs_row_samples *samples, unsigned worker,
			 uint32_t file, const struct cs_row *row, int order);

/* What workers of another process keep, and to those of the leader, for whom
 * the first of its files is number `first`. */
void cs_row_samples_pack(const struct cs_row_samples *samples,
			 struct cs_buf *out);
void cs_row_samples_unpack(struct cs_row_samples *samples,
			   struct cs_bytes *bytes, size_t first);

/*
 * Fills what `signs` say of piles and orders, and how many rows were looked at.
 * Rows without a day are as if of one.
 * Which these are depends on nothing but the rows of all samples. Examples are
 * copied to `arena`.
 */
void cs_row_samples_judge(struct cs_row_samples *samples,
			  struct cs_signs *signs, struct cs_arena *arena);

#endif
