/*
 * rules.h - what cs-contacts was asked, and by which rules it counts: what a
 * contact is for, days, limits.
 */
#ifndef CONTACTS_RULES_H
#define CONTACTS_RULES_H

#include "app/contacts.h"
#include "base/hours.h"
#include "data/touches.h"
#include "stat/controlchart.h"

enum contacts_table {
	SUMMARY,
	PLAN,
	PLAN_EFFECT,
	TOUCHES,
	RATE,
	RESPONSE,
	HOURS,
	RESOLUTION,
	DELIVERY,
	COMPLAINTS,
	FUNNEL,
	SATISFACTION,
	REGISTER,
	ORDERS,
	NTABLES
};

/* What counts: an expression each, see app/contacts.h. */
enum defined {
	INBOUND,
	OUTBOUND,
	COMPLAINT,
	PROACTIVE,
	AUTOMATIC,
	NOTICE,
	FOLLOWING, /* up a complaint; not given: all of a person */
	SATISFIED, /* answers; not given: by the scale */
	/* of stages, in the order of enum stage */
	TOLD,
	ENQUIRY = TOLD + 4,
	/* --stage */
	AWARENESS,
	PREFERENCE,
	NDEFINED
};

/* Periods of which limits are made: those within these days. */
struct baseline {
	bool given;
	cs_day from, to;
};

/* The command's own options. */
struct contacts_options {
	struct cs_definition definitions[NDEFINED];
	int rows; /* enum cs_touch_rows; -1: as they are found */
	struct cs_duration link_within, repeat_within, acknowledge_within,
	    resolve_within, follow_up;
	int64_t within; /* seconds */
	int by;		/* enum hours_by */
	int scale;	/* enum scale; -1: as the scores show */
	int rate_by;	/* enum rate_by */
	int limits;	/* enum cs_sigma */
	double unusual; /* a chance */
	struct baseline baseline;
	const char *open, *holidays; /* --open, and a file of days; NULL */
	struct cs_hours *hours;	     /* what they say; owned */
	/* of stages; production: before it is ready */
	struct cs_duration stage_within[4];
	bool strict_thanks;
	long promise_days; /* 0: not said */
	struct cs_duration repurchase;
	struct cs_list stages; /* "preference=kind=quote" */
	bool adjust;
	struct cs_list keep;
};

/* Reads --open and --holidays into own->hours (opening.c). */
int plan_hours(struct contacts_options *own, struct cs_err *err);

enum hours_by { BY_HOUR, BY_WEEKDAY };
enum rate_by { RATE_BY_CONTACT, RATE_BY_ORDER };
enum scale { SCALE_FIVE, SCALE_TEN, SCALE_WORDS };

/* Settled before the first customer is looked at; only read from then on. */
struct contacts_rules {
	const struct contacts_options *options;
	const struct cs_zone *zone; /* where days are counted, or NULL */
	int64_t now;		    /* the end of observation */
	int64_t end;		    /* the first instant behind it */
	int64_t first_contact;	    /* not before its day contacts were kept */
	struct cs_touch_rules forming;
	bool clock; /* times of day, or how long things took, are told */
	bool hours; /* times of day are */
	/* columns that tell of these are there */
	bool responses, resolutions, replies, reopens;
	enum cs_period unit; /* of periods: */
	int32_t first_period;
	size_t periods;
	bool orders;	 /* were given */
	bool promises;	 /* what was promised is told */
	bool deliveries; /* and what became of it */
	bool kinds_told; /* what a touch is for is told by its kind */
	bool effect;	 /* whether customers buy again is asked */
	bool worded;	 /* scores are words */
	bool named_ten;	 /* ... or from 0 to 10, by their column's name */
	size_t channels; /* that are told apart; at least 1 */
	size_t listed;	 /* rows of the register of a part; 0: all */
};

enum { MOST_CHANNELS = 50 };

static inline bool matter_is(const struct contacts_rules *rules,
			     const struct cs_matter *matter,
			     enum defined defined)
{
	return (matter->flags & rules->options->definitions[defined].mask) != 0;
}

static inline bool touch_is(const struct contacts_rules *rules,
			    const struct cs_touch *touch, enum defined defined)
{
	return (touch->flags & rules->options->definitions[defined].mask) != 0;
}

/* Was it answered, as its replies say, at a time that is not told? */
static inline bool answered_sometime(const struct cs_matter *matter)
{
	return matter->responded == CS_NO_MOMENT && matter->replies > 0;
}

/* Is the order in the group that is looked at? */
static inline bool order_in_focus(const struct cs_customer *customer,
				  size_t purchase)
{
	const struct cs_order *order = &customer->purchases[purchase];

	return customer->focus == 0 ||
	       cs_in_focus(customer, customer->fulfilments[order->tag].group);
}

/* A person's touch, which the customer noticed. */
static inline bool by_person(const struct contacts_rules *rules,
			     const struct cs_touch *touch)
{
	return touch->direction == CS_OUTBOUND &&
	       !touch_is(rules, touch, AUTOMATIC);
}

/* --- times (times.c) ---------------------------------------------------- */

/* The civil day of an instant, for a clock that is so far east. */
cs_day day_of(const struct contacts_rules *rules, int64_t at, int32_t east);

/*
 * Seconds from one moment of a matter to another, the end of observation where
 * that is CS_NO_MOMENT. Without a clock whole days are counted.
 */
int64_t waited(const struct contacts_rules *rules,
	       const struct cs_matter *matter, int64_t from, int64_t to);

/* The same in opening hours, which --open must have told. */
int64_t waited_open(const struct contacts_rules *rules,
		    const struct cs_matter *matter, int64_t from, int64_t to);

/*
 * The last moment within a span of days after one: that much later, or without
 * a clock the last of that civil day. The first instant behind it must have
 * come for it to be due: limit_passed().
 */
int64_t limit_of(const struct contacts_rules *rules,
		 const struct cs_matter *matter, int64_t from,
		 struct cs_duration span);

/* The end of the civil day that lies `days` after that of a moment. */
int64_t day_end(const struct contacts_rules *rules, int64_t at, int32_t east,
		int32_t days);

static inline bool limit_passed(const struct contacts_rules *rules,
				int64_t limit)
{
	return limit < rules->end;
}

/* In days, a month being a twelfth of a year. */
int32_t days_of(struct cs_duration span);

#endif
