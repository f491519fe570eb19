/* usage.c - what cs-contacts was told that changes nothing: see report.h. */
#include <string.h>

#include "app/account.h"
#include "app/notice.h"
#include "app/tables.h"
#include "base/builtin.h"
#include "base/utf8.h"
#include "base/word.h"
#include "contacts/report.h"
#include "words/words.h"

/* --- the tables that an option is for ----------------------------------- */

#define OF(table) (1u << (table))

static const struct {
	const char *options; /* names, blanks between them */
	unsigned tables;
} uses[] = {
	{ "within", OF(SUMMARY) | OF(RESPONSE) | OF(HOURS) },
	{ "open holidays", OF(RESPONSE) },
	{ "by", OF(HOURS) },
	{ "rate-by limits baseline", OF(RATE) },
	{ "unusual", OF(TOUCHES) | OF(ORDERS) },
	{ "repeat-within", OF(SUMMARY) | OF(RESOLUTION) },
	{ "acknowledge-within", OF(COMPLAINTS) },
	{ "resolve-within", OF(SUMMARY) | OF(COMPLAINTS) | OF(REGISTER) },
	{ "follow-up followed-up", OF(COMPLAINTS) | OF(REGISTER) },
	{ "complaint", OF(SUMMARY) | OF(COMPLAINTS) | OF(REGISTER) },
	{ "scale satisfied", OF(SUMMARY) | OF(SATISFACTION) },
	{ "ack-within before-ready ship-within ask-within strict-thanks "
	  "acknowledgement production shipping after-delivery",
	  OF(PLAN) | OF(PLAN_EFFECT) | OF(ORDERS) },
	{ "promise-days", OF(SUMMARY) | OF(DELIVERY) | OF(ORDERS) },
	{ "repurchase", OF(PLAN_EFFECT) | OF(DELIVERY) },
	{ "adjust notice", OF(DELIVERY) },
	{ "enquiry stage", OF(FUNNEL) },
	{ "limit", OF(REGISTER) | OF(ORDERS) },
	{ "period week-start year-start", OF(RATE) | OF(SATISFACTION) },
};

/* "the tables plan, plan_effect and orders" */
static void add_tables(unsigned tables, struct cs_buf *out)
{
	bool several = (tables & (tables - 1)) != 0;

	cs_buf_adds(out, several ? "the tables " : "the table ");
	for (unsigned t = 0; tables != 0; t++) {
		if ((tables & OF(t)) == 0)
			continue;
		tables &= ~OF(t);
		cs_buf_addf(out, "%s%s", contacts_tables[t].name,
			    tables == 0			   ? ""
			    : (tables & (tables - 1)) == 0 ? " and "
							   : ", ");
	}
}

static void note_option(const struct cs_job *job, const char *name,
			unsigned tables)
{
	const unsigned lists = OF(REGISTER) | OF(ORDERS);
	struct cs_buf where = CS_BUF_INIT;

	/* sentences are made of all others */
	if (cs_sentences_wanted(job) && (tables & ~lists) != 0)
		return;
	for (unsigned t = 0; t < NTABLES; t++)
		if ((tables & OF(t)) != 0 && cs_table_needed(job, t))
			return;
	add_tables(tables, &where);
	cs_note(job, "--%s changes nothing that is printed: it is for %s", name,
		where.data);
	cs_buf_release(&where);
}

static void note_tables(const struct cs_job *job)
{
	const struct cs_list *given = &job->values.given;

	for (size_t i = 0; i < given->count; i++)
		for (size_t u = 0; u < sizeof uses / sizeof *uses; u++)
			if (cs_word_among(given->items[i],
					  strlen(given->items[i]),
					  uses[u].options, ' '))
				note_option(job, given->items[i],
					    uses[u].tables);
}

/* --- columns that it is for --------------------------------------------- */

/* Was it given, and is its table made? */
static bool is_used(const struct cs_job *job, const char *name,
		    enum contacts_table table)
{
	return cs_list_has(&job->values.given, name) &&
	       cs_table_needed(job, table);
}

static void note_columns(const struct study *study)
{
	const struct cs_job *job = study->job;

	if (cs_list_has(&job->values.given, "duration-unit") &&
	    !has_column(study, CS_CONTACT_RESPONSE_TIME) &&
	    !has_column(study, CS_CONTACT_RESOLUTION_TIME))
		cs_note(job, "--duration-unit changes nothing: no column says "
			     "how long something took "
			     "(--contact-response-time, "
			     "--contact-resolution-time)");
	if (is_used(job, "open", RESPONSE) && study->account.touches > 0 &&
	    !study->rules.hours)
		cs_note(job, "--open changes nothing: contacts have days, no "
			     "times of day");
	if (is_used(job, "scale", SATISFACTION) &&
	    !has_column(study, CS_CONTACT_SCORE))
		cs_note(job, "--scale changes nothing: contacts have no score "
			     "(--contact-score)");
	if (is_used(job, "adjust", DELIVERY) && !study->rules.deliveries)
		cs_note(job, "--adjust changes nothing: orders have no day of "
			     "promise and of delivery (--promised, "
			     "--delivered)");
	if (is_used(job, "week-start", SATISFACTION) &&
	    job->shared.period != CS_WEEK)
		cs_note(job, "--week-start changes nothing: it is for --period "
			     "week");
}

/* --- files that changed places ------------------------------------------ */

/* Is a column usually called so an amount? */
static bool has_amounts(const struct cs_schema *schema)
{
	struct cs_vocabulary *words =
	    cs_vocabulary_new(cs_builtin_text("words", "columns"));
	bool found = false;

	for (size_t i = 0; i < schema->header.ncolumns; i++) {
		struct cs_name name;
		struct cs_fit fit;

		cs_name_read(words, schema->header.names[i], &name);
		found |= cs_name_fits(words, "amount", &name, &fit);
	}
	cs_vocabulary_free(words);
	return found;
}

/* Contacts with amounts and without all that contacts have, beside orders
 * without amounts. */
static void note_swapped(const struct study *study)
{
	static const enum cs_contact_field told[] = {
		CS_CONTACT_KIND,      CS_CONTACT_DIRECTION, CS_CONTACT_SCORE,
		CS_CONTACT_RESPONDED, CS_CONTACT_RESOLVED,  CS_CONTACT_TICKET,
	};
	const struct cs_job *job = study->job;
	const struct cs_input_result *contacts = &job->data.contacts.input;

	if (!study->rules.orders || contacts->nschemas == 0 ||
	    cs_column_header(&job->data.input, CS_ROLE_AMOUNT) != NULL)
		return;
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (has_column(study, told[i]))
			return;
	if (has_amounts(&contacts->schemas[0]))
		cs_note(job, "the files look swapped: contacts have amounts, "
			     "and orders have none; the file of orders stands "
			     "behind --orders, that of contacts alone");
}

void note_usage(const struct study *study)
{
	note_tables(study->job);
	note_columns(study);
	note_swapped(study);
}

void note_promises(const struct study *study)
{
	const struct cs_job *job = study->job;
	const struct counts *counts = &study->whole->counts;

	if (cs_list_has(&job->values.given, "promise-days") &&
	    counts->orders > 0 && counts->unpromised == 0 &&
	    (cs_sentences_wanted(job) || cs_table_needed(job, SUMMARY) ||
	     cs_table_needed(job, DELIVERY) || cs_table_needed(job, ORDERS)))
		cs_note(job, "--promise-days changes nothing: all orders have "
			     "a promised day");
}
