/* experience.c - cs-churn's table experience. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/word.h"
#include "churn/report.h"
#include "stat/survival.h"

/* curves of fewer are not drawn */
enum { FEW = 10 };

const struct cs_column experience_columns[] = {
	{ "experience", CS_TEXT, .people = CS_FILES,
	  .means = "what happened to them, the worst first" },
	{ "label", CS_TEXT, "experience", .people = CS_PEOPLE },
	{ "customers", CS_COUNT,
	  .means = "customers for whom it is the worst they met" },
	{ "lapsed", CS_COUNT, .people = CS_FILES,
	  .means = "of these, the lapsed" },
	{ "lapse_rate", CS_SHARE, "lapsed",
	  .means = "lapsed / customers, Wilson's interval; not to be compared "
		   "between rows" },
	{ "lapse_rate_low", CS_SHARE },
	{ "lapse_rate_high", CS_SHARE },
	{ "risk_ratio", CS_REAL, "risk ratio", 2,
	  .means = "lapse rate of the compared over that of the others, "
		   "interval on the log scale (delta method)" },
	{ "risk_ratio_low", CS_REAL, NULL, 2 },
	{ "risk_ratio_high", CS_REAL, NULL, 2 },
	{ "p_value", CS_REAL, "p", 4, .means = "two-sided, of a ratio of 1" },
	{ "compared", CS_COUNT, .people = CS_FILES,
	  .means = "of the customers, those who have others to be compared "
		   "with" },
	{ "others", CS_COUNT, .people = CS_FILES,
	  .means = "customers at a purchase of the same number and period who "
		   "had met nothing as bad" },
	{ "others_lapse_rate", CS_SHARE, .people = CS_FILES,
	  .means = "their lapse rate, each number and period weighted as among "
		   "the compared" },
	{ "test", CS_TEXT, .people = CS_FILES,
	  .means = "log-ratio: normal test of its logarithm; fisher: exact "
		   "test, where lapses are fewer than five" },
	{ NULL }
};

const struct experience_spec experiences[NEXPERIENCES] = {
	[FAILURE_UNVOICED] = { "failure_no_complaint", "unvoiced failure",
			       FAILURE },
	[COMPLAINT_UNRESOLVED] = { "complaint_unresolved", "unresolved" },
	[COMPLAINT_LATE] = { "complaint_resolved_late", "resolved late" },
	[COMPLAINT_RESOLVED] = { "complaint_resolved", "resolved" },
	[COMPLAINT_FOLLOWED_UP] = { "complaint_followed_up", "followed up",
				    PROACTIVE },
	[COMPLAINT_MADE] = { "complaint", "complaint" },
	[CONTACT_ONLY] = { "contact_no_complaint", "other contact" },
	[NOTHING] = { "none", "none" },
};

/* Rows of complaints by what became of them, or of all of them as one. */
static bool applies(const struct churn_rules *rules, enum experience experience)
{
	if (experience < COMPLAINT_UNRESOLVED || experience > COMPLAINT_MADE)
		return true;
	return rules->resolutions == (experience != COMPLAINT_MADE);
}

/* Could anybody be known to have met this, which applies? */
static bool can_be_known(const struct churn_rules *rules,
			 enum experience experience)
{
	return churn_knows(rules, COMPLAINT) &&
	       churn_knows(rules, experiences[experience].needs);
}

static void put_row(const struct study *study, struct cs_table *table,
		    const struct tally *tally, enum experience experience)
{
	int64_t met = tally->people.met[experience];
	int64_t lapsed = tally->people.met_lapsed[experience];
	struct comparison c;

	cs_row(table);
	cs_put_text(table, "experience", experiences[experience].name);
	cs_put_text(table, "label", experiences[experience].label);
	if (!can_be_known(&study->rules, experience)) {
		cs_put_rest(table);
		return;
	}
	cs_put_count(table, "customers", met);
	cs_put_count(table, "lapsed", lapsed);
	cs_put_real(table, "lapse_rate", cs_ratio(lapsed, met));
	cs_put_interval(table, "lapse_rate", cs_wilson(lapsed, met, CS_LEVEL));
	if (experience == NOTHING) {
		cs_put_rest(table);
		return;
	}
	c = compare(tally, experience);
	cs_put_real(table, "risk_ratio", c.ratio);
	cs_put_interval(table, "risk_ratio", c.interval);
	cs_put_real(table, "p_value", c.p_value);
	cs_put_count(table, "compared", c.sum.customers[0]);
	cs_put_count(table, "others", c.sum.customers[1]);
	cs_put_real(table, "others_lapse_rate", c.others_rate);
	cs_put_text(table, "test",
		    isnan(c.p_value) ? NULL
		    : c.exact	     ? "fisher"
				     : "log-ratio");
}

void put_experience(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;

	for (enum experience e = 0; e < NEXPERIENCES; e++)
		if (applies(&study->rules, e))
			put_row(study, table, part, e);
}

void begin_experience(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	const struct churn_options *options = study->rules.options;
	struct cs_buf text = CS_BUF_INIT;

	for (int d = 0; d < NDEFINED; d++)
		if (options->definitions[d].known) {
			cs_buf_adds(&text, text.length > 0 ? ", " : "");
			cs_add_given(&text, options->definitions[d].option,
				     options->definitions[d].brief.data);
		}
	if (text.length > 0)
		cs_table_add_note(table, "In force: %s.", text.data);
	if (study->rules.resolutions)
		cs_table_add_note(
		    table,
		    "unresolved to followed up: complaints, resolved within "
		    "%ld days or late; followed up: asked again within %ld "
		    "days.",
		    (long)duration_days(options->resolve_within),
		    (long)duration_days(options->follow_up));
	cs_table_add_note(
	    table,
	    "Of several experiences a customer counts for the one that stands "
	    "first here. Risk ratio: lapse rate over that of others, who had "
	    "come to a purchase of the same number and %s without meeting "
	    "anything as bad. It is an association, not a cause. p: Fisher's "
	    "exact test below 5 lapses, else of the log of the ratio.",
	    cs_period_names[study->job->shared.period]);
	cs_buf_release(&text);
}

/* --- chart ------------------------------------------------------------- */

static void put_points(struct cs_table *table, const char *label,
		       const int64_t *events, const int64_t *censored,
		       size_t ndays)
{
	int64_t *days = cs_calloc(ndays, sizeof *days);
	struct cs_km *points = cs_calloc(ndays, sizeof *points);
	size_t n = 0;

	for (size_t day = 0; day < ndays; day++)
		if (events[day] + censored[day] > 0)
			days[n++] = (int64_t)day;
	cs_km_points(events, censored, ndays, days, n, CS_LEVEL,
		     CS_CONF_LOG_LOG, points);
	for (size_t i = 0; i < n && points[0].at_risk >= FEW; i++) {
		cs_row(table);
		cs_put_text(table, "experience", label);
		cs_put_real(table, "time", (double)days[i]);
		cs_put_count(table, "at_risk", points[i].at_risk);
		cs_put_real(table, "survival", points[i].survival);
		cs_put_real(table, "low", points[i].low);
		cs_put_real(table, "high", points[i].high);
	}
	free(points);
	free(days);
}

/*
 * One curve, as far as it can be told when they lapsed. That of NOTHING is of
 * the others at their drawn purchase, whatever they met later.
 */
static void put_course(const struct tally *whole, struct cs_table *table,
		       enum experience experience)
{
	bool nothing = experience == NOTHING;
	const struct records *records =
	    nothing ? &whole->others : &whole->people.records;
	size_t ndays = records->ndays;
	int64_t *events = cs_calloc(2 * ndays, sizeof *events);
	int64_t *censored = events + ndays;

	for (size_t i = 0; i < records->count; i++) {
		const struct record *record = &records->list[i];

		if (record->days >= 0 && (record->experience == experience ||
					  (nothing && record->before)))
			(record->lapse ? events : censored)[record->days]++;
	}
	put_points(table,
		   nothing ? "nothing so far" : experiences[experience].label,
		   events, censored, ndays);
	free(events);
}

/* The others first, whom all are compared with. */
static void put_courses(const struct study *study, struct cs_table *table)
{
	for (int i = 0; i < NEXPERIENCES; i++) {
		enum experience e = (i + NEXPERIENCES - 1) % NEXPERIENCES;

		if (applies(&study->rules, e) && can_be_known(&study->rules, e))
			put_course(study->whole, table, e);
	}
}

void chart_experience(const void *of, struct cs_report *report,
		      const char *answer)
{
	static const struct cs_column columns[] = { { "experience", CS_TEXT },
						    { "time", CS_REAL },
						    { "at_risk", CS_COUNT },
						    { "survival", CS_SHARE },
						    { "low", CS_SHARE },
						    { "high", CS_SHARE },
						    { NULL } };
	const char *name = churn_tables[EXPERIENCES].name;
	struct cs_table *data = cs_table_new(name, "", columns);
	struct cs_chart chart = {
		.table = name,
		.kind = CS_CHART_CURVES,
		.data = data,
		.title = churn_tables[EXPERIENCES].question,
		.subtitle =
		    "by the worst they met, as observed: an association, "
		    "not a cause (the table compares customers who had "
		    "bought as often)",
		.xlabel = "days since the purchase at which they met it",
		.ylabel = "share still there, with 95 % interval",
		.x = "time",
		.y = "survival",
		.low = "low",
		.high = "high",
		.row = "experience",
		.at_risk = "at_risk",
	};

	(void)answer;
	put_courses(of, data);
	if (cs_table_rows(data) > 0)
		cs_report_chart(report, &chart, true);
	else
		cs_table_free(data);
}
