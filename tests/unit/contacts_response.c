/* Who was answered in time, and how long the others wait: told by hand. */
#include "contacts/study.h"

#include "tap.h"

enum { NOON = 12 * CS_HOUR, MAIL = 0, CHAT = 1 };

static struct contacts_options options = { .within = CS_HOUR };
static const struct contacts_rules rules = {
	.options = &options,
	.now = 2 * NOON,
	.end = 2 * NOON,
	.channels = 2,
	.clock = true,
	.hours = true,
	.responses = true,
};

/* Opened at noon; CS_NO_MOMENT: nobody answered. */
static struct cs_matter matter(int64_t responded, uint32_t channel)
{
	return (struct cs_matter){ .opened = NOON,
				   .responded = responded,
				   .resolved = CS_NO_MOMENT,
				   .channel = channel,
				   .replies = -1,
				   .clock = true,
				   .inbound = true };
}

static void count(struct response *response, const struct cs_matter *matters,
		  size_t n)
{
	const struct cs_customer customer = { .matters = matters,
					      .nmatters = n };

	response_tally.add(response, &rules, &customer);
}

static void test_counts(const struct response *response)
{
	struct response_count all = response_sum(response, CS_ALL_CLASSES);
	struct response_count mail = response_sum(response, MAIL);

	is_int(all.contacts, 5, "all that a customer began");
	is_int(all.answered, 3, "answered, two at a time that is told");
	is_int(all.sometime, 1, "one at a time that is not");
	is_int(all.due, 3, "due an hour after noon, if that is told");
	is_int(all.within, 1, "60 minutes count, 60 and a second do not");
	is_int(mail.contacts, 4, "of mail");
	is_int(response_sum(response, CHAT).due, 0, "of chat none is due");
}

static void test_waits(const struct response *response)
{
	struct cs_wait_curve curve =
	    cs_waits_curve(&response->waits, CS_ALL_CLASSES, .95);

	is_int(curve.spans.start, 4, "who was answered some time is not there");
	is_int((long long)curve.times[0], 30, "the last one has half an hour");
	is_int(curve.censored[0], 1, "of waiting");
	is_int((long long)curve.times[1], 60, "an hour");
	is_int((long long)curve.times[2], 61, "a second more is a minute");
	is_int(curve.censored[3], 1, "who was never answered waits on");
	is_int((long long)curve.times[3], 12 * 60, "until now");
	cs_wait_curve_release(&curve);
}

int main(void)
{
	struct cs_matter first[] = {
		matter(NOON + CS_HOUR, MAIL),
		matter(NOON + CS_HOUR + 1, MAIL),
		matter(CS_NO_MOMENT, MAIL),
	};
	struct cs_matter second[] = { matter(CS_NO_MOMENT, MAIL),
				      matter(CS_NO_MOMENT, CHAT),
				      matter(NOON, MAIL) };
	struct response a, b;

	second[0].replies = 2;
	second[1].opened = 2 * NOON - 30 * CS_MINUTE;
	second[2].inbound = false; /* the firm's own */
	cs_tally_init(&response_tally, &a, &rules);
	cs_tally_init(&response_tally, &b, &rules);
	count(&a, first, 3);
	count(&b, second, 3);
	cs_tally_merge(&response_tally, &a, &b);
	test_counts(&a);
	test_waits(&a);
	cs_tally_release(&response_tally, &a);
	cs_tally_release(&response_tally, &b);
	return done_testing();
}
