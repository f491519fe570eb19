/* names.c - see names.h. */
#include "input/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/word.h"
#include "input/sample.h"
#include "words/words.h"

enum { LISTED_BYTES = 2500, SHOWN_CELL = 20 /* columns */ };

/* --- their words --------------------------------------------------------- */

/* Bytes of the first word that all have in common, with what sets it apart. */
static size_t common_word(const struct cs_header *header)
{
	const char *first = header->names[0];
	size_t n = strcspn(first, "._ ");

	if (header->ncolumns < 3 || n == 0 || first[n] == '\0')
		return 0;
	n++;
	for (size_t i = 0; i < header->ncolumns; i++)
		if (strncmp(header->names[i], first, n) != 0 ||
		    header->names[i][n] == '\0')
			return 0;
	return n;
}

static bool is_origin(const struct cs_schema *schema, size_t n)
{
	char *word = cs_strndup(schema->header.names[0], n - 1);
	struct cs_name name;
	struct cs_fit fit;
	bool origin;

	cs_name_read(schema->words, word, &name);
	origin = schema->header.names[0][n - 1] == '.' || name.strange ||
		 cs_name_fits(schema->words, "origin", &name, &fit);
	free(word);
	return origin;
}

void cs_read_names(struct cs_schema *schema)
{
	const struct cs_header *header = &schema->header;
	size_t n = common_word(header);

	if (n > 0 && !is_origin(schema, n))
		n = 0;
	schema->names = cs_calloc(header->ncolumns, sizeof *schema->names);
	for (size_t i = 0; i < header->ncolumns; i++)
		cs_name_read(schema->words, header->names[i] + n,
			     &schema->names[i]);
}

/* --- as people say them --------------------------------------------------- */

/* Words without what is between them: customerid, customer_id. */
static void fold(const char *name, struct cs_buf *out)
{
	size_t kept = 0;

	cs_name_plain(name, out);
	for (size_t i = 0; i < out->length; i++)
		if (out->data[i] != ' ')
			out->data[kept++] = out->data[i];
	if (out->length > 0)
		out->data[out->length = kept] = '\0';
}

/* Positions say little: what stands there in the first row. */
static void add_first_cell(const struct cs_schema *schema, int column,
			   struct cs_buf *out)
{
	struct cs_sample sample;
	struct cs_text cell;

	cs_sample_init(&sample, schema);
	cs_sample_column(&sample, column);
	if (cs_sample_next(&sample, &cell)) {
		cs_buf_adds(out, " (");
		cs_printable(out, cell.bytes, cell.length, SHOWN_CELL);
		cs_buf_addc(out, ')');
	}
	cs_sample_release(&sample);
}

void cs_list_columns(const struct cs_schema *schema, struct cs_buf *out)
{
	size_t shown = 0, named = 0, start = out->length;

	for (size_t i = 0; i < schema->header.ncolumns; i++) {
		const char *name = schema->header.names[i];

		if (*name == '\0')
			continue;
		named++;
		if (out->length - start > LISTED_BYTES)
			continue;
		cs_buf_adds(out, shown++ > 0 ? ", " : "");
		cs_printable(out, name, strlen(name), 60);
		if (schema->dialect.no_header && schema->sample.length > 0)
			add_first_cell(schema, (int)i, out);
	}
	if (shown < named)
		cs_buf_addf(out, " and %zu more", named - shown);
	if (named == 0)
		cs_buf_adds(out, "without names");
}

static int unknown_column(const struct cs_schema *schema, const char *option,
			  const char *name, struct cs_err *err)
{
	struct cs_buf columns = CS_BUF_INIT, shown = CS_BUF_INIT;

	cs_list_columns(schema, &columns);
	cs_printable(&shown, name, strlen(name), 60);
	cs_fail(err, "unknown-column",
		"%s: there is no column \"%s\"; the columns are: %s", option,
		shown.data, columns.data);
	cs_buf_release(&columns);
	cs_buf_release(&shown);
	return -1;
}

/*
 * A column by its exact header, else by position, else by folded header: the
 * first, and how many there are.
 */
static int find_all_named(const struct cs_schema *schema, const char *name,
			  int *count)
{
	struct cs_buf wanted = CS_BUF_INIT, folded = CS_BUF_INIT;
	int exact = -1, alike = -1, nexact = 0, nalike = 0;
	char *end;
	long position = strtol(name, &end, 10);

	fold(name, &wanted);
	for (size_t i = 0; i < schema->header.ncolumns; i++) {
		fold(schema->header.names[i], &folded);
		if (strcmp(schema->header.names[i], name) == 0 && nexact++ == 0)
			exact = (int)i;
		if (wanted.length > 0 &&
		    strcmp(folded.data, wanted.data) == 0 && nalike++ == 0)
			alike = (int)i;
	}
	cs_buf_release(&wanted);
	cs_buf_release(&folded);
	*count = nexact > 0 ? nexact : nalike;
	if (nexact > 0)
		return exact;
	if (*name < '1' || *name > '9' || *end != '\0' ||
	    position > (long)schema->header.ncolumns)
		return alike;
	*count = 1;
	return (int)position - 1;
}

/* Does an option that says `name` mean this column, and no other? */
static bool means(const struct cs_schema *schema, const char *name, int column)
{
	int count;

	return strcmp(name, "@file") != 0 &&
	       find_all_named(schema, name, &count) == column && count == 1;
}

int cs_find_named(const struct cs_schema *schema, const char *option,
		  const char *name, struct cs_err *err)
{
	struct cs_buf shown = CS_BUF_INIT, place = CS_BUF_INIT;
	int count, column = find_all_named(schema, name, &count);

	if (count == 0)
		return unknown_column(schema, option, name, err);
	if (count == 1)
		return column;
	cs_printable(&shown, name, strlen(name), 60);
	cs_buf_addf(&place, "%d", column + 1);
	cs_fail(err, "ambiguous-column",
		means(schema, place.data, column)
		    ? "%s: %d columns are called \"%s\": name it by its "
		      "position, %s"
		    : "%s: %d columns are called \"%s\": give them two names",
		option, count, shown.data, place.data);
	cs_buf_release(&shown);
	cs_buf_release(&place);
	return -1;
}

int cs_find_rule(const struct cs_schema *schema,
		 const struct cs_column_rule *rule, int *column,
		 struct cs_err *err)
{
	struct cs_err absent = CS_ERR_INIT;

	*column = -1;
	if (strcmp(rule->named, "@file") == 0) {
		*column = CS_FILE_COLUMN;
		return 0;
	}
	*column = cs_find_named(schema, rule->option, rule->named,
				rule->wanted == CS_IF_THERE ? &absent : err);
	return *column == -1 && rule->wanted != CS_IF_THERE ? -1 : 0;
}

int cs_find_several(const struct cs_schema *schema, const char *option,
		    const char *names, struct cs_several *found,
		    struct cs_err *err)
{
	struct cs_err whole = CS_ERR_INIT;
	int column = cs_find_named(schema, option, names, &whole);

	found->count = 0;
	if (column >= 0 || strchr(names, ',') == NULL) {
		found->columns[found->count++] = column;
		if (column < 0)
			cs_fail(err, whole.code, "%s", whole.message);
		return column < 0 ? -1 : 0;
	}
	for (const char *p = names; *p != '\0';) {
		size_t n = strcspn(p, ",");
		char *name = cs_strndup(p, n);

		if (found->count == CS_MOST_SEVERAL)
			column = cs_fail(err, "too-many-columns",
					 "%s takes up to %d columns", option,
					 CS_MOST_SEVERAL);
		else
			column = cs_find_named(schema, option, name, err);
		free(name);
		if (column < 0)
			return -1;
		found->columns[found->count++] = column;
		p += n + (p[n] == ',');
	}
	return 0;
}

void cs_find_group_field(struct cs_schema *schema, const struct cs_input *input)
{
	const char *named = input->columns[CS_ROLE_GROUP].named;

	if (named == NULL || schema->column[CS_ROLE_GROUP] != -1)
		return;
	for (size_t i = CS_NROLES; i < input->ncolumns; i++)
		if (input->columns[i].name != NULL &&
		    strcmp(input->columns[i].name, named) == 0 &&
		    schema->column[i] >= 0) {
			schema->column[CS_ROLE_GROUP] = schema->column[i];
			schema->groups.columns[0] = schema->column[i];
			schema->groups.count = 1;
		}
}

/* Appends "3", or "1,3"; false: it does not mean these columns. */
static bool add_positions(const struct cs_schema *schema, const int *columns,
			  size_t count, struct cs_buf *out)
{
	bool meant = true;
	int whole = 0;

	for (size_t i = 0; i < count; i++) {
		struct cs_buf place = CS_BUF_INIT;

		cs_buf_addf(&place, "%d", columns[i] + 1);
		meant = meant && means(schema, place.data, columns[i]);
		cs_buf_addf(out, "%s%s", i > 0 ? "," : "", place.data);
		cs_buf_release(&place);
	}
	if (count > 1)
		find_all_named(schema, out->data, &whole);
	return meant && whole == 0;
}

bool cs_offer_columns(const struct cs_schema *schema, const char *option,
		      const int *columns, size_t count, struct cs_buf *out)
{
	const char *header = schema->header.names[columns[0]];
	struct cs_buf places = CS_BUF_INIT;
	/* "--name" could be taken for the next option */
	bool offered = count == 1 && *header != '\0' && *header != '-' &&
		       means(schema, header, columns[0]) &&
		       cs_add_offer(out, option, header);

	if (!offered)
		offered = add_positions(schema, columns, count, &places) &&
			  cs_add_offer(out, option, places.data);
	cs_buf_release(&places);
	return offered;
}
