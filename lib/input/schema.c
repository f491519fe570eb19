/* schema.c - see schema.h. */
#include "input/schema.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "input/habits.h"
#include "input/names.h"
#include "input/sample.h"

static const char status_names[] =
    "status orderstatus financialstatus paymentstatus";

int cs_input_express(struct cs_input *input, const struct cs_expression *rule,
		     const char *text, struct cs_err *err)
{
	struct cs_filter *filter = cs_filter_parse(text, err);
	struct cs_expression *new;

	if (filter == NULL)
		return cs_fail_prefix(err, rule->option);
	input->expressions =
	    cs_realloc(input->expressions, input->nexpressions + 1,
		       sizeof *input->expressions);
	new = &input->expressions[input->nexpressions++];
	*new = *rule;
	new->text = cs_strdup(text);
	new->filter = filter;
	return 0;
}

void cs_input_release(struct cs_input *input)
{
	for (size_t i = 0; i < input->nexpressions; i++) {
		free(input->expressions[i].text);
		cs_filter_free(input->expressions[i].filter);
	}
	free(input->expressions);
	input->expressions = NULL;
	input->nexpressions = 0;
}

static int missing(const struct cs_schema *schema, const struct cs_input *input,
		   size_t column, struct cs_err *err)
{
	const struct cs_column_rule *rule = &input->columns[column];
	struct cs_buf columns = CS_BUF_INIT;

	if (input->explain)
		return 0;
	cs_list_columns(schema, &columns);
	cs_fail(err, "no-column",
		"no column looks like the %s: name it with %s COL%s; the "
		"columns are: %s",
		rule->name, rule->option,
		column == CS_ROLE_AMOUNT ? ", or --quantity COL and --price COL"
					 : "",
		columns.data);
	cs_buf_release(&columns);
	return -1;
}

static int two_usual(const struct cs_schema *schema,
		     const struct cs_column_rule *rule, const int found[2],
		     struct cs_err *err)
{
	struct cs_buf shown[2] = { CS_BUF_INIT, CS_BUF_INIT };

	for (int i = 0; i < 2; i++)
		cs_printable(&shown[i], schema->header.names[found[i]],
			     strlen(schema->header.names[found[i]]), 60);
	cs_fail(err, "ambiguous-column",
		"the columns \"%s\" and \"%s\" could both be the %s: name one "
		"with %s",
		shown[0].data, shown[1].data, rule->name, rule->option);
	cs_buf_release(&shown[0]);
	cs_buf_release(&shown[1]);
	return -2;
}

/* By usual names. The column, -1 if there is none, -2 with err filled if there
 * are two. */
static int guess(const struct cs_schema *schema,
		 const struct cs_column_rule *rule, struct cs_err *err)
{
	for (const char *const *rank = rule->usual; *rank != NULL; rank++) {
		int found[2];
		size_t count = cs_find_usual(schema, *rank, found);

		if (count == 1)
			return found[0];
		if (count > 1)
			return two_usual(schema, rule, found, err);
	}
	return -1;
}

/* Sets *column; -1 with err filled if it is named and not there, or two could
 * be it. */
static int find_column(const struct cs_schema *schema,
		       const struct cs_column_rule *rule, int *column,
		       struct cs_err *err)
{
	struct cs_err absent = CS_ERR_INIT;

	*column = -1;
	if (rule->named == NULL && rule->wanted == CS_UNUSED)
		return 0;
	if (rule->named == NULL) {
		*column = guess(schema, rule, err);
		return *column == -2 ? -1 : 0;
	}
	if (strcmp(rule->named, "@file") == 0) {
		*column = CS_FILE_COLUMN;
		return 0;
	}
	*column = cs_find_named(schema, rule->option, rule->named,
				rule->wanted == CS_IF_THERE ? &absent : err);
	return *column == -1 && rule->wanted != CS_IF_THERE ? -1 : 0;
}

/* --customer A,B: a header may itself hold a comma, so the whole is tried
 * first. */
static int named_customers(struct cs_schema *schema, const char *option,
			   const char *names, struct cs_err *err)
{
	struct cs_err whole = CS_ERR_INIT;
	int column = cs_find_named(schema, option, names, &whole);

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
			column = cs_find_named(schema, option, name, err);
		free(name);
		if (column < 0)
			return -1;
		schema->customers[schema->ncustomers++] = column;
		p += n + (p[n] == ',');
	}
	return 0;
}

static int find_customers(struct cs_schema *schema,
			  const struct cs_column_rule *rule, struct cs_err *err)
{
	int *column = &schema->column[CS_ROLE_CUSTOMER];

	if (rule->named != NULL && strcmp(rule->named, "@file") != 0) {
		if (named_customers(schema, rule->option, rule->named, err) !=
		    0)
			return -1;
		*column = schema->customers[0];
		return 0;
	}
	if (find_column(schema, rule, column, err) != 0)
		return -1;
	schema->customers[0] = *column;
	schema->ncustomers = *column != -1;
	return 0;
}

/* Those that expressions name. */
static int find_judged(struct cs_schema *schema, const struct cs_input *input,
		       struct cs_err *err)
{
	schema->judged = cs_calloc(input->nexpressions, sizeof *schema->judged);
	for (size_t i = 0; i < input->nexpressions; i++) {
		const struct cs_expression *e = &input->expressions[i];
		const struct cs_column_rule rule = {
			.option = e->option,
			.named = cs_filter_column(e->filter),
			.wanted = e->optional ? CS_IF_THERE : CS_REQUIRED,
		};

		if (e->column > 0)
			schema->judged[i] = schema->column[e->column];
		else if (find_column(schema, &rule, &schema->judged[i], err) !=
			 0)
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
		column[CS_ROLE_AMOUNT] = column[CS_ROLE_QUANTITY];
		column[CS_ROLE_QUANTITY] = column[CS_ROLE_PRICE] = -1;
		return column[CS_ROLE_AMOUNT] >= 0
			   ? 0
			   : missing(schema, input, CS_ROLE_QUANTITY, err);
	}
	bool product =
	    column[CS_ROLE_QUANTITY] >= 0 && column[CS_ROLE_PRICE] >= 0;

	if (column[CS_ROLE_AMOUNT] >= 0 && product &&
	    input->columns[CS_ROLE_AMOUNT].named == NULL &&
	    input->columns[CS_ROLE_QUANTITY].named != NULL &&
	    input->columns[CS_ROLE_PRICE].named != NULL)
		column[CS_ROLE_AMOUNT] = -1;
	if (column[CS_ROLE_AMOUNT] >= 0 || !product)
		column[CS_ROLE_QUANTITY] = column[CS_ROLE_PRICE] = -1;
	if (column[CS_ROLE_AMOUNT] < 0 && !product &&
	    input->columns[CS_ROLE_AMOUNT].wanted == CS_REQUIRED)
		return missing(schema, input, CS_ROLE_AMOUNT, err);
	return 0;
}

static int find_all(struct cs_schema *schema, const struct cs_input *input,
		    struct cs_err *err)
{
	const struct cs_column_rule *rules = input->columns;
	int found[2];

	for (size_t i = 0; i < input->ncolumns; i++) {
		if ((i == CS_ROLE_CUSTOMER
			 ? find_customers(schema, &rules[i], err)
			 : find_column(schema, &rules[i], &schema->column[i],
				       err)) != 0)
			return -1;
		if (i != CS_ROLE_AMOUNT && rules[i].wanted == CS_REQUIRED &&
		    schema->column[i] == -1 &&
		    missing(schema, input, i, err) != 0)
			return -1;
	}
	if (settle_value(schema, input, err) != 0)
		return -1;
	schema->only_amount = schema->column[CS_ROLE_AMOUNT] >= 0 &&
			      schema->column[CS_ROLE_REFUND] < 0;
	schema->status_like = -1;
	if (schema->column[CS_ROLE_STATUS] < 0 &&
	    cs_find_usual(schema, status_names, found) > 0)
		schema->status_like = found[0];
	return find_judged(schema, input, err);
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
				      .sample = CS_BUF_INIT,
				      .mark = input->decimal };
	for (size_t i = 0; i < CS_MAX_COLUMNS; i++)
		schema->column[i] = -1;
	if (find_all(schema, input, err) != 0 ||
	    (input->date_format != NULL &&
	     cs_date_format_parse(input->date_format, &schema->date, err) !=
		 0)) {
		schema->header =
		    (struct cs_header){ 0 }; /* still the caller's */
		cs_schema_release(schema);
		return -1;
	}
	cs_buf_add(&schema->sample, sample, sample_length);
	cs_sample_init(&rows, schema);
	cs_habits_settle(schema, input, &rows);
	cs_sample_release(&rows);
	return 0;
}

void cs_schema_release(struct cs_schema *schema)
{
	cs_header_release(&schema->header);
	cs_buf_release(&schema->sample);
	free(schema->judged);
	schema->judged = NULL;
}
