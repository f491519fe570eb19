/* schema.c - see schema.h. */
#include "input/schema.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "input/contracts.h"
#include "input/guests.h"
#include "input/layout_use.h"
#include "input/habits.h"
#include "input/choice.h"
#include "input/suggest.h"
#include "input/judge.h"
#include "input/kinds.h"
#include "input/moment.h"
#include "input/names.h"
#include "input/numbered.h"
#include "input/orderids.h"
#include "input/sample.h"
#include "input/status.h"
#include "input/sums.h"
#include "input/value.h"

/*
 * Which of the columns that must be there are missing: all at once, with what
 * might be meant.
 */
static int say_missing(const struct cs_schema *schema,
		       const struct cs_input *input, const bool *missing,
		       struct cs_err *err)
{
	struct cs_buf what = CS_BUF_INIT, how = CS_BUF_INIT,
		      columns = CS_BUF_INIT;
	size_t count = 0, wanted = 0;

	for (size_t i = 0; i < input->ncolumns; i++)
		wanted += missing[i];
	for (size_t i = 0; i < input->ncolumns; i++) {
		const struct cs_column_rule *rule = &input->columns[i];

		if (!missing[i])
			continue;
		cs_buf_addf(&what, "%sthe %s",
			    count == 0		  ? ""
			    : count + 1 == wanted ? " or "
						  : ", ",
			    rule->name);
		cs_buf_addf(&how, "%s%s COL", count++ > 0 ? ", " : "",
			    rule->option);
		cs_buf_clear(&columns);
		cs_suggest_columns(schema, input, i, &columns);
		if (columns.length > 0)
			cs_buf_addf(&how, " (perhaps %s)", columns.data);
		if (i == CS_ROLE_AMOUNT)
			cs_buf_adds(&how,
				    ", or --quantity COL and --price COL");
	}
	cs_buf_clear(&columns);
	cs_list_columns(schema, &columns);
	if (count > 0 && schema->header.ncolumns == 1)
		cs_fail(err, "no-column",
			"the header is one field, %s: name what sets fields "
			"apart with --%sdelimiter",
			columns.data, cs_input_prefix(input));
	else if (count > 0)
		cs_fail(err, "no-column",
			"no column looks like %s: name %s with %s; the "
			"columns are: %s%s",
			what.data, count == 1 ? "it" : "them", how.data,
			columns.data,
			schema->header.like_data
			    ? "; these look like a row: if there is no "
			      "header, say --no-header"
			    : "");
	cs_buf_release(&what);
	cs_buf_release(&how);
	cs_buf_release(&columns);
	return count > 0 ? -1 : 0;
}

/* `--ROLE none`, where no column is called so. */
static bool switched_off(const struct cs_schema *schema, const char *named)
{
	struct cs_err absent = CS_ERR_INIT;

	return named != NULL && strcmp(named, "none") == 0 &&
	       cs_find_named(schema, "", named, &absent) < 0;
}

/* By an option, or by the layout? */
static enum cs_reason named_by(const struct cs_schema *schema,
			       const struct cs_column_rule *rule)
{
	return rule->named == cs_layout_says(schema->layout, rule->name)
		   ? CS_BY_LAYOUT
		   : CS_BY_OPTION;
}

/* The same of entry `index`, which no option may name. */
static int find_column(struct cs_schema *schema, const struct cs_input *input,
		       size_t index, struct cs_err *err)
{
	const struct cs_column_rule *rule = &input->columns[index];
	int *column = &schema->column[index];

	if (rule->named != NULL && !switched_off(schema, rule->named)) {
		schema->reason[index] = named_by(schema, rule);
		if (index != CS_ROLE_DATE ||
		    !cs_moment_is_named(schema, rule->named))
			return cs_find_rule(schema, rule, column, err);
		*column =
		    cs_moment_named(schema, rule->option, rule->named, err);
		return *column == -1 ? -1 : 0;
	}
	if (rule->named != NULL || rule->wanted == CS_UNUSED)
		return 0;
	*column = cs_choose_column(schema, input, index, err);
	if (*column != -2)
		return 0;
	*column = -1;
	return -1;
}

/* The customer's columns, or the group's. */
static int find_several(struct cs_schema *schema, const struct cs_input *input,
			size_t role, struct cs_several *several,
			struct cs_err *err)
{
	const struct cs_column_rule *rule = &input->columns[role];
	bool may_lack = rule->wanted == CS_IF_THERE;
	struct cs_err absent = CS_ERR_INIT;
	int *column = &schema->column[role];

	if (rule->named != NULL && strcmp(rule->named, "@file") != 0 &&
	    !switched_off(schema, rule->named)) {
		schema->reason[role] = named_by(schema, rule);
		if (cs_find_several(schema, rule->option, rule->named, several,
				    may_lack ? &absent : err) != 0) {
			several->count = 0;
			return may_lack ? 0 : -1;
		}
	} else if (find_column(schema, input, role, err) != 0) {
		return -1;
	} else {
		several->columns[0] = *column;
		several->count = *column != -1;
		if (role == CS_ROLE_CUSTOMER && input->prefix == NULL)
			cs_guests_settle(schema);
		return 0;
	}
	*column = several->columns[0];
	return 0;
}

/* Those that expressions name. */
static int find_judged(struct cs_schema *schema, const struct cs_input *input,
		       struct cs_err *err)
{
	schema->judges = cs_calloc(input->nexpressions, sizeof *schema->judges);
	schema->njudges = input->nexpressions;
	for (size_t i = 0; i < input->nexpressions; i++)
		if (cs_judge_find(&schema->judges[i], schema,
				  &input->expressions[i], err) != 0)
			return -1;
	return 0;
}

/* How they are compared, once the habits of the file are known. */
static int settle_judges(struct cs_schema *schema, const struct cs_input *input,
			 struct cs_sample *rows, struct cs_err *err)
{
	for (size_t i = 0; i < input->nexpressions; i++)
		if (cs_judge_settle(&schema->judges[i], schema, input,
				    &input->expressions[i], rows, err) != 0)
			return -1;
	for (size_t i = 0; i < schema->nfiltered; i++)
		cs_judge_settle(&schema->filtered[i], schema, input,
				&(struct cs_expression){ 0 }, NULL, err);
	return 0;
}

/* Of orders, where no name says which it is. */
static void find_order_ids(struct cs_schema *schema,
			   const struct cs_input *input)
{
	const struct cs_column_rule *rule = &input->columns[CS_ROLE_ORDER];
	int *column = &schema->column[CS_ROLE_ORDER];

	if (*column != -1 || rule->usual == NULL || rule->named != NULL ||
	    rule->wanted == CS_UNUSED || input->prefix != NULL)
		return;
	*column = cs_orderids_choose(schema);
	if (*column != -1)
		schema->reason[CS_ROLE_ORDER] = CS_BY_CELLS;
}

/* The column of order ids; -1. */
static int order_column(struct cs_schema *schema, const struct cs_input *input)
{
	const struct cs_column_rule *rule = &input->columns[CS_ROLE_ORDER];
	struct cs_err nobody = CS_ERR_INIT;
	int column = schema->column[CS_ROLE_ORDER];
	const char *says;

	if (column != -1 || rule->wanted != CS_UNUSED || rule->name == NULL ||
	    rule->named != NULL)
		return column >= 0 ? column : -1;
	says = cs_layout_says(schema->layout, rule->name);
	if (says != NULL)
		return cs_find_named(schema, "", says, &nobody);
	column = cs_choose_column(schema, input, CS_ROLE_ORDER, &nobody);
	schema->equal[CS_ROLE_ORDER] = -1;
	if (column == -1 && rule->usual != NULL && input->prefix == NULL)
		column = cs_orderids_choose(schema);
	return column >= 0 ? column : -1;
}

static bool filtered_by(const struct cs_schema *schema,
			const struct cs_input *input, int column)
{
	for (size_t i = 0; i < input->nexpressions; i++)
		if (input->expressions[i].flag == 0 &&
		    cs_judge_names(&schema->judges[i], column))
			return true;
	return false;
}

/* Whether statuses decide. Where the user filters by them, no list does. */
static int settle_status(struct cs_schema *schema, const struct cs_input *input,
			 struct cs_err *err)
{
	const struct cs_column_rule *rule = &input->columns[CS_ROLE_STATUS];
	const char *says = cs_layout_says(schema->layout, "count");
	int *column = &schema->column[CS_ROLE_STATUS];
	bool filtered = filtered_by(schema, input, *column);

	if (*column < 0 || input->statuses == NULL)
		return 0;
	schema->by_status =
	    input->count_given || (rule->wanted == CS_OPTIONAL && !filtered);
	if (rule->named == NULL && !schema->by_status)
		*column = schema->equal[CS_ROLE_STATUS] = -1;
	if (says != NULL && !input->count_given)
		schema->layout_statuses = cs_status_words_of(&says, 1);
	schema->statuses = schema->layout_statuses != NULL
			       ? schema->layout_statuses
			       : input->statuses;
	return input->count_given ? 0 : cs_status_settle(schema, input, err);
}

/* Up to 100, that is: what is above that is no score. */
static bool are_of_hundred(const struct cs_schema *schema, int column)
{
	size_t above = 0, all = 0;
	struct cs_sample sample;
	struct cs_text cell;

	cs_sample_init(&sample, schema);
	cs_sample_column(&sample, column);
	while (cs_sample_next(&sample, &cell)) {
		double score = 0;

		cs_cell_trim(&cell.bytes, &cell.length);
		for (size_t i = 0;
		     i < cell.length && cs_is_digit(cell.bytes[i]); i++)
			score = score * 10 + (cell.bytes[i] - '0');
		all += cell.length > 0;
		above += score > 10 && score <= 100;
	}
	cs_sample_release(&sample);
	return above * 2 > all;
}

static void find_scores(struct cs_schema *schema, const struct cs_input *input)
{
	for (size_t i = 0; input->scores != NULL && i < input->ncolumns; i++)
		if (input->columns[i].worded && schema->column[i] >= 0) {
			schema->worded = schema->column[i];
			schema->scores = input->scores;
			schema->of_hundred =
			    are_of_hundred(schema, schema->column[i]);
		}
}

/* The first failure counts; what comes behind it is found all the same. */
static int find_all(struct cs_schema *schema, const struct cs_input *input,
		    struct cs_err *err)
{
	bool missing[CS_MAX_COLUMNS] = { false }, failed = false;
	struct cs_err later = CS_ERR_INIT;

	/* what is a customer shows in what is an order */
	if (input->ncolumns > CS_ROLE_ORDER)
		failed = find_column(schema, input, CS_ROLE_ORDER, err) != 0;
	failed |= find_several(schema, input, CS_ROLE_CUSTOMER,
			       &schema->customers, failed ? &later : err) != 0;
	if (input->ncolumns > CS_ROLE_GROUP)
		failed |=
		    find_several(schema, input, CS_ROLE_GROUP, &schema->groups,
				 failed ? &later : err) != 0;
	for (size_t i = 0; i < input->ncolumns; i++) {
		bool spare = cs_value_spare(input, i);

		if (i != CS_ROLE_ORDER && i != CS_ROLE_CUSTOMER &&
		    i != CS_ROLE_GROUP &&
		    find_column(schema, input, i,
				failed || spare ? &later : err) != 0)
			failed |= !spare;
	}
	if (input->columns[CS_ROLE_GROUP].wanted == CS_IF_THERE)
		cs_find_group_field(schema, input);
	find_scores(schema, input);
	find_order_ids(schema, input);
	for (size_t i = 0; i < input->ncolumns; i++)
		missing[i] = i != CS_ROLE_AMOUNT &&
			     input->columns[i].wanted == CS_REQUIRED &&
			     schema->column[i] == -1;
	if (input->columns[CS_ROLE_STATUS].named == NULL &&
	    input->columns[CS_ROLE_STATUS].wanted == CS_OPTIONAL)
		cs_status_choose(schema, input);
	missing[CS_ROLE_STATUS] =
	    input->count_given && schema->column[CS_ROLE_STATUS] == -1;
	failed |=
	    cs_contracts_refuse(schema, input, failed ? &later : err) != 0;
	failed |= cs_value_refuse(schema, input, failed ? &later : err) != 0;
	cs_value_settle(schema, input, missing);
	failed |=
	    say_missing(schema, input, missing, failed ? &later : err) != 0;
	schema->only_amount = schema->column[CS_ROLE_AMOUNT] >= 0 &&
			      schema->column[CS_ROLE_REFUND] < 0;
	schema->order = order_column(schema, input);
	failed |= find_judged(schema, input, failed ? &later : err) != 0;
	failed |= settle_status(schema, input, failed ? &later : err) != 0;
	cs_kinds_settle(schema, input);
	return failed ? -1 : 0;
}

/* What stands in the brackets of "Created (UTC)", "Started at (Europe/Berlin)",
 * if it is a zone, and the zone; else NULL. */
static char *zone_of_name(const char *name, struct cs_zone **zone)
{
	const char *open = strrchr(name, '('), *close = strrchr(name, ')');
	struct cs_err none = CS_ERR_INIT;
	char *text;

	if (open == NULL || close == NULL || close < open)
		return NULL;
	text = cs_strndup(open + 1, (size_t)(close - open - 1));
	if (strcmp(text, "GMT") == 0)
		memcpy(text, "UTC", sizeof "UTC");
	*zone = cs_zone_open(text, &none);
	if (*zone != NULL)
		return text;
	free(text);
	return NULL;
}

/* Zones matter only where days are counted in one. */
static void settle_zone(struct cs_schema *schema, const struct cs_input *input)
{
	int column = schema->column[CS_ROLE_DATE];

	if (input->zone == NULL)
		return;
	if (input->times_zone == NULL && column >= 0)
		schema->zone_name = zone_of_name(schema->header.names[column],
						 &schema->named_zone);
	schema->date.zone = input->zone;
	schema->date.from =
	    input->times_zone != NULL ? input->times_zone : schema->named_zone;
}

int cs_schema_init(struct cs_schema *schema, const char *file,
		   const struct cs_dialect *dialect, struct cs_header *header,
		   const char *sample, size_t sample_length,
		   const struct cs_input *input,
		   const struct cs_vocabulary *words, struct cs_err *err)
{
	struct cs_input used = *input;
	struct cs_err later = CS_ERR_INIT;
	struct cs_sample rows;
	bool failed;

	*schema = (struct cs_schema){ .file = file,
				      .dialect = *dialect,
				      .header = *header,
				      .words = words,
				      .sample = CS_BUF_INIT,
				      .worded = -1,
				      .mark = input->decimal };
	for (size_t i = 0; i < CS_MAX_COLUMNS; i++)
		schema->column[i] = schema->equal[i] = -1;
	cs_read_names(schema);
	cs_buf_add(&schema->sample, sample, sample_length);
	failed = cs_layout_apply(schema, &used, err) != 0;
	if (used.date_format != NULL)
		failed |= cs_date_format_parse(used.date_format, &schema->date,
					       failed ? &later : err) != 0;
	cs_sample_init(&rows, schema);
	schema->split = rows.batch;
	failed |= find_all(schema, &used, failed ? &later : err) != 0;
	settle_zone(schema, input);
	cs_moment_settle(schema, input);
	cs_habits_settle(schema, &used, &rows);
	failed |= !failed && settle_judges(schema, &used, &rows, err) != 0;
	cs_items_settle(schema, &used, &rows);
	cs_sums_settle(schema, &rows);
	cs_fees_settle(schema, &used, &rows);
	cs_ending_settle(&schema->ending, rows.batch, header->ncolumns);
	schema->from_zero = cs_numbered_from_zero(schema, &rows);
	cs_sample_release(&rows);
	free(schema->names);
	schema->names = NULL;
	schema->split = NULL;
	schema->words = NULL;
	return failed ? -1 : 0;
}

void cs_schema_release(struct cs_schema *schema)
{
	cs_header_release(&schema->header);
	cs_buf_release(&schema->sample);
	cs_ending_release(&schema->ending);
	free(schema->names);
	cs_judges_free(schema->judges, schema->njudges);
	free(schema->passed);
	cs_layout_free(schema->layout);
	free(schema->replaced);
	cs_judges_free(schema->filtered, schema->nfiltered);
	cs_zone_free(schema->named_zone);
	free(schema->zone_name);
	schema->names = NULL;
	schema->layout = NULL;
	cs_status_words_free(schema->layout_statuses);
	schema->layout_statuses = NULL;
	schema->judges = schema->filtered = NULL;
	schema->replaced = NULL;
	schema->named_zone = NULL;
	schema->zone_name = NULL;
	schema->passed = NULL;
}
