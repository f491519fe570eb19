/*
 * options.h - what cs-churn is asked for, what counts as a complaint and the
 * like, and the rules by which a customer is judged.
 */
#ifndef CHURN_OPTIONS_H
#define CHURN_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "app/contacts.h"
#include "app/shared.h"
#include "tally/standing.h"

/* What counts: an expression each, see app/contacts.h. */
enum defined { COMPLAINT, PROACTIVE, DISSATISFIED, FAILURE, NDEFINED };

enum { MOST_KEPT = 16 };

struct articulation {
	double share, low, high; /* of the dissatisfied who complain */
	bool misquoted;		 /* one in 26 */
};

/*
 * The command's own options, with their defaults once parsed, and what is read
 * for them.
 */
struct churn_options {
	struct cs_list expressions[NDEFINED];
	struct cs_maybe_duration complaint_window, at_risk_after, horizon;
	struct cs_duration resolve_within, follow_up;
	bool rhythm;
	struct articulation articulation;
	double no_return;   /* of silent dissatisfied customers */
	double tells;	    /* others, each */
	double tell_twenty; /* share who tell twenty or more */
	int state;	    /* index into cs_state; -1: at risk and lapsed */
	struct cs_list keep;
	struct cs_definition definitions[NDEFINED];
};

/* Settled before the first customer is judged; only read from then on. */
struct churn_rules {
	const struct churn_options *options;
	struct cs_standing_rules standing;
	int32_t window, horizon; /* days */
	bool resolutions;	 /* contacts say what was settled */
	bool records;		 /* further courses are asked for */
};

/* Fills options->definitions, bound to options->expressions. */
void churn_define(struct churn_options *options);

/* A duration in days, a month being a twelfth of a year. */
int32_t duration_days(struct cs_duration span);

/* Can it be told who complained, was asked, revealed dissatisfaction? */
static inline bool churn_knows(const struct churn_rules *rules,
			       enum defined defined)
{
	return rules->options->definitions[defined].known;
}

#endif
