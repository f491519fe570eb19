/*
 * spells.c - lifetimes that rows state themselves: contracts with a start and
 * an end, or durations. See study.h.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "app/notice.h"
#include "app/unmet.h"
#include "doubt/doubt.h"
#include "lifetime/study.h"

/* A row stands for no more, so that sums of any number of rows are exact. */
enum { MOST_ALIKE = 1000000000 };

/* Somebody watched from `entry` to `time`, in millionths; of contracts, two
 * days. */
struct spell {
	cs_micros entry, time;
	int64_t weight; /* customers that are alike in all of it */
	uint32_t group;
	bool event;
	bool strange; /* the event is neither yes nor no */
};

/* --- what is read ------------------------------------------------------ */

enum { TIME, EVENT, ENTRY }; /* of durations; the weight is the last */
enum { END };		     /* of contracts */

static bool is_word(struct cs_text text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strlen(*words) == text.length &&
		    strncasecmp(*words, text.bytes, text.length) == 0)
			return true;
	return false;
}

static void read_contract(void *context, const struct cs_row *row, void *record)
{
	(void)context;
	*(struct spell *)record = (struct spell){
		.entry = row->day,
		.time =
		    row->values[END].empty ? CS_NO_DAY : row->values[END].day,
		.weight = 1,
	};
}

static void read_duration(void *context, const struct cs_row *row, void *record)
{
	static const char *const yes[] = { "1", "true", "yes", "1.0", NULL };
	static const char *const no[] = { "0", "false", "no", "0.0", NULL };
	const struct lifetime_options *options = context;
	struct cs_text event = row->values[EVENT].text;
	struct spell *spell = record;

	*spell =
	    (struct spell){ .time = row->values[TIME].number, .weight = 1 };
	if (options->entry != NULL)
		spell->entry = row->values[ENTRY].number;
	if (options->weight != NULL)
		spell->weight =
		    row->values[ENTRY + (options->entry != NULL)].number /
		    CS_MICROS;
	spell->event =
	    options->stated.judged ? row->flags != 0 : is_word(event, yes);
	spell->strange =
	    !options->stated.judged && !spell->event && !is_word(event, no);
}

static int prepare_contracts(struct cs_job *job, struct cs_err *err)
{
	const struct lifetime_options *options = job->own;
	struct cs_column_rule *start = &job->load.input.columns[CS_ROLE_DATE];
	struct cs_column_rule *end = name_column(job, "--end", options->end);

	(void)err;
	forget_roles(job);
	start->named = options->start;
	start->option = "--start";
	start->wanted = CS_REQUIRED;
	end->type = CS_FIELD_DATE;
	end->filled = false;
	return 0;
}

/* --event as an expression: the column that it names first. */
static const char *judge_events(struct cs_job *job, struct cs_err *err)
{
	struct lifetime_options *options = job->own;
	const struct cs_expression rule = { .option = "--event", .flag = 1 };
	struct cs_input *input = &job->load.input;
	const struct cs_filter *filter;

	if (cs_input_express(input, &rule, options->event, err) != 0)
		return NULL;
	options->stated.judged = true;
	filter = input->expressions[input->nexpressions - 1].filter;
	return cs_filter_column(
	    cs_filter_count(filter) > 0 ? filter : cs_filter_verbatim(filter),
	    0);
}

static int prepare_durations(struct cs_job *job, struct cs_err *err)
{
	const struct lifetime_options *options = job->own;
	const char *header = options->event;
	struct cs_column_rule *event, *weight;

	if (strpbrk(header, "=<>~!") != NULL)
		header = judge_events(job, err);
	if (header == NULL)
		return -1;
	forget_roles(job);
	name_column(job, "--time", options->time);
	event = name_column(job, "--event", header);
	event->type = CS_FIELD_TEXT;
	event->given = options->event;
	event->if_empty = "if that means no event, say which cells are one: "
			  "--event 'COL!=' is all that are not empty, --event "
			  "COL=VALUE those of a value";
	if (options->stated.judged) { /* an empty cell is one of its values */
		event->filled = false;
		event->wanted = CS_IF_THERE;
	}
	if (options->entry != NULL)
		name_column(job, "--entry", options->entry);
	if (options->weight != NULL) {
		weight = name_column(job, "--weight", options->weight);
		weight->high = (cs_micros)MOST_ALIKE * CS_MICROS;
		weight->whole = true;
	}
	return 0;
}

/* --- from rows to spells ----------------------------------------------- */

/* The last day that a contract speaks of; no end at all is 9999-12-31. */
static cs_day last_day(const struct cs_rows *rows, cs_day last_start)
{
	const struct spell *spells = rows->records;
	cs_day last = last_start;

	for (size_t i = 0; i < rows->count; i++)
		if (spells[i].time > last && spells[i].time < CS_DAY_MAX)
			last = (cs_day)spells[i].time;
	return last;
}

/* A contract's two days become its duration. False: not to be counted. */
static bool measure(struct spell *spell, const struct cs_job *job)
{
	cs_day as_of = job->data.as_of;
	cs_micros start = spell->entry;

	if (start < job->shared.first_from || start > job->shared.first_to)
		return false;
	spell->event = spell->time != CS_NO_DAY && spell->time <= as_of;
	spell->time = spell->event ? spell->time : as_of;
	spell->time = (spell->time - start) * CS_MICROS;
	spell->entry = 0;
	return true;
}

static bool was_watched(const struct spell *spell)
{
	return spell->time >= 0 &&
	       (spell->entry == 0 || spell->entry < spell->time);
}

/* Which rows count, and until when contracts are watched. */
static void settle(struct cs_job *job, struct stated *stated)
{
	struct cs_account *account = &job->data.input.account;
	struct cs_rows *rows = &stated->rows;
	struct spell *spells = rows->records;
	bool contracts = job->mode == MODE_CONTRACTS;
	int64_t customers = 0;
	size_t kept = 0;

	if (contracts && job->load.as_of == CS_NO_DAY && rows->count > 0)
		job->data.as_of = last_day(rows, account->last_date);
	for (size_t i = 0; i < rows->count; i++) {
		struct spell spell = spells[i];

		spell.group = rows->group[i];
		stated->strange += spell.strange;
		if (contracts && !measure(&spell, job))
			continue;
		if (!was_watched(&spell)) {
			stated->impossible++;
			continue;
		}
		customers += spell.weight;
		spells[kept++] = spell;
	}
	rows->count = kept;
	cs_account_move(account, CS_FATE_USED, CS_FATE_IMPOSSIBLE,
			account->rows_used - kept, 0);
	job->data.customers = (uint64_t)customers;
}

static enum cs_read load(struct cs_job *job, struct cs_err *err)
{
	struct lifetime_options *options = job->own;
	struct stated *stated = &options->stated;
	const struct cs_row_record record = { sizeof(struct spell),
					      job->mode == MODE_CONTRACTS
						  ? read_contract
						  : read_duration,
					      options };
	enum cs_read status = cs_rows_load(&job->load.input, job->load.cluster,
					   &record, &stated->rows, err);

	cs_rows_give(&stated->rows, &job->data, job->load.as_of);
	if (status == CS_READ_ALL)
		settle(job, stated);
	return status;
}

/* --- what is to be said of them ---------------------------------------- */

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

static void warn_events(struct cs_job *job, size_t strange, int64_t events)
{
	const struct cs_input_result *input = &job->data.input;
	struct cs_buf values = CS_BUF_INIT;

	if (job->data.customers == 0 || (strange == 0 && events > 0))
		return;
	cs_add_commonest(input, input->schemas[0].column[CS_NROLES + EVENT],
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

/* --- from spells to subjects ------------------------------------------- */

struct instant {
	cs_micros time;
	int64_t weight;
	uint32_t group;
	enum { ENTERS, EVENT_AT, CENSORED_AT } kind;
};

static int by_time(const void *a, const void *b)
{
	const struct instant *x = a, *y = b;

	return (x->time > y->time) - (x->time < y->time);
}

static void put(struct subjects *s, const struct instant *at)
{
	int64_t n = at->weight;
	struct moment counts = { at->kind == EVENT_AT ? n : 0,
				 at->kind == CENSORED_AT ? n : 0,
				 at->kind == ENTERS ? n : 0 };

	subjects_at(s, (double)at->time / CS_MICROS, counts);
}

static void count_spell(struct subjects *s, const struct spell *spell)
{
	s->customers += spell->weight;
	s->lapsed += spell->event ? spell->weight : 0;
	s->start += spell->entry == 0 ? spell->weight : 0;
}

/* More at one time are no table of counts. */
enum { MOST_AT_ONCE = 64 };

/* Instants in order: is no row the like of another? */
static bool all_differ(const struct instant *instants, size_t n)
{
	for (size_t at = 1, begin = 0; at < n; at++) {
		if (instants[at].time != instants[begin].time)
			begin = at;
		if (at - begin >= MOST_AT_ONCE)
			return false;
		for (size_t i = begin; i < at; i++)
			if (instants[i].group == instants[at].group &&
			    instants[i].kind == instants[at].kind &&
			    instants[i].kind != ENTERS)
				return false;
	}
	return n > 1;
}

/* True if no row is the like of another. */
static bool fill(struct study *study, const struct cs_rows *rows)
{
	const struct spell *spells = rows->records;
	struct instant *instants = cs_calloc(rows->count, 2 * sizeof *instants);
	size_t n = 0;
	bool differ;

	for (size_t i = 0; i < rows->count; i++) {
		const struct spell *spell = &spells[i];

		count_spell(&study->whole, spell);
		count_spell(&study->groups[spell->group], spell);
		instants[n++] =
		    (struct instant){ spell->time, spell->weight, spell->group,
				      spell->event ? EVENT_AT : CENSORED_AT };
		if (spell->entry > 0)
			instants[n++] =
			    (struct instant){ spell->entry, spell->weight,
					      spell->group, ENTERS };
	}
	if (n > 0)
		qsort(instants, n, sizeof *instants, by_time);
	for (size_t i = 0; i < n; i++) {
		put(&study->whole, &instants[i]);
		put(&study->groups[instants[i].group], &instants[i]);
	}
	differ = all_differ(instants, n);
	free(instants);
	return differ;
}

static int gather(struct study *study, struct cs_err *err)
{
	const struct stated *stated = &study->options->stated;
	bool contracts = study->job->mode == MODE_CONTRACTS;

	(void)err;
	if (contracts)
		say_end(study->job);
	warn_impossible(study->job, stated->impossible);
	if (fill(study, &stated->rows) && !contracts &&
	    study->options->weight == NULL)
		warn_alike(study->job);
	if (stated->judged)
		warn_judged(study->job);
	else if (!contracts)
		warn_events(study->job, stated->strange, study->whole.lapsed);
	return 0;
}

const struct kind kind_contracts = {
	.name = "contracts",
	.who = "contracts",
	.lapsed = "ended",
	.clock = "days since the start",
	.prepare = prepare_contracts,
	.load = load,
	.gather = gather,
};

const struct kind kind_durations = {
	.name = "durations",
	.who = "customers",
	.lapsed = "lapsed",
	.clock = "time",
	.prepare = prepare_durations,
	.load = load,
	.gather = gather,
};
