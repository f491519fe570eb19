/* others.c - those with whom customers are compared: see study.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "churn/study.h"

/* --- cells ------------------------------------------------------------- */

/* A record, in the order of cells. */
struct mark {
	uint64_t place;
	uint32_t experience, silence, lapsed;
};

static int by_cell(const void *a, const void *b)
{
	const struct mark *one = a, *two = b;

	if (one->place != two->place)
		return one->place < two->place ? -1 : 1;
	if (one->experience != two->experience)
		return one->experience < two->experience ? -1 : 1;
	return (one->silence > two->silence) - (one->silence < two->silence);
}

/* All records, sorted; the caller frees them. */
static struct mark *marks_of(const struct records *const *records, size_t n,
			     size_t *count)
{
	struct mark *marks;

	*count = 0;
	for (size_t part = 0; part < n; part++)
		*count += records[part]->count;
	marks = cs_calloc(*count, sizeof *marks);
	for (size_t part = 0, at = 0; part < n; part++)
		for (size_t i = 0; i < records[part]->count; i++) {
			const struct record *record = &records[part]->list[i];

			marks[at++] =
			    (struct mark){ (uint64_t)part *
						   records[part]->strata +
					       record->stratum,
					   record->experience, record->silence,
					   record->lapsed };
		}
	qsort(marks, *count, sizeof *marks, by_cell);
	return marks;
}

/* A mark that is not in the cell, or not in the block, of the one before. */
static void open_cell(struct cells *cells, const struct mark *mark)
{
	struct block *block = &cells->blocks[cells->nblocks - 1];
	bool opened = cells->nblocks == 0 || block->place != mark->place;

	if (opened) {
		block = &cells->blocks[cells->nblocks++];
		block->place = mark->place;
		for (int e = 0; e <= NEXPERIENCES; e++)
			block->first[e] = (uint32_t)cells->count;
	} else if (block->first[mark->experience] <
		       block->first[mark->experience + 1] &&
		   cells->silences[cells->count - 1] == mark->silence) {
		return;
	}
	cells->silences[cells->count++] = mark->silence;
	for (uint32_t e = mark->experience + 1; e <= NEXPERIENCES; e++)
		block->first[e] = (uint32_t)cells->count;
}

static int by_silence(const void *a, const void *b)
{
	const uint32_t *one = a, *two = b;

	return (*one > *two) - (*one < *two);
}

/* The silences of all cells of each block, once each. */
static void lay_steps(struct cells *cells)
{
	for (size_t i = 0; i < cells->nblocks; i++) {
		struct block *block = &cells->blocks[i];
		size_t from = block->first[0], n = block->first[NEXPERIENCES];
		uint32_t *steps = cells->steps + cells->nsteps;

		n -= from;
		memcpy(steps, cells->silences + from, n * sizeof *steps);
		qsort(steps, n, sizeof *steps, by_silence);
		block->step = (uint32_t)cells->nsteps;
		for (size_t k = 0; k < n; k++)
			if (k == 0 || steps[k] != steps[block->nsteps - 1])
				steps[block->nsteps++] = steps[k];
		cells->nsteps += block->nsteps;
	}
}

static size_t slot_of(const struct cells *cells, uint64_t place)
{
	return (place * 0x9e3779b97f4a7c15u >> 32) & cells->mask;
}

static const struct block *find_block(const struct cells *cells, uint64_t place)
{
	size_t slot = slot_of(cells, place);

	for (; cells->index[slot] > 0; slot = (slot + 1) & cells->mask)
		if (cells->blocks[cells->index[slot] - 1].place == place)
			return &cells->blocks[cells->index[slot] - 1];
	return NULL;
}

static void index_blocks(struct cells *cells)
{
	cells->mask = 1;
	while (cells->mask + 1 < 2 * cells->nblocks)
		cells->mask = 2 * cells->mask + 1;
	cells->index = cs_calloc(cells->mask + 1, sizeof *cells->index);
	for (size_t i = 0; i < cells->nblocks; i++) {
		size_t slot = slot_of(cells, cells->blocks[i].place);

		while (cells->index[slot] > 0)
			slot = (slot + 1) & cells->mask;
		cells->index[slot] = (uint32_t)i + 1;
	}
}

struct cells cells_of(const struct records *const *records, size_t n)
{
	size_t count;
	struct mark *marks = marks_of(records, n, &count);
	struct cells cells = {
		.blocks = cs_calloc(count, sizeof *cells.blocks),
		.silences = cs_calloc(count, sizeof *cells.silences),
		.cells = cs_calloc(count, sizeof *cells.cells),
		.steps = cs_calloc(count, sizeof *cells.steps),
		.strata = records[0]->strata,
	};

	for (size_t i = 0; i < count; i++) {
		open_cell(&cells, &marks[i]);
		cells.cells[cells.count - 1].compared[0]++;
		cells.cells[cells.count - 1].compared[1] += marks[i].lapsed;
	}
	free(marks);
	lay_steps(&cells);
	index_blocks(&cells);
	return cells;
}

void cells_release(struct cells *cells)
{
	free(cells->blocks);
	free(cells->index);
	free(cells->silences);
	free(cells->cells);
	free(cells->steps);
	*cells = (struct cells){ 0 };
}

/* --- the others of each ------------------------------------------------ */

/* Those who had met nothing as bad, at a step. */
struct others {
	struct other {
		int64_t counts[NBAD][2]; /* [1]: and lapsed */
	} * list;			 /* by step */
	size_t count;
};

static void others_init(void *tally, const void *with)
{
	const struct churn_rules *rules = with;

	*(struct others *)tally =
	    (struct others){ .count = rules->cells->nsteps };
}

/* How many of `n` silences, the shortest first, are shorter than `until`. */
static size_t shorter(const uint32_t *silences, size_t n, int32_t until)
{
	const uint32_t *first = silences;

	while (n > 0) {
		size_t half = n / 2;

		if ((int32_t)first[half] < until) {
			first += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return (size_t)(first - silences);
}

/* A purchase of a customer, among the others of a part. */
static void stand_by(struct others *others, const struct cells *cells,
		     size_t part, const struct course *course,
		     const int32_t *free_of)
{
	const struct block *block =
	    find_block(cells, (uint64_t)part * cells->strata + course->stratum);
	int32_t last = 0; /* nobody stands at 0 days or less */
	size_t reached = 0;

	for (enum badness b = 0; block != NULL && b < NBAD; b++) {
		int32_t until = course->silence;

		if (free_of[b] < until)
			until = free_of[b];
		if (until != last)
			reached = shorter(cells->steps + block->step,
					  block->nsteps, until);
		last = until;
		if (reached > 0)
			others->list[block->step + reached - 1]
			    .counts[b][course->lapsed]++;
	}
}

/*
 * For how many days after a purchase nothing as bad was met. Who met a failure
 * and is compared did not complain for a while, which who stays and goes on to
 * buy does more readily than who leaves; so the others did not complain either,
 * for as long.
 */
static void be_free(const struct churn_rules *rules,
		    const struct cs_customer *customer,
		    const struct person *person, cs_day day, int32_t *free_of)
{
	cs_day complaint = CS_NO_DAY;
	int64_t quiet;

	for (enum badness b = 0; b < NBAD; b++)
		free_of[b] = person->firsts[b].day == CS_NO_DAY
				 ? INT32_MAX
				 : person->firsts[b].day - day;
	if (person->complaints > 0)
		complaint = next_complaint(rules, customer, day);
	if (complaint == CS_NO_DAY)
		return;
	quiet = (int64_t)complaint - rules->window - day;
	if (quiet < free_of[A_FAILURE])
		free_of[A_FAILURE] = quiet > 0 ? (int32_t)quiet : 0;
}

/* At each purchase. */
static void others_add(void *tally, const void *with,
		       const struct cs_customer *customer)
{
	const struct churn_rules *rules = with;
	const struct cells *cells = rules->cells;
	struct person person = person_met(rules, customer);
	int32_t free_of[NBAD];
	struct courses courses;

	courses_of(rules, cs_standing_lapse_days(&rules->standing, customer),
		   customer, &courses);
	for (size_t i = 0; i < customer->npurchases; i++) {
		const struct course *course = &courses.list[i];

		if (!course->told || course->silence == 0)
			continue;
		be_free(rules, customer, &person, customer->purchases[i].day,
			free_of);
		stand_by(tally, cells, 0, course, free_of);
		if (rules->grouped)
			stand_by(tally, cells, 1 + customer->group, course,
				 free_of);
	}
	courses_release(&courses);
}

static const struct cs_members members[] = {
	CS_LIST(struct others, "qqqqqq", list, CS_FIXED, count),
	{ NULL },
};

static const struct cs_tally others_tally = {
	.size = sizeof(struct others),
	.init = others_init,
	.add = others_add,
	.members = members,
	.tag = "othr",
	.version = 1,
};

/* From steps to the cells of one experience: each has those who went no further
 * than to the step before the next cell's. */
static void share_out(struct cells *cells, const struct block *block,
		      enum experience experience, const struct others *others)
{
	const uint32_t *steps = cells->steps + block->step;
	const struct other *at = others->list + block->step;
	size_t cell = block->first[experience];
	size_t end = block->first[experience + 1];

	for (size_t k = 0; k < block->nsteps; k++) {
		const int64_t *counts = at[k].counts[badness_of(experience)];

		while (cell < end && cells->silences[cell] <= steps[k])
			cell++;
		if (cell == block->first[experience])
			continue; /* shorter than all */
		cells->cells[cell - 1].others[0] += counts[0] + counts[1];
		cells->cells[cell - 1].others[1] += counts[1];
	}
}

void cells_count(struct cells *cells, const struct churn_rules *rules,
		 const struct cs_data *data)
{
	struct others others;
	struct cs_fold fold = { .tally = &others_tally,
				.rules = rules,
				.whole = &others };

	cs_data_fold(data, &fold, 1);
	for (size_t i = 0; i < cells->nblocks; i++)
		for (enum experience e = 0; e < NEXPERIENCES; e++)
			share_out(cells, &cells->blocks[i], e, &others);
	cs_tally_release(&others_tally, &others);
}
