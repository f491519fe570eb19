/*
 * shared.h - the options that commands have in common.
 *
 * A command puts the tables it wants into its struct cs_command; the values
 * land in job->shared. CS_SHARED_INIT holds the defaults that the manual pages
 * state.
 */
#ifndef CS_APP_SHARED_H
#define CS_APP_SHARED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "option/option.h"
#include "option/value.h"
#include "input/schema.h"

/* Of --as-of, until it is known in which zone that is. */
enum { CS_TODAY = CS_NO_DAY + 2, CS_YESTERDAY = CS_NO_DAY + 1 };

struct cs_max_bad {
	bool given;
	double rows; /* or per cent of the rows read */
	bool percent;
};

/* Contacts beside the orders: contacts.h. */
struct cs_contact_options {
	/* until the run is planned those of the second input, which are orders
	 * where contacts come first */
	struct cs_list files;
	struct cs_list where;
	const char *customer, *date;
	const char *column[CS_NCONTACT_FIELDS];
	char delimiter; /* 0: found */
	const char *encoding;
	enum cs_mark decimal;
	const char *date_format;
	const char *times_zone; /* --contact-input-tz */
	int64_t span_unit;	/* --duration-unit, seconds; 0: not said */
	const char *order_dates[CS_NORDER_FIELDS];
};

struct cs_shared {
	/* input */
	char delimiter; /* 0: found */
	char quote;
	int escape; /* -1: found; 0: doubled; 1: backslash */
	const char *encoding;
	bool no_header;
	long skip_lines;
	const char *layout; /* --layout NAME|FILE|none; NULL: found */
	bool list_layouts;
	bool stop_at_blank, fill;
	enum cs_mark decimal;
	const char *date_format;
	const char *zone, *times_zone; /* --tz, --input-tz */
	const char *column[CS_NROLES];
	struct cs_list count;
	bool exact_keys, round;
	unsigned fold_keys; /* enum cs_key_change */
	int line_items;	    /* -1: not said; 0: sum; 1: once; 2: same */
	int duplicates;	    /* -1: not said; 0: keep; 1: drop */
	int overlap;	    /* index into the choices: error, add, last, once */
	int occasion;	    /* index into the choices: order, day */
	struct cs_list where, exclude;
	const char *files_from;
	bool explain;
	struct cs_optional skip_bad;
	struct cs_max_bad max_bad;
	bool allow_empty;
	/* time */
	cs_day as_of; /* CS_NO_DAY: the last date; CS_TODAY ... until planned */
	int32_t
	    as_of_second; /* of that day, --as-of 'DATE HH:MM'; -1: its end */
	struct cs_maybe_duration max_age;
	struct cs_window window; /* --from, --to */
	cs_day first_from, first_to;
	enum cs_period period;
	int week_start; /* 0: Monday; 1: Sunday */
	int year_start; /* a month, 1 to 12 */
	/* lapse */
	struct cs_maybe_duration lapse_after, every, grace;
	/* risk: standing.h */
	struct cs_maybe_duration at_risk_after;
	bool rhythm;
	/* groups */
	long max_groups, top_groups, min_customers;
	const char *sort;    /* a column; NULL: the largest group comes first */
	const char *cluster; /* a column; NULL: customers are on their own */
	bool no_total;
	/* output */
	int format; /* of cs_renderers */
	struct cs_list tables;
	const char *output;
	struct cs_optional plot;
	struct cs_canvas canvas; /* --title, --size */
	char out_delimiter;	 /* of csv; 0: as the decimal mark asks for */
	enum cs_mark out_decimal;
	bool bom;
	long width;	      /* of text; 0: the terminal's */
	int color;	      /* index into the choices: auto, always, never */
	struct cs_list trust; /* codes of warnings that are not given */
	bool strict, quiet, verbose;
	long limit;	     /* rows of a long table; 0: all */
	long threads;	     /* 0: all cores */
	bool mpi;	     /* one of several processes that do the run */
	const char *partial; /* where what is read goes, or NULL */
	bool partials;	     /* operands are such files */
	long block_size;
	uint64_t memory; /* bytes; 0: as the machine has */
	struct cs_contact_options contact;
};

#define CS_SHARED_INIT                                                    \
	{                                                                 \
		.quote = '"', .escape = -1, .line_items = -1,             \
		.duplicates = -1, .as_of = CS_NO_DAY, .as_of_second = -1, \
		.window = { CS_DAY_MIN, CS_DAY_MAX },                     \
		.first_from = CS_DAY_MIN, .first_to = CS_DAY_MAX,         \
		.period = CS_MONTH, .year_start = 1, .max_groups = 50,    \
		.block_size = 128 * 1024,                                 \
	}

/* The place of a member, for a row of options. */
#define CS_SHARED(member)                                          \
	{                                                          \
		CS_HOME_SHARED, offsetof(struct cs_shared, member) \
	}

/* --period, beginning as --week-start and --year-start say. */
static inline enum cs_period cs_shared_period(const struct cs_shared *shared)
{
	return cs_period_beginning(shared->period, shared->week_start == 1,
				   shared->year_start);
}

/* Parsers of --delimiter (char *), --encoding (const char **), --decimal (enum
 * cs_mark *), --date-format (const char **). */
int cs_parse_delimiter(const char *text, void *value, struct cs_err *err);
int cs_parse_encoding(const char *text, void *value, struct cs_err *err);
int cs_parse_decimal(const char *text, void *value, struct cs_err *err);
int cs_parse_date_format(const char *text, void *value, struct cs_err *err);

extern const struct cs_option cs_column_options[]; /* which column is what */
extern const struct cs_option
    cs_input_options[]; /* how files are written, what is left out */
extern const struct cs_option cs_occasion_options[]; /* what one purchase is */
extern const struct cs_option cs_time_options[];
/* Also --as-of, where moments are read: with a time of day. */
extern const struct cs_option cs_moment_options[];
extern const struct cs_option cs_period_options[];
/* Of those, what --group first:... asks for where there are no periods. */
extern const struct cs_option cs_calendar_options[];
extern const struct cs_option cs_lapse_options[];
extern const struct cs_option cs_risk_options[];
extern const struct cs_option cs_group_options[];
/* Of a command that lists customers, and has an order of its own. */
extern const struct cs_option cs_list_group_options[];
/* Where groups are of orders and contacts, not of customers. */
extern const struct cs_option cs_row_group_options[];
extern const struct cs_option cs_output_options[];

#endif
