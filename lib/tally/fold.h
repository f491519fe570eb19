/*
 * fold.h - from customers to tallies: one pass, on all cores.
 *
 * A command's study is its list of tallies, members of a struct of its own:
 *
 *	struct part { struct cs_gaps gaps; };
 *
 *	study->rules = (struct cs_gap_rules){ job->shared.window,
 *					      cs_data_days(&job->data) };
 *	study->parts.tallies[0] =
 *	    (struct cs_part_tally){ &cs_gaps_tally, &study->rules,
 *				    offsetof(struct part, gaps) };
 *	cs_parts_fold(&study->parts, sizeof(struct part), &job->data);
 *
 * makes parts.whole, a struct part of all customers, and parts.groups, one for
 * each group. cs_data_fold() is for tallies that lie elsewhere.
 *
 * Where groups are of rows (struct cs_data.by_row) a customer is added to each
 * group of an order, touch or matter of it, with that in customer->focus: the
 * tally counts what is in focus, and may look at all.
 */
#ifndef CS_TALLY_FOLD_H
#define CS_TALLY_FOLD_H

#include <stddef.h>

#include "tally/tally.h"

struct cs_fold {
	const struct cs_tally *tally;
	const void *rules;
	/* Where to put the results, not initialised; NULL: not wanted. */
	void *whole;   /* of all customers */
	void *groups;  /* [ngroups], see cs_data_ngroups() */
	size_t stride; /* bytes from one group to the next; 0: tally->size. For
			  a group whose tallies are members of a struct. */
};

enum { CS_MOST_TALLIES = 16 };

/*
 * What tables are put from: a struct of the command's for all customers, and
 * one for each group, whose members are tallies. A command's study begins with
 * it, since the run asks for it.
 */
struct cs_parts {
	int64_t customers; /* of the whole, who bought in the window */
	void *whole;	   /* of all customers */
	void *groups;	   /* [ngroups], of `size` bytes each */
	size_t size;
	size_t ngroups; /* 0 where the input is not grouped */
	struct cs_part_tally {
		const struct cs_tally *tally;
		const void *rules;
		size_t at;		/* offset in the struct */
		bool whole;		/* only of the whole */
	} tallies[CS_MOST_TALLIES + 1]; /* ends with a NULL tally; */
	size_t folded;			/* so many are */
	/* Where ranks have customers of their own, the leader alone gets those
	   of all; others keep their own, and are done but for what is folded
	   after that. */
	bool led;
};

/*
 * Makes whole and groups, of `size` bytes, and folds parts->tallies into them,
 * which the caller has set. A second time only those that are new. The run
 * releases them.
 */
void cs_parts_fold(struct cs_parts *parts, size_t size,
		   const struct cs_data *data);

/* Nothing where nothing was folded. */
void cs_parts_release(struct cs_parts *parts);

/*
 * Takes the customers of slice number `s` out of the parts, those of all but
 * them stay: see struct cs_clusters, and cs_tally_take_out() for what is left
 * of a tally. `slice`, of zeros, becomes the parts of the slice;
 * cs_parts_bring_back() puts them back, and releases it. Time: two folds for
 * all slices.
 */
void cs_parts_take_out(struct cs_parts *parts, const struct cs_data *data,
		       size_t s, struct cs_parts *slice);
void cs_parts_bring_back(struct cs_parts *parts, struct cs_parts *slice);

/*
 * Adds every customer that counts to all `n` folds, in one pass. Each worker
 * has tallies of its own, away from those of the others; they are merged in the
 * order of workers, then of groups. Where groups are many, all workers share
 * one tally of each. What is wanted is finished, and belongs to the caller.
 *
 * Where customers are spread over several ranks (struct cs_data.ranks), all of
 * them fold the same, and each gets what it comes to of all customers: tallies
 * have to be such as pack.h makes bytes of.
 */
void cs_data_fold(const struct cs_data *data, const struct cs_fold *folds,
		  size_t n);

#endif
