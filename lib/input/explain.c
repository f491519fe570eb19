/* explain.c - see explain.h. */
#include "input/explain.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/word.h"
#include "input/csv.h"
#include "input/names.h"
#include "input/sample.h"
#include "input/status.h"

enum { SHOWN_CELLS = 3, LABEL = 11, COLUMN = 18 };

/* Whatever the line holds of data, it is one line, and nothing but text. */
static void end_line(struct cs_buf *out, struct cs_buf *line)
{
	cs_printable(out, line->data, line->length, 0);
	cs_buf_addc(out, '\n');
	cs_buf_clear(line);
}

static const char *delimiter_option(char delimiter, char out[static 2])
{
	if (delimiter == '\t')
		return "tab";
	if (delimiter == CS_BLANKS)
		return "blanks";
	out[0] = delimiter;
	out[1] = '\0';
	return out;
}

static void pad_to(struct cs_buf *line, size_t start, size_t column)
{
	size_t width = cs_utf8_width(line->data + start, line->length - start);

	do
		cs_buf_addc(line, ' ');
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
	return schema->column[column] != -1 || wanted >= CS_WELCOME ||
	       (column == CS_ROLE_ORDER && wanted == CS_OPTIONAL);
}

/* `otherwise` is said where there is no column. */
static void add_line(const struct cs_schema *schema, const char *name,
		     int column, const char *otherwise,
		     struct cs_sample *sample, struct cs_buf *out)
{
	struct cs_buf line = CS_BUF_INIT;
	size_t start;

	cs_buf_addf(&line, "  %s", name);
	pad_to(&line, 0, LABEL + 2);
	start = line.length;
	if (column == CS_FILE_COLUMN)
		cs_buf_adds(&line, "(the file's name)");
	else if (column < 0)
		cs_buf_addf(&line, "-%*s%s", COLUMN - 1, "", otherwise);
	else
		cs_printable(&line, schema->header.names[column],
			     strlen(schema->header.names[column]), COLUMN - 1);
	if (column >= 0) {
		pad_to(&line, start, COLUMN);
		add_samples(sample, column, &line);
	}
	end_line(out, &line);
	cs_buf_release(&line);
}

static void add_columns(const struct cs_schema *schema,
			const struct cs_input *input, struct cs_sample *sample,
			struct cs_buf *out)
{
	static const char *const absent[] = {
		[CS_OPTIONAL] = "each row is an order of its own",
		[CS_WELCOME] = "nothing looks like it: no revenue is told",
		[CS_REQUIRED] = "is needed, and nothing looks like it",
	};

	for (size_t i = 0; i < input->ncolumns; i++)
		if (worth_a_line(schema, i, input))
			add_line(schema, input->columns[i].name,
				 schema->column[i],
				 absent[input->columns[i].wanted], sample, out);
}

/* The line that pins all of it, and the options for which there is no word. */
struct pins {
	struct cs_buf line, missing;
};

/* `offer`: "OPTION WORD", or empty. */
static void add_pin(struct pins *pins, const char *option, struct cs_buf *offer)
{
	if (offer->length > 0)
		cs_buf_addf(&pins->line, " %s", offer->data);
	else
		cs_buf_addf(&pins->missing, "%s%s",
			    pins->missing.length > 0 ? ", " : "", option);
	cs_buf_release(offer);
}

static void pin_word(struct pins *pins, const struct cs_input *input,
		     const char *name, const char *word)
{
	struct cs_buf option = CS_BUF_INIT, offer = CS_BUF_INIT;

	cs_buf_addf(&option, "--%s%s", cs_input_prefix(input), name);
	cs_add_offer(&offer, option.data, word);
	add_pin(pins, option.data, &offer);
	cs_buf_release(&option);
}

/* A column as the user named it, else by its header or position. */
static void pin_column(struct pins *pins, const struct cs_schema *schema,
		       const struct cs_column_rule *rule, size_t column)
{
	const char *said = rule->given != NULL ? rule->given : rule->named;
	bool customer = column == CS_ROLE_CUSTOMER;
	bool more = rule->given != NULL && strcmp(said, rule->named) != 0;
	struct cs_buf offer = CS_BUF_INIT;

	if (schema->column[column] == -1)
		return;
	if ((said == NULL || *said == '-' ||
	     !cs_add_offer(&offer, rule->option, said)) &&
	    !more)
		cs_offer_columns(schema, rule->option,
				 customer ? schema->customers
					  : &schema->column[column],
				 customer ? schema->ncustomers : 1, &offer);
	add_pin(pins, rule->option, &offer);
}

/* Where it begins and how it is written, as far as that was found. */
static void pin_table(struct pins *pins, const struct cs_schema *schema,
		      const struct cs_input *input)
{
	const struct cs_header *header = &schema->header;
	char lines[24];

	if (header->unnamed)
		cs_buf_adds(&pins->line, " --no-header");
	snprintf(lines, sizeof lines, "%llu",
		 (unsigned long long)header->line - 1);
	if (header->found && input->prefix == NULL)
		pin_word(pins, input, "skip-lines", lines);
	if (header->encoding != NULL && *header->encoding != '\0')
		pin_word(pins, input, "encoding", header->encoding);
}

static void add_pins(const struct cs_schema *schema,
		     const struct cs_input *input, struct cs_buf *out)
{
	struct pins pins = { CS_BUF_INIT, CS_BUF_INIT };
	const char *format;
	char text[2];

	cs_buf_addc(&pins.line, ' ');
	pin_word(&pins, input, "delimiter",
		 delimiter_option(schema->dialect.delimiter, text));
	pin_table(&pins, schema, input);
	for (size_t i = 0; i < input->ncolumns; i++)
		pin_column(&pins, schema, &input->columns[i], i);
	if (schema->mark != CS_MARK_UNKNOWN)
		pin_word(&pins, input, "decimal",
			 schema->mark == CS_MARK_COMMA ? "," : ".");
	format = cs_date_format_name(&schema->date);
	if (format != NULL)
		pin_word(&pins, input, "date-format", format);
	cs_buf_adds(out, "\nThe same, said by options:\n");
	end_line(out, &pins.line);
	if (pins.missing.length > 0)
		cs_buf_addf(out,
			    "without %s, whose words not all shells read "
			    "alike\n",
			    pins.missing.data);
	cs_buf_release(&pins.line);
	cs_buf_release(&pins.missing);
}

static const char *separator(char delimiter)
{
	return delimiter == '\t'	? "tabs"
	       : delimiter == ','	? "commas"
	       : delimiter == ';'	? "semicolons"
	       : delimiter == '|'	? "vertical bars"
	       : delimiter == CS_BLANKS ? "runs of blanks"
					: "the delimiter given";
}

static void add_statuses(const struct cs_schema *schema, struct cs_buf *out)
{
	static const char *const labels[] = {
		[CS_STATUS_IN] = "statuses that count",
		[CS_STATUS_OUT] = "statuses left out",
		[CS_STATUS_DOUBT] = "statuses for --count to judge",
	};
	struct cs_buf line = CS_BUF_INIT, list = CS_BUF_INIT;
	struct cs_statuses seen;

	cs_status_sample(schema, &seen);
	cs_buf_addc(out, '\n');
	for (int verdict = 0; verdict <= CS_STATUS_DOUBT; verdict++) {
		cs_buf_clear(&list);
		cs_statuses_list(&seen, (enum cs_verdict)verdict, &list);
		if (list.length == 0)
			continue;
		cs_buf_addf(&line, "  %s: %s", labels[verdict], list.data);
		end_line(out, &line);
	}
	cs_statuses_release(&seen);
	cs_buf_release(&line);
	cs_buf_release(&list);
}

void cs_schema_explain(const struct cs_schema *schema,
		       const struct cs_input *input, struct cs_buf *out)
{
	struct cs_buf line = CS_BUF_INIT;
	struct cs_sample rows;

	cs_buf_addf(&line, "%s: %zu columns, separated by %s", schema->file,
		    schema->header.ncolumns,
		    separator(schema->dialect.delimiter));
	end_line(out, &line);
	cs_buf_addc(out, '\n');
	cs_sample_init(&rows, schema);
	add_columns(schema, input, &rows, out);
	if (schema->column[CS_ROLE_AMOUNT] < 0 &&
	    schema->column[CS_ROLE_QUANTITY] >= 0)
		cs_buf_adds(out, "\n  amount = quantity x price\n");
	cs_sample_release(&rows);
	if (schema->by_status)
		add_statuses(schema, out);
	cs_buf_release(&line);
	add_pins(schema, input, out);
}
