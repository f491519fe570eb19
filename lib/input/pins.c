/* pins.c - see pins.h. */
#include "input/pins.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/word.h"
#include "input/csv.h"
#include "input/names.h"
#include "input/rewrite.h"

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

	if (schema->column[column] == -1 ||
	    schema->reason[column] == CS_BY_LAYOUT)
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

/* How the text becomes cells. What holds for contacts too is the orders'. */
static void pin_dialect(struct pins *pins, const struct cs_schema *schema,
			const struct cs_input *input)
{
	const struct cs_dialect *dialect = &schema->dialect;
	const struct cs_header *header = &schema->header;
	char text[2] = "", lines[24];

	pin_word(pins, input, "delimiter",
		 delimiter_option(dialect->delimiter, text));
	if (header->unnamed && input->prefix == NULL)
		cs_buf_adds(&pins->line, " --no-header");
	snprintf(lines, sizeof lines, "%llu",
		 (unsigned long long)header->line - 1);
	if ((header->found || dialect->skip_lines > 0) && input->prefix == NULL)
		pin_word(pins, input, "skip-lines", lines);
	if (dialect->fill && input->prefix == NULL)
		cs_buf_adds(&pins->line, " --fill");
	if (dialect->stop_at_blank && input->prefix == NULL)
		cs_buf_adds(&pins->line, " --stop-at-blank");
	if (dialect->rewriting & CS_REWRITE_ESCAPES && input->prefix == NULL)
		cs_buf_adds(&pins->line, " --escape backslash");
	if (header->encoding != NULL && *header->encoding != '\0')
		pin_word(pins, input, "encoding", header->encoding);
	if (input->prefix != NULL)
		return;
	text[0] = dialect->quote;
	if (input->dialect.quote != '"')
		pin_word(pins, input, "quote",
			 dialect->quote == CS_NO_QUOTE ? "none" : text);
	if (schema->layout != NULL)
		pin_word(pins, input, "layout", schema->layout->name);
	else if (input->layouts.count == 0)
		pin_word(pins, input, "layout", "none");
}

void cs_add_pins(const struct cs_schema *schema, const struct cs_input *input,
		 struct cs_buf *out)
{
	struct pins pins = { CS_BUF_INIT, CS_BUF_INIT };
	const char *format;

	cs_buf_addc(&pins.line, ' ');
	pin_dialect(&pins, schema, input);
	for (size_t i = 0; i < input->ncolumns; i++)
		pin_column(&pins, schema, &input->columns[i], i);
	if (schema->mark != CS_MARK_UNKNOWN &&
	    (input->decimal != CS_MARK_UNKNOWN ||
	     cs_layout_says(schema->layout, "decimal") == NULL))
		pin_word(&pins, input, "decimal",
			 schema->mark == CS_MARK_COMMA ? "," : ".");
	format = cs_date_format_name(&schema->date);
	if (format != NULL &&
	    (input->date_format != NULL ||
	     cs_layout_says(schema->layout, "date-format") == NULL))
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
