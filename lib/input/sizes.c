/* sizes.c - see sizes.h. */
#include "input/sizes.h"

#include <math.h>

#include "base/mem.h"

static size_t counted(size_t nfiles)
{
	return nfiles < CS_SIZED_FILES ? nfiles : CS_SIZED_FILES;
}

struct cs_sizes *cs_sizes_new(size_t nfiles)
{
	return nfiles < 2 ? NULL
			  : cs_calloc(counted(nfiles), sizeof(struct cs_sizes));
}

void cs_sizes_merge(struct cs_sizes *sum, const struct cs_sizes *part,
		    size_t nfiles)
{
	for (size_t f = 0; f < counted(nfiles); f++) {
		for (size_t i = 0; i < CS_SIZES; i++)
			sum[f].rows[i] += part[f].rows[i];
		sum[f].whole += part[f].whole;
	}
}

uint64_t cs_sizes_rows(const struct cs_sizes *sizes)
{
	uint64_t rows = 0;

	for (size_t i = 0; i < CS_SIZES; i++)
		rows += sizes->rows[i];
	return rows;
}

double cs_sizes_quantile(const struct cs_sizes *sizes, double part)
{
	double below = part * (double)cs_sizes_rows(sizes);
	size_t i = 0;

	while (i + 1 < CS_SIZES &&
	       (sizes->rows[i] == 0 || (double)sizes->rows[i] < below))
		below -= (double)sizes->rows[i++];
	return ldexp(1 + below / (double)sizes->rows[i], (int)i) / CS_MICROS;
}
