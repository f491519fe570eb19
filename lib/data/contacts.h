/*
 * contacts.h - contacts, beside the orders of the same customers (lib/data
 * only).
 */
#ifndef CS_DATA_CONTACTS_H
#define CS_DATA_CONTACTS_H

#include "base/err.h"
#include "data/data.h"
#include "data/groups.h"

/*
 * Reads options->contacts into data->store, once it is known which customers
 * count and when observation ends, and fills data->contacts. Equal contacts of
 * a customer on one day are one. `groups` are those of the orders, ranked; with
 * data->by_row they and those of the contacts become data->groups.
 */
enum cs_read cs_contacts_load(const struct cs_load_options *options,
			      struct cs_grouping *groups, struct cs_data *data,
			      struct cs_err *err);

#endif
