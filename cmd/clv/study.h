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

/* The command's own options, with their defaults once parsed. */
struct clv_options {
	struct cs_outlook outlook;
	int regularity; /* 0: auto */
	struct holdout holdout;
	enum unit unit;
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
	const struct tally *tally;
	int64_t repeat_customers, repeat_purchases;
	bool fitted; /* there are repeat purchases enough, and a fit */
	bool tried;  /* and so there are in the calibration */
	struct cs_buying_rows now, then;
	struct cs_btyd_fit fit;
	struct cs_gamma_gamma values;
	struct cs_prediction outlook; /* over the horizon */
	struct trial trial;
	/* with the table models, of each kind: */
	struct cs_btyd_fit fits[CS_BTYD_KINDS];
	struct trial trials[CS_BTYD_KINDS];
};

struct study {
	struct cs_parts parts;
	const struct cs_job *job;
	const struct clv_options *options;
	struct cs_buying_rules now, then;
	double days;	    /* of the horizon; infinite: --horizon inf */
	double delta;	    /* the discount of a day */
	double held;	    /* days of the holdout; 0: there is none */
	const char *unheld; /* ... why */
	int k;
	struct findings *all; /* of the whole, then of each group */
};

/* Fills a struct study from what was read. `job` is borrowed for its life. */
int study_run(void *study, struct cs_job *job, struct cs_err *err);
void study_release(void *study);

/* Those of a part. */
const struct findings *study_of(const struct study *study, const void *part);

/* Days of the unit: 1, 7, 365.25 / 12, 365.25; and its name, "week". */
double study_unit(const struct study *study);
extern const char *const unit_names[];

/* What a log-likelihood of these customers is in --unit, beside that of days.
 */
double study_shift(const struct study *study, const struct cs_buying_rows *of);

/* What customers of the part bring over a new customer's first `days`, the
 * first purchase included; NaN where values are not known. */
double study_new_customer(const struct study *study, const struct findings *of,
			  double days);

#endif
