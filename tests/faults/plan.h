/*
 * plan.h - the faults that are tried.
 */
#ifndef PLAN_H
#define PLAN_H

#include "faults/inject.h"

/* A fault at a place of the run that is yet to be chosen. */
struct plan {
	const char *name;
	struct fault fault;
};

extern const struct plan plans[]; /* the last one has no name */

/* The number of a child's fault. */
enum child { CHILD_FAILS = 1, CHILD_FALLS, CHILD_SILENT };

/* In the place of gnuplot: draws by writing out the script, or fails. */
int play_gnuplot(enum child how);

#endif
