/* ending.c - see ending.h. */
#include "input/ending.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cell/cell.h"

enum {
	ROWS = 2000, /* are looked at */
	FEW = 3,     /* so many that have the same decimals do so always */
	SOME = 10,   /* so many that have the same length */
	MANY = 100,  /* the least of so many is rarely undercut */
	REPEATS = 4  /* so often words come, on average */
};

/* Digits behind the last mark, at the end. */
static size_t decimals(struct cs_text field)
{
	size_t n = 0;

	while (n < field.length && field.bytes[field.length - 1 - n] >= '0' &&
	       field.bytes[field.length - 1 - n] <= '9')
		n++;
	return n < field.length &&
		       strchr(".,", field.bytes[field.length - 1 - n]) != NULL
		   ? n
		   : 0;
}

static bool is_word(const char *word, struct cs_text field)
{
	return strncmp(word, field.bytes, field.length) == 0 &&
	       word[field.length] == '\0';
}

static void add_word(struct cs_ending *ending, struct cs_text field)
{
	for (size_t i = ending->nwords; i-- > 0;)
		if (is_word(ending->words[i], field))
			return;
	ending->words[ending->nwords++] = cs_strndup(field.bytes, field.length);
}

static void add(struct cs_ending *ending, struct cs_text field)
{
	size_t digits = decimals(field);
	bool first = ending->rows++ == 0;

	if (first || field.length < ending->shortest)
		ending->shortest = field.length;
	if (first || field.length > ending->longest)
		ending->longest = field.length;
	if (first || digits < ending->least)
		ending->least = digits;
	if (first || digits > ending->most)
		ending->most = digits;
	if (ending->nwords < CS_ENDING_WORDS)
		add_word(ending, field);
}

void cs_ending_settle(struct cs_ending *ending, const struct cs_batch *batch,
		      size_t ncolumns)
{
	*ending = (struct cs_ending){ 0 };
	for (size_t r = 0; r + 1 < batch->nrecords && r < ROWS; r++) {
		struct cs_cells cells = cs_batch_cells(batch, r);
		struct cs_text field;

		if (cells.count != ncolumns)
			continue;
		field = cs_cells_at(&cells, ncolumns - 1);
		cs_cell_trim(&field.bytes, &field.length);
		if (field.length > 0)
			add(ending, field);
		else
			ending->empty = true;
	}
}

void cs_ending_release(struct cs_ending *ending)
{
	for (size_t i = 0; i < ending->nwords; i++)
		free(ending->words[i]);
	*ending = (struct cs_ending){ 0 };
}

static bool begins_word(const struct cs_ending *usual, struct cs_text field)
{
	bool begins = false;

	if (usual->nwords == CS_ENDING_WORDS ||
	    usual->nwords * REPEATS > usual->rows)
		return false;
	for (size_t i = 0; i < usual->nwords; i++) {
		if (is_word(usual->words[i], field))
			return false;
		begins |=
		    strncmp(usual->words[i], field.bytes, field.length) == 0;
	}
	return begins;
}

bool cs_ending_short(const struct cs_ending *usual, struct cs_text field)
{
	size_t digits;

	cs_cell_trim(&field.bytes, &field.length);
	if (field.length == 0)
		return !usual->empty && usual->rows >= FEW;
	digits = decimals(field);
	if (digits < usual->least &&
	    ((usual->least == usual->most && usual->rows >= FEW) ||
	     usual->rows >= MANY))
		return true;
	return (field.length < usual->shortest &&
		((usual->shortest == usual->longest && usual->rows >= SOME) ||
		 usual->rows >= MANY)) ||
	       begins_word(usual, field);
}
