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

enum model { PARETO_NBD, BG_NBD, MBG_NBD, CONTRACT, SBG };
enum { NMODELS = SBG + 1 };
extern const char *const model_names[]; /* "pareto-nbd", ...; ends with NULL */

/* All parameters, those of values and factors included. */
enum parameter {
	PAR_R,	   /* all but contract, sbg: rate of purchases a week */
	PAR_ALPHA, /* ... its scale, weeks; sbg: first shape of the lapse
		      probability */
	PAR_S,	   /* pareto-nbd: rate of leaving a week */
	PAR_BETA,  /* ... its scale, weeks; sbg: second shape */
	PAR_A,	   /* bg-nbd, mbg-nbd: shapes of the probability of
		      leaving */
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

/*
 * How customers are looked after, with --service: as EXPERIENCE; a NUMBER is at
 * least `low` and at most `high`, which stand behind what help says. Of DAYS
 * there may be one.
 */
#define SERVICE(CHANCE, DAYS, NUMBER)                                          \
	DAYS(promise_days, "promise-days", 14,                                 \
	     "orders are promised N days later", 5)                            \
	CHANCE(acknowledged, "acknowledged", .95,                              \
	       "chance that an order is acknowledged within a day")            \
	CHANCE(updated, "updated", .6,                                         \
	       "... that word comes in the week before it is ready")           \
	CHANCE(shipping_told, "shipping-told", .85, "... when it is shipped")  \
	CHANCE(tracked, "tracked", .8, "... with a tracking number")           \
	CHANCE(asked_after, "asked-after", .5,                                 \
	       "... and a survey within 14 days of delivery")                  \
	CHANCE(made_late, "made-late", .2,                                     \
	       "... that what is missed of these comes too late")              \
	CHANCE(delay_told, "delay-told", .5,                                   \
	       "chance that a delay is told before the promised day")          \
	CHANCE(answers, "answers", .4,                                         \
	       "chance that the satisfied answer a survey")                    \
	CHANCE(answers_dissatisfied, "answers-dissatisfied", .2,               \
	       "... that the dissatisfied do")                                 \
	NUMBER(questions, "questions", .15, "N",                               \
	       "questions about an order, on average", 0, 100)                 \
	NUMBER(questions_size, "questions-size", .5, "K",                      \
	       "size of their negative binomial", .001, 1e6)                   \
	NUMBER(response_minutes, "response-minutes", 60, "N",                  \
	       "mean time to an answer, before channel and hour", .01, 1e6)    \
	CHANCE(unanswered, "unanswered", .05,                                  \
	       "chance that there is never an answer")                         \
	CHANCE(auto_replies, "auto-replies", .3,                               \
	       "chance that a machine replies at once; in touches")            \
	CHANCE(one_reply, "one-reply", .8, "chance that one answer is enough") \
	CHANCE(solved, "solved", .9,                                           \
	       "chance that an answered question is resolved")                 \
	CHANCE(reopened, "reopened", .1,                                       \
	       "chance that what was resolved is opened again")                \
	CHANCE(repeated, "repeated", .1, "chance to ask again within a week")  \
	DAYS(deadline_days, "deadline-days", 7,                                \
	     "complaints are due N days later", 1)                             \
	CHANCE(followed_up, "followed-up", .4,                                 \
	       "chance of a call two weeks after a complaint is resolved")     \
	CHANCE(enquired, "enquired", .3,                                       \
	       "share of customers who enquire before their first order")      \
	CHANCE(never_order, "never-order", .5,                                 \
	       "share of enquirers who never order")                           \
	DAYS(enquiry_days, "enquiry-days", 20,                                 \
	     "the others order N days later on average", 1)

enum row_kind { ROWS_TICKETS, ROWS_TOUCHES };
extern const char *const row_names[]; /* "tickets", ...; ends with NULL */
enum scale { SCALE_5, SCALE_10 };
extern const char *const scale_names[]; /* "1-5", ...; ends with NULL */

struct service {
	bool on;
	enum row_kind rows;
	enum scale scale;
#define CHANCE(member, ...) double member;
#define DAYS(member, ...) long member;
	SERVICE(CHANCE, DAYS, CHANCE)
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
	long regularity; /* ticks of the rate to a purchase */
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
	struct service service;
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
 * Fills in what was not said and looks whether options go together, and whether
 * a file that is read would be written over. 0, or -1 with a sentence.
 */
int settings_resolve(struct settings *settings, const struct cs_list *read,
		     struct cs_err *err);

/* Is the model one of payments at fixed intervals? */
static inline bool contractual(const struct settings *s)
{
	return s->model == CONTRACT || s->model == SBG;
}

#endif
