/*
 * study.h - what cs-customers finds of each customer: what it did, where it
 * stands beside the others, what it may still do, and how to look after it; for
 * each group and for the whole, as if there were nobody else.
 */
#ifndef CUSTOMERS_STUDY_H
#define CUSTOMERS_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/lapse.h"
#include "app/outlook.h"
#include "app/standing.h"
#include "btyd/single.h"
#include "stat/rfm.h"
#include "tally/buying.h"
#include "tally/fold.h"

/* By whom and how somebody is looked after, see tiers.c. */
enum tier { PERSONAL, WEEKLY, EMAIL, WIN_BACK, NO_TIER, NTIERS };

extern const char *const tier_names[]; /* "personal", ..., NULL */

/* --personal, --weekly */
struct threshold {
	bool percent;
	int64_t micros; /* millionths of a per cent, */
	size_t count;	/* or a number of accounts */
};

/* --sort: columns of the list. */
enum sorting {
	BY_CUSTOMER,
	BY_TIER,
	BY_SEGMENT,
	BY_STATE,
	BY_FIRST_DATE,
	BY_LAST_DATE,
	BY_DAYS_SILENT,
	BY_USUAL_GAP,
	BY_ORDERS,
	BY_PURCHASE_DAYS,
	BY_REVENUE,
	BY_LAST_YEAR,
	BY_SHARE,
	BY_AVERAGE_ORDER,
	BY_R,
	BY_F,
	BY_M,
	BY_ALIVE,
	BY_PURCHASES,
	BY_PROBABILITY,
	BY_NEXT_DATE,
	BY_ORDER_VALUE,
	BY_EXPECTED_REVENUE,
	BY_CLV,
	BY_AT_STAKE,
	NSORTINGS
};

struct customers_options {
	struct cs_outlook outlook;
	struct threshold personal, weekly;
	int tier, segment; /* -1: all are listed */
	int sort;	   /* enum sorting; -1: by tier */
	struct cs_list keep;
};

enum customers_table { CUSTOMERS, TIERS, SEGMENTS };

enum { LISTED_IN_TEXT = 20 };

/* One customer. */
struct person {
	struct cs_listed listed;
	cs_sum revenue; /* net of refunds */
	struct cs_spending spending;
	cs_day first;	    /* purchase */
	uint32_t orders;    /* purchases */
	uint32_t purchases; /* days with them, without the first */
	/* up to here a tally counts: people.c; what follows is found later */
	uint32_t row; /* of findings.ahead */
	/* within the horizon; NaN: not known */
	double expected_revenue, clv, at_stake;
	double promise; /* by which the weekly are chosen */
	struct cs_rfm scores;
	uint8_t segment, tier;
};

/* A tally: all of them; once finished by key. */
struct people {
	struct person *list;
	size_t count, capacity;
};

struct tally {
	struct people people;
	struct cs_buyings buyings;
};

/* What is found of a part of the customers. */
struct findings {
	struct tally *tally;
	bool fitted; /* there is a model; values.converged tells of money */
	struct cs_btyd_fit fit;
	struct cs_gamma_gamma values;
	struct cs_buying_rows rows;
	struct cs_single *ahead; /* of rows.rows[] */
	cs_sum last_year;	 /* of those above 0 */
	uint32_t *order; /* of people.list[], who are listed, as --sort says */
	size_t listed;
};

struct study {
	struct cs_parts parts;
	const struct cs_job *job;
	const struct customers_options *options;
	struct cs_buying_rules buying;
	struct cs_lapse lapse;
	struct cs_standing_rules standing;
	double days;	      /* of the horizon; infinite: --horizon inf */
	double delta;	      /* the discount of a day */
	struct findings *all; /* of the whole, then of each group */
};

/* Fills a struct study from what was read. `job` is borrowed for its life. */
int study_run(void *study, struct cs_job *job, struct cs_err *err);
void study_release(void *study);

/* Those of a part. */
const struct findings *study_of(const struct study *study, const void *part);

/* Can it be told who has lapsed? Nobody has where it cannot. */
static inline bool study_knows_lapses(const struct study *study)
{
	return !cs_lapse_missing(&study->lapse);
}

/* Its share of what all brought in their last years, none below 0; NaN
 * where that is nothing. */
double study_share(const struct findings *found, const struct person *person);

/* --- between the files of this folder ---------------------------------- */

/* people.c: by the study, which has settled its rules */
extern const struct cs_tally people_tally;

/* tiers.c: scores, segments and tiers, of people who have their outlook. */
void score_people(const struct study *study, struct findings *found);
void put_in_tiers(const struct study *study, struct findings *found);

/* order.c: fills found->order. */
extern const char *const sorting_names[]; /* of columns; NULL */
void order_people(const struct study *study, struct findings *found);

#endif
