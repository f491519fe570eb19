/*
 * scan.c - see scan.h.
 *
 * Sixty-four bytes become a mask with a bit for each byte that matches. Whether
 * a byte lies inside quotes is the parity of the quotes before it: a prefix XOR
 * over the quote mask, carried from mask to mask.
 */
#include "input/scan.h"

#include <string.h>

#if defined(__x86_64__)
#define HAVE_X86 1
#include <immintrin.h>
#else
#define HAVE_X86 0
#endif

#define INLINE static inline __attribute__((always_inline))

INLINE uint64_t match_portable(const char *p, char wanted)
{
	uint64_t mask = 0;

	for (int i = 0; i < 64; i++)
		mask |= (uint64_t)(p[i] == wanted) << i;
	return mask;
}

INLINE uint64_t prefix_portable(uint64_t bits)
{
	for (int shift = 1; shift < 64; shift *= 2)
		bits ^= bits << shift;
	return bits;
}

/* Where bits are among those of the 64 bytes that begin at `base`, one offset
 * each. */
INLINE uint32_t *put_portable(uint32_t *out, uint64_t mask, uint32_t base)
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

/* What is carried from one mask to the next. */
struct carry {
	uint64_t inside;    /* all bits: the bytes before end inside quotes */
	uint64_t separator; /* 1: the last byte was one */
	uint64_t closing;   /* 1: the last byte was a quote that closes */
	uint64_t wrong;	    /* not 0: a quote stood where none may */
};

/* Quotes of one mask. */
struct quotes {
	uint64_t opening, closing, inside;
	uint64_t behind; /* bytes behind a closing one */
	uint64_t second; /* of pairs: opening ones right behind a closing one */
};

INLINE struct quotes split_quotes(struct carry *carry, uint64_t quote,
				  uint64_t prefix)
{
	struct quotes q = { .inside = prefix ^ carry->inside };

	q.opening = quote & q.inside;
	q.closing = quote & ~q.inside;
	q.behind = q.closing << 1 | carry->closing;
	q.second = q.opening & q.behind;
	carry->inside = (uint64_t)((int64_t)q.inside >> 63);
	carry->closing = q.closing >> 63;
	return q;
}

struct masks {
	uint64_t delimiter, line, carriage, quote;
};

/* What is found where. */
struct found {
	uint64_t separators, pairs;
};

/* One step of the scan. */
INLINE struct found step(struct cs_scan *scan, struct carry *carry,
			 struct masks m, uint64_t prefix)
{
	struct quotes q = split_quotes(carry, m.quote, prefix);
	uint64_t line = m.line & ~q.inside, returns = m.carriage & ~q.inside;
	uint64_t separator = (m.delimiter & ~q.inside) | line;

	carry->wrong |=
	    (q.opening & ~q.second & ~(separator << 1 | carry->separator)) |
	    (q.behind & ~q.opening & ~separator & ~returns);
	carry->separator = separator >> 63;
	scan->lines += (size_t)__builtin_popcountll(line);
	scan->returns += (size_t)__builtin_popcountll(returns);
	scan->feeds += (size_t)__builtin_popcountll(m.line);
	scan->carriages += (size_t)__builtin_popcountll(m.carriage);
	return (struct found){ separator, q.second };
}

/* The same where there are no quotes. */
INLINE uint64_t step_plain(struct cs_scan *scan, struct masks m)
{
	scan->lines += (size_t)__builtin_popcountll(m.line);
	scan->returns += (size_t)__builtin_popcountll(m.carriage);
	return m.delimiter | m.line;
}

/*
 * What follows is a macro with `match`, `prefix` and `put` of a kind of
 * processor, because a function for one of them cannot be handed to, and
 * inlined into, one for all. EACH runs `body` for every 64 bytes, which begin
 * at p, of which the last ones are made up with NUL.
 */
#define EACH(body)                                             \
	do {                                                   \
		size_t at = 0;                                 \
		const char *p;                                 \
                                                               \
		for (; at + 64 <= length; at += 64) {          \
			p = block + at;                        \
			body;                                  \
		}                                              \
		if (at < length) {                             \
			char last[64] = { 0 };                 \
                                                               \
			memcpy(last, block + at, length - at); \
			p = last;                              \
			body;                                  \
		}                                              \
	} while (0)

#define MASKS(match)                                                          \
	((struct masks){ match(p, delimiter), match(p, '\n'), match(p, '\r'), \
			 quote ? match(p, quote) : 0 })

/* Pairs are rare. */
#define DEFINE(target, name, match, prefix, put)                             \
	target static struct cs_scan scan_##name(                            \
	    const char *block, size_t length, char delimiter, char quote,    \
	    uint32_t *position, uint32_t *pair)                              \
	{                                                                    \
		struct cs_scan scan = { 0 };                                 \
		struct carry carry = { .separator = 1 };                     \
		uint32_t *out = position, *second = pair;                    \
                                                                             \
		if (quote == '\0') {                                         \
			EACH(out = put(out, step_plain(&scan, MASKS(match)), \
				       (uint32_t)at));                       \
			scan.feeds = scan.lines;                             \
			scan.carriages = scan.returns;                       \
		} else {                                                     \
			EACH(struct masks m = MASKS(match);                  \
			     struct found found =                            \
				 step(&scan, &carry, m, prefix(m.quote));    \
			     out = put(out, found.separators, (uint32_t)at); \
			     if (found.pairs != 0) second =                  \
				 put(second, found.pairs, (uint32_t)at));    \
		}                                                            \
		scan.separators = (size_t)(out - position);                  \
		scan.pairs = (size_t)(second - pair);                        \
		scan.strict = carry.inside == 0 && carry.wrong == 0;         \
		return scan;                                                 \
	}                                                                    \
                                                                             \
	target static size_t count_##name(const char *block, size_t length,  \
					  char byte)                         \
	{                                                                    \
		size_t count = 0;                                            \
                                                                             \
		EACH(count += (size_t)__builtin_popcountll(match(p, byte))); \
		return count;                                                \
	}

DEFINE(, portable, match_portable, prefix_portable, put_portable)

#if HAVE_X86
#define AVX2 __attribute__((target("avx2,bmi,popcnt,pclmul")))
#define AVX512                                                           \
	__attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,popcnt," \
			      "pclmul")))

AVX2 INLINE uint64_t match_avx2(const char *p, char wanted)
{
	__m256i w = _mm256_set1_epi8(wanted);
	__m256i low = _mm256_loadu_si256((const void *)p);
	__m256i high = _mm256_loadu_si256((const void *)(p + 32));
	uint32_t l = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, w));
	uint32_t h = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, w));

	return (uint64_t)h << 32 | l;
}

AVX512 INLINE uint64_t match_avx512(const char *p, char wanted)
{
	return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p),
				      _mm512_set1_epi8(wanted));
}

/* As put_portable(), sixteen at a time, of which there are hardly ever more: so
 * the scan of plain files takes two fifths of its time, that of quoted ones
 * three. */
AVX512 INLINE uint32_t *put_avx512(uint32_t *out, uint64_t mask, uint32_t base)
{
	static const _Alignas(64) unsigned char number[64] = {
		0,  1,	2,  3,	4,  5,	6,  7,	8,  9,	10, 11, 12, 13, 14, 15,
		16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
		32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
		48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63
	};
	__m512i front = _mm512_set1_epi32((int)base);
	__m512i bits =
	    _mm512_maskz_compress_epi8(mask, _mm512_load_si512(number));
	size_t count = (size_t)__builtin_popcountll(mask), done = 0;

	do {
		__m512i four =
		    _mm512_cvtepu8_epi32(_mm512_castsi512_si128(bits));

		_mm512_storeu_si512(out + done, _mm512_add_epi32(four, front));
		bits = _mm512_shuffle_i64x2(bits, bits, 0x39);
		done += 16;
	} while (done < count);
	return out + count;
}

/* A product without carries, with all ones, is the prefix XOR. */
__attribute__((target("pclmul"))) INLINE uint64_t prefix_product(uint64_t bits)
{
	__m128i product = _mm_clmulepi64_si128(
	    _mm_cvtsi64_si128((long long)bits), _mm_set1_epi8('\xFF'), 0);

	return (uint64_t)_mm_cvtsi128_si64(product);
}

DEFINE(AVX2, avx2, match_avx2, prefix_product, put_portable)
DEFINE(AVX512, avx512, match_avx512, prefix_product, put_avx512)

enum cs_vectors cs_scan_vectors(void)
{
	bool others = __builtin_cpu_supports("bmi") &&
		      __builtin_cpu_supports("popcnt") &&
		      __builtin_cpu_supports("pclmul");

	if (others && __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512dq") &&
	    __builtin_cpu_supports("avx512vbmi2"))
		return CS_AVX512;
	return others && __builtin_cpu_supports("avx2") ? CS_AVX2
							: CS_NO_VECTORS;
}

#define CHOOSE(name)                          \
	(vectors == CS_AVX512 ? name##_avx512 \
	 : vectors == CS_AVX2 ? name##_avx2   \
			      : name##_portable)
#else
enum cs_vectors cs_scan_vectors(void)
{
	return CS_NO_VECTORS;
}

#define CHOOSE(name) ((void)vectors, name##_portable)
#endif

struct cs_scan cs_scan_separators(const char *block, size_t length,
				  char delimiter, char quote,
				  uint32_t *position, uint32_t *pair,
				  enum cs_vectors vectors)
{
	return CHOOSE(scan)(block, length, delimiter, quote, position, pair);
}

size_t cs_scan_count(const char *bytes, size_t length, char byte,
		     enum cs_vectors vectors)
{
	return CHOOSE(count)(bytes, length, byte);
}
