/* Amounts as decimals, and as the nearest doubles. */
#include "base/money.h"

#include <stdlib.h>

#include "tap.h"

static void is_money(cs_sum value, const char *want)
{
	char text[CS_MONEY_SIZE];

	is_str(cs_money_format(value, text), want, named("written %s", want));
	near(cs_money_double(value), strtod(want, NULL), 0x1p-52,
	     named("%s as a double", want));
}

int main(void)
{
	const cs_sum greatest = (cs_sum)(~(unsigned __int128)0 >> 1);
	uint64_t state = 7;
	int wrong = 0;

	is_money(0, "0");
	is_money(1, "0.000001");
	is_money(-1, "-0.000001");
	is_money(10, "0.00001");
	is_money(500000, "0.5");
	is_money(-500000, "-0.5");
	is_money(1000000, "1");
	is_money(1500000, "1.5");
	is_money(-1000001, "-1.000001");
	is_money(10000000, "10");
	is_money(100000000000000, "100000000");
	is_money(8310477054000, "8310477.054");
	is_money(INT64_MAX, "9223372036854.775807");
	is_money(INT64_MIN, "-9223372036854.775808");
	is_money((cs_sum)INT64_MAX * 1000, "9223372036854775.807");
	is_money((cs_sum)INT64_MAX * INT64_MAX,
		 "85070591730234615847396907784232.501249");
	is_money(greatest, "170141183460469231731687303715884.105727");
	is_money(-greatest - 1, "-170141183460469231731687303715884.105728");
	for (int i = 0; i < 100000; i++) {
		char text[CS_MONEY_SIZE];
		cs_sum value;
		double want, got;

		state = state * 6364136223846793005u + 1442695040888963407u;
		value = (cs_sum)(int64_t)state >> (state >> 5 & 31);
		want = strtod(cs_money_format(value, text), NULL);
		got = cs_money_double(value);
		wrong += fabs(got - want) > 0x1p-52 * fabs(want);
	}
	is_int(wrong, 0, "a hundred thousand doubles to their last place");
	return done_testing();
}
