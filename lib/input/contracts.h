/*
 * contracts.h - files of contracts, which begin and end, where orders are
 * wanted (lib/input only).
 */
#ifndef CS_INPUT_CONTRACTS_H
#define CS_INPUT_CONTRACTS_H

#include "base/err.h"
#include "input/schema.h"

/*
 * -1 with err filled, and the way to read them, where no column has the ids of
 * orders, none but that of the beginning could be the date, and one that is
 * called an end holds dates in some rows of the sample and nothing in others.
 * Where an option names the date, the user knows.
 */
int cs_contracts_refuse(const struct cs_schema *schema,
			const struct cs_input *input, struct cs_err *err);

#endif
