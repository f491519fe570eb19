/* money.c - see money.h. */
#include "base/money.h"

#include <string.h>

char *cs_money_format(cs_sum value, char out[static CS_MONEY_SIZE])
{
	__extension__ typedef unsigned __int128 magnitude;
	magnitude rest = value < 0 ? -(magnitude)value : (magnitude)value;
	unsigned fraction = (unsigned)(rest % CS_MICROS);
	char digits[CS_MONEY_SIZE];
	size_t at = sizeof digits, decimals = 6;

	digits[--at] = '\0';
	for (; decimals > 0 && fraction % 10 == 0; decimals--)
		fraction /= 10;
	for (size_t i = 0; i < decimals; i++, fraction /= 10)
		digits[--at] = (char)('0' + fraction % 10);
	if (decimals > 0)
		digits[--at] = '.';
	rest /= CS_MICROS;
	do {
		digits[--at] = (char)('0' + (int)(rest % 10));
		rest /= 10;
	} while (rest > 0);
	if (value < 0)
		digits[--at] = '-';
	return memcpy(out, digits + at, sizeof digits - at);
}

double cs_money_double(cs_sum value)
{
	return cs_sum_double(value) / CS_MICROS;
}
