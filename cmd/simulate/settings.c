/* settings.c - settings filled in and looked over: see settings.h. */
#include "simulate/settings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"

/* A customer who buys more often than that on average is a slip. */
enum {
	ORDERS_MOST = 5000,
	DAYS_DEFAULT = 731,
	DAYS_MOST = 36525,
	AHEAD_MOST = 365
};
#define ROUNDING 1e-9

/*
 * Shapes and scales beyond the limits are slips, and overflow. What is not
 * given is fitted to CDNOW (weeks), and to the contracts of Fader and Hardie
 * 2007.
 */
const struct parameter_rule parameter_rules[NPARAMETERS] = {
	[PAR_R] = { "r", .001, 1e6, { .5533, .2426, .5248, NAN, NAN } },
	[PAR_ALPHA] = { "alpha",
			.001,
			1e6,
			{ 10.578, 4.4136, 6.1831, NAN, .6681 } },
	[PAR_S] = { "s", .001, 1e6, { .6062, NAN, NAN, NAN, NAN } },
	[PAR_BETA] = { "beta", .001, 1e6, { 11.669, NAN, NAN, NAN, 3.8061 } },
	[PAR_A] = { "a", .001, 1e6, { NAN, .7929, .8914, NAN, NAN } },
	[PAR_B] = { "b", .001, 1e6, { NAN, 2.4259, 1.6140, NAN, NAN } },
	[PAR_P] = { "p", .01, 1e6, { 6.25, 6.25, 6.25, 6.25, 6.25 } },
	[PAR_Q] = { "q", 1.01, 1e6, { 3.744, 3.744, 3.744, 3.744, 3.744 } },
	[PAR_GAMMA] = { "gamma",
			.001,
			1e6,
			{ 15.44, 15.44, 15.44, 15.44, 15.44 } },
	[PAR_LAPSE_FACTOR] = { "lapse-factor", 0, 1000, { 1, 1, 1, 1, NAN } },
	/* these are those of struct experience */
	[PAR_FAILURE_RATE] = { "failure-rate", 0, 1, { 0 } },
	[PAR_DISSATISFIED] = { "dissatisfied", 0, 1, { 0 } },
};

const char *const model_names[] = { "pareto-nbd", "bg-nbd", "mbg-nbd",
				    "contract",	  "sbg",    NULL };
const char *const extra_names[] = { "country", "channel",  "currency",
				    "status",  "quantity", NULL };
const char *const row_names[] = { "tickets", "touches", NULL };
const char *const scale_names[] = { "1-5", "0-10", NULL };
const struct date_form date_forms[] = { { "iso", { 0, 1, 2 }, "-" },
					{ "dmy", { 2, 1, 0 }, "/" },
					{ "mdy", { 1, 2, 0 }, "/" },
					{ "compact", { 0, 1, 2 }, "" },
					{ NULL } };

/* --- when */

static int resolve_days(struct settings *s, struct cs_err *err)
{
	if (s->days != 0 && s->end != CS_NO_DAY)
		return cs_fail(err, NULL,
			       "--days and --end are two ways to say the same: "
			       "leave out one");
	if (s->end != CS_NO_DAY && s->end < s->start)
		return cs_fail(err, NULL, "--end is before --start");
	if (s->end != CS_NO_DAY)
		s->days = (long)s->end - s->start + 1;
	if (s->days == 0)
		s->days = DAYS_DEFAULT;
	if (s->days > DAYS_MOST || s->start + s->days - 1 >= CS_DAY_MAX)
		return cs_fail(err, NULL,
			       "%ld days from --start are too many: no more "
			       "than %d, and none after 9999-12-30",
			       s->days, DAYS_MOST);
	s->end = s->start + (cs_day)s->days - 1;
	s->entry_days = (double)s->days;
	if (s->entry.given)
		s->entry_days =
		    cs_duration_add(s->start, s->entry.span) - s->start;
	if (s->entry_days > (double)s->days)
		return cs_fail(
		    err, NULL,
		    "--entry is longer than the %ld days of the file", s->days);
	if (s->book_start != CS_NO_DAY &&
	    (s->book_start < s->start || s->book_start > s->end))
		return cs_fail(
		    err, NULL,
		    "--book-start is not between --start and the last day");
	return 0;
}

static int check_contract(const struct settings *s, struct cs_err *err)
{
	long shortest = s->every.span.days + 28 * s->every.span.months;

	if (!contractual(s) && (s->every.given || s->late_days > 0))
		return cs_fail(
		    err, NULL,
		    "--every and --late-days go with --model contract or sbg");
	if (s->regularity > 1 && s->model != BG_NBD && s->model != MBG_NBD)
		return cs_fail(err, NULL,
			       "--regularity goes with --model bg-nbd or "
			       "mbg-nbd");
	if (s->model != CONTRACT && s->hazards.given)
		return cs_fail(err, NULL,
			       "--hazards goes with --model contract");
	if (contractual(s) && s->late_days >= shortest)
		return cs_fail(err, NULL,
			       "--late-days is not shorter than --every: "
			       "payments would overtake one another");
	if (s->book_start != CS_NO_DAY && s->contacts != NULL)
		return cs_fail(err, NULL,
			       "--book-start does not go with --contacts: "
			       "complaints before it would be missing");
	return 0;
}

/* --- parameters */

static int fill_group(const struct settings *s, struct group *group,
		      struct cs_err *err)
{
	for (int i = 0; i < NPARAMETERS; i++) {
		const struct parameter_rule *rule = &parameter_rules[i];
		bool own = group->given.set >> i & 1;
		bool all = s->given.set >> i & 1;

		if (isnan(rule->otherwise[s->model]) && (all || own))
			return cs_fail(err, NULL, "%s: --model %s has no %s",
				       all ? "--parameters" : "--group",
				       model_names[s->model], rule->name);
		if (i >= PAR_FAILURE_RATE && own && !s->experience.on)
			return cs_fail(err, NULL,
				       "--group: %s goes with --contacts or "
				       "--failure-rate",
				       rule->name);
		group->par[i] =
		    own			    ? group->given.value[i]
		    : all		    ? s->given.value[i]
		    : i == PAR_FAILURE_RATE ? s->experience.failure_rate
		    : i == PAR_DISSATISFIED ? s->experience.dissatisfied
					    : rule->otherwise[s->model];
	}
	return 0;
}

static int check_group(const struct settings *s, const struct group *group,
		       struct cs_err *err)
{
	const double *par = group->par;
	double weeks = (double)s->days / 7;
	double orders = par[PAR_R] / par[PAR_ALPHA] * weeks;

	/* NaN of a contract, which is no more than anything */
	if (orders > ORDERS_MOST)
		return cs_fail(err, NULL,
			       "r=%g and alpha=%g make %.0f orders a customer "
			       "in %.0f weeks: no more than %d",
			       par[PAR_R], par[PAR_ALPHA], orders, weeks,
			       ORDERS_MOST);
	if (par[PAR_P] * par[PAR_GAMMA] / (par[PAR_Q] - 1) > 1e6)
		return cs_fail(
		    err, NULL,
		    "p, q and gamma make a mean value above a million");
	return 0;
}

static int resolve_groups(struct settings *s, struct cs_err *err)
{
	struct group_list *groups = &s->groups;
	double total = 0;

	s->grouped = groups->count > 0;
	if (!s->grouped)
		groups->list[groups->count++].share = 1;
	for (size_t i = 0; i < groups->count; i++) {
		total += groups->list[i].share;
		if (fill_group(s, &groups->list[i], err) != 0 ||
		    check_group(s, &groups->list[i], err) != 0)
			return -1;
	}
	if (fabs(total - 1) > ROUNDING)
		return cs_fail(err, NULL,
			       "the shares of --group add up to %.6g, not to 1",
			       total);
	return 0;
}

/* --- rows and files */

static int resolve_rows(struct settings *s, struct cs_err *err)
{
	for (size_t i = 0; i < s->with_names.count; i++)
		for (int k = 0; k < NEXTRAS; k++)
			s->with[k] |=
			    strcmp(s->with_names.items[i], extra_names[k]) == 0;
	if (s->delimiter == 0)
		s->delimiter = s->decimal == ',' ? ';' : ',';
	if (s->delimiter == s->decimal)
		return cs_fail(err, NULL,
			       "--delimiter and --decimal cannot be the same");
	return 0;
}

/* Questions and surveys then are others than without it. */
static int resolve_service(struct settings *s, struct cs_err *err)
{
	if (!s->service.on)
		return 0;
	s->experience.inquiries = 0;
	s->experience.proactive = 0;
	if (s->end > CS_DAY_MAX - AHEAD_MOST)
		return cs_fail(
		    err, NULL,
		    "--service promises up to a year ahead: the last "
		    "day is to be before 9999");
	if (s->service.never_order > .99)
		return cs_fail(
		    err, NULL,
		    "--never-order is .99 at most: those who enquired "
		    "and ordered are told of by --enquired");
	return 0;
}

static int check_files(const struct settings *s, const struct cs_list *read,
		       struct cs_err *err)
{
	const struct cs_path all[] = {
		{ s->output ? s->output : "-", "the orders", true },
		{ s->contacts, "--contacts", true },
		{ s->truth, "--truth", true },
		{ s->truth_parameters, "--truth-parameters", true },
	};
	size_t nall = sizeof all / sizeof *all, count = 0;
	struct cs_path *given = cs_calloc(nall + read->count, sizeof *given);
	int status;

	for (size_t i = 0; i < nall; i++)
		if (all[i].path != NULL)
			given[count++] = all[i];
	for (size_t i = 0; i < read->count; i++)
		given[count++] =
		    (struct cs_path){ read->items[i], "--options", false };
	status = cs_paths_distinct(given, count, err);
	free(given);
	return status;
}

int settings_resolve(struct settings *s, const struct cs_list *read,
		     struct cs_err *err)
{
	if (s->experience.failure_rate < 0)
		s->experience.failure_rate = .08;
	if (check_files(s, read, err) != 0 || resolve_days(s, err) != 0 ||
	    resolve_service(s, err) != 0 || check_contract(s, err) != 0 ||
	    resolve_groups(s, err) != 0)
		return -1;
	return resolve_rows(s, err);
}
