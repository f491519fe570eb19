/* charts.c - cs-contacts' charts of curves, and of the days by which orders are
 * early or late. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "contacts/report.h"

enum { DAY_MINUTES = 24 * 60, YEAR = 365 * DAY_MINUTES };
enum { FEWEST = 5 /* of which a curve is drawn */ };

void draw_chart(const struct study *study, struct cs_report *report,
		struct cs_chart chart, say_sentence *say, bool worth)
{
	struct cs_buf sentence = CS_BUF_INIT;

	if (!worth && !cs_list_has(&study->job->shared.tables, chart.table)) {
		cs_table_free((struct cs_table *)chart.data);
		return;
	}
	if (say != NULL)
		say(study, &sentence);
	if (sentence.length > 0)
		chart.subtitle = sentence.data;
	cs_report_chart(report, &chart, true);
	cs_buf_release(&sentence);
}

/* --- shares that rise with time ------------------------------------------ */

static const struct cs_column curve_columns[] = { { "line", CS_TEXT },
						  { "time", CS_COUNT },
						  { "done", CS_SHARE },
						  { "done_low", CS_SHARE },
						  { "done_high", CS_SHARE },
						  { "at_risk", CS_COUNT },
						  { NULL } };

static void put_time(struct cs_table *data, const char *line, double time,
		     const struct cs_km *km, int64_t at_risk)
{
	cs_row(data);
	cs_put_text(data, "line", line);
	cs_put_count(data, "time", (int64_t)time);
	cs_put_real(data, "done", 1 - km->survival);
	cs_put_range(data, "done", 1 - km->high, 1 - km->low);
	cs_put_count(data, "at_risk", at_risk);
}

/* The curve up to `until` minutes, its times over `unit`. */
static void put_line(struct cs_table *data, const char *line,
		     const struct cs_wait_curve *curve, double until,
		     double unit)
{
	struct cs_km km = { .survival = 1,
			    .low = CS_NOTHING,
			    .high = CS_NOTHING };
	size_t n = curve->spans.n, i = 0;

	for (; i < n && curve->times[i] <= until; i++) {
		km = curve->km[i];
		put_time(data, line, curve->times[i] / unit, &km, km.at_risk);
	}
	/* it goes on to the edge, if it is watched or all is done */
	if ((i < n || km.survival == 0) &&
	    !(i > 0 && curve->times[i - 1] == until))
		put_time(data, line, until / unit, &km,
			 i < n ? curve->km[i].at_risk : 0);
}

/* --- response ----------------------------------------------------------- */

struct channel {
	size_t number;
	int64_t contacts;
};

static int by_size(const void *a, const void *b)
{
	const struct channel *x = a, *y = b;

	if (x->contacts != y->contacts)
		return x->contacts > y->contacts ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* Those with contacts, the largest first. */
static size_t channels_of(const struct study *study, struct channel *channels)
{
	const struct response *response = &study->whole->response;
	size_t count = 0;

	for (size_t i = 0; i < response->ncounts; i++)
		if (response->counts[i].contacts > 0)
			channels[count++] =
			    (struct channel){ i, response->counts[i].contacts };
	if (count > 1)
		qsort(channels, count, sizeof *channels, by_size);
	return count;
}

static void put_channels(const struct study *study, struct cs_table *data)
{
	const struct response *response = &study->whole->response;
	char *const *names = study->job->data.contacts.channels;
	struct channel *channels =
	    cs_calloc(response->ncounts, sizeof *channels);
	size_t count = channels_of(study, channels);

	for (size_t i = 0; i < count; i++) {
		int number = (int)channels[i].number;
		struct cs_wait_curve curve =
		    cs_waits_curve(&response->waits, number, CS_LEVEL);

		put_line(data,
			 study->rules.channels > 1 ? names[number] : "all",
			 &curve, CS_AXIS_MINUTES, 1);
		cs_wait_curve_release(&curve);
	}
	free(channels);
}

/* Drawn in any case, so that there is a chart. */
void chart_response(const void *of, struct cs_report *report,
		    const char *answer)
{
	const struct study *study = of;
	struct cs_table *data = cs_table_new("response", "", curve_columns);
	struct cs_chart chart = {
		.table = "response",
		.kind = CS_CHART_WAITS,
		.data = data,
		.title = "How soon are they answered?",
		.xlabel = "time after the contact",
		.ylabel = "answered",
		.x = "time",
		.row = "line",
		.y = "done",
		.low = "done_low",
		.high = "done_high",
	};

	(void)answer;
	if (study->rules.responses && study->rules.clock)
		put_channels(study, data);
	draw_chart(study, report, chart, say_response, true);
}

/* --- funnel --------------------------------------------------------------- */

/* The longest time of any curve, up to a year; minutes. */
static double longest_watched(const struct funnel *funnel)
{
	struct cs_wait_curve curve =
	    cs_waits_curve(&funnel->waits, CS_ALL_CLASSES, CS_LEVEL);
	size_t n = curve.spans.n;
	double longest = n > 0 ? fmin(curve.times[n - 1], YEAR) : 0;

	cs_wait_curve_release(&curve);
	return longest;
}

/* False if nobody went on, which the table says. */
static bool put_steps(struct cs_table *data, const struct funnel *funnel)
{
	static const char *const names[] = {
		[AWARE] = "awareness to 1st",	   [ASKED] = "to 1st order",
		[PREFERRED] = "preference to 1st", [FIRST_ORDER] = "1st to 2nd",
		[SECOND_ORDER] = "2nd to 3rd",
	};
	double until = longest_watched(funnel);
	bool any = false;

	for (enum step s = 0; s < THIRD_ORDER; s++) {
		struct cs_wait_curve curve;

		if (funnel->steps[s].customers < FEWEST)
			continue;
		curve = cs_waits_curve(&funnel->waits, (int)s, CS_LEVEL);
		put_line(data, names[s], &curve, until, DAY_MINUTES);
		cs_wait_curve_release(&curve);
		any |= funnel->steps[s].converted > 0;
	}
	return any;
}

void chart_funnel(const void *of, struct cs_report *report, const char *answer)
{
	const struct study *study = of;
	struct cs_table *data = cs_table_new("funnel", "", curve_columns);
	struct cs_chart chart = {
		.table = "funnel",
		.kind = CS_CHART_INCIDENCE,
		.data = data,
		.title = "Who asks, who orders, and who orders again?",
		.xlabel = "days since the enquiry, or the order before",
		.ylabel = "went on",
		.x = "time",
		.row = "line",
		.y = "done",
		.low = "done_low",
		.high = "done_high",
		.at_risk = "at_risk",
	};

	(void)answer;
	draw_chart(study, report, chart, say_funnel,
		   study->rules.orders &&
		       put_steps(data, &study->whole->funnel));
}

/* --- delivery ------------------------------------------------------------- */

enum { MOST_DAYS = 30 /* early or late; what is more stands there */ };

/* By days from -MOST_DAYS on. */
struct day_count {
	int64_t in_time, late, overdue;
};

static void count_days(const struct deliveries *all, enum delivery class,
		       struct day_count *counts)
{
	struct cs_wait_curve curve =
	    cs_waits_curve(&all->lateness, (int)class, CS_LEVEL);

	for (size_t i = 0; i < curve.spans.n; i++) {
		double days = curve.times[i] / DAY_MINUTES - EARLIEST;
		struct day_count *count =
		    &counts[MOST_DAYS +
			    (int)fmax(-MOST_DAYS, fmin(days, MOST_DAYS))];

		if (days > 0)
			count->late += curve.events[i];
		else
			count->in_time += curve.events[i];
		count->overdue += curve.censored[i];
	}
	cs_wait_curve_release(&curve);
}

/* The days that are drawn; false if all orders came on one. */
static bool span_of(const struct day_count *counts, int *first, int *last)
{
	*first = MOST_DAYS + 1;
	*last = -MOST_DAYS;
	for (int day = -MOST_DAYS; day <= MOST_DAYS; day++) {
		const struct day_count *c = &counts[MOST_DAYS + day];

		if (c->in_time + c->late + c->overdue == 0)
			continue;
		*first = day < *first ? day : *first;
		*last = day;
	}
	if (*first >= *last)
		return false;
	/* so that 0 has a label where not all have */
	if (*last - *first > 10)
		*first = *first < -20	? -30
			 : *first < -10 ? -20
			 : *first < 0	? -10
					: 0;
	return true;
}

void chart_delivery(const void *of, struct cs_report *report,
		    const char *answer)
{
	static const struct cs_column columns[] = { { "days", CS_COUNT },
						    { "in_time", CS_COUNT },
						    { "late", CS_COUNT },
						    { "overdue", CS_COUNT },
						    { NULL } };
	const struct study *study = of;
	struct day_count counts[2 * MOST_DAYS + 1] = { 0 };
	struct cs_table *data;
	struct cs_chart chart = {
		.table = "delivery",
		.kind = CS_CHART_STACK,
		.title = "Do orders come as promised?",
		.xlabel = "days after the promised day; below 0: before it",
		.ylabel = "orders",
		.x = "days",
		.y = "in_time",
		.y2 = "late",
		.y3 = "overdue",
		.names = { "in time", "late", "not there yet" },
	};
	int first, last;
	bool worth;

	(void)answer;
	for (enum delivery c = 0; study->rules.deliveries && c < NDELIVERIES;
	     c++)
		count_days(&study->whole->deliveries, c, counts);
	worth = span_of(counts, &first, &last);
	if (first == -MOST_DAYS || last == MOST_DAYS)
		chart.xlabel = "days after the promised day; below 0: before "
			       "it; at 30: 30 or more";
	chart.data = data = cs_table_new("delivery", "", columns);
	for (int day = first; day <= last; day++) {
		const struct day_count *c = &counts[MOST_DAYS + day];

		cs_row(data);
		cs_put_count(data, "days", day);
		cs_put_count(data, "in_time", c->in_time);
		cs_put_count(data, "late", c->late);
		cs_put_count(data, "overdue", c->overdue);
	}
	draw_chart(study, report, chart, say_delivery, worth);
}
