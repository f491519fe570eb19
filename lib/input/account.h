/*
 * account.h - what became of every row and cent. A row has one fate at a time,
 * so parts add up to what was read whatever is moved.
 */
#ifndef CS_INPUT_ACCOUNT_H
#define CS_INPUT_ACCOUNT_H

#include <stdint.h>

#include "base/day.h"
#include "base/money.h"

enum cs_fate {
	CS_FATE_USED,
	CS_FATE_UNATTRIBUTED,	  /* no customer */
	CS_FATE_EXCLUDED,	  /* filtered, or outside the time asked for */
	CS_FATE_BAD,		  /* cannot be read */
	CS_FATE_WITHOUT_PURCHASE, /* of customers who bought nothing */
	CS_FATE_REPEATED,	  /* contacts: equal to another on its day */
	CS_FATE_UNMATCHED,	  /* contacts: of customers that do not count */
	CS_NFATES
};

struct cs_account {
	uint64_t rows_read;
	uint64_t rows_not_records; /* beside them: lines without content, a
				      header that comes again, footers */
	union {
		uint64_t rows[CS_NFATES];
		struct {
			uint64_t rows_used, rows_unattributed, rows_excluded,
			    rows_bad, rows_without_purchase, rows_repeated,
			    rows_unmatched;
		};
	};
	cs_sum amount_read; /* of rows whose amount can be told */
	union {
		cs_sum amounts[CS_NFATES];
		struct {
			cs_sum amount_used, amount_unattributed,
			    amount_excluded, amount_bad,
			    amount_without_purchase;
		};
	};
	uint64_t rows_negative; /* of those handed on */
	uint64_t rows_rounded;
	uint64_t rows_continued; /* further rows of an order, of any fate */
	cs_day first_date; /* of used and unattributed rows; CS_NO_DAY: none */
	cs_day last_date, date_before_last;
};

#define CS_ACCOUNT_INIT                                          \
	{                                                        \
		.first_date = CS_NO_DAY, .last_date = CS_NO_DAY, \
		.date_before_last = CS_NO_DAY                    \
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

/* The date of a used or unattributed row; CS_NO_DAY is none. */
void cs_account_day(struct cs_account *account, cs_day day);
/* Adds `part` to `sum`. */
void cs_account_add(struct cs_account *sum, const struct cs_account *part);

#endif
