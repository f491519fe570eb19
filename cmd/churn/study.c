/* study.c - the plan of cs-churn, and what is counted: see study.h. */
#include "churn/study.h"

#include <math.h>
#include <stdlib.h>

#include "app/clusters.h"
#include "app/notice.h"
#include "app/season.h"
#include "app/tables.h"
#include "base/mem.h"
#include "report/number.h"
#include "stat/quantile.h"

/* --- the plan ---------------------------------------------------------- */

/* So that no purchase asks the calendar. */
static void plan_periods(struct study *study)
{
	struct churn_rules *rules = &study->rules;
	struct cs_window days = rules->standing.days;
	enum cs_period unit = rules->standing.unit;
	size_t n = cs_window_days(days);
	int32_t first = cs_period_of(days.from, unit);

	study->period_of_day = cs_malloc(n * sizeof *study->period_of_day);
	for (size_t i = 0; i < n; i++)
		study->period_of_day[i] =
		    (uint32_t)(cs_period_of(days.from + (cs_day)i, unit) -
			       first);
	rules->period_of_day = study->period_of_day;
	rules->periods = study->period_of_day[n - 1] + 1;
}

static int plan_rules(struct study *study, struct cs_err *err)
{
	struct churn_rules *rules = &study->rules;
	struct cs_standing_rules *standing = &rules->standing;
	const struct churn_options *options = rules->options;

	if (cs_standing_settle(study->job, &study->lapse, standing, err) != 0)
		return -1;
	standing->gapless = !cs_table_needed(study->job, CUSTOMERS);
	rules->window = options->complaint_window.given
			    ? cs_duration_days(options->complaint_window.span)
			    : standing->lapse_days;
	rules->horizon = cs_duration_days(options->horizon.span);
	plan_periods(study);
	if (cs_lapse_missing(&study->lapse))
		rules->records = false;
	return 0;
}

static int plan(struct study *study, const struct cs_job *job,
		struct cs_err *err)
{
	study->job = job;
	study->rules.options = job->own;
	if (job->data.customers == 0)
		return 0;
	study->rules.resolutions =
	    cs_contact_column(job, CS_CONTACT_RESOLVED) != NULL;
	study->rules.sort = job->shared.sort;
	study->rules.listed = cs_rows_wanted(job, LISTED_IN_TEXT);
	study->rules.records =
	    cs_table_needed(job, SILENT) || cs_table_needed(job, EXPERIENCES);
	return plan_rules(study, err);
}

/* --- people ------------------------------------------------------------ */

static void people_init(void *tally, const void *rules)
{
	struct people *people = tally;

	*people = (struct people){ 0 };
	records_init(&people->records, rules);
}

static void people_add(void *tally, const void *rules,
		       const struct cs_customer *customer)
{
	struct person person = person_of(rules, customer);
	struct people *people = tally;
	bool lapsed = person.standing.state == CS_LAPSED;
	bool complained = person.complaints > 0;

	people->customers++;
	people->states[person.standing.state]++;
	people->reactivated += person.standing.reactivated;
	people->lapsed_complained += lapsed && person.complained_lately;
	people->complained += complained;
	people->came_back += person.came_back;
	people->asked += person.asked;
	people->answered += person.answered;
	people->mute += person.asked && !person.answered && !complained;
	people->revealed += person.revealed;
	people->revealed_complained += person.revealed && complained;
	people->unvoiced_back += person.back_unvoiced && !complained;
	people->met[person.worst]++;
	people->met_lapsed[person.worst] += lapsed;
	asked_count(&people->orders, rules, customer);
	people->revenue += person.revenue;
	if (person.standing.state == CS_AT_RISK)
		people->revenue_at_risk += person.revenue;
	if (lapsed && !person.complained_lately)
		people->revenue_unvoiced += person.revenue;
	if (((const struct churn_rules *)rules)->records)
		records_add(&people->records, rules, customer, &person);
}

static const struct cs_members members[] = {
	RECORDS_MEMBERS,
	CS_MEMBERS(struct people, "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqsss",
		   customers),
	CS_MEMBERS(struct people, "qqqqqqqqqqqqqqqqqq", orders),
	{ NULL },
};

const struct cs_tally people_tally = {
	.size = sizeof(struct people),
	.init = people_init,
	.add = people_add,
	.members = members,
	.tag = "peop",
	.version = 3,
	.sound = records_sound,
};

/* --- all of it --------------------------------------------------------- */

#define PART(kind, rules, member) \
	((struct cs_part_tally){ kind, rules, offsetof(struct tally, member) })

/* In a second pass, where anybody is to be compared. */
static void count_others(struct study *study)
{
	size_t n = 1 + study->ngroups;
	const struct records **records = cs_calloc(n, sizeof *records);

	records[0] = &study->whole->people.records;
	for (size_t g = 0; g < study->ngroups; g++)
		records[1 + g] = &study->groups[g].people.records;
	study->cells = cells_of(records, n);
	free(records);
	study->rules.cells = &study->cells;
	study->rules.grouped = study->ngroups > 0;
	if (study->cells.count > 0)
		cells_count(&study->cells, &study->rules, &study->job->data);
}

static void tally_all(struct study *study)
{
	const struct cs_job *job = study->job;
	const struct churn_rules *rules = &study->rules;
	struct cs_parts *parts = &study->parts;
	struct cs_part_tally *next = parts->tallies;

	*next++ = PART(&people_tally, rules, people);
	if (study->lapse.on != NULL && cs_table_needed(job, PERIODS))
		*next++ =
		    PART(&cs_movements_tally, &rules->standing, movements);
	if (cs_table_needed(job, CUSTOMERS) && lapses_known(rules))
		*next++ = PART(&listing_tally, rules, listing);
	parts->led = !rules->records;
	cs_parts_fold(parts, sizeof(struct tally), &job->data);
	study->whole = parts->whole;
	study->groups = parts->groups;
	study->ngroups = parts->ngroups;
	parts->customers = study->whole->people.customers;
	if (rules->records)
		count_others(study);
}

static void estimate_part(const struct study *study, struct tally *tally)
{
	for (enum experience e = 0; study->rules.records && e < NOTHING; e++)
		tally->compared[e] = compare(study, tally, e);
	estimate(study, tally);
}

/* --state: is nobody in it? That is no fault. */
static void note_state(const struct study *study)
{
	const int64_t *states = study->whole->people.states;
	int wanted = study->rules.options->state;
	struct cs_buf others = CS_BUF_INIT;

	if (wanted < 0 || wanted == CS_NSTATES ||
	    !cs_table_needed(study->job, CUSTOMERS) ||
	    !lapses_known(&study->rules) ||
	    study->whole->people.customers == 0 || states[wanted] > 0)
		return;
	for (int i = 0; i < CS_NSTATES; i++)
		if (states[i] > 0)
			cs_buf_addf(&others, "%s%s: %lld",
				    others.length > 0 ? ", " : "",
				    cs_state_names[i], (long long)states[i]);
	cs_note(study->job, "--state %s: no customer is in this state (%s)",
		cs_state_names[wanted], others.data);
	cs_buf_release(&others);
}

int study_run(void *run, struct cs_job *job, struct cs_err *err)
{
	struct study *study = run;

	if (late_settle(job, err) != 0 || plan(study, job, err) != 0 ||
	    cs_lapse_demand(job, &study->lapse, ~0u, 1u << CUSTOMERS, err) != 0)
		return -1;
	cs_lapse_try(job, &study->lapse,
		     study->rules.standing.rhythm ? &study->rules.standing
						  : NULL);
	tally_all(study);
	note_state(study);
	study->by_order = asked_by_order(study);
	warn_response(job, study);
	cs_season_warn(job, &study->lapse);
	if (cs_clustered(job))
		spread_run(study);
	estimate_part(study, study->whole);
	for (size_t g = 0; g < study->ngroups; g++)
		estimate_part(study, &study->groups[g]);
	return 0;
}

void study_release(void *released)
{
	struct study *study = released;

	cells_release(&study->cells);
	cs_jackknife_release(&study->jackknife);
	free(study->slices);
	free(study->period_of_day);
	cs_lapse_release(&study->lapse);
}
