/*
 * hash.h - a fast 64-bit hash of short strings, for tables in memory.
 *
 * The value depends on the machine's byte order and may change between
 * versions: it is never written anywhere and no output may depend on it.
 */
#ifndef CS_BASE_HASH_H
#define CS_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

uint64_t cs_hash(const void *bytes, size_t length);

/* The halves of the product of 128 bits, folded into one. */
static inline uint64_t cs_hash_fold(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The same idea for two words and a length that were made from a short string.
 */
static inline uint64_t cs_hash_words(uint64_t a, uint64_t b, size_t length)
{
	uint64_t folded = cs_hash_fold(a ^ 0x9e3779b97f4a7c15u,
				       b ^ 0xd1b54a32d192ed03u ^ length << 56);

	return cs_hash_fold(folded ^ a, 0x8cb92ba72f3d8dd7u);
}

#endif
