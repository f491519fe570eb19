/* account.c - see account.h. */
#include "app/account.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/word.h"
#include "input/moment.h"
#include "input/names.h"
#include "app/internal.h"
#include "app/notice.h"
#include "app/statuses.h"
#include "app/unmet.h"
#include "doubt/doubt.h"
#include "report/number.h"

/* --- warnings ---------------------------------------------------------- */

void cs_warn_bad_rows(struct cs_job *job, const struct cs_input_result *input,
		      const char *what)
{
	uint64_t bad = input->account.rows_bad;

	if (bad == 0)
		return;
	cs_warn(job, "bad-rows", bad, input->rejects[0].file,
		input->rejects[0].line,
		"%llu row%s%s could not be read and %s set aside; the first: "
		"%s",
		(unsigned long long)bad, bad == 1 ? "" : "s", what,
		bad == 1 ? "was" : "were", input->rejects[0].message);
}

void cs_warn_files(struct cs_job *job, const struct cs_input_result *input)
{
	for (size_t i = 0; i < input->nschemas; i++) {
		const struct cs_schema *schema = &input->schemas[i];
		const char *file = schema->file;

		if (schema->garbage)
			cs_warn(job, "gzip-garbage", 1, file, 0,
				"what follows the gzip stream in %s is not "
				"gzip and was left out",
				file);
		if (schema->changed)
			cs_warn(job, "changed", 1, file, 0,
				"%s changed while it was read: read it again "
				"when it is whole",
				file);
		if (input->open_lines[i] > 0)
			cs_warn(job, "cut-off", 1, file, input->open_lines[i],
				"the last line of %s has no line end, and "
				"fewer fields or a shorter last one than "
				"others: was it cut off? if it is whole, add "
				"one",
				file);
	}
}

static void warn_doubts(struct cs_job *job)
{
	struct cs_doubts doubts = CS_DOUBTS_INIT;

	cs_doubts_find(&job->load, &job->data, &doubts);
	for (size_t i = 0; i < doubts.count; i++)
		cs_warn(job, doubts.list[i].code, doubts.list[i].count,
			doubts.list[i].file, doubts.list[i].line, "%s",
			doubts.list[i].text);
	cs_doubts_release(&doubts);
}

void cs_account_warn(struct cs_job *job)
{
	const struct cs_input_result *input = &job->data.input;

	cs_note_norows(job, input);
	cs_note_choices(job, &job->load.input, input);
	cs_note_nobody(job, &job->load.input, input);
	cs_warn_bad_rows(job, input, "");
	cs_warn_habits(job, &job->load.input, input, NULL);
	if (input->account.rows_rounded > 0)
		cs_warn(job, "rounded", input->account.rows_rounded, NULL, 0,
			"%llu amount%s rounded to six decimals",
			(unsigned long long)input->account.rows_rounded,
			input->account.rows_rounded == 1 ? " was" : "s were");
	if (input->account.rows_turned > 0)
		cs_report_scope(
		    &job->report,
		    "%llu row%s of what customers have back %s a positive "
		    "amount, which was taken off",
		    (unsigned long long)input->account.rows_turned,
		    input->account.rows_turned == 1 ? "" : "s",
		    input->account.rows_turned == 1 ? "has" : "have");
	cs_warn_files(job, input);
	cs_warn_header(job, &job->load.input, input);
	cs_warn_filters(job, &job->load.input, input);
	cs_statuses_warn(job);
	warn_doubts(job);
}

/* --- json -------------------------------------------------------------- */

void cs_fill_read(const struct cs_input_result *input, struct cs_object *object)
{
	const struct cs_account *account = &input->account;

	cs_set_list(object, "files");
	for (size_t i = 0; i < input->nschemas; i++)
		cs_object_append(object, "files", input->schemas[i].file);
	cs_set_count(object, "rows_read", (int64_t)account->rows_read);
	cs_set_count(object, "rows_used", (int64_t)account->rows_used);
	cs_set_count(object, "rows_bad", (int64_t)account->rows_bad);
	cs_set_count(object, "rows_excluded",
		     (int64_t)cs_account_rows_excluded(account));
	cs_set_count(object, "rows_unattributed",
		     (int64_t)account->rows_unattributed);
	cs_set_count(object, "rows_not_records",
		     (int64_t)account->rows_not_records);
}

/* Of rows without amounts there is nothing to add up. */
static void fill_amounts(const struct cs_data *data, struct cs_object *object)
{
	const struct cs_account *account = &data->input.account;
	const struct {
		const char *name;
		cs_sum amount;
	} amounts[] = {
		{ "amount_read", account->amount_read },
		{ "amount_used", account->amount_used },
		{ "amount_excluded", cs_account_amount_excluded(account) },
		{ "amount_unattributed", account->amount_unattributed },
		{ "amount_without_purchase", account->amount_without_purchase },
	};

	for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
		if (data->valued)
			cs_set_money(object, amounts[i].name,
				     amounts[i].amount);
		else
			cs_set_null(object, amounts[i].name);
}

static void fill_input(const struct cs_job *job, struct cs_object *object)
{
	const struct cs_data *data = &job->data;
	const struct cs_account *account = &data->input.account;

	cs_fill_read(&data->input, object);
	cs_fill_excluded(account, data->valued, object);
	cs_set_count(object, "rows_without_purchase",
		     (int64_t)account->rows_without_purchase);
	cs_set_count(object, "rows_continued",
		     (int64_t)account->rows_continued);
	cs_set_count(object, "refund_rows", (int64_t)account->rows_negative);
	cs_set_count(object, "customers_without_purchase",
		     (int64_t)data->customers_without_purchase);
	fill_amounts(data, object);
	cs_statuses_fill(&data->input, object);
	cs_set_day(object, "first_date", account->first_date);
	cs_set_day(object, "last_date", account->last_date);
}

const char *cs_column_header(const struct cs_input_result *result,
			     size_t column)
{
	for (size_t f = 0; f < result->nschemas; f++) {
		const struct cs_schema *schema = &result->schemas[f];
		int found = schema->column[column];

		if (found != -1)
			return found == CS_FILE_COLUMN
				   ? "@file"
				   : schema->header.names[found];
	}
	return NULL;
}

/* Likewise, but in full: "Quantity x UnitPrice" where there is no amount,
 * "id, mail" of several customers, "country,first:year" of groups by time.
 * Empty: no file has it. */
static void add_header(const struct cs_input *input,
		       const struct cs_input_result *result, size_t column,
		       struct cs_buf *out)
{
	const struct cs_schema *schema = &result->schemas[0];
	const char *header = cs_column_header(result, column);
	const char *quantity = cs_column_header(result, CS_ROLE_QUANTITY);
	size_t count;
	const int *columns = cs_columns_of(schema, column, &count);

	cs_buf_clear(out);
	if (column == CS_ROLE_AMOUNT && header == NULL && quantity != NULL)
		cs_buf_addf(out, "%s x %s", quantity,
			    cs_column_header(result, CS_ROLE_PRICE));
	else if (column == CS_ROLE_GROUP && input->columns[column].given)
		cs_buf_adds(out, input->columns[column].given);
	else if (count > 1)
		for (size_t i = 0; i < count; i++)
			cs_buf_addf(out, "%s%s", i > 0 ? ", " : "",
				    schema->header.names[columns[i]]);
	else if (column == CS_ROLE_DATE && header != NULL &&
		 cs_moment_joined(schema))
		cs_moment_add_names(schema, out);
	else if (header != NULL)
		cs_buf_adds(out, header);
}

void cs_fill_settled(const struct cs_input *input,
		     const struct cs_input_result *result,
		     struct cs_object *parameters)
{
	static const char *const marks[] = {
		[CS_MARK_DOT] = ".", [CS_MARK_COMMA] = ","
	};
	const struct cs_schema *schema = &result->schemas[0];
	const char *prefix = input->prefix != NULL ? "contact_" : "";
	bool blanks = schema->dialect.delimiter == CS_BLANKS;
	char delimiter[2] = { schema->dialect.delimiter, '\0' }, name[32];
	const struct {
		const char *name, *text;
	} form[] = {
		{ "encoding", schema->dialect.encoding != NULL
				  ? schema->dialect.encoding
				  : "UTF-8" },
		{ "delimiter", blanks ? "blanks" : delimiter },
		{ "decimal", marks[schema->mark] },
		{ "date_format", cs_date_format_name(&schema->date) },
	};
	struct cs_object *columns;
	struct cs_buf header = CS_BUF_INIT;

	snprintf(name, sizeof name, "%slayout", prefix);
	cs_set_text(parameters, name,
		    schema->layout != NULL ? schema->layout->name : NULL);
	snprintf(name, sizeof name, "%scolumns", prefix);
	columns = cs_set_object(parameters, name);
	for (size_t i = 0; i < input->ncolumns; i++) {
		add_header(input, result, i, &header);
		if (input->columns[i].name != NULL)
			cs_set_text(columns, input->columns[i].name,
				    header.length > 0 ? header.data : NULL);
	}
	cs_buf_release(&header);
	for (size_t i = 0; i < sizeof form / sizeof *form; i++) {
		snprintf(name, sizeof name, "%s%s", prefix, form[i].name);
		cs_set_text(parameters, name, form[i].text);
	}
}

/* What was settled; the options themselves come from their table. */
static void fill_parameters(const struct cs_job *job, struct cs_object *object)
{
	static const char *const items[] = { [CS_ITEMS_FOUND] = "sum",
					     [CS_ITEMS_SUM] = "sum",
					     [CS_ITEMS_ONCE] = "once",
					     [CS_ITEMS_SAME] = "same" };
	const struct cs_input_result *result = &job->data.input;
	char quote[2] = { result->schemas[0].dialect.quote, '\0' };

	cs_fill_settled(&job->load.input, result, object);
	cs_set_text(object, "quote", *quote ? quote : "none");
	cs_set_text(object, "line_items", items[job->data.items]);
	cs_set_bool(object, "skip_bad", job->load.input.skip_bad);
}

/* --- text -------------------------------------------------------------- */

static void scope_files(struct cs_job *job)
{
	const struct cs_input_result *input = &job->data.input;
	struct cs_buf line = CS_BUF_INIT;
	char first[11], last[11];

	if (input->nschemas == 1)
		cs_printable(&line, input->schemas[0].file,
			     strlen(input->schemas[0].file), 60);
	else
		cs_buf_addf(&line, "%zu files", input->nschemas);
	cs_buf_adds(&line, ": ");
	cs_add_count(&line, (int64_t)input->account.rows_read);
	cs_buf_adds(&line, input->account.rows_read == 1 ? " row" : " rows");
	if (input->account.rows_continued > 0) {
		cs_buf_adds(&line, " (");
		cs_add_count(&line, (int64_t)input->account.rows_continued);
		cs_buf_addf(&line, " of them go%s on with an order)",
			    input->account.rows_continued == 1 ? "es" : "");
	}
	if (input->account.first_date != CS_NO_DAY)
		cs_buf_addf(&line, ", %s to %s",
			    cs_day_format(input->account.first_date, first),
			    cs_day_format(input->account.last_date, last));
	cs_add_table(input, &line);
	cs_report_scope(&job->report, "%s", line.data);
	cs_buf_release(&line);
}

/* What people want to see confirmed. */
static bool in_scope(size_t column)
{
	return column == CS_ROLE_CUSTOMER || column == CS_ROLE_DATE ||
	       column == CS_ROLE_ORDER || column == CS_ROLE_AMOUNT ||
	       column == CS_ROLE_STATUS || column == CS_ROLE_REFUND ||
	       column == CS_ROLE_CANCELLED || column >= CS_ROLE_GROUP;
}

static void scope_columns(struct cs_job *job)
{
	const struct cs_input *input = &job->load.input;
	struct cs_buf line = CS_BUF_INIT, header = CS_BUF_INIT;

	for (size_t i = 0; i < input->ncolumns; i++) {
		add_header(input, &job->data.input, i, &header);
		if (in_scope(i) && header.length > 0)
			cs_buf_addf(&line, "%s%s = %s",
				    line.length > 0 ? ", " : "",
				    input->columns[i].name, header.data);
	}
	if (job->data.input.schemas[0].layout != NULL)
		cs_buf_addf(&line, " (layout %s)",
			    job->data.input.schemas[0].layout->name);
	cs_report_scope(&job->report, "columns: %s", line.data);
	cs_buf_release(&header);
	cs_buf_release(&line);
}

void cs_add_part(struct cs_buf *line, uint64_t count, const char *one,
		 const char *many, const cs_sum *amount)
{
	if (count == 0)
		return;
	cs_buf_adds(line, "; ");
	cs_add_count(line, (int64_t)count);
	cs_buf_addf(line, " %s", count == 1 ? one : many);
	if (amount == NULL)
		return;
	cs_buf_adds(line, " (");
	cs_add_money(line, *amount, 2);
	cs_buf_addc(line, ')');
}

static void scope_left_out(struct cs_job *job)
{
	const struct cs_data *data = &job->data;
	const struct cs_account *account = &data->input.account;
	const int *column = data->input.schemas[0].column;
	bool valued =
	    column[CS_ROLE_AMOUNT] >= 0 || column[CS_ROLE_QUANTITY] >= 0;
	struct cs_buf line = CS_BUF_INIT;
	struct cs_status out;

	cs_add_part(&line, account->rows_unattributed, "row without a customer",
		    "rows without a customer",
		    valued ? &account->amount_unattributed : NULL);
	out = cs_statuses_scope(&data->input, valued, &line);
	cs_add_excluded(&line, account, &out, valued);
	cs_add_part(&line, data->customers_without_purchase,
		    "customer without a purchase",
		    "customers without a purchase",
		    valued ? &account->amount_without_purchase : NULL);
	cs_add_part(&line, data->signs.paid_back, "order paid back in full",
		    "orders paid back in full", NULL);
	cs_add_part(&line, account->rows_bad, "row that cannot be read",
		    "rows that cannot be read", NULL);
	if (line.length > 0)
		cs_report_scope(&job->report, "left out: %s",
				line.data + strlen("; "));
	cs_buf_release(&line);
}

void cs_account_fill(struct cs_job *job)
{
	struct cs_object *input = job->report.input;
	bool second = job->program->contacts_first;

	cs_set_day(job->report.parameters, "as_of", job->data.as_of);
	if (!second)
		fill_input(job, input);
	cs_set_list(input, "warnings");
	if (job->data.input.nschemas == 0) /* there are no orders */
		return;
	if (second)
		fill_input(job, cs_set_object(input, "orders"));
	fill_parameters(job, job->report.parameters);
	scope_files(job);
	scope_columns(job);
	scope_left_out(job);
}
