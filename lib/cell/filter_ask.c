/* filter_ask.c - see filter.h: what an expression is, and whether it holds. */
#include "cell/filter_parts.h"

const struct cs_filter *cs_filter_verbatim(const struct cs_filter *filter)
{
	return filter->verbatim;
}

bool cs_filter_odd_column(const struct cs_filter *filter)
{
	return filter->odd_column;
}

int cs_filter_readable(const struct cs_filter *filter, struct cs_err *err)
{
	const struct cs_err *fault = filter->fault;

	if (fault == NULL)
		return 0;
	cs_fail(err, fault->code, "%s", fault->message);
	err->usage = true;
	return -1;
}

size_t cs_filter_count(const struct cs_filter *filter)
{
	return filter->count;
}

const char *cs_filter_column(const struct cs_filter *filter, size_t comparison)
{
	return filter->list[comparison].column;
}

bool cs_filter_orders(const struct cs_filter *filter, size_t comparison)
{
	return is_ordering(filter->list[comparison].op);
}

bool cs_filter_equates(const struct cs_filter *filter, size_t comparison)
{
	return filter->list[comparison].op == EQ ||
	       filter->list[comparison].op == NE;
}

size_t cs_filter_values(const struct cs_filter *filter, size_t comparison)
{
	return filter->list[comparison].count;
}

const char *cs_filter_value(const struct cs_filter *filter, size_t comparison,
			    size_t value)
{
	return filter->list[comparison].values[value].text;
}

bool cs_filter_quoted(const struct cs_filter *filter, size_t comparison,
		      size_t value)
{
	return filter->list[comparison].values[value].quoted;
}

bool cs_filter_simple(const struct cs_filter *filter)
{
	return filter->nsteps == 1;
}

bool cs_filter_holds(const struct cs_filter *filter, uint64_t compared)
{
	uint64_t stack = 0; /* the newest answer is the lowest bit */

	for (size_t i = 0; i < filter->nsteps; i++) {
		int step = filter->steps[i];

		if (step == NOT)
			stack ^= 1;
		else if (step == AND)
			stack = stack >> 1 & (stack | ~(uint64_t)1);
		else if (step == OR)
			stack = stack >> 1 | (stack & 1);
		else
			stack = stack << 1 | (compared >> step & 1);
	}
	return (stack & 1) != 0;
}

size_t cs_filter_slots(const struct cs_filter *filter)
{
	return filter->nslots +
	       (filter->verbatim != NULL ? filter->verbatim->nslots : 0);
}

size_t cs_filter_slot(const struct cs_filter *filter, size_t comparison)
{
	return filter->list[comparison].slot;
}
