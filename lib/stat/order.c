/*
 * order.c - see order.h. A radix sort, lowest byte first, that passes over
 * bytes in which all values agree; few values, or wide ones, are left to
 * qsort().
 */
#include "stat/order.h"

#include <stdlib.h>

#include "base/mem.h"

enum { FEW = 256 };

static int descending(const void *a, const void *b)
{
	cs_sum x = *(const cs_sum *)a, y = *(const cs_sum *)b;

	return (x < y) - (x > y);
}

static bool fit_64_bits(const cs_sum *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (values[i] > INT64_MAX || values[i] < INT64_MIN)
			return false;
	return true;
}

bool cs_radix_pass(const uint64_t *from, uint64_t *to, size_t n, int shift)
{
	size_t starts[257] = { 0 };

	for (size_t i = 0; i < n; i++)
		starts[(from[i] >> shift & 255) + 1]++;
	if (n == 0 || starts[(from[0] >> shift & 255) + 1] == n)
		return false;
	for (int v = 0; v < 255; v++)
		starts[v + 1] += starts[v];
	for (size_t i = 0; i < n; i++)
		to[starts[from[i] >> shift & 255]++] = from[i];
	return true;
}

void cs_sort_descending(cs_sum *values, size_t n)
{
	uint64_t *keys, *from, *to, differ = 0;

	if (n < FEW || !fit_64_bits(values, n)) {
		if (n > 1)
			qsort(values, n, sizeof *values, descending);
		return;
	}
	keys = cs_malloc(2 * n * sizeof *keys);
	from = keys;
	to = keys + n;
	/* unsigned, and the largest value has the least key */
	for (size_t i = 0; i < n; i++) {
		from[i] = (uint64_t)values[i] ^ INT64_MAX;
		differ |= from[i] ^ from[0];
	}
	for (int shift = 0; shift < 64; shift += 8)
		if ((differ >> shift & 255) != 0 &&
		    cs_radix_pass(from, to, n, shift)) {
			uint64_t *other = to;

			to = from;
			from = other;
		}
	for (size_t i = 0; i < n; i++)
		values[i] = (int64_t)(from[i] ^ INT64_MAX);
	free(keys);
}
