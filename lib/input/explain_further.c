/* explain_further.c - further files beside the first: see explain.h. */
#include "input/explain.h"

#include <string.h>

#include "base/utf8.h"
#include "base/wrap.h"
#include "input/explain_parts.h"

enum { FILE_WIDTH = 60, LISTED = 8 };

struct comparing {
	const struct cs_schema *first, *file;
	const struct cs_input *input;
	struct cs_buf said; /* "; date: Datum, not Date" */
};

/* Says what is here, and what in the first file; nothing if it is the same. */
static void differ(struct comparing *c, const char *what, const char *here,
		   const char *there)
{
	if (strcmp(here, there) != 0)
		cs_buf_addf(&c->said, "; %s%s, not %s", what, here, there);
}

static const char *or_none(const char *text)
{
	return text != NULL ? text : "none";
}

/* "Email or Phone", "none" */
static void add_columns(const struct cs_input *input,
			const struct cs_schema *schema, size_t rule,
			struct cs_buf *out)
{
	struct cs_telling t = { .schema = schema };
	const char *between = cs_columns_joined(input, rule) ? " and " : " or ";
	size_t count;
	const int *columns = cs_columns_of(schema, rule, &count);

	for (size_t i = 0; i < count; i++) {
		cs_buf_adds(out, i > 0 ? between : "");
		if (columns[i] == -1)
			cs_buf_adds(out, "none");
		else
			cs_tell_name(&t, columns[i], CS_TOLD_NAME, out);
	}
	for (size_t i = 0; rule == CS_ROLE_DATE && i < schema->joined.count;
	     i++) {
		cs_buf_adds(out, " and ");
		cs_tell_name(&t, schema->joined.column[i], CS_TOLD_NAME, out);
	}
}

static void compare_columns(struct comparing *c)
{
	for (size_t i = 0; i < c->input->ncolumns; i++) {
		struct cs_buf what = CS_BUF_INIT, here = CS_BUF_INIT,
			      there = CS_BUF_INIT;

		if (c->input->columns[i].name == NULL)
			continue;
		cs_buf_addf(&what, "%s: ", c->input->columns[i].name);
		add_columns(c->input, c->file, i, &here);
		add_columns(c->input, c->first, i, &there);
		differ(c, what.data, here.data, there.data);
		cs_buf_release(&what);
		cs_buf_release(&here);
		cs_buf_release(&there);
	}
}

static void compare_cells(struct comparing *c)
{
	static const char *const marks[] = {
		[CS_MARK_DOT] = "a point", [CS_MARK_COMMA] = "a comma"
	};
	const struct cs_schema *first = c->first, *file = c->file;
	const char *here = cs_date_format_name(&file->date),
		   *there = cs_date_format_name(&first->date);

	if (file->mark != CS_MARK_UNKNOWN && first->mark != CS_MARK_UNKNOWN)
		differ(c, "decimal mark: ", marks[file->mark],
		       marks[first->mark]);
	if (here != NULL && there != NULL)
		differ(c, "dates: ", here, there);
}

static void compare_tables(struct comparing *c)
{
	const struct cs_schema *first = c->first, *file = c->file;

	if (file->header.ncolumns != first->header.ncolumns)
		cs_buf_addf(&c->said, "; %zu column%s, not %zu",
			    file->header.ncolumns,
			    file->header.ncolumns == 1 ? "" : "s",
			    first->header.ncolumns);
	differ(c, "separated by ", cs_tell_separator(file->dialect.delimiter),
	       cs_tell_separator(first->dialect.delimiter));
	if (file->header.line != first->header.line)
		cs_buf_addf(&c->said, "; its header is in line %llu, not %llu",
			    (unsigned long long)file->header.line,
			    (unsigned long long)first->header.line);
	differ(c, "layout ",
	       or_none(file->layout != NULL ? file->layout->name : NULL),
	       or_none(first->layout != NULL ? first->layout->name : NULL));
}

static void tell(const struct cs_buf *sentence, struct cs_buf *out)
{
	struct cs_buf shown = CS_BUF_INIT;

	cs_printable(&shown, sentence->data, sentence->length, 0);
	cs_buf_adds(out, "  ");
	cs_add_wrapped(out, shown.data, 2, 4);
	cs_buf_release(&shown);
}

/* One more of those that are read as the first. */
static void list_file(const char *file, size_t count, struct cs_buf *out)
{
	if (count >= LISTED)
		return;
	cs_buf_adds(out, count > 0 ? ", " : "");
	cs_printable(out, file, strlen(file), FILE_WIDTH);
}

void cs_schemas_compare(const struct cs_schema *schemas, size_t count,
			const struct cs_input *input, struct cs_buf *out)
{
	struct cs_buf alike = CS_BUF_INIT;
	size_t nalike = 0;

	if (count > 1)
		cs_buf_adds(out, "\nFurther files:\n");
	for (size_t i = 1; i < count; i++) {
		struct comparing c = { &schemas[0], &schemas[i], input,
				       CS_BUF_INIT };
		struct cs_buf line = CS_BUF_INIT;

		compare_tables(&c);
		compare_columns(&c);
		compare_cells(&c);
		if (c.said.length == 0)
			list_file(schemas[i].file, nalike++, &alike);
		else
			cs_buf_addf(&line, "%s: %s", schemas[i].file,
				    c.said.data + strlen("; "));
		if (line.length > 0)
			tell(&line, out);
		cs_buf_release(&line);
		cs_buf_release(&c.said);
	}
	if (nalike > LISTED)
		cs_buf_addf(&alike, " and %zu more", nalike - LISTED);
	if (nalike > 0) {
		cs_buf_adds(&alike, ": as the first");
		tell(&alike, out);
	}
	cs_buf_release(&alike);
}
