/*
 * sums.h - rows that are the sum of others, among those that count.
 *
 * A row is called so (words/totals.h), and its amount is that of all rows, of
 * all rows of its file, or of those since the last such row: before it or, of a
 * first row, behind it; or it is called a balance. Sums are taken of the rows
 * that are used, and of all that were read, as whoever summed them may not have
 * left out what we do.
 */
#ifndef CS_INPUT_SUMS_H
#define CS_INPUT_SUMS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/money.h"
#include "base/text.h"
#include "input/account.h"

struct cs_schema;
struct cs_sample;

/* Finds the columns beside the customer's in which rows of the sample are
 * called totals. */
void cs_sums_settle(struct cs_schema *schema, struct cs_sample *sample);

/* Of amounts, without those of rows that are called totals. */
struct cs_both_sums {
	cs_sum used, read;
};

/* A used row that is called a total. */
struct cs_total_row {
	uint64_t line;		    /* in its block, then in its file */
	struct cs_both_sums before; /* in its block, before it */
	cs_micros amount;
	int column; /* that calls it so */
	char *name;
	bool balance; /* what an account held: it need not be a sum */
};

/* One worker's, in its present block. */
struct cs_block_sums {
	struct cs_total_row *rows;
	size_t count, capacity;
	cs_sum called;	   /* amounts of these rows */
	cs_sum used, read; /* of the account, where the block begins */
};

void cs_block_sums_begin(struct cs_block_sums *sums,
			 const struct cs_account *account);
/* One more, that the account does not have yet; `counts`: it has a customer. */
void cs_block_sums_add(struct cs_block_sums *sums,
		       const struct cs_account *account, uint64_t line,
		       cs_micros amount, int column, struct cs_text name,
		       bool counts);
/* What the block's other rows add up to. */
struct cs_both_sums cs_block_sums_end(const struct cs_block_sums *sums,
				      const struct cs_account *account);
void cs_block_sums_release(struct cs_block_sums *sums);

enum { CS_SHOWN_SUM_ROWS = 8 };

/* What was found. */
struct cs_sum_rows {
	uint64_t count;
	cs_sum amount; /* of all of them */
	/* the first of different names, in the order of the input */
	struct cs_sum_row {
		const char *file;
		uint64_t line;
		cs_micros amount;
		int column;
		char *name;
	} first[CS_SHOWN_SUM_ROWS];
	size_t nfirst;
};

void cs_sum_rows_release(struct cs_sum_rows *found);

/* All blocks one after another, in the order of the input. */
struct cs_summing;

struct cs_summing *cs_summing_new(struct cs_sum_rows *found);
void cs_summing_free(struct cs_summing *summing);
/* A block of `file`, which begins on `line`; its rows are taken over; NULL: it
 * has none. */
void cs_summing_block(struct cs_summing *summing, const char *file,
		      uint64_t line, struct cs_block_sums *sums,
		      struct cs_both_sums whole);
/* The end of all: what a total above its rows waited for. */
void cs_summing_finish(struct cs_summing *summing);

#endif
