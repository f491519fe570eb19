/*
 * unique_key.c - a key that never comes again.
 *
 * Where each of 50 orders or more has a customer of its own, that may be a shop
 * to which nobody came back; more often the key is that of the order, or of a
 * visit. Of a twentieth who come back, as in the poorest of real exports, 50
 * orders show none in one of ten cases only. A table without days, or of one,
 * may be of totals, a row for each customer.
 */
#include <string.h>

#include "base/builtin.h"
#include "base/utf8.h"
#include "doubt/kinds.h"
#include "input/profile.h"
#include "words/words.h"

enum { ENOUGH_ORDERS = 50, SHOWN = 3 };

static bool is_taken(const struct cs_schema *schema, int column)
{
	for (size_t i = 0; i < CS_MAX_COLUMNS; i++)
		if (schema->column[i] == column)
			return true;
	for (size_t i = 0; i < schema->customers.count; i++)
		if (schema->customers.columns[i] == column)
			return true;
	return false;
}

/* Some are there again, and most are not the same. */
static bool repeats(const struct cs_schema *schema, struct cs_sample *sample,
		    int column)
{
	struct cs_profile cells =
	    cs_profile_column(schema, sample, column, CS_FIELD_TEXT);

	return cells.different < cells.filled &&
	       cells.different * 4 >= cells.filled &&
	       cells.filled * 2 >= cells.rows;
}

/* Columns of the first file that have a customer's name, and repeat. */
static void add_others(const struct cs_schema *schema, struct cs_buf *out)
{
	struct cs_vocabulary *words =
	    cs_vocabulary_new(cs_builtin_text("words", "columns"));
	struct cs_sample sample;
	size_t shown = 0;

	cs_sample_init(&sample, schema);
	for (size_t i = 0; i < schema->header.ncolumns && shown < SHOWN; i++) {
		const char *header = schema->header.names[i];
		struct cs_name name;

		cs_name_read(words, header, &name);
		if (is_taken(schema, (int)i) ||
		    !cs_name_hints(words, "customer", &name) ||
		    !repeats(schema, &sample, (int)i))
			continue;
		cs_buf_adds(out, shown++ == 0 ? " \"" : ", \"");
		cs_printable(out, header, strlen(header), 40);
		cs_buf_addc(out, '"');
	}
	cs_sample_release(&sample);
	cs_vocabulary_free(words);
}

void cs_doubt_unique_key(const struct cs_load_options *options,
			 const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_account *account = &data->input.account;
	struct cs_buf others = CS_BUF_INIT;

	if (options->keys_of_many || data->keys.purchases < ENOUGH_ORDERS ||
	    data->keys.repeaters > 0 ||
	    account->first_date == account->last_date)
		return;
	add_others(&data->input.schemas[0], &others);
	cs_doubt_add(doubts, "unique-key", data->customers, NULL, 0,
		     "each of %llu orders has a customer of its own, so nobody "
		     "came back: is it the right column? --customer names "
		     "another%s%s; --trust unique-key if it is",
		     (unsigned long long)data->keys.purchases,
		     others.length > 0 ? ", such as" : "", others.data);
	cs_buf_release(&others);
}
