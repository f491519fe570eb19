/*
 * order.c - see order.h. A radix sort, lowest byte first, that passes over
 * bytes in which all values agree; few values, or wide ones, are left to
 * qsort().
 */
#include "stat/order.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { FEW = 256, BYTES = 8, BYTE_VALUES = 256 };

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

/* Unsigned keys in the opposite order: the largest value has the least key. */
static uint64_t to_key(cs_sum value)
{
	return ~((uint64_t)(int64_t)value ^ (uint64_t)1 << 63);
}

static cs_sum from_key(uint64_t key)
{
	return (int64_t)(~key ^ (uint64_t)1 << 63);
}

static void pass(const uint64_t *from, uint64_t *to, size_t n, int byte,
		 size_t *count)
{
	size_t at = 0;

	for (size_t v = 0; v < BYTE_VALUES; v++) {
		size_t here = count[v];

		count[v] = at;
		at += here;
	}
	for (size_t i = 0; i < n; i++)
		to[count[from[i] >> 8 * byte & 0xFF]++] = from[i];
}

void cs_sort_descending(cs_sum *values, size_t n)
{
	size_t(*count)[BYTE_VALUES];
	uint64_t *keys, *from, *to;

	if (n < FEW || !fit_64_bits(values, n)) {
		if (n > 1)
			qsort(values, n, sizeof *values, descending);
		return;
	}
	keys = cs_malloc(2 * n * sizeof *keys);
	count = cs_calloc(BYTES, sizeof *count);
	from = keys;
	to = keys + n;
	for (size_t i = 0; i < n; i++) {
		from[i] = to_key(values[i]);
		for (int byte = 0; byte < BYTES; byte++)
			count[byte][from[i] >> 8 * byte & 0xFF]++;
	}
	for (int byte = 0; byte < BYTES; byte++) {
		uint64_t *other = to;

		if (count[byte][from[0] >> 8 * byte & 0xFF] == n)
			continue;
		pass(from, to, n, byte, count[byte]);
		to = from;
		from = other;
	}
	for (size_t i = 0; i < n; i++)
		values[i] = from_key(from[i]);
	free(keys);
	free(count);
}
