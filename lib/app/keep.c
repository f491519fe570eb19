/* keep.c - see keep.h. */
#include "app/keep.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/word.h"
#include "app/account.h"
#include "data/touches.h"

enum { MOST_KEPT = 16 };

int cs_keep_plan(struct cs_job *job, const struct cs_list *keep,
		 struct cs_err *err)
{
	struct cs_input *input = &job->load.input;

	if (keep->count > MOST_KEPT)
		return cs_fail(err, NULL, "--keep takes up to %d columns",
			       MOST_KEPT);
	for (size_t i = 0; i < keep->count; i++)
		input->columns[input->ncolumns++] = (struct cs_column_rule){
			.name = keep->items[i],
			.option = "--keep",
			.named = keep->items[i],
			.wanted = CS_REQUIRED,
		};
	job->load.keep_from = input->ncolumns - CS_NROLES - keep->count;
	job->load.keep = keep->count;
	return 0;
}

int cs_keep_plan_contacts(struct cs_job *job, const struct cs_list *keep,
			  uint32_t flags, struct cs_err *err)
{
	struct cs_input *orders = &job->load.input;
	struct cs_input *contacts = &job->contacts.input;

	if (cs_keep_plan(job, keep, err) != 0)
		return -1;
	for (size_t i = 0; i < keep->count; i++) {
		struct cs_column_rule *rule =
		    &orders->columns[orders->ncolumns - keep->count + i];

		rule->wanted = CS_IF_THERE;
		contacts->columns[contacts->ncolumns++] = *rule;
	}
	job->load.contact_keep = keep->count;
	job->load.contact_keep_of = flags;
	return 0;
}

static bool of_contacts(const struct cs_job *job, size_t i)
{
	return cs_column_header(&job->data.contacts.input,
				CS_NROLES + CS_NCONTACT_FIELDS + i) != NULL;
}

int cs_keep_missing(const struct cs_job *job, const struct cs_list *keep,
		    struct cs_err *err)
{
	size_t from = CS_NROLES + job->load.keep_from;
	struct cs_buf given = CS_BUF_INIT;

	for (size_t i = 0; i < keep->count; i++) {
		if (cs_column_header(&job->data.input, from + i) != NULL ||
		    of_contacts(job, i))
			continue;
		cs_add_given(&given, "--keep", keep->items[i]);
		cs_fail(err, "unknown-column", "%s: %s that column", given.data,
			job->data.input.nschemas > 0
			    ? "neither orders nor contacts have"
			    : "contacts do not have");
		cs_buf_release(&given);
		return -1;
	}
	return 0;
}

void cs_keep_columns(struct cs_table *table, const struct cs_list *keep)
{
	for (size_t i = 0; i < keep->count; i++)
		cs_table_add_column(
		    table, &(struct cs_column){ keep->items[i], CS_TEXT,
						.means = "as it stands in "
							 "the file" });
}

void cs_put_bytes(struct cs_table *table, const char *column,
		  struct cs_text text)
{
	char *copy = cs_strndup(text.bytes, text.length);

	cs_put_text(table, column, text.length > 0 ? copy : NULL);
	free(copy);
}

void cs_keep_put(struct cs_table *table, const struct cs_list *keep,
		 const struct cs_kept *kept)
{
	for (size_t i = 0; i < keep->count; i++)
		cs_put_bytes(table, keep->items[i], kept[i].text);
}

void cs_keep_put_contact(const struct cs_job *job, struct cs_table *table,
			 const struct cs_list *keep, cs_orderid contact,
			 const struct cs_kept *kept)
{
	struct cs_buf all = CS_BUF_INIT;
	const char *next = "";

	if (contact != CS_NO_ORDER) {
		cs_orderid_text(contact, &all);
		next = all.data;
	}
	for (size_t i = 0; i < keep->count; i++) {
		struct cs_text cell = { next, strcspn(next, CS_BETWEEN_KEPT) };

		next += cell.length + (next[cell.length] != '\0');
		if (kept != NULL && !of_contacts(job, i))
			cell = kept[i].text;
		cs_put_bytes(table, keep->items[i], cell);
	}
	cs_buf_release(&all);
}
