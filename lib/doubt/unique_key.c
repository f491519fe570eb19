/*
 * unique_key.c - a key that never comes again.
 *
 * Where each of 50 orders or more has a customer of its own, that may be a shop
 * to which nobody came back; more often the key is that of the order, or of a
 * visit. Of a twentieth who come back, as in the poorest of real exports, 50
 * orders show none in one of ten cases only. A table without days, or of one,
 * may be of totals, a row for each customer.
 *
 * Where no orders are formed their rows look like customers who come back. Then
 * the first mebibyte tells: four weeks or more in which, of two hundred, nobody
 * is there on two days. Most data shows by a few rows that somebody is.
 */
#include <string.h>

#include "base/utf8.h"
#include "data/store.h"
#include "doubt/kinds.h"
#include "input/profile.h"
#include "words/words.h"

enum {
	ENOUGH_ORDERS = 50,
	SHOWN = 3,
	FEW_ROWS = 4096,
	ENOUGH_CUSTOMERS = 200,
	ENOUGH_DAYS = 28
};

/* Whether nobody comes back; rows of one day are one order, if none are formed.
 */
static bool nobody_again(const struct cs_data *data)
{
	const struct cs_schema *schema = &data->input.schemas[0];
	struct cs_visits visits;

	if (data->keys.repeaters == 0)
		return true;
	if (data->store->partitions[0].runs != NULL ||
	    schema->column[CS_ROLE_DATE] < 0)
		return false;
	visits = cs_doubt_visits(schema, FEW_ROWS);
	if (visits.again == 0 && visits.last - visits.first < ENOUGH_DAYS)
		visits = cs_doubt_visits(schema, SIZE_MAX);
	return visits.again == 0 && visits.customers >= ENOUGH_CUSTOMERS &&
	       visits.last - visits.first >= ENOUGH_DAYS;
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

/* Columns of the first file that have a customer's name, and repeat; where no
 * orders are formed, the order's id does too. */
static void add_others(const struct cs_vocabulary *words,
		       const struct cs_schema *schema, bool formed,
		       struct cs_buf *out)
{
	struct cs_sample sample;
	size_t shown = 0;

	cs_sample_init(&sample, schema);
	for (size_t i = 0; i < schema->header.ncolumns && shown < SHOWN; i++) {
		const char *header = schema->header.names[i];
		struct cs_name name;

		cs_name_read(words, header, &name);
		if (cs_has_role(schema, (int)i) ||
		    !cs_name_hints(words, "customer", &name) ||
		    (!formed && cs_name_hints(words, "order", &name)) ||
		    !repeats(schema, &sample, (int)i))
			continue;
		cs_buf_adds(out, shown++ == 0 ? " \"" : ", \"");
		cs_printable(out, header, strlen(header), 40);
		cs_buf_addc(out, '"');
	}
	cs_sample_release(&sample);
}

void cs_doubt_unique_key(const struct cs_load_options *options,
			 const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_account *account = &data->input.account;
	struct cs_buf others = CS_BUF_INIT, what = CS_BUF_INIT;

	if (options->keys_of_many || data->keys.purchases < ENOUGH_ORDERS ||
	    account->first_date == account->last_date || !nobody_again(data))
		return;
	add_others(options->input.words, &data->input.schemas[0],
		   data->keys.repeaters == 0, &others);
	if (data->keys.repeaters == 0)
		cs_buf_addf(&what,
			    "each of %llu orders has a customer of its own",
			    (unsigned long long)data->keys.purchases);
	else
		cs_buf_adds(&what, "no customer of the first rows is there on "
				   "two days");
	cs_doubt_add(doubts, "unique-key", data->customers, NULL, 0,
		     "%s, so nobody "
		     "came back: is it the right column? --customer names "
		     "another%s%s; --trust unique-key if it is",
		     what.data, others.length > 0 ? ", such as" : "",
		     others.data);
	cs_buf_release(&others);
	cs_buf_release(&what);
}
