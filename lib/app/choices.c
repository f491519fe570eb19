/* choices.c - what was taken for what, where more could be: see account.h. */
#include <string.h>

#include "app/account.h"
#include "app/notice.h"
#include "base/utf8.h"

static void add_name(const struct cs_schema *schema, int column,
		     struct cs_buf *out)
{
	const char *name = schema->header.names[column];

	cs_printable(out, name, strlen(name), 60);
}

/* Customers without an account, whom another column names. */
static void note_guests(const struct cs_job *job,
			const struct cs_schema *schema)
{
	enum cs_reason why = schema->reason[CS_ROLE_CUSTOMER];
	struct cs_buf taken = CS_BUF_INIT, other = CS_BUF_INIT;
	int second = -1;

	if (schema->customers.count > 1 && why == CS_BY_NAME)
		second = schema->customers.columns[1];
	for (size_t i = 0; i < schema->npassed; i++)
		if (schema->passed[i].why == CS_GUESTS)
			second = schema->passed[i].column;
	if (second < 0)
		return;
	add_name(schema, schema->customers.columns[0], &taken);
	add_name(schema, second, &other);
	if (schema->customers.count > 1)
		cs_note(job,
			"took %s for the customer, and %s where it is empty; "
			"--customer says which",
			taken.data, other.data);
	else
		cs_note(job,
			"took %s for the customer, as %s is empty for some "
			"whom it names; --customer says which",
			taken.data, other.data);
	cs_buf_release(&taken);
	cs_buf_release(&other);
}

void cs_note_choices(const struct cs_job *job, const struct cs_input *input,
		     const struct cs_input_result *result)
{
	const struct cs_schema *schema = &result->schemas[0];
	struct cs_buf taken = CS_BUF_INIT, other = CS_BUF_INIT;

	for (size_t i = 0; i < input->ncolumns && result->nschemas > 0; i++) {
		if (schema->column[i] < 0 || schema->equal[i] < 0)
			continue;
		cs_buf_clear(&taken);
		cs_buf_clear(&other);
		add_name(schema, schema->column[i], &taken);
		add_name(schema, schema->equal[i], &other);
		cs_note(job, "took %s for the %s, not %s; %s says which",
			taken.data, input->columns[i].name, other.data,
			input->columns[i].option);
	}
	cs_buf_release(&taken);
	cs_buf_release(&other);
	if (result->nschemas > 0)
		note_guests(job, schema);
	if (result->nschemas > 0 &&
	    cs_layout_says(schema->layout, "note") != NULL)
		cs_note(job, "%s: %s", cs_layout_says(schema->layout, "title"),
			cs_layout_says(schema->layout, "note"));
}
