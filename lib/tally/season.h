/*
 * season.h - do customers come back as the weeks of the year have it? A tally
 * over customers, see fold.h.
 *
 * A curve of the time to the next purchase, and a silence that is a lapse, take
 * all days for alike. Here the days before the end of observation are cut into
 * blocks of four weeks, of which 13 make a year (364 days, so that weekdays
 * agree). For the purchases of a block that are a customer's second to fifth,
 * purchases of one day being one, it is worked out how many were to be expected
 * from how long whoever was waiting had waited:
 *
 *	h_n(u)   = gaps of u days after purchase n / gaps of u days or more
 *	expected = sum of h_n(u) over all who wait, on each day of the block
 *
 * (n from 1 to 4: a heavy buyer weighs no more than four gaps; of many
 * customers some 50,000 are looked at, by their keys). So it matters neither
 * how many customers there are nor how long they have been there: a shop that
 * grows has no season. Nor does one whose later customers are worse: seen over
 * expected is compared with that of the year around it, and the rate is 1 but
 * for chance.
 */
#ifndef CS_TALLY_SEASON_H
#define CS_TALLY_SEASON_H

#include <stdbool.h>
#include <stdint.h>

#include "tally/fold.h"

enum {
	CS_SEASON_BLOCK = 28, /* days */
	CS_SEASON_YEAR = 13,  /* blocks */
	CS_SEASON_BLOCKS = 2 * CS_SEASON_YEAR,
	/* the shortest data that can tell: three blocks twice */
	CS_SEASON_LEAST = (CS_SEASON_YEAR + 3) * CS_SEASON_BLOCK
};

/* Four weeks, and the same a year before. */
struct cs_season {
	cs_day from;		/* the first day of the later ones */
	double rate, rate_then; /* seen / expected in both */
	int64_t purchases;	/* seen in both */
};

/*
 * The four weeks in which customers came back most unlike themselves, in the
 * same way in both years: more than a fifth more, or less, in either; beyond
 * two standard errors of a count in either, and beyond four of both together.
 * false if there are none, or where the data hold fewer than CS_SEASON_LEAST
 * days. Visits all customers once.
 *
 * Measured on shops without a season (even, growing, of all rhythms, later
 * customers worse; 200 to 20,000 customers): see cs-models(7).
 */
bool cs_season_find(const struct cs_data *data, struct cs_season *season);

#endif
