/* truth.c - see truth.h. */
#include "simulate/truth.h"

#include <math.h>
#include <stdio.h>

#include "report/number.h"
#include "simulate/sink.h"
#include "simulate/text.h"

static const char *const reasons[] = { [STAYS] = "",
				       [LEFT_BY_MODEL] = "model",
				       [LEFT_DISSATISFIED] = "dissatisfied",
				       [LEFT_SATISFIED] = "satisfied" };
/* --- customers */

static void add_date(struct cs_buf *row, const struct settings *s, int32_t day)
{
	char date[11];

	cs_buf_addc(row, ',');
	if (day != NEVER)
		cs_buf_adds(row, cs_day_format(s->start + day, date));
}

static void add_number(struct cs_buf *row, uint64_t value)
{
	char digits[24];
	char *end = put_number(digits, value, 1);

	cs_buf_addc(row, ',');
	cs_buf_add(row, digits, (size_t)(end - digits));
}

static void add_real(struct cs_buf *row, double value)
{
	cs_buf_addc(row, ',');
	cs_add_double(row, value);
}

static void add_flag(struct cs_buf *row, bool flag)
{
	cs_buf_adds(row, flag ? ",true" : ",false");
}

/* What the model has drawn for this customer; rates are a week. */
static void add_nature(struct cs_buf *row, const struct settings *s,
		       const struct person *person, uint32_t number)
{
	switch (s->model) {
	case PARETO_NBD:
		add_real(row, person->rate * 7);
		add_real(row, person_leaving_rate(person, s, number) * 7);
		break;
	case BG_NBD:
		add_real(row, person->rate * 7);
		add_real(row, person->leaving);
		break;
	case CONTRACT:
	case SBG:
		add_number(row, person->left == NEVER ? 0 : person->orders);
		if (s->model == SBG)
			add_real(row, person->leaving);
		break;
	}
	add_real(row, person_mean(person, s));
}

static void add_experience(struct cs_buf *row, const struct person *person)
{
	bool dissatisfied = person->spoilt != 0;

	add_number(row, person->failures);
	add_flag(row, dissatisfied);
	cs_buf_addc(row, ',');
	if (dissatisfied)
		cs_buf_addf(row, "%u", (unsigned)person->spoilt);
	add_flag(row, person->state & BY_FAILURE);
	add_flag(row, person->state & HAS_COMPLAINED);
	add_flag(row, person->state & WAS_RESOLVED);
	add_flag(row, dissatisfied && !(person->state & HAS_COMPLAINED));
	add_flag(row, person->state & WAS_CALLED);
	add_flag(row, person->state & HAS_REVEALED);
}

static void add_header(struct cs_buf *row, const struct settings *s)
{
	static const char *const natures[] = { ",lambda,mu", ",lambda,p",
					       ",lapse_payment",
					       ",lapse_payment,theta" };

	cs_buf_adds(row, "customer");
	if (s->grouped)
		cs_buf_addf(row, ",%s", s->group_column);
	cs_buf_adds(row,
		    ",first_date,last_date,orders,orders_written,left_date,"
		    "left_reason");
	cs_buf_addf(row, "%s,mean_value", natures[s->model]);
	if (s->experience.on)
		cs_buf_adds(row, ",late_orders,dissatisfied,dissatisfied_order,"
				 "by_failure,complained,resolved,silent,asked,"
				 "revealed");
	cs_buf_addc(row, '\n');
}

void truth_customers(const struct world *world, struct cs_file *sink)
{
	const struct settings *s = world->settings;
	struct cs_buf *row = &sink->bytes;

	add_header(row, s);
	for (uint32_t i = 0; i < world->npeople && sink->error == 0; i++) {
		const struct person *person = &world->people[i];

		sink_end(sink, put_customer(sink_room(sink), i));
		if (s->grouped)
			cs_buf_addf(row, ",%s",
				    s->groups.list[person->group].name);
		add_date(row, s, person->first);
		add_date(row, s, person->last);
		add_number(row, person->orders);
		add_number(row, person->written);
		add_date(row, s, person->left);
		cs_buf_addf(row, ",%s", reasons[person->reason]);
		add_nature(row, s, person, i);
		if (s->experience.on)
			add_experience(row, person);
		cs_buf_addc(row, '\n');
	}
}

/* --- parameters */

void truth_real(struct cs_buf *out, const char *name, double value)
{
	cs_buf_addf(out, "%s,", name);
	cs_add_double(out, value);
	cs_buf_addc(out, '\n');
}

void truth_count(struct cs_buf *out, const char *name, int64_t value)
{
	cs_buf_addf(out, "%s,%lld\n", name, (long long)value);
}

static void add_money(struct cs_buf *out, const char *name, int64_t cents)
{
	char digits[CS_MONEY_SIZE];

	cs_buf_addf(out, "%s,%s\n", name,
		    cs_money_format((cs_sum)cents * (CS_MICROS / 100), digits));
}

static void add_settings(struct cs_buf *out, const struct settings *s)
{
	char date[11];

	cs_buf_addf(out, "model,%s\n", model_names[s->model]);
	truth_count(out, "seed", s->seed);
	truth_count(out, "customers", s->customers);
	cs_buf_addf(out, "start,%s\n", cs_day_format(s->start, date));
	cs_buf_addf(out, "end,%s\n", cs_day_format(s->end, date));
	if (s->book_start != CS_NO_DAY)
		cs_buf_addf(out, "book_start,%s\n",
			    cs_day_format(s->book_start, date));
	truth_count(out, "days", s->days);
	truth_count(out, "entry_days", (int64_t)s->entry_days);
	if (contractual(s)) {
		truth_count(out, "every_months", s->every.span.months);
		truth_count(out, "every_days", s->every.span.days);
		truth_count(out, "late_days", s->late_days);
	}
	truth_real(out, "refund_rate", s->refund_rate);
	truth_real(out, "line_items", s->line_items);
	truth_real(out, "anonymous", s->anonymous);
	truth_real(out, "dirty", s->dirty);
}

/* Those that the model has; with groups as "north:r". */
static void add_group(struct cs_buf *out, const struct settings *s,
		      const struct group *group)
{
	char name[GROUP_NAME + 32];
	int length = 0;

	if (s->grouped) {
		length = snprintf(name, sizeof name, "%s:", group->name);
		snprintf(name + length, sizeof name - (size_t)length, "share");
		truth_real(out, name, group->share);
	}
	for (int i = 0; i < NPARAMETERS; i++) {
		if (isnan(group->par[i]) ||
		    (i >= PAR_FAILURE_RATE && !s->experience.on))
			continue;
		snprintf(name + length, sizeof name - (size_t)length, "%s",
			 parameter_names[i]);
		for (char *p = name + length; *p != '\0'; p++)
			if (*p == '-')
				*p = '_';
		truth_real(out, name, group->par[i]);
	}
}

static void add_chances(struct cs_buf *out, const struct experience *e)
{
	truth_real(out, "failure_effect", e->failure_effect);
	truth_real(out, "complain", e->complain);
	truth_real(out, "resolve", e->resolve);
	truth_count(out, "resolve_days", e->resolve_days);
	truth_real(out, "inquiries", e->inquiries);
	truth_real(out, "proactive", e->proactive);
	truth_real(out, "reveal", e->reveal);
	truth_real(out, "both_channels", e->both_channels);
	truth_real(out, "selection", e->selection);
	truth_real(out, "leave_satisfied", e->leave_satisfied);
	truth_real(out, "leave_silent", e->leave_silent);
	truth_real(out, "leave_resolved", e->leave_resolved);
	truth_real(out, "leave_unresolved", e->leave_unresolved);
}

static void add_counts(struct cs_buf *out, const struct counts *counts)
{
	truth_count(out, "rows", (int64_t)counts->rows);
	truth_count(out, "orders", (int64_t)counts->orders);
	truth_count(out, "refunds", (int64_t)counts->refunds);
	truth_count(out, "anonymous_rows", (int64_t)counts->anonymous);
	add_money(out, "revenue", counts->revenue);
	add_money(out, "refunded", counts->refunded);
	for (int i = 0; i < NDIRTY; i++) {
		char name[40];

		snprintf(name, sizeof name, "dirty_%s", dirty_names[i]);
		truth_count(out, name, (int64_t)counts->dirty[i]);
	}
}

/* Customers in the file, and how many of them have left, by reason. */
static void add_people(struct cs_buf *out, const struct world *world)
{
	int64_t present = 0, left[LEFT_SATISFIED + 1] = { 0 };

	for (uint32_t i = 0; i < world->npeople; i++) {
		present += world->people[i].written > 0;
		left[world->people[i].reason]++;
	}
	truth_count(out, "customers_written", present);
	truth_count(out, "left_by_model", left[LEFT_BY_MODEL]);
	if (world->settings->experience.on) {
		truth_count(out, "left_dissatisfied", left[LEFT_DISSATISFIED]);
		truth_count(out, "left_satisfied", left[LEFT_SATISFIED]);
	}
	truth_count(out, "stayed", left[STAYS]);
}

static void add_share(struct cs_buf *out, const char *name, int64_t part,
		      int64_t whole)
{
	if (whole > 0)
		truth_real(out, name, (double)part / (double)whole);
	else
		cs_buf_addf(out, "%s,\n", name);
}

/* The figures that questions about silence ask for, of this very file. */
static void add_silence(struct cs_buf *out, const struct world *world)
{
	int64_t exposed = 0, quiet = 0, excess = 0, dissatisfied = 0,
		silent = 0;
	int64_t complained = 0, resolved = 0, asked = 0, asked_silent = 0;
	int64_t revealed = 0, revealed_silent = 0, both = 0, silent_left = 0;

	for (uint32_t i = 0; i < world->npeople; i++) {
		const struct person *person = &world->people[i];
		bool spoke = person->state & HAS_COMPLAINED;
		bool kept = person->spoilt != 0 && !spoke;
		bool called = person->state & WAS_CALLED;
		bool told = person->state & HAS_REVEALED;
		bool driven = kept && person->reason == LEFT_DISSATISFIED;

		exposed += person->failures > 0;
		quiet += person->failures > 0 && !spoke;
		dissatisfied += person->spoilt != 0;
		silent += kept;
		complained += spoke;
		resolved += (person->state & WAS_RESOLVED) != 0;
		asked += called;
		asked_silent += called && kept;
		revealed += told;
		revealed_silent += told && kept;
		both += told && spoke;
		silent_left += driven;
		excess += driven && (person->state & BY_FAILURE);
	}
	truth_count(out, "exposed", exposed);
	truth_count(out, "exposed_no_complaint", quiet);
	truth_count(out, "dissatisfied_customers", dissatisfied);
	truth_count(out, "complained", complained);
	truth_count(out, "resolved", resolved);
	truth_count(out, "silent", silent);
	add_share(out, "silent_share", silent, dissatisfied);
	truth_count(out, "silent_left", silent_left);
	truth_count(out, "excess_lapses", excess);
	truth_count(out, "asked", asked);
	truth_count(out, "asked_silent", asked_silent);
	truth_count(out, "revealed", revealed);
	truth_count(out, "revealed_silent", revealed_silent);
	truth_count(out, "complained_and_revealed", both);
	truth_count(out, "contacts_complaint",
		    (int64_t)world->contacts.complaints);
	truth_count(out, "contacts_inquiry",
		    (int64_t)world->contacts.inquiries);
	truth_count(out, "contacts_survey", (int64_t)world->contacts.calls);
}

static void add_payments(struct cs_buf *out, const struct world *world)
{
	int64_t lapses = 0;
	char name[40];

	for (int n = 1; n <= PAYMENTS_COUNTED; n++)
		lapses += (int64_t)world->payments[n].lapsed;
	for (int n = 1; n <= PAYMENTS_COUNTED; n++) {
		const struct payment_count *count = &world->payments[n];

		if (count->reached == 0)
			break;
		snprintf(name, sizeof name, "reached_%d", n);
		truth_count(out, name, (int64_t)count->reached);
		snprintf(name, sizeof name, "at_risk_%d", n);
		truth_count(out, name, (int64_t)count->at_risk);
		snprintf(name, sizeof name, "lapsed_%d", n);
		truth_count(out, name, (int64_t)count->lapsed);
		snprintf(name, sizeof name, "lapse_share_%d", n);
		add_share(out, name, (int64_t)count->lapsed, lapses);
	}
}

void truth_parameters(const struct world *world, struct cs_file *sink)
{
	const struct settings *s = world->settings;
	struct cs_buf *out = &sink->bytes;

	cs_buf_adds(out, "name,value\n");
	add_settings(out, s);
	for (size_t i = 0; i < s->groups.count; i++)
		add_group(out, s, &s->groups.list[i]);
	if (s->experience.on)
		add_chances(out, &s->experience);
	model_truth(s, out);
	add_counts(out, &world->rows.counts);
	add_people(out, world);
	if (s->experience.on)
		add_silence(out, world);
	if (contractual(s))
		add_payments(out, world);
}
