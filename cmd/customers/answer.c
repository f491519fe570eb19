/* answer.c - cs-customers in a few sentences. */
#include <math.h>

#include "app/lapse.h"
#include "customers/report.h"
#include "report/number.h"

/* An account with as much of the business is named. */
static const double LARGE = .1;
enum { MOST_NAMED = 3 };

static void add_key(struct cs_buf *out, const struct person *person)
{
	cs_buf_add(out, person->listed.key.bytes, person->listed.key.length);
}

/* "silent for 12 days, where 5 are usual" */
static void add_silence(struct cs_buf *out, const struct person *person)
{
	double usual = person->listed.usual_gap;

	cs_buf_addf(out, "silent for %s",
		    cs_counted(person->listed.days_silent, "day").text);
	if (!isnan(usual))
		cs_buf_addf(
		    out, ", where %s %s usual",
		    cs_figure(usual, usual == floor(usual) ? 0 : 1).text,
		    usual == 1 ? "is" : "are");
}

/* Of who brought at least LARGE of all, the largest but those in `named`. */
static const struct person *next_large(const struct findings *found,
				       const struct person *const *named,
				       size_t count)
{
	const struct people *people = &found->tally->people;
	const struct person *largest = NULL;

	for (size_t i = 0; i < people->count; i++) {
		const struct person *person = &people->list[i];
		bool known = false;

		for (size_t k = 0; k < count; k++)
			known |= named[k] == person;
		if (!known && study_share(found, person) >= LARGE &&
		    (largest == NULL ||
		     person->listed.last_year > largest->listed.last_year))
			largest = person;
	}
	return largest;
}

/* One account alone can be a quarter of the volume. */
static void say_large(const struct findings *found, struct cs_buf *out)
{
	const struct person *named[MOST_NAMED];
	size_t n = 0;

	while (n < MOST_NAMED &&
	       (named[n] = next_large(found, named, n)) != NULL) {
		const struct person *person = named[n];

		cs_buf_adds(out, n == 0 ? "One customer alone, " : "; ");
		add_key(out, person);
		cs_buf_addf(
		    out,
		    n == 0 ? ", is %s %% of the business: it has "
			     "been "
			   : " is %s %%, ",
		    cs_figure(100 * study_share(found, person), 1).text);
		add_silence(out, person);
		n++;
	}
}

/* --- the plan of the week ---------------------------------------------- */

static void add_many(struct cs_buf *out, const char *before, int64_t n,
		     const char *after)
{
	cs_buf_addf(out, "%s%s%s", before,
		    n == 0 ? "none" : cs_figure((double)n, 0).text, after);
}

static void say_plan(const struct study *study, struct cs_buf *out)
{
	const struct findings *whole = &study->all[0];
	struct sums personal = sums_of(whole, PERSONAL, -1);
	struct sums weekly = sums_of(whole, WEEKLY, -1);
	struct sums email = sums_of(whole, EMAIL, -1);

	cs_buf_addf(out, "Of %s ",
		    cs_counted(study->parts.customers, "customer").text);
	add_many(out, "look after ", personal.customers, " personally, ");
	add_many(out, "call ", weekly.customers, " every week and ");
	add_many(out, "write to ", email.customers, " now and then");
	if (personal.customers + weekly.customers == 0 || whole->last_year == 0)
		return;
	cs_buf_addf(out, "; %s %s %% of the revenue",
		    personal.customers + weekly.customers == 1
			? "the one to call brings"
			: "those to call bring",
		    cs_figure(100 * cs_money_share(personal.last_year +
						       weekly.last_year,
						   whole->last_year),
			      1)
			.text);
}

/* Who is called, and has been silent for too long. */
static int64_t silent_too_long(const struct findings *found)
{
	const struct people *people = &found->tally->people;
	int64_t n = 0;

	for (size_t i = 0; i < people->count; i++)
		n += people->list[i].tier <= WEEKLY &&
		     people->list[i].listed.state == CS_AT_RISK;
	return n;
}

/* More are no list to work down: whom to begin with has to be said. */
enum { MANY_BACK = 20, MANY_CALLS = 100, CALLS = 50 };

/* Where nobody can be seen to leave, who may just have been lost is not known.
 */
static bool stakes_known(const struct findings *found)
{
	return found->fitted && found->fit.end != CS_BTYD_NO_DROPOUT;
}

static void say_work(const struct study *study, struct cs_buf *out)
{
	const struct findings *whole = &study->all[0];
	int64_t back = sums_of(whole, WIN_BACK, -1).customers;
	int64_t silent = silent_too_long(whole);
	double calls = 0;

	for (int tier = PERSONAL; tier <= WEEKLY; tier++)
		calls += contacts_a_month(tier) / contacts_a_month(WEEKLY) *
			 (double)sums_of(whole, tier, -1).customers;
	if (calls == 0)
		return;
	cs_buf_addf(out, "That is about %s a week",
		    cs_counted(lround(calls), "call").text);
	if (calls > MANY_CALLS && sums_of(whole, WEEKLY, -1).customers > CALLS)
		cs_buf_addf(out, " (--weekly %d calls the first %d only)",
			    CALLS, CALLS);
	if (silent > 0)
		cs_buf_addf(out, "; %s of them %s at risk by their silence",
			    cs_figure((double)silent, 0).text,
			    silent == 1 ? "is" : "are");
	if (back > 0)
		cs_buf_addf(out,
			    "; %s lapsed %s as large as the smallest of them: "
			    "to win back",
			    cs_figure((double)back, 0).text,
			    back == 1 ? "customer was" : "customers were");
	if (back > MANY_BACK)
		cs_buf_addf(out,
			    ", first those of --tier win_back --sort %s "
			    "--limit 20",
			    stakes_known(whole) ? "at_stake"
						: "revenue_last_year");
}

enum { FIRST_CALLS = 3 };

/* What speaks for calling somebody first: what is at stake; where that is not
 * known, the last year of who is at risk by its silence. */
static double urgency(const struct findings *found, const struct person *person)
{
	if (person->tier > WEEKLY)
		return 0;
	if (stakes_known(found) && !isnan(person->at_stake))
		return person->at_stake;
	return person->listed.state == CS_AT_RISK
		   ? cs_money_double(person->listed.last_year)
		   : 0;
}

/* The most urgent; they are listed by what is at stake, unless --sort has its
 * own order. */
static size_t first_calls(const struct findings *found,
			  const struct person *first[FIRST_CALLS])
{
	const struct people *people = &found->tally->people;
	size_t n = 0;

	for (size_t i = 0; i < people->count; i++) {
		const struct person *person = &people->list[i];
		double urgent = urgency(found, person);
		size_t at;

		if (!(urgent > 0))
			continue;
		for (at = n; at > 0 && urgency(found, first[at - 1]) < urgent;
		     at--)
			if (at < FIRST_CALLS)
				first[at] = first[at - 1];
		if (at < FIRST_CALLS)
			first[at] = person;
		if (n < FIRST_CALLS)
			n++;
	}
	return n;
}

static void say_first(const struct study *study, struct cs_buf *out)
{
	const struct findings *whole = &study->all[0];
	const struct person *first[FIRST_CALLS];
	size_t n = first_calls(whole, first);

	for (size_t i = 0; i < n; i++) {
		cs_buf_adds(out, i == 0 ? "Call first: " : "; ");
		add_key(out, first[i]);
		cs_buf_adds(out, ", ");
		add_silence(out, first[i]);
		cs_buf_addf(out, ", %s %s",
			    cs_figure(urgency(whole, first[i]), 0).text,
			    stakes_known(whole) && !isnan(first[i]->at_stake)
				? "at stake"
				: "in its last year");
	}
}

void report_answer(const void *of, struct cs_report *report,
		   struct cs_buf *first)
{
	static void (*const say[])(const struct study *,
				   struct cs_buf *) = { say_plan, say_work,
							say_first };
	const struct study *study = of;
	struct cs_buf more = CS_BUF_INIT;

	if (study->parts.customers == 0) {
		cs_report_lead(report, "There is nobody to look after.");
		return;
	}
	if (study->parts.customers > 1)
		say_large(&study->all[0], first);
	if (first->length > 0)
		cs_report_lead(report, "%s.", first->data);
	for (size_t i = 0; i < sizeof say / sizeof *say; i++) {
		cs_buf_clear(&more);
		say[i](study, &more);
		if (more.length > 0)
			cs_report_lead(report, "%s.", more.data);
		if (first->length == 0)
			cs_buf_adds(first, more.data);
	}
	cs_buf_release(&more);
}
