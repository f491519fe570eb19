/* complaints.c - cs-contacts' tally and table of what becomes of complaints. */
#include "contacts/report.h"
#include "report/number.h"

/* --- the tally ---------------------------------------------------------- */

static void init(void *tally, const void *with)
{
	struct complaints *all = tally;

	(void)with;
	all->oldest = CS_NO_DAY;
	all->waits.classes = NMEASURES;
}

/* Something that was to be done by `limit`, and was at `done`, or not. */
static void measure(const struct contacts_rules *rules,
		    struct measure_count *count, int64_t limit, int64_t done)
{
	bool passed = limit_passed(rules, limit);

	count->due += passed;
	count->done += passed && done != CS_NO_MOMENT && done <= limit;
	count->open += done == CS_NO_MOMENT;
	count->overdue += done == CS_NO_MOMENT && passed;
}

static void wait_for(const struct contacts_rules *rules,
		     const struct cs_matter *matter, enum measure what,
		     int64_t from, int64_t to, struct complaints *all)
{
	cs_waits_add(&all->waits, what, waited(rules, matter, from, to),
		     to != CS_NO_MOMENT);
}

/* Due once the deadline has passed, or it is resolved. */
static void measure_deadline(const struct cs_matter *matter,
			     const struct handling *handling,
			     struct measure_count *count)
{
	bool resolved = matter->resolved != CS_NO_MOMENT;

	count->due += resolved || handling->passed;
	count->done += resolved && matter->resolved <= handling->deadline;
	count->open += !resolved;
	count->overdue += !resolved && handling->passed;
}

static void measure_follow_up(const struct contacts_rules *rules,
			      const struct cs_matter *matter,
			      const struct handling *handling,
			      struct measure_count *count)
{
	bool over = day_of(rules, rules->end - 1, matter->east) > handling->to;
	bool done = handling->followed_up != CS_NO_MOMENT;

	count->due += over;
	count->done += over && done;
	count->open += !over && !done;
	count->overdue += over && !done;
}

/* Ages of open ones, the last day of each, for the chart. */
static const struct {
	const char *name;
	int32_t last;
} ages[NAGES] = {
	{ "0-1", 1 },	   { "2-3", 3 },
	{ "4-7", 7 },	   { "8-14", 14 },
	{ "15-30", 30 },   { "31-60", 60 },
	{ "61-120", 120 }, { "121 and more", INT32_MAX },
};

static void count_age(int32_t days, bool overdue, struct complaints *all)
{
	size_t i = 0;

	while (days > ages[i].last)
		i++;
	all->ages[i].overdue += overdue;
	all->ages[i].in_time += !overdue;
}

static void add_complaint(const struct contacts_rules *rules,
			  const struct cs_customer *customer,
			  const struct cs_matter *matter,
			  const struct handling *handling, void *to)
{
	struct complaints *all = to;
	struct measure_count *counts = all->measures;
	bool resolved = matter->resolved != CS_NO_MOMENT;
	cs_day opened = day_of(rules, matter->opened, matter->east);

	(void)customer;
	all->complaints++;
	all->open += !resolved;
	all->overdue += handling->state == OVERDUE;
	if (!resolved)
		count_age(day_of(rules, rules->end - 1, matter->east) - opened,
			  handling->state == OVERDUE, all);
	if (!resolved && (all->oldest == CS_NO_DAY || opened < all->oldest))
		all->oldest = opened;
	if (!answered_sometime(matter)) {
		measure(rules, &counts[ACKNOWLEDGED], handling->acknowledge_by,
			matter->responded);
		wait_for(rules, matter, ACKNOWLEDGED, matter->opened,
			 matter->responded, all);
	}
	measure_deadline(matter, handling, &counts[DEADLINE_KEPT]);
	counts[RESOLVED].due++;
	counts[RESOLVED].done += resolved;
	counts[RESOLVED].open += !resolved;
	counts[RESOLVED].overdue += handling->state == OVERDUE;
	wait_for(rules, matter, RESOLVED, matter->opened, matter->resolved,
		 all);
	measure(rules, &counts[RESOLVED_IN_TIME],
		limit_of(rules, matter, matter->opened,
			 rules->options->resolve_within),
		matter->resolved);
	if (!resolved)
		return;
	measure_follow_up(rules, matter, handling, &counts[FOLLOWED_UP]);
	wait_for(rules, matter, FOLLOWED_UP, matter->resolved,
		 handling->followed_up, all);
	counts[REOPENED].due += matter->reopens >= 0;
	counts[REOPENED].done += matter->reopens > 0;
}

static void add(void *tally, const void *with,
		const struct cs_customer *customer)
{
	each_complaint(with, customer, add_complaint, tally);
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct complaints, "qqq<", complaints),
	CS_MEMBERS(struct complaints, "qqqqqqqqqqqqqqqqqqqqqqqq", measures),
	CS_MEMBERS(struct complaints, "qqqqqqqqqqqqqqqq", ages),
	CS_WAITS_LIST(struct complaints, waits),
	{ NULL },
};

const struct cs_tally complaints_tally = {
	.size = sizeof(struct complaints),
	.init = init,
	.add = add,
	.members = members,
};

/* --- the table ---------------------------------------------------------- */

const struct cs_column complaints_columns[] = {
	{ "measure", CS_TEXT,
	  .means =
	      "acknowledged: answered within --acknowledge-within; "
	      "deadline_kept: resolved by the day that was promised, or "
	      "else within --resolve-within; resolved: by "
	      "--resolve-within, the open ones waiting; resolved_in_time: "
	      "the same, counted; followed_up: the customer was asked "
	      "again a week before to a week after --follow-up; reopened" },
	{ "due", CS_COUNT,
	  .means = "complaints of which it can be said: whose time is over; of "
		   "deadline_kept also those that are resolved, of resolved "
		   "all, of reopened the resolved, of followed_up those whose "
		   "days for it are over" },
	{ "done", CS_COUNT, .means = "of those due" },
	{ "rate", CS_SHARE,
	  .means = "done of due; of resolved the share resolved within "
		   "--resolve-within, from the curve" },
	{ "rate_low", CS_SHARE },
	{ "rate_high", CS_SHARE },
	{ "median_days", CS_REAL, "median days", 1,
	  .means = "days by which it was done of half; the others are watched "
		   "until the end of observation; null where fewer than half "
		   "were" },
	{ "median_days_low", CS_REAL, .decimals = 1 },
	{ "median_days_high", CS_REAL, .decimals = 1 },
	{ "open", CS_COUNT, .means = "not done yet" },
	{ "overdue", CS_COUNT,
	  .means = "of those open, whose time for it is over" },
	{ NULL }
};

static const char *const measure_names[] = {
	[ACKNOWLEDGED] = "acknowledged",
	[DEADLINE_KEPT] = "deadline_kept",
	[RESOLVED] = "resolved",
	[RESOLVED_IN_TIME] = "resolved_in_time",
	[FOLLOWED_UP] = "followed_up",
	[REOPENED] = "reopened",
};

void begin_complaints(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	const struct cs_definition *complaint =
	    &study->rules.options->definitions[COMPLAINT];

	if (!complaint->known)
		cs_table_add_note(table,
				  "No contact is a complaint: --complaint says "
				  "which are.");
	if (!study->rules.resolutions)
		cs_table_add_note(table, "Nothing says what was resolved "
					 "(--contact-resolved).");
}

/* Can it be told? */
static bool is_known(const struct study *study, enum measure what)
{
	const struct contacts_rules *rules = &study->rules;

	if (!rules->options->definitions[COMPLAINT].known)
		return false;
	if (what == ACKNOWLEDGED)
		return rules->responses;
	return rules->resolutions && (what != REOPENED || rules->reopens);
}

static void put_rate(const struct study *study, struct cs_table *table,
		     const struct measure_count *count, enum measure what,
		     const struct cs_wait_curve *curve)
{
	double days = days_of(study->rules.options->resolve_within);
	struct cs_km km;

	if (what != RESOLVED) {
		put_share(table, "rate", count->done, count->due);
		return;
	}
	km = cs_wait_at(curve, days * 24 * 60);
	cs_put_real(table, "rate", 1 - km.survival);
	cs_put_range(table, "rate", 1 - km.high, 1 - km.low);
}

static void put_measure(const struct study *study, struct cs_table *table,
			const struct complaints *all, enum measure what)
{
	const struct measure_count *count = &all->measures[what];
	struct cs_wait_curve curve =
	    cs_waits_curve(&all->waits, (int)what, CS_LEVEL);

	cs_row(table);
	cs_put_text(table, "measure", measure_names[what]);
	if (is_known(study, what)) {
		cs_put_count(table, "due", count->due);
		cs_put_count(table, "done", count->done);
		put_rate(study, table, count, what, &curve);
		put_quantile(table, "median_days", &curve, .5, 24. * 60);
		if (what != REOPENED) {
			cs_put_count(table, "open", count->open);
			cs_put_count(table, "overdue", count->overdue);
		}
	}
	cs_put_rest(table);
	cs_wait_curve_release(&curve);
}

void put_complaints(const void *of, struct cs_table *table, const void *part)
{
	const struct tally *tally = part;

	for (enum measure m = 0; m < NMEASURES; m++)
		put_measure(of, table, &tally->complaints, m);
}

/* --- the chart ---------------------------------------------------------- */

void chart_complaints(const void *of, struct cs_report *report,
		      const char *answer)
{
	static const struct cs_column columns[] = { { "age", CS_TEXT },
						    { "overdue", CS_COUNT },
						    { "in_time", CS_COUNT },
						    { NULL } };
	const struct study *study = of;
	const struct age_count *counts = study->whole->complaints.ages;
	struct cs_table *data = cs_table_new("complaints", "", columns);
	struct cs_chart chart = {
		.table = "complaints",
		.kind = CS_CHART_STACK,
		.data = data,
		.title = "How long have the open complaints waited?",
		.xlabel = "days since they were opened",
		.ylabel = "open complaints",
		.x = "age",
		.y = "overdue",
		.y2 = "in_time",
		.names = { "overdue", "not due yet" },
	};
	size_t first = NAGES, last = 0;

	(void)answer;
	for (size_t i = 0; i < NAGES; i++)
		if (counts[i].in_time + counts[i].overdue > 0) {
			first = i < first ? i : first;
			last = i;
		}
	for (size_t i = first; i <= last; i++) {
		cs_row(data);
		cs_put_text(data, "age", ages[i].name);
		cs_put_count(data, "overdue", counts[i].overdue);
		cs_put_count(data, "in_time", counts[i].in_time);
	}
	draw_chart(study, report, chart, say_complaints, first < last);
}

/* --- the answer --------------------------------------------------------- */

/* ", 11 past the day that was promised" */
static void say_overdue(const struct study *study, struct cs_buf *out)
{
	const struct complaints *all = &study->whole->complaints;

	if (all->open == 1)
		cs_buf_adds(out, all->overdue > 0 ? ", " : ", not ");
	else
		cs_buf_addf(
		    out, ", %s ",
		    all->overdue == all->open ? all->open == 2 ? "both" : "all"
		    : all->overdue > 0 ? cs_figure((double)all->overdue, 0).text
				       : "none");
	if (has_column(study, CS_CONTACT_DUE))
		cs_buf_adds(out, "past the day that was promised");
	else
		cs_buf_addf(
		    out, "for more than %s",
		    cs_counted(days_of(study->rules.options->resolve_within),
			       "day")
			.text);
}

void say_complaints(const struct study *study, struct cs_buf *out)
{
	const struct complaints *all = &study->whole->complaints;
	cs_day age = study->job->data.as_of - all->oldest;

	if (all->complaints == 0 || !study->rules.resolutions)
		return;
	add_part(all->open, all->complaints,
		 &(struct said){ "complaint", "", "is open", "are open",
				 "is settled" },
		 out);
	if (all->open == 0)
		return;
	say_overdue(study, out);
	cs_buf_adds(out, all->open == 1 ? "; it " : "; the oldest ");
	if (age > 0)
		cs_buf_addf(out, "waits %s", cs_counted(age, "day").text);
	else
		cs_buf_adds(out, "is of today");
}
