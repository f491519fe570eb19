/*
 * sizes.h - how large the amounts of each file are, counted while they go by,
 * where there are several files.
 */
#ifndef CS_INPUT_SIZES_H
#define CS_INPUT_SIZES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"

enum {
	CS_SIZES = 64,	     /* one for each power of two of a millionth */
	CS_SIZED_FILES = 256 /* the first ones; of others nothing is counted */
};

/* Amounts above 0 of one file. */
struct cs_sizes {
	uint64_t rows[CS_SIZES];
	uint64_t whole; /* without decimals */
};

/* Of so many files, all 0; NULL where one file is no other. */
struct cs_sizes *cs_sizes_new(size_t nfiles);
void cs_sizes_merge(struct cs_sizes *sum, const struct cs_sizes *part,
		    size_t nfiles);

static inline void cs_sizes_add(struct cs_sizes *sizes, cs_micros amount)
{
	if (amount <= 0)
		return;
	sizes->rows[63 - __builtin_clzll((unsigned long long)amount)]++;
	sizes->whole += amount % CS_MICROS == 0;
}

uint64_t cs_sizes_rows(const struct cs_sizes *sizes);
/* The amount that a part of them, from 0 to 1, is not above, in units; as if
 * those between two powers of two lay evenly. There is one. */
double cs_sizes_quantile(const struct cs_sizes *sizes, double part);

#endif
