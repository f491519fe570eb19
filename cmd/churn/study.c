/* study.c - the plan of cs-churn, and its counts: see study.h. */
#include "churn/study.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "app/tables.h"
#include "stat/quantile.h"

/* --- definitions ------------------------------------------------------- */

void churn_define(struct churn_options *options)
{
	static const struct cs_definition usual[NDEFINED] = {
		[COMPLAINT] = { "--complaint", NULL, CS_CONTACT_KIND,
				"= complaint,Complaint,COMPLAINT,complaints,"
				"Complaints,claim,Claim" },
		[PROACTIVE] = { "--proactive", NULL, CS_CONTACT_KIND,
				"= survey,Survey,SURVEY,follow-up,Follow-up,"
				"followup,proactive,Proactive" },
		[DISSATISFIED] = { "--dissatisfied", NULL, CS_CONTACT_SCORE,
				   "<= 2" },
		[FAILURE] = { "--failure", NULL, CS_CONTACT_KIND,
			      "= yes,Yes,YES,true,True,TRUE,1",
			      .of_orders = true },
	};

	for (int i = 0; i < NDEFINED; i++) {
		options->definitions[i] = usual[i];
		options->definitions[i].texts = &options->expressions[i];
		options->definitions[i].text = (struct cs_buf)CS_BUF_INIT;
		options->definitions[i].brief = (struct cs_buf)CS_BUF_INIT;
	}
}

bool study_knows(const struct study *study, enum defined defined)
{
	return study->definitions[defined].known;
}

const char *experience_name(enum experience experience)
{
	static const char *const names[NEXPERIENCES] = {
		[FAILURE_UNVOICED] = "failure_no_complaint",
		[COMPLAINT_UNRESOLVED] = "complaint_unresolved",
		[COMPLAINT_LATE] = "complaint_resolved_late",
		[COMPLAINT_RESOLVED] = "complaint_resolved",
		[COMPLAINT_FOLLOWED_UP] = "complaint_followed_up",
		[COMPLAINT_MADE] = "complaint",
		[CONTACT_ONLY] = "contact_no_complaint",
		[NOTHING] = "none",
	};

	return names[experience];
}

/* --- the plan ---------------------------------------------------------- */

int32_t duration_days(struct cs_duration span)
{
	return (int32_t)lround((double)span.days +
			       (double)span.months * 365.25 / 12);
}

static int plan_rules(struct study *study, struct cs_err *err)
{
	const struct churn_options *options = study->options;
	const struct cs_data *data = &study->job->data;
	const struct cs_gaps *gaps = &study->lapse.gaps;
	int32_t usual, days;

	if (cs_lapse_settle(study->job, &study->lapse, err) != 0)
		return -1;
	cs_gaps_count(&study->lapse.gaps, data);
	days = duration_days(cs_lapse_length(&study->lapse));
	usual = (int32_t)cs_histogram_quantile(gaps->counts, gaps->length, .8);
	study->rules = (struct cs_standing_rules){
		.as_of = data->as_of,
		.lapse = &study->lapse,
		.at_risk_days = options->at_risk_after.given
				    ? duration_days(options->at_risk_after.span)
				: usual >= 0 && usual < days ? usual
							     : days,
		.rhythm = options->rhythm,
		.lapse_days = days,
		.usual_gap = cs_histogram_median(gaps->counts, gaps->length),
		.unit = study->job->shared.period,
		.days = study->lapse.days,
	};
	if (isnan(study->rules.usual_gap)) /* nobody has a gap of its own */
		study->rules.rhythm = false;
	if (options->at_risk_after.given && study->rules.at_risk_days >= days) {
		cs_fail_at(err, NULL, 0, 0);
		return cs_fail(err, "at-risk-after",
			       "--at-risk-after is not shorter than the %ld "
			       "days of silence that make a lapse",
			       (long)days);
	}
	study->window = options->complaint_window.given
			    ? duration_days(options->complaint_window.span)
			    : days;
	study->horizon = options->horizon.given
			     ? duration_days(options->horizon.span)
			     : days;
	return 0;
}

static void plan_periods(struct study *study)
{
	const struct cs_data *data = &study->job->data;
	enum cs_period unit = study->job->shared.period;
	cs_day first = data->input.account.first_date;

	study->first_period = cs_period_of(first, unit);
	study->nperiods =
	    (size_t)(cs_period_of(data->as_of, unit) - study->first_period) + 1;
}

static int plan(struct study *study, struct cs_err *err)
{
	const struct cs_job *job = study->job;

	study->definitions = study->options->definitions;
	study->ngroups = cs_data_ngroups(&job->data);
	study->ordinals = cs_calloc(MOST_ORDINALS, sizeof *study->ordinals);
	if (job->data.customers == 0)
		return 0;
	if (plan_rules(study, err) != 0)
		return -1;
	plan_periods(study);
	study->resolutions =
	    cs_contact_column(job, CS_CONTACT_RESOLVED) != NULL;
	study->with_listing = cs_table_needed(job, CUSTOMERS);
	study->with_periods = cs_table_needed(job, PERIODS);
	study->with_records = cs_table_needed(job, SILENT) ||
			      cs_table_needed(job, EXPERIENCES) ||
			      cs_table_needed(job, IMPACT);
	return 0;
}

/* --- counting ---------------------------------------------------------- */

static void tally_init(struct tally *tally, const struct study *study)
{
	*tally = (struct tally){ 0 };
	if (study->with_periods)
		cs_movements_tally.init(&tally->movements, &study->rules);
}

static void tally_release(struct tally *tally)
{
	cs_tally_release(&cs_movements_tally, &tally->movements);
	free(tally->records.list);
}

static void add_record(struct records *records, struct record record)
{
	CS_GROW(records->list, records->count, records->capacity);
	records->list[records->count++] = record;
}

static void count_person(struct tally *tally, const struct person *person)
{
	bool lapsed = person->standing.state == CS_LAPSED;
	bool complained = person->complaints > 0;

	tally->customers++;
	tally->states[person->standing.state]++;
	tally->reactivated += person->standing.reactivated;
	tally->lapsed_complained += lapsed && person->complained_lately;
	tally->complained += complained;
	tally->came_back += person->came_back;
	tally->asked += person->asked;
	tally->revealed += person->revealed;
	tally->revealed_complained += person->revealed && complained;
	tally->unvoiced_back += person->back_unvoiced && !complained;
	tally->met[person->worst]++;
	tally->met_lapsed[person->worst] += lapsed;
	tally->revenue += person->revenue;
	if (person->standing.state == CS_AT_RISK)
		tally->revenue_at_risk += person->revenue;
	if (lapsed && !person->complained_lately)
		tally->revenue_unvoiced += person->revenue;
}

static void list_person(const struct study *study, struct listing *listing,
			const struct cs_customer *customer,
			const struct person *person)
{
	int state = study->options->state;

	if (state >= 0 ? (int)person->standing.state != state
		       : person->standing.state == CS_ACTIVE)
		return;
	CS_GROW(listing->list, listing->count, listing->capacity);
	listing->list[listing->count++] = (struct listed){
		.key = customer->key,
		.group = customer->group,
		.standing = person->standing,
		.complaints = person->complaints,
		.last = person->last,
		.revenue = person->revenue,
		.kept = customer->kept,
	};
}

static void visit(void *context, unsigned worker,
		  const struct cs_customer *customer)
{
	struct study *study = context;
	struct tally *tally =
	    &study->tallies[worker * study->ngroups + customer->group];
	struct person person = person_of(study, customer);

	count_person(tally, &person);
	if (study->with_periods)
		cs_movements_add(&tally->movements, &study->rules,
				 &person.standing, customer);
	if (study->with_records && person.worst != NOTHING) {
		size_t ordinal = person.clock < MOST_ORDINALS
				     ? person.clock
				     : MOST_ORDINALS - 1;

		__atomic_fetch_add(&study->ordinals[ordinal], 1,
				   __ATOMIC_RELAXED);
		add_record(&tally->records,
			   record_of(study, customer, &person, person.clock));
	}
	if (study->with_listing)
		list_person(study, &study->listings[worker], customer, &person);
}

/* The others, each at one purchase: see person_clock(). */
static void visit_others(void *context, unsigned worker,
			 const struct cs_customer *customer)
{
	struct study *study = context;
	struct tally *tally =
	    &study->tallies[worker * study->ngroups + customer->group];
	size_t clock = person_clock(study, customer);
	struct person person;
	struct record record;

	if (clock == SIZE_MAX)
		return;
	person = person_of(study, customer);
	record = record_of(study, customer, &person, clock);
	record.other = true;
	record.before = person.clock > clock;
	record.failed = person.first_failure <= clock;
	add_record(&tally->records, record);
}

static void add_counts(struct tally *sum, const struct tally *part)
{
	sum->customers += part->customers;
	sum->reactivated += part->reactivated;
	sum->lapsed_complained += part->lapsed_complained;
	sum->complained += part->complained;
	sum->came_back += part->came_back;
	sum->asked += part->asked;
	sum->revealed += part->revealed;
	sum->revealed_complained += part->revealed_complained;
	sum->unvoiced_back += part->unvoiced_back;
	sum->revenue += part->revenue;
	sum->revenue_at_risk += part->revenue_at_risk;
	sum->revenue_unvoiced += part->revenue_unvoiced;
	for (int i = 0; i < CS_NSTATES; i++)
		sum->states[i] += part->states[i];
	for (int i = 0; i < NEXPERIENCES; i++) {
		sum->met[i] += part->met[i];
		sum->met_lapsed[i] += part->met_lapsed[i];
	}
}

static void append(struct records *records, const struct records *more)
{
	size_t needed = records->count + more->count;

	if (needed > records->capacity) {
		records->list =
		    cs_realloc(records->list, needed, sizeof *records->list);
		records->capacity = needed;
	}
	if (more->count > 0)
		memcpy(records->list + records->count, more->list,
		       more->count * sizeof *more->list);
	records->count = needed;
}

static void merge(const struct study *study, struct tally *sum,
		  const struct tally *part)
{
	add_counts(sum, part);
	if (study->with_periods)
		cs_tally_merge(&cs_movements_tally, &sum->movements,
			       &part->movements, &study->rules);
	append(&sum->records, &part->records);
}

/* --- the list of customers --------------------------------------------- */

static int by_revenue(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;

	if (x->standing.state != y->standing.state)
		return x->standing.state < y->standing.state ? -1 : 1;
	if (x->revenue != y->revenue)
		return x->revenue > y->revenue ? -1 : 1;
	return cs_text_compare(x->key, y->key);
}

static void join_listings(struct study *study)
{
	struct listing *all = &study->listings[0];

	for (unsigned w = 1; w < study->job->data.threads; w++) {
		struct listing *part = &study->listings[w];

		for (size_t i = 0; i < part->count; i++) {
			CS_GROW(all->list, all->count, all->capacity);
			all->list[all->count++] = part->list[i];
		}
		free(part->list);
		part->list = NULL;
	}
	if (all->count > 0)
		qsort(all->list, all->count, sizeof *all->list, by_revenue);
}

/* --- all of it --------------------------------------------------------- */

static size_t tally_count(const struct study *study)
{
	return study->job->data.threads * study->ngroups;
}

int study_run(struct study *study, struct cs_job *job, struct cs_err *err)
{
	size_t n;

	*study = (struct study){ .job = job, .options = job->own };
	if (plan(study, err) != 0)
		return -1;
	n = tally_count(study);
	study->tallies = cs_calloc(n, sizeof *study->tallies);
	study->listings = cs_calloc(job->data.threads, sizeof *study->listings);
	for (size_t i = 0; i < n; i++)
		tally_init(&study->tallies[i], study);
	tally_init(&study->whole, study);
	cs_data_each(&job->data, visit, study);
	for (size_t o = 0; o < MOST_ORDINALS; o++)
		study->nmet += study->ordinals[o];
	if (study->with_records && study->nmet > 0)
		cs_data_each(&job->data, visit_others, study);
	for (size_t i = 0; i < n; i++) {
		merge(study, &study->whole, &study->tallies[i]);
		if (i >= study->ngroups)
			merge(study, &study->tallies[i % study->ngroups],
			      &study->tallies[i]);
	}
	join_listings(study);
	return 0;
}

void study_release(struct study *study)
{
	for (size_t i = 0; study->tallies != NULL && i < tally_count(study);
	     i++)
		tally_release(&study->tallies[i]);
	if (study->listings != NULL)
		for (unsigned w = 0; w < study->job->data.threads; w++)
			free(study->listings[w].list);
	free(study->listings);
	free(study->tallies);
	tally_release(&study->whole);
	free(study->ordinals);
	cs_lapse_release(&study->lapse);
}
