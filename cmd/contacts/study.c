/* study.c - the plan of cs-contacts, and what is tallied: see study.h. */
#include "contacts/study.h"

#include <stdlib.h>
#include <string.h>

#include "app/keep.h"
#include "app/notice.h"
#include "app/tables.h"
#include "app/account.h"
#include "app/scores.h"
#include "base/mem.h"
#include "contacts/report.h"
#include "report/number.h"

bool has_column(const struct study *study, enum cs_contact_field field)
{
	return cs_contact_column(study->job, field) != NULL;
}

bool has_orders(const struct study *study, const void *part)
{
	return part == study->whole || study->job->data.order_groups;
}

/* The columns of dates of orders come behind the roles. */
static bool has_order_date(const struct study *study, enum cs_order_field field)
{
	return cs_column_header(&study->job->data.input, CS_NROLES + field) !=
	       NULL;
}

/* --- what counts as what ------------------------------------------------ */

static uint32_t mask_of(const struct contacts_options *own, enum defined what)
{
	return own->definitions[what].mask;
}

static void form(struct study *study, struct cs_job *job)
{
	const struct contacts_options *own = job->own;
	struct cs_touch_rules *rules = &study->rules.forming;

	*rules = (struct cs_touch_rules){
		.inbound = mask_of(own, INBOUND),
		.outbound = mask_of(own, OUTBOUND),
		.automatic = mask_of(own, AUTOMATIC),
		.proactive = mask_of(own, PROACTIVE),
		.directed = has_column(study, CS_CONTACT_DIRECTION),
		.scored_out = !has_column(study, CS_CONTACT_RESPONDED) &&
			      !has_column(study, CS_CONTACT_RESPONSE_TIME) &&
			      !has_column(study, CS_CONTACT_RESOLVED) &&
			      !has_column(study, CS_CONTACT_REPLIES),
		.rows = own->rows < 0	 ? CS_ROWS_FOUND
			: own->rows == 0 ? CS_ROWS_TOUCHES
					 : CS_ROWS_TICKETS,
		.link_within =
		    (int64_t)days_of(own->link_within) * CS_DAY_SECONDS,
		.end = study->rules.end,
	};

	study->account = cs_touches_form(&job->data, rules);
}

/* --- what is said of it ------------------------------------------------- */

static void fill_account(const struct study *study, struct cs_job *job)
{
	const struct cs_touch_account *account = &study->account;
	struct cs_object *object = job->report.input, *linked;

	cs_set_count(object, "touches", (int64_t)account->touches);
	cs_set_count(object, "matters", (int64_t)account->matters);
	linked = cs_set_object(object, "linked_by");
	cs_set_count(linked, "id", (int64_t)account->linked[CS_LINKED_BY_ID]);
	cs_set_count(linked, "time",
		     (int64_t)account->linked[CS_LINKED_BY_TIME]);
	cs_set_count(linked, "none",
		     (int64_t)account->linked[CS_LINKED_BY_NOTHING]);
	cs_report_scope(
	    &job->report, "%s make%s %s%s",
	    cs_counted((int64_t)account->touches, "contact").text,
	    account->touches == 1 ? "s" : "",
	    cs_counted((int64_t)account->matters, "matter").text,
	    has_column(study, CS_CONTACT_DIRECTION)
		? ""
		: "; nothing says who began: what asks the customer is taken "
		  "for the firm's, all else for the customer's");
}

static void say_links(const struct study *study, struct cs_job *job)
{
	const struct cs_touch_account *account = &study->account;

	if (job->data.input.nschemas == 0)
		return;
	cs_report_scope(
	    &job->report,
	    "linked to orders: %s by the order's id, %s by time, which is a "
	    "guess, %s not",
	    cs_figure((double)account->linked[CS_LINKED_BY_ID], 0).text,
	    cs_figure((double)account->linked[CS_LINKED_BY_TIME], 0).text,
	    cs_figure((double)account->linked[CS_LINKED_BY_NOTHING], 0).text);
}

static void warn_spans(struct cs_job *job,
		       const struct cs_contact_account *contacts)
{
	uint64_t bare = contacts->spans_bare, bad = contacts->spans_bad;

	if (bare > 0)
		cs_warn(job, "bad-span", bare, NULL, 0,
			"%llu cell%s of how long it took %s a unit, and %s not "
			"used: say it with --duration-unit",
			(unsigned long long)bare, bare == 1 ? "" : "s",
			bare == 1 ? "is a number without"
				  : "are numbers without",
			bare == 1 ? "is" : "are");
	else if (bad > 0)
		cs_warn(job, "bad-span", bad, NULL, 0,
			"%llu cell%s of how long it took cannot be read, and "
			"%s not used",
			(unsigned long long)bad, bad == 1 ? "" : "s",
			bad == 1 ? "is" : "are");
}

static void warn(const struct study *study, struct cs_job *job)
{
	const struct cs_touch_account *account = &study->account;
	const struct cs_contact_account *contacts = &job->data.contacts;
	uint64_t early = account->early + contacts->moments_early;

	if (early > 0)
		cs_warn(job, "early-answer", early, NULL, 0,
			"%llu answer%s or end%s before the contact was "
			"opened: the time is not used",
			(unsigned long long)early, early == 1 ? "" : "s",
			early == 1 ? " is from" : "s are from");
	if (account->touches > 0 && !study->rules.clock &&
	    study->rules.responses)
		cs_warn(job, "no-clock", 0, NULL, 0,
			"contacts have days, no times of day: how soon they "
			"were answered is in whole days, and nothing can be "
			"said of an hour");
	warn_spans(job, &job->data.contacts);
	if (contacts->nchannels > MOST_CHANNELS)
		cs_note(job,
			"there are %zu channels: all together are shown; is "
			"--contact-channel the right column?",
			contacts->nchannels);
}

/* --- the plan ----------------------------------------------------------- */

static void plan_times(struct study *study, const struct cs_job *job)
{
	struct contacts_rules *rules = &study->rules;

	rules->options = job->own;
	rules->zone = job->load.input.zone;
	rules->end = cs_job_end(job);
	rules->now = rules->end - (job->shared.as_of_second >= 0);
}

/* From the first contact or order to the end. */
static void plan_periods(struct contacts_rules *rules, const struct cs_job *job)
{
	cs_day first = job->data.contacts.input.account.first_date;
	cs_day order = job->data.input.account.first_date;

	rules->unit = cs_shared_period(&job->shared);
	rules->first_contact =
	    first == CS_NO_DAY ? rules->end : cs_day_begins(rules->zone, first);
	if (rules->orders && order != CS_NO_DAY &&
	    (first == CS_NO_DAY || order < first))
		first = order;
	if (first == CS_NO_DAY || first > job->data.as_of)
		return;
	rules->first_period = cs_period_of(first, rules->unit);
	rules->periods = (size_t)(cs_period_of(job->data.as_of, rules->unit) -
				  rules->first_period) +
			 1;
}

/* Also as something else than the day on which it was opened? */
static bool answers_are_told(const struct study *study)
{
	const char *responded =
	    cs_contact_column(study->job, CS_CONTACT_RESPONDED);
	const char *opened =
	    cs_column_header(&study->job->data.contacts.input, CS_ROLE_DATE);

	return responded != NULL &&
	       (opened == NULL || strcmp(responded, opened) != 0);
}

/* In words that can be read, or not at all? Numbers of no unit say nothing. */
static bool times_are_told(const struct study *study)
{
	return has_column(study, CS_CONTACT_RESPONSE_TIME) &&
	       (study->account.spans > 0 ||
		study->job->data.contacts.spans_bare == 0);
}

/* Rows are messages of tickets, which say who wrote: not tickets, of which each
 * says who began. */
static bool messages_are_told(const struct study *study)
{
	return has_column(study, CS_CONTACT_DIRECTION) &&
	       has_column(study, CS_CONTACT_TICKET) &&
	       (study->account.shared > 0 || study->rules.options->rows == 0 ||
		(!has_column(study, CS_CONTACT_REPLIES) &&
		 !has_column(study, CS_CONTACT_REOPENS) &&
		 !has_column(study, CS_CONTACT_RESPONSE_TIME)));
}

static void plan(struct study *study, const struct cs_job *job)
{
	struct contacts_rules *rules = &study->rules;
	size_t channels = job->data.contacts.nchannels;

	rules->hours = study->account.clocks > 0;
	rules->clock = rules->hours || study->account.spans > 0;
	rules->responses = answers_are_told(study) || times_are_told(study) ||
			   messages_are_told(study);
	rules->replies = has_column(study, CS_CONTACT_REPLIES);
	rules->reopens = has_column(study, CS_CONTACT_REOPENS);
	rules->resolutions = has_column(study, CS_CONTACT_RESOLVED) ||
			     has_column(study, CS_CONTACT_RESOLUTION_TIME);
	rules->orders = job->data.input.nschemas > 0;
	rules->promises =
	    rules->orders && (has_order_date(study, CS_ORDER_PROMISED) ||
			      rules->options->promise_days > 0);
	rules->deliveries =
	    rules->promises && has_order_date(study, CS_ORDER_DELIVERED);
	for (int i = 0; i < NSTAGES; i++)
		rules->kinds_told |=
		    rules->options->definitions[TOLD + i].known;
	rules->effect = cs_table_needed(job, PLAN_EFFECT);
	/* the empty one is always among them */
	rules->channels =
	    has_column(study, CS_CONTACT_CHANNEL) && channels <= MOST_CHANNELS
		? channels
		: 1;
	rules->worded = cs_scores_worded(job);
	rules->named_ten =
	    cs_scores_named_ten(cs_contact_column(job, CS_CONTACT_SCORE));
	plan_periods(rules, job);
	rules->listed = cs_rows_wanted(job, LISTED_IN_TEXT);
}

static const struct tallied {
	enum contacts_table table;
	const struct cs_tally *tally;
	size_t at;
} tallied[] = {
	{ SUMMARY, &counts_tally, offsetof(struct tally, counts) },
	{ PLAN, &plan_tally, offsetof(struct tally, planned) },
	{ TOUCHES, &touched_tally, offsetof(struct tally, touched) },
	{ RESPONSE, &response_tally, offsetof(struct tally, response) },
	{ RESPONSE, &business_tally, offsetof(struct tally, business) },
	{ HOURS, &hours_tally, offsetof(struct tally, hours) },
	{ RESOLUTION, &resolution_tally, offsetof(struct tally, resolution) },
	{ DELIVERY, &delivery_tally, offsetof(struct tally, deliveries) },
	{ COMPLAINTS, &complaints_tally, offsetof(struct tally, complaints) },
	{ FUNNEL, &funnel_tally, offsetof(struct tally, funnel) },
	{ SATISFACTION, &satisfaction_tally,
	  offsetof(struct tally, satisfaction) },
	{ REGISTER, &register_tally, offsetof(struct tally, entries) },
	{ ORDERS, &order_list_tally, offsetof(struct tally, order_list) },
};

static bool is_needed(const struct study *study, const struct tallied *kept)
{
	const struct cs_job *job = study->job;

	if (kept->tally == &business_tally &&
	    study->rules.options->hours == NULL)
		return false;
	if (kept->tally == &delivery_tally && !study->rules.deliveries)
		return false;
	if (kept->tally == &counts_tally || cs_table_needed(job, kept->table))
		return true;
	switch (kept->table) {
	case TOUCHES:
		return cs_table_needed(job, RATE) ||
		       cs_table_needed(job, ORDERS);
	case HOURS:
	case FUNNEL:
	case REGISTER:
	case ORDERS: return false;
	case PLAN:
		if (cs_table_needed(job, PLAN_EFFECT) ||
		    cs_table_needed(job, ORDERS))
			return true;
		break;
	default: break;
	}
	/* these are made of all others */
	return cs_sentences_wanted(job) || cs_table_needed(job, SUMMARY);
}

static void tally_all(struct study *study)
{
	const struct cs_job *job = study->job;
	struct cs_parts *parts = &study->parts;
	struct cs_part_tally *next = parts->tallies;

	for (size_t i = 0; i < sizeof tallied / sizeof *tallied; i++)
		if (is_needed(study, &tallied[i]))
			*next++ = (struct cs_part_tally){ tallied[i].tally,
							  &study->rules,
							  tallied[i].at };
	cs_parts_fold(parts, sizeof(struct tally), &job->data);
	study->whole = parts->whole;
	parts->customers = study->whole->counts.customers;
}

/* Of the whole and of each group. */
static const struct tally *part_of(const struct cs_parts *parts, size_t i)
{
	return i == 0 ? parts->whole
		      : (const struct tally *)parts->groups + (i - 1);
}

/* How far the shares who buy again may be off: a second pass, if a table shows
 * them. */
static void tally_spreads(struct study *study)
{
	struct cs_parts *parts = &study->parts;
	const struct {
		bool needed;
		const struct cs_tally *tally;
		size_t waits, at; /* in struct tally */
		int against;
	} spreads[] = {
		{ study->rules.deliveries &&
		      cs_table_needed(study->job, DELIVERY),
		  &delivery_spread_tally,
		  offsetof(struct tally, deliveries.returns),
		  offsetof(struct tally, delivery_spread), ON_TIME },
		{ cs_table_needed(study->job, PLAN_EFFECT),
		  &effect_spread_tally, offsetof(struct tally, planned.returns),
		  offsetof(struct tally, effect_spread), -1 },
	};
	size_t n = 1 + parts->ngroups;
	const struct cs_waits **waits = cs_calloc(n, sizeof(*waits));
	struct return_terms *terms[2] = { NULL, NULL };
	struct cs_part_tally *next = &parts->tallies[parts->folded];

	for (size_t s = 0; s < 2; s++) {
		if (!spreads[s].needed)
			continue;
		for (size_t i = 0; i < n; i++)
			waits[i] =
			    (const void *)((const char *)part_of(parts, i) +
					   spreads[s].waits);
		terms[s] = return_terms_new(&study->rules, waits, n,
					    spreads[s].against);
		for (size_t i = 0;
		     s == 0 && study->rules.options->adjust && i < n; i++)
			return_terms_adjust(
			    terms[s], i, part_of(parts, i)->deliveries.numbers);
		*next++ = (struct cs_part_tally){ spreads[s].tally, terms[s],
						  spreads[s].at };
	}
	if (terms[0] != NULL || terms[1] != NULL)
		cs_parts_fold(parts, sizeof(struct tally), &study->job->data);
	return_terms_free(terms[0]);
	return_terms_free(terms[1]);
	free((void *)waits);
}

/* Which numbers of contacts are unusual, of the whole and of each group. */
static void settle_unusual(const struct contacts_rules *rules,
			   struct tally *tally)
{
	struct cs_counts counts =
	    cs_counts(tally->touched.with, tally->touched.nwith);

	tally->order_list.unusual_from = unusual_from(rules, &counts);
}

static void settle_orders(struct study *study)
{
	struct cs_parts *parts = &study->parts;

	if (!cs_table_needed(study->job, ORDERS))
		return;
	settle_unusual(&study->rules, parts->whole);
	for (size_t g = 0; g < parts->ngroups; g++)
		settle_unusual(&study->rules,
			       (struct tally *)parts->groups + g);
}

static void warn_misdated(const struct study *study, struct cs_job *job)
{
	uint64_t count = (uint64_t)study->whole->deliveries.misdated;

	if (count > 0)
		cs_warn(job, "early-delivery", count, NULL, 0,
			"%llu order%s promised for, or delivered on, a day "
			"before %s placed: not counted in delivery",
			(unsigned long long)count, count == 1 ? " is" : "s are",
			count == 1 ? "it was" : "they were");
}

int study_run(void *run, struct cs_job *job, struct cs_err *err)
{
	struct study *study = run;

	study->job = job;
	if (cs_keep_missing(job,
			    &((const struct contacts_options *)job->own)->keep,
			    err) != 0)
		return -1;
	plan_times(study, job);
	form(study, job);
	plan(study, job);
	fill_account(study, job);
	say_links(study, job);
	warn(study, job);
	note_usage(study);
	tally_all(study);
	tally_spreads(study);
	settle_orders(study);
	warn_misdated(study, job);
	note_promises(study);
	return 0;
}
