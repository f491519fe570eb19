/*
 * study.h - what cs-clv asks of the data: its options, each customer's purchase
 * days, and models fitted to them, for each group and for the whole.
 */
#ifndef CLV_STUDY_H
#define CLV_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/outlook.h"
#include "data/rows.h"
#include "btyd/predict.h"
#include "btyd/score.h"
#include "option/value.h"
#include "tally/buying.h"
#include "tally/fold.h"

enum unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

/* --holdout */
struct holdout {
	enum {
		HOLDOUT_AUTO,
		HOLDOUT_NONE,
		HOLDOUT_DAY,
		HOLDOUT_SPAN,
		HOLDOUT_SHARE
	} kind;
	cs_day day; /* the last of the calibration */
	struct cs_duration span;
	double share; /* of the days */
};

enum mode {
	MODE_ORDERS,
	MODE_SUMMARY /* --frequency, --recency, --age: a row is a history */
};

/* Rows that are no orders: how they were read, and what was. */
struct stated {
	size_t weight, value; /* fields, by their number from 1; 0: not read */
	struct cs_rows rows;
	size_t impossible; /* rows left out: nobody can have done that */
};

/* The command's own options, with their defaults once parsed. */
struct clv_options {
	struct cs_outlook outlook;
	int regularity; /* 0: auto */
	struct holdout holdout;
	enum unit unit;
	bool profile;
	struct cs_maybe_duration every;
	/* columns, NULL if not named */
	const char *frequency, *recency, *age, *weight, *value;
	struct stated stated; /* not an option: what becomes of the input */
};

enum clv_table {
	SUMMARY,
	PARAMETERS,
	MODELS,
	HOLDOUT,
	FREQUENCY,
	FORECAST,
	NEW,
	VALUES,
	TRACKING,
	COMPARE
};

enum {
	FEWEST_CUSTOMERS = 200, /* below, intervals are a little short */
	FEWEST_HELD = 100	/* customers of a holdout that is not asked */
};

struct tally {
	struct cs_buyings now;	/* up to --as-of */
	struct cs_buyings then; /* up to the end of the calibration */
};

/* A model fitted to the calibration, and what became of it. */
struct trial {
	struct cs_btyd_fit fit;
	struct cs_btyd_score score;
};

/* What is found of a part of the customers. */
struct findings {
	const struct tally *tally; /* of a summary nothing */
	int64_t customers, repeat_customers, repeat_purchases;
	bool fitted; /* there are repeat purchases enough, and a fit */
	bool tried;  /* and so there are in the calibration */
	struct cs_buying_rows now, then;
	struct cs_btyd_fit fit;
	struct cs_gamma_gamma values;
	struct cs_prediction outlook; /* over the horizon */
	/* of a horizon for ever, the share of what is bought, as of today, that
	   lies further ahead than the data reach back */
	double beyond;
	struct trial trial;
	/* of who came back, Spearman's correlation of purchases and mean value,
	   if a table wants it; NaN: there is none */
	double correlation;
	/* with the table models, of each kind: */
	struct cs_btyd_fit fits[CS_BTYD_MODELS];
	struct trial trials[CS_BTYD_MODELS];
};

/* Models that count opportunities (--every) take these for days. */
struct study {
	struct cs_parts parts;
	const struct cs_job *job;
	const struct clv_options *options;
	struct cs_buying_rules now, then;
	bool dated;		/* there are days: not of a summary */
	bool valued;		/* there are amounts */
	enum cs_btyd_kind kind; /* the model; of --model all the best */
	double length;	    /* days of an opportunity; 1: days are counted */
	double days;	    /* of the horizon; infinite: --horizon inf */
	double ahead;	    /* ... in days or opportunities */
	double delta;	    /* the discount of one */
	double held;	    /* days of the holdout; 0: there is none, */
	double held_ahead;  /* ... in days or opportunities */
	const char *unheld; /* ... why */
	int k;
	struct findings *all; /* of the whole, then of each group */
};

/* Fills a struct study from what was read. `job` is borrowed for its life. */
int study_run(void *study, struct cs_job *job, struct cs_err *err);
void study_release(void *study);

/* plan.c: days, horizon and holdout; -1 with err filled: there are none. */
int study_plan(struct study *study, const struct cs_job *job,
	       struct cs_err *err);

/* Days or opportunities that end from the day after `from` to `to`. */
double study_ahead(const struct study *study, cs_day from, cs_day to);

/* values.c: mean first / mean later value of those who came back, with the
 * interval of a ratio of paired means. */
double values_first_later(const struct cs_buyings *now,
			  struct cs_interval *interval);

/* Spearman's correlation of purchases and mean value; NaN of fewer than 3,
 * or where either is the same for all. */
double values_correlation(const struct findings *of);

/* doubts.c: warns of what may be wrong with all of it. */
void study_doubt(const struct study *study, struct cs_job *job);

/* stated.c: as in struct cs_program */
int stated_prepare(struct cs_job *job, struct cs_err *err);
enum cs_read stated_load(struct cs_job *job, struct cs_err *err);
void stated_warn(struct cs_job *job);

/* The histories of a group, by its number, or of all: -1; times are `unit`
 * times what was read. */
void stated_rows(const struct clv_options *own, long group, double unit,
		 struct cs_buying_rows *rows);

/* Those of a part. */
const struct findings *study_of(const struct study *study, const void *part);

/* Days of the unit: 1, 7, 365.25 / 12, 365.25; and its name, "week". */
double study_unit(const struct study *study);
extern const char *const unit_names[];

/* What a log-likelihood of these customers is in --unit, beside that of days.
 */
double study_shift(const struct study *study, const struct cs_buying_rows *of);

/* What customers of the part bring over a new customer's first `ahead`
 * days or opportunities, the first purchase included; NaN where values are not
 * known. */
double study_new_customer(const struct study *study, const struct findings *of,
			  double ahead);

#endif
