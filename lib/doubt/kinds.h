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

/* Of rows: they need no customers. */
cs_doubt_kind cs_doubt_last_date;
/* Of customers and their orders: data->store is not NULL. */
cs_doubt_kind cs_doubt_repeated_rows;

#endif
