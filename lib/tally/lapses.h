/*
 * lapses.h - the first lapse of every customer, by payment number and in time:
 * a tally over customers, see fold.h.
 *
 * A lapse begins with a payment that is followed by a silence longer than the
 * lapse rule allows, if the end of observation lies far enough behind it to
 * tell. A customer counts until its first lapse; who came back later has
 * `returned`, and stays lapsed.
 *
 * At risk at payment n are those whose nth payment lies on or before the last
 * day that allows to tell (cutoff), whether they paid again or not. To take in
 * those who paid again after it, but not those who have not yet, would bias the
 * hazard down.
 *
 * In time, the clock starts with the first payment. The event is the payment
 * after which the first lapse began; the others are censored at the cutoff.
 * Both are counted by days from the first payment. Who began after the cutoff
 * says nothing of lapses and is left out of the times. (Censoring at the end of
 * observation, or at the last payment, is biased.)
 */
#ifndef CS_TALLY_LAPSES_H
#define CS_TALLY_LAPSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tally/fold.h"
#include "stat/lifetable.h"

struct cs_lapse_rules {
	cs_day from, to; /* payments on these days are tallied, inclusive */
	cs_day as_of;
	cs_day cutoff; /* the last day whose silence until as_of would be a
			  lapse; CS_NO_DAY if there is none */
	size_t span;   /* days from the first date to as_of, plus one */
	bool numbered; /* the order's tag is the payment's number, from 1 */
	/*
	 * Was there a lapse between two consecutive payments? From any thread.
	 * Not if both are of one day; and if there was one until `next`, then
	 * also until every later day.
	 */
	bool (*lapsed)(const void *rule, cs_day payment, cs_day next);
	const void *rule;
};

struct cs_lapses {
	int64_t customers; /* with a payment in the window */
	int64_t lapsed;	   /* of those: whose first lapse began in the window */
	int64_t returned;  /* ... and who paid again later */
	int64_t
	    lapsed_before; /* of customers: whose first lapse began before it */
	int64_t late;	   /* of customers: first seen at a number above 1 */
	int64_t backwards; /* whose numbers fall, in the window or not */
	struct cs_life_counts *counts; /* [n - 1] */
	size_t ncounts, capacity;
	/* [days] from the first payment, rules->span of them: */
	int64_t *events;   /* the payment after which the first lapse began */
	int64_t *censored; /* no lapse by the cutoff */
	/* the tally's own: */
	int32_t *patience;
	struct cs_payment *payments;
	size_t npayments, payment_capacity;
};

/*
 * Payment n of a customer is its nth purchase. With `numbered` it is the one
 * tagged n, and the customer enters the table at its first number (late entry).
 * Payments of one number are one, the last of them. Numbers that are left out
 * are counted neither as reached nor as at risk. Purchases of one day are taken
 * in the order of their numbers. Who enters late has no first payment to start
 * the clock, and is left out of the times. A customer whose numbers fall from
 * one day to a later one is counted in `backwards`, and nowhere else. A
 * purchase tagged 0 has no number and is no payment. Memory grows with the
 * largest number: the command limits it.
 *
 * In the window (from, to) lies a payment by its day: row n counts those whose
 * nth payment does; the times those whose first payment does. Numbers, and
 * whether a lapse came before, are found from all payments.
 *
 * The rules are a struct cs_lapse_rules; no purchase lies outside the span.
 */
extern const struct cs_tally cs_lapses_tally;

#endif
