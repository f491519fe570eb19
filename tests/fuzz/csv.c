/*
 * csv.c - fuzzes the splitting of blocks into cells: any bytes without a NUL
 * are a block.
 *
 * The three ways of cs_csv_split() give the same cells, records, failures and
 * places, and those are libcsv's.
 */
#include "../csv_agree.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char dialects[][2] = { { ',', '"' },
					    { ';', '"' },
					    { '\t', '"' },
					    { ',', CS_NO_QUOTE },
					    { '|', '\'' } };
	const char *block = (const char *)data;

	if (size > 0 && memchr(data, '\0', size) != NULL)
		return 0;
	for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++)
		if (csv_disagreement(block, size, dialects[i][0],
				     dialects[i][1]) != NULL)
			abort();
	return 0;
}
