/* spells_doubts.c - what is to be said of contracts and durations. */
#include "app/notice.h"
#include "app/unmet.h"
#include "doubt/doubt.h"
#include "lifetime/study.h"

/* Until when contracts are watched, if that rests on a guess. */
static void say_end(struct cs_job *job)
{
	cs_day last_start = job->data.input.account.last_date;
	char day[11];

	if (job->load.as_of != CS_NO_DAY || job->data.customers == 0)
		return;
	cs_day_format(job->data.as_of, day);
	if (job->data.as_of - last_start > CS_LATE_DAYS)
		cs_warn(
		    job, "late-date", 1, NULL, 0,
		    "the last end, %s, comes %ld days after the last start: "
		    "is it a planned one? contracts are watched until then "
		    "unless --as-of says otherwise",
		    day, (long)job->data.as_of - last_start);
	else
		cs_note(job,
			"contracts are watched until %s, the last date there "
			"is; --as-of sets it",
			day);
}

static void warn_impossible(struct cs_job *job, size_t impossible)
{
	bool contracts = job->mode == MODE_CONTRACTS;

	if (impossible > 0)
		cs_warn(job, contracts ? "end-before-start" : "entry-after-end",
			impossible, NULL, 0, "%zu row%s left out: %s",
			impossible, impossible == 1 ? " is" : "s are",
			contracts ? "the contract ends before it starts"
				  : "the entry is not before the time");
}

/* --event as an expression is warned of as any other. */
static void warn_judged(struct cs_job *job)
{
	const struct cs_input *input = &job->load.input;

	for (size_t i = 0; i < input->nexpressions; i++) {
		const struct cs_asking asked = { input, &job->data.input, i };

		if (input->expressions[i].flag != 0)
			cs_warn_unmet(job, &asked, 1, "row");
	}
}

static void warn_events(struct cs_job *job, int64_t events)
{
	const struct stated *stated =
	    &((const struct lifetime_options *)job->own)->stated;
	size_t strange = stated->strange;
	const struct cs_input_result *input = &job->data.input;
	struct cs_buf values = CS_BUF_INIT;

	if (job->data.customers == 0 || stated->event == 0 ||
	    (strange == 0 && events > 0))
		return;
	cs_add_commonest(
	    input, input->schemas[0].column[CS_NROLES + (int)stated->event - 1],
	    &values);
	cs_warn(job, "event-values", strange, NULL, 0,
		"%s: the commonest values of --event are %s; say which is one "
		"with --event COL=VALUE",
		events == 0 ? "no row has an event"
			    : "some events are neither yes nor no, and count "
			      "as no",
		values.data);
	cs_buf_release(&values);
}

void doubt_spells(struct cs_job *job, int64_t events, bool differ)
{
	const struct lifetime_options *options = job->own;
	const struct stated *stated = &options->stated;
	bool contracts = job->mode == MODE_CONTRACTS;

	if (contracts)
		say_end(job);
	warn_impossible(job, stated->impossible);
	if (differ && !contracts && options->weight == NULL)
		warn_alike(job);
	if (stated->judged)
		warn_judged(job);
	else if (!contracts)
		warn_events(job, events);
	if (stated->cause > 0)
		note_idle_causes(job);
}
