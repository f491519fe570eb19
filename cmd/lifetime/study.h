/*
 * study.h - what cs-lifetime asks of the data: its options, the kinds of input
 * that can tell of lifetimes, and what is found for each group and the whole.
 */
#ifndef LIFETIME_STUDY_H
#define LIFETIME_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "app/lapse.h"
#include "app/job.h"
#include "app/named.h"
#include "data/rows.h"
#include "tally/tenure.h"
#include "stat/curve.h"
#include "stat/drift.h"
#include "stat/jackknife.h"
#include "stat/lifetable.h"
#include "stat/negligible.h"
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
	TENURE,
	CAUSES,
	INCIDENCE,
	GRAY
};

/*
 * Why they left: see causes.c. At first a cause is the label of its row, and
 * nlabels where the cell is empty; once ranked, the commonest comes first.
 */
struct causes {
	bool chosen;	  /* --event chooses among them: the others compete */
	char **names;	  /* [count]; "(not said)" is the last; owned */
	int64_t *events;  /* [count] */
	uint32_t *number; /* [nlabels + 1]: the rank of each label; owned */
	size_t count;
	int64_t others; /* events that the curve counts as censored */
	int64_t idle;	/* customers with a cause that have not left */
};

/* Rows that are no orders: how they were read, and what was. */
struct stated {
	bool judged; /* --event is an expression, else yes or no */
	/* fields, by their number from 1; 0: not read */
	size_t event, entry, weight, cause;
	struct cs_rows rows;
	struct causes causes;
	size_t strange;	   /* events that are neither yes nor no */
	size_t impossible; /* rows left out: ended before they began */
};

/* The command's own options, with their defaults once parsed. */
struct lifetime_options {
	const char *number; /* columns, NULL if not named */
	const char *start, *end, *time, *event, *entry, *weight, *cause;
	struct cs_list survivors;
	double negligible;  /* hazard per payment */
	double discount;    /* a year; NaN: none */
	double restrict_to; /* 0: as far as all groups are observed */
	long horizon;	    /* payments to project beyond the data */
	long fit_to;	    /* payments that the model is fitted to; 0: all */
	enum cs_conf_type conf_type;
	enum cs_period period;
	struct stated stated; /* not an option: what becomes of the input */
};

/* Events of one cause at one time. */
struct leaving {
	size_t at; /* index of the time */
	uint32_t cause;
	int64_t count;
};

/* One group, or all: what was observed, and what is made of it. */
struct subjects {
	int64_t customers, lapsed;
	int64_t returned; /* -1: not known in this mode */
	int64_t late;	  /* entered the life table above payment 1 */
	struct cs_life_counts *counts; /* of payments; none without them */
	size_t ncounts;
	/* [ncounts + 1] the number of the first payment of each row: of several
	   that are alike, none of which a lapse follows, there is one. NULL:
	   counts[n - 1] */
	uint32_t *from;
	size_t observed; /* of them, up to the last with somebody at risk;
			    subjects_estimate() */
	struct cs_life_sums *sums;     /* likewise; NULL: all weigh 1 */
	struct cs_life_spread *spread; /* likewise, where sums is NULL */
	struct cs_life_row *rows;      /* [ncounts] */
	double *times;		       /* of the curve, see struct cs_spans */
	int64_t *events, *censored, *entered;
	size_t ntimes, capacity;
	int64_t start;
	struct leaving *leavings; /* in order of time; none without causes */
	size_t nleavings, leavings_capacity;
	struct cs_km *curve; /* [ntimes] */
	struct cs_sbg sbg;
	struct cs_tenure tenure;
	double expected; /* lapses, if all groups had one curve; NaN */
	/* with --cluster, where the intervals above are those of clusters: */
	struct cs_interval *pooled; /* [ncounts], of the lapse rate from n on */
	struct cs_spread *revenue;  /* [tenure.nrows] */
	struct cs_spread mean, model; /* the restricted mean; of the model, the
					 fewer degrees of freedom */
	struct cs_spread drift;	      /* its score */
	struct cs_spread *incidence;  /* [cause][ntimes] */
	/* of orders: see struct cs_lapses */
	struct cs_entries *entries;
	size_t nentries;
};

struct study {
	struct cs_parts parts; /* customers: lapsed before the window or not */
	struct cs_job *job;
	const struct lifetime_options *options;
	struct cs_lapse lapse;	/* of payments */
	bool valued;		/* there are amounts */
	double usual_gap;	/* mean days from payment to payment; NaN */
	double payments_a_year; /* NaN: not known */
	double restricted_to;	/* NaN: nobody was observed */
	size_t ngroups;		/* 1 where there are no groups */
	struct subjects *groups;
	struct subjects whole;
	struct cs_weights *weights; /* see payments.c; NULL: all weigh 1 */
	/* with --cluster: of each weight, then of each cause */
	struct cs_joint_test *tests;
};

/* --- kinds of input ---------------------------------------------------- */

struct kind {
	const char *name;   /* as "mode" in json's parameters */
	const char *who;    /* "customer" */
	const char *lapsed; /* "lapsed", "ended" */
	const char *clock;  /* what the curve's time is */
	/* As in struct cs_program; load NULL: of orders. */
	int (*prepare)(struct cs_job *job, struct cs_err *err);
	enum cs_read (*load)(struct cs_job *job, struct cs_err *err);
	/*
	 * Brings what was read into study->groups and study->whole up to
	 * `start`, and the tenure; the rest is study_run()'s. -1 with err
	 * filled.
	 */
	int (*gather)(struct study *study, struct cs_err *err);
	/* The same of the customers of data.slice alone, into whole and groups
	 * of a copy; NULL: there are no clusters. */
	void (*slice)(struct study *study);
};

extern const struct kind kind_payments, kind_contracts, kind_durations,
    kind_survivors;

const struct kind *kind_of(const struct cs_job *job);

/* --- all of it --------------------------------------------------------- */

/*
 * Fills a struct study from what was read. `job` is borrowed for its life, and
 * gets the warnings. 0; or -1 with err filled, of what cannot be a table of
 * lifetimes. Release `study` in every case.
 */
int study_run(void *study, struct cs_job *job, struct cs_err *err);
void study_release(void *study);

/* Of a copy whose whole and groups are nobody yet: those of data.slice. */
void study_slice(struct study *copy);
void study_release_subjects(struct study *study);

/* payments.c: the weights, and a warning where later customers lapse sooner. */
void release_weights(struct study *study);
void warn_drift(const struct study *study);

struct cs_spans subjects_spans(const struct subjects *subjects);

/* Of the groups, [ngroups]; to be freed. */
struct cs_spans *study_spans(const struct study *study);

/* Makes rows, curve and model, from counts and times. */
void subjects_estimate(const struct study *study, struct subjects *subjects);

/* --- spread.c: where there are clusters --------------------------------- */

/* Gives all subjects the intervals of clusters, and makes the tests. */
void spread_run(struct study *study);

/* Of row i, up to ncounts, the number of the first payment. */
static inline size_t subjects_number(const struct subjects *s, size_t i)
{
	return s->from != NULL ? s->from[i] : i + 1;
}

/* The row of payment n. */
size_t subjects_row(const struct subjects *subjects, size_t n);

/* All payments from number n on as one row, and their counts; of the first that
 * is alike in its row. */
struct cs_life_row subjects_pooled(const struct subjects *subjects, size_t n,
				   struct cs_life_counts *counts);

/* The test that all groups have one curve: see cs_rank_test(). */
struct cs_rank_test study_test(const struct study *study,
			       enum cs_rank_weight weight);

/*
 * The mean time up to study->restricted_to; all NaN of subjects that were not
 * watched so long and whose curve does not come down to 0.
 */
struct cs_mean_time study_mean(const struct study *study,
			       const struct subjects *subjects);
/* The same where customers are taken for independent. */
struct cs_mean_time study_mean_alone(const struct study *study,
				     const struct subjects *subjects);

/*
 * Adds to the curve's counts at `time`, which is not before the last one
 * added.
 */
struct moment {
	int64_t events, censored, entered;
};
void subjects_at(struct subjects *subjects, double time, struct moment counts);

/* At the last time added, `count` left for a cause. */
void subjects_left(struct subjects *subjects, uint32_t cause, int64_t count);

/*
 * Says what may be wrong with contracts or durations: of `events`; `differ`: no
 * two rows are alike.
 */
void doubt_spells(struct cs_job *job, int64_t events, bool differ);

/* Of durations that all differ: warns of a column that may say how many
 * customers each stands for. */
void warn_alike(struct cs_job *job);

/* --- causes ------------------------------------------------------------ */

/* Is there --cause, so that there are tables of causes? */
bool has_causes(const struct cs_job *job);

void causes_begin(struct stated *stated);

/*
 * What a row says with --cause, of `weight` customers: has it left, and why?
 * *event is whether it has as --event or an end says it, and becomes whether
 * the curve takes it for an event; `said`: without either, the cause says so.
 * Returns the cause of who left, a label; NO_CAUSE of others. Counted.
 */
enum { NO_CAUSE = UINT32_MAX };
uint32_t causes_settle(struct stated *stated, uint32_t label, int64_t weight,
		       bool *event, bool said);

/* Once all rows are settled. -1 with err filled of too many causes. */
int causes_rank(struct stated *stated, struct cs_err *err);
void causes_release(struct causes *causes);

/* causes_table.c: for spread.c, the incidence of each cause at each time. */
size_t causes_figures(const struct study *study, const struct subjects *s);
double *causes_figure(const struct study *study, const struct subjects *s,
		      double *out);

/* gray_table.c: how many causes are tested; for spread.c, the scores of one by
 * customer, [ngroups]. */
size_t gray_tests(const struct study *study);
void gray_scores(const struct study *study, size_t cause, double *out);

/* A note of causes that do not count. */
void note_idle_causes(struct cs_job *job);

/* Of subjects->observed, the rows that the model is fitted to. */
size_t subjects_fitted(const struct subjects *subjects,
		       const struct lifetime_options *options);

/* The discount per payment; 0 where there is none, NaN where payments have no
 * known length. */
double study_discount(const struct study *study);

/* The rate --negligible, of a payment, as one of a year; NaN likewise. */
double study_a_year(const struct study *study);

/* Do payments fall due, so that their number is a time like any other? Else to
 * have come far is to be quick, and late rows are of the quick. */
bool study_falls_due(const struct study *study);

/* Why they have no model otherwise. */
#define STUDY_UNDUE                                                         \
	"the model is of payments that fall due (--every); elsewhere slow " \
	"buyers are missing from late payments, and it would promise too much"

/* "day", "year", or what the time column holds: in the singular. */
const char *study_unit(const struct study *study);

/* What rows of the life table count: "payment", or periods. */
const char *study_step(const struct study *study);

#endif
