/* findings.c - see findings.h. */
#include "input/findings.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "input/csv.h"

/* Blocks without findings, for each thread, may be so far ahead of the one
 * whose turn it is. */
enum { AHEAD = 128 };

/* More records of few cells in a row are no footer. */
enum { MOST_WAITING = 64 };

struct closed {
	bool done;
	bool clean, rows; /* nothing was found in it; it has rows */
	bool open_end;	  /* as struct cs_block has it, like the next two */
	uint32_t file;
	uint64_t first_line;
	uint32_t lines;
	const char *name; /* of the file */
	struct cs_both_sums sums;
	struct cs_last_row last;
};

struct cs_ledger {
	const struct cs_input *input;
	struct cs_input_result *result;
	struct cs_err *err;
	uint64_t limit; /* the bad row with which reading ends */
	pthread_mutex_t lock;
	pthread_cond_t moved; /* it is another block's turn; under lock, as: */
	size_t turn;	      /* of this block; those before it are settled */
	uint64_t line;	      /* on which it begins, unless a file does */
	struct closed *ahead; /* by number modulo window; owned */
	size_t window;
	uint32_t file; /* of the last block that is settled */
	cs_day last;   /* date of result->last */
	struct cs_reject waiting[MOST_WAITING]; /* may be a footer */
	bool begins[MOST_WAITING];		/* ... with this record */
	size_t nwaiting;
	struct cs_summing *summing;
	uint64_t bad;
	bool ended, failed; /* failed: err is filled */
};

/* --- of a worker ------------------------------------------------------- */

uint64_t cs_findings_line(struct cs_findings *findings,
			  const struct cs_block *block, size_t offset)
{
	if (offset < findings->counted_to)
		findings->counted_to = findings->lines_before = 0;
	findings->lines_before +=
	    cs_count_lines(block->bytes.data + findings->counted_to,
			   offset - findings->counted_to);
	findings->counted_to = offset;
	return findings->lines_before;
}

void cs_findings_release(struct cs_findings *findings)
{
	free(findings->list);
	cs_buf_release(&findings->texts);
}

/* --- of all ------------------------------------------------------------ */

uint64_t cs_ledger_limit(const struct cs_input *input)
{
	return !input->skip_bad	     ? CS_SHOWN_BAD_ROWS
	       : input->too_many_bad ? input->too_many_bad
				     : UINT64_MAX;
}

struct cs_ledger *cs_ledger_new(const struct cs_input *input,
				struct cs_input_result *result,
				struct cs_err *err)
{
	struct cs_ledger *ledger = cs_calloc(1, sizeof *ledger);

	ledger->input = input;
	ledger->result = result;
	ledger->err = err;
	ledger->limit = cs_ledger_limit(input);
	ledger->window = (size_t)AHEAD * input->threads;
	ledger->ahead = cs_calloc(ledger->window, sizeof *ledger->ahead);
	ledger->summing = cs_summing_new(&result->sum_rows);
	pthread_mutex_init(&ledger->lock, NULL);
	pthread_cond_init(&ledger->moved, NULL);
	result->open_lines =
	    cs_calloc(input->nfiles, sizeof *result->open_lines);
	result->rejects = cs_calloc(CS_SHOWN_BAD_ROWS, sizeof *result->rejects);
	return ledger;
}

static void stop_waiting(struct cs_ledger *ledger)
{
	for (size_t i = 0; i < ledger->nwaiting; i++) {
		free(ledger->waiting[i].message);
		free(ledger->waiting[i].record);
	}
	ledger->nwaiting = 0;
}

void cs_ledger_free(struct cs_ledger *ledger)
{
	stop_waiting(ledger);
	cs_summing_free(ledger->summing);
	free(ledger->ahead);
	pthread_cond_destroy(&ledger->moved);
	pthread_mutex_destroy(&ledger->lock);
	free(ledger);
}

static void count_bad(struct cs_ledger *ledger, uint64_t rows)
{
	ledger->bad += rows;
	ledger->ended |= ledger->bad >= ledger->limit;
}

/* One more bad row, in the order of the input. */
static void take(struct cs_ledger *ledger, const struct cs_reject *reject)
{
	const struct cs_input *input = ledger->input;
	struct cs_input_result *result = ledger->result;

	if (result->nrejects < CS_SHOWN_BAD_ROWS) {
		struct cs_reject *kept = &result->rejects[result->nrejects++];

		*kept = *reject;
		kept->message = cs_strdup(reject->message);
		kept->record = NULL;
	}
	if (input->reject != NULL &&
	    input->reject(input->reject_context, reject, ledger->err) != 0)
		ledger->ended = ledger->failed = true;
	count_bad(ledger, 1);
}

/* A record that is no row. */
static void take_norow(struct cs_ledger *ledger, const char *file,
		       uint64_t line)
{
	struct cs_input_result *result = ledger->result;

	result->account.rows_not_records++;
	if (result->nnorows < CS_SHOWN_NOROWS)
		result->norows[result->nnorows++] =
		    (struct cs_row_at){ file, line };
}

/* --- what may be a footer ------------------------------------------------ */

/* The first `count` of those that wait are bad rows. */
static void take_waiting(struct cs_ledger *ledger, size_t count)
{
	for (size_t i = 0; i < count && !ledger->ended; i++) {
		ledger->result->account.rows_read++;
		ledger->result->account.rows_bad++;
		take(ledger, &ledger->waiting[i]);
	}
}

/* A row stands behind them. */
static void rows_follow(struct cs_ledger *ledger)
{
	take_waiting(ledger, ledger->nwaiting);
	stop_waiting(ledger);
}

/* The end of their file, or a header, does; a footer begins with the first that
 * may begin one, or with any above a header. */
static void end_follows(struct cs_ledger *ledger, bool header)
{
	size_t first = 0;

	while (!header && first < ledger->nwaiting && !ledger->begins[first])
		first++;
	take_waiting(ledger, first);
	for (size_t i = first; i < ledger->nwaiting && !ledger->ended; i++)
		take_norow(ledger, ledger->waiting[i].file,
			   ledger->waiting[i].line);
	stop_waiting(ledger);
}

static void let_wait(struct cs_ledger *ledger, const struct cs_reject *reject,
		     bool begins)
{
	struct cs_reject *kept;

	if (ledger->nwaiting == MOST_WAITING)
		rows_follow(ledger);
	kept = &ledger->waiting[ledger->nwaiting];
	*kept = *reject;
	kept->message = cs_strdup(reject->message);
	kept->record = cs_strdup(reject->record);
	ledger->begins[ledger->nwaiting++] = begins;
}

static void begin_file(struct cs_ledger *ledger, uint32_t file)
{
	if (file != ledger->file)
		end_follows(ledger, false);
	ledger->file = file;
}

/* --- what was found ------------------------------------------------------ */

static void take_finding(struct cs_ledger *ledger,
			 const struct cs_finding *finding,
			 const struct cs_reject *reject)
{
	if (finding->behind_rows || finding->what == CS_IS_ROW)
		rows_follow(ledger);
	if (ledger->ended)
		return;
	switch (finding->what) {
	case CS_IS_ROW: take(ledger, reject); break;
	case CS_IS_HEADER: end_follows(ledger, true); /* fallthrough */
	case CS_IS_EMPTY: take_norow(ledger, reject->file, reject->line); break;
	case CS_MAY_BE_FOOTER:
	case CS_IS_FOOTER:
		let_wait(ledger, reject, finding->what == CS_IS_FOOTER);
		break;
	}
}

static const struct {
	const char *code, *message;
} fatals[] = {
	[CS_FATAL_LONG] = { "long-record",
			    "a record is longer than 16 MiB: a quote that "
			    "opens on this line is probably never closed; if "
			    "quotes are plain characters here, say --quote "
			    "none" },
	[CS_FATAL_UNCLOSED] = { "unclosed-quote",
				"a quote that opens in this record is never "
				"closed; if quotes are plain characters here, "
				"say --quote none" },
	[CS_FATAL_STRAY] = { "stray-quote",
			     "a quote stands inside a field of this record "
			     "where none may: double it within quotes, or, if "
			     "quotes are plain characters here, say --quote "
			     "none" },
	[CS_FATAL_NUL] = { "nul-byte", "there is a NUL byte: this is not a "
				       "text file, or it "
				       "is damaged" },
};

/* A bad row before it ends the run anyway, unless bad rows are skipped. */
static void take_fatal(struct cs_ledger *ledger,
		       const struct cs_findings *findings, const char *file,
		       uint64_t line)
{
	ledger->ended = true;
	if (!ledger->input->skip_bad && ledger->bad > 0)
		return;
	ledger->failed = true;
	cs_fail_at(ledger->err, file, line, 0);
	cs_fail(ledger->err, fatals[findings->fatal].code, "%s",
		fatals[findings->fatal].message);
}

/* Of the block whose turn it is. */
static uint64_t first_line(const struct cs_ledger *ledger,
			   const struct cs_block *block)
{
	return block->first_line > 0 ? block->first_line : ledger->line;
}

/* Settles what was found in the block whose turn it is. */
static void settle(struct cs_ledger *ledger, struct cs_findings *findings,
		   const struct cs_block *block, const char *file)
{
	uint64_t first = first_line(ledger, block);
	char *texts = findings->texts.data;

	begin_file(ledger, block->file);
	for (size_t i = 0; i < findings->count && !ledger->ended; i++) {
		const struct cs_finding *finding = &findings->list[i];
		struct cs_reject reject = {
			.file = file,
			.field = finding->field,
			.line = first + finding->line,
			.code = cs_row_error_code(finding->error),
			.message = texts + finding->message,
			.record = texts + finding->record,
		};

		take_finding(ledger, finding, &reject);
	}
	if (findings->more_bad > 0 || findings->fatal != CS_FATAL_NONE)
		rows_follow(ledger);
	if (!ledger->ended)
		count_bad(ledger, findings->more_bad);
	if (!ledger->ended && findings->fatal != CS_FATAL_NONE)
		take_fatal(ledger, findings, file,
			   first + findings->fatal_line);
	findings->more_bad = findings->count = 0;
	cs_buf_clear(&findings->texts);
}

/* Until no more than `ahead` blocks before this one are not settled. */
static void await_turn(struct cs_ledger *ledger, const struct cs_block *block,
		       size_t ahead)
{
	while (block->number - ledger->turn > ahead)
		pthread_cond_wait(&ledger->moved, &ledger->lock);
}

bool cs_ledger_pass(struct cs_ledger *ledger, struct cs_findings *findings,
		    const struct cs_block *block, const char *file)
{
	bool ended;

	pthread_mutex_lock(&ledger->lock);
	await_turn(ledger, block, 0);
	settle(ledger, findings, block, file);
	ended = ledger->ended;
	pthread_mutex_unlock(&ledger->lock);
	return !ended;
}

static void note_last(struct cs_ledger *ledger, const struct closed *closed)
{
	struct cs_row_at *last = &ledger->result->last;

	if (closed->last.day == CS_NO_DAY ||
	    (last->file != NULL && closed->last.day <= ledger->last))
		return;
	ledger->last = closed->last.day;
	*last = (struct cs_row_at){ closed->name,
				    ledger->line + closed->last.line };
}

/* Over this block and those behind it that are done already. */
static void move_on(struct cs_ledger *ledger)
{
	struct closed *closed;

	while ((closed = &ledger->ahead[ledger->turn % ledger->window])->done) {
		if (closed->clean) {
			cs_summing_block(ledger->summing, closed->name, 0, NULL,
					 closed->sums);
			begin_file(ledger, closed->file);
			if (closed->rows)
				rows_follow(ledger);
		}
		if (closed->first_line > 0)
			ledger->line = closed->first_line;
		note_last(ledger, closed);
		ledger->line += closed->lines;
		/* an end was put behind it; one line alone tells nothing */
		if (closed->open_end && ledger->line > 2)
			ledger->result->open_lines[closed->file] =
			    ledger->line - 1;
		closed->done = false;
		ledger->turn++;
	}
	pthread_cond_broadcast(&ledger->moved);
}

bool cs_ledger_close(struct cs_ledger *ledger, struct cs_findings *findings,
		     const struct cs_block *block, const char *file,
		     const struct cs_closing *closing)
{
	bool clean = findings->count == 0 && findings->more_bad == 0 &&
		     findings->fatal == CS_FATAL_NONE &&
		     closing->sums->count == 0;
	bool rows = findings->behind < closing->records, ended;

	pthread_mutex_lock(&ledger->lock);
	await_turn(ledger, block, clean ? ledger->window - 1 : 0);
	if (!clean) {
		settle(ledger, findings, block, file);
		if (rows)
			rows_follow(ledger);
		cs_summing_block(ledger->summing, file,
				 first_line(ledger, block), closing->sums,
				 closing->whole);
	}
	findings->counted_to = findings->lines_before = findings->behind = 0;
	ledger->ahead[block->number % ledger->window] =
	    (struct closed){ true,	     clean,
			     rows,	     block->open_end,
			     block->file,    block->first_line,
			     closing->lines, file,
			     closing->whole, closing->last };
	if (block->number == ledger->turn)
		move_on(ledger);
	ended = ledger->ended;
	pthread_mutex_unlock(&ledger->lock);
	return !ended;
}

void cs_ledger_finish(struct cs_ledger *ledger)
{
	if (!ledger->ended)
		end_follows(ledger, false);
	cs_summing_finish(ledger->summing);
}

enum cs_read cs_ledger_result(const struct cs_ledger *ledger)
{
	if (ledger->failed)
		return CS_READ_FAILED;
	return ledger->bad >= (ledger->input->skip_bad ? ledger->limit : 1)
		   ? CS_READ_BAD_ROWS
		   : CS_READ_ALL;
}
