/* choice.c - see choice.h. */
#include "input/choice.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "cell/cell.h"
#include "cell/span.h"
#include "input/profile.h"
#include "input/sample.h"

enum { FEW_ORDERS = 5 };

/* --- what the cells of a column are -------------------------------------- */

struct evidence {
	size_t rows, filled, readable, known;
};

static bool readable(const struct cs_schema *schema,
		     const struct cs_input *input, enum cs_field_type type,
		     const struct cs_score_words *words, struct cs_text cell)
{
	struct cs_text score;
	enum cs_cell_status status;
	cs_micros number;
	int64_t span;
	cs_day day;

	switch (type) {
	case CS_FIELD_NUMBER:
		status = cs_amount_parse(cell.bytes, cell.length,
					 input->decimal, true, &number, NULL);
		return status != CS_CELL_BAD ||
		       (words != NULL && cs_score_word(words, cell, &score));
	case CS_FIELD_DATE:
		status =
		    cs_date_parse(cell.bytes, cell.length, &schema->date, &day);
		return status != CS_CELL_BAD ||
		       (input->date_format == NULL &&
			cs_date_number(cell.bytes, cell.length) !=
			    CS_DATE_AUTO);
	case CS_FIELD_SPAN:
		return cs_span_read(cell.bytes, cell.length, CS_HOUR, &span);
	case CS_FIELD_TEXT: break;
	}
	return true;
}

static struct evidence look_at(const struct cs_schema *schema,
			       const struct cs_input *input,
			       struct cs_sample *sample,
			       enum cs_field_type type,
			       const struct cs_score_words *words, int column)
{
	struct evidence found = { 0 };
	struct cs_text cell;

	cs_sample_column(sample, column);
	while (cs_sample_next(sample, &cell)) {
		found.rows++;
		if (cs_cell_empty(cell.bytes, cell.length))
			continue;
		found.filled++;
		found.readable += readable(schema, input, type, words, cell);
	}
	return found;
}

bool cs_column_reads(const struct cs_schema *schema,
		     const struct cs_input *input, struct cs_sample *sample,
		     enum cs_field_type type, int column)
{
	struct evidence cells =
	    look_at(schema, input, sample, type, NULL, column);

	return cells.filled > 0 && cells.readable == cells.filled;
}

static bool same_cells(const struct cs_schema *schema, int a, int b)
{
	struct cs_sample left, right;
	struct cs_text x, y;
	bool same = true;

	cs_sample_init(&left, schema);
	cs_sample_init(&right, schema);
	cs_sample_column(&left, a);
	cs_sample_column(&right, b);
	while (same && cs_sample_next(&left, &x) && cs_sample_next(&right, &y))
		same = cs_text_compare(x, y) == 0;
	cs_sample_release(&left);
	cs_sample_release(&right);
	return same;
}

/* --- candidates ---------------------------------------------------------- */

struct candidate {
	int column;
	struct cs_fit fit;
	struct evidence cells;
	bool back; /* it steps back */
	enum cs_passing why;
};

struct candidates {
	struct candidate *list;
	size_t count, capacity;
};

static int by_fit(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->back != y->back)
		return x->back ? 1 : -1;
	if (x->fit.line != y->fit.line)
		return x->fit.line < y->fit.line ? -1 : 1;
	if (x->fit.place != y->fit.place)
		return x->fit.place < y->fit.place ? -1 : 1;
	if (x->fit.beside != y->fit.beside)
		return x->fit.beside < y->fit.beside ? -1 : 1;
	return x->column - y->column;
}

static bool as_good(const struct candidate *a, const struct candidate *b)
{
	return a->back == b->back && a->fit.line == b->fit.line &&
	       a->fit.place == b->fit.place && a->fit.beside == b->fit.beside;
}

/* "Paid", which says 1 or 0 and not how much. */
static bool says_whether(const struct cs_schema *schema, int column)
{
	const struct cs_name *name = &schema->names[column];
	struct cs_sample sample;
	struct cs_text cell;
	struct cs_fit fit;
	size_t filled = 0;
	bool whether = cs_name_fits(schema->words, "sound", name, &fit) ||
		       cs_name_fits(schema->words, "flag", name, &fit);

	if (!whether)
		return false;
	cs_sample_init(&sample, schema);
	cs_sample_column(&sample, column);
	while (whether && cs_sample_next(&sample, &cell)) {
		cs_cell_trim(&cell.bytes, &cell.length);
		filled += cell.length > 0;
		whether = cell.length == 0 ||
			  (cell.length == 1 &&
			   (*cell.bytes == '0' || *cell.bytes == '1'));
	}
	cs_sample_release(&sample);
	return whether && filled > 0;
}

static void gather(const struct cs_schema *schema,
		   const struct cs_column_rule *rule, struct candidates *out)
{
	const char *names = rule->usual;
	bool money = strcmp(names, "amount") == 0;

	for (size_t i = 0; i < schema->header.ncolumns; i++) {
		struct candidate new = { .column = (int)i };

		if (!cs_name_fits(schema->words, names, &schema->names[i],
				  &new.fit) ||
		    (money && says_whether(schema, (int)i)))
			continue;
		CS_GROW(out->list, out->count, out->capacity);
		out->list[out->count++] = new;
	}
}

static bool nearly_empty(const struct candidates *all,
			 const struct candidate *one)
{
	if (one->cells.filled * 10 >= one->cells.rows)
		return false;
	for (size_t i = 0; i < all->count; i++)
		if (all->list[i].cells.filled * 2 > one->cells.rows)
			return true;
	return false;
}

/* Does the column name another customer for every order? Without ids (0
 * orders) each row is one. */
static bool never_again(struct cs_sample *sample,
			const struct candidate *customer, size_t orders)
{
	if (orders == 0)
		orders = customer->cells.filled;
	return orders >= FEW_ORDERS &&
	       cs_profile_different(sample, customer->column) >= orders;
}

static void step_back(struct candidate *one, enum cs_passing why)
{
	one->back = true;
	one->why = why;
}

/* Does the column say 0 of several whom the other one tells apart? */
static bool says_nobody(const struct cs_schema *schema, int column, int other)
{
	struct cs_sample sample, beside;
	struct cs_text cell, name, first = { 0 };
	bool several = false;

	cs_sample_init(&sample, schema);
	cs_sample_init(&beside, schema);
	cs_sample_column(&sample, column);
	cs_sample_column(&beside, other);
	while (!several && cs_sample_next(&sample, &cell) &&
	       cs_sample_next(&beside, &name)) {
		if (cell.length != 1 || *cell.bytes != '0' ||
		    cs_cell_empty(name.bytes, name.length))
			continue;
		several = first.length > 0 && cs_text_compare(first, name) != 0;
		first = name;
	}
	cs_sample_release(&sample);
	cs_sample_release(&beside);
	return several;
}

static bool stands_for_several(const struct cs_schema *schema,
			       const struct candidates *all,
			       const struct candidate *one)
{
	for (size_t i = 0; i < all->count; i++)
		if (!all->list[i].back &&
		    says_nobody(schema, one->column, all->list[i].column))
			return true;
	return false;
}

static size_t known_cells(const struct cs_input *input,
			  struct cs_sample *sample, int column)
{
	struct cs_text cell;
	size_t known = 0;

	cs_sample_column(sample, column);
	while (cs_sample_next(sample, &cell)) {
		cs_cell_trim(&cell.bytes, &cell.length);
		known +=
		    cell.length > 0 && input->known(input->known_context, cell);
	}
	return known;
}

/* Of contacts, those that are not the customers of the orders. */
static void let_orders_speak(const struct cs_input *input,
			     struct cs_sample *sample, struct candidates *all)
{
	size_t most = 0;

	for (size_t i = 0; i < all->count; i++) {
		struct candidate *one = &all->list[i];

		one->cells.known = known_cells(input, sample, one->column);
		most = one->cells.known > most ? one->cells.known : most;
	}
	for (size_t i = 0; i < all->count; i++)
		if (!all->list[i].back && all->list[i].cells.known * 2 < most)
			step_back(&all->list[i], CS_KNOWN_LESS);
}

static void let_cells_speak(const struct cs_schema *schema,
			    const struct cs_input *input, size_t rule,
			    struct cs_sample *sample, struct candidates *all)
{
	const struct cs_score_words *words =
	    input->columns[rule].worded ? input->scores : NULL;
	int order = schema->column[CS_ROLE_ORDER];
	size_t left = 0, orders = 0;

	for (size_t i = 0; i < all->count; i++)
		all->list[i].cells =
		    look_at(schema, input, sample, input->columns[rule].type,
			    words, all->list[i].column);
	for (size_t i = 0; i < all->count; i++) {
		struct candidate *one = &all->list[i];

		if (one->cells.readable * 2 < one->cells.filled)
			step_back(one, CS_UNREADABLE);
		else if (nearly_empty(all, one))
			step_back(one, CS_NEARLY_EMPTY);
		else if (rule == CS_ROLE_QUANTITY &&
			 cs_profile_money(sample, one->column))
			step_back(one, CS_OF_MONEY);
		left += !one->back;
	}
	if (rule == CS_ROLE_CUSTOMER && left > 1 && order >= 0)
		orders = cs_profile_different(sample, order);
	for (size_t i = 0;
	     rule == CS_ROLE_CUSTOMER && left > 1 && i < all->count; i++) {
		struct candidate *one = &all->list[i];

		if (one->back)
			continue;
		if (stands_for_several(schema, all, one))
			step_back(one, CS_NOBODY);
		else if (never_again(sample, one, orders))
			step_back(one, CS_NEVER_AGAIN);
		left -= one->back;
	}
	if (rule == CS_ROLE_CUSTOMER && input->known != NULL)
		let_orders_speak(input, sample, all);
	qsort(all->list, all->count, sizeof *all->list, by_fit);
}

static int two_alike(const struct cs_schema *schema,
		     const struct cs_column_rule *rule,
		     const struct candidate *two, struct cs_err *err)
{
	struct cs_buf shown[2] = { CS_BUF_INIT, CS_BUF_INIT };

	for (int i = 0; i < 2; i++) {
		const char *name = schema->header.names[two[i].column];

		cs_printable(&shown[i], name, strlen(name), 60);
	}
	cs_fail(err, "ambiguous-column",
		"the columns \"%s\" and \"%s\" could both be the %s: name one "
		"with %s",
		shown[0].data, shown[1].data, rule->name, rule->option);
	cs_buf_release(&shown[0]);
	cs_buf_release(&shown[1]);
	return -2;
}

static void pass_over(struct cs_schema *schema, size_t rule,
		      const struct candidate *one, enum cs_passing why)
{
	CS_GROW(schema->passed, schema->npassed, schema->passed_capacity);
	schema->passed[schema->npassed++] =
	    (struct cs_passed){ rule, one->column, why };
}

/* Of candidates of which the first is taken. */
static void explain_choice(struct cs_schema *schema, size_t rule,
			   const struct candidates *all)
{
	const struct candidate *best = &all->list[0];

	schema->reason[rule] = CS_BY_NAME;
	for (size_t i = 1; i < all->count; i++) {
		const struct candidate *one = &all->list[i];

		if (one->back && one->fit.line <= best->fit.line)
			schema->reason[rule] = CS_BY_CELLS;
		pass_over(schema, rule, one,
			  one->back ? one->why
			  : same_cells(schema, best->column, one->column)
			      ? CS_SAME_CELLS
			      : CS_FITS_LESS);
	}
}

/* The first, if it is the only one as good as that. */
static int take_best(struct cs_schema *schema, const struct cs_input *input,
		     size_t rule, const struct candidates *all,
		     struct cs_err *err)
{
	const struct candidate *best = &all->list[0];
	const struct cs_column_rule *column = &input->columns[rule];

	/* what cannot be read is taken only where something must be */
	if (best->cells.readable * 2 < best->cells.filled &&
	    column->wanted < CS_WELCOME) {
		pass_over(schema, rule, best, CS_UNREADABLE);
		return -1;
	}
	if (all->count > 1 && as_good(best, best + 1) &&
	    !same_cells(schema, best->column, best[1].column)) {
		pass_over(schema, rule, best, CS_AS_GOOD);
		pass_over(schema, rule, best + 1, CS_AS_GOOD);
		return two_alike(schema, column, best, err);
	}
	explain_choice(schema, rule, all);
	if (all->count > 1 && !best[1].back &&
	    best->fit.line == best[1].fit.line &&
	    !same_cells(schema, best->column, best[1].column))
		schema->equal[rule] = best[1].column;
	return best->column;
}

int cs_choose_column(struct cs_schema *schema, const struct cs_input *input,
		     size_t rule, struct cs_err *err)
{
	const struct cs_column_rule *column = &input->columns[rule];
	struct candidates all = { 0 };
	struct cs_sample sample;
	int chosen = -1;

	schema->equal[rule] = -1;
	if (column->usual == NULL)
		return -1;
	gather(schema, column, &all);
	if (all.count > 1 || (all.count == 1 && column->wanted < CS_WELCOME)) {
		cs_sample_init(&sample, schema);
		let_cells_speak(schema, input, rule, &sample, &all);
		cs_sample_release(&sample);
	}
	if (all.count > 0)
		chosen = take_best(schema, input, rule, &all, err);
	free(all.list);
	return chosen;
}
