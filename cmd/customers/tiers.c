/*
 * tiers.c - whom to look after, and how.
 *
 * The largest accounts personally, the most promising others by a call a week,
 * most by an occasional e-mail; one account can be a quarter of the volume.
 *
 *	personal  not lapsed, and --personal of the revenue of the last years
 *	weekly	  not lapsed, and among the first --weekly of the others by what
 *		  they are expected to bring
 *	email	  others who have not lapsed
 *	win_back  lapsed, with a last year as large as the smallest of the first
 *		  two tiers
 *	none	  others who have lapsed
 *
 * Where nothing is expected their last years tell, then their purchases;
 * without amounts nobody is large, and expected purchases tell. The key decides
 * between equals.
 */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/sort.h"
#include "customers/study.h"
#include "stat/concentration.h"

const char *const tier_names[] = {
	[PERSONAL] = "personal", [WEEKLY] = "weekly", [EMAIL] = "email",
	[WIN_BACK] = "win_back", [NO_TIER] = "none",  [NTIERS] = NULL,
};

/* --- scores ------------------------------------------------------------ */

static cs_sum recency_of(const struct person *person)
{
	return -(cs_sum)person->listed.days_silent;
}

static cs_sum frequency_of(const struct person *person)
{
	return person->purchases;
}

static cs_sum money_of(const struct person *person)
{
	return person->revenue;
}

static struct cs_score_cuts cuts_of(const struct people *people,
				    cs_sum (*value)(const struct person *),
				    cs_sum *room)
{
	for (size_t i = 0; i < people->count; i++)
		room[i] = value(&people->list[i]);
	return cs_score_cuts(room, people->count);
}

void score_people(const struct study *study, struct findings *found)
{
	struct people *people = &found->tally->people;
	bool valued = study->job->data.valued;
	struct cs_score_cuts r, f, m;
	cs_sum *room;

	if (people->count == 0)
		return;
	room = cs_calloc(people->count, sizeof *room);
	r = cuts_of(people, recency_of, room);
	f = cuts_of(people, frequency_of, room);
	m = cuts_of(people, money_of, room);
	free(room);
	for (size_t i = 0; i < people->count; i++) {
		struct person *person = &people->list[i];

		person->scores = (struct cs_rfm){
			cs_score_of(&r, recency_of(person)),
			cs_score_of(&f, frequency_of(person)),
			valued ? cs_score_of(&m, money_of(person)) : 0,
		};
		person->segment = (uint8_t)cs_segment_of(
		    person->scores, (size_t)person->purchases + 1);
	}
}

/* --- tiers ------------------------------------------------------------- */

static bool lapsed(const struct person *person)
{
	return person->listed.state == CS_LAPSED;
}

static size_t first_of(const struct threshold *threshold, size_t n)
{
	size_t count = threshold->percent ? cs_top_count(threshold->micros, n)
					  : threshold->count;

	return count < n ? count : n;
}

/* One of them, with what decides. */
struct ranked {
	struct person *person;
	double promise; /* 0 where the last year decides */
	cs_sum last_year;
	uint32_t purchases; /* likewise */
};

static int by_rank(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->promise > y->promise || x->promise < y->promise)
		return x->promise > y->promise ? -1 : 1;
	if (x->last_year != y->last_year)
		return x->last_year > y->last_year ? -1 : 1;
	if (x->purchases != y->purchases)
		return x->purchases > y->purchases ? -1 : 1;
	return x->person < y->person ? -1 : x->person > y->person;
}

static void put_personal(const struct study *study,
			 const struct findings *found, struct ranked *active,
			 size_t n)
{
	const struct threshold *wanted = &study->options->personal;
	size_t first = first_of(wanted, n);

	if (!study->job->data.valued)
		return;
	for (size_t i = 0; i < n && !wanted->percent; i++)
		active[i] = (struct ranked){
			.person = active[i].person,
			.last_year = active[i].person->listed.last_year,
		};
	if (!wanted->percent)
		cs_sort_on(study->job->data.threads, active, n, sizeof *active,
			   by_rank);
	for (size_t i = 0; i < n; i++) {
		struct person *person = active[i].person;
		cs_sum last_year = person->listed.last_year;

		if (last_year > 0 &&
		    (wanted->percent ? last_year * CS_PERCENT_WHOLE >=
					   found->last_year * wanted->micros
				     : i < first))
			person->tier = PERSONAL;
	}
}

static void put_weekly(const struct study *study, struct ranked *active,
		       size_t n)
{
	size_t others = 0, first;

	for (size_t i = 0; i < n; i++) {
		struct person *person = active[i].person;

		if (person->tier != PERSONAL)
			active[others++] = (struct ranked){
				person,
				isnan(person->promise) ? 0 : person->promise,
				person->listed.last_year,
				person->purchases,
			};
	}
	cs_sort_on(study->job->data.threads, active, others, sizeof *active,
		   by_rank);
	first = first_of(&study->options->weekly, others);
	for (size_t i = 0; i < others; i++)
		active[i].person->tier = i < first ? WEEKLY : EMAIL;
}

/* Lapsed, and as large as somebody who is called. */
static void put_win_back(struct people *people)
{
	bool called = false;
	cs_sum least = 0;

	for (size_t i = 0; i < people->count; i++) {
		const struct person *person = &people->list[i];

		if (person->tier > WEEKLY ||
		    (called && person->listed.last_year >= least))
			continue;
		called = true;
		least = person->listed.last_year;
	}
	for (size_t i = 0; i < people->count; i++) {
		struct person *person = &people->list[i];

		if (person->tier == NO_TIER && called &&
		    person->listed.last_year > 0 &&
		    person->listed.last_year >= least)
			person->tier = WIN_BACK;
	}
}

void put_in_tiers(const struct study *study, struct findings *found)
{
	struct people *people = &found->tally->people;
	struct ranked *active = cs_calloc(people->count, sizeof *active);
	size_t n = 0;

	for (size_t i = 0; i < people->count; i++) {
		struct person *person = &people->list[i];

		person->tier = NO_TIER;
		if (!lapsed(person))
			active[n++].person = person;
		if (person->listed.last_year > 0)
			found->last_year += person->listed.last_year;
	}
	put_personal(study, found, active, n);
	put_weekly(study, active, n);
	put_win_back(people);
	free(active);
}
