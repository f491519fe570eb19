/* data_load.h - loading small files, for the tests of lib/data. */
#ifndef DATA_LOAD_H
#define DATA_LOAD_H

#include "data/data.h"
#include "input_temp.h"

static struct cs_load_options load_options(const char *const *files,
					   size_t count)
{
	struct cs_load_options options = {
		.input = { .files = files,
			   .nfiles = count,
			   .dialect = CS_DIALECT_INIT,
			   .first_day = CS_DAY_MIN,
			   .last_day = CS_DAY_MAX,
			   .threads = 3,
			   .block_size = 64 },
		.need = CS_PURCHASES,
		.as_of = CS_NO_DAY,
		.first_from = CS_DAY_MIN,
		.first_to = CS_DAY_MAX,
	};

	options.input.ncolumns = cs_order_columns(options.input.columns);
	options.input.columns[CS_ROLE_CUSTOMER].wanted =
	    options.input.columns[CS_ROLE_DATE].wanted =
		options.input.columns[CS_ROLE_AMOUNT].wanted = CS_REQUIRED;
	options.input.columns[CS_ROLE_ORDER].wanted =
	    options.input.columns[CS_ROLE_CURRENCY].wanted = CS_OPTIONAL;
	return options;
}

#endif
