/*
 * study.h - what cs-retention asks of the data: its options, and the tallies
 * that they are answered from, for each group and for the whole.
 */
#ifndef RETENTION_STUDY_H
#define RETENTION_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "app/lapse.h"
#include "app/run.h"
#include "stat/compare.h"
#include "stat/jackknife.h"
#include "stat/survival.h"
#include "tally/calendar.h"
#include "tally/newcomers.h"
#include "tally/repeat.h"

enum { MAX_DAYS = 32 };

struct days {
	size_t count;		/* at least 1 */
	int64_t list[MAX_DAYS]; /* ascending */
};

/* What the cells of cohorts show to people. */
enum measure { MEASURE_RETENTION, MEASURE_ACTIVE, MEASURE_REVENUE };

/* The command's own options, with their defaults once parsed. */
struct retention_options {
	struct days days;
	long inactive;	       /* periods */
	const char *reference; /* NULL: the usual one */
	enum measure measure;
	struct cs_list keep;
};

enum retention_table {
	SUMMARY,
	LADDER,
	WITHIN,
	COHORTS,
	PERIODS,
	COMPARE,
	GAPS,
	HISTOGRAM,
	MEMBERS
};

/* Those whose first purchase lies in the window, in the order of that and of
 * their keys; a tally by struct cs_repeat_rules. */
struct members {
	struct member {
		struct cs_text key;	    /* of cs_data */
		const struct cs_kept *kept; /* likewise, of --keep */
		cs_day first;
		uint32_t purchases; /* up to the end of the window */
	} * list;
	size_t count, capacity;
};

extern const struct cs_tally members_tally;

enum { SPACING_LATER = 12 }; /* purchases after which gaps are told apart */

/* From each purchase in the window to the next; a tally by struct
 * cs_repeat_rules. */
struct spacing {
	struct spacing_day {
		int64_t came;	 /* the next one, so many days later */
		int64_t waiting; /* so many days to the end, without one */
	} * days; /* [purchase][day], purchases from 0; SPACING_LATER and on
		     together */
	size_t count, capacity;
	size_t span; /* days of a row: the rules' */
};

extern const struct cs_tally spacing_tally; /* gaps.c */

struct tally {
	struct cs_repeat repeat;
	struct cs_activity activity; /* empty without the calendar */
	struct members members;	     /* empty where they are not listed */
	struct spacing spacing;	     /* empty where it is not asked for */
	/* of the whole, and where there is a rule of lapse */
	struct cs_newcomers newcomers;
};

/* Are days between purchases looked at? */
bool study_of_gaps(const struct cs_job *job);

/* How large it is. */
int64_t tally_customers(const void *tally);

struct study {
	struct cs_parts parts;
	const struct cs_job *job;
	const struct retention_options *options;
	struct cs_repeat_rules rules;
	struct cs_calendar calendar;
	struct cs_lapse lapse;
	bool windowed;	    /* by --from or --to */
	bool with_calendar; /* cohorts or periods are needed */
	bool drifts;	    /* later customers are looked at */
	long reference;	    /* the group to compare with; -1: no groups */
	size_t ngroups;	    /* 0 where the input is not grouped */
	const struct tally *whole, *groups; /* of the parts */
	struct cs_jackknife jackknife;	    /* with --cluster: see spread.c */
	size_t *first_figures;		    /* its numbers: see spread.c */
};

/*
 * Fills a struct study from what was read: settles what is to be tallied, and
 * visits all customers. `job` is borrowed for the life of the study. 0; or -1
 * with err filled, if there are too many periods, or no group called like the
 * reference. Release `study` in every case.
 */
int study_run(void *study, struct cs_job *job, struct cs_err *err);
void study_release(void *study);

/* --- spread.c ---------------------------------------------------------- */

/* Where there are clusters: how much figures differ without each slice. */
void spread_run(struct study *study);

/* The intervals of a part's repeat rate and of the rate of its rung n:
 * Wilson's, or with clusters theirs. */
struct cs_interval spread_rate(const struct study *study,
			       const struct tally *tally);
struct cs_interval spread_rung(const struct study *study,
			       const struct tally *tally, size_t n);

/*
 * With clusters the interval becomes theirs: of a point of a part's curve, of
 * the whole on any day, else one of --days; and of a group's difference on one
 * of --days, with its p-value.
 */
void spread_within(const struct study *study, const struct tally *tally,
		   int64_t days, struct cs_km *point);
void spread_difference(const struct study *study, size_t group, int64_t days,
		       struct cs_difference *difference);

/* The p-value of the whole's drift: its own, or with clusters theirs. */
double spread_drift(const struct study *study, const struct cs_drift *drift);

/* Of the repeat customers; NaN if there are none. */
double study_days_to_second(const struct study *study,
			    const struct tally *tally);

/* The curve of the second purchase so many days after the first. */
struct cs_km study_within(const struct study *study, const struct tally *tally,
			  int64_t days);

/* An answer for all rests on so many customers who are still watched. */
enum { STUDY_WATCHED = 10 };

/*
 * How many buy again within the longest of --days that is watched or, where it
 * is not given or none is, of a year, 180, 90, 30 and 7 days: *days, and its
 * curve. at_risk is below STUDY_WATCHED if none is.
 */
struct cs_km study_headline(const struct study *study, int64_t *days);

#endif
