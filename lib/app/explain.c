/* explain.c - what a run would make of the input: see internal.h. */
#include <string.h>

#include "app/internal.h"
#include "app/notice.h"
#include "base/utf8.h"
#include "base/wrap.h"
#include "input/explain.h"
#include "input/pins.h"

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

/* "line 5, column 4: ... [bad-amount]" */
static void add_place(uint64_t line, uint32_t field, const char *message,
		      const char *code, struct cs_buf *out)
{
	if (line > 0)
		cs_buf_addf(out, "line %llu", (unsigned long long)line);
	if (line > 0 && field > 0)
		cs_buf_addf(out, ", column %u", (unsigned)field);
	cs_buf_addf(out, "%s%s", line > 0 ? ": " : "", message);
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
	struct cs_buf text = CS_BUF_INIT;

	cs_buf_adds(out, "\nRefused:\n");
	for (size_t i = 0; i < bad->nrejects; i++) {
		const struct cs_reject *reject = &bad->rejects[i];

		add_place(reject->line, reject->field, reject->message,
			  reject->code, &text);
		add_line(text.data, out);
		cs_buf_clear(&text);
	}
	add_place(err->line, err->column, err->message, err->code, &text);
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

void cs_explain(struct cs_job *job, int status, const struct cs_err *err,
		struct cs_buf *out)
{
	const struct cs_report *report = &job->report;
	const struct cs_input *inputs[] = { &job->load.input,
					    job->load.contacts };
	const struct cs_input_result *results[] = { &job->data.input,
						    &job->data.contacts.input };

	open_contacts(job);
	for (int i = 0; i < 2; i++)
		if (inputs[i] != NULL && results[i]->nschemas > 0) {
			cs_buf_adds(out, out->length > 0 ? "\n" : "");
			cs_schema_explain(results[i]->schemas, inputs[i], out);
		}
	add_lines("What a run reads", report->scope, report->nscope, out);
	add_lines("Doubts", report->warnings, report->nwarnings, out);
	if (status != 0 && out->length > 0)
		add_refusal(job, err, out);
	for (int i = 0; i < 2; i++)
		if (inputs[i] != NULL && results[i]->nschemas > 0)
			cs_add_pins(results[i]->schemas, inputs[i], out);
}
