/*
 * rows.h - rows that are no orders and have no customers: a record for each,
 * of the command's own making.
 */
#ifndef CS_DATA_ROWS_H
#define CS_DATA_ROWS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "data/data.h"

/* What is made of a used row. From any thread; neither keeps the row. */
struct cs_row_record {
	size_t size; /* bytes of a record, whose alignment is 8 at most */
	void (*make)(void *context, const struct cs_row *row, void *record);
	void *context;
	/* The field, by its number from 1, whose values are numbered as labels;
	 * 0: none. */
	size_t label;
};

struct cs_rows {
	struct cs_input_result input;
	void *records; /* in the order of the input, each of `size` bytes */
	size_t count;
	uint32_t *group; /* of each: index into groups; 0 without */
	char **groups;	 /* as those of struct cs_data */
	size_t ngroups;	 /* 0 without a group column */
	bool pooled;
	uint32_t *slice;	     /* of each; NULL without clusters, */
	struct cs_clusters clusters; /* whose members are rows */
	/*
	 * Likewise, with a label: the different values that are not empty,
	 * sorted, and label[i] = nlabels where the cell is. Of more than
	 * CS_MOST_GROUPS reading stops.
	 */
	uint32_t *label;
	char **labels;
	size_t nlabels;
};

/*
 * As cs_load(), of which it knows input, cluster, by_first and pool: a row is a
 * customer, its day that of the first purchase. Release `rows` in every case.
 */
enum cs_read cs_rows_load(const struct cs_load_options *options,
			  const struct cs_row_record *record,
			  struct cs_rows *rows, struct cs_err *err);
void cs_rows_release(struct cs_rows *rows);

/*
 * Input, groups and clusters become those of `data`, which had none: every row
 * that is used counts as a customer, and observation ends at as_of, or where
 * that is CS_NO_DAY at the last date read.
 */
void cs_rows_give(struct cs_rows *rows, struct cs_data *data, cs_day as_of);

#endif
