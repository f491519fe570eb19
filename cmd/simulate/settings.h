/*
 * settings.h - what is to be simulated: every option of cs-simulate, resolved.
 */
#ifndef SIMULATE_SETTINGS_H
#define SIMULATE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "base/err.h"
#include "option/option.h"
#include "option/value.h"

enum model { PARETO_NBD, BG_NBD, CONTRACT, SBG };
extern const char *const model_names[]; /* "pareto-nbd", ...; ends with NULL */

/* Names of all parameters, those of values and factors included. */
enum parameter {
	PAR_R,	   /* pareto-nbd, bg-nbd: rate of purchases a week */
	PAR_ALPHA, /* ... its scale, weeks; sbg: first shape of the lapse
		      probability */
	PAR_S,	   /* pareto-nbd: rate of leaving a week */
	PAR_BETA,  /* ... its scale, weeks; sbg: second shape */
	PAR_A,	   /* bg-nbd: shapes of the probability of leaving */
	PAR_B,
	PAR_P, /* values: gamma-gamma */
	PAR_Q,
	PAR_GAMMA,
	PAR_LAPSE_FACTOR, /* multiplies rates and probabilities of leaving */
	PAR_FAILURE_RATE,
	PAR_DISSATISFIED,
	NPARAMETERS
};

extern const char
    *const parameter_names[NPARAMETERS + 1]; /* "r", ...; ends with NULL */

enum { MAX_HAZARDS = 60, MAX_GROUPS = 50, GROUP_NAME = 40 };

struct hazards {
	bool given;
	size_t count;		  /* at least 1 */
	double list[MAX_HAZARDS]; /* after payment 1, 2, ...; the last for all
				     later */
};

/* Parameters as they were given: NaN where not. */
struct given {
	double value[NPARAMETERS];
};

#define NOT_GIVEN __builtin_nan("")

struct group {
	char name[GROUP_NAME + 1]; /* empty: there are no groups */
	double share;
	struct given given;	 /* what differs from the whole */
	double par[NPARAMETERS]; /* all that holds for it, resolved */
};

struct group_list {
	size_t count;
	struct group list[MAX_GROUPS];
};

enum extra {
	WITH_COUNTRY = 1,
	WITH_CHANNEL = 2,
	WITH_CURRENCY = 4,
	WITH_STATUS = 8,
	WITH_QUANTITY = 16
};
enum date_form { DATE_ISO, DATE_DMY, DATE_MDY, DATE_COMPACT };

/* How customers fare with their orders; probabilities. */
struct experience {
	bool on;
	double failure_rate, failure_effect, dissatisfied;
	double complain, resolve;
	long resolve_days;
	double inquiries, proactive, reveal;
	double both_channels, selection;
	double leave_satisfied, leave_silent, leave_resolved, leave_unresolved;
};

struct settings {
	/* customers */
	long customers;
	cs_day start;
	cs_day end; /* last day; CS_NO_DAY: not said */
	long days;  /* 0: not said, then filled */
	struct cs_maybe_duration entry;
	double entry_days;	  /* filled */
	struct group_list groups; /* at least one once resolved */
	bool grouped;
	const char *group_column;
	long seed;
	/* model */
	enum model model;
	struct given parameters, values;
	struct cs_maybe_duration every; /* span: a month if not given */
	struct hazards hazards;
	long late_days;
	cs_day book_start; /* CS_NO_DAY: write everything */
	/* rows */
	double refund_rate, line_items, anonymous, dirty;
	struct cs_list with_names;
	unsigned with;	/* enum extra, filled */
	char delimiter; /* 0: not said */
	char decimal;
	enum date_form date_form;
	/* contacts */
	struct experience experience;
	/* output; NULL: standard output, or none */
	const char *output, *contacts, *truth, *truth_parameters;
};

/* Of struct experience: as long as the option is not given. */
#define UNSAID (-1)

/* Parsers of option words, as struct cs_option wants them. */
int parse_parameters(const char *text, void *value, struct cs_err *err);
int parse_values(const char *text, void *value, struct cs_err *err);
int parse_hazards(const char *text, void *value, struct cs_err *err);
int parse_group(const char *text, void *value, struct cs_err *err);
/* A column's name, not that of another column. */
int parse_column(const char *text, void *value, struct cs_err *err);
/* struct cs_maybe_duration *: a duration above 0. */
int parse_span(const char *text, void *value, struct cs_err *err);
int parse_separator(const char *text, void *value, struct cs_err *err);
int parse_mark(const char *text, void *value, struct cs_err *err);

/*
 * Fills in what was not said and looks whether options go together. 0, or -1
 * with a sentence.
 */
int settings_resolve(struct settings *settings, struct cs_err *err);

/* Is the model one of payments at fixed intervals? */
static inline bool contractual(const struct settings *s)
{
	return s->model == CONTRACT || s->model == SBG;
}

#endif
