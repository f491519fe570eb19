/*
 * fold.h - from customers to tallies: one pass, on all cores.
 *
 * A tally is what a statement about many customers is computed from: counts,
 * exact sums, histograms. It is added to customer by customer, and two tallies
 * of one kind merge into that of both. A command's study is its list of
 * tallies:
 *
 *	struct cs_fold folds[] = {
 *		{ &cs_repeat_tally, &study->rules, &study->repeat,
 *		  study->repeats },
 *		{ &cs_activity_tally, &study->calendar, &study->activity },
 *	};
 *
 *	study->ngroups = cs_data_ngroups(data);
 *	study->repeats = cs_calloc(study->ngroups, sizeof *study->repeats);
 *	cs_data_fold(data, folds, 2);
 *	...
 *	cs_repeat_tally.release(&study->repeat);
 *
 * fills study->repeat for all customers, study->repeats[g] for those of each
 * group, and study->activity for all.
 */
#ifndef CS_TALLY_FOLD_H
#define CS_TALLY_FOLD_H

#include <stddef.h>

#include "data/data.h"

/*
 * A kind of tally. `tally` points to `size` bytes that may be moved; `rules`
 * are the fold's, the same in every call, and only read. A merged tally must
 * not depend on which customers came together in which part, nor in what order,
 * but for the order of lists, which finish() sorts.
 */
struct cs_tally {
	size_t size;
	void (*init)(void *tally, const void *rules);
	void (*add)(void *tally, const void *rules,
		    const struct cs_customer *customer);
	void (*merge)(void *sum, const void *part, const void *rules);
	/* Once, after the last merge; NULL: nothing to do. */
	void (*finish)(void *tally, const void *rules);
	/* Takes one that is all zeros, too. */
	void (*release)(void *tally);
};

struct cs_fold {
	const struct cs_tally *tally;
	const void *rules;
	/* Where to put the results, not initialised; NULL: not wanted. */
	void *whole;   /* of all customers */
	void *groups;  /* [ngroups], see cs_data_ngroups() */
	size_t stride; /* bytes from one group to the next; 0: tally->size. For
			  a group whose tallies are members of a struct. */
};

/*
 * Adds every customer that counts to all `n` folds, in one pass. Each worker
 * has tallies of its own, away from those of the others; they are merged in the
 * order of workers, then of groups. What is wanted is finished, and belongs to
 * the caller.
 */
void cs_data_fold(const struct cs_data *data, const struct cs_fold *folds,
		  size_t n);

#endif
