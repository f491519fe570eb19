/*
 * study.h - what cs-contacts computes: a tally for each table, of the same
 * customers, whose touches are joined to matters and linked to orders.
 *
 * To add a table: a file here with its tally, its columns and what puts them;
 * its struct in matters.h or orders.h; a name in rules.h; a member of struct
 * tally; a line in `tallied` of study.c and one in contacts_tables of tables.c.
 */
#ifndef CONTACTS_STUDY_H
#define CONTACTS_STUDY_H

#include "app/job.h"
#include "contacts/matters.h"
#include "contacts/orders.h"

/* --- counts (counts.c) -------------------------------------------------- */

struct counts {
	int64_t contacts, inbound, outbound; /* touches */
	int64_t customers;		     /* with a touch */
	int64_t orders;
	int64_t linked; /* inbound touches with one of these orders */
	int64_t
	    unpromised; /* of the orders: no column says their promised day */
};

extern const struct cs_tally counts_tally;

/* --- the study ---------------------------------------------------------- */

struct tally {
	struct counts counts;
	struct touched touched;
	struct response response, business;
	struct planned planned;
	struct deliveries deliveries;
	struct hours hours;
	struct resolution resolution;
	struct complaints complaints;
	struct funnel funnel;
	struct satisfaction satisfaction;
	struct entries entries;
	struct order_list order_list;
	struct return_spread delivery_spread, effect_spread;
};

struct study {
	struct cs_parts parts;
	const struct cs_job *job;
	struct contacts_rules rules;
	struct cs_touch_account account;
	const struct tally *whole;
};

/*
 * Joins and links what was read, and tallies it for the tables that are needed.
 * `job` is borrowed for the life of the study.
 */
int study_run(void *study, struct cs_job *job, struct cs_err *err);

/* Have orders a place in this part? Not in a group by a column that they do not
 * have. */
bool has_orders(const struct study *study, const void *part);

/* Was a column found in any file? */
bool has_column(const struct study *study, enum cs_contact_field field);

#endif
