/* account.h - what became of every row and cent. Parts add up. */
#ifndef CS_INPUT_ACCOUNT_H
#define CS_INPUT_ACCOUNT_H

#include <stdint.h>

#include "base/day.h"
#include "base/money.h"

struct cs_account {
	uint64_t rows_read, rows_bad, rows_excluded, rows_unattributed;
	uint64_t rows_used; /* as the sink got them; what has no purchase is in
			       here */
	uint64_t rows_negative; /* of those used */
	uint64_t rows_rounded;
	cs_sum amount_read, amount_excluded, amount_unattributed, amount_used;
	cs_day first_date; /* of used and unattributed rows; CS_NO_DAY: none */
	cs_day last_date, date_before_last;
};

#define CS_ACCOUNT_INIT                                          \
	{                                                        \
		.first_date = CS_NO_DAY, .last_date = CS_NO_DAY, \
		.date_before_last = CS_NO_DAY                    \
	}

/* The date of a used or unattributed row; CS_NO_DAY is none. */
void cs_account_day(struct cs_account *account, cs_day day);
/* Adds `part` to `sum`. */
void cs_account_add(struct cs_account *sum, const struct cs_account *part);

#endif
