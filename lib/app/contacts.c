/* contacts.c - see contacts.h. */
#include "app/contacts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "app/contacts_parts.h"
#include "app/filters.h"
#include "app/shared.h"

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
	{ 0, "contact-score", CS_OPT_TEXT, &own.column[CS_CONTACT_SCORE], "COL",
	  "column of an answer from 0 to 10" },
	{ 0, "contact-responded", CS_OPT_TEXT,
	  &own.column[CS_CONTACT_RESPONDED], "COL",
	  "column of the day of the first answer" },
	{ 0, "contact-resolved", CS_OPT_TEXT, &own.column[CS_CONTACT_RESOLVED],
	  "COL", "column of the day on which it was settled; empty: not yet" },
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
			       "counts",
			       CS_MAX_MARKS);
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
	rule.field =
	    definition->of_orders ? 0 : (int)definition->usual_field + 1;
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

/* Options of contacts without contacts are a slip. */
static int check_unused(struct cs_err *err)
{
	bool columns = false;

	for (int i = 0; i < CS_NCONTACT_FIELDS; i++)
		columns |= own.column[i] != NULL;
	if (columns || own.customer != NULL || own.date != NULL ||
	    own.where.count > 0 || own.delimiter != 0 ||
	    own.date_format != NULL || own.decimal != CS_MARK_UNKNOWN)
		return cs_fail(err, NULL,
			       "the options --contact-... go with --contacts "
			       "FILE");
	return 0;
}

/* Standard input can be read once. */
static int check_streams(const struct cs_input *orders, struct cs_err *err)
{
	bool taken = false;

	for (size_t i = 0; i < orders->nfiles; i++)
		taken |= strcmp(orders->files[i], "-") == 0;
	for (size_t i = 0; i < own.files.count; i++)
		if (strcmp(own.files.items[i], "-") == 0 && taken)
			return cs_fail(err, NULL,
				       "orders and contacts cannot both come "
				       "from standard input: name the orders' "
				       "file");
	return 0;
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
		return check_unused(err);
	if (check_streams(&load->input, err) != 0)
		return -1;
	fill_input(&load->input);
	input.where = cs_filters_parse(&own.where, "--contact-where", err);
	if (input.where == NULL)
		return -1;
	input.nwhere = own.where.count;
	load->contacts = &input;
	load->contact = read_contact;
	return 0;
}

const struct cs_list *cs_contacts_where(void)
{
	return &own.where;
}

struct cs_definition *cs_contacts_definitions(size_t *count)
{
	*count = ndefinitions;
	return definitions;
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
