/* told.c - which tables of cs-contacts the files say nothing of: people see
 * those where -t names them, and otherwise which they are. */
#include "contacts/report.h"

static bool without_inbound(const struct study *study)
{
	return study->whole->counts.inbound == 0;
}

bool no_orders(const void *of)
{
	return !((const struct study *)of)->rules.orders;
}

bool no_plan(const void *of)
{
	return no_orders(of) || !plan_is_known(of);
}

bool no_responses(const void *of)
{
	const struct study *study = of;

	return !study->rules.responses || without_inbound(study);
}

bool no_hours(const void *of)
{
	const struct study *study = of;

	return !study->rules.hours || without_inbound(study);
}

bool no_resolutions(const void *of)
{
	const struct study *study = of;

	return !study->rules.resolutions || without_inbound(study);
}

bool no_deliveries(const void *of)
{
	return !((const struct study *)of)->rules.deliveries;
}

bool no_complaints(const void *of)
{
	const struct study *study = of;

	return !study->rules.options->definitions[COMPLAINT].known;
}

bool no_scores(const void *of)
{
	const struct study *study = of;

	return !has_column(study, CS_CONTACT_SCORE) &&
	       !any_asked(&study->whole->satisfaction.counts[0]);
}

bool only_who_and_when(const struct study *study)
{
	static const enum cs_contact_field telling[] = {
		CS_CONTACT_KIND,
		CS_CONTACT_DIRECTION,
		CS_CONTACT_SCORE,
		CS_CONTACT_RESPONDED,
		CS_CONTACT_RESPONSE_TIME,
		CS_CONTACT_RESOLVED,
		CS_CONTACT_RESOLUTION_TIME,
		CS_CONTACT_REPLIES,
		CS_CONTACT_REOPENS,
	};

	for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
		if (has_column(study, telling[i]))
			return false;
	return true;
}

/* The names of those that say nothing, with or without what is of orders. */
static void list(const struct study *study, bool of_orders, struct cs_buf *out)
{
	for (const struct cs_table_spec *spec = contacts_tables;
	     spec->name != NULL; spec++) {
		bool orders = spec->mute == no_orders ||
			      spec->mute == no_plan ||
			      spec->mute == no_deliveries;

		if (spec->mute != NULL && spec->mute(study) &&
		    (orders && no_orders(study)) == of_orders)
			cs_buf_addf(out, "%s%s", out->length > 0 ? ", " : "",
				    spec->name);
	}
}

void begin_summary(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	const struct cs_job *job = study->job;
	struct cs_buf names = CS_BUF_INIT;

	/* by group people see the summary alone */
	if (job->shared.tables.count > 0 || job->ungrouped == NULL)
		return;
	list(study, true, &names);
	if (names.length > 0)
		cs_table_add_note(
		    table,
		    "Not shown without the orders, which --orders "
		    "FILE gives: %s.",
		    names.data);
	cs_buf_clear(&names);
	list(study, false, &names);
	if (names.length > 0)
		cs_table_add_note(table,
				  "Not shown, since nothing in the files tells "
				  "of it: %s; -t NAME says what that wants.",
				  names.data);
	cs_buf_release(&names);
}
