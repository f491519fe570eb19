/*
 * spells.c - lifetimes that rows state themselves: contracts with a start and
 * an end, or durations. See study.h.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "lifetime/study.h"

/* A row stands for no more, so that sums of any number of rows are exact. */
enum { MOST_ALIKE = 1000000000 };

/* Somebody watched from `entry` to `time`, in millionths; of contracts, two
 * days. */
struct spell {
	cs_micros entry, time;
	int64_t weight; /* customers that are alike in all of it */
	uint32_t group, cause, slice;
	bool event;
	bool strange; /* the event is neither yes nor no */
};

/* --- what is read ------------------------------------------------------ */

enum { TIME }; /* of durations */
enum { END };  /* of contracts */

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
	const struct stated *stated = &options->stated;
	struct spell *spell = record;
	struct cs_text event;

	*spell =
	    (struct spell){ .time = row->values[TIME].number, .weight = 1 };
	if (stated->entry > 0)
		spell->entry = row->values[stated->entry - 1].number;
	if (stated->weight > 0)
		spell->weight =
		    row->values[stated->weight - 1].number / CS_MICROS;
	if (stated->event == 0)
		return;
	event = row->values[stated->event - 1].text;
	spell->event = stated->judged ? row->flags != 0 : is_word(event, yes);
	spell->strange =
	    !stated->judged && !spell->event && !is_word(event, no);
}

/* The number of the field that was named last, from 1. */
static size_t last_field(const struct cs_job *job)
{
	return job->load.input.ncolumns - CS_NROLES;
}

static void prepare_cause(struct cs_job *job)
{
	struct lifetime_options *options = job->own;
	struct cs_column_rule *cause;

	if (options->cause == NULL)
		return;
	cause = cs_name_column(job, "--cause", options->cause);
	cause->type = CS_FIELD_TEXT;
	cause->filled = false;
	options->stated.cause = last_field(job);
}

static int prepare_contracts(struct cs_job *job, struct cs_err *err)
{
	const struct lifetime_options *options = job->own;
	struct cs_column_rule *start = &job->load.input.columns[CS_ROLE_DATE];
	struct cs_column_rule *end = cs_name_column(job, "--end", options->end);

	(void)err;
	cs_forget_roles(job);
	start->named = options->start;
	start->option = "--start";
	start->wanted = CS_REQUIRED;
	end->type = CS_FIELD_DATE;
	end->filled = false;
	prepare_cause(job);
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

/* The column of events; without one the cause says who left. */
static void prepare_event(struct cs_job *job, const char *header)
{
	struct lifetime_options *options = job->own;
	struct cs_column_rule *event = cs_name_column(job, "--event", header);

	options->stated.event = last_field(job);
	options->stated.causes.chosen = options->stated.judged &&
					options->cause != NULL &&
					strcmp(header, options->cause) == 0;
	event->type = CS_FIELD_TEXT;
	event->given = options->event;
	event->if_empty = "if that means no event, say which cells are one: "
			  "--event 'COL!=' is all that are not empty, --event "
			  "COL=VALUE those of a value";
	if (options->stated.judged) { /* an empty cell is one of its values */
		event->filled = false;
		event->wanted = CS_IF_THERE;
	}
}

static int prepare_durations(struct cs_job *job, struct cs_err *err)
{
	struct lifetime_options *options = job->own;
	const char *header = options->event;
	struct cs_column_rule *weight;

	if (job->load.by_first.given)
		return cs_fail(err, NULL,
			       "--group first:... wants dates, and --time "
			       "names lengths of time");
	if (options->weight != NULL &&
	    (job->load.pool.most > 0 || job->load.pool.least > 0))
		return cs_fail(err, NULL,
			       "--top-groups and --min-customers count rows: "
			       "leave out --weight");
	if (header != NULL && strpbrk(header, "=<>~!") != NULL &&
	    (header = judge_events(job, err)) == NULL)
		return -1;
	cs_forget_roles(job);
	cs_name_column(job, "--time", options->time);
	if (header != NULL)
		prepare_event(job, header);
	if (options->entry != NULL) {
		cs_name_column(job, "--entry", options->entry);
		options->stated.entry = last_field(job);
	}
	if (options->weight != NULL) {
		weight = cs_name_column(job, "--weight", options->weight);
		weight->high = (cs_micros)MOST_ALIKE * CS_MICROS;
		weight->whole = true;
		options->stated.weight = last_field(job);
	}
	prepare_cause(job);
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

/* Which rows count, and until when contracts are watched. -1: see
 * causes_rank(). */
static int settle(struct cs_job *job, struct stated *stated, struct cs_err *err)
{
	struct cs_account *account = &job->data.input.account;
	struct cs_rows *rows = &stated->rows;
	struct spell *spells = rows->records;
	bool contracts = job->mode == MODE_CONTRACTS;
	int64_t customers = 0;
	size_t kept = 0;
	bool by_cause = !contracts && stated->event == 0;

	if (stated->cause > 0)
		causes_begin(stated);
	if (contracts && job->load.as_of == CS_NO_DAY && rows->count > 0)
		job->data.as_of = last_day(rows, account->last_date);
	for (size_t i = 0; i < rows->count; i++) {
		struct spell spell = spells[i];

		spell.group = rows->group[i];
		spell.slice = rows->slice != NULL ? rows->slice[i] : 0;
		stated->strange += spell.strange;
		if (contracts && !measure(&spell, job))
			continue;
		if (!was_watched(&spell)) {
			stated->impossible++;
			continue;
		}
		if (stated->cause > 0)
			spell.cause =
			    causes_settle(stated, rows->label[i], spell.weight,
					  &spell.event, by_cause);
		customers += spell.weight;
		spells[kept++] = spell;
	}
	rows->count = kept;
	cs_account_move(account, CS_FATE_USED, CS_FATE_IMPOSSIBLE,
			account->rows_used - kept, 0);
	job->data.customers = (uint64_t)customers;
	return stated->cause > 0 ? causes_rank(stated, err) : 0;
}

static enum cs_read load(struct cs_job *job, struct cs_err *err)
{
	struct lifetime_options *options = job->own;
	struct stated *stated = &options->stated;
	const struct cs_row_record record = { sizeof(struct spell),
					      job->mode == MODE_CONTRACTS
						  ? read_contract
						  : read_duration,
					      options, stated->cause };
	enum cs_read status =
	    cs_rows_load(&job->load, &record, &stated->rows, err);

	cs_rows_give(&stated->rows, &job->data, job->load.as_of);
	if (status == CS_READ_ALL && settle(job, stated, err) != 0)
		status = CS_READ_FAILED;
	return status;
}

/* --- from spells to subjects ------------------------------------------- */

struct instant {
	cs_micros time;
	int64_t weight;
	uint32_t group, cause;
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
	if (at->cause != NO_CAUSE)
		subjects_left(s, at->cause, n);
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
			    instants[i].cause == instants[at].cause &&
			    instants[i].kind != ENTERS)
				return false;
	}
	return n > 1;
}

static uint32_t cause_of(const struct stated *stated, const struct spell *spell)
{
	return stated->cause > 0 && spell->cause != NO_CAUSE
		   ? stated->causes.number[spell->cause]
		   : NO_CAUSE;
}

/* True if no row is the like of another. */
static bool fill(struct study *study, const struct stated *stated)
{
	const struct cs_rows *rows = &stated->rows;
	const struct spell *spells = rows->records;
	struct instant *instants = cs_calloc(rows->count, 2 * sizeof *instants);
	size_t n = 0, slice = study->job->data.slice;
	bool differ;

	for (size_t i = 0; i < rows->count; i++) {
		const struct spell *spell = &spells[i];

		if (slice > 0 && spell->slice != slice - 1)
			continue;
		count_spell(&study->whole, spell);
		count_spell(&study->groups[spell->group], spell);
		instants[n++] = (struct instant){
			spell->time,
			spell->weight,
			spell->group,
			cause_of(stated, spell),
			spell->event ? EVENT_AT : CENSORED_AT,
		};
		if (spell->entry > 0)
			instants[n++] =
			    (struct instant){ spell->entry, spell->weight,
					      spell->group, NO_CAUSE, ENTERS };
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
	bool differ = fill(study, stated);

	(void)err;
	doubt_spells(study->job, study->whole.lapsed, differ);
	return 0;
}

static void slice(struct study *study)
{
	fill(study, &study->options->stated);
}

const struct kind kind_contracts = {
	.name = "contracts",
	.who = "contract",
	.lapsed = "ended",
	.clock = "days since the start",
	.prepare = prepare_contracts,
	.load = load,
	.gather = gather,
	.slice = slice,
};

const struct kind kind_durations = {
	.name = "durations",
	.who = "customer",
	.lapsed = "lapsed",
	.clock = "time",
	.prepare = prepare_durations,
	.load = load,
	.gather = gather,
	.slice = slice,
};
