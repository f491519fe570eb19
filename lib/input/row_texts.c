/* row_texts.c - whose row it is, and its order, group and currency: see
 * row_parts.h. */
#include "input/row_parts.h"

#include <string.h>

#include "base/utf8.h"
#include "cell/currency.h"
#include "cell/spelling.h"

/* --- texts ------------------------------------------------------------- */

static bool is_empty(struct cs_text text)
{
	/* NA, NULL */
	return text.length == 0 || ((text.length == 2 || text.length == 4) &&
				    cs_cell_empty(text.bytes, text.length));
}

/* The cell of a key, without what is no part of it; nothing where the cell says
 * that there is none. */
static inline struct cs_text key_at(const struct cs_row_reader *reader,
				    const struct cs_cells *cells, int column)
{
	struct cs_text text = column >= 0 && reader->schema->replaced == NULL
				  ? cs_cells_raw(cells, (size_t)column)
				  : cs_row_cell(reader, cells, column);

	/* other characters at both ends: there is nothing to take off */
	if (text.length == 0 || (signed char)*text.bytes <= '\'' ||
	    *text.bytes == '=' ||
	    (signed char)text.bytes[text.length - 1] <= '\'')
		text = reader->input->exact_keys ? cs_cell_trimmed(text)
						 : cs_key_bare(text);
	if (is_empty(text))
		text.length = 0;
	return text;
}

static unsigned features(struct cs_text text)
{
	struct cs_key key;

	cs_key_set(&key, text.bytes, text.length);
	return cs_key_features(&key);
}

bool cs_row_valid_text(struct cs_text text)
{
	return (features(text) & CS_KEY_BEYOND_ASCII) == 0 ||
	       cs_utf8_valid(text.bytes, text.length);
}

/* --- whose it is --------------------------------------------------------- */

/* 0, where customers are numbered from there; in contacts, where the orders
 * have a customer of that number. */
static bool is_customer_0(const struct cs_row_reader *reader,
			  struct cs_text text)
{
	const struct cs_input *input = reader->input;

	return text.length == 1 && *text.bytes == '0' &&
	       (reader->schema->from_zero ||
		(input->known != NULL &&
		 input->known(input->known_context, text)));
}

/* The word for nobody that the key is, or the part before its @; or -1. */
static inline int nobody(const struct cs_row_reader *reader,
			 const struct cs_key *key, unsigned found)
{
	const struct cs_nobody *words = reader->input->nobody;
	struct cs_text text = key->text;
	int word;

	if (words == NULL)
		return -1;
	if ((found & CS_KEY_ASTERISK) != 0 && cs_key_masked(text))
		return CS_NOBODY_MASKED;
	if ((found & CS_KEY_AT_SIGN) == 0) {
		word = cs_nobody_find(words, text);
		return word >= 0 && is_customer_0(reader, text) ? -1 : word;
	}
	text.length =
	    (size_t)((const char *)memchr(text.bytes, '@', text.length) -
		     text.bytes);
	word = cs_nobody_find(words, text);
	return word >= 0 && words->words[word].kind == CS_NOBODY_WORD ? word
								      : -1;
}

static struct cs_text read_order(const struct cs_row_reader *reader,
				 const struct cs_cells *cells, int column)
{
	const struct cs_nobody *words = reader->input->nobody;
	struct cs_text order = column == -1 ? (struct cs_text){ "", 0 }
					    : key_at(reader, cells, column);
	int word = -1;

	if (words != NULL && order.length > 0)
		word = cs_nobody_find(words, order);
	if (word >= 0 && words->words[word].kind <= CS_NOBODY_MISSING)
		order.length = 0;
	return order;
}

/* False if it is not valid UTF-8. */
static bool read_group_cell(struct cs_row_reader *reader,
			    const struct cs_cells *cells, int column,
			    struct cs_text *group)
{
	struct cs_buf *scratch = &reader->group;

	*group = key_at(reader, cells, column);
	if (group->length == 0 || (features(*group) & CS_KEY_BEYOND_ASCII) == 0)
		return true;
	if (!cs_utf8_valid(group->bytes, group->length))
		return false;
	if (!reader->input->exact_keys && cs_key_normal(*group, scratch))
		*group = (struct cs_text){ scratch->data, scratch->length };
	return true;
}

/* A cell that reads "(none)", or that in brackets. */
static bool is_called_none(struct cs_text cell)
{
	static const char none[] = "(none)";

	while (cell.length > strlen(none) && cell.bytes[0] == '(' &&
	       cell.bytes[cell.length - 1] == ')') {
		cell.bytes++;
		cell.length -= 2;
	}
	return cell.length == strlen(none) &&
	       memcmp(cell.bytes, none, cell.length) == 0;
}

/* "DE / web" of several columns; empty where all are. What reads as an empty
 * one does stands in brackets. */
static bool read_several(struct cs_row_reader *reader,
			 const struct cs_cells *cells,
			 const struct cs_several *columns, struct cs_buf *pair,
			 struct cs_text *group)
{
	bool any = false, valid = true;

	cs_buf_clear(pair);
	for (size_t i = 0; i < columns->count; i++) {
		valid &=
		    read_group_cell(reader, cells, columns->columns[i], group);
		any |= group->length > 0;
		cs_buf_adds(pair, i > 0 ? " / " : "");
		if (group->length == 0)
			cs_buf_adds(pair, "(none)");
		else if (is_called_none(*group))
			cs_buf_addf(pair, "(%.*s)", (int)group->length,
				    group->bytes);
		else
			cs_buf_add(pair, group->bytes, group->length);
	}
	*group = (struct cs_text){ pair->data, any ? pair->length : 0 };
	return valid;
}

static inline bool read_group(struct cs_row_reader *reader,
			      const struct cs_cells *cells,
			      struct cs_text *group)
{
	const struct cs_schema *schema = reader->schema;
	int column = schema->column[CS_ROLE_GROUP];

	*group = (struct cs_text){ "", 0 };
	if (column == -1) /* nobody asks for groups */
		return true;
	return schema->groups.count < 2
		   ? read_group_cell(reader, cells, column, group)
		   : read_several(reader, cells, &schema->groups, &reader->pair,
				  group);
}

/* Of all columns together; bytes that are no UTF-8 stay what they are. */
static unsigned read_joined(struct cs_row_reader *reader,
			    const struct cs_cells *cells, struct cs_key *key)
{
	struct cs_text text;

	read_several(reader, cells, &reader->schema->customers, &reader->joined,
		     &text);
	cs_key_set(key, text.bytes, text.length);
	return cs_key_features(key);
}

/* The first column that names somebody; returns the features of the key. */
static inline unsigned read_customer(struct cs_row_reader *reader,
				     const struct cs_cells *cells,
				     struct cs_key *key)
{
	const struct cs_schema *schema = reader->schema;

	reader->no_customer = -1;
	if (reader->input->keys_joined)
		return read_joined(reader, cells, key);
	for (size_t i = 0; i < schema->customers.count; i++) {
		struct cs_text cell =
		    key_at(reader, cells, schema->customers.columns[i]);
		unsigned found;
		int word;

		if (cell.length == 0)
			continue;
		cs_key_set(key, cell.bytes, cell.length);
		found = cs_key_features(key);
		word = nobody(reader, key, found);
		if (word < 0)
			return found;
		reader->no_customer = word;
	}
	cs_key_set(key, "", 0);
	return 0;
}

/* Makes one of what is written in different ways. */
static void settle_customer(struct cs_row_reader *reader, struct cs_key *key,
			    unsigned found)
{
	const struct cs_input *input = reader->input;
	struct cs_buf *scratch = &reader->scratch;

	if (!input->exact_keys && (found & CS_KEY_BEYOND_ASCII) != 0 &&
	    cs_key_normal(key->text, scratch))
		cs_key_set(key, scratch->data, scratch->length);
	if (!input->exact_keys && (found & CS_KEY_AT_SIGN) != 0)
		cs_key_lower(key, scratch);
	if (input->fold_keys != 0) {
		char *bytes = cs_key_own(key, scratch);

		cs_key_set(
		    key, bytes,
		    cs_key_fold(bytes, key->text.length, input->fold_keys));
	}
}

/* The column's word counts; false if the amount's own contradicts it. */
static bool judge_currency(struct cs_row *row, struct cs_text column)
{
	bool empty = is_empty(column);
	bool agrees = empty || row->currency.length == 0 ||
		      cs_currency_agree(column, row->currency);

	if (agrees && !empty)
		row->currency = column;
	return agrees;
}

enum cs_fate cs_row_judge_texts(struct cs_row_reader *reader,
				const struct cs_cells *cells,
				struct cs_row *row)
{
	const struct cs_input *input = reader->input;
	const int *column = reader->schema->column;
	unsigned found = read_customer(reader, cells, &row->customer);

	row->order = read_order(reader, cells, column[CS_ROLE_ORDER]);
	if (column[CS_ROLE_CURRENCY] != -1 &&
	    !judge_currency(
		row, cs_row_text(reader, cells, column[CS_ROLE_CURRENCY]))) {
		cs_row_good(reader, row, CS_BAD_CURRENCY, CS_ROLE_CURRENCY);
		return CS_FATE_BAD;
	}
	if ((found & CS_KEY_BEYOND_ASCII) != 0 &&
	    !cs_utf8_valid(row->customer.text.bytes,
			   row->customer.text.length)) {
		cs_row_good(reader, row, CS_BAD_ENCODING, CS_ROLE_CUSTOMER);
		return CS_FATE_BAD;
	}
	if ((found & (CS_KEY_BEYOND_ASCII | CS_KEY_AT_SIGN)) != 0 ||
	    input->fold_keys != 0)
		settle_customer(reader, &row->customer, found);
	if (!read_group(reader, cells, &row->group)) {
		cs_row_good(reader, row, CS_BAD_ENCODING, CS_ROLE_GROUP);
		return CS_FATE_BAD;
	}
	if (row->customer.text.length == 0 &&
	    input->columns[CS_ROLE_CUSTOMER].wanted != CS_UNUSED) {
		if (reader->no_customer >= 0)
			reader->nobody[reader->no_customer]++;
		return CS_FATE_UNATTRIBUTED;
	}
	if (input->nexpressions > 0)
		row->flags = cs_row_flags(reader, cells);
	return CS_FATE_USED;
}
