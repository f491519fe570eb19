/* estimates.c - four ways to say how many were silent, each with its basis. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "churn/report.h"
#include "report/number.h"

const char *method_name(enum method method)
{
	static const char *const names[] = { "articulation", "proactive",
					     "two_lists", "excess_lapse" };

	return names[method];
}

const char *method_kind(enum method method)
{
	static const char *const kinds[] = { "scenario", "estimate", "estimate",
					     "lower_bound" };

	return kinds[method];
}

bool knows_complaints(const struct study *study)
{
	return study_knows(study, COMPLAINT);
}

bool knows_asked(const struct study *study)
{
	return study_knows(study, PROACTIVE);
}

bool knows_revealed(const struct study *study)
{
	return study_knows(study, DISSATISFIED);
}

static const struct cs_silent nothing = { CS_NOTHING,
					  CS_NOTHING,
					  { CS_NOTHING, CS_NOTHING },
					  { CS_NOTHING, CS_NOTHING } };

/* Says what is missing; true if something is. */
static bool lacks(const struct study *study, enum defined defined,
		  const char *what, struct cs_buf *basis)
{
	const struct cs_definition *definition = &study->definitions[defined];

	if (definition->known)
		return false;
	if (!cs_contacts_given(study->job))
		cs_buf_addf(basis,
			    "no contacts were given (--contacts FILE), "
			    "so nobody is known to have %s",
			    what);
	else if (study->job->data.contacts.customers_matched == 0)
		cs_buf_addf(basis,
			    "no customer of the contacts has orders, so "
			    "nobody is known to have %s",
			    what);
	else if (definition->text.length == 0)
		cs_buf_addf(basis,
			    "the contacts do not say who may have %s: "
			    "define it with %s EXPR",
			    what, definition->option);
	else
		cs_buf_addf(basis,
			    "no contact matches %s '%s', so nobody is "
			    "known to have %s",
			    definition->option, definition->brief.data, what);
	return true;
}

static struct cs_silent articulation(const struct study *study,
				     const struct tally *tally,
				     struct cs_buf *basis)
{
	const struct articulation *a = &study->options->articulation;
	struct cs_silent result;

	if (lacks(study, COMPLAINT, "complained", basis))
		return nothing;
	cs_add_count(basis, tally->complained);
	cs_buf_addf(basis, " customers complained (%s)",
		    study->definitions[COMPLAINT].brief.data);
	if (a->misquoted)
		cs_buf_adds(
		    basis,
		    "; one in 26 of the dissatisfied complains, as the famous "
		    "\"96 % do not complain\" has it: a misquotation, for it "
		    "was "
		    "about small matters that reached headquarters, as its own "
		    "author wrote in 2005");
	else
		cs_buf_addf(basis,
			    "; assumed, not measured: of the dissatisfied %g "
			    "complain to the firm (range %g to %g, "
			    "--articulation)",
			    a->share, a->low, a->high);
	result = cs_silent_articulation(tally->complained, a->share,
					a->misquoted ? a->share : a->low,
					a->misquoted ? a->share : a->high);
	if (a->misquoted) /* it came without a range */
		result.dissatisfied_interval = result.silent_interval =
		    nothing.silent_interval;
	return result;
}

static struct cs_asked asked_of(const struct tally *tally)
{
	return (struct cs_asked){
		.asked = tally->asked,
		.revealed = tally->revealed - tally->revealed_complained,
		.not_asked = tally->customers - tally->asked,
	};
}

static struct cs_silent proactive(const struct study *study, int group,
				  struct cs_buf *basis)
{
	const struct tally *tally = tally_of(study, group);
	bool strata = group == WHOLE && study->job->data.grouped;
	struct cs_asked all = asked_of(tally);
	struct cs_asked *parts;
	struct cs_silent result;

	if (lacks(study, PROACTIVE, "been asked", basis) ||
	    lacks(study, DISSATISFIED, "revealed dissatisfaction", basis) ||
	    lacks(study, COMPLAINT, "complained", basis))
		return nothing;
	cs_add_count(basis, all.revealed);
	cs_buf_adds(basis, " of ");
	cs_add_count(basis, all.asked);
	cs_buf_addf(basis,
		    " who were asked (%s) were dissatisfied (%s) and had not "
		    "complained; assumes that the ",
		    study->definitions[PROACTIVE].brief.data,
		    study->definitions[DISSATISFIED].brief.data);
	cs_add_count(basis, all.not_asked);
	cs_buf_addf(basis, " who were not asked are like them%s",
		    strata ? ", group by group" : "");
	if (!strata)
		return cs_silent_proactive(&all, 1, tally->complained,
					   CS_LEVEL);
	parts = cs_calloc(study->ngroups, sizeof *parts);
	for (size_t g = 0; g < study->ngroups; g++)
		parts[g] = asked_of(&study->tallies[g]);
	result = cs_silent_proactive(parts, study->ngroups, tally->complained,
				     CS_LEVEL);
	free(parts);
	return result;
}

static struct cs_silent two_lists(const struct study *study,
				  const struct tally *tally,
				  struct cs_buf *basis)
{
	if (lacks(study, COMPLAINT, "complained", basis) ||
	    lacks(study, PROACTIVE, "been asked", basis) ||
	    lacks(study, DISSATISFIED, "revealed dissatisfaction", basis))
		return nothing;
	cs_add_count(basis, tally->complained);
	cs_buf_adds(basis, " complained, ");
	cs_add_count(basis, tally->revealed);
	cs_buf_adds(basis, " revealed dissatisfaction when asked, ");
	cs_add_count(basis, tally->revealed_complained);
	cs_buf_adds(
	    basis, " did both (Chapman); assumes that the two are independent: "
		   "a lower bound if the angry do both");
	if (tally->revealed_complained < 10)
		cs_buf_adds(basis, "; with fewer than 10 in both the interval "
				   "is too short");
	return cs_silent_two_lists(tally->complained, tally->revealed,
				   tally->revealed_complained, CS_LEVEL, NULL);
}

static struct cs_silent excess_lapse(const struct study *study,
				     const struct tally *tally,
				     struct cs_buf *basis)
{
	struct cs_silent result = nothing;
	struct cs_excess found;

	if (lacks(study, FAILURE, "met a failure", basis) ||
	    lacks(study, COMPLAINT, "complained", basis))
		return nothing;
	found = excess(study, tally);
	cs_add_count(basis, found.exposed);
	cs_buf_addf(basis,
		    " customer%s met a failure (%s) and did not complain; "
		    "within %ld days ",
		    found.exposed == 1 ? "" : "s",
		    study->definitions[FAILURE].brief.data,
		    (long)study->horizon);
	if (isnan(found.difference)) {
		cs_buf_adds(basis, "too few of them, or of others like them, "
				   "lapsed or were watched to compare");
		return nothing;
	}
	cs_add_percent(basis, found.exposed_lapse);
	cs_buf_adds(basis, " of them paid for the last time before a lapse, "
			   "of others at a purchase of the same number and "
			   "period that had gone well ");
	cs_add_percent(basis, found.other_lapse);
	cs_buf_adds(basis,
		    "; counts lapses too many, not the dissatisfied, and "
		    "as caused only if who met a failure is as good as "
		    "random");
	result.silent = found.excess;
	result.silent_interval = found.excess_interval;
	return result;
}

struct cs_silent estimate(const struct study *study, int group,
			  enum method method, struct cs_buf *basis)
{
	const struct tally *tally = tally_of(study, group);

	switch (method) {
	case ARTICULATION: return articulation(study, tally, basis);
	case PROACTIVE_CONTACTS: return proactive(study, group, basis);
	case TWO_LISTS: return two_lists(study, tally, basis);
	default: return excess_lapse(study, tally, basis);
	}
}
