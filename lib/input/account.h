/*
 * account.h - what became of every row and cent. A row has one fate at a time,
 * so parts add up to what was read whatever is moved.
 */
#ifndef CS_INPUT_ACCOUNT_H
#define CS_INPUT_ACCOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/money.h"

enum cs_fate {
	CS_FATE_USED,
	CS_FATE_UNATTRIBUTED,	  /* no customer */
	CS_FATE_BAD,		  /* cannot be read */
	CS_FATE_WITHOUT_PURCHASE, /* of customers who bought nothing */
	CS_FATE_REPEATED,	  /* contacts: equal to another on its day */
	CS_FATE_UNMATCHED,	  /* contacts: of customers that do not count */
	/* those below are excluded, each for one reason: the first of these */
	CS_FATE_FILTERED,   /* by an expression */
	CS_FATE_LAYOUT,	    /* by a filter of the layout */
	CS_FATE_STATUS,	    /* by its status */
	CS_FATE_CANCELLED,  /* by the column that says so */
	CS_FATE_PAID_BACK,  /* its refund leaves nothing */
	CS_FATE_BEFORE,	    /* before the window */
	CS_FATE_AFTER,	    /* after it, or after the end of observation */
	CS_FATE_OVERLAP,    /* another file has it */
	CS_FATE_DUPLICATE,  /* its own file has it */
	CS_FATE_FIRST,	    /* of customers who first bought at another time */
	CS_FATE_IMPOSSIBLE, /* ends before it starts, or is watched */
	CS_NFATES
};

static inline bool cs_fate_excluded(enum cs_fate fate)
{
	return fate >= CS_FATE_FILTERED;
}

struct cs_account {
	uint64_t rows_read;
	uint64_t rows_not_records; /* beside them: lines without content, a
				      header that comes again, footers */
	union {
		uint64_t rows[CS_NFATES];
		struct {
			uint64_t rows_used, rows_unattributed, rows_bad,
			    rows_without_purchase, rows_repeated,
			    rows_unmatched;
		};
	};
	cs_sum amount_read; /* of rows whose amount can be told */
	union {
		cs_sum amounts[CS_NFATES];
		struct {
			cs_sum amount_used, amount_unattributed, amount_bad,
			    amount_without_purchase;
		};
	};
	uint64_t rows_negative; /* of those handed on */
	uint64_t rows_rounded;
	uint64_t rows_turned;	 /* paid back by a positive amount */
	uint64_t rows_continued; /* further rows of an order, of any fate */
	cs_day first_date; /* of used and unattributed rows; CS_NO_DAY: none */
	cs_day last_date;
};

#define CS_ACCOUNT_INIT                                         \
	{                                                       \
		.first_date = CS_NO_DAY, .last_date = CS_NO_DAY \
	}

/* One more row is read, and this is its fate. */
static inline void cs_account_row(struct cs_account *account, enum cs_fate fate,
				  cs_micros amount)
{
	account->rows_read++;
	account->rows[fate]++;
	account->amount_read += amount;
	account->amounts[fate] += amount;
}

/* Rows that were of one fate turn out to be of another. */
static inline void cs_account_move(struct cs_account *account,
				   enum cs_fate from, enum cs_fate to,
				   uint64_t rows, cs_sum amount)
{
	account->rows[from] -= rows;
	account->rows[to] += rows;
	account->amounts[from] -= amount;
	account->amounts[to] += amount;
}

/* Of all reasons. */
uint64_t cs_account_rows_excluded(const struct cs_account *account);
cs_sum cs_account_amount_excluded(const struct cs_account *account);

/* Adds the counts of `part` to `sum`; dates are set when all are in. */
void cs_account_add(struct cs_account *sum, const struct cs_account *part);

#endif
