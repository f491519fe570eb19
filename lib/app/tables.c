/* tables.c - see tables.h. */
#include "app/tables.h"

#include <string.h>

#include "app/output.h"
#include "report/number.h"

enum { TEXT_GROUPS = 20 };

bool cs_tables_all(const struct cs_job *job)
{
	return cs_list_has(&job->shared.tables, "all");
}

bool cs_table_named(const struct cs_job *job, size_t table)
{
	return cs_list_has(&job->shared.tables,
			   job->command->tables[table].name);
}

/* Has the input what it is made from: its mode, and groups for across? */
static bool possible(const struct cs_job *job, size_t table)
{
	const struct cs_table_spec *spec = &job->command->tables[table];

	return (spec->modes == 0 || (spec->modes & 1u << job->mode) != 0) &&
	       (spec->asked == NULL || spec->asked(job)) &&
	       (!spec->across || job->ungrouped == NULL);
}

bool cs_by_line(const struct cs_table_spec *spec)
{
	return spec->layout == CS_FIELDS || spec->across;
}

/* Of many groups people want to see a page, if they do not say which tables:
 * the first, and those that compare them. */
static bool is_shown(const struct cs_job *job, size_t table)
{
	return job->ungrouped != NULL || job->shared.tables.count > 0 ||
	       !cs_renderers[job->shared.format].limited || table == 0 ||
	       job->command->tables[table].across;
}

/* Has it nothing to say to people, who did not ask for it? */
static bool is_mute(const struct cs_job *job, size_t table, const void *study)
{
	const struct cs_table_spec *spec = &job->command->tables[table];

	return job->shared.tables.count == 0 &&
	       cs_renderers[job->shared.format].limited && spec->mute != NULL &&
	       spec->mute(study);
}

bool cs_table_needed(const struct cs_job *job, size_t table)
{
	const struct cs_table_spec *spec = &job->command->tables[table];

	if (!possible(job, table))
		return false;
	if (job->shared.tables.count > 0)
		return cs_list_has(&job->shared.tables, spec->name) ||
		       cs_tables_all(job);
	return !spec->is_long &&
	       (table == 0 || job->shared.plot.given ||
		(!cs_renderers[job->shared.format].one_table &&
		 is_shown(job, table)));
}

bool cs_sentences_wanted(const struct cs_job *job)
{
	return job->shared.plot.given ||
	       !cs_renderers[job->shared.format].one_table;
}

int cs_tables_refused(const struct cs_job *job, struct cs_err *err)
{
	const struct cs_table_spec *specs = job->command->tables;

	for (size_t i = 0; specs != NULL && specs[i].name != NULL; i++) {
		if (possible(job, i) || !cs_table_named(job, i))
			continue;
		if (specs[i].asked != NULL && !specs[i].asked(job))
			return cs_fail(err, NULL, "the table %s wants %s",
				       specs[i].name, specs[i].wants);
		if (specs[i].across && job->ungrouped != NULL)
			return cs_fail(err, NULL, "the table %s wants %s",
				       specs[i].name, job->ungrouped);
		return cs_fail(err, NULL,
			       "the table %s wants %s, not this kind of input",
			       specs[i].name, specs[i].wants);
	}
	return 0;
}

void cs_table_by_line(const struct cs_job *job, struct cs_table *table,
		      bool whole, size_t lines)
{
	const char *sort = job->shared.sort;
	size_t groups =
	    job->shared.limit > 0 ? (size_t)job->shared.limit : TEXT_GROUPS;
	const struct cs_data *data = &job->data;
	const char *last =
	    data->pooled ? data->groups[data->ngroups - 1] : NULL;
	enum cs_people people = sort != NULL && lines > 0 ? CS_ALL : CS_PEOPLE;
	bool times = job->load.by_first.given;

	if (sort != NULL && cs_table_find(table, sort) < 0) {
		sort = NULL; /* another table's */
		people = CS_PEOPLE;
	}
	if (sort == NULL && !times)
		sort = "customers";
	/* names are in order */
	if (sort != NULL && strcmp(sort, cs_part_column.name) != 0 &&
	    cs_table_find(table, sort) >= 0)
		cs_table_set_order(table, sort, people, last);
	if (!times)
		cs_table_set_text_limit(
		    table,
		    (groups + data->pooled) * (lines > 0 ? lines : 1) + whole);
}

/* What -t would show of each group. */
static void note_others(const struct cs_job *job, struct cs_table *table)
{
	const struct cs_table_spec *specs = job->command->tables;
	struct cs_buf names = CS_BUF_INIT;

	for (size_t i = 0; specs[i].name != NULL; i++)
		if (!is_shown(job, i) && !specs[i].is_long && possible(job, i))
			cs_buf_addf(&names, "%s%s",
				    names.length > 0 ? ", " : "",
				    specs[i].name);
	if (names.length > 0)
		cs_table_add_note(table,
				  "Of each group there are also, with "
				  "-t: %s.",
				  names.data);
	cs_buf_release(&names);
}

static void put_parts(struct cs_job *job, const struct cs_table_spec *spec,
		      struct cs_table *table, const void *study,
		      const struct cs_parts *parts)
{
	const struct cs_data *data = &job->data;

	if (cs_whole_wanted(job))
		spec->put(study, table, parts->whole);
	for (size_t g = 0; data->grouped && g < data->ngroups; g++) {
		cs_table_set_group(table, data->groups[g]);
		spec->put(study, table,
			  (const char *)parts->groups + g * parts->size);
	}
}

static const void *group_of(const struct cs_parts *parts, size_t group)
{
	return (const char *)parts->groups + group * parts->size;
}

/*
 * The groups to draw, into list[CS_CHART_GROUPS]; returns how many. What is
 * pooled stands behind the others, or gives way to one with a name.
 */
static size_t choose(const struct cs_job *job, const struct cs_parts *parts,
		     cs_part_size *size, size_t *list)
{
	size_t n = job->data.ngroups, count = 0, at;
	bool pooled = job->data.pooled && n <= CS_CHART_GROUPS;

	if (job->load.by_first.given) {
		count = n < CS_CHART_GROUPS ? n : CS_CHART_GROUPS;
		for (at = 0; at < count; at++)
			list[at] = n - count + at;
		return count;
	}
	for (size_t g = 0; g < n - job->data.pooled; g++) {
		int64_t own = size(group_of(parts, g));

		for (at = 0; at < count; at++)
			if (own > size(group_of(parts, list[at])))
				break;
		if (at == CS_CHART_GROUPS)
			continue;
		count += count < CS_CHART_GROUPS;
		for (size_t to = count - 1; to > at; to--)
			list[to] = list[to - 1];
		list[at] = g;
	}
	if (pooled)
		list[count++] = n - 1;
	return count;
}

void cs_draw_parts(const struct cs_job *job, const struct cs_parts *parts,
		   cs_part_size *size, const void *study, cs_table_put *put,
		   struct cs_table *data, struct cs_chart *chart)
{
	size_t list[CS_CHART_GROUPS], count;

	if (!job->data.grouped || job->data.ngroups == 0) {
		put(study, data, parts->whole);
		return;
	}
	*(chart->kind == CS_CHART_HEATMAP ? &chart->panel : &chart->row) =
	    cs_part_column.name;
	chart->of_groups = job->data.ngroups;
	chart->latest = job->load.by_first.given;
	count = choose(job, parts, size, list);
	for (size_t i = 0; i < count; i++) {
		cs_table_set_group(data, job->data.groups[list[i]]);
		put(study, data, group_of(parts, list[i]));
	}
}

/* Charts of long tables are drawn although the rows are not printed. */
static bool chart_needed(const struct cs_job *job, size_t table)
{
	return cs_table_needed(job, table) ||
	       (job->shared.tables.count == 0 && possible(job, table));
}

void cs_tables_report(struct cs_job *job, const void *study,
		      const struct cs_parts *parts, const char *answer)
{
	const struct cs_table_spec *specs = job->command->tables;
	const struct cs_renderer *renderer = &cs_renderers[job->shared.format];
	bool charts =
	    job->shared.plot.given || renderer->charts || renderer->drawn;

	for (size_t i = 0; specs[i].name != NULL; i++) {
		bool grouped = job->data.grouped && !specs[i].across;
		struct cs_table *table;

		if (!cs_table_needed(job, i) || !is_shown(job, i) ||
		    is_mute(job, i, study))
			continue;
		table = cs_report_add(&job->report,
				      cs_table_open(&specs[i], grouped));
		if (grouped && cs_by_line(&specs[i]))
			cs_table_by_line(job, table, cs_whole_wanted(job), 1);
		if (specs[i].begin != NULL)
			specs[i].begin(study, table);
		if (specs[i].across)
			specs[i].put(study, table, NULL);
		else
			put_parts(job, &specs[i], table, study, parts);
		if (i == 0)
			note_others(job, table);
	}
	for (size_t i = 0; charts && specs[i].name != NULL; i++)
		if (specs[i].chart != NULL && chart_needed(job, i))
			specs[i].chart(study, &job->report, answer);
}

size_t cs_rows_wanted(const struct cs_job *job, size_t text_limit)
{
	size_t limit = (size_t)job->shared.limit;

	return limit == 0 && cs_renderers[job->shared.format].limited
		   ? text_limit
		   : limit;
}

void cs_table_keep_short(const struct cs_job *job, struct cs_table *table,
			 size_t rows)
{
	size_t limit = (size_t)job->shared.limit;

	cs_table_set_text_limit(table, limit == 0	   ? rows
				       : job->data.grouped ? 0
							   : limit);
}

bool cs_whole_wanted(const struct cs_job *job)
{
	return !job->data.grouped || !job->shared.no_total;
}

void cs_put_interval(struct cs_table *table, const char *x,
		     struct cs_interval interval)
{
	cs_put_range(table, x, interval.low, interval.high);
}

double cs_ratio(int64_t part, int64_t whole)
{
	return whole != 0 ? (double)part / (double)whole : CS_NOTHING;
}

double cs_money_share(cs_sum part, cs_sum whole)
{
	return whole > 0 ? cs_sum_double(part) / cs_sum_double(whole)
			 : CS_NOTHING;
}

void cs_add_percent(struct cs_buf *out, double fraction)
{
	cs_add_rounded(out, 100 * fraction, 1);
	cs_buf_adds(out, " %");
}

void cs_add_level_interval(struct cs_buf *out, struct cs_interval interval)
{
	cs_buf_adds(out, " (95 % interval ");
	cs_add_rounded(out, 100 * interval.low, 1);
	cs_buf_adds(out, " to ");
	cs_add_percent(out, interval.high);
	cs_buf_addc(out, ')');
}
