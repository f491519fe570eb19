/* shares.c - see shares.h. */
#include "input/shares.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/partial.h"
#include "base/ranks.h"
#include "input/ahead.h"

/* --- a worker ------------------------------------------------------------ */

bool cs_shares_pass(struct cs_worker *worker)
{
	const struct cs_reading *shared = worker->shared;

	return shared->tape != NULL
		   ? cs_tape_pass(shared->tape, &worker->findings,
				  &worker->block)
		   : cs_ledger_pass(shared->ledger, &worker->findings,
				    &worker->block, worker->rows.schema->file);
}

bool cs_shares_close(struct cs_worker *worker, const struct cs_closing *closing)
{
	const struct cs_reading *shared = worker->shared;

	return shared->tape != NULL
		   ? cs_tape_close(shared->tape, &worker->findings,
				   &worker->block, closing)
		   : cs_ledger_close(shared->ledger, &worker->findings,
				     &worker->block, worker->rows.schema->file,
				     closing);
}

/* --- sending ------------------------------------------------------------- */

/* Ends in a NUL, so that it can be used where it lies; NULL stays so. */
static void put_string(struct cs_buf *out, const char *text)
{
	cs_bytes_put_text(out, text, text != NULL ? strlen(text) + 1 : 0);
}

static const char *take_string(struct cs_bytes *bytes)
{
	struct cs_text text = cs_bytes_take_text(bytes);

	return text.length > 0 ? text.bytes : NULL;
}

/* Where a process broke off. */
struct broken {
	size_t at;		  /* the block; SIZE_MAX: it did not */
	const struct cs_err *err; /* of the leader itself */
	struct cs_bytes bytes;	  /* of another: what else is known of it */
};

static void put_failure(struct cs_buf *out, const struct cs_err *err, size_t at)
{
	cs_buf_add(out, &at, sizeof at);
	if (err == NULL)
		return;
	cs_buf_add(out, &err->line, sizeof err->line);
	cs_buf_add(out, &err->column, sizeof err->column);
	cs_buf_add(out, &err->usage, sizeof err->usage);
	put_string(out, err->file);
	put_string(out, err->code);
	put_string(out, err->message);
}

static void take_failure(struct cs_bytes *bytes, struct cs_err *err)
{
	const char *message;

	cs_bytes_take(bytes, &err->line, sizeof err->line);
	cs_bytes_take(bytes, &err->column, sizeof err->column);
	cs_bytes_take(bytes, &err->usage, sizeof err->usage);
	err->file = take_string(bytes);
	err->code = take_string(bytes);
	message = take_string(bytes);
	cs_fail(err, err->code, "%s", message != NULL ? message : "");
}

/* Where this process broke off, if it did; why is in *failure then. */
static size_t broke_at(const struct cs_reading *shared,
		       struct cs_cutter *cutter, const struct cs_err **failure)
{
	static const struct cs_err lost = {
		.code = "order-size",
		.message = "an order has more rows than fit a block of "
			   "--block-size: make that larger, or do without "
			   "--mpi",
	};

	*failure = cs_ahead_failure(shared->ahead);
	if (*failure == NULL && shared->lost) {
		*failure = &lost;
		return 0;
	}
	return *failure != NULL ? cs_cutter_at(cutter) : SIZE_MAX;
}

/* What is known of a file only by those who have read to its end. */
static void put_files(struct cs_buf *out, struct cs_cutter *cutter)
{
	size_t n = cs_cutter_files(cutter);

	cs_buf_add(out, &n, sizeof n);
	for (size_t i = 0; i < n; i++) {
		const struct cs_schema *schema =
		    cs_cutter_schema(cutter, (uint32_t)i);

		cs_buf_addc(out, schema->garbage);
		cs_buf_addc(out, schema->changed);
	}
}

static void take_files(struct cs_bytes *bytes, struct cs_cutter *cutter,
		       size_t first)
{
	size_t n, mine = cs_cutter_files(cutter);

	cs_bytes_take(bytes, &n, sizeof n);
	for (size_t i = 0; i < n; i++) {
		char garbage, changed;

		cs_bytes_take(bytes, &garbage, 1);
		cs_bytes_take(bytes, &changed, 1);
		if (first + i < mine) {
			struct cs_schema *schema =
			    cs_cutter_schema(cutter, (uint32_t)(first + i));

			schema->garbage |= garbage != 0;
			schema->changed |= changed != 0;
		}
	}
}

void cs_shares_send(const struct cs_reading *shared, struct cs_cutter *cutter,
		    const struct cs_counting *counts)
{
	const struct cs_err *failure;
	size_t at = broke_at(shared, cutter, &failure);
	struct cs_buf out = CS_BUF_INIT, said = CS_BUF_INIT;

	put_failure(&said, failure, at);
	cs_bytes_put_text(&out, said.data, said.length);
	put_files(&out, cutter);
	cs_counting_pack(counts, &out);
	cs_buf_add(&out, cs_tape_bytes(shared->tape)->data,
		   cs_tape_bytes(shared->tape)->length);
	cs_ranks_send(shared->input->ranks, CS_RANKS_INPUT, out.data,
		      out.length);
	cs_buf_release(&said);
	cs_buf_release(&out);
}

/* --- taking -------------------------------------------------------------- */

/* Of one of the others; what is left of its bytes is its tape. */
static struct broken take_part(const struct cs_buf *part,
			       struct cs_cutter *cutter,
			       struct cs_counting *counts,
			       struct cs_taped *tape)
{
	struct cs_bytes bytes = { part->data, part->data + part->length };
	struct cs_text said = cs_bytes_take_text(&bytes);
	struct broken broken = { .bytes = { said.bytes,
					    said.bytes + said.length } };

	cs_bytes_take(&broken.bytes, &broken.at, sizeof broken.at);
	take_files(&bytes, cutter, tape->files_before);
	cs_counting_unpack(counts, &bytes, tape->files_before);
	tape->bytes = bytes;
	return broken;
}

/* What this process itself has read. */
static struct broken take_mine(const struct cs_reading *shared,
			       struct cs_cutter *cutter, struct cs_taped *tape)
{
	const struct cs_buf *mine = cs_tape_bytes(shared->tape);
	struct broken broken = { 0 };

	broken.at = broke_at(shared, cutter, &broken.err);
	tape->bytes =
	    (struct cs_bytes){ mine->data, mine->data + mine->length };
	return broken;
}

/* What rank `r` sent. False with err filled: nothing. */
static bool take_theirs(const struct cs_reading *shared, unsigned r,
			struct cs_cutter *cutter, struct cs_counting *counts,
			struct cs_taped *tape, struct broken *broken,
			struct cs_err *err)
{
	const struct cs_input *input = shared->input;
	const struct cs_buf *part =
	    cs_ranks_part(input->ranks, r, CS_RANKS_INPUT);

	if (part->length == 0) {
		cs_fail_at(err, NULL, 0, 0);
		cs_fail(err, "no-rank",
			"rank %u has read nothing: it has failed, or "
			"does not have the files or the program that "
			"this one has",
			r);
		return false;
	}
	if (input->parts != NULL) {
		tape->files_before = cs_part_files_before(input->parts, r);
		tape->blocks_before = (size_t)(r - 1) * CS_PART_BLOCKS;
	}
	*broken = take_part(part, cutter, counts, tape);
	return true;
}

/* In the order of ranks. False with err filled. */
static bool take_all(const struct cs_reading *shared, struct cs_cutter *cutter,
		     struct cs_counting *counts, struct cs_taped *tapes,
		     struct broken *first, struct cs_err *err)
{
	struct cs_ranks *ranks = shared->input->ranks;

	first->at = SIZE_MAX;
	for (unsigned r = 0; r < cs_ranks_count(ranks); r++) {
		struct broken broken;

		if (r == cs_ranks_mine(ranks))
			broken = take_mine(shared, cutter, &tapes[r]);
		else if (!take_theirs(shared, r, cutter, counts, &tapes[r],
				      &broken, err))
			return false;
		if (broken.at < first->at)
			*first = broken;
	}
	return true;
}

bool cs_shares_take(const struct cs_reading *shared, struct cs_cutter *cutter,
		    struct cs_counting *counts, struct cs_err *err)
{
	struct cs_ranks *ranks = shared->input->ranks;
	unsigned n = cs_ranks_count(ranks);
	struct cs_taped *tapes;
	struct broken first = { 0 };
	bool all;

	cs_ranks_collect(ranks);
	if (shared->input->parts != NULL && cs_partial_check(ranks, err) != 0)
		return false;
	tapes = cs_calloc(n, sizeof *tapes);
	all = take_all(shared, cutter, counts, tapes, &first, err);
	if (all)
		cs_tapes_play(tapes, n, cutter, first.at, shared->ledger);
	free(tapes);
	if (!all || first.at == SIZE_MAX)
		return all;
	if (first.err != NULL)
		*err = *first.err;
	else
		take_failure(&first.bytes, err);
	return false;
}
