/* What becomes of complaints, and the list of them: told by hand. */
#include <stdlib.h>

#include "contacts/study.h"

#include "tap.h"

enum { DAY = CS_DAY_SECONDS, COMPLAINS = 1, SHIPS = 2, CALLS = 64 };

static struct contacts_options options = {
	.acknowledge_within = { .days = 1 },
	.resolve_within = { .days = 7 },
	.follow_up = { .days = 14 },
	.definitions = { [COMPLAINT] = { .mask = COMPLAINS } },
};
/* Day 100 is over. */
static const struct contacts_rules rules = {
	.options = &options,
	.now = (int64_t)101 * DAY,
	.end = (int64_t)101 * DAY,
};

/* Of days; 0: not yet. */
static struct cs_matter complaint(cs_day opened, cs_day responded,
				  cs_day resolved)
{
	return (struct cs_matter){
		.opened = (int64_t)opened * DAY,
		.responded =
		    responded > 0 ? (int64_t)responded * DAY : CS_NO_MOMENT,
		.resolved =
		    resolved > 0 ? (int64_t)resolved * DAY : CS_NO_MOMENT,
		.due = CS_NO_MOMENT,
		.purchase = -1,
		.replies = -1,
		.reopens = -1,
		.flags = COMPLAINS,
		.inbound = true,
	};
}

static struct cs_touch call(cs_day day, uint32_t flags)
{
	return (struct cs_touch){ .opened = (int64_t)day * DAY,
				  .flags = flags,
				  .direction = CS_OUTBOUND };
}

static void keep(const struct contacts_rules *with,
		 const struct cs_customer *customer,
		 const struct cs_matter *matter,
		 const struct handling *handling, void *to)
{
	(void)with;
	(void)customer;
	(void)matter;
	*(struct handling *)to = *handling;
}

static struct handling handle(struct cs_matter matter,
			      const struct cs_touch *touches, size_t n)
{
	const struct cs_customer customer = {
		.matters = &matter,
		.nmatters = 1,
		.touches = touches,
		.ntouches = n,
	};
	struct handling handling = { .state = NSTATES };

	each_complaint(&rules, &customer, keep, &handling);
	return handling;
}

static void test_states(void)
{
	struct cs_matter answered = complaint(94, 0, 0);
	struct cs_matter question = complaint(90, 0, 0);

	is_int(handle(complaint(93, 0, 0), NULL, 0).state, NEW,
	       "its seventh day is not over: new");
	is_int(handle(complaint(92, 0, 0), NULL, 0).state, OVERDUE,
	       "it is: overdue");
	is_int(handle(complaint(94, 95, 0), NULL, 0).state, STATE_ACKNOWLEDGED,
	       "answered");
	answered.replies = 1;
	is_int(handle(answered, NULL, 0).state, STATE_ACKNOWLEDGED,
	       "answered some time");
	is_int(handle(complaint(80, 81, 95), NULL, 0).state, STATE_RESOLVED,
	       "to be asked later");
	is_int(handle(complaint(80, 81, 93), NULL, 0).state, FOLLOW_UP_DUE,
	       "seven days later, from now on");
	is_int(handle(complaint(70, 71, 78), NULL, 0).state, CLOSED,
	       "21 days later the time is over");
	question.flags = 0;
	is_int(handle(question, NULL, 0).state, NSTATES, "a question is none");
}

static void test_follow_up(void)
{
	const struct cs_touch calls[] = { call(84, 0), call(86, SHIPS),
					  call(88, CALLS), call(95, 0) };
	struct cs_matter matter = complaint(70, 71, 78);

	is_int(handle(matter, calls, 4).followed_up, (int64_t)86 * DAY,
	       "not a day early; by any word");
	is_int(handle(matter, calls, 1).followed_up, CS_NO_MOMENT, "or none");
	is_int(handle(matter, calls, 4).state, CLOSED, "then it is closed");
	options.definitions[FOLLOWING].mask = CALLS;
	is_int(handle(matter, calls, 4).followed_up, (int64_t)88 * DAY,
	       "or by what is one");
	is_int(handle(matter, calls, 2).followed_up, CS_NO_MOMENT,
	       "and by nothing else");
	options.definitions[FOLLOWING].mask = 0;
}

static void test_counts(void)
{
	const struct cs_matter matters[] = {
		complaint(70, 71, 77), /* kept */
		complaint(70, 73, 78), /* late in both */
		complaint(80, 0, 0),
		complaint(100, 0, 0),
	};
	const struct cs_customer customer = { .matters = matters,
					      .nmatters = 4 };
	const struct measure_count *m;
	struct complaints all;

	cs_tally_init(&complaints_tally, &all, &rules);
	complaints_tally.add(&all, &rules, &customer);
	m = all.measures;
	is_int(all.complaints, 4, "complaints");
	is_int(all.open, 2, "two are open");
	is_int(all.overdue, 1, "one for too long");
	is_int(all.oldest, 80, "since day 80");
	is_int(m[ACKNOWLEDGED].due, 3, "of today nothing is due");
	is_int(m[ACKNOWLEDGED].done, 1, "on the next day");
	is_int(m[DEADLINE_KEPT].due, 3, "whose seven days are over");
	is_int(m[DEADLINE_KEPT].done, 1, "on the seventh");
	is_int(m[FOLLOWED_UP].due, 2, "22 days after");
	is_int(m[FOLLOWED_UP].done, 0, "nobody asked");
	is_int(m[REOPENED].due, 0, "nothing says so");
	cs_tally_release(&complaints_tally, &all);
}

static void test_register(void)
{
	const struct cs_matter matters[] = { complaint(70, 71, 78),
					     complaint(80, 0, 0),
					     complaint(85, 0, 0),
					     complaint(99, 0, 0) };
	const struct cs_customer customer = {
		.key = { "a", 1 },
		.matters = matters,
		.nmatters = 4,
	};
	struct contacts_rules listing = rules;
	struct entries entries;

	listing.listed = 2;
	cs_tally_init(&register_tally, &entries, &listing);
	register_tally.add(&entries, &listing, &customer);
	register_tally.add(&entries, &listing, &customer);
	register_tally.finish(&entries, &listing);
	is_int(entries.complaints, 8, "all are counted");
	is_int((long long)entries.count, 2, "two are asked for");
	is_int(entries.list[0].handling.state, OVERDUE, "overdue ones,");
	is_int(entries.list[1].matter.opened, (int64_t)80 * DAY,
	       "the oldest of them first");
	cs_tally_release(&register_tally, &entries);
}

int main(void)
{
	test_states();
	test_follow_up();
	test_counts();
	test_register();
	return done_testing();
}
