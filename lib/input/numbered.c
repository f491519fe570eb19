/* numbered.c - see numbered.h. */
#include "input/numbered.h"

enum { FIRST = 100 };

/* A number as it is counted, without zeros before it; FIRST: another cell. */
static size_t number(struct cs_text cell)
{
	size_t number = 0;

	if (cell.length == 0 || cell.length > 2 ||
	    (cell.length == 2 && *cell.bytes == '0'))
		return FIRST;
	for (size_t i = 0; i < cell.length; i++) {
		if (cell.bytes[i] < '0' || cell.bytes[i] > '9')
			return FIRST;
		number = 10 * number + (size_t)(cell.bytes[i] - '0');
	}
	return number;
}

bool cs_numbered_from_zero(const struct cs_schema *schema,
			   struct cs_sample *sample)
{
	size_t rows[FIRST + 1] = { 0 }, most = 0;
	struct cs_text cell;

	if (schema->customers.count != 1)
		return false;
	cs_sample_column(sample, schema->customers.columns[0]);
	while (cs_sample_next(sample, &cell))
		rows[number(cell)]++;
	for (size_t i = 1; i < FIRST; i++)
		most = rows[i] > most ? rows[i] : most;
	return rows[0] > 0 && rows[0] <= 2 * most && rows[1] > 0 &&
	       rows[2] > 0 && rows[3] > 0;
}
