/* fold.c - see fold.h. */
#include "tally/fold.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "base/ranks.h"
#include "data/touches.h"
#include "tally/pack.h"

/* bytes around what a core writes: processors fetch lines of 64 in pairs */
enum { APART = 128 };

struct folding {
	const struct cs_fold *folds;
	size_t n;
	size_t ngroups;
	const struct cs_data *data;
	char **parts; /* [worker * n + fold]; NULL where worker 0's is shared */
	struct groups_met *met; /* by worker, where groups are of rows */
	pthread_mutex_t *locks; /* [ngroups]; NULL: nothing is shared */
	bool told;		/* all ranks are to know what it comes to */
};

/* Of so many groups, workers seldom want the same at once: they share them, and
 * there are no more of them for more workers. */
enum { MANY_GROUPS = 256 };

/* Without groups in the result, all customers are of one. */
static size_t ngroups(const struct folding *all, const struct cs_fold *fold)
{
	return fold->groups != NULL ? all->ngroups : 1;
}

static bool shared(const struct folding *all, size_t i)
{
	return all->locks != NULL && all->folds[i].groups != NULL;
}

static void *part(const struct folding *all, unsigned worker, size_t i,
		  size_t group)
{
	size_t at = shared(all, i) ? i : worker * all->n + i;

	return all->parts[at] + APART + group * all->folds[i].tally->size;
}

static void begin(struct folding *all, unsigned workers)
{
	if (workers > 1 && all->ngroups >= MANY_GROUPS) {
		all->locks = cs_calloc(all->ngroups, sizeof *all->locks);
		for (size_t g = 0; g < all->ngroups; g++)
			pthread_mutex_init(&all->locks[g], NULL);
	}
	all->parts = cs_calloc(workers * all->n, sizeof *all->parts);
	for (size_t at = 0; at < workers * all->n; at++) {
		size_t i = at % all->n;
		const struct cs_fold *fold = &all->folds[i];
		size_t n = ngroups(all, fold), size = fold->tally->size;

		if (at >= all->n && shared(all, i))
			continue;
		all->parts[at] = cs_calloc(1, n * size + 2 * (size_t)APART);
		for (size_t g = 0; g < n; g++)
			cs_tally_init(fold->tally,
				      all->parts[at] + APART + g * size,
				      fold->rules);
	}
}

/* To the tallies of the whole, or of its group. */
static void add(const struct folding *all, unsigned worker,
		const struct cs_customer *customer)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct cs_fold *fold = &all->folds[i];
		size_t group = fold->groups != NULL ? customer->group : 0;

		if (shared(all, i))
			pthread_mutex_lock(&all->locks[group]);
		fold->tally->add(part(all, worker, i, group), fold->rules,
				 customer);
		if (shared(all, i))
			pthread_mutex_unlock(&all->locks[group]);
	}
}

static void visit(void *context, unsigned worker,
		  const struct cs_customer *customer)
{
	add(context, worker, customer);
}

/* --- groups of rows ----------------------------------------------------- */

/* Those of a customer, each once. */
struct groups_met {
	bool *are;	/* [ngroups] */
	uint32_t *list; /* [ngroups] */
	size_t count;
	char pad[104]; /* workers write side by side */
};

static void meet(struct groups_met *met, uint32_t group)
{
	if (group == CS_NO_GROUP || met->are[group])
		return;
	met->are[group] = true;
	met->list[met->count++] = group;
}

static void visit_groups(void *context, unsigned worker,
			 const struct cs_customer *customer)
{
	const struct folding *all = context;
	struct groups_met *met = &all->met[worker];
	struct cs_customer focused = *customer;

	for (size_t p = 0; p < customer->npurchases; p++)
		meet(met,
		     customer->fulfilments[customer->purchases[p].tag].group);
	for (size_t i = 0; i < customer->ntouches; i++)
		meet(met, customer->touches[i].group);
	for (size_t i = 0; i < customer->nmatters; i++)
		meet(met, customer->matters[i].group);
	while (met->count > 0) {
		focused.group = met->list[--met->count];
		focused.focus = focused.group + 1;
		met->are[focused.group] = false;
		add(all, worker, &focused);
	}
}

static void each_group(struct folding *all)
{
	unsigned workers = all->data->threads;

	all->met = cs_calloc(workers, sizeof *all->met);
	for (unsigned w = 0; w < workers; w++) {
		all->met[w].are =
		    cs_calloc(all->ngroups, sizeof *all->met[w].are);
		all->met[w].list =
		    cs_calloc(all->ngroups, sizeof *all->met[w].list);
	}
	cs_data_each(all->data, visit_groups, all);
	for (unsigned w = 0; w < workers; w++) {
		free(all->met[w].are);
		free(all->met[w].list);
	}
	free(all->met);
}

/* --- what the workers have ---------------------------------------------- */

static void finish(const struct cs_fold *fold, void *tally)
{
	if (fold->tally->finish != NULL)
		fold->tally->finish(tally, fold->rules);
}

/* Brings the parts of each group together in those of worker 0. */
static void join(const struct folding *all, unsigned workers, size_t i)
{
	const struct cs_tally *tally = all->folds[i].tally;

	for (size_t g = 0; g < ngroups(all, &all->folds[i]); g++)
		for (unsigned w = 1; w < workers && !shared(all, i); w++)
			cs_tally_take_in(tally, part(all, 0, i, g),
					 part(all, w, i, g));
}

static void end(const struct folding *all, size_t i)
{
	const struct cs_fold *fold = &all->folds[i];
	const struct cs_tally *tally = fold->tally;
	size_t stride = fold->stride > 0 ? fold->stride : tally->size;
	bool summed = fold->groups != NULL && fold->whole != NULL;

	if (summed)
		cs_tally_init(tally, fold->whole, fold->rules);
	for (size_t g = 0; g < ngroups(all, fold); g++) {
		void *to = fold->groups != NULL
			       ? (char *)fold->groups + g * stride
			       : fold->whole;

		memcpy(to, part(all, 0, i, g), tally->size);
		if (summed)
			cs_tally_merge(tally, fold->whole, to);
		finish(fold, to);
	}
	if (summed)
		finish(fold, fold->whole);
}

/* --- what other ranks have ------------------------------------------------ */

/* Those of worker 0 as bytes, in turn. */
static void pack_all(const struct folding *all, struct cs_buf *out)
{
	struct cs_buf one = CS_BUF_INIT;

	for (size_t i = 0; i < all->n; i++) {
		const struct cs_fold *fold = &all->folds[i];

		for (size_t g = 0; g < ngroups(all, fold); g++) {
			void *tally = part(all, 0, i, g);

			if (fold->tally->trim != NULL)
				fold->tally->trim(tally, fold->rules);
			cs_buf_clear(&one);
			cs_tally_pack(fold->tally, tally, &one);
			cs_bytes_put_text(out, one.data, one.length);
		}
	}
	cs_buf_release(&one);
}

/* Takes such bytes in place of those of worker 0, or adds them. Of a rank that
 * is gone there are none. False: they are no tallies. */
static bool unpack_all(const struct folding *all, const struct cs_buf *from,
		       bool adds)
{
	struct cs_bytes bytes = { from->data, from->data + from->length };
	bool good = true;

	for (size_t i = 0; i < all->n && from->length > 0; i++) {
		const struct cs_fold *fold = &all->folds[i];
		const struct cs_tally *tally = fold->tally;
		void *one = cs_malloc(tally->size);

		for (size_t g = 0; g < ngroups(all, fold); g++) {
			struct cs_text text = cs_bytes_take_text(&bytes);
			void *sum = part(all, 0, i, g);
			struct cs_err unsaid = CS_ERR_INIT;

			if (cs_tally_unpack(tally, one, fold->rules, text.bytes,
					    text.length,
					    cs_data_texts(all->data),
					    &unsaid) != 0) {
				good = false;
			} else if (adds) {
				cs_tally_take_in(tally, sum, one);
			} else {
				cs_tally_release(tally, sum);
				memcpy(sum, one, tally->size);
			}
		}
		free(one);
	}
	return good;
}

/* The leader merges them in the order of ranks, and tells all. */
static void join_ranks(const struct folding *all)
{
	struct cs_ranks *ranks = all->data->ranks;
	struct cs_buf bytes = CS_BUF_INIT, *theirs;

	if (cs_ranks_follows(ranks))
		pack_all(all, &bytes);
	theirs = cs_calloc(cs_ranks_count(ranks), sizeof *theirs);
	cs_ranks_gather(ranks, &bytes, theirs);
	for (unsigned r = 1; r < cs_ranks_count(ranks); r++) {
		if (!unpack_all(all, &theirs[r], true))
			cs_ranks_lose(ranks, r);
		cs_buf_release(&theirs[r]);
	}
	cs_ranks_share_release(ranks, theirs);
	cs_buf_clear(&bytes);
	if (!all->told) {
		cs_buf_release(&bytes);
		return;
	}
	if (!cs_ranks_follows(ranks))
		pack_all(all, &bytes);
	cs_ranks_tell(ranks, &bytes);
	if (cs_ranks_follows(ranks))
		unpack_all(all, &bytes, false);
	cs_buf_release(&bytes);
}

/* Of the whole alone, or with it; where groups are of rows, of either. */
static void fold_all(const struct cs_data *data, const struct cs_fold *folds,
		     size_t n, bool of_rows, bool told)
{
	struct folding all = {
		.folds = folds,
		.n = n,
		.ngroups = cs_data_ngroups(data),
		.data = data,
		.told = told,
	};

	begin(&all, data->threads);
	if (of_rows)
		each_group(&all);
	else
		cs_data_each(data, visit, &all);
	for (size_t i = 0; i < n; i++)
		join(&all, data->threads, i);
	if (data->ranks != NULL)
		join_ranks(&all);
	for (size_t i = 0; i < n; i++)
		end(&all, i);
	for (size_t at = 0; at < data->threads * n; at++)
		free(all.parts[at]);
	free(all.parts);
	for (size_t g = 0; all.locks != NULL && g < all.ngroups; g++)
		pthread_mutex_destroy(&all.locks[g]);
	free(all.locks);
}

static void fold_data(const struct cs_data *data, const struct cs_fold *folds,
		      size_t n, bool told)
{
	struct cs_fold wholes[CS_MOST_TALLIES], groups[CS_MOST_TALLIES];
	size_t nwholes = 0, ngroups = 0;

	if (!data->by_row) {
		fold_all(data, folds, n, false, told);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		struct cs_fold fold = folds[i];

		if (fold.groups != NULL)
			groups[ngroups++] =
			    (struct cs_fold){ fold.tally, fold.rules, NULL,
					      fold.groups, fold.stride };
		fold.groups = NULL;
		if (fold.whole != NULL)
			wholes[nwholes++] = fold;
	}
	if (nwholes > 0)
		fold_all(data, wholes, nwholes, false, told);
	if (ngroups > 0)
		fold_all(data, groups, ngroups, true, told);
}

void cs_data_fold(const struct cs_data *data, const struct cs_fold *folds,
		  size_t n)
{
	fold_data(data, folds, n, true);
}

/* --- parts ------------------------------------------------------------- */

static void release_part(const struct cs_parts *parts, char *part)
{
	for (size_t i = 0; parts->tallies[i].tally != NULL; i++)
		cs_tally_release(parts->tallies[i].tally,
				 part + parts->tallies[i].at);
}

void cs_parts_release(struct cs_parts *parts)
{
	if (parts->tallies[0].tally == NULL)
		return;
	release_part(parts, parts->whole);
	for (size_t g = 0; g < parts->ngroups; g++)
		release_part(parts, (char *)parts->groups + g * parts->size);
	free(parts->whole);
	free(parts->groups);
}

void cs_parts_fold(struct cs_parts *parts, size_t size,
		   const struct cs_data *data)
{
	const struct cs_part_tally *of = &parts->tallies[parts->folded];
	struct cs_fold folds[CS_MOST_TALLIES];
	size_t n = 0;

	if (parts->whole == NULL) {
		parts->size = size;
		parts->ngroups = data->grouped ? data->ngroups : 0;
		parts->whole = cs_calloc(1, size);
		parts->groups = cs_calloc(parts->ngroups, size);
	}
	for (; of[n].tally != NULL; n++)
		folds[n] = (struct cs_fold){
			of[n].tally,
			of[n].rules,
			(char *)parts->whole + of[n].at,
			parts->ngroups > 0 && !of[n].whole
			    ? (char *)parts->groups + of[n].at
			    : NULL,
			size,
		};
	fold_data(data, folds, n, !parts->led);
	parts->folded += n;
}

/* --- slices ------------------------------------------------------------ */

typedef void shift_tally(const struct cs_tally *, void *, const void *);

static void shift_parts(const struct cs_parts *sum, const struct cs_parts *part,
			shift_tally *shift)
{
	for (const struct cs_part_tally *of = sum->tallies; of->tally != NULL;
	     of++) {
		shift(of->tally, (char *)sum->whole + of->at,
		      (const char *)part->whole + of->at);
		for (size_t g = 0; g < sum->ngroups && !of->whole; g++)
			shift(of->tally,
			      (char *)sum->groups + g * sum->size + of->at,
			      (const char *)part->groups + g * sum->size +
				  of->at);
	}
}

void cs_parts_take_out(struct cs_parts *parts, const struct cs_data *data,
		       size_t s, struct cs_parts *slice)
{
	struct cs_data some = *data;

	some.slice = s + 1;
	memcpy(slice->tallies, parts->tallies, sizeof slice->tallies);
	cs_parts_fold(slice, parts->size, &some);
	shift_parts(parts, slice, cs_tally_take_out);
}

void cs_parts_bring_back(struct cs_parts *parts, struct cs_parts *slice)
{
	shift_parts(parts, slice, cs_tally_bring_back);
	cs_parts_release(slice);
	*slice = (struct cs_parts){ 0 };
}
