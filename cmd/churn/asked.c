/* asked.c - the estimates that rest on who was asked and answered: proactive
 * contacts and two lists, of orders or of customers; see study.h. */
#include <math.h>
#include <stdlib.h>

#include "app/clusters.h"
#include "app/notice.h"
#include "app/tables.h"
#include "base/mem.h"
#include "churn/report.h"
#include "report/number.h"

/* --- one customer ------------------------------------------------------- */

/* What was said of one order. */
enum { ASKED = 1, ANSWERED = 2, REVEALED = 4, COMPLAINED = 8 };

static unsigned said_by(const struct churn_rules *rules,
			const struct cs_contact *contact)
{
	const struct cs_definition *d = rules->options->definitions;
	unsigned said = (contact->flags & d[COMPLAINT].mask) ? COMPLAINED : 0;

	if ((contact->flags & d[PROACTIVE].mask) == 0)
		return said;
	said |= ASKED;
	if (contact->flags & d[DISSATISFIED].answered)
		said |= ANSWERED;
	if (contact->flags & d[DISSATISFIED].mask)
		said |= REVEALED;
	return said;
}

static void count_order(struct cs_asked_counts *counts, unsigned said)
{
	counts->asked += (said & ASKED) != 0;
	counts->answered += (said & ANSWERED) != 0;
	counts->mute += (said & (ASKED | ANSWERED | COMPLAINED)) == ASKED;
	counts->revealed += (said & REVEALED) != 0;
	counts->complained += (said & COMPLAINED) != 0;
	counts->both += (said & REVEALED) && (said & COMPLAINED);
}

void asked_count(struct cs_asked_sums *sums, const struct churn_rules *rules,
		 const struct cs_customer *customer)
{
	struct cs_asked_counts counts = { .all =
					      (int64_t)customer->npurchases };
	size_t next = 1; /* the order that a contact comes before */
	unsigned said = 0;

	for (size_t i = 0; i < customer->ncontacts; i++) {
		const struct cs_contact *contact = &customer->contacts[i];
		size_t before = next;

		while (next < customer->npurchases &&
		       customer->purchases[next].day <= contact->day)
			next++;
		if (next != before) {
			count_order(&counts, said);
			said = 0;
		}
		said |= said_by(rules, contact);
	}
	count_order(&counts, said);
	cs_asked_add(sums, &counts);
}

/* --- what is counted ---------------------------------------------------- */

bool asked_by_order(const struct study *study)
{
	int wanted = study->rules.options->asked;

	return wanted < 0 ? cs_asked_by_order(&study->whole->people.orders)
			  : wanted == ASKED_ORDER;
}

struct cs_asked_counts asked_counts(const struct study *study,
				    const struct people *p)
{
	if (study->by_order)
		return p->orders.sum;
	return (struct cs_asked_counts){
		.all = p->customers,
		.asked = p->asked,
		.answered = p->answered,
		.mute = p->mute,
		.revealed = p->revealed,
		.complained = p->complained,
		.both = p->revealed_complained,
	};
}

static struct cs_asked stratum(const struct study *study,
			       const struct people *p)
{
	struct cs_asked_counts c = asked_counts(study, p);

	return (struct cs_asked){
		.asked = c.answered,
		.revealed = c.revealed - c.both,
		.not_asked = c.all - c.answered,
		.effect = study->by_order ? cs_asked_effect(&p->orders) : 1,
	};
}

struct cs_asked *asked_strata(const struct study *study,
			      const struct tally *tally, size_t *n)
{
	bool strata = tally == study->whole && study->ngroups > 0;
	const struct tally *parts = strata ? study->groups : tally;
	struct cs_asked *asked;

	*n = strata ? study->ngroups : 1;
	asked = cs_calloc(*n, sizeof *asked);
	for (size_t i = 0; i < *n; i++)
		asked[i] = stratum(study, &parts[i].people);
	return asked;
}

/* An estimate whose effect is not known has no interval. */
static double level_of(double effect)
{
	return isnan(effect) ? CS_NOTHING : CS_LEVEL;
}

struct cs_silent proactive(const struct study *study, struct tally *tally)
{
	size_t n;
	struct cs_asked *asked = asked_strata(study, tally, &n);
	double effect = 1;
	struct cs_silent result;

	if (cs_clustered(study->job)) {
		effect = spread_proactive(study, tally, asked, n);
		for (size_t i = 0; i < n; i++)
			asked[i].effect = effect;
	}
	result = cs_silent_proactive(
	    asked, n, asked_counts(study, &tally->people).complained,
	    level_of(effect));
	free(asked);
	return result;
}

struct cs_silent two_lists(const struct study *study, struct tally *tally)
{
	const struct people *p = &tally->people;
	struct cs_asked_counts c = asked_counts(study, p);
	double effect = cs_clustered(study->job) ? spread_lists(study, tally)
			: study->by_order	 ? cs_lists_effect(&p->orders)
						 : 1;

	return cs_silent_two_lists(c.complained, c.revealed, c.both, effect,
				   level_of(effect), NULL);
}

/* --- on what they rest --------------------------------------------------- */

static bool few_answered(const struct cs_asked_counts *c)
{
	return 2 * c->answered < c->asked;
}

void add_response(struct cs_buf *out, const struct cs_asked_counts *c)
{
	cs_buf_addf(out, "%s %%",
		    cs_figure(100 * cs_ratio(c->answered, c->asked), 1).text);
}

/*
 * If all who were asked and did not answer were satisfied, and if none was;
 * carried over to who was not asked.
 */
static void add_bounds(struct cs_buf *out, const struct cs_asked_counts *c)
{
	double found = (double)(c->revealed - c->both);
	double by = (double)c->all / (double)c->asked;
	double most = found + (double)c->mute;

	cs_buf_addf(out,
		    "%s %s silent if all the others were satisfied, %s if "
		    "none was",
		    found > 0 ? cs_figure(found * by, 0).text : "none",
		    lround(found * by) > 1 ? "were" : "was",
		    cs_figure(most * by, 0).text);
}

/* "12 customers", "1 order". */
static struct cs_figure things(const struct study *study, int64_t count)
{
	return cs_counted(count, study->by_order ? "order" : "customer");
}

/* Of those who answered, and of all who were asked. */
static void add_answered(const struct study *study,
			 const struct cs_asked_counts *c, struct cs_buf *out)
{
	bool mute = c->answered < c->asked;

	if (study->by_order)
		cs_buf_addf(out, "%s that %s %s",
			    things(study, c->answered).text,
			    c->answered == 1 ? "was" : "were",
			    mute ? "answered for" : "asked about");
	else
		cs_buf_addf(out, "%s who %s",
			    cs_figure((double)c->answered, 0).text,
			    mute	       ? "answered"
			    : c->answered == 1 ? "was asked"
					       : "were asked");
	if (!mute)
		return;
	cs_buf_adds(out, ", ");
	add_response(out, c);
	cs_buf_addf(out, " of %s %s", cs_figure((double)c->asked, 0).text,
		    study->by_order ? "that were asked about"
				    : "who were asked");
}

/* Those of whom nothing is known, and what is assumed of them. */
static void add_assumed(const struct study *study,
			const struct cs_asked_counts *c, struct cs_buf *out)
{
	int64_t rest = c->all - c->answered;
	bool mute = c->answered < c->asked;

	if (rest == 0)
		cs_buf_addf(out, "all %s",
			    study->by_order ? "orders were asked about"
					    : "customers were asked");
	else if (study->by_order)
		cs_buf_addf(out, "assumes that the %s %s like them",
			    cs_counted(rest, "other").text,
			    rest == 1 ? "is" : "are");
	else
		cs_buf_addf(out,
			    "assumes that the %s who %s%s asked %s like "
			    "them",
			    cs_figure((double)rest, 0).text,
			    mute ? "did not answer or " : "",
			    rest == 1 ? "was not" : "were not",
			    rest == 1 ? "is" : "are");
}

/* What the numbers are of. */
static void add_target(const struct study *study, struct cs_buf *out)
{
	int wanted = study->rules.options->asked;

	if (study->by_order)
		cs_buf_addf(out,
			    "; counts orders%s, of which a customer may have "
			    "more than one",
			    wanted < 0 ? ", since customers were asked about "
					 "several (--asked customer)"
				       : "");
	else if (wanted < 0)
		cs_buf_adds(out, "; tells of the order that each was asked "
				 "about, not of their others");
}

/* Where there are no answers; false where there are. */
static bool say_mute(const struct study *study, const struct cs_asked_counts *c,
		     struct cs_buf *out)
{
	const char *kind =
	    study->rules.options->definitions[PROACTIVE].brief.data;

	if (c->answered > 0)
		return false;
	if (c->asked == 0)
		cs_buf_addf(out, "%s was asked%s (%s)",
			    study->by_order ? "no order" : "nobody",
			    study->by_order ? " about" : "", kind);
	else
		cs_buf_addf(out, "of %s that %s asked%s (%s) none answered",
			    things(study, c->asked).text,
			    c->asked == 1 ? "was" : "were",
			    study->by_order ? " about" : "", kind);
	return true;
}

void say_proactive(const struct study *study, const struct tally *tally,
		   struct cs_buf *out)
{
	const struct cs_definition *d = study->rules.options->definitions;
	struct cs_asked_counts c = asked_counts(study, &tally->people);
	bool mute = c.answered < c.asked, orders = study->by_order;
	int64_t found = c.revealed - c.both;

	if (say_mute(study, &c, out))
		return;
	cs_buf_addf(out, "%s of ", cs_figure((double)found, 0).text);
	add_answered(study, &c, out);
	cs_buf_addf(out, " (%s)%s %s %s (%s) and %s; ", d[PROACTIVE].brief.data,
		    mute ? "," : "", found == 1 ? "was" : "were",
		    orders ? "dissatisfying" : "dissatisfied",
		    d[DISSATISFIED].brief.data,
		    !orders	 ? "had not complained"
		    : found == 1 ? "nobody had complained of it"
				 : "nobody had complained of them");
	add_assumed(study, &c, out);
	if (tally == study->whole && study->ngroups > 0)
		cs_buf_adds(out, ", group by group");
	if (few_answered(&c)) {
		cs_buf_adds(out, "; ");
		add_bounds(out, &c);
	}
	add_target(study, out);
}

void say_two_lists(const struct study *study, const struct tally *tally,
		   struct cs_buf *out)
{
	struct cs_asked_counts c = asked_counts(study, &tally->people);

	if (say_mute(study, &c, out))
		return;
	if (study->by_order)
		cs_buf_addf(out,
			    "%s %s complained of, %s %s dissatisfying when "
			    "asked about, %s both",
			    cs_counted(c.complained, "order").text,
			    c.complained == 1 ? "was" : "were",
			    cs_figure((double)c.revealed, 0).text,
			    c.revealed == 1 ? "was" : "were",
			    cs_figure((double)c.both, 0).text);
	else
		cs_buf_addf(out,
			    "%s complained, %s revealed dissatisfaction when "
			    "asked, %s did both",
			    cs_figure((double)c.complained, 0).text,
			    cs_figure((double)c.revealed, 0).text,
			    cs_figure((double)c.both, 0).text);
	cs_buf_adds(out, " (Chapman); assumes that the two are independent: a "
			 "lower bound if the angry do both");
	if (c.answered < c.asked) {
		cs_buf_adds(out, ", too high if those who complain answer less "
				 "often (");
		add_response(out, &c);
		cs_buf_adds(out, " answered)");
	}
	if (c.both < 10)
		cs_buf_adds(out, "; with fewer than 10 in both the interval "
				 "is too short");
}

void warn_response(struct cs_job *job, const struct study *study)
{
	struct cs_asked_counts c = asked_counts(study, &study->whole->people);
	struct cs_buf bounds = CS_BUF_INIT;

	if (method_lacks(&study->rules, PROACTIVE_CONTACTS) != NDEFINED ||
	    !few_answered(&c) ||
	    !(cs_table_needed(job, SILENT) || cs_table_needed(job, IMPACT)))
		return;
	add_bounds(&bounds, &c);
	cs_warn(job, "low-response", (uint64_t)(c.asked - c.answered), NULL, 0,
		"of %s asked%s %s answered (%s %%)%s: %s; --trust "
		"low-response if those who answer are like the others",
		things(study, c.asked).text, study->by_order ? " about" : "",
		c.answered > 0 ? cs_figure((double)c.answered, 0).text : "none",
		cs_figure(100 * cs_ratio(c.answered, c.asked), 1).text,
		c.answered > 0 ? ", by whom the silent are judged" : "",
		bounds.data);
	cs_buf_release(&bounds);
}
