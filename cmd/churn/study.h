/*
 * study.h - what cs-churn computes: of each group of customers and the whole,
 * who is where, what they met, and how many were silent.
 */
#ifndef CHURN_STUDY_H
#define CHURN_STUDY_H

#include "app/job.h"
#include "app/lapse.h"
#include "base/err.h"
#include "churn/listing.h"
#include "churn/people.h"

enum churn_table { SUMMARY, SILENT, EXPERIENCES, IMPACT, PERIODS, CUSTOMERS };

/* Ways to say how many were silent. */
enum method {
	ARTICULATION,
	PROACTIVE_CONTACTS,
	TWO_LISTS,
	EXCESS_LAPSE,
	NMETHODS
};

struct tally {
	struct people people;
	struct records others;	       /* see others_tally */
	struct cs_movements movements; /* empty without the table periods */
	struct listing listing;	       /* ... the table customers */
	struct cs_silent estimates[NMETHODS]; /* NaN where there is none */
	struct cs_excess excess;	      /* what EXCESS_LAPSE rests on */
};

struct study {
	const struct cs_job *job;
	struct churn_rules rules;
	struct cs_lapse lapse;
	size_t ngroups;		     /* 0 where the input is not grouped */
	struct tally whole, *groups; /* [ngroups] */
};

/*
 * Fills a struct study from what was read: settles the rules, visits all
 * customers and estimates. `job` is borrowed for the life of the study. 0; or
 * -1 with err filled, if a lapse cannot be told or comes before the risk of it.
 * Release `study` in every case.
 */
int study_run(void *study, struct cs_job *job, struct cs_err *err);
void study_release(void *study);

/* --- estimates (estimates.c) --------------------------------------------- */

/*
 * The first thing that a method rests on and that the data do not tell;
 * NDEFINED: it lacks nothing.
 */
enum defined method_lacks(const struct churn_rules *rules, enum method method);

/* Fills tally->estimates and tally->excess, of a group or the whole. */
void estimate(const struct study *study, struct tally *tally);

#endif
