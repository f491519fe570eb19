/* sheaf.c - see sheaf.h and sheaf_read.h. */
#include "input/sheaf_read.h"

#include <stdlib.h>
#include <string.h>

#include "cell/amount.h"
#include "cell/date.h"
#include "input/moment.h"

void cs_sheaf_row(const struct cs_sheaf *sheaf, size_t i, struct cs_row *row,
		  struct cs_cells *cells)
{
	static const struct cs_text none = { "", 0 };

	*cells = cs_batch_cells(sheaf->batch, sheaf->record[i]);
	*row = (struct cs_row){
		.customer = sheaf->customer[i],
		.order = sheaf->order != NULL ? sheaf->order[i] : none,
		.group = sheaf->group != NULL ? sheaf->group[i] : none,
		.currency = none,
		.day = sheaf->day[i],
		.moment = sheaf->moment != NULL ? sheaf->moment[i]
						: (struct cs_moment){ 0 },
		.amount = sheaf->amount[i],
		.place = cs_sheaf_place(sheaf, i),
		.cells = cells,
		.values =
		    sheaf->values != NULL
			? sheaf->values +
			      (sheaf->record[i] - sheaf->first) * sheaf->nvalues
			: NULL,
		.flags = sheaf->flags != NULL ? sheaf->flags[i] : 0,
		.has_amount = true,
		.further = sheaf->further[i],
	};
}

/* --- which files -------------------------------------------------- */

/* An amount, or what it is the product of. */
static bool has_value(const struct cs_schema *schema)
{
	const int *column = schema->column;

	return column[CS_ROLE_AMOUNT] >= 0 ||
	       (column[CS_ROLE_QUANTITY] >= 0 && column[CS_ROLE_PRICE] >= 0);
}

/* A record that is the header again has no amount, nor lacks one: if only its
 * name is none. */
static bool header_is_no_row(const struct cs_schema *schema)
{
	const int *column = schema->column;
	const char *name =
	    schema->header
		.names[column[CS_ROLE_AMOUNT] >= 0 ? column[CS_ROLE_AMOUNT]
						   : column[CS_ROLE_PRICE]];
	cs_micros amount;

	return *name != '\0' && !cs_amount_parse_plain(name, strlen(name),
						       schema->mark, &amount);
}

/* The same of a file without amounts, where it is the date that a record which
 * is no row does not have. A filter is asked first. */
static bool dates_make_rows(const struct cs_schema *schema,
			    const struct cs_input *input)
{
	const int *column = schema->column;
	const char *name = schema->header.names[column[CS_ROLE_DATE]];
	cs_day day;

	return column[CS_ROLE_AMOUNT] < 0 && column[CS_ROLE_PRICE] < 0 &&
	       column[CS_ROLE_REFUND] < 0 && !cs_sheaf_has_filters(input) &&
	       cs_date_parse(name, strlen(name), &schema->date, &day) !=
		   CS_CELL_OK;
}

bool cs_sheaf_fits(const struct cs_schema *schema, const struct cs_input *input)
{
	const int *column = schema->column;
	bool file = false; /* its name is a value */

	for (size_t i = 0; i < input->ncolumns; i++)
		file |= column[i] == CS_FILE_COLUMN;
	return input->csv_path != CS_CSV_LIBCSV &&
	       (cs_sheaf_can_ask(schema, input) ||
		!cs_sheaf_has_filters(input)) &&
	       input->fold_keys == 0 && !input->keys_joined &&
	       schema->filtered == NULL && schema->nkinds == 0 &&
	       schema->ntotals == 0 && schema->replaced == NULL && !file &&
	       column[CS_ROLE_DATE] >= 0 && !cs_moment_joined(schema) &&
	       schema->customers.count > 0 &&
	       schema->customers.columns[0] >= 0 && schema->groups.count < 2 &&
	       (!schema->by_status || column[CS_ROLE_STATUS] >= 0) &&
	       (has_value(schema) ? header_is_no_row(schema)
				  : dates_make_rows(schema, input));
}

/* The columns that a row which continues an order may leave out, where it has
 * nothing else of its own. */
static void list_repeated(struct cs_sheaf_reader *reader,
			  const struct cs_input *input)
{
	static const enum cs_role roles[] = {
		CS_ROLE_CUSTOMER, CS_ROLE_DATE,	     CS_ROLE_CURRENCY,
		CS_ROLE_STATUS,	  CS_ROLE_CANCELLED, CS_ROLE_GROUP
	};
	const struct cs_schema *schema = reader->schema;

	reader->nrepeated = 0;
	/* another column of customers may name somebody else */
	if (!schema->continues || !schema->repeats_order ||
	    schema->customers.count > 1 || input->ncolumns > CS_NROLES ||
	    input->moments)
		return;
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (schema->column[roles[i]] >= 0)
			reader->repeated[reader->nrepeated++] =
			    schema->column[roles[i]];
}

void cs_sheaf_turn(struct cs_sheaf_reader *reader,
		   const struct cs_schema *schema, const struct cs_input *input)
{
	reader->schema = schema;
	reader->vectors = cs_csv_vectors((enum cs_csv_path)input->csv_path);
	reader->nstatuses = reader->vain = reader->pause = 0;
	reader->date[0] = 0; /* as no cell has it */
	list_repeated(reader, input);
	cs_sheaf_filters_turn(reader, input);
	cs_sheaf_fields_turn(reader, input);
	reader->sheaf.moment = input->moments ? reader->moment : NULL;
	reader->sheaf.order =
	    schema->column[CS_ROLE_ORDER] == -1 ? NULL : reader->order;
	reader->sheaf.group =
	    schema->column[CS_ROLE_GROUP] == -1 ? NULL : reader->group;
}

void cs_sheaf_reader_free(struct cs_sheaf_reader *reader)
{
	if (reader != NULL)
		free(reader->values);
	free(reader);
}

/* --- all of them -------------------------------------------------- */

/* Of the records from `from` on, how many have the cells that they should, at
 * most CS_SHEAF_ROWS. */
static size_t count_whole(const struct cs_batch *batch, size_t from, size_t end,
			  size_t ncolumns)
{
	const uint32_t *first = batch->first + from;
	size_t most = end - from < CS_SHEAF_ROWS ? end - from : CS_SHEAF_ROWS;
	size_t n = 0;

	while (n < most && first[n + 1] - first[n] == ncolumns)
		n++;
	return n;
}

/* What is sure so far but for customer, currency and group, of which no row
 * outside of the window is asked. */
static void leave_out_days(struct cs_sheaf_reader *reader,
			   const struct cs_input *input)
{
	for (size_t i = 0; i < reader->count; i++) {
		cs_day day = reader->sheaf.day[i];

		if (!reader->sure[i] ||
		    (day >= input->first_day && day <= input->last_day))
			continue;
		reader->fate[i] =
		    (unsigned char)(day > input->last_day ? CS_FATE_AFTER
							  : CS_FATE_BEFORE);
		reader->sure[i] = false;
	}
}

/* Amounts, and what is said of a row before any other of its cells is read. */
static void read_values(struct cs_sheaf_reader *reader,
			const struct cs_input *input)
{
	if (has_value(reader->schema)) {
		cs_sheaf_amounts(reader);
	} else {
		memset(reader->sheaf.amount, 0,
		       reader->count * sizeof *reader->sheaf.amount);
		reader->nlacking = 0;
	}
	if (reader->schema->column[CS_ROLE_REFUND] >= 0)
		cs_sheaf_refunds(reader);
	if (input->nexpressions > 0 && !reader->flags_by_row)
		cs_sheaf_filters(reader, input);
}

static void read_texts(struct cs_sheaf_reader *reader,
		       const struct cs_input *input,
		       const struct cs_words *currencies)
{
	if (reader->schema->column[CS_ROLE_CURRENCY] >= 0)
		cs_sheaf_currencies(reader, currencies->last);
	if (reader->sheaf.order != NULL)
		cs_sheaf_orders(reader, input);
	if (reader->sheaf.group != NULL)
		cs_sheaf_groups(reader);
	cs_sheaf_customers(reader, input);
}

size_t cs_sheaf_read(struct cs_sheaf_reader *reader, struct cs_row_reader *rows,
		     const struct cs_words *currencies,
		     const struct cs_batch *batch, size_t from, size_t end)
{
	const struct cs_schema *schema = reader->schema;
	const struct cs_input *input = rows->input;
	size_t count = count_whole(batch, from, end, schema->header.ncolumns);

	reader->sheaf.batch = batch;
	reader->from = reader->sheaf.first = from;
	reader->count = count;
	if (count == 0)
		return 0;
	memset(reader->sure, true, count);
	memset(reader->fate, CS_FATE_USED, count);
	memset(reader->sheaf.further, false, count);
	/* as cs_row_read(), which judges in this order, but for the amount:
	 * that of a row that is left out is in the account too */
	read_values(reader, input);
	if (input->moments)
		cs_sheaf_moments(reader);
	else
		cs_sheaf_dates(reader);
	if (schema->column[CS_ROLE_CANCELLED] >= 0)
		cs_sheaf_cancelled(reader);
	if (schema->by_status)
		cs_sheaf_statuses(reader, rows);
	if (reader->sheaf.values != NULL)
		cs_sheaf_fields(reader, input);
	if (input->first_day > CS_DAY_MIN || input->last_day < CS_DAY_MAX)
		leave_out_days(reader, input);
	read_texts(reader, input, currencies);
	/* filters ask each row of an order by its own cells */
	if (reader->nlacking > 0 && input->nexpressions == 0)
		cs_sheaf_further(reader);
	if (input->nexpressions > 0 && reader->flags_by_row)
		cs_sheaf_flags(reader, rows);
	else if (input->nexpressions > 0)
		cs_sheaf_filters_count(reader, rows);
	return count;
}

void cs_sheaf_move(struct cs_sheaf_reader *reader, size_t to, size_t from,
		   size_t count)
{
	struct cs_sheaf *sheaf = &reader->sheaf;

#define MOVE(list) memmove(list + to, list + from, count * sizeof *list)
	MOVE(sheaf->day);
	MOVE(sheaf->amount);
	MOVE(sheaf->customer);
	MOVE(sheaf->further);
	if (sheaf->order != NULL)
		MOVE(reader->order);
	if (sheaf->group != NULL)
		MOVE(reader->group);
	if (sheaf->flags != NULL)
		MOVE(reader->flags);
	if (sheaf->moment != NULL)
		MOVE(reader->moment);
#undef MOVE
}
