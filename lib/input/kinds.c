/* kinds.c - see kinds.h. */
#include "input/kinds.h"

#include <string.h>

#include "cell/cell.h"
#include "input/judge.h"
#include "input/row_parts.h"
#include "input/sample.h"
#include "input/status.h"

/* --- which columns ------------------------------------------------------- */

enum { NEARLY = 10 /* of so many cells one may be unknown */ };

struct kind_cells {
	size_t rows, filled, known, of[CS_STATUS_CLOSED + 1];
	size_t negative; /* of those left out: of an amount below 0 */
};

/* Does the amount of the row that the sample has come to begin so? */
static bool is_negative(const struct cs_sample *sample,
			const struct cs_schema *schema)
{
	struct cs_cells cells =
	    cs_batch_cells(sample->batch, sample->record - 1);
	int column = schema->column[CS_ROLE_AMOUNT];
	struct cs_text cell;

	if (column < 0 || (size_t)column >= cells.count)
		return false;
	cell = cs_cells_at(&cells, (size_t)column);
	cs_cell_trim(&cell.bytes, &cell.length);
	return cell.length > 0 && (*cell.bytes == '-' || *cell.bytes == '(');
}

static struct kind_cells look_at(const struct cs_schema *schema,
				 const struct cs_status_words *words,
				 int column)
{
	struct cs_statuses seen = { 0 };
	struct kind_cells cells = { 0 };
	struct cs_sample sample;
	struct cs_text cell;

	cs_sample_init(&sample, schema);
	cs_sample_column(&sample, column);
	while (cs_sample_next(&sample, &cell)) {
		enum cs_status_kind kind;

		cells.rows++;
		cs_cell_trim(&cell.bytes, &cell.length);
		if (cs_cell_empty(cell.bytes, cell.length))
			continue;
		kind = cs_statuses_find(&seen, words, cell)->kind;
		cells.filled++;
		cells.known += kind != CS_STATUS_UNKNOWN;
		cells.of[kind]++;
		cells.negative +=
		    kind == CS_STATUS_LEFT_OUT && is_negative(&sample, schema);
	}
	cs_sample_release(&sample);
	cs_statuses_release(&seen);
	return cells;
}

static bool holds_kinds(const struct cs_schema *schema,
			const struct cs_input *input, struct cs_rowkind *kind)
{
	struct kind_cells cells = look_at(schema, input->kinds, kind->column);
	size_t orders = cells.of[CS_STATUS_COUNTS];

	kind->words = input->kinds;
	kind->bills = orders > 0;
	orders += cells.of[CS_STATUS_CLOSED];
	/* credit and invoice are ways to pay, too: beside cash and card */
	return cells.known * NEARLY >= cells.filled * (NEARLY - 1) &&
	       cells.of[CS_STATUS_GIVEN_BACK] * 2 <= orders && orders > 0 &&
	       (kind->bills ? cells.of[CS_STATUS_COUNTS] < cells.known
			    : orders < cells.known);
}

/* A second column of statuses, or one of kinds of gifts, some of which say that
 * it was called off. */
static bool holds_ends(const struct cs_schema *schema,
		       const struct cs_input *input, struct cs_rowkind *kind)
{
	struct kind_cells cells = look_at(schema, input->kinds, kind->column);

	kind->words = input->kinds;
	kind->ends_only = true;
	return cells.of[CS_STATUS_LEFT_OUT] > 0 &&
	       cells.of[CS_STATUS_LEFT_OUT] < cells.filled;
}

static bool holds_flags(const struct cs_schema *schema,
			const struct cs_input *input, struct cs_rowkind *kind)
{
	struct kind_cells cells = look_at(schema, input->flags, kind->column);
	size_t yes = cells.of[CS_STATUS_LEFT_OUT];
	size_t no = cells.of[CS_STATUS_COUNTS];

	kind->words = input->flags;
	if (cells.filled == 0 || cells.known != cells.filled)
		return false;
	if (kind->yes_counts) /* a status tells of more than that */
		return yes >= no && yes > 0 && !schema->by_status &&
		       (no > 0 || cells.filled == cells.rows);
	/* rows that take off what was bought are no orders, but count */
	return cells.negative * 2 <= yes &&
	       (no > 0 || cells.filled * 2 < cells.rows);
}

/* What the column says by its name, if its cells fit. */
static bool says_kinds(const struct cs_schema *schema,
		       const struct cs_input *input, struct cs_rowkind *kind)
{
	const struct cs_name *name = &schema->names[kind->column];
	const struct cs_vocabulary *words = schema->words;
	struct cs_fit fit;

	if (cs_name_fits(words, "rowkind", name, &fit))
		return holds_kinds(schema, input, kind);
	if (cs_name_fits(words, "flag", name, &fit))
		return holds_flags(schema, input, kind);
	kind->yes_counts = cs_name_fits(words, "sound", name, &fit);
	if (kind->yes_counts)
		return holds_flags(schema, input, kind);
	if ((schema->by_status && (cs_name_fits(words, "status", name, &fit) ||
				   cs_name_fits(words, "state", name, &fit))) ||
	    cs_name_fits(words, "giftkind", name, &fit))
		return holds_ends(schema, input, kind);
	return false;
}

/* Does it have a role, or does the user judge it? */
static bool taken(const struct cs_schema *schema, const struct cs_input *input,
		  int column)
{
	if (cs_has_role(schema, column))
		return true;
	for (size_t i = 0; i < input->nexpressions; i++)
		if (cs_judge_names(&schema->judges[i], column))
			return true;
	return false;
}

void cs_kinds_settle(struct cs_schema *schema, const struct cs_input *input)
{
	if (input->kinds == NULL || schema->layout != NULL ||
	    schema->judges == NULL)
		return;
	for (size_t i = 0;
	     i < schema->header.ncolumns && schema->nkinds < CS_MAX_KINDS;
	     i++) {
		struct cs_rowkind kind = { .column = (int)i };

		if (!taken(schema, input, kind.column) &&
		    says_kinds(schema, input, &kind))
			schema->kinds[schema->nkinds++] = kind;
	}
}

/* --- rows ---------------------------------------------------------------- */

static bool is_order(const struct cs_rowkind *kind, enum cs_status_kind what)
{
	if (kind->yes_counts)
		return what != CS_STATUS_COUNTS;
	return what == CS_STATUS_CLOSED ? !kind->bills || kind->ends_only
					: what != CS_STATUS_LEFT_OUT;
}

/* Counts it under "COLUMN=WORD". */
static void leave_out(struct cs_row_reader *reader,
		      const struct cs_rowkind *kind, struct cs_text cell)
{
	const char *name = reader->schema->header.names[kind->column];
	struct cs_status *status;

	cs_buf_clear(&reader->scratch);
	cs_buf_addf(&reader->scratch, "%s=", name);
	cs_buf_add(&reader->scratch, cell.bytes, cell.length);
	status = cs_statuses_find(
	    &reader->statuses, kind->words,
	    (struct cs_text){ reader->scratch.data, reader->scratch.length });
	status->kind = CS_STATUS_LEFT_OUT;
	status->rows[CS_STATUS_OUT]++;
	reader->tally = &status->amounts[CS_STATUS_OUT];
}

bool cs_kinds_take(struct cs_row_reader *reader, const struct cs_cells *cells,
		   struct cs_row *row)
{
	const struct cs_schema *schema = reader->schema;

	for (size_t i = 0; i < schema->nkinds; i++) {
		const struct cs_rowkind *kind = &schema->kinds[i];
		struct cs_text cell = cs_cells_at(cells, (size_t)kind->column);
		enum cs_status_kind what;

		cs_cell_trim(&cell.bytes, &cell.length);
		what =
		    cs_statuses_find(&reader->kinds, kind->words, cell)->kind;
		if (!is_order(kind, what)) {
			leave_out(reader, kind, cell);
			return false;
		}
		row->given_back |=
		    what == CS_STATUS_GIVEN_BACK && !kind->ends_only;
	}
	return true;
}

void cs_kinds_sample(const struct cs_schema *schema, size_t i,
		     struct cs_statuses *seen)
{
	const struct cs_rowkind *kind = &schema->kinds[i];
	struct cs_sample sample;
	struct cs_text cell;

	*seen = (struct cs_statuses){ 0 };
	cs_sample_init(&sample, schema);
	cs_sample_column(&sample, kind->column);
	while (cs_sample_next(&sample, &cell)) {
		struct cs_status *met;
		enum cs_verdict verdict = CS_STATUS_IN;

		cs_cell_trim(&cell.bytes, &cell.length);
		met = cs_statuses_find(seen, kind->words, cell);
		if (!is_order(kind, met->kind))
			verdict = CS_STATUS_OUT;
		else if (met->kind == CS_STATUS_GIVEN_BACK && !kind->ends_only)
			verdict = CS_STATUS_DOUBT;
		met->rows[verdict]++;
	}
	cs_statuses_settle(seen);
	cs_sample_release(&sample);
}
