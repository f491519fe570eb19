/* filters.h - the expressions of --where and its like. */
#ifndef CS_APP_FILTERS_H
#define CS_APP_FILTERS_H

#include <stddef.h>

#include "base/err.h"
#include "option/option.h"
#include "cell/filter.h"

/*
 * A filter for each text, for cs_filters_free(). NULL with err filled, which
 * names `option`, if one cannot be read.
 */
const struct cs_filter **cs_filters_parse(const struct cs_list *texts,
					  const char *option,
					  struct cs_err *err);
void cs_filters_free(const struct cs_filter *const *filters, size_t count);

#endif
