/*
 * damaged_key.c - keys that a spreadsheet took for numbers.
 *
 * 6.28123E+11 is no key that anybody gives: one is enough. A number of more
 * than 15 digits ends in zeros by chance, each in one of ten: where all such
 * numbers do, and in so many zeros that chance makes them once in a million
 * times, the digits are lost.
 */
#include "base/utf8.h"
#include "doubt/kinds.h"

enum { SURE_ZEROS = 6 };

static void doubt(const struct cs_load_options *options,
		  const struct cs_damaged_keys *keys, struct cs_doubts *doubts)
{
	const struct cs_column_rule *column =
	    &options->input.columns[CS_ROLE_CUSTOMER];
	struct cs_buf key = CS_BUF_INIT;

	cs_printable(&key, keys->key.bytes, keys->key.length, 40);
	cs_doubt_add(doubts, "damaged-key", keys->keys, NULL, 0,
		     "%llu key%s of which a spreadsheet lost digits, as \"%s\" "
		     "(%llu row%s in all): several may have become one; export "
		     "the column as text, or name another one with %s",
		     (unsigned long long)keys->keys,
		     keys->keys == 1 ? " is a number" : "s are numbers",
		     key.data, (unsigned long long)keys->rows,
		     keys->rows == 1 ? "" : "s", column->option);
	cs_buf_release(&key);
}

void cs_doubt_damaged_key(const struct cs_load_options *options,
			  const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_key_facts *keys = &data->keys;

	if (keys->exponent.keys > 0)
		doubt(options, &keys->exponent, doubts);
	if (keys->rounded.keys == keys->long_numbers &&
	    keys->rounded_digits >= SURE_ZEROS)
		doubt(options, &keys->rounded, doubts);
}
