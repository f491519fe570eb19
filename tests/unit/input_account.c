/* What became of rows: parts add up whatever is moved. */
#include "input/account.h"

#include "tap.h"

static bool adds_up(const struct cs_account *account)
{
	uint64_t rows = 0;
	cs_sum amount = 0;

	for (int fate = 0; fate < CS_NFATES; fate++) {
		rows += account->rows[fate];
		amount += account->amounts[fate];
	}
	return rows == account->rows_read && amount == account->amount_read;
}

static void test_rows(void)
{
	struct cs_account account = CS_ACCOUNT_INIT, sum = CS_ACCOUNT_INIT;

	for (int fate = 0; fate < CS_NFATES; fate++)
		cs_account_row(&account, (enum cs_fate)fate,
			       (fate + 1) * CS_MICROS);
	is_int((long long)account.rows_read, CS_NFATES, "a row of each fate");
	ok(account.amount_used == CS_MICROS && account.rows_unmatched == 1 &&
	       account.amount_without_purchase == 4 * CS_MICROS,
	   "names and numbers of fates agree");
	ok(adds_up(&account), "parts add up");
	cs_account_move(&account, CS_FATE_USED, CS_FATE_OVERLAP, 1, CS_MICROS);
	ok(account.rows_used == 0 && account.rows[CS_FATE_OVERLAP] == 2 &&
	       account.amounts[CS_FATE_OVERLAP] ==
		   (CS_FATE_OVERLAP + 2) * CS_MICROS &&
	       adds_up(&account),
	   "and after rows were moved");
	is_int((long long)cs_account_rows_excluded(&account),
	       CS_NFATES - CS_FATE_FILTERED + 1, "all that is excluded");
	cs_account_add(&sum, &account);
	cs_account_add(&sum, &account);
	ok(sum.rows[CS_FATE_OVERLAP] == 4 && adds_up(&sum),
	   "and of two workers");
}

int main(void)
{
	test_rows();
	return done_testing();
}
