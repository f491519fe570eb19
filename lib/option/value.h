/*
 * value.h - the words that options take, turned into values.
 *
 * The cs_parse_ functions fit cs_option.parse: `value` points to the type named
 * with each; it is written only on success. They return 0, or -1 with
 * err->message saying what was wrong and what is expected.
 */
#ifndef CS_OPTION_VALUE_H
#define CS_OPTION_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/err.h"

/*
 * struct cs_duration *: "90d", "12w", "3m", "1y", several of them ("1y 6m",
 * "1y6m"), or a bare number of days. Not negative, at most 9999 years.
 */
int cs_parse_duration(const char *text, void *value, struct cs_err *err);

struct cs_maybe_duration {
	bool given;
	struct cs_duration span;
};

/* struct cs_maybe_duration *: a duration that was given. */
int cs_parse_span(const char *text, void *value, struct cs_err *err);

/* Appends "1 month and 5 days". */
void cs_duration_text(struct cs_duration span, struct cs_buf *out);

/* cs_day *: "2025-03-07". */
int cs_parse_day(const char *text, void *value, struct cs_err *err);

/* cs_day *: "2025-03-07", "2025-03" or "2025": its first or its last day. */
int cs_parse_day_range_start(const char *text, void *value, struct cs_err *err);
int cs_parse_day_range_end(const char *text, void *value, struct cs_err *err);

#define CS_PERCENTS_MAX 100

struct cs_percent_list {
	size_t count;			 /* 1 to CS_PERCENTS_MAX */
	int64_t micros[CS_PERCENTS_MAX]; /* millionths of a per cent, exact */
};

/*
 * struct cs_percent_list *: "1,2,5,10", strictly ascending, each above 0 and up
 * to 100 with at most six decimals.
 */
int cs_parse_percent_list(const char *text, void *value, struct cs_err *err);

/*
 * For cs_option.show, of the types named as with the parsers: a day (null: the
 * first or last of all, or none), a span or duration in words, percentages as
 * a list.
 */
struct cs_object;
void cs_show_day(const void *value, const char *name,
		 struct cs_object *parameters);
void cs_show_span(const void *value, const char *name,
		  struct cs_object *parameters);
void cs_show_duration(const void *value, const char *name,
		      struct cs_object *parameters);
void cs_show_percents(const void *value, const char *name,
		      struct cs_object *parameters);

/*
 * Sets err->message to before, "text" made printable and cut to 60 columns,
 * after. Always returns -1. For parsers that a command brings itself.
 */
int cs_refuse(struct cs_err *err, const char *before, const char *text,
	      const char *after);

/*
 * Strict numbers: all of the text is one number in decimal, without blanks,
 * plus sign, hexadecimal, nan or inf, and in the range of the type. False
 * otherwise; `value` is then as it was.
 */
bool cs_read_whole(const char *text, long *value);
bool cs_read_real(const char *text, double *value);
/* "10%" or "10", 0 or more: .1. */
bool cs_read_percent(const char *text, double *share);

#endif
