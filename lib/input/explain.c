/* explain.c - see explain.h. */
#include "input/explain.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/wrap.h"
#include "input/csv.h"
#include "input/profile.h"
#include "input/sample.h"
#include "input/status.h"

/* Where the columns of the table begin. */
enum {
	ROLE_AT = 2,
	NAME_AT = 13,
	TYPE_AT = 33,
	FILLED_AT = 41,
	DIFFERENT_AT = 48,
	SAMPLES_AT = 60,
	TABLE_WIDTH = 80
};
enum { SHOWN_CELLS = 3, SHOWN_NAME = 40 };

struct telling {
	const struct cs_schema *schema;
	const struct cs_input *input;
	struct cs_sample rows;
	bool *used; /* of each column: it is in the table */
	struct cs_buf *out;
};

/* Whatever the line holds of data, it is one line, and nothing but text. */
static void end_line(struct telling *t, struct cs_buf *line)
{
	while (line->length > 0 && line->data[line->length - 1] == ' ')
		line->length--;
	cs_printable(t->out, line->data, line->length, 0);
	cs_buf_addc(t->out, '\n');
	cs_buf_release(line);
}

/* Likewise a sentence of more than one. */
static void end_sentence(struct telling *t, struct cs_buf *sentence)
{
	struct cs_buf shown = CS_BUF_INIT;

	cs_printable(&shown, sentence->data, sentence->length, 0);
	cs_buf_adds(t->out, "  ");
	cs_add_wrapped(t->out, shown.data, 2, 4);
	cs_buf_release(&shown);
	cs_buf_release(sentence);
}

static void add_name(const struct telling *t, int column, size_t width,
		     struct cs_buf *out)
{
	const char *name = column == CS_FILE_COLUMN
			       ? "(the file's name)"
			       : t->schema->header.names[column];

	if (*name == '\0')
		cs_buf_addf(out, "(column %d)", column + 1);
	else
		cs_printable(out, name, strlen(name), width);
}

/* --- the table ----------------------------------------------------------- */

static void go_to(struct cs_buf *line, size_t column)
{
	size_t width = cs_utf8_width(line->data, line->length);

	cs_buf_addf(line, "%*s", width < column ? (int)(column - width) : 1,
		    "");
}

/* Up to three different cells that are not empty, as there is room. */
static void add_samples(struct telling *t, int column, struct cs_buf *line)
{
	struct cs_text cell, shown[SHOWN_CELLS];
	size_t count = 0, room = TABLE_WIDTH - SAMPLES_AT;

	cs_sample_column(&t->rows, column);
	while (count < SHOWN_CELLS && cs_sample_next(&t->rows, &cell)) {
		struct cs_buf text = CS_BUF_INIT;
		bool again = cell.length == 0;
		size_t width;

		for (size_t i = 0; i < count && !again; i++)
			again = cs_text_compare(cell, shown[i]) == 0;
		if (again)
			continue;
		shown[count] = cell;
		cs_buf_adds(&text, count++ > 0 ? ", " : "");
		cs_printable(&text, cell.bytes, cell.length, room);
		width = cs_utf8_width(text.data, text.length);
		if (width <= room)
			cs_buf_add(line, text.data, text.length);
		else
			count = SHOWN_CELLS;
		room -= width <= room ? width : 0;
		cs_buf_release(&text);
	}
}

static void add_share(const struct cs_profile *cells, struct cs_buf *line)
{
	size_t percent =
	    cells->rows > 0 ? cells->filled * 100 / cells->rows : 0;

	if (percent == 0 && cells->filled > 0)
		cs_buf_adds(line, " <1 %");
	else
		cs_buf_addf(line, "%3zu %%", percent);
}

static void add_cells(struct telling *t, int column, enum cs_field_type type,
		      struct cs_buf *line)
{
	struct cs_profile cells =
	    cs_profile_column(t->schema, &t->rows, column, type);

	t->used[column] = true;
	go_to(line, TYPE_AT);
	cs_buf_adds(line, cs_profile_type(&cells));
	go_to(line, FILLED_AT);
	add_share(&cells, line);
	go_to(line, DIFFERENT_AT);
	if (cells.different == cells.filled && cells.filled > 1)
		cs_buf_adds(line, "      all");
	else
		cs_buf_addf(line, "%9zu", cells.different);
	go_to(line, SAMPLES_AT);
	add_samples(t, column, line);
}

/* Is there anything to say of this role or field? */
static bool worth_a_line(const struct telling *t, size_t rule)
{
	const struct cs_column_rule *column = &t->input->columns[rule];

	if (rule == CS_ROLE_AMOUNT && t->schema->column[CS_ROLE_QUANTITY] >= 0)
		return false;
	return t->schema->column[rule] != -1 || column->wanted >= CS_WELCOME ||
	       (rule == CS_ROLE_ORDER && column->wanted == CS_OPTIONAL);
}

/* Why nothing stands there. */
static const char *absence(const struct telling *t, size_t rule)
{
	const struct cs_column_rule *column = &t->input->columns[rule];

	for (size_t i = 0; i < t->schema->npassed; i++)
		if (t->schema->passed[i].rule == rule &&
		    t->schema->passed[i].why == CS_AS_GOOD)
			return "several columns could be it";
	if (column->wanted == CS_WELCOME)
		return "nothing looks like it: no revenue is told";
	return column->wanted != CS_REQUIRED ? "each row is an order of its own"
	       : column->named != NULL
		   ? "is needed, and no column is called as the option says"
		   : "is needed, and nothing looks like it";
}

static void add_used(struct telling *t, const char *role, size_t rule,
		     int column)
{
	struct cs_buf line = CS_BUF_INIT;

	cs_buf_addf(&line, "  %s", role);
	go_to(&line, NAME_AT);
	if (column == -1)
		cs_buf_addf(&line, "-  %s", absence(t, rule));
	else
		add_name(t, column, TYPE_AT - NAME_AT - 1, &line);
	if (column >= 0)
		add_cells(t, column, t->input->columns[rule].type, &line);
	end_line(t, &line);
}

static void add_roles(struct telling *t)
{
	const struct cs_schema *schema = t->schema;

	for (size_t i = 0; i < t->input->ncolumns; i++) {
		if (!worth_a_line(t, i))
			continue;
		add_used(t, t->input->columns[i].name, i, schema->column[i]);
		for (size_t n = 1;
		     i == CS_ROLE_CUSTOMER && n < schema->ncustomers; n++)
			add_used(t, "  or", i, schema->customers[n]);
		if (i == CS_ROLE_PRICE && schema->column[i] >= 0)
			cs_buf_adds(t->out,
				    "  amount     = quantity x price\n");
	}
	for (size_t i = 0; i < t->input->nexpressions; i++)
		if (schema->judged[i] >= 0 && !t->used[schema->judged[i]])
			add_used(t, t->input->expressions[i].option + 2,
				 CS_ROLE_GROUP, schema->judged[i]);
}

static bool is_empty(struct telling *t, int column)
{
	struct cs_text cell;

	cs_sample_column(&t->rows, column);
	while (cs_sample_next(&t->rows, &cell))
		if (!cs_cell_empty(cell.bytes, cell.length))
			return false;
	return true;
}

/* The other columns, and in one sentence those without a cell. */
static void add_others(struct telling *t)
{
	struct cs_buf empty = CS_BUF_INIT, line = CS_BUF_INIT;
	size_t others = 0;

	for (int i = 0; i < (int)t->schema->header.ncolumns; i++) {
		if (t->used[i])
			continue;
		if (is_empty(t, i)) {
			cs_buf_adds(&empty, empty.length > 0 ? ", " : "");
			add_name(t, i, SHOWN_NAME, &empty);
			continue;
		}
		if (others++ == 0)
			cs_buf_adds(t->out, "\nNot used:\n");
		cs_buf_adds(&line, "  ");
		add_name(t, i, TYPE_AT - ROLE_AT - 1, &line);
		add_cells(t, i, CS_FIELD_TEXT, &line);
		end_line(t, &line);
	}
	if (empty.length == 0)
		return;
	cs_buf_addf(&line, "empty%s: %s", others > 0 ? "" : " and not used",
		    empty.data);
	cs_buf_adds(t->out, others > 0 ? "" : "\n");
	end_sentence(t, &line);
	cs_buf_release(&empty);
}

/* --- why ----------------------------------------------------------------- */

static void add_reason(const struct telling *t, size_t rule, struct cs_buf *out)
{
	switch (t->schema->reason[rule]) {
	case CS_BY_NOTHING: break;
	case CS_BY_OPTION:
		cs_buf_addf(out, ", by %s", t->input->columns[rule].option);
		break;
	case CS_BY_LAYOUT:
		cs_buf_addf(out, ", by layout %s", t->schema->layout->name);
		break;
	case CS_BY_NAME: cs_buf_adds(out, ", by its name"); break;
	case CS_BY_CELLS: cs_buf_adds(out, ", by its cells"); break;
	}
}

static const char *passing(const struct telling *t,
			   const struct cs_passed *passed)
{
	bool date = t->input->columns[passed->rule].type == CS_FIELD_DATE;

	switch (passed->why) {
	case CS_UNREADABLE:
		return date ? "cannot be read as a date"
			    : "cannot be read as a number";
	case CS_NEARLY_EMPTY: return "nearly empty";
	case CS_NEVER_AGAIN: return "another for every order";
	case CS_SAME_CELLS: return "holds the same";
	case CS_FITS_LESS: return "its name fits less";
	case CS_AS_GOOD: break;
	}
	return "as good as the other";
}

static bool is_passed(const struct telling *t, size_t rule)
{
	for (size_t i = 0; i < t->schema->npassed; i++)
		if (t->schema->passed[i].rule == rule)
			return true;
	return false;
}

static void add_why(struct telling *t, size_t rule)
{
	struct cs_buf line = CS_BUF_INIT;
	size_t others = 0;

	cs_buf_addf(&line, "%s: ", t->input->columns[rule].name);
	if (t->schema->column[rule] == -1)
		cs_buf_adds(&line, "none");
	else
		add_name(t, t->schema->column[rule], SHOWN_NAME, &line);
	for (size_t i = 1;
	     rule == CS_ROLE_CUSTOMER && i < t->schema->ncustomers; i++) {
		cs_buf_adds(&line, " or ");
		add_name(t, t->schema->customers[i], SHOWN_NAME, &line);
	}
	add_reason(t, rule, &line);
	for (size_t i = 0; i < t->schema->npassed; i++) {
		const struct cs_passed *passed = &t->schema->passed[i];

		if (passed->rule != rule)
			continue;
		cs_buf_adds(&line, others++ > 0 ? ", " : "; not ");
		add_name(t, passed->column, SHOWN_NAME, &line);
		cs_buf_addf(&line, " (%s)", passing(t, passed));
	}
	end_sentence(t, &line);
}

static void add_reasons(struct telling *t)
{
	size_t told = 0;

	for (size_t i = 0; i < t->input->ncolumns; i++) {
		if (t->input->columns[i].name == NULL ||
		    (t->schema->column[i] == -1 &&
		     (!is_passed(t, i) ||
		      t->input->columns[i].wanted == CS_UNUSED)))
			continue;
		if (told++ == 0)
			cs_buf_adds(t->out, "\nWhy:\n");
		add_why(t, i);
	}
}

/* --- how cells are written ----------------------------------------------- */

static void add_shown(const char *way, const struct cs_shown *shown,
		      struct cs_buf *line)
{
	cs_buf_addf(line, "%s in %zu cell%s", way, shown->count,
		    shown->count == 1 ? "" : "s");
	if (shown->count > 0)
		cs_buf_addf(line, " (\"%s\" in line %llu)", shown->example,
			    (unsigned long long)shown->line);
}

/* Of ways to write cells, numbered from 1 to `last`, the one that is taken by
 * cells that settle it, and what others say. */
static void add_evidence(const char *const *ways, const struct cs_shown *shown,
			 int taken, int last, struct cs_buf *line)
{
	add_shown(ways[taken], &shown[taken], line);
	for (int i = 1; i <= last; i++) {
		if (i == taken || shown[i].count == 0)
			continue;
		cs_buf_adds(line, ", against ");
		add_shown(ways[i], &shown[i], line);
	}
}

static bool any_of(const struct telling *t, enum cs_field_type type)
{
	if (t->rows.batch->nrecords == 0)
		return false;
	for (size_t i = 0; i < t->input->ncolumns; i++)
		if (t->input->columns[i].type == type &&
		    t->schema->column[i] >= 0)
			return true;
	return false;
}

static bool is_ambiguous(const struct cs_schema *schema,
			 enum cs_field_type type, struct cs_text cell)
{
	cs_micros number;
	cs_day day;

	return (type == CS_FIELD_DATE
		    ? cs_date_parse(cell.bytes, cell.length, &schema->date,
				    &day)
		    : cs_amount_parse(cell.bytes, cell.length, schema->mark,
				      true, &number, NULL)) ==
	       CS_CELL_AMBIGUOUS;
}

/* Nothing settles how cells of this type are written: does it matter? */
static void add_unsettled(struct telling *t, enum cs_field_type type,
			  struct cs_buf *line)
{
	struct cs_text cell;

	for (size_t i = 0; i < t->input->ncolumns; i++) {
		if (t->input->columns[i].type != type)
			continue;
		cs_sample_column(&t->rows, t->schema->column[i]);
		while (cs_sample_next(&t->rows, &cell)) {
			if (!is_ambiguous(t->schema, type, cell))
				continue;
			cs_buf_adds(line, "no cell settles how to read \"");
			cs_printable(line, cell.bytes, cell.length, SHOWN_NAME);
			cs_buf_adds(line, "\" and others");
			return;
		}
	}
	cs_buf_adds(line, "each cell can be read in one way only");
}

static void add_mark(struct telling *t)
{
	static const char *const ways[] = { "", "a point", "a comma" };
	const struct cs_schema *schema = t->schema;
	enum cs_mark mark = schema->mark;
	struct cs_buf line = CS_BUF_INIT;

	if (!any_of(t, CS_FIELD_NUMBER))
		return;
	cs_buf_adds(&line, "decimal mark: ");
	if (mark == CS_MARK_UNKNOWN)
		add_unsettled(t, CS_FIELD_NUMBER, &line);
	else if (t->input->decimal != CS_MARK_UNKNOWN)
		cs_buf_addf(&line, "%s, by --%sdecimal", ways[mark],
			    cs_input_prefix(t->input));
	else if (schema->marks[mark].count == 0)
		cs_buf_addf(&line, "%s, by layout %s", ways[mark],
			    schema->layout->name);
	else
		add_evidence(ways, schema->marks, (int)mark, CS_MARK_COMMA,
			     &line);
	end_sentence(t, &line);
}

static void add_dates(struct telling *t)
{
	static const char *const ways[] = { "", "the day first",
					    "the month first",
					    "the year first" };
	const struct cs_schema *schema = t->schema;
	const char *format = cs_date_format_name(&schema->date);
	const struct cs_shown *all = &schema->dates_shown;
	struct cs_buf line = CS_BUF_INIT;

	if (!any_of(t, CS_FIELD_DATE))
		return;
	cs_buf_adds(&line, "dates: ");
	if (format == NULL)
		add_unsettled(t, CS_FIELD_DATE, &line);
	else if (t->input->date_format != NULL)
		cs_buf_addf(&line, "%s, by --%sdate-format", format,
			    cs_input_prefix(t->input));
	else if (cs_layout_says(schema->layout, "date-format") != NULL)
		cs_buf_addf(&line, "%s, by layout %s", format,
			    schema->layout->name);
	else if (all->count > 0)
		cs_buf_addf(&line,
			    "%s, by all of them together (\"%s\" in "
			    "line %llu)",
			    format, all->example,
			    (unsigned long long)all->line);
	else
		add_evidence(ways, schema->orders, (int)schema->date.order,
			     CS_ORDER_YMD, &line);
	end_sentence(t, &line);
}

/* --- statuses ------------------------------------------------------------ */

static void add_statuses(struct telling *t)
{
	static const char *const labels[] = {
		[CS_STATUS_IN] = "count",
		[CS_STATUS_OUT] = "are left out",
		[CS_STATUS_DOUBT] = "are for --count to judge",
	};
	struct cs_statuses seen;

	cs_status_sample(t->schema, &seen);
	cs_buf_adds(t->out, "\nStatuses:\n");
	for (int verdict = 0; verdict <= CS_STATUS_DOUBT; verdict++) {
		struct cs_buf line = CS_BUF_INIT, list = CS_BUF_INIT;

		cs_statuses_list(&seen, (enum cs_verdict)verdict, &list);
		if (list.length > 0) {
			cs_buf_addf(&line, "%s: %s", labels[verdict],
				    list.data);
			end_sentence(t, &line);
		}
		cs_buf_release(&list);
	}
	cs_statuses_release(&seen);
}

/* --- all of it ----------------------------------------------------------- */

static const char *separator(char delimiter)
{
	return delimiter == '\t'	? "tabs"
	       : delimiter == ','	? "commas"
	       : delimiter == ';'	? "semicolons"
	       : delimiter == '|'	? "vertical bars"
	       : delimiter == CS_BLANKS ? "runs of blanks"
					: "the delimiter given";
}

static void add_head(struct telling *t)
{
	const struct cs_schema *schema = t->schema;
	struct cs_buf line = CS_BUF_INIT;
	size_t rows = t->rows.batch->nrecords;

	cs_buf_addf(&line, "%s: %zu column%s, separated by %s; %s%zu row%s",
		    schema->file, schema->header.ncolumns,
		    schema->header.ncolumns == 1 ? "" : "s",
		    separator(schema->dialect.delimiter),
		    schema->whole ? "" : "looked at the first ", rows,
		    rows == 1 ? "" : "s");
	end_line(t, &line);
	if (schema->layout != NULL) {
		cs_buf_addf(&line, "layout %s: %s", schema->layout->name,
			    cs_layout_says(schema->layout, "title"));
		end_line(t, &line);
	}
	cs_buf_addc(t->out, '\n');
	go_to(&line, TYPE_AT);
	cs_buf_adds(&line, "type    filled different  samples");
	end_line(t, &line);
}

void cs_schema_explain(const struct cs_schema *schema,
		       const struct cs_input *input, struct cs_buf *out)
{
	struct telling t = { .schema = schema, .input = input, .out = out };

	t.used = cs_calloc(schema->header.ncolumns, sizeof *t.used);
	cs_sample_init(&t.rows, schema);
	add_head(&t);
	add_roles(&t);
	add_others(&t);
	add_reasons(&t);
	if (any_of(&t, CS_FIELD_NUMBER) || any_of(&t, CS_FIELD_DATE))
		cs_buf_adds(out, "\nHow cells are written:\n");
	add_mark(&t);
	add_dates(&t);
	if (schema->by_status)
		add_statuses(&t);
	cs_sample_release(&t.rows);
	free(t.used);
}
