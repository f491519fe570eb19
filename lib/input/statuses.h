/*
 * statuses.h - the statuses that were met, and what became of their rows.
 *
 * A worker judges the status of a row, and counts it; lists of all workers add
 * up. What comes out depends on the rows alone and not on their order.
 */
#ifndef CS_INPUT_STATUSES_H
#define CS_INPUT_STATUSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/money.h"
#include "base/text.h"
#include "words/statuses.h"

/* Of more different spellings than that only the sums are known. */
enum { CS_STATUSES_MOST = 256 };

enum cs_verdict {
	CS_STATUS_IN,	/* its rows count */
	CS_STATUS_OUT,	/* they are left out */
	CS_STATUS_DOUBT /* nothing says which; they are left out, and the run
			   fails when all is read */
};

struct cs_status {
	char *spelling; /* owned; NULL: all beyond CS_STATUSES_MOST */
	size_t length;	/* of it */
	enum cs_status_kind kind;
	const struct cs_status_words *words; /* by which */
	bool empty; /* there is none: the row counts, unless --count is given */
	uint64_t rows[CS_STATUS_DOUBT + 1]; /* by verdict */
	cs_sum amounts[CS_STATUS_DOUBT + 1];
};

struct cs_statuses {
	struct cs_status *list; /* owned; the first is that without spelling */
	size_t count, capacity;
	size_t last; /* index of the one met last, which most rows have */
};

/* The part of cs_statuses_find() that is not inline. */
struct cs_status *cs_statuses_look_up(struct cs_statuses *statuses,
				      const struct cs_status_words *words,
				      struct cs_text cell);

static inline bool cs_status_is(const struct cs_status *status,
				const struct cs_status_words *words,
				struct cs_text spelling)
{
	return status->words == words && status->length == spelling.length &&
	       memcmp(status->spelling, spelling.bytes, spelling.length) == 0;
}

/*
 * The entry of a cell, which is trimmed, by its spelling; new if it was not met
 * yet. It is good until the next call.
 */
static inline struct cs_status *cs_statuses_find(
    struct cs_statuses *statuses, const struct cs_status_words *words,
    struct cs_text cell)
{
	size_t last = statuses->last;

	return last > 0 && cs_status_is(&statuses->list[last], words, cell)
		   ? &statuses->list[last]
		   : cs_statuses_look_up(statuses, words, cell);
}

/* What the file of a status is. */
struct cs_status_file {
	bool refunds; /* it has a column of refunds */
	bool won;     /* its statuses are stages of a sale */
};

/* Of a row of this status. */
static inline enum cs_verdict cs_status_verdict(const struct cs_status *status,
						struct cs_status_file file,
						bool negative)
{
	switch (status->kind) {
	case CS_STATUS_COUNTS:
	case CS_STATUS_WON: return CS_STATUS_IN;
	case CS_STATUS_LEFT_OUT: return CS_STATUS_OUT;
	case CS_STATUS_GIVEN_BACK:
		return negative ? CS_STATUS_IN : CS_STATUS_OUT;
	case CS_STATUS_CLOSED:
		return file.refunds ? CS_STATUS_IN : CS_STATUS_DOUBT;
	case CS_STATUS_UNKNOWN: break;
	}
	return status->empty ? CS_STATUS_IN
	       : file.won    ? CS_STATUS_OUT
			     : CS_STATUS_DOUBT;
}

/* Adds `part` to `sum`, spelling by spelling. */
void cs_statuses_merge(struct cs_statuses *sum, const struct cs_statuses *part);

/*
 * When all are in: spellings of one status become one, the commonest, and
 * the commonest status comes first. Beyond CS_STATUSES_MOST one entry without
 * a spelling is left.
 */
void cs_statuses_settle(struct cs_statuses *statuses);
void cs_statuses_release(struct cs_statuses *statuses);

/* Appends "paid,new": those with rows of this verdict, and none that are left
 * out. False: a comma is in one. */
bool cs_statuses_join(const struct cs_statuses *statuses,
		      enum cs_verdict verdict, struct cs_buf *out);

/* Appends `"paid" (812), "void" (3)`, of those with rows of this verdict, the
 * empty one apart, and how many more there are; nothing if there are none. */
void cs_statuses_list(const struct cs_statuses *statuses,
		      enum cs_verdict verdict, struct cs_buf *out);

#endif
