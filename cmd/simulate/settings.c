/* settings.c - settings filled in and looked over: see settings.h. */
#include "simulate/settings.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

/* A customer who buys more often than that on average is a slip. */
#define ORDERS_MOST 5000
#define ROUNDING 1e-9

#define DAYS_DEFAULT 731

/* Of which model a parameter is, and what it is if not given; NaN: not of it.
 */
static double model_default(int model, int parameter)
{
	/* fits to CDNOW (weeks), and to the contracts of Fader and Hardie 2007
	 */
	static const double pareto[] = { .5533, 10.578, .6062, 11.669 };
	static const double bg[] = { .2426, 4.4136 };

	switch (parameter) {
	case PAR_R:
	case PAR_ALPHA:
		if (model == SBG && parameter == PAR_ALPHA)
			return .6681;
		if (model == PARETO_NBD)
			return pareto[parameter];
		return model == BG_NBD ? bg[parameter] : NOT_GIVEN;
	case PAR_S: return model == PARETO_NBD ? pareto[parameter] : NOT_GIVEN;
	case PAR_BETA:
		if (model == SBG)
			return 3.8061;
		return model == PARETO_NBD ? pareto[parameter] : NOT_GIVEN;
	case PAR_A: return model == BG_NBD ? .7929 : NOT_GIVEN;
	case PAR_B: return model == BG_NBD ? 2.4259 : NOT_GIVEN;
	case PAR_P: return 6.25;
	case PAR_Q: return 3.744;
	case PAR_GAMMA: return 15.44;
	case PAR_LAPSE_FACTOR: return model == SBG ? NOT_GIVEN : 1;
	default: return 0;
	}
}

const char *const model_names[] = { "pareto-nbd", "bg-nbd", "contract", "sbg",
				    NULL };

/* --- when */

static int resolve_days(struct settings *s, struct cs_err *err)
{
	cs_day entry_end;

	if (s->days != 0 && s->end != CS_NO_DAY)
		return cs_fail(err, NULL,
			       "--days and --end are two ways to say "
			       "the same: leave out one");
	if (s->end != CS_NO_DAY && s->end < s->start)
		return cs_fail(err, NULL, "--end is before --start");
	if (s->end != CS_NO_DAY)
		s->days = (long)s->end - s->start + 1;
	if (s->days == 0)
		s->days = DAYS_DEFAULT;
	if (s->days > 36525 || s->start + s->days - 1 >= CS_DAY_MAX)
		return cs_fail(err, NULL,
			       "%ld days from --start are too many: no more "
			       "than 36525, and none after 9999-12-30",
			       s->days);
	s->end = s->start + (cs_day)s->days - 1;
	s->entry_days = (double)s->days;
	if (s->entry.given) {
		entry_end = cs_duration_add(s->start, s->entry.span);
		s->entry_days = (double)entry_end - s->start;
		if (s->entry_days > (double)s->days)
			return cs_fail(err, NULL,
				       "--entry is longer than the "
				       "%ld days of the file",
				       s->days);
	}
	if (s->book_start != CS_NO_DAY &&
	    (s->book_start < s->start || s->book_start > s->end))
		return cs_fail(err, NULL,
			       "--book-start is not between --start "
			       "and the last day");
	return 0;
}

static int check_contract(const struct settings *s, struct cs_err *err)
{
	long shortest = s->every.span.days + 28 * s->every.span.months;

	if (!contractual(s) && (s->every.given || s->late_days > 0))
		return cs_fail(err, NULL,
			       "--every and --late-days go with "
			       "--model contract or sbg");
	if (s->model != CONTRACT && s->hazards.given)
		return cs_fail(err, NULL,
			       "--hazards goes with --model contract");
	if (contractual(s) && s->late_days >= shortest)
		return cs_fail(err, NULL,
			       "--late-days is not shorter than "
			       "--every: payments would overtake "
			       "one another");
	if (s->book_start != CS_NO_DAY && s->contacts != NULL)
		return cs_fail(err, NULL,
			       "--book-start does not go with "
			       "--contacts: complaints before it "
			       "would be missing");
	return 0;
}

/* --- parameters */

static int foreign(const struct settings *s, const char *option, int parameter,
		   struct cs_err *err)
{
	return cs_fail(err, NULL, "%s: --model %s has no %s", option,
		       model_names[s->model], parameter_names[parameter]);
}

static int fill_group(const struct settings *s, struct group *group,
		      struct cs_err *err)
{
	for (int i = 0; i < NPARAMETERS; i++) {
		double whole = model_default(s->model, i);
		double given =
		    i >= PAR_P ? s->values.value[i] : s->parameters.value[i];

		if (isnan(whole) && !isnan(given))
			return foreign(s, "--parameters", i, err);
		if (isnan(whole) && !isnan(group->given.value[i]))
			return foreign(s, "--group", i, err);
		if (i == PAR_FAILURE_RATE)
			whole = s->experience.failure_rate;
		if (i == PAR_DISSATISFIED)
			whole = s->experience.dissatisfied;
		if (!isnan(given) && i < PAR_LAPSE_FACTOR)
			whole = given;
		if (!isnan(group->given.value[i]))
			whole = group->given.value[i];
		if (i >= PAR_FAILURE_RATE && !isnan(group->given.value[i]) &&
		    !s->experience.on)
			return cs_fail(err, NULL,
				       "--group: %s goes with "
				       "--contacts or --failure-rate",
				       parameter_names[i]);
		group->par[i] = whole;
	}
	return 0;
}

static int check_group(const struct settings *s, const struct group *group,
		       struct cs_err *err)
{
	double weeks = (double)s->days / 7, orders = 0;

	if (!contractual(s))
		orders = group->par[PAR_R] / group->par[PAR_ALPHA] * weeks;
	if (orders > ORDERS_MOST)
		return cs_fail(err, NULL,
			       "r=%g and alpha=%g make %.0f orders a "
			       "customer in %.0f weeks: no more than "
			       "%d",
			       group->par[PAR_R], group->par[PAR_ALPHA], orders,
			       weeks, ORDERS_MOST);
	if (group->par[PAR_P] * group->par[PAR_GAMMA] /
		(group->par[PAR_Q] - 1) >
	    1e6)
		return cs_fail(err, NULL,
			       "p, q and gamma make a mean value above "
			       "a million");
	return 0;
}

static int resolve_groups(struct settings *s, struct cs_err *err)
{
	struct group_list *groups = &s->groups;
	double total = 0;

	s->grouped = groups->count > 0;
	if (!s->grouped) {
		groups->count = 1;
		groups->list[0] = (struct group){ .share = 1 };
		for (int i = 0; i < NPARAMETERS; i++)
			groups->list[0].given.value[i] = NOT_GIVEN;
	}
	for (size_t i = 0; i < groups->count; i++) {
		total += groups->list[i].share;
		if (fill_group(s, &groups->list[i], err) != 0 ||
		    check_group(s, &groups->list[i], err) != 0)
			return -1;
	}
	if (fabs(total - 1) > ROUNDING)
		return cs_fail(err, NULL,
			       "the shares of --group add up to %.6g, "
			       "not to 1",
			       total);
	return 0;
}

/* --- experience */

/* Defaults of what was not said; true if anything was. */
static bool say(double *value, double otherwise)
{
	if (*value == UNSAID) {
		*value = otherwise;
		return false;
	}
	return true;
}

static int resolve_experience(struct settings *s, struct cs_err *err)
{
	struct experience *e = &s->experience;
	const char *first = NULL;
	const struct {
		double *value;
		double otherwise;
		const char *option;
	} all[] = {
		{ &e->failure_effect, .5, "--failure-effect" },
		{ &e->dissatisfied, .05, "--dissatisfied" },
		{ &e->complain, .4, "--complain" },
		{ &e->resolve, .6, "--resolve" },
		{ &e->inquiries, .05, "--inquiries" },
		{ &e->proactive, .1, "--proactive" },
		{ &e->reveal, .8, "--reveal" },
		{ &e->both_channels, 0, "--both-channels" },
		{ &e->selection, 0, "--selection" },
		{ &e->leave_satisfied, 0, "--leave-satisfied" },
		{ &e->leave_silent, .5, "--leave-silent" },
		{ &e->leave_resolved, .1, "--leave-resolved" },
		{ &e->leave_unresolved, .7, "--leave-unresolved" },
	};

	e->on = s->contacts != NULL || e->failure_rate != UNSAID;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (say(all[i].value, all[i].otherwise) && first == NULL)
			first = all[i].option;
	say(&e->failure_rate, .08);
	if (e->resolve_days == 0)
		e->resolve_days = 14;
	else if (first == NULL)
		first = "--resolve-days";
	if (!e->on && first != NULL)
		return cs_fail(err, NULL,
			       "%s goes with --contacts or "
			       "--failure-rate",
			       first);
	return 0;
}

/* --- rows and files */

static int resolve_rows(struct settings *s, struct cs_err *err)
{
	static const struct {
		const char *name;
		unsigned bit;
	} extras[] = { { "country", WITH_COUNTRY },
		       { "channel", WITH_CHANNEL },
		       { "currency", WITH_CURRENCY },
		       { "status", WITH_STATUS },
		       { "quantity", WITH_QUANTITY } };

	for (size_t i = 0; i < s->with_names.count; i++)
		for (size_t k = 0; k < sizeof extras / sizeof *extras; k++)
			if (strcmp(s->with_names.items[i], extras[k].name) == 0)
				s->with |= extras[k].bit;
	if (s->delimiter == 0)
		s->delimiter = s->decimal == ',' ? ';' : ',';
	if (s->delimiter == s->decimal)
		return cs_fail(err, NULL,
			       "--delimiter and --decimal cannot be "
			       "the same");
	return 0;
}

static bool standard(const char *path)
{
	return path == NULL || strcmp(path, "-") == 0 ||
	       strcmp(path, "/dev/stdout") == 0;
}

static int check_files(const struct settings *s, struct cs_err *err)
{
	const char *paths[] = { s->output ? s->output : "-", s->contacts,
				s->truth, s->truth_parameters };
	size_t n = sizeof paths / sizeof *paths;

	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++) {
			if (paths[i] == NULL || paths[k] == NULL)
				continue;
			if (standard(paths[i]) && standard(paths[k]))
				return cs_fail(
				    err, NULL,
				    "two files cannot both "
				    "go to standard output: name one with "
				    "-o FILE");
			if (strcmp(paths[i], paths[k]) == 0 &&
			    strcmp(paths[i], "/dev/null") != 0)
				return cs_refuse(err,
						 "two files cannot both be ",
						 paths[i], "");
		}
	return 0;
}

int settings_resolve(struct settings *s, struct cs_err *err)
{
	if (check_files(s, err) != 0 || resolve_days(s, err) != 0 ||
	    check_contract(s, err) != 0 || resolve_experience(s, err) != 0 ||
	    resolve_groups(s, err) != 0)
		return -1;
	return resolve_rows(s, err);
}
