/* truth.c - the truth of a run: see simulate.h. */
#include "simulate/simulate.h"

#include <inttypes.h>
#include <math.h>

#include "base/money.h"
#include "report/number.h"
#include "simulate/text.h"

/* --- customers */

/* What is counted, besides enum state. */
enum {
	HAD_FAILURE = 64,
	IS_DISSATISFIED = 128,
	IS_QUIET = 256, /* has not complained */
	IS_SILENT = IS_DISSATISFIED | IS_QUIET,
	HAS_LEFT = 512 /* dissatisfied */
};

static unsigned traits(const struct person *person)
{
	unsigned traits = person->state;

	traits |= person->failures > 0 ? HAD_FAILURE : 0;
	traits |= person->spoilt > 0 ? IS_DISSATISFIED : 0;
	traits |= person->state & HAS_COMPLAINED ? 0 : IS_QUIET;
	traits |= person->reason == LEFT_DISSATISFIED ? HAS_LEFT : 0;
	return traits;
}

static bool has(unsigned traits, unsigned all)
{
	return (traits & all) == all;
}

static void add_date(struct cs_buf *row, const struct settings *s, int32_t day)
{
	char date[11];

	cs_buf_addc(row, ',');
	if (day != NEVER)
		cs_buf_adds(row, cs_day_format(s->start + day, date));
}

static void add_real(struct cs_buf *row, double value)
{
	cs_buf_addc(row, ',');
	cs_add_double(row, value);
}

/* What the model has drawn for this customer; rates are a week. */
static void add_nature(struct cs_buf *row, const struct settings *s,
		       const struct person *person)
{
	const double *par = s->groups.list[person->group].par;

	if (contractual(s))
		cs_buf_addf(row, ",%u",
			    person->left == NEVER ? 0 : person->orders);
	else
		add_real(row, person->rate * 7);
	if (s->model == PARETO_NBD)
		add_real(row, person_leaving_rate(person, s) * 7);
	else if (s->model != CONTRACT)
		add_real(row, person->leaving);
	/* the mean of its orders */
	add_real(row, par[PAR_P] / person->spread);
}

static void add_experience(struct cs_buf *row, const struct person *person)
{
	static const unsigned columns[] = { BY_FAILURE,	  HAS_COMPLAINED,
					    WAS_RESOLVED, IS_SILENT,
					    WAS_CALLED,	  HAS_REVEALED };
	bool dissatisfied = person->spoilt != 0;

	cs_buf_addf(row, ",%u,%s,", person->failures,
		    dissatisfied ? "true" : "false");
	if (dissatisfied)
		cs_buf_addf(row, "%u", person->spoilt);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		cs_buf_adds(row, has(traits(person), columns[i]) ? ",true"
								 : ",false");
}

static void add_header(struct cs_buf *row, const struct settings *s)
{
	static const char *const natures[] = { ",lambda,mu", ",lambda,p",
					       ",lapse_payment",
					       ",lapse_payment,theta" };

	cs_buf_adds(row, "customer");
	if (s->grouped)
		cs_buf_addf(row, ",%s", s->group_column);
	cs_buf_addf(row,
		    ",first_date,last_date,orders,orders_written,left_date,"
		    "left_reason%s,mean_value",
		    natures[s->model]);
	if (s->experience.on)
		cs_buf_adds(row, ",late_orders,dissatisfied,dissatisfied_order,"
				 "by_failure,complained,resolved,silent,asked,"
				 "revealed");
	cs_buf_addc(row, '\n');
}

void truth_customers(const struct world *world, struct cs_file *file)
{
	static const char *const reasons[] = { [STAYS] = "",
					       [LEFT_BY_MODEL] = "model",
					       [LEFT_DISSATISFIED] =
						   "dissatisfied",
					       [LEFT_SATISFIED] = "satisfied" };
	const struct settings *s = world->settings;
	struct cs_buf *row = &file->bytes;

	add_header(row, s);
	for (uint32_t i = 0; i < world->npeople && file->error == 0; i++) {
		const struct person *person = &world->people[i];

		text_end(file, put_customer(text_room(file), i));
		if (s->grouped)
			cs_buf_addf(row, ",%s",
				    s->groups.list[person->group].name);
		add_date(row, s, person->first);
		add_date(row, s, person->last);
		cs_buf_addf(row, ",%u,%u", person->orders, person->written);
		add_date(row, s, person->left);
		cs_buf_addf(row, ",%s", reasons[person->reason]);
		add_nature(row, s, person);
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
	cs_buf_addf(out, "%s,%" PRId64 "\n", name, value);
}

static void add_money(struct cs_buf *out, const char *name, int64_t cents)
{
	char digits[CS_MONEY_SIZE];

	cs_buf_addf(out, "%s,%s\n", name,
		    cs_money_format((cs_sum)cents * (CS_MICROS / 100), digits));
}

static void add_day(struct cs_buf *out, const char *name, cs_day day)
{
	char date[11];

	cs_buf_addf(out, "%s,%s\n", name, cs_day_format(day, date));
}

static void add_settings(struct cs_buf *out, const struct settings *s)
{
	cs_buf_addf(out, "model,%s\n", model_names[s->model]);
	truth_count(out, "seed", s->seed);
	truth_count(out, "customers", s->customers);
	add_day(out, "start", s->start);
	add_day(out, "end", s->end);
	if (s->book_start != CS_NO_DAY)
		add_day(out, "book_start", s->book_start);
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
	const char *prefix = s->grouped ? ":" : "";

	if (s->grouped) {
		cs_buf_addf(out, "%s:", group->name);
		truth_real(out, "share", group->share);
	}
	for (int i = 0; i < NPARAMETERS; i++) {
		size_t length;

		if (isnan(group->par[i]) ||
		    (i >= PAR_FAILURE_RATE && !s->experience.on))
			continue;
		cs_buf_addf(out, "%s%s", group->name, prefix);
		length = out->length;
		cs_buf_adds(out, parameter_rules[i].name);
		for (char *p = out->data + length; (p = strchr(p, '-'));)
			*p = '_';
		truth_real(out, "", group->par[i]);
	}
}

static void add_chances(struct cs_buf *out, const struct experience *e)
{
#define NONE(member, ...)
#define REAL(member, ...) truth_real(out, #member, e->member);
#define COUNT(member, ...) truth_count(out, #member, e->member);
	EXPERIENCE(REAL, NONE, COUNT)
}

static void add_counts(struct cs_buf *out, const struct counts *counts)
{
	truth_count(out, "rows", counts->rows);
	truth_count(out, "orders", counts->orders);
	truth_count(out, "refunds", counts->refunds);
	truth_count(out, "anonymous_rows", counts->anonymous);
	add_money(out, "revenue", counts->revenue);
	add_money(out, "refunded", counts->refunded);
	for (int i = 0; i < NDIRTY; i++) {
		cs_buf_adds(out, "dirty_");
		truth_count(out, dirty_names[i], counts->dirty[i]);
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

static int64_t count(const struct world *world, unsigned all)
{
	int64_t count = 0;

	for (uint32_t i = 0; i < world->npeople; i++)
		count += has(traits(&world->people[i]), all);
	return count;
}

/* The figures that questions about silence ask for, of this very file. */
static void add_silence(struct cs_buf *out, const struct world *world)
{
	static const struct {
		const char *name;
		unsigned traits; /* of the customers counted */
	} figures[] = {
		{ "exposed", HAD_FAILURE },
		{ "exposed_no_complaint", HAD_FAILURE | IS_QUIET },
		{ "dissatisfied_customers", IS_DISSATISFIED },
		{ "complained", HAS_COMPLAINED },
		{ "resolved", WAS_RESOLVED },
		{ "silent", IS_SILENT },
		{ "silent_share", 0 },
		{ "silent_left", IS_SILENT | HAS_LEFT },
		{ "excess_lapses", IS_SILENT | HAS_LEFT | BY_FAILURE },
		{ "asked", WAS_CALLED },
		{ "asked_silent", WAS_CALLED | IS_SILENT },
		{ "revealed", HAS_REVEALED },
		{ "revealed_silent", HAS_REVEALED | IS_SILENT },
		{ "complained_and_revealed", HAS_REVEALED | HAS_COMPLAINED },
	};
	const int64_t *written = world->contacts.written;

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		if (figures[i].traits != 0)
			truth_count(out, figures[i].name,
				    count(world, figures[i].traits));
		else
			add_share(out, figures[i].name, count(world, IS_SILENT),
				  count(world, IS_DISSATISFIED));
	truth_count(out, "contacts_complaint", written[COMPLAINT]);
	truth_count(out, "contacts_inquiry", written[INQUIRY]);
	truth_count(out, "contacts_survey", written[SURVEY]);
}

static void add_payments(struct cs_buf *out, const struct world *world)
{
	int64_t lapses = 0;

	for (int n = 1; n <= PAYMENTS_COUNTED; n++)
		lapses += world->payments[n].lapsed;
	for (int n = 1; n <= PAYMENTS_COUNTED; n++) {
		const struct payment_count *c = &world->payments[n];

		if (c->reached == 0)
			break;
		cs_buf_addf(out, "reached_%d,%" PRId64 "\n", n, c->reached);
		cs_buf_addf(out, "at_risk_%d,%" PRId64 "\n", n, c->at_risk);
		cs_buf_addf(out, "lapsed_%d,%" PRId64 "\n", n, c->lapsed);
		cs_buf_addf(out, "lapse_share_%d", n);
		add_share(out, "", c->lapsed, lapses);
	}
}

void truth_parameters(const struct world *world, struct cs_buf *out)
{
	const struct settings *s = world->settings;

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
