/* hours.c - cs-contacts' tally and table of when customers write, and how soon
 * they are answered then. */
#include "contacts/report.h"
#include "report/number.h"

static const char *const weekdays[] = { "Monday",   "Tuesday", "Wednesday",
					"Thursday", "Friday",  "Saturday",
					"Sunday" };

enum { NWEEKDAYS = 7, NHOURS = 24, FEW = 10 };

/* --- the tally ---------------------------------------------------------- */

static void init(void *tally, const void *with)
{
	const struct contacts_rules *rules = with;
	struct hours *hours = tally;

	hours->ncounts = hours->waits.classes =
	    rules->options->by == BY_WEEKDAY ? NWEEKDAYS : NHOURS;
}

/* As the clock showed when it was opened; 0001-01-01 is a Monday. */
static size_t class_of(const struct contacts_rules *rules,
		       const struct cs_matter *matter)
{
	int64_t shown =
	    cs_moment_shown(rules->zone, matter->opened, matter->east);

	if (rules->options->by == BY_HOUR)
		return (size_t)(cs_shown_second(shown) / CS_HOUR);
	return (size_t)((cs_shown_day(shown) - CS_DAY_MIN) % NWEEKDAYS);
}

static void add(void *tally, const void *with,
		const struct cs_customer *customer)
{
	const struct contacts_rules *rules = with;
	struct hours *hours = tally;

	for (size_t i = 0; rules->hours && i < customer->nmatters; i++) {
		const struct cs_matter *matter = &customer->matters[i];
		size_t class;

		if (!matter->inbound || !matter->clock ||
		    !cs_in_focus(customer, matter->group))
			continue;
		class = class_of(rules, matter);
		count_response(rules, matter, class, &hours->counts[class],
			       &hours->waits);
	}
}

static const struct cs_members members[] = {
	CS_LIST(struct hours, "qqqqq", counts, CS_FIXED, ncounts),
	CS_WAITS_LIST(struct hours, waits),
	{ NULL },
};

const struct cs_tally hours_tally = {
	.size = sizeof(struct hours),
	.init = init,
	.add = add,
	.members = members,
};

/* --- the table ---------------------------------------------------------- */

const struct cs_column hours_columns[] = {
	{ "hour", CS_TEXT, "opened",
	  .means = "hour of the day, 00 to 23, or with --by weekday the day, "
		   "in which contacts were opened" },
	{ "contacts", CS_COUNT, .means = "matters that a customer began then" },
	{ "due", CS_COUNT,
	  .means = "of them opened at least --within before the end of "
		   "observation" },
	{ "within_hour", CS_SHARE, "in time",
	  .means = "of those due answered within --within" },
	{ "within_hour_low", CS_SHARE },
	{ "within_hour_high", CS_SHARE },
	{ "median_minutes", CS_REAL, "median minutes", 1,
	  .means = "minutes by which half were answered; null where fewer were "
		   "or fewer than 10 are due" },
	{ "median_minutes_low", CS_REAL, .people = CS_FILES },
	{ "median_minutes_high", CS_REAL, .people = CS_FILES },
	{ NULL }
};

void begin_hours(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	if (!study->rules.hours)
		cs_table_add_note(table, "There are days only, no times of "
					 "day: the table has no rows.");
}

static void put_name(struct cs_table *table, const struct hours *hours,
		     size_t class)
{
	char name[] = { (char)('0' + class / 10), (char)('0' + class % 10),
			'\0' };

	cs_put_text(table, "hour",
		    hours->ncounts == NHOURS ? name : weekdays[class]);
}

static void put_class(struct cs_table *table, const struct hours *hours,
		      size_t class, bool known)
{
	const struct response_count *c = &hours->counts[class];
	struct cs_wait_curve curve =
	    cs_waits_curve(&hours->waits, (int)class, CS_LEVEL);

	cs_row(table);
	put_name(table, hours, class);
	cs_put_count(table, "contacts", c->contacts);
	if (known) {
		cs_put_count(table, "due", c->due);
		put_share(table, "within_hour", c->within, c->due);
	}
	if (known && c->due >= FEW)
		put_quantile(table, "median_minutes", &curve, .5, 1);
	cs_put_rest(table);
	cs_wait_curve_release(&curve);
}

void put_hours(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct hours *hours = &((const struct tally *)part)->hours;

	for (size_t i = 0; study->rules.hours && i < hours->ncounts; i++)
		put_class(table, hours, i, study->rules.responses);
}

/* --- the chart and the answer ------------------------------------------- */

void chart_hours(const void *of, struct cs_report *report, const char *answer)
{
	static const struct cs_column columns[] = { { "hour", CS_TEXT },
						    { "contacts", CS_COUNT },
						    { "in_time", CS_SHARE },
						    { NULL } };
	const struct study *study = of;
	const struct hours *hours = &study->whole->hours;
	struct cs_table *data = cs_table_new("hours", "", columns);
	struct cs_buf name = CS_BUF_INIT;
	bool shares = false;
	struct cs_chart chart = {
		.table = "hours",
		.kind = CS_CHART_BARS,
		.data = data,
		.title = "When do they write, and how soon are they answered "
			 "then?",
		.x = "hour",
		.y = "contacts",
	};
	size_t bars = 0;
	int64_t all = 0;

	(void)answer;
	for (size_t i = 0; i < hours->ncounts; i++)
		all += hours->counts[i].contacts;
	for (size_t i = 0; study->rules.hours && all > 0 && i < hours->ncounts;
	     i++) {
		const struct response_count *c = &hours->counts[i];
		bool known = study->rules.responses && c->due >= FEW;

		cs_row(data);
		put_name(data, hours, i);
		cs_put_count(data, "contacts", c->contacts);
		cs_put_real(data, "in_time",
			    cs_ratio(c->within, known ? c->due : 0));
		bars += c->contacts > 0;
		shares |= known;
	}
	cs_buf_adds(&name, "answered within ");
	add_within(study->rules.options->within, &name);
	chart.names[0] = "contacts";
	if (shares) {
		chart.y2 = "in_time";
		chart.names[1] = name.data;
	} else {
		chart.ylabel = chart.names[0];
	}
	draw_chart(study, report, chart, say_hours, bars > 1);
	cs_buf_release(&name);
}

/* "from 22 to 23", "on Sundays" */
static void add_time(const struct hours *hours, size_t class,
		     struct cs_buf *out)
{
	if (hours->ncounts == NHOURS)
		cs_buf_addf(out, "from %zu to %zu", class, class + 1);
	else
		cs_buf_addf(out, "on %ss", weekdays[class]);
}

void say_hours(const struct study *study, struct cs_buf *out)
{
	const struct hours *hours = &study->whole->hours;
	const struct response_count *counts = hours->counts;
	size_t most = 0, worst = hours->ncounts;
	double least = 1, best = 0;

	for (size_t i = 0; i < hours->ncounts; i++) {
		double share = cs_ratio(counts[i].within, counts[i].due);

		if (counts[i].contacts > counts[most].contacts)
			most = i;
		if (counts[i].due < FEW)
			continue;
		if (share > best)
			best = share;
		if (share < least)
			least = share, worst = i;
	}
	if (hours->ncounts == 0 || counts[most].contacts < FEW)
		return;
	cs_buf_adds(out, "They write most often ");
	add_time(hours, most, out);
	if (!study->rules.responses || least >= best)
		return;
	cs_buf_adds(out, "; who writes ");
	add_time(hours, worst, out);
	cs_buf_adds(out, " is answered least often within ");
	add_within(study->rules.options->within, out);
	cs_buf_addf(out, ", %s of %s",
		    cs_figure((double)counts[worst].within, 0).text,
		    cs_figure((double)counts[worst].due, 0).text);
}
