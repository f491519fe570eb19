/* response.c - cs-contacts' tally and table of how soon customers are
 * answered. */
#include <math.h>

#include "contacts/report.h"
#include "report/number.h"

/* --- the tally ---------------------------------------------------------- */

static void init(void *tally, const void *with)
{
	const struct contacts_rules *rules = with;
	struct response *response = tally;

	response->ncounts = response->waits.classes = rules->channels;
}

/* Is it told how long it has waited? */
static bool count_matter(const struct cs_matter *matter,
			 struct response_count *counts)
{
	bool sometime = answered_sometime(matter);

	counts->contacts++;
	counts->answered += sometime;
	counts->sometime += sometime;
	return !sometime;
}

/* What was waited, of what has been seen so far. */
static void count_wait(const struct contacts_rules *rules, int64_t seconds,
		       int64_t seen, bool answered,
		       struct response_count *counts)
{
	int64_t within = rules->options->within;

	counts->answered += answered;
	if (!rules->clock || seen < within)
		return;
	counts->due++;
	counts->within += answered && seconds <= within;
}

void count_response(const struct contacts_rules *rules,
		    const struct cs_matter *matter, size_t class,
		    struct response_count *counts, struct cs_waits *waits)
{
	int64_t seconds =
	    waited(rules, matter, matter->opened, matter->responded);
	bool answered = matter->responded != CS_NO_MOMENT;

	if (!count_matter(matter, counts))
		return;
	count_wait(rules, seconds, rules->now - matter->opened, answered,
		   counts);
	cs_waits_add(waits, class, seconds, answered);
}

static void count_business(const struct contacts_rules *rules,
			   const struct cs_matter *matter, size_t class,
			   struct response_count *counts,
			   struct cs_waits *waits)
{
	int64_t opened = matter->opened;
	int64_t seconds = waited_open(rules, matter, opened, matter->responded);
	bool answered = matter->responded != CS_NO_MOMENT;

	if (!count_matter(matter, counts))
		return;
	count_wait(rules, seconds,
		   waited_open(rules, matter, opened, CS_NO_MOMENT), answered,
		   counts);
	cs_waits_add(waits, class, seconds, answered);
}

static void add(void *tally, const void *with,
		const struct cs_customer *customer)
{
	const struct contacts_rules *rules = with;
	struct response *response = tally;

	for (size_t i = 0; i < customer->nmatters; i++) {
		const struct cs_matter *matter = &customer->matters[i];
		size_t class = rules->channels > 1 ? matter->channel : 0;

		if (matter->inbound && cs_in_focus(customer, matter->group))
			count_response(rules, matter, class,
				       &response->counts[class],
				       &response->waits);
	}
}

static void add_business(void *tally, const void *with,
			 const struct cs_customer *customer)
{
	const struct contacts_rules *rules = with;
	struct response *response = tally;

	for (size_t i = 0; i < customer->nmatters; i++) {
		const struct cs_matter *matter = &customer->matters[i];
		size_t class = rules->channels > 1 ? matter->channel : 0;

		if (matter->inbound && matter->clock &&
		    cs_in_focus(customer, matter->group))
			count_business(rules, matter, class,
				       &response->counts[class],
				       &response->waits);
	}
}

static const struct cs_members members[] = {
	CS_LIST(struct response, "qqqqq", counts, CS_FIXED, ncounts),
	CS_WAITS_LIST(struct response, waits),
	{ NULL },
};

const struct cs_tally response_tally = {
	.size = sizeof(struct response),
	.init = init,
	.add = add,
	.members = members,
};

const struct cs_tally business_tally = {
	.size = sizeof(struct response),
	.init = init,
	.add = add_business,
	.members = members,
};

/* --- the table ---------------------------------------------------------- */

const struct cs_column response_columns[] = {
	{ "channel", CS_TEXT,
	  .means = "how they came in; null in the first row, of all" },
	{ "contacts", CS_COUNT,
	  .means = "matters that a customer began: a ticket is one, whatever "
		   "was written in it" },
	{ "answered", CS_COUNT,
	  .means = "of them answered by a person by the end of observation" },
	{ "open", CS_COUNT, .means = "the others" },
	{ "due", CS_COUNT,
	  .means = "contacts opened at least --within before the end of "
		   "observation" },
	{ "within_hour", CS_SHARE, "in time",
	  .means = "of those due answered within --within (an hour unless it "
		   "says otherwise); the unanswered count as not" },
	{ "within_hour_low", CS_SHARE },
	{ "within_hour_high", CS_SHARE },
	{ "median_minutes", CS_REAL, "median minutes", 1,
	  .means = "minutes by which half were answered; the unanswered are "
		   "watched until the end of observation; null where fewer "
		   "than half were" },
	{ "median_minutes_low", CS_REAL, .decimals = 1 },
	{ "median_minutes_high", CS_REAL, .decimals = 1 },
	{ "p75", CS_REAL, "75 %", 1,
	  .means = "minutes by which 75 % were answered, likewise" },
	{ "p75_low", CS_REAL, .people = CS_FILES },
	{ "p75_high", CS_REAL, .people = CS_FILES },
	{ "p90", CS_REAL, "90 %", 1,
	  .means = "minutes by which 90 % were answered" },
	{ "p90_low", CS_REAL, .people = CS_FILES },
	{ "p90_high", CS_REAL, .people = CS_FILES },
	{ "p95", CS_REAL, "95 %", 1,
	  .means = "minutes by which 95 % were answered" },
	{ "p95_low", CS_REAL, .people = CS_FILES },
	{ "p95_high", CS_REAL, .people = CS_FILES },
	{ "clock", CS_TEXT,
	  .means = "elapsed: all minutes count; business: with --open those in "
		   "opening hours" },
	{ NULL }
};

/* The highest percentiles of a young queue are known from below only. */
static void note_percentiles(const struct study *study, struct cs_table *table)
{
	static const double shares[] = { .5, .75, .9, .95 };
	struct cs_wait_curve curve = cs_waits_curve(
	    &study->whole->response.waits, CS_ALL_CLASSES, CS_LEVEL);

	for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
		struct cs_curve_time time = cs_wait_quantile(&curve, shares[i]);

		if (!isnan(time.high) || isnan(time.low))
			continue;
		cs_table_add_note(
		    table,
		    "How long it takes until %g %% are answered has no upper "
		    "limit yet: %s minutes or more (95 %% interval); likewise "
		    "of higher shares.",
		    100 * shares[i], cs_figure(time.low, 0).text);
		break;
	}
	cs_wait_curve_release(&curve);
}

void begin_response(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	int64_t sometime;

	if (!study->rules.responses) {
		cs_table_add_note(table,
				  "Nothing says who was answered: that takes "
				  "a column of the first answer "
				  "(--contact-responded), of how long it took "
				  "(--contact-response-time), or tickets whose "
				  "messages say who began.");
		return;
	}
	sometime =
	    response_sum(&study->whole->response, CS_ALL_CLASSES).sometime;
	if (sometime > 0)
		cs_table_add_note(table,
				  sometime == 1
				      ? "1 was answered, as its replies say, "
					"but not when: it is in no share and "
					"no percentile."
				      : "%s were answered, as their replies "
					"say, but not when: they are in no "
					"share and no percentile.",
				  cs_figure((double)sometime, 0).text);
	if (!study->rules.clock)
		cs_table_add_note(table,
				  "There are days only, no times of day: "
				  "minutes are of whole days, and nothing can "
				  "be said of an hour.");
	cs_table_add_note(table,
			  "Who is not answered yet is counted as waiting until "
			  "now, not left out; a share of those due only.");
	note_percentiles(study, table);
}

struct response_count response_sum(const struct response *response, int channel)
{
	struct response_count sum = { 0 };

	for (size_t i = 0; i < response->ncounts; i++) {
		const struct response_count *c = &response->counts[i];

		if (channel >= 0 && i != (size_t)channel)
			continue;
		sum.contacts += c->contacts;
		sum.answered += c->answered;
		sum.sometime += c->sometime;
		sum.due += c->due;
		sum.within += c->within;
	}
	return sum;
}

static void put_class(const struct study *study, struct cs_table *table,
		      const struct response *response, const char *clock,
		      int channel)
{
	struct response_count sum = response_sum(response, channel);
	struct cs_wait_curve curve;

	if (channel >= 0 && sum.contacts == 0)
		return;
	curve = cs_waits_curve(&response->waits, channel, CS_LEVEL);
	cs_row(table);
	put_channel(study, table, channel);
	cs_put_count(table, "contacts", sum.contacts);
	if (study->rules.responses) {
		cs_put_count(table, "answered", sum.answered);
		cs_put_count(table, "open", sum.contacts - sum.answered);
		cs_put_count(table, "due", sum.due);
		put_share(table, "within_hour", sum.within, sum.due);
		put_quantile(table, "median_minutes", &curve, .5, 1);
		put_quantile(table, "p75", &curve, .75, 1);
		put_quantile(table, "p90", &curve, .9, 1);
		put_quantile(table, "p95", &curve, .95, 1);
		cs_put_text(table, "clock", clock);
	}
	cs_put_rest(table);
	cs_wait_curve_release(&curve);
}

void put_response(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct tally *tally = part;

	for (int c = CS_ALL_CLASSES; c <= last_channel(study, part); c++)
		put_class(study, table, &tally->response, "elapsed", c);
	if (study->rules.options->hours == NULL || !study->rules.hours)
		return;
	for (int c = CS_ALL_CLASSES; c <= last_channel(study, part); c++)
		put_class(study, table, &tally->business, "business", c);
}
