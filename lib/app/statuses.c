/* statuses.c - see statuses.h. */
#include "app/statuses.h"

#include <stdlib.h>
#include <string.h>

#include "app/account.h"
#include "app/notice.h"
#include "app/unmet.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/word.h"
#include "report/number.h"

enum { SHOWN = 8, WIDTH = 40 };

/* --- warnings ---------------------------------------------------------- */

static bool was_met(const struct cs_statuses *met, const char *word)
{
	struct cs_status_words *one = cs_status_words_of(&word, 1);
	bool found = false;

	for (size_t i = 0; i < met->count && !found; i++) {
		const char *spelling = met->list[i].spelling;

		found =
		    spelling == NULL || /* too many to know */
		    cs_status_kind(
			one, (struct cs_text){ spelling, strlen(spelling) }) ==
			CS_STATUS_COUNTS;
	}
	cs_status_words_free(one);
	return found;
}

/* A status of --count that no row has. */
static void warn_unmet(struct cs_job *job, const char *word,
		       const struct cs_seen_values *seen)
{
	const struct cs_statuses *met = &job->data.input.statuses;
	struct cs_buf given = CS_BUF_INIT, others = CS_BUF_INIT;

	cs_add_given(&given, "--count", word);
	if (!cs_add_meant(word, seen, true, &others)) {
		cs_statuses_list(met, CS_STATUS_IN, &others);
		cs_buf_adds(&others, others.length > 0 ? " count; " : "");
		cs_statuses_list(met, CS_STATUS_OUT, &others);
		cs_buf_adds(&others, " do not");
	}
	cs_warn(job, "no-match", 0, NULL, 0, "%s matches no row; %s",
		given.data, others.data);
	cs_buf_release(&given);
	cs_buf_release(&others);
}

static void warn_count(struct cs_job *job)
{
	const struct cs_statuses *met = &job->data.input.statuses;
	const struct cs_list *given = &job->shared.count;
	struct cs_seen_values seen = {
		cs_calloc(met->count + 1, sizeof *seen.list), 0
	};

	for (size_t i = 0; i < met->count && met->list[i].spelling != NULL; i++)
		seen.list[seen.count++] = (struct cs_seen_value){
			met->list[i].spelling,
			met->list[i].rows[CS_STATUS_IN] +
			    met->list[i].rows[CS_STATUS_OUT]
		};
	for (size_t i = 0; met->count > 0 && i < given->count; i++)
		if (!was_met(met, given->items[i]))
			warn_unmet(job, given->items[i], &seen);
	free(seen.list); /* the texts are the statuses' */
}

static void warn_empty(struct cs_job *job)
{
	const struct cs_statuses *met = &job->data.input.statuses;

	for (size_t i = 0; i < met->count; i++) {
		uint64_t rows = met->list[i].rows[CS_STATUS_IN];

		if (!met->list[i].empty || rows == 0 ||
		    met->list[i].kind != CS_STATUS_UNKNOWN)
			continue;
		cs_warn(job, "status-empty", rows, NULL, 0,
			"%llu row%s no %s, and count%s; --count says which "
			"statuses count, and no others do",
			(unsigned long long)rows, rows == 1 ? " has" : "s have",
			cs_column_header(&job->data.input, CS_ROLE_STATUS),
			rows == 1 ? "s" : "");
	}
}

/* Is what was refunded left out, and taken off as well? */
static void warn_twice(struct cs_job *job)
{
	const struct cs_input_result *result = &job->data.input;
	uint64_t out = 0, negative = result->account.rows_negative;

	for (size_t i = 0; i < result->statuses.count; i++)
		if (result->statuses.list[i].kind == CS_STATUS_GIVEN_BACK)
			out += result->statuses.list[i].rows[CS_STATUS_OUT];
	if (out == 0 || negative == 0)
		return;
	cs_warn(job, "refunds-twice", out, NULL, 0,
		"%llu row%s of orders that were paid back %s left out, and "
		"%llu negative row%s %s taken off: if these pay back the same "
		"orders, name the statuses that count with --count",
		(unsigned long long)out, out == 1 ? "" : "s",
		out == 1 ? "is" : "are", (unsigned long long)negative,
		negative == 1 ? "" : "s", negative == 1 ? "is" : "are");
}

void cs_statuses_warn(struct cs_job *job)
{
	warn_count(job);
	warn_empty(job);
	warn_twice(job);
}

/* --- account ----------------------------------------------------------- */

static bool has_amounts(const struct cs_input_result *result)
{
	return cs_column_header(result, CS_ROLE_AMOUNT) != NULL ||
	       cs_column_header(result, CS_ROLE_QUANTITY) != NULL;
}

static void append(struct cs_object *object, const struct cs_status *status,
		   enum cs_verdict verdict, bool valued)
{
	struct cs_object *entry;

	if (status->rows[verdict] == 0)
		return;
	entry = cs_append_object(object, "statuses");
	cs_set_text(entry, "status", status->spelling);
	cs_set_count(entry, "rows", (int64_t)status->rows[verdict]);
	if (valued)
		cs_set_money(entry, "amount", status->amounts[verdict]);
	else
		cs_set_null(entry, "amount");
	cs_set_bool(entry, "counts", verdict == CS_STATUS_IN);
}

void cs_statuses_fill(const struct cs_input_result *result,
		      struct cs_object *object)
{
	const struct cs_statuses *met = &result->statuses;
	bool valued = has_amounts(result);

	if (met->count == 0)
		return;
	cs_set_list(object, "statuses");
	for (size_t i = 0; i < met->count; i++) {
		append(object, &met->list[i], CS_STATUS_IN, valued);
		append(object, &met->list[i], CS_STATUS_OUT, valued);
	}
}

static void add_words(struct cs_buf *line, const struct cs_status *status,
		      const char *spelling, bool first, bool valued)
{
	struct cs_buf words[2] = { CS_BUF_INIT, CS_BUF_INIT },
		      part = CS_BUF_INIT;

	for (int many = 0; many < 2; many++) {
		cs_buf_adds(&words[many], many ? "rows " : "row ");
		cs_printable(&words[many], spelling, strlen(spelling), WIDTH);
	}
	cs_add_part(&part, status->rows[CS_STATUS_OUT], words[0].data,
		    words[1].data,
		    valued ? &status->amounts[CS_STATUS_OUT] : NULL);
	cs_buf_addf(line, "%s%s", first ? "; " : ", ",
		    part.data + strlen("; "));
	cs_buf_release(&words[0]);
	cs_buf_release(&words[1]);
	cs_buf_release(&part);
}

struct cs_status cs_statuses_scope(const struct cs_input_result *result,
				   bool valued, struct cs_buf *line)
{
	struct cs_status sum = { 0 }, others = { 0 };
	int shown = 0;

	for (size_t i = 0; i < result->statuses.count; i++) {
		const struct cs_status *status = &result->statuses.list[i];
		struct cs_status *to = &sum;

		if (status->rows[CS_STATUS_OUT] == 0)
			continue;
		if (status->spelling == NULL || shown == SHOWN)
			to = &others;
		else
			add_words(line, status,
				  status->empty ? "without a status"
						: status->spelling,
				  shown++ == 0, valued);
		to->rows[CS_STATUS_OUT] += status->rows[CS_STATUS_OUT];
		to->amounts[CS_STATUS_OUT] += status->amounts[CS_STATUS_OUT];
	}
	if (others.rows[CS_STATUS_OUT] > 0)
		add_words(line, &others, "of other statuses", shown == 0,
			  valued);
	sum.rows[CS_STATUS_OUT] += others.rows[CS_STATUS_OUT];
	sum.amounts[CS_STATUS_OUT] += others.amounts[CS_STATUS_OUT];
	return sum;
}
