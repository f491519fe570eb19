/* tables.c - see tables.h. */
#include "app/tables.h"

#include <string.h>

#include "app/output.h"
#include "report/number.h"

bool cs_table_wanted(const struct cs_job *job, const char *name)
{
	for (size_t i = 0; i < job->shared.tables.count; i++)
		if (strcmp(job->shared.tables.items[i], name) == 0 ||
		    strcmp(job->shared.tables.items[i], "all") == 0)
			return true;
	return false;
}

bool cs_charts_needed(const struct cs_job *job)
{
	return job->shared.plot.given ||
	       cs_renderers[job->shared.format].charts;
}

bool cs_table_needed(const struct cs_job *job, const char *name)
{
	if (job->shared.tables.count > 0)
		return cs_table_wanted(job, name);
	return !cs_renderers[job->shared.format].one_table ||
	       job->shared.plot.given ||
	       strcmp(name, job->command->tables[0]) == 0;
}

struct cs_table *cs_group_table(struct cs_job *job, const char *name,
				const char *title,
				const struct cs_column *columns)
{
	struct cs_table *table =
	    cs_report_add(&job->report, cs_table_new(name, title, columns));

	if (job->data.grouped)
		cs_table_set_grouped(table);
	return table;
}

bool cs_whole_wanted(const struct cs_job *job)
{
	return !job->data.grouped || !job->shared.no_total;
}

struct cs_part cs_part_whole(void)
{
	return (struct cs_part){ NULL };
}

struct cs_part cs_part_group(const struct cs_data *data, size_t group)
{
	return (struct cs_part){ data->groups[group] };
}

void cs_put_part(struct cs_table *table, struct cs_part part)
{
	cs_table_set_group(table, part.group);
	cs_row(table);
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
