/*
 * study.h - what cs-lifetime asks of the data: its options, the ways in which
 * the input can tell of lifetimes, and what is found for each group and the
 * whole.
 */
#ifndef LIFETIME_STUDY_H
#define LIFETIME_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "app/lapse.h"
#include "app/job.h"
#include "data/rows.h"
#include "tally/tenure.h"
#include "stat/curve.h"
#include "stat/lifetable.h"
#include "stat/sbg.h"

enum mode {
	MODE_PAYMENTS,	/* orders: a lapse is a silence */
	MODE_CONTRACTS, /* --start, --end: a row is a contract */
	MODE_DURATIONS, /* --time, --event: a row is somebody watched that long
			 */
	MODE_SURVIVORS	/* --survivors: a row is a period of one cohort */
};

enum lifetime_table {
	SUMMARY,
	PAYMENTS,
	CURVE,
	COMPARE,
	SBG,
	PROJECTION,
	TENURE
};

/*
 * The command's own options, with their defaults once parsed, and what is read
 * where the input is not orders.
 */
struct lifetime_options {
	const char *number; /* columns, NULL if not named */
	const char *start, *end, *time, *event, *entry;
	struct cs_list survivors;
	double negligible;  /* hazard per payment */
	double discount;    /* a year; NaN: none */
	double restrict_to; /* 0: as far as all groups are observed */
	long horizon;	    /* payments to project beyond the data */
	long fit_to;	    /* payments that the model is fitted to; 0: all */
	enum cs_conf_type conf_type;
	enum cs_period period;
	bool event_judged;   /* --event is an expression, else yes or no */
	struct cs_rows rows; /* what is read where it is not orders */
	size_t strange;	     /* events that are neither yes nor no */
	size_t impossible;   /* rows left out: ended before they began */
};

/* One group, or all: what was observed, and what is made of it. */
struct subjects {
	int64_t customers, lapsed;
	int64_t returned; /* -1: not known in this mode */
	int64_t late;	  /* entered the life table above payment 1 */
	struct cs_life_counts *counts; /* [n - 1]; none without payments */
	size_t ncounts;
	struct cs_life_row *rows; /* [ncounts] */
	double *times;		  /* of the curve, see struct cs_spans */
	int64_t *events, *censored, *entered;
	size_t ntimes, capacity;
	int64_t start;
	struct cs_km *curve; /* [ntimes] */
	struct cs_sbg sbg;
	struct cs_tenure tenure;
	double expected; /* lapses, if all groups had one curve; NaN */
};

struct study {
	struct cs_job *job;
	const struct lifetime_options *options;
	struct cs_lapse lapse;	/* of payments */
	bool valued;		/* there are amounts */
	double payments_a_year; /* NaN: not known */
	double restricted_to;	/* NaN: nobody was observed */
	size_t ngroups;		/* 1 where there are no groups */
	struct subjects *groups;
	struct subjects whole;
};

/* --- the modes --------------------------------------------------------- */

/*
 * Each prepares the load, and gathers what was read into study->groups and
 * study->whole up to `start`, and the tenure; the rest is study_run()'s.
 * -1 with err filled; of prepare: wrong usage.
 */
int payments_prepare(struct cs_job *job, struct cs_err *err);
int payments_gather(struct study *study, struct cs_err *err);
/* Contracts and durations. */
int spells_prepare(struct cs_job *job, struct cs_err *err);
/* Settles the end of observation, and which rows are left out. */
enum cs_read spells_load(struct cs_job *job, struct cs_err *err);
int spells_gather(struct study *study, struct cs_err *err);
int survivors_prepare(struct cs_job *job, struct cs_err *err);
enum cs_read survivors_load(struct cs_job *job, struct cs_err *err);
int survivors_gather(struct study *study, struct cs_err *err);

/* --- all of it --------------------------------------------------------- */

/* Release `study` in every case. */
int study_run(struct study *study, struct cs_job *job, struct cs_err *err);
void study_release(struct study *study);

struct cs_spans subjects_spans(const struct subjects *subjects);

/*
 * Adds to the curve's counts at `time`, which is not before the last one
 * added.
 */
struct moment {
	int64_t events, censored, entered;
};
void subjects_at(struct subjects *subjects, double time, struct moment counts);

/* Rows of the life table that hold somebody at risk: up to the last of them. */
size_t subjects_observed(const struct subjects *subjects);

/* The discount per payment; NaN where there is none or payments have no known
 * length. */
double study_discount(const struct study *study);

/* "days", "periods", or what the time column holds. */
const char *study_unit(const struct study *study);

#endif
