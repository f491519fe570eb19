/* suggest.c - see suggest.h. */
#include "input/suggest.h"

#include <string.h>

#include "base/utf8.h"
#include "cell/amount.h"
#include "input/choice.h"
#include "input/sample.h"
#include "words/words.h"

enum {
	SHOWN = 3,
	/* how unlikely a column is; these add up */
	WHOLE = 1,    /* of numbers, but none has decimals */
	LESS = 1,     /* of texts, where the word is "number" alone or any id */
	VAGUE = 2,    /* by a word that stands for it only beside others */
	NAMELESS = 4, /* by its cells alone */
	OTHER = 8,    /* a word says that it is something else */
	NEVER = 16
};

/* Some cell is surely a number with decimals. */
static bool has_decimals(struct cs_sample *sample, int column)
{
	struct cs_text cell;

	cs_sample_column(sample, column);
	while (cs_sample_next(sample, &cell))
		if (cs_amount_settles(cell.bytes, cell.length) !=
		    CS_MARK_UNKNOWN)
			return true;
	return false;
}

static unsigned of_numbers(const struct cs_schema *schema,
			   const struct cs_input *input,
			   struct cs_sample *sample, int column)
{
	unsigned other =
	    cs_name_hints(schema->words, "norival", &schema->names[column])
		? OTHER
		: 0;

	if (cs_name_hints(schema->words, "plainid", &schema->names[column]))
		return NEVER;
	if (has_decimals(sample, column))
		return other;
	/* 20250107, 45383 */
	return cs_column_reads(schema, input, sample, CS_FIELD_DATE, column)
		   ? NEVER
		   : WHOLE + other;
}

/* How unlikely a text is, whose name has a word of those that are wanted. */
static unsigned of_texts(const struct cs_schema *schema, const char *usual,
			 const struct cs_name *name, unsigned found)
{
	struct cs_fit fit;

	if (found != VAGUE || strcmp(usual, "customer") != 0)
		return found;
	if (cs_name_hints(schema->words, "nocustomer", name))
		return NEVER;
	return found + (cs_name_fits(schema->words, "plainid", name, &fit) ||
				(name->strange &&
				 cs_name_hints(schema->words, "plainid", name))
			    ? LESS
			    : 0);
}

/* A day on which a contract begins or ends is none of an order. */
static bool of_contracts(const struct cs_schema *schema, const char *usual,
			 const struct cs_name *name)
{
	struct cs_fit fit;

	return strcmp(usual, "date") == 0 &&
	       (cs_name_fits(schema->words, "begin", name, &fit) ||
		cs_name_fits(schema->words, "end", name, &fit));
}

static unsigned unlikeness(const struct cs_schema *schema,
			   const struct cs_input *input,
			   struct cs_sample *sample, size_t rule, int column)
{
	const struct cs_name *name = &schema->names[column];
	const char *usual = input->columns[rule].usual;
	enum cs_field_type type = input->columns[rule].type;
	unsigned found = cs_name_says(schema->words, usual, name)    ? 0
			 : cs_name_hints(schema->words, usual, name) ? VAGUE
								     : NAMELESS;

	for (size_t i = 0; i < input->ncolumns; i++)
		if (schema->column[i] == column)
			return NEVER;
	if (cs_name_not(schema->words, usual, name) ||
	    of_contracts(schema, usual, name))
		found += OTHER;
	if (type == CS_FIELD_TEXT) /* any text is one */
		return found >= NAMELESS ? NEVER
					 : of_texts(schema, usual, name, found);
	if (!cs_column_reads(schema, input, sample, type, column))
		return NEVER;
	if (type == CS_FIELD_NUMBER)
		found += of_numbers(schema, input, sample, column);
	return found;
}

void cs_suggest_columns(const struct cs_schema *schema,
			const struct cs_input *input, size_t rule,
			struct cs_buf *out)
{
	unsigned least[SHOWN] = { NEVER, NEVER, NEVER };
	size_t columns[SHOWN], shown = 0;
	struct cs_sample sample;

	if (input->columns[rule].usual == NULL)
		return;
	cs_sample_init(&sample, schema);
	for (size_t i = 0; i < schema->header.ncolumns; i++) {
		unsigned found =
		    unlikeness(schema, input, &sample, rule, (int)i);
		size_t at = SHOWN;

		while (at > 0 && found < least[at - 1])
			at--;
		for (size_t k = SHOWN - 1; at < SHOWN && k > at; k--) {
			least[k] = least[k - 1];
			columns[k] = columns[k - 1];
		}
		if (at < SHOWN) {
			least[at] = found;
			columns[at] = i;
		}
	}
	cs_sample_release(&sample);
	while (shown < SHOWN && least[shown] < NEVER &&
	       (least[shown] < NAMELESS || least[shown] == least[0])) {
		const char *header = schema->header.names[columns[shown]];

		cs_buf_adds(out, shown++ == 0 ? "\"" : ", \"");
		cs_printable(out, header, strlen(header), 40);
		cs_buf_addc(out, '"');
	}
}
