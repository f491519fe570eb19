/*
 * hash.h - a fast 64-bit hash of short strings, for tables in memory.
 *
 * Without the seed, which each table draws anew, nobody can make keys that
 * share a hash. So a value is never written anywhere, and no output may depend
 * on it.
 */
#ifndef CS_BASE_HASH_H
#define CS_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

struct cs_hash_seed {
	uint64_t word[2];
};

/* Of the system's randomness. */
struct cs_hash_seed cs_hash_draw_seed(void);

/* Both halves of a product, each word of which somebody may have chosen but for
 * the seed. */
static inline uint64_t cs_hash_fold(const struct cs_hash_seed *seed, uint64_t a,
				    uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)(a ^ seed->word[0]) * (b ^ seed->word[1]);

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t cs_hash(const struct cs_hash_seed *seed, const void *bytes,
		 size_t length);

/* The same idea for two words and a length that were made from a short string.
 */
static inline uint64_t cs_hash_words(const struct cs_hash_seed *seed,
				     uint64_t a, uint64_t b, size_t length)
{
	return cs_hash_fold(seed, cs_hash_fold(seed, a, b) ^ a,
			    0x8cb92ba72f3d8dd7u ^ length << 56);
}

#endif
