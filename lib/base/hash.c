/*
 * hash.c - see hash.h. Sixteen bytes at a time are multiplied to 128 bits
 * and folded.
 */
#include "base/hash.h"

#include <string.h>
#include <sys/auxv.h>
#include <sys/random.h>

struct cs_hash_seed cs_hash_draw_seed(void)
{
	struct cs_hash_seed seed;

	/* where a sandbox has no such call, what the kernel gave the process */
	if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != sizeof seed)
		memcpy(&seed, (const void *)getauxval(AT_RANDOM), sizeof seed);
	return seed;
}

static uint64_t load(const unsigned char *p, size_t length)
{
	uint64_t word = 0;

	memcpy(&word, p, length);
	return word;
}

uint64_t cs_hash(const struct cs_hash_seed *seed, const void *bytes,
		 size_t length)
{
	const unsigned char *p = bytes;
	uint64_t state = length, a, b;

	for (; length > 16; p += 16, length -= 16)
		state = cs_hash_fold(seed, load(p, 8), load(p + 8, 8) ^ state);
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
	return cs_hash_fold(seed, cs_hash_fold(seed, a, b ^ state),
			    0x8cb92ba72f3d8dd7u);
}
