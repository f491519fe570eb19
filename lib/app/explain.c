/* explain.c - what a run would make of the input: see internal.h. */
#include <string.h>

#include "app/internal.h"
#include "app/notice.h"
#include "app/shared.h"
#include "base/utf8.h"
#include "base/wrap.h"
#include "input/explain.h"
#include "input/pins.h"

enum { FILE_WIDTH = 60 /* columns */ };

static void add_line(const char *text, struct cs_buf *out)
{
	struct cs_buf shown = CS_BUF_INIT;

	cs_printable(&shown, text, strlen(text), 0);
	cs_buf_adds(out, "  ");
	cs_add_wrapped(out, shown.data, 2, 4);
	cs_buf_release(&shown);
}

static void add_lines(const char *heading, char *const *lines, size_t count,
		      struct cs_buf *out)
{
	if (count > 0)
		cs_buf_addf(out, "\n%s:\n", heading);
	for (size_t i = 0; i < count; i++)
		add_line(lines[i], out);
}

/* "line 5, column 4: ... [bad-amount]"; the file where there are several. */
static void add_place(const char *file, uint64_t line, uint32_t field,
		      const char *message, const char *code, struct cs_buf *out)
{
	size_t start = out->length;

	if (file != NULL)
		cs_printable(out, file, strlen(file), FILE_WIDTH);
	if (line > 0)
		cs_buf_addf(out, "%sline %llu", file != NULL ? ", " : "",
			    (unsigned long long)line);
	if (line > 0 && field > 0)
		cs_buf_addf(out, ", column %u", (unsigned)field);
	cs_buf_addf(out, "%s%s", out->length > start ? ": " : "", message);
	if (code != NULL)
		cs_buf_addf(out, " [%s]", code);
}

/* Rows that cannot be read, of contacts if there are any, and the end. */
static void add_refusal(const struct cs_job *job, const struct cs_err *err,
			struct cs_buf *out)
{
	const struct cs_input_result *contacts = &job->data.contacts.input;
	const struct cs_input_result *bad =
	    contacts->nrejects > 0 ? contacts : &job->data.input;
	bool several = job->files.count + job->shared.contact.files.count > 1;
	struct cs_buf text = CS_BUF_INIT;

	cs_buf_adds(out, "\nRefused:\n");
	for (size_t i = 0; i < bad->nrejects; i++) {
		const struct cs_reject *reject = &bad->rejects[i];

		add_place(several ? reject->file : NULL, reject->line,
			  reject->field, reject->message, reject->code, &text);
		add_line(text.data, out);
		cs_buf_clear(&text);
	}
	add_place(several ? err->file : NULL, err->line, err->column,
		  err->message, err->code, &text);
	add_line(text.data, out);
	cs_buf_release(&text);
}

/* The contacts that a run did not come to. */
static void open_contacts(struct cs_job *job)
{
	struct cs_input_result *contacts = &job->data.contacts.input;
	struct cs_err unread = CS_ERR_INIT;

	if (job->load.contacts == NULL || contacts->nschemas > 0)
		return;
	cs_input_result_release(contacts); /* one without a file */
	cs_input_open(job->load.contacts, contacts, &unread);
}

/* --- what is settled beyond the columns ---------------------------------- */

/* What a choice among the options of input is called. */
static const char *choice_called(const char *option, int choice)
{
	const struct cs_option *found = cs_input_options;

	while (strcmp(found->name, option) != 0)
		found++;
	return found->choices[choice];
}

/* Do orders of several rows add up? Asked only where there are any. */
static const char *line_items(const struct cs_job *job)
{
	const struct cs_input_result *result = &job->data.input;
	bool matters = job->load.items != CS_ITEMS_FOUND;

	for (size_t i = 0; i < result->nschemas; i++)
		matters |= result->schemas[i].items.orders > 0;
	return matters && job->data.items != CS_ITEMS_FOUND
		   ? choice_called("line-items",
				   (int)job->data.items - CS_ITEMS_SUM)
		   : NULL;
}

/* Does a list of words decide which rows count, that no layout has? */
static bool judged_by_list(const struct cs_input_result *result)
{
	bool judged = false;

	for (size_t i = 0; i < result->nschemas; i++) {
		if (result->schemas[i].layout_statuses != NULL)
			return false;
		judged |= result->schemas[i].by_status;
	}
	return judged;
}

/* The statuses that count, once all rows are read. False: --count cannot say
 * it, since what has none counts too, or some of a status and others not, or
 * other columns have a say that they lose by it. */
static bool add_counted(const struct cs_job *job, struct cs_buf *out)
{
	const struct cs_statuses *met = &job->data.input.statuses;
	const struct cs_input_result *result = &job->data.input;
	bool whole = cs_statuses_join(met, CS_STATUS_IN, out);

	for (size_t i = 0; i < result->nschemas; i++)
		whole &=
		    result->schemas[i].nkinds == 0 && !result->schemas[i].won;
	for (size_t i = 0; i < met->count; i++) {
		const struct cs_status *status = &met->list[i];

		if (status->rows[CS_STATUS_IN] > 0)
			whole &= status->spelling != NULL && !status->empty &&
				 status->rows[CS_STATUS_OUT] == 0;
	}
	return whole;
}

/* The statuses that --count named. */
static void add_given_count(const struct cs_job *job, struct cs_buf *out)
{
	for (size_t i = 0; i < job->shared.count.count; i++)
		cs_buf_addf(out, "%s%s", i > 0 ? "," : "",
			    job->shared.count.items[i]);
}

static void add_order_pins(const struct cs_job *job, size_t files, int status,
			   struct cs_buf *out)
{
	const struct cs_input_result *result = &job->data.input;
	struct cs_buf counted = CS_BUF_INIT;
	struct cs_pin more[3];
	size_t n = 0;
	bool said = job->load.input.count_given, whole = said;

	if (said)
		add_given_count(job, &counted);
	else if (status == 0 && judged_by_list(result))
		whole = add_counted(job, &counted);
	if (said || counted.length > 0)
		more[n++] =
		    (struct cs_pin){ "--count", whole ? counted.data : NULL };
	if (line_items(job) != NULL)
		more[n++] = (struct cs_pin){ "--line-items", line_items(job) };
	if (job->shared.overlap != CS_OVERLAP_ERROR)
		more[n++] =
		    (struct cs_pin){ "--overlap",
				     choice_called("overlap",
						   (int)job->shared.overlap) };
	cs_add_pins(result->schemas, files, &job->load.input, more, n, out);
	cs_buf_release(&counted);
}

/* --- all of it ----------------------------------------------------------- */

/* Files of which all is known: whether later ones were opened when reading
 * ended is a matter of luck. */
static size_t known_files(const struct cs_input_result *result, int status,
			  const struct cs_err *err)
{
	const char *last = status == 0 || result->nrejects == 0
			       ? err->file
			       : result->rejects[0].file;
	size_t n = 0;

	while (status != 0 && last != NULL && n < result->nschemas)
		if (strcmp(result->schemas[n++].file, last) == 0)
			return n;
	return result->nschemas;
}

void cs_explain(struct cs_job *job, int status, const struct cs_err *err,
		struct cs_buf *out)
{
	const struct cs_report *report = &job->report;
	const struct cs_input *inputs[] = { &job->load.input,
					    job->load.contacts };
	const struct cs_input_result *results[] = { &job->data.input,
						    &job->data.contacts.input };
	size_t known[2];

	open_contacts(job);
	for (int i = 0; i < 2; i++) {
		known[i] = known_files(results[i], status, err);
		if (inputs[i] == NULL || known[i] == 0)
			continue;
		cs_buf_adds(out, out->length > 0 ? "\n" : "");
		cs_schema_explain(results[i]->schemas, inputs[i], out);
		cs_schemas_compare(results[i]->schemas, known[i], inputs[i],
				   out);
	}
	add_lines("What a run reads", report->scope, report->nscope, out);
	add_lines("Doubts", report->warnings, report->nwarnings, out);
	if (status != 0 && out->length > 0)
		add_refusal(job, err, out);
	if (known[0] > 0)
		add_order_pins(job, known[0], status, out);
	if (inputs[1] != NULL && known[1] > 0)
		cs_add_pins(results[1]->schemas, known[1], inputs[1], NULL, 0,
			    out);
}
