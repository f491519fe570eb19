/* truth_service.c - the truth of --service: see simulate.h. */
#include <math.h>

#include "simulate/figures.h"
#include "simulate/simulate.h"
#include "simulate/tickets.h"

enum { ALL = -1 };

/*
 * The chance that a ticket is answered within so many seconds: a mixture of
 * exponential times over channels and hours, each of its share.
 */
static double answered_within(const struct settings *s, int channel,
			      double seconds)
{
	double waits = 0, all = 0;

	for (int c = 0; c < NCHANNELS; c++) {
		if (channel != ALL && channel != c)
			continue;
		all += channel_share(c);
		for (int hour = 0; hour < HOURS; hour++)
			waits +=
			    channel_share(c) * hour_share(hour) *
			    exponential(-seconds / mean_response(s, c, hour));
	}
	return (1 - s->service.unanswered) * (1 - waits / all);
}

/* In minutes; NaN where half of them are not answered. */
static double median_response(const struct settings *s, int channel)
{
	double low = 0, high = 1;

	if (s->service.unanswered >= .5)
		return NAN;
	while (answered_within(s, channel, high) < .5)
		high *= 2;
	for (int i = 0; i < 100; i++) {
		double middle = (low + high) / 2;

		*(answered_within(s, channel, middle) < .5 ? &low : &high) =
		    middle;
	}
	return low / 60;
}

/*
 * Of those who enquire, who have ordered up to `days` civil days later: at a
 * time of the day that is uniform, or, with payments, at its beginning.
 */
static double converted(const struct settings *s, int days)
{
	double mean = (double)s->service.enquiry_days;
	double wait = exponential(-days / mean);

	if (!contractual(s))
		wait *= mean * (1 - exponential(-1 / mean));
	return (1 - s->service.never_order) * (1 - wait);
}

/* Of a channel, or of all, whose name is empty. */
static void add_response(const struct settings *s, struct cs_buf *out,
			 int channel, const char *name)
{
	const char *mark = channel == ALL ? "" : "_";
	double median = median_response(s, channel);

	cs_buf_addf(out, "within_hour%s%s", mark, name);
	add_number(out, "", answered_within(s, channel, 3600));
	cs_buf_addf(out, "median_response_minutes%s%s", mark, name);
	if (isnan(median))
		cs_buf_adds(out, ",\n");
	else
		add_number(out, "", median);
}

void truth_of_service(const struct settings *s, struct cs_buf *out)
{
	static const int spans[] = { 30, 90, 365 };
	const struct service *v = &s->service;

#define REAL(member, ...) add_number(out, #member, v->member);
#define COUNT(member, ...) add_count(out, #member, v->member);
	SERVICE(REAL, COUNT, REAL)
	for (int c = ALL; c < NCHANNELS; c++)
		add_response(s, out, c, c == ALL ? "" : ticket_channels[c]);
	add_number(out, "first_contact_resolution",
		   (1 - v->unanswered) * v->one_reply * v->solved *
		       (1 - v->reopened) * (1 - v->repeated));
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
		cs_buf_addf(out, "converted_%d", spans[i]);
		add_number(out, "", converted(s, spans[i]));
	}
}

/* --- surveys */

struct answers {
	int64_t all, satisfied, promoters, detractors;
};

static struct answers answers_of(const struct contacts *contacts, bool answered)
{
	bool wide = contacts->settings->service.scale == SCALE_10;
	struct answers sum = { 0 };

	for (int i = 0; i < SCORES; i++) {
		int64_t n = contacts->scores[1][i];

		if (!answered)
			n += contacts->scores[0][i];
		sum.all += n;
		sum.satisfied += i >= (wide ? 9 : 4) ? n : 0;
		sum.promoters += i >= 9 ? n : 0;
		sum.detractors += i <= 6 ? n : 0;
	}
	return sum;
}

void truth_of_contacts(const struct contacts *contacts, struct cs_buf *out)
{
	static const char *const names[NNOTES] = {
		[QUESTION] = "question",     [CONFIRMATION] = "confirmation",
		[PRODUCTION] = "production", [SHIPPING] = "shipping",
		[DELAY] = "delay",	     [FOLLOW_UP] = "followup"
	};
	struct answers asked = answers_of(contacts, false);
	struct answers answered = answers_of(contacts, true);

	for (int i = 0; i < NNOTES; i++)
		if (names[i] != NULL) {
			cs_buf_addf(out, "contacts_%s", names[i]);
			add_count(out, "", contacts->written[i]);
		}
	add_count(out, "surveys_answered", answered.all);
	add_share(out, "satisfied_share", asked.satisfied, asked.all);
	add_share(out, "satisfied_share_answered", answered.satisfied,
		  answered.all);
	if (contacts->settings->service.scale != SCALE_10)
		return;
	add_share(out, "nps", asked.promoters - asked.detractors, asked.all);
	add_share(out, "nps_answered", answered.promoters - answered.detractors,
		  answered.all);
}
