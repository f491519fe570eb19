/*
 * statuses.h - what is said of the statuses of orders: which were left out, and
 * what is doubtful about it (lib/app only).
 */
#ifndef CS_APP_STATUSES_H
#define CS_APP_STATUSES_H

#include "app/job.h"

void cs_statuses_warn(struct cs_job *job);

/* json's input.statuses, where statuses decide. */
void cs_statuses_fill(const struct cs_input_result *result,
		      struct cs_object *object);

/*
 * Appends "; 2 rows Cancelled (52.30), 1 row Pending (9.00)" of those left out,
 * nothing if there are none, without amounts unless `valued`. Returns their
 * sums, under CS_STATUS_OUT.
 */
struct cs_status cs_statuses_scope(const struct cs_input_result *result,
				   bool valued, struct cs_buf *line);

#endif
