/* doubt.c - see doubt.h. */
#include "doubt/doubt.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "doubt/kinds.h"

void cs_doubt_add(struct cs_doubts *doubts, const char *code, uint64_t count,
		  const char *file, uint64_t line, const char *format, ...)
{
	struct cs_buf text = CS_BUF_INIT;
	va_list args;

	va_start(args, format);
	cs_buf_addv(&text, format, args);
	va_end(args);
	CS_GROW(doubts->list, doubts->count, doubts->capacity);
	doubts->list[doubts->count++] =
	    (struct cs_doubt){ code, count, file, line, cs_strdup(text.data) };
	cs_buf_release(&text);
}

void cs_doubts_find(const struct cs_load_options *options,
		    const struct cs_data *data, struct cs_doubts *doubts)
{
	static cs_doubt_kind *const of_customers[] = {
		cs_doubt_damaged_key,	cs_doubt_placeholder,
		cs_doubt_key_spelling,	cs_doubt_unique_key,
		cs_doubt_repeated_rows, cs_doubt_repeated_orders,
		cs_doubt_equal_rows,	cs_doubt_no_order,
		cs_doubt_orders_apart,	cs_doubt_orders_shared,
		cs_doubt_last_date,	cs_doubt_first_date,
		cs_doubt_stale,		cs_doubt_left_truncated,
		cs_doubt_group_varies,	cs_doubt_group_tied,
		cs_doubt_order_totals,	cs_doubt_other_status,
		cs_doubt_other_unit,	cs_doubt_half_of_all,
	};

	cs_doubt_sum_rows(options, data, doubts);
	cs_doubt_clusters(options, data, doubts);
	if (data->store == NULL) /* rows that are no orders */
		return;
	for (size_t i = 0; i < sizeof of_customers / sizeof *of_customers; i++)
		of_customers[i](options, data, doubts);
}

void cs_doubts_release(struct cs_doubts *doubts)
{
	for (size_t i = 0; i < doubts->count; i++)
		free(doubts->list[i].text);
	free(doubts->list);
	*doubts = (struct cs_doubts)CS_DOUBTS_INIT;
}
