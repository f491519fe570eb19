/* schema.c - see schema.h. */
#include "input/schema.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/utf8.h"
#include "input/sample.h"

/*
 * Usual names, folded. Names in one string have one rank; a role takes the
 * first rank that the header has. No list for roles that are never guessed.
 */
#define RANKS 10
static const struct {
	const char *name, *option;
	const char *ranks[RANKS]; /* ends with NULL */
} roles[CS_NROLES] = {
	[CS_CUSTOMER] = { "customer",
			  "--customer",
			  { "customerid customerno customernumber customerkey "
			    "customercode custid custno",
			    "customer cust", "clientid client",
			    "buyeruserid buyerid", "userid user",
			    "accountid accountno accountnumber memberid",
			    "policyid policyno policynumber policy contractid "
			    "contractno contractnumber contract",
			    "customeremail buyeremail email emailaddress "
			    "emailbilling fromemailaddress" } },
	[CS_DATE_ROLE] = { "date",
			   "--date",
			   { "orderdate invoicedate purchasedate saledate "
			     "transactiondate",
			     "date orderdatetime datetime day",
			     "createdat created createdutc "
			     "createddate orderedat",
			     "paymentdate paidat paiddate", "timestamp" } },
	[CS_ORDER] = { "order",
		       "--order",
		       { "orderid orderno ordernumber amazonorderid",
			 "invoiceno invoiceid invoicenumber", "order invoice",
			 "transactionid paymentid receiptid receiptno" } },
	[CS_AMOUNT] = { "amount",
			"--amount",
			{ "amount",
			  "ordertotal grandtotal grandtotalbase total "
			  "totalamount "
			  "ordervalue amountpaid",
			  "revenue netsales nrevenue",
			  "gross grosssales net sales",
			  "linetotal orderlinetotal lineamount", "value" } },
	[CS_QUANTITY] = { "quantity",
			  "--quantity",
			  { "quantity qty", "units itemssold" } },
	[CS_PRICE] = { "price", "--price", { "unitprice itemprice", "price" } },
	[CS_CURRENCY] = { "currency",
			  "--currency",
			  { "currency currencycode ordercurrency" } },
	[CS_STATUS] = { "status", "--status", { NULL } },
	[CS_REFUND] = { "refund",
			"--refund",
			{ "refundedamount amountrefunded totalrefunded "
			  "refundamount" } },
	[CS_CANCELLED] = { "cancelled",
			   "--cancelled",
			   { "cancelledat canceledat cancelleddate "
			     "canceleddate" } },
	[CS_GROUP] = { "group", "--group", { NULL } },
};

static const char status_names[] =
    "status orderstatus financialstatus paymentstatus";

const char *cs_role_name(enum cs_role role)
{
	return roles[role].name;
}

/* Letters and digits, lower case; bytes beyond ASCII stay. */
static void fold(const char *name, struct cs_buf *out)
{
	cs_buf_clear(out);
	for (; *name != '\0'; name++) {
		unsigned char c = (unsigned char)*name;

		if (c >= 'A' && c <= 'Z')
			cs_buf_addc(out, (char)(c - 'A' + 'a'));
		else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			 c >= 0x80)
			cs_buf_addc(out, (char)c);
	}
}

/* The columns whose folded name is in `list`: the first, and how many. */
static size_t find_usual(const struct cs_schema *schema, const char *list,
			 int found[2])
{
	struct cs_buf folded = CS_BUF_INIT;
	size_t count = 0;

	for (size_t i = 0; i < schema->header.ncolumns; i++) {
		fold(schema->header.names[i], &folded);
		if (!cs_word_among(folded.data, folded.length, list, ' '))
			continue;
		if (count < 2)
			found[count] = (int)i;
		count++;
	}
	cs_buf_release(&folded);
	return count;
}

static void list_columns(const struct cs_schema *schema, struct cs_buf *out)
{
	for (size_t i = 0; i < schema->header.ncolumns; i++) {
		if (out->length > 600) {
			cs_buf_adds(out, ", ...");
			return;
		}
		cs_buf_adds(out, i > 0 ? ", " : "");
		cs_printable(out, schema->header.names[i],
			     strlen(schema->header.names[i]), 40);
	}
}

static int unknown_column(const struct cs_schema *schema, const char *option,
			  const char *name, struct cs_err *err)
{
	struct cs_buf columns = CS_BUF_INIT, shown = CS_BUF_INIT;

	list_columns(schema, &columns);
	cs_printable(&shown, name, strlen(name), 60);
	cs_fail(err, "unknown-column",
		"%s: there is no column \"%s\"; the columns are: %s", option,
		shown.data, columns.data);
	cs_buf_release(&columns);
	cs_buf_release(&shown);
	return -1;
}

/* A column by its exact header, else by folded header, else by position. */
static int find_named(const struct cs_schema *schema, const char *option,
		      const char *name, struct cs_err *err)
{
	struct cs_buf wanted = CS_BUF_INIT, folded = CS_BUF_INIT;
	int exact = -1, alike = -1, nexact = 0, nalike = 0;
	char *end;
	long position;

	fold(name, &wanted);
	for (size_t i = 0; i < schema->header.ncolumns; i++) {
		fold(schema->header.names[i], &folded);
		if (strcmp(schema->header.names[i], name) == 0 && nexact++ == 0)
			exact = (int)i;
		if (wanted.length > 0 &&
		    strcmp(folded.data, wanted.data) == 0 && nalike++ == 0)
			alike = (int)i;
	}
	cs_buf_release(&wanted);
	cs_buf_release(&folded);
	if (nexact > 1 || (nexact == 0 && nalike > 1))
		return cs_fail(err, "ambiguous-column",
			       "%s: %d columns are called \"%s\": name it by "
			       "position (%s %d)",
			       option, nexact > 1 ? nexact : nalike, name,
			       option, (nexact > 1 ? exact : alike) + 1);
	if (nexact == 1)
		return exact;
	position = strtol(name, &end, 10);
	if (*name >= '1' && *name <= '9' && *end == '\0' &&
	    position <= (long)schema->header.ncolumns)
		return (int)position - 1;
	return nalike == 1 ? alike : unknown_column(schema, option, name, err);
}

/* What is looked for, in messages: "the date", "--date". */
struct sought {
	const char *name, *option;
	bool amount; /* which quantity and price may stand in for */
};

const char *cs_role_option(const struct cs_input *input, enum cs_role role)
{
	return input->option[role] != NULL ? input->option[role]
					   : roles[role].option;
}

static struct sought sought_role(const struct cs_input *input,
				 enum cs_role role)
{
	return (struct sought){ roles[role].name, cs_role_option(input, role),
				role == CS_AMOUNT };
}

static int missing(const struct cs_schema *schema, struct sought what,
		   const struct cs_input *input, struct cs_err *err)
{
	struct cs_buf columns = CS_BUF_INIT;

	if (input->explain)
		return 0;
	list_columns(schema, &columns);
	cs_fail(err, "no-column",
		"no column looks like the %s: name it with %s COL%s; the "
		"columns are: %s",
		what.name, what.option,
		what.amount ? ", or --quantity COL and --price COL" : "",
		columns.data);
	cs_buf_release(&columns);
	return -1;
}

/*
 * By a list of usual names, ranked, that ends with NULL. The column, -1 if
 * there is none, -2 with err filled if there are two.
 */
static int guess(const struct cs_schema *schema, const char *const *ranks,
		 struct sought what, struct cs_err *err)
{
	for (; ranks != NULL && *ranks != NULL; ranks++) {
		int found[2];
		size_t count = find_usual(schema, *ranks, found);

		if (count == 1)
			return found[0];
		if (count == 0)
			continue;
		cs_fail(err, "ambiguous-column",
			"the columns \"%s\" and \"%s\" could both be the "
			"%s: name one with %s",
			schema->header.names[found[0]],
			schema->header.names[found[1]], what.name, what.option);
		return -2;
	}
	return -1;
}

/* --customer A,B: a header may itself hold a comma, so the whole is tried
 * first. */
static int named_customers(struct cs_schema *schema, const char *option,
			   const char *names, struct cs_err *err)
{
	struct cs_err whole = CS_ERR_INIT;
	int column = find_named(schema, option, names, &whole);

	if (column >= 0 || strchr(names, ',') == NULL) {
		schema->customers[schema->ncustomers++] = column;
		if (column < 0)
			cs_fail(err, whole.code, "%s", whole.message);
		return column < 0 ? -1 : 0;
	}
	for (const char *p = names; *p != '\0';) {
		size_t n = strcspn(p, ",");
		char *name = cs_strndup(p, n);

		if (schema->ncustomers == CS_MAX_CUSTOMER_COLUMNS)
			column = cs_fail(err, "too-many-columns",
					 "%s takes up to %d columns", option,
					 CS_MAX_CUSTOMER_COLUMNS);
		else
			column = find_named(schema, option, name, err);
		free(name);
		if (column < 0)
			return -1;
		schema->customers[schema->ncustomers++] = column;
		p += n + (p[n] == ',');
	}
	return 0;
}

/* Sets *column by its name, or by usual names; -1 with err filled if that
 * fails. */
static int resolve(struct cs_schema *schema, const char *name,
		   const char *const *ranks, struct sought what, int *column,
		   struct cs_err *err)
{
	if (name == NULL) {
		*column = guess(schema, ranks, what, err);
		return *column == -2 ? -1 : 0;
	}
	if (strcmp(name, "@file") == 0) {
		*column = CS_FILE_COLUMN;
		return 0;
	}
	*column = find_named(schema, what.option, name, err);
	return *column < 0 ? -1 : 0;
}

static int resolve_role(struct cs_schema *schema, enum cs_role role,
			const struct cs_input *input, struct cs_err *err)
{
	const char *name = input->column[role];

	schema->column[role] = -1;
	if (name == NULL && input->wanted[role] == CS_UNUSED)
		return 0;
	if (role == CS_CUSTOMER && name != NULL && strcmp(name, "@file") != 0) {
		if (named_customers(schema, cs_role_option(input, role), name,
				    err) != 0)
			return -1;
		schema->column[role] = schema->customers[0];
		return 0;
	}
	return resolve(schema, name, roles[role].ranks,
		       sought_role(input, role), &schema->column[role], err);
}

static int resolve_fields(struct cs_schema *schema,
			  const struct cs_input *input, struct cs_err *err)
{
	schema->fields = cs_calloc(input->nfields, sizeof *schema->fields);
	for (size_t i = 0; i < input->nfields; i++) {
		const struct cs_field *field = &input->fields[i];
		struct sought what = { field->name, field->option, false };

		schema->fields[i] = -1;
		if (field->wanted == CS_UNUSED)
			continue;
		if (resolve(schema, field->column, field->usual, what,
			    &schema->fields[i], err) != 0 ||
		    (schema->fields[i] == -1 && field->wanted == CS_REQUIRED &&
		     missing(schema, what, input, err) != 0))
			return -1;
	}
	return 0;
}

static int resolve_marks(struct cs_schema *schema, const struct cs_input *input,
			 struct cs_err *err)
{
	struct cs_err absent = CS_ERR_INIT;

	schema->marks = cs_calloc(input->nmarks, sizeof *schema->marks);
	for (size_t i = 0; i < input->nmarks; i++) {
		const struct cs_mark_rule *mark = &input->marks[i];
		const char *name = cs_filter_column(mark->filter);

		schema->marks[i] =
		    mark->field > 0 ? schema->fields[mark->field - 1]
		    : strcmp(name, "@file") == 0
			? CS_FILE_COLUMN
			: find_named(schema, mark->option, name,
				     mark->optional ? &absent : err);
		if (schema->marks[i] == -1 && !mark->optional)
			return -1;
	}
	return 0;
}

/* One amount column, or quantity and price; the other is not read. */
static int settle_value(struct cs_schema *schema, const struct cs_input *input,
			struct cs_err *err)
{
	int *column = schema->column;

	if (input->quantity_is_value) {
		column[CS_AMOUNT] = column[CS_QUANTITY];
		column[CS_QUANTITY] = column[CS_PRICE] = -1;
		return column[CS_AMOUNT] >= 0
			   ? 0
			   : missing(schema, sought_role(input, CS_QUANTITY),
				     input, err);
	}
	bool product = column[CS_QUANTITY] >= 0 && column[CS_PRICE] >= 0;

	if (column[CS_AMOUNT] >= 0 && product &&
	    input->column[CS_AMOUNT] == NULL &&
	    input->column[CS_QUANTITY] != NULL &&
	    input->column[CS_PRICE] != NULL)
		column[CS_AMOUNT] = -1;
	if (column[CS_AMOUNT] >= 0 || !product)
		column[CS_QUANTITY] = column[CS_PRICE] = -1;
	if (column[CS_AMOUNT] < 0 && !product &&
	    input->wanted[CS_AMOUNT] == CS_REQUIRED)
		return missing(schema, sought_role(input, CS_AMOUNT), input,
			       err);
	return 0;
}

static int resolve_filters(struct cs_schema *schema, const char *option,
			   const struct cs_filter *const *filters, size_t count,
			   int **columns, struct cs_err *err)
{
	*columns = cs_calloc(count, sizeof **columns);
	for (size_t i = 0; i < count; i++) {
		const char *name = cs_filter_column(filters[i]);

		(*columns)[i] = strcmp(name, "@file") == 0
				    ? CS_FILE_COLUMN
				    : find_named(schema, option, name, err);
		if ((*columns)[i] == -1)
			return -1;
	}
	return 0;
}

static int resolve_all(struct cs_schema *schema, const struct cs_input *input,
		       struct cs_err *err)
{
	int found[2];

	for (int role = 0; role < CS_NROLES; role++)
		if (resolve_role(schema, (enum cs_role)role, input, err) != 0)
			return -1;
	for (int role = 0; role < CS_NROLES; role++)
		if (role != CS_AMOUNT && input->wanted[role] == CS_REQUIRED &&
		    schema->column[role] == -1 &&
		    missing(schema, sought_role(input, (enum cs_role)role),
			    input, err) != 0)
			return -1;
	if (settle_value(schema, input, err) != 0)
		return -1;
	if (schema->ncustomers == 0 && schema->column[CS_CUSTOMER] != -1) {
		schema->customers[0] = schema->column[CS_CUSTOMER];
		schema->ncustomers = 1;
	}
	schema->only_amount =
	    schema->column[CS_AMOUNT] >= 0 && schema->column[CS_REFUND] < 0;
	schema->status_like = -1;
	if (schema->column[CS_STATUS] < 0 &&
	    find_usual(schema, status_names, found) > 0)
		schema->status_like = found[0];
	if (resolve_fields(schema, input, err) != 0 ||
	    resolve_marks(schema, input, err) != 0 ||
	    resolve_filters(schema, "--where", input->where, input->nwhere,
			    &schema->where, err) != 0)
		return -1;
	return resolve_filters(schema, "--exclude", input->exclude,
			       input->nexclude, &schema->exclude, err);
}

/* The mark, from the numbers of one column. */
static void settle_mark(struct cs_schema *schema, struct cs_sample *sample,
			int column)
{
	struct cs_text cell;

	cs_sample_column(sample, column);
	while (schema->mark == CS_MARK_UNKNOWN && cs_sample_next(sample, &cell))
		schema->mark = cs_amount_settles(cell.bytes, cell.length);
}

/* Day or month first, from the dates of one column. */
static void settle_order(struct cs_schema *schema, struct cs_sample *sample,
			 int column)
{
	struct cs_text cell;

	if (schema->date.kind != CS_DATE_AUTO)
		return;
	cs_sample_column(sample, column);
	while (schema->date.order == CS_ORDER_UNKNOWN &&
	       cs_sample_next(sample, &cell))
		schema->date.order = cs_date_settles(cell.bytes, cell.length);
}

static void settle(struct cs_schema *schema, const struct cs_input *input,
		   struct cs_sample *sample)
{
	static const enum cs_role money[] = { CS_AMOUNT, CS_QUANTITY, CS_PRICE,
					      CS_REFUND };

	for (size_t i = 0; i < sizeof money / sizeof *money; i++)
		settle_mark(schema, sample, schema->column[money[i]]);
	settle_order(schema, sample, schema->column[CS_DATE_ROLE]);
	for (size_t i = 0; i < input->nfields; i++) {
		if (input->fields[i].type == CS_FIELD_NUMBER)
			settle_mark(schema, sample, schema->fields[i]);
		if (input->fields[i].type == CS_FIELD_DATE)
			settle_order(schema, sample, schema->fields[i]);
	}
}

int cs_schema_init(struct cs_schema *schema, const char *file,
		   const struct cs_dialect *dialect, struct cs_header *header,
		   const char *sample, size_t sample_length,
		   const struct cs_input *input, struct cs_err *err)
{
	struct cs_sample rows;

	*schema = (struct cs_schema){ .file = file,
				      .dialect = *dialect,
				      .header = *header,
				      .mark = input->decimal };
	if (resolve_all(schema, input, err) != 0 ||
	    (input->date_format != NULL &&
	     cs_date_format_parse(input->date_format, &schema->date, err) !=
		 0)) {
		schema->header =
		    (struct cs_header){ 0 }; /* still the caller's */
		cs_schema_release(schema);
		return -1;
	}
	cs_sample_init(&rows, schema, sample, sample_length);
	settle(schema, input, &rows);
	cs_sample_release(&rows);
	return 0;
}

void cs_schema_release(struct cs_schema *schema)
{
	cs_header_release(&schema->header);
	free(schema->where);
	free(schema->exclude);
	free(schema->fields);
	free(schema->marks);
	schema->where = schema->exclude = schema->fields = schema->marks = NULL;
}
