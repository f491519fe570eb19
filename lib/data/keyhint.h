/*
 * keyhint.h - why the keys of contacts do not match those of orders: would they
 * if they were written alike?
 */
#ifndef CS_DATA_KEYHINT_H
#define CS_DATA_KEYHINT_H

#include <stdint.h>

#include "data/data.h"

enum cs_key_change {
	CS_KEY_CASE,	   /* capitals made small (ASCII) */
	CS_KEY_SPACES,	   /* spaces inside left out */
	CS_KEY_ZEROS,	   /* leading zeros left out */
	CS_KEY_POINT_ZERO, /* .0 at the end left out */
	CS_KEY_ALL,	   /* all of it */
	CS_NKEY_CHANGES
};

/*
 * counts[change]: how many customers of the contacts that have no order would
 * have one if both keys were changed so. Keys are compared by a hash of 64
 * bits.
 */
void cs_key_hints(const struct cs_data *data, uint64_t counts[CS_NKEY_CHANGES]);

#endif
