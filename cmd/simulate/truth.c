/* truth.c - the truth of a run: see simulate.h. */
#include "simulate/simulate.h"

#include <inttypes.h>
#include <math.h>

#include "base/money.h"
#include "report/number.h"
#include "simulate/figures.h"
#include "simulate/text.h"

/* --- customers */

/* What is counted, besides enum state. */
enum {
	HAD_FAILURE = 128,
	IS_DISSATISFIED = 256,
	IS_QUIET = 512, /* has not complained */
	IS_SILENT = IS_DISSATISFIED | IS_QUIET,
	IS_WRITTEN = 1024,
	HAS_REASON = 2048 /* times two for each reason before it */
};

static unsigned traits(const struct person *person)
{
	unsigned traits = person->state | HAS_REASON << person->reason;

	traits |= person->failures > 0 ? HAD_FAILURE : 0;
	traits |= person->spoilt > 0 ? IS_DISSATISFIED : 0;
	traits |= person->state & HAS_COMPLAINED ? 0 : IS_QUIET;
	traits |= person->written > 0 ? IS_WRITTEN : 0;
	return traits;
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
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		bool all = (traits(person) & columns[i]) == columns[i];

		cs_buf_adds(row, all ? ",true" : ",false");
	}
}

static void add_header(struct cs_buf *row, const struct settings *s)
{
	static const char *const natures[] = { ",lambda,mu", ",lambda,p",
					       ",lambda,p", ",lapse_payment",
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
	if (s->regularity > 1)
		add_count(out, "regularity", s->regularity);
	add_count(out, "seed", s->seed);
	add_count(out, "customers", s->customers);
	add_day(out, "start", s->start);
	add_day(out, "end", s->end);
	if (s->book_start != CS_NO_DAY)
		add_day(out, "book_start", s->book_start);
	add_count(out, "days", s->days);
	add_count(out, "entry_days", (int64_t)s->entry_days);
	if (contractual(s)) {
		add_count(out, "every_months", s->every.span.months);
		add_count(out, "every_days", s->every.span.days);
		add_count(out, "late_days", s->late_days);
	}
	add_number(out, "refund_rate", s->refund_rate);
	add_number(out, "line_items", s->line_items);
	add_number(out, "anonymous", s->anonymous);
	add_number(out, "dirty", s->dirty);
}

/* Those that the model has; with groups as "north:r". */
static void add_group(struct cs_buf *out, const struct settings *s,
		      const struct group *group)
{
	const char *prefix = s->grouped ? ":" : "";

	if (s->grouped) {
		cs_buf_addf(out, "%s:", group->name);
		add_number(out, "share", group->share);
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
		add_number(out, "", group->par[i]);
	}
}

static void add_chances(struct cs_buf *out, const struct experience *e)
{
#define NONE(member, ...)
#define REAL(member, ...) add_number(out, #member, e->member);
#define COUNT(member, ...) add_count(out, #member, e->member);
	EXPERIENCE(REAL, NONE, COUNT)
}

/*
 * What follows from the parameters, whatever the seed. Means over groups are
 * weighted by who is there: by the shares, and after payments by the shares of
 * those still paying.
 */

/*
 * Pareto/NBD (Schmittlein, Morrison and Colombo 1987): E[X(t)] =
 * r beta / (alpha (s - 1)) (1 - (beta / (beta + t))^(s - 1)), at s = 1 its
 * limit r beta / alpha log((beta + t) / beta). A factor f on all rates of
 * leaving is beta / f.
 */
static double expected_repeats(const double *par, double weeks)
{
	double beta, more = par[PAR_S] - 1, ratio;

	if (par[PAR_LAPSE_FACTOR] <= 0)
		return par[PAR_R] / par[PAR_ALPHA] * weeks;
	beta = par[PAR_BETA] / par[PAR_LAPSE_FACTOR];
	ratio = natural_log(beta / (beta + weeks));
	if (fabs(more) < 1e-6)
		return -par[PAR_R] * beta / par[PAR_ALPHA] * ratio;
	return par[PAR_R] * beta / (par[PAR_ALPHA] * more) *
	       (1 - exponential(more * ratio));
}

/* The chance that a group's customer makes no payment after number n. */
static double group_hazard(const struct settings *s, const struct group *group,
			   uint32_t n)
{
	const double *par = group->par;

	if (s->model == CONTRACT)
		return contract_hazard(s, group, n);
	return par[PAR_ALPHA] / (par[PAR_ALPHA] + par[PAR_BETA] + n - 1);
}

/* How many payments fit into the days, the first included. */
static uint32_t payments_possible(const struct settings *s)
{
	uint32_t n = 1;

	while (n < PAYMENTS_COUNTED && payment_due(s, s->start, n) <= s->end)
		n++;
	return n;
}

/* Of all groups, of which `alive` are still paying; these then are fewer. */
static double common_hazard(const struct settings *s, uint32_t n, double *alive)
{
	double before = 0, lapsed = 0;

	if (s->groups.count == 1) {
		double hazard = group_hazard(s, &s->groups.list[0], n);

		alive[0] *= 1 - hazard;
		return hazard;
	}
	for (size_t i = 0; i < s->groups.count; i++) {
		double part = alive[i] * group_hazard(s, &s->groups.list[i], n);

		before += alive[i];
		lapsed += part;
		alive[i] -= part;
	}
	return before > 0 ? lapsed / before : 0;
}

static void add_hazards(struct cs_buf *out, const struct settings *s)
{
	double alive[MAX_GROUPS], survival = 1;
	uint32_t most = payments_possible(s);

	for (size_t i = 0; i < s->groups.count; i++)
		alive[i] = s->groups.list[i].share;
	for (uint32_t n = 1; n <= most && survival > 0; n++) {
		double hazard = common_hazard(s, n, alive);

		survival *= 1 - hazard;
		cs_buf_addf(out, "hazard_%u", n);
		add_number(out, "", hazard);
		cs_buf_addf(out, "survival_%u", n);
		add_number(out, "", survival);
	}
}

static void add_model(struct cs_buf *out, const struct settings *s)
{
	double value = 0, repeats = 0;

	for (size_t i = 0; i < s->groups.count; i++) {
		const double *par = s->groups.list[i].par;
		double share = s->groups.list[i].share;

		value += share * par[PAR_P] * par[PAR_GAMMA] / (par[PAR_Q] - 1);
		if (s->model == PARETO_NBD)
			repeats +=
			    share * expected_repeats(par, (double)s->days / 7);
	}
	add_number(out, "expected_value", value);
	/* who leaves for other reasons too is not what the model says */
	if (!s->experience.on && contractual(s))
		add_hazards(out, s);
	if (!s->experience.on && s->model == PARETO_NBD)
		add_number(out, "expected_repeats", repeats);
}

static void add_counts(struct cs_buf *out, const struct counts *counts)
{
	add_count(out, "rows", counts->rows);
	add_count(out, "orders", counts->orders);
	add_count(out, "refunds", counts->refunds);
	add_count(out, "anonymous_rows", counts->anonymous);
	add_money(out, "revenue", counts->revenue);
	add_money(out, "refunded", counts->refunded);
	for (int i = 0; i < NDIRTY; i++) {
		cs_buf_adds(out, "dirty_");
		add_count(out, dirty_names[i], counts->dirty[i]);
	}
}

static int64_t count(const struct world *world, unsigned all)
{
	int64_t count = 0;

	for (uint32_t i = 0; i < world->npeople; i++)
		count += (traits(&world->people[i]) & all) == all;
	return count;
}

/*
 * Customers in the file, how many of them have left, and the figures that
 * questions about silence ask for, of this very file.
 */
static void add_people(struct cs_buf *out, const struct world *world)
{
	enum { DRIVEN = HAS_REASON << LEFT_DISSATISFIED };
	static const struct {
		const char *name;
		unsigned traits; /* of the customers counted */
		bool always;	 /* not only with experiences */
	} figures[] = {
		{ "customers_written", IS_WRITTEN, true },
		{ "left_by_model", HAS_REASON << LEFT_BY_MODEL, true },
		{ "left_dissatisfied", DRIVEN },
		{ "left_satisfied", HAS_REASON << LEFT_SATISFIED },
		{ "stayed", HAS_REASON << STAYS, true },
		{ "exposed", HAD_FAILURE },
		{ "exposed_no_complaint", HAD_FAILURE | IS_QUIET },
		{ "dissatisfied_customers", IS_DISSATISFIED },
		{ "complained", HAS_COMPLAINED },
		{ "resolved", WAS_RESOLVED },
		{ "silent", IS_SILENT },
		{ "silent_share", 0 },
		{ "silent_left", IS_SILENT | DRIVEN },
		{ "excess_lapses", IS_SILENT | WAS_LOST },
		{ "asked", WAS_CALLED },
		{ "asked_silent", WAS_CALLED | IS_SILENT },
		{ "revealed", HAS_REVEALED },
		{ "revealed_silent", HAS_REVEALED | IS_SILENT },
		{ "complained_and_revealed", HAS_REVEALED | HAS_COMPLAINED },
	};
	bool on = world->settings->experience.on;

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		if (figures[i].traits == 0 && on)
			add_share(out, figures[i].name, count(world, IS_SILENT),
				  count(world, IS_DISSATISFIED));
		else if (on || figures[i].always)
			add_count(out, figures[i].name,
				  count(world, figures[i].traits));
	if (!on)
		return;
	add_count(out, "contacts_complaint",
		  world->contacts.written[COMPLAINT]);
	add_count(out, "contacts_inquiry", world->contacts.written[INQUIRY]);
	add_count(out, "contacts_survey", world->contacts.written[SURVEY]);
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
	if (s->service.on)
		truth_of_service(s, out);
	add_model(out, s);
	add_counts(out, &world->rows.counts);
	add_people(out, world);
	if (s->service.on)
		truth_of_contacts(&world->contacts, out);
	if (contractual(s))
		add_payments(out, world);
}
