/* contacts.c - see contacts.h. */
#include "app/contacts.h"

#include <stdlib.h>
#include <string.h>

#include "base/builtin.h"
#include "base/mem.h"
#include "app/internal.h"
#include "app/scores.h"

/* --- options ----------------------------------------------------------- */

#define CONTACT(member)                                                    \
	{                                                                  \
		CS_HOME_SHARED, offsetof(struct cs_shared, contact.member) \
	}
#define COLUMN(field) CS_OPT_TEXT, CONTACT(column[field]), "COL"

const char cs_usual_complaint[] =
    "= complaint,Complaint,COMPLAINT,complaints,Complaints,claim,"
    "Claim,beschwerde,Beschwerde,beschwerden,Beschwerden,"
    "reklamation,Reklamation,reklamationen,Reklamationen,"
    "réclamation,Réclamation,réclamations,Réclamations,"
    "reclamation,Reclamation,plainte,Plainte,plaintes,Plaintes,"
    "queja,Queja,quejas,Quejas,reclamo,Reclamo,reclamos,Reclamos,"
    "reclamación,Reclamación,reclamaciones,Reclamaciones,"
    "reclamação,Reclamação,reclamações,Reclamações,reclamacao,"
    "Reclamacao,reclami,Reclami,lamentela,Lamentela,lamentele,"
    "Lamentele,klacht,Klacht,klachten,Klachten,keluhan,Keluhan,"
    "komplain,Komplain,pengaduan,Pengaduan,投诉,投訴,苦情,クレーム,불만,"
    "khiếu nại,Khiếu nại";

const struct cs_option cs_contact_options[] = {
	{ 0, "contacts", CS_OPT_LIST, CONTACT(files), "FILE",
	  "what customers told the firm, or it asked them: CSV, also .gz",
	  .basic = true, .file = true, .aside = true },
	{ 0, "contact-customer", CS_OPT_TEXT, CONTACT(customer), "COL",
	  "column of the customer there", .aside = true },
	{ 0, "contact-date", CS_OPT_TEXT, CONTACT(date), "COL",
	  "column of the contact's date", .aside = true },
	{ 0, "contact-kind", COLUMN(CS_CONTACT_KIND),
	  "column of its kind: complaint, inquiry, survey", .aside = true },
	{ 0, "contact-direction", COLUMN(CS_CONTACT_DIRECTION),
	  "column that says who began: inbound, outbound", .aside = true },
	{ 0, "contact-score", COLUMN(CS_CONTACT_SCORE),
	  "column of an answer from 0 to 10", .aside = true },
	{ 0, "contact-responded", COLUMN(CS_CONTACT_RESPONDED),
	  "column of the day of the first answer", .aside = true },
	{ 0, "contact-resolved", COLUMN(CS_CONTACT_RESOLVED),
	  "column of the day on which it was settled; empty: not yet",
	  .aside = true },
	{ 0, "contact-channel", COLUMN(CS_CONTACT_CHANNEL),
	  "column of the channel: email, phone", .aside = true },
	{ 0, "contact-where", CS_OPT_LIST, CONTACT(where), "EXPR",
	  "only contacts that satisfy it" },
	{ 0, "contact-delimiter", CS_OPT_PARSED, CONTACT(delimiter),
	  "C|tab|blanks", "between fields of contacts; default: found",
	  .parse = cs_parse_delimiter },
	{ 0, "contact-encoding", CS_OPT_PARSED, CONTACT(encoding), "NAME",
	  "of contacts, as iconv(1) calls it; default UTF-8",
	  .parse = cs_parse_encoding },
	{ 0, "contact-decimal", CS_OPT_PARSED, CONTACT(decimal), ".|,",
	  "decimal mark of contacts; default: as most of their values",
	  .parse = cs_parse_decimal },
	{ 0, "contact-date-format", CS_OPT_PARSED, CONTACT(date_format),
	  "FORMAT", "dates of contacts: see --date-format",
	  .parse = cs_parse_date_format },
	{ 0, "contact-input-tz", CS_OPT_TEXT, CONTACT(times_zone), "ZONE",
	  "with --tz: zone of times of contacts; default: as --input-tz" },
	{ 0 }
};

bool cs_contacts_given(const struct cs_job *job)
{
	return job->shared.contact.files.count > 0;
}

/* --- what is read ------------------------------------------------------ */

static const struct {
	const char *name;
	int64_t seconds;
} units[] = { { "seconds", 1 },
	      { "minutes", CS_MINUTE },
	      { "hours", CS_HOUR },
	      { "days", CS_DAY_SECONDS } };

static int parse_unit(const char *text, void *value, struct cs_err *err)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strcmp(text, units[i].name) == 0) {
			*(int64_t *)value = units[i].seconds;
			return 0;
		}
	return cs_refuse(err, "wants seconds, minutes, hours or days, not ",
			 text, "");
}

static void show_unit(const void *value, const char *name,
		      struct cs_object *parameters)
{
	const char *unit = NULL;

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (units[i].seconds == *(const int64_t *)value)
			unit = units[i].name;
	cs_set_text(parameters, name, unit);
}

static void read_contact(const struct cs_row *row, struct cs_contact *contact)
{
	contact->responded = row->values[CS_CONTACT_RESPONDED].day;
	contact->resolved = row->values[CS_CONTACT_RESOLVED].day;
}

const struct cs_option cs_moment_contact_options[] = {
	{ 0, "orders", CS_OPT_LIST, CONTACT(files), "FILE",
	  "the orders of these customers: CSV, also .gz", .basic = true,
	  .file = true, .aside = true },
	{ 0, "delivered", CS_OPT_TEXT, CONTACT(order_dates[CS_ORDER_DELIVERED]),
	  "COL", "of orders: column of the day of delivery", .aside = true },
	{ 0, "promised", CS_OPT_TEXT, CONTACT(order_dates[CS_ORDER_PROMISED]),
	  "COL", "of orders: column of the day that was promised",
	  .aside = true },
	{ 0, "ready", CS_OPT_TEXT, CONTACT(order_dates[CS_ORDER_READY]), "COL",
	  "of orders: column of the day on which production ended",
	  .aside = true },
	{ 0, "shipped", CS_OPT_TEXT, CONTACT(order_dates[CS_ORDER_SHIPPED]),
	  "COL", "of orders: column of the day of shipping", .aside = true },
	{ 0, "contact-ticket", COLUMN(CS_CONTACT_TICKET),
	  "column of the ticket: rows that share one are one matter",
	  .aside = true },
	{ 0, "contact-order", COLUMN(CS_CONTACT_ORDER),
	  "column of the order that it is about", .aside = true },
	{ 0, "contact-response-time", COLUMN(CS_CONTACT_RESPONSE_TIME),
	  "column of how long the first answer took", .aside = true },
	{ 0, "contact-resolution-time", COLUMN(CS_CONTACT_RESOLUTION_TIME),
	  "column of how long it took to settle it", .aside = true },
	{ 0, "contact-replies", COLUMN(CS_CONTACT_REPLIES),
	  "column of how many answers there were", .aside = true },
	{ 0, "contact-reopens", COLUMN(CS_CONTACT_REOPENS),
	  "column of how often it was opened again", .aside = true },
	{ 0, "contact-due", COLUMN(CS_CONTACT_DUE),
	  "column of the day by which an end was promised", .aside = true },
	{ 0, "contact-tracking", COLUMN(CS_CONTACT_TRACKING),
	  "column of a tracking number", .aside = true },
	{ 0, "duration-unit", CS_OPT_PARSED, CONTACT(span_unit),
	  "seconds|minutes|hours|days",
	  "of how long things took, where no column's name says so",
	  .parse = parse_unit, .show = show_unit },
	{ 0 }
};

static int add_flag(struct cs_job *job, struct cs_definition *definition,
		    const char *text, struct cs_expression rule, uint32_t *flag,
		    struct cs_err *err)
{
	struct cs_contacts *contacts = &job->contacts;

	if (contacts->next_flag == 0)
		return cs_fail(err, NULL,
			       "there are more than %zu expressions of what "
			       "counts",
			       8 * sizeof rule.flag);
	rule.flag = contacts->next_flag;
	contacts->next_flag <<= 1;
	*flag |= rule.flag;
	if (definition->of_orders &&
	    cs_input_express(&job->load.input, &rule, text, err) != 0)
		return -1;
	return cs_input_express(&contacts->input, &rule, text, err);
}

/* What counts answers up to each score, and the usual one of a longer scale. */
static int define_scale(struct cs_job *job, struct cs_definition *definition,
			struct cs_err *err)
{
	struct cs_expression rule = { .option = definition->option,
				      .column =
					  CS_NROLES + definition->usual_field,
				      .optional = true };

	if (add_flag(job, definition, CS_SCORES_COUNTED, rule,
		     &definition->answered, err) != 0)
		return -1;
	if (definition->texts.count > 0)
		return 0;
	return add_flag(job, definition, "score " CS_SCORES_OF_TEN, rule,
			&definition->of_ten, err) != 0
		   ? -1
		   : add_flag(job, definition, "score " CS_SCORES_OF_HUNDRED,
			      rule, &definition->of_hundred, err);
}

/* Expressions as given, or the usual one. */
static int define(struct cs_job *job, struct cs_definition *definition,
		  struct cs_err *err)
{
	struct cs_expression rule = { .option = definition->option,
				      .optional = definition->of_orders };
	struct cs_buf text = CS_BUF_INIT;
	int status = 0;

	if (definition->texts.count > 0 && !definition->of_orders &&
	    !cs_contacts_given(job))
		return cs_fail(err, NULL, "%s goes with --contacts FILE",
			       definition->option);
	if (definition->of_answers)
		status = define_scale(job, definition, err);
	rule.answered = definition->answered;
	for (size_t i = 0; status == 0 && i < definition->texts.count; i++) {
		const char *given = definition->texts.items[i];

		if (definition->word != NULL &&
		    strcmp(given, definition->word) == 0)
			definition->worded = true;
		else
			status = add_flag(job, definition, given, rule,
					  &definition->mask, err);
	}
	if (status != 0 || definition->texts.count > 0 ||
	    definition->usual_values == NULL)
		return status;
	/* the name stands for the field, whatever that is called */
	if (!definition->of_orders)
		rule.column = CS_NROLES + definition->usual_field;
	cs_buf_addf(&text, "%s %s",
		    definition->of_orders
			? "late"
			: job->contacts.input.columns[rule.column].name,
		    definition->usual_values);
	rule.optional = true;
	status =
	    add_flag(job, definition, text.data, rule, &definition->mask, err);
	cs_buf_release(&text);
	return status;
}

/* Do contacts make groups by this field? */
static bool groups_by(const struct cs_job *job, const char *field)
{
	const char *group = job->shared.column[CS_ROLE_GROUP];

	return job->program->contacts_first && group != NULL &&
	       strcmp(group, field) == 0;
}

/* Of contacts and orders, of which either may have the column. */
static void plan_groups(struct cs_job *job)
{
	struct cs_column_rule *of[] = {
		&job->load.input.columns[CS_ROLE_GROUP],
		&job->contacts.input.columns[CS_ROLE_GROUP],
	};

	of[0]->wanted = CS_IF_THERE;
	if (of[0]->named != NULL)
		*of[1] = *of[0];
}

/* What is not said of contacts is as with orders. */
static void plan_input(struct cs_job *job)
{
	const struct cs_contact_options *options = &job->shared.contact;
	struct cs_contacts *contacts = &job->contacts;
	struct cs_input *input = &contacts->input;
	const struct cs_input *orders = &job->load.input;

	*input = (struct cs_input){
		.files = options->files.items,
		.nfiles = options->files.count,
		.dialect = orders->dialect,
		.prefix = "contact-",
		.decimal = options->decimal,
		.date_format = options->date_format,
		.exact_keys = orders->exact_keys,
		.fold_keys = orders->fold_keys,
		.round = orders->round,
		.first_day = CS_DAY_MIN,
		.last_day = job->program->contacts_first ? orders->last_day
							 : CS_DAY_MAX,
		.skip_bad = orders->skip_bad,
		.too_many_bad = orders->too_many_bad,
		.reject = orders->reject,
		.reject_context = orders->reject_context,
		.moments = orders->moments,
		.threads = orders->threads,
		.block_size = orders->block_size,
	};
	input->scores = cs_score_words_new(cs_builtin_text("words", "scores"));
	input->dialect.delimiter = options->delimiter;
	input->dialect.encoding = options->encoding;
	input->dialect.skip_lines = 0;
	input->dialect.find = true;
	input->ncolumns = cs_contact_columns(input->columns);
	input->columns[CS_ROLE_CUSTOMER].named = options->customer;
	input->columns[CS_ROLE_DATE].named = options->date;
	for (int i = 0; i < CS_NCONTACT_FIELDS; i++) {
		struct cs_column_rule *rule = &input->columns[CS_NROLES + i];

		rule->named = options->column[i];
		/* one that no option can name, or none does, is not read */
		if (!cs_option_known(job->command, rule->option + 2) ||
		    (i >= CS_CONTACT_AGENT && !groups_by(job, rule->name)))
			*rule = (struct cs_column_rule){ 0 };
	}
	if (job->program->contacts_first)
		plan_groups(job);
}

/* Options of contacts without contacts are a slip. */
static int check_unused(const struct cs_job *job, struct cs_err *err)
{
	for (size_t i = 0; i < job->values.given.count; i++)
		if (strncmp(job->values.given.items[i], "contact-", 8) == 0)
			return cs_fail(err, NULL,
				       "the options --contact-... go with "
				       "--contacts FILE");
	return 0;
}

/* ... as are those of orders without orders. */
static int check_orders(const struct cs_job *job, struct cs_err *err)
{
	static const char *const options[] = {
		"customer",    "date",	     "order",	   "amount",
		"quantity",    "price",	     "currency",   "status",
		"count",       "refund",     "cancelled",  "delivered",
		"ready",       "shipped",    "promised",   "where",
		"exclude",     "delimiter",  "encoding",   "decimal",
		"date-format", "skip-lines", "line-items", "duplicates",
		"overlap",
	};

	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (cs_list_has(&job->values.given, options[i]))
			return cs_fail(err, NULL,
				       "--%s is of orders, and goes with "
				       "--orders FILE; options of contacts are "
				       "called --contact-...",
				       options[i]);
	return 0;
}

/* Standard input can be read once. */
static int check_streams(const struct cs_job *job, struct cs_err *err)
{
	if (cs_list_has(&job->files, "-") &&
	    cs_list_has(&job->shared.contact.files, "-"))
		return cs_fail(err, NULL,
			       "orders and contacts cannot both come from "
			       "standard input: name the orders' file");
	return 0;
}

int cs_contacts_prepare(struct cs_job *job, struct cs_definition *definitions,
			size_t count, struct cs_err *err)
{
	struct cs_contacts *contacts = &job->contacts;
	struct cs_input *input = &contacts->input;
	const struct cs_expression where = { .option = "--contact-where" };

	contacts->next_flag = 1;
	contacts->definitions = definitions;
	contacts->ndefinitions = count;
	plan_input(job);
	for (size_t i = 0; i < count; i++) {
		definitions[i].text = (struct cs_buf)CS_BUF_INIT;
		definitions[i].brief = (struct cs_buf)CS_BUF_INIT;
		if (define(job, &definitions[i], err) != 0)
			return -1;
	}
	if (!cs_contacts_given(job))
		return check_unused(job, err);
	if (job->files.count == 0 && check_orders(job, err) != 0)
		return -1;
	if (check_streams(job, err) != 0 ||
	    cs_plan_zones(job, input,
			  job->shared.contact.times_zone != NULL
			      ? "--contact-input-tz"
			      : NULL,
			  job->shared.contact.times_zone, err) != 0)
		return -1;
	if (cs_layouts_load(&input->layouts, job->shared.layout, true, err) !=
		0 ||
	    cs_express(input, &where, &job->shared.contact.where, err) != 0)
		return -1;
	job->load.contacts = input;
	job->load.contact = read_contact;
	return 0;
}

void cs_contacts_release(struct cs_contacts *contacts)
{
	cs_input_release(&contacts->input);
	for (size_t i = 0; i < contacts->ndefinitions; i++) {
		cs_buf_release(&contacts->definitions[i].text);
		cs_buf_release(&contacts->definitions[i].brief);
	}
}
