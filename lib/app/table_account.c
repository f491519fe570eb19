/* table_account.c - what was found of where the table is in a file, and of how
 * it is written: see account.h. */
#include <string.h>

#include "app/account.h"
#include "app/notice.h"
#include "input/rewrite.h"
#include "report/number.h"

enum { FEW_LINES = 3 };

/* Of the first file. */
static void add_writing(const struct cs_schema *schema, struct cs_buf *line)
{
	static const struct {
		unsigned what;
		const char *words;
	} ways[] = {
		{ CS_REWRITE_LINES, "whole lines are in quotes" },
		{ CS_REWRITE_BLANKS, "blanks are between fields" },
		{ CS_REWRITE_ESCAPES, "\\ stands before quotes" },
		{ CS_REWRITE_GUARDS, "=\"...\" is what it holds" },
	};
	const struct cs_header *header = &schema->header;

	if (header->unnamed)
		cs_buf_adds(line, "; there is no header");
	if (header->found)
		cs_buf_addf(line, "; the header is line %llu",
			    (unsigned long long)header->line);
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if ((schema->dialect.rewriting & ways[i].what) != 0)
			cs_buf_addf(line, "; %s", ways[i].words);
}

/* "; orders.csv: 7, 8" of one file's; how many. */
static size_t add_lines(const struct cs_input_result *input, size_t schema,
			struct cs_buf *out)
{
	const char *file = input->schemas[schema].file;
	uint64_t described = input->schemas[schema].header.described;
	size_t count = 0;

	if (described > 0)
		cs_buf_addf(out, "%s%s: %llu", out->length > 0 ? "; " : "",
			    file, (unsigned long long)described);
	count += described > 0;
	for (size_t i = 0; i < input->nnorows; i++) {
		if (strcmp(input->norows[i].file, file) != 0)
			continue;
		if (count++ == 0)
			cs_buf_addf(out, "%s%s: ", out->length > 0 ? "; " : "",
				    file);
		else
			cs_buf_adds(out, ", ");
		cs_buf_addf(out, "%llu",
			    (unsigned long long)input->norows[i].line);
	}
	return count;
}

/* " (line 4)": few of a single file are named. */
static void add_few(const struct cs_input_result *input, struct cs_buf *out)
{
	uint64_t all = input->account.rows_not_records;
	struct cs_buf lines = CS_BUF_INIT;

	if (all == 0 || all > FEW_LINES || input->nschemas != 1)
		return;
	if (add_lines(input, 0, &lines) == all)
		cs_buf_addf(out, " (line%s %s)", all == 1 ? "" : "s",
			    lines.data + strlen(input->schemas[0].file) +
				strlen(": "));
	cs_buf_release(&lines);
}

void cs_add_table(const struct cs_input_result *input, struct cs_buf *line)
{
	uint64_t lines = input->account.rows_not_records;

	if (input->nschemas > 0)
		add_writing(&input->schemas[0], line);
	cs_add_part(line, lines, "line is no row", "lines are no rows", NULL);
	add_few(input, line);
}

void cs_note_norows(const struct cs_job *job,
		    const struct cs_input_result *input)
{
	struct cs_buf lines = CS_BUF_INIT;
	uint64_t all = input->account.rows_not_records, shown = 0;

	if (!job->shared.verbose || all == 0)
		return;
	for (size_t i = 0; i < input->nschemas; i++)
		shown += add_lines(input, i, &lines);
	if (shown < all)
		cs_buf_addf(&lines, " and %llu more",
			    (unsigned long long)(all - shown));
	cs_note(job, "lines that are no rows: %s", lines.data);
	cs_buf_release(&lines);
}

void cs_warn_header(struct cs_job *job, const struct cs_input *input,
		    const struct cs_input_result *result)
{
	for (size_t i = 0; i < result->nschemas; i++) {
		const struct cs_schema *schema = &result->schemas[i];
		const char *encoding = schema->header.encoding;

		if (encoding == NULL)
			continue;
		if (*encoding == '\0')
			cs_warn(job, "header-encoding", 1, schema->file,
				schema->header.line,
				"the header is not UTF-8: name its encoding "
				"with --%sencoding NAME",
				cs_input_prefix(input));
		else
			cs_warn(job, "header-encoding", 1, schema->file,
				schema->header.line,
				"the header is not UTF-8, and is read as %s: "
				"--%sencoding %s reads all of the file so",
				encoding, cs_input_prefix(input), encoding);
	}
}
