/* checks.h - what all rows together must be (lib/data only). */
#ifndef CS_DATA_CHECKS_H
#define CS_DATA_CHECKS_H

#include "data/data.h"

/* Does the file say what an order is worth? */
bool cs_has_amounts(const struct cs_schema *schema);

/* -1 with err filled: the amounts are in several currencies. */
int cs_check_currencies(const struct cs_input_result *input,
			struct cs_err *err);
/* ... some files have amounts: they would be a part of the revenue. */
int cs_check_amounts(const struct cs_data *data, struct cs_err *err);
/* ... a file's rows hold something else than those of the first one. */
int cs_check_items(const struct cs_input_result *input, struct cs_err *err);

#endif
