/*
 * columns.h - the columns that an export may have: what each is called, in
 * messages and usually, and how its cells are read.
 */
#ifndef CS_INPUT_COLUMNS_H
#define CS_INPUT_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/money.h"

/* What the reader itself makes use of; every list of columns begins so. */
enum cs_role {
	CS_ROLE_CUSTOMER,
	CS_ROLE_DATE,
	CS_ROLE_ORDER,
	CS_ROLE_AMOUNT,
	CS_ROLE_QUANTITY,
	CS_ROLE_PRICE,
	CS_ROLE_CURRENCY,
	CS_ROLE_STATUS,
	CS_ROLE_REFUND,
	CS_ROLE_CANCELLED,
	CS_ROLE_GROUP,
	CS_NROLES
};

/* Fields, which commands read as they are told, come behind the roles. */
enum { CS_MAX_FIELDS = 32, CS_MAX_COLUMNS = CS_NROLES + CS_MAX_FIELDS };

/* The fields of contacts. */
enum cs_contact_field {
	CS_CONTACT_KIND,
	CS_CONTACT_DIRECTION,
	CS_CONTACT_SCORE,
	CS_CONTACT_RESPONDED,
	CS_CONTACT_RESOLVED,
	CS_CONTACT_CHANNEL,
	CS_CONTACT_TICKET,
	CS_CONTACT_ORDER,
	CS_CONTACT_RESPONSE_TIME,
	CS_CONTACT_RESOLUTION_TIME,
	CS_CONTACT_REPLIES,
	CS_CONTACT_REOPENS,
	CS_CONTACT_DUE,
	CS_CONTACT_TRACKING,
	/* read only where --group names them */
	CS_CONTACT_AGENT,
	CS_CONTACT_PRIORITY,
	CS_NCONTACT_FIELDS
};

/* Dates of orders, which come behind the roles where a command reads them. */
enum cs_order_field {
	CS_ORDER_PROMISED,
	CS_ORDER_READY,
	CS_ORDER_SHIPPED,
	CS_ORDER_DELIVERED,
	CS_NORDER_FIELDS
};

enum cs_wanted {
	CS_UNUSED,   /* unless an option names it */
	CS_IF_THERE, /* a file may lack it, even where it is named */
	CS_OPTIONAL, /* as the next, where it is named. A date that cannot be
			read is no reason to refuse the row */
	CS_WELCOME,  /* as the next, but a file may lack it all the same */
	CS_REQUIRED  /* a file must have it */
};

enum cs_field_type {
	CS_FIELD_TEXT,
	CS_FIELD_NUMBER,
	CS_FIELD_DATE,
	CS_FIELD_SPAN /* a text: how long something took, cell/span.h */
};

struct cs_column_rule {
	const char *name;   /* in messages: "event"; NULL: there is no such
			       column */
	const char *option; /* by which it is named: "--event" */
	const char *usual;  /* what it is called, a section of
			       lib/words/columns.txt; NULL: never guessed */
	const char *named;  /* as the option says: a header, or a position where
			      that is a number that no header is; "@file": the
			      file's name; "none": there is none; NULL: guess */
	enum cs_wanted wanted;
	enum cs_field_type type; /* only a text may be the file's name */
	/* of fields */
	bool filled;	      /* an empty cell is a bad row ... */
	const char *if_empty; /* ... of which more is to be said; NULL */
	/* of a number; both 0: any. One outside, or not whole, is a bad row */
	cs_micros low, high;
	bool whole;
	bool worded; /* words of satisfaction stand for one: words/scores.h */
	const char *given; /* the option's text, if it says more than the
			      column, which may be none; NULL: it does not */
};

/*
 * Fills the columns of orders, or of contacts, into a list of CS_MAX_COLUMNS,
 * as they are before any option is read; returns how many there are. Of orders
 * there are the roles, of which the command has to say whether it wants
 * customer, date, order and amount.
 */
size_t cs_order_columns(struct cs_column_rule *columns);
size_t cs_contact_columns(struct cs_column_rule *columns);

/* Appends the dates of orders to a list that ends at `ncolumns`, which it
 * lengthens. */
void cs_order_date_columns(struct cs_column_rule *columns, size_t *ncolumns);

#endif
