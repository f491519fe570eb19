/* truth_service.c - the truth of --service: see simulate.h. */
#include <math.h>

#include "simulate/figures.h"
#include "simulate/simulate.h"
#include "simulate/tickets.h"

enum { ALL = -1, DAY = 86400 };

/* The chance that something takes longer than so many seconds, of a ticket
 * whose mean time to an answer is told. */
typedef double longer_fn(double mean, double seconds);

static double longer_to_answer(double mean, double seconds)
{
	return exponential(-seconds / mean);
}

/* The answer, and then the solution: a sum of two exponential times. */
static double longer_to_solve(double mean, double seconds)
{
	double slow = exponential(-seconds / mean);

	if (fabs(mean - SOLVING) < 1e-6 * SOLVING)
		return slow * (1 + seconds / mean);
	return (mean * slow - SOLVING * exponential(-seconds / SOLVING)) /
	       (mean - SOLVING);
}

/* Tickets of a channel, or of all, that open in these hours. */
struct tickets {
	int channel, from, to;
};

static const struct tickets all_tickets = { ALL, 0, HOURS };

/* Of those that are answered: a mixture over channels and hours, each of its
 * share. */
static double longer(const struct settings *s, const struct tickets *of,
		     longer_fn *takes, double seconds)
{
	double sum = 0, all = 0;

	for (int c = 0; c < NCHANNELS; c++)
		for (int h = of->from; h < of->to; h++) {
			int hour = h % HOURS;
			double share = channel_share(c) * hour_share(hour);

			if (of->channel != ALL && of->channel != c)
				continue;
			all += share;
			sum +=
			    share * takes(mean_response(s, c, hour), seconds);
		}
	return sum / all;
}

static double answered_within(const struct settings *s,
			      const struct tickets *of, double seconds)
{
	return (1 - s->service.unanswered) *
	       (1 - longer(s, of, longer_to_answer, seconds));
}

/* By when a share of all of them have come to it, in minutes, if `ever` of them
 * do; NaN where these are fewer. */
static double minutes_until(const struct settings *s, const struct tickets *of,
			    longer_fn *takes, double ever, double share)
{
	double low = 0, high = 1;

	if (ever <= share)
		return NAN;
	while (ever * (1 - longer(s, of, takes, high)) < share)
		high *= 2;
	for (int i = 0; i < 100; i++) {
		double middle = (low + high) / 2;
		double done = ever * (1 - longer(s, of, takes, middle));

		*(done < share ? &low : &high) = middle;
	}
	return low / 60;
}

/* Complaints that are resolved up to a week later. */
static double resolved_in_week(const struct settings *s)
{
	const struct experience *e = &s->experience;

	return e->resolve * fmin(1, 7.0 / (double)e->resolve_days) *
	       answered_within(s, &all_tickets, 7 * DAY);
}

/* By the end of their day, which is the later, the earlier they come. */
static double deadline_kept(const struct settings *s)
{
	const struct experience *e = &s->experience;
	double days = (double)s->service.deadline_days + 1, sum = 0;

	for (int hour = 0; hour < HOURS; hour++) {
		struct tickets of = { ALL, hour, hour + 1 };
		double left = days - (hour + .5) / HOURS;

		sum += hour_share(hour) *
		       fmin(1, left / (double)e->resolve_days) *
		       answered_within(s, &of, left * DAY);
	}
	return e->resolve * sum;
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

static void add_known(struct cs_buf *out, const char *name, const char *mark,
		      const char *of, double value)
{
	cs_buf_addf(out, "%s%s%s", name, mark, of);
	if (isnan(value))
		cs_buf_adds(out, ",\n");
	else
		add_number(out, "", value);
}

/* Of a channel, or of all, whose name is empty. */
static void add_response(const struct settings *s, struct cs_buf *out,
			 int channel, const char *name)
{
	static const struct {
		const char *name;
		double share;
	} shares[] = { { "median_response_minutes", .5 },
		       { "p75_response_minutes", .75 },
		       { "p90_response_minutes", .9 } };
	const char *mark = channel == ALL ? "" : "_";
	struct tickets of = { channel, 0, HOURS };

	add_known(out, "within_hour", mark, name,
		  answered_within(s, &of, 3600));
	for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
		add_known(out, shares[i].name, mark, name,
			  minutes_until(s, &of, longer_to_answer,
					1 - s->service.unanswered,
					shares[i].share));
}

static void add_resolution(const struct settings *s, struct cs_buf *out)
{
	const struct service *v = &s->service;
	double solved = (1 - v->unanswered) * v->solved;

	add_number(out, "first_contact_resolution",
		   solved * v->one_reply * (1 - v->reopened) *
		       (1 - v->repeated));
	add_known(out, "median_resolution_hours", "", "",
		  minutes_until(s, &all_tickets, longer_to_solve, solved, .5) /
		      60);
	add_number(out, "complaints_acknowledged",
		   answered_within(s, &all_tickets, DAY));
	add_number(out, "complaints_resolved_7", resolved_in_week(s));
	add_number(out, "complaints_deadline_kept", deadline_kept(s));
}

void truth_of_service(const struct settings *s, struct cs_buf *out)
{
	static const int spans[] = { 30, 90, 365 };
	static const struct tickets day = { ALL, MORNING, EVENING };
	static const struct tickets night = { ALL, EVENING, MORNING + HOURS };
	const struct service *v = &s->service;

#define REAL(member, ...) add_number(out, #member, v->member);
#define COUNT(member, ...) add_count(out, #member, v->member);
	SERVICE(REAL, COUNT, REAL)
	for (int c = ALL; c < NCHANNELS; c++)
		add_response(s, out, c, c == ALL ? "" : ticket_channels[c]);
	add_number(out, "within_hour_day", answered_within(s, &day, 3600));
	add_number(out, "within_hour_night", answered_within(s, &night, 3600));
	add_resolution(s, out);
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
