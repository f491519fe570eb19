/*
 * order.c - see order.h. A radix sort, lowest bits first, that passes over
 * bits in which all values agree; few values, or wide ones, are left to
 * qsort().
 */
#include "stat/order.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Bits of a step; of many values, more: there are fewer steps. */
enum { FEW = 256, MANY = 8192, BITS = 8, MOST_BITS = 11 };

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

/* `bits` is a constant where this is called. */
static inline __attribute__((always_inline)) bool pass(const uint64_t *from,
						       uint64_t *to, size_t n,
						       int shift, int bits)
{
	size_t starts[(1 << MOST_BITS) + 1];
	uint64_t last = (1U << bits) - 1;

	memset(starts, 0, (last + 2) * sizeof *starts);
	for (size_t i = 0; i < n; i++)
		starts[(from[i] >> shift & last) + 1]++;
	if (n == 0 || starts[(from[0] >> shift & last) + 1] == n)
		return false;
	for (size_t v = 0; v < last; v++)
		starts[v + 1] += starts[v];
	for (size_t i = 0; i < n; i++)
		to[starts[from[i] >> shift & last]++] = from[i];
	return true;
}

bool cs_radix_pass(const uint64_t *from, uint64_t *to, size_t n, int shift)
{
	return pass(from, to, n, shift, BITS);
}

static int ascending(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

void cs_sort_ascending(uint64_t *keys, size_t n)
{
	uint64_t *from = keys, *to, *spare, differ = 0;
	int bits = n < MANY ? BITS : MOST_BITS;

	if (n < FEW) {
		if (n > 1)
			qsort(keys, n, sizeof *keys, ascending);
		return;
	}
	to = spare = cs_malloc(n * sizeof *spare);
	for (size_t i = 0; i < n; i++)
		differ |= keys[i] ^ keys[0];
	/* amounts of whole cents agree in their lowest bits */
	for (int shift = differ ? __builtin_ctzll(differ) : 64;
	     shift < 64 && differ >> shift != 0; shift += bits)
		if (bits == BITS ? pass(from, to, n, shift, BITS)
				 : pass(from, to, n, shift, MOST_BITS)) {
			uint64_t *other = to;

			to = from;
			from = other;
		}
	if (from != keys)
		memcpy(keys, from, n * sizeof *keys);
	free(spare);
}

void cs_sort_descending(cs_sum *values, size_t n)
{
	uint64_t *keys;

	if (n < FEW || !fit_64_bits(values, n)) {
		if (n > 1)
			qsort(values, n, sizeof *values, descending);
		return;
	}
	keys = cs_malloc(n * sizeof *keys);
	/* unsigned, and the largest value has the least key */
	for (size_t i = 0; i < n; i++)
		keys[i] = (uint64_t)values[i] ^ INT64_MAX;
	cs_sort_ascending(keys, n);
	for (size_t i = 0; i < n; i++)
		values[i] = (int64_t)(keys[i] ^ INT64_MAX);
	free(keys);
}
