/*
 * csv.c - fuzzes the splitting of blocks into cells: the first byte chooses
 * delimiter, quote and way of splitting, any others without a NUL are a block.
 *
 * cs_csv_split() gives the same cells, records, failures and places as libcsv.
 */
#include "../csv_agree.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct csv_way way_of(uint8_t choice)
{
	static const char dialects[][2] = { { ',', '"' },
					    { ';', '"' },
					    { '\t', '"' },
					    { ',', CS_NO_QUOTE },
					    { '|', '\'' } };
	const uint8_t ndialects = sizeof dialects / sizeof *dialects;
	const char *dialect = dialects[choice % ndialects];

	choice /= ndialects;
	return (struct csv_way){ dialect[0], dialect[1], 1 + choice % 3,
				 (enum cs_csv_path)(choice / 3 % 4),
				 choice / 12 % 2 == 1 };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *block = (const char *)data + 1;
	struct csv_outcome want;
	struct csv_way way;

	if (size == 0 || memchr(block, '\0', size - 1) != NULL)
		return 0;
	way = way_of(*data);
	csv_by_libcsv(block, size - 1, way.delimiter, way.quote, &want);
	if (csv_disagreement_in(block, size - 1, &way, &want) != NULL)
		abort();
	cs_buf_release(&want.text);
	return 0;
}
