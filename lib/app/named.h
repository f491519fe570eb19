/*
 * named.h - input other than orders, of which options name each column.
 */
#ifndef CS_APP_NAMED_H
#define CS_APP_NAMED_H

#include "app/job.h"

/* No column is read but those that options name. */
void cs_forget_roles(struct cs_job *job);

/*
 * Has one more column read, a field: the one called `header`, as `option` says.
 * Every row must hold a number from 0 on in it, unless the caller changes the
 * rule.
 */
struct cs_column_rule *cs_name_column(struct cs_job *job, const char *option,
				      const char *header);

#endif
