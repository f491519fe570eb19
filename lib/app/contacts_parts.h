/* contacts_parts.h - between contacts.c and contacts_account.c. */
#ifndef CS_APP_CONTACTS_PARTS_H
#define CS_APP_CONTACTS_PARTS_H

#include "app/contacts.h"

/* The expressions of --contact-where. */
const struct cs_list *cs_contacts_where(void);

/* As cs_contacts_prepare() was given them; `count` may become 0. */
struct cs_definition *cs_contacts_definitions(size_t *count);

#endif
