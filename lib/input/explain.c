/* explain.c - see explain.h. */
#include "input/explain.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/wrap.h"
#include "input/csv.h"
#include "input/explain_parts.h"
#include "input/profile.h"
#include "input/sample.h"

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
enum { SHOWN_CELLS = 3 };

/* Whatever the line holds of data, it is one line, and nothing but text. */
static void end_line(struct cs_telling *t, struct cs_buf *line)
{
	while (line->length > 0 && line->data[line->length - 1] == ' ')
		line->length--;
	cs_printable(t->out, line->data, line->length, 0);
	cs_buf_addc(t->out, '\n');
	cs_buf_release(line);
}

/* Likewise a sentence of more than one. */
void cs_tell_sentence(struct cs_telling *t, struct cs_buf *sentence)
{
	struct cs_buf shown = CS_BUF_INIT;

	cs_printable(&shown, sentence->data, sentence->length, 0);
	cs_buf_adds(t->out, "  ");
	cs_add_wrapped(t->out, shown.data, 2, 4);
	cs_buf_release(&shown);
	cs_buf_release(sentence);
}

void cs_tell_name(const struct cs_telling *t, int column, size_t width,
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
static void add_samples(struct cs_telling *t, int column, struct cs_buf *line)
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

static void add_cells(struct cs_telling *t, int column, enum cs_field_type type,
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
static bool worth_a_line(const struct cs_telling *t, size_t rule)
{
	const struct cs_column_rule *column = &t->input->columns[rule];

	if (rule == CS_ROLE_AMOUNT && t->schema->column[CS_ROLE_QUANTITY] >= 0)
		return false;
	return t->schema->column[rule] != -1 || column->wanted >= CS_WELCOME ||
	       (rule == CS_ROLE_ORDER && column->wanted == CS_OPTIONAL);
}

/* Why nothing stands there. */
static const char *absence(const struct cs_telling *t, size_t rule)
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

static void add_used(struct cs_telling *t, const char *role, size_t rule,
		     int column)
{
	struct cs_buf line = CS_BUF_INIT;

	cs_buf_addf(&line, "  %s", role);
	go_to(&line, NAME_AT);
	if (column == -1)
		cs_buf_addf(&line, "-  %s", absence(t, rule));
	else
		cs_tell_name(t, column, TYPE_AT - NAME_AT - 1, &line);
	if (column >= 0)
		add_cells(t, column, t->input->columns[rule].type, &line);
	end_line(t, &line);
}

static void add_roles(struct cs_telling *t)
{
	const struct cs_schema *schema = t->schema;

	for (size_t i = 0; i < t->input->ncolumns; i++) {
		size_t count;
		const int *columns = cs_columns_of(schema, i, &count);

		if (!worth_a_line(t, i))
			continue;
		add_used(t, t->input->columns[i].name, i, schema->column[i]);
		for (size_t n = 1; n < count; n++)
			add_used(t,
				 cs_columns_joined(t->input, i) ? "  and"
								: "  or",
				 i, columns[n]);
		for (size_t n = 0;
		     i == CS_ROLE_DATE && n < schema->joined.count; n++)
			add_used(t, "  and", CS_ROLE_GROUP,
				 schema->joined.column[n]);
		if (i == CS_ROLE_PRICE && schema->column[i] >= 0)
			cs_buf_adds(t->out,
				    "  amount     = quantity x price\n");
	}
	for (size_t i = 0; i < schema->njudges; i++)
		for (size_t n = 0; n < schema->judges[i].count; n++) {
			int column = schema->judges[i].columns[n];

			if (column >= 0 && !t->used[column])
				add_used(t, t->input->expressions[i].option + 2,
					 CS_ROLE_GROUP, column);
		}
}

static bool is_empty(struct cs_telling *t, int column)
{
	struct cs_text cell;

	cs_sample_column(&t->rows, column);
	while (cs_sample_next(&t->rows, &cell))
		if (!cs_cell_empty(cell.bytes, cell.length))
			return false;
	return true;
}

/* The other columns, and in one sentence those without a cell. */
static void add_others(struct cs_telling *t)
{
	struct cs_buf empty = CS_BUF_INIT, line = CS_BUF_INIT;
	size_t others = 0;

	for (int i = 0; i < (int)t->schema->header.ncolumns; i++) {
		if (t->used[i])
			continue;
		if (is_empty(t, i)) {
			cs_buf_adds(&empty, empty.length > 0 ? ", " : "");
			cs_tell_name(t, i, CS_TOLD_NAME, &empty);
			continue;
		}
		if (others++ == 0)
			cs_buf_adds(t->out, "\nNot used:\n");
		cs_buf_adds(&line, "  ");
		cs_tell_name(t, i, TYPE_AT - ROLE_AT - 1, &line);
		add_cells(t, i, CS_FIELD_TEXT, &line);
		end_line(t, &line);
	}
	if (empty.length == 0)
		return;
	cs_buf_addf(&line, "empty%s: %s", others > 0 ? "" : " and not used",
		    empty.data);
	cs_buf_adds(t->out, others > 0 ? "" : "\n");
	cs_tell_sentence(t, &line);
	cs_buf_release(&empty);
}

/* --- all of it ----------------------------------------------------------- */

const char *cs_tell_separator(char delimiter)
{
	return delimiter == '\t'	? "tabs"
	       : delimiter == ','	? "commas"
	       : delimiter == ';'	? "semicolons"
	       : delimiter == '|'	? "vertical bars"
	       : delimiter == CS_BLANKS ? "runs of blanks"
					: "the delimiter given";
}

static void add_head(struct cs_telling *t)
{
	const struct cs_schema *schema = t->schema;
	struct cs_buf line = CS_BUF_INIT;
	size_t rows = t->rows.batch->nrecords;

	cs_buf_addf(&line, "%s: %zu column%s, separated by %s; %s%zu row%s",
		    schema->file, schema->header.ncolumns,
		    schema->header.ncolumns == 1 ? "" : "s",
		    cs_tell_separator(schema->dialect.delimiter),
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
	struct cs_telling t = { .schema = schema, .input = input, .out = out };

	t.used = cs_calloc(schema->header.ncolumns, sizeof *t.used);
	cs_sample_init(&t.rows, schema);
	add_head(&t);
	add_roles(&t);
	add_others(&t);
	cs_tell_why(&t);
	cs_sample_release(&t.rows);
	free(t.used);
}
