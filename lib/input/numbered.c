/* numbered.c - see numbered.h. */
#include "input/numbered.h"

bool cs_numbered_from_zero(const struct cs_schema *schema,
			   struct cs_sample *sample)
{
	size_t rows[4] = { 0 }, most = 0;
	struct cs_text cell;

	if (schema->customers.count != 1)
		return false;
	cs_sample_column(sample, schema->customers.columns[0]);
	while (cs_sample_next(sample, &cell))
		if (cell.length == 1 && *cell.bytes >= '0' &&
		    *cell.bytes <= '3')
			rows[*cell.bytes - '0']++;
	for (size_t i = 1; i < 4; i++) {
		if (rows[i] == 0)
			return false;
		most = rows[i] > most ? rows[i] : most;
	}
	return rows[0] > 0 && rows[0] <= 2 * most;
}
