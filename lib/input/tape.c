/* tape.c - see tape.h. */
#include "input/tape.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"

struct cs_tape {
	pthread_mutex_t lock;
	struct cs_buf bytes;
	uint64_t bad, limit; /* rows, and with how many of them reading ends */
};

/* The head of what is said of a block at once. */
struct entry {
	size_t length; /* of what stands behind it */
	size_t number; /* of the block */
	uint32_t file;
	bool closes, open_end;
	uint64_t first_line;
	/* of struct cs_findings */
	size_t count;
	uint64_t more_bad, fatal_line;
	size_t behind;
	enum cs_fatal fatal;
	/* of struct cs_closing */
	struct cs_last_row last;
	uint32_t lines;
	size_t records, nsums;
	struct cs_both_sums whole;
};

struct cs_tape *cs_tape_new(const struct cs_input *input)
{
	struct cs_tape *tape = cs_calloc(1, sizeof *tape);

	pthread_mutex_init(&tape->lock, NULL);
	tape->bytes = (struct cs_buf)CS_BUF_INIT;
	tape->limit = cs_ledger_limit(input);
	return tape;
}

void cs_tape_free(struct cs_tape *tape)
{
	if (tape == NULL)
		return;
	pthread_mutex_destroy(&tape->lock);
	cs_buf_release(&tape->bytes);
	free(tape);
}

const struct cs_buf *cs_tape_bytes(const struct cs_tape *tape)
{
	return &tape->bytes;
}

/* --- writing ------------------------------------------------------------- */

static void put_findings(struct cs_buf *out, const struct cs_findings *findings)
{
	cs_bytes_put_text(out, (const char *)findings->list,
			  findings->count * sizeof *findings->list);
	cs_bytes_put_text(out, findings->texts.data, findings->texts.length);
}

/* The rows' names are taken over. */
static void put_sums(struct cs_buf *out, struct cs_block_sums *sums)
{
	for (size_t i = 0; i < sums->count; i++) {
		struct cs_total_row *row = &sums->rows[i];

		cs_buf_add(out, row, sizeof *row);
		cs_bytes_put_text(out, row->name, strlen(row->name));
		free(row->name);
	}
	sums->count = 0;
}

/* Does it stay below the limit? What may be a footer may be no bad row. */
static bool count_bad(struct cs_tape *tape, const struct cs_findings *findings)
{
	tape->bad += findings->more_bad;
	for (size_t i = 0; i < findings->count; i++)
		tape->bad += findings->list[i].what == CS_IS_ROW;
	return tape->bad < tape->limit && findings->fatal == CS_FATAL_NONE;
}

/* closing is NULL where more of the block follows. */
static bool put(struct cs_tape *tape, struct cs_findings *findings,
		const struct cs_block *block, const struct cs_closing *closing)
{
	struct entry entry;
	struct cs_buf *out = &tape->bytes;
	size_t at;
	bool below;

	memset(&entry, 0, sizeof entry); /* padding goes along */
	entry.number = block->number;
	entry.file = block->file;
	entry.open_end = block->open_end;
	entry.first_line = block->first_line;
	entry.count = findings->count;
	entry.more_bad = findings->more_bad;
	entry.behind = findings->behind;
	entry.fatal = findings->fatal;
	entry.fatal_line = findings->fatal_line;
	if (closing != NULL) {
		entry.closes = true;
		entry.last = closing->last;
		entry.lines = closing->lines;
		entry.records = closing->records;
		entry.nsums = closing->sums->count;
		entry.whole = closing->whole;
	}
	pthread_mutex_lock(&tape->lock);
	at = out->length;
	cs_buf_add(out, &entry, sizeof entry);
	put_findings(out, findings);
	if (closing != NULL)
		put_sums(out, closing->sums);
	entry.length = out->length - at - sizeof entry;
	memcpy(out->data + at, &entry, sizeof entry);
	below = count_bad(tape, findings);
	pthread_mutex_unlock(&tape->lock);
	findings->more_bad = findings->count = 0;
	cs_buf_clear(&findings->texts);
	return below;
}

bool cs_tape_pass(struct cs_tape *tape, struct cs_findings *findings,
		  const struct cs_block *block)
{
	return put(tape, findings, block, NULL);
}

bool cs_tape_close(struct cs_tape *tape, struct cs_findings *findings,
		   const struct cs_block *block,
		   const struct cs_closing *closing)
{
	bool below = put(tape, findings, block, closing);

	findings->counted_to = findings->lines_before = findings->behind = 0;
	return below;
}

/* --- playing ------------------------------------------------------------- */

/* An entry, and what stands behind it. */
struct entry_at {
	struct entry head;
	struct cs_bytes rest;
	size_t place; /* on its tape */
};

struct pieces {
	struct entry_at *list;
	size_t count, capacity;
};

static void find_pieces(const struct cs_taped *taped, size_t end,
			struct pieces *pieces)
{
	struct cs_bytes tape = taped->bytes;

	while (tape.at < tape.end) {
		struct entry_at piece = { .place = pieces->count };

		cs_bytes_take(&tape, &piece.head, sizeof piece.head);
		if (piece.head.length > (size_t)(tape.end - tape.at))
			return;
		piece.rest.at = tape.at;
		piece.rest.end = tape.at += piece.head.length;
		piece.head.file += (uint32_t)taped->files_before;
		piece.head.number += taped->blocks_before;
		if (piece.head.number >= end)
			continue;
		CS_GROW(pieces->list, pieces->count, pieces->capacity);
		pieces->list[pieces->count++] = piece;
	}
}

static int by_block(const void *a, const void *b)
{
	const struct entry_at *x = a, *y = b;

	if (x->head.number != y->head.number)
		return x->head.number < y->head.number ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

static struct cs_findings take_findings(struct entry_at *piece)
{
	struct cs_findings findings = CS_FINDINGS_INIT;
	struct cs_text list = cs_bytes_take_text(&piece->rest),
		       texts = cs_bytes_take_text(&piece->rest);

	findings.count = list.length / sizeof *findings.list;
	findings.list = cs_calloc(findings.count + 1, sizeof *findings.list);
	if (list.length > 0)
		memcpy(findings.list, list.bytes, list.length);
	cs_buf_add(&findings.texts, texts.bytes, texts.length);
	findings.more_bad = piece->head.more_bad;
	findings.behind = piece->head.behind;
	findings.fatal = piece->head.fatal;
	findings.fatal_line = piece->head.fatal_line;
	return findings;
}

static struct cs_block_sums take_sums(struct entry_at *piece)
{
	struct cs_block_sums sums = { .count = piece->head.nsums };

	sums.rows = cs_calloc(sums.count + 1, sizeof *sums.rows);
	for (size_t i = 0; i < sums.count; i++) {
		struct cs_text name;

		cs_bytes_take(&piece->rest, &sums.rows[i], sizeof *sums.rows);
		name = cs_bytes_take_text(&piece->rest);
		sums.rows[i].name = cs_strndup(name.bytes, name.length);
	}
	return sums;
}

/* Returns false where reading ends. */
static bool play(struct entry_at *piece, size_t turn, const char *file,
		 struct cs_ledger *ledger)
{
	struct cs_findings findings = take_findings(piece);
	struct cs_block_sums sums = take_sums(piece);
	struct cs_block block = { .number = turn };
	struct cs_closing closing = { piece->head.last, piece->head.lines,
				      piece->head.records, &sums,
				      piece->head.whole };
	bool more;

	block.file = piece->head.file;
	block.first_line = piece->head.first_line;
	block.open_end = piece->head.open_end;
	more = piece->head.closes
		   ? cs_ledger_close(ledger, &findings, &block, file, &closing)
		   : cs_ledger_pass(ledger, &findings, &block, file);
	cs_findings_release(&findings);
	cs_block_sums_release(&sums);
	return more;
}

void cs_tapes_play(const struct cs_taped *tapes, size_t n,
		   struct cs_cutter *cutter, size_t end,
		   struct cs_ledger *ledger)
{
	struct pieces pieces = { 0 };
	size_t turn = 0, opened = cs_cutter_files(cutter);

	for (size_t i = 0; i < n; i++)
		find_pieces(&tapes[i], end, &pieces);
	cs_sort(pieces.list, pieces.count, sizeof *pieces.list, by_block);
	for (size_t i = 0; i < pieces.count; i++) {
		struct entry_at *piece = &pieces.list[i];
		uint32_t file = piece->head.file;

		if (file >= opened ||
		    !play(piece, turn, cs_cutter_schema(cutter, file)->file,
			  ledger))
			break;
		turn += piece->head.closes;
	}
	free(pieces.list);
}
