/* left.c - whether what was read will do: it has somebody, and is not old. */
#include "app/account.h"
#include "app/internal.h"

/* " (by status: ...; 3 rows filtered)", nothing if no row is excluded. */
static void add_reasons(const struct cs_input_result *input, struct cs_buf *out)
{
	struct cs_status named = { 0 };
	struct cs_buf statuses = CS_BUF_INIT, reasons = CS_BUF_INIT;

	cs_statuses_list(&input->statuses, CS_STATUS_OUT, &statuses);
	if (statuses.length > 0) {
		named.rows[CS_STATUS_OUT] = input->account.rows[CS_FATE_STATUS];
		cs_buf_addf(&reasons, "; by status: %s", statuses.data);
	}
	cs_add_excluded(&reasons, &input->account, &named, false);
	if (reasons.length > 0)
		cs_buf_addf(out, " (%s)", reasons.data + strlen("; "));
	cs_buf_release(&statuses);
	cs_buf_release(&reasons);
}

/* The same of contacts, whose customers need no orders. */
static int check_contacts(const struct cs_job *job, struct cs_err *err)
{
	const struct cs_input_result *contacts = &job->data.contacts.input;
	const struct cs_account *account = &contacts->account;
	struct cs_buf out = CS_BUF_INIT;

	if (account->rows_used > 0 || job->shared.allow_empty)
		return 0;
	if (account->rows_read == 0)
		return cs_fail(err, "no-contact",
			       "there are no contacts below the header; an "
			       "empty report is made with --allow-empty");
	add_reasons(contacts, &out);
	cs_fail(err, "no-contact",
		"no contact is left: of %llu rows %llu are excluded%s, %llu "
		"have no customer, %llu cannot be read; an empty report is "
		"made with --allow-empty",
		(unsigned long long)account->rows_read,
		(unsigned long long)cs_account_rows_excluded(account), out.data,
		(unsigned long long)account->rows_unattributed,
		(unsigned long long)account->rows_bad);
	cs_buf_release(&out);
	return -1;
}

int cs_check_left(const struct cs_job *job, struct cs_err *err)
{
	const struct cs_data *data = &job->data;
	const struct cs_account *account = &data->input.account;
	uint64_t excluded = cs_account_rows_excluded(account);
	struct cs_buf out = CS_BUF_INIT;

	if (job->program->contacts_first)
		return check_contacts(job, err);
	if (data->customers > 0 || job->shared.allow_empty)
		return 0;
	if (account->rows_read == 0)
		return cs_fail(err, "no-purchase",
			       "there are no rows below the header; an empty "
			       "report is made with --allow-empty");
	add_reasons(&data->input, &out);
	cs_fail(
	    err, "no-purchase",
	    "no purchase is left: of %llu row%s %llu %s excluded%s, %llu %s no "
	    "customer, %llu %s to customers without a purchase, %llu cannot be "
	    "read; %san empty report is made with --allow-empty",
	    (unsigned long long)account->rows_read,
	    account->rows_read == 1 ? "" : "s", (unsigned long long)excluded,
	    excluded == 1 ? "is" : "are", out.data,
	    (unsigned long long)account->rows_unattributed,
	    account->rows_unattributed == 1 ? "has" : "have",
	    (unsigned long long)account->rows_without_purchase,
	    account->rows_without_purchase == 1 ? "belongs" : "belong",
	    (unsigned long long)account->rows_bad,
	    account->rows[CS_FATE_STATUS] == 0
		? ""
		: "--count WORD,... says which statuses count, ");
	cs_buf_release(&out);
	return -1;
}

/* --max-age: of the last date of what was read, counted back from the end of
 * observation that was given, or from today. */
static int check_age(const struct cs_job *job, const struct cs_account *read,
		     const char *of, struct cs_err *err)
{
	const struct cs_maybe_duration *limit = &job->shared.max_age;
	cs_day last = read->last_date, end = job->load.as_of;
	struct cs_buf longest = CS_BUF_INIT;
	char text[11], until[11];

	if (!limit->given || read->rows_used == 0)
		return 0;
	if (last == CS_NO_DAY)
		return cs_fail(err, "stale",
			       "--max-age wants dates, and no row has one: "
			       "name their column with --date");
	if (end == CS_NO_DAY && cs_today(job, &end, err) != 0)
		return -1;
	if (last > end + 1) /* tomorrow has begun elsewhere */
		return cs_fail(err, "stale",
			       "the last date%s, %s, is %ld days after today: "
			       "it hides from --max-age how old the others "
			       "are; correct it, or say --as-of today",
			       of, cs_day_format(last, text), (long)last - end);
	if (cs_duration_add(last, limit->span) >= end)
		return 0;
	cs_duration_text(limit->span, &longest);
	cs_fail(err, "stale",
		"the last date%s, %s, is %ld days before %s, more than "
		"--max-age allows (%s): is the export an old one, or not "
		"whole?",
		of, cs_day_format(last, text), (long)end - last,
		cs_day_format(end, until), longest.data);
	cs_buf_release(&longest);
	return -1;
}

int cs_check_ages(const struct cs_job *job, struct cs_err *err)
{
	const struct cs_data *data = &job->data;

	if (check_age(job, &data->input.account,
		      job->load.moments ? " of the orders" : "", err) != 0)
		return -1;
	return job->load.contacts == NULL
		   ? 0
		   : check_age(job, &data->contacts.input.account,
			       " of the contacts", err);
}
