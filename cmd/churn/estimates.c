/* estimates.c - four ways to say how many were silent. */
#include "app/tables.h"
#include "base/mem.h"
#include "churn/study.h"

#include <stdlib.h>

const struct method_words methods[NMETHODS] = {
	[ARTICULATION] = { "articulation",
			   "scenario",
			   "scenario: assumed share who complain",
			   "as a scenario, by an assumed share who complain",
			   { COMPLAINT, NDEFINED } },
	[PROACTIVE_CONTACTS] = { "proactive",
				 "estimate",
				 "estimate: those who were asked",
				 "judged by those who were asked",
				 { PROACTIVE, DISSATISFIED, COMPLAINT,
				   NDEFINED } },
	[TWO_LISTS] = { "two_lists",
			"estimate",
			"estimate: two lists (Chapman)",
			"judged by two lists (Chapman)",
			{ COMPLAINT, PROACTIVE, DISSATISFIED, NDEFINED } },
	[EXCESS_LAPSE] = { "excess_lapse",
			   "lower_bound",
			   "lower bound: lapses after failures",
			   NULL,
			   { FAILURE, COMPLAINT, NDEFINED } },
};

enum defined method_lacks(const struct churn_rules *rules, enum method method)
{
	const enum defined *need = methods[method].needs;

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

/* The whole group by group. */
static struct cs_silent proactive(const struct study *study,
				  const struct tally *tally)
{
	bool strata = tally == &study->whole && study->ngroups > 0;
	const struct tally *parts = strata ? study->groups : tally;
	size_t n = strata ? study->ngroups : 1;
	struct cs_asked *asked = cs_calloc(n, sizeof *asked);
	struct cs_silent result;

	for (size_t i = 0; i < n; i++) {
		const struct people *p = &parts[i].people;

		asked[i] = (struct cs_asked){
			.asked = p->asked,
			.revealed = p->revealed - p->revealed_complained,
			.not_asked = p->customers - p->asked,
		};
	}
	result =
	    cs_silent_proactive(asked, n, tally->people.complained, CS_LEVEL);
	free(asked);
	return result;
}

static struct cs_silent excess_lapse(const struct study *study,
				     struct tally *tally)
{
	struct cs_silent result = nothing;

	tally->excess = excess(tally, study->rules.horizon);
	result.silent = tally->excess.excess;
	result.silent_interval = tally->excess.excess_interval;
	return result;
}

void estimate(const struct study *study, struct tally *tally)
{
	const struct people *p = &tally->people;
	struct cs_silent *estimates = tally->estimates;
	bool known[NMETHODS];

	for (int m = 0; m < NMETHODS; m++) {
		known[m] =
		    method_lacks(&study->rules, (enum method)m) == NDEFINED;
		estimates[m] = nothing;
	}
	if (known[ARTICULATION])
		estimates[ARTICULATION] = articulation(
		    &study->rules.options->articulation, p->complained);
	if (known[PROACTIVE_CONTACTS])
		estimates[PROACTIVE_CONTACTS] = proactive(study, tally);
	if (known[TWO_LISTS])
		estimates[TWO_LISTS] =
		    cs_silent_two_lists(p->complained, p->revealed,
					p->revealed_complained, CS_LEVEL, NULL);
	if (known[EXCESS_LAPSE])
		estimates[EXCESS_LAPSE] = excess_lapse(study, tally);
}
