/* account.c - see account.h. */
#include "input/account.h"

uint64_t cs_account_rows_excluded(const struct cs_account *account)
{
	uint64_t rows = 0;

	for (int fate = CS_FATE_FILTERED; fate < CS_NFATES; fate++)
		rows += account->rows[fate];
	return rows;
}

cs_sum cs_account_amount_excluded(const struct cs_account *account)
{
	cs_sum amount = 0;

	for (int fate = CS_FATE_FILTERED; fate < CS_NFATES; fate++)
		amount += account->amounts[fate];
	return amount;
}

void cs_account_add(struct cs_account *sum, const struct cs_account *part)
{
	sum->rows_read += part->rows_read;
	sum->rows_not_records += part->rows_not_records;
	sum->amount_read += part->amount_read;
	for (int fate = 0; fate < CS_NFATES; fate++) {
		sum->rows[fate] += part->rows[fate];
		sum->amounts[fate] += part->amounts[fate];
	}
	sum->rows_negative += part->rows_negative;
	sum->rows_rounded += part->rows_rounded;
	sum->rows_turned += part->rows_turned;
	sum->rows_continued += part->rows_continued;
}
