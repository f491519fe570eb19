/* kinds.h - the kinds of doubt (lib/doubt only). */
#ifndef CS_DOUBT_KINDS_H
#define CS_DOUBT_KINDS_H

#include "doubt/doubt.h"

/* `code` is one that --trust knows. */
void cs_doubt_add(struct cs_doubts *doubts, const char *code, uint64_t count,
		  const char *file, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

typedef void cs_doubt_kind(const struct cs_load_options *options,
			   const struct cs_data *data,
			   struct cs_doubts *doubts);

/* Of rows and their days: they need no customers. */
cs_doubt_kind cs_doubt_first_date, cs_doubt_last_date, cs_doubt_stale;
cs_doubt_kind cs_doubt_sum_rows;
/* Of customers and their orders: data->store is not NULL. */
cs_doubt_kind cs_doubt_left_truncated;
cs_doubt_kind cs_doubt_group_varies, cs_doubt_group_tied;
cs_doubt_kind cs_doubt_other_status, cs_doubt_other_unit;
cs_doubt_kind cs_doubt_order_totals, cs_doubt_half_of_all;
cs_doubt_kind cs_doubt_clusters;
cs_doubt_kind cs_doubt_repeated_rows;
cs_doubt_kind cs_doubt_placeholder;
cs_doubt_kind cs_doubt_damaged_key;
cs_doubt_kind cs_doubt_key_spelling;
cs_doubt_kind cs_doubt_unique_key;
cs_doubt_kind cs_doubt_repeated_orders;
cs_doubt_kind cs_doubt_equal_rows;
cs_doubt_kind cs_doubt_orders_apart;
cs_doubt_kind cs_doubt_no_order;
cs_doubt_kind cs_doubt_orders_shared;

/* The column of the first file whose cells are those of orders' ids, as far as
 * its first mebibyte tells; -1: none is. */
int cs_doubt_order_column(const struct cs_schema *schema,
			  const struct cs_vocabulary *words);

/* Customers of the first rows of a file, by day. */
struct cs_visits {
	size_t customers;
	size_t again;	    /* who are there on several days */
	cs_day first, last; /* both 0: there are no customers */
};

/* Of so many rows, and no more than the first mebibyte. */
struct cs_visits cs_doubt_visits(const struct cs_schema *schema,
				 size_t nrecords);

/* Of texts: in quotes, cut at 40 columns, and nothing in it acts on a terminal.
 */
void cs_doubt_quote(struct cs_buf *out, const char *text);
void cs_doubt_quote_key(struct cs_buf *out, struct cs_text key);
void cs_doubt_quote_order(struct cs_buf *out, cs_orderid order);

/* One of so many rows is next to none. */
enum { CS_FEW = 100 };

/* Rows that have a date. */
uint64_t cs_rows_dated(const struct cs_data *data);
/* The most days from one day with rows to the next, with more than one row of
 * CS_FEW on either side, in data->input.days from this one on; 0: there is no
 * such gap. */
cs_day cs_usual_gap(const struct cs_data *data, size_t from);

#endif
