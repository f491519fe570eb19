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
 * day that allows to tell (cs_lapse_cutoff()), whether they paid again or not.
 * To take in those who paid again after it, but not those who have not yet,
 * would bias the hazard down.
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
#include "tally/lapse.h"
#include "tally/life_turns.h"
#include "stat/drift.h"
#include "stat/lifetable.h"
#include "stat/negligible.h"

struct cs_weights;

struct cs_lapse_rules {
	struct cs_window window; /* of the payments that are tallied */
	const struct cs_lapse *lapse;
	bool numbered; /* the order's tag is the payment's number, from 1 */
	bool by_group;
	/* of payments that do not fall due: of all customers, or where by_group
	   [group]; NULL: all weigh 1. */
	const struct cs_weights *weights;
	/* First payments are looked at for drift that lie on this day or later;
	 * only if asked. */
	cs_day drift_from;
	bool drifts;
	/* Rows beyond CS_LIFE_ROWS are kept as turns; with weights and without
	 * numbers only. Who pays ten million times has as many rows, of which
	 * hardly one differs from the one before. */
	bool turns;
};

struct cs_lapses {
	int64_t customers; /* with a payment in the window */
	int64_t lapsed;	   /* of those: whose first lapse began in the window */
	int64_t returned;  /* ... and who paid again later */
	int64_t
	    lapsed_before; /* of customers: whose first lapse began before it */
	int64_t late;	   /* of customers: first seen at a number above 1 */
	int64_t backwards; /* whose numbers fall, in the window or not */
	int64_t steps; /* of all payments: from one of a customer to the next */
	int64_t days;  /* ... and the days that these took */
	struct cs_life_counts *counts; /* [n - 1] */
	size_t ncounts, capacity;
	struct cs_life_sums *sums; /* likewise; none without weights */
	size_t nsums, sums_capacity;
	struct cs_life_spread *spread; /* likewise; none with weights */
	size_t nspread, spread_capacity;
	/* of later rows, by n once finished; where a lapse follows the nth
	   payment there is one of n + 1 */
	struct cs_life_turn *turns;
	size_t nturns, turns_capacity;
	size_t ndays; /* of the table of lapses */
	/* [ndays] from the first payment: */
	int64_t *events;   /* the payment after which the first lapse began */
	int64_t *censored; /* no lapse by the cutoff */
	size_t nentries;   /* ndays, or 0 where drift is not asked for */
	struct cs_entries *entries; /* both; x is of the first payment, from
				       drift_from */
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
 * largest number, which the command limits, or without numbers and with `turns`
 * with the days on which those buy who come so far.
 *
 * In the window lies a payment by its day: row n counts those whose
 * nth payment does; the times those whose first payment does. Numbers, and
 * whether a lapse came before, are found from all payments.
 *
 * The rules are a struct cs_lapse_rules; purchases lie in lapse->days. Without
 * any lapse settled nobody is added.
 */
extern const struct cs_tally cs_lapses_tally;

/*
 * How long customers are watched: their first payments, by day from
 * lapse->days.from, a tally by the same rules, of which weights and window are
 * not read. Customers whose numbers fall are left out.
 */
struct cs_watched {
	size_t ndays;
	int64_t *begun; /* [ndays] by payment 1 */
	int64_t *late;	/* [ndays] by a later number */
};

extern const struct cs_tally cs_watched_tally;

#endif
