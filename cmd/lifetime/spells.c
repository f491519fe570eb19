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
	uint32_t group;
	bool event;
	bool strange; /* the event is neither yes nor no */
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

static void read_contract(void *context, const struct cs_row *row, void *record)
{
	(void)context;
	*(struct spell *)record = (struct spell){
		.entry = row->day,
		.time =
		    row->values[END].empty ? CS_NO_DAY : row->values[END].day,
	};
}

static void read_duration(void *context, const struct cs_row *row, void *record)
{
	static const char *const yes[] = { "1", "true", "yes", "1.0", NULL };
	static const char *const no[] = { "0", "false", "no", "0.0", NULL };
	const struct lifetime_options *options = context;
	struct cs_text event = row->values[EVENT].text;
	struct spell *spell = record;

	*spell = (struct spell){ .time = row->values[TIME].number };
	if (options->entry != NULL)
		spell->entry = row->values[ENTRY].number;
	spell->event =
	    options->event_judged ? row->flags != 0 : is_word(event, yes);
	spell->strange =
	    !options->event_judged && !spell->event && !is_word(event, no);
}

static void prepare_contracts(struct cs_input *input,
			      struct lifetime_options *options)
{
	input->columns[CS_ROLE_DATE].named = options->start;
	input->columns[CS_ROLE_DATE].option = "--start";
	input->columns[CS_ROLE_DATE].wanted = CS_REQUIRED;
	input->columns[CS_NROLES + END] = (struct cs_column_rule){
		.name = "end",
		.option = "--end",
		.named = options->end,
		.type = CS_FIELD_DATE,
		.wanted = CS_REQUIRED,
	};
	input->ncolumns++;
}

static int prepare_durations(struct cs_input *input,
			     struct lifetime_options *options,
			     struct cs_err *err)
{
	const struct cs_expression rule = { .option = "--event", .flag = 1 };
	const char *event = options->event;

	if (strpbrk(event, "=<>~!") != NULL) {
		if (cs_input_express(input, &rule, event, err) != 0)
			return -1;
		event = cs_filter_column(
		    input->expressions[input->nexpressions - 1].filter);
		options->event_judged = true;
	}
	input->columns[CS_NROLES + TIME] = (struct cs_column_rule){
		.name = "time",
		.option = "--time",
		.named = options->time,
		.type = CS_FIELD_NUMBER,
		.wanted = CS_REQUIRED,
		.filled = true,
		.high = INT64_MAX,
	};
	input->columns[CS_NROLES + EVENT] = (struct cs_column_rule){
		.name = "event",
		.option = "--event",
		.named = event,
		.type = CS_FIELD_TEXT,
		.wanted = CS_REQUIRED,
		.filled = true,
		.given = options->event,
	};
	input->columns[CS_NROLES + ENTRY] = (struct cs_column_rule){
		.name = "entry",
		.option = "--entry",
		.named = options->entry,
		.type = CS_FIELD_NUMBER,
		.wanted = CS_REQUIRED,
		.filled = true,
		.high = INT64_MAX,
	};
	input->ncolumns += options->entry != NULL ? 3 : 2;
	return 0;
}

int spells_prepare(struct cs_job *job, struct cs_err *err)
{
	struct lifetime_options *options = job->own;
	struct cs_input *input = &job->load.input;

	for (int role = 0; role < CS_NROLES; role++)
		input->columns[role].wanted = CS_UNUSED;
	if (job->mode == MODE_DURATIONS)
		return prepare_durations(input, options, err);
	prepare_contracts(input, options);
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
static void choose_starts(struct cs_rows *rows, const struct cs_shared *shared)
{
	struct spell *spells = rows->records;
	size_t kept = 0;

	for (size_t i = 0; i < rows->count; i++)
		if (spells[i].entry >= shared->first_from &&
		    spells[i].entry <= shared->first_to)
			spells[kept++] = spells[i];
	rows->count = kept;
}

/* Leaves out who was never watched; how many. */
static size_t drop_impossible(struct cs_rows *rows)
{
	struct spell *spells = rows->records;
	size_t kept = 0, dropped;

	for (size_t i = 0; i < rows->count; i++)
		if (spells[i].time >= 0 &&
		    (spells[i].entry == 0 || spells[i].entry < spells[i].time))
			spells[kept++] = spells[i];
	dropped = rows->count - kept;
	rows->count = kept;
	return dropped;
}

static void settle(struct cs_job *job, struct lifetime_options *options)
{
	struct cs_account *account = &job->data.input.account;
	struct cs_rows *rows = &options->rows;
	struct spell *spells = rows->records;

	for (size_t i = 0; i < rows->count; i++) {
		spells[i].group = rows->group[i];
		options->strange += spells[i].strange;
	}
	if (job->mode == MODE_CONTRACTS) {
		if (job->load.as_of == CS_NO_DAY && rows->count > 0)
			job->data.as_of = last_day(rows, account->last_date);
		choose_starts(rows, &job->shared);
		for (size_t i = 0; i < rows->count; i++)
			measure(&spells[i], job->data.as_of);
	}
	options->impossible = drop_impossible(rows);
	cs_account_move(account, CS_FATE_USED, CS_FATE_EXCLUDED,
			account->rows_used - rows->count, 0);
	job->data.customers = rows->count;
}

enum cs_read spells_load(struct cs_job *job, struct cs_err *err)
{
	struct lifetime_options *options = job->own;
	const struct cs_row_record record = { sizeof(struct spell),
					      job->mode == MODE_CONTRACTS
						  ? read_contract
						  : read_duration,
					      options };
	enum cs_read status =
	    cs_rows_load(&job->load.input, &record, &options->rows, err);

	cs_rows_give(&options->rows, &job->data, job->load.as_of);
	if (status == CS_READ_ALL)
		settle(job, options);
	return status;
}

/* --- what is to be said of them ---------------------------------------- */

/* Until when contracts are watched, if that rests on a guess. */
static void say_end(const struct study *study)
{
	struct cs_job *job = study->job;
	cs_day last_start = job->data.input.account.last_date;
	char day[11];

	if (job->mode != MODE_CONTRACTS || job->load.as_of != CS_NO_DAY ||
	    study->options->rows.count == 0)
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

static void warn_impossible(struct study *study)
{
	bool contracts = study->job->mode == MODE_CONTRACTS;
	size_t impossible = study->options->impossible;

	if (impossible == 0)
		return;
	cs_warn(study->job, contracts ? "end-before-start" : "entry-after-end",
		impossible, NULL, 0, "%zu row%s left out: %s", impossible,
		impossible == 1 ? " is" : "s are",
		contracts ? "the contract ends before it starts"
			  : "the entry is not before the time");
}

static void warn_events(struct study *study)
{
	uint64_t events = (uint64_t)study->whole.lapsed;
	size_t strange = study->options->strange;
	const struct cs_input_result *input = &study->job->data.input;
	struct cs_buf values = CS_BUF_INIT;
	struct cs_sample sample;

	if (study->job->mode != MODE_DURATIONS ||
	    study->options->rows.count == 0 || (strange == 0 && events > 0))
		return;
	cs_sample_init(&sample, &input->schemas[0], input->first_sample,
		       input->first_sample_length);
	cs_sample_commonest(
	    &sample, input->schemas[0].column[CS_NROLES + EVENT], &values);
	cs_sample_release(&sample);
	cs_warn(study->job, "event-values", strange, NULL, 0,
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

static void fill(struct study *study, const struct cs_rows *rows)
{
	const struct spell *spells = rows->records;
	struct instant *instants = cs_calloc(rows->count, 2 * sizeof *instants);
	size_t n = 0;

	study->whole.returned = -1;
	for (size_t i = 0; i < rows->count; i++) {
		const struct spell *spell = &spells[i];

		count_spell(&study->whole, spell);
		count_spell(&study->groups[spell->group], spell);
		instants[n++] =
		    (struct instant){ spell->time, spell->group,
				      spell->event ? EVENT_AT : CENSORED_AT };
		if (spell->entry > 0)
			instants[n++] =
			    (struct instant){ spell->entry, spell->group,
					      ENTERS };
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
	(void)err;
	say_end(study);
	warn_impossible(study);
	fill(study, &study->options->rows);
	warn_events(study);
	return 0;
}
