/* loading.h - the steps from files to customers (load*.c only). */
#ifndef CS_DATA_LOADING_H
#define CS_DATA_LOADING_H

#include <pthread.h>

#include "data/data.h"
#include "data/groups.h"
#include "data/orders.h"
#include "data/rowsample.h"
#include "data/store.h"

struct cs_loading {
	struct cs_load_options options; /* with what the first file settles */
	struct cs_data *data;
	struct cs_shuffle *shuffle;
	struct cs_grouping *groups; /* NULL without a group column */
	struct cs_grouping *pairs;  /* see first.h; NULL without by_first */
	struct cs_forming forming;
	struct cs_bench *benches; /* per worker */
	struct cs_formed *formed; /* per partition */
	pthread_mutex_t lock;	  /* of `ids`, while they are formed */
	struct cs_id_sample ids;
	struct cs_row_samples *samples; /* NULL: orders are formed */
	int *orders; /* per file, its column of order ids, or -1 */
	size_t nopened;
};

/* load_rows.c: all rows into a store, which is made when the first file says
 * what they are; as cs_input_read(). */
enum cs_read cs_loading_read(struct cs_loading *loading, struct cs_err *err);

/* ... and what was seen of them on the way; always after it. */
void cs_loading_end(struct cs_loading *loading, enum cs_read status);

/* load_orders.c: the rows that the store keeps become orders, and what files
 * have twice is settled. -1 with err filled: --overlap does not allow it, or a
 * sum is too large. */
int cs_loading_form(struct cs_loading *loading, struct cs_err *err);

#endif
