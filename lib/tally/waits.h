/*
 * waits.h - how long things took that may not have happened yet: histograms of
 * minutes, for several classes at once, and their curves.
 *
 * A wait is until something was done, or until the end of observation, while it
 * was not. Times are rounded up to whole minutes, from a week on to whole
 * hours, from a year on to whole days, so that what was done within so many
 * minutes is counted exactly up to a week.
 */
#ifndef CS_TALLY_WAITS_H
#define CS_TALLY_WAITS_H

#include "stat/curve.h"
#include "tally/tally.h"

struct cs_wait_cell {
	int64_t done, waiting;
};

/* A member of a tally, where CS_WAITS_LIST() stands for it. */
struct cs_waits {
	struct cs_wait_cell *cells; /* [time * classes + class] */
	size_t count, capacity;
	size_t classes; /* set when the tally is begun; the same in all */
};

#define CS_WAITS_LIST(type, waits)                                \
	CS_LIST(type, "qq", waits.cells, CS_GROWING, waits.count, \
		offsetof(type, waits.capacity))

void cs_waits_add(struct cs_waits *waits, size_t class, int64_t seconds,
		  bool done);

/* The curve of one class, or of all. */
struct cs_wait_curve {
	struct cs_spans spans; /* minutes */
	struct cs_km *km;      /* [spans.n] */
	double *times;
	int64_t *events, *censored;
};

enum { CS_ALL_CLASSES = -1 };

/* Kaplan-Meier, intervals log-log. Release it. */
struct cs_wait_curve cs_waits_curve(const struct cs_waits *waits, int class,
				    double level);
void cs_wait_curve_release(struct cs_wait_curve *curve);

/* Minutes by which the share p is done: see cs_curve_quantile(). */
struct cs_curve_time cs_wait_quantile(const struct cs_wait_curve *curve,
				      double p);

/* The curve at so many minutes; all NaN beyond what was watched. */
struct cs_km cs_wait_at(const struct cs_wait_curve *curve, double minutes);

#endif
