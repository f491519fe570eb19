/* filters.c - see filters.h. */
#include "app/filters.h"

#include <stdlib.h>

#include "base/mem.h"

const struct cs_filter **cs_filters_parse(const struct cs_list *texts,
					  const char *option,
					  struct cs_err *err)
{
	const struct cs_filter **filters =
	    cs_calloc(texts->count, sizeof *filters);

	for (size_t i = 0; i < texts->count; i++) {
		filters[i] = cs_filter_parse(texts->items[i], err);
		if (filters[i] != NULL)
			continue;
		cs_fail_prefix(err, option);
		for (size_t k = 0; k < i; k++)
			cs_filter_free((struct cs_filter *)filters[k]);
		free(filters);
		return NULL;
	}
	return filters;
}

void cs_filters_free(const struct cs_filter *const *filters, size_t count)
{
	for (size_t i = 0; filters != NULL && i < count; i++)
		cs_filter_free((struct cs_filter *)filters[i]);
	free((void *)filters);
}
