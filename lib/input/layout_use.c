/* layout_use.c - see layout_use.h. */
#include "input/layout_use.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "input/judge.h"
#include "input/names.h"

/* Why the export cannot be used, if an option does not mend it. */
static int refuse_layout(const struct cs_layout *layout,
			 const struct cs_input *input, struct cs_err *err)
{
	const char *why = cs_layout_says(layout, "refuse"),
		   *unless = cs_layout_says(layout, "unless");

	if (why == NULL)
		return 0;
	for (size_t i = 0; i < input->ncolumns; i++) {
		const struct cs_column_rule *rule = &input->columns[i];

		if (rule->named != NULL && unless != NULL &&
		    cs_word_among(rule->name, strlen(rule->name), unless, ' '))
			return 0;
	}
	return cs_fail(err, "cannot-be-used", "%s: %s",
		       cs_layout_says(layout, "title"), why);
}

/* The columns that the layout names and the user does not, where the file has
 * them. */
static void name_columns(const struct cs_schema *schema, struct cs_input *used)
{
	for (size_t i = 0; i < used->ncolumns; i++) {
		struct cs_column_rule *rule = &used->columns[i];
		struct cs_err absent = CS_ERR_INIT;
		struct cs_schema probe = { .header = schema->header };
		struct cs_several several;
		const char *says;

		if (rule->name == NULL || rule->named != NULL ||
		    (rule->wanted == CS_UNUSED && i != CS_ROLE_STATUS))
			continue;
		says = cs_layout_says(schema->layout, rule->name);
		if (says == NULL)
			continue;
		if (i == CS_ROLE_CUSTOMER
			? cs_find_several(&probe, "", says, &several,
					  &absent) == 0
			: strcmp(says, "none") == 0 ||
			      cs_find_named(&probe, "", says, &absent) >= 0)
			rule->named = says;
	}
}

/* Which rows the layout leaves out, as far as the columns are there. */
static void take_filters(struct cs_schema *schema)
{
	const struct cs_layout *layout = schema->layout;
	struct cs_err unsaid = CS_ERR_INIT;

	schema->nfiltered = layout->nlines;
	schema->filtered = cs_calloc(layout->nlines, sizeof *schema->filtered);
	for (size_t i = 0; i < layout->nlines; i++) {
		const struct cs_expression e = {
			.option = "",
			.optional = true,
			.filter = layout->lines[i].filter,
		};

		if (e.filter != NULL)
			cs_judge_find(&schema->filtered[i], schema, &e,
				      &unsaid);
	}
}

/* How the layout reads cells, and which rows it leaves out. */
static void take_lines(struct cs_schema *schema)
{
	const struct cs_layout *layout = schema->layout;
	bool filters = false, replaces = false;

	for (size_t i = 0; layout != NULL && i < layout->nlines; i++) {
		filters |= layout->lines[i].filter != NULL;
		replaces |= layout->lines[i].column != NULL;
	}
	if (replaces)
		schema->replaced = cs_calloc(schema->header.ncolumns,
					     sizeof *schema->replaced);
	for (size_t i = 0; replaces && i < layout->nlines; i++) {
		const struct cs_layout_line *line = &layout->lines[i];
		struct cs_err absent = CS_ERR_INIT;
		int column =
		    line->column != NULL
			? cs_find_named(schema, "", line->column, &absent)
			: -1;

		if (column >= 0)
			schema->replaced[column] = line;
	}
	if (filters)
		take_filters(schema);
}

int cs_layout_apply(struct cs_schema *schema, struct cs_input *used,
		    struct cs_err *err)
{
	const char *says;
	int status;

	schema->layout = cs_layouts_find(&used->layouts, used->prefix != NULL,
					 &schema->header);
	status = refuse_layout(schema->layout, used, err);
	name_columns(schema, used);
	take_lines(schema);
	says = cs_layout_says(schema->layout, "quote");
	if (says != NULL && strcmp(says, "none") == 0)
		schema->dialect.quote = CS_NO_QUOTE;
	says = cs_layout_says(schema->layout, "decimal");
	if (says != NULL && used->decimal == CS_MARK_UNKNOWN)
		schema->mark = used->decimal =
		    *says == ',' ? CS_MARK_COMMA : CS_MARK_DOT;
	if (used->date_format == NULL)
		used->date_format =
		    cs_layout_says(schema->layout, "date-format");
	return status;
}
