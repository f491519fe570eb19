/*
 * days.h - rows per day, counted while they go by.
 *
 * A day is a count on a page of 2048 days; pages are there for the days that
 * are met. So memory is bounded by the calendar, whatever the dates are.
 */
#ifndef CS_INPUT_DAYS_H
#define CS_INPUT_DAYS_H

#include <stddef.h>
#include <stdint.h>

#include "base/day.h"

enum { CS_DAYS_PAGE = 2048 };

/* One worker's, or the sum of them. */
struct cs_days {
	uint64_t *page;	  /* of the day met last */
	cs_day first;	  /* of that page */
	uint64_t **pages; /* owned; NULL: no day was met */
	size_t low, high; /* no page is before low, or from high on */
};

#define CS_DAYS_INIT                    \
	{                               \
		.first = CS_DAY_MAX + 1 \
	}

/* A day that has rows, and how many. */
struct cs_day_rows {
	cs_day day;
	uint64_t rows;
};

/* A day of another page, or CS_NO_DAY, which is not counted. */
void cs_days_turn(struct cs_days *days, cs_day day, uint64_t rows);

/* So many more rows of this day; CS_NO_DAY is none. */
static inline void cs_days_add(struct cs_days *days, cs_day day, uint64_t rows)
{
	uint32_t at = (uint32_t)day - (uint32_t)days->first;

	if (at < CS_DAYS_PAGE)
		days->page[at] += rows;
	else
		cs_days_turn(days, day, rows);
}

void cs_days_merge(struct cs_days *sum, const struct cs_days *part);

/* The days that have rows, in their order; returns how many. The list belongs
 * to the caller, and is NULL if there are none. */
size_t cs_days_list(const struct cs_days *days, struct cs_day_rows **list);
void cs_days_release(struct cs_days *days);

#endif
