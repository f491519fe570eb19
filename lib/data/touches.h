/*
 * touches.h - contacts with their times: touches, the matters that they make,
 * and the orders that they are about.
 *
 * A touch is one message or call. Touches that share a ticket's id are one
 * matter; a row that tells how a ticket went - how many replies, how often
 * reopened, how long until the response - is a whole matter; a touch without an
 * id is one of its own. Instants are those of base/moment.h; where a column has
 * days only, an instant is the first of its day.
 *
 * cs_load() reads touches where options->moments is set, and sorts them by
 * customer; cs_touches_form() then joins and links them, once it is known what
 * counts as what.
 */
#ifndef CS_DATA_TOUCHES_H
#define CS_DATA_TOUCHES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/moment.h"
#include "data/data.h"
#include "data/orderid.h"

/* What became of an order; of its rows the first placed, else the last. */
struct cs_fulfilment {
	cs_orderid id; /* without a leading #; CS_NO_ORDER: it has none */
	int64_t placed, ready, shipped, delivered; /* CS_NO_MOMENT: not said */
	int32_t east;				   /* of placed */
	cs_day promised, delivered_day;		   /* CS_NO_DAY: not said */
	uint32_t group; /* index into cs_data.groups, or CS_NO_GROUP */
	bool placed_clock, delivered_clock; /* have a time of day */
};

enum cs_direction {
	CS_INBOUND,  /* the customer's */
	CS_OUTBOUND, /* the firm's */
	CS_NO_DIRECTION
};

enum cs_linked { CS_LINKED_BY_NOTHING, CS_LINKED_BY_ID, CS_LINKED_BY_TIME };

enum { CS_NO_SCORE = INT16_MIN };

#define CS_BETWEEN_KEPT "\x1f"

struct cs_touch {
	int64_t opened;
	int64_t responded, resolved; /* CS_NO_MOMENT: not said */
	int64_t due; /* the last moment of what was promised; likewise */
	cs_orderid ticket, order; /* CS_NO_ORDER: not said */
	/* texts to keep, CS_BETWEEN_KEPT between them; likewise */
	cs_orderid kept;
	uint32_t flags;		  /* as of its row, see cs_row.flags */
	uint32_t channel;	  /* index into cs_contact_account.channels */
	uint32_t kind;		  /* what it is called, hashed; 0: not said */
	int32_t east;		  /* of opened */
	uint16_t file;		  /* the last of too many stands for all */
	int16_t score;		  /* hundredths; CS_NO_SCORE */
	int16_t replies, reopens; /* -1: not said */
	bool clock;		  /* opened has a time of day */
	bool span;		  /* responded follows from how long it took */
	bool tracking;		  /* a tracking number is there */
	bool asked;		  /* the score's word: asked, no answer */
	bool told;		  /* something says who began */
	/* of cs_touches_form(): */
	uint8_t direction; /* enum cs_direction */
	uint8_t linked;	   /* enum cs_linked */
	int32_t purchase;  /* index into the customer's, or -1 */
	/* likewise; where a row says none, that of the order after it */
	uint32_t group;
};

struct cs_matter {
	int64_t opened; /* the first touch */
	/* by a person; CS_NO_MOMENT: not by the end of observation */
	int64_t responded, resolved;
	int64_t due;
	cs_orderid ticket;
	uint32_t flags; /* of its touches */
	uint32_t channel;
	int32_t east;
	int32_t purchase;
	int16_t replies; /* people's; -1: not known */
	int16_t reopens; /* -1: not known */
	uint32_t group;	 /* of the first touch that has one */
	bool clock;
	bool inbound, outbound; /* the customer began, or the firm; what a
				   machine sent is neither */
};

struct cs_touch_rules {
	/* flags */
	uint32_t inbound, outbound, automatic, proactive;
	bool directed;	 /* a column says who began */
	bool scored_out; /* else who has a score was asked by the firm: rows
			    are no tickets, which may have one, too */
	enum cs_touch_rows {
		CS_ROWS_FOUND,
		CS_ROWS_TOUCHES,
		CS_ROWS_TICKETS
	} rows;
	int64_t link_within; /* seconds */
	int64_t end; /* of observation: the first instant that is not seen */
};

/* Has a touch, a matter or an order a place in the group that is looked at? */
static inline bool cs_in_focus(const struct cs_customer *customer,
			       uint32_t group)
{
	return customer->focus == 0 || customer->focus - 1 == group;
}

/* What was found in all touches. */
struct cs_touch_account {
	uint64_t touches, matters;
	uint64_t linked[3]; /* touches, by enum cs_linked */
	uint64_t repeated;  /* rows of a ticket that a later file has */
	uint64_t shared;    /* rows whose ticket other rows have too */
	uint64_t after;	    /* opened after the end of observation */
	uint64_t early;	    /* answered before they were opened */
	uint64_t clocks;    /* with a time of day */
	uint64_t spans;	    /* whose response time is told */
	uint64_t purchases; /* that a touch was linked to */
};

/*
 * Joins all customers' touches to matters and links them to orders, by the
 * order's id, which may begin with # on either side, or else by time: to the
 * last order placed before, if that was delivered no more than link_within
 * earlier, or, where that is not known, placed no more than twice that. Touches
 * that are repeated or too late are gone. Where the input is grouped, a touch
 * without a group has that of its order, and groups that nothing is left of are
 * gone. Once for each load.
 */
struct cs_touch_account cs_touches_form(struct cs_data *data,
					const struct cs_touch_rules *rules);

/* The last moment at which a contact is linked to an order by time. */
int64_t cs_link_until(const struct cs_fulfilment *fulfilment,
		      const struct cs_touch_rules *rules);

#endif
