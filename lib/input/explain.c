/* explain.c - see explain.h. */
#include "input/explain.h"

#include <string.h>

#include "base/utf8.h"
#include "input/csv.h"
#include "input/sample.h"

enum { SHOWN_CELLS = 3, LABEL = 11, COLUMN = 18 };

static const char *delimiter_option(char delimiter, char out[static 2])
{
	if (delimiter == '\t')
		return "tab";
	out[0] = delimiter;
	out[1] = '\0';
	return out;
}

static void pad_to(struct cs_buf *out, size_t start, size_t column)
{
	size_t width = cs_utf8_width(out->data + start, out->length - start);

	do
		cs_buf_addc(out, ' ');
	while (++width < column);
}

/* Up to three different values that are not empty. */
static void add_samples(struct cs_sample *sample, int column,
			struct cs_buf *out)
{
	struct cs_text cell, last = { "", 0 };
	int shown = 0;

	cs_sample_column(sample, column);
	while (shown < SHOWN_CELLS && cs_sample_next(sample, &cell)) {
		if (cell.length == 0 || cs_text_compare(cell, last) == 0)
			continue;
		cs_buf_adds(out, shown++ > 0 ? ", " : "");
		cs_printable(out, cell.bytes, cell.length, 20);
		last = cell;
	}
}

/* Is there anything to say of this column? */
static bool worth_a_line(const struct cs_schema *schema, size_t column,
			 const struct cs_input *input)
{
	enum cs_wanted wanted = input->columns[column].wanted;

	if (column == CS_ROLE_AMOUNT && schema->column[CS_ROLE_QUANTITY] >= 0)
		return false;
	return schema->column[column] != -1 || wanted == CS_REQUIRED ||
	       (column == CS_ROLE_ORDER && wanted == CS_OPTIONAL);
}

/* `otherwise` is said where there is no column. */
static void add_line(const struct cs_schema *schema, const char *name,
		     int column, const char *otherwise,
		     struct cs_sample *sample, struct cs_buf *out)
{
	size_t start = out->length;

	cs_buf_addf(out, "  %s", name);
	pad_to(out, start, LABEL + 2);
	start = out->length;
	if (column == CS_FILE_COLUMN)
		cs_buf_adds(out, "(the file's name)");
	else if (column < 0)
		cs_buf_addf(out, "-%*s%s", COLUMN - 1, "", otherwise);
	else
		cs_printable(out, schema->header.names[column],
			     strlen(schema->header.names[column]), COLUMN - 1);
	if (column >= 0) {
		pad_to(out, start, COLUMN);
		add_samples(sample, column, out);
	}
	cs_buf_addc(out, '\n');
}

static void add_columns(const struct cs_schema *schema,
			const struct cs_input *input, struct cs_sample *sample,
			struct cs_buf *out)
{
	for (size_t i = 0; i < input->ncolumns; i++)
		if (worth_a_line(schema, i, input))
			add_line(schema, input->columns[i].name,
				 schema->column[i],
				 input->columns[i].wanted == CS_REQUIRED
				     ? "is needed, and nothing looks like it"
				     : "each row is an order of its own",
				 sample, out);
}

/* A shell word: in single quotes unless it is plain. */
static void add_word(struct cs_buf *out, const char *word)
{
	static const char plain[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789_-.,/:@%+";

	if (*word != '\0' && word[strspn(word, plain)] == '\0') {
		cs_buf_adds(out, word);
		return;
	}
	cs_buf_addc(out, '\'');
	for (; *word != '\0'; word++)
		if (*word == '\'')
			cs_buf_adds(out, "'\\''");
		else
			cs_buf_addc(out, *word);
	cs_buf_addc(out, '\'');
}

/* The option that names a column: as the user did, or by its header. */
static void add_pin(const struct cs_schema *schema,
		    const struct cs_column_rule *rule, int column,
		    struct cs_buf *out)
{
	if (column == -1)
		return;
	cs_buf_addf(out, " %s ", rule->option);
	add_word(out, rule->given != NULL   ? rule->given
		      : rule->named != NULL ? rule->named
					    : schema->header.names[column]);
}

static void add_pins(const struct cs_schema *schema,
		     const struct cs_input *input, struct cs_buf *out)
{
	const char *format;
	char text[2];

	cs_buf_adds(out, "\nThe same, said by options:\n ");
	cs_buf_addf(out, " --%sdelimiter ", cs_input_prefix(input));
	add_word(out, delimiter_option(schema->dialect.delimiter, text));
	for (size_t i = 0; i < input->ncolumns; i++)
		add_pin(schema, &input->columns[i], schema->column[i], out);
	if (schema->mark != CS_MARK_UNKNOWN)
		cs_buf_addf(out, " --%sdecimal %s", cs_input_prefix(input),
			    schema->mark == CS_MARK_COMMA ? "," : ".");
	format = input->date_format != NULL	      ? input->date_format
		 : schema->date.order == CS_ORDER_DMY ? "dmy"
		 : schema->date.order == CS_ORDER_MDY ? "mdy"
						      : NULL;
	if (format != NULL) {
		cs_buf_addf(out, " --%sdate-format ", cs_input_prefix(input));
		add_word(out, format);
	}
	cs_buf_addc(out, '\n');
}

void cs_schema_explain(const struct cs_schema *schema,
		       const struct cs_input *input, struct cs_buf *out)
{
	struct cs_sample rows;

	cs_printable(out, schema->file, strlen(schema->file), 0);
	cs_buf_addf(out, ": %zu columns, separated by %s\n\n",
		    schema->header.ncolumns,
		    schema->dialect.delimiter == '\t'  ? "tabs"
		    : schema->dialect.delimiter == ',' ? "commas"
		    : schema->dialect.delimiter == ';' ? "semicolons"
		    : schema->dialect.delimiter == '|' ? "vertical bars"
						       : "the delimiter given");
	cs_sample_init(&rows, schema);
	add_columns(schema, input, &rows, out);
	if (schema->column[CS_ROLE_AMOUNT] < 0 &&
	    schema->column[CS_ROLE_QUANTITY] >= 0)
		cs_buf_adds(out, "\n  amount = quantity x price\n");
	if (schema->status_like >= 0) {
		cs_buf_addf(out, "\n  not used: the column \"%s\": ",
			    schema->header.names[schema->status_like]);
		cs_sample_commonest(schema, schema->status_like, out);
		cs_buf_addc(out, '\n');
	}
	cs_sample_release(&rows);
	add_pins(schema, input, out);
}
