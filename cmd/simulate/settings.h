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
enum { NMODELS = SBG + 1 };
extern const char *const model_names[]; /* "pareto-nbd", ...; ends with NULL */

/* All parameters, those of values and factors included. */
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

struct parameter_rule {
	const char *name; /* "lapse-factor" */
	double low, high;
	double otherwise[NMODELS]; /* if not given; NaN: not of the model */
};
extern const struct parameter_rule parameter_rules[NPARAMETERS];

enum { MAX_HAZARDS = 60, MAX_GROUPS = 50, GROUP_NAME = 40 };

struct hazards {
	bool given;
	size_t count;		  /* at least 1 */
	double list[MAX_HAZARDS]; /* after payment 1, 2, ...; the last for all
				     later */
};

/* Parameters as they were given. */
struct given {
	unsigned set; /* a bit (1u << parameter) for each */
	double value[NPARAMETERS];
};

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

/* More columns, as they follow one another; quantity stands with the price. */
enum extra { COUNTRY, CHANNEL, CURRENCY, STATUS, QUANTITY, NEXTRAS };
extern const char *const extra_names[]; /* "country", ...; ends with NULL */

struct date_form {
	const char *name;
	int order[3]; /* of year, month and day, which are 0, 1 and 2 */
	const char *mark;
};
extern const struct date_form date_forms[]; /* iso, ...; ends with no name */

/*
 * How customers fare with their orders: member, option, default, help and what
 * help says behind the default. A CHANCE is a probability, OF_GROUP too, but
 * groups may have one of their own; DAYS are counted.
 */
#define EXPERIENCE(CHANCE, OF_GROUP, DAYS)                                    \
	CHANCE(failure_effect, "failure-effect", .5,                          \
	       "chance that this makes dissatisfied")                         \
	OF_GROUP(dissatisfied, "dissatisfied", .05,                           \
		 "chance to be so with the first order anyhow")               \
	CHANCE(complain, "complain", .4,                                      \
	       "chance that the dissatisfied complain")                       \
	CHANCE(resolve, "resolve", .6, "chance that a complaint is resolved") \
	DAYS(resolve_days, "resolve-days", 14, "... within 1 to N days")      \
	DAYS(lapse_days, "lapse-days", 90,                                    \
	     "excess_lapses: who would have bought within N days")            \
	CHANCE(inquiries, "inquiries", .05,                                   \
	       "chance of an ordinary inquiry after an order")                \
	CHANCE(proactive, "proactive", .1,                                    \
	       "share of customers who are called")                           \
	CHANCE(reveal, "reveal", .8,                                          \
	       "chance that the dissatisfied say so then")                    \
	CHANCE(both_channels, "both-channels", 0,                             \
	       "who complained is the likelier to say so", ", 1 is always")   \
	CHANCE(selection, "selection", 0,                                     \
	       "those who leave anyway fare the worse", ", 1 is always")      \
	CHANCE(leave_satisfied, "leave-satisfied", 0,                         \
	       "chance to leave after an order, apart from the model")        \
	CHANCE(leave_silent, "leave-silent", .5,                              \
	       "chance that dissatisfied who do not complain leave")          \
	CHANCE(leave_resolved, "leave-resolved", .1,                          \
	       "... whose complaint is resolved")                             \
	CHANCE(leave_unresolved, "leave-unresolved", .7,                      \
	       "... whose complaint is not")

struct experience {
	bool on;
	double failure_rate; /* below 0: not said, then filled */
#define CHANCE(member, ...) double member;
#define DAYS(member, ...) long member;
	EXPERIENCE(CHANCE, CHANCE, DAYS)
#undef CHANCE
#undef DAYS
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
	struct given given;
	struct cs_maybe_duration every; /* span: a month if not given */
	struct hazards hazards;
	long late_days;
	cs_day book_start; /* CS_NO_DAY: write everything */
	/* rows */
	double refund_rate, line_items, anonymous, dirty;
	struct cs_list with_names;
	bool with[NEXTRAS]; /* filled */
	char delimiter;	    /* 0: not said */
	char decimal;
	int date_form; /* of date_forms */
	/* contacts */
	struct experience experience;
	/* output; NULL: standard output, or none */
	const char *output, *contacts, *truth, *truth_parameters;
};

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
