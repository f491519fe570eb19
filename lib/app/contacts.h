/*
 * contacts.h - a second input beside the orders: what customers told the firm.
 *
 * Its options begin with --contact; columns are found by usual names like those
 * of orders. What counts as a complaint, and the like, is said by expressions:
 * a struct cs_definition each.
 */
#ifndef CS_APP_CONTACTS_H
#define CS_APP_CONTACTS_H

#include <stdbool.h>

#include "base/buf.h"
#include "app/run.h"

/* The columns of contacts beside customer and date. */
enum cs_contact_field {
	CS_CONTACT_KIND,
	CS_CONTACT_DIRECTION,
	CS_CONTACT_SCORE,
	CS_CONTACT_RESPONDED,
	CS_CONTACT_RESOLVED,
	CS_CONTACT_CHANNEL,
	CS_NCONTACT_FIELDS
};

/*
 * What an expression marks: rows that satisfy any of them. The command fills
 * the first four; the others are cs_contacts_prepare()'s and
 * cs_contacts_account()'s.
 */
struct cs_definition {
	const char *option;	     /* "--complaint" */
	const struct cs_list *texts; /* as given; empty: the usual one */
	enum cs_contact_field
	    usual_field;	  /* the usual one: of this column ... */
	const char *usual_values; /* ... "= complaint,Complaint"; NULL: none */
	bool of_orders;		  /* --failure: also marks orders */
	uint32_t mask;		  /* of struct cs_contact.marks */
	uint32_t order_mask;	  /* likewise of rows of orders */
	struct cs_buf text; /* the expressions in force, by real column names */
	struct cs_buf brief; /* the same; of the usual one the first value:
				"kind = complaint,..." */
	uint64_t
	    matches; /* rows of contacts, of customers with orders or not */
	uint64_t order_matches; /* rows of orders */
	bool known; /* some row matches, and customers of contacts have
		       orders: else what rests on it is null */
};

extern const struct cs_option cs_contact_options[];

/* Were any contacts named? */
bool cs_contacts_given(void);

/*
 * Lets `load` read the contacts, if any were named, and mark rows by
 * `definitions`, which live as long as the job. -1 with err filled: wrong
 * usage.
 */
int cs_contacts_prepare(struct cs_load_options *load,
			struct cs_definition *definitions, size_t count,
			struct cs_err *err);

/*
 * After the load: json's input.contacts, the lines of scope, warnings of keys
 * and definitions that match nothing; completes the definitions. -1 with err
 * filled where an expression names a column that no file has.
 */
int cs_contacts_account(struct cs_job *job, struct cs_err *err);

/* The column of a field in the first file that has it, or NULL: "resolved". */
const char *cs_contact_column(const struct cs_job *job,
			      enum cs_contact_field field);

void cs_contacts_release(void);

#endif
