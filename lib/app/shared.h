/*
 * shared.h - the options that commands have in common.
 *
 * A command puts the tables it wants into its struct cs_command; the values
 * land in the one variable cs_shared, which run.c turns into load options. What
 * is initialised here is the default that the manual pages state.
 */
#ifndef CS_APP_SHARED_H
#define CS_APP_SHARED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "option/option.h"
#include "option/value.h"
#include "input/schema.h"

struct cs_max_bad {
	bool given;
	double rows; /* or per cent of the rows read */
	bool percent;
};

struct cs_maybe_duration {
	bool given;
	struct cs_duration span;
};

struct cs_shared {
	/* input */
	char delimiter; /* 0: found */
	char quote;
	bool no_header;
	long skip_lines;
	enum cs_mark decimal;
	const char *date_format;
	const char *column[CS_NROLES];
	struct cs_list count;
	bool exact_keys, round;
	int line_items; /* -1: not said; 0: sum; 1: once */
	int occasion;	/* index into cs_occasions: order, day */
	struct cs_list where, exclude;
	const char *files_from;
	bool explain;
	struct cs_optional skip_bad;
	struct cs_max_bad max_bad;
	bool allow_empty;
	/* time */
	cs_day as_of; /* CS_NO_DAY: the last date */
	cs_day from, to, first_from, first_to;
	int period; /* enum cs_period */
	/* lapse */
	struct cs_maybe_duration lapse_after, every, grace;
	/* groups */
	long max_groups;
	bool no_total;
	/* output */
	int format; /* enum cs_format */
	struct cs_list tables;
	const char *output;
	struct cs_optional plot;
	bool strict, quiet, verbose;
	long limit;   /* rows of a long table; 0: all */
	long threads; /* 0: all cores */
	long block_size;
};

extern struct cs_shared cs_shared;

/* struct cs_maybe_duration *: a duration that was given. */
int cs_parse_span(const char *text, void *value, struct cs_err *err);

/* Parsers of --delimiter (char *), --decimal (enum cs_mark *), --date-format
 * (const char **). */
int cs_parse_delimiter(const char *text, void *value, struct cs_err *err);
int cs_parse_decimal(const char *text, void *value, struct cs_err *err);
int cs_parse_date_format(const char *text, void *value, struct cs_err *err);

extern const struct cs_option cs_column_options[]; /* which column is what */
extern const struct cs_option
    cs_input_options[]; /* how files are written, what is left out */
extern const struct cs_option cs_occasion_options[]; /* what one purchase is */
extern const char *const cs_occasions[];
extern const struct cs_option cs_time_options[];
extern const struct cs_option cs_period_options[];
extern const struct cs_option cs_lapse_options[];
extern const struct cs_option cs_group_options[];
extern const struct cs_option cs_output_options[];

#endif
