/* explain_why.c - why columns were taken, how cells are written, and which
 * statuses count: see explain_parts.h. */
#include "input/explain_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "input/kinds.h"
#include "input/status.h"

/* --- why ----------------------------------------------------------------- */

static void add_reason(const struct cs_telling *t, size_t rule,
		       struct cs_buf *out)
{
	switch (t->schema->reason[rule]) {
	case CS_BY_NOTHING: break;
	case CS_BY_OPTION:
		cs_buf_addf(out, ", by %s", t->input->columns[rule].option);
		break;
	case CS_BY_LAYOUT:
		cs_buf_addf(out, ", by layout %s", t->schema->layout->name);
		break;
	case CS_BY_NAME: cs_buf_adds(out, ", by its name"); break;
	case CS_BY_CELLS: cs_buf_adds(out, ", by its cells"); break;
	}
}

static const char *passing(const struct cs_telling *t,
			   const struct cs_passed *passed)
{
	enum cs_field_type type = t->input->columns[passed->rule].type;

	switch (passed->why) {
	case CS_UNREADABLE:
		return type == CS_FIELD_DATE   ? "cannot be read as a date"
		       : type == CS_FIELD_SPAN ? "does not say how long it took"
					       : "cannot be read as a number";
	case CS_NEARLY_EMPTY: return "nearly empty";
	case CS_NEVER_AGAIN: return "another for every order";
	case CS_NOBODY: return "0 for several customers";
	case CS_KNOWN_LESS: return "fewer of its cells have orders";
	case CS_GUESTS: return "empty for some whom it names";
	case CS_OF_MONEY: return "its cells have a currency";
	case CS_SAME_CELLS: return "holds the same";
	case CS_FITS_LESS: return "its name fits less";
	case CS_AS_GOOD: break;
	}
	return "as good as the other";
}

static bool is_passed(const struct cs_telling *t, size_t rule)
{
	for (size_t i = 0; i < t->schema->npassed; i++)
		if (t->schema->passed[i].rule == rule)
			return true;
	return false;
}

static void add_why(struct cs_telling *t, size_t rule)
{
	struct cs_buf line = CS_BUF_INIT;
	size_t others = 0, count;
	const int *columns = cs_columns_of(t->schema, rule, &count);

	cs_buf_addf(&line, "%s: ", t->input->columns[rule].name);
	if (t->schema->column[rule] == -1)
		cs_buf_adds(&line, "none");
	else
		cs_tell_name(t, t->schema->column[rule], CS_TOLD_NAME, &line);
	for (size_t i = 1; i < count; i++) {
		cs_buf_adds(&line, cs_columns_joined(t->input, rule) ? " and "
								     : " or ");
		cs_tell_name(t, columns[i], CS_TOLD_NAME, &line);
	}
	for (size_t i = 0; rule == CS_ROLE_DATE && i < t->schema->joined.count;
	     i++) {
		cs_buf_adds(&line, " and ");
		cs_tell_name(t, t->schema->joined.column[i], CS_TOLD_NAME,
			     &line);
	}
	add_reason(t, rule, &line);
	for (size_t i = 0; i < t->schema->npassed; i++) {
		const struct cs_passed *passed = &t->schema->passed[i];

		if (passed->rule != rule)
			continue;
		cs_buf_adds(&line, others++ > 0 ? ", " : "; not ");
		cs_tell_name(t, passed->column, CS_TOLD_NAME, &line);
		cs_buf_addf(&line, " (%s)", passing(t, passed));
	}
	cs_tell_sentence(t, &line);
}

static void add_reasons(struct cs_telling *t)
{
	size_t told = 0;

	for (size_t i = 0; i < t->input->ncolumns; i++) {
		if (t->input->columns[i].name == NULL ||
		    (t->schema->column[i] == -1 &&
		     (!is_passed(t, i) ||
		      t->input->columns[i].wanted == CS_UNUSED)))
			continue;
		if (told++ == 0)
			cs_buf_adds(t->out, "\nWhy:\n");
		add_why(t, i);
	}
}

/* --- how cells are written ----------------------------------------------- */

static void add_shown(const char *way, const struct cs_shown *shown,
		      struct cs_buf *line)
{
	cs_buf_addf(line, "%s in %zu cell%s", way, shown->count,
		    shown->count == 1 ? "" : "s");
	if (shown->count > 0)
		cs_buf_addf(line, " (\"%s\" in line %llu)", shown->example,
			    (unsigned long long)shown->line);
}

/* Of ways to write cells, numbered from 1 to `last`, the one that is taken by
 * cells that settle it, and what others say. */
static void add_evidence(const char *const *ways, const struct cs_shown *shown,
			 int taken, int last, struct cs_buf *line)
{
	add_shown(ways[taken], &shown[taken], line);
	for (int i = 1; i <= last; i++) {
		if (i == taken || shown[i].count == 0)
			continue;
		cs_buf_adds(line, ", against ");
		add_shown(ways[i], &shown[i], line);
	}
}

static bool any_of(const struct cs_telling *t, enum cs_field_type type)
{
	if (t->rows.batch->nrecords == 0)
		return false;
	for (size_t i = 0; i < t->input->ncolumns; i++)
		if (t->input->columns[i].type == type &&
		    t->schema->column[i] >= 0)
			return true;
	return false;
}

static bool is_ambiguous(const struct cs_schema *schema,
			 enum cs_field_type type, struct cs_text cell)
{
	cs_micros number;
	cs_day day;

	return (type == CS_FIELD_DATE
		    ? cs_date_parse(cell.bytes, cell.length, &schema->date,
				    &day)
		    : cs_amount_parse(cell.bytes, cell.length, schema->mark,
				      true, &number, NULL)) ==
	       CS_CELL_AMBIGUOUS;
}

/* Nothing settles how cells of this type are written: does it matter? */
static void add_unsettled(struct cs_telling *t, enum cs_field_type type,
			  struct cs_buf *line)
{
	struct cs_text cell;

	for (size_t i = 0; i < t->input->ncolumns; i++) {
		if (t->input->columns[i].type != type)
			continue;
		cs_sample_column(&t->rows, t->schema->column[i]);
		while (cs_sample_next(&t->rows, &cell)) {
			if (!is_ambiguous(t->schema, type, cell))
				continue;
			cs_buf_adds(line, "no cell settles how to read \"");
			cs_printable(line, cell.bytes, cell.length,
				     CS_TOLD_NAME);
			cs_buf_adds(line, "\" and others");
			return;
		}
	}
	cs_buf_adds(line, "each cell can be read in one way only");
}

static void add_mark(struct cs_telling *t)
{
	static const char *const ways[] = { "", "a point", "a comma" };
	const struct cs_schema *schema = t->schema;
	enum cs_mark mark = schema->mark;
	struct cs_buf line = CS_BUF_INIT;

	if (!any_of(t, CS_FIELD_NUMBER))
		return;
	cs_buf_adds(&line, "decimal mark: ");
	if (mark == CS_MARK_UNKNOWN)
		add_unsettled(t, CS_FIELD_NUMBER, &line);
	else if (t->input->decimal != CS_MARK_UNKNOWN)
		cs_buf_addf(&line, "%s, by --%sdecimal", ways[mark],
			    cs_input_prefix(t->input));
	else if (schema->marks[mark].count == 0)
		cs_buf_addf(&line, "%s, by layout %s", ways[mark],
			    schema->layout->name);
	else
		add_evidence(ways, schema->marks, (int)mark, CS_MARK_COMMA,
			     &line);
	cs_tell_sentence(t, &line);
}

static void add_dates(struct cs_telling *t)
{
	static const char *const ways[] = { "", "the day first",
					    "the month first",
					    "the year first" };
	const struct cs_schema *schema = t->schema;
	const char *format = cs_date_format_name(&schema->date);
	const struct cs_shown *all = &schema->dates_shown;
	struct cs_buf line = CS_BUF_INIT;

	if (!any_of(t, CS_FIELD_DATE))
		return;
	cs_buf_adds(&line, "dates: ");
	if (format == NULL)
		add_unsettled(t, CS_FIELD_DATE, &line);
	else if (t->input->date_format != NULL)
		cs_buf_addf(&line, "%s, by --%sdate-format", format,
			    cs_input_prefix(t->input));
	else if (cs_layout_says(schema->layout, "date-format") != NULL)
		cs_buf_addf(&line, "%s, by layout %s", format,
			    schema->layout->name);
	else if (all->count > 0)
		cs_buf_addf(&line,
			    "%s, by all of them together (\"%s\" in "
			    "line %llu)",
			    format, all->example,
			    (unsigned long long)all->line);
	else
		add_evidence(ways, schema->orders, (int)schema->date.order,
			     CS_ORDER_YMD, &line);
	cs_tell_sentence(t, &line);
}

/* --- statuses ------------------------------------------------------------ */

static void add_statuses(struct cs_telling *t)
{
	static const char *const labels[] = {
		[CS_STATUS_IN] = "count",
		[CS_STATUS_OUT] = "are left out",
		[CS_STATUS_DOUBT] = "are for --count to judge",
	};
	struct cs_statuses seen;

	cs_status_sample(t->schema, &seen);
	cs_buf_adds(t->out, "\nStatuses:\n");
	for (int verdict = 0; verdict <= CS_STATUS_DOUBT; verdict++) {
		struct cs_buf line = CS_BUF_INIT, list = CS_BUF_INIT;

		cs_statuses_list(&seen, (enum cs_verdict)verdict, &list);
		if (list.length > 0) {
			cs_buf_addf(&line, "%s: %s", labels[verdict],
				    list.data);
			cs_tell_sentence(t, &line);
		}
		cs_buf_release(&list);
	}
	cs_statuses_release(&seen);
}

static void add_kinds(struct cs_telling *t, size_t i)
{
	static const char *const labels[] = {
		[CS_STATUS_IN] = "orders",
		[CS_STATUS_OUT] = "left out",
		[CS_STATUS_DOUBT] = "taken off",
	};
	struct cs_buf line = CS_BUF_INIT, list = CS_BUF_INIT;
	struct cs_statuses seen;
	int told = 0;

	cs_kinds_sample(t->schema, i, &seen);
	cs_tell_name(t, t->schema->kinds[i].column, CS_TOLD_NAME, &line);
	for (int verdict = 0; verdict <= CS_STATUS_DOUBT; verdict++) {
		cs_buf_clear(&list);
		cs_statuses_list(&seen, (enum cs_verdict)verdict, &list);
		if (list.length > 0)
			cs_buf_addf(&line, "%s%s: %s", told++ > 0 ? "; " : ": ",
				    labels[verdict], list.data);
	}
	cs_tell_sentence(t, &line);
	cs_buf_release(&list);
	cs_statuses_release(&seen);
}

/* --- all of it ----------------------------------------------------------- */

void cs_tell_why(struct cs_telling *t)
{
	add_reasons(t);
	if (any_of(t, CS_FIELD_NUMBER) || any_of(t, CS_FIELD_DATE))
		cs_buf_adds(t->out, "\nHow cells are written:\n");
	add_mark(t);
	add_dates(t);
	if (t->schema->by_status)
		add_statuses(t);
	if (t->schema->nkinds > 0)
		cs_buf_adds(t->out, "\nWhat rows are:\n");
	for (size_t i = 0; i < t->schema->nkinds; i++)
		add_kinds(t, i);
}
