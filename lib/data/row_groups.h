/*
 * row_groups.h - groups of rows, which orders and touches have each for
 * themselves (lib/data only).
 */
#ifndef CS_DATA_ROW_GROUPS_H
#define CS_DATA_ROW_GROUPS_H

#include "data/touches.h"

/* Names by rank; the last is that of what has none. */
struct cs_row_groups {
	const char *const *texts;
	size_t count;
};

/*
 * Makes data->groups of the names of both, sorted, and "(none)" behind them if
 * anything has none; orders get it where others have a group. The orders and
 * touches of the store, which have the numbers of their own list, get those of
 * data->groups or CS_NO_GROUP.
 */
void cs_row_groups_join(struct cs_data *data,
			const struct cs_row_groups *orders,
			const struct cs_row_groups *touches);

/*
 * Once touches are linked and make matters: those without a group of their own
 * get that of their order, else "(none)", and what is in data->groups without
 * anything of it goes.
 */
void cs_row_groups_settle(struct cs_data *data);

#endif
