/* resolution.c - cs-contacts' tally and table of what was settled at the first
 * contact. */
#include <stdlib.h>

#include "base/mem.h"
#include "contacts/report.h"

/* --- the tally ---------------------------------------------------------- */

static void init(void *tally, const void *with)
{
	const struct contacts_rules *rules = with;
	struct resolution *resolution = tally;

	resolution->ncounts = resolution->waits.classes = rules->channels;
}

/*
 * When the customer came back, seen from the last matter to the first: the next
 * that the customer began, the next of no order that is known, and the next of
 * each order. NEVER: it did not.
 */
struct returning {
	int64_t any, unlinked;
	int64_t *of; /* [npurchases] */
};

#define NEVER INT64_MAX

/* About the same, as far as is known. */
static int64_t next_about(const struct returning *next, int32_t purchase)
{
	int64_t same;

	if (purchase < 0)
		return next->any;
	same = next->of[purchase];
	return same < next->unlinked ? same : next->unlinked;
}

static void step_back(struct returning *next, const struct cs_matter *matter)
{
	next->any = matter->opened;
	if (matter->purchase < 0)
		next->unlinked = matter->opened;
	else
		next->of[matter->purchase] = matter->opened;
}

/* The customer came back about it at `next`. */
static void add_matter(const struct contacts_rules *rules,
		       const struct cs_matter *matter, int64_t next,
		       struct resolution *resolution)
{
	size_t class = rules->channels > 1 ? matter->channel : 0;
	struct resolution_count *counts = &resolution->counts[class];
	int64_t limit = day_end(rules, matter->opened, matter->east,
				days_of(rules->options->repeat_within));

	counts->contacts++;
	cs_waits_add(&resolution->waits, class,
		     waited(rules, matter, matter->opened, matter->resolved),
		     matter->resolved != CS_NO_MOMENT);
	if (!limit_passed(rules, limit))
		return;
	if (matter->resolved == CS_NO_MOMENT)
		counts->unresolved++;
	else if (matter->reopens > 0)
		counts->reopened++;
	else if (matter->replies > 1)
		counts->several++;
	else if (next <= limit)
		counts->repeated++;
	else
		counts->first++;
}

static void add(void *tally, const void *with,
		const struct cs_customer *customer)
{
	struct returning next = { NEVER, NEVER,
				  cs_calloc(customer->npurchases + 1,
					    sizeof *next.of) };

	for (size_t p = 0; p < customer->npurchases; p++)
		next.of[p] = NEVER;
	for (size_t i = customer->nmatters; i-- > 0;) {
		const struct cs_matter *matter = &customer->matters[i];

		if (!matter->inbound)
			continue;
		if (cs_in_focus(customer, matter->group))
			add_matter(with, matter,
				   next_about(&next, matter->purchase), tally);
		step_back(&next, matter);
	}
	free(next.of);
}

static const struct cs_members members[] = {
	CS_LIST(struct resolution, "qqqqqq", counts, CS_FIXED, ncounts),
	CS_WAITS_LIST(struct resolution, waits),
	{ NULL },
};

const struct cs_tally resolution_tally = {
	.size = sizeof(struct resolution),
	.init = init,
	.add = add,
	.members = members,
};

/* --- the table ---------------------------------------------------------- */

const struct cs_column resolution_columns[] = {
	{ "channel", CS_TEXT,
	  .means = "how they came in; null in the first row, of all" },
	{ "contacts", CS_COUNT, .means = "matters that a customer began" },
	{ "decided", CS_COUNT,
	  .means = "of them, whose time for a repeat, --repeat-within, is "
		   "over" },
	{ "resolved_first", CS_COUNT, "settled at once",
	  .means = "of those decided resolved, not opened again, with no more "
		   "than one reply, and without a further contact of the "
		   "customer about the same within --repeat-within" },
	{ "first_contact_resolution", CS_SHARE, "share",
	  .means = "resolved_first of decided" },
	{ "first_contact_resolution_low", CS_SHARE },
	{ "first_contact_resolution_high", CS_SHARE },
	{ "unresolved", CS_COUNT, "not resolved",
	  .means = "of those decided not resolved by the end of observation" },
	{ "reopened", CS_COUNT, "opened again",
	  .means = "resolved, and opened again" },
	{ "several_replies", CS_COUNT, "took several replies",
	  .means = "resolved for good, after more than one reply" },
	{ "repeated", CS_COUNT, "came back",
	  .means = "resolved with one reply, and the customer came back about "
		   "it" },
	{ "median_hours", CS_REAL, "median hours", 1,
	  .means = "hours by which half of all contacts were resolved; those "
		   "that are not are watched until the end of observation; "
		   "null where fewer than half were" },
	{ "median_hours_low", CS_REAL, .decimals = 1 },
	{ "median_hours_high", CS_REAL, .decimals = 1 },
	{ "undecided", CS_COUNT, .means = "contacts that are not decided yet" },
	{ NULL }
};

void begin_resolution(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	const struct contacts_rules *rules = &study->rules;
	int32_t days = days_of(rules->options->repeat_within);

	if (!rules->resolutions) {
		cs_table_add_note(table,
				  "Nothing says what was resolved: without "
				  "such a column (--contact-resolved) no "
				  "contact counts as settled.");
		return;
	}
	cs_table_add_note(table,
			  "settled at once: resolved%s%s, and the customer did "
			  "not come back about it within %ld days.",
			  rules->reopens ? ", never opened again" : "",
			  rules->replies ? ", with one reply at most" : "",
			  (long)days);
}

struct resolution_count resolution_sum(const struct resolution *resolution,
				       int channel)
{
	struct resolution_count sum = { 0 };

	for (size_t i = 0; i < resolution->ncounts; i++) {
		const struct resolution_count *c = &resolution->counts[i];

		if (channel >= 0 && i != (size_t)channel)
			continue;
		sum.contacts += c->contacts;
		sum.unresolved += c->unresolved;
		sum.reopened += c->reopened;
		sum.several += c->several;
		sum.repeated += c->repeated;
		sum.first += c->first;
	}
	return sum;
}

int64_t resolution_decided(const struct resolution_count *count)
{
	return count->unresolved + count->reopened + count->several +
	       count->repeated + count->first;
}

static void put_class(const struct study *study, struct cs_table *table,
		      const struct resolution *resolution, int channel)
{
	struct resolution_count s = resolution_sum(resolution, channel);
	struct cs_wait_curve curve;
	bool known = study->rules.resolutions;
	int64_t decided = resolution_decided(&s);

	if (channel >= 0 && s.contacts == 0)
		return;
	curve = cs_waits_curve(&resolution->waits, channel, CS_LEVEL);
	cs_row(table);
	put_channel(study, table, channel);
	cs_put_count(table, "contacts", s.contacts);
	cs_put_count(table, "decided", decided);
	if (known) {
		cs_put_count(table, "resolved_first", s.first);
		put_share(table, "first_contact_resolution", s.first, decided);
		cs_put_count(table, "unresolved", s.unresolved);
		cs_put_count(table, "reopened", s.reopened);
		cs_put_count(table, "several_replies", s.several);
		cs_put_count(table, "repeated", s.repeated);
		put_quantile(table, "median_hours", &curve, .5, 60);
		cs_put_count(table, "undecided", s.contacts - decided);
	}
	cs_put_rest(table);
	cs_wait_curve_release(&curve);
}

void put_resolution(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct tally *tally = part;

	for (int c = CS_ALL_CLASSES; c <= last_channel(study, part); c++)
		put_class(study, table, &tally->resolution, c);
}
