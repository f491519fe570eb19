/* first.c - see first.h. */
#include "data/first.h"

#include <endian.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

/* A pair as bytes that sort as its name stands: the smaller comes first. */
struct first_pair {
	uint32_t parts[2]; /* most significant byte first */
};

static const uint32_t NO_PERIOD = UINT32_MAX; /* last, as "(none)" is */

uint32_t cs_first_number(struct cs_grouping *pairs,
			 const struct cs_by_first *by, cs_day day,
			 uint32_t rank)
{
	uint32_t period =
	    day == CS_NO_DAY
		? NO_PERIOD
		: (uint32_t)cs_period_of(day, by->unit) ^ UINT32_C(1) << 31;
	struct first_pair pair;

	pair.parts[by->leads ? 0 : 1] = htobe32(period);
	pair.parts[by->leads ? 1 : 0] = htobe32(rank);
	return cs_grouping_number(
	    pairs, (struct cs_text){ (const char *)&pair, sizeof pair });
}

static char *name_of(const struct cs_by_first *by, const char *bytes,
		     const char *const *columns)
{
	struct cs_buf name = CS_BUF_INIT;
	char time[CS_PERIOD_SIZE] = "(none)";
	const char *column = NULL;
	struct first_pair pair;
	uint32_t period;

	memcpy(&pair, bytes, sizeof pair);
	period = be32toh(pair.parts[by->leads ? 0 : 1]);
	if (period != NO_PERIOD)
		cs_period_format((int32_t)(period ^ UINT32_C(1) << 31),
				 by->unit, time);
	if (columns != NULL)
		column = columns[be32toh(pair.parts[by->leads ? 1 : 0])];
	if (column == NULL)
		cs_buf_adds(&name, time);
	else
		cs_buf_addf(&name, "%s / %s", by->leads ? time : column,
			    by->leads ? column : time);
	return name.data;
}

size_t cs_first_rank(struct cs_grouping *pairs, const struct cs_by_first *by,
		     const char *const *columns, const uint32_t **ranks,
		     char ***names)
{
	const char *const *keys;
	size_t n = cs_grouping_rank(pairs, ranks, &keys);

	*names = cs_calloc(n, sizeof **names);
	for (size_t i = 0; i + 1 < n; i++)
		(*names)[i] = name_of(by, keys[i], columns);
	(*names)[n - 1] = cs_strdup("(none)"); /* of no pair */
	return n;
}
