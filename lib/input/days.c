/* days.c - see days.h. */
#include "input/days.h"

#include <stdlib.h>

#include "base/mem.h"

enum { PAGES = (CS_DAY_MAX - CS_DAY_MIN) / CS_DAYS_PAGE + 1 };

static uint64_t *open_page(struct cs_days *days, size_t number)
{
	if (days->pages == NULL) {
		days->pages = cs_calloc(PAGES, sizeof *days->pages);
		days->low = number;
	}
	if (number < days->low)
		days->low = number;
	if (number >= days->high)
		days->high = number + 1;
	if (days->pages[number] == NULL)
		days->pages[number] =
		    cs_calloc(CS_DAYS_PAGE, sizeof **days->pages);
	return days->pages[number];
}

void cs_days_turn(struct cs_days *days, cs_day day, uint64_t rows)
{
	size_t number;

	if (day == CS_NO_DAY)
		return;
	number = (size_t)(day - CS_DAY_MIN) / CS_DAYS_PAGE;
	days->page = open_page(days, number);
	days->first = CS_DAY_MIN + (cs_day)(number * CS_DAYS_PAGE);
	days->page[day - days->first] += rows;
}

void cs_days_merge(struct cs_days *sum, const struct cs_days *part)
{
	for (size_t p = part->low; p < part->high; p++) {
		uint64_t *page;

		if (part->pages[p] == NULL)
			continue;
		page = open_page(sum, p);
		for (int i = 0; i < CS_DAYS_PAGE; i++)
			page[i] += part->pages[p][i];
	}
}

size_t cs_days_list(const struct cs_days *days, struct cs_day_rows **list)
{
	size_t count = 0, capacity = 0;

	*list = NULL;
	for (size_t p = days->low; p < days->high; p++)
		for (int i = 0; days->pages[p] != NULL && i < CS_DAYS_PAGE;
		     i++) {
			if (days->pages[p][i] == 0)
				continue;
			CS_GROW(*list, count, capacity);
			(*list)[count++] = (struct cs_day_rows){
				.day =
				    CS_DAY_MIN + (cs_day)p * CS_DAYS_PAGE + i,
				.rows = days->pages[p][i],
			};
		}
	return count;
}

void cs_days_release(struct cs_days *days)
{
	for (size_t p = days->low; p < days->high; p++)
		free(days->pages[p]);
	free(days->pages);
	*days = (struct cs_days)CS_DAYS_INIT;
}
