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
#include "app/shared.h"
#include "data/data.h"

/*
 * What counts as a complaint and the like: rows that satisfy any of them. The
 * command fills those up to `word`; the others are cs_contacts_prepare()'s and
 * cs_contacts_account()'s.
 */
struct cs_definition {
	const char *option;   /* "--complaint" */
	struct cs_list texts; /* as given; empty: the usual one */
	enum cs_contact_field
	    usual_field;	  /* the usual one: of this column ... */
	const char *usual_values; /* ... "= complaint,Complaint"; NULL: none */
	bool of_orders;		  /* --failure: also of orders */
	/* a text that is no expression, but for the command to judge of orders;
	 * NULL: there is none */
	const char *word;
	bool worded;	   /* it was given */
	bool of_answers;   /* --dissatisfied: of answers, whose scale the usual
			    one follows */
	uint32_t answered; /* of those: flag of contacts with an answer */
	/* flags of the usual one from 0 to 10, and to 100; 0: given */
	uint32_t of_ten, of_hundred;
	bool rare;     /* the usual one matching nothing is no surprise */
	uint32_t mask; /* of struct cs_contact.flags, and of rows of orders */
	struct cs_buf text; /* the expressions in force, by real column names */
	struct cs_buf brief; /* the same; of the usual one the first value:
				"kind = complaint,..." */
	uint64_t
	    matches; /* rows of contacts, of customers with orders or not */
	uint64_t order_matches; /* rows of orders */
	bool known; /* some row matches, and customers of contacts have
		       orders: else what rests on it is null */
};

/* What --complaint means by itself: what exports call one, in the languages of
 * words/columns.txt and a few more. */
extern const char cs_usual_complaint[];

extern const struct cs_option cs_contact_options[];
/* Where contacts come first: --orders, and what else is read of contacts. */
extern const struct cs_option cs_moment_contact_options[];

/* The second input of one job, between its steps. */
struct cs_contacts {
	struct cs_input input;
	uint32_t next_flag;		   /* 0: all are taken */
	struct cs_definition *definitions; /* the command's */
	size_t ndefinitions;
};

struct cs_job;

/* Were any contacts named? */
bool cs_contacts_given(const struct cs_job *job);

/*
 * Lets job->load read the contacts, if any were named, and flag rows by
 * `definitions`, which live as long as the job. -1 with err filled: wrong
 * usage.
 */
int cs_contacts_prepare(struct cs_job *job, struct cs_definition *definitions,
			size_t count, struct cs_err *err);

/*
 * After the load: json's input.contacts and what was settled of its options,
 * the lines of scope, warnings of keys and definitions that match nothing;
 * completes the definitions. -1 with err filled where an expression names a
 * column that no file has.
 */
int cs_contacts_account(struct cs_job *job, struct cs_err *err);

/* The column of a field in the first file that has it, or NULL: "resolved". */
const char *cs_contact_column(const struct cs_job *job,
			      enum cs_contact_field field);

/* Also of the texts of the definitions. */
void cs_contacts_release(struct cs_contacts *contacts);

#endif
