/*
 * rfm.h - scores of recency, frequency and monetary value, and the segments
 * that they make.
 *
 * Score = 1 + floor(5 x (values strictly worse) / n): better than at least 0,
 * 20, 40, 60 or 80 per cent of all. Equal values always share a score, and the
 * worst are 1; where 60 per cent have the least value there is no 2 and no 3.
 * No order of rows matters, and no bin is invented.
 */
#ifndef CS_STAT_RFM_H
#define CS_STAT_RFM_H

#include <stddef.h>
#include <stdint.h>

#include "base/money.h"

enum { CS_SCORES = 5 };

/* The values that a score of 2, 3, 4, 5 is above. */
struct cs_score_cuts {
	cs_sum above[CS_SCORES - 1];
};

/* Of n >= 1 values, the larger the better, which come back sorted. */
struct cs_score_cuts cs_score_cuts(cs_sum *values, size_t n);

/* 1 to 5. */
uint8_t cs_score_of(const struct cs_score_cuts *cuts, cs_sum value);

/*
 * In this order, the first that fits, with FM = (f + m) / 2: new, one purchase
 * day and r >= 4; champions, r >= 4 and FM >= 4; loyal, r >= 3 and FM >= 3;
 * promising, r >= 3; cannot_lose, FM >= 4; at_risk, FM >= 2.5; dormant.
 */
enum cs_segment {
	CS_NEW,
	CS_CHAMPIONS,
	CS_LOYAL,
	CS_PROMISING,
	CS_CANNOT_LOSE,
	CS_SEGMENT_AT_RISK,
	CS_DORMANT,
	CS_NSEGMENTS
};

extern const char *const cs_segment_names[]; /* "new", ..., NULL */

struct cs_rfm {
	uint8_t r, f, m; /* 1 to 5; m = 0: not known, then FM = f */
};

enum cs_segment cs_segment_of(struct cs_rfm scores, size_t purchase_days);

#endif
