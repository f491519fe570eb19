/* sums.c - see sums.h. */
#include "input/sums.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "input/sample.h"
#include "input/schema.h"
#include "words/totals.h"

/* --- where they may be ------------------------------------------------- */

static bool calls_totals(struct cs_sample *sample,
			 const struct cs_total_letters *letters, int column)
{
	struct cs_text cell, other = { "", 0 }; /* that is none */

	cs_sample_column(sample, column);
	while (cs_sample_next(sample, &cell)) {
		if (!cs_maybe_total(letters, cell.bytes, cell.length) ||
		    cs_text_compare(cell, other) == 0)
			continue;
		if (cs_is_total(letters, cell.bytes, cell.length))
			return true;
		other = cell;
	}
	return false;
}

void cs_sums_settle(struct cs_schema *schema, struct cs_sample *sample)
{
	struct cs_total_letters letters;

	if (schema->column[CS_ROLE_AMOUNT] < 0 &&
	    schema->column[CS_ROLE_QUANTITY] < 0)
		return;
	cs_total_letters_init(&letters);
	for (int i = 0; i < (int)schema->header.ncolumns &&
			schema->ntotals < CS_TOTAL_COLUMNS;
	     i++)
		if (i != schema->column[CS_ROLE_CUSTOMER] &&
		    calls_totals(sample, &letters, i))
			schema->totals[schema->ntotals++] = i;
}

/* --- of a block -------------------------------------------------------- */

static cs_sum used_of(const struct cs_account *account)
{
	return account->amount_used + account->amount_unattributed;
}

void cs_block_sums_begin(struct cs_block_sums *sums,
			 const struct cs_account *account)
{
	sums->called = 0;
	sums->used = used_of(account);
	sums->read = account->amount_read;
}

struct cs_both_sums cs_block_sums_end(const struct cs_block_sums *sums,
				      const struct cs_account *account)
{
	return (struct cs_both_sums){
		used_of(account) - sums->used - sums->called,
		account->amount_read - sums->read - sums->called
	};
}

void cs_block_sums_add(struct cs_block_sums *sums,
		       const struct cs_account *account, uint64_t line,
		       cs_micros amount, int column, struct cs_text name,
		       bool counts)
{
	CS_GROW(sums->rows, sums->count, sums->capacity);
	sums->rows[sums->count++] = (struct cs_total_row){
		.line = line,
		.before = cs_block_sums_end(sums, account),
		.amount = amount,
		.column = column,
		.name = cs_strndup(name.bytes, name.length),
	};
	/* a row without a customer is left out, and that is said */
	sums->rows[sums->count - 1].balance =
	    counts && cs_is_balance(sums->rows[sums->count - 1].name);
	sums->called += amount;
}

void cs_block_sums_release(struct cs_block_sums *sums)
{
	for (size_t i = 0; i < sums->count; i++)
		free(sums->rows[i].name);
	free(sums->rows);
}

/* --- of all ------------------------------------------------------------ */

/* Rows that may be the sum of those behind them; more are none. */
enum { MOST_WAITING = 64 };

struct waiting {
	struct cs_total_row row;
	const char *file;
	struct cs_both_sums all, of_file; /* where it stands */
};

struct cs_summing {
	struct cs_sum_rows *found;
	const char *file; /* the present one */
	struct cs_both_sums all, of_file, since;
	struct waiting waiting[MOST_WAITING];
	size_t nwaiting;
};

struct cs_summing *cs_summing_new(struct cs_sum_rows *found)
{
	struct cs_summing *summing = cs_calloc(1, sizeof *summing);

	summing->found = found;
	return summing;
}

void cs_summing_free(struct cs_summing *summing)
{
	for (size_t i = 0; i < summing->nwaiting; i++)
		free(summing->waiting[i].row.name);
	free(summing);
}

void cs_sum_rows_release(struct cs_sum_rows *found)
{
	for (size_t i = 0; i < found->nfirst; i++)
		free(found->first[i].name);
}

static struct cs_both_sums plus(struct cs_both_sums a, struct cs_both_sums b)
{
	return (struct cs_both_sums){ a.used + b.used, a.read + b.read };
}

static struct cs_both_sums minus(struct cs_both_sums a, struct cs_both_sums b)
{
	return (struct cs_both_sums){ a.used - b.used, a.read - b.read };
}

/* But for what rounding of its parts does: a thousandth. */
static bool is_sum(cs_micros amount, struct cs_both_sums sums)
{
	cs_sum most = amount < 0 ? -(cs_sum)amount : amount;
	cs_sum used = amount - sums.used, read = amount - sums.read;

	if (amount == 0)
		return false;
	return (used < 0 ? -used : used) * 1000 <= most ||
	       (read < 0 ? -read : read) * 1000 <= most;
}

/* Takes the name over. */
static void find(struct cs_summing *summing, const char *file,
		 const struct cs_total_row *row)
{
	struct cs_sum_rows *found = summing->found;
	bool known = found->nfirst == CS_SHOWN_SUM_ROWS;

	found->count++;
	found->amount += row->amount;
	for (size_t i = 0; i < found->nfirst && !known; i++)
		known = strcmp(found->first[i].name, row->name) == 0;
	if (known)
		free(row->name);
	else
		found->first[found->nfirst++] =
		    (struct cs_sum_row){ file, row->line, row->amount,
					 row->column, row->name };
}

static void take(struct cs_summing *summing, struct cs_total_row *row)
{
	struct cs_both_sums all = plus(summing->all, row->before);
	struct cs_both_sums of_file = plus(summing->of_file, row->before);

	if (row->balance || is_sum(row->amount, all) ||
	    is_sum(row->amount, of_file) ||
	    is_sum(row->amount, plus(summing->since, row->before)))
		find(summing, summing->file, row);
	else if (summing->nwaiting < MOST_WAITING)
		summing->waiting[summing->nwaiting++] =
		    (struct waiting){ *row, summing->file, all, of_file };
	else
		free(row->name);
	/* what follows in the block counts from here */
	summing->since = minus((struct cs_both_sums){ 0, 0 }, row->before);
}

/* Of those that wait in the file that ends, or of all: are they the sum of
 * what stands behind them? */
static void end_waiting(struct cs_summing *summing, bool all)
{
	size_t kept = 0;

	for (size_t i = 0; i < summing->nwaiting; i++) {
		struct waiting *waiting = &summing->waiting[i];
		struct cs_both_sums behind =
		    all ? minus(summing->all, waiting->all)
			: minus(summing->of_file, waiting->of_file);

		if ((all || waiting->file == summing->file) &&
		    is_sum(waiting->row.amount, behind))
			find(summing, waiting->file, &waiting->row);
		else
			summing->waiting[kept++] = *waiting;
	}
	summing->nwaiting = kept;
}

void cs_summing_block(struct cs_summing *summing, const char *file,
		      uint64_t line, struct cs_block_sums *sums,
		      struct cs_both_sums whole)
{
	if (file != summing->file) {
		end_waiting(summing, false);
		summing->file = file;
		summing->of_file = summing->since =
		    (struct cs_both_sums){ 0, 0 };
	}
	for (size_t i = 0; sums != NULL && i < sums->count; i++) {
		sums->rows[i].line += line;
		take(summing, &sums->rows[i]);
	}
	if (sums != NULL)
		sums->count = 0;
	summing->all = plus(summing->all, whole);
	summing->of_file = plus(summing->of_file, whole);
	summing->since = plus(summing->since, whole);
}

void cs_summing_finish(struct cs_summing *summing)
{
	end_waiting(summing, false);
	end_waiting(summing, true);
}
