/*
 * statuses.h - which statuses of an order count.
 *
 * The list is a text of lines, as words.h has them: `#` begins a remark, a line
 * that begins with a blank goes on with the one before it.
 *
 *	[counts]
 *	paid, partially paid		statuses, set apart by commas
 *
 * Sections are the kinds below, and [of]: what a status may be of. Statuses are
 * compared as cs_status_plain() makes them. One that is in no list is read
 * without what it is of ("Payment failed", "Venta cancelada"); what was called
 * off or paid back, without what says by whom or why ("Cancelled (no stock)").
 */
#ifndef CS_WORDS_STATUSES_H
#define CS_WORDS_STATUSES_H

#include <stddef.h>

#include "base/buf.h"
#include "base/text.h"

/*
 * What it is compared by: "on_hold", "ON-HOLD" and "onHold" are "on hold"
 * (cs_name_plain()); what has no letters and digits is itself.
 */
void cs_status_plain(const char *status, struct cs_buf *out);

enum cs_status_kind {
	CS_STATUS_UNKNOWN,    /* in no list */
	CS_STATUS_COUNTS,     /* [counts] */
	CS_STATUS_LEFT_OUT,   /* [left out] */
	CS_STATUS_GIVEN_BACK, /* [given back]: only a negative amount counts */
	CS_STATUS_CLOSED,     /* [closed]: counts if refunds have a column */
	CS_STATUS_WON	      /* [won]: counts; where it is met, what is in no
				 list is a stage on the way there */
};

struct cs_status_words;

/* Owns what it makes of `text`, whose phrases are plain (cs_status_plain()) and
 * which must outlive it, when it is first asked: by any thread. */
struct cs_status_words *cs_status_words_new(const char *text);
/* These count, and all others are left out. Each may be several, set apart by
 * commas; they are not needed any more. */
struct cs_status_words *cs_status_words_of(const char *const *statuses,
					   size_t count);
void cs_status_words_free(struct cs_status_words *words); /* takes NULL */

/* Of a cell, which may be any bytes. */
enum cs_status_kind cs_status_kind(const struct cs_status_words *words,
				   struct cs_text status);

#endif
