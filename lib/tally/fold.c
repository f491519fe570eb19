/* fold.c - see fold.h. */
#include "tally/fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	APART = 128, /* bytes between what two cores write: processors fetch
			lines of 64 in pairs */
	ALIGNED = 16
};

struct folding {
	const struct cs_fold *folds;
	size_t n;
	size_t ngroups;
	size_t *offsets; /* [n] of a fold's tallies among those of a worker */
	char **parts;	 /* per worker */
};

/* Without groups in the result, all customers are of one. */
static size_t ngroups(const struct folding *all, const struct cs_fold *fold)
{
	return fold->groups != NULL ? all->ngroups : 1;
}

static void *part(const struct folding *all, unsigned worker, size_t i,
		  size_t group)
{
	return all->parts[worker] + all->offsets[i] +
	       group * all->folds[i].tally->size;
}

static void begin(struct folding *all, unsigned workers)
{
	size_t length = APART;

	all->offsets = cs_calloc(all->n, sizeof *all->offsets);
	for (size_t i = 0; i < all->n; i++) {
		const struct cs_fold *fold = &all->folds[i];

		all->offsets[i] = length;
		length += ngroups(all, fold) * fold->tally->size;
		length += -length % ALIGNED;
	}
	all->parts = cs_calloc(workers, sizeof *all->parts);
	for (unsigned w = 0; w < workers; w++) {
		all->parts[w] = cs_calloc(1, length + APART);
		for (size_t i = 0; i < all->n; i++)
			for (size_t g = 0; g < ngroups(all, &all->folds[i]);
			     g++)
				all->folds[i].tally->init(part(all, w, i, g),
							  all->folds[i].rules);
	}
}

static void visit(void *context, unsigned worker,
		  const struct cs_customer *customer)
{
	const struct folding *all = context;

	for (size_t i = 0; i < all->n; i++) {
		const struct cs_fold *fold = &all->folds[i];
		size_t group = fold->groups != NULL ? customer->group : 0;

		fold->tally->add(part(all, worker, i, group), fold->rules,
				 customer);
	}
}

static void finish(const struct cs_fold *fold, void *tally)
{
	if (fold->tally->finish != NULL)
		fold->tally->finish(tally, fold->rules);
}

/* Brings a group's parts together in that of worker 0. */
static void *join(const struct folding *all, unsigned workers, size_t i,
		  size_t group)
{
	const struct cs_fold *fold = &all->folds[i];
	void *sum = part(all, 0, i, group);

	for (unsigned w = 1; w < workers; w++) {
		void *other = part(all, w, i, group);

		cs_tally_merge(fold->tally, sum, other, fold->rules);
		cs_tally_release(fold->tally, other);
	}
	return sum;
}

static void end(const struct folding *all, unsigned workers, size_t i)
{
	const struct cs_fold *fold = &all->folds[i];
	const struct cs_tally *tally = fold->tally;
	size_t stride = fold->stride > 0 ? fold->stride : tally->size;

	if (fold->groups == NULL) {
		memcpy(fold->whole, join(all, workers, i, 0), tally->size);
		finish(fold, fold->whole);
		return;
	}
	if (fold->whole != NULL)
		tally->init(fold->whole, fold->rules);
	for (size_t g = 0; g < all->ngroups; g++) {
		void *group = (char *)fold->groups + g * stride;

		memcpy(group, join(all, workers, i, g), tally->size);
		if (fold->whole != NULL)
			cs_tally_merge(tally, fold->whole, group, fold->rules);
		finish(fold, group);
	}
	if (fold->whole != NULL)
		finish(fold, fold->whole);
}

void cs_data_fold(const struct cs_data *data, const struct cs_fold *folds,
		  size_t n)
{
	struct folding all = { folds, n, cs_data_ngroups(data), NULL, NULL };

	begin(&all, data->threads);
	cs_data_each(data, visit, &all);
	for (size_t i = 0; i < n; i++)
		end(&all, data->threads, i);
	for (unsigned w = 0; w < data->threads; w++)
		free(all.parts[w]);
	free(all.parts);
	free(all.offsets);
}
