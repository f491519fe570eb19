/*
 * judge.h - what a run left, and what is wrong with that after a fault.
 */
#ifndef JUDGE_H
#define JUDGE_H

#include "faults/inject.h"
#include "faults/tree.h"

struct run {
	int status; /* as of waitpid() */
	struct cs_buf out, err;
	struct tree tree; /* the folder it ran in, afterwards */
};

/* What it is held to. */
struct expected {
	struct tree before; /* the folder before the run */
	struct run clean;   /* a run without a fault */
	bool streams;	    /* standard output is written before the end */
};

void run_release(struct run *run);

/*
 * NULL, or what is wrong: the program fell or said nothing, status 0 and not
 * all is there, status 1 and not all is as it was. `struck`: there was a fault.
 */
const char *judge(const struct expected *expected, const struct run *run,
		  const struct fault *fault, bool struck);

#endif
