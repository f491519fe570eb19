/*
 * study.h - what cs-pareto asks of the data: its options, and what each
 * customer is worth, for each group and for the whole.
 */
#ifndef PARETO_STUDY_H
#define PARETO_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"
#include "option/value.h"
#include "app/job.h"
#include "stat/concentration.h"
#include "stat/jackknife.h"
#include "stat/tail.h"
#include "tally/fold.h"
#include "tally/tally.h"

/* Bars of the chart: up to CHART_BARS customers have one each; of up to
 * CHART_NAMED the largest do, and the others have one together. */
enum { CHART_BARS = 20, CHART_NAMED = 100, CHART_LARGEST = 10 };

enum measure {
	MEASURE_AMOUNT,
	MEASURE_ORDERS,
	MEASURE_QUANTITY,
	MEASURE_COLUMN /* any other column of numbers */
};

/* The command's own options, with their defaults once parsed. */
struct pareto_options {
	const char *by;	     /* NULL: the customer */
	char *columns;	     /* of --by, as the input takes a list of them */
	char *key, *keys;    /* what people read there: "Country", "values of
				Country"; NULL: customers */
	const char *measure; /* as it was typed */
	enum measure kind;   /* what that is */
	struct cs_percent_list percents, classes;
	int64_t target, top; /* millionths of a per cent */
	long bootstrap;	     /* resamples; 0: none */
	long seed;
	struct cs_list keep;
};

enum pareto_table { SUMMARY, SHARES, CLASSES, LORENZ, CUSTOMERS };

/* What is added up of a customer. */
struct value_rules {
	bool orders;	   /* how many they are, not what they are worth */
	bool by_purchases; /* of those from `from` on; else of all rows */
	cs_day from;	   /* CS_DAY_MIN: all, which may have no day */
	size_t named;	   /* customers to name of a part; 0: all */
	unsigned threads;  /* that sort them */
};

/*
 * A tally: what each customer is worth. Shares are of what those bring who are
 * worth something: who brought back more than was bought counts as 0 in them.
 */
struct values {
	cs_sum *list; /* the largest first; once finished none is below 0 */
	size_t count, capacity;
	cs_sum total;	 /* of those above 0 */
	cs_sum below;	 /* of those below 0 */
	size_t positive; /* how many are above 0 */
	size_t negative; /* ... and below */
};

/* Is what they are below 0 more than a hundredth of what the others bring? */
static inline bool values_doubted(const struct values *values)
{
	return -values->below * 100 > values->total;
}

extern const struct cs_tally values_tally; /* by struct value_rules */

/* The sum of the `k` largest; of all if there are fewer. */
cs_sum values_top(const struct values *values, size_t k);

enum { NAMED_IN_TEXT = 20, PERCENT_SIZE = 32 };

/* Another: customers by name, where single ones are shown. */
struct items {
	struct item {
		cs_sum value, sum;	    /* its own, and of all up to it */
		struct cs_text key;	    /* of cs_data */
		const struct cs_kept *kept; /* likewise, of --keep */
		uint64_t orders;
		size_t class; /* 0 is A, of those worth something */
	} * list; /* by value, the largest first, then by key; no more than
		     rules->named */
	size_t count, capacity;
};

/* What takes time to figure. */
struct figures {
	struct cs_interval top; /* see spread_top() */
	/* where the table summary is wanted: */
	struct cs_gini gini;
	struct cs_interval gini_interval; /* see spread_gini() */
	double hhi, tail_index;
};

struct tally {
	struct values values;
	struct items items;	/* empty where none are shown */
	struct figures figures; /* of the values */
};

struct study {
	struct cs_parts parts;
	const struct cs_job *job;
	const struct pareto_options *options;
	struct value_rules rules;
	const struct tally *whole;	/* of the parts */
	char (*percents)[PERCENT_SIZE]; /* --percents, as "2.5 %" */
	struct cs_jackknife jackknife;	/* with --cluster: see spread.c */
};

/* What is added up, for people: "customers", or "values of Country". */
static inline const char *keys_of(const struct study *study)
{
	return study->options->keys != NULL ? study->options->keys
					    : "customers";
}

/*
 * Where the class `index` ends, counted from 0: customers up to there. The last
 * one ends with those who are worth something.
 */
size_t class_end(const struct study *study, const struct values *values,
		 size_t index);

/*
 * Fills a struct study from what was read, and visits all customers. `job` is
 * borrowed for the life of the study. 0.
 */
int study_run(void *study, struct cs_job *job, struct cs_err *err);
void study_release(void *study);

/* --- spread.c ---------------------------------------------------------- */

/*
 * The figures of all parts, side by side. Their intervals, of the Gini
 * coefficient and the top share, have the reach of the tail: of customers on
 * their own, or with clusters by how much figures differ without each slice.
 * NaN where there is none.
 */
void spread_run(struct study *study);

/* The interval of the top share as if customers were on their own. */
struct cs_interval spread_top_alone(const struct study *study,
				    const struct values *values);

#endif
