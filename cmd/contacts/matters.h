/*
 * matters.h - what is counted of contacts joined to matters, whether orders are
 * known or not: a tally for each table.
 */
#ifndef CONTACTS_MATTERS_H
#define CONTACTS_MATTERS_H

#include "contacts/rules.h"
#include "tally/fold.h"
#include "tally/waits.h"

/* --- response (response.c) -----------------------------------------------
 *
 * Of matters that a customer began, by channel.
 */

struct response_count {
	int64_t contacts, answered;
	int64_t sometime; /* ... of which nobody says when: not in what follows
			     */
	int64_t due, within; /* opened --within before the end; ... answered */
};

struct response {
	struct response_count *counts; /* [channels] */
	size_t ncounts;
	struct cs_waits waits;
};

extern const struct cs_tally response_tally;

/* The same in opening hours, of --open. */
extern const struct cs_tally business_tally;

/* Of one channel, or CS_ALL_CLASSES. */
struct response_count response_sum(const struct response *response,
				   int channel);

/* --- by the hour (hours.c) ---------------------------------------------- */

struct hours {
	struct response_count *counts; /* [24], or of weekdays [7] */
	size_t ncounts;
	struct cs_waits waits;
};

extern const struct cs_tally hours_tally;

/* Of one matter, by the elapsed time, into counts and waits of a class. */
void count_response(const struct contacts_rules *rules,
		    const struct cs_matter *matter, size_t class,
		    struct response_count *counts, struct cs_waits *waits);

/* --- resolution (resolution.c) ------------------------------------------ */

struct resolution_count {
	int64_t contacts;
	/* of decided ones, each by the first that holds */
	int64_t unresolved, reopened, several, repeated, first;
};

struct resolution {
	struct resolution_count *counts; /* [channels] */
	size_t ncounts;
	struct cs_waits waits;
};

extern const struct cs_tally resolution_tally;

/* Likewise; and of how many it is decided. */
struct resolution_count resolution_sum(const struct resolution *resolution,
				       int channel);
int64_t resolution_decided(const struct resolution_count *count);

/* --- complaints (complaints.c) ------------------------------------------ */

enum measure {
	ACKNOWLEDGED,
	DEADLINE_KEPT,
	RESOLVED,
	RESOLVED_IN_TIME,
	FOLLOWED_UP,
	REOPENED,
	NMEASURES
};

enum complaint_state {
	OVERDUE,
	NEW,
	STATE_ACKNOWLEDGED,
	FOLLOW_UP_DUE,
	STATE_RESOLVED,
	CLOSED,
	NSTATES
};

/* What became of one complaint. */
struct handling {
	enum complaint_state state;
	int64_t deadline;
	bool passed; /* it has */
	int64_t acknowledge_by;
	/* the civil days on which it is to be followed up, and the first touch
	 * on one of them; CS_NO_MOMENT: none */
	cs_day from, to;
	int64_t followed_up;
};

/* Calls visit() for each complaint of a customer in the focus (handling.c). */
typedef void complaint_visit(const struct contacts_rules *rules,
			     const struct cs_customer *customer,
			     const struct cs_matter *matter,
			     const struct handling *handling, void *to);
void each_complaint(const struct contacts_rules *rules,
		    const struct cs_customer *customer, complaint_visit *visit,
		    void *to);

struct measure_count {
	int64_t due, done, open, overdue;
};

enum { NAGES = 8 };
struct age_count {
	int64_t in_time, overdue;
};

struct complaints {
	int64_t complaints;
	int64_t open, overdue;
	cs_day oldest; /* on which the oldest open one was opened; CS_NO_DAY */
	struct measure_count measures[NMEASURES];
	struct age_count ages[NAGES]; /* of the open ones */
	struct cs_waits waits;	      /* by measure */
};

extern const struct cs_tally complaints_tally;

/* --- satisfaction (satisfaction.c) ----------------------------------------
 *
 * Contacts in which the firm asked, and answers: all, by channel and by period.
 */

enum { NSCORES = 11 /* 0 to 10 */ };

struct asked {
	int64_t asked;	 /* by what is proactive */
	int64_t silent;	 /* else: tickets whose score says so, */
	int64_t replied; /* and those with one */
	int64_t scores[NSCORES];
	int64_t satisfied[NSCORES]; /* of these, by --satisfied */
	int64_t beyond;		    /* answers above these */
	int64_t unwritten;	    /* asked before they wrote; of all only */
};

struct satisfaction {
	struct asked *counts; /* [1 + channels + periods] */
	size_t ncounts;
};

extern const struct cs_tally satisfaction_tally;

/* --- the register (register.c) ------------------------------------------ */

struct entry {
	struct cs_matter matter;
	struct cs_text customer; /* the data's */
	cs_orderid order;
	cs_sum revenue;			  /* last year */
	cs_orderid contact_kept;	  /* of --keep */
	const struct cs_kept *order_kept; /* likewise; NULL: no orders */
	struct handling handling;
};

struct entries {
	struct entry *list;
	size_t count, capacity;
	int64_t complaints;
};

enum { LISTED_IN_TEXT = 20 };

extern const struct cs_tally register_tally;

#endif
