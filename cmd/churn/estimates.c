/* estimates.c - four ways to say how many were silent. */
#include "app/tables.h"
#include "base/mem.h"
#include "churn/study.h"

#include <stdlib.h>

enum defined method_lacks(const struct churn_rules *rules, enum method method)
{
	static const enum defined needs[NMETHODS][NDEFINED] = {
		[ARTICULATION] = { COMPLAINT, NDEFINED },
		[PROACTIVE_CONTACTS] = { PROACTIVE, DISSATISFIED, COMPLAINT,
					 NDEFINED },
		[TWO_LISTS] = { COMPLAINT, PROACTIVE, DISSATISFIED, NDEFINED },
		[EXCESS_LAPSE] = { FAILURE, COMPLAINT, NDEFINED },
	};
	const enum defined *need = needs[method];

	while (*need != NDEFINED && churn_knows(rules, *need))
		need++;
	return *need;
}

static const struct cs_silent nothing = { CS_NOTHING,
					  CS_NOTHING,
					  { CS_NOTHING, CS_NOTHING },
					  { CS_NOTHING, CS_NOTHING } };

static struct cs_silent articulation(const struct articulation *a,
				     int64_t complained)
{
	struct cs_silent result = cs_silent_articulation(
	    complained, a->share, a->misquoted ? a->share : a->low,
	    a->misquoted ? a->share : a->high);

	if (a->misquoted) /* it came without a range */
		result.dissatisfied_interval = result.silent_interval =
		    nothing.silent_interval;
	return result;
}

static struct cs_asked asked_of(const struct tally *tally)
{
	const struct people *p = &tally->people;

	return (struct cs_asked){
		.asked = p->asked,
		.revealed = p->revealed - p->revealed_complained,
		.not_asked = p->customers - p->asked,
	};
}

/* The whole group by group. */
static struct cs_silent proactive(const struct study *study,
				  const struct tally *tally)
{
	bool strata = tally == &study->whole && study->ngroups > 0;
	size_t n = strata ? study->ngroups : 1;
	struct cs_asked *asked = cs_calloc(n, sizeof *asked);
	struct cs_silent result;

	for (size_t i = 0; i < n; i++)
		asked[i] = asked_of(strata ? &study->groups[i] : tally);
	result =
	    cs_silent_proactive(asked, n, tally->people.complained, CS_LEVEL);
	free(asked);
	return result;
}

static struct cs_silent excess_lapse(const struct study *study,
				     struct tally *tally)
{
	struct cs_silent result = nothing;

	tally->excess = excess(&tally->people.records, &tally->others,
			       study->rules.horizon);
	result.silent = tally->excess.excess;
	result.silent_interval = tally->excess.excess_interval;
	return result;
}

static struct cs_silent estimate_by(const struct study *study,
				    struct tally *tally, enum method method)
{
	const struct people *p = &tally->people;

	switch (method) {
	case ARTICULATION:
		return articulation(&study->rules.options->articulation,
				    p->complained);
	case PROACTIVE_CONTACTS: return proactive(study, tally);
	case TWO_LISTS:
		return cs_silent_two_lists(p->complained, p->revealed,
					   p->revealed_complained, CS_LEVEL,
					   NULL);
	default: return excess_lapse(study, tally);
	}
}

void estimate(const struct study *study, struct tally *tally)
{
	for (int m = 0; m < NMETHODS; m++)
		tally->estimates[m] =
		    method_lacks(&study->rules, (enum method)m) == NDEFINED
			? estimate_by(study, tally, (enum method)m)
			: nothing;
}
