/* days.c - how the days with rows lie: see kinds.h. */
#include "doubt/kinds.h"

cs_day cs_usual_gap(const struct cs_data *data, size_t from)
{
	const struct cs_day_rows *days = data->input.days;
	uint64_t all = cs_rows_dated(data), before = 0;
	cs_day widest = 0;

	for (size_t i = 1; i < data->input.ndays; i++) {
		cs_day gap = days[i].day - days[i - 1].day;

		before += days[i - 1].rows;
		if (before * CS_FEW > all && (all - before) * CS_FEW > all &&
		    i > from && gap > widest)
			widest = gap;
	}
	return widest;
}

uint64_t cs_rows_dated(const struct cs_data *data)
{
	uint64_t rows = 0;

	for (size_t i = 0; i < data->input.ndays; i++)
		rows += data->input.days[i].rows;
	return rows;
}
