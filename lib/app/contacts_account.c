/* contacts_account.c - what became of the contacts: see contacts.h. */
#include <string.h>

#include "base/word.h"
#include "app/account.h"
#include "app/contacts.h"
#include "app/internal.h"
#include "app/notice.h"
#include "app/scores.h"
#include "app/unmet.h"
#include "data/alike.h"
#include "report/number.h"

const char *cs_contact_column(const struct cs_job *job,
			      enum cs_contact_field field)
{
	return cs_column_header(&job->data.contacts.input, CS_NROLES + field);
}

static void fill_json(const struct cs_job *job)
{
	const struct cs_contact_account *contacts = &job->data.contacts;
	const struct cs_account *account = &contacts->input.account;
	struct cs_object *object =
	    job->program->contacts_first
		? job->report.input
		: cs_set_object(job->report.input, "contacts");

	cs_fill_read(&contacts->input, object);
	cs_fill_excluded(account, false, object);
	cs_set_count(object, "rows_repeated", (int64_t)account->rows_repeated);
	cs_set_count(object, "rows_unmatched",
		     (int64_t)account->rows_unmatched);
	cs_set_count(object, "customers_matched",
		     (int64_t)contacts->customers_matched);
	cs_set_count(object, "customers_unmatched",
		     (int64_t)contacts->customers_unmatched);
	cs_set_day(object, "first_date", account->first_date);
	cs_set_day(object, "last_date", account->last_date);
}

static void add_scope(struct cs_job *job)
{
	const struct cs_contact_account *contacts = &job->data.contacts;
	const struct cs_account *account = &contacts->input.account;
	struct cs_buf line = CS_BUF_INIT;

	cs_buf_addf(&line, "contacts: %s",
		    cs_counted((int64_t)account->rows_read, "row").text);
	if (job->program->contacts_first)
		cs_buf_addf(&line, ", of %s",
			    cs_counted((int64_t)(contacts->customers_matched +
						 contacts->customers_unmatched),
				       "customer")
				.text);
	if (job->data.input.nschemas > 0 && job->program->contacts_first)
		cs_buf_addf(
		    &line, ", %s of them with orders",
		    cs_figure((double)contacts->customers_matched, 0).text);
	else if (job->data.input.nschemas > 0)
		cs_buf_addf(
		    &line, ", of %s with orders",
		    cs_counted((int64_t)contacts->customers_matched, "customer")
			.text);
	cs_add_part(&line, account->rows_unmatched,
		    "row of customers without orders",
		    "rows of customers without orders", NULL);
	cs_add_part(&line, account->rows_repeated, "row repeats another",
		    "rows repeat others", NULL);
	cs_add_part(&line, account->rows_unattributed, "row without a customer",
		    "rows without a customer", NULL);
	cs_add_excluded(&line, account, NULL, false);
	cs_add_part(&line, account->rows_bad, "row that cannot be read",
		    "rows that cannot be read", NULL);
	cs_add_table(&contacts->input, &line);
	cs_report_scope(&job->report, "%s", line.data);
	cs_buf_release(&line);
}

static void warn_keys(struct cs_job *job)
{
	static const char *const changes[CS_NKEY_CHANGES + 1] = {
		"capitals are ignored",
		"spaces are left out",
		"leading zeros are left out",
		".0 at the end is left out",
		"apostrophes are left out",
		"the signs between digits are left out",
		"all of these are ignored",
	};
	const struct cs_contact_account *contacts = &job->data.contacts;
	uint64_t all = contacts->customers_matched +
		       contacts->customers_unmatched -
		       contacts->customers_left_out;
	uint64_t counts[CS_NKEY_CHANGES + 1];
	/* who only asked has no orders, where contacts come first */
	bool first = job->program->contacts_first;
	struct cs_buf advice = CS_BUF_INIT;
	int best = 0;

	/* of rows that a filter left out nobody knows the customers */
	if (all == 0 || job->data.input.nschemas == 0 ||
	    contacts->customers_matched * (first ? 100 : 2) >= all ||
	    job->shared.where.count + job->shared.exclude.count > 0)
		return;
	cs_alike_contacts(&job->data, counts);
	for (int i = 1; i <= CS_NKEY_CHANGES; i++)
		if (counts[i] > counts[best])
			best = i;
	if (counts[best] > 0)
		cs_buf_addf(
		    &advice, "; %llu more would if %s: --fold-keys %s does so",
		    (unsigned long long)counts[best], changes[best],
		    best < CS_NKEY_CHANGES ? cs_key_change_names[best] : "all");
	else
		cs_buf_adds(&advice, ": is --contact-customer the same key as "
				     "--customer?");
	cs_warn(job, "contact-keys", contacts->customers_unmatched, NULL, 0,
		"only %llu of %llu customers in the contacts %s orders%s",
		(unsigned long long)contacts->customers_matched,
		(unsigned long long)all,
		contacts->customers_matched == 1 ? "has" : "have", advice.data);
	cs_buf_release(&advice);
}

/* Rows that carry any of these flags, counted for each. */
static uint64_t count_matches(const struct cs_input *input,
			      const struct cs_input_result *result,
			      uint32_t mask)
{
	uint64_t sum = 0;

	for (size_t i = 0; result->matches && i < input->nexpressions; i++)
		if ((input->expressions[i].flag & mask) != 0)
			sum += result->matches[i];
	return sum;
}

/* "kind = complaint or ...", by the name that the column really has. */
static void describe(const struct cs_job *job, struct cs_definition *definition)
{
	const char *column = cs_contact_column(job, definition->usual_field);
	size_t first;

	if (definition->texts.count > 0) {
		for (size_t i = 0; i < definition->texts.count; i++)
			cs_buf_addf(&definition->text, "%s%s",
				    i > 0 ? " or " : "",
				    definition->texts.items[i]);
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

/* Where the expression of one flag was asked. */
static size_t find_asked(const struct cs_job *job, uint32_t flag,
			 struct cs_asking asked[static 2])
{
	const struct cs_asking inputs[] = {
		{ &job->load.input, &job->data.input, 0 },
		{ &job->contacts.input, &job->data.contacts.input, 0 },
	};
	size_t n = 0;

	for (int k = 0; k < 2; k++)
		for (size_t i = 0; i < inputs[k].input->nexpressions; i++)
			if ((inputs[k].input->expressions[i].flag & flag) !=
			    0) {
				asked[n] = inputs[k];
				asked[n++].expression = i;
				break;
			}
	return n;
}

static bool asked_orders(const struct cs_asking *asked, size_t n,
			 const struct cs_job *job)
{
	return n > 0 && asked[0].input == &job->load.input &&
	       asked[0].result->nschemas > 0 &&
	       asked[0].result->schemas[0].judges[asked[0].expression].filter !=
		   NULL;
}

static bool was_read(const struct cs_asking *asked, const struct cs_job *job)
{
	const struct cs_account *account = &asked->result->account;

	return asked->input == &job->load.input
		   ? account->rows_read > 0
		   : account->rows_used + account->rows_unmatched > 0;
}

static void warn_given(struct cs_job *job,
		       const struct cs_definition *definition)
{
	for (uint32_t flag = 1; flag != 0; flag <<= 1) {
		struct cs_asking asked[2];
		size_t n = 0, kept = 0;

		if ((definition->mask & flag) != 0)
			n = find_asked(job, flag, asked);
		for (size_t i = 0; i < n; i++)
			if (was_read(&asked[i], job))
				asked[kept++] = asked[i];
		cs_warn_unmet(job, asked, kept,
			      asked_orders(asked, kept, job) ? "order"
							     : "contact");
	}
}

/* What is usual, and nobody gave, is not there. */
static void warn_usual(struct cs_job *job,
		       const struct cs_definition *definition)
{
	struct cs_asking asked[2];
	size_t n = find_asked(job, definition->mask, asked);
	struct cs_buf given = CS_BUF_INIT, values = CS_BUF_INIT;

	if (definition->matches + definition->order_matches > 0 ||
	    definition->rare)
		return;
	for (size_t i = 0; i < n; i++) {
		const struct cs_input_result *result = asked[i].result;
		const struct cs_judge *judge =
		    result->nschemas > 0
			? &result->schemas[0].judges[asked[i].expression]
			: NULL;

		if (judge == NULL || judge->filter == NULL ||
		    !was_read(&asked[i], job))
			continue;
		cs_add_commonest(result, judge->columns[0], &values);
		cs_add_given(&given, definition->option,
			     definition->brief.data);
		cs_warn(job, "no-match", 0, NULL, 0,
			"%s matches no %s; the commonest values are %s",
			given.data,
			asked_orders(asked, n, job) ? "order" : "contact",
			values.data);
		break;
	}
	cs_buf_release(&given);
	cs_buf_release(&values);
}

static void warn_empty(struct cs_job *job)
{
	if (job->data.contacts.input.account.rows_read == 0)
		cs_warn(job, "no-contacts", 0, NULL, 0,
			"there are no contacts below the header");
}

/* Has any file the column of one of these flags? */
static bool found(const struct cs_input *input,
		  const struct cs_input_result *result, uint32_t mask)
{
	for (size_t f = 0; f < result->nschemas; f++)
		for (size_t i = 0; i < input->nexpressions; i++)
			if ((input->expressions[i].flag & mask) != 0 &&
			    result->schemas[f].judges[i].filter != NULL)
				return true;
	return false;
}

static int complete(struct cs_job *job, struct cs_definition *definition,
		    struct cs_err *err)
{
	struct cs_buf given = CS_BUF_INIT;

	describe(job, definition);
	if (definition->of_orders && definition->texts.count > 0 &&
	    definition->mask != 0 &&
	    !found(&job->load.input, &job->data.input, definition->mask) &&
	    !found(&job->contacts.input, &job->data.contacts.input,
		   definition->mask)) {
		cs_add_given(&given, definition->option, definition->text.data);
		cs_fail(err, "unknown-column",
			"%s: neither orders nor contacts have that column",
			given.data);
		cs_buf_release(&given);
		return -1;
	}
	definition->matches = count_matches(
	    &job->contacts.input, &job->data.contacts.input, definition->mask);
	definition->order_matches =
	    count_matches(&job->load.input, &job->data.input, definition->mask);
	definition->known = definition->order_matches > 0 ||
			    (definition->matches > 0 &&
			     (job->program->contacts_first ||
			      job->data.contacts.customers_matched > 0));
	if (definition->texts.count > 0)
		warn_given(job, definition);
	else
		warn_usual(job, definition);
	return 0;
}

/* A file of either has the column that makes groups? Then whose it is. */
static int settle_groups(struct cs_job *job, struct cs_err *err)
{
	const struct cs_data *data = &job->data;
	struct cs_buf given = CS_BUF_INIT;
	bool found = data->order_groups || data->touch_groups;

	cs_add_given(&given, "--group", job->shared.column[CS_ROLE_GROUP]);
	if (!found)
		cs_fail(err, "unknown-column", "%s: %s %s", given.data,
			data->input.nschemas > 0
			    ? "neither orders nor contacts have"
			    : "contacts do not have",
			strchr(given.data, ',') == NULL
			    ? "that column"
			    : "all of these columns");
	else if (data->order_groups)
		cs_report_scope(
		    &job->report, "%s: an order's is its own, a contact's %s",
		    given.data,
		    data->touch_groups ? "too, or else that of its order"
				       : "that of its order");
	else
		cs_report_scope(&job->report, "%s: of contacts%s", given.data,
				data->input.nschemas > 0
				    ? "; orders have no such column"
				    : "");
	cs_buf_release(&given);
	return found ? 0 : -1;
}

int cs_contacts_account(struct cs_job *job, struct cs_err *err)
{
	const struct cs_input_result *result = &job->data.contacts.input;
	struct cs_contacts *contacts = &job->contacts;

	if (job->load.contacts != NULL) {
		fill_json(job);
		cs_fill_settled(&contacts->input, result,
				job->report.parameters);
		add_scope(job);
		warn_empty(job);
		cs_warn_files(job, result);
		cs_note_norows(job, result);
		cs_warn_header(job, &contacts->input, result);
		cs_note_choices(job, &contacts->input, result);
		cs_note_nobody(job, &contacts->input, result);
		cs_warn_filters(job, &contacts->input, result);
		cs_warn_bad_rows(job, result, " of contacts");
		cs_warn_habits(job, &contacts->input, result, NULL);
		warn_keys(job);
	}
	for (size_t i = 0; i < contacts->ndefinitions; i++) {
		if (contacts->definitions[i].of_answers)
			cs_scores_settle(job, &contacts->definitions[i]);
		if (complete(job, &contacts->definitions[i], err) != 0)
			return -1;
	}
	return job->data.by_row ? settle_groups(job, err) : 0;
}
