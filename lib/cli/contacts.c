/* contacts.c - see contacts.h. */
#include "cli/contacts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/filters.h"
#include "cli/shared.h"
#include "data/keyhint.h"
#include "input/sample.h"
#include "report/number.h"

/* --- options ----------------------------------------------------------- */

static struct {
	struct cs_list files, where;
	const char *customer, *date;
	const char *column[CS_NCONTACT_FIELDS];
	char delimiter;
	enum cs_mark decimal;
	const char *date_format;
} own;

const struct cs_option cs_contact_options[] = {
	{ 0, "contacts", CS_OPT_LIST, &own.files, "FILE",
	  "what customers told the firm, or it asked them: CSV, also .gz",
	  .basic = true, .file = true },
	{ 0, "contact-customer", CS_OPT_TEXT, &own.customer, "COL",
	  "column of the customer there" },
	{ 0, "contact-date", CS_OPT_TEXT, &own.date, "COL",
	  "column of the contact's date" },
	{ 0, "contact-kind", CS_OPT_TEXT, &own.column[CS_CONTACT_KIND], "COL",
	  "column of its kind: complaint, inquiry, survey" },
	{ 0, "contact-direction", CS_OPT_TEXT,
	  &own.column[CS_CONTACT_DIRECTION], "COL",
	  "column that says who began: inbound, outbound" },
	{ 0, "contact-score", CS_OPT_TEXT, &own.column[CS_CONTACT_SCORE],
	  "COL", "column of an answer from 0 to 10" },
	{ 0, "contact-responded", CS_OPT_TEXT,
	  &own.column[CS_CONTACT_RESPONDED], "COL",
	  "column of the day of the first answer" },
	{ 0, "contact-resolved", CS_OPT_TEXT,
	  &own.column[CS_CONTACT_RESOLVED], "COL",
	  "column of the day on which it was settled; empty: not yet" },
	{ 0, "contact-channel", CS_OPT_TEXT, &own.column[CS_CONTACT_CHANNEL],
	  "COL", "column of the channel: email, phone" },
	{ 0, "contact-where", CS_OPT_LIST, &own.where, "EXPR",
	  "only contacts that satisfy it" },
	{ 0, "contact-delimiter", CS_OPT_PARSED, &own.delimiter, "C|tab",
	  "between fields of contacts; default: found",
	  .parse = cs_parse_delimiter },
	{ 0, "contact-decimal", CS_OPT_PARSED, &own.decimal, ".|,",
	  "decimal mark of contacts; default: as their values show",
	  .parse = cs_parse_decimal },
	{ 0, "contact-date-format", CS_OPT_PARSED, &own.date_format, "FORMAT",
	  "dates of contacts: see --date-format",
	  .parse = cs_parse_date_format },
	{ 0 }
};

bool cs_contacts_given(void)
{
	return own.files.count > 0;
}

/* --- what is read ------------------------------------------------------ */

static const char *const usual_kind[] = {
	"kind contactkind contacttype tickettype casetype interactiontype",
	"type reason category", NULL
};
static const char *const usual_direction[] = { "direction", NULL };
static const char *const usual_score[] = {
	"score rating satisfaction satisfactionscore csat npsscore nps", NULL
};
static const char *const usual_responded[] = {
	"responded respondedat firstresponseat firstrespondedat answeredat",
	NULL
};
static const char *const usual_resolved[] = {
	"resolved resolvedat solvedat closedat", NULL
};
static const char *const usual_channel[] = { "channel via source", NULL };

static struct cs_field fields[CS_NCONTACT_FIELDS] = {
	[CS_CONTACT_KIND] = { "kind", "--contact-kind", NULL, usual_kind },
	[CS_CONTACT_DIRECTION] = { "direction", "--contact-direction", NULL,
				   usual_direction },
	[CS_CONTACT_SCORE] = { "score", "--contact-score", NULL, usual_score,
			       CS_FIELD_NUMBER, .high = 10 * CS_MICROS },
	[CS_CONTACT_RESPONDED] = { "responded", "--contact-responded", NULL,
				   usual_responded, CS_FIELD_DATE },
	[CS_CONTACT_RESOLVED] = { "resolved", "--contact-resolved", NULL,
				  usual_resolved, CS_FIELD_DATE },
	[CS_CONTACT_CHANNEL] = { "channel", "--contact-channel", NULL,
				 usual_channel },
};

static struct cs_input input;
static struct cs_mark_rule marks[CS_MAX_MARKS];
static struct cs_mark_rule order_marks[CS_MAX_MARKS];
static size_t nmarks, norder_marks;
static struct cs_definition *definitions;
static size_t ndefinitions;

static void read_contact(const struct cs_row *row, struct cs_contact *contact)
{
	contact->responded = row->values[CS_CONTACT_RESPONDED].day;
	contact->resolved = row->values[CS_CONTACT_RESOLVED].day;
}

static int add_mark(struct cs_definition *definition, const char *text,
		    const struct cs_mark_rule *rule, struct cs_err *err)
{
	struct cs_mark_rule mark = *rule;
	char message[sizeof err->message];

	if (nmarks == CS_MAX_MARKS || norder_marks == CS_MAX_MARKS)
		return cs_fail(err, NULL,
			       "there are more than %d expressions of what "
			       "counts", CS_MAX_MARKS);
	mark.filter = cs_filter_parse(text, err);
	if (mark.filter == NULL) {
		memcpy(message, err->message, sizeof message);
		return cs_fail(err, NULL, "%s: %.900s", definition->option,
			       message);
	}
	definition->mask |= 1u << nmarks;
	marks[nmarks++] = mark;
	if (!definition->of_orders)
		return 0;
	definition->order_mask |= 1u << norder_marks;
	order_marks[norder_marks++] = mark;
	return 0;
}

/* Expressions as given, or the usual one. */
static int define(struct cs_definition *definition, struct cs_err *err)
{
	struct cs_mark_rule rule = { .option = definition->option,
				     .optional = definition->of_orders };
	struct cs_buf text = CS_BUF_INIT;
	int status = 0;

	definition->text = definition->brief = (struct cs_buf)CS_BUF_INIT;
	if (definition->texts->count > 0 && !definition->of_orders &&
	    !cs_contacts_given())
		return cs_fail(err, NULL, "%s goes with --contacts FILE",
			       definition->option);
	for (size_t i = 0; status == 0 && i < definition->texts->count; i++)
		status = add_mark(definition, definition->texts->items[i],
				  &rule, err);
	if (definition->texts->count > 0 || definition->usual_values == NULL)
		return status;
	/* the name stands for the field, whatever that is called */
	cs_buf_addf(&text, "%s %s",
		    definition->of_orders
			? "late"
			: fields[definition->usual_field].name,
		    definition->usual_values);
	rule.optional = true;
	rule.field = definition->of_orders ? 0
					   : (int)definition->usual_field + 1;
	status = add_mark(definition, text.data, &rule, err);
	cs_buf_release(&text);
	return status;
}

static void fill_input(const struct cs_input *orders)
{
	input = (struct cs_input){
		.files = own.files.items,
		.nfiles = own.files.count,
		.dialect = orders->dialect,
		.prefix = "contact-",
		.explain = orders->explain,
		.decimal = own.decimal,
		.date_format = own.date_format,
		.exact_keys = orders->exact_keys,
		.round = orders->round,
		.fields = fields,
		.nfields = CS_NCONTACT_FIELDS,
		.marks = marks,
		.nmarks = nmarks,
		.first_day = CS_DAY_MIN,
		.last_day = CS_DAY_MAX,
		.skip_bad = orders->skip_bad,
		.keep_rejects = orders->keep_rejects,
		.threads = orders->threads,
		.block_size = orders->block_size,
	};
	input.dialect.delimiter = own.delimiter;
	input.dialect.skip_lines = 0;
	input.column[CS_CUSTOMER] = own.customer;
	input.column[CS_DATE_ROLE] = own.date;
	input.option[CS_CUSTOMER] = "--contact-customer";
	input.option[CS_DATE_ROLE] = "--contact-date";
	input.wanted[CS_CUSTOMER] = input.wanted[CS_DATE_ROLE] = CS_REQUIRED;
	for (int i = 0; i < CS_NCONTACT_FIELDS; i++) {
		fields[i].column = own.column[i];
		fields[i].wanted = CS_OPTIONAL;
	}
}

int cs_contacts_prepare(struct cs_load_options *load,
			struct cs_definition *list, size_t count,
			struct cs_err *err)
{
	definitions = list;
	ndefinitions = count;
	for (size_t i = 0; i < count; i++)
		if (define(&list[i], err) != 0)
			return -1;
	load->input.marks = order_marks;
	load->input.nmarks = norder_marks;
	if (!cs_contacts_given())
		return 0;
	fill_input(&load->input);
	input.where = cs_filters_parse(&own.where, "--contact-where", err);
	if (input.where == NULL)
		return -1;
	input.nwhere = own.where.count;
	load->contacts = &input;
	load->contact = read_contact;
	return 0;
}

void cs_contacts_release(void)
{
	cs_filters_free(input.where, input.nwhere);
	for (size_t i = 0; i < nmarks; i++)
		cs_filter_free((struct cs_filter *)marks[i].filter);
	for (size_t i = 0; i < ndefinitions; i++) {
		cs_buf_release(&definitions[i].text);
		cs_buf_release(&definitions[i].brief);
	}
	input.where = NULL;
	nmarks = norder_marks = ndefinitions = 0;
}

/* --- what became of them ----------------------------------------------- */

const char *cs_contact_column(const struct cs_job *job,
			      enum cs_contact_field field)
{
	const struct cs_input_result *result = &job->data.contacts.input;
	int column;

	if (result->nschemas == 0)
		return NULL;
	column = result->schemas[0].fields[field];
	return column == CS_FILE_COLUMN ? "@file"
	       : column >= 0		? result->schemas[0].header.names[column]
					: NULL;
}

static void fill_json(const struct cs_job *job)
{
	const struct cs_contact_account *contacts = &job->data.contacts;
	const struct cs_account *account = &contacts->input.account;
	struct cs_object *object =
	    cs_set_object(job->report.input, "contacts");

	cs_set_list(object, "files");
	for (size_t i = 0; i < contacts->input.nschemas; i++)
		cs_object_append(object, "files",
				 contacts->input.schemas[i].file);
	cs_set_count(object, "rows_read", (int64_t)account->rows_read);
	cs_set_count(object, "rows_used", (int64_t)account->rows_used);
	cs_set_count(object, "rows_bad", (int64_t)account->rows_bad);
	cs_set_count(object, "rows_excluded", (int64_t)account->rows_excluded);
	cs_set_count(object, "rows_unattributed",
		     (int64_t)account->rows_unattributed);
	cs_set_count(object, "rows_repeated",
		     (int64_t)contacts->rows_repeated);
	cs_set_count(object, "rows_unmatched",
		     (int64_t)contacts->rows_unmatched);
	cs_set_count(object, "customers_matched",
		     (int64_t)contacts->customers_matched);
	cs_set_count(object, "customers_unmatched",
		     (int64_t)contacts->customers_unmatched);
	cs_set_day(object, "first_date", account->first_date);
	cs_set_day(object, "last_date", account->last_date);
}

static void add_part(struct cs_buf *line, uint64_t count, const char *one,
		     const char *many)
{
	if (count == 0)
		return;
	cs_buf_adds(line, "; ");
	cs_add_count(line, (int64_t)count);
	cs_buf_addf(line, " %s", count == 1 ? one : many);
}

static void add_scope(struct cs_job *job)
{
	const struct cs_contact_account *contacts = &job->data.contacts;
	const struct cs_account *account = &contacts->input.account;
	struct cs_buf line = CS_BUF_INIT;

	cs_buf_adds(&line, "contacts: ");
	cs_add_count(&line, (int64_t)account->rows_read);
	cs_buf_adds(&line, account->rows_read == 1 ? " row, of "
						   : " rows, of ");
	cs_add_count(&line, (int64_t)contacts->customers_matched);
	cs_buf_adds(&line, " customers with orders");
	add_part(&line, contacts->rows_unmatched,
		 "row of customers without orders",
		 "rows of customers without orders");
	add_part(&line, contacts->rows_repeated, "row repeats another",
		 "rows repeat others");
	add_part(&line, account->rows_unattributed, "row without a customer",
		 "rows without a customer");
	add_part(&line, account->rows_excluded,
		 "row excluded or after the end",
		 "rows excluded or after the end");
	add_part(&line, account->rows_bad, "row that cannot be read",
		 "rows that cannot be read");
	cs_report_scope(&job->report, "%s", line.data);
	cs_buf_release(&line);
}

static void warn_keys(struct cs_job *job)
{
	static const char *const changes[CS_NKEY_CHANGES] = {
		[CS_KEY_CASE] = "capitals are ignored",
		[CS_KEY_SPACES] = "spaces are left out",
		[CS_KEY_ZEROS] = "leading zeros are left out",
		[CS_KEY_POINT_ZERO] = ".0 at the end is left out",
		[CS_KEY_ALL] = "capitals, spaces, leading zeros and .0 at the "
			       "end are ignored",
	};
	const struct cs_contact_account *contacts = &job->data.contacts;
	uint64_t all = contacts->customers_matched +
		       contacts->customers_unmatched;
	uint64_t counts[CS_NKEY_CHANGES];
	int best = 0;

	if (all == 0 || contacts->customers_matched * 2 >= all)
		return;
	cs_key_hints(&job->data, counts);
	for (int i = 1; i < CS_NKEY_CHANGES; i++)
		if (counts[i] > counts[best])
			best = i;
	if (counts[best] > 0)
		cs_warn(job, "contact-keys", contacts->customers_unmatched,
			NULL, 0,
			"only %llu of %llu customers in the contacts have "
			"orders; %llu more would if %s: write keys alike in "
			"both exports",
			(unsigned long long)contacts->customers_matched,
			(unsigned long long)all,
			(unsigned long long)counts[best], changes[best]);
	else
		cs_warn(job, "contact-keys", contacts->customers_unmatched,
			NULL, 0,
			"only %llu of %llu customers in the contacts have "
			"orders: is --contact-customer the same key as "
			"--customer?",
			(unsigned long long)contacts->customers_matched,
			(unsigned long long)all);
}

static uint64_t count_matches(const uint64_t *matches, uint32_t mask)
{
	uint64_t sum = 0;

	for (unsigned i = 0; matches != NULL && i < CS_MAX_MARKS; i++)
		if ((mask & 1u << i) != 0)
			sum += matches[i];
	return sum;
}

/* The first of a definition's marks. */
static size_t first_mark(uint32_t mask)
{
	return (size_t)__builtin_ctz(mask);
}

/* "kind = complaint or ...", by the name that the column really has. */
static void describe(const struct cs_job *job, struct cs_definition *definition)
{
	const char *column =
	    cs_contact_column(job, definition->usual_field);
	size_t first;

	if (definition->texts->count > 0) {
		for (size_t i = 0; i < definition->texts->count; i++)
			cs_buf_addf(&definition->text, "%s%s",
				    i > 0 ? " or " : "",
				    definition->texts->items[i]);
		cs_buf_adds(&definition->brief, definition->text.data);
		return;
	}
	if (definition->of_orders)
		column = "late";
	if (column == NULL || definition->usual_values == NULL)
		return;
	cs_buf_addf(&definition->text, "%s %s", column,
		    definition->usual_values);
	first = strcspn(definition->usual_values, ",");
	cs_buf_addf(&definition->brief, "%s %.*s%s", column, (int)first,
		    definition->usual_values,
		    definition->usual_values[first] == ',' ? ",..." : "");
}

static void warn_definition(struct cs_job *job,
			    const struct cs_definition *definition)
{
	const struct cs_input_result *result = &job->data.contacts.input;
	struct cs_buf values = CS_BUF_INIT;
	struct cs_sample sample;
	int column;

	if (definition->matches + definition->order_matches > 0 ||
	    definition->mask == 0 || result->nschemas == 0 || result->account.rows_read == 0)
		return;
	/* an optional expression on orders whose column is nowhere is no slip */
	column = result->schemas[0].marks[first_mark(definition->mask)];
	if (column == -1 && definition->texts->count == 0)
		return;
	cs_sample_init(&sample, &result->schemas[0], result->first_sample,
		       result->first_sample_length);
	cs_sample_commonest(&sample, column, &values);
	cs_sample_release(&sample);
	cs_warn(job, "no-match", 0, NULL, 0,
		"%s '%s' matches no contact; the commonest values are %s",
		definition->option, definition->text.data,
		values.length > 0 ? values.data : "none");
	cs_buf_release(&values);
}

/* Has any file the column of one of these marks? */
static bool found(const struct cs_input_result *result, uint32_t mask)
{
	for (size_t f = 0; f < result->nschemas; f++)
		for (unsigned i = 0; i < CS_MAX_MARKS; i++)
			if ((mask & 1u << i) != 0 &&
			    result->schemas[f].marks[i] != -1)
				return true;
	return false;
}

static int complete(struct cs_job *job, struct cs_definition *definition,
		    struct cs_err *err)
{
	describe(job, definition);
	if (definition->of_orders && definition->texts->count > 0 &&
	    !found(&job->data.input, definition->order_mask) &&
	    !found(&job->data.contacts.input, definition->mask)) {
		cs_fail_at(err, NULL, 0, 0);
		return cs_fail(err, "unknown-column",
			       "%s '%s': neither orders nor contacts have that "
			       "column",
			       definition->option, definition->text.data);
	}
	definition->matches = count_matches(
	    job->data.contacts.input.mark_matches, definition->mask);
	definition->order_matches = count_matches(
	    job->data.input.mark_matches, definition->order_mask);
	definition->known = definition->order_matches > 0 ||
			    (definition->matches > 0 &&
			     job->data.contacts.customers_matched > 0);
	warn_definition(job, definition);
	return 0;
}

static void warn_bad(struct cs_job *job)
{
	const struct cs_input_result *result = &job->data.contacts.input;

	if (result->account.rows_bad == 0)
		return;
	cs_warn(job, "bad-rows", result->account.rows_bad,
		result->schemas[result->rejects[0].file].file,
		result->rejects[0].line,
		"%llu row%s of contacts could not be read and %s set aside; "
		"the first: %s",
		(unsigned long long)result->account.rows_bad,
		result->account.rows_bad == 1 ? "" : "s",
		result->account.rows_bad == 1 ? "was" : "were",
		result->rejects[0].message);
}

int cs_contacts_account(struct cs_job *job, struct cs_err *err)
{
	if (job->load.contacts != NULL) {
		fill_json(job);
		add_scope(job);
		warn_bad(job);
		warn_keys(job);
	}
	for (size_t i = 0; i < ndefinitions; i++)
		if (complete(job, &definitions[i], err) != 0)
			return -1;
	return 0;
}
