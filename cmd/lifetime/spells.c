/*
 * spells.c - lifetimes that rows state themselves: contracts with a start and
 * an end, or durations. See study.h.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "app/notice.h"
#include "app/tables.h"
#include "input/sample.h"
#include "lifetime/study.h"

/* Somebody watched from `entry` to `time`, in millionths; of contracts, two
 * days. */
struct spell {
	cs_micros entry, time;
	uint32_t group; /* provisional */
	bool event;
};

struct spell_list {
	struct spell *list;
	size_t count, capacity;
	uint64_t strange; /* events that are neither yes nor no */
	char pad[64];	  /* workers write side by side */
};

struct spells {
	bool contracts; /* else durations */
	struct cs_field fields[3];
	struct cs_mark_rule event_mark;
	struct cs_filter *event_filter;
	unsigned workers;
	struct spell_list *read; /* by worker */
	struct spell_list all;	 /* once settled */
	size_t impossible;	 /* left out: ended before they began */
};

/* --- what is read ------------------------------------------------------ */

enum { TIME, EVENT, ENTRY }; /* of durations */
enum { END };		     /* of contracts */

static bool is_word(struct cs_text text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strlen(*words) == text.length &&
		    strncasecmp(*words, text.bytes, text.length) == 0)
			return true;
	return false;
}

static bool is_event(const struct spells *spells, const struct cs_row *row,
		     struct spell_list *mine)
{
	static const char *const yes[] = { "1", "true", "yes", "1.0", NULL };
	static const char *const no[] = { "0", "false", "no", "0.0", NULL };
	struct cs_text text = row->values[EVENT].text;

	if (spells->event_filter != NULL)
		return row->marks != 0;
	if (is_word(text, yes))
		return true;
	mine->strange += !is_word(text, no);
	return false;
}

static void take(void *context, unsigned worker, const struct cs_row *row,
		 uint32_t group)
{
	const struct spells *spells = context;
	struct spell_list *mine = &spells->read[worker];
	struct spell spell = { .group = group };

	if (spells->contracts) {
		spell.entry = row->day;
		spell.time =
		    row->values[END].empty ? CS_NO_DAY : row->values[END].day;
	} else {
		spell.time = row->values[TIME].number;
		spell.event = is_event(spells, row, mine);
		spell.entry = spells->fields[ENTRY].wanted != CS_UNUSED
				  ? row->values[ENTRY].number
				  : 0;
	}
	CS_GROW(mine->list, mine->count, mine->capacity);
	mine->list[mine->count++] = spell;
}

static void prepare_contracts(struct spells *spells, struct cs_input *input,
			      const struct lifetime_options *options)
{
	input->column[CS_DATE_ROLE] = options->start;
	input->option[CS_DATE_ROLE] = "--start";
	input->wanted[CS_DATE_ROLE] = CS_REQUIRED;
	spells->fields[END] = (struct cs_field){
		.name = "end",
		.option = "--end",
		.column = options->end,
		.type = CS_FIELD_DATE,
		.wanted = CS_REQUIRED,
	};
	input->nfields = 1;
}

static int prepare_durations(struct spells *spells, struct cs_input *input,
			     const struct lifetime_options *options,
			     struct cs_err *err)
{
	const char *event = options->event;

	if (strpbrk(event, "=<>~!") != NULL) {
		spells->event_filter = cs_filter_parse(event, err);
		if (spells->event_filter == NULL)
			return -1;
		event = cs_filter_column(spells->event_filter);
		spells->event_mark =
		    (struct cs_mark_rule){ spells->event_filter, "--event",
					   false };
		input->marks = &spells->event_mark;
		input->nmarks = 1;
	}
	spells->fields[TIME] = (struct cs_field){
		.name = "time",
		.option = "--time",
		.column = options->time,
		.type = CS_FIELD_NUMBER,
		.wanted = CS_REQUIRED,
		.filled = true,
		.high = INT64_MAX,
	};
	spells->fields[EVENT] = (struct cs_field){
		.name = "event",
		.option = "--event",
		.column = event,
		.type = CS_FIELD_TEXT,
		.wanted = CS_REQUIRED,
		.filled = true,
		.given = options->event,
	};
	spells->fields[ENTRY] = (struct cs_field){
		.name = "entry",
		.option = "--entry",
		.column = options->entry,
		.type = CS_FIELD_NUMBER,
		.wanted = options->entry ? CS_REQUIRED : CS_UNUSED,
		.filled = true,
		.high = INT64_MAX,
	};
	input->nfields = 3;
	return 0;
}

int spells_prepare(struct cs_job *job, struct cs_err *err)
{
	struct lifetime_options *options = job->own;
	struct cs_input *input = &job->load.input;
	struct spells *spells = cs_calloc(1, sizeof *spells);

	options->spells = spells;
	spells->contracts = job->mode == MODE_CONTRACTS;
	for (int role = 0; role < CS_NROLES; role++)
		input->wanted[role] = CS_UNUSED;
	input->fields = spells->fields;
	job->load.need = CS_EACH_ROW;
	job->load.take = take;
	job->load.context = spells;
	spells->workers = input->threads;
	spells->read = cs_calloc(spells->workers, sizeof *spells->read);
	if (!spells->contracts)
		return prepare_durations(spells, input, options, err);
	prepare_contracts(spells, input, options);
	return 0;
}

void spells_release(struct spells *spells)
{
	if (spells == NULL)
		return;
	for (unsigned w = 0; w < spells->workers; w++)
		free(spells->read[w].list);
	free(spells->read);
	free(spells->all.list);
	cs_filter_free(spells->event_filter);
	free(spells);
}

/* --- from rows to spells ----------------------------------------------- */

/* All workers' spells become one list. */
static void join(struct spells *spells)
{
	struct spell_list *all = &spells->all;

	for (unsigned w = 0; w < spells->workers; w++)
		all->capacity += spells->read[w].count;
	all->list = cs_calloc(all->capacity, sizeof *all->list);
	for (unsigned w = 0; w < spells->workers; w++) {
		const struct spell_list *part = &spells->read[w];

		if (part->count > 0)
			memcpy(all->list + all->count, part->list,
			       part->count * sizeof *all->list);
		all->count += part->count;
		all->strange += part->strange;
	}
}

/* The last day that a contract speaks of; no end at all is 9999-12-31. */
static cs_day last_day(const struct spell_list *all, cs_day last_start)
{
	cs_day last = last_start;

	for (size_t i = 0; i < all->count; i++)
		if (all->list[i].time > last && all->list[i].time < CS_DAY_MAX)
			last = (cs_day)all->list[i].time;
	return last;
}

/* A contract's two days become its duration. */
static void measure(struct spell *spell, cs_day as_of)
{
	cs_micros start = spell->entry;

	spell->event = spell->time != CS_NO_DAY && spell->time <= as_of;
	spell->time = spell->event ? spell->time : as_of;
	spell->time = (spell->time - start) * CS_MICROS;
	spell->entry = 0;
}

/* Leaves out contracts that start outside --first-from and --first-to. */
static void choose_starts(struct spell_list *all,
			  const struct cs_shared *shared)
{
	size_t kept = 0;

	for (size_t i = 0; i < all->count; i++)
		if (all->list[i].entry >= shared->first_from &&
		    all->list[i].entry <= shared->first_to)
			all->list[kept++] = all->list[i];
	all->count = kept;
}

/* Leaves out who was never watched. */
static void drop_impossible(struct spells *spells)
{
	struct spell_list *all = &spells->all;
	size_t kept = 0;

	for (size_t i = 0; i < all->count; i++) {
		const struct spell *spell = &all->list[i];

		if (spell->time >= 0 &&
		    (spell->entry == 0 || spell->entry < spell->time))
			all->list[kept++] = *spell;
	}
	spells->impossible = all->count - kept;
	all->count = kept;
}

void spells_settle(struct cs_job *job)
{
	struct spells *spells = ((struct lifetime_options *)job->own)->spells;
	struct spell_list *all = &spells->all;
	struct cs_account *account = &job->data.input.account;

	join(spells);
	if (spells->contracts) {
		if (job->load.as_of == CS_NO_DAY && all->count > 0)
			job->data.as_of = last_day(all, account->last_date);
		choose_starts(all, &job->shared);
		for (size_t i = 0; i < all->count; i++)
			measure(&all->list[i], job->data.as_of);
	}
	drop_impossible(spells);
	cs_account_move(account, CS_FATE_USED, CS_FATE_EXCLUDED,
			account->rows_used - all->count, 0);
	job->data.customers = all->count;
}

/* --- what is to be said of them ---------------------------------------- */

/* Until when contracts are watched, if that rests on a guess. */
static void say_end(const struct study *study, const struct spells *spells)
{
	struct cs_job *job = study->job;
	cs_day last_start = job->data.input.account.last_date;
	char day[11];

	if (!spells->contracts || job->load.as_of != CS_NO_DAY ||
	    spells->all.count == 0)
		return;
	cs_day_format(job->data.as_of, day);
	if (job->data.as_of - last_start > 31)
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

static void warn_impossible(struct study *study, const struct spells *spells)
{
	bool contracts = spells->contracts;
	size_t impossible = spells->impossible;

	if (impossible == 0)
		return;
	cs_warn(study->job, contracts ? "end-before-start" : "entry-after-end",
		impossible, NULL, 0, "%zu row%s left out: %s", impossible,
		impossible == 1 ? " is" : "s are",
		contracts ? "the contract ends before it starts"
			  : "the entry is not before the time");
}

static void warn_events(struct study *study, const struct spells *spells)
{
	uint64_t events = (uint64_t)study->whole.lapsed;
	const struct cs_input_result *input = &study->job->data.input;
	struct cs_buf values = CS_BUF_INIT;
	struct cs_sample sample;

	if (spells->contracts || spells->all.count == 0 ||
	    (spells->all.strange == 0 && events > 0))
		return;
	cs_sample_init(&sample, &input->schemas[0], input->first_sample,
		       input->first_sample_length);
	cs_sample_commonest(&sample, input->schemas[0].fields[EVENT], &values);
	cs_sample_release(&sample);
	cs_warn(study->job, "event-values", spells->all.strange, NULL, 0,
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
	struct moment counts = { at->kind == EVENT_AT, at->kind == CENSORED_AT,
				 at->kind == ENTERS };

	subjects_at(s, (double)at->time / CS_MICROS, counts);
}

static void count_spell(struct subjects *s, const struct spell *spell)
{
	s->returned = -1;
	s->customers++;
	s->lapsed += spell->event;
	s->start += spell->entry == 0;
}

static void fill(struct study *study, const struct spell_list *all)
{
	const uint32_t *ranks = study->job->data.ranks;
	struct instant *instants = cs_calloc(all->count, 2 * sizeof *instants);
	size_t n = 0;

	study->whole.returned = -1;
	for (size_t i = 0; i < all->count; i++) {
		const struct spell *spell = &all->list[i];
		uint32_t group = ranks != NULL ? ranks[spell->group] : 0;

		count_spell(&study->whole, spell);
		count_spell(&study->groups[group], spell);
		instants[n++] =
		    (struct instant){ spell->time, group,
				      spell->event ? EVENT_AT : CENSORED_AT };
		if (spell->entry > 0)
			instants[n++] =
			    (struct instant){ spell->entry, group, ENTERS };
	}
	if (n > 0)
		qsort(instants, n, sizeof *instants, by_time);
	for (size_t i = 0; i < n; i++) {
		put(&study->whole, &instants[i]);
		put(&study->groups[instants[i].group], &instants[i]);
	}
	free(instants);
}

int spells_gather(struct study *study, struct cs_err *err)
{
	const struct spells *spells = study->options->spells;

	(void)err;
	say_end(study, spells);
	warn_impossible(study, spells);
	fill(study, &spells->all);
	warn_events(study, spells);
	return 0;
}
