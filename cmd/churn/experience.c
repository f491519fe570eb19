/* experience.c - cs-churn's table experience. */
#include <math.h>

#include "app/clusters.h"
#include "base/word.h"
#include "churn/report.h"
#include "report/number.h"

/* bars of fewer are not drawn */
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
	{ "lapse_rate_low", CS_SHARE, .people = CS_FILES,
	  .means = "its lower end" },
	{ "lapse_rate_high", CS_SHARE, .people = CS_FILES,
	  .means = "its upper end" },
	{ "risk_ratio", CS_REAL, "risk ratio", 2,
	  .means = "compared_lapse_rate / others_lapse_rate, score interval" },
	{ "risk_ratio_low", CS_REAL, NULL, 2 },
	{ "risk_ratio_high", CS_REAL, NULL, 2 },
	{ "p_value", CS_REAL, "p", 4, .means = "two-sided, of a ratio of 1" },
	{ "compared", CS_COUNT,
	  .means = "customers for whom it was the first as bad as this, and "
		   "who have others" },
	{ "no_others", CS_COUNT, .people = CS_FILES,
	  .means =
	      "of whom nobody else stood in the same place: not compared" },
	{ "after_lapse", CS_COUNT, .people = CS_FILES,
	  .means = "who had lapsed before it: not compared" },
	{ "bought_again", CS_COUNT, .people = CS_FILES,
	  .means = "who bought before it was known what became of it: not "
		   "compared" },
	{ "too_late", CS_COUNT, .people = CS_FILES,
	  .means = "for whom it cannot be told yet whether a lapse follows: "
		   "not compared" },
	{ "others", CS_COUNT, .people = CS_FILES,
	  .means = "purchases of the same number and period, of customers as "
		   "long silent who had met nothing as bad" },
	{ "compared_lapse_rate", CS_SHARE, .people = CS_FILES,
	  .means = "of the compared, those whose silence became a lapse" },
	{ "others_lapse_rate", CS_SHARE, .people = CS_FILES,
	  .means = "the same of the others, weighted as the compared" },
	{ "test", CS_TEXT, .people = CS_FILES,
	  .means = "score; or mid-p, of the exact test, where fewer than five "
		   "are expected to lapse, or to stay; with --cluster "
		   "clusters" },
	{ "p_exact", CS_REAL, .people = CS_FILES,
	  .means = "of the exact test in full, where test is mid-p: refuses "
		   "less often than it says" },
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

/* ... and what the worst was? An unvoiced failure is a matter of the window. */
static bool worst_known(const struct churn_rules *rules)
{
	return window_known(rules) || !churn_knows(rules, FAILURE);
}

static void put_row(const struct study *study, struct cs_table *table,
		    const struct tally *tally, enum experience experience)
{
	int64_t met = tally->people.met[experience];
	int64_t lapsed = tally->people.met_lapsed[experience];
	const struct comparison *c;

	cs_row(table);
	cs_put_text(table, "experience", experiences[experience].name);
	cs_put_text(table, "label", experiences[experience].label);
	if (!can_be_known(&study->rules, experience)) {
		cs_put_rest(table);
		return;
	}
	cs_put_known(table, "customers", worst_known(&study->rules), met);
	if (!lapses_known(&study->rules)) {
		cs_put_rest(table);
		return;
	}
	cs_put_count(table, "lapsed", lapsed);
	cs_put_real(table, "lapse_rate", cs_ratio(lapsed, met));
	cs_put_interval(table, "lapse_rate",
			spread_share(study, tally,
				     (enum share)(MET_LAPSED + experience),
				     lapsed, met));
	if (experience == NOTHING) {
		cs_put_rest(table);
		return;
	}
	c = &tally->compared[experience];
	cs_put_real(table, "risk_ratio", c->risks.ratio);
	cs_put_interval(table, "risk_ratio", c->risks.ratio_interval);
	cs_put_real(table, "p_value", c->risks.p_value);
	cs_put_count(table, "compared", c->risks.n);
	cs_put_count(table, "no_others",
		     c->risks.uncompared + c->apart[NO_PURCHASE]);
	cs_put_count(table, "after_lapse", c->apart[AFTER_LAPSE]);
	cs_put_count(table, "bought_again", c->apart[BOUGHT_AGAIN]);
	cs_put_count(table, "too_late", c->apart[TOO_LATE]);
	cs_put_count(table, "others", c->others);
	cs_put_real(table, "compared_lapse_rate", c->risks.share);
	cs_put_real(table, "others_lapse_rate", c->risks.other_share);
	cs_put_text(table, "test",
		    isnan(c->risks.p_value)    ? NULL
		    : cs_clustered(study->job) ? "clusters"
		    : isnan(c->risks.p_exact)  ? "score"
					       : "mid-p");
	cs_put_real(table, "p_exact", c->risks.p_exact);
}

void put_experience(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;

	for (enum experience e = 0; e < NEXPERIENCES; e++)
		if (applies(&study->rules, e))
			put_row(study, table, part, e);
}

int64_t say_apart(const struct comparison *comparison, struct cs_buf *out)
{
	const int64_t *apart = comparison->apart;
	const struct {
		int64_t count;
		const char *why;
	} parts[] = {
		{ comparison->risks.uncompared, "without others like them" },
		{ apart[NO_PURCHASE], "before the first purchase" },
		{ apart[AFTER_LAPSE], "after a lapse" },
		{ apart[BOUGHT_AGAIN], "who bought again before it was known" },
		{ apart[TOO_LATE], "too late to tell" },
	};
	int64_t sum = 0;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i].count > 0)
			cs_buf_addf(out, "%s%s %s", sum > 0 ? ", " : "",
				    cs_figure(parts[i].count, 0).text,
				    parts[i].why);
		sum += parts[i].count;
	}
	return sum;
}

/* Of the first part, for all experiences. */
static void note_apart(const struct study *study, struct cs_table *table)
{
	const struct tally *part = first_part(study);
	struct cs_buf text = CS_BUF_INIT, one = CS_BUF_INIT;

	for (enum experience e = 0; e < NOTHING; e++) {
		cs_buf_clear(&one);
		if (!applies(&study->rules, e) ||
		    !can_be_known(&study->rules, e) ||
		    say_apart(&part->compared[e], &one) == 0)
			continue;
		cs_buf_addf(&text, "%s%s: %s", text.length > 0 ? "; " : "",
			    experiences[e].label, one.data);
	}
	if (text.length > 0)
		cs_table_add_note(table, "Not compared: %s.", text.data);
	cs_buf_release(&one);
	cs_buf_release(&text);
}

/* All lapsed, or nobody; or clusters do not tell. */
static const char *why_untested(const struct study *study,
				const struct cs_risks *risks)
{
	double share = risks->share;

	if (cs_clustered(study->job) &&
	    (share != risks->other_share || (share > 0 && share < 1)))
		return "too few clusters have any to compare";
	return risks->events > 0 ? "all of them and all of the others lapsed"
				 : "none of them and none of the others lapsed";
}

static void note_untested(const struct study *study, struct cs_table *table)
{
	const struct tally *part = first_part(study);
	struct cs_buf text = CS_BUF_INIT;

	for (enum experience e = 0; e < NOTHING; e++) {
		const struct cs_risks *risks = &part->compared[e].risks;

		if (applies(&study->rules, e) && risks->n > 0 &&
		    isnan(risks->p_value))
			cs_buf_addf(
			    &text, "%s%s: %s", text.length > 0 ? "; " : "",
			    experiences[e].label, why_untested(study, risks));
	}
	if (text.length > 0)
		cs_table_add_note(table, "Nothing to test: %s.", text.data);
	cs_buf_release(&text);
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
		    "%s or late; followed up: asked again within %s.",
		    cs_counted(cs_duration_days(options->resolve_within), "day")
			.text,
		    cs_counted(cs_duration_days(options->follow_up), "day")
			.text);
	if (study->rules.resolutions)
		cs_table_add_note(table,
				  "Which complaints want something done, "
				  "as following up: cs-contacts -t register.");
	cs_table_add_note(
	    table,
	    "Of several experiences a customer counts for the one that stands "
	    "first here. Risk ratio: how often the silence that ran on that "
	    "day became a lapse, over how often it did of others, after a "
	    "purchase of the same number and %s, as long silent, who had met "
	    "nothing as bad. It is an association, not a cause. p: %s.",
	    cs_period_name(study->job->shared.period),
	    cs_clustered(study->job)
		? "as clusters differ (--cluster), and no lower than the exact "
		  "one (mid-p) where fewer than five are expected to lapse, or "
		  "to stay"
		: "exact (mid-p) where fewer than five are expected to lapse, "
		  "or to stay, else by score");
	if (study->rules.horizon > 0)
		cs_table_add_note(table,
				  "Lapses after purchases up to %s later "
				  "count too (--horizon).",
				  cs_counted(study->rules.horizon, "day").text);
	if (!worst_known(&study->rules))
		cs_table_add_note(table,
				  "How many met what is not known: which "
				  "failures were complained about, only a rule "
				  "of lapse or --complaint-window tells.");
	if (lapses_known(&study->rules)) {
		note_untested(study, table);
		note_apart(study, table);
	}
	cs_buf_release(&text);
}

/* --- chart ------------------------------------------------------------- */

/* A point for those who met it, or for their others. */
static void put_point(const struct study *study, struct cs_table *table,
		      enum experience experience, bool others)
{
	const struct cs_risks *risks =
	    &study->whole->compared[experience].risks;

	if (!applies(&study->rules, experience) ||
	    !can_be_known(&study->rules, experience) || risks->n < FEW)
		return;
	cs_row(table);
	cs_put_text(table, "who", others ? "others" : "who met it");
	cs_put_text(table, "experience", experiences[experience].label);
	cs_put_real(table, "lapsed",
		    others ? risks->other_share : risks->share);
	if (others)
		cs_put_range(table, "lapsed", CS_NOTHING, CS_NOTHING);
	else
		cs_put_interval(
		    table, "lapsed",
		    spread_compared(study, study->whole, experience, risks));
}

void chart_experience(const void *of, struct cs_report *report,
		      const char *answer)
{
	static const struct cs_column columns[] = {
		{ "who", CS_TEXT },	     { "experience", CS_TEXT },
		{ "lapsed", CS_SHARE },	     { "lapsed_low", CS_SHARE },
		{ "lapsed_high", CS_SHARE }, { NULL }
	};
	const struct study *study = of;
	const char *name = churn_tables[EXPERIENCES].name;
	struct cs_table *data = cs_table_new(name, "", columns);
	struct cs_chart chart = {
		.table = name,
		.kind = CS_CHART_POINTS,
		.data = data,
		.title = churn_tables[EXPERIENCES].question,
		.subtitle =
		    "each beside others who had bought as often and were as "
		    "long silent: an association, not a cause",
		.ylabel = "share whose silence became a lapse, with 95 % "
			  "interval",
		.row = "who",
		.x = "experience",
		.y = "lapsed",
		.low = "lapsed_low",
		.high = "lapsed_high",
	};

	(void)answer;
	for (int others = 0; others < 2; others++)
		for (enum experience e = 0; e < NOTHING; e++)
			put_point(study, data, e, others);
	if (cs_table_rows(data) > 0)
		cs_report_chart(report, &chart, true);
	else
		cs_table_free(data);
}
