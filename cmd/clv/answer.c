/* answer.c - cs-clv in a few sentences. */
#include <math.h>

#include "clv/report.h"
#include "report/number.h"

static void add_interval(struct cs_buf *out, struct cs_interval interval,
			 int decimals)
{
	if (isnan(interval.low) || isnan(interval.high))
		return;
	cs_buf_addf(out, " (95 %% interval %s to %s)",
		    cs_figure(interval.low, decimals).text,
		    cs_figure(interval.high, decimals).text);
}

/* Cents only where they are much of it. */
static int decimals_of(double money)
{
	return money < 1000 ? 2 : 0;
}

static struct cs_figure money(double amount)
{
	return cs_figure(amount, decimals_of(amount));
}

/* "in the next 12 months" */
static void add_horizon(const struct study *study, struct cs_buf *out)
{
	char day[11];

	cs_buf_adds(out, "in the next ");
	cs_duration_text(study->options->outlook.horizon.span, out);
	if (!study->dated)
		return;
	cs_buf_addf(
	    out, ", up to %s",
	    cs_day_format(
		cs_outlook_end(&study->options->outlook, study->now.end), day));
}

static void say_purchases(const struct study *study, struct cs_buf *out)
{
	const struct findings *whole = &study->all[0];
	const struct cs_prediction *outlook = &whole->outlook;

	if (study->options->outlook.horizon.forever) {
		if (isnan(outlook->value)) {
			cs_buf_addf(
			    out,
			    "What %s %s will ever buy counts as "
			    "much as %s purchases today",
			    whole->customers == 1 ? "this" : "these",
			    cs_counted(whole->customers, "customer").text,
			    cs_figure(outlook->discounted, 0).text);
			return;
		}
		cs_buf_addf(
		    out, "What %s %s will ever buy is worth %s today",
		    whole->customers == 1 ? "this" : "these",
		    cs_counted(whole->customers, "customer").text,
		    money(outlook->value * study->options->outlook.margin)
			.text);
		cs_buf_adds(out, "; ");
		cs_add_percent(out, whole->beyond);
		cs_buf_adds(out, " of it lies further ahead than the data "
				 "reach back");
		return;
	}
	cs_buf_addf(out, "%s %s will buy about %s ",
		    whole->customers == 1 ? "This" : "These",
		    cs_counted(whole->customers, "customer").text,
		    cs_counted(llround(outlook->purchases.mean), "time").text);
	add_horizon(study, out);
	add_interval(out, outlook->purchases.interval, 0);
}

static void say_revenue(const struct study *study, struct cs_buf *out)
{
	const struct cs_total *revenue = &study->all[0].outlook.revenue;
	double margin = study->options->outlook.margin;

	if (isnan(revenue->mean))
		return;
	cs_buf_addf(out, "That brings about %s in revenue",
		    money(revenue->mean).text);
	add_interval(out, revenue->interval, decimals_of(revenue->mean));
	if (margin < 1)
		cs_buf_addf(out, ", of which %s are profit",
			    money(revenue->mean * margin).text);
}

static void say_holdout(const struct study *study, struct cs_buf *out)
{
	const struct findings *whole = &study->all[0];
	const struct cs_btyd_score *score = &whole->trial.score;
	double off = score->expected / score->actual - 1;
	char day[11];

	if (!whole->tried || !cs_btyd_fitted(&whole->trial.fit)) {
		cs_buf_addf(out, "The model was not tried on this file: %s",
			    study->unheld != NULL ? study->unheld
						  : "it found no answer");
		return;
	}
	cs_buf_addf(out,
		    "Tried on this file, with what was known on %s, it "
		    "expected %s purchases where there were %s",
		    cs_day_format(study->then.end, day),
		    cs_figure(score->expected, 0).text,
		    cs_figure(score->actual, 0).text);
	if (score->actual > 0)
		cs_buf_addf(out, ": %s %% too %s",
			    cs_figure(100 * fabs(off), 0).text,
			    off < 0 ? "few" : "many");
}

static void say_alive(const struct study *study, struct cs_buf *out)
{
	const struct findings *whole = &study->all[0];
	const struct cs_total *alive = &whole->outlook.alive;

	if (cs_btyd_parameters(whole->fit.model.kind) == 2) {
		cs_buf_adds(out, whole->fit.asked == CS_NBD
				     ? "In this model nobody ever leaves"
				     : "Nobody can be seen to leave: how many "
				       "are still customers is not known");
		return;
	}
	cs_buf_addf(out, "About %s of them (", cs_figure(alive->mean, 0).text);
	cs_add_percent(out, alive->mean / (double)whole->customers);
	cs_buf_adds(out, llround(alive->mean) == 1 ? ") is still a customer"
						   : ") are still customers");
	add_interval(out, alive->interval, 0);
}

static void say_new(const struct study *study, struct cs_buf *out)
{
	double worth = study_new_customer(study, &study->all[0], study->ahead);

	if (isnan(worth))
		return;
	if (study->options->outlook.margin < 1)
		cs_buf_addf(out,
			    "A new customer may cost up to %s: that much "
			    "profit comes back %s",
			    money(worth).text,
			    study->options->outlook.horizon.forever
				? "in the end"
				: "within that time");
	else
		cs_buf_addf(out,
			    "A new customer brings %s in revenue %s, the first "
			    "purchase included: of that, --margin says what "
			    "one may cost",
			    money(worth).text,
			    study->options->outlook.horizon.forever
				? "in the end"
				: "within that time");
}

void report_answer(const void *of, struct cs_report *report,
		   struct cs_buf *first)
{
	static void (*const say[])(const struct study *, struct cs_buf *) = {
		say_revenue, say_holdout, say_alive, say_new
	};
	const struct study *study = of;
	struct cs_buf more = CS_BUF_INIT;

	if (study->parts.customers == 0) {
		cs_report_lead(report, "There is nobody to follow.");
		return;
	}
	say_purchases(study, first);
	cs_report_lead(report, "%s.", first->data);
	for (size_t i = 0; i < sizeof say / sizeof *say; i++) {
		cs_buf_clear(&more);
		say[i](study, &more);
		if (more.length > 0)
			cs_report_lead(report, "%s.", more.data);
	}
	cs_buf_release(&more);
}
