/*
 * scan.c - see scan.h.
 *
 * Sixty-four bytes become a mask with a bit for each byte that matches. Whether
 * a byte lies inside quotes is the parity of the quotes before it: a prefix XOR
 * over the quote mask, carried from mask to mask.
 */
#include "input/scan.h"

#include <string.h>

#if defined(__x86_64__) || defined(__i386__)
#define HAVE_X86 1
#include <immintrin.h>
#else
#define HAVE_X86 0
#endif

struct masks {
	uint64_t delimiter, line, carriage, quote;
};

#define INLINE static inline __attribute__((always_inline))

INLINE uint64_t match_portable(const char *p, char wanted)
{
	uint64_t mask = 0;

	for (int i = 0; i < 64; i++)
		mask |= (uint64_t)(p[i] == wanted) << i;
	return mask;
}

INLINE uint64_t prefix_xor(uint64_t bits)
{
	for (int shift = 1; shift < 64; shift *= 2)
		bits ^= bits << shift;
	return bits;
}

/* Where the 64 bytes that begin at `base` have separators, one offset each. */
INLINE uint32_t *put_offsets(uint32_t *out, uint64_t mask, uint32_t base)
{
	uint32_t *end = out + __builtin_popcountll(mask);

	/* eight at a time without a branch; the caller's array has the room */
	while (mask != 0) {
		for (int i = 0; i < 8; i++) {
			out[i] = base + (uint32_t)__builtin_ctzll(
					    mask | (uint64_t)1 << 63);
			mask &= mask - 1;
		}
		out += 8;
	}
	return end;
}

/* One step of the scan. */
INLINE uint32_t *step(struct cs_scan *scan, struct masks m, uint64_t *inside,
		      uint32_t base, uint32_t *out)
{
	uint64_t quoted = *inside;

	if (m.quote != 0) {
		quoted ^= prefix_xor(m.quote);
		*inside = (uint64_t)((int64_t)quoted >> 63);
		scan->quotes += (size_t)__builtin_popcountll(m.quote);
	}
	m.line &= ~quoted;
	scan->lines += (size_t)__builtin_popcountll(m.line);
	scan->returns += (size_t)__builtin_popcountll(m.carriage & ~quoted);
	return put_offsets(out, (m.delimiter & ~quoted) | m.line, base);
}

/*
 * The scan over `masks`: a macro, because a function for one kind of processor
 * cannot be handed to, and inlined into, one for all of them.
 */
#define SCAN(masks)                                                       \
	struct cs_scan scan = { 0 };                                      \
	uint64_t inside = 0;                                              \
	uint32_t *out = position;                                         \
	size_t at = 0;                                                    \
                                                                          \
	for (; at + 64 <= length; at += 64)                               \
		out = step(&scan, masks(block + at, delimiter, quote),    \
			   &inside, (uint32_t)at, out);                   \
	if (at < length) {                                                \
		char last[64] = { 0 };                                    \
                                                                          \
		memcpy(last, block + at, length - at);                    \
		out = step(&scan, masks(last, delimiter, quote), &inside, \
			   (uint32_t)at, out);                            \
	}                                                                 \
	scan.separators = (size_t)(out - position);                       \
	scan.open = inside != 0;                                          \
	return scan

INLINE struct masks masks_portable(const char *p, char delimiter, char quote)
{
	return (struct masks){ match_portable(p, delimiter),
			       match_portable(p, '\n'), match_portable(p, '\r'),
			       quote ? match_portable(p, quote) : 0 };
}

static struct cs_scan scan_portable(const char *block, size_t length,
				    char delimiter, char quote,
				    uint32_t *position)
{
	SCAN(masks_portable);
}

#if HAVE_X86
#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

AVX2 INLINE uint64_t match_avx2(__m256i low, __m256i high, char wanted)
{
	__m256i w = _mm256_set1_epi8(wanted);
	uint32_t l = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, w));
	uint32_t h = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, w));

	return (uint64_t)h << 32 | l;
}

AVX2 INLINE struct masks masks_avx2(const char *p, char delimiter, char quote)
{
	__m256i low = _mm256_loadu_si256((const void *)p);
	__m256i high = _mm256_loadu_si256((const void *)(p + 32));

	return (struct masks){ match_avx2(low, high, delimiter),
			       match_avx2(low, high, '\n'),
			       match_avx2(low, high, '\r'),
			       quote ? match_avx2(low, high, quote) : 0 };
}

AVX2 static struct cs_scan scan_avx2(const char *block, size_t length,
				     char delimiter, char quote,
				     uint32_t *position)
{
	SCAN(masks_avx2);
}

bool cs_scan_vectors(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
}
#else
#define scan_avx2 scan_portable

bool cs_scan_vectors(void)
{
	return false;
}
#endif

struct cs_scan cs_scan_separators(const char *block, size_t length,
				  char delimiter, char quote,
				  uint32_t *position, bool vectors)
{
	return (vectors ? scan_avx2 : scan_portable)(block, length, delimiter,
						     quote, position);
}
