/*
 * contacts.h - contacts, beside the orders of the same customers (lib/data
 * only).
 */
#ifndef CS_DATA_CONTACTS_H
#define CS_DATA_CONTACTS_H

#include "base/err.h"
#include "data/data.h"

/*
 * Reads options->contacts into data->store, once it is known which customers
 * count and when observation ends, and fills data->contacts. Equal contacts of
 * a customer on one day are one.
 */
enum cs_read cs_contacts_load(const struct cs_load_options *options,
			      struct cs_data *data, struct cs_err *err);

#endif
