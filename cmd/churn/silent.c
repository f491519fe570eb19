/* silent.c - four ways to say how many were silent, and cs-churn's table of
 * them: each estimate and on what it rests. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/word.h"
#include "churn/report.h"
#include "report/number.h"

/* --- estimates --------------------------------------------------------- */

static const struct cs_silent nothing = { CS_NOTHING,
					  CS_NOTHING,
					  { CS_NOTHING, CS_NOTHING },
					  { CS_NOTHING, CS_NOTHING } };

static struct cs_silent articulation(const struct study *study,
				     struct tally *tally)
{
	const struct articulation *a = &study->rules.options->articulation;
	bool range = !isnan(a->low);
	struct cs_silent result = cs_silent_articulation(
	    tally->people.complained, a->share, range ? a->low : a->share,
	    range ? a->high : a->share);

	if (!range)
		result.dissatisfied_interval = result.silent_interval =
		    nothing.silent_interval;
	return result;
}

static struct cs_silent excess_lapse(const struct study *study,
				     struct tally *tally)
{
	const struct cs_risks *found = &tally->compared[FAILURE_UNVOICED].risks;
	struct cs_silent result = nothing;

	if (!lapses_known(&study->rules))
		return nothing;
	result.silent = found->excess;
	result.silent_interval = found->excess_interval;
	return result;
}

/* --- the basis of each ------------------------------------------------- */

static void say_lacking(const struct study *study, enum defined defined,
			struct cs_buf *out)
{
	static const char *const acts[NDEFINED] = {
		[COMPLAINT] = "complained",
		[PROACTIVE] = "been asked",
		[DISSATISFIED] = "revealed dissatisfaction",
		[FAILURE] = "met a failure",
	};
	const struct cs_definition *definition =
	    &study->rules.options->definitions[defined];

	if (!cs_contacts_given(study->job)) {
		cs_buf_adds(out, "no contacts were given (--contacts FILE)");
	} else if (study->job->data.contacts.customers_matched == 0) {
		cs_buf_adds(out, "no customer of the contacts has orders");
	} else if (definition->text.length > 0) {
		cs_buf_adds(out, "no contact matches ");
		cs_add_given(out, definition->option, definition->brief.data);
	} else {
		cs_buf_addf(out,
			    "the contacts do not say who may have %s: "
			    "define it with %s EXPR",
			    acts[defined], definition->option);
		return;
	}
	cs_buf_addf(out, ", so nobody is known to have %s", acts[defined]);
}

static void say_articulation(const struct study *study,
			     const struct tally *tally, struct cs_buf *out)
{
	const struct churn_options *options = study->rules.options;
	const struct articulation *a = &options->articulation;

	cs_buf_addf(out, "%s complained (%s)",
		    tally->people.complained == 0
			? "nobody"
			: cs_counted(tally->people.complained, "customer").text,
		    options->definitions[COMPLAINT].brief.data);
	if (isnan(a->low))
		cs_buf_adds(
		    out,
		    "; one in 26 of the dissatisfied complains, as the famous "
		    "\"96 % do not complain\" has it: a misquotation, for it "
		    "was about small matters that reached headquarters, as its "
		    "own author wrote in 2005");
	else
		cs_buf_addf(out,
			    "; assumed, not measured: of the dissatisfied %g "
			    "complain to the firm (range %g to %g, "
			    "--articulation)",
			    a->share, a->low, a->high);
}

/* Those who met a failure and are not compared. */
static void say_rest(const struct tally *tally, struct cs_buf *out)
{
	const struct comparison *failed = &tally->compared[FAILURE_UNVOICED];
	int64_t earlier = tally->people.met[FAILURE_UNVOICED] - failed->risks.n;
	struct cs_buf rest = CS_BUF_INIT;

	earlier -= say_apart(failed, &rest);
	if (earlier > 0)
		cs_buf_addf(&rest, "%s%s after one they complained about",
			    rest.length > 0 ? ", " : "",
			    cs_figure(earlier, 0).text);
	if (rest.length > 0)
		cs_buf_addf(out, "; not compared: %s", rest.data);
	cs_buf_release(&rest);
}

static void say_excess(const struct study *study, const struct tally *tally,
		       struct cs_buf *out)
{
	const struct cs_risks *found = &tally->compared[FAILURE_UNVOICED].risks;
	int64_t met = tally->people.met[FAILURE_UNVOICED];

	cs_buf_addf(out, "%s met a failure (%s) and did not complain; ",
		    cs_counted(met, "customer").text,
		    study->rules.options->definitions[FAILURE].brief.data);
	if (found->n == 0)
		cs_buf_adds(out, "none of them can be compared");
	else
		cs_buf_addf(
		    out,
		    "of the %s compared %s %% lapsed after it, of others who "
		    "had come as far and been silent as long %s %%",
		    cs_figure(found->n, 0).text,
		    cs_figure(100 * found->share, 1).text,
		    cs_figure(100 * found->other_share, 1).text);
	say_rest(tally, out);
	if (found->n > 0)
		cs_buf_adds(out,
			    "; counts lapses too many among the compared, not "
			    "the dissatisfied, and as caused only if who met a "
			    "failure is as good as random");
}

/* --- each method ------------------------------------------------------- */

const struct method_spec methods[NMETHODS] = {
	[ARTICULATION] = { "articulation",
			   "scenario",
			   "scenario: assumed share who complain",
			   "as a scenario, by an assumed share who complain",
			   articulation,
			   say_articulation,
			   { COMPLAINT, NDEFINED } },
	[PROACTIVE_CONTACTS] = { "proactive",
				 "estimate",
				 "estimate: those who were asked",
				 "judged by those who were asked",
				 proactive,
				 say_proactive,
				 { PROACTIVE, DISSATISFIED, COMPLAINT,
				   NDEFINED } },
	[TWO_LISTS] = { "two_lists",
			"estimate",
			"estimate: two lists (Chapman)",
			"judged by two lists (Chapman)",
			two_lists,
			say_two_lists,
			{ COMPLAINT, PROACTIVE, DISSATISFIED, NDEFINED } },
	[EXCESS_LAPSE] = { "excess_lapse",
			   "lower_bound",
			   "lower bound: lapses after failures",
			   NULL,
			   excess_lapse,
			   say_excess,
			   { FAILURE, COMPLAINT, NDEFINED } },
};

enum defined method_lacks(const struct churn_rules *rules, enum method method)
{
	const enum defined *need = methods[method].needs;

	while (*need != NDEFINED && churn_knows(rules, *need))
		need++;
	return *need;
}

bool method_of_orders(const struct study *study, enum method method)
{
	return study->by_order &&
	       (method == PROACTIVE_CONTACTS || method == TWO_LISTS);
}

void estimate(const struct study *study, struct tally *tally)
{
	for (enum method m = 0; m < NMETHODS; m++)
		tally->estimates[m] = method_lacks(&study->rules, m) == NDEFINED
					  ? methods[m].estimate(study, tally)
					  : nothing;
}

/* --- the table --------------------------------------------------------- */

const struct cs_column silent_columns[] = {
	{ "method", CS_TEXT, .people = CS_FILES,
	  .means = "articulation, proactive, two_lists or excess_lapse" },
	{ "label", CS_TEXT, "method", .people = CS_PEOPLE },
	{ "kind", CS_TEXT, .means = "scenario, estimate or lower_bound" },
	{ "dissatisfied", CS_REAL, NULL, -1,
	  .means = "dissatisfied customers, or dissatisfying orders, whether "
		   "complained of or not" },
	{ "dissatisfied_low", CS_REAL, "range", -1 },
	{ "dissatisfied_high", CS_REAL, NULL, -1 },
	{ "silent", CS_REAL, NULL, -1,
	  .means = "of these, those without a complaint; for excess_lapse "
		   "lapses" },
	{ "silent_low", CS_REAL, "range", -1 },
	{ "silent_high", CS_REAL, NULL, -1 },
	{ "unit", CS_TEXT, .people = CS_FILES,
	  .means = "what the numbers count: customers, orders or lapses" },
	{ "basis", CS_TEXT, .people = CS_FILES,
	  .means = "on what it rests, with the counts; or which data the "
		   "method lacks" },
	{ NULL }
};

/* What it rests on; the caller releases it. */
static struct cs_buf basis_of(const struct study *study,
			      const struct tally *tally, enum method method)
{
	enum defined lacking = method_lacks(&study->rules, method);
	struct cs_buf basis = CS_BUF_INIT;

	if (lacking != NDEFINED)
		say_lacking(study, lacking, &basis);
	else if (method == EXCESS_LAPSE && !lapses_known(&study->rules))
		cs_lapse_say_missing(&study->lapse, &basis);
	else
		methods[method].say(study, tally, &basis);
	return basis;
}

/* For people the basis of each stands below, of the first of the groups. */
void begin_silent(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	const struct tally *first = first_part(study);
	const char *group =
	    first != study->whole ? study->job->data.groups[0] : NULL;

	for (enum method m = 0; m < NMETHODS; m++) {
		struct cs_buf basis = basis_of(study, first, m);

		cs_table_add_note(table, "%s%s%s: %s.", group ? group : "",
				  group ? ", " : "", methods[m].name,
				  basis.data);
		cs_buf_release(&basis);
	}
	cs_table_add_note(
	    table,
	    "The methods rest on different assumptions and are not to be "
	    "added up. The range of a scenario is what its assumption "
	    "spans, that of an estimate or lower bound its 95 %% "
	    "interval.");
}

/* Of those that rest on who was asked it depends on that. */
static const char *unit_of(const struct study *study, enum method method)
{
	if (method == EXCESS_LAPSE)
		return "lapses";
	return method_of_orders(study, method) ? "orders" : "customers";
}

/* A name of the method, and that it counts orders if it does. */
static void put_label(const struct study *study, struct cs_table *table,
		      const char *column, enum method method, const char *name)
{
	struct cs_buf label = CS_BUF_INIT;

	cs_buf_adds(&label, name);
	if (method_of_orders(study, method))
		cs_buf_adds(&label, ", orders");
	cs_put_text(table, column, label.data);
	cs_buf_release(&label);
}

void put_silent(const void *of, struct cs_table *table, const void *part)
{
	const struct tally *tally = part;

	for (enum method m = 0; m < NMETHODS; m++) {
		const struct cs_silent *s = &tally->estimates[m];
		struct cs_buf basis = basis_of(of, tally, m);

		cs_row(table);
		cs_put_text(table, "method", methods[m].name);
		put_label(of, table, "label", m, methods[m].name);
		cs_put_text(table, "kind", methods[m].kind);
		cs_put_real(table, "dissatisfied", s->dissatisfied);
		cs_put_interval(table, "dissatisfied",
				s->dissatisfied_interval);
		cs_put_real(table, "silent", s->silent);
		cs_put_interval(table, "silent", s->silent_interval);
		cs_put_text(table, "unit", unit_of(of, m));
		cs_put_text(table, "basis", basis.data);
		cs_buf_release(&basis);
	}
}

/* --- the chart --------------------------------------------------------- */

/* At least 0; NaN stays. */
static double floored(double value)
{
	return value < 0 ? 0 : value;
}

/*
 * What a scenario's assumption spans is drawn as no error bar: it has no
 * coverage, and would dwarf what was measured. Lapses too few show as none.
 */
static void put_iceberg(const struct study *study, struct cs_table *table)
{
	for (enum method m = 0; m < NMETHODS; m++) {
		const struct cs_silent *s = &study->whole->estimates[m];
		struct cs_interval range = m == ARTICULATION
					       ? nothing.silent_interval
					       : s->silent_interval;

		cs_row(table);
		put_label(study, table, "method", m, methods[m].drawn);
		put_voiced(study, table, "voiced",
			   method_of_orders(study, m)
			       ? study->whole->people.orders.sum.complained
			       : study->whole->people.complained);
		cs_put_real(table, "silent", floored(s->silent));
		cs_put_range(table, "silent", floored(range.low),
			     floored(range.high));
	}
}

void chart_silent(const void *of, struct cs_report *report, const char *answer)
{
	static const struct cs_column columns[] = {
		{ "method", CS_TEXT },	    { "voiced", CS_COUNT },
		{ "silent", CS_REAL },	    { "silent_low", CS_REAL },
		{ "silent_high", CS_REAL }, { NULL }
	};
	const char *name = churn_tables[SILENT].name;
	struct cs_table *data = cs_table_new(name, "", columns);
	struct cs_chart chart = {
		.table = name,
		.kind = CS_CHART_ICEBERG,
		.data = data,
		.title = "How many were unhappy, and how many said so?",
		.subtitle = "above, customers who complained; below, silent "
			    "ones, by methods that rest on different "
			    "assumptions (95 % interval of what was measured)",
		.ylabel = "customers",
		.x = "method",
		.y = "voiced",
		.y2 = "silent",
		.low = "silent_low",
		.high = "silent_high",
		.names = { "complained", "silent" },
	};

	(void)answer;
	if (method_of_orders(of, PROACTIVE_CONTACTS))
		chart.ylabel = "customers, or orders where it says so";
	put_iceberg(of, data);
	cs_report_chart(report, &chart, true);
}
