/*
 * hash.c - see hash.h. Sixteen bytes at a time are multiplied to 128 bits
 * and folded; the constants are odd with bits well spread.
 */
#include "base/hash.h"

#include <string.h>

static const uint64_t k0 = 0x9e3779b97f4a7c15u, k1 = 0xd1b54a32d192ed03u,
		      k2 = 0x8cb92ba72f3d8dd7u;

static uint64_t load(const unsigned char *p, size_t length)
{
	uint64_t word = 0;

	memcpy(&word, p, length);
	return word;
}

uint64_t cs_hash(const void *bytes, size_t length)
{
	const unsigned char *p = bytes;
	uint64_t seed = k0 ^ length, a, b;

	for (; length > 16; p += 16, length -= 16)
		seed = cs_hash_fold(load(p, 8) ^ k1, load(p + 8, 8) ^ seed);
	if (length >= 8) {
		a = load(p, 8);
		b = load(p + length - 8, 8);
	} else if (length >= 4) {
		a = load(p, 4);
		b = load(p + length - 4, 4);
	} else {
		a = length > 0 ? (uint64_t)p[0] | (uint64_t)p[length / 2] << 8 |
				     (uint64_t)p[length - 1] << 16
			       : 0;
		b = 0;
	}
	return cs_hash_fold(cs_hash_fold(a ^ k1, b ^ seed), k2);
}
